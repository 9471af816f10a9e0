-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Meetings: who is to come stands there from the beginning and sees it; what was resolved is a duty of who is charged with it, to the end.
\ir duty.inc
select no_plan();
select tap.noon('2026-11-25') \g /dev/null
select work.tick() \g /dev/null
-- The resolution charged to the first village, then to another.
create function tap.does(login text, what text, version int, more text) returns text language sql as $$
  select tap.told(login, format('select api.resolution_%s(%s, %s, %s)', what, (select min(id) from work.resolution where work.resolution.what ^@ '春节'), version, more)) $$;

select is(tap.saves('p_township', 'work.meeting', '{"kind": "3", "held_on": "2026-11-28", "topic": "年底走访", "place": "二楼会议室"}',
  children => '[{"relation": "work.attendance", "by": "meeting", "rows": [{"new": {"attendee": "430102001002"}}]}, {"relation": "work.resolution", "by": "meeting", "rows": []}]'), 'saved', 'a meeting to come');
select is((select string_agg(attendee % 1000 || coalesce(state, '-'), ' ' order by attendee) from work.attendance), '1- 2-', 'the villages below that stand are in its attendance, once each');
select is((select string_agg(distinct office || ' ' || with_office, ', ') from work.attendance where attendee = 430102001001), '430102001000 430102001001', 'seen by both parties');
select is(tap.told('p_village', 'select m.topic, m.came from work.meeting_list m'), '年底走访|0/1', 'an office named sees the meeting, and its own line in it');
select is(tap.told('p_village', 'select count(*) from work.attendance'), '1', 'no other''s line');
select is(tap.told('p_far', 'select count(*) from work.meeting'), '0', 'an office not named sees nothing');
select is(tap.told('p_county', 'select count(*) from work.attendance'), '2', 'those above see it all');
select matches(tap.told('p_village', 'update work.meeting set topic = ''x'''), '^(UPDATE 0|LB001|42501)', 'it changes nothing');
select matches(tap.told('p_village', 'insert into work.resolution (office, meeting, what, charged, due_on) values (430102001001, 1, ''x'', 430102001001, ref.today())'), '^LB001 这次会不是本机构开的', 'and adds nothing to it');
select matches(tap.told('p_far', 'insert into work.attendance (office, meeting, attendee) values (430102002001, 1, 430102002001)'), '^LB001 这里写的会议不在您的辖区里', 'nor does who does not see it');
select matches(tap.told('p_township', 'insert into work.attendance (office, meeting, attendee) values (430102001000, 1, 430102002001)'), '^LB001 只能写本机构和下级机构', 'nobody calls another''s village');
select matches(tap.told('p_township', 'insert into work.attendance (office, meeting, attendee) values (430102001000, 1, 430102001001)'), '^LB001 这个机构已经在到会表里', 'or one twice');
select matches(tap.saves('p_township', 'work.meeting', '{"minutes": "讲了三件事"}', 1, 1), '^LB001 会还没有开', 'no minutes before it was held');
select matches(tap.told('p_township', 'select api.meeting_rest_present(1, 1)'), '^LB001 会还没有开', 'and nobody was present');

select tap.noon('2026-11-28') \g /dev/null
select matches(tap.told('p_township', 'update work.attendance set state = ''2'' where attendee = 430102001002'), '^LB001 请假、缺席要写原因', 'absent: why');
select matches(tap.told('p_township', 'update work.attendance set state = ''4'' where attendee = 430102001002'), '^LB001 派人代会要写谁来的', 'represented: by whom');
select is(tap.told('p_township', 'update work.attendance set state = ''2'', reason = ''站长住院'' where attendee = 430102001002'), 'UPDATE 1', 'one was excused');
select matches(tap.told('p_village', 'select api.meeting_rest_present(1, 1)'), '^LB001 没有这次会议，或不归您办', 'who attends does not say who came');
select is(tap.told('p_township', 'select api.meeting_rest_present(1, 1)'), '又记了 1 家到会', 'the others came');
select is(tap.told('p_township', 'select came, has_minutes from work.meeting_list'), '1/2|缺', 'as the list has it');
select is(tap.owed(32, 430102001000), '102001000 2026-11-01 2026-11-30 0/1 open', 'not counted yet');
select is(tap.saves('p_township', 'work.meeting', '{"minutes": "讲了三件事"}', 1, 1), 'saved', 'the minutes are written');
select is(tap.owed(32, 430102001000), '102001000 2026-11-01 2026-11-30 1/1 d', 'it counts');

-- Resolutions.
select is(tap.saves('p_township', 'work.meeting', '{"chair": "罗卫国"}', 1, 2,
  '[{"relation": "work.resolution", "by": "meeting", "rows": [{"new": {"what": "春节前走访完重点对象", "charged": "430102001001", "due_on": "2026-12-20"}}, {"new": {"what": "报年度计划", "charged": "430102001000", "due_on": "2026-12-10"}}]}]'), 'saved', 'two matters resolved');
