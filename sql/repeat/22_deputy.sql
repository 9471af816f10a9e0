-- SPDX-License-Identifier: Apache-2.0
-- Standing for somebody who is away (org.deputy). What a function decides by a job is decided by sec.acts_as(); grants of tables go by
-- database roles and are not lent: a deputy decides and hands on for who is away, he does not write the registers of a job he has not.

-- Whom the session stands for today: the person and the job, one row each.
create or replace function sec.stands_for() returns table (staff bigint, job text, office bigint)
language plpgsql stable security definer rows 2 set search_path = pg_catalog, pg_temp
as $$
declare
  me constant bigint := sec.own_staff();
begin
  if me is null then return; end if;
  return query
    select d.staff, j.job, s.office
      from org.deputy d join org.staff s on s.id = d.staff join org.staff_job j on j.staff = d.staff join org.job x on x.job = j.job
     where d.deputy = me and ref.today() between d.from_on and coalesce(d.ended_on, d.to_on) and d.job in ('all', j.job) and not x.admin
       and coalesce(s.ended_on >= ref.today(), true) and coalesce(j.from_on <= ref.today(), true) and coalesce(j.to_on >= ref.today(), true);
end $$;

-- Has the session this job, of its own or lent to it today? One lent holds for the office it was lent for: the session's own, unless named.
create or replace function sec.acts_as(job text, office bigint default null) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return sec.has_job(job) and (acts_as.office is null or sec.writes(acts_as.office))
      or exists (select from sec.stands_for() f where f.job = acts_as.job and f.office = coalesce(acts_as.office, sec.own_office()));
end $$;
comment on function sec.acts_as(text, bigint) is '本人有这个岗位，或今天代理这个岗位';

-- May the session act for this member of staff today: itself, or who is away and named it.
create or replace function sec.deputised(staff bigint) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ begin return coalesce(deputised.staff = sec.own_staff() or exists (select from sec.stands_for() f where f.staff = deputised.staff), false); end $$;
comment on function sec.deputised(bigint) is '今天可以代这个人办事';

grant execute on function sec.stands_for(), sec.acts_as(text, bigint), sec.deputised(bigint) to lb_staff;
