-- SPDX-License-Identifier: Apache-2.0
drop function if exists flow.state_text(text, text, boolean);          -- before words by tier; the lists above asked it
-- The words of processes: tables, columns, refusals.
insert into app.relation (relation, zh, en, label, hint, finder) values
  ('work.matter',      '办理的事', 'Case',      't.number', '''''', null),
  ('work.matter_list', '办理的事', 'Case',      'concat_ws('' '', t.kind, t.called, t.number)', '''''', null),
  ('work.step',        '步骤',     'Step',      't.action', '''''', null),
  ('work.step_form',   '办一步',   'Step',      't.action', '''''', null),
  ('work.clock',       '期限',     'Clock',     't.clock', '''''', null),
  ('work.paper',       '案卷材料', 'Paper',     't.n', '''''', null),
  ('flow.paper',       '案卷材料', 'Paper',     't.zh', '''''', null),
  ('flow.process',     '流程',     'Process',   't.zh', '''''', null),
  ('flow.state',       '状态',     'State',     't.zh', '''''', null),
  ('flow.state_word',  '状态叫法', 'Word for a state', 't.zh', '''''', null),
  ('flow.step',        '步骤',     'Step',      't.zh', '''''', null),
  ('flow.clock',       '期限',     'Clock',     't.zh', '''''', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;

insert into app.column (relation, column_name, zh, en, help_zh, help_en, default_sql, mask, width, private, lookup) values
  ('work.matter_list', 'number',      '编号',     'Number',    '登记的机构、年份、顺序号', 'office, year and number in it', null, null, 24, false, null),
  ('work.matter_list', 'kind',        '办什么',   'Kind',      '', '', null, null, 12, false, null),
  ('work.matter_list', 'called',      '谁的事',   'Whose',     '', '', null, null, 14, false, null),
  ('work.matter_list', 'state',       '到哪了',   'State',     '', '', null, null, 18, false, null),
  ('work.matter_list', 'who_acts',    '等谁办',   'Next actor', '', '', null, null, 22, false, null),
  ('work.matter_list', 'due_on',      '期限',     'Due',       '过了就催办到上一级', 'once it has passed the office above is told', null, null, 10, false, null),
  ('work.matter_list', 'began_on',    '登记日期', 'Registered', '', '', null, null, 10, false, null),
  ('work.matter_list', 'ended_on',    '办结日期', 'Closed',    '', '', null, null, 10, false, null),
  ('work.matter_list', 'next_office', '在哪里',   'With',      '', '', null, null, 24, false, 'org.office'),
  ('work.matter_list', 'office',      '登记机构', 'Registered by', '', '', null, null, 24, false, 'org.office'),
  ('work.matter_list', 'person',      '服务对象', 'Person',    '', '', null, null, 14, false, 'service.person'),
  ('work.step', 'to_office',   '交给哪个机构', 'To office',   '写机构名称或拼音首字母', 'name or initials of the office', null, null, 34, false, null),
  ('work.step', 'to_staff',    '由谁办',   'Handler',        '写姓名或拼音首字母', 'name or initials', null, null, 12, false, null),
  ('work.step', 'happened_on', '哪天的事', 'On which day',   '送达、收到、受理的那一天；不能晚于今天', 'the day it was served, received, accepted; not in the future', null, null, 10, false, null),
  ('work.step', 'body',        '哪个部门', 'Body outside',   '办理、决定的主管部门', 'the body that decides', null, null, 24, false, null),
  ('work.step', 'document',    '文号',     'Document number', '发文号、意见书号或回证号', 'of the letter, the opinion or the receipt', null, null, 24, false, null),
  ('work.step', 'opinion',     '意见',     'Opinion',        '办到什么程度、怎么看、要对方做什么', 'how things stand, what you think, what the other is to do', null, null, 60, false, null),
  ('work.step', 'ground',      '理由和依据', 'Ground',       '为什么；依据哪一条', 'why, and on what rule', null, null, 60, false, null),
  ('work.step', 'action',      '步骤',     'Step',           '', '', null, null, 16, false, null),
  ('work.step', 'matter',      '办理的事', 'Case',           '', '', null, null, 12, false, null),
  ('work.step', 'staff',       '经办人',   'By',             '', '', null, null, 12, false, null),
  ('work.step', 'at',          '什么时候', 'When',           '', '', null, null, 16, false, null),
  ('work.step', 'seq',         '第几步',   'Number',         '', '', null, null, 4, false, null),
  ('work.step', 'from_state',  '原来的状态', 'From state',   '', '', null, null, 16, false, null),
  ('work.step', 'to_state',    '办到的状态', 'To state',     '', '', null, null, 16, false, null),
  ('work.step', 'on_day',      '哪天办的', 'On',             '', '', null, null, 10, false, null),
  ('work.step', 'job',         '以什么岗位', 'As',           '', '', null, null, 12, false, null),
  ('work.step', 'by_office',   '代办机构', 'By office',      '', '', null, null, 24, false, null),
  ('work.step', 'due_on',      '期限',     'Due',            '', '', null, null, 10, false, null),
  ('work.step', 'was',         '此前的情况', 'Before',       '', '', null, null, 16, false, null)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, default_sql = excluded.default_sql,
    mask = excluded.mask, width = excluded.width, private = excluded.private, lookup = excluded.lookup;
insert into app.column (relation, column_name, zh, en, help_zh, help_en, width, lookup)
select 'work.step_form', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.width, case c.column_name when 'to_office' then 'org.office' when 'to_staff' then 'org.staff' when 'matter' then 'work.matter_list' end
  from app.column c where c.relation = 'work.step' and c.column_name in ('matter', 'action', 'to_office', 'to_staff', 'happened_on', 'body', 'document', 'opinion', 'ground')
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, width = excluded.width, lookup = excluded.lookup;

insert into app.refusal (name, field, zh, en, hint_zh, hint_en, clause, law_zh, law_en) values
  ('begin_stays', null, '登记以后，起算日期不能改：期限已经从这天算起', 'the day it began stays: clocks run from it', '写错了的，办“登记有误，撤销”，再重新登记', 'cancel it as registered by mistake and register it anew', null, '', ''),
  ('calendar_ends', null, '', '', '请系统管理员更新日历', 'ask the system administrator to update the calendar', null, '', ''),
  ('step_office', null, '', '', '急的，打电话请他们办', 'if it is urgent, call them', null, '', ''),
  ('step_job', null, '', '', '请本机构有这个岗位的人办', 'ask who has that job in your office', null, '', ''),
  ('step_named', null, '', '', '请他办，或请负责人另外指定', 'ask him, or have the head name another', null, '', ''),
  ('step_recused', null, '', '', '请负责人指定别人办', 'have the head name somebody else', null, '《信访工作条例》第二十八条', 'Petition Regulation 28'),
  ('step_apart', null, '', '', '请本机构另一个人办；只有一个人的，请上级', 'ask a colleague; where there is none, the office above', null, '', ''),
  ('nothing_to_take_back', null, '', '', '已经打开办理的，请对方退回', 'what has been opened, the other office can return', null, '', ''),
  ('opened_already', null, '', '', '请对方退回', 'ask them to return it', null, '', ''),
  ('taken_back_often', null, '', '', '请对方办理或者退回', 'let them act on it or return it', null, '', ''),
  ('ruled_already', null, '', '', '请照裁定办；有不同意见，向裁定的上级反映', 'act on the ruling; take it up with the office that ruled', null, '《信访工作条例》第二十四条', 'Petition Regulation 24'),
  ('no_return', null, '', '', '可以转送或者办理', 'forward it or act on it', null, '', ''),
  ('no_superior', null, '', '', '请按书面程序报上级机关', 'report to the authority above in writing', null, '', ''),
  ('extended_already', null, '', '', '请抓紧办结，逾期会催办到上一级', 'close it in time; the office above hears of what is late', null, '《信访工作条例》第三十四条', 'Petition Regulation 34'),
  ('clock_over', null, '', '', '请往下办', 'go on with the next step', null, '', ''),
  ('step_often', null, '', '', '请往下办', 'go on with the next step', null, '', ''),
  ('step_needs', null, '', '', '打开这件事，填好、存上，再来办这一步', 'open the record, fill it in, save, and come back', null, '', ''),
  ('step_asks', null, '', '', '请填上', 'fill it in', null, '', ''),
  ('step_day', null, '', '', '请看日期有没有写错', 'check the date', null, '', ''),
  ('target_unfit', null, '', '', '请从列表中另选', 'choose another from the list', null, '', ''),
  ('handler_unfit', null, '', '', '请另选一个人，或者空着，由对方机构安排', 'choose another, or leave it to that office', null, '', ''),
  ('matter_gone', null, '', '', '请返回列表，按 ^L 重读', 'go back to the list and read it anew with ^L', null, '', ''),
  ('matter_moved_on', null, '', '', '返回去看新的情况再办', 'go back and look before you act', null, '', ''),
  ('matter_ended', null, '', '', '有新情况的，另外登记', 'register anew what is new', null, '', ''),
  ('no_such_step', null, '', '', '返回去看现在可以办什么', 'go back and see what can be done now', null, '', ''),
  ('process_tier', null, '', '', '请交给能登记的机构', 'give it to an office that can', null, '', ''),
  ('facts_stay', null, '', '', '要改的，先退回到能改的一步', 'have it returned to where they can be changed', null, '', ''),
  ('facts_elsewhere', null, '', '', '请他们改，或请他们退回', 'ask them to change it, or to return it', null, '', ''),
  ('one_open_matter_per_person', 'person', '这个人有一件同样的事还没有办完', 'such a case about this person is still open', '在“办理的事”里打开原来那一件', 'open the one that is there', null, '', '')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en, clause = excluded.clause, law_zh = excluded.law_zh, law_en = excluded.law_en;
