-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Import: what a cell is read as; the verdict of each line; that the dry run writes nothing, a run each line once, whatever stops it; and who may not.
\ir person.inc
select no_plan();

------------------------------------------------------------------------------ cells
select is(ref.sheet_day(d), '1968-05-17', 'a day: ' || d)
  from unnest(array['1968-05-17', '1968.5.17', '1968.05.17', '1968/5/17', '19680517', '1968年5月17日', '１９６８年５月１７日', '1968。5。17', '24975', '24975.0', '1968-05-17 00:00:00', '1968 - 5 - 17']) d;
select is(ref.sheet_day(d), null, 'no day: ' || d) from unnest(array['1968-13-1', '1968.2.30', '1968年5月', '68.5.17', '5.17', '196805', '1968-05-17 08:00', '9', '99999', 'x', '']) d;
select is(ref.sheet_number(n), x, 'a number: ' || n) from (values ('1,234.50', '1234.50'), ('¥100', '100'), ('１００元', '100'), ('-3', '-3'), ('1,23', null), ('一百', null), ('1e3', null), ('12345678901', null)) v(n, x);
select is(ref.sheet_yes(y), x, 'yes or no: ' || y) from (values ('是', 'true'), ('否', 'false'), ('√', 'true'), ('TRUE', 'true'), ('Ｙ', 'true'), ('无', 'false'), ('也许', null)) v(y, x);
select is(ref.sheet_spoiled(c), x, 'spoiled: ' || c) from (values ('4.30121E+17', 'sheet_number'), ('4.30121196805170E+17', 'sheet_number'), ('=A1+1', 'sheet_formula'), ('+A1', 'sheet_formula'), ('@SUM(A1)', 'sheet_formula'), ('=', 'sheet_formula'),
  ('#REF!', 'sheet_error'), ('#N/A', 'sheet_error'), ('####', 'sheet_error'), ('-', null), ('+86', null), ('-5', null), ('430371196805170015', null), ('5E3', null), ('张三', null), ('#3 楼', null)) v(c, x);
