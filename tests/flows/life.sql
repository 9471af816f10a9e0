-- SPDX-License-Identifier: Apache-2.0
-- A day: cases are registered, steps taken as they are offered and, one in seven, as they should not be; people leave and come; the server
-- and the timer fail; each November the holidays of the next year are announced.
-- A life is a function of its seed and its first day: lots are drawn by this one session, among things by their names and not by the order
-- in which they lie in a table, and the clock stands still between one act and the next.
create table flows.log (n bigint generated always as identity, day date, who name, what text, matter bigint, answer text);
create index on flows.log (what);
create procedure flows.note(who name, what text, matter bigint, answer text) language sql as $$
  insert into flows.log (day, who, what, matter, answer) values (ref.today(), who, what, matter, answer);
  update ref.site set clock_offset = clock_offset + interval '5 seconds' $$;
-- What was done up to that day, and the day each step left the case due.
create function flows.digest(until date) returns text language sql as $$
  select md5((select string_agg(concat_ws('|', l.day, l.who, l.what, l.matter, l.answer), E'\n' order by l.n) from flows.log l where l.day <= until)
          || (select string_agg(concat_ws('|', s.matter, s.seq, s.action, s.to_state, s.at, s.happened_on, s.staff, s.job, s.office, s.to_office, s.due_on), E'\n' order by s.matter, s.seq) from work.step s where s.on_day <= until)) $$;
-- What this one thing draws in a throw, from 0 to below 1. (select random()) is one throw for all rows.
create function flows.lot(thing text, throw float8) returns float8 language sql immutable as $$ select (hashtextextended(thing, (throw * 1e15)::bigint) & 9007199254740991) / 9007199254740992::float8 $$;

-- Who is there in this office, or in the one that serves it.
create function flows.somebody(office bigint, job text default null, matter bigint default null) returns flows.actor language sql volatile as $$
  select a from flows.actor a join org.office o on o.id = somebody.office
   where a.here and a.office in (o.id, o.served_by) and (somebody.job is null or somebody.job = any (a.jobs))
     and not exists (select from work.recusal r where r.matter = somebody.matter and r.staff = a.staff) order by flows.lot(a.login, (select random())) limit 1 $$;
create function flows.some_office(tiers smallint[]) returns bigint language sql volatile as $$
  select o.id from org.office o where o.tier = any (tiers) and (o.established or o.served_by is not null)
   order by flows.lot(o.id::text, (select random())) * case when o.id in (select township from flows.home) or o.parent in (select township from flows.home) then .3 else 1 end limit 1 $$;

-- A value for a column of a register, by what its catalogue says of it.
create function flows.value(relation text, c record, login name, matter work.matter) returns text language plpgsql as $$
begin
  if c.ref = 'service.visit' then                -- who verifies has been there
    return flows.does(login, format($q$ select id::text from app.save('{"relation": "service.visit", "new": {"person": "%s", "visited_on": "%s", "mode": "1", "occasion": "7", "staff": "%s", "office": "%s"}}') $q$,
                                    matter.person, ref.today(), (select staff from flows.actor a where a.login = value.login), (select office from flows.actor a where a.login = value.login)));
  elsif c.type = 'code' then
    execute format('select code from %s where valid order by flows.lot(code, $1) * case code when ''2'' then 3 else 1 end limit 1', c.ref) into c.default_value using random();
    return c.default_value;
  elsif c.type = 'ref' then
    return flows.does(login, format('select id::text from %s order by flows.lot(id::text, %s) limit 1', c.ref, random()));
  end if;
  return case c.type when 'date' then ref.today()::text when 'int' then '1' when 'money' then '100' when 'bool' then 'true' else '写明' || (random() * 1000)::int end;
end $$;
create function flows.facts(login name, relation text, wanted text[], matter work.matter) returns jsonb language plpgsql as $$
declare
  c record;
  facts jsonb := '{}';
begin
  for c in select * from app.catalog(relation) x where case when wanted is null then x.required and x.default_value is null and not x.owned and x.column_name <> 'id' else x.column_name = any (wanted) end order by x.column_name loop
    facts := facts || jsonb_build_object(c.column_name, flows.value(relation, c, login, matter));
  end loop;
  return facts;
