-- SPDX-License-Identifier: Apache-2.0
-- Petitions that wait at the demonstration's county, one after the other by their numbers, for tests/bench/steps to take on; and tables like those
-- a case is written to, with their indexes and nothing else. The owner loads them past the triggers.
create temp table born (matter bigint) on commit drop;
do $$ begin alter table work.matter disable trigger user; alter table work.step disable trigger user; alter table work.clock disable trigger user; alter table service.petition disable trigger user; end $$;
with waiting as (
  insert into work.matter (process, rule, office, home, number, whom, state, seq, next_office, next_job, due_on, amber_on, opened_at, began_on, moved_at)
  select 'petition', 10, o.id, o.id, format('%s-S-%s', o.id, k), '测量', 'registered', 1, o.id, 'petition', ref.today() + 14, ref.today() + 9, now(), ref.today() - 1, now()
    from org.office o, generate_series(1, 190000) k where o.id = 430102000000 returning id)
insert into born select id from waiting;
insert into work.clock (matter, clock, began_on, began_at, length, unit, rolls, amber, due_on, began_seq) select b.matter, 'notice', ref.today() - 1, now(), 15, 'day', true, 5, ref.today() + 14, 1 from born b;
insert into work.step (matter, process, seq, action, kind, to_state, at, on_day, happened_on, office, to_office)
select b.matter, 'petition', 1, 'begin', 'step', 'registered', now(), ref.today() - 1, ref.today() - 1, 430102000000, 430102000000 from born b;
insert into service.petition (id, office, channel, petitioner, purpose, topic, received_on, title, request)
select b.matter, 430102000000, '2', '测量', '3', '08', ref.today() - 1, '测量用的信访件', '要求落实待遇' from born b;
do $$ begin alter table work.matter enable trigger user; alter table work.step enable trigger user; alter table work.clock enable trigger user; alter table service.petition enable trigger user; end $$;

create table bench.matter (like work.matter including all);
create table bench.step (like work.step including all);
create table bench.petition (like service.petition including all);
insert into bench.matter select * from work.matter;
insert into bench.step select * from work.step;
insert into bench.petition select * from service.petition;
select setval(pg_get_serial_sequence('bench.step', 'id'), (select max(id) from bench.step)), setval(pg_get_serial_sequence('bench.matter', 'id'), (select max(id) from bench.matter));
