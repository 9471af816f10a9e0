-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes, and the timer works on what is committed.
-- Duties by the calendar (5.1.2 to 5.1.4, decision 15): no bin is lost or doubled, whatever comes first, however long the timer rested, and whenever a
-- record is put right; what was missed stays known.
\ir duty.inc
select no_plan();
create function tap.meets(login text, day date, minutes text default '记了') returns text language sql as $$
  select tap.saves(login, 'work.meeting', jsonb_strip_nulls(jsonb_build_object('kind', case login when 'p_city' then '1' when 'p_county' then '2' else '3' end, 'held_on', day, 'topic', '例会' || day, 'minutes', minutes)))
$$;
create function tap.township() returns text language sql as $$ select tap.owed(32, 430102001000) $$;

-- The first day: the bin of the day, for each tier its own.
select tap.noon('2026-11-11') \g /dev/null
select matches(work.tick(), 'duties opened 4, missed 0', 'the timer opens what is owed now');
select is(tap.owed(30), '100000000 2026-07-01 2026-12-31 0/1 open', 'the city by the half year');
select is(tap.owed(31), '102000000 2026-10-01 2026-12-31 0/1 open', 'the county by the quarter');
select is(tap.township(), '102001000 2026-11-01 2026-11-30 0/1 open', 'the townships by the month');
select is((select count(*) from work.duty where rule = 32), 2::bigint, 'both townships that stand; those that do not owe nothing');
select matches(work.tick(), 'duties as they were', 'again at once: nothing');
select is((select count(*) from work.duty), 4::bigint, 'and nothing twice');
select is(tap.told('p_township', $$select zh, due_on, opens, register, cadence_zh from app.todo('2026-12-31', 50)$$), '村站负责人会议|2026-11-30|new|meeting|每月一次', 'it stands on the first screen');
select is(tap.told('p_village', $$select count(*) from app.todo('2026-12-31', 50)$$), '0', 'a village owes no meeting');

-- A record answers by its own day; without minutes it is none yet.
select is(tap.meets('p_township', '2026-11-05', null), 'saved', 'a meeting without minutes');
select is(split_part(tap.township(), ' ', 4), '0/1', 'does not count');
select is(tap.saves('p_township', 'work.meeting', '{"minutes": "记了"}', (select max(id) from work.meeting), 1), 'saved', 'they are written');
select is(tap.township(), '102001000 2026-11-01 2026-11-30 1/1 d', 'it counts');
select is(tap.told('p_township', $$select count(*) from app.todo('2026-12-31', 50)$$), '0', 'and the line is gone');
select is(tap.counters(), 0::bigint, 'the counters agree');
-- dated anew, into the month before, and back; voided
select is(tap.saves('p_township', 'work.meeting', '{"held_on": "2026-10-29"}', (select max(id) from work.meeting), 2), 'saved', 'it was held in October');
select is(tap.township(), E'102001000 2026-10-01 2026-10-31 1/1 d\n102001000 2026-11-01 2026-11-30 0/1 open', 'October is answered late, November owed again');
select cmp_ok((select closed_on from work.duty where rule = 32 and from_on = '2026-10-01'), '>', '2026-10-31', 'which is seen from the day it was closed');
select is(tap.saves('p_township', 'work.meeting', '{"held_on": "2026-11-05"}', (select max(id) from work.meeting), 3), 'saved', 'no, in November');
select is(tap.township(), E'102001000 2026-10-01 2026-10-31 0/1 m\n102001000 2026-11-01 2026-11-30 1/1 d', 'October is missed, November done');
select is(tap.meets('p_township', '2026-11-09'), 'saved', 'a second one');
select is(tap.told('p_township', format('select api.void(''work.meeting'', %s, ''记到别处去了'')', (select min(id) from work.meeting))), '', 'the first is voided');
select is(tap.township(), E'102001000 2026-10-01 2026-10-31 0/1 m\n102001000 2026-11-01 2026-11-30 1/1 d', 'the second holds');
select is(tap.told('p_township', format('select api.void(''work.meeting'', %s, ''没有开成会'')', (select max(id) from work.meeting))), '', 'and is voided too');
select is(tap.township(), E'102001000 2026-10-01 2026-10-31 0/1 m\n102001000 2026-11-01 2026-11-30 0/1 open', 'owed again');