end $$;

-- Somebody registers one.
create procedure flows.opens(p flow.process) language plpgsql as $$
declare
  office constant bigint := flows.some_office(p.tiers);
  s flow.state := (select x from flow.state x where x.process = p.process and x.kind = 'start');
  a flows.actor := flows.somebody(office, flow.job_at(flow.tier_of(office), s.job));
  facts jsonb;
  day constant date := ref.today() - (random() * 4)::int;
  said text;
begin
  if a.login is null then return; end if;
  facts := flows.facts(a.login, p.relation, null, null) || jsonb_build_object('office', office);
  if p.begins_on is not null then facts := facts || jsonb_build_object(p.begins_on, day); end if;
  if p.process = 'petition' then
    facts := facts || jsonb_build_object('purpose', case when random() < .1 then '2' else '3' end);
  end if;
  said := flows.does(a.login, format('select id::text from app.save(%L)', jsonb_build_object('relation', p.relation, 'sure', true, 'new', facts)));
  call flows.note(a.login, 'open ' || p.process, case when said ~ '^[0-9]+$' then said::bigint end, said);
end $$;

-- What is given with a step: all that is asked, and now and then what may be.
create function flows.given(m work.matter, action text, kind text, wanted text[]) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
  f text;
  x jsonb := '{}';
  z flow.state := (select s from flow.state s join flow.step t on t.process = m.process and t.from_state = m.state and t.action = given.action and s.process = t.process and s.state = t.to_state);
  to_office bigint;
  receiver bigint;
begin
  if 'to_office' = any (wanted) then
    to_office := (select o.id from org.office o where (o.established or o.served_by is not null) and o.id <> m.next_office
                     and case given.kind when 'down' then exists (select from flow.line_of(o.id) l where l.id = m.next_office) when 'refer' then o.tier = flow.tier_of(m.next_office) else true end order by flows.lot(o.id::text, (select random())) limit 1);
    x := x || jsonb_build_object('to_office', to_office);
  end if;
  receiver := case when given.kind in ('assign', 'extend') then m.next_office when given.kind = 'up' then flow.parent_of(m.next_office) else coalesce(to_office, flow.actor(z, m.office, m.next_office, null, m.next_office)) end;
  foreach f in array wanted loop
    x := x || case f when 'to_staff' then jsonb_build_object(f, (flows.somebody(receiver, case when given.kind = 'assign' then m.next_job else flow.job_at(flow.tier_of(receiver), z.job) end, m.id)).staff)
                     when 'happened_on' then jsonb_build_object(f, greatest(ref.today() - (random() * 3)::int, (select s.happened_on from work.step s where s.matter = m.id and s.seq = m.seq)))
                     when 'body' then jsonb_build_object(f, '区民政局') when 'document' then jsonb_build_object(f, '某字' || (random() * 99)::int || '号') when 'opinion' then jsonb_build_object(f, '同意，按规定办')
                     when 'ground' then jsonb_build_object(f, '依据有关规定第三条') else '{}' end;
  end loop;
  return x;
end $$;

-- One of the steps offered to somebody who has the case, or whose it may be.
create procedure flows.works_on(m work.matter) language plpgsql as $$
declare
  a flows.actor;
  o record;
  said text;
  x jsonb; filled jsonb;
  p flow.process := (select y from flow.process y where y.process = m.process);
