-- SPDX-License-Identifier: Apache-2.0
-- Finding: one box for names, readings, initials and numbers. Names and readings are looked up with the reader's own rights on columns
-- kept for it (^@ is leakproof and uses the index); numbers inside definer functions that check scope, since nobody may select them.
-- force_custom_plan: the bounds of the scope and the typed letters must be known when the plan is made.

create or replace function sec.language() returns text
language plpgsql stable security definer parallel safe set search_path = pg_catalog
as $$ begin return coalesce((select a.language from sec.account a where a.login = session_user), 'zh'); end $$;

-- 识字里社区退役军人服务站: 识字里社区.
create or replace function app.short_office(name text) returns text
language sql immutable parallel safe strict
return regexp_replace(name, '退役军人服务(中心|站)$', '');

-- What is typed: a number, a reading, or a name.
create or replace function app.kind_of_typed(q text) returns text
language sql immutable parallel safe
return case when btrim(coalesce(q, '')) = '' then 'nothing'
  when ref.id_fold(q) ~ '^([0-9]{3,}|[0-9]{3,17}X)$' then 'number'
  when ref.key_fold(q) ~ '^[a-z0-9]+$' then 'reading'
  else 'name' end;

create or replace function app.persons_by_reading(q text, most int) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select x.person from (select k.person, k.key from service.person_key k where k.key ^@ q and k.kind in ('f', 'i') order by k.key, k.office limit most * 4) x
     group by x.person order by min(x.key), x.person;
end $$;

-- The beginning of the name; failing that, from the county down, any part of it (a given name alone).
create or replace function app.persons_by_name(q text, most int) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog set plan_cache_mode = force_custom_plan
as $$
begin
  return query select x.id from (select p.id, p.name from service.person p where p.name ^@ q and p.voided_at is null order by p.name, p.office limit most) x;
  if found then return; end if;
  return query select k.person from service.person_key k where k.key ^@ replace(q, '·', '') and k.kind = 'a' order by k.key limit most;
  if found or char_length(q) < 2 or (select o.tier < 2 from org.office o where o.id = sec.own_office()) then return; end if;
  return query select p.id from service.person p where position(q in p.name) > 1 and p.voided_at is null order by p.name, p.id limit most;
end $$;

create or replace function app.find_person(q text, most int default 50) returns setof bigint
language plpgsql volatile rows 20 set search_path = pg_catalog
as $$
begin
  case app.kind_of_typed(q)
  when 'number' then return query select * from api.find_number(q) limit most;
  when 'reading' then return query select * from app.persons_by_reading(ref.key_fold(q), most);
  when 'name' then return query select * from app.persons_by_name(ref.name_fold(q), most);
  else return;
  end case;
end $$;
comment on function app.find_person(text, int) is '按姓名、拼音、首字母、号码找服务对象';

-- The find box. due_on: when this person's pairing with the session's own office falls due; same_name: how many visible people bear
-- the name, counted to 99.
drop function if exists app.same_name(text);
create or replace function app.find(q text, most int default 20)
returns table (relation text, id bigint, label text, hint text, detail text, number text, due_on date, same_name int)
language plpgsql volatile set search_path = pg_catalog set plan_cache_mode = force_custom_plan
as $$
declare
  own org.office := (select o from org.office o where o.id = sec.own_office());
  en boolean := sec.language() = 'en';
begin
  return query
    select 'service.person', p.id, p.name::text,
           concat_ws(' ', case when en then s.name_en else s.name_zh end, case when en then 'b. ' || p.birth_year else p.birth_year || '年生' end),
           concat_ws(' ', case when o.parent is distinct from own.id and o.parent is distinct from own.parent and o.id <> own.id then app.short_office(u.name) end,
                     app.short_office(o.name), case when en then c.name_en else c.name_zh end),
           case when en then '…' else '尾号 ' end || right(p.id_masked, 4),
           (select g.due_on from service.pairing g where g.person = p.id and g.office = own.id and g.ended_on is null and g.voided_at is null),
           (select count(*)::int from (select from service.person n where n.name = p.name and n.voided_at is null limit 99) x)
      from app.find_person(q, most) with ordinality f(id, n)
      join service.person p on p.id = f.id
      join org.office o on o.id = p.office
      left join org.office u on u.id = o.parent
      left join code.sex s on s.code = p.sex
      left join code.object_category c on c.code = p.category
     where p.voided_at is null
     order by f.n limit most;
end $$;
comment on function app.find(text, int) is '找：姓名、拼音首字母、全拼、身份证尾号、电话都可以';

-- Staff: a directory everybody reads; those of the own office first, and nobody else while nothing is typed.
create or replace function app.find_staff(q text) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog set plan_cache_mode = force_custom_plan
as $$
declare
  own bigint := sec.own_office();
  wanted text := ref.name_fold(q);
  letters text := ref.key_fold(q);
begin
  return query
    select s.id from org.staff s
     where s.ended_on is null and (s.name ^@ wanted or letters <> '' and (s.py ^@ letters or s.initials ^@ letters))
       and (q <> '' or s.office = own)
     order by s.office <> own, abs(s.office - own), s.py, s.id limit 50;
end $$;
comment on function app.find_staff(text) is '按姓名、拼音、首字母找工作人员';

-- Offices below and above the own one; while nothing is typed, those above and the own.
create or replace function app.find_office(q text) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog set plan_cache_mode = force_custom_plan
as $$
declare
  own org.office := (select o from org.office o where o.id = sec.own_office());
  wanted text := ref.name_fold(q);
  letters text := ref.key_fold(q);
begin
  return query
    select o.id from org.office o join ref.region r on r.code = o.id
     where (o.id >= own.id and o.id < own.hi or o.id < own.id and o.hi > own.id)
       and (position(wanted in o.name) > 0 or letters <> '' and (r.initials ^@ letters or r.py ^@ letters or o.id::text ^@ letters))
       and (q <> '' or o.id <= own.id)
     order by o.tier, o.id limit 50;
end $$;
comment on function app.find_office(text) is '按名称、首字母、代码找本机构的上下级';

grant execute on function sec.language(), app.short_office(text), app.find_staff(text), app.find_office(text), app.kind_of_typed(text) to lb_staff;
grant execute on function app.persons_by_reading(text, int), app.persons_by_name(text, int), app.find_person(text, int),
  app.find(text, int) to lb_reader;
