-- SPDX-License-Identifier: Apache-2.0
-- The clocks of the engine against the date cases (tests/dates) and, for 3,000 clocks drawn by lot, against the counter of clock.inc that
-- walks one day at a time. How the functions are put together for a stop is whoever keeps the clock's: see pg_temp.last_day.
begin;
\ir clock.inc
select no_plan();

-- The last day as the engine comes to it: time not counted is added up stop by stop; a stop that begins after the last day, as it
-- stands then, gives nothing back; and the clock does not run out before the stop ends. LB001 when the calendar does not reach.
create function pg_temp.last_day(unit text, length int, began date, stops text, rolls boolean, fixed_on text) returns text language plpgsql as $$
declare
  held int := 0;
  due date;
  stop daterange;
begin
  due := ref.due_on(unit, length, began, rolls, 0, fixed_on);
  for stop in select r from unnest(pg_temp.out_of(stops)) r where upper(r) - 1 > began order by r loop
    exit when lower(stop) - 1 > due;
    held := held + ref.held(unit, greatest(lower(stop) - 1, began), upper(stop) - 1);
    due := greatest(ref.due_on(unit, length, began, rolls, held, fixed_on), case when rolls then ref.rolled(upper(stop) - 1) else upper(stop) - 1 end);
  end loop;
  return due;
exception when sqlstate 'LB001' then return 'LB001';
end $$;
-- The same for hours.
create function pg_temp.last_moment(length int, began timestamptz, stops text) returns timestamptz language plpgsql as $$
declare
  held interval := '0';
  due timestamptz := ref.due_at(length, began);
  stop tsrange;
begin
  for stop in select r from unnest(pg_temp.out_of_hours(stops)) r where upper(r) at time zone 'Asia/Shanghai' > began order by r loop
    exit when lower(stop) at time zone 'Asia/Shanghai' > due;
    held := held + (upper(stop) at time zone 'Asia/Shanghai' - greatest(lower(stop) at time zone 'Asia/Shanghai', began));
    due := ref.due_at(length, began, held);
  end loop;
  return due;
end $$;

-- what both count by
select is_empty($$ select * from ref.holiday h full join pg_temp.notice n using (day) where h.kind is distinct from n.kind $$, 'the notices are those of the file');
select is_empty($$ select d.day from ref.day d where d.work <> pg_temp.works(d.day) $$, 'every day of the calendar is what the notices say');
select is_empty($$ select d.day from ref.day d where ref.provisional(d.day) is distinct from
                     (extract(year from d.day) > (select extract(year from max(n.day)) from pg_temp.notice n)) $$, 'years without a notice are provisional');
select is_empty($$ select day from pg_temp.notice where kind = 'work' and extract(isodow from day) < 6 $$, 'what is made up is a weekend day');

-- the cases
select is(pg_temp.last_day(c.unit, c.length + coalesce(c.extension, 0), c.began, c.stops, c.rolls, c.fixed_on), c.last_day::text,
          c.id || ': ' || c.en || coalesce(nullif(' (' || c.trap || ')', ' ()'), '')) from pg_temp.cases c order by c.id;
select is(pg_temp.last_moment(h.length, h.began at time zone 'Asia/Shanghai', h.stops), h.due_at at time zone 'Asia/Shanghai', h.id || ': ' || h.en) from pg_temp.hours h order by h.id;
-- A session elsewhere in the world comes to the same: summer time began there on 8 March 2026.
set local timezone = 'America/New_York';
select is(pg_temp.last_moment(h.length, h.began at time zone 'Asia/Shanghai', h.stops), h.due_at at time zone 'Asia/Shanghai', h.id || ' from New York') from pg_temp.hours h order by h.id;
select is(ref.due_at(24, '2026-03-08 01:30-05'), '2026-03-09 01:30-05'::timestamptz, '24 hours are 24 hours where the clocks change');
set local timezone = 'Asia/Shanghai';

