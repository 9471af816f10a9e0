-- SPDX-License-Identifier: Apache-2.0
-- Questions are one's own, but for those shared: these every colleague of the office may ask, and nobody else may change.

-- A question was asked: it is the last one. Twenty without a name are kept for each register.
create or replace function api.asked_put(register text, conditions text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  set local synchronous_commit = off;
  perform sec.account_must_hold();
  update app.asked a set asked_at = clock_timestamp() where a.login = session_user and a.register = asked_put.register and a.conditions = asked_put.conditions;
  if not found then
    insert into app.asked (office, register, conditions) values (sec.own_office(), asked_put.register, asked_put.conditions);
  end if;
  delete from app.asked a where a.id in (select x.id from app.asked x where x.login = session_user and x.register = asked_put.register and x.name is null order by x.asked_at desc offset 20);
end $$;

-- Kept under a name, in place of what bore it; without conditions it goes. Answers with a sentence.
create or replace function api.asked_keep(register text, name text, conditions text, shared boolean) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  called constant text := btrim(asked_keep.name);
  en constant boolean := sec.language() = 'en';
begin
  perform sec.account_must_hold();
  if asked_keep.conditions is null then
    delete from app.asked a where a.login = session_user and a.register = asked_keep.register and a.name = called;
    return case when en then format('“%s” is not kept any more', called) else format('“%s”不再保存', called) end;
  end if;
  if called = '' then return case when en then 'nothing is kept without a name' else '没有写名字，没有存' end; end if;
  insert into app.asked as a (office, register, name, shared, conditions) values (sec.own_office(), asked_keep.register, called, asked_keep.shared, asked_keep.conditions)
    on conflict (login, register, name) where a.name is not null do update set (office, shared, conditions, asked_at) = (excluded.office, excluded.shared, excluded.conditions, excluded.asked_at);
  return case when en then format(case when asked_keep.shared then 'kept as “%s”, for the whole office' else 'kept as “%s”' end, called)
              else format(case when asked_keep.shared then '存成“%s”，本机构的人都能用' else '存成“%s”' end, called) end;
end $$;

-- Those with a name first, one's own before colleagues'; then the last ones. by: who shared it, '' of one's own.
create or replace function api.asked_list(register text) returns table (name text, conditions text, shared boolean, by text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  here constant bigint := sec.own_office();
begin
  return query
    select coalesce(a.name, '')::text, a.conditions, a.shared, case when a.login = session_user then '' else coalesce(s.name, '') end::text
      from app.asked a left join sec.account c on c.login = a.login left join org.staff s on s.id = c.staff
     where a.register = asked_list.register and (a.login = session_user or a.shared and a.office = here)
     order by a.name is null, a.login <> session_user, a.name, a.asked_at desc;
end $$;
grant execute on function api.asked_put(text, text), api.asked_keep(text, text, text, boolean), api.asked_list(text) to lb_staff;
