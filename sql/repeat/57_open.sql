-- SPDX-License-Identifier: Apache-2.0
-- Opening what is masked (decision 8).

create or replace function sec.refused_look(relation text, id bigint, zh text, en text) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.note('R', relation, id, sec.own_office(), 'open_private: ' || en);
  return jsonb_build_object('refused', zh, 'en', en);
end $$;

-- Why this session may not open a row; null when it may. of_reason: another reason would do.
drop function if exists sec.look_fault(jsonb, text);           -- before it asked row security
create or replace function sec.look_fault(rel regclass, id bigint, reason text, out zh text, out en text, out of_reason boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not sec.holds_for(rel, id, 'see') then
    zh := '没有这条记录，或不在您的辖区里'; en := 'no such record in your area';
  elsif not (sec.has_job('clerk') or sec.has_job('head') or sec.has_job('petition') or sec.has_job('counsellor')) then
    zh := '您的岗位不能查看身份证号、电话和住址'; en := 'your job does not open private columns';
  elsif sec.reason(reason) is null then
    select r.zh, r.en, true into zh, en, of_reason from app.refusal r where r.name = 'reason_needed';
  end if;
end $$;

-- Was this look put on record by an earlier transaction? A record made in this one could still be rolled back.
create or replace function sec.looked(relation text, key bigint, note text, within interval) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (select from audit.log l where l.login = session_user and l.at > clock_timestamp() - looked.within and l.kind = 'P' and l.relation = looked.relation
                    and l.key is not distinct from looked.key and l.note = looked.note and l.txid <> pg_current_xact_id()::text::bigint)
$$;

-- Which private columns of a row others changed since this session looked at them, and now writes too; what they changed them to is told to
-- nobody who has no look of the last day on record.
create or replace function sec.private_clash(relation text, key bigint, old jsonb, mine jsonb)
returns table (field text, was text, theirs text, ours text, who text, at text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  side regclass := (select p.relation from sec.protected p where p.relation::text = private_clash.relation || '_private' and p.kind = 'private');
  there jsonb; look audit.log; last audit.log;
begin
  if side is null or old is null then return; end if;
  select l.* into look from audit.log l
   where l.login = session_user and l.at > clock_timestamp() - interval '1 day' and l.kind = 'P' and l.relation = private_clash.relation
     and l.key = private_clash.key and l.note !~ '^on_file ' and l.txid <> pg_current_xact_id()::text::bigint order by l.seq desc limit 1;
  execute format('select to_jsonb(t) from %s t where t.id = $1', side) into there using key;
  if (sec.look_fault(private_clash.relation::regclass, key, look.note)).zh is not null then
    return;
  end if;
  select l.* into last from audit.log l where l.relation = side::text and l.key = private_clash.key and l.kind in ('I', 'U') order by l.seq desc limit 1;
  return query select c.field, c.was, c.theirs, c.ours, sec.who(last.login), to_char(last.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')
                 from app.compare(side, there, old, mine) c where c.clashes;
end $$;

-- The private columns of a row. The look must be on record before anything is shown: so the first call only records it and answers
-- {"again": true}; the same call within a minute, in another transaction, shows the columns.
-- {"refused": zh, "en": …} instead of an error, so that the refusal stays in the log; "of_reason" where a better reason would do.
create or replace function api.open_private(relation text, id bigint, reason text) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  rel regclass := (select p.relation from sec.protected p where p.relation::text = open_private.relation and p.kind = 'register');
  side regclass := (select p.relation from sec.protected p where p.relation::text = rel::text || '_private' and p.kind = 'private');
  there jsonb; columns jsonb; fault record;
begin
  if side is null then
    return sec.refused_look(rel::text, id, '这个登记簿没有要遮盖的内容', 'this register has no private columns');
  end if;
  execute format('select to_jsonb(t) from %s t where t.id = $1', rel) into there using open_private.id;
  fault := sec.look_fault(rel, id, reason);
  if fault.zh is not null then
    return sec.refused_look(rel::text, id, fault.zh, fault.en) || case when fault.of_reason then '{"of_reason": true}' else '{}' end::jsonb;
  end if;
  if not sec.looked(rel::text, id, sec.reason(reason), '1 minute') then
    perform sec.note('P', rel::text, id, (there ->> 'office')::bigint, sec.reason(reason));
    return jsonb_build_object('again', true);
  end if;
  execute format('select to_jsonb(t) from %s t where t.id = $1', side) into columns using open_private.id;
  return (select jsonb_object_agg(a.attname, columns -> a.attname) from pg_attribute a
           where a.attrelid = side and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname not in ('id', 'office'));
end $$;
comment on function api.open_private(text, bigint, text) is '查看遮盖的内容：先记下谁为什么看，再给看';

grant execute on function api.open_private(text, bigint, text), sec.private_clash(text, bigint, jsonb, jsonb) to lb_staff;
