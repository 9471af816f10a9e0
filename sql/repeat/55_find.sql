-- SPDX-License-Identifier: Apache-2.0
-- Finding: one box for names, readings, initials and numbers. Names and readings are looked up with the reader's own rights on columns
-- kept for it (^@ is leakproof and uses the index); numbers inside definer functions that check scope, since nobody may select them.
-- force_custom_plan: the bounds of the scope and the typed letters must be known when the plan is made.

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

-- Letters mixed of readings and initials (zhangjg): the initials give the candidates, their full reading decides. One question for each
-- way to cut them, since ^@ needs a constant to use the index; there is seldom more than one. What the pattern begins with is said by ^@ too:
-- ~ is not leakproof, so that under rights no index is used for it.
create or replace function app.persons_by_mixture(q text, most int) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  c record;
begin
  for c in select x.initials, x.pattern from ref.cuts(q) x order by length(x.initials) limit 4 loop
    return query
      select x.person from (select i.person, f.key from service.person_key i join service.person_key f on f.person = i.person
                             where i.key ^@ c.initials and i.kind = 'i'
                               and f.kind = 'f' and f.key ^@ substring(c.pattern, '[a-z]+') and f.key ~ c.pattern limit most * 4) x
       group by x.person order by min(x.key), x.person;
  end loop;
end $$;

-- The whole name or its initials begun, then mixtures of the two; then given names.
create or replace function app.persons_by_reading(q text, most int) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  found bigint[] := array(
    select x.person from (select k.person, k.key, k.kind from service.person_key k where k.key ^@ q order by k.key, k.office limit most * 4) x
     group by x.person order by bool_and(x.kind = 'g'), min(x.key), x.person);
begin
  if cardinality(found) < most and exists (select from ref.cuts(q)) then
    found := found || array(select m from app.persons_by_mixture(q, most) with ordinality x(m, n) where m <> all (found) group by m order by min(n));
  end if;
  return query select unnest(found);
end $$;

-- A given name in han by its usual reading, which is a key of everybody who bears it.
create or replace function app.persons_by_given(q text, most int) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  letters text := (select string_agg(s.reading, '' order by c.n) from string_to_table(q, null) with ordinality c(c, n) cross join lateral ref.sounds(c.c) s where s.seq = 1);
begin
  if letters = '' then return; end if;
  return query
    select x.id from (select p.id, p.name from service.person_key k join service.person p on p.id = k.person
                       where k.key ^@ letters and k.kind = 'g' and position(q in p.name) > 1 and p.voided_at is null limit most * 4) x
     group by x.id, x.name order by x.name, x.id limit most;
end $$;

-- Han mixed with letters (张jg), as an input method leaves them: the han count by their usual reading, and stand in the name in that order.
create or replace function app.persons_by_half(q text, most int) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  letters text := (select replace(s.spelled, ' ', '') from ref.spelled(q) s where s.n = 1);
  found bigint[];
begin
  if letters !~ '^[a-z]+$' or q ~ '[!-@[-`{-~]' then return; end if;
  found := array(select r from app.persons_by_reading(letters, most * 4) r);
  return query
    select p.id from unnest(found) with ordinality r(id, n) join service.person p on p.id = r.id
     where p.name ~ regexp_replace(q, '[A-Za-z]+', '.*', 'g') order by r.n limit most;
end $$;

-- The beginning of the name, and of the given name; failing these, han mixed with letters, or from the county down any part of the name.
create or replace function app.persons_by_name(q text, most int) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  found bigint[] := array(select x.id from (select p.id, p.name from service.person p where p.name ^@ q and p.voided_at is null order by p.name, p.office limit most) x);
begin
  if cardinality(found) < most then                         -- other written forms, and names with a dot without it
    found := found || array(select x.person from (select k.person, min(k.key) as key from service.person_key k
                                                   where k.key ^@ replace(q, '·', '') and k.kind = 'a' and k.person <> all (found) group by k.person) x order by x.key, x.person limit most);
  end if;
  if found = '{}' or cardinality(found) < most and char_length(q) <= 2 then
    found := found || array(select g from app.persons_by_given(q, most) g where g <> all (found));
  end if;
  if found = '{}' and q ~ '[A-Za-z]' then
    found := array(select h from app.persons_by_half(q, most) h);
  elsif found = '{}' and char_length(q) >= 2 then         -- (two questions: the second would be planned even where the first says no)
    if (select o.tier >= 2 from org.office o where o.id = sec.own_office()) then
      found := array(select p.id from service.person p where position(q in p.name) > 1 and p.voided_at is null order by p.name, p.id limit most);
    end if;
  end if;
  return query select unnest(found);
