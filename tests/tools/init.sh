# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# init, and databases that are not as they should be.
at() { db=$1; shift; laobingctl --database "dbname=$db" "$@"; }     # at DATABASE COMMAND...
sql 'create role t_nobody login' >/dev/null 2>&1
works '已经有了' "init again does no harm" laobingctl init
works '建数据库 lb_tools' "init makes a database" at lb_tools init
refuses '超级用户' "init wants a superuser" env PGUSER=t_nobody laobingctl --database dbname=postgres init
sql "create database lb_ascii owner lb_owner template template0 encoding SQL_ASCII locale_provider libc locale 'C'"
refuses '编码是 SQL_ASCII、字符类型是 C' "init refuses another encoding" at lb_ascii init
sql 'create database lb_stranger owner t_nobody'
refuses '这个库归 t_nobody' "init refuses another's database" at lb_stranger init
refuses '连不上数据库' "no server there" env PGHOST="$t" laobingctl status
refuses '没有这个库' "no such database: status" at lb_nonesuch status
refuses '没有这个库' "no such database: migrate" at lb_nonesuch migrate
for command in status migrate tick rekey 'account list' 'audit verify' "backup $t" 'region load' demo lint 'form --from service.visit' 'bench-data 10'; do
    # shellcheck disable=SC2086  # command and arguments
    refuses '不是 laobing 的库' "a database of something else: $command" at postgres $command
    [ "$command" = migrate ] && continue
    # shellcheck disable=SC2086
    refuses '还没有装表.*laobingctl migrate' "a database without tables: $command" at lb_tools $command
done
printf 'database = 5\n' >"$t/conf"
refuses "$t/conf:1" "a wrong settings file, with its line" laobingctl --conf "$t/conf" status
