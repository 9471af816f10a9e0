-- SPDX-License-Identifier: Apache-2.0
-- Ten years, a test a year and what holds at the end.
\set ON_ERROR_STOP 1
\set QUIET 1
set client_min_messages = warning;
set search_path = public, tap;
select years.connect(login) from (select login from years.actor union select 'p_head') x \g /dev/null
select setseed(0.43) \g /dev/null
call years.noon('2026-12-31');
do $$
begin
  perform years.joins(a.office) from years.actor a join org.office o on o.id = a.office, generate_series(1, 20) where o.tier = 4;
end $$;
do $$
begin
  perform years.pairs(a.office, p.id, ref.today()) from service.person p join years.actor a on true join org.office o on o.id = a.office and p.office >= o.id and p.office < o.hi
    where random() < (array[.03, .05, .1, .2, .9])[o.tier + 1];
end $$;
select no_plan();
select cmp_ok((select count(*) from service.person), '=', 60::bigint, 'sixty people');
select cmp_ok((select count(*) from service.pairing), '>', 60::bigint, 'paired by their village, some by those above too');
select format('call years.live(%s, %s)', y, make_date(y + 1, 1, 1) - make_date(y, 1, 1)) from generate_series(2027, 2026 + :years) y \gexec
select is(array_to_string(differs[1:4], E'\n'), '', format('%s: what is owed is what the standard says (%s times compared)', year, compared)) from years.found order by year;
select is(ref.today(), make_date(2026 + :years, 12, 31), 'the world has come to its last day');
select cmp_ok((select count(*) from service.visit), '>', 2500::bigint * :years, 'thousands of visits a year');
select cmp_ok((select count(*) from service.visit where voided_at is not null), '>', 0::bigint, 'some voided');
select cmp_ok((select count(*) from work.matter where state = 'moved'), '>', 0::bigint, 'some have moved');
select cmp_ok((select count(*) from work.step where action in ('rule_move', 'rule_stay')), '>', 0::bigint, 'some were ruled on');
select cmp_ok((select count(*) from work.duty where rule = 19), '>', 0::bigint, 'some were late');
select is((select string_agg(distinct did || ': ' || answer, E'\n') from years.log where answer !~ '^(LB001|alike)'), null, 'nothing failed but by a rule');
select cmp_ok((select min(n) from (select count(*) as n from service.visit where voided_at is null group by office) x), '>', 0::bigint, 'every office visited');
-- Bins of meetings: from the first day to the last without gap or overlap, each with the records of its days; the missed are known.
create view years.bins as select d.*, o.tier, (select count(*) from work.meeting m where m.office = d.office and m.kind = o.tier::text and m.minutes is not null and m.voided_at is null and m.held_on between d.from_on and d.due_on) as really
  from work.duty d join org.office o on o.id = d.office where d.rule between 30 and 32;
select is((select count(*) from years.bins where have <> really or outcome is distinct from case when really > 0 then 'd' when due_on < ref.today() then 'm' end::"char"), 0::bigint, 'each bin stands as its records say');
select is((select string_agg(distinct gap::text, ' ') from (select from_on - lag(due_on) over (partition by office order by from_on) as gap from years.bins where due_on >= '2027-01-01') x), '1', 'no bin is lost, none doubled');
select is((select count(*) from years.bins where rule = 32 and office = 430102001000 and from_on >= '2027-01-01'), 12::bigint * :years, 'twelve a year');
select cmp_ok((select count(*) from years.bins where outcome = 'm'), '>', 0::bigint, 'some were missed');
-- Missed pairings, frozen: against the pairings and visits as they are now, but for what the head entered later.
select cmp_ok((select count(*) from work.pairing_missed), '>', 100::bigint * :years, 'missed contacts are frozen by period');
select is((select count(*) from (select 1 from work.pairing_missed group by office, from_on having count(*) > 1) x), 0::bigint, 'once each');
select is((select count(*) from work.pairing_missed m join org.office o on o.id = m.office where years.period_ends(o.tier, m.from_on) <> m.due_on or not years.period_starts(o.tier, m.from_on) or m.frozen_on <= m.due_on + 31), 0::bigint, 'whole periods of the tier, behind the limit of late entry');
select cmp_ok((select count(*) from service.event where kind = '7' and voided_at is null), '>', 0::bigint, 'some have died');
select is((select count(*) from service.pairing g where g.ended_on is null and g.voided_at is null and years.dead(g.person)), 0::bigint, 'and nobody is paired with them');
select work.tick() \g /dev/null
select is((select count(*) from work.duty_count where n <= 0), 0::bigint, 'no figure is nothing or less');
select is((select count(*) from audit.verify()), 0::bigint, 'the log of ten years is whole');
select cmp_ok((select max(day) from ref.day), '>', ref.today() + 365, 'the calendar reaches a year ahead');
select * from finish();
