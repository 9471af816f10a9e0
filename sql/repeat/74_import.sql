-- SPDX-License-Identifier: Apache-2.0
-- Import of sheets (099_import.sql). Invoker's rights: what is written is written as if it had been typed, by the same triggers and under
-- the same row security. The dry run writes each row and takes it back, so it knows every rule there is.

------------------------------------------------------------------------------ cells
-- Full-width forms folded, blanks around it away, and the mark by which a text is kept from being a formula.
create or replace function ref.sheet_text(cell text) returns text
language sql immutable parallel safe
return nullif(btrim(regexp_replace(cell, '^''(?=[=+@-])', ''), E' \t\r\n\u00a0\u3000\ufeff'), '');

create or replace function ref.sheet_plain(cell text) returns text
language sql immutable parallel safe
return btrim(normalize(cell, nfkc), E' \t\r\n');

-- What a spreadsheet has done to a cell, as the rule it breaks; null when it is sound.
create or replace function ref.sheet_spoiled(cell text) returns text
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
begin
  return case when cell !~ '^[-+=@#0-9]' then null
    when cell ~ '^[=@]' or cell ~ '^[-+][A-Za-z(]' then 'sheet_formula'
    when cell ~ '^[0-9](\.[0-9]+)?[eE]\+?[0-9]{2,}$' then 'sheet_number'
    when cell ~ '^#(REF|N/A|VALUE|NAME\?|DIV/0|NUM|NULL|SPILL|CALC)' or cell ~ '^#+$' then 'sheet_error' end;
end $$;

-- A day in any of the usual forms: 1968-05-17, 1968.5.17 (/ too), 19680517, 1968年5月17日, and the number a spreadsheet counts days by; midnight
-- behind it does no harm. Null when it is none.
create or replace function ref.sheet_day(cell text) returns text
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare
  p constant text := regexp_replace(replace(ref.sheet_plain(cell), '。', '.'), '[ T]0?0:00(:00)?(\.0+)?$', '');
  m constant text[] := regexp_match(p, '^([0-9]{4}) ?[-./年] ?([0-9]{1,2}) ?[-./月] ?([0-9]{1,2}) ?日?$');
  d constant text := case when m is not null then m[1] || lpad(m[2], 2, '0') || lpad(m[3], 2, '0')
                          when p ~ '^[0-9]{8}$' then p
                          when p ~ '^[1-7][0-9]{4}(\.0+)?$' then to_char(date '1899-12-30' + left(p, 5)::int, 'YYYYMMDD') end;
begin
  return case when ref.is_day(d) then left(d, 4) || '-' || substr(d, 5, 2) || '-' || right(d, 2) end;
end $$;

create or replace function ref.sheet_number(cell text) returns text
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare
  p constant text := regexp_replace(regexp_replace(ref.sheet_plain(cell), '^[¥￥] ?| ?元$', '', 'g'), ',(?=[0-9]{3}([,.]|$))', '', 'g');
begin
  return case when p ~ '^[-+]?[0-9]{1,9}(\.[0-9]{1,9})?$' then p end;
end $$;

create or replace function ref.sheet_yes(cell text) returns text
language sql immutable parallel safe strict
return case when lower(ref.sheet_plain(cell)) in ('是', '有', '对', '√', '1', 't', 'true', 'y', 'yes') then 'true'
            when lower(ref.sheet_plain(cell)) in ('否', '无', '没有', '×', '0', 'f', 'false', 'n', 'no') then 'false' end;

-- A cell as a column of this kind takes it; a fault is its name behind a character no cell has.
create or replace function ref.sheet_value(cell text, type text, mask text, most bigint) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  t constant text := ref.sheet_text(cell);
  v text;
begin
  if t is null then return null; end if;
  v := ref.sheet_spoiled(t);
  if v is not null then return E'\u0001' || v; end if;
  if mask = 'id18' then return coalesce(E'\u0001' || case ref.id_check(t) when 'length' then 'sheet_id_length' when 'character' then 'sheet_id_character' when 'birth' then 'sheet_id_birth' when 'digit' then 'sheet_id_digit' end, ref.id_18(t)); end if;
  if mask = 'phone' then return ref.phone_fold(t); end if;
  case type
  when 'date' then
    v := ref.sheet_day(t);
    if v is null and ref.sheet_plain(t) ~ '^[0-9]{4} ?[-./年]? ?[0-9]{1,2} ?[-./月]? ?[0-9]{1,2} ?日?$' then return E'\u0001' || 'sheet_no_day'; end if;
  when 'money' then v := ref.sheet_number(t);
  when 'bool' then v := ref.sheet_yes(t);
  when 'int' then
    v := substring(ref.sheet_number(t) from '^([-+]?[0-9]+)(?:\.0+)?$');
    if abs(v::bigint) > most then v := null; end if;
  else
    return case when char_length(t) > most then E'\u0001' || 'sheet_long' else t end;
  end case;
  return coalesce(v, E'\u0001' || case type when 'date' then 'sheet_date' when 'int' then 'sheet_int' when 'money' then 'sheet_money' else 'sheet_bool' end);
end $$;

-- A heading as it is compared: no blanks, stars, brackets' contents or colon.
create or replace function ref.heading_fold(heading text) returns text
language sql immutable parallel safe
return left(lower(regexp_replace(regexp_replace(normalize(coalesce(heading, ''), nfkc), '\([^)]*\)', '', 'g'), '[\s*:·_\ufeff-]', '', 'g')), 60);

