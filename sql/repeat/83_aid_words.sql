-- SPDX-License-Identifier: Apache-2.0
-- The words of applications for aid.
insert into app.relation (relation, zh, en, label, hint, finder) values
  ('service.aid_application', '救助申请', 'Aid application', '(select p.name from service.person p where p.id = t.person and sec.sees(p.office))', '(select m.number from work.matter m where m.id = t.id)', null),
  ('service.aid_list',        '救助申请', 'Aid application', '(select p.name from service.person p where p.id = t.person and sec.sees(p.office))', 't.number', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;
update app.relation set finder = 'app.find_visit' where relation = 'service.visit';

insert into app.column (relation, column_name, zh, en, help_zh, help_en, default_sql, mask, width, private) values
  ('service.aid_application', 'person',     '服务对象', 'Person',      '写姓名、拼音首字母、全拼、身份证后几位都可以', 'name, initials, pinyin, or the tail of the ID number', null, null, 14, false),
  ('service.aid_application', 'aid_type',   '救助种类', 'Kind of aid', '低保、特困供养、医疗、住房、临时救助等', 'minimum allowance, extreme poverty, medical, housing, temporary …', null, null, 20, false),
  ('service.aid_application', 'applied_on', '申请日期', 'Applied on',  '全程期限从这天起算；登记以后不能改', 'the whole runs from it; it stays once registered', 'ref.today()', null, 10, false),
  ('service.aid_application', 'reason',     '申请理由', 'Reason',      '家里什么困难、花了多少、还差多少', 'what the trouble is, what it cost, what is lacking', null, null, 60, false),
  ('service.aid_application', 'hardship',   '困难类型', 'Hardship',    '', '', null, null, 16, false),
  ('service.aid_application', 'income',     '家庭月收入', 'Income a month', '元，全家的', 'yuan, of the whole household', null, null, 12, false),
  ('service.aid_application', 'asked',      '申请金额', 'Asked for',   '元；按月的写每月多少', 'yuan; a month where it is monthly', null, null, 12, false),
  ('service.aid_application', 'visit',      '上门核实', 'Seen at home', '选上门走访的那一条；写姓名找', 'choose the visit; find it by the name', null, null, 24, false),
  ('service.aid_application', 'deciding_body', '决定机关', 'Deciding body', '由哪个部门批：民政、医保、住建等', 'who decides: civil affairs, medical insurance, housing …', null, null, 24, false),
  ('service.aid_application', 'granted',    '批准金额', 'Granted',     '元，按批文', 'yuan, as the letter says', null, null, 12, false),
  ('service.aid_application', 'paid',       '发放金额', 'Paid',        '元；不能超过批准的', 'yuan; no more than was granted', null, null, 12, false),
  ('service.aid_application', 'paid_on',    '发放日期', 'Paid on',     '', '', null, null, 10, false),
  ('service.aid_application', 'office',     '登记机构', 'Registered by', '', '', null, null, 24, false)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, default_sql = excluded.default_sql,
    mask = excluded.mask, width = excluded.width, private = excluded.private;
insert into app.column (relation, column_name, zh, en, help_zh, help_en, width, lookup)
select 'service.aid_list', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.width, case c.column_name when 'person' then 'service.person' when 'aid_type' then 'code.aid_type' when 'office' then 'org.office' end
  from app.column c where c.relation = 'service.aid_application' and c.column_name in ('office', 'person', 'aid_type', 'applied_on', 'asked', 'granted')
union all
select 'service.aid_list', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.width, c.lookup
  from app.column c where c.relation = 'work.matter_list' and c.column_name in ('number', 'state', 'who_acts', 'due_on', 'ended_on', 'next_office')
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, width = excluded.width, lookup = excluded.lookup;

update app.relation r set happened = 't.applied_on', summary =
  'concat_ws(case when l.en then ''; '' else ''；'' end, (select case when l.en then c.name_en else c.name_zh end from code.aid_type c where c.code = t.aid_type),
             (select flow.state_text(m, l.en) from work.matter m where m.id = t.id), t.reason)' where r.relation = 'service.aid_application';
update app.relation set alike = '{office,person,aid_type,applied_on}' where relation = 'service.aid_application';
update app.column c set width = v.width from (values ('aid_type', 12), ('state', 14), ('who_acts', 18), ('person', 10)) v(name, width) where c.relation = 'service.aid_list' and c.column_name = v.name;
call app.comment_all();

insert into app.refusal (name, field, zh, en, hint_zh, hint_en, clause) values
  ('aid_money_check', 'asked', '金额不能是负数', 'money cannot be negative', '没有的就空着', 'leave it empty where there is none', '6.5.2'),
  ('aid_paid_as_granted', 'paid', '发放的不能超过批准的', 'no more is paid than was granted', '请对照批文', 'look at the letter', '6.5.2'),
  ('aid_paid_whole', 'paid_on', '发放金额和发放日期要一起填', 'the sum paid and its day go together', '两项都填，或者都空着', 'fill in both or neither', '6.5.2'),
  ('aid_seen_at_home', null, '核实要上门看过：还没有申请前三十天以来走访这位服务对象的记录', 'verifying wants a visit to this person, not earlier than thirty days before the application', '先登记走访，再在“上门核实”里选那一条', 'enter the visit first, then choose it under Seen at home', '6.5.8')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en, clause = excluded.clause;