begin
  a := case when random() < .75 then flows.somebody(m.next_office, m.next_job) when random() < .5 then flows.somebody(m.next_office, 'head') when random() < .5 then flows.somebody(coalesce(m.sender, m.office))
            else flows.somebody(m.office) end;
  if random() < .1 then a := flows.somebody((select l.id from flow.line_of(m.next_office) l order by flows.lot(l.id::text, (select random())) limit 1), 'head'); end if;
  if m.next_staff is not null and random() < .7 then a := coalesce((select y from flows.actor y where y.staff = m.next_staff and y.here), a); end if;
  if a.login is null then return; end if;
  if random() < .3 then call flows.note(a.login, 'look', m.id, flows.does(a.login, format('select api.open_matter(%s)::text', m.id))); end if;
  -- people withdraw, are recused and cancel seldom; a state is stayed in, for others to come by
  select s.* into o from jsonb_to_recordset(coalesce(flows.does(a.login, format('select json_agg(s)::text from api.steps_now(%s) s', m.id)), '[]')::jsonb) s(action text, kind text, asks text[], may text[], late_en text)
   order by flows.lot(s.action, (select random())) * case when s.action in ('withdraw', 'cancel', 'merge', 'route', 'refuse') then 8 when s.kind in ('recuse') then 40 when s.kind in ('assign', 'takeback') then 3 else 1 end limit 1;
  if o.action is null then return; end if;
  if o.late_en is not null then                  -- what the data lack is filled in by who may
    filled := flows.facts(a.login, p.relation, (select t.needs from flow.step t where t.process = m.process and t.from_state = m.state and t.action = o.action), m);
    if jsonb_path_exists(filled, '$.* ? (@ == null)') then return; end if;               -- there is nothing he could name
    said := flows.does(a.login, format('select answer from app.save(%L)', jsonb_build_object('relation', p.relation, 'id', m.id, 'old', '{}'::jsonb, 'new', filled,
      'version', (select flows.version_of(p.relation, m.id)))));
    if said !~ '^(saved|merged)$' then call flows.note(a.login, 'facts', m.id, said); return; end if;
  end if;
  x := flows.given(m, o.action, o.kind, o.asks || case when random() < .3 then o.may else '{}' end);
  if 'to_staff' = any (o.asks) and x ->> 'to_staff' is null then return; end if;         -- all who might be named have withdrawn
  said := flows.does(a.login, format('select answer from api.take_step(%L)', jsonb_build_object('relation', 'work.step', 'new', jsonb_build_object('matter', m.id, 'seq', m.seq, 'action', o.action) || x)));
  call flows.note(a.login, 'step ' || m.process || '.' || m.state || '.' || o.action, m.id, said);
end $$;
create function flows.version_of(relation text, id bigint) returns int language plpgsql as $$
declare v int; begin execute format('select version from %s where id = $1', relation) into v using id; return v; end $$;

-- One that should not be: another office's or job's, of another state, on what was seen before, without what is asked, to a wrong office.
create procedure flows.errs_on(m work.matter) language plpgsql as $$
declare
  throw constant float8 := random();
  t flow.step := (select x from flow.step x where x.process = m.process and (x.from_state = m.state or flows.lot(x.action || ' ' || x.from_state, throw) < .1) order by flows.lot(x.from_state || ' ' || x.action, throw) limit 1);
  a flows.actor := case when random() < .5 then flows.somebody(m.next_office) when random() < .5 then flows.somebody(m.office) else flows.somebody(flows.some_office('{0,1,2,3,4}')) end;
  x jsonb;
begin
  if a.login is null or t.action is null then return; end if;
  x := flows.given(m, t.action, t.kind, flow.asked(t, m.restricted));
  if random() < .4 then x := x - (array['ground', 'opinion', 'to_office', 'happened_on', 'document'])[1 + (random() * 4)::int]; end if;
  if random() < .2 then x := x || jsonb_build_object('to_office', flows.some_office('{0,1,2,3,4}')); end if;
  if random() < .1 then x := x || jsonb_build_object('happened_on', ref.today() + 1); end if;
  if random() < .1 then x := x || jsonb_build_object('to_staff', (select y.staff from flows.actor y order by flows.lot(y.login, throw) limit 1)); end if;
  call flows.note(a.login, 'err ' || m.process || '.' || m.state || '.' || t.action, m.id, flows.does(a.login, format('select answer from api.take_step(%L)', jsonb_build_object('relation', 'work.step', 'new',
    jsonb_build_object('matter', m.id, 'seq', m.seq - case when random() < .2 then 1 else 0 end, 'action', t.action) || x))));
end $$;

-- Somebody leaves; the head has given what was in his name to others, as far as he may; another comes in his place.
create procedure flows.leaves() language plpgsql as $$
declare
  a flows.actor := (select x from flows.actor x join org.staff s on s.id = x.staff where x.here and x.jobs <> '{head}' and s.started_on < ref.today() order by flows.lot(x.login, (select random())) limit 1);
