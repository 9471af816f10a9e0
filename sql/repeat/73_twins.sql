-- SPDX-License-Identifier: Apache-2.0
-- Who could be on file twice: asked at entry, at import, when a file is handed over, and as a list, over the whole database. Of files outside the
-- session's scope only the office and the masked name are told, counted and on record (decision 10).

-- How sure it is that two are one, in words.
create or replace function sec.twin_reason(reason text, en boolean) returns text
language sql immutable parallel safe
return case reason
  when 'number' then case when en then 'same ID number' else '身份证号相同' end
  when 'phone' then case when en then 'same name, same phone' else '同名，电话相同' end
  when 'phone_reading' then case when en then 'name sounds alike, same phone' else '姓名同音，电话相同' end
  when 'name' then case when en then 'same name, same year of birth' else '同名，同年出生' end
  when 'name_home' then case when en then 'same name, same office' else '同名，同一机构' end
  when 'reading' then case when en then 'name sounds alike, same year of birth' else '姓名同音，同年出生' end end;

-- Possible twins of people: {"n", a number of the caller's own; "id" where the person is on file, else null; office, name, sex, birth_year, household,
-- id_no, old_id_no, birth_on, phone, phone2}. reason of the strongest sign; strength 0 to 100. Each sign is found by an index of its own: number and old
-- number, telephone, name with the year, reading with the office. Two whole ID numbers that differ are two people, unless the telephone is one.
-- (No hash or merge join: a few probes against millions. The readings of all names not on file are made at once.)
create or replace function service.person_twins(probes jsonb) returns table (n bigint, id bigint, reason text, strength int)
language plpgsql stable rows 10 set search_path = pg_catalog, pg_temp set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  names constant text[] := array(select ref.name_fold(x ->> 'name') from jsonb_array_elements(probes) x where x ->> 'id' is null and coalesce(x ->> 'birth_year', x ->> 'id_no', x ->> 'birth_on') is not null);
  sounds constant jsonb := (select jsonb_object_agg(s.name, s.keys) from (select r.name, jsonb_agg(r.key) as keys from ref.readings(names) r where r.kind = 'f' group by r.name) s);
