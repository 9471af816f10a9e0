-- SPDX-License-Identifier: Apache-2.0
-- The words of moves between offices.
insert into app.relation (relation, zh, en, label, hint, finder) values
  ('service.move',      '档案转移', 'Move', 'concat_ws('' → '', coalesce((select p.name from service.person p where p.id = t.person and sec.sees(p.office)), t.whom), (select app.short_office(o.name) from org.office o where o.id = case when t.brings_in then t.office else t.other_office end))',
    't.asked_on::text', null),
  ('service.move_list', '档案转移', 'Move', 't.called', 't.number', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;

insert into app.column (relation, column_name, zh, en, help_zh, help_en, default_sql, mask, width, private) values
  ('service.move', 'person',       '服务对象', 'Person',       '在本机构建档、要转到别处的人；要转进来的，按 F3 写身份证号，再按 F6', 'who is on file here and leaves; who comes in is asked for: F3, the ID number, then F6', null, null, 14, false),
  ('service.move', 'whom',         '服务对象', 'Person',       '在别处建档的，只显示姓和末字', 'on file elsewhere: the surname and the last character only', null, null, 14, false),
  ('service.move', 'other_office', '对方机构', 'Other office', '转到哪里；写机构名称或拼音首字母', 'where the file goes; name or initials of the office', null, null, 34, false),
  ('service.move', 'brings_in',    '转入',     'Comes in',     '', '', null, null, 6, false),
  ('service.move', 'why',          '理由',     'Why',          '为什么要转，对方机构看得到', 'why; the other office reads it', null, null, 40, false),
  ('service.move', 'asked_on',     '提出日期', 'Proposed on',  '对方十个工作日内答复', 'answered within ten working days', null, null, 10, false),
  ('service.move', 'office',       '提出机构', 'Proposed by',  '', '', null, null, 24, false),
  ('service.move_list', 'called',  '服务对象', 'Person',       '', '', null, null, 10, false),
  ('service.move_list', 'way',     '从哪转到哪', 'From and to', '', '', null, null, 26, false)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, default_sql = excluded.default_sql,
    mask = excluded.mask, width = excluded.width, private = excluded.private;
insert into app.column (relation, column_name, zh, en, help_zh, help_en, width, lookup)
select 'service.move_list', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.width, case c.column_name when 'person' then 'service.person' when 'why' then null else 'org.office' end
  from app.column c where c.relation = 'service.move' and c.column_name in ('office', 'other_office', 'person', 'why')
union all
select 'service.move_list', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.width, null from app.column c where c.relation = 'service.move' and c.column_name in ('asked_on', 'brings_in')
union all
select 'service.move_list', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.width, c.lookup
  from app.column c where c.relation = 'work.matter_list' and c.column_name in ('number', 'state', 'who_acts', 'due_on', 'ended_on', 'next_office')
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, width = excluded.width, lookup = excluded.lookup;
update app.column c set width = v.width from (values ('state', 18), ('who_acts', 18)) v(name, width) where c.relation = 'service.move_list' and c.column_name = v.name;

-- Offices of one name there are many: each with the one above it, and those of one's own line are not all one hands something to.
update app.relation set hint = '(select app.short_office(p.name) from org.office p where p.id = t.parent)' where relation = 'org.office';
update app.column c set finder = v.finder
  from (values ('service.move', 'other_office', 'app.find_other_office'), ('work.step_form', 'to_office', 'api.find_target'), ('work.step_form', 'to_staff', 'api.find_handler')) v(relation, name, finder)
 where c.relation = v.relation and c.column_name = v.name;

update app.relation r set happened = 't.asked_on', summary =
  'concat_ws(case when l.en then ''; '' else ''；'' end, (select flow.state_text(m, l.en) from work.matter m where m.id = t.id), t.why)' where r.relation = 'service.move';
call app.comment_all();

insert into app.refusal (name, field, zh, en, hint_zh, hint_en, clause) values
  ('move_not_held', 'person', '这个人的档案不在本机构', 'the file of this person is not held here', '在别处建档的，按 F3 写身份证号，再按 F6 申请转入', 'who is on file elsewhere is asked for: F3, the ID number, then F6', '6.1.2'),
  ('file_moved_away', 'person', '这个人的档案刚转走', 'the file of this person has just moved away', '请他现在的机构登记', 'let the office that holds it now register it', '6.1.2'),
  ('move_unserved', 'other_office', '收件的机构没有建站，也没有机构代办', 'that office is not established and nobody serves it', '请从列表中另选', 'choose another from the list', '6.1.2'),
  ('move_to_another', 'other_office', '要转到另一个机构', 'it goes to another office', '请从列表中另选', 'choose another from the list', '6.1.2')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en, clause = excluded.clause;