------------------------------------------------------------------------------ what can be imported
-- Rows of offices that people write. What else has a form is not imported, nor are cases: each begins with its first paper and its first clock.
create or replace function sec.may_import(relation text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select exists (select from sec.protected p where p.relation::text = may_import.relation and p.kind = 'register' and p.write <> '{}' and p.relation <> 'work.attachment'::regclass)
       and not exists (select from flow.process f where f.relation = may_import.relation) $$;

-- The columns a sheet may bring: those somebody's job writes and this session may; the office where there is one. most: characters, or the
-- greatest number, that goes in.
create or replace function app.import_catalog(relation text)
returns table (column_name text, type text, most bigint, required boolean, ref text, ref_label text, ref_finder text, zh text, en text, default_value text, mask text, private boolean)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select c.column_name, c.type, case t.typname when 'int2' then 32767 when 'int4' then 2147483647 when 'int8' then 999999999999999 else coalesce(c.max_chars, 10000) end,
         c.required, c.ref, c.ref_label, c.ref_finder, c.zh, c.en, c.default_value, c.mask, c.private
    from app.catalog(relation) c
   cross join lateral (select case when c.private then app.private_of(relation) else relation::regclass end as rel) w
    join pg_attribute a on a.attrelid = w.rel and a.attname = c.column_name join pg_type t on t.oid = a.atttypid
   where t.typname in ('text', 'varchar', 'int2', 'int4', 'int8', 'numeric', 'date', 'bool')
     and (c.column_name = 'office'
          or not c.owned and c.may_insert and exists (select from org.job j where has_column_privilege('lb_' || j.job, w.rel, c.column_name, 'insert')))
   order by c.private, a.attnum
$$;

create or replace function app.import_must_be_mine(import bigint) returns work.import
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare i work.import;
begin
  select x.* into i from work.import x where x.id = import and x.login = session_user;
  if i.id is null then
    perform sec.refuse_by('import_gone');
  end if;
  return i;
end $$;

-- Whose are they, and are they still being changed: for the functions below, which run as the owner.
create or replace function sec.import_of(import bigint, variadic states text[]) returns work.import
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare i work.import;
begin
  select x.* into i from work.import x where x.id = import and x.login = session_user for no key update;
  if i.id is null or sec.own_staff() is null and exists (select from sec.account a where a.login = session_user) then
    perform sec.refuse_by('import_gone');
  elsif i.state <> all (states) then
    perform sec.refuse_by('import_moved_on');
  end if;
  return i;
end $$;

------------------------------------------------------------------------------ reading
-- May this person import into this register? Refuses, and says who may; else the register.
create or replace function api.import_may(register text) returns app.form
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  f app.form := (select f from app.form f where f.register = import_may.register);
begin
  perform sec.account_must_hold();
  if f.register is null or not sec.may_import(f.relation) then
    perform sec.refuse_by('import_not_this');
  elsif not has_any_column_privilege(session_user, f.relation::regclass, 'insert') then
    perform sec.refuse('import_not_yours', app.who_adds(register), app.who_adds(register));
  end if;
  return f;
end $$;

-- Begins; the same file again, not finished, goes on. heading: a json array of texts.
create or replace function api.import_begin(register text, file text, digest text, heading jsonb) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  f constant app.form := api.import_may(register);
  heads constant text[] := array(select left(btrim(h), 100) from jsonb_array_elements_text(heading) h);
  known work.import;
  x bigint;
begin
  if cardinality(heads) not between 1 and 200 then
    perform sec.refuse_by('import_columns');
  end if;
  select i.* into known from work.import i where i.login = session_user and i.register = f.register and i.digest = import_begin.digest and i.heading = heads and i.state <> 'done'
    order by i.id desc limit 1;
  if known.id is not null then return known.id; end if;
  if (select count(*) from work.import i where i.login = session_user and i.state <> 'done') >= 20 then
    perform sec.refuse_by('import_too_many');
  end if;
  insert into work.import (office, register, relation, file, digest, heading, columns)
    values (sec.own_office(), f.register, f.relation, left(file, 255), digest, heads, array_fill(null::text, array[cardinality(heads)])) returning id into x;
  return x;
end $$;
comment on function api.import_begin(text, text, text, jsonb) is '开始导入一份表';

-- Lines behind the n-th: [[line, cell, …], …]. May be repeated. Answers with how many there are now.
create or replace function api.import_put(import bigint, n int, lines jsonb) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := sec.import_of(import, 'reading');
  wide constant int := cardinality(i.heading);
  more constant int := jsonb_array_length(lines);
begin
  if n <> i.n_rows then return i.n_rows; end if;
  if n + more > 1000000 or pg_column_size(lines) > 4000000 then
    perform sec.refuse_by('import_too_big');
  end if;
  insert into work.import_row (import, login, n, line, cells, print)
    select i.id, i.login, import_put.n + l.at::int, (l.a ->> 0)::int, c.cells, md5(c.cells::text)
      from jsonb_array_elements(lines) with ordinality l(a, at)
     cross join lateral (select coalesce(max(k), 0) as last from generate_series(wide + 1, jsonb_array_length(l.a) - 1) k where btrim(l.a ->> k) <> '') w
     cross join lateral (select array(select coalesce(l.a ->> k, '') from generate_series(1, greatest(wide, w.last)) k) as cells) c;
  update work.import x set n_rows = import_put.n + more where x.id = i.id;
  return n + more;
end $$;

-- All lines are there: headings are matched, as they were before in this office, or by the words of the dictionary.
create or replace function api.import_read(import bigint) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := sec.import_of(import, 'reading');
begin
  if i.n_rows = 0 then
    perform sec.refuse_by('import_empty');
  end if;
  update work.import x set state = 'read', columns = array(
    select (select c.column_name
              from (select h.column_name, 2 - (h.office <> 0)::int as place from work.import_heading h
                     where h.register = i.register and h.office in (0, coalesce(i.office, 0)) and h.heading = ref.heading_fold(u.heading)
                    union all
                    select k.column_name, 3 from app.column k where k.relation = i.relation and ref.heading_fold(u.heading) in (ref.heading_fold(k.zh), ref.heading_fold(k.en), ref.heading_fold(k.column_name))) c
             where c.column_name = '' or c.column_name in (select y.column_name from app.import_catalog(i.relation) y) order by c.place limit 1)
      from unnest(i.heading) with ordinality u(heading, at) order by u.at)
    where x.id = i.id;
  update work.import x set columns = array(select case when u.c <> '' and u.c = any (x.columns[:u.at - 1]) then null else u.c end from unnest(x.columns) with ordinality u(c, at) order by u.at)
    where x.id = i.id;                                              -- the first of two headings for one column
  return i.n_rows;
end $$;

-- What this heading is: a column, '' for nothing. It is remembered for the office.
create or replace function api.import_match(import bigint, place int, column_name text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := sec.import_of(import, 'read', 'judged', 'running', 'done');
begin
  if i.columns[place] = column_name then return; end if;            -- said once more by who goes on
  perform sec.import_of(import, 'read', 'judged');
  if place not between 1 and cardinality(i.heading) or column_name <> '' and not exists (select from app.import_catalog(i.relation) c where c.column_name = import_match.column_name) then
    perform sec.refuse_by('import_no_column');
  end if;
  update work.import x set state = 'read', n_judged = 0,
         columns = array(select case when u.at = place then import_match.column_name when u.c = import_match.column_name and u.c <> '' then null else u.c end from unnest(x.columns) with ordinality u(c, at) order by u.at)
   where x.id = i.id;
  if ref.heading_fold(i.heading[place]) <> '' then
    insert into work.import_heading (register, office, heading, column_name) values (i.register, coalesce(i.office, 0), ref.heading_fold(i.heading[place]), import_match.column_name)
      on conflict on constraint import_heading_pkey do update set column_name = excluded.column_name;
  end if;
end $$;

-- Headings in order: what each is taken for, and what stands under it first.
create or replace function app.import_headings(import bigint)
returns table (place int, heading text, column_name text, words text, sample text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := app.import_must_be_mine(import);
begin
  return query
    select u.at::int, u.heading, i.columns[u.at],
           coalesce((select case when sec.language() = 'en' then k.en else k.zh end from app.column k where k.relation = i.relation and k.column_name = i.columns[u.at]), i.columns[u.at]),
           (select case when k.private then regexp_replace(r.cells[u.at], '.', '*', 'g') else left(r.cells[u.at], 60) end
              from work.import_row r left join app.column k on k.relation = i.relation and k.column_name = i.columns[u.at]
             where r.import = i.id and r.n <= 20 and r.cells[u.at] <> '' order by r.n limit 1)
      from unnest(i.heading) with ordinality u(heading, at) order by u.at;
end $$;

-- What could still be matched, in the order of the table: first what has no heading yet.
create or replace function app.import_choices(import bigint) returns table (column_name text, words text, required boolean, taken boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := app.import_must_be_mine(import);
begin
  return query
    select c.column_name, case when sec.language() = 'en' then c.en else c.zh end, c.required and c.column_name <> 'office', coalesce(c.column_name = any (i.columns), false)
      from (select x.*, row_number() over () as at from app.import_catalog(i.relation) x) c order by 4, not c.required or c.column_name = 'office', c.at;
end $$;

------------------------------------------------------------------------------ judging: what the cells say
-- Which row of `target` is meant: what was found must be called so, or be the only one of its number.
create or replace function app.import_found(target text, label text, finder text, cell text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  ids bigint[];
  plain constant text := ref.sheet_plain(cell);
begin
  if target in ('org.office', 'ref.region') and plain ~ '^[0-9]{12}$' then
    execute format('select array_agg(%I) from %s where %1$I = $1', case target when 'org.office' then 'id' else 'code' end, target) into ids using plain::bigint;
  elsif finder is not null then
    execute format('select array_agg(t.id) from %s($1, 20) f(id) join %s t on t.id = f.id where (%s)::text = $2 or $3', finder, target, label)
      into ids using cell, cell, plain ~ '^[0-9]{7,17}[0-9Xx]$';
  else
    execute format('select array_agg(x.id) from (select t.id from %s t where (%s)::text = $1 limit 2) x', target, label) into ids using cell;
  end if;
  return case coalesce(cardinality(ids), 0) when 0 then E'\u0001' || 'sheet_unknown' when 1 then ids[1]::text else E'\u0001' || 'sheet_several' end;
exception when sqlstate 'LB001' then
  return E'\u0001' || 'sheet_asked';
end $$;

-- {column: {cell: value}} for the columns that are looked up, of these lines.
create or replace function app.import_lookups(i work.import, lo int, hi int) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  c record;
  m jsonb;
  answer jsonb := '{}';
begin
  for c in select k.*, array_position(i.columns, k.column_name) as place from app.import_catalog(i.relation) k where k.column_name = any (i.columns) and k.ref is not null loop
    if c.ref like 'code.%' then
      execute format('select jsonb_object_agg(v.cell, coalesce((select x.code from %s x where x.valid and (x.code = v.plain or x.name_zh in (v.cell, v.plain) or lower(x.name_en) = lower(v.plain)) order by x.code <> v.plain, x.seq limit 1), %L))
                        from (select distinct ref.sheet_text(r.cells[$2]) as cell, ref.sheet_plain(r.cells[$2]) as plain from work.import_row r where r.import = $1 and r.n > $3 and r.n <= $4) v where v.cell is not null',
                     c.ref, E'\u0001' || 'sheet_unknown') into m using i.id, c.place, lo, hi;
    else
      select jsonb_object_agg(v.cell, app.import_found(c.ref, c.ref_label, c.ref_finder, v.cell)) into m
        from (select distinct ref.sheet_text(r.cells[c.place]) as cell from work.import_row r where r.import = i.id and r.n > lo and r.n <= hi) v where v.cell is not null;
    end if;
    answer := answer || jsonb_build_object(c.column_name, coalesce(m, '{}'));
  end loop;
  return answer;
end $$;

-- The sentence of a fault. What was written is said, of private columns only the fault; of a code that is none, what may stand there.
create or replace function app.import_fault(relation text, field text, private boolean, fault text, cell text, out zh text, out en text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  c constant app.column := (select x from app.column x where x.relation = import_fault.relation and x.column_name = field);
  r constant app.refusal := (select x from app.refusal x where x.name = fault);
  said constant text := case when private and fault not in ('sheet_number', 'sheet_error') then '…' else left(coalesce(cell, ''), 40) end;
  list text; may record;
begin
  zh := replace(replace(coalesce(r.zh, fault), '%1', '“' || coalesce(c.zh, field, '') || '”'), '%2', said);
  en := replace(replace(coalesce(r.en, fault), '%1', coalesce(c.en, field, '')), '%2', said);
  if fault = 'sheet_unknown' then
    list := (select k.ref from app.catalog(relation) k where k.column_name = field and k.ref like 'code.%');
  end if;
  if list is not null then
    execute format('select string_agg(x.name_zh, ''、'' order by x.seq) || max(x.more) as zh, string_agg(x.name_en, '', '' order by x.seq) || max(x.more) as en
                      from (select y.name_zh, y.name_en, y.seq, case when count(*) over () > 6 then ''…'' else '''' end as more from %s y where y.valid order by y.seq limit 6) x', list) into may;
    zh := zh || '，可以写：' || may.zh;
    en := en || '; may be: ' || may.en;
  end if;
end $$;

-- The cells of the lines behind lo up to hi as values: [{n, main, side}], of the table and of its private columns; without what is looked up where that is not asked for.
drop function if exists app.import_values(work.import, int, int);        -- before looks_up
create or replace function app.import_values(i work.import, lo int, hi int, looks_up boolean default true) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  answer jsonb;
  completes constant text := (select r.completes from app.relation r where r.relation = i.relation);
  main text; side text;
begin
  select string_agg(format('%L, %s', k.column_name, k.value), ', ') filter (where not k.private), string_agg(format('%L, %s', k.column_name, k.value), ', ') filter (where k.private)
    into main, side
    from (select c.column_name, c.private,
                 case when c.ref is not null then format('coalesce(E''\u0001'' || ref.sheet_spoiled(ref.sheet_text(r.cells[%2$s])), $4 -> %1$L ->> ref.sheet_text(r.cells[%2$s]))', c.column_name, p.place)
                      else format('ref.sheet_value(r.cells[%s], %L, %L, %s)', p.place, c.type, c.mask, c.most) end as value
            from app.import_catalog(i.relation) c cross join lateral (select array_position(i.columns, c.column_name) as place) p where p.place is not null) k;
  execute format('select jsonb_agg(jsonb_build_object(''n'', x.n, ''main'', %s, ''side'', x.side))
                    from (select r.n, jsonb_strip_nulls(jsonb_build_object(%s)) as main, jsonb_strip_nulls(jsonb_build_object(%s)) as side
                            from work.import_row r where r.import = $1 and r.n > $2 and r.n <= $3 offset 0) x',
                 case when completes is null then 'x.main' else completes || '(x.main, x.side)' end, main, side)
    into answer using i.id, lo, hi, case when looks_up then app.import_lookups(i, lo, hi) else '{}' end;
  return answer;
end $$;

-- The same with what is wrong in them, as api.import_told() takes it. A column that must be filled in and has an evident value gets it.
create or replace function app.import_facts(i work.import, lo int, hi int) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  known_by constant text := (select r.known_by from app.relation r where r.relation = i.relation);
  own constant bigint := coalesce(i.for_office, sec.own_office());
begin
  return (
    select jsonb_agg(jsonb_build_object('n', v.n, 'facts', v.main - 'office', 'private', v.side, 'key', (v.main || v.side) ->> known_by,
                                        'office', case when v.main ->> 'office' ^@ E'\u0001' is not true then coalesce(v.main ->> 'office', own::text) end)
             || case when b.zh is null then '{}' else jsonb_build_object('verdict', 'rejected', 'field', b.field, 'zh', b.zh, 'en', b.en) end)
      from (select (x ->> 'n')::int as n, x -> 'main' as main, x -> 'side' as side from jsonb_array_elements(app.import_values(i, lo, hi)) x) v
      join work.import_row r on r.import = i.id and r.n = v.n
     cross join lateral (                     -- all that is wrong; of a line with too many cells only that, for what stands in them is no fault of theirs
        select (array_agg(k.field order by k.place))[1] as field, string_agg(f.zh, '；' order by k.place) as zh, string_agg(f.en, '; ' order by k.place) as en
          from (select null as field, 'sheet_wide' as fault, null as cell, false as private, 0 as place where cardinality(r.cells) > cardinality(i.heading)
                union all
                select c.key, substr(c.value, 2), r.cells[c.place], c.private, c.place
                  from (select m.*, false as private, array_position(i.columns, m.key) as place from jsonb_each_text(v.main) m
                        union all select m.*, true, array_position(i.columns, m.key) from jsonb_each_text(v.side) m) c
                 where c.value ^@ E'\u0001' and cardinality(r.cells) <= cardinality(i.heading)) k
         cross join lateral app.import_fault(i.relation, k.field, k.private, k.fault, k.cell) f) b);
end $$;

-- What a new line must have and no heading is taken for, nothing evident stands for and the register does not reckon of the first lines (an ID number tells
-- the sex). known: lines of what is on file do without.
create or replace function app.import_lacks(import bigint) returns table (column_name text, words text, known boolean)
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := app.import_must_be_mine(import);
  first constant jsonb := coalesce(app.import_values(i, 0, 20, false), '[]');
begin
  return query
    select c.column_name, case when sec.language() = 'en' then c.en else c.zh end, exists (select from app.relation r where r.relation = i.relation and r.known_by = any (i.columns))
      from (select x.*, row_number() over () as at from app.import_catalog(i.relation) x) c
     where c.required and not c.private and c.column_name <> 'office' and c.default_value is null and c.column_name <> all (array_remove(i.columns, null))
       and not exists (select from jsonb_array_elements(first) x where x -> 'main' ? c.column_name) order by c.at;
end $$;

-- New lines get what is evident (the day of filing is today); what is lacking still rejects them.
create or replace function app.import_needs(i work.import, lo int, hi int) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with needed as (
    select c.column_name, c.default_value from app.import_catalog(i.relation) c where c.required and not c.private),
  evident as (
    select coalesce(jsonb_object_agg(n.column_name, n.default_value) filter (where n.default_value is not null and n.column_name <> 'office'), '{}') as facts from needed n)
  select coalesce(jsonb_agg(jsonb_build_object('n', r.n, 'fresh', e.facts || r.facts)
           || case when l.field is null then '{}' else (select jsonb_build_object('verdict', 'rejected', 'field', l.field, 'zh', f.zh, 'en', f.en) from app.import_fault(i.relation, l.field, false, 'sheet_needed', null) f) end), '[]')
    from work.import_row r cross join evident e
    left join lateral (select n.column_name as field from needed n where case n.column_name when 'office' then r.office is null else not (e.facts || r.facts) ? n.column_name end limit 1) l on true
   where r.import = i.id and r.n > lo and r.n <= hi and r.verdict is null and r.row_id is null
$$;

-- Verdicts and facts into the lines; how far it has come.
create or replace function api.import_told(import bigint, told jsonb, judged int default null, done int default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := sec.import_of(import, 'read', 'judged', 'running');
begin
  update work.import_row r
     set facts = coalesce(t.x -> 'facts', t.x -> 'fresh', r.facts), private = coalesce(t.x -> 'private', r.private),
         office = case when t.x ? 'office' then (t.x ->> 'office')::bigint else r.office end, key = case when t.x ? 'key' then t.x ->> 'key' else r.key end,
         verdict = case when t.x ? 'facts' then t.x ->> 'verdict' else coalesce(t.x ->> 'verdict', r.verdict) end,
         field = t.x ->> 'field', zh = t.x ->> 'zh', en = t.x ->> 'en', row_id = coalesce((t.x ->> 'row_id')::bigint, case when not t.x ? 'facts' then r.row_id end),
         done = coalesce((t.x ->> 'done')::boolean, false)
    from jsonb_array_elements(told) t(x)
   where r.import = i.id and r.n = (t.x ->> 'n')::int;
  update work.import x
     set n_judged = coalesce(judged, x.n_judged), n_done = coalesce(done, x.n_done),
         state = case when judged is not null and judged >= x.n_rows and x.state = 'read' then 'judged' when done is not null and done >= x.n_rows and x.state = 'running' then 'done' else x.state end
   where x.id = i.id;
end $$;

------------------------------------------------------------------------------ judging: is it there
-- By a column that can be read, within the office.
create or replace function app.import_there(i work.import, lo int, hi int) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  known_by constant text := (select r.known_by from app.relation r where r.relation = i.relation);
  answer jsonb;
begin
  if exists (select from pg_attribute a where a.attrelid = i.relation::regclass and a.attname = known_by) then
    execute format('select jsonb_agg(jsonb_build_object(''n'', r.n, ''row_id'', t.id)) from work.import_row r join %s t on t.%I::text = r.key and t.office = r.office and t.voided_at is null
                     where r.import = $1 and r.n > $2 and r.n <= $3 and r.verdict is null', i.relation, known_by) into answer using i.id, lo, hi;
  end if;
  return coalesce(answer, '[]');
end $$;

-- The place of each line among what is there and what stands above it in the sheet: new, update, same, alike, or twice in the sheet. What could be the same says the
-- register's rule for twins, where it has one, else its columns `alike`. What is private is not compared: to say that it is the same would be to tell it. A doubt that was told stays, whatever has come meanwhile.
-- What stands in the sheet is as it was when it was judged: while it is written only the register is looked into. Each line is another, so nothing is worth remembering.
create or replace function app.import_place(i work.import, lo int, hi int) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp set enable_memoize = off
as $$
declare
  rel constant app.relation := (select r from app.relation r where r.relation = i.relation);
  equal constant text := (select string_agg(case c when 'office' then 't.office = r.office' else format('t.%I = p.%1$I', c) end, ' and ') from unnest(rel.alike) c);
  answer jsonb;
begin
  execute format($q$
    with twin as materialized (select * from api.import_twins($1, $2, $3)), like_ as materialized (select * from api.import_likes($1, $2, $3))
    select jsonb_agg(jsonb_build_object('n', x.n, 'verdict', x.verdict)
             || case when x.verdict in ('rejected', 'alike')
                     then (select jsonb_build_object('zh', replace(f.zh, '%%1', x.zh), 'en', replace(f.en, '%%1', x.en)) from app.refusal f where f.name = case x.verdict when 'alike' then 'sheet_alike' else 'sheet_twice' end)
                     when x.verdict = 'new' then jsonb_build_object('zh', nullif(x.zh, ''), 'en', nullif(x.en, ''))
                     else '{}' end)
      from (select r.n, r.verdict as was, coalesce(tw.line::text, concat_ws('；', a.zh, l.zh)) as zh, coalesce(tw.line::text, concat_ws('; ', a.en, l.en)) as en,
                   case when tw.line is not null then 'rejected'
                        when r.row_id is not null then case when r.private - %1$L::text = '{}' and (select to_jsonb(t) @> jsonb_strip_nulls(to_jsonb(p)) from %2$s t where t.id = r.row_id) then 'same' else 'update' end
                        when a.twin then case when r.private = '{}' and a.same then 'same' else 'alike' end
                        when l.n is not null then 'alike'
                        else 'new' end as verdict
              from work.import_row r
             cross join lateral jsonb_populate_record(null::%2$s, r.facts) p
              left join lateral (select y.line from work.import_row y where y.import = r.import and y.n < r.n and y.print = r.print
                                 union all select y.line from work.import_row y where y.import = r.import and y.n < r.n and y.key = r.key limit 1) tw on %4$L
              left join lateral (%3$s) a on r.row_id is null and tw.line is null
              left join like_ l on l.n = r.n and r.row_id is null
             where r.import = $1 and r.n > $2 and r.n <= $3 and not r.done and (r.verdict is null or r.verdict not in ('rejected', 'alike'))) x where x.verdict is distinct from x.was $q$,
    coalesce(rel.known_by, ''), i.relation,
    case when rel.twins is not null
         then format('select w.twin, w.zh, w.en, exists (select from %s t where t.id = any (w.ids) and to_jsonb(t) @> jsonb_strip_nulls(to_jsonb(p))) as same from twin w where w.n = r.n', i.relation)
         else format('select true as twin, left((%s)::text, 80) as zh, left((%1$s)::text, 80) as en, to_jsonb(t) @> jsonb_strip_nulls(to_jsonb(p)) as same from %s t cross join (select sec.language() = ''en'') l(en)
                       where (%s) and t.voided_at is null order by t.id desc limit 1', coalesce(rel.summary, rel.label), i.relation, coalesce(equal, 'false')) end,
    i.state <> 'running')
    into answer using i.id, lo, hi;
  return coalesce(answer, '[]');
end $$;

------------------------------------------------------------------------------ writing
-- These lines are born (which have no row yet) or changed; an empty cell changes nothing. [{n, row_id, done}].
create or replace function app.import_write(i work.import, ns int[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  rel constant regclass := i.relation::regclass;
  fresh constant int[] := array(select r.n from work.import_row r where r.import = i.id and r.n = any (ns) and r.row_id is null order by r.n);
  there constant int[] := array(select r.n from work.import_row r where r.import = i.id and r.n = any (ns) and r.row_id is not null order by r.n);
  ids bigint[] := '{}';
begin
  if fresh <> '{}' then
    ids := app.import_bear(i, rel, fresh);
  end if;
  if there <> '{}' then
    perform app.import_change(i, rel, there);
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('n', u.n, 'row_id', u.id, 'done', true)), '[]')
            from (select * from unnest(fresh, ids) union all select x, null from unnest(there) x) u(n, id));
end $$;

-- Numbers are given in the order of the rows, so the smallest is that of the first line.
create or replace function app.import_bear(i work.import, rel regclass, ns int[]) returns bigint[]
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  side constant regclass := app.private_of(i.relation);
  names text; fields text; side_names text; side_fields text;
  ids bigint[];
begin
  select string_agg(', ' || quote_ident(k.c), '' order by k.c), string_agg(case when d.adbin is null then format(', p.%I', k.c) else format(', coalesce(p.%I, %s)', k.c, pg_get_expr(d.adbin, rel)) end, '' order by k.c)
    into names, fields
    from (select distinct jsonb_object_keys(x.facts) as c from work.import_row x where x.import = i.id and x.n = any (ns)) k
    join pg_attribute a on a.attrelid = rel and a.attname = k.c left join pg_attrdef d on d.adrelid = rel and d.adnum = a.attnum;
  execute format('with born as (insert into %s (office%s) select r.office%s from work.import_row r cross join lateral jsonb_populate_record(null::%1$s, r.facts) p
                   where r.import = $1 and r.n = any ($2) order by r.n returning id) select array_agg(id order by id) from born', rel, names, fields) into ids using i.id, ns;
  select string_agg(', ' || quote_ident(k.c), '' order by k.c), string_agg(format(', p.%I', k.c), '' order by k.c) into side_names, side_fields
    from (select distinct jsonb_object_keys(x.private) as c from work.import_row x where x.import = i.id and x.n = any (ns)) k;
  if side_names is not null then
    execute format('insert into %s (id, office%s) select u.id, r.office%s from unnest($2, $3) u(n, id) join work.import_row r on r.import = $1 and r.n = u.n
                     cross join lateral jsonb_populate_record(null::%1$s, r.private) p where r.private <> ''{}'' order by u.n', side, side_names, side_fields) using i.id, ns, ids;
  end if;
  return ids;
end $$;

create or replace function app.import_change(i work.import, rel regclass, ns int[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  known_by constant text := (select coalesce(r.known_by, '') from app.relation r where r.relation = i.relation);
  sets constant text := (select string_agg(format('%I = coalesce(p.%1$I, t.%1$I)', k.c), ', ')
                           from (select distinct jsonb_object_keys(x.facts) as c from work.import_row x where x.import = i.id and x.n = any (ns)) k);
  n int;
begin
  execute format('update %s t set %s from work.import_row r cross join lateral jsonb_populate_record(null::%1$s, r.facts) p
                   where r.import = $1 and r.n = any ($2) and t.id = r.row_id and t.voided_at is null', rel, sets) using i.id, ns;
  get diagnostics n = row_count;
  if n < cardinality(ns) then
    perform sec.refuse_by('sheet_not_yours', i.relation);
  end if;
  perform app.save_private(rel, x.row_id, x.office, x.private - known_by) from work.import_row x where x.import = i.id and x.n = any (ns);
end $$;

-- The sentences of what was just refused: ours, or the dictionary's for a constraint that speaks for itself.
create or replace function app.import_refused(said text, detail text, rule text, column_name text, state text, out field text, out zh text, out en text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce(x.field, nullif(column_name, '')), coalesce(x.zh, case when state = 'LB001' then said when state = '42501' then '您不能为这个机构写' else '数据库不收：' || said end),
         coalesce(x.en, case when state = 'LB001' then detail when state = '42501' then 'you do not write for this office' else 'the database does not take it: ' || said end)
    from (select) o left join lateral (select * from app.explain(rule) e where state <> 'LB001') x on true
$$;

-- All of them, or, where one is refused, all but those that are: halves until it stands alone. dry: written and taken back.
-- What is no fault of a row (the line breaks, the server stops, two wait for each other) is raised on.
create or replace function app.import_attempt(i work.import, ns int[], dry boolean) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  half constant int := cardinality(ns) / 2;
  written jsonb;
  said text; detail text; rule text; col text; state text;
begin
  if ns = '{}' then return '[]'; end if;
  begin
    set constraints all deferred;
    written := app.import_write(i, ns);
    set constraints all immediate;
    if dry then
      raise exception using errcode = 'LB009';
    end if;
    return written;
  exception
    when sqlstate 'LB009' then
      return '[]';
    when others then
      get stacked diagnostics said = message_text, detail = pg_exception_detail, rule = constraint_name, col = column_name, state = returned_sqlstate;
      if state ~ '^(08|25|40|53|54|55|57|58|F0|XX)' then raise; end if;
  end;
  if half = 0 then
    return (select jsonb_build_array(jsonb_build_object('n', ns[1], 'verdict', 'rejected', 'field', x.field, 'zh', x.zh, 'en', x.en)) from app.import_refused(said, detail, rule, col, state) x);
  end if;
  return app.import_attempt(i, ns[:half], dry) || app.import_attempt(i, ns[half + 1:], dry);
end $$;

------------------------------------------------------------------------------ what the program calls, again and again
-- The import, held until the end of the transaction: two programs that go on with it do so one after the other.
create or replace function api.import_take(import bigint, state text) returns work.import
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select sec.import_of(import, state) $$;

-- The next lines are judged: n of them are when it answers, `total` is all. Tried as they will be written, so nothing is found out later. An answer with no more lines
-- than before has put on record what is looked for (api.import_look): it is asked again.
create or replace function app.import_judge(import bigint, most int default 1000) returns table (n int, total int)
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := api.import_take(import, 'read');
  lo constant int := i.n_judged;
  hi constant int := least(i.n_judged + least(most, 1000), i.n_rows);
begin
  if not api.import_look(i.id, lo, hi) then
    return query select lo, i.n_rows;
    return;
  end if;
  perform api.import_told(i.id, app.import_facts(i, lo, hi));
  perform api.import_known(i.id, lo, hi);
  perform api.import_told(i.id, app.import_there(i, lo, hi));
  perform api.import_told(i.id, app.import_needs(i, lo, hi));
  perform api.import_told(i.id, app.import_place(i, lo, hi));
  perform api.import_told(i.id, app.import_attempt(i, array(
      select r.n from work.import_row r where r.import = i.id and r.n > lo and r.n <= hi and r.verdict in ('new', 'update', 'alike') order by r.n), true), judged => hi);
  return query select hi, i.n_rows;
end $$;

-- The next lines are written. Where it was killed it goes on: lines and how far it came are one transaction.
create or replace function app.import_step(import bigint, most int default 1000) returns table (n int, total int)
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := api.import_take(import, 'running');
  lo constant int := i.n_done;
  hi constant int := least(i.n_done + least(most, 1000), i.n_rows);
begin
  if not api.import_look(i.id, lo, hi) then
    return query select lo, i.n_rows;
    return;
  end if;
  perform api.import_told(i.id, app.import_place(i, lo, hi));       -- what has come meanwhile
  perform api.import_told(i.id, app.import_attempt(i, array(
      select r.n from work.import_row r where r.import = i.id and r.n > lo and r.n <= hi and not r.done
         and (r.verdict = 'new' or r.verdict = 'update' and i.mode = 'replace' or r.verdict = 'alike' and i.sure) order by r.n), false), done => hi);
  return query select hi, i.n_rows;
end $$;

-- How: append leaves what is there alone, replace changes it; it must be said. sure: possible duplicates come in too.
create or replace function api.import_start(import bigint, mode text, sure boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := sec.import_of(import, 'judged');
begin
  if coalesce(mode, '') not in ('append', 'replace') then
    perform sec.refuse_by('import_how');
  end if;
  update work.import x set state = 'running', mode = import_start.mode, sure = coalesce(import_start.sure, false) where x.id = i.id;
end $$;

-- Whose the rows are that do not say it themselves.
create or replace function api.import_for(import bigint, office bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := sec.import_of(import, 'reading', 'read', 'judged', 'running', 'done');
begin
  if i.for_office = import_for.office then return; end if;
  perform sec.import_of(import, 'reading', 'read', 'judged');
  if not exists (select from org.office o where o.id = import_for.office) then
    perform sec.refuse_by('import_no_office');
  end if;
  update work.import x set for_office = import_for.office, n_judged = 0, state = case x.state when 'judged' then 'read' else x.state end where x.id = i.id;
end $$;

create or replace function api.import_drop(import bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ delete from work.import i where i.id = import and i.login = session_user $$;

-- One's own, the newest first.
create or replace function app.import_list() returns table (id bigint, register text, title text, file text, state text, mode text, at text, n_rows int, n_judged int, n_done int)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select i.id, i.register, case sec.language() when 'en' then f.title_en else f.title_zh end, i.file, i.state, i.mode, to_char(i.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), i.n_rows, i.n_judged, i.n_done
    from work.import i left join app.form f on f.register = i.register where i.login = session_user order by i.id desc
$$;

-- Lines by verdict, in the order of the screen; written: of these, what is in the register by now.
create or replace function app.import_count(import bigint) returns table (verdict text, words text, n bigint, written bigint)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select v.verdict, case sec.language() when 'en' then v.en else v.zh end, count(r.n), count(r.n) filter (where r.done)
    from (values (1, 'new', '新增', 'new'), (2, 'update', '更新', 'update'), (3, 'same', '相同', 'same'), (4, 'alike', '可能重复', 'possible duplicate'), (5, 'rejected', '不收', 'rejected')) v(place, verdict, zh, en)
    left join work.import_row r on r.import = import_count.import and r.verdict = v.verdict group by v.place, v.verdict, v.zh, v.en order by v.place
$$;

-- Lines behind the n-th. Of private cells only the first two and the last characters are shown.
create or replace function app.import_lines(import bigint, which text, after int, most int) returns table (n int, line int, verdict text, words text, cells text, why text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  i work.import := app.import_must_be_mine(import);
  hidden constant int[] := array(select u.at from unnest(i.columns) with ordinality u(c, at) join app.column k on k.relation = i.relation and k.column_name = u.c and k.private);
  english constant boolean := sec.language() = 'en';
begin
  return query
    select r.n, r.line, r.verdict, c.words,
           (select string_agg(case when u.at = any (hidden) then left(u.cell, 2) || repeat('*', greatest(char_length(u.cell) - 4, 1)) || right(u.cell, 2) else u.cell end, ' ' order by u.at) from unnest(r.cells) with ordinality u(cell, at) where u.cell <> ''),
           case when english then r.en else r.zh end
      from work.import_row r left join app.import_count(i.id) c on c.verdict = r.verdict
     where r.import = i.id and r.n > after and (which is null or r.verdict = which) order by r.n limit least(most, 1000);
end $$;

-- Cells as a line of csv a spreadsheet opens: no cell of it is a formula, and no long number loses its digits.
create or replace function app.csv_line(cells text[]) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
  select string_agg('"' || replace(case when c ~ '^[=+@-]' then '''' || c when c ~ '^[0-9]{12,}[Xx]?$' then E'\t' || c else c end, '"', '""') || '"', ',' order by at) || E'\r\n'
    from unnest(cells) with ordinality u(c, at)
$$;

-- What did not come in, as it was brought, with the reason behind: csv, lines behind the n-th; before the first the heading.
create or replace function app.import_rejects(import bigint, after int, most int default 500) returns table (n int, csv text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := app.import_must_be_mine(import);
  english constant boolean := sec.language() = 'en';
  wide constant int := cardinality(i.heading);
begin
  if after < 0 then
    return query select 0, app.csv_line(i.heading || case when english then 'Why not taken' else '没有收的原因' end);
  end if;
  return query
    select r.n, app.csv_line(r.cells[:wide] || coalesce(case when english then r.en else r.zh end, case when english then 'is there already' else '已经有了，这次只新增' end) || r.cells[wide + 1:])
      from work.import_row r where r.import = i.id and r.n > after
       and (r.verdict in ('rejected', 'alike') or r.verdict = 'update' and i.mode = 'append') and not r.done order by r.n limit most;
end $$;

-- By the timer: what nobody goes on with.
create or replace function sec.import_sweep() returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ delete from work.import i where i.at < clock_timestamp() - case i.state when 'done' then interval '7 days' else interval '30 days' end $$;

grant execute on function ref.sheet_text(text), ref.sheet_plain(text), ref.sheet_spoiled(text), ref.sheet_day(text), ref.sheet_number(text), ref.sheet_yes(text), ref.sheet_value(text, text, text, bigint), ref.heading_fold(text),
  app.import_catalog(text), app.import_must_be_mine(bigint), app.import_headings(bigint), app.import_choices(bigint), app.import_found(text, text, text, text), app.import_lookups(work.import, int, int),
  app.import_fault(text, text, boolean, text, text), app.import_values(work.import, int, int, boolean), app.import_lacks(bigint), app.import_facts(work.import, int, int), app.import_needs(work.import, int, int), app.import_there(work.import, int, int),
  app.import_place(work.import, int, int), app.import_write(work.import, int[]), app.import_bear(work.import, regclass, int[]), app.import_change(work.import, regclass, int[]), app.import_refused(text, text, text, text, text),
  app.import_attempt(work.import, int[], boolean), app.import_judge(bigint, int), app.import_step(bigint, int), app.import_list(), app.import_count(bigint), app.import_lines(bigint, text, int, int), app.import_rejects(bigint, int, int), app.csv_line(text[]),
  sec.may_import(text), api.import_may(text), api.import_begin(text, text, text, jsonb), api.import_put(bigint, int, jsonb), api.import_read(bigint), api.import_match(bigint, int, text), api.import_told(bigint, jsonb, int, int),
  api.import_take(bigint, text), api.import_start(bigint, text, boolean), api.import_for(bigint, bigint), api.import_drop(bigint) to lb_staff;