end $$;

-- Finders: what is meant by q, at most so many, the likeliest first; without `most` all of them, staff who have left and households that
-- are elsewhere or voided too: a filter must not leave them out, nor end at the fiftieth. (A voided file has no name to be found by.)
create or replace function app.find_person(q text, most int default 50) returns setof bigint
language plpgsql volatile rows 20 set search_path = pg_catalog, pg_temp
as $$
begin
  most := coalesce(most, 1000000);
  case app.kind_of_typed(q)
  when 'number' then return query select * from api.find_number(q) limit most;
  when 'reading' then return query select * from app.persons_by_reading(ref.key_fold(q), most);
  when 'name' then return query select * from app.persons_by_name(ref.name_fold(q), most);
  else return;
  end case;
end $$;
comment on function app.find_person(text, int) is '按姓名、拼音、首字母、号码找服务对象';

-- The find box. place: where the file is held, as far as who asks must be told: nothing of the own office, the village in a street, street
-- and village in a county, county and village above; a village named after its street says it all. same_name: how many visible people
-- bear the name, counted to 99; same_sound: how many another that sounds like it, as far as the first two hundred tell. An other written
-- form by which somebody was found stands before the detail.
-- Who is found decides nothing about how these columns are looked up, so the session plans that once: planning them took four fifths of
-- the time. A plan kept from before the session's range changed shows nothing (sec.scope_ok); the second turn makes another.
drop function if exists app.same_name(text), app.find(text, int);      -- before `place`, with due_on
drop function if exists app.typed(text);                               -- now app.sought
create or replace function app.find(q text, most int default 20)
returns table (relation text, id bigint, label text, hint text, place text, detail text, number text, same_name int, same_sound int)
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  own bigint;
  own_hi bigint;
  own_tier int;
  en boolean;
  typed constant text := case when app.kind_of_typed(q) = 'name' then replace(ref.name_fold(q), '·', '') end;
  ids bigint[] := array(select f from app.find_person(q, most) f);
begin
  if ids = '{}' then
    perform sec.account_must_hold();
    return;
  end if;
  select o.id, o.hi, o.tier, sec.language() = 'en' into own, own_hi, own_tier, en from org.office o where o.id = sec.own_office();
  for turn in 1 .. 2 loop
    return query
      select 'service.person', p.id, p.name::text,
             concat_ws(' ', case when en then s.name_en else s.name_zh end, case when en then 'b. ' || p.birth_year else p.birth_year || '年生' end),
             case when o.id = own then '' when a.code > own and a.code < own_hi and not o.name ^@ a.name then a.name || ' ' || app.short_office(o.name) else app.short_office(o.name) end,
             concat_ws(' ', (select case when en then 'also ' else '又名' end || n.name from service.person_name n
                              where n.person = p.id and n.voided_at is null and replace(n.name, '·', '') ^@ typed and not replace(p.name, '·', '') ^@ typed order by n.name limit 1),
                       case when en then c.name_en else c.name_zh end),
             case when en then '…' else '尾号 ' end || right(p.id_masked, 4),
             (select count(*)::int from (select from service.person n where n.name = p.name and n.voided_at is null limit 99) x),
             (select count(*)::int from (select n.name from service.person n where n.py = p.py and p.py <> '' and n.voided_at is null limit 200) x where x.name <> p.name)
        from unnest(ids) with ordinality f(id, n)
        join service.person p on p.id = f.id
        join org.office o on o.id = p.office
        left join ref.region u on u.code = o.parent             -- regions: no rights to ask, and above the village the same names
        left join ref.region a on a.code = case when own_tier < 2 and u.tier > 2 then u.parent else u.code end
        left join code.sex s on s.code = p.sex
        left join code.object_category c on c.code = p.category
       where p.voided_at is null
       order by f.n limit most;
    exit when found;
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
  end loop;
