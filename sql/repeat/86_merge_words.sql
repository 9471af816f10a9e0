-- SPDX-License-Identifier: Apache-2.0
-- The words of merges, and what may be merged.
update app.relation set twins = 'service.person_twins', merged = 'service.person_merged' where relation = 'service.person';
insert into app.naming (relation, column_name, target, only_where) values
  ('work.attachment', 'row_id', null, 'x.relation = $1'),
  ('work.duty', 'subject', 'service.person', 'x.rule in (select r.rule from work.rule r where r.kind in (''festival'', ''age''))')
  on conflict do nothing;
insert into app.once values ('work.duty', '{rule,person,from_on}', 'not shared') on conflict do nothing;

insert into app.refusal (name, field, zh, en, hint_zh, hint_en, clause) values
  ('not_mergeable', null, '这里的记录不能合并', 'rows of this register are not merged', '', '', null),
  ('merge_gone', null, '这两份里有一份已经不在了', 'one of the two is gone', '按 Esc 返回，再看一遍', 'Esc, and look again', null),
  ('merge_moved_on', null, '有人刚改了其中一份，还没有合并', 'somebody has just changed one of the two; nothing was merged', '按 Esc 返回，重新对照一遍', 'Esc, and compare them again', null),
  ('merge_unseen', null, '两份的身份证号、电话或住址不一样，要先看过才能决定留哪个', 'the private fields of the two differ: look at them before you decide', '按 F4 写明理由，看过再合并', 'F4, say why, then merge', '6.1.2'),
  ('unmerged_before', null, '这次合并已经撤销了', 'this merge is undone already', '', '', null),
  ('unmerge_voided', null, '留下的那份后来作废了，不能照原样分开', 'the surviving file was voided since', '请负责人看看那份为什么作废', 'ask the head why it was voided', null),
  ('unmerge_taken', null, '恢复不了：那份的号码或包联后来别处用上了', 'it cannot be as before: its number or its pairing is taken meanwhile', '先改正后来的那一条，再撤销合并', 'put the later record right, then undo the merge', null)
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en, clause = excluded.clause;
