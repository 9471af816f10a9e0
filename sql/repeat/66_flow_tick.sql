-- SPDX-License-Identifier: Apache-2.0
-- What processes do by themselves, at the timer: steps that the end of a clock fires, and the office above told of what is overdue.

-- Steps of the system: the clock has run out and nobody did the other thing. Each case is locked for itself; one in use waits for the next tick.
create or replace function flow.fire() returns int
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  x record; m work.matter; fired int := 0;
  today constant date := ref.today();
begin
  for x in select o.id, t as step from work.matter o
             join flow.step t on t.process = o.process and t.from_state = o.state and t.who = 'system'
             join work.clock k on k.matter = o.id and k.clock = t.clock and k.ended_on is null and (k.due_on < today or k.due_at < ref.now())
            where o.due_on <= today order by o.id loop
    select y.* into m from work.matter y where y.id = x.id and y.state = (x.step).from_state for update skip locked;
    if found then
      perform flow.move_on(m, x.step, jsonb_populate_record(null::work.step, jsonb_build_object('happened_on', today)), null);
      fired := fired + 1;
    end if;
  end loop;
  return fired;
end $$;

-- Overdue: the office above hears of it, and every ten days more the one above that (7.2). It is the superior's to urge; who must act stays.
-- One line a case: it moves up, and goes with the next step. A restricted one is told without its name.
create or replace function flow.urge() returns int
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  today constant date := ref.today();
  urged int;
begin
  with late as (
    select m.id, m.due_on, m.person, m.whom, m.restricted, m.number, m.next_office, least((today - m.due_on - 1) / 10 + 1, o.tier)::smallint as level
      from work.matter m join org.office o on o.id = m.next_office
     where m.due_on < today and m.escalated < least((today - m.due_on - 1) / 10 + 1, o.tier)
  ), told as (
    insert into work.duty as d (office, with_office, rule, person, subject, from_on, due_on, whom, note)
    select u.id, l.next_office, 19, case when not l.restricted then l.person end, l.id, l.due_on, ref.add_workdays(today, 3),
           case when not l.restricted then l.whom end, app.short_office(h.name) || '：' || l.number
      from late l join org.office h on h.id = l.next_office
      cross join lateral (select x.id from flow.line_of(l.next_office) x where x.tier = h.tier - l.level) u
    on conflict (rule, subject, from_on) where not shared do update set office = excluded.office, with_office = excluded.with_office, due_on = excluded.due_on, outcome = null, closed_on = null
    returning d.subject
  ), marked as (
    update work.matter m set escalated = l.level from late l where m.id = l.id returning m.id
  )
  select count(*) into urged from marked;
  return urged;
end $$;

create or replace function flow.tick() returns text
language plpgsql set search_path = pg_catalog, pg_temp
as $$ begin
  perform flow.entrust_head(m) from work.matter m where m.restricted and m.ended_on is null;      -- somebody named may have left
  return format('steps fired %s, urged %s', flow.fire(), flow.urge());
end $$;

-- After a notice of holidays: the last days of all that runs are reckoned anew.
create or replace function flow.reckon_all() returns int
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  x bigint; changed int;
begin
  for x in select distinct c.matter from work.clock c where c.ended_on is null order by 1 loop
    perform flow.reckon(x);
  end loop;
  update work.matter m set due_on = d.due_on, amber_on = d.amber_on, due_at = d.due_at
    from (select c.matter, min(c.due_on) as due_on, min(c.due_on - c.amber) as amber_on, min(c.due_at) as due_at from work.clock c where c.ended_on is null group by 1) d
   where d.matter = m.id and m.ended_on is null and (m.due_on, m.amber_on) is distinct from (d.due_on, d.amber_on);
  get diagnostics changed = row_count;
  return changed;
end $$;
comment on function flow.reckon_all() is '放假安排变了以后，重算所有在走的期限';
