-- SPDX-License-Identifier: Apache-2.0
-- What happens to a person opens what is owed to him (6.6.3): an event, a festival, an age. Which opens what says work.opening; how long,
-- work.rule; what answers, work.answering. An event's duty has the event as its subject, so that two awards of a day are two duties.

-- Who does the work of an office: itself, or who serves it while it does not stand (4.1.2).
create or replace function org.acting(office bigint) returns bigint
language sql stable set search_path = pg_catalog, pg_temp
as $$ select case when o.established then o.id else coalesce(o.served_by, o.id) end from org.office o where o.id = acting.office $$;

-- The office that owes it: the one that holds the file, or the township or county it lies in; a file held above that owes it there.
create or replace function org.of_relation(office bigint, relation text) returns bigint
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select org.acting(coalesce((select a.id from org.office a where of_relation.office >= a.id and of_relation.office < a.hi and a.tier = case relation when 'township' then 3 when 'county' then 2 end),
                             of_relation.office))
$$;

-- The last day: days or months from a day on, or working days.
create or replace function work.until(d date, length int, unit text) returns date
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case unit when 'month' then (d + make_interval(months => length))::date
                   when 'workday' then coalesce(ref.add_workdays(d, length), d + length * 7 / 5 + 2) else d + length end
$$;

-- A length an office has set for itself, when it is one.
create or replace function work.length_of(r work.rule, office bigint) returns int
language sql stable set search_path = pg_catalog, pg_temp
as $$ select coalesce((select s.v::int from ref.setting_of(r.setting, office, null) s(v) where s.v ~ '^[1-9][0-9]{0,2}$'), r.length) $$;

------------------------------------------------------------------------------ events
-- What an event asks for, as it stands.
create or replace function work.event_duties(e service.event) returns table (rule smallint, office bigint, due_on date)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select r.rule, w.office, work.until(e.happened_on, work.length_of(r, w.office), r.unit)
    from work.opening x join work.rule r on r.rule = x.rule join service.person p on p.id = e.person
   cross join lateral (select org.of_relation(p.office, x.relation)) w(office)
   where x.by_what = 'event' and x.code = e.kind and e.voided_at is null and p.voided_at is null and (x.categories is null or p.category = any (x.categories))
     and (e.kind = '7' or not exists (select from service.event y where y.person = e.person and y.kind = '7' and y.voided_at is null))
$$;

-- What stands in the line of who owes it.
create or replace function work.event_note(e service.event) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$ select concat_ws(' ', to_char(e.happened_on, 'YYYY-MM-DD'), left(e.what, 40)) $$;

-- Owed from now on, if it is not yet; visits that were there count.
create or replace function work.owe(e service.event) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  insert into work.duty (rule, office, subject, person, from_on, due_on, note)
    select x.rule, x.office, e.id, e.person, e.happened_on, x.due_on, work.event_note(e) from work.event_duties(e) x
  on conflict (rule, subject, from_on) where not shared do update set office = excluded.office, person = excluded.person, due_on = excluded.due_on, note = excluded.note, outcome = null, closed_on = null, have = 0
    where work.duty.outcome = 'v';
  perform work.recount(x.rule, e.person) from (select x.rule from work.opening x where x.by_what = 'event' and x.code = e.kind order by x.rule) x;
end $$;

-- Opened, and changed with the event: what it no longer asks for is void, what it asks for now is owed, and visits that were there count.
create or replace function work.event_opens() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if sec.merging() then return null; end if;
  if tg_op = 'UPDATE' and (old.kind, old.person, old.happened_on, old.voided_at) is not distinct from (new.kind, new.person, new.happened_on, new.voided_at) then
    update work.duty d set note = work.event_note(new) where d.subject = new.id and d.rule in (select x.rule from work.opening x where x.by_what = 'event') and d.note is distinct from work.event_note(new);
    return null;
  end if;
  perform from service.person p where p.id = new.person for no key update;      -- a visit of the same moment waits (work.visit_answers)
  if tg_op = 'UPDATE' then
    -- record goes too: what a death had closed must not come back with its end (work.did_not_die)
    update work.duty d set outcome = 'v', closed_on = ref.today(), record = null
     where d.subject = new.id and d.rule in (select x.rule from work.opening x where x.by_what = 'event') and (d.outcome is distinct from 'v' or d.record is not null)
       and (d.person <> new.person or d.from_on <> new.happened_on or d.rule not in (select x.rule from work.event_duties(new) x));
    if old.kind = '7' and (new.kind <> '7' or new.voided_at is not null or new.person <> old.person) then
      perform work.did_not_die(old);
    end if;
  end if;
  if new.kind = '7' and new.voided_at is null then
    perform work.died(new);
  end if;
  perform work.owe(new);
  return null;
