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
language sql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$ select office / 1000 * 1000 $$;

grant execute on function ref.now(), ref.today(), ref.unit(bigint), sec.clock_offset() to lb_staff, lb_tick;
