-- SPDX-License-Identifier: Apache-2.0
-- Sealing the log, checking the seals, reading the history. A global hash chain would make all writers wait for one row
-- (a quarter of the throughput); so the trigger only appends, and blocks of closed transactions are sealed afterwards.

------------------------------------------------------------------------------ append only
create or replace trigger append_only before update or delete or truncate on audit.log for each statement execute function sec.broken('append_only');
create or replace trigger append_only before update or delete or truncate on audit.seal for each statement execute function sec.broken('append_only');
drop function if exists audit.append_only();

-- Reference tables that rules hang on: whoever moves the clock or a setting leaves a trace.
-- What is the same for everybody is changed by migrations and by DBAs: each change is on record as any row's. But for regions, which
-- ref.region_apply() logs with its reason, for what is reckoned from other rows, and for hanzi, which are as their files are.
do $$
declare t text;
begin
  for t in select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and (n.nspname in ('ref', 'code', 'std', 'flow') and c.oid <> all ('{ref.region,ref.day,ref.hanzi,ref.surname,ref.glyph}'::regclass[])
                                       or c.oid = any ('{org.job,work.rule,work.answering,work.opening,app.relation,app.column,app.form,app.refusal,app.naming,app.once}'::regclass[])) loop
    execute format('create or replace trigger z_audit after insert or update or delete on %s for each row execute function sec.audit_row(%L)', t,
                   (select array_agg(a.attname) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey) where i.indrelid = t::regclass and i.indisprimary));
  end loop;
end $$;