end $$;
comment on function app.find(text, int) is '找：姓名、拼音首字母、全拼、身份证尾号、电话都可以';

-- Characters no input method offers: by code point (U+4DAE, 4dae), by reading, by what they are made of and how many strokes lie beside the
-- radical (龙天, 龙4, yan龙). A component Unicode does not name counts by its strokes: of 龙 and 天 the radical and four more.
create or replace function app.find_hanzi(q text, most int default 20) returns table (hanzi text, told text)
language plpgsql stable rows 20 set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  en constant boolean := sec.language() = 'en';
  typed constant text := normalize(translate(lower(q), ' 　+＋', ''), nfkc);
  hex constant text := substring(typed from '^(?:u|0x|u[+])?([0-9a-f]{4,6})$');
  letters constant text := substring(typed from '[a-z]+');
  beside constant int := substring(typed from '(?<![0-9])[0-9]{1,2}$')::int;
  pieces constant text[] := array(select c from string_to_table(regexp_replace(typed, '[a-z0-9]', '', 'g'), null) c);
  point int := case when hex is not null then ('x' || lpad(hex, 8, '0'))::bit(32)::int end;
begin
  if point between 160 and 1114109 and point not between 55296 and 57343 and point not between 57344 and 63743 then
    return query select chr(point), concat_ws(' ', 'U+' || upper(hex), (select string_agg(h.reading, ' ' order by h.seq) from ref.hanzi h where h.hanzi = chr(point)));
  end if;
  if typed = '' or typed ~ '[0-9]{3}' or hex is not null and letters !~ '^[a-z]+$' then return; end if;
  return query
    select x.hanzi, concat_ws(' ', 'U+' || upper(to_hex(ascii(x.hanzi))), x.py,
                              (select string_agg(r.hanzi, '' order by r.hanzi) from ref.glyph r where r.radical = x.radical and r.rest = 0 and r.seq = 3) || case when en then ' +' else '部' end || x.rest || case when en then '' else '画' end)
      from (select g.*, (select count(*) from unnest(pieces) c where strpos(coalesce(g.parts, ''), c) > 0) as named,
                   (select count(*) from unnest(pieces) c join ref.glyph r on r.hanzi = c and r.rest = 0 and r.radical = g.radical) as radicals,
                   (select sum(r.strokes) from unnest(pieces) c join ref.glyph r on r.hanzi = c where strpos(coalesce(g.parts, ''), c) = 0 and not (r.rest = 0 and r.radical = g.radical)) as others
              from ref.glyph g
             where (letters is null or g.py ~ ('\m' || letters)) and (beside is null or g.rest = beside)) x
     where cardinality(pieces) = 0 or x.named = cardinality(pieces) or x.radicals > 0 and coalesce(x.others = x.rest, true)
     order by x.named < cardinality(pieces), letters is not null and coalesce(x.py, '') !~ ('\m' || letters || '\M'), x.seq, x.rest, x.hanzi limit most;
end $$;
comment on function app.find_hanzi(text, int) is '找字：按码位、拼音、部件、笔画';

