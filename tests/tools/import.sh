# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2034,SC2154
# A sheet into a register: a trial, the writing, what was not taken; broken off in the midst and gone on with; by who may and who may not.
import() { laobingctl import "$@"; }
cat >"$t/a.csv" <<'END'
户主姓名,备注
导入甲,一
导入乙,=1+1
导入甲,一
END
works '试算' "import: a trial" import household "$t/a.csv" --map 户主姓名=name --office 430102001001
holds "says what each heading is" grep -q '户主姓名 = ' "$t/out"
holds "and what would become of each line" grep -q '^新增 1 行，写入 0 行' "$t/out"
holds "and why it would not be taken" grep -q '第 4 行：与表里第 2 行重复' "$t/out"
holds "nothing is written" [ "$(sql "select count(*) from service.household where name like '导入%'")" = 0 ]
printf '号,备注\n1,一\n' >"$t/lacks.csv"
works '没有一列认作“户主”' "says what is needed and no heading is" import household "$t/lacks.csv" --office 430102001001
does 64 '用法：laobingctl import' "without a file" import household
does 64 'append' "how must be said" import household "$t/a.csv" --do
does 64 '用法' "one way only" import household "$t/a.csv" --do --append --replace
works '写入 1 行' "written" import household "$t/a.csv" --office 430102001001 --do --append --rejects "$t/back.csv"
holds "one is new" [ "$(sql "select string_agg(name || coalesce(note, ''), ' ') from service.household where name like '导入%'")" = 导入甲一 ]
holds "what was not taken is given back" grep -q '^"导入乙","'"'"'=1+1","“.*”是一个公式' "$t/back.csv"
refuses '读不了' "and nothing is written over" import household "$t/a.csv" --office 430102001001 --rejects "$t/back.csv"
printf '户主姓名\t备注\r\n导入甲\t改\r\n' | iconv -t GB18030 >"$t/b.csv"
works '^更新 1 行，写入 1 行' "replaced, of a sheet in GB18030" import household "$t/b.csv" --office 430102001001 --do --replace
holds "the row that was there has it" [ "$(sql "select note from service.household where name = '导入甲'")" = 改 ]
works '^相同 1 行，写入 0 行' "the same once more" import household "$t/b.csv" --office 430102001001
works '^新增 3 行' "a workbook" import household "$LB_SRC/tests/fuzz/sheet/good.xlsx" --map 姓名=name --map 身份证号= --map 入伍时间= --map 金额= --office 430102001001
works '用法' "a sheet needs a reader of its own" sh -c 'laobing-sheet 2>&1; true'
# What cannot be.
refuses '表头里没有' "a heading that is none" import household "$t/a.csv" --map 没有=name
refuses '读不了' "a file that is not there" import household "$t/nowhere.csv"
refuses '这本登记簿不能导入' "a register that is none" import nowhere "$t/a.csv"
refuses '这本登记簿不能导入' "cases begin one by one" import petition "$t/a.csv"
refuses '没有这个机构' "an office that is none" import household "$t/b.csv" --office 1
cp "$LB_SRC/tests/fuzz/sheet/old.xls" "$t/c.csv"
refuses '是老的 .xls' "an old workbook" import household "$t/c.csv"
works '您不能为这个机构写' "a clerk writes for his own office only" env PGUSER=demo_village laobingctl import household "$t/b.csv" --office 430103000000 --do --append
# Broken off in the midst of the second step, in four ways; the same command goes on, no line is written twice and none is lost. The row in the midst writes to one pipe and
# reads from another, so that what happens meanwhile happens there and nowhere else.
{ echo 户主姓名; seq -f '断续%g' 1 2500; } >"$t/d.csv"
sed -i 's/$/,/; 1s/,$/,备注/' "$t/d.csv"
works '^新增 2500 行' "a long one" import household "$t/d.csv" --office 430102001001
pipes=$(mktemp -d)
mkfifo "$pipes/here" "$pipes/on"
chmod -R a+rwX "$pipes"
sql "create function public.midst() returns trigger language plpgsql as \$\$ begin
       if new.name = '断续1700' then copy (select pg_backend_pid()) to '$pipes/here'; create temp table if not exists went (on_ text); copy went from '$pipes/on'; end if; return new; end \$\$" \
    -c "create trigger midst before insert on service.household for each row execute function public.midst()"
written() { sql "select count(*) || ' ' || count(distinct name) from service.household where name like '断续%'"; }
# stopped HOW: the import begins, HOW is done to it in the midst; its answer lies in $t/out. (The row reads until we close the pipe.)
stopped() {
    laobingctl import household "$t/d.csv" --office 430102001001 --do --append >"$t/out" 2>&1 &
    program=$!
    backend=$(cat "$pipes/here")
    eval "$1" >"$pipes/on"
    wait "$program"
}
starts_anew() { PGOPTIONS='-c role=lb_owner' sql "delete from service.household where name like '断续%'; update work.import set n_done = 0, state = 'running' where file = 'd.csv'; update work.import_row r set done = false, row_id = null from work.import i where i.id = r.import and i.file = 'd.csv'"; }
for signal in INT TERM; do
    stopped "kill -$signal \$program"
    holds "SIG$signal: it ends with the step, and says how far it came" grep -q '停在 2000 / 2500 行；同一条命令' "$t/out"
    holds "SIG$signal: whole steps are there" [ "$(written)" = '2000 2000' ]
    works '写入 2500 行' "SIG$signal: the same command goes on" import household "$t/d.csv" --office 430102001001 --do --append
    holds "SIG$signal: each line once" [ "$(written)" = '2500 2500' ]
    starts_anew
done
stopped "sql \"select pg_terminate_backend(\$backend)\" >/dev/null"
holds "the server ends the session: it says so" grep -q 'laobingctl import: ' "$t/out"
holds "the server ends the session: whole steps are there" [ "$(written)" = '1000 1000' ]
stopped "kill -KILL \$program; sql \"select pg_terminate_backend(\$backend)\" >/dev/null"
holds "the program is killed: it had gone on, and whole steps are there" [ "$(written)" = '1000 1000' ]
sql 'drop trigger midst on service.household' -c 'drop function public.midst()'
rm -r "$pipes"
works '接着办' "the same command goes on" import household "$t/d.csv" --office 430102001001 --do --append
holds "each line once" [ "$(written)" = '2500 2500' ]
PGOPTIONS='-c role=lb_owner' sql "delete from service.household where name like '断续%' or name like '导入%'"
