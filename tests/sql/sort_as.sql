-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes, and the names of everybody are filled.
-- What names stand by in lists: surname by surname, syllable by syllable; kept with the name and with its reading, filled for names of before.
\ir person.inc
select no_plan();

create function tap.stand(names text) returns text language sql as
$$ select string_agg(n, ' ' order by (ref.read_as(n)).sort_as collate "C") from unnest(string_to_array(names, ' ')) n $$;
select is(tap.stand('李雨晴 刘大勇 李曼美 黎明 练红 李安 柳青 刘青'), '李安 李曼美 李雨晴 黎明 练红 刘大勇 刘青 柳青', 'a surname is together, and those that sound like it are beside it');
select is(tap.stand('欧阳修 欧雅 欧英'), '欧雅 欧英 欧阳修', 'a double surname is one of its own');
select is(tap.stand('单红 善红 谢安 解放 邱红 仇英'), '仇英 邱红 单红 善红 解放 谢安', 'surnames by their own readings');
select is(tap.stand('西安 先红 李先安 李西安'), '李西安 李先安 西安 先红', 'xi an before xian');
select is(tap.stand('买买提·阿不都 买买提·艾力 麦田 马红'), '马红 买买提·阿不都 买买提·艾力 麦田', 'names with a dot by their syllables');
select is((ref.read_as(n)).sort_as, s, n || ' stands by ' || s) from (values ('李曼美', 'li 李 man mei'), ('欧阳修', 'ouyang 欧阳 xiu'), ('单于飞', 'chanyu 单于 fei'), ('李', 'li 李'), ('〇', '〇'),
  ('买买提·阿不都', 'mai mai ti a bu dou'), ('吕绿', 'lv 吕 lv'), ('Anna李', 'a n n a li'), ('张？红', 'zhang 张 ？ hong'), ('？', '？')) x(n, s);
select is((ref.read_as(n, py)).sort_as, s, n || ' read ' || py || ' stands by ' || s) from (values ('曾乐', 'zengyue', 'zeng 曾 yue'), ('单红', 'danhong', 'dan 单 hong'), ('吕绿', 'lulu', 'lv 吕 lv'), ('欧阳修', 'ouyangxiu', 'ouyang 欧阳 xiu'),
  ('单于飞', 'shanyufei', 'shan 单 yu fei'), ('张？红', 'zhangyanhong', 'zhang 张 yan hong'), ('？红', 'yanhong', 'yan ？ hong'), ('张红', 'zhanghongs', 'zhang 张 hong s'), ('张红', 'zhang', 'zhang 张 红'), ('李红', 'wangqiang', 'wang 李 qiang')) x(n, py, s);

insert into service.person (id, office, name, sex, birth_year, category, condition, filed_on, py) values (71, 430102001001, '李曼美', '1', 1950, '100', '1', '2020-01-02', null), (72, 430102001001, '曾乐', '1', 1951, '100', '1', '2020-01-02', 'zengyue');
create function tap.stands(which bigint) returns text language sql as $$ select sort_as from service.person where id = which $$;
select is(tap.stands(71) || ', ' || tap.stands(72), 'li 李 man mei, zeng 曾 yue', 'with the name and its reading');
update service.person set name = '欧阳曼' where id = 71;
update service.person set py = 'zengle' where id = 72;
select is(tap.stands(71) || ', ' || tap.stands(72), 'ouyang 欧阳 man, zeng 曾 le', 'and follows both');
select is((tap.told('p_village', $$update service.person set sort_as = 'a'$$)) ^@ '42501', true, 'nobody writes it');
insert into service.household (id, office, name) values (73, 430102001001, '单红');
insert into org.staff (id, office, name, started_on) values (74, 430102001001, '仇红', '2020-01-01');
select is((select sort_as from service.household where id = 73) || ', ' || (select sort_as from org.staff where id = 74), 'shan 单 hong, qiu 仇 hong', 'households and staff too');

create temp table before as select version, (select count(*) from audit.log) as logged from service.person where id = 72;
set session_replication_role = replica;
update service.person set sort_as = null;
update service.household set sort_as = null;
update org.staff set sort_as = null;
set session_replication_role = origin;
\ir ../../sql/repeat/30_person.sql
select is(tap.stands(71) || ', ' || tap.stands(72), 'ouyang 欧阳 man, zeng 曾 le', 'names of before are filled');
select is((select count(*)::int from (select sort_as from service.person union all select sort_as from service.household union all select sort_as from org.staff) x where sort_as is null), 0, 'all of them');
select is((select (version, (select count(*) from audit.log))::text from service.person where id = 72), (select (version, logged)::text from before), 'which is no change of anybody''s');
select is((select count(*)::int from pg_trigger where not tgisinternal and tgenabled = 'D'), 0, 'and the rules are on again');
select * from finish();
