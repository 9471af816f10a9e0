# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# The program begins: with the wrong schema, the wrong database, no account.
printf '=home\n' >"$t/keys"
open_as() { who=$1; shift; env PGUSER="$who" "$@" laobing --script="$t/keys"; }
works '文艺路\|识字里' "the program begins" open_as demo_village
works 'Pairing contact' "an English account has it in English" open_as demo_english
works '包联走访' "a Chinese language of the machine goes before" open_as demo_english LANGUAGE=zh_CN
works 'Pairing contact' "and so does an English one" open_as demo_village LANGUAGE=en
refuses '数据库 postgres 不是 laobing 的库' "another database" open_as demo_village PGDATABASE=postgres
refuses '没有这个库，请系统管理员运行 laobingctl init' "a database there is not" open_as demo_village PGDATABASE=lb_nonesuch
refuses '连不上数据库：' "no server" open_as demo_village PGHOST="$t"
refuses '账号 demo_expired 没有登记、已停用或已到期' "an expired account" open_as demo_expired
refuses '账号 t_nobody 没有登记、已停用或已到期' "a role without an account" open_as t_nobody
sql "insert into app.schema_version (version, name, sha256) values (899, 'later', '')"
refuses '数据库版本 899 比程序认识的 [0-9]* 新' "a schema newer than the program" open_as demo_village
refuses 'later.*程序比数据库旧' "and migrate says so too" laobingctl migrate
refuses '数据库版本 899 比程序认识的 [0-9]* 新' "and account list" laobingctl account list
refuses '数据库版本 899 比程序认识的 [0-9]* 新' "and status" laobingctl status
holds "behind what it can tell" grep -q '^  service.person' "$t/out"
works '汇总' "the timer's account does not see it and does its work" env PGUSER=lb_tick laobingctl tick
works "^$t/laobing-2" "a backup is made of every version" laobingctl backup "$t"
sql 'delete from app.schema_version where version = 899'
sql "create table app.kept as table app.schema_version; delete from app.schema_version where version > 1"
refuses '数据库版本 1 比程序要求的 [0-9]* 旧' "a schema older than the program" open_as demo_village
sql 'insert into app.schema_version select * from app.kept k where k.version > 1; drop table app.kept'
works '文艺路\|识字里' "put right, it begins" open_as demo_village
