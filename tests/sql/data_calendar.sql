-- SPDX-License-Identifier: Apache-2.0
-- The calendar: working days against a count by hand of the published notice, and against brute force for every year.
begin;
select plan(12);

-- 2026 by brute force from the notice: five working days a week, less the days off, plus the days made up.
create temp table brute as
select d::date as day, false as work from generate_series('2026-01-01'::timestamp, '2026-12-31', '1 day') d;
update brute set work = true where extract(isodow from day) between 1 and 5;
update brute set work = false where exists (select from ref.holiday h where h.day = brute.day and h.kind = 'rest');
update brute set work = true where exists (select from ref.holiday h where h.day = brute.day and h.kind = 'work');

select results_eq(
  $$ select day, work from ref.day where day between '2026-01-01' and '2026-12-31' order by day $$,
  $$ select day, work from brute order by day $$, 'the days of 2026');
select results_eq(
  $$ select day, n - (select n from ref.day where day = '2025-12-31') from ref.day where day between '2026-01-01' and '2026-12-31' order by day $$,
  $$ select b.day, (select count(*)::int from brute c where c.work and c.day <= b.day) from brute b order by 1 $$, 'the numbers of 2026');
select results_eq(
  $$ select day from ref.day where not work and day between '2026-09-28' and '2026-10-11' order by day $$,
  $$ values ('2026-10-01'::date), ('2026-10-02'), ('2026-10-03'), ('2026-10-04'), ('2026-10-05'), ('2026-10-06'), ('2026-10-07'), ('2026-10-11') $$,
  'national day of 2026 as announced, Saturday the 10th is worked');
select is((select day from ref.day where work and n = (select n + 5 from ref.day where day = '2026-09-30')), '2026-10-13'::date,
  'five working days after 30 September 2026');
select is_empty('select day from ref.day d where n <> (select count(*) from ref.day e where e.work and e.day <= d.day) and day < ''2019-01-01''',
  'numbers count the working days up to the day');
select is((select count(*)::int from ref.day), (select max(day) - min(day) + 1 from ref.day), 'no day is missing');
select is((select max(day) from ref.day),
  (select make_date(extract(year from max(day))::int + 6, 12, 31) from ref.holiday), 'six years past the last notice');
select is((select min(day) from ref.day where provisional),
  (select make_date(extract(year from max(day))::int + 1, 1, 1) from ref.holiday), 'years without a notice are provisional');

insert into ref.holiday values ('2027-01-01', 'rest', '元旦', 'New Year');
select results_eq($$ select work, provisional from ref.day where day = '2027-01-01' $$, $$ values (false, false) $$, 'a new notice moves the calendar');
select is((select max(day) from ref.day), '2033-12-31'::date, 'and lengthens it');
insert into ref.holiday values ('2027-02-06', 'work', '春节调休', 'Spring Festival make-up');
select is((select n from ref.day where day = '2027-02-08'), (select n + 2 from ref.day where day = '2027-02-05'), 'a make-up day moves it the other way');

select results_eq($$ select day from ref.festival where festival in ('spring', 'army', 'martyrs') and day between '2026-01-01' and '2026-12-31' order by 1 $$,
  $$ values ('2026-02-17'::date), ('2026-08-01'), ('2026-09-30') $$, 'festivals of 2026');

select * from finish();
rollback;
