-- SPDX-License-Identifier: Apache-2.0
-- The words of merges, and what may be merged.
insert into app.relation (relation, zh, en, label, hint, finder) values
  ('work.merge',         '合并记录', 'Merge', 't.called', 't.merged_on::text', null),
  ('work.merge_list',    '合并记录', 'Merge', 't.called', 't.merged_on::text', null),
  ('work.not_twins',     '不是同一个人', 'Not the same', 't.id', '''''', null),
  ('service.twin_list',  '可能重复的档案', 'Possible duplicate', 't.called', 't.other_called', null),
  ('service.not_twin_list', '不是同一个人', 'Not the same', 't.called', 't.other_called', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;

insert into app.column (relation, column_name, zh, en, help_zh, help_en, default_sql, mask, width, private) values
  ('work.merge_list', 'office',     '档案所在', 'Held by', '', '', null, null, 24, false),
  ('work.merge_list', 'called',     '合并了谁', 'Whose files', '', '', null, null, 20, false),
  ('work.merge_list', 'why',        '为什么合并', 'Why', '', '', null, null, 40, false),
  ('work.merge_list', 'merged_on',  '合并日期', 'Merged on', '', '', null, null, 10, false),
  ('work.merge_list', 'merged_by',  '谁合并的', 'By', '', '', null, null, 10, false),
  ('work.merge_list', 'undone_on',  '撤销日期', 'Undone on', '', '', null, null, 10, false),
  ('work.merge_list', 'undone_by',  '谁撤销的', 'Undone by', '', '', null, null, 10, false),
  ('work.merge_list', 'undone_why', '为什么撤销', 'Why undone', '', '', null, null, 40, false),
  ('service.twin_list', 'office',       '档案所在', 'Held by', '', '', null, null, 20, false),
  ('service.twin_list', 'called',       '姓名', 'Name', '', '', null, null, 12, false),
  ('service.twin_list', 'other_called', '可能就是', 'Could be', '在别处建档的，只显示姓和末字', 'on file elsewhere: the surname and the last character only', null, null, 12, false),
  ('service.twin_list', 'other_office', '那份在', 'That file is at', '', '', null, null, 18, false),
  ('service.twin_list', 'reason',       '为什么', 'Why', '', '', null, null, 22, false),
  ('service.twin_list', 'strength',     '把握', 'Strength', '0 到 100，越大越可能是同一个人', '0 to 100, the likelier the more', null, null, 4, false),
  ('service.not_twin_list', 'office',       '档案所在', 'Held by', '', '', null, null, 20, false),
  ('service.not_twin_list', 'called',       '姓名', 'Name', '', '', null, null, 12, false),
  ('service.not_twin_list', 'other_called', '不是', 'Is not', '', '', null, null, 12, false),
  ('service.not_twin_list', 'said_on',      '哪天确认', 'Said on', '', '', null, null, 10, false),
  ('service.not_twin_list', 'said_by',      '谁确认', 'Said by', '', '', null, null, 10, false),
  ('service.not_twin_list', 'undone_on',    '收回日期', 'Taken back', '', '', null, null, 10, false)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, default_sql = excluded.default_sql,
    mask = excluded.mask, width = excluded.width, private = excluded.private;
update app.column c set lookup = 'org.office' where c.relation in ('service.twin_list', 'service.not_twin_list') and c.column_name = 'office';
update app.column c set lookup = 'org.office' where c.relation = 'work.merge_list' and c.column_name = 'office';
update app.column c set lookup = 'org.staff' where c.relation in ('service.not_twin_list', 'work.merge_list') and c.column_name in ('said_by', 'merged_by', 'undone_by');
update app.relation set logged = 'work.merge' where relation = 'work.merge_list';
insert into app.column (relation, column_name, zh, en, width) values
  ('work.merge', 'relation', '哪个登记簿', 'Register', 20), ('work.merge', 'survivor', '留下的那份', 'File that stays', 10), ('work.merge', 'other', '并进来的那份', 'File merged into it', 10),
  ('work.merge', 'choices', '取了那份的哪几项', 'Fields of the other', 30), ('work.merge', 'with_office', '那份的机构', 'Held the other', 24),
  ('work.not_twins', 'office', '档案所在', 'Held by', 24), ('work.not_twins', 'with_office', '另一份在', 'Other held by', 24), ('work.not_twins', 'relation', '哪个登记簿', 'Register', 20),
  ('work.not_twins', 'one', '第一份', 'One', 10), ('work.not_twins', 'two', '第二份', 'Two', 10), ('work.not_twins', 'one_called', '第一份（遮盖）', 'One (masked)', 12), ('work.not_twins', 'two_called', '第二份（遮盖）', 'Two (masked)', 12),
  ('work.not_twins', 'said_on', '哪天确认', 'Said on', 10), ('work.not_twins', 'said_by', '谁确认', 'Said by', 10), ('work.not_twins', 'undone_on', '收回日期', 'Taken back', 10), ('work.not_twins', 'undone_by', '谁收回的', 'Taken back by', 10)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, width = excluded.width;
insert into app.column (relation, column_name, zh, en, width)
select 'work.merge', c.column_name, c.zh, c.en, c.width from app.column c where c.relation = 'work.merge_list'
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, width = excluded.width;
call app.comment_all();

update app.relation set pairs = 'service.person' where relation = 'service.twin_list';
update app.relation set twins = 'service.person_twins', merged = 'service.person_merged' where relation = 'service.person';
insert into app.naming (relation, column_name, target, only_where) values
  ('work.attachment', 'row_id', '', 'x.relation = $1'),
  ('work.duty', 'subject', 'service.person', 'x.rule in (select r.rule from work.rule r where r.kind in (''festival'', ''age''))')
  on conflict do nothing;
insert into app.once values ('work.duty', '{rule,person,from_on}', 'not shared') on conflict do nothing;

insert into app.refusal (name, field, zh, en, hint_zh, hint_en, clause) values
  ('not_mergeable', null, '这里的记录不能合并', 'rows of this register are not merged', '', '', null),
  ('merge_gone', null, '这两份里有一份已经不在了', 'one of the two is gone', '按 Esc 返回，再看一遍', 'Esc, and look again', null),
  ('merge_moved_on', null, '有人刚改了其中一份，还没有合并', 'somebody has just changed one of the two; nothing was merged', '按 Esc 返回，重新对照一遍', 'Esc, and compare them again', null),
  ('merge_unseen', null, '两份的身份证号、电话或住址不一样，要先看过才能决定留哪个', 'the private fields of the two differ: look at them before you decide', '按 F4 写明理由，看过再合并', 'F4, say why, then merge', '6.1.2'),
  ('merge_elsewhere', null, '另一份在别处建档，看不到，不能在这里合并', 'the other file is held elsewhere: it cannot be seen and merged here', '是同一个人的，按 F3 写身份证号申请转入，转来以后再合并', 'where it is one person, ask for the file (F3, the ID number, F6) and merge when it is here', '6.1.2'),
  ('unmerged_before', null, '这次合并已经撤销了', 'this merge is undone already', '', '', null),
  ('unmerge_voided', null, '留下的那份后来作废了，不能照原样分开', 'the surviving file was voided since', '请负责人看看那份为什么作废', 'ask the head why it was voided', null),
  ('unmerge_taken', null, '恢复不了：那份的号码或包联后来别处用上了', 'it cannot be as before: its number or its pairing is taken meanwhile', '先改正后来的那一条，再撤销合并', 'put the later record right, then undo the merge', null)
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en, clause = excluded.clause;
