-- SPDX-License-Identifier: Apache-2.0
-- Every check as one line: number, login, relation, what, expected "SQLSTATE rows" (a pattern), statement. Run as superuser, prints TSV.
\set QUIET 1
\o /dev/null
set client_min_messages = warning;
\ir matrix.sql
create temp table checks (id serial, login text, relation text, what text, want text, stmt text);

create function pg_temp.add(login text, relation text, what text, want text, stmt text) returns void language sql as $$
  insert into checks (login, relation, what, want, stmt) values (login, relation, what, '^(' || want || ')$', regexp_replace(stmt, '\s+', ' ', 'g'))
$$;

-- The statement is refused, and by this rule: another guard would refuse as well, and under its own name.
create function pg_temp.refused(login text, relation text, what text, rule text, stmt text, before text default '') returns void language sql as $$
  select pg_temp.add(login, relation, what, '00000 0', format($d$ %s do $x$ declare heard text := 'nothing'; begin begin execute %L; exception when sqlstate 'LB001' then get stacked diagnostics heard = constraint_name; end;
    if heard <> %L then raise exception 'refused by %%', heard; end if; end $x$ $d$, before, stmt, rule))
$$;

create function pg_temp.has(rel oid, col text) returns boolean language sql as $$
  select exists (select from pg_attribute where attrelid = rel and attname = col and not attisdropped)
$$;

-- How many rows of `rel` the login is to see, or to write, by the tier relation alone.
create function pg_temp.n_of(r rel, w who, how text) returns bigint language plpgsql as $$
declare
  n bigint;
begin
  if r.matter is not null and how = 'sees' then
    execute format('select count(*) from %s t where exists (select from cases c where c.login = %L and c.matter = t.%I)', r.relation, w.login, r.matter) into n;
  elsif r.class in ('own', 'brought') then
    execute format('select count(*) from %s where login = %L and %L', r.relation, w.login, w.good) into n;
  elsif how = 'sees' then
    execute format('select count(*) from %s t where exists (select from sees s where s.login = %L and (s.office = t.office%s))%s', r.relation, w.login,
                   case when pg_temp.has(r.oid, 'with_office') then ' or s.office = t.with_office' else '' end,
                   case when r.shown is null then '' else format(' or exists (select from named x where x.login = %L and x.relation = %L and x.row_id = t.%I)', w.login,
                                                                 case r.shown when 'id' then r.relation else 'work.' || r.shown end, r.shown) end) into n;
  else
    execute format('select count(*) from %s t where exists (select from writes s where s.login = %L and s.office = t.office)', r.relation, w.login) into n;
  end if;
  return n;
end $$;

-- The least new row for this login in this office, one column replaced if asked.
create function pg_temp.birth(r rel, w who, in_office bigint, col text default null, value text default null) returns text language plpgsql as $$
declare
  j jsonb := r.born || jsonb_build_object('office', in_office);
  p bigint := (select p.id from service.person p where p.office = w.office and p.situation = '甲');
begin
  j := (select jsonb_object_agg(k, case v
          when '@person' then p::text
          when '@unpaired' then (select x.id::text from service.person x where x.office = w.office and x.situation = '乙')
          when '@free' then (select x.id::text from service.person x where x.office = w.office and x.situation = '丙')
          when '@visit' then (select min(x.id)::text from service.visit x where x.office = w.office)
          when '@petition' then (select min(x.id)::text from service.petition x where x.office = in_office and not x.restricted)
          when '@meeting' then (select min(x.id)::text from work.meeting x where x.office = in_office)
          when '@office' then in_office::text
          when '@household' then (select x.id::text from service.household x where x.office = w.office)
          when '@staff' then (select min(x.id)::text from org.staff x where x.office = w.office)
          else v end) from jsonb_each_text(j) e(k, v));
  if col is not null then j := j || jsonb_build_object(col, value); end if;
  return (select format('insert into %s (%s) values (%s)', r.relation, string_agg(quote_ident(k), ', ' order by k), string_agg(quote_nullable(v), ', ' order by k))
            from jsonb_each_text(j) e(k, v));
end $$;

create function pg_temp.checks_of_reading(r rel, w who) returns void language plpgsql as $$
declare
  n bigint;
  col name;