begin
  if (select last_value from flows.nth) >= (select count(*) from pg_roles where rolname ~ '^y[0-9]+$') then return; end if;
  perform dblink_disconnect(a.login);
  update org.staff set ended_on = ref.today() - 1 where id = a.staff;
  update sec.account set active = false where login = a.login;
  update flows.actor x set here = false where x.login = a.login;
  perform flows.hire(a.office, a.jobs);
  call flows.note(a.login, 'leaves', null, 'gone');
end $$;

-- The notice of the State Council's office, in November for the year to come: as many days as in truth, and days that make up for them.
create procedure flows.notice(y int) language plpgsql as $$
declare
  spring constant date := ('{"2027": "2027-02-06", "2028": "2028-01-26", "2029": "2029-02-13", "2030": "2030-02-03", "2031": "2031-01-23", "2032": "2032-02-11", "2033": "2033-01-31", "2034": "2034-02-19",
                            "2035": "2035-02-08", "2036": "2036-01-28", "2037": "2037-02-15", "2038": "2038-02-04"}'::jsonb ->> y::text)::date;
begin
  insert into ref.holiday (day, kind, name_zh, name_en)
    select d, k, '放假', 'holiday' from (
      select d::date as d, 'rest' as k from generate_series(spring - 1, spring + 6, interval '1 day') d union select make_date(y, 1, 1), 'rest' union select d::date, 'rest' from generate_series(make_date(y, 10, 1), make_date(y, 10, 7), interval '1 day') d
      union select make_date(y, 5, n), 'rest' from generate_series(1, 5) n
      union select make_date(y, 10, 8) + (6 - extract(isodow from make_date(y, 10, 8))::int + 7) % 7, 'work' union select spring - 1 - (extract(isodow from spring - 1)::int), 'work') x
   order by d, k on conflict do nothing;
  perform flow.reckon_all();
  call flows.note(null, 'notice', null, y::text);
end $$;

-- Days, one after another.
create procedure flows.live(seed float8, from_on date, days int) language plpgsql as $$
declare
  throw float8;
  day date;
  down int := 0; idle int := 0;
  noticed int := extract(year from from_on) + 1;      -- this year's notice is out
  m work.matter;
  p flow.process;
begin
  perform flows.sit_down();
  perform setseed(seed);
  call flows.notice(2027);
  for i in 1..days loop
    day := from_on + i;
    call flows.noon(day); commit;
    if down > 0 then down := down - 1; continue; end if;
    if random() < .004 or i % 173 = 100 then
      down := 3 + (random() * 7)::int;
      call flows.note(null, 'server down', null, down::text); commit;
      continue;
    end if;
    perform setval('sec.tally_' || n, 1) from generate_series(0, 255) n;       -- limits of questions go by real hours
    if extract(year from day) >= noticed and to_char(day, 'MM-DD') >= '11-20' then
      noticed := extract(year from day) + 1;
      call flows.notice(noticed); commit;
    end if;
    if random() < .02 then call flows.leaves(); commit; perform flows.sit_down(); end if;
    if idle > 0 then idle := idle - 1;
    elsif random() < .006 or i % 211 = 60 then
      idle := 1 + (random() * 9)::int;
      call flows.note(null, 'timer down', null, idle::text);
    end if;
    if idle = 0 then
      perform work.tick(); commit;
      if random() < .3 then perform work.tick(); commit; end if;
    end if;
    for p in select * from flow.process where target is null order by process loop   -- what goes to whom the register names is lived in tests/years
      if random() < .22 then call flows.opens(p); commit; end if;
    end loop;
    throw := random();
    for m in select * from work.matter x where x.ended_on is null and flows.lot(x.id::text, throw) < case when x.id % 7 = 0 then .02 else .2 end order by x.id loop
      if random() < .15 then call flows.errs_on(m); else call flows.works_on(m); end if;
      commit;
    end loop;
    if i % 90 = 0 or i = days then
      insert into flows.broken select ref.today(), b.* from flows.breaks(idle = 0) b; commit;
    end if;
  end loop;
end $$;
