-- SPDX-License-Identifier: Apache-2.0
-- Notices in words: dictionary and refusals.
insert into app.relation (relation, zh, en, label, hint, finder) values
  ('work.notice',       '通知',     'Notice',        'concat_ws('' '', t.title, t.no)', 'coalesce(t.published_on::text, '''')', 'app.find_notice'),
  ('work.notice_list',  '通知',     'Notice',        'concat_ws('' '', t.title, t.no)', '''''', null),
  ('work.notice_head',  '通知',     'Notice',        't.told', '''''', null),
  ('work.notice_to',    '点名的机构', 'Office named', '(select o.name from org.office o where o.id = t.to_office)', '''''', null),
  ('work.notice_unit',  '读到哪里', 'How far it got', '(select o.name from org.office o where o.id = t.office)', '''''', null),
  ('work.notice_person', '谁读了、谁还没读', 'Who has read', '(select s.name from org.staff s where s.id = t.staff)', '''''', null),
  ('work.notice_read',  '已读回执', 'Receipt',       '(select s.name from org.staff s where s.id = t.staff)', '''''', null),
  ('work.notice_reply', '通知答复', 'Answer to a notice',
    '(select concat_ws('' '', app.short_office(o.name), n.title) from work.notice n, org.office o where n.id = t.notice and o.id = t.office and (sec.sees(n.office) or sec.sees(t.office)))', 't.replied_on::text', null),
  ('work.shown_to',     '给下级看的', 'Shown to offices below', 't.relation', '''''', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;
update app.relation set opened = 'work.notice_opened' where relation = 'work.notice';
update app.relation set happened = 't.replied_on', summary = 't.body' where relation = 'work.notice_reply';

insert into app.column (relation, column_name, zh, en, help_zh, help_en, default_sql, mask, width, private) values
  ('work.notice', 'office',       '发文机构', 'Sent by',       '', '', null, null, 24, false),
  ('work.notice', 'no',           '编号',     'Number',        '发布时自动编', 'given when it is published', null, null, 30, false),
  ('work.notice', 'title',        '标题',     'Title',         '一句话说清什么事，不写“通知”二字也行', 'what it is about, in one line', null, null, 60, false),
  ('work.notice', 'kind',         '种类',     'Kind',          '', '', '''1''', null, 10, false),
  ('work.notice', 'body',         '正文',     'Text',          '发布以后不能改；要改，发一份新的代替它', 'fixed once it is published; to correct it publish another in its place', null, null, 60, false),
  ('work.notice', 'reach',        '发给',     'To',            '只能发给本机构的下级', 'only offices below one''s own', '''1''', null, 14, false),
  ('work.notice', 'to_tier',      '哪一级',   'Which tier',    '', '', null, null, 8, false),
  ('work.notice', 'reply_by',     '答复期限', 'Answer by',     '各机构要在这天以前答复办理情况；只要看的，空着', 'offices answer by this day; leave it empty where it is only to be read', null, null, 10, false),
  ('work.notice', 'replaces',     '代替哪一份', 'Replaces',    '以前发错的、过时的那一份', 'the one this corrects', null, null, 30, false),
  ('work.notice', 'published_on', '发布日期', 'Published',     '', '', null, null, 10, false),
  ('work.notice', 'published_by', '发布人',   'Published by',  '', '', null, null, 8, false),
  ('work.notice', 'replaced_by',  '由哪一份代替', 'Replaced by', '', '', null, null, 30, false),
  ('work.notice', 'withdrawn_on', '撤回日期', 'Withdrawn',     '', '', null, null, 10, false),
  ('work.notice', 'withdrawn_by', '撤回人',   'Withdrawn by',  '', '', null, null, 8, false),
  ('work.notice', 'withdrawn_why', '撤回原因', 'Why withdrawn', '', '', null, null, 40, false),
  ('work.notice', 'state',        '状态',     'State',         '', '', null, null, 12, false),
  ('work.notice_head', 'told',    '进展',     'How far',       '', '', null, null, 70, false),
  ('work.notice_to', 'notice',    '通知',     'Notice',        '', '', null, null, 20, false),
  ('work.notice_to', 'to_office', '机构',     'Office',        '', '', null, null, 30, false),
  ('work.notice_to', 'below',     '连同它的下级', 'And all below', '', '', 'false', null, 12, false),
  ('work.notice_unit', 'notice',  '通知',     'Notice',        '', '', null, null, 20, false),
  ('work.notice_person', 'notice', '通知',    'Notice',        '', '', null, null, 20, false),
  ('work.notice_unit', 'office',  '机构',     'Office',        '', '', null, null, 30, false),
  ('work.notice_unit', 'told',    '读到哪里', 'How far',       '', '', null, null, 40, false),
  ('work.notice_person', 'office', '机构',    'Office',        '', '', null, null, 30, false),
  ('work.notice_person', 'staff', '姓名',     'Name',          '', '', null, null, 10, false),
  ('work.notice_person', 'read_at', '何时读的', 'Read at',     '', '', null, null, 16, false),
  ('work.notice_read', 'notice',  '通知',     'Notice',        '', '', null, null, 20, false),
  ('work.notice_read', 'staff',   '谁',       'Who',           '', '', null, null, 10, false),
  ('work.notice_read', 'read_at', '何时读的', 'Read at',       '', '', null, null, 16, false),
  ('work.notice_reply', 'office', '答复机构', 'Answered by',   '', '', null, null, 24, false),
  ('work.notice_reply', 'notice', '通知',     'Notice',        '答复的是哪一份', 'the one that is answered', null, null, 40, false),
  ('work.notice_reply', 'body',   '办理情况', 'Answer',        '办了什么、到哪一步、还有什么困难', 'what was done, how far, what stands in the way', null, null, 60, false),
  ('work.notice_reply', 'staff',  '联系人',   'Whom to ask',   '', '', 'sec.own_staff()', null, 10, false),
  ('work.notice_reply', 'replied_on', '答复日期', 'Answered on', '', '', null, null, 10, false),
  ('work.shown_to', 'relation',   '登记簿',   'Register',      '', '', null, null, 20, false),
  ('work.shown_to', 'row_id',     '哪一条',   'Which',         '', '', null, null, 8, false),
  ('work.shown_to', 'below',      '连同下级', 'And all below', '', '', null, null, 4, false),
  ('work.shown_to', 'since',      '从哪天起', 'From',          '', '', null, null, 10, false),
  ('work.shown_to', 'child',      '由哪种明细', 'By lines of', '', '', null, null, 20, false),
  ('work.shown_to', 'child_id',   '由哪条明细', 'By which line', '', '', null, null, 8, false)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en,
    default_sql = excluded.default_sql, mask = excluded.mask, width = excluded.width, private = excluded.private;
-- The list has the columns of the table, and two of its own.
insert into app.column (relation, column_name, zh, en, help_zh, help_en, mask, width, private)
  select 'work.notice_list', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.mask, c.width, false from app.column c where c.relation = 'work.notice'
  union all values
  ('work.notice_list', 'is_read',     '已读',     'Read',     '本人读过没有；不是发给本机构的，空着', 'by oneself; empty where it is not for one''s office', null, 4, false),
  ('work.notice_list', 'answered_on', '本机构答复', 'Answered', '', '', null, 10, false)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, width = excluded.width;
update app.column set width = v.width from (values ('title', 26), ('state', 8), ('office', 12)) v(name, width) where relation = 'work.notice_list' and column_name = v.name;
update app.column c set lookup = v.lookup
  from (values ('work.notice', 'state', 'code.notice_state'), ('work.notice_list', 'state', 'code.notice_state'), ('work.notice_list', 'kind', 'code.notice_kind'), ('work.notice_list', 'office', 'org.office'),
               ('work.notice_list', 'reach', 'code.notice_reach'), ('work.notice_list', 'to_tier', 'code.tier'), ('work.notice_list', 'published_by', 'org.staff'),
               ('work.notice_unit', 'notice', 'work.notice'), ('work.notice_person', 'notice', 'work.notice'), ('work.notice_unit', 'office', 'org.office'), ('work.notice_person', 'office', 'org.office'), ('work.notice_person', 'staff', 'org.staff')) v(relation, column_name, lookup)
 where c.relation = v.relation and c.column_name = v.column_name;
update app.column c set finder = v.finder
  from (values ('work.notice', 'replaces', 'app.find_notice_sent'), ('work.notice_reply', 'notice', 'app.find_notice_owed'), ('work.notice_to', 'to_office', 'app.find_below')) v(relation, column_name, finder)
 where c.relation = v.relation and c.column_name = v.column_name;
call app.comment_all();

insert into app.refusal (name, field, zh, en, hint_zh, hint_en) values
  ('notice_tier_with_reach', 'to_tier', '发给“所辖某一级”的，写明哪一级；其他的不写', 'say which tier where it goes to one tier, and only there', '看“发给”选的是什么', 'look at what To says'),
  ('notice_title_said', 'title', '标题不能空着', 'a notice has a title', '写一句话说清什么事', 'say in one line what it is about'),
  ('notice_body_said', 'body', '正文不能空着', 'a notice has a text', '写清做什么、谁做、什么时候以前', 'say what is to be done, by whom and when'),
  ('notice_not_itself', 'replaces', '一份通知不能代替自己', 'a notice cannot replace itself', '选以前发的那一份，没有就空着', 'choose the one sent before, or leave it empty'),
  ('notice_no_once', 'no', '这个编号已经用过', 'this number is taken', '再发布一次，会另编', 'publish once more, and it gets another'),
  ('notice_to_once', 'to_office', '这个机构已经点过名', 'this office is named already', '去掉这一行', 'take this line out'),
  ('notice_reply_said', 'body', '办理情况不能空着', 'an answer says something', '还没办的，写什么时候办', 'where nothing is done yet, say when it will be'),
  ('notice_reply_once', 'notice', '本机构已经答复过这份通知', 'this office has answered this notice', '要补充的，打开原来那份答复来改', 'open that answer and add to it'),
  ('notice_read_notice_staff_office_key', 'notice', '这个人已经读过', 'read already by this person', '第一次打开的时间为准', 'the first opening counts'),
  ('notice_fixed', null, '已经发布的通知不能改', 'what was published is not changed', '要改：新写一份，在“代替哪一份”里选它；发错的用 F6 撤回', 'write another and name this one under Replaces; or withdraw it (F6)'),
  ('notice_due_past', 'reply_by', '答复期限已经过了', 'the day to answer by has passed', '请写今天或以后的日子', 'put today or a day to come'),
  ('notice_replaces_own', 'replaces', '只能代替本机构发的、还有效的通知', 'only one''s own notice in force can be replaced', '从列表中选；别的机构发的，请他们改', 'choose from the list; others'' are theirs to correct'),
  ('notice_of_another', 'notice', '这是别的机构的通知', 'this notice is another office''s', '各机构只写自己的通知', 'each office writes its own'),
  ('notice_to_below', 'to_office', '通知只能发给本机构的下级', 'a notice goes to offices below one''s own', '要上级、同级知道的，请按请示、函的规矩办', 'what those above or beside should know goes by letter'),
  ('notice_not_yours', null, '没有这份通知，或不是本机构的', 'no such notice of your office', '谁发的由谁办', 'who sends it acts on it'),
  ('notice_head_publishes', null, '通知由负责人发布、撤回', 'the head of the office publishes and withdraws', '写好存上，请本机构负责人打开，按 F6', 'save it and ask the head of your office, who opens it and presses F6'),
  ('notice_published_already', null, '这份通知已经发布了', 'this notice is published already', '按 ^L 重读', 'read it anew with ^L'),
  ('notice_moved_on', null, '这份通知刚被别人改过', 'this notice was changed by somebody else meanwhile', '按 ^L 重读，看过再发布', 'read it anew with ^L before you publish it'),
  ('notice_named_in_vain', 'reach', '下面点了机构的名，“发给”却不是“点名的机构”', 'offices are named below, but To says something else', '改“发给”，或作废点名的那几行', 'change To, or void the lines of offices'),
  ('notice_to_nobody', 'reach', '这样发，没有一个机构收得到', 'sent like this it reaches no office', '看“发给”：点名的要写机构，选级别的要有那一级', 'look at To: name offices, or choose a tier there is'),
  ('notice_not_in_force', 'notice', '这份通知没有发布，或已经撤回、被代替', 'this notice is not in force', '打开它，看上面一行写的', 'open it and see the line on top'),
  ('notice_reply_stays', 'notice', '答复的是哪一份，不能改', 'which notice an answer is to does not change', '答错了的，作废这一条，另写一条', 'void this answer and write another'),
  ('notice_not_for_you', 'notice', '这份通知不是发给本机构的', 'this notice is not for your office', '从列表中选本机构要答复的', 'choose one your office is to answer'),
  ('notice_wants_no_reply', 'notice', '这份通知只要看，不用答复', 'this notice is only to be read', '有话要说的，打电话给发文机构', 'call the office that sent it')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en;
update app.refusal set clause = '4.4.2' where name ~ '^notice_';
