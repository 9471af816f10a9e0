# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# Names read anew in batches; what is broken off goes on (tests/sql/rekey.sql has what is changed).
changes() { sql "update ref.hanzi set seq = seq where hanzi = '覃'" >/dev/null; }
works '不用重算' "rekey where no reading has changed" laobingctl rekey
changes
works '读音变了.*laobingctl rekey' "migrate says that names are to be read anew" laobingctl migrate
sql "select work.rekey_step(3)" >/dev/null
works '看过 [1-9][0-9]* 个名字，读音改了 0 个' "rekey" laobingctl rekey
holds "goes on from before" grep -q '接着上次的：已经看过 3 个名字' "$t/out"
changes
works '[0-9] names seen, 0 read otherwise' "and once more, in English" env LANGUAGE=en laobingctl rekey
works '数据库已是版本' "then migrate has nothing to say" laobingctl migrate
sed -i '/rekey/!d' "$t/out"
holds "of readings" [ ! -s "$t/out" ]
changes
sql "select work.rekey_step(3)" >/dev/null
sql "delete from service.person_key k where k.person = (select min(p.id) from service.person p where p.name !~ '覃')" >/dev/null
works '读音改了 1 个' "all of them, whichever characters were begun with" laobingctl rekey --all
does 64 '' "rekey of something" laobingctl rekey people
