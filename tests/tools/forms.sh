# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# status, lint, form --from, demo, bench-data.
works '^  service.person	[1-9]' "status counts" laobingctl status
works '^\[ended with 0\]' "lint finds no fault in our forms" laobingctl lint
mkdir "$t/forms" && cp "$LB_SRC"/forms/* "$t/forms"
works "relation = \"service.household\"" "form --from writes a form" laobingctl form --from service.household
laobingctl form --from service.household >"$t/forms/household.form" 2>/dev/null
works '^\[ended with 0\]' "which lint takes" laobingctl lint --dry-run "$t/forms"
sql "update app.relation set finder = null where relation = 'service.household'"
refuses 'person.form:[0-9]*: household .*service.household.*finder' "lint names a reference nobody can look up" laobingctl lint --dry-run "$t/forms"
sql "update app.relation set finder = 'app.short_office' where relation = 'service.household'"
refuses 'person.form:[0-9]*: household .*service.household.*finder' "or by what is no function to look up with" laobingctl lint --dry-run "$t/forms"
sql "update app.relation set finder = 'app.find_household' where relation = 'service.household'"
# A grid may be of another register's records: its columns are looked up there, and its function is asked for what it gives.
grid() { sed "$1" "$LB_SRC/forms/pairing.form" >"$t/forms/pairing.form"; }
grid 's/"mode", "situation" \]; carry/"mood", "situation" ]; carry/; s/carry = \[ "visited_on", "mode" \]/carry = [ "visited_on" ]/'
refuses 'pairing.form:[0-9]*: service.visit .*mood' "lint names a column a grid cannot have" laobingctl lint --dry-run "$t/forms"
grid 's/"last_on"; heading/"lost_on"; heading/'
refuses 'pairing.form:[0-9]*: ledger rows: .*lost_on' "or that its function does not give" laobingctl lint --dry-run "$t/forms"
grid 's/ledger = { register = "visit"/ledger = { register = "visits"/'
refuses 'pairing.form:[0-9]*: .*visits' "or a register there is not" laobingctl lint --dry-run "$t/forms"
grid ''
sed -i 's/"name"/"nome"/' "$t/forms/household.form"
printf 'register = "x"\n' >"$t/forms/x.form"
refuses 'household.form:[0-9]*: ' "lint names file and line" laobingctl lint "$t/forms"
holds "of every form at fault" grep -q 'x.form:[0-9]*: ' "$t/out"
# Processes are looked at beside the forms.
sql "update flow.state set runs = '{}' where process = 'petition' and state = 'handling'"
refuses '^petition/handling: .*no_clock' "lint names process and state" laobingctl lint
holds "and counts the fault" grep -q '登记簿、字典和流程共有 [1-9]' "$t/out"
does 1 'petition/handling: no clock runs here (no_clock)' "in English to whom reads it" env LANGUAGE=en laobingctl lint
refuses 'petition/handling: .*no_clock' "and migrate does not end well" laobingctl migrate
sql "update flow.state set runs = '{handle}' where process = 'petition' and state = 'handling'"
works '^\[ended with 0\]' "mended, there is no fault" laobingctl lint
# Whatever lint is given, the menu stays; only migrate writes it.
menu() { sql 'select count(*), md5(string_agg(digest, digest order by register)) from app.form'; }
leaves() { holds "$1" [ "$(menu)" = "$before" ]; }
before=$(menu)
mkdir "$t/one" "$t/formless" "$t/formless/forms"
cp "$LB_SRC/forms/household.form" "$t/one"
works '^\[ended with 0\]' "lint of one form only" laobingctl lint "$t/one"
leaves "leaves the menu"
refuses "$t/formless：.*没有登记簿文件" "lint of a folder without forms" laobingctl lint "$t/formless"
leaves "leaves the menu, too"
cp -r "$LB_SRC/sql" "$t/formless"
refuses "$t/formless/forms：.*没有登记簿文件" "migrate without forms" env LAOBING_DATA="$t/formless" laobingctl migrate
leaves "and the menu stays"
refuses 'service.nothing' "form --from a table there is not" laobingctl form --from service.nothing
sql 'update ref.site set clock_offset = interval '"'0'"', demo = false'
refuses '不是演示库' "demo is refused where people work" laobingctl demo
sql 'update ref.site set demo = true'
refuses '先装演示数据' "bench-data wants the demo" laobingctl --database dbname=lb_tools bench-data 2000
does 64 '人数要是数字' "bench-data of a word" laobingctl bench-data many
persons=$(sql 'select count(*) from service.person')
works '30_work.sql' "bench-data 2000" laobingctl bench-data 2000
holds "makes as many people" [ "$(sql 'select count(*) from service.person')" -ge $((persons + 1900)) ]
refuses '已经装过' "bench-data once" laobingctl bench-data 2000