begin
  return query
  with asked as materialized (              -- what is on file is folded already
    select x.n, x.id as self, x.office, case when x.id is null then ref.name_fold(x.name) else x.name end as name, x.sex, x.household,
           case when x.id is null then nullif(ref.id_18(x.id_no), '') else x.id_no end as number, case when x.id is null then nullif(ref.id_18(x.old_id_no), '') else x.old_id_no end as old_number,
           case when x.id is null then nullif(ref.phone_fold(x.phone), '') else x.phone end as phone, case when x.id is null then nullif(ref.phone_fold(x.phone2), '') else x.phone2 end as phone2,
           coalesce(x.birth_year, case when x.id is null then extract(year from coalesce(ref.id_birth(x.id_no), x.birth_on)) end)::int as birth_year
      from jsonb_to_recordset(probes) x(n bigint, id bigint, office bigint, name text, sex text, birth_year int, household bigint, id_no text, old_id_no text, birth_on date, phone text, phone2 text)),
  sign as (
    select a, v.id, 'number' as reason, 100 as strength
      from asked a cross join lateral unnest(array[a.number, a.old_number]) k(key)
     cross join lateral (select p.id from service.person_private p where p.id_no = k.key union select p.id from service.person_private p where p.old_id_no = k.key) v
    union all
    select a, p.id, case when p.name = a.name then 'phone' else 'phone_reading' end, case when p.name = a.name then 80 else 70 end
      from asked a cross join lateral unnest(array[a.phone, a.phone2]) k(key)
     cross join lateral (select p.id from service.person_private p where p.phone = k.key union select p.id from service.person_private p where p.phone2 = k.key) v
      join service.person p on p.id = v.id
     where p.name = a.name or exists (select from service.person_key x join ref.readings(a.name) r on r.key = x.key and r.kind = 'f' where x.person = p.id and x.kind = 'f')
    union all
    select a, p.id, 'name', 60                  -- the ten nearest: of the commonest names a hundred are born in a year
      from asked a
     cross join lateral (select x.id from service.person x left join service.person_private v on v.id = x.id
                          where x.name = a.name and x.birth_year = a.birth_year and x.voided_at is null and x.id is distinct from a.self and (v.id_no is null or a.number is null or v.id_no = a.number)
                          order by abs(x.office - a.office), x.id limit 10) p
    union all
    select a, p.id, 'name_home', 50 from asked a join service.person p on p.name = a.name and p.office = a.office and (p.birth_year is null or a.birth_year is null)
    union all
    select a, p.id, 'reading', 50               -- (offset 0: by the key, never by the year)
      from asked a cross join lateral (select o.key from service.person_key o where o.person = a.self and o.kind = 'f'
                                       union select t.key from jsonb_array_elements_text(sounds -> a.name) t(key)) k
     cross join lateral (select x.person from service.person_key x where x.key = k.key and x.office = a.office and x.kind = 'f' offset 0) x
      join service.person p on p.id = x.person and p.birth_year = a.birth_year and p.name <> a.name),
  best as (
    select distinct on ((s.a).n, s.id) (s.a).*, s.id, s.reason, s.strength from sign s order by (s.a).n, s.id, s.strength desc)
  select b.n, p.id, b.reason, least(100, b.strength + case when p.office = b.office or p.household = b.household then 15 when p.office / 1000000 = b.office / 1000000 then 5 else 0 end)
    from best b join service.person p on p.id = b.id left join service.person_private v on v.id = p.id
   where p.voided_at is null and p.id is distinct from b.self
     and (p.sex = b.sex or p.sex not in ('1', '2') or b.sex not in ('1', '2') or b.sex is null or b.reason = 'number')
     and (b.strength >= 70 or v.id_no is null or b.number is null or v.id_no = b.number)
     and not exists (select from work.not_twins t where t.relation = 'service.person' and t.one = least(b.self, p.id) and t.two = greatest(b.self, p.id) and t.undone_on is null)
   order by b.n, 4 desc, abs(p.office - b.office), p.id;
end $$;

-- What two lines of one sheet are compared by (app.relation.twin_keys), the surest first: the signs above that can be told from a line alone, each in the word
-- of its reason; of readings the likeliest. Whoever is called the same in the same office is one only where neither line says the year.
create or replace function service.person_twin_keys(probe jsonb) returns text[]
language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
  select array_remove(array[
           'phone ' || nullif(ref.phone_fold(probe ->> 'phone'), '') || ' ' || w.who, 'phone ' || nullif(ref.phone_fold(probe ->> 'phone2'), '') || ' ' || w.who,
           'name ' || y.year || ' ' || w.who, case when y.year is null then 'name_home ' || (probe ->> 'office') || ' ' || w.who end,
           'reading ' || (probe ->> 'office') || ' ' || y.year || ' ' || (probe ->> 'sex') || ' ' || nullif(ref.py(probe ->> 'name'), '')], null)
    from (select (probe ->> 'sex') || ' ' || ref.name_fold(probe ->> 'name') as who) w
   cross join (select extract(year from coalesce(ref.id_birth(probe ->> 'id_no'), (probe ->> 'birth_on')::date)) as year) y
$$;

-- The same for whatever relation has such a function (app.relation.twins). For functions with the owner's rights (an import asks for all its rows at
-- once, and tells of those outside the scope no more than sec.twin_told()); staff ask api.twins_of().
create or replace function sec.twins_of(relation text, probes jsonb) returns table (n bigint, id bigint, reason text, strength int)
language plpgsql stable rows 10 set search_path = pg_catalog, pg_temp
as $$
declare does constant text := (select r.twins from app.relation r where r.relation = twins_of.relation);
begin
  if does is not null then
    return query execute format('select * from %s($1)', does::regproc) using probes;
  end if;