-- 3,000 by lot
select setseed(0.430371) \g /dev/null
create temp table lot as
  select i, (array['day', 'day', 'workday', 'workday', 'month', 'year'])[1 + floor(random() * 6)] as unit, date '2018-01-01' + floor(random() * 3250)::int as began,
         random() as long, random() as longer, random() > 0.1 as rolls, floor(random() * 4)::int as n_stops,
         array[random(), random(), random(), random(), random(), random()] as at
    from generate_series(1, 3000) i;
create temp table drawn as
  select l.i, l.unit, l.began, l.rolls, n.length + n.extension as length,
         (select string_agg(l.began - 3 + floor(power(l.at[k], 2) * n.about * 1.5)::int || '..' || l.began - 3 + floor(power(l.at[k], 2) * n.about * 1.5)::int + floor(l.at[7 - k] * 25)::int, ';')
            from generate_series(1, l.n_stops) k) as stops
    from lot l
   cross join lateral (select case l.unit when 'day' then 1 + floor(l.long * 90)::int when 'workday' then 1 + floor(l.long * 35)::int when 'month' then 1 + floor(l.long * 13)::int
                                          else 1 + floor(l.long * 3)::int end as length,
                              case when l.longer < 0.3 and l.unit in ('day', 'workday') then 1 + floor(l.longer * 100)::int else 0 end as extension) e
   cross join lateral (select e.length, e.extension, (e.length + e.extension) * case l.unit when 'day' then 1 when 'workday' then 1.45 when 'month' then 30 else 365 end as about) n;
create temp table compared as
  select d.*, pg_temp.walked(d.unit, d.length, d.began, d.stops, d.rolls, null) as walked, pg_temp.last_day(d.unit, d.length, d.began, d.stops, d.rolls, null) as reckoned from drawn d;
select is((select count(*) from compared), 3000::bigint, '3,000 clocks drawn by lot');
select is_empty($$ select i, unit, length, began, rolls, stops, walked, reckoned from pg_temp.compared
                    where reckoned is distinct from walked::text and walked <= (select max(day) from ref.day) order by i limit 5 $$, 'they end where walking ends');
select is_empty($$ select i, unit, length, began, rolls, stops, walked, reckoned from pg_temp.compared
                    where reckoned is distinct from 'LB001' and rolls and walked > (select max(day) from ref.day) order by i limit 5 $$, 'or are refused where the calendar ends');
select cmp_ok((select count(*) from compared where walked <> pg_temp.walked(unit, length, began, '', rolls, null)), '>', 800::bigint, 'hundreds were held');
select cmp_ok((select count(*) from compared where rolls and walked <> pg_temp.walked(unit, length, began, stops, false, null)), '>', 400::bigint, 'hundreds moved');

-- what must hold whatever the calendar
create temp table firm as select d.day from ref.day d where d.day between '2018-01-01' and '2027-06-30';
select is_empty($$ select day from pg_temp.firm where ref.rolled(day) < day or not pg_temp.works(ref.rolled(day)) or ref.rolled(ref.rolled(day)) <> ref.rolled(day)
                      or pg_temp.works(day) and ref.rolled(day) <> day $$, 'a moved day is a working day, not earlier, and does not move again');
select is_empty($$ select f.day, x.day from pg_temp.firm f join ref.day x on x.day > f.day and x.day < ref.rolled(f.day) where x.work $$, 'and the next there is');
select is_empty(format($$ select began, n from (select f.day as began, n, ref.due_on(%1$L, n, f.day) as due, lag(ref.due_on(%1$L, n, f.day)) over (partition by n order by f.day) as before
                            from pg_temp.firm f, unnest(array[1, 2, 6, 30]) n where f.day < '2024-06-30') x where due < before limit 5 $$, unit), unit || ': who begins later does not end earlier')
  from unnest('{day,workday,month}'::text[]) unit;
select is_empty(format($$ select f.day, n from pg_temp.firm f, generate_series(1, %2$s) n where f.day between '2022-09-01' and '2023-03-31'
                            and (ref.due_on(%1$L, n + 1, f.day) < ref.due_on(%1$L, n, f.day) or ref.due_on(%1$L, n, f.day, true, 1) < ref.due_on(%1$L, n, f.day)
                              or ref.due_on(%1$L, n, f.day) <= f.day or ref.due_on(%1$L, n, f.day) <> ref.rolled(ref.due_on(%1$L, n, f.day, false))) limit 5 $$, unit, most),
  unit || ': longer is not earlier, held is not earlier, no clock ends the day it began, moving comes last')
  from (values ('day', 40), ('workday', 30), ('month', 12), ('year', 3)) u (unit, most);
