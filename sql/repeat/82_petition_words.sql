-- SPDX-License-Identifier: Apache-2.0
-- The words of petitions.
insert into app.relation (relation, zh, en, label, hint, finder) values
  ('service.petition',        '信访件', 'Petition', 't.petitioner || '' '' || t.title', '(select m.number from work.matter m where m.id = t.id)', 'app.find_petition'),
  ('service.petition_list',   '信访件', 'Petition', 't.petitioner || '' '' || t.title', 't.number', null),
  ('service.petition_person', '同来的人', 'Fellow petitioner', 't.name', '''''', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;

insert into app.column (relation, column_name, zh, en, help_zh, help_en, default_sql, mask, width, private) values
  ('service.petition', 'person',       '服务对象', 'Person',       '在档的就选上；不在档的空着', 'choose who is on file; else leave it empty', null, null, 14, false),
  ('service.petition', 'petitioner',   '信访人',   'Petitioner',   '姓名；多人的写代表的姓名；匿名的写“匿名”', 'name; of several people a representative; “匿名” if anonymous', null, null, 14, false),
  ('service.petition', 'people',       '人数',     'People',       '来了几个人、几个人署名；五人以上要推选代表', 'how many came or signed; more than five choose representatives', '1', null, 5, false),
  ('service.petition', 'channel',      '渠道',     'Channel',      '来信、来访、网上、电话、传真，或上级转来', 'letter, visit, online, telephone, fax, or from above', null, null, 16, false),
  ('service.petition', 'purpose',      '目的',     'Purpose',      '检举控告类只有指定的经办人看得到', 'an accusation is seen by named handlers only', '''3''', null, 14, false),
  ('service.petition', 'topic',        '事项',     'Topic',        '', '', null, null, 18, false),
  ('service.petition', 'received_on',  '收到日期', 'Received on',  '15 日告知期限从这天起算；登记以后不能改', 'the notice is due 15 days from it; it stays once registered', 'ref.today()', null, 10, false),
  ('service.petition', 'title',        '标题',     'Title',        '一句话：要求什么', 'in one line: what is asked', null, null, 40, false),
  ('service.petition', 'request',      '请求',     'Request',      '照信访人的原话记', 'in the petitioner''s own words', null, null, 60, false),
  ('service.petition', 'facts',        '事实和理由', 'Facts',      '口头说的如实记录', 'what was said is recorded faithfully', null, null, 60, false),
  ('service.petition', 'complained_of', '被反映的单位或人', 'Complained of', '检举控告的写全姓名：写到的人不能经办，也看不到', 'of an accusation the full name: whoever is named neither handles nor sees it', null, null, 24, false),
  ('service.petition', 'repeats',      '重复哪一件', 'Repeats',    '同一件事以前信访过的，选那一件', 'the same matter raised before', null, null, 30, false),
  ('service.petition', 'restricted',   '限定知悉', 'Restricted',   '', '', null, null, 6, false),
  ('service.petition', 'deciding_body', '决定机关', 'Deciding body', '中心只是协助的，写由哪个部门决定', 'who decides where the centre only assists', null, null, 24, false),
  ('service.petition', 'route',        '法定途径', 'Statutory route', '导入诉讼、仲裁、复议等的，写哪一种', 'litigation, arbitration, reconsideration …', null, null, 16, false),
  ('service.petition', 'outcome',      '办理结果', 'Outcome',      '支持、解释说明、不予支持等', 'supported, explained, not supported …', null, null, 16, false),
  ('service.petition', 'said_request', '意见书：请求', 'Opinion: request', '意见书四部分之一', 'first of the opinion''s four parts', null, null, 60, false),
  ('service.petition', 'said_facts',   '意见书：事实和理由', 'Opinion: facts', '查明的事实、采信的理由', 'what was found, and why', null, null, 60, false),
  ('service.petition', 'said_opinion', '意见书：处理意见', 'Opinion: decision', '支持什么、不支持什么', 'what is supported and what is not', null, null, 60, false),
  ('service.petition', 'said_basis',   '意见书：法律依据', 'Opinion: legal basis', '依据的法律、政策和条款', 'laws, policies, articles', null, null, 60, false),
  ('service.petition', 'mediation',    '调解方式', 'Mediation',    '行政、司法或人民调解', 'administrative, judicial or people''s', null, null, 14, false),
  ('service.petition', 'agreement',    '协议内容', 'Agreement',    '双方同意的内容、履行的日子', 'what both agreed on, and by when', null, null, 60, false),
  ('service.petition', 'satisfaction', '满意度',   'Satisfaction', '办完后问信访人', 'asked of the petitioner afterwards', null, null, 14, false),
  ('service.petition', 'id_no',        '身份证号', 'ID number',    '18 位；没有就空着', '18 characters, if known', null, 'id18', 18, true),
  ('service.petition', 'phone',        '电话',     'Phone',        '手机 11 位，或区号-号码', 'mobile, or area code and number', null, 'phone', 13, true),
  ('service.petition', 'address',      '住址',     'Address',      '送达用', 'for service', null, null, 50, true),
  ('service.petition', 'office',       '登记机构', 'Registered by', '', '', null, null, 24, false),
  ('service.petition_person', 'name',  '姓名',     'Name',         '', '', null, null, 14, false),
  ('service.petition_person', 'speaks', '代表',    'Representative', '最多五人', 'five at most', 'false', null, 6, false),
  ('service.petition_person', 'restricted', '限定知悉', 'Restricted', '', '', null, null, 6, false),
  ('service.petition_person', 'note',  '备注',     'Note',         '', '', null, null, 40, false),
  ('service.petition_person', 'petition', '信访件', 'Petition',    '', '', null, null, 14, false)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, default_sql = excluded.default_sql,
    mask = excluded.mask, width = excluded.width, private = excluded.private;
insert into app.column (relation, column_name, zh, en, help_zh, help_en, width, lookup)
select 'service.petition_list', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.width,
       case c.column_name when 'person' then 'service.person' when 'channel' then 'code.petition_channel' when 'purpose' then 'code.petition_purpose' when 'topic' then 'code.petition_topic'
                          when 'outcome' then 'code.petition_outcome' when 'satisfaction' then 'code.petition_satisfaction' when 'office' then 'org.office' end
  from app.column c where c.relation = 'service.petition' and c.column_name in ('office', 'petitioner', 'person', 'title', 'channel', 'purpose', 'topic', 'received_on', 'people', 'outcome', 'satisfaction')
union all
select 'service.petition_list', c.column_name, c.zh, c.en, c.help_zh, c.help_en, c.width, c.lookup
  from app.column c where c.relation = 'work.matter_list' and c.column_name in ('number', 'state', 'who_acts', 'due_on', 'ended_on', 'next_office')
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, width = excluded.width, lookup = excluded.lookup;

update app.relation r set happened = 't.received_on', summary =
  'concat_ws(case when l.en then ''; '' else ''；'' end, t.title, (select flow.state_text(m, l.en) from work.matter m where m.id = t.id))' where r.relation = 'service.petition';
update app.relation set alike = '{office,petitioner,topic,received_on}' where relation = 'service.petition';
-- Narrower in the list, so that who must act stands there too.
update app.column c set width = v.width from (values ('title', 18), ('state', 14), ('who_acts', 18), ('petitioner', 10)) v(name, width) where c.relation = 'service.petition_list' and c.column_name = v.name;
call app.comment_all();

insert into app.refusal (name, field, zh, en, hint_zh, hint_en, clause, law_zh, law_en) values
  ('petition_people_check', 'people', '人数在 1 到 9999 之间', 'between 1 and 9999 people', '一个人的写 1', 'put 1 for one person', null, '《信访工作条例》第二十条', 'Petition Regulation 20'),
  ('not_its_own_repeat', 'repeats', '一件信访不能重复它自己', 'a petition does not repeat itself', '选以前的那一件，或者空着', 'choose the earlier one, or leave it empty', null, '《信访工作条例》第十九条', 'Petition Regulation 19'),
  ('petition_kind_stays', 'purpose', '检举控告和其他目的不能互相改：看得到的人不一样', 'an accusation cannot become something else, nor the other way: others see it', '办“登记有误，撤销”，再重新登记', 'cancel it as registered by mistake and register it anew', null, '《信访工作条例》第三十条', 'Petition Regulation 30'),
  ('five_speak', 'speaks', '代表不能超过五人', 'no more than five representatives', '请信访人推选五人以内的代表', 'let the petitioners choose five at most', null, '《信访工作条例》第二十条', 'Petition Regulation 20'),
  ('representatives_needed', null, '多人走访的，受理前要登记推选的代表', 'several people came: enter their representatives before it is accepted', '打开这件事，在“同来的人”里登记代表，最多五人', 'open the record and enter them under Fellow petitioners, five at most', null, '《信访工作条例》第二十条', 'Petition Regulation 20'),
  ('draft_restricted', null, '这是检举控告件的草稿，只能由写的人或被指定办理的人接着写', 'a draft of an accusation goes on with who wrote it, or with who is named to handle it', '请写的人自己登记；已经登记的，先指定办理人', 'let its writer register it; of one that is registered, name a handler first', null, '《信访工作条例》第三十条', 'Petition Regulation 30'),
  ('petition_repeats', null, '', '', '办“并案”，或者等那一件办结', 'merge it, or wait until that one is closed', null, '《信访工作条例》第十九条', 'Petition Regulation 19'),
  ('petition_ended_finally', null, '', '', '办“不予受理”，告知信访人', 'refuse to accept it and tell the petitioner', null, '《信访工作条例》第三十六条', 'Petition Regulation 36')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en, clause = excluded.clause, law_zh = excluded.law_zh, law_en = excluded.law_en;
