-- SPDX-License-Identifier: Apache-2.0
-- Nothing is deleted (decision 25): a row is voided, with who, when and why. One's own of the last 24 hours by whoever wrote it, anything
-- else of the office by its head. Lists leave voided rows out; the audit log keeps all.
create or replace function api.void(relation text, id bigint, why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  k sec.protected := (select p from sec.protected p where p.relation = to_regclass(void.relation));
  r record;
  fresh boolean;
begin
  if k.kind is distinct from 'register' or not exists (select from pg_attribute a where a.attrelid = k.relation and a.attname = 'voided_at') then
    perform sec.refuse('not_voidable', '这里的记录不能作废', 'rows of this register cannot be voided');
  end if;
  execute format('select t.office, t.created_by, t.created_at, t.voided_at from %s t where t.id = $1 for update', k.relation) into r using void.id;
  if r.office is null or not sec.holds_for(k.relation, void.id, 'see') or r.voided_at is not null then
    perform sec.refuse('gone', '这条记录已经不在了', 'this record is gone');
  end if;
  fresh := r.created_by = session_user and r.created_at > clock_timestamp() - interval '24 hours';
  if not sec.holds_for(k.relation, void.id, 'change') or not exists (select from unnest(k.write) j where sec.has_job(j)) then
    perform sec.refuse('void_denied', '没有权限：这条记录归' || (select o.name from org.office o where o.id = r.office), 'this record belongs to another office',
                       '请由他们作废', hint_en => 'ask them to void it');
  elsif not fresh and not sec.has_job('head') then
    perform sec.refuse('void_late', '自己写的 24 小时以内可以作废；过了 24 小时或别人写的，由负责人作废',
                       'one voids what one wrote within 24 hours; the head voids the rest', '请找本机构负责人', hint_en => 'ask the head of your office');
  end if;
  execute format('update %s set voided_at = clock_timestamp(), voided_by = session_user, void_why = $2 where id = $1', k.relation)
    using void.id, left(sec.reason_given(why), 200);
end $$;
comment on function api.void(text, bigint, text) is '作废一条记录';

-- A voided file gives its number free (it stays on the old file as the old number), and nobody owes the person anything any more.
create or replace function service.person_voided() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update service.person_private v set old_id_no = coalesce(v.old_id_no, v.id_no), id_no = null where v.id = new.id and v.id_no is not null;
  update service.pairing g set voided_at = new.voided_at, voided_by = new.voided_by, void_why = '档案作废' where g.person = new.id and g.voided_at is null;
  delete from service.person_key k where k.person = new.id;
  update work.duty d set outcome = 'v', closed_on = ref.today() where d.person = new.id and d.closed_on is null;
  return null;
end $$;
create or replace trigger y_voided after update of voided_at on service.person
  for each row when (old.voided_at is null and new.voided_at is not null) execute function service.person_voided();

grant execute on function api.void(text, bigint, text) to lb_reader;
