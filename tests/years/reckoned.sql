-- SPDX-License-Identifier: Apache-2.0
-- What is owed, reckoned by hand from what happened and from the standard (6.7.7, 6.1.2), with none of the columns, functions and figures
-- that the system keeps: pairings, visits, moves proposed and the steps taken in them as entered, holidays as published, and the days the timer ran.

-- The last day of the period that holds d.
create function years.period_ends(tier int, d date) returns date language sql as $$
  select case tier when 4 then d + 7 - extract(isodow from d)::int
                   when 3 then (date_trunc('month', d) + interval '1 month - 1 day')::date
                   when 2 then (date_trunc('month', d) + case when extract(month from d)::int % 2 = 1 then interval '2 months - 1 day' else interval '1 month - 1 day' end)::date
                   else (date_trunc('quarter', d) + interval '3 months - 1 day')::date end $$;
create function years.period_starts(tier int, d date) returns boolean language sql as $$ select years.period_ends(tier, d - 1) < d $$;

-- Rest by the law itself, where no notice has come for the year (全国年节及纪念日放假办法, 2025).
create function years.lawful(d date) returns boolean language sql as $$
  select extract(year from d) > (select extract(year from max(h.day)) from ref.holiday h)
     and (to_char(d, 'MMDD') in ('0101', '0501', '0502', '1001', '1002', '1003')
          or exists (select from ref.festival f where f.festival = 'spring' and d between f.day - 1 and f.day + 2)
          or exists (select from ref.festival f where f.festival in ('qingming', 'dragon_boat', 'mid_autumn') and f.day = d)) $$;

-- The k-th working day after d, counted one by one.
create function years.workday(d date, k int) returns date language plpgsql as $$
begin
  while k > 0 loop
    d := d + 1;
    if coalesce((select h.kind = 'work' from ref.holiday h where h.day = d), extract(isodow from d) < 6 and not years.lawful(d)) then k := k - 1; end if;
  end loop;
  return d;
end $$;

-- Who has read what was told after which step, and when the timer ran (life.sql).
create table years.read (subject bigint, office bigint, seq int, primary key (subject, office, seq));
create table years.ticked (day date primary key);

-- Where moves stand by the last step taken, and whose turn it is: the other's, the proposer's, or of the office above both.
create function years.moves() returns table (id bigint, office bigint, other bigint, action text, seq int, on_day date, turn bigint) language sql as $$
  select v.id, v.office, v.other_office, s.action, s.seq, s.on_day,
         case s.action when 'begin' then v.other_office when 'refuse' then v.office
                       when 'appeal' then case when v.office / 1000 = v.other_office / 1000 then v.office / 1000 * 1000 else 430102000000 end end
    from service.move v join lateral (select x.* from work.step x where x.matter = v.id order by x.seq desc limit 1) s on true
   where exists (select from service.person p where p.id = v.person and p.voided_at is null) $$;

-- The office above n tiers.
create function years.above(o bigint, n int) returns bigint language sql as $$
  select case n when 0 then o else years.above((select x.parent from org.office x where x.id = o), n - 1) end $$;

-- Has anybody of the office that owes it been there for it since; and is the person dead.
create function years.visited(of_person bigint, by_office bigint, occasions text[], since date) returns boolean language sql as $$
  select exists (select from service.visit v where v.person = of_person and v.office = by_office and v.voided_at is null and v.visited_on >= since and v.occasion = any (occasions)) $$;
create function years.dead(of_person bigint) returns boolean language sql as $$
  select exists (select from service.event e where e.person = of_person and e.kind = '7' and e.voided_at is null) $$;