select is(ref.sheet_value(E'\t430371196805170015', 'text', 'id18', 100), '430371196805170015', 'a text kept from being a number');
select is(ref.sheet_value('''=1', 'text', null, 100), E'\u0001sheet_formula', 'the mark of our own exports is taken off, and what is behind it is no value');
select is(ref.sheet_value('''-1 楼', 'text', null, 100), '-1 楼', 'it comes off a text');
select is(ref.sheet_value('　', 'text', null, 100), null, 'a blank of Chinese width is nothing');
select is(ref.sheet_value('70000', 'int', null, 32767), E'\u0001sheet_int', 'a number greater than the column');
select is(ref.sheet_value('12.0', 'int', null, 32767), '12', 'a whole number with a point');
select is(ref.sheet_value('王小明明', 'text', null, 3), E'\u0001sheet_long', 'too long');
select is(ref.heading_fold(h), '姓名', 'a heading: ' || h) from unnest(array['姓名', ' 姓 名 ', '姓名*', '*姓名：', '姓名（必填）', '姓名(如张三)']) h;

insert into app.form (register, menu, title_zh, title_en, relation, digest, clause) values ('person', '61', '服务对象', 'Persons', 'service.person', '', '{}'), ('household', '61', '家庭', 'Households', 'service.household', '', '{}'),
  ('visit', '66', '走访记录', 'Visits', 'service.visit', '', '{}'), ('office', '41', '机构', 'Offices', 'org.office', '', '{}'), ('draft', '', '草稿', 'Drafts', 'work.draft', '', '{}') on conflict (register) do nothing;

------------------------------------------------------------------------------ a sheet, as one of these brings it
create function tap.id(body text) returns text language sql immutable as $$ select body || ref.id_digit(body) $$;
-- Brings lines (arrays of cells), matches, judges; verdicts by line, with reasons.
create function tap.brings(login text, register text, heading text, lines text, office text default null) returns text language plpgsql as $$
declare i bigint;
begin
  i := tap.told(login, format('select api.import_begin(%L, ''t.csv'', md5(%L), %L)', register, lines || clock_timestamp(), heading))::bigint;
  perform tap.told(login, format('select api.import_put(%s, 0, %L)', i, lines));
  perform tap.told(login, format('select api.import_read(%s)', i));
  perform tap.told(login, format('select * from app.import_judge(%s)', i)) from generate_series(1, 2);        -- what it looks for is on record first
  return i;
end $$;
create function tap.verdicts(i text) returns text language sql as
$$ select string_agg(r.line || ' ' || coalesce(r.verdict, '-') || coalesce(' ' || r.zh, ''), E'\n' order by r.n) from work.import_row r where r.import = i::bigint $$;
create function tap.writes(login text, i text, mode text, sure boolean default false) returns text language sql as
$$ select tap.told(login, format('select api.import_start(%s, %L, %L)', i, mode, sure)) || tap.told(login, format('select n, total from app.import_step(%s)', i)) $$;
create function tap.people() returns bigint language sql as $$ select count(*) from service.person $$;

-- Somebody of each kind on file.
select is(tap.told('p_village', format($q$select answer from app.save('{"relation":"service.person","new":{"name":"老张","sex":"1","category":"100","filed_on":"2026-01-01"},"private":{"id_no":"%s","phone":"13800000000"}}')$q$, tap.id('43037119500102001'))), 'saved', 'one of the village');
select is(tap.told('p_far', format($q$select answer from app.save('{"relation":"service.person","new":{"name":"老李","sex":"1","category":"100","filed_on":"2026-01-01"},"private":{"id_no":"%s"}}')$q$, tap.id('43037119510102001'))), 'saved', 'one of a village elsewhere');
select is(tap.told('p_village', $q$select answer from app.save('{"relation":"service.person","new":{"name":"同名","sex":"1","category":"100","filed_on":"2026-01-01"}}')$q$), 'saved', 'one without a number');

create table tap.kept as select tap.people() as people, (select count(*) from audit.log where kind in ('I', 'U') and relation like 'service.%') as log;
grant select on tap.kept to public;
create temp table i as select tap.brings('p_village', 'person', '["姓名","身份证号码","性别","对象类别","手机","入伍时间","备注"]', format($j$[
  [2,"新人","%s","","退役军人","13800000001","1986.10.3","x"],
  [3,"老张","%s","","退役军人","13800000002","",""],
  [4,"老张三","%2$s","","退役军人","","",""],
  [5,"老李","%s","","退役军人","","",""],
  [6,"同名","","男","退役军人","","",""],
  [7,"错","4.30121E+17","","退役军人","","",""],
  [8,"错","","男","退役军人","","1986-13-1",""],
  [9,"错","","男","火星人","","",""],
  [10,"错","","男","退役军人","","20990101",""],
  [11,"错","","","退役军人","","",""],
  [12,"","","男","退役军人","","",""],
  [13,"新人","%1$s","","退役军人","13800000001","1986.10.3","x"],
  [14,"新人甲","%1$s","","退役军人","","",""],
  [15,"错","430371196805170016","","退役军人","","",""],
  [16,"错","","男","=A1","","",""],
  [17,"错","","男","退役军人","1","","","多"],
  [18,"男女","%4$s","男","退役军人","","",""]]$j$, tap.id('43037119680517001'), tap.id('43037119500102001'), tap.id('43037119510102001'), tap.id('43037119500102002'))) as i;
select is((select tap.verdicts(i) from i), $v$2 new
3 update
4 rejected 这个身份证号已经建档，姓名不同
5 rejected 这个身份证号已在别处建档，要用“申请转入”
6 alike 可能重复：同名 识字里社区居委会（同名，同一机构）
7 rejected “身份证号”被表格软件改成了“4.30121E+17”，号码已经丢了
8 rejected “入伍时间”里的“1986-13-1”：没有这一天
9 rejected “对象类别”里的“火星人”找不到，可以写：退役军人、军队转业干部（转业军官）、复员干部（复员军官）、军队离休干部、军队退休干部（军休干部）、退休军士（士官）…
10 rejected 服务对象的“入伍时间”要在 1900 年和今天（$v$ || ref.today() || $v$）之间
11 rejected “性别”必须填写
12 rejected “姓名”必须填写
13 rejected 与表里第 2 行重复
14 rejected 与表里第 2 行重复
15 rejected “身份证号”的末位校验不对，请再看一遍原件
16 rejected “对象类别”是一个公式“=A1”，不是值
17 rejected 这一行的格比表头多，多半是少了引号或多了逗号
18 rejected 性别与身份证号不一致：证上是女，选的是男$v$, 'a verdict for each line, the rules'' own sentences among them');
select is((select (tap.people(), (select count(*) from audit.log where kind in ('I', 'U') and relation like 'service.%'))::text from i), (select (people, log)::text from tap.kept), 'and nothing was written');
select is((select count(*) from work.import_row r where r.zh like '%19500102%' or r.en like '%19500102%'), 0::bigint, 'no sentence has a number in it');
select is((select tap.told('p_english', 'select 1 from app.import_lines(' || i || ', null, 0, 1)') from i), 'LB001 这次导入不在了，或不是您的', 'another of the same office does not see it');
select is((select tap.told('p_village', 'select why from app.import_lines(' || i || ', ''rejected'', 3, 1)') from i), '这个身份证号已在别处建档，要用“申请转入”', 'its owner does');
select is((select tap.writes('p_village', i, '') from i), 'LB001 要说明已有的怎么办：只新增，还是也更新LB001 这次导入已经走到别的一步', 'how must be said, and nothing is written before');
select is((select tap.writes('p_village', i, 'append') from i), '17|17', 'appended') ;
select is((select tap.people() - people from tap.kept), 1::bigint, 'one is new');
select is((select (p.name, p.sex, p.birth_year, p.enlisted_on, p.filed_on = ref.today(), p.office, p.created_by, p.id_masked, p.py <> '')::text from service.person p where p.name = '新人'),
  '(新人,1,1968,1986-10-03,t,430102001001,p_village,430371********001' || right(tap.id('43037119680517001'), 1) || ',t)', 'as if it had been typed');
select is((select count(*) from audit.log where kind = 'I' and relation in ('service.person', 'service.person_private') and key = (select id from service.person where name = '新人') and login = 'p_village'), 2::bigint, 'in the log like any row');
select matches((select tap.told('p_village', 'select csv from app.import_rejects(' || i || ', -1)') from i), E'^"姓名","身份证号码",[^\n]*"没有收的原因"\r\n\n"老张",[^\n]*已经有了，这次只新增', 'what was not taken is given back, with reasons');
select is((select tap.told('p_village', 'select csv from app.import_rejects(' || i || ', 14, 1)') from i), E'"错","","男","''=A1","","","","“对象类别”是一个公式“=A1”，不是值"\r\n', 'no formula goes out either');
select is((select tap.told('p_village', format('select * from app.import_step(%s)', i)) from i), 'LB001 这次导入已经走到别的一步', 'what is done is not done twice');

-- Replace, and the same again.
create temp table r as select tap.brings('p_village', 'person', '["姓名","身份证号","基本情况","联系电话"]', format('[[2,"老张","%s","住东头","13800000002"],[3,"新人","%s","",""]]', tap.id('43037119500102001'), tap.id('43037119680517001'))) as i;
select is((select tap.verdicts(i) from r), E'2 update\n3 same', 'who is known by his number: other, and the same');
select is((select tap.writes('p_village', i, 'replace') from r), '2|2', 'replaced');
select is((select (p.situation, v.phone, p.phone_masked, p.sex, p.version)::text from service.person p join service.person_private v using (id) where p.name = '老张'), '(住东头,13800000002,138****0002,1,2)', 'what the sheet has is changed, the rest is as it was');
select is(tap.verdicts(tap.brings('p_village', 'person', '["姓名","身份证号","基本情况"]', format('[[2,"老张","%s",""]]', tap.id('43037119500102001')))), '2 same', 'an empty cell changes nothing');

-- Possible duplicates only when it is said.
create temp table d as select tap.brings('p_village', 'person', '["姓名","性别","对象类别"]', '[[2,"同名","男","退役军人"]]') as i;
select is((select tap.writes('p_village', i, 'append') from d), '1|1', 'not unasked');
select is((select count(*) from service.person where name = '同名'), 1::bigint, 'it is left out');
create temp table d2 as select tap.brings('p_village', 'person', '["姓名","性别","对象类别"]', '[[2,"同名","男","退役军人"]]') as i;
select is((select tap.writes('p_village', i, 'append', true) from d2), '1|1', 'when it is said');
select is((select count(*) from service.person where name = '同名'), 2::bigint, 'it comes in');

------------------------------------------------------------------------------ any register: references, alikes
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'at home', 1, 'sm') on conflict do nothing;
insert into code.visit_occasion (code, name_zh, name_en, seq, py) values ('7', '日常', 'usual', 7, 'rc') on conflict do nothing;
create temp table v as select tap.brings('p_village', 'visit', '["服务对象","走访日期","方式","事由","走访人","慰问金"]', '[[2,"新人","2026.1.5","1","7","李华","￥200元"],[3,"没有这人","2026.1.5","1","7","李华",""],[4,"同名","2026.1.5","1","7","李华",""],[5,"新","2026.1.5","1","7","李华",""]]') as i;
select is((select tap.verdicts(i) from v), E'2 new\n3 rejected “服务对象”里的“没有这人”找不到\n4 rejected “服务对象”里的“同名”不止一个，分不清是哪一个；人写身份证号，机构写 12 位编号\n5 rejected “服务对象”里的“新”找不到', 'people are named whole, and there is one of the name');
select is((select tap.writes('p_village', i, 'append') from v), '4|4', 'a visit');
select is((select (visited_on, money, with_office)::text from service.visit where person = (select id from service.person where name = '新人')), '(2026-01-05,200.00,)', 'comes in');
select is(tap.verdicts(tap.brings('p_village', 'visit', '["服务对象","走访日期","方式","事由","走访人","慰问金"]', '[[2,"新人","20260105","1","7","李华","200"],[3,"新人","2026年1月5日","1","7","李华","300"]]')) ~ '^2 same\n3 alike 可能重复：', true, 'once more it is the same, and with other money perhaps');
select is(tap.verdicts(tap.brings('p_village', 'visit', '["服务对象","走访日期","方式","事由","走访人","慰问金"]', '[[2,"新人","20260107","1","7","李华","200"],[3,"新人","20260107","1","7","李华","300"],[4,"新人","20260107","2","7","李华","300"]]')),
  E'2 new\n3 alike 可能重复：表里第 2 行\n4 new', 'two lines of a sheet that the register calls alike');
select is((select tap.writes('p_village', tap.brings('p_village', 'household', (select jsonb_build_array(zh) from app.column where relation = 'service.household' and column_name = 'name')::text, '[[2,"张家"],[3,"李家"]]'), 'append')), '2|2', 'households');
select is(tap.verdicts(tap.brings('p_village', 'household', (select jsonb_build_array(zh) from app.column where relation = 'service.household' and column_name = 'name')::text, '[[2,"张家"],[3,"王家"]]')), E'2 same\n3 new', 'known by their name within the office');
select is(tap.verdicts(tap.brings('p_neighbour', 'household', (select jsonb_build_array(zh) from app.column where relation = 'service.household' and column_name = 'name')::text, '[[2,"张家"]]')), '2 new', 'in another office it is another');

------------------------------------------------------------------------------ all that is wrong with a line, and nothing that is not
create temp table w as select tap.brings('p_village', 'person', '["姓名","性别","对象类别","档案所在","入伍时间"]',
  '[[2,"误一","男","退役军人","没有这个站",""],[3,"误二","两","退役军人","没有这个站","1986年"],[4,"误三","男","火星人","","1986-13-1","多出来的"],[5,"对的","男","退役军人","",""]]') as i;
select is((select tap.verdicts(i) from w), E'2 rejected “档案所在”里的“没有这个站”找不到\n3 rejected “性别”里的“两”找不到，可以写：未知的性别、男、女、未说明的性别；“档案所在”里的“没有这个站”找不到；“入伍时间”里的“1986年”不是日期，要写成 1968-05-17、1968.5.17、19680517 或 1968年5月17日\n4 rejected 这一行的格比表头多，多半是少了引号或多了逗号\n5 new',
  'an office that is not there is one line''s fault; a line says all of its own; of too many cells nothing else is said');
select is((select tap.writes('p_village', i, 'append') from w), '4|4', 'the good one');
select matches((select tap.told('p_village', format('select string_agg(csv, '''') from app.import_rejects(%s, 0)', i)) from w), '"误三","男","火星人","","1986-13-1","这一行的格比表头多[^"]*","多出来的"', 'the reason stands below its heading, what is too much behind it');
select is(tap.verdicts(tap.brings('p_village', 'visit', '["姓名","走访日期","方式","事由","走访人"]', jsonb_build_array(jsonb_build_array(2, tap.id('43037119680517001'), '20260106', '1', '7', '李华'))::text)), '2 new', 'a person by the number, and a heading by what everybody writes');

------------------------------------------------------------------------------ headings are remembered by the office
create temp table m as select tap.told('p_village', $q$select api.import_begin('person', 'm.csv', 'm', '["大名","性别","对象类别"]')$q$) as i;
select tap.told('p_village', format('select api.import_put(%s, 0, ''[[2,"记得","男","退役军人"]]'')', i)) || tap.told('p_village', format('select api.import_read(%s)', i)) from m \g /dev/null
select is((select tap.told('p_village', format('select heading, column_name, sample from app.import_headings(%s)', i)) from m), E'大名|-|记得\n性别|sex|男\n对象类别|category|退役军人', 'one is not known');
create function tap.lacks(login text, i text) returns text language sql as $$ select tap.told(login, format('select words, known from app.import_lacks(%s)', i)) $$;
select is((select tap.lacks('p_village', i) from m), '姓名|false', 'what new lines lack is said; the day of filing is evident, the office one''s own');
select is(tap.lacks('p_village', tap.brings('p_village', 'person', '["号","身份证号码","备注"]', format('[[2,"1","%s",""]]', tap.id('43037119680517009')))), E'姓名|true\n对象类别|true', 'the sex is reckoned of the number; who is on file does without');
select is(tap.lacks('p_village', tap.brings('p_village', 'person', '["号","身份证号码","备注"]', '[[2,"1","",""]]')), E'姓名|true\n性别|true\n对象类别|true', 'of none it is not');
select is(tap.lacks('p_village', tap.brings('p_village', 'household', '["号"]', '[[2,"1"]]')), '户主|false', 'a register without a number of its own');
select is(tap.lacks('p_head', (select i from m)), 'LB001 ' || (select zh from app.refusal where name = 'import_gone'), 'of one''s own imports only');
select is((select tap.told('p_village', format('select api.import_match(%s, 1, ''office_of_mine'')', i)) from m), 'LB001 没有这一项，或这一项不能导入', 'not by a column that is none');
select is((select tap.told('p_village', format('select api.import_match(%s, 1, ''id_masked'')', i)) from m), 'LB001 没有这一项，或这一项不能导入', 'nor by one that rules write');
select is((select tap.told('p_village', format('select api.import_match(%s, 1, ''name'')', i)) from m), '', 'matched by hand');
select is((select tap.lacks('p_village', i) from m), '', 'and nothing lacks');
select is(tap.verdicts(tap.brings('p_head', 'person', '["大 名","性别","对象类别"]', '[[2,"又一个","男","退役军人"]]')), '2 new', 'the next of the office needs not be told');
select is(tap.verdicts(tap.brings('p_neighbour', 'person', '["大名","性别","对象类别"]', '[[2,"又一个","男","退役军人"]]')), '2 rejected “姓名”必须填写', 'another office does');

------------------------------------------------------------------------------ steps: each line once, whatever stops it
create temp table s as select tap.told('p_village', $q$select api.import_begin('household', 's.csv', 's', '["家庭名称"]')$q$) as i;
update work.import x set columns = '{name}' from s where x.id = s.i::bigint;
select is((select tap.told('p_village', format('select api.import_put(%s, 0, %L)', i, (select jsonb_agg(jsonb_build_array(n + 1, '步户' || n)) from generate_series(1, 50) n))) from s), '50', 'brought');
select is((select tap.told('p_village', format('select api.import_put(%s, 0, ''[[2,"别的"]]'')', i)) from s), '50', 'brought once more, which is no matter');
select is((select tap.told('p_village', $q$select api.import_begin('household', 's.csv', 's', '["家庭名称"]')$q$) = i from s), true, 'the same file goes on');
update work.import x set state = 'read' from s where x.id = s.i::bigint;
select is((select tap.told('p_village', format('select n, total from app.import_judge(%s, 20)', i)) from s), '20|50', 'judged a step');
select is((select tap.told('p_village', format('select n, total from app.import_judge(%s, 20)', i)) || tap.told('p_village', format('select n, total from app.import_judge(%s, 20)', i)) from s), '40|5050|50', 'and the rest');
select is((select tap.told('p_village', format('select api.import_start(%s, ''append'', false)', i)) || tap.told('p_village', format('select n, total from app.import_step(%s, 20)', i)) from s), '20|50', 'written a step');
-- A step that is cut off: its transaction is undone, the place and the rows alike.
create function tap.cut() returns trigger language plpgsql as $$ begin if new.name = '步户33' then raise exception using errcode = '57P01', message = 'terminating connection'; end if; return new; end $$;
create trigger cut before insert on service.household for each row execute function tap.cut();
select is((select tap.told('p_village', format('select n, total from app.import_step(%s, 20)', i)) from s), '57P01 terminating connection', 'cut off in the midst');
select is((select (n_done, state)::text from work.import x, s where x.id = s.i::bigint) || (select count(*) from service.household where name like '步户%'), '(20,running)20', 'it is where it was');
drop trigger cut on service.household;
select is((select tap.told('p_village', format('select n, total from app.import_step(%s, 20)', i)) || tap.told('p_village', format('select n, total from app.import_step(%s, 20)', i)) from s), '40|5050|50', 'it goes on');
select is((select string_agg(c::text, ' ') from (select count(*) as c from service.household where name like '步户%' union all select count(distinct name) from service.household where name like '步户%') x), '50 50', 'each line once');
-- Refused rows amid good ones: found by halves, the others come in.
create function tap.refuse() returns trigger language plpgsql as $$ begin if new.name ~ '^拒户.*[37]$' then perform sec.refuse('needed', '这户不行', 'not this one'); end if; return new; end $$;
create trigger refuse before insert on service.household for each row execute function tap.refuse();
create temp table f as select tap.brings('p_village', 'household', (select jsonb_build_array(zh) from app.column where relation = 'service.household' and column_name = 'name')::text, (select jsonb_agg(jsonb_build_array(n + 1, '拒户' || n)) from generate_series(1, 40) n)::text) as i;
select is((select string_agg(line::text, ' ' order by n) from work.import_row r, f where r.import = f.i::bigint and verdict = 'rejected' and zh = '这户不行'), '4 8 14 18 24 28 34 38', 'those and no others');
select is((select tap.writes('p_village', i, 'append') from f), '40|40', 'written');
select is((select count(*) from service.household where name like '拒户%'), 32::bigint, 'the others are in');
drop trigger refuse on service.household;

------------------------------------------------------------------------------ who may not
select is(tap.told('p_supervisor', $q$select api.import_begin('person', 'x', 'x', '["姓名","性别"]')$q$) ~ '^LB001 您的岗位不能新增', true, 'who adds nothing imports nothing');
select is(tap.told('p_village', $q$select api.import_begin('office', 'x', 'x', '["名称","层级"]')$q$), 'LB001 这本登记簿不能导入', 'nor into what has no rows of offices');
select is(tap.told('p_village', $q$select api.import_begin('draft', 'x', 'x', '["名称","层级"]')$q$), 'LB001 这本登记簿不能导入', 'nor into drafts');
select is(tap.told('p_off', $q$select api.import_begin('person', 'x', 'x', '["姓名","性别"]')$q$) ~ '^LB001', true, 'nor who has left');
select is(tap.verdicts(tap.brings('p_village', 'person', '["姓名","性别","对象类别","档案所在"]', '[[2,"外人","男","退役军人","430102001002"]]')) ~ '^2 rejected', true, 'nobody writes for another office');
select is((select tap.told('p_neighbour', format('select api.import_put(%s, 0, ''[]'')', i)) from s), 'LB001 这次导入不在了，或不是您的', 'nor into another''s import');
select is((select tap.told('p_neighbour', format('select api.import_told(%s, ''[]'')', i)) from s), 'LB001 这次导入不在了，或不是您的', 'nor judges it');
select is((select tap.told('p_neighbour', format('select api.import_drop(%s)', i)) || (select count(*) from work.import x where x.id = s.i::bigint) from s), '-1', 'nor throws it away');
select is(tap.told('p_village', 'insert into work.import_number values (1, ''p_village'', ''x'')') ~ '^42501', true, 'what may be entered unasked nobody writes himself');
select is(tap.told('p_village', 'update work.import_row set facts = null') ~ '^42501', true, 'lines are written by functions');
select is(tap.told('p_village', 'select count(*) from work.import_row r where not exists (select from work.import i where i.id = r.import and i.login = session_user)'), '0', 'and seen by their own');

-- Numbers that differ only in what a masked one hides are not tried out, and those on file elsewhere are told thirty times an hour.
select is(tap.verdicts(tap.brings('p_village', 'person', '["姓名","身份证号","对象类别"]', (select jsonb_agg(jsonb_build_array(n + 1, '猜', x.id, '退役军人')) from (select row_number() over () as n, tap.id('4303711950010' || d || '001') as id from generate_series(2, 9) d) x
   where true)::text)) ~ 'new', true, 'eight of other ends are looked for');
create temp table g as select tap.brings('p_village', 'person', '["姓名","身份证号","对象类别"]', (select jsonb_agg(jsonb_build_array(n + 1, '猜' || n, left(id, 6) || substr(id, 7, 8) || '0017', '退役军人')) from (select row_number() over () as n, '430371' || to_char(date '1950-01-01' + d, 'YYYYMMDD') || '0017' as id from generate_series(0, 364) d) x
   where ref.id_check(id) is null)::text) as i;
select is((select bool_and(verdict = 'rejected' and zh = '同年出生、头尾相同的身份证号太多') and count(*) > 10 from work.import_row r, g where r.import = g.i::bigint), true, 'many that begin and end alike are not');

------------------------------------------------------------------------------ swept
update work.import set at = clock_timestamp() - interval '31 days' where state <> 'done';
update work.import set at = clock_timestamp() - interval '8 days' where state = 'done';
select sec.import_sweep() \g /dev/null
select is((select count(*) from work.import) + (select count(*) from work.import_row) + (select count(*) from work.import_number), 0::bigint, 'what nobody goes on with is gone in a month, what is done in a week');
select * from finish();
