# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# migrate with a data folder of our own that goes wrong in each way; the database lb_tools is the demo's twin.
data=$t/data
mkdir "$data" && cp -r "$LB_SRC/sql" "$LB_SRC/forms" "$data" && chmod -R u+w "$data"
from_data() { db=$1; shift; env LAOBING_DATA="$data" laobingctl --database "dbname=$db" "$@"; }
first=$(cd "$data/sql" && printf '%s\n' 0*.sql | sed -n 3p)
state() { psql -XAtq -d lb_tools -c "select count(*), max(version), (select md5(string_agg(name || sha256, '' order by name)) from app.repeatable) from app.schema_version"; }

refuses '没有登记' "a database that init has made is closed" env PGUSER=t_nobody laobingctl --database dbname=lb_tools migrate
sql 'grant connect on database lb_tools to t_nobody'
refuses '没有权限' "migrate by a role without rights" env PGUSER=t_nobody laobingctl --database dbname=lb_tools migrate
refuses 'sudo -u postgres laobingctl migrate' "it says who can" env PGUSER=t_nobody laobingctl --database dbname=lb_tools migrate
holds "and PostgreSQL's own warnings are not in it" sh -c "! grep -q privileges '$t/out'"
sql 'revoke connect on database lb_tools from t_nobody'
works '数据库已是版本' "migrate of an empty database" from_data lb_tools migrate
works '^数据库已是版本' "migrate again" from_data lb_tools migrate
holds "does nothing" [ "$(wc -l <"$t/out")" = 2 ]
before=$(state)

# wrong WHAT WORDS: migrate refuses with these words, and nothing is changed.
wrong() {
    refuses "$2" "$1" from_data lb_tools migrate
    holds "$1: nothing is changed" [ "$(state)" = "$before" ]
}
cp "$data/sql/$first" "$t/first"
echo '-- later' >>"$data/sql/$first"
wrong "a numbered file changed afterwards" "$first.*装过以后又改了"
mv "$data/sql/$first" "$t/changed"
wrong "a numbered file is missing" "$first.*程序比数据库旧"
cp "$t/first" "$data/sql/$first"
echo 'select 1;' >"$data/sql/002_late.sql"
wrong "a number below those that ran" '002_late.sql.*编号比装过的小'
mv "$data/sql/002_late.sql" "$data/sql/001_twice.sql"
wrong "a number twice" '001_.*各不相同的三位编号'
mv "$data/sql/001_twice.sql" "$data/sql/none.sql"
wrong "a name without a number" 'none.sql.*三位编号'
rm "$data/sql/none.sql"
printf '%s\n' '-- one' 'create table ref.half (x int);' '' 'create tabel y;' >"$data/sql/898_bad.sql"
wrong "a fault in a numbered file, with its line" '898_bad.sql:4'
holds "a numbered file runs whole or not at all" [ -z "$(psql -XAtq -d lb_tools -c "select to_regclass('ref.half')")" ]
rm "$data/sql/898_bad.sql"
echo 'create or replace function ref.odd() returns int language sql as $$ select oops $$;' >"$data/sql/repeat/99_bad.sql"
wrong "a fault in a repeatable file" '99_bad.sql:1'
rm "$data/sql/repeat/99_bad.sql"

csv=$data/sql/data/codes/sex.csv
cp "$csv" "$t/sex.csv"
echo '3,只有两项' >>"$csv"
wrong "a short line in a CSV" 'codes/sex.csv'
{ printf 'code;name\n'; sed 1d "$t/sex.csv"; } >"$csv"
wrong "a head line that is none" 'codes/sex.csv.*第一行要是列名'
{ sed -n '1s/$/,no_such/p' "$t/sex.csv"; sed '1d; s/$/,1/' "$t/sex.csv"; } >"$csv"
wrong "a column there is not" 'codes/sex.csv.*'
cp "$t/sex.csv" "$csv"
cp "$data/sql/data/MANIFEST" "$t/MANIFEST"
echo code.sex >>"$data/sql/data/MANIFEST"
wrong "a line of the manifest" "MANIFEST:$(wc -l <"$data/sql/data/MANIFEST").*要写成"
cp "$t/MANIFEST" "$data/sql/data/MANIFEST"
cp "$data/forms/visit.form" "$t/visit.form"
sed 's/"gift", "money"/"gifts", "money"/' "$t/visit.form" >"$data/forms/visit.form"
line=$(grep -n '"gifts"' "$data/forms/visit.form" | cut -d: -f1)
wrong "a form with a column there is not" "visit.form:$line"
cp "$t/visit.form" "$data/forms/visit.form"
printf 'register = "x"\n' >"$data/forms/x.form"
echo 'create table ref.half (x int);' >"$data/sql/898_new.sql"
wrong "a form that cannot be read" 'x.form:[0-9]*'
holds "is seen before any file is run" [ -z "$(psql -XAtq -d lb_tools -c "select to_regclass('ref.half')")" ]
rm "$data/forms/x.form" "$data/sql/898_new.sql"
works '数据库已是版本' "mended, it runs" from_data lb_tools migrate