-- What the finders below ask of what is typed: the name and the letters in it, beside the own office and the end of its range.
create or replace function app.sought(q text, out own bigint, out own_hi bigint, out name text, out letters text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  select o.id, o.hi, ref.name_fold(q), ref.key_fold(q) into own, own_hi, name, letters from org.office o where o.id = sec.own_office();
end $$;

-- Staff: a directory everybody reads; those of the own office first, and nobody else while nothing is typed.
drop function if exists app.find_staff(text), app.find_household(text), app.find_office(text);      -- before `most`
create or replace function app.find_staff(q text, most int default 50) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  t record := app.sought(q);
begin
  return query
    select s.id from org.staff s
     where (s.ended_on is null or most is null) and (s.name ^@ t.name or t.letters <> '' and (s.py ^@ t.letters or s.initials ^@ t.letters))
       and (q <> '' or s.office = t.own)
     order by s.office <> t.own, abs(s.office - t.own), s.sort_as, s.id limit most;
end $$;
comment on function app.find_staff(text, int) is '按姓名、拼音、首字母找工作人员';

-- Households to choose from are of the own office and of those it serves: nobody puts a person into another office's household.
create or replace function app.find_household(q text, most int default 50) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  t record := app.sought(q);
begin
  return query
    select h.id from service.household h
     where (most is null or h.office in (select o.id from org.office o where o.id = t.own or o.served_by = t.own) and h.voided_at is null)
       and (position(t.name in h.name) > 0 or t.letters <> '' and (h.py ^@ t.letters or h.initials ^@ t.letters
            or exists (select from ref.cuts(t.letters) c where h.initials ^@ c.initials and h.py ~ c.pattern)))
     order by h.sort_as, h.id limit most;
end $$;
comment on function app.find_household(text, int) is '按户主姓名、拼音、首字母找家庭；供选择的只有本机构的';

-- Offices by name, initials or the beginning of the code, as they lie to `here`. which: 'line', above and below; 'at_or_below'; 'below'; 'server', stations of its
-- range that can serve a village; 'other', wherever they lie and can be handed something, the neighbours first. While nothing is typed: those next to it.
create or replace function app.offices(q text, most int, which text, here bigint default sec.own_office()) returns setof bigint
language plpgsql stable rows 20 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  t record := app.sought(q);
  h constant org.office := (select o from org.office o where o.id = here);
begin
  return query
    select o.id from org.office o join ref.region r on r.code = o.id
     where case which when 'line' then o.id >= h.id and o.id < h.hi or o.id < h.id and o.hi > h.id
                      when 'at_or_below' then org.at_or_below(o, h)
                      when 'below' then org.below(o, h)
                      when 'server' then (o.id = h.id or org.below(o, h)) and o.tier in (3, 4) and o.established
                      when 'other' then o.id <> h.id and org.takes(o) end
       and (position(t.name in o.name) > 0 or t.letters <> '' and (r.initials ^@ t.letters or r.py ^@ t.letters or o.id::text ^@ t.letters))
       and (q <> '' or case which when 'line' then o.id <= h.id when 'server' then true when 'other' then o.parent in (h.parent, h.id)
                                  else (o.id = h.id or o.parent = h.id) and o.established end)
     order by case which when 'other' then not coalesce(o.parent in (h.parent, h.id), false) end, case which when 'other' then o.id / 1000000 <> h.id / 1000000 end,
              case which when 'other' then -o.tier else o.tier end, o.id limit most;
end $$;

create or replace function app.find_office(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$ select app.offices(q, most, 'line') $$;
comment on function app.find_office(text, int) is '按名称、首字母、代码找本机构的上下级';

create or replace function app.find_at_or_below(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$ select app.offices(q, most, 'at_or_below') $$;
comment on function app.find_at_or_below(text, int) is '找本机构和下级机构';

create or replace function app.find_below(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$ select app.offices(q, most, 'below') $$;
comment on function app.find_below(text, int) is '找下级机构';

create or replace function app.find_server(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$ select app.offices(q, most, 'server') $$;
comment on function app.find_server(text, int) is '找能代办的乡镇站、村站';

create or replace function app.find_other_office(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$ select app.offices(q, most, 'other') $$;
comment on function app.find_other_office(text, int) is '按名称、首字母、代码找别的机构，近的在前';

grant execute on function sec.language(), app.find_hanzi(text, int), app.short_office(text), app.sought(text), app.find_staff(text, int), app.find_household(text, int), app.offices(text, int, text, bigint), app.find_office(text, int), app.find_at_or_below(text, int),
  app.find_below(text, int), app.find_server(text, int), app.find_other_office(text, int), app.kind_of_typed(text) to lb_staff;
grant execute on function app.persons_by_mixture(text, int), app.persons_by_reading(text, int), app.persons_by_given(text, int), app.persons_by_half(text, int), app.persons_by_name(text, int), app.find_person(text, int),
  app.find(text, int) to lb_reader;