end $$;

-- A row as a probe: what is in it and in its private side, by the columns' own names.
create or replace function sec.probe_of(relation text, ids bigint[]) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare probes jsonb; side constant regclass := app.private_of(relation);
begin
  execute format('select jsonb_agg(to_jsonb(t) || %s || jsonb_build_object(''n'', t.id)) from %s t %s where t.id = any ($1) and to_jsonb(t) ->> ''voided_at'' is null',
                 case when side is null then '''{}''' else 'coalesce(to_jsonb(v) - ''id'', ''{}'')' end, relation::regclass, coalesce(format('left join %s v on v.id = t.id', side), '')) into probes using ids;
  return coalesce(probes, '[]');
end $$;

-- What is told of each of these: here, as everybody sees it who sees the row; elsewhere the office and the masked name. `here` is what row security says (as
-- sec.holds_for() asks it), of all rows in one statement.
drop function if exists sec.twin_told(text, bigint);            -- before it told of many at once
create or replace function sec.twin_told(relation text, ids bigint[]) returns table (id bigint, here boolean, office bigint, office_name text, called text)
language plpgsql stable rows 10 set search_path = pg_catalog, pg_temp
as $$
declare
  seen constant text := (select pg_get_expr(p.polqual, p.polrelid) from pg_policy p where p.polrelid = relation::regclass and p.polname = 'see');
  label constant text := (select r.label from app.relation r where r.relation = twin_told.relation);
