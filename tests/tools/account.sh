# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# Accounts without the machine's side (tests/part/ssh has that).
# One person, one account: who gets one here is new. person NAME: a clerk, by number.
person() {
    sql "with s as (insert into org.staff (office, name) select office, '$1' from org.staff where id = 1 returning id),
        j as (insert into org.staff_job (staff, job) select id, 'clerk' from s) select id from s"
}
can_login() { [ "$(sql "select rolcanlogin from pg_roles where rolname = '$1'")" = "$2" ]; }
in_group() { [ "$(sql "select pg_has_role('$1', '$2', 'member')")" = "$3" ]; }
works '^登录名	姓名	所在机构	岗位	状态' "account list" laobingctl account list
holds "with its lines" grep -q '^demo_expired	.*	到期	' "$t/out"
holds "and jobs by their names" grep -q '^demo_village	李华	[^	]*	经办	在用	.*	zh	是$' "$t/out"
works '^login	name	office	jobs	state' "in English" env LANGUAGE=en laobingctl account list
holds "with its lines" grep -q '^demo_expired	.*	expired	' "$t/out"
new=$(person 钱一) dry=$(person 钱二)
does 64 '选项写错了：.*要有 --staff' "a new account of nobody" laobingctl account add t_new
refuses 'staff 999999：没有这个人员' "an account of staff there is not" laobingctl account add t_new --staff 999999
refuses 'second 5：没有这个机构' "lent to an office there is not" laobingctl account add t_new --staff "$new" --second 5
refuses 'T_New：账号用小写字母开头' "a login with capitals" laobingctl account add T_New --staff "$new"
does 64 'staff abc：要写人员编号' "staff by a word" laobingctl account add t_new --staff abc
does 64 'second 1x：要写机构编号' "an office by a word" laobingctl account add t_new --staff "$new" --second 1x
does 64 'language fr：只有 zh 和 en' "a language there is not" laobingctl account add t_new --staff "$new" --language fr
does 64 'charset EBCDIC：只有 auto' "a character set there is not" laobingctl account add t_new --staff "$new" --charset EBCDIC
does 64 'ambiguous 3：只有 0' "a width there is not" laobingctl account add t_new --staff "$new" --ambiguous 3
does 64 'until 2026-02-30：没有这个日期' "a date there is not" laobingctl account add t_new --staff "$new" --until 2026-02-30
does 64 'until yesterday：没有这个日期' "a date by a word" laobingctl account add t_new --staff "$new" --until yesterday
yesterday=$(sql 'select ref.today() - 1')
refuses "until $yesterday：这一天已经过去" "a date that has passed" laobingctl account add t_new --staff "$new" --until "$yesterday"
does 64 'language fr: there are zh and en' "the same in English" env LANGUAGE=en laobingctl account add t_new --staff "$new" --language fr
holds "none is made" [ -z "$(sql "select 1 from sec.account where login ~* 't_new'")" ]