-- Every duty of every office; those that come by the calendar stand as the timer left them, so the others may be asked for alone.
create function years.owed(whole boolean) returns table (office bigint, due_on date, subject bigint, what text) language sql as $$
  select g.office, case when c.last_on is not null then years.period_ends(o.tier, years.period_ends(o.tier, c.last_on) + 1)
                        when years.period_starts(o.tier, g.started_on) then years.period_ends(o.tier, g.started_on)
                        else years.period_ends(o.tier, years.period_ends(o.tier, g.started_on) + 1) end, g.id, 'pairing'
    from service.pairing g join org.office o on o.id = g.office
   cross join lateral (select max(v.visited_on) as last_on from service.visit v
                        where v.office = g.office and v.person = g.person and v.voided_at is null and v.visited_on >= g.started_on
                          and (v.mode in ('1', '3', '4', '6') or v.mode = '2' and o.tier = 4)) c
   where g.ended_on is null and g.voided_at is null and not years.dead(g.person)
  union all
  select m.turn, years.workday(m.on_day, 10), m.id, 'move' from years.moves() m where m.turn is not null
  union all
  -- the answer, for who proposed; of a ruling for the other too
  select o, years.workday(m.on_day, 3), m.id, 'answer'
    from years.moves() m cross join lateral unnest(case when m.action in ('accept', 'refuse', 'lapse') then array[m.office] when m.action in ('rule_move', 'rule_stay') then array[m.office, m.other] end) o
   where not exists (select from years.read r where r.subject = m.id and r.office = o and r.seq = m.seq)
  union all
  -- late: the office above from the first day the timer ran, one more above every ten days
  select years.above(m.turn, l.level), years.workday(min(t.day), 3), m.id, 'urge'
    from years.moves() m join org.office h on h.id = m.turn cross join lateral (select years.workday(m.on_day, 10) as due) d
    join years.ticked t on t.day > d.due cross join lateral (select least((t.day - d.due - 1) / 10 + 1, h.tier::int) as level) x
    join lateral (select least((max(y.day) - d.due - 1) / 10 + 1, h.tier::int) as level from years.ticked y where y.day > d.due) l on l.level = x.level
   where h.tier > 0 group by m.id, m.turn, l.level
  union all                                                          -- six kinds of event within seven days, condolence within three, the county for an award within fifteen
  select p.office, e.happened_on + case e.kind when '7' then 3 else 7 end, e.id, 'event' from service.event e join service.person p on p.id = e.person and p.voided_at is null
   where e.voided_at is null and e.kind in ('1', '2', '3', '5', '6', '7') and (e.kind = '7' or not years.dead(e.person))
     and not years.visited(e.person, p.office, array[case e.kind when '7' then '10' else e.kind end], e.happened_on)
  union all
  select p.office / 1000000 * 1000000, e.happened_on + 15, e.id, 'award' from service.event e join service.person p on p.id = e.person and p.voided_at is null
   where e.voided_at is null and e.kind = '2' and not years.dead(e.person) and not years.visited(e.person, p.office / 1000000 * 1000000, '{2}', e.happened_on)
  union all                                                          -- this half year, quarter, month
  select o.id, x.last, o.id, 'meeting' from org.office o
   cross join lateral (select (date_trunc('month', ref.today()) + case o.tier when 3 then interval '1 month' when 2 then make_interval(months => 3 - (extract(month from ref.today())::int - 1) % 3)
                                 else make_interval(months => 6 - (extract(month from ref.today())::int - 1) % 6) end - interval '1 day')::date as last) x
   where whole and o.established and o.tier between 1 and 3
     and not exists (select from work.meeting m where m.office = o.id and m.kind = o.tier::text and m.voided_at is null and m.minutes is not null and m.held_on <= x.last
                        and m.held_on > (date_trunc('month', x.last) - case o.tier when 3 then interval '0' when 2 then interval '2 months' else interval '5 months' end)::date - 1) $$;

-- Where the system and the reckoning differ, today; nothing when they agree. Each office looks by its own sign-on.
create function years.differs(whole boolean) returns setof text language plpgsql as $$
declare
  d date := ref.today();
  a record; want text; got text;
  week date := d + 7 - extract(isodow from d)::int;
begin
  create temp table owed on commit drop as select * from years.owed(whole);
  for a in select x.*, o.tier, o.hi from years.actor x join org.office o on o.id = x.office order by x.office loop
    if whole then
      select concat_ws('|', count(*) filter (where due_on < d), count(*) filter (where due_on = d), count(*) filter (where due_on > d and due_on <= week)) into want from owed where office = a.office;
      got := years.does(a.login, 'select concat_ws(''|'', overdue, today, week) from app.todo_counts()');
      if got is distinct from want then return next format('%s %s: own %s, not %s', d, a.login, got, want); end if;
    end if;
    select string_agg(due_on || ' ' || subject, ', ' order by due_on, subject) into want from owed where office = a.office and due_on <= week;
    got := years.does(a.login, format('select string_agg(due_on || '' '' || subject, '', '' order by due_on, subject) from app.todo(%L, 1000) where due_on <= %1$L and (%L or rule not between 30 and 32)', week, whole));
    if got is distinct from want then
      return next format('%s %s: list %s, not %s (kept: %s)', d, a.login, got, want,
        (select string_agg(to_jsonb(k)::text || coalesce((select to_jsonb(e)::text from service.event e where e.id = k.subject and k.rule between 40 and 46), ''), ' ') from work.duty k where k.office = a.office and k.open_due <= week and not exists (select from owed o where o.office = k.office and o.subject = k.subject and o.due_on = k.open_due)));
    end if;
    if whole and a.tier < 4 then
      select concat_ws('|', count(*) filter (where due_on < d), count(*) filter (where due_on = d), count(*) filter (where due_on > d and due_on <= week)) into want
        from owed where office >= a.office and office < a.hi;
      got := years.does(a.login, 'select concat_ws(''|'', coalesce(sum(overdue), 0), coalesce(sum(today), 0), coalesce(sum(week), 0)) from api.duty_counts()');
      if got is distinct from want then return next format('%s %s: below %s, not %s', d, a.login, got, want); end if;
    end if;
  end loop;
  drop table owed;
end $$;
