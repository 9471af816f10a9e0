-- SPDX-License-Identifier: Apache-2.0
-- What the session may act as: its own job, or one it stands in for.
create or replace function sec.acts_as(job text) returns boolean
language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ select sec.has_job(job) $$;

create or replace function sec.deputised(staff bigint) returns boolean
language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ select sec.own_staff() = staff $$;
grant execute on function sec.acts_as(text), sec.deputised(bigint) to lb_staff;