# A key is one line of a public key and nothing else.
key='ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f'
printf -- '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----\n' >"$t/private"
printf 'PuTTY-User-Key-File-3: ssh-ed25519\n' >"$t/ppk"
printf '%s one\n%s two\n' "$key" "$key" >"$t/two.pub"
printf 'command="sh" %s\n' "$key" >"$t/command.pub"
printf '%s a\000b\n' "$key" >"$t/zero.pub"
printf '%s 李华@站\r\n' "$key" >"$t/good.pub"
: >"$t/empty.pub"
for file in private ppk; do refuses "$t/$file：这是私钥" "a private key ($file)" laobingctl account add t_new --staff "$new" --key "$t/$file"; done
printf 'ssh-ed25519 AAAA bogus\n' >"$t/short.pub"
for file in two.pub command.pub zero.pub empty.pub short.pub ../README.md; do
    case $file in ../*) path=$LB_SRC/${file#../} ;; *) path=$t/$file ;; esac
    refuses "$path：这不是一行 SSH 公钥" "no key (${file#../})" laobingctl account add t_new --staff "$new" --key "$path"
done
holds "none of them is kept" [ -z "$(sql "select 1 from sec.account where login = 't_new'")" ]

works 't_new	create role t_new' "account add" laobingctl account add t_new --staff "$new" --until 2099-01-01 --language en --charset GBK --key "$t/good.pub"
holds "with what its terminal speaks" [ "$(sql "select charset || ambiguous from sec.account where login = 't_new'")" = GBK0 ]
holds "the key is kept, and nothing with it" [ "$(sql "select ssh_key from sec.account where login = 't_new'")" = "$key 李华@站" ]
holds "the role may sign on" can_login t_new t
holds "with its staff's job" in_group t_new lb_clerk t
holds "and no other" in_group t_new lb_head f
works 't_new	alter role t_new nologin' "account disable" laobingctl account disable t_new
holds "closes the role" can_login t_new f

# --dry-run says what would be done, refuses what would be refused, and writes nothing, wherever it stands.
rows_of() { sql "select md5(string_agg(a::text, ' ' order by a.login)) from sec.account a"; }
before=$(rows_of)
works 't_dry	要登记这个新账号' "account add --dry-run" laobingctl account add t_dry --staff "$dry" --dry-run
holds "says what would follow" grep -q '^  t_dry	create role t_dry login' "$t/out"
works 'useradd.* t_dry$' "with the machine's side" laobingctl account add t_dry --staff "$dry" --os --keys "$t/keys" --dry-run
holds "makes no role" [ -z "$(sql "select 1 from pg_roles where rolname = 't_dry'")" ]
refuses 'staff 999999：没有这个人员' "and refuses" laobingctl account add --dry-run t_dry --staff 999999
works 't_new	要改这个账号的登记' "account add --dry-run of one there is" laobingctl account add t_new --until 2099-02-02 --dry-run
holds "says that it would be opened" grep -q '^  t_new	alter role t_new login' "$t/out"
works 'demo_village	alter role demo_village nologin' "account disable --dry-run" laobingctl account disable demo_village --dry-run
holds "closes nothing" can_login demo_village t
refuses 't_none：没有这个账号' "and refuses" laobingctl account disable --dry-run t_none
holds "the rows stay" [ "$(rows_of)" = "$before" ]
refuses 't_none：没有这个账号' "an account there is not" laobingctl account disable t_none
sql "update sec.account set active = true where login = 't_new'"
works 't_new	alter role t_new login' "account sync --dry-run says what it would do" laobingctl account sync --dry-run
holds "and does not" can_login t_new f
works 't_new	alter role t_new login' "account sync does it" laobingctl account sync
holds "so that" can_login t_new t
works '^\[ended with 0\]' "a second sync" laobingctl account sync
holds "has nothing to do" [ "$(wc -l <"$t/out")" = 1 ]
# A session of an account that is disabled ends.
"$LB_SRC/contrib/cluster" map "$LB_CLUSTER" t_new
PGUSER=t_new psql -XAtqc 'select pg_sleep(60)' >"$t/session" 2>&1 & session=$!
timeout 20 sh -c "until [ \"\$(psql -XAtqc \"select 1 from pg_stat_activity where usename = 't_new'\")\" = 1 ]; do sleep 0.1; done"
works 't_new	select pg_terminate_backend' "disable ends the session" laobingctl account disable t_new
wait $session
holds "which hears of it" grep -q 'terminating connection' "$t/session"

# Another database of the same cluster (migrate.sh has made it) with a row of its own and one whose name is taken here.
other() { psql -XAtqc "$1" -d lb_tools; }
roles() { sql "select md5(string_agg(r.rolname || r.rolcanlogin || array(select m.roleid::regrole from pg_auth_members m where m.member = r.oid order by 1)::text, ' ' order by r.rolname)) from pg_roles r where r.rolname ~ '^demo_'"; }
before=$(roles)
other "insert into ref.region (code, tier, name) values (430000000000, 0, '湖南省'); select org.make_offices(); with s as (insert into org.staff (office, name) values (430000000000, 't_other'), (430000000000, 'demo_village')
    returning id, name) insert into sec.account (login, staff) select name, id from s" >/dev/null
refuses 'demo_village	这个名字归另一个库' "a name that another database has made is told" laobingctl --database dbname=lb_tools account sync
holds "what is free is made" can_login t_other t
holds "roles of the other database stay as they are" [ "$(roles)" = "$before" ]
works '^\[ended with 0\]' "and the other way round" laobingctl account sync
holds "there is nothing to do" [ "$(wc -l <"$t/out")" = 1 ]
holds "and nothing is done" can_login t_other t

# Names that are not ours to give.
sql 'create role t_foreign login'
for name in lb_owner lb_new pg_monitor; do refuses "$name：.*归系统" "an account $name" laobingctl account add $name --staff "$dry"; done
for name in "$PGUSER" t_foreign; do refuses "$name：已有这个角色" "an account by the name of the role $name" laobingctl account add "$name" --staff "$dry"; done
refuses 't_other：已有这个角色' "an account that another database has made" laobingctl account add t_other --staff "$dry"
holds "none is made" [ -z "$(sql "select login from sec.account where login ~ '^(lb|pg)_' or login in ('$PGUSER', 't_foreign', 't_other')")" ]
sql "insert into sec.account (login, staff) values ('lb_new', $dry), ('$PGUSER', $(person 钱三))"
refuses 'lb_new	这个名字归' "rows of such names are told" laobingctl account sync
holds "and counted" grep -q '^laobingctl account: 有 2 个账号没有生效：' "$t/out"
holds "and no role is made" [ -z "$(sql "select 1 from pg_roles where rolname = 'lb_new'")" ]
holds "the superuser stays one, without groups" [ "$(sql "select rolsuper and not exists (select from pg_auth_members m where m.member = r.oid) from pg_roles r where rolname = '$PGUSER'")" = t ]
refuses 'lb_new	这个名字归' "and on the machine" laobingctl account sync --os --dry-run --keys "$t/keys"
holds "an account of it is made for neither" [ -z "$(grep -E "useradd.* (lb_new|$PGUSER)$" "$t/out")" ]
sql "delete from sec.account where login in ('lb_new', '$PGUSER'); insert into sec.account (login, staff) values ('daemon', $dry), ('t_zoe', $(person 钱四))"
refuses 'daemon	本机已有这个账号' "an account of the machine's system is told" laobingctl account sync --os --dry-run --keys "$t/keys"
holds "those behind it come to their turn" grep -q 'useradd.* t_zoe$' "$t/out"
holds "and one is counted" grep -q '^laobingctl account: 有 1 个账号没有生效：' "$t/out"
sql "delete from sec.account where login in ('daemon', 't_zoe')"
sql 'drop role t_foreign'
other "delete from sec.account"
works 't_other	alter role t_other nologin' "what it made and no row names is closed" laobingctl --database dbname=lb_tools account sync
holds "and nothing else" [ "$(roles)" = "$before" ]
