-- SPDX-License-Identifier: Apache-2.0
-- Words of the duty engine, events, deputies and meetings.
insert into app.relation (relation, zh, en, label, hint, finder) values
  ('service.event', '事件', 'Event', '(select p.name from service.person p where p.id = t.person and sec.sees(p.office))', 't.happened_on::text', null),
  ('org.deputy', '代理', 'Deputy', '(select s.name from org.staff s where s.id = t.staff)', 't.from_on::text', null),
  ('org.deputy_list', '代理', 'Deputy', '(select s.name from org.staff s where s.id = t.staff)', 't.from_on::text', null),
  ('work.meeting', '会议', 'Meeting', 't.topic', 't.held_on::text', 'app.find_meeting'),
  ('work.meeting_list', '会议', 'Meeting', 't.topic', 't.held_on::text', null),
  ('work.attendance', '到会', 'Attendance', '(select o.name from org.office o where o.id = t.attendee)', '''''', null),
  ('work.resolution', '决议', 'Resolution', 't.what', 't.due_on::text', null),
  ('work.resolution_list', '决议', 'Resolution', 't.what', 't.due_on::text', null),
  ('work.duty_list', '待办', 'Duty', 't.matter', 't.due_on::text', null),
  ('work.pairing_missed', '漏访', 'Missed contacts', 't.from_on::text', '''''', null),
  ('work.missed_list', '漏访', 'Missed contacts', 't.from_on::text', '''''', null),
  ('work.rule', '待办的规则', 'Rule of duty', 't.zh', '''''', null),
  ('work.answering', '办结的规则', 'Rule of answering', 't.relation', '''''', null),
  ('work.opening', '产生待办的事', 'What opens a duty', 't.code', '''''', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;

insert into app.column (relation, column_name, zh, en, help_zh, help_en, default_sql, mask, width, private) values
  ('service.event', 'person', '服务对象', 'Person', '写姓名、拼音首字母、全拼、身份证后几位都可以', 'name, initials, pinyin, or the tail of the ID number', null, null, 14, false),
  ('service.event', 'kind', '事件', 'Event', '登记以后，该走访的自动列入待办；去世的，包联同时结束', 'the visit it asks for becomes a duty by itself; a death ends the pairings', null, null, 14, false),
  ('service.event', 'happened_on', '哪一天', 'Day', '事情发生的那一天，走访期限从这天算', 'the day it happened; the time for the visit runs from it', 'ref.today()', null, 10, false),
  ('service.event', 'what', '说明', 'What', '什么奖、什么困难、什么变故，一句话', 'what award, what difficulty: a sentence', null, null, 50, false),
  ('service.event', 'office', '登记机构', 'Entered by', '', '', null, null, 24, false),

  ('org.deputy_list', 'staff', '谁不在', 'Who is away', '本机构的人；上级机构负责人可以给下级负责人定', 'somebody of your office; the head above may name one for a head', null, null, 10, false),
  ('org.deputy_list', 'deputy', '由谁代理', 'Deputy', '本机构的人，或代办本机构的站的人', 'of the same office, or of the one that serves it', null, null, 10, false),
  ('org.deputy_list', 'job', '代理什么', 'Which job', '代理人能办本岗位要拍板、转办的事；要登记的，由本机构有这个岗位的人登记', 'he decides and hands on for the job; registers are written by who has the job', '''all''', null, 12, false),
  ('org.deputy_list', 'from_on', '从哪天起', 'From', '', '', 'ref.today()', null, 10, false),
  ('org.deputy_list', 'to_on', '到哪天', 'To', '最后一天，当天还算；最长一年', 'the last day, itself included; a year at most', null, null, 10, false),
  ('org.deputy_list', 'why', '原因', 'Reason', '如 病假、外出学习', 'sick leave, a course', null, null, 30, false),
  ('org.deputy_list', 'ended_on', '提前结束', 'Ended early', '', '', null, null, 10, false),
  ('org.deputy_list', 'stands', '现在', 'Now', '', '', null, null, 8, false),
  ('org.deputy_list', 'office', '机构', 'Office', '', '', null, null, 24, false),
  ('org.deputy', 'staff', '谁不在', 'Who is away', '', '', null, null, 10, false),
  ('org.deputy', 'deputy', '由谁代理', 'Deputy', '', '', null, null, 10, false),
  ('org.deputy', 'job', '代理什么', 'Which job', '', '', null, null, 12, false),
  ('org.deputy', 'from_on', '从哪天起', 'From', '', '', null, null, 10, false),
  ('org.deputy', 'to_on', '到哪天', 'To', '', '', null, null, 10, false),
  ('org.deputy', 'why', '原因', 'Reason', '', '', null, null, 30, false),
  ('org.deputy', 'ended_on', '提前结束', 'Ended early', '', '', null, null, 10, false),

  ('work.meeting', 'kind', '会议种类', 'Kind', '市州每半年、县每季、乡镇每月各开一次下级负责人会议', 'city half-yearly, county quarterly, township monthly: the heads of those below',
     '(select case when o.tier between 1 and 3 then o.tier::text end from org.office o where o.id = sec.own_office())', null, 26, false),
  ('work.meeting', 'held_on', '开会日期', 'Day', '还没开的可以先登记，到会的机构看得到', 'one to come may be entered before; who is to attend sees it', 'ref.today()', null, 10, false),
  ('work.meeting', 'place', '地点', 'Place', '线上开的写平台', 'of an online meeting the platform', null, null, 20, false),
  ('work.meeting', 'chair', '主持', 'Chair', '', '', null, null, 12, false),
  ('work.meeting', 'topic', '议题', 'Topic', '一句话', 'a sentence', null, null, 40, false),
  ('work.meeting', 'minutes', '纪要', 'Minutes', '写了纪要，这次会才算数', 'a meeting counts when its minutes are written', null, null, 60, false),
  ('work.meeting', 'document_no', '文号', 'Document no.', '纪要印发的文号，没有就空着', 'of the minutes sent out; empty where there is none', null, null, 16, false),
  ('work.meeting', 'office', '召开机构', 'Called by', '', '', null, null, 24, false),
  ('work.meeting_list', 'kind', '会议种类', 'Kind', '', '', null, null, 12, false),
  ('work.meeting_list', 'held_on', '开会日期', 'Day', '', '', null, null, 10, false),
  ('work.meeting_list', 'topic', '议题', 'Topic', '', '', null, null, 16, false),
  ('work.meeting_list', 'came', '到会', 'Came', '', '', null, null, 6, false),
  ('work.meeting_list', 'has_minutes', '纪要', 'Minutes', '', '', null, null, 6, false),
  ('work.meeting_list', 'office', '召开机构', 'Called by', '', '', null, null, 24, false),
  ('work.attendance', 'meeting', '会议', 'Meeting', '', '', null, null, 20, false),
  ('work.attendance', 'attendee', '机构', 'Office', '下级机构；登记会议时自动列入', 'offices below stand there by themselves', null, null, 22, false),
  ('work.attendance', 'state', '到会情况', 'Attendance', '请假、缺席写原因，代会写谁来的', 'absent: why; represented: by whom', null, null, 10, false),
  ('work.attendance', 'who', '谁来的', 'Who came', '', '', null, null, 10, false),
  ('work.attendance', 'reason', '原因', 'Reason', '', '', null, null, 16, false),
  ('work.resolution', 'meeting', '会议', 'Meeting', '', '', null, null, 30, false),
  ('work.resolution', 'what', '议定事项', 'Resolved', '一件事写一行', 'one line a matter', null, null, 30, false),
  ('work.resolution', 'charged', '由谁办', 'Charged', '本机构或下级机构，列入它的待办', 'your office or one below; it becomes a duty there', null, null, 18, false),
  ('work.resolution', 'due_on', '办结期限', 'Due', '', '', null, null, 10, false),
  ('work.resolution', 'done_on', '办结日期', 'Done on', '由承办机构写', 'said by the office charged', null, null, 10, false),
  ('work.resolution', 'result', '结果', 'Result', '办得怎样，由承办机构写', 'what came of it, said by the office charged', null, null, 50, false),
  ('work.resolution', 'office', '议定机构', 'Resolved by', '', '', null, null, 24, false),
  ('work.resolution_list', 'what', '议定事项', 'Resolved', '', '', null, null, 20, false),
  ('work.resolution_list', 'charged', '由谁办', 'Charged', '', '', null, null, 14, false),
  ('work.resolution_list', 'due_on', '办结期限', 'Due', '', '', null, null, 10, false),
  ('work.resolution_list', 'done_on', '办结日期', 'Done on', '', '', null, null, 10, false),
  ('work.resolution_list', 'stands', '现在', 'Now', '', '', null, null, 7, false),
  ('work.resolution_list', 'office', '议定机构', 'Resolved by', '', '', null, null, 24, false),

  ('work.duty', 'need', '要几次', 'Needed', '', '', null, null, 4, false),
  ('work.duty', 'have', '已有几次', 'Done', '', '', null, null, 4, false),
  ('work.duty_list', 'matter', '事项', 'Matter', '', '', null, null, 20, false),
  ('work.duty_list', 'person', '服务对象', 'Person', '', '', null, null, 12, false),
  ('work.duty_list', 'from_on', '从哪天起', 'From', '', '', null, null, 10, false),
  ('work.duty_list', 'due_on', '应于何时前', 'Due', '', '', null, null, 10, false),
  ('work.duty_list', 'stands', '结果', 'Outcome', '没做：期限过了没有做，补登记那几天的就改成补做', 'missed: not done by its day; entered after all, it becomes late', null, null, 8, false),
  ('work.duty_list', 'closed_on', '了结日期', 'Closed on', '', '', null, null, 10, false),
  ('work.duty_list', 'need', '要几次', 'Needed', '', '', null, null, 4, false),
  ('work.duty_list', 'have', '已有几次', 'Done', '', '', null, null, 4, false),
  ('work.duty_list', 'note', '说明', 'Note', '', '', null, null, 30, false),
  ('work.duty_list', 'clause', '条款', 'Clause', '', '', null, null, 7, false),
  ('work.duty_list', 'office', '机构', 'Office', '', '', null, null, 24, false),
  ('work.pairing_missed', 'from_on', '这一期从', 'Period from', '', '', null, null, 10, false),
  ('work.pairing_missed', 'due_on', '到', 'To', '', '', null, null, 10, false),
  ('work.pairing_missed', 'owed', '应联系', 'Owed', '', '', null, null, 6, false),
  ('work.pairing_missed', 'missed', '漏了', 'Missed', '', '', null, null, 6, false),
  ('work.pairing_missed', 'pairings', '哪几户', 'Which', '', '', null, null, 20, false),
  ('work.pairing_missed', 'frozen_on', '定下来的日期', 'Frozen on', '', '', null, null, 10, false),
  ('work.missed_list', 'from_on', '这一期从', 'Period from', '', '', null, null, 10, false),
  ('work.missed_list', 'due_on', '到', 'To', '', '', null, null, 10, false),
  ('work.missed_list', 'owed', '应联系', 'Owed', '这一期从头到尾在包联的户数', 'pairings that lasted the whole period', null, null, 6, false),
  ('work.missed_list', 'missed', '漏了', 'Missed', '', '', null, null, 6, false),
  ('work.missed_list', 'whom', '漏了谁', 'Whom', '', '', null, null, 50, false),
  ('work.missed_list', 'frozen_on', '定下来的日期', 'Frozen on', '补记期限过了才定，定了不再改', 'when nothing could be entered for it any more; it stays', null, null, 10, false),
  ('work.missed_list', 'office', '机构', 'Office', '', '', null, null, 24, false),

  ('work.rule', 'rule', '编号', 'Number', '', '', null, null, 4, false), ('work.rule', 'zh', '名称', 'Name', '', '', null, null, 20, false), ('work.rule', 'en', '英文', 'English', '', '', null, null, 20, false),
  ('work.rule', 'clause', '条款', 'Clause', '', '', null, null, 7, false), ('work.rule', 'register', '登记簿', 'Register', '', '', null, null, 10, false), ('work.rule', 'opens', '打开什么', 'Opens', '', '', null, null, 8, false),
  ('work.rule', 'amber_days', '提前几天提醒', 'Amber days', '', '', null, null, 4, false), ('work.rule', 'closes', '怎样了结', 'Closes', '', '', null, null, 8, false), ('work.rule', 'kind', '种类', 'Kind', '', '', null, null, 8, false),
  ('work.rule', 'cadence', '周期', 'Cadence', '', '', null, null, 20, false), ('work.rule', 'length', '期限', 'Length', '', '', null, null, 4, false), ('work.rule', 'unit', '单位', 'Unit', '', '', null, null, 6, false),
  ('work.rule', 'setting', '设置项', 'Setting', '', '', null, null, 20, false),
  ('work.answering', 'relation', '表', 'Table', '', '', null, null, 20, false), ('work.answering', 'rule', '规则', 'Rule', '', '', null, null, 4, false), ('work.answering', 'how', '怎样办结', 'How', '', '', null, null, 8, false),
  ('work.answering', 'day', '日期列', 'Day column', '', '', null, null, 12, false), ('work.answering', 'matches', '条件', 'Matches', '', '', null, null, 20, false), ('work.answering', 'needs', '要填的列', 'Needs', '', '', null, null, 12, false),
  ('work.opening', 'by_what', '由什么', 'By what', '', '', null, null, 8, false), ('work.opening', 'code', '代码', 'Code', '', '', null, null, 8, false), ('work.opening', 'rule', '规则', 'Rule', '', '', null, null, 4, false),
  ('work.opening', 'relation', '归谁', 'Whose', '', '', null, null, 8, false), ('work.opening', 'categories', '对象类别', 'Categories', '', '', null, null, 20, false)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en,
    default_sql = excluded.default_sql, mask = excluded.mask, width = excluded.width, private = excluded.private;

update app.column c set lookup = v.lookup, finder = v.finder
  from (values ('org.deputy_list', 'staff', 'org.staff', 'app.find_colleague'), ('org.deputy_list', 'deputy', 'org.staff', null), ('org.deputy_list', 'job', 'code.deputy_job', null), ('org.deputy_list', 'office', 'org.office', null),
               ('work.meeting_list', 'kind', 'code.meeting_kind', null), ('work.meeting_list', 'office', 'org.office', null),
               ('work.attendance', 'attendee', null, 'app.find_at_or_below'), ('work.resolution', 'charged', null, 'app.find_at_or_below'),
               ('work.resolution_list', 'charged', 'org.office', null), ('work.resolution_list', 'office', 'org.office', null),
               ('work.duty_list', 'person', 'service.person', null), ('work.duty_list', 'office', 'org.office', null), ('work.missed_list', 'office', 'org.office', null)) v(relation, column_name, lookup, finder)
 where c.relation = v.relation and c.column_name = v.column_name;
update app.relation r set strips = 'sec.counties()', near = 'm.county = s.at', beside = 'm.with_county = s.at and m.county <> all (sec.counties())' where r.relation = 'work.duty_list';
update app.relation r set logged = v.logged from (values ('org.deputy_list', 'org.deputy')) v(relation, logged) where r.relation = v.relation;

update app.relation r set happened = v.happened, summary = v.summary
  from (values
    ('service.event', 't.happened_on', 'concat_ws(case when l.en then ''; '' else ''；'' end, (select case when l.en then k.name_en else k.name_zh end from code.event_kind k where k.code = t.kind), t.what)'),
    ('work.resolution', 't.due_on', 'concat_ws(case when l.en then ''; '' else ''；'' end, t.what, t.result)')) v(relation, happened, summary)
 where v.relation = r.relation;
update app.relation r set alike = v.alike
  from (values ('service.event', '{person,kind,happened_on}'::text[]), ('work.meeting', '{office,kind,held_on}')) v(relation, alike) where v.relation = r.relation;
call app.comment_all();

insert into app.refusal (name, field, zh, en, hint_zh, hint_en) values
  ('frozen', null, '已经定下来的数不能改', 'frozen figures stay as they are', '补记的走访照样登记，只是不再改这个数', 'what is entered late is kept, and does not change them'),
  ('death_once', 'kind', '这个人的去世已经登记', 'his death is on record already', '日子写错了，打开原来那一条改', 'if the day is wrong, open that record and put it right'),
  ('deputy_is_another', 'deputy', '不能由本人代理本人', 'nobody stands for himself', '请另选一个人', 'choose somebody else'),
  ('deputy_days', 'to_on', '代理的最后一天不能早于第一天，最长一年', 'the last day cannot come before the first; a year at most', '请看日期', 'look at the dates'),
  ('deputy_elsewhere', 'deputy', '代理人要是本机构的人，或代办本机构的站的人', 'a deputy is of the same office, or of the one that serves it', '请另选一个人', 'choose somebody else'),
  ('deputy_is_admin', 'deputy', '系统管理员、安全管理员、审计员不代理别的岗位', 'system administrator, security administrator and auditor stand for nobody', '请另选一个人', 'choose somebody else'),
  ('deputy_not_yours', 'staff', '代理人由本机构负责人定；负责人的代理人，上级机构负责人也可以定', 'the head of the office names deputies; for a head also the head above', '请找本机构负责人', 'ask the head of your office'),
  ('staff_not_yours', null, '离岗由本机构负责人登记，负责人的由上级机构负责人登记，或由安全管理员登记', 'the head of the office says who leaves, for a head the one above, or the security administrator', '请找他们', 'ask them'),
  ('staff_moved_on', null, '这个人的登记刚被别人改过，请看新的内容再办', 'this row was changed by somebody else meanwhile', '按 Esc 返回，再打开', 'Esc, and open it again'),
  ('staff_self', null, '自己的离岗不能自己登记', 'nobody enters his own leaving', '请上级机构负责人或安全管理员登记', 'ask the head above or the security administrator'),
  ('meeting_kind_tier', 'kind', '这种会议不由本级召开', 'a meeting of this kind is not called by this tier', '市州、县、乡镇各开下一级负责人的会；其他会选“工作例会”或“其他”', 'city, county and township each call the heads next below; for others choose another kind'),
  ('meeting_day', 'held_on', '开会日期要在一年以内', 'the day lies within a year from now', '请看年份', 'check the year'),
  ('minutes_to_come', 'minutes', '会还没有开', 'the meeting has not been held yet', '开完再写', 'write it afterwards'),
  ('meeting_of_another', 'meeting', '这次会不是本机构开的', 'this is another office''s meeting', '到会和决议由召开的机构登记', 'attendance and resolutions are entered by who called it'),
  ('meeting_office_below', null, '只能写本机构和下级机构', 'only your own office or one below', '请从列表中选', 'choose from the list'),
  ('meeting_not_yours', null, '没有这次会议，或不归您办', 'no such meeting for you', '由召开的机构登记', 'who called it enters it'),
  ('attendee_once', 'attendee', '这个机构已经在到会表里', 'this office stands in the attendance already', '在原来那一行里填', 'fill in the line that is there'),
  ('absence_reason', 'reason', '请假、缺席要写原因', 'say why it was absent', '一句话就行', 'a word or two will do'),
  ('represented_by', 'who', '派人代会要写谁来的', 'say who came for it', '写姓名', 'write the name'),
  ('resolution_done_has_result', 'result', '办结要写结果', 'what is done has a result', '一句话说办得怎样', 'say in a sentence what came of it'),
  ('resolution_before_meeting', 'due_on', '办结期限不能早于开会那天', 'it cannot be due before the meeting', '请看日期', 'check the date'),
  ('resolution_done_day', 'done_on', '办结日期要在开会那天和今天之间', 'it was done between the meeting and today', '请看日期', 'check the date'),
  ('resolution_not_yours', null, '没有这项决议，或不由您的机构办', 'no such resolution for your office', '由承办的机构写结果，由开会的机构退回', 'the office charged says what came of it; whose meeting it was gives it back'),
  ('resolution_moved_on', null, '这项决议刚被别人改过，请看新的内容再办', 'this resolution was changed by somebody else meanwhile', '按 Esc 返回，再打开', 'Esc, and open it again'),
  ('resolution_open', null, '这项决议还没有办结', 'it is not done yet', '等承办的机构写结果', 'wait for the office charged'),
  ('due_not_yours', null, '没有这个机构，或不在您的辖区里', 'no such office in your area', '只能看本机构和下级机构', 'you see your own office and those below'),
  ('pairing_missed_owed_check', 'owed', '应联系的户数要大于零', 'at least one is owed', '', ''),
  ('pairing_missed_check', 'missed', '漏了的不能多于应联系的', 'no more are missed than owed', '', '')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en;
insert into app.refusal (name, hint_zh, hint_en) values
  ('deputy_has_left', '到“工作人员”里看这个人还在不在岗', 'see the register of staff'),
  ('deputy_no_such_job', '选他有的岗位，或选“全部岗位”', 'choose a job he has, or all'),
  ('deputy_overlaps', '先结束原来的代理，或另写日期', 'end the other one first, or put other dates'),
  ('deputy_past', '从今天起定', 'name one from today on'),
  ('deputy_stays', '打开它，用“提前结束”，再另定', 'open it, end it, and name another'),
  ('deputy_ended', '不用再办', 'nothing is to be done')
  on conflict (name) do update set hint_zh = excluded.hint_zh, hint_en = excluded.hint_en;
insert into app.refusal (name, clause) values
  ('frozen', '6.7.7'), ('death_once', '6.1.1'), ('meeting_kind_tier', '5.1.2'), ('meeting_day', '5.1.2'), ('minutes_to_come', '5.1.2'), ('meeting_back_dated', '5.1.2'),
  ('meeting_of_another', '5.1.2'), ('meeting_office_below', '5.1.2'), ('absence_reason', '5.1.2'), ('represented_by', '5.1.2'), ('resolution_done_has_result', '5.1.2'), ('resolution_done_day', '5.1.2'),
  ('deputy_elsewhere', '4.2.3'), ('deputy_is_admin', '4.5.3'), ('deputy_not_yours', '4.2.3'), ('staff_not_yours', '4.2.3'), ('staff_self', '4.5.3'), ('deputy_has_left', '4.2.3')
  on conflict (name) do update set clause = excluded.clause;