-- A month of rest: each bin in between is there, and missed; those of offices with another period too.
select tap.noon('2027-02-03') \g /dev/null
select matches(work.tick(), 'duties opened [0-9]+, missed [1-9]', 'after ten weeks of rest');
select is(tap.township(), E'102001000 2026-10-01 2026-10-31 0/1 m\n102001000 2026-11-01 2026-11-30 0/1 m\n102001000 2026-12-01 2026-12-31 0/1 m\n102001000 2027-01-01 2027-01-31 0/1 m\n102001000 2027-02-01 2027-02-28 0/1 open',
          'no month is lost');
select is(tap.owed(30), E'100000000 2026-07-01 2026-12-31 0/1 m\n100000000 2027-01-01 2027-06-30 0/1 open', 'nor a half year');
select is((select distinct closed_on - due_on from work.duty where outcome = 'm'), 1, 'missed from the day behind their last');
select is((select count(*) from work.duty d join work.duty e on e.rule = d.rule and e.subject = d.subject and e.id <> d.id and e.from_on <= d.due_on and e.due_on >= d.from_on), 0::bigint, 'no two bins share a day');
select is(tap.told('p_township', $$select stands, due_on from work.duty_list where due_on < '2027-02-01' order by due_on$$), E'没做|2026-10-31\n没做|2026-11-30\n没做|2026-12-31\n没做|2027-01-31', 'the ledger keeps them in words');
select is(tap.meets('p_township', '2027-01-15'), 'saved', 'a meeting of January, entered now');
select is(tap.told('p_township', $$select stands from work.duty_list where from_on = '2027-01-01'$$), '补做', 'turns it to late');
select is(tap.told('p_township', $$select count(*) from app.todo('2027-02-28', 50)$$), '1', 'February alone is owed');
select is(tap.counters(), 0::bigint, 'the counters agree');

-- The record comes while the timer rests: bins up to it are made with it, and the timer doubles none.
select tap.noon('2027-05-10') \g /dev/null
select is(tap.meets('p_township', '2027-05-06'), 'saved', 'held in May, the timer resting since February');
select is((select count(*) from work.duty where rule = 32 and office = 430102001000 and due_on > '2027-02-28'), 3::bigint, 'March, April and May are there');
select is((select work.tick() is not null), true, 'the timer');
select is((select string_agg(concat(extract(month from from_on), outcome), ' ' order by from_on) from work.duty where rule = 32 and office = 430102001000 and from_on >= '2027-02-01'), '2m 3m 4m 5d', 'two missed, one done, none twice');
-- A meeting of years ago makes a bin of its own and none between.
select matches(tap.meets('p_township', '2024-03-05'), '^LB001 补记超过 92 天的会议', 'the clerk does not enter it');
select is(tap.meets('p_chief', '2024-03-05'), 'saved', 'the head does');
select is((select work.tick() is not null), true, 'the timer');
select is((select count(*) from work.duty where rule = 32 and office = 430102001000 and due_on < '2026-10-01'), 1::bigint, 'one month of 2024 and no other');

-- Another tier's meeting answers nothing of ours, nor does another kind.
select matches(tap.saves('p_county', 'work.meeting', '{"kind": "3", "held_on": "2027-05-04", "topic": "村站会", "minutes": "记了"}'), '^LB001 这种会议不由本级召开', 'the county calls no meeting of villages');
select is(tap.saves('p_county', 'work.meeting', '{"kind": "5", "held_on": "2027-05-04", "topic": "例会", "minutes": "记了"}'), 'saved', 'but its own');
select is((select outcome from work.duty where rule = 31 and from_on = '2027-04-01'), null, 'which is not the quarter''s');

-- An office that begins to stand owes from its first whole bin; one that stands no more owes nothing.
select is((select count(*) from work.duty where office = 430103000000), 0::bigint, 'a county that did not stand');
update org.office set established = true where id = 430103000000;
select tap.noon('2027-05-11') \g /dev/null
select work.tick() \g /dev/null
select is((select count(*) from work.duty where office = 430103000000), 0::bigint, 'stands from May on');
select tap.noon('2027-07-02') \g /dev/null
select work.tick() \g /dev/null
select is((select string_agg(from_on::text, ' ') from work.duty where office = 430103000000), '2027-07-01', 'and owes from July');
update org.office set established = false where id = 430103000000;
select tap.noon('2027-07-03') \g /dev/null
select work.tick() \g /dev/null
select is((select outcome from work.duty where office = 430103000000), 'v', 'void when it stands no more');

