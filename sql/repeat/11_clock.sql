-- SPDX-License-Identifier: Apache-2.0
-- Arithmetic of periods. The day a period begins is not counted; months and years end on the corresponding day or the month's last; a last
-- day that is a rest day moves to the next working day (Civil Code 200-203; Petition Regulation 34-36 counts calendar days, 23 working days).
create or replace function ref.calendar_ends(d date) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.refuse('calendar_ends', format('日历里还没有%s前后的日子', d), format('the calendar does not reach %s', d));
end $$;

-- Working days from the calendar's beginning up to and including the day.
create or replace function ref.workday(d date) returns int
language plpgsql stable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare x int;
begin
  select y.n into x from ref.day y where y.day = d;
  if x is null then perform ref.calendar_ends(d); end if;
  return x;
end $$;

-- The k-th working day after d.
create or replace function ref.add_workdays(d date, k int) returns date
language plpgsql stable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare x date; wanted constant int := ref.workday(d) + k;
begin
  select min(y.day) into x from ref.day y where y.work and y.n = wanted;
  if x is null then perform ref.calendar_ends(d); end if;
  return x;
end $$;

create or replace function ref.rolled(d date) returns date
language plpgsql stable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare x date;
begin
  select y.day into x from ref.day y where y.day = d and y.work;
  return coalesce(x, ref.add_workdays(d, 1));
end $$;
comment on function ref.rolled(date) is '遇休息日顺延到下一个工作日';

-- Last day of a period of `length` that began on `began`; `held`: days, of a workday period working days, that do not count.
create or replace function ref.due_on(unit text, length int, began date, rolls boolean default true, held int default 0, fixed_on text default null) returns date
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  last date;
begin
  if unit = 'workday' then
    return ref.add_workdays(began, length + held);
  end if;
  last := case unit
    when 'day' then began + length
    when 'month' then (began + make_interval(months => length))::date
    when 'year' then (began + make_interval(years => length))::date
    when 'fixed' then make_date(extract(year from began)::int + 1, left(fixed_on, 2)::int, right(fixed_on, 2)::int) end + held;
  return case when rolls then ref.rolled(last) else last end;
end $$;
comment on function ref.due_on(text, int, date, boolean, int, text) is '期限的最后一天';

create or replace function ref.due_at(length int, began timestamptz, held interval default '0') returns timestamptz
language sql immutable parallel safe
return began + make_interval(hours => length, secs => extract(epoch from held)::float8);   -- a day of the time held is 24 hours in every time zone
comment on function ref.due_at(int, timestamptz, interval) is '按小时计的期限到几时';

-- What a stop from one day to another takes out of a period.
create or replace function ref.held(unit text, from_on date, to_on date) returns int
language plpgsql stable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
begin
  return case when unit = 'workday' then ref.workday(to_on) - ref.workday(from_on) else to_on - from_on end;
end $$;

-- No notice of that year's holidays yet: only weekends are counted.
create or replace function ref.provisional(d date) returns boolean
language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ select coalesce((select y.provisional from ref.day y where y.day = d), true) $$;

grant execute on function ref.calendar_ends(date), ref.workday(date), ref.add_workdays(date, int), ref.rolled(date), ref.due_on(text, int, date, boolean, int, text),
  ref.due_at(int, timestamptz, interval), ref.held(text, date, date), ref.provisional(date) to lb_staff;
