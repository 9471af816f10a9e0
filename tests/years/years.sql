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
select work.tick() \g /dev/null
select is((select count(*) from work.duty_count where n <= 0), 0::bigint, 'no figure is nothing or less');
select is((select count(*) from audit.verify()), 0::bigint, 'the log of ten years is whole');
select cmp_ok((select max(day) from ref.day), '>', ref.today() + 365, 'the calendar reaches a year ahead');
select * from finish();
