-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Names in their other written forms, characters of old systems, homophones, and characters found by what they are made of.
\ir person.inc
select no_plan();

create function tap.found(login text, q text) returns text language sql as
  $$ select tap.told(login, format('select string_agg(label, '' '' order by label) from app.find(%L)', q)) $$;
create function tap.files(login text, name text) returns text language sql as
  $$ select tap.told(login, format('select answer from app.save(%L)', jsonb_build_object('relation', 'service.person', 'sure', true, 'new', jsonb_build_object('name', name, 'sex', '1', 'category', '100', 'filed_on', '2026-01-01'))::text)) $$;
create function tap.writes(login text, who text, form text, kind text, on_card boolean default false) returns text language sql as
  $$ select tap.told(login, format('insert into service.person_name (person, name, kind, on_card) select p.id, %L, %L, %L from service.person p where p.name = %L', form, kind, on_card, who)) $$;

-- Dots and blanks: one kind of them.
select is(tap.files('p_village', '买买提•阿不都'), 'saved', 'a name with a dot of another kind');
select is((select name from service.person), '买买提·阿不都', 'is kept with the one');
select is(tap.found('p_village', q), '买买提·阿不都', 'found as ' || q) from unnest(array['买买提·阿不都', '买买提•阿不都', '买买提.阿不都', '买买提．阿不都', '买买提・阿不都', '买买提阿不都', '买买提 阿不都', '买买提', '买买提·', '阿不都', 'mmtabd']) q;

-- Other written forms lead to the file; one is the one on the card.
select is(tap.writes('p_village', '买买提·阿不都', '買買提•阿不都', 'full'), 'INSERT 0 1', 'the traditional form');
select is(tap.writes('p_village', '买买提·阿不都', 'Memet Abdul', 'latin', true), 'INSERT 0 1', 'in letters, as on the card');
select is(tap.writes('p_village', '买买提·阿不都', '韦华', 'former'), 'INSERT 0 1', 'a former name');
select is((select string_agg(name || ' ' || kind || ' ' || on_card || ' ' || office, ',' order by id) from service.person_name),
  '買買提·阿不都 full false 430102001001,Memet Abdul latin true 430102001001,韦华 former false 430102001001', 'kept clean, where the file lies');
select is(tap.found('p_village', q), '买买提·阿不都', 'found as ' || q) from unnest(array['買買提', '買買提.阿不都', '買買提阿不都', 'Memet', 'memetabdul', 'Memet Abdul', '韦华', 'weihua', 'wh']) q;
select is(tap.told('p_village', $$select detail from app.find('韦华')$$), '又名韦华 退役军人', 'and it is told why');
select is(tap.told('p_english', $$select detail from app.find('韦华')$$), 'also 韦华 veteran', 'in English');
select is(tap.told('p_village', $$select detail from app.find('买买提')$$), '退役军人', 'who is found by the name itself is not explained');
select is(tap.found('p_neighbour', '韦华'), '-', 'the next village finds nobody by it');
select matches(tap.writes('p_village', '买买提·阿不都', '买买提.阿不都', 'other'), '^LB001 这就是档案上的姓名', 'the name on file is no other form');
select matches(tap.writes('p_village', '买买提·阿不都', '韦华', 'common'), '这个写法已经记过了', 'nor is one that is there');
select matches(tap.writes('p_village', '买买提·阿不都', 'Mamat', 'latin', true), '身份证上的写法只能有一种', 'nor are there two on one card');
select matches(tap.writes('p_village', '买买提·阿不都', ' ', 'latin'), '姓名、名称不能空着', 'nor is nothing one');
select is(tap.writes('p_neighbour', '买买提·阿不都', '老买', 'common'), 'INSERT 0 0', 'who does not see the file adds nothing');
select matches(tap.told('p_neighbour', $$insert into service.person_name (person, name, kind) values (1, '老买', 'common')$$), '^(42501|LB001)', 'by its number neither');
select matches(tap.told('p_supervisor', $$insert into service.person_name (person, name, kind) values (1, '老买', 'common')$$), '^42501', 'the supervisor writes none');
select is(tap.told('p_neighbour', 'select count(*) from service.person_name'), '0', 'nor are they seen next door');
select is(tap.told('p_village', $$update service.person_name set name = '韦花' where name = '韦华'$$), 'UPDATE 1', 'a form is corrected');
select is(tap.found('p_village', '韦华'), '-', 'the wrong one is forgotten');
select is(tap.found('p_village', '韦花'), '买买提·阿不都', 'the right one leads there');
select is(tap.told('p_village', $$update service.person set name = '买买提·阿布都' where name = '买买提·阿不都'$$), 'UPDATE 1', 'the name itself is corrected');
select is(tap.found('p_village', '韦花'), '买买提·阿布都', 'the other forms still lead there');

select is(tap.writes('p_village', '买买提·阿布都', '买买', 'common'), 'INSERT 0 1', 'one more');
select is(tap.told('p_village', format('select api.void(%L, %s, %L)', 'service.person_name', (select id from service.person_name where name = '买买'), '写错了地方')), '', 'is voided');
select is(tap.told('p_village', 'select detail from app.find(''买买'')'), '退役军人', 'and leads nowhere');

-- Where the file goes they go.
select sec.move_person(p.id, 430102001002) from service.person p where p.name = '买买提·阿布都' \g /dev/null
select is(tap.found('p_neighbour', '韦花'), '买买提·阿布都', 'found where the file lies now');
select is((select string_agg(distinct office::text, ' ') from service.person_name), '430102001002', 'all of them');