# The rights on the database as a whole: of a file only 001_house.sql gives them, and once.
acl() { sql "select coalesce(r.rolname, 'public'), x.privilege_type from pg_database d cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) x
    left join pg_roles r on r.oid = x.grantee where d.datname = '$1' order by 1, 2"; }
sql 'create database lb_acl owner lb_owner template template0' 2>/dev/null
psql -XAtq -d lb_acl -c 'set role lb_owner' -f "$LB_SRC/sql/001_house.sql" >/dev/null 2>&1
holds "migrate gives them as 001_house.sql does" [ "$(acl lb_tools)" = "$(acl lb_acl)" ]
sql 'grant all on database lb_tools to public, lb_staff; revoke connect on database lb_tools from lb_tick'
works '数据库已是版本' "migrate of a database that is open" from_data lb_tools migrate
holds "closes it again" [ "$(acl lb_tools)" = "$(acl lb_acl)" ]

# A register of the site's own: one numbered file, one form. Its number does not count, and what it said outlives our files.
schema=$(cat "$LB_SRC/sql/SCHEMA")
cp "$LB_SRC/tests/screen/umbrella/900_umbrella.sql" "$data/sql" && cp "$LB_SRC/tests/screen/umbrella/umbrella.form" "$data/forms"
works "sql/900_umbrella.sql" "a numbered file of the site's own" from_data lb_tools migrate
holds "does not count" grep -q "数据库已是版本 $schema" "$t/out"
own() { psql -XAtq -d lb_tools -c "select (select count(*) from app.column where relation = 'service.umbrella'), (select count(*) from pg_policy where polrelid = 'service.umbrella'::regclass),
    (select count(*) from app.refusal where name ~ '^umbrella')"; }
echo '-- later' >>"$data/sql/repeat/20_sec.sql"
psql -XAtq -d lb_tools -c 'drop policy see on service.umbrella'
works '数据库已是版本' "our functions anew" from_data lb_tools migrate
holds "leave its words and protect it again" [ "$(own)" = '6|3|1' ]
mv "$data/sql/900_umbrella.sql" "$t"
refuses '900_umbrella.sql.*本单位' "without the site's file" from_data lb_tools migrate
mv "$t/900_umbrella.sql" "$data/sql"

# Transactions are migrate's: a file that ends one is refused, before it is run where that can be seen.
there() { psql -XAtq -d lb_tools -c "select to_regclass('ref.half') is not null"; }
printf '%s\n' '-- one' 'begin;' 'create table ref.half (x int);' 'commit;' >"$data/sql/904_own.sql"
before=$(state)
wrong "a file with a transaction of its own" '904_own.sql:2：.*begin、commit'
printf '%s\n' 'create table ref.half (x int); COMMIT; begin;' >"$data/sql/904_own.sql"
wrong "a file that ends the transaction and begins another" '904_own.sql:1：.*begin、commit'
holds "nothing of it is done" [ "$(there)" = f ]
printf '%s\n' 'select 1;' 'end;' >"$data/sql/904_own.sql"
wrong "a file that ends it by another word" '904_own.sql：.*自己结束了事务'
# shellcheck disable=SC2016  # not for the shell
printf '%s\n' '-- begin; commit;' "/* x; commit; /* y; */ commit; */ select 'a;commit', E'\\';commit', 1 as \"x;begin\";" \
    'do $x$ begin perform 1; end $x$;' "create function ref.half() returns int language sql begin atomic select 1; end;" >"$data/sql/904_own.sql"
works '904_own.sql' "such words in comments, texts, names and bodies" from_data lb_tools migrate

# Somebody has a transaction open on a table that is to be changed.
echo 'lock table service.visit;' >"$data/sql/905_busy.sql"
before=$(state)
psql -XAtq -d lb_tools -c 'begin; select count(*) from service.visit' -c 'select pg_sleep(120)' >"$t/clerk" 2>&1 & clerk=$!
timeout 20 sh -c "until grep -q . '$t/clerk'; do sleep 0.05; done"
backend=$(sql "select pid from pg_stat_activity where datname = 'lb_tools' and query like '%pg_sleep(120)'")
wrong "a table somebody holds" "要改的表有人占着"
cp "$t/out" "$t/said"
holds "who holds it is said" grep -q "进程 $backend，$PGUSER（psql），从 20" "$t/said"
holds "and what to do" grep -q "pg_terminate_backend($backend)" "$t/said"
sql "select pg_terminate_backend($backend)" >/dev/null
wait $clerk
works '905_busy.sql' "done as said, it runs" from_data lb_tools migrate
rm "$data/sql/905_busy.sql" "$data/sql/904_own.sql"
psql -XAtq -d lb_tools -c 'delete from app.schema_version where version in (904, 905)'

# The second waits for the first.
mkfifo "$t/go"
psql -XAtq -d lb_tools <"$t/go" >"$t/lock" & holder=$!
exec 9>"$t/go"
echo "select pg_advisory_lock(hashtext('laobing migrate'));" >&9
timeout 20 sh -c "until grep -q . '$t/lock'; do sleep 0.05; done"
from_data lb_tools migrate >"$t/second" 2>&1 9>&- & second=$!
timeout 20 sh -c "until grep -q '等它做完' '$t/second'; do sleep 0.05; done"
report $? "a second migrate says that it waits"
holds "and for whom" grep -q "（进程 [1-9][0-9]*，$PGUSER（psql），从 20.*），等它做完" "$t/second"
holds "and waits" kill -0 $second
printf '\\q\n' >&9
exec 9>&-
wait $holder
holds "and goes on when the first is through" wait $second