begin
  execute format('select count(*) from %s', r.relation) into n;
  perform pg_temp.add(w.login, r.relation, 'select *', case
      when r.class in ('register', 'ledger', 'case', 'part', 'brought') then case when w.reads then '00000 ' || pg_temp.n_of(r, w, 'sees') else '42501 .*' end
      when r.class = 'named' then case when w.reads then '00000 ' || (select count(*) from named x where x.login = w.login) else '42501 .*' end
      when r.class = 'view' then case when case r.jobs when '{}' then w.reads else w.jobs && r.jobs end then '00000 [0-9]+' else '42501 .*' end
      when r.class = 'list' then case when w.reads then '00000 [0-9]+' else '42501 .*' end
      when r.class = 'directory' then '00000 ' || case when w.good then n else 0 end
      when r.class = 'own' then '00000 ' || pg_temp.n_of(r, w, 'sees')
      when r.class = 'open' then '00000 ' || n
      else '42501 .*' end, format('select * from %s', r.relation));
  if r.class = 'private' then
    perform pg_temp.add(w.login, r.relation, 'select id', case when w.reads then '00000 ' || pg_temp.n_of(r, w, 'sees') else '42501 .*' end, format('select id from %s', r.relation));
    for col in select attname from pg_attribute where attrelid = r.oid and attnum > 0 and not attisdropped and attname <> 'id' loop
      perform pg_temp.add(w.login, r.relation, 'select ' || col, '42501 .*', format('select %I from %s', col, r.relation));
      perform pg_temp.add(w.login, r.relation, 'where ' || col, '42501 .*', format('select id from %s where %I is null', r.relation, col));
    end loop;
  end if;
end $$;

create function pg_temp.checks_of_writing(r rel, w who) returns void language plpgsql as $$
declare
  may boolean := w.jobs && r.jobs or r.class = 'own';
  c record;
  o bigint;
begin
  if r.relkind = 'v' then                                             -- what its form may give to a function is an insert's right
    for c in select attname, x.verb from pg_attribute, unnest(array['insert', 'update']) x(verb) where attrelid = r.oid and attnum > 0 and not attisdropped loop
      perform pg_temp.add(w.login, r.relation, c.verb || ' ' || c.attname, '00000 ' || coalesce(may and c.verb = 'insert' and r.born ? c.attname, false)::int,
        format('select where has_column_privilege(%s::oid, %L, %L)', r.oid, c.attname, c.verb));
    end loop;
    return;
  end if;
  perform pg_temp.add(w.login, r.relation, 'delete', '42501 .*', format('delete from %s', r.relation));
  if not may then
    perform pg_temp.add(w.login, r.relation, 'insert', '42501 .*', format('insert into %s default values', r.relation));
  end if;
  perform pg_temp.add(w.login, r.relation, 'truncate', '42501 .*', format('truncate %s', r.relation));
  if r.touch is not null and r.class <> 'case' then
    perform pg_temp.add(w.login, r.relation, 'update', case when may then '00000 ' || pg_temp.n_of(r, w, 'writes') else '42501 .*' end,
                        format('update %s set %s', r.relation, r.touch));
  end if;
  for c in select attname, attgenerated <> '' as made, not attname = any (r.fixed)
                  and attname not in ('id', 'office', 'with_office', 'version', 'created_at', 'created_by', 'changed_at', 'changed_by', 'voided_at', 'voided_by', 'void_why') as fact
             from pg_attribute where attrelid = r.oid and attnum > 0 and not attisdropped and attgenerated = '' and attidentity <> 'a'
              and (r.class not in ('open', 'hidden') or attnum = 1) loop
    perform pg_temp.add(w.login, r.relation, 'insert ' || c.attname,
      case when may and (c.fact or c.attname = 'office' or c.attname = 'id' and r.class = 'private') then '00000 0' else '42501 .*' end,
      format('insert into %s (%I) select null where false', r.relation, c.attname));
    perform pg_temp.add(w.login, r.relation, 'update ' || c.attname, case when may and c.fact then '00000 0' else '42501 .*' end,
      format('update %s set %I = null where false', r.relation, c.attname));
  end loop;
  if r.born is null or r.class = 'case' and w.login <> 't_village' then return; end if;    -- who registers cases where is tests/sql/flow_walk.sql's
  perform pg_temp.add(w.login, r.relation, 'a new row', case when not may then '42501 .*' when w.good then '00000 1' else '(42501|LB001) .*' end, pg_temp.birth(r, w, w.office));
  if r.class = 'own' then
    if w.good then
      perform pg_temp.add(w.login, r.relation, 'a new row says truly of which office', '00000 1',
        format('with i as (%s returning office) select from i where office = %s', pg_temp.birth(r, w, 430302001002), w.office));
    end if;
    return;
  end if;
  foreach o in array array[430102001001, 430102001002, 430102001003, 430102001000, 430102000000, 430302001001] loop
    if o <> w.office then
      perform pg_temp.add(w.login, r.relation, 'a new row in ' || o,
        case when not may then '42501 .*'
             when exists (select from writes x where x.login = w.login and x.office = o) then '00000 1'
             else '(42501|LB001) .*' end,
        case when r.class = 'private' then pg_temp.birth(r, w, o, 'id', (select p.id::text from service.person p where p.office = o and p.situation = '丙'))
             else pg_temp.birth(r, w, o) end);
    end if;
  end loop;
end $$;

-- Each key to a table of offices' rows: a hidden row, one that does not exist, and a visible one.
create function pg_temp.checks_of_references(r rel, w who) returns void language plpgsql as $$
declare
  f record;
  hidden bigint;
