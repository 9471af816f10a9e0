-- SPDX-License-Identifier: Apache-2.0
-- The date cases themselves, before any function is asked: each is what walking day by day gives, its arithmetic ends where it says,
-- and every weekday named in it is right.
begin;
\ir clock.inc
select no_plan();

select is(pg_temp.walked(c.unit, c.length + coalesce(c.extension, 0), c.began, c.stops, c.rolls, c.fixed_on), c.last_day, c.id || ': ' || c.en) from pg_temp.cases c order by c.id;
select is(pg_temp.walked_hours(h.length, h.began, h.stops), h.due_at, h.id || ': ' || h.en) from pg_temp.hours h order by h.id;

select cmp_ok((select count(*) from pg_temp.cases), '>=', 90::bigint, 'ninety cases');
select cmp_ok((select count(*) from pg_temp.cases where trap <> ''), '>=', 15::bigint, 'fifteen that go wrong in haste');
select is_empty($$ select unit from unnest('{day,workday,month,year,fixed}'::text[]) unit where (select count(*) from pg_temp.cases c where c.unit = unit.unit) < 5 $$,
  'five of each unit');
select is_empty($$ select id from pg_temp.cases where arithmetic not like '%' || last_day || '（周' || substr('一二三四五六日', extract(isodow from last_day)::int, 1) || '）%' $$,
  'the arithmetic comes to the last day');
select is_empty($$ select c.id, m[1], m[2] from pg_temp.cases c, regexp_matches(c.arithmetic, '(\d{4}-\d\d-\d\d)（周(.)）', 'g') m
                    where substr('一二三四五六日', extract(isodow from m[1]::date)::int, 1) <> m[2] $$, 'with the right weekdays');
select is_empty($$ select id from pg_temp.cases where law !~ '第|站内设置|办法|规定|GB/T' $$, 'each names its article or setting');
select is_empty($$ select law, clock, began, stops, count(*) from pg_temp.cases group by 1, 2, 3, 4, unit, length, extension, rolls, fixed_on having count(*) > 1 $$, 'none is there twice');

-- The figure of a hasty programmer is another one: without rest days, with weekends only, from the moved day, the begun day counted,
-- days where working days are meant. Each mistake is made by some of the cases visible.
create temp table hasty as
  select c.*, pg_temp.walked(c.unit, c.length + coalesce(c.extension, 0), c.began, c.stops, false, c.fixed_on) as unmoved,
         pg_temp.walked('day', c.length + coalesce(c.extension, 0), c.began, c.stops, true, null) as as_days,
         pg_temp.walked('day', c.extension, pg_temp.walked(c.unit, c.length, c.began, c.stops, true, c.fixed_on), '', true, null) as from_moved,
         pg_temp.walked(c.unit, c.length + coalesce(c.extension, 0), c.began - 1, c.stops, c.rolls, c.fixed_on) as day_counted,
         pg_temp.walked(c.unit, c.length + coalesce(c.extension, 0), c.began, '', c.rolls, c.fixed_on) as unstopped
    from pg_temp.cases c;
select cmp_ok((select count(*) from hasty where unmoved <> last_day and rolls), '>=', 20::bigint, 'the last day moves');
select cmp_ok((select count(*) from hasty where as_days <> last_day and unit = 'workday'), '>=', 20::bigint, 'working days are not days');
select cmp_ok((select count(*) from hasty where from_moved <> last_day and extension is not null), '>=', 2::bigint, 'an extension counts from the day before moving');
select cmp_ok((select count(*) from hasty where day_counted <> last_day), '>=', 30::bigint, 'the day it begins is not counted');
select cmp_ok((select count(*) from hasty where unstopped <> last_day), '>=', 15::bigint, 'stops take time out');
select cmp_ok((select count(*) from pg_temp.cases where extract(isodow from last_day) > 5 and rolls), '>=', 15::bigint, 'a make-up day is a last day');

select * from finish();
rollback;
