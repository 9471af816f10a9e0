-- SPDX-License-Identifier: Apache-2.0
-- Why something cannot be undone.
insert into app.refusal (name, field, zh, en, hint_zh, hint_en) values
  ('undo_not_own', null, '只能撤销自己做的', 'one undoes what one did oneself', '别人做的，请他自己撤销', 'ask who did it to undo it'),
  ('undo_open', null, '这件事还没有提交', 'this is not committed yet', '同一个事务里用 rollback', 'within one transaction, roll it back'),
  ('undo_late', null, '过了 24 小时，不能撤销了', 'more than 24 hours ago: not undone any more', '请打开这一条，照现在的改；要作废的，请负责人作废', 'open the record and change it; voiding is for the head'),
  ('undo_before', null, '这件事已经撤销了', 'this was undone before', '要恢复的，撤销那一次撤销', 'to have it back, undo that undoing'),
  ('undo_step', null, '办理的步骤不在这里撤销', 'a step of a case is not undone here', '对方打开以前，在办件页上收回；打开以后，请对方退回', 'take it back on the page of the case until the other side opens it; then ask them to return it'),
  ('undo_other_way', null, '这件事不能在这里撤销：它不是直接填写的', 'this is not undone here: it was not written into a form', '合并、转入、导入、发布各有自己的撤回办法，在各自的页上按 F6', 'merges, transfers, imports and notices have a way back of their own: F6 there'),
  ('undo_gone', null, '不能撤销：这一条现在不在您这里了', 'cannot be undone: the record is not with you any more', '作废了的，先撤销作废；转走了的，请现在的机构改', 'undo its voiding first; of one that moved, ask the office that has it'),
  ('undo_denied', null, '不能撤销：您现在没有权限改这一条', 'cannot be undone: you may not change this record now', '请这条记录所在的机构改', 'ask the office of the record'),
  ('undo_hangs', null, '', '', '先作废跟着它的，或者请打开这一条改正', 'void what goes with it first, or correct the record'),
  ('undo_taken', null, '不能撤销作废：后来又登记了同样的一条', 'the voiding is not undone: the same was entered again since', '请用后来的那一条', 'use the later one'),
  ('undo_otherwise', null, '不能撤销：按现在的规则，改不回原来的样子', 'cannot be undone: the rules as they are now do not let it become what it was', '请打开这一条，照现在的改', 'open the record and change it there'),
  ('undo_changed_since', null, '', '', '', '')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en;