-- A period of one's own, only where the standard gives none: here it gives one.
insert into ref.setting values ('cadence.meeting_village_heads', 430102001000, 'quarter');
select tap.noon('2027-08-01') \g /dev/null
select work.tick() \g /dev/null
select is((select max(due_on) from work.duty where rule = 32 and office = 430102001000), '2027-08-31', 'the month of the standard stays');
update ref.cadence set assumed = true where rule = 'meeting_village_heads';
select tap.noon('2027-09-01') \g /dev/null
select work.tick() \g /dev/null
select is((select string_agg(from_on || ' ' || due_on, ', ' order by from_on) from work.duty where rule = 32 and office = 430102001000 and from_on >= '2027-08-01'), '2027-08-01 2027-08-31, 2027-09-01 2027-09-30', 'where it is ours to set, from the next bin: to the end of its quarter');
select is((select max(due_on) from work.duty where rule = 32 and office = 430102002000), '2027-09-30', 'a neighbour keeps the month');
select tap.noon('2027-10-05') \g /dev/null
select is(tap.meets('p_township', '2027-10-04'), 'saved', 'in the new quarter');
select is((select from_on || ' ' || due_on || ' ' || outcome::text from work.duty where rule = 32 and office = 430102001000 and from_on >= '2027-10-01'), '2027-10-01 2027-12-31 d', 'one for the quarter');
update ref.setting set value = 'nonsense' where key = 'cadence.meeting_village_heads';
select tap.noon('2028-01-05') \g /dev/null
select work.tick() \g /dev/null
select is((select due_on from work.duty where rule = 32 and office = 430102001000 and from_on = '2028-01-01'), '2028-01-31', 'what is no period is none');
update ref.cadence set assumed = false where rule = 'meeting_village_heads';
delete from ref.setting;

-- Bins of several answers.
update ref.cadence set min_count = 2 where rule = 'meeting_village_heads';
select tap.noon('2028-02-05') \g /dev/null
select work.tick() \g /dev/null
select is(tap.meets('p_township', '2028-02-01'), 'saved', 'the first of two');
select is((select have || ' of ' || need || coalesce(outcome::text, '') from work.duty where rule = 32 and office = 430102001000 and from_on = '2028-02-01'), '1 of 2', 'is not enough');
select is(tap.told('p_township', $$select cadence_zh, cadence_en from app.todo('2028-02-29', 50) where rule = 32$$), '每月2次|2 times, monthly', 'said in words');
select is(tap.meets('p_township', '2028-02-03'), 'saved', 'the second');
select is((select have || ' of ' || need || outcome::text from work.duty where rule = 32 and office = 430102001000 and from_on = '2028-02-01'), '2 of 2d', 'is');
update ref.cadence set min_count = 1 where rule = 'meeting_village_heads';

-- The office gets another code (figures and attendance of both are one where one office becomes another's):
insert into work.pairing_missed (office, from_on, due_on, owed, missed, pairings, frozen_on) values (430102001000, '2027-01-01', '2027-01-31', 3, 1, '{5}', '2027-03-04'), (430102002000, '2027-01-01', '2027-01-31', 2, 2, '{6,7}', '2027-03-05');
insert into work.meeting (office, kind, held_on, topic) values (430102000000, '2', '2028-02-01', '街道站长会');
select is((select count(*) from work.attendance where meeting = (select max(id) from work.meeting)), 2::bigint, 'both attend the county''s meeting');
-- Then its bins go with it, and the next day doubles none.
select is((select count(*) from ref.region_apply('430102001000,430102099000,,move' || E'\n', true)), 1::bigint, 'the township has another code');
select is((select count(*) from work.duty where rule = 32 and office = 430102099000 and subject <> office), 0::bigint, 'its bins went with it');
select tap.noon('2028-02-06') \g /dev/null
select matches(work.tick(), 'duties opened 0,', 'nothing is opened twice');
select cmp_ok((select count(*) from ref.region_apply(E'430102002000,430102099000,,merge\n' || (select string_agg(code || ',' || 430102099900 + n || ',,move', E'\n') from (select code, row_number() over (order by code) as n from ref.region where parent = 430102002000 and valid_to is null) x), true)),
              '>', 1::bigint, 'another merges into it');
select is((select count(*) from work.duty where rule = 32 and office = 430102099000 and open_due is not null), 0::bigint, 'what it had open is void: the month is done');
select is((select concat_ws(' ', owed, missed, pairings) from work.pairing_missed where office = 430102099000), '5 3 {5,6,7}', 'what was missed is that of both');
select is((select count(*) from work.attendance where meeting = (select max(id) from work.meeting) and attendee = 430102099000 and voided_at is null), 1::bigint, 'one attends');
select tap.noon('2028-03-01') \g /dev/null
select work.tick() \g /dev/null
select is((select count(*) from work.duty where rule = 32 and office = 430102099000 and open_due is not null), 1::bigint, 'and one is owed for both next month');
select * from finish();
