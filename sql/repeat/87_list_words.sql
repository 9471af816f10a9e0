-- SPDX-License-Identifier: Apache-2.0
-- What lists add up and group by, behind all the words. Amounts are added up by themselves; people are counted once each.
update app.column c set total = 'each' where c.column_name = 'person' and c.total is null;
update app.column c set total = v.total
  from (values ('service.petition_list', 'people', 'sum'), ('work.missed_list', 'owed', 'sum'), ('work.missed_list', 'missed', 'sum'),
               ('work.duty_list', 'need', 'sum'), ('work.duty_list', 'have', 'sum'), ('service.aid_application', 'income', 'none')) v(relation, column_name, total)
 where c.relation = v.relation and c.column_name = v.column_name;
-- Who has read a notice has opened it.
update app.column c set only_open = true where c.relation in ('work.notice', 'work.notice_list') and c.column_name = 'body';
update app.relation r set below = 't.hi', above = 'flow.at_tier' where r.relation = 'org.office';

insert into app.refusal (name, field, zh, en, hint_zh, hint_en) values
  ('list_columns_size', 'columns', '列太多了', 'too many columns', '少选几列', 'choose fewer of them')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en;