begin
  return query execute format('select x.id, x.here, x.office, app.short_office(o.name), case when x.here then x.called else ref.name_masked(x.called) end
     from (select t.id, t.office, t.here, left((%s)::text, 28) as called from (select *, coalesce(%s, false) as here from %s where id = any ($1)) t) x
     left join org.office o on o.id = x.office', label, coalesce(seen, 'false'), relation::regclass) using ids;
end $$;

-- Possible twins of these probes as they are told, ten each, the likeliest first; of those elsewhere it is for the caller to ask whether they may be.
create or replace function sec.twins_told(relation text, probes jsonb)
returns table (n bigint, id bigint, here boolean, called text, office_name text, reason text, strength int)
language plpgsql stable rows 10 set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    with found as materialized (
      select x.* from (select y.*, row_number() over (partition by y.n) as place from sec.twins_of(relation, probes) y where y.strength >= 50) x where x.place <= 10)
    select f.n, f.id, t.here, t.called, t.office_name, f.reason, f.strength
      from sec.twin_told(relation, array(select distinct z.id from found z)) t join found f on f.id = t.id order by f.n, f.place;
end $$;

-- Possible twins of these, ten each, the likeliest first; `probes` as the relation's function takes them: [{"n": 1, columns by their names}], or with
-- {"n": 1, "id": 12} and no more a row that is on file. id is null where the twin lies outside the session's scope: then the look must be on record before
-- the answer, as in api.on_file(): the first call answers one row `again`, the same call within a minute, in another transaction, tells; who has
-- asked too often within the hour is told of his own scope only. An import asks by the same limits for its lines, two hundred at once (api.import_twins).
create or replace function api.twins_of(relation text, probes jsonb)
returns table (n bigint, id bigint, called text, office_name text, reason_zh text, reason_en text, strength int, again boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  known constant bigint[] := array(select (x ->> 'id')::bigint from jsonb_array_elements(probes) x where x ? 'id' and sec.holds_for(to_regclass(relation), (x ->> 'id')::bigint, 'see'));
  all_probes constant jsonb := (select coalesce(jsonb_agg(x), '[]') from jsonb_array_elements(probes) x where not x ? 'id') || case when known <> '{}' then sec.probe_of(relation, known) else '[]' end;
  note constant text := 'twins_of ' || left(md5(probes::text), 12);
  t record; elsewhere int := 0;
  tells boolean;
begin
  perform sec.must_keep_files();
  if jsonb_array_length(probes) > 200 then
    perform sec.refuse('too_many_at_once', '一次最多查 200 条', 'at most 200 at once');
  end if;
  tells := sec.looked(relation, null, note, '1 minute');
  for t in select x.* from sec.twins_told(relation, all_probes) x loop
    if t.here or tells then
      return query select t.n, case when t.here then t.id end, t.called, t.office_name, sec.twin_reason(t.reason, false), sec.twin_reason(t.reason, true), t.strength, false;
    else
      elsewhere := elsewhere + 1;
    end if;
  end loop;
  if elsewhere > 0 and not tells and sec.try('twins elsewhere', 60) then
    perform sec.note('P', relation, null, sec.own_office(), note);
    return query select null::bigint, null::bigint, null, null, null, null, null::int, true;
  end if;
end $$;
comment on function api.twins_of(text, jsonb) is '这些人可能和谁重复：全库查，辖区外的只告知机构和遮盖的姓名';

-- For app.save(): `twins` with a line each, `again` where it must be asked once more, nothing.
create or replace function app.twins_told(rel regclass, facts jsonb, out answer text, out line text)
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  en constant boolean := sec.language() = 'en';
begin
  if not exists (select from app.relation r where r.relation = rel::text and r.twins is not null) or sec.may_keep_files() is not true then return; end if;
  select case when bool_or(t.again) then 'again' else 'twins' end,
         string_agg(concat_ws(' ', t.called, t.office_name) || case when en then ' (' || t.reason_en || ')' else '（' || t.reason_zh || '）' end, E'\n' order by t.strength desc) filter (where not t.again)
    into answer, line from api.twins_of(rel::text, jsonb_build_array(facts || '{"n": 1}'::jsonb)) t having count(*) > 0;
end $$;

------------------------------------------------------------------------------ verdicts
-- These two are not the same: not asked again, until that is taken back. Said by who writes one of them.
create or replace function api.not_twins(relation text, one bigint, two bigint) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  target constant regclass := (select to_regclass(r.relation) from app.relation r where r.relation = not_twins.relation and r.twins is not null);
  offices bigint[]; said bigint;
begin
  if target is null or one is null or two is null or one = two then
    perform sec.refuse_by('not_mergeable', not_twins.relation);
  end if;
  perform sec.must_keep_files();
  execute format('select array_agg(t.office order by t.id) from %s t where t.id in ($1, $2)', target) into offices using one, two;
  if cardinality(offices) is distinct from 2 or not (work.may_merge(target, offices[1:1]) and sec.holds_for(target, least(one, two), 'see') or work.may_merge(target, offices[2:2]) and sec.holds_for(target, greatest(one, two), 'see')) then
    perform sec.refuse_by('merge_gone', not_twins.relation);
  end if;
  insert into work.not_twins as x (office, with_office, relation, one, two, one_called, two_called, said_on, said_by)
    values (offices[1], nullif(offices[2], offices[1]), not_twins.relation, least(not_twins.one, not_twins.two), greatest(not_twins.one, not_twins.two),
            ref.name_masked(sec.label_of(target, least(not_twins.one, not_twins.two))), ref.name_masked(sec.label_of(target, greatest(not_twins.one, not_twins.two))), ref.today(), sec.own_staff())
    on conflict do nothing returning x.id into said;
  return said;
end $$;
comment on function api.not_twins(text, bigint, bigint) is '不是同一个人：以后不再提示';

create or replace function api.twins_after_all(id bigint, version int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.must_keep_files();
  update work.not_twins x set undone_on = ref.today(), undone_by = sec.own_staff()
   where x.id = twins_after_all.id and x.undone_on is null and (work.may_merge(to_regclass(x.relation), array[x.office]) or work.may_merge(to_regclass(x.relation), array[coalesce(x.with_office, x.office)]));
  if not found then
    perform sec.refuse_by('merge_gone', 'work.not_twins');
  end if;
  return case when sec.language() = 'en' then 'taken back: it is asked again' else '已收回，以后还会提示' end;
end $$;
comment on function api.twins_after_all(bigint, int) is '收回“不是同一个人”';

------------------------------------------------------------------------------ the list
-- A pair in one number, for lists page by it; one that lies elsewhere is not named by it: negative, and of the other no more than a digest.
create or replace function work.pair_no(one bigint, two bigint, here boolean) returns bigint
language sql immutable parallel safe
return case when here then (one << 31) + two else -((one << 31) + (hashtextextended(two::text, 0) & 2147483647)) end;

-- How many files the list compares with the whole database: of three million, a thousand take a tenth of a second of the processor (doc/performance.md).
create or replace function sec.twins_most() returns int
language sql immutable parallel safe
return 3000;

-- The files it compares: of one's own offices, for the head of a county or below of his whole range; those last changed.
create or replace function sec.twin_files(of_relation text, most int) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  own constant org.office := (select o from org.office o where o.id = sec.own_office());
  ids bigint[];
begin
  execute format('select coalesce(array_agg(x.id), ''{}'') from (select t.id from %s t where t.voided_at is null and (t.office = any ($1) or t.office >= $2 and t.office < $3) order by t.changed_at desc, t.id limit $4) x', of_relation::regclass)
    into ids using sec.own_offices(), case when own.tier >= 2 and sec.acts_as('head') then own.id end, own.hi, most;
  return ids;
end $$;

-- The list compares with the whole database: that it was opened is on record before it is read.
create or replace function api.twins_look(answer text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare many boolean;
begin
  perform sec.must_keep_files();
  perform sec.note('P', 'service.person', null, sec.own_office(), 'twins_here');
  many := cardinality(sec.twin_files('service.person', sec.twins_most() + 1)) > sec.twins_most();
  return case when sec.language() = 'en' then case when many then format('the %s files last changed were ', sec.twins_most()) else '' end || 'compared with the whole database; this look is on record'
              else case when many then format('最近改过的 %s 份', sec.twins_most()) else '' end || '和全库都比过了；这次查重已记录在案' end;
end $$;

-- Pairs in which one is a file of those. Of what lies elsewhere the office and the masked name, where the look is on record.
create or replace function api.twins_here(of_relation text)
returns table (id bigint, office bigint, called text, other_called text, other_office text, reason text, strength int)
language plpgsql stable rows 50 security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  en constant boolean := sec.language() = 'en';
  ids bigint[];
  tells constant boolean := sec.looked(of_relation, null, 'twins_here', '1 hour');
begin
  if sec.may_keep_files() is not true then return; end if;
  ids := sec.twin_files(of_relation, sec.twins_most());
  return query
    with pair as materialized (
      select x.* from sec.twins_of(of_relation, sec.probe_of(of_relation, ids)) x where x.strength >= 50 and (x.id > x.n or x.id <> all (ids))),
    told as materialized (select x.* from sec.twin_told(of_relation, array(select p.id from pair p union select p.n from pair p)) x)
    select work.pair_no(p.n, p.id, t.here), m.office, m.called, t.called, t.office_name, sec.twin_reason(p.reason, en), p.strength
      from pair p join told t on t.id = p.id join told m on m.id = p.n where t.here or tells;
end $$;

create or replace function work.office_of(relation text, id bigint) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ declare x bigint; begin execute format('select t.office from %s t where t.id = $1', relation::regclass) into x using office_of.id; return x; end $$;

drop view if exists service.twin_list;
create view service.twin_list with (security_invoker = true) as
select t.id, 1 as version, t.office, t.called::varchar as called, t.other_called::varchar as other_called, t.other_office::varchar as other_office, t.reason::varchar as reason, t.strength
  from api.twins_here('service.person') t;
comment on view service.twin_list is '可能重复的档案';
grant select on service.twin_list to lb_clerk, lb_head;

-- What was said not to be the same, and can be taken back.
drop view if exists service.not_twin_list;
create view service.not_twin_list with (security_invoker = true) as
select n.id, n.version, n.office, coalesce((select p.name from service.person p where p.id = n.one), n.one_called) as called, coalesce((select p.name from service.person p where p.id = n.two), n.two_called) as other_called,
       n.said_on, n.said_by, n.undone_on
  from work.not_twins n where n.relation = 'service.person';
comment on view service.not_twin_list is '确认不是同一个人的';
grant select on service.not_twin_list to lb_clerk, lb_head;

-- The two of a pair, as the session may have them: `two` is null where it lies elsewhere.
create or replace function work.pair_of(of_relation text, pair bigint, out one bigint, out two bigint, out here boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  one := abs(pair) >> 31;
  two := case when pair > 0 then pair & 2147483647 else (select x.id from sec.twins_of(of_relation, sec.probe_of(of_relation, array[abs(pair) >> 31])) x where work.pair_no(abs(pair) >> 31, x.id, false) = pair limit 1) end;
  here := coalesce(sec.holds_for(to_regclass(of_relation), two, 'see'), false);
  if two is null or sec.holds_for(to_regclass(of_relation), one, 'see') is not true or pair > 0 and not here then
    perform sec.refuse_by('merge_gone', of_relation);
  end if;
end $$;

-- The list's verdict on a pair.
create or replace function api.not_the_same(of_relation text, pair bigint) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare x record := work.pair_of((select r.relation from app.relation r where r.relation = of_relation and r.twins is not null), pair);
begin
  perform api.not_twins(of_relation, x.one, x.two);
  return case when sec.language() = 'en' then 'noted: not the same, and not asked again' else '记下了：不是同一个人，以后不再提示' end;
end $$;

-- Both beside each other, for who decides: part `head` (name: one, version, office, called; and `refused`, why not merged here, `hidden`, why private ones are masked),
-- `field` (columns of the register; differs), `count` (how many rows each has of what refers to it, that the session may see).
create or replace function api.compare(of_relation text, pair bigint)
returns table (part text, name text, zh text, en text, one text, two text, differs boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  target constant regclass := (select to_regclass(r.relation) from app.relation r where r.relation = of_relation and r.twins is not null);
  x record; other record; a jsonb; b jsonb; c record; n record; k bigint[]; masked constant text := '＊＊＊';
  looked boolean; said text; hint text; english constant boolean := sec.language() = 'en';
begin
  perform sec.must_keep_files();
  x := work.pair_of(target::text, pair);
  a := sec.probe_of(of_relation, array[x.one]) -> 0; b := case when x.here then sec.probe_of(of_relation, array[x.two]) -> 0 end;
  if a is null or x.here and b is null then
    perform sec.refuse_by('merge_gone', of_relation);
  end if;
  begin
    if x.here then
      perform work.must_merge(target, array[x.one, x.two], array[(a ->> 'office')::bigint, (b ->> 'office')::bigint]);
    else
      perform sec.refuse_by('merge_elsewhere', of_relation);
    end if;
  exception when sqlstate 'LB001' then
    get stacked diagnostics said = message_text, hint = pg_exception_hint;
    if english then get stacked diagnostics said = pg_exception_detail; end if;
  end;
  begin
    perform work.must_have_looked(target, array[x.one, x.two]);
    looked := not exists (select from unnest(array[x.one, x.two]) i(id) where not exists (select from audit.log l where l.login = session_user and l.at > clock_timestamp() - interval '10 minutes'
                    and l.kind = 'P' and l.relation = of_relation and l.key = i.id and l.note !~ '^on_file '));
  exception when sqlstate 'LB001' then looked := false;
  end;
  select t.* into other from sec.twin_told(of_relation, array[x.two]) t;
  return query values
    ('head', 'one', '', '', x.one::text, case when x.here then x.two::text end, false),
    ('head', 'version', '', '', a ->> 'version', b ->> 'version', false),
    ('head', 'office', '', '', (select app.short_office(o.name) from org.office o where o.id = (a ->> 'office')::bigint), other.office_name, false),
    ('head', 'called', '', '', sec.label_of(target, x.one), other.called, false);
  if said is not null then
    return query values ('head', 'refused', '', '', said, hint, false);
  end if;
  for c in select y.* from app.catalog(of_relation) y where not y.owned and y.zh <> y.column_name
              and not exists (select from sec.protected p where p.relation = target and y.column_name = any (p.fixed)) loop
    continue when not x.here;
    differs := a -> c.column_name is distinct from b -> c.column_name;
    if c.private and not looked then
      one := case when a ->> c.column_name is not null then masked end; two := case when b ->> c.column_name is not null then masked end;
    elsif c.private then
      one := a ->> c.column_name; two := b ->> c.column_name;
    else
      one := sec.shown(of_relation, c.column_name, a ->> c.column_name); two := sec.shown(of_relation, c.column_name, b ->> c.column_name);
    end if;
    return query select case when c.private and not looked then 'masked' else 'field' end, c.column_name, c.zh, c.en, one, two, differs;
  end loop;
  for n in select o.rel, string_agg(format('x.%I = i.id and %s', o.col, o.only_where), ' or ') as which, pg_get_expr(p.polqual, p.polrelid) as seen, r.zh, r.en
             from work.names_of(target) o join pg_policy p on p.polrelid = o.rel and p.polname = 'see' join app.relation r on r.relation = o.rel::text
            where x.here and o.rel <> 'work.matter'::regclass group by o.rel, p.polqual, p.polrelid, r.zh, r.en order by r.en loop
    execute format('select array(select (select count(*) from (select x.* from %s x where (%s) and to_jsonb(x) ->> ''voided_at'' is null) %I where %s) from unnest($1) with ordinality i(id, n) order by i.n)',
                   n.rel, n.which, (select y.relname from pg_class y where y.oid = n.rel), n.seen) into k using array[x.one, x.two];
    continue when k = '{0,0}';
    return query select 'count', n.rel::text, n.zh, n.en, k[1]::text, k[2]::text, k[1] <> k[2];
  end loop;
end $$;
comment on function api.compare(text, bigint) is '两份档案对照';

-- Both are looked at: on record here, shown by the next api.compare().
create or replace function api.look_at_pair(of_relation text, pair bigint, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  x record := work.pair_of((select r.relation from app.relation r where r.relation = of_relation and r.twins is not null), pair);
  i bigint; fault record;
begin
  if not x.here then
    perform sec.refuse_by('merge_elsewhere', of_relation);
  end if;
  perform sec.reason_given(why);
  foreach i in array array[x.one, x.two] loop
    fault := sec.look_fault(of_relation::regclass, i, why);
    if fault.zh is not null then
      perform sec.refuse('look_refused', fault.zh, fault.en, '', '', of_relation);
    end if;
    perform sec.note('P', of_relation, i, work.office_of(of_relation, i), sec.reason(why));
  end loop;
  return case when sec.language() = 'en' then 'this look at both is on record' else '两份都看，已记录在案' end;
end $$;

grant execute on function app.twins_told(regclass, jsonb) to lb_staff;
grant execute on function api.twins_of(text, jsonb), api.not_twins(text, bigint, bigint), api.twins_after_all(bigint, int), api.twins_look(text), api.twins_here(text),
  api.not_the_same(text, bigint), api.compare(text, bigint), api.look_at_pair(text, bigint, text) to lb_reader;
