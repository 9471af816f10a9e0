-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- What F1 tells beyond words: within the rights of who asks, nothing private, nothing of other offices.
\ir person.inc
select no_plan();
create function tap.values(login text, relation text, col text) returns text language sql as $$
  select tap.told(login, format('select string_agg(value || '':'' || n, '' '' order by n desc, value) from app.help_values(%L, %L) where n > 0', relation, col)) $$;
create function tap.rule(login text, relation text, col text) returns text language sql as $$
  select tap.told(login, format('select app.help_rule(%L, %L, %L)', relation, col, '{6.6.3}')) $$;
insert into service.person (office, name, sex, category, filed_on) values (430102001001, '老甲', '1', '100', ref.today() - 100);
select is(tap.told('p_village', $$ insert into service.visit (office, person, visited_on, mode, occasion, staff, gift, situation)
  select sec.own_office(), (select min(id) from service.person p where p.office = sec.own_office()), ref.today() - n, case when n < 3 then '1' else '2' end, '8', sec.own_staff(), case when n < 3 then '米' else '油' end, '一样的话'
    from generate_series(1, 3) n $$), 'INSERT 0 3', 'three visits');
select is(tap.values('p_village', 'service.visit', 'mode'), '1:2 2:1', 'of a list: how often this office used each');
select is(tap.told('p_village', 'select count(*) > 3 from app.help_values(''service.visit'', ''mode'')'), 'true', 'and what it never used');
select is(tap.values('p_village', 'service.visit', 'gift'), '米:2', 'of words: what was written twice');
select is(tap.values('p_village', 'service.visit', 'situation'), '-', 'of what is told at length nothing');
select is(tap.values('p_village', 'service.visit', 'visited_on'), '-', 'of days nothing');
select is(tap.values('p_village', 'service.person', 'name'), '-', 'of what people are called nothing');
select is(tap.values('p_village', 'service.person', 'id_no') || tap.values('p_village', 'service.person', 'phone'), '--', 'of private columns nothing');
select is(tap.values('p_neighbour', 'service.visit', 'mode'), '-', 'another office counts its own rows');
select is(tap.values('p_village', 'service.nothing', 'mode') || tap.values('p_village', 'service.visit', 'nothing'), '--', 'of what is not there nothing');

select matches(tap.rule('p_village', 'service.visit', 'visited_on'), '必须填写.*补记超过 … 天的走访，由负责人登记.*谁能写.*经办、负责人.*您可以写.*依据.*6.6.3', 'what is refused, who writes, by which clause');
select matches(tap.rule('p_village', 'service.person', 'id_no'), '这个身份证号已经建档', 'rules of a side table, too');
select matches(tap.rule('p_village', 'service.visit', 'mode'), '只能是列表里有的', 'a list');
select matches(tap.told('p_village', $$ select app.help_rule('service.visit', 'gift', '{}', '不收现金') $$), '· 不收现金', 'what the form itself refuses');
select is(tap.told('p_village', $$ select regexp_count(app.help_rule('service.visit', 'visited_on', '{}', '走访日期不能晚于今天'), '不能晚于今天') $$), '1', 'and once, where the database says the same');
select is(tap.told('p_village', 'select app.help_rule(null, null, ''{}'')'), '', 'nothing to be told');
select matches(tap.told('p_village', 'select app.help_rule(null, null, ''{6.6.3}'')'), '^依据\n标准 6.6.3', 'a clause alone');

-- The standard's own text, as an office has it.
select is((select taken from std.take_wording(E'# 目次\n6 服务内容.....4\n\n## 6 服务内容\n### 6.6 走访慰问\n- 6.6.2 应协助做好走访\n\n慰问。\n地方标准信息服务平台\n6.6.3 应走访：\n- a) 返乡的;\n### 4.3 场所建设\n\n应有场所。\n- a) 市州的。\n')), 5::bigint, 'clauses found in a text');
select is((select string_agg(clause || '=' || zh, '|' order by clause collate "C") from std.wording), '4.3=场所建设。应有场所。|4.3 a=市州的。|6.6=走访慰问。|6.6.2=应协助做好走访慰问。|6.6.3=应走访：a) 返乡的;', 'each with all that belongs to it');
select matches(tap.told('p_village', 'select app.help_clause(''6.6.2'')'), '原文：应协助做好走访慰问。', 'help shows it');
select is((select taken from std.take_wording('6.6.3 应走访。')), 1::bigint, 'taken in anew');
select is((select count(*) from std.wording), 1::bigint, 'what was there before is gone');
select * from finish();