end $$;
create or replace trigger e_days before insert or update on service.event for each row execute function sec.days_past('happened_on');
create or replace trigger x_opens after insert or update on service.event for each row execute function work.event_opens();

-- Nothing is owed any more from the day on: pairings end, what was due later is void, what was overdue stays missed. The file says it too.
create or replace function work.died(e service.event) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  update service.person p set condition = '4' where p.id = e.person and p.condition <> '4';
  update service.pairing g set ended_on = greatest(e.happened_on, g.started_on), end_why = '去世'
   where g.person = e.person and g.voided_at is null and (g.ended_on is null or g.end_why = '去世' and g.ended_on <> greatest(e.happened_on, g.started_on));
  update work.duty d set outcome = case when d.due_on >= e.happened_on then 'v' else 'm' end, closed_on = ref.today(), record = e.id
    from work.rule r where r.rule = d.rule and r.kind in ('event', 'festival', 'age') and d.person = e.person and d.closed_on is null
     and not (d.subject = e.id and d.rule in (select x.rule from work.opening x where x.by_what = 'event' and x.code = '7'));
end $$;

-- It was a mistake: all that as it was before.
create or replace function work.did_not_die(e service.event) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  update service.person p set condition = '1' where p.id = e.person and p.condition = '4';
  update service.pairing g set ended_on = null, end_why = null
   where g.person = e.person and g.voided_at is null and g.end_why = '去世'
     and not exists (select from service.pairing x where x.office = g.office and x.person = g.person and x.ended_on is null and x.voided_at is null);
  update work.duty d set outcome = null, closed_on = null, record = null
    from work.rule r where r.rule = d.rule and r.kind in ('event', 'festival', 'age') and d.person = e.person and d.outcome in ('v', 'm') and d.record = e.id;
  perform work.owe(x) from service.event x where x.person = e.person and x.kind <> '7' and x.voided_at is null;     -- entered meanwhile
  perform work.recount(x.rule, e.person) from (select distinct d.rule from work.duty d where d.person = e.person and d.open_due is not null order by d.rule) x;
end $$;

-- The file says that somebody has died, or come home: the event it tells of, unless that is on record. Who came home long ago and is only
-- now put on file is no event; of who has just come, the office knows from the day it opened the file.
create or replace function work.person_tells() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if sec.merging() then return null; end if;
  if tg_op = 'UPDATE' and new.condition = '4' and old.condition <> '4' and not exists (select from service.event e where e.person = new.id and e.kind = '7' and e.voided_at is null) then
    insert into service.event (office, person, kind, happened_on) values (new.office, new.id, '7', ref.today());
  elsif tg_op = 'UPDATE' and old.condition = '4' and new.condition <> '4' then
    update service.event e set voided_at = clock_timestamp(), voided_by = session_user, void_why = '人员状态改回' where e.person = new.id and e.kind = '7' and e.voided_at is null;
  end if;
  if tg_op = 'UPDATE' and new.discharged_on is distinct from old.discharged_on and old.discharged_on is not null then
    update service.event e set happened_on = new.discharged_on
     where e.person = new.id and e.kind = '1' and e.voided_at is null and e.happened_on in (old.discharged_on, new.filed_on) and new.discharged_on is not null and new.discharged_on <= ref.today();
    if found then return null; end if;
  end if;
  if new.discharged_on between ref.today() - ref.setting_of('event.return_days', new.office, '90')::int and ref.today()
     and (tg_op = 'INSERT' or new.discharged_on is distinct from old.discharged_on)
     and not exists (select from service.event e where e.person = new.id and e.kind = '1' and e.happened_on >= new.discharged_on and e.voided_at is null) then
    insert into service.event (office, person, kind, happened_on)
      values (new.office, new.id, '1', case when tg_op = 'INSERT' then greatest(new.discharged_on, least(new.filed_on, ref.today())) else new.discharged_on end);
  end if;
  return null;
