-- SPDX-License-Identifier: Apache-2.0
-- own database: real sign-ons take the steps.
-- Applications for aid (6.5.2): the same engine, no line of it written for them; what the register adds: a visit before it is verified, money.
\ir flow.inc
select no_plan();
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm') on conflict do nothing;
select tap.told('p_village', format($$select id from app.save('{"relation":"service.person","new":{"name":"张国强","sex":"1","category":"100","filed_on":"2026-01-01"}}')$$)) as person \gset
create or replace function tap.aid(login text, person bigint, more jsonb default '{}') returns text language sql as $$
  select tap.told(login, format('select id from app.save(%L)', jsonb_build_object('relation', 'service.aid_application', 'new', jsonb_build_object('person', person, 'aid_type', '03', 'applied_on', ref.today(),
    'reason', '住院自付较多', 'asked', 12000) || more))) $$;
create or replace function tap.aid_facts(login text, matter bigint, facts jsonb) returns text language sql as $$
  select tap.told(login, format('select answer from app.save(%L)', jsonb_build_object('relation', 'service.aid_application', 'id', matter, 'version', (select a.version from service.aid_application a where a.id = matter), 'old', '{}', 'new', facts))) $$;

select matches(tap.aid('p_county', :person), '这一级机构不登记救助申请', 'the county registers none');
select matches(tap.aid('p_neighbour', :person), '不在您的辖区', 'nor the neighbour for somebody he does not see');
select tap.aid('p_village', :person) as c \gset
select is(tap.stands(:c), 'drafted|430102001001|clerk|' || ref.due_on('workday', 10, ref.today()), 'drafted in the village');
select is((select string_agg(clock, ',' order by clock) from work.clock where matter = :c), 'draft,whole', 'under its own clock and that of the whole');
-- Registered for the wrong one: the case is about whom its register says, and so are the lines that tell of it.
select tap.told('p_village', format($$select id from app.save('{"relation":"service.person","new":{"name":"张国平","sex":"1","category":"100","filed_on":"2026-01-01"}}')$$)) as other \gset
insert into work.duty (office, rule, person, subject, from_on, due_on, note) select 430102001000, 19, :person, :c, ref.today(), ref.today() + 3, '催办';
select is(tap.aid_facts('p_village', :c, jsonb_build_object('person', :other)), 'saved', 'it is for another');
select is((select person from work.matter where id = :c), :other::bigint, 'the case is about him now');
select is((select person from work.duty where rule = 19 and subject = :c), :other::bigint, 'and so is what is told of it');
select is(tap.aid_facts('p_village', :c, jsonb_build_object('person', :person)), 'saved', 'no: it was right');
select is((select person from work.matter where id = :c), :person::bigint, 'back again');
delete from work.duty where rule = 19 and subject = :c;
select is(tap.step('p_village', :c, 'submit'), 'saved', 'submitted');
select is(split_part(tap.stands(:c), '|', 2), '430102001000', 'to the street');
select matches(tap.step('p_township', :c, 'verify', '{"opinion": "属实"}'), '先填好：上门核实', 'verified only by who was there');
insert into service.visit (office, person, visited_on, mode, occasion, staff) select 430102001000, :person, ref.today() - 40, '1', '5', a.staff from sec.account a where a.login = 'p_township' returning id as long_ago \gset
select is(tap.aid_facts('p_township', :c, jsonb_build_object('visit', :long_ago)), 'saved', 'a visit of long before is named');
select matches(tap.step('p_township', :c, 'verify', '{"opinion": "属实"}'), '走访', 'and does not count');
select tap.told('p_township', format($$select id from app.save('{"relation":"service.visit","new":{"person":"%s","visited_on":"%s","mode":"1","occasion":"5","staff":"%s"}}')$$, :person, ref.today(), (select staff from sec.account where login = 'p_township'))) as visit \gset
select is(tap.aid_facts('p_township', :c, jsonb_build_object('visit', :visit)), 'saved', 'the visit is named');
select is(tap.step('p_township', :c, 'verify', '{"opinion": "属实"}'), 'saved', 'verified');
select is(split_part(tap.stands(:c), '|', 2), '430102000000', 'to the county');
select matches(tap.step('p_county', :c, 'pass', '{"opinion": "符合"}'), '先填好：决定机关', 'which body decides must be said');
select is(tap.aid_facts('p_county', :c, '{"deciding_body": "区医保局"}'), 'saved', 'it is');
select is(tap.step('p_county', :c, 'pass', '{"opinion": "符合"}'), 'saved', 'passed');
select is(split_part(tap.stands(:c), '|', 3), 'head', 'the head approves');
select matches(tap.step('f_chief', :c, 'send_on', '{"document": "芙退〔2026〕8号"}'), '要写明哪天的事、', 'to whom, when: all that is missing, in one sentence');
select is(tap.step('f_chief', :c, 'send_on', jsonb_build_object('document', '芙退〔2026〕8号', 'body', '区医保局', 'happened_on', ref.today())), 'saved', 'sent on: the centre applies, the bureau decides (decision 17)');
select is((select state || ' ' || due_on from work.matter where id = :c), 'outside ' || ref.due_on('workday', 30, ref.today()), 'and the county chases it');
select matches(tap.step('p_county', :c, 'granted', jsonb_build_object('document', '批1', 'happened_on', ref.today())), '先填好：批准金额', 'granted: how much');
select matches(tap.aid_facts('p_county', :c, '{"granted": -1}'), '不能是负数', 'no less than nothing');
select is(tap.aid_facts('p_county', :c, '{"granted": 9000}'), 'saved', 'nine thousand');
select tap.later(5) \g /dev/null
select is(tap.step('p_county', :c, 'granted', jsonb_build_object('document', '批1', 'happened_on', ref.today() - 4)), 'saved', 'granted, four days ago');
select is(tap.stands(:c), 'published|430102001000|clerk|' || (ref.today() + 7), 'published in the street for seven days, rest days or not (6.5.5)');
select is(tap.step('p_township', :c, 'object', jsonb_build_object('ground', '邻居说收入不实', 'happened_on', ref.today() - 3)), 'saved', 'an objection, made before it was published');
select is((select count(*) from work.clock where matter = :c and clock = 'publish' and due_on is null and ended_on is null), 1::bigint, 'the publication stands still');
select tap.later(2) \g /dev/null
select is(tap.step('p_county', :c, 'dismiss', '{"opinion": "查无实据", "ground": "入户核查"}'), 'saved', 'dismissed');
select is(tap.stands(:c), 'published|430102001000|clerk|' || (ref.today() + 7), 'two days stood still, and none of those before the publication began');
select tap.later(8) \g /dev/null
select work.tick() \g /dev/null
select is((select state from work.matter where id = :c), 'paying', 'over: the timer moves it on');
select matches(tap.aid_facts('p_county', :c, jsonb_build_object('paid', 10000, 'paid_on', ref.today())), '不能超过批准的', 'no more than granted');
select matches(tap.aid_facts('p_county', :c, '{"paid": 9000}'), '要一起填', 'a sum has its day');
select is(tap.aid_facts('p_county', :c, jsonb_build_object('paid', 9000, 'paid_on', ref.today())), 'saved', 'paid');
select is(tap.step('p_county', :c, 'pay'), 'saved', 'and said so');
select is(tap.step('p_village', :c, 'close'), 'saved', 'the village closes what it began');
select is((select state from work.matter where id = :c), 'closed', 'closed');
select is(tap.told('p_village', format('select summary from app.timeline(''service.person'', %s, 9) where register = ''aid''', :person)), '', 'its timeline is of registers in the menu');

-- who submits does not verify: a street that registers it itself needs two
select tap.aid('p_township', :person, '{"aid_type": "05"}') as d \gset
select is(tap.step('p_township', :d, 'submit'), 'saved', 'submitted by the street''s clerk');
select is(tap.aid_facts('p_township', :d, jsonb_build_object('visit', :visit)), 'saved', 'with the visit');
select matches(tap.step('p_township', :d, 'verify', '{"opinion": "属实"}'), '办过“提交”的人不能再办“核实通过”', 'who may not verify it as well');
select is(tap.told('p_township', format('select count(*) from api.steps_now(%s) where action = ''verify''', :d)), '0', 'and is not offered it');
select matches(tap.step('p_township', :d, 'send_back', '{"ground": "请补住院发票"}'), '^saved$', 'return within an office: to the drafting of it');
select is((select state || returns from work.matter where id = :d), 'drafted0', 'and it is no quarrel');
select * from finish();
