-- SPDX-License-Identifier: Apache-2.0
-- What lists add up and group by, behind all the words. Amounts are added up by themselves; people are counted once each.
update app.column c set total = 'each' where c.column_name = 'person' and c.total is null;
update app.column c set total = v.total
  from (values ('service.petition_list', 'people', 'sum'), ('work.missed_list', 'owed', 'sum'), ('work.missed_list', 'missed', 'sum'),
               ('work.duty_list', 'need', 'sum'), ('work.duty_list', 'have', 'sum'), ('service.aid_application', 'income', 'none')) v(relation, column_name, total)
 where c.relation = v.relation and c.column_name = v.column_name;
-- Who has read a notice has opened it.
update app.column c set only_open = true where c.relation in ('work.notice', 'work.notice_list') and c.column_name = 'body';
-- Days by which something is to be done. A case has its own day of warning, and none once it is closed; of others the rule of the duty says it.
update app.column c set due = v.due
  from (values ('work.matter_list', 'due_on', 'm.amber_on'), ('service.petition_list', 'due_on', 'm.amber_on'), ('service.aid_list', 'due_on', 'm.amber_on'),
               ('service.move_list', 'due_on', 'm.amber_on'), ('service.dispute_list', 'due_on', 'm.amber_on'), ('work.duty_list', 'due_on', 'm.amber_on'),
               ('service.pairing', 'due_on', 'm.due_on - (select r.amber_days from work.rule r where r.rule = 1)'),
               ('work.resolution', 'due_on', 'case when m.done_on is null then m.due_on - (select r.amber_days from work.rule r where r.rule = 33) end'),
               ('work.resolution_list', 'due_on', 'case when m.done_on is null then m.due_on - (select r.amber_days from work.rule r where r.rule = 33) end'),
               ('work.notice_list', 'reply_by', 'case when m.is_read is not null and m.answered_on is null and m.state = ''2'' then m.reply_by - (select r.amber_days from work.rule r where r.rule = 20) end')
       ) v(relation, column_name, due)
 where c.relation = v.relation and c.column_name = v.column_name;
update app.relation r set below = 't.hi', above = 'flow.at_tier' where r.relation = 'org.office';

insert into app.refusal (name, field, zh, en, hint_zh, hint_en) values
  ('list_columns_size', 'columns', '列太多了', 'too many columns', '少选几列', 'choose fewer of them')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en;