select is(tap.owed(33), E'102001000 2026-11-28 2026-12-10 0/1 open\n102001001 2026-11-28 2026-12-20 0/1 open', 'each a duty of who is charged');
select is(tap.told('p_village', $$select zh, due_on, name, whose, register, opens from app.todo('2026-12-31', 50)$$), '会议决议|2026-12-20|春节前走访完重点对象|文艺路街道|resolution|subject', 'on its first screen');
select is(tap.told('p_township', $$select zh, due_on, name, whose from app.waiting(50)$$), '会议决议|2026-12-20|春节前走访完重点对象|识字里社区居委会', 'the township waits for it');
select is(tap.told('p_village', 'select what, stands from work.resolution_list'), '春节前走访完重点对象|在办', 'the village sees its own');
select is(tap.told('p_neighbour', 'select count(*) from work.resolution'), '0', 'a neighbour does not');
select matches(tap.told('p_township', 'update work.resolution set result = ''x'''), '^42501', 'nobody writes the result by hand');
select matches(tap.does('p_township', 'done', 1, '''2026-11-28'', ''已经走访完'''), '^LB001 没有这项决议，或不由您的机构办', 'who is not charged does not say what came of it');
select matches(tap.does('p_village', 'done', 9, '''2026-11-28'', ''已经走访完'''), '^LB001 这项决议刚被别人改过', 'what was seen is what is done');
select matches(tap.does('p_village', 'done', 1, '''2026-11-27'', ''已经走访完'''), '^LB001 办结日期要在开会那天和今天之间', 'not before the meeting');
select matches(tap.does('p_village', 'done', 1, 'null, ''已经走访完'''), '^LB001 决议的“办结日期”必须填写', 'with a day');
select matches(tap.does('p_village', 'done', 1, '''2026-11-28'', ''无'''), '^LB001 请写明原因', 'and words');
select tap.noon('2026-12-22') \g /dev/null
select is(tap.told('p_village', 'select overdue from app.todo_counts()'), '1', 'overdue at the one');
select is(tap.told('p_township', $$select due_on < ref.today() from app.waiting(50)$$), 'true', 'and at the other');
select is(tap.does('p_village', 'done', 1, '''2026-12-19'', ''都走访完了'''), '已办结', 'the village says so');
select is(tap.owed(33, 430102001001), '102001001 2026-11-28 2026-12-20 1/1 d', 'done, by the day it was done');
select is((select closed_on from work.duty where rule = 33 and office = 430102001001), '2026-12-19', 'in time');
select matches(tap.does('p_village', 'again', 2, '''没有做完呢'''), '^LB001', 'it does not take it back itself');
select is(tap.does('p_township', 'again', 2, '''还有两户没去'''), '已退回，继续办', 'whose meeting it was gives it back');
select is(tap.owed(33, 430102001001), '102001001 2026-11-28 2026-12-20 0/1 open', 'owed again');
select is(tap.told('p_township', 'update work.resolution set charged = 430102001002, due_on = ''2026-12-31'' where what ^@ ''春节'''), 'UPDATE 1', 'another is charged');
select is(tap.owed(33, 430102001002), '102001002 2026-11-28 2026-12-31 0/1 open', 'and owes it');
select is(tap.told('p_village', 'select count(*) from work.resolution'), '0', 'the first sees it no more');
select is(tap.told('p_village', 'select count(*) from work.meeting'), '1', 'but the meeting it attended');
select matches(tap.told('p_township', 'update work.resolution set due_on = ''2026-11-01'' where what ^@ ''春节'''), '^LB001 办结期限不能早于开会那天', 'not due before the meeting');
select is(tap.told('p_township', 'select api.void(''work.meeting'', 1, ''重复登记了'')'), '', 'the meeting is voided');
select is((select count(*) from work.duty where rule = 33 and outcome = 'v'), 2::bigint, 'with its resolutions');
select is(tap.owed(32, 430102001000), '102001000 2026-11-01 2026-11-30 0/1 m', 'November was missed then');
select is((select count(*) from work.shown_to), 0::bigint, 'and nobody is named any more');
select is(tap.told('p_village', 'select count(*) from work.meeting'), '0', 'or sees it');

-- A village that is served: who serves it sees for it. A county's zone whose parent is not its code's.
update org.office set established = false, served_by = 430102002001 where id = 430102001002;
select is(tap.saves('p_township', 'work.meeting', '{"kind": "3", "held_on": "2026-12-21", "topic": "再开一次", "minutes": "讲了两件事"}'), 'saved', 'another meeting');
select is((select count(*) from work.attendance where voided_at is null), 1::bigint, 'only offices that stand are called');
select is(tap.told('p_township', 'insert into work.attendance (office, meeting, attendee, state) values (430102001000, 2, 430102001002, ''1'')'), 'INSERT 0 1', 'one that does not may come');
select tap.told('p_far', 'select count(*) from app.home(ref.today())') \g /dev/null
select is(tap.told('p_far', 'select topic from work.meeting'), '再开一次', 'who serves it sees, once back on the first screen (sec.renew_plans)');
select is(tap.saves('p_city', 'work.meeting', '{"kind": "1", "held_on": "2026-12-21", "topic": "半年会", "minutes": "讲了"}'), 'saved', 'the city''s');
select is((select string_agg(a.attendee::text, ' ') from work.attendance a join work.meeting m on m.id = a.meeting where m.kind = '1'), '430102000000', 'calls the counties');
select is(tap.told('p_county', 'select topic from work.meeting where kind = ''1'''), '半年会', 'who see it');
select is(tap.told('p_township', 'select count(*) from work.meeting where kind = ''1'''), '0', 'those below them do not');
select is(tap.told('p_county', format('select happened, summary from app.timeline(''work.meeting'', %s, 9)', (select id from work.meeting where kind = '1'))), '', 'nothing was resolved');
select is(tap.counters(), 0::bigint, 'the counters agree');
select * from finish();
