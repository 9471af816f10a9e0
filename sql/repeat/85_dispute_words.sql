-- SPDX-License-Identifier: Apache-2.0
-- The words of local disputes.
insert into app.relation (relation, zh, en, label, hint, finder) values
  ('service.dispute',      '矛盾纠纷', 'Local dispute', 't.parties || '' '' || t.title', '(select m.number from work.matter m where m.id = t.id)', null),
  ('service.dispute_list', '矛盾纠纷', 'Local dispute', 't.parties || '' '' || t.title', 't.number', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;

insert into app.column (relation, column_name, zh, en, help_zh, help_en, default_sql, mask, width, private) values
  ('service.dispute', 'person',   '服务对象', 'Person',    '在档的就选上；不在档的空着', 'choose who is on file; else leave it empty', null, null, 14, false),
  ('service.dispute', 'parties',  '当事人',   'Parties',   '写双方的姓名', 'the names of both sides', null, null, 20, false),
  ('service.dispute', 'topic',    '事由',     'Topic',     '', '', null, null, 16, false),
  ('service.dispute', 'found_on', '发现日期', 'Found on',  '化解期限从这天起算；登记以后不能改', 'the time to settle runs from it; it stays once registered', 'ref.today()', null, 10, false),
  ('service.dispute', 'title',    '标题',     'Title',     '一句话说清是什么事', 'in a few words what it is about', null, null, 30, false),
  ('service.dispute', 'facts',    '情况',     'Facts',     '起因、各方怎么说、有没有激化的苗头', 'the cause, what each side says, whether it may get worse', null, null, 60, false),
  ('service.dispute', 'way',      '调解方式', 'Mediation', '没有经过调解的空着', 'leave it empty where there was none', null, null, 16, false),
  ('service.dispute', 'result',   '化解结果', 'Result',    '各方怎么商定的、谁做什么、什么时候做', 'what was agreed, who does what, and when', null, null, 60, false),
  ('service.dispute', 'petition', '转为信访', 'Petition',  '化解不了、本人提出信访的，先在信访件里登记，再选那一件', 'where it cannot be settled: register the petition, then choose it', null, null, 30, false),
  ('service.dispute', 'office',   '登记机构', 'Registered by', '', '', null, null, 24, false)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, default_sql = excluded.default_sql,
    mask = excluded.mask, width = excluded.width, private = excluded.private;
insert into app.column (relation, column_name, zh, en, help_zh, help_en, width, lookup)
select 'service.dispute_list', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.width,
       case c.column_name when 'person' then 'service.person' when 'topic' then 'code.petition_topic' when 'way' then 'code.mediation_kind' when 'office' then 'org.office' end
  from app.column c where c.relation = 'service.dispute' and c.column_name in ('office', 'person', 'parties', 'title', 'topic', 'found_on', 'way')
union all
select 'service.dispute_list', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.width, c.lookup
  from app.column c where c.relation = 'work.matter_list' and c.column_name in ('number', 'state', 'who_acts', 'due_on', 'ended_on', 'next_office')
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, width = excluded.width, lookup = excluded.lookup;

update app.relation r set happened = 't.found_on', summary =
  'concat_ws(case when l.en then ''; '' else ''；'' end, t.title, (select flow.state_text(m, l.en) from work.matter m where m.id = t.id))' where r.relation = 'service.dispute';
update app.relation set alike = '{office,parties,title,found_on}' where relation = 'service.dispute';
update app.column c set width = v.width from (values ('parties', 14), ('title', 18), ('state', 14), ('who_acts', 18)) v(name, width) where c.relation = 'service.dispute_list' and c.column_name = v.name;
call app.comment_all();
