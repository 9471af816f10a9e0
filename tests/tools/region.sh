# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# region apply as an operator does it; tests/sql/region_apply.sql looks at every row.
printf 'old_code,new_code,name,kind\n430102001002,430102002099,,move\n' >"$t/changes"
there() { sql "select count(*) from service.person where office = $1"; }
people=$(there 430102001002)
works '只是试算' "region apply tries" laobingctl region apply "$t/changes"
holds "and changes nothing" [ "$(there 430102001002)" = "$people" ]
works '已办理' "region apply --do" laobingctl region apply "$t/changes" --do
holds "moves the people" [ "$(there 430102002099)" = "$people" ]
refuses '第 2 行：430102001002.*已停用' "again is refused, with the line" laobingctl region apply "$t/changes" --do
# The file of the first day again: what apply did stays, everything else is put right.
regions() { sql "select md5(string_agg(r::text, ' ' order by r.code)), count(*) filter (where r.valid_to is not null) from ref.region r"; }
printf '430102001001,,识字岭社区居委会,rename\n430102014007,430102012006,,merge\n430102012006,430102012098,新马王堆社区居委会,split-off\n' >"$t/changes"
works '已办理' "a name, a merger, a new place" laobingctl region apply "$t/changes" --do
before=$(regions)
sql "update ref.region set name = '写坏了' where code = 430103000000"
works '区划 1 个有变化，新增机构 0 个' "region load afterwards" laobingctl region load
holds "keeps names, places, ends and successors" [ "$(regions)" = "$before" ]
printf '430102001000,430102002000,,merge\n' >"$t/changes"
refuses '上级没有了' "villages left without a street" laobingctl region apply "$t/changes"
refuses "$t/gone" "a file there is not" laobingctl region apply "$t/gone"
refuses "$t/changes" "region load of something else" laobingctl region load "$t/changes"
