-- SPDX-License-Identifier: Apache-2.0
-- Pairings of one person in twenty-five at four tiers, and two visits a head, in the order of their days.
set local synchronous_commit = off;
set local maintenance_work_mem = '512MB';
set local work_mem = '128MB';

create temp table back (what text) on commit drop;
insert into back select bench.strip(t::regclass) from unnest(array['org.staff', 'org.staff_job', 'service.pairing', 'service.visit']) t;

-- Somebody in every office where there is nobody yet.
create temp table hired on commit drop as
select nextval(pg_get_serial_sequence('org.staff', 'id')) as id, o.id as office, o.tier from org.office o
 where not exists (select from org.staff s where s.office = o.id) order by o.id;
insert into org.staff (id, office, name, py, kind, post, started_on)
select h.id, h.office, demo.surname(h.office) || demo.given(h.office, '2', 1985), '', case when h.tier = 4 then '6' else '2' end, '服务专干', date '2020-01-01' from hired h;
insert into org.staff_job (staff, job) select h.id, 'clerk' from hired h;
create temp table hand on commit drop as
select s.office, min(s.id) as staff from org.staff s join org.staff_job j on j.staff = s.id and j.job = 'clerk' group by s.office;
analyze hand;

-- Last contact: in the bin before this one, so that it is due now; one in twelve two bins back, so that it is overdue.
create temp table pair on commit drop as
with t as (
  select p.id as person, p.office as home, x.tier, x.office, p.id * 10 + x.tier as n, d.today, c.period, c.step, c.days
    from service.person p
    cross join lateral (values (4, p.office), (3, p.office / 1000 * 1000), (2, p.office / 1000000 * 1000000), (1, p.office / 100000000 * 100000000)) x(tier, office)
    join (values (4, 'week', interval '1 week', 7), (3, 'month', interval '1 month', 28), (2, 'two_months', interval '2 months', 58), (1, 'quarter', interval '3 months', 89))
         c(tier, period, step, days) on c.tier = x.tier
    cross join (select ref.today() as today) d
   where p.focus is not null and p.id > (select max(id) - bench.n() from service.person)
), bins as materialized (
  select b.period, b.today, work.bin_start(b.period, b.today) as bin from (select distinct period, today from t) b
)
select nextval(pg_get_serial_sequence('service.pairing', 'id')) as id, t.*, h.staff, z.late, (b.bin - (1 + z.late) * t.step)::date + demo.roll(t.n, 1, t.days) as last_on,
       (b.bin + (1 - z.late) * t.step)::date - 1 as due_on
  from t
  join bins b on b.period = t.period
  join hand h on h.office = t.office
  cross join lateral (select case when demo.roll(t.n, 2, 12) = 0 then 1 else 0 end as late) z;
analyze pair;

insert into service.pairing (id, office, with_office, person, staff, started_on, last_on, due_on)
select p.id, p.office, nullif(p.home, p.office), p.person, p.staff, p.today - 1500, p.last_on, p.due_on from pair p order by p.office, p.person;
insert into work.duty_count as c (unit, rule, due_on, n)
select ref.unit(p.office), 1, p.due_on, count(*) from pair p group by 1, 3
on conflict (unit, rule, due_on) do update set n = c.n + excluded.n;

-- Half of the visits answer a pairing, one bin after the other back in time; half are made on anybody.
create temp table walk on commit drop as
with size as (select bench.n() as half, (select count(*) from pair) as pairs)
select p.office, p.home, p.person, p.id as pairing, p.staff, p.last_on - k * p.days as visited_on, p.id * 100 + k as n
  from size, pair p cross join lateral generate_series(0, (size.half / size.pairs)::int - case when p.id % size.pairs >= size.half % size.pairs then 1 else 0 end) k
union all
select q.office, q.office, q.id, null, h.staff, ref.today() - 1 - demo.roll(q.id, 3, 1200), q.id
  from service.person q join hand h on h.office = q.office
 where q.id > (select max(id) - bench.n() from service.person) and q.focus is null
union all
select q.office, q.office, q.id, null, h.staff, ref.today() - 1 - demo.roll(q.id, 4, 1200), -q.id
  from service.person q join hand h on h.office = q.office
 where q.id > (select max(id) - bench.n() / 25 from service.person) and q.focus is null;

insert into service.visit (office, with_office, person, visited_on, mode, occasion, staff, situation, gift, money)
select w.office, nullif(w.home, w.office), w.person, w.visited_on, '1', case when w.pairing is null then demo.pick('8 8 8 4 4 5 9', w.n, 5) else '7' end, w.staff, demo.seen(w.n),
       case when w.n % 9 = 0 then '米油' end, case when w.n % 11 = 0 then 300 end
  from walk w
 order by w.visited_on;

do $$ declare b record; begin for b in select what from back loop execute b.what; end loop; end $$;
analyze org.staff, service.pairing, service.visit;