-- Characters GBK had no place in Unicode for.
select is(ref.pua_fold(U&'\E863\E815\E864x\E814'), U&'䶮⺁龻x\E814', 'the first, the last and one before');
select is(char_length(ref.pua_fold(string_agg(chr(c), ''))), 80, 'eighty of them') , is(ref.pua_fold(string_agg(chr(c), '')) ~ U&'[\E000-\F8FF]', false, 'and none is left') from generate_series(x'e815'::int, x'e864'::int) c;
select is(tap.files('p_village', U&'张\E863'), 'saved', 'a name from an old system');
select is((select name || ' ' || py from service.person where name ^@ '张'), '张䶮 zhangyan', 'has the real character and its reading');
select is(tap.found('p_village', q), '张䶮', 'found as ' || q) from unnest(array[U&'张\E863', '张䶮', 'zhangyan', 'zy']) q;

-- Who sounds alike is pointed out, at entry and in the find box.
select is(tap.files('p_village', n), 'saved', n) from unnest(array['王建国', '王建国', '王健国', '王建果']) n;
set session_replication_role = replica;         -- as if their numbers had been read
update service.person p set birth_year = 1957 + x.n, id_masked = case x.n when 1 then '430371********123X' end from (select id, row_number() over (order by id) as n from service.person where name = '王建国') x where p.id = x.id;
reset session_replication_role;
select is(tap.told('p_village', $$select service.names_alike('王建国', null)$$), '同名 2 人（1958年生 尾号123X、1959年生），F3 找人；同音 2 人（王健国、王建果）', 'of a new file: who they are');
select is(tap.told('p_township', $$select service.names_alike('王建国', null)$$), '同名 2 人（1958年生 识字里社区居委会 尾号123X、1959年生 识字里社区居委会），F3 找人；同音 2 人（王健国、王建果）', 'and where, above');
select is(tap.told('p_village', format($$select service.names_alike('王建国', %s)$$, (select min(id) from service.person where name = '王建国'))), '同名 1 人（1959年生），F3 找人；同音 2 人（王健国、王建果）', 'one''s own not counted');
select is(tap.told('p_english', $$select service.names_alike('王健国', null)$$), 'on file with the same name: 1, F3 finds them; with a name that sounds the same: 3 (王建国, 王建果)', 'in English, of somebody of whom nothing more is known');
select is(tap.told('p_english', format($$select service.names_alike('王建国', %s)$$, (select max(id) from service.person where name = '王建国'))), 'on file with the same name: 1 (b. 1958 …123X), F3 finds them; with a name that sounds the same: 2 (王健国, 王建果)', 'and of one of whom it is');
select is(tap.told('p_village', $$select service.names_alike('赵四', null)$$), '-', 'nobody is like him');
select is(tap.told('p_neighbour', $$select service.names_alike('王建国', null)$$), '-', 'nor is anybody of another village told');
select is(tap.told('p_village', $$select string_agg(concat_ws(' ', label, same_name, same_sound), ',' order by label) from app.find('wjg')$$), '王健国 1 3,王建国 2 2,王建国 2 2,王建果 1 3', 'in the find box');

-- A character by code point, reading, components, strokes.
create function tap.hanzi(q text) returns text language sql as $$ select coalesce(string_agg(hanzi, '' order by n), '-') from app.find_hanzi(q, 8) with ordinality x(hanzi, told, n) $$;
select is(tap.hanzi(q), want, 'a character by ' || q) from (values ('U+4DAE', '䶮'), ('4dae', '䶮'), ('ｕ＋４ｄａｅ', '䶮'), ('0x20164', '𠅤'), ('2CC56', '𬱖'), ('U+31350', chr(x'31350'::int)), ('龙天', '䶮'), ('龙 + 天', '䶮'),
  ('yan龙', '䶮'), ('U+D800', '-'), ('U+0007', '-'), ('U+E863', '-'), ('110000', '-'), ('', '-'), ('?', '-')) x(q, want);
select is(left(tap.hanzi(q), 1), want, 'first by ' || q) from (values ('龙4', '䶮'), ('木坚', U&'\3B74')) x(q, want);
select ok(exists (select from app.find_hanzi(q, 60) h where h.hanzi = want), want || ' is among what is found by ' || q) from (values ('亠9', '𠅤'), ('xi亠', '𠅤'), ('di页', '𬱖'), ('jie', '㛃'), ('氵2', '汀')) x(q, want);
select is((select told from app.find_hanzi('龙天')), 'U+4DAE yan 龙部4画', 'and what it is');
select is((select count(*)::int from ref.glyph g where g.seq = 1), 1605, 'the third level of the standard table');
select is_empty($$select from ref.glyph g where g.strokes < g.rest or g.py !~ '^[a-z]+( [a-z]+)*$'$$, 'strokes and readings are what they can be');

-- Rare ones are read too.
select is(ref.py(n), py, n || ' is read') from (values ('李𬱖', 'lidi'), ('李𠅤明', 'liximing'), ('张𠮷', 'zhang')) x(n, py);

-- A terminal of one's own.
select is(tap.told('p_village', $$select charset, ambiguous from api.sign_on('test', 'test')$$), 'auto|0', 'at first it is asked');
select is(tap.told('p_village', $$select api.set_terminal('GB18030', 2)$$), '-', 'who knows better says so');
select is(tap.told('p_village', $$select charset, ambiguous from api.sign_on('test', 'test')$$), 'GB18030|2', 'and is told so at the next sign-on');
select is((select count(*)::int from sec.account where charset <> 'auto'), 1, 'nobody else''s');
select matches(tap.told('p_village', $$select api.set_terminal('EBCDIC')$$), '^(23514|LB001)', 'one of four');
select * from finish();
