-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes, and the timer works on what is committed.
-- Pairings (6.7.7): reckoned from the last contact where an office says so; what was missed, frozen when nothing can be entered for it any more.
\ir duty.inc
select no_plan();
create function tap.pairs(login text, called text, day date) returns text language sql as $$
  select tap.saves(login, 'service.pairing', jsonb_build_object('person', tap.id_of(called)::text, 'started_on', day, 'staff', tap.staff(login)::text)) $$;
create function tap.missed(of_office bigint default 430102001001) returns text language sql as $$
  select string_agg(format('%s %s/%s %s', m.from_on, m.missed, m.owed, (select string_agg(p.name, ' ' order by p.name) from service.pairing g join service.person p on p.id = g.person where g.id = any (m.pairings))), E'\n' order by m.from_on)
    from work.pairing_missed m where m.office = of_office $$;
select tap.noon('2026-11-25') \g /dev/null
select is(tap.person('甲一') || tap.person('乙二') || tap.person('丙三'), 'savedsavedsaved', 'three people');
select work.tick() \g /dev/null
select is(tap.pairs('p_village', '甲一', '2026-11-02') || tap.pairs('p_village', '乙二', '2026-11-04') || tap.pairs('p_village', '丙三', '2026-11-02') || tap.pairs('p_township', '甲一', '2026-11-01'), 'savedsavedsavedsaved', 'paired');
select is(tap.visit('p_village', '甲一', '2026-11-05'), 'saved', 'one is visited');
select is(tap.visit('p_township', '甲一', '2026-11-10'), 'saved', 'by the township too');
select is(tap.told('p_village', $$select sum((r.answer = 'saved')::int) from app.save(jsonb_build_object('relation', 'service.pairing', 'id', (select p.id from service.pairing p join service.person x on x.id = p.person where x.name = '丙三' and p.office = 430102001001), 'version', 1, 'old', '{}'::jsonb,
  'new', '{"ended_on": "2026-11-12", "end_why": "迁出了"}'::jsonb)) r$$), '1', 'a pairing ends within a week');

-- The limit of late entry is 31 days: the week of 2 November closes on 9 December.
select tap.noon('2026-12-09') \g /dev/null
select work.tick() \g /dev/null
select is(tap.missed(), null, 'as long as it can be entered nothing is frozen');
select tap.noon('2026-12-10') \g /dev/null
select matches(work.tick(), 'periods frozen 1,', 'then it is');
select is(tap.missed(), '2026-11-02 1/2 丙三', 'two were paired the whole week, one of them not seen; who began on Wednesday owes from the next week on');
select is(tap.told('p_head', format($$insert into service.visit (office, person, visited_on, mode, occasion, staff) values (430102001001, %s, '2026-11-06', '1', '7', %s)$$, tap.id_of('丙三'), tap.staff('p_head'))), 'INSERT 0 1', 'the head enters it after all');
select tap.noon('2026-12-17') \g /dev/null
select work.tick() \g /dev/null
select is(tap.missed(), E'2026-11-02 1/2 丙三\n2026-11-09 2/2 乙二 甲一', 'frozen figures stay; the week in which a pairing ends is not owed');
select throws_ok('update work.pairing_missed set missed = 0, pairings = ''{}''', 'LB001', '已经定下来的数不能改', 'nobody changes them');
select throws_ok('delete from work.pairing_missed', 'LB001', '已经定下来的数不能改', 'or takes them away');
-- Weeks of rest lose none.
select tap.noon('2027-02-01') \g /dev/null
select work.tick() \g /dev/null
select is((select count(*) from work.pairing_missed where office = 430102001001), 8::bigint, 'all weeks up to the limit, once each');
select is((select string_agg(from_on || ' ' || missed || '/' || owed, ', ' order by from_on) from work.pairing_missed where office = 430102001000), '2026-11-01 0/1, 2026-12-01 1/1', 'the township by the month, from the 1st on');
select is(tap.told('p_village', $$select whom from work.missed_list where from_on = '2026-11-02'$$), '丙三', 'whom, for who may see it');
select is(tap.told('p_neighbour', 'select count(*) from work.missed_list'), '0', 'and for nobody else');
-- An office with a limit of its own.
insert into ref.setting values ('visit.backdate_days', 430102001001, '60');
select tap.noon('2027-02-15') \g /dev/null
select work.tick() \g /dev/null
select is((select max(due_on) from work.pairing_missed where office = 430102001001), '2026-12-27', 'freezes later');
delete from ref.setting;
select tap.noon('2027-02-16') \g /dev/null
select work.tick() \g /dev/null
select is((select max(due_on) from work.pairing_missed where office = 430102001001), '2027-01-10', 'and when it is taken back, catches up');
select is((select count(*) from work.pairing_missed group by office, from_on having count(*) > 1), null, 'none twice');

-- Rolling: a period after the last contact. The setting changes what is owed at once.
select is((select g.due_on from service.pairing g join service.person p on p.id = g.person where p.name = '甲一' and g.office = 430102001001), '2026-11-15', 'by the calendar');
insert into ref.setting values ('pairing.rolling', 430102001000, 'yes');
select is((select g.due_on from service.pairing g join service.person p on p.id = g.person where p.name = '甲一' and g.office = 430102001001), '2026-11-12', 'a week after the contact of 5 November');
select is((select g.due_on from service.pairing g where g.office = 430102001000), '2026-12-10', 'the township a month after its own');
select is((select g.due_on from service.pairing g join service.person p on p.id = g.person where p.name = '乙二'), '2026-11-11', 'of whom was never seen, after the first day');
select is(tap.visit('p_village', '甲一', '2027-02-10'), 'saved', 'a visit');
select is((select g.due_on from service.pairing g join service.person p on p.id = g.person where p.name = '甲一' and g.office = 430102001001), '2027-02-17', 'moves it');
update ref.setting set value = 'no' where key = 'pairing.rolling';
select is((select g.due_on from service.pairing g join service.person p on p.id = g.person where p.name = '甲一' and g.office = 430102001001), '2027-02-21', 'back to the calendar');
update ref.setting set value = 'yes' where key = 'pairing.rolling';
delete from ref.setting where key = 'pairing.rolling';
select is((select g.due_on from service.pairing g join service.person p on p.id = g.person where p.name = '甲一' and g.office = 430102001001), '2027-02-21', 'and when nothing is said any more');
select is(tap.counters(), 0::bigint, 'the counters agree');
select * from finish();
