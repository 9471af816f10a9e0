-- SPDX-License-Identifier: Apache-2.0
-- The clock every rule uses, and arithmetic on region codes.
-- (plpgsql plans once a session; an SQL function that cannot be inlined is planned anew in every statement that calls it.)
create or replace function sec.clock_offset() returns interval
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$ declare x interval; begin select s.clock_offset into x from ref.site s; return x; end $$;

create or replace function ref.now() returns timestamptz
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return clock_timestamp() + sec.clock_offset(); end $$;
comment on function ref.now() is '现在（业务时钟）';

-- Asia/Shanghai whatever the session's time zone says.
create or replace function ref.today() returns date
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return ((clock_timestamp() + sec.clock_offset()) at time zone 'Asia/Shanghai')::date; end $$;
comment on function ref.today() is '今天（业务时钟）';

-- Township a code lies in (its first nine digits), the unit of the counters.
create or replace function ref.unit(office bigint) returns bigint
language sql immutable parallel safe strict
return office / 1000 * 1000;

-- From the first year of ref.holiday to six years past its last one and past this year, so that periods of five years end within it. In
-- years without a notice only the days are rest that the law itself gives (全国年节及纪念日放假办法, 2025). Rows that do not change are not touched.
create or replace function ref.day_fill() returns void
language sql set search_path = pg_catalog, pg_temp
as $$
  with span as (
    select date_trunc('year', min(h.day))::date as first, (date_trunc('year', max(h.day)) + interval '1 year - 1 day')::date as announced,
           (date_trunc('year', greatest(max(h.day), ref.today())) + interval '7 years - 1 day')::date as last
      from ref.holiday h
  ), lawful as (
    select distinct f.day + k as day
      from ref.festival f
      join (values ('new_year', 1), ('new_year_eve', 1), ('spring', 3), ('qingming', 1), ('labour', 2), ('dragon_boat', 1), ('mid_autumn', 1), ('national', 3)) l(festival, days) using (festival)
     cross join generate_series(0, l.days - 1) k
  ), marked as (
    select d::date as day, coalesce(h.kind = 'work', extract(isodow from d) < 6 and (d::date <= span.announced or l.day is null)) as work, d::date > span.announced as provisional
      from span cross join generate_series(span.first::timestamp, span.last::timestamp, interval '1 day') d left join ref.holiday h on h.day = d::date left join lawful l on l.day = d::date
  )
  insert into ref.day as t (day, work, n, provisional)
  select m.day, m.work, count(*) filter (where m.work) over (order by m.day), m.provisional from marked m
      on conflict (day) do update set work = excluded.work, n = excluded.n, provisional = excluded.provisional
   where (t.work, t.n, t.provisional) is distinct from (excluded.work, excluded.n, excluded.provisional)
$$;
comment on function ref.day_fill() is '按放假安排重排日历';
do $$ begin if exists (select from ref.holiday) then perform ref.day_fill(); end if; end $$;

grant execute on function ref.now(), ref.today(), ref.unit(bigint), sec.clock_offset() to lb_staff, lb_tick;
