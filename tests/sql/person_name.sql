-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Readings of names and the keys that follow them.
\ir person.inc
select no_plan();

create function tap.keys(name text, kind "char") returns text language sql as
  $$ select string_agg(r.key, ' ' order by r.key) from ref.readings(name) r where r.kind = keys.kind $$;

select is(tap.keys('欧阳修文', 'f'), 'ouyangxiuwen', 'a double surname');
select is(tap.keys('欧阳修文', 'i'), 'oyxw', 'and its initials');
select is(tap.keys('曾国藩', 'f'), 'cengguofan zengguofan', 'a surname by its own reading and by the usual one of its character');
select is(tap.keys('曾国藩', 'i'), 'zgf', 'initials by its own only');
select is(tap.keys('曾国藩', 'g'), 'guofan', 'the given name alone');
select is(x.name || ' ' || tap.keys(x.name, 'f') || ' ' || tap.keys(x.name, 'i'), x.name || ' ' || x.keys, 'a surname of several readings')
  from (values ('覃一', 'qinyi tanyi qy ty'), ('仇一', 'chouyi qiuyi qy'), ('单一', 'danyi shanyi sy'), ('解一', 'jieyi xieyi xy'), ('查一', 'chayi zhayi zy'),
    ('区一', 'ouyi quyi oy qy'), ('曾一', 'cengyi zengyi zy'), ('盖一', 'gaiyi geyi gy'), ('朴一', 'piaoyi puyi py')) x(name, keys);
select is(tap.keys('覃辉', 'f'), 'qinhui tanhui', 'both readings of a surname');
select is(ref.py('覃辉'), 'qinhui', 'the likelier one first');
select is(tap.keys('单于', 'i'), 'cy sy', 'two characters that are also a double surname');
select is(tap.keys('单于飞', 'f'), 'chanyufei', 'with a given name it is the double surname');
select is(tap.keys('吕强', 'f'), 'lujiang luqiang lvjiang lvqiang', 'ü is v and u');
select is(tap.keys('张乐', 'f'), 'zhangle zhangyue', 'a given name of two readings');
select is(tap.keys('欧阳修文', 'g'), 'xiuwen', 'a given name after a double surname');
select is(tap.keys('吕绿云', 'g'), 'luyun lvyun', 'ü in it');
select is(tap.keys('㮾小龙', 'g'), 'xiaolong', 'after a surname that is in no list');
select is(tap.keys('𠮷建军', 'g'), null, 'after a silent one it is what is read of the whole');
select is(tap.keys('龙', 'g'), null, 'no given name at all');
select ok(tap.keys('买买提·阿不都', 'g') ~ '\mabudu\M', 'what follows a dot');
select ok(tap.keys('买买提·阿不都', 'f') ~ '\mmaimaitiabudu\M', 'a name with a dot, by its characters');
select is(ref.name_fold('买买提•阿 不都'), '买买提·阿不都', 'one kind of dot, no blanks');
select is(tap.keys('张A', 'f'), 'zhanga', 'letters in small');
select is(tap.keys('张𠮷国', 'i'), 'zg', 'a character without a reading is silent');
select is(tap.keys('', 'f'), null, 'nothing');
select throws_ok(format('insert into %s (office, name) values (430102001001, %L)', x.relation, x.name), 'LB001', '姓名、名称不能空着', x.relation || ': no name')
  from (values ('service.person', ''), ('service.household', E' \u3000'), ('org.staff', '')) x(relation, name);
select cmp_ok((select count(*) from ref.spelled('长孙行长乐长朴重行长乐曾单')), '<=', 24::bigint, 'never more than 24 readings');
create function tap.cuts(typed text) returns text language sql as
  $$ select string_agg(initials || ':' || pattern, ' ' order by initials collate "C", pattern collate "C") from ref.cuts(typed) $$;
select is(tap.cuts(x.typed), x.cuts, 'cut: ' || x.typed) from (values
  ('zhangjg', 'zgjg:^zhang[a-z]*j[a-z]*g zjg:^zhangj[a-z]*g'), ('zhjg', 'zjg:^zh[a-z]*j[a-z]*g'), ('lijg', 'ljg:^lij[a-z]*g'),
  ('zjianguo', 'zjg:^z[a-z]*jianguo'), ('zhangjguo', 'zjg:^zhangj[a-z]*guo'), ('oyjguo', 'oyjg:^o[a-z]*y[a-z]*j[a-z]*guo'), ('ouyxw', 'oyxw:^ouy[a-z]*x[a-z]*w'), ('linb', 'lnb:^lin[a-z]*b'),
  ('zhangjianguo', null), ('zjg', null), ('zhang', null), ('xian', null), ('zhang2', null), ('', null)) x(typed, cuts);
select is((select count(*) from ref.cuts(repeat('zh', 11))), 0::bigint, 'nonsense is not cut in thousands of ways');

select is(ref.key_fold('Ｚhang Xi''an lü'), 'zhangxianlv', 'what is typed is folded');

select is(tap.told('p_village', $$select answer from app.save('{"relation":"service.person","new":{"name":"曾 乐","sex":"1","category":"100","filed_on":"2026-01-01"}}')$$), 'saved', 'a person is born');
select is((select name || py from service.person), '曾乐zengle', 'with a clean name and its reading');
select is((select string_agg(key, ' ' order by kind, key) from service.person_key), 'cengle cengyue zengle zengyue le yue zl zy', 'and keys');
select is(tap.told('p_village', $$update service.person set py = 'Zēngyue'$$), 'UPDATE 1', 'a reading with tones');
select is((select py from service.person), 'zengyue', 'loses them');
select is(tap.told('p_village', $$update service.person set py = 'zheng Le'$$), 'UPDATE 1', 'the clerk corrects the reading');
select is((select string_agg(key, ' ' order by kind, key) from service.person_key), 'cengle cengyue zengle zengyue zhengle le yue zl zy', 'his is a key too');
select is(tap.told('p_village', $$update service.person set situation = '好'$$), 'UPDATE 1', 'something else changes');
select is((select py from service.person), 'zhengle', 'his reading stays');
select is(tap.told('p_village', $$update service.person set name = '曾国'$$), 'UPDATE 1', 'another name');
select is((select py from service.person), 'zengguo', 'is read anew');
select is(tap.told('p_village', $$update service.person set py = null$$), 'UPDATE 1', 'an emptied reading');
select is((select py from service.person), 'zengguo', 'is made again');
select is(tap.told('p_village', $$update service.person set py = 'zeng1 guo2'$$), 'LB001 姓名拼音只写字母，“zeng1guo2”里有别的', 'a reading with digits');
select is(tap.told('p_village', $$update service.person set py = '曾国'$$), 'LB001 姓名拼音只写字母，“曾国”里有别的', 'a reading in han');
select is((select string_agg(key, ' ' order by kind, key) from service.person_key), 'cengguo zengguo guo zg', 'and the old keys are gone');
select matches(tap.told('p_village', $$insert into service.person_key values (1, 430102001001, 'f', 'x')$$), '^42501', 'keys are not written by hand');
select matches(tap.told('p_village', $$delete from service.person_key$$), '^42501', 'nor deleted');
select is((select py || initials from org.staff where name = '曾单'), 'zengdan' || 'zd', 'staff have keys too');

select * from finish();