end $$;
create or replace trigger x_tells_born after insert on service.person for each row when (new.discharged_on is not null) execute function work.person_tells();
create or replace trigger x_tells after update on service.person
  for each row when (old.condition <> new.condition or old.discharged_on is distinct from new.discharged_on) execute function work.person_tells();

-- The file goes to another office, and with it what the one that held it still owes.
create or replace function work.duties_move() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update work.duty d set office = org.of_relation(new.office, x.relation)
    from (select distinct y.rule, y.relation from work.opening y) x where x.rule = d.rule and d.person = new.id and d.closed_on is null and d.office = org.of_relation(old.office, x.relation);
  return null;
end $$;
create or replace trigger x_duties_move after update of office on service.person for each row when (old.office is distinct from new.office) execute function work.duties_move();

-- The occasion a new visit to this person most likely has for the office: what is owed first.
create or replace function service.occasion_due(person bigint) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce((select a.matches ->> 'occasion' from work.duty d join work.answering a on a.rule = d.rule and a.relation = 'service.visit'
                    where d.person = occasion_due.person and d.office = sec.own_office() and d.open_due is not null and a.matches ? 'occasion' order by d.open_due, d.id limit 1), '7')
$$;

------------------------------------------------------------------------------ days that come by themselves
-- Who is visited at festivals: focus persons, and whom the office that holds the file is paired with. (Of millions a few: each is looked up.)
create or replace function work.festive() returns table (person bigint, office bigint)
language plpgsql stable rows 100000 set search_path = pg_catalog, pg_temp set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  return query
    select p.id, p.office from service.person p where p.focus is not null and p.voided_at is null and p.condition <> all ('{3,4,7,8}')
    union
    select p.id, p.office from service.pairing g join service.person p on p.id = g.person and p.office = g.office and p.voided_at is null and p.condition <> all ('{3,4,7,8}')
     where g.with_office is null and g.ended_on is null and g.voided_at is null;
end $$;

-- One that passed while the timer rested is opened all the same, and missed.
create or replace function work.open_festival(r work.rule, feast ref.festival, today date) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare n bigint;
begin
  insert into work.duty (rule, office, subject, person, from_on, due_on, note)
  select r.rule, case when o.established then o.id else coalesce(o.served_by, o.id) end, p.person, p.person, d.from_on, feast.day, feast.name_zh
    from work.festive() p
    join org.office o on o.id = p.office
    left join (select s.office, s.value::int as days from ref.settings_of(r.setting) s where s.value ~ '^[1-9][0-9]{0,2}$') w on w.office = p.office
   cross join lateral (select feast.day - coalesce(w.days, r.length) as from_on) d
   where d.from_on <= today and not exists (select from work.duty x where x.person = p.person and x.rule = r.rule and x.due_on = feast.day)
  on conflict (rule, subject, from_on) where not shared do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

create or replace function work.open_dates(since date, today date) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare n bigint; m bigint;
begin
  select coalesce(sum(work.open_festival(r, f, today)), 0) into n
    from work.opening x join work.rule r on r.rule = x.rule join ref.festival f on f.festival = x.code
   where x.by_what = 'festival' and f.day >= since
     and f.day - greatest(r.length, (select max(s.value::int) from ref.setting s where s.key = r.setting and s.value ~ '^[1-9][0-9]{0,2}$')) <= today;
  -- who reaches an age within this year (only the year is told: the day is private)
  insert into work.duty (rule, office, subject, person, from_on, due_on)
  select r.rule, case when o.established then o.id else coalesce(o.served_by, o.id) end, p.id, p.id, y.first,
         work.until(greatest(y.first, p.filed_on, coalesce((t.rules_from ->> r.rule::text)::date, today)), r.length, r.unit)
    from work.tick_state t cross join work.opening x join work.rule r on r.rule = x.rule
   cross join generate_series(extract(year from since)::int, extract(year from today)::int) g(year)
   cross join lateral (select make_date(g.year, 1, 1) as first) y
    join service.person p on p.birth_year = g.year - x.code::int and p.voided_at is null and p.condition <> all ('{3,4,7,8}') and (x.categories is null or p.category = any (x.categories))
    join org.office o on o.id = p.office
   where x.by_what = 'age' and not exists (select from work.duty d where d.person = p.id and d.rule = r.rule)
  on conflict (rule, subject, from_on) where not shared do nothing;
  get diagnostics m = row_count;
  return n + m;
end $$;

grant execute on function service.occasion_due(bigint) to lb_reader;
