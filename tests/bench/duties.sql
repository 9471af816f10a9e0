-- SPDX-License-Identifier: Apache-2.0
-- Duties of the years before: `laobing.duties` open ones, spread over everybody and the next two months, one in twenty overdue; of each ten that
-- are closed, and 100,000 petitions, a quarter of them open. The owner loads them past the triggers, as the heap of people is (sql/bench).
set local synchronous_commit = off;
set local maintenance_work_mem = '512MB';
set local work_mem = '128MB';

create temp table back (what text) on commit drop;
insert into back select bench.strip(t::regclass) from unnest(array['work.duty', 'work.matter', 'work.step', 'work.clock', 'service.petition']) t;

create temp table who on commit drop as
select p.id, p.office, row_number() over (order by p.id) as n, count(*) over () as of from service.person p where p.id > (select max(id) - bench.n() from service.person) and p.voided_at is null;

-- What happened to somebody: it stays open until it is answered.
insert into work.duty (rule, office, subject, person, from_on, due_on)
select 44, w.office, 1000000000 + k * w.of + w.n, w.id, d.due - 7, d.due
  from (select ref.today() as today, current_setting('laobing.duties')::bigint as open offset 0) t
 cross join lateral generate_series(0, t.open / (select max(x.of) from who x)) k
  join who w on k * w.of + w.n <= t.open
 cross join lateral (select t.today + case when (k + w.n) % 20 = 0 then -1 - w.n::int % 30 else w.n::int % 60 end as due) d;

-- The festivals that were: nine of ten visited.
insert into work.duty (rule, office, subject, person, from_on, due_on, outcome, have, closed_on, note)
select 50, w.office, w.id, w.id, f.day - 15, f.day, case when (k + w.n) % 10 > 0 then 'd' else 'm' end, case when (k + w.n) % 10 > 0 then 1 else 0 end,
       f.day - case when (k + w.n) % 10 > 0 then w.n::int % 15 else -1 end, '节日'
  from (select ref.today() as today, current_setting('laobing.duties')::bigint * 10 as closed offset 0) t
 cross join lateral generate_series(0, t.closed / (select max(x.of) from who x)) k
  join who w on k * w.of + w.n <= t.closed
 cross join lateral (select t.today - 60 - k::int * 45 as day) f;
insert into work.duty_count as c (unit, rule, due_on, n)
select ref.unit(d.office), d.rule, d.due_on, count(*) from work.duty d where d.rule = 44 and d.subject > 1000000000 and d.closed_on is null group by 1, 2, 3
on conflict (unit, rule, due_on) do update set n = c.n + excluded.n;

-- Petitions of counties and townships about their own people.
create temp table petition on commit drop as
select nextval(pg_get_serial_sequence('work.matter', 'id')) as id, k,
       case when k % 2 = 0 then w.office / 1000000 * 1000000 else w.office / 1000 * 1000 end as office, w.id as person, t.today - 1 - k % 14 - case when k % 40 <> 0 and k % 4 <> 0 then 100 else 0 end as day, k % 4 = 0 as open
  from (select ref.today() as today offset 0) t, generate_series(1, 100000) k join who w on w.n = 1 + k * 7919::bigint % (select max(x.of) from who x);
insert into work.matter (id, process, rule, office, home, number, person, whom, state, seq, next_office, next_job, due_on, amber_on, opened_at, began_on, ended_on, moved_at)
select p.id, 'petition', 10, p.office, p.office, format('%s-B-%s', p.office, p.id), p.person, '测量', case when p.open then 'registered' else 'closed' end, case when p.open then 1 else 6 end,
       case when p.open then p.office end, case when p.open then 'petition' end, case when p.open then p.day + 15 end, case when p.open then p.day + 10 end, now(), p.day, case when not p.open then p.day + 60 end, now() from petition p;
insert into work.clock (matter, clock, began_on, began_at, length, unit, rolls, amber, due_on, began_seq) select p.id, 'notice', p.day, now(), 15, 'day', true, 5, p.day + 15, 1 from petition p where p.open;
insert into work.step (matter, process, seq, action, kind, to_state, at, on_day, happened_on, office, to_office)
select p.id, 'petition', 1, 'begin', 'step', 'registered', now(), p.day, p.day, p.office, p.office from petition p;
insert into service.petition (id, office, channel, petitioner, person, purpose, topic, received_on, title, request)
select p.id, p.office, '2', '测量', p.person, '3', '08', p.day, '测量用的信访件', '要求落实待遇' from petition p;
insert into work.duty_count as c (unit, rule, due_on, n)
select ref.unit(m.next_office), m.rule, m.due_on, count(*) from work.matter m join petition p on p.id = m.id where m.due_on is not null group by 1, 2, 3
on conflict (unit, rule, due_on) do update set n = c.n + excluded.n;

do $$ declare b record; begin for b in select what from back loop execute b.what; end loop; end $$;
update work.tick_state set settled_at = clock_timestamp();           -- the timer has seen all this