begin
  for f in
    select a.attname::text as col, t.relation as target, t.shown, pg_temp.has(t.oid, 'with_office') as party
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      join rel t on t.oid = c.confrelid and t.class in ('register', 'ledger', 'case')
     where c.conrelid = r.oid and c.contype = 'f' and not a.attname = any (r.fixed)
  loop
    execute format('select max(t.id) from %s t where not exists (select from sees s where s.login = %L and (s.office = t.office%s))%s', f.target, w.login,
                   case when f.party then ' or s.office = t.with_office' else '' end, case when r.class = 'private' then ' and t.situation = ''丙''' else '' end
                   || case when f.shown is null then '' else format(' and not exists (select from named x where x.login = %L and x.relation = %L and x.row_id = t.id)', w.login, f.target) end) into hidden;
    if hidden is not null then
      perform pg_temp.refused(w.login, r.relation, format('%s names a hidden row', f.col), 'visible_reference', pg_temp.birth(r, w, w.office, f.col, hidden::text));
      if r.class = 'register' and pg_temp.n_of(r, w, 'writes') > 0 then
        perform pg_temp.add(w.login, r.relation, format('%s changed to a hidden row', f.col), 'LB001 .*',
          format('update %s set %I = %s where office = %s', r.relation, f.col, hidden, w.office));
      end if;
    end if;
    perform pg_temp.add(w.login, r.relation, format('%s names no row', f.col), 'LB001 .*', pg_temp.birth(r, w, w.office, f.col, '999999999'));
  end loop;
end $$;

-- What the triggers of sec.protect() do, seen by the superuser whom no policy stops.
create function pg_temp.checks_of_triggers(r rel) returns void language plpgsql as $$
declare
  w who := (select x from who x where x.login = 't_village');
  col name;
begin
  if r.touch is null or r.class = 'open' then return; end if;
  for col in select a.attname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
               join rel t on t.oid = c.confrelid and t.class in ('register', 'ledger', 'case')
              where c.conrelid = r.oid and c.contype = 'f' and not a.attname = any (r.fixed) loop
    perform pg_temp.add('', r.relation, col || ' is looked at before the key is', 'LB001 .*', format('update %s set %I = 999999999', r.relation, col));
  end loop;
  if pg_temp.has(r.oid, 'version') then
    perform pg_temp.add('', r.relation, 'a change is stamped', '00000 [1-9][0-9]*',
      format('with u as (update %s t set %s, changed_by = ''x'' returning version, changed_by) select from u where version > 1 and changed_by = session_user', r.relation, r.touch));
  end if;
  if r.class <> 'own' and r.relation <> 'service.person_key' then      -- keys are made from the name, and that is on record
    perform pg_temp.add('', r.relation, 'a change is on record', '00000 [1-9][0-9]*',
      format('update %s set %s \; select from audit.log where txid::text = pg_current_xact_id()::text and relation = %L and old <> new', r.relation, r.touch, r.relation));
  end if;
  if r.class in ('register', 'case', 'private') then
    -- One row: two that come to one office may break a rule of their own.
    perform pg_temp.add('', r.relation, 'a row stays in its office', 'LB001 .*',
      format('update %1$s set office = 430000000000 where ctid = (select min(ctid) from %1$s where office <> 430000000000)', r.relation));
  end if;
  if r.class = 'private' then
    perform pg_temp.add('', r.relation, 'the office is that of the row it goes with', '00000 1',
      format('with i as (%s returning office) select from i where office = %s', pg_temp.birth(r, w, 430302001002), w.office));
  end if;
  if r.born ? 'person' and r.class = 'register' and pg_temp.has(r.oid, 'with_office') then
    perform pg_temp.add('', r.relation, 'the second party is set', '00000 1',
      format('with i as (%s returning with_office) select from i where with_office = %s', pg_temp.birth(r, w, 430302001002), w.office));
  end if;
end $$;

do $$
declare
  r rel; w who;
begin
  for r in select * from rel where class is not null order by relation loop
    for w in select * from who order by login loop
      perform pg_temp.checks_of_reading(r, w);
      perform pg_temp.checks_of_writing(r, w);
      if r.born is not null and w.good and w.jobs && r.jobs and (r.class <> 'case' or w.login = 't_village') then
        perform pg_temp.checks_of_references(r, w);
      end if;
    end loop;
    perform pg_temp.checks_of_triggers(r);
  end loop;
end
$$;
\ir forging.sql
\ir forging_files.sql
select pg_temp.add(login, '', what, want, stmt) from forge;
\ir forging_guards.sql
\ir catalogue.sql
\o
\pset format unaligned
\pset fieldsep '\t'
\pset tuples_only on
\pset footer off
select id, coalesce(nullif(login, ''), 'superuser'), relation, what, want, stmt from checks order by id;
