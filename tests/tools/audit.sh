# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# audit export and verify against a file kept outside; each damage in a copy of the database.
laobingctl tick >/dev/null
sql "update service.person set situation = '第一块' where id = 1; update service.person set situation = '第二块' where id = 2"
works '封存日志 [1-9]' "tick seals" laobingctl tick
works 'log rows sealed [0-9]' "which it says in English too" env LANGUAGE=en laobingctl tick
works '完好' "a whole log" laobingctl audit verify
laobingctl audit export >"$t/heads"
works 'block	hash' "audit export" cat "$t/heads"
works '完好' "verify against the kept file" laobingctl audit verify "$t/heads"
echo nothing >"$t/none"
refuses '没有封存块的摘要' "a file of something else" laobingctl audit verify "$t/none"
refuses "$t/gone" "a file there is not" laobingctl audit verify "$t/gone"
# harm NAME SQL: a copy of the database where the owner of the machine has done this.
harm() {
    psql -XAtq -d postgres -c "drop database if exists lb_harm with (force)" -c "create database lb_harm template laobing" 2>/dev/null
    psql -XAtq -d lb_harm -c 'set session_replication_role = replica' -c "$1"
}
harm "update audit.log set new = jsonb_set(new, '{situation}', '\"第三块\"') where seq = (select max(seq) from audit.log where new ->> 'situation' = '第一块')"
refuses '这一行被改过' "a flipped byte" laobingctl --database dbname=lb_harm audit verify
harm "delete from audit.log where seq = (select max(seq) - 1 from audit.log where relation = 'service.person')"
refuses '少了一行' "a row is gone from the middle" laobingctl --database dbname=lb_harm audit verify
harm "with s as (delete from audit.seal where block = (select max(block) from audit.seal) returning lo_xid) delete from audit.log where txid >= (select lo_xid from s)"
works '完好' "a cut tail alone cannot be seen" laobingctl --database dbname=lb_harm audit verify
refuses '尾部被截去' "the kept file shows it" laobingctl --database dbname=lb_harm audit verify "$t/heads"
harm "update audit.seal set n = n + 1 where block = 1"
refuses '封存记录被改过' "a changed seal" laobingctl --database dbname=lb_harm audit verify
sed '$s/.$/z/; $s/.$/0/' "$t/heads" | sed '$s/	../	00/' >"$t/other"
refuses '整条链被重写过' "a chain that is another" laobingctl audit verify "$t/other"