------------------------------------------------------------------------------ the digest
-- Every column, in a form that no setting of the session changes: microseconds since 1970, jsonb as text (so that a json null is not a missing one).
-- (Its names are bound and it is as stable as they are, so the planner puts it in its place: a day's log has hundreds of thousands.)
create or replace function audit.leaf(l audit.log) returns bytea
language sql stable parallel safe
return sha256(convert_to(jsonb_build_array(l.seq, (extract(epoch from l.at) * 1000000)::bigint, l.txid, l.login, l.place, l.kind::text,
                                           l.relation, l.key, l.office, l.old::text, l.new::text, l.note)::text || coalesce(' follows ' || l.follows::text, ''), 'UTF8'));

create or replace function audit.block_hash(s audit.seal) returns bytea
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
  select sha256(s.prev || convert_to(jsonb_build_array(s.block, s.from_seq, s.lo_xid, s.hi_xid, s.n, s.seqs,
                                                       (extract(epoch from s.sealed_at) * 1000000)::bigint)::text, 'UTF8') || s.leaves)
$$;

------------------------------------------------------------------------------ sealing
create or replace function audit.seal_block(from_seq bigint, lo_xid bigint, hi_xid bigint) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  s audit.seal;
begin
  s.from_seq := from_seq; s.lo_xid := lo_xid; s.hi_xid := hi_xid; s.sealed_at := clock_timestamp();
  select coalesce(max(x.block), 0) + 1 into s.block from audit.seal x;
  s.prev := coalesce((select x.hash from audit.seal x where x.block = s.block - 1), '');
  select count(*), coalesce(array_agg(l.seq order by l.seq), '{}'), coalesce(string_agg(audit.leaf(l), '' order by l.seq), '')
    into s.n, s.seqs, s.leaves
    from audit.log l where l.seq >= s.from_seq and l.txid >= s.lo_xid and l.txid < s.hi_xid;
  s.hash := audit.block_hash(s);
  insert into audit.seal select s.*;
  return s.n;
end $$;

-- Where sealing has come to: the next block begins at this row and this transaction.
create or replace function audit.sealed_to(out from_seq bigint, out xid bigint)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce((select x.from_seq from audit.seal x order by x.block desc limit 1), 0),
         coalesce((select x.hi_xid from audit.seal x order by x.block desc limit 1), 0)
$$;

-- Seals what closed transactions have written; returns how many rows. A transaction left open delays sealing, never loses a row:
-- the bound is read in one statement, the rows in a later one, so all below the bound are there.
create or replace function audit.seal_log() returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  most constant int := 100000;
  done bigint := 0;
  at_ record;
  bound bigint;
  hi bigint;
begin
  lock table audit.seal in exclusive mode;
  bound := (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint;
  select * into at_ from audit.sealed_to();
  if bound < at_.xid then
    raise exception using errcode = 'LB003', message = '数据库是恢复到新机器上的，事务号从头开始，请先运行 audit.new_life()',
      detail = format('transaction %s is older than the last seal, %s', bound, at_.xid);
  end if;
  loop
    hi := coalesce((select greatest(max(x.txid), min(x.txid) + 1)
                      from (select l.txid from audit.log l where l.seq >= at_.from_seq and l.txid >= at_.xid and l.txid < bound
                             order by l.txid limit most) x having count(*) = most), bound);
    exit when not exists (select from audit.log l where l.seq >= at_.from_seq and l.txid >= at_.xid and l.txid < hi);
    done := done + audit.seal_block(at_.from_seq, at_.xid, hi);
    at_.xid := hi;
  end loop;
  return done;
end $$;
comment on function audit.seal_log() is '封存：把已结束的事务写下的日志算进下一块';

-- After a restore into a younger cluster transaction numbers are small again. Seals all that came with the backup and begins anew.
-- Run by laobingctl restore before anybody signs on.
create or replace function audit.new_life() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  at_ record;
  last bigint := (select coalesce(max(l.seq), 0) from audit.log l);
begin
  lock table audit.seal in exclusive mode;
  lock table audit.log in share row exclusive mode;
  select * into at_ from audit.sealed_to();
  perform audit.seal_block(at_.from_seq, at_.xid, 9223372036854775807);
  perform audit.seal_block(last + 1, 0, 0);                          -- an empty block that carries the new beginning
end $$;
comment on function audit.new_life() is '恢复到新机器后：封存旧日志，重新开始';

create or replace function audit.unsealed() returns bigint
language sql stable set search_path = pg_catalog, pg_temp
as $$ select count(*) from audit.log l, audit.sealed_to() t where l.seq >= t.from_seq and l.txid >= t.xid $$;
comment on function audit.unsealed() is '还没有封存的行数';

------------------------------------------------------------------------------ checking
-- The rows a block should hold and the rows that are there, side by side; only those that differ.
create or replace function audit.block_faults(s audit.seal) returns table (zh text, en text, seq bigint)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with kept as (select u.seq, substring(s.leaves from (u.i::int - 1) * 32 + 1 for 32) as leaf from unnest(s.seqs) with ordinality u(seq, i)),
  -- first seq of the next life: rows behind it belong to other blocks
  life as (select coalesce(min(x.from_seq), 9223372036854775807) as ends from audit.seal x where x.from_seq > s.from_seq),
  there as (select l.seq, audit.leaf(l) as leaf from audit.log l, life
             where l.seq >= s.from_seq and l.seq < life.ends and l.txid >= s.lo_xid and l.txid < s.hi_xid)
  select case when t.seq is null then '少了一行' when k.seq is null then '多了一行' else '这一行被改过' end,
         case when t.seq is null then 'a row is missing' when k.seq is null then 'a row was put in' else 'this row was changed' end,
         coalesce(k.seq, t.seq)
    from kept k full join there t on t.seq = k.seq
   where k.leaf is distinct from t.leaf
   order by 3
$$;

-- Every fault of the chain; no row means it is whole.
create or replace function audit.verify() returns table (block bigint, zh text, en text, seq bigint)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  s audit.seal;
  last audit.seal;
begin
  for s in select * from audit.seal x order by x.block loop
    if s.block <> coalesce(last.block, 0) + 1 then
      return query select s.block, '前面少了封存块', 'blocks before this one are missing', null::bigint;
    elsif s.prev is distinct from coalesce(last.hash, '') then
      return query select s.block, '和上一块接不上', 'does not follow from the block before', null::bigint;
    end if;
    if s.from_seq is not distinct from last.from_seq and s.lo_xid is distinct from last.hi_xid then
      return query select s.block, '和上一块的事务号不相连', 'its transactions do not begin where the block before ends', null::bigint;
    end if;
    if s.hash is distinct from audit.block_hash(s) or s.n <> cardinality(s.seqs) or octet_length(s.leaves) <> s.n * 32 then
      return query select s.block, '封存记录被改过', 'the seal itself was changed', null::bigint;
    end if;
    return query select s.block, f.zh, f.en, f.seq from audit.block_faults(s) f;
    last := s;
  end loop;
end $$;
comment on function audit.verify() is '核对封存：没有结果就是完好';

-- To be kept outside, on paper or another machine: whoever owns the database could rewrite log and chain alike.
create or replace function audit.heads() returns table (block bigint, hash text)
language sql stable set search_path = pg_catalog, pg_temp
as $$ select s.block, encode(s.hash, 'hex') from audit.seal s order by s.block $$;
comment on function audit.heads() is '各块的摘要，抄到外面保存';

-- Against one exported head: finds a cut tail, and a chain written anew.
create or replace function audit.verify_against(kept_block bigint, kept_hash text) returns table (block bigint, zh text, en text, seq bigint)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  there text := (select encode(s.hash, 'hex') from audit.seal s where s.block = kept_block);
begin
  if there is null then
    return query select kept_block, '没有这一块：日志的尾部被截去了', 'there is no such block: the end of the log was cut off', null::bigint;
  elsif there <> lower(kept_hash) then
    return query select kept_block, '和外面保存的摘要不同：整条链被重写过', 'differs from the exported hash: the chain was written anew', null::bigint;
  end if;
  return query select * from audit.verify();
end $$;
comment on function audit.verify_against(bigint, text) is '用外面保存的摘要核对';

------------------------------------------------------------------------------ reading
-- Is this column of this relation shown to nobody in lists? Everything in a private side table is, but its keys.
create or replace function audit.is_private(relation text, column_name text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select column_name not in ('id', 'office')
     and (exists (select from sec.protected p where p.kind = 'private' and p.relation = to_regclass(is_private.relation))
          or exists (select from app.column c where c.relation = regexp_replace(is_private.relation, '_private$', '')
                                                and c.column_name = is_private.column_name and c.private))
$$;

-- The number of a row, its office, a day.
create or replace function audit.is_day(relation text, column_name text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select column_name in ('id', 'office')
      or exists (select from pg_attribute a where a.attrelid = to_regclass(is_day.relation) and a.attname = is_day.column_name and a.atttypid in ('date'::regtype, 'timestamptz'::regtype))
$$;

-- Of a line that is withheld (sec.withheld) only the number, the office and the days stay.
drop function if exists audit.masked(text, jsonb);                      -- before `withheld`
create or replace function audit.masked(relation text, facts jsonb, withheld boolean) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select jsonb_object_agg(e.key, case when e.value <> 'null' and (audit.is_private(relation, e.key) or withheld and not audit.is_day(relation, e.key)) then to_jsonb('＊＊＊'::text) else e.value end)
    from jsonb_each(facts) e
$$;

-- Is there a history of such rows, and for this person's eyes? Of what everybody reads, everybody (decision 12).
create or replace function sec.keeps_history(relation text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (select from app.relation r where r.relation = keeps_history.relation and r.logged is not null and has_table_privilege(session_user, r.relation, 'select'))
      or exists (select from sec.protected p
                  where p.relation = to_regclass(keeps_history.relation)
                    and exists (select from pg_attribute a where a.attrelid = p.relation and a.attname = 'id')
                    and case when p.kind = 'directory' then true when p.kind in ('register', 'ledger') then pg_has_role(session_user, 'lb_reader', 'member') else false end)
$$;

-- The auditor's view of the log of the offices in scope: masked, plain only with a reason, and that is on record too. What is withheld stays so.
create or replace function api.audit_search(since timestamptz, until timestamptz, of_login name default null, of_relation text default null,
                                            of_key bigint default null, most int default 500, reason text default null)
returns table (seq bigint, at timestamptz, login name, who text, place text, kind text, relation text, key bigint, office bigint, old jsonb, new jsonb, note text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  plain boolean := btrim(coalesce(reason, ''), ' 　') <> '';
begin
  if not sec.has_job('auditor') or sec.own_staff() is null then
    perform sec.refuse('auditors_only', '只有审计员可以查审计日志', 'only auditors search the log');
  end if;
  if plain then
    perform sec.audit_open();                   -- the note below could be rolled back with this transaction
    perform sec.note('P', 'audit.log', of_key, sec.own_office(), sec.reason_given(reason),
                     jsonb_build_object('since', since, 'until', until, 'login', of_login, 'relation', of_relation, 'key', of_key));
  end if;
  return query
    select l.seq, l.at, l.login, sec.who(l.login), l.place, l.kind::text, l.relation, l.key, l.office,
           case when plain and not w.held then l.old else audit.masked(l.relation, l.old, w.held) end, case when plain and not w.held then l.new else audit.masked(l.relation, l.new, w.held) end, l.note
      from audit.log l cross join lateral (select sec.withheld(l.relation, l.key) as held) w
     where l.at >= since and l.at < until and (of_login is null or l.login = of_login) and (of_relation is null or l.relation = of_relation) and (of_key is null or l.key = of_key)
       and sec.sees(coalesce(l.office, (select s.office from sec.account a join org.staff s on s.id = a.staff where a.login = l.login)))
     order by l.seq desc limit most;
end $$;
comment on function api.audit_search(timestamptz, timestamptz, name, text, bigint, int, text) is '查审计日志：遮盖私密内容；写明理由的看原文';

grant execute on function sec.keeps_history(text) to lb_staff;
grant execute on function api.audit_search(timestamptz, timestamptz, name, text, bigint, int, text) to lb_auditor;