select is_empty($$ select f.day, n from pg_temp.firm f, generate_series(1, 20) n where f.day < '2027-01-01' and f.day > '2026-01-01'
                      and (ref.due_on('workday', n, f.day) >= ref.due_on('workday', n + 1, f.day) or ref.due_on('workday', n, f.day) <> ref.due_on('workday', 1, f.day, true, n - 1)) limit 5 $$,
  'working days go one by one, and one that is held is one more');
select is_empty($$ select a.day, n from pg_temp.firm a, unnest(array[0, 1, 7, 40]) n, generate_series(0, 40, 9) m where a.day between '2025-09-01' and '2026-03-01' and m <= n
                      and (ref.held('day', a.day, a.day + n) <> n or ref.held('month', a.day, a.day + n) <> n or ref.held('year', a.day, a.day + n) <> n
                        or ref.held('workday', a.day, a.day + n) <> (select count(*) from pg_temp.firm f where f.day > a.day and f.day <= a.day + n and pg_temp.works(f.day))
                        or ref.held('workday', a.day, a.day + m) + ref.held('workday', a.day + m, a.day + n) <> ref.held('workday', a.day, a.day + n)) limit 5 $$,
  'a stop takes out its days, or its working days, and two that touch what one would');

-- where the calendar ends
create temp table ends as select min(day) as first, max(day) as last from ref.day;
select throws_ok(format('select ref.due_on(%L, %s, %L)', q.unit, q.length, q.began), 'LB001', null, q.what) from pg_temp.ends e cross join lateral (values
  ('day', 30, e.last - 20, 'days beyond the calendar'), ('day', 1, e.last, 'the day after it'), ('workday', 30, e.last - 20, 'working days beyond it'),
  ('workday', 1, e.last, 'one working day beyond it'), ('month', 2, e.last - 10, 'months beyond it'), ('year', 40, e.first, 'years beyond it'),
  ('day', 30, e.last + 400, 'begun beyond it'), ('workday', 3, e.last + 400, 'begun beyond it, working days'),
  ('workday', 5, e.first - 30, 'working days begun before it'), ('workday', 40, e.first - 20, 'working days begun before it and ending in it'),
  ('day', 15, e.first - 60, 'ended before it')) q (unit, length, began, what);
select throws_ok(format('select ref.due_on(''fixed'', 0, %L, true, 0, ''06-30'')', e.last), 'LB001', null, 'a fixed day beyond it') from pg_temp.ends e;
select throws_ok(format('select ref.rolled(%L)', d), 'LB001', null, 'no working day is named beyond it') from pg_temp.ends e, unnest(array[e.last + 1, e.last + 500, e.first - 1]) d;
select throws_ok(format('select ref.held(''workday'', %L, %L)', a, z), 'LB001', null, 'nor working days counted') from pg_temp.ends e cross join lateral (values (e.last - 5, e.last + 5), (e.first - 9, e.first + 5)) s (a, z);
select is(ref.due_on('day', 60, e.first - 20), pg_temp.walked('day', 60, e.first - 20, '', true, null), 'days begun before it that end in it are known') from pg_temp.ends e;
create function pg_temp.said(asked text) returns text language plpgsql as $$
declare zh text; en text; hint text;
begin
  execute asked;
  return 'nothing';
exception when sqlstate 'LB001' then
  get stacked diagnostics zh = message_text, en = pg_exception_detail, hint = pg_exception_hint;
  return zh || '|' || en || '|' || hint;
end $$;
select matches(pg_temp.said(format('select ref.due_on(''day'', 30, %L)', e.last)), '^日历.*[|]the calendar .*[|].+', 'the refusal says it in both languages, and what now') from pg_temp.ends e;

select * from finish();
rollback;
