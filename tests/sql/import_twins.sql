-- SPDX-License-Identifier: Apache-2.0
-- own database: real sign-ons bring sheets.
-- A line of a sheet that could be somebody who is on file, over the whole database: the same rule, words, masks and limits as at entry (73_twins.sql), for each tier.
\ir person.inc
select no_plan();
insert into app.form (register, menu, title_zh, title_en, relation, digest, clause) values ('person', '61', '服务对象', 'Persons', 'service.person', '', '{}'), ('household', '61', '家庭', 'Households', 'service.household', '', '{}') on conflict (register) do nothing;
update org.office set name = case id when 430102001001 then '识字里社区退役军人服务站' when 430102001002 then '韭菜园社区退役军人服务站' when 430103000000 then '天心区退役军人服务中心' end where id in (430102001001, 430102001002, 430103000000);
create function tap.no(body text) returns text language sql immutable as $$ select body || ref.id_digit(body) $$;
create function tap.entry(login text, name text, private jsonb, sure boolean default false) returns text language sql as $$
  select tap.told(login, format('select answer, theirs from app.save(%L)', jsonb_build_object('relation', 'service.person', 'new', jsonb_build_object('name', name, 'sex', '1', 'category', '100', 'filed_on', '2026-01-01'),
    'private', private) || case when sure then '{"sure": true}' else '{}' end::jsonb)) $$;
-- A sheet of one's own, judged until it is through or no more is answered.
create function tap.brings(login text, lines text, heading text default '["姓名","身份证号","性别","对象类别","联系电话"]', calls int default 2) returns bigint language plpgsql as $$
declare i bigint := tap.told(login, format('select api.import_begin(''person'', ''t.csv'', md5(%L), %L)', lines || clock_timestamp(), heading));
begin
  perform tap.told(login, format('select api.import_put(%s, 0, %L)', i, lines));
  perform tap.told(login, format('select api.import_read(%s)', i));
  perform tap.told(login, format('select * from app.import_judge(%s)', i)) from generate_series(1, calls);
  return i;
end $$;
create function tap.verdicts(i bigint) returns text language sql as $$ select string_agg(concat_ws(' ', r.line, coalesce(r.verdict, '-'), r.zh), E'\n' order by r.n) from work.import_row r where r.import = i $$;
create function tap.one(login text, name text, number text default '', phone text default '') returns text language plpgsql as $$
declare i constant bigint := tap.brings(login, jsonb_build_array(jsonb_build_array(2, name, number, '男', '退役军人', phone))::text);
begin
  update work.import set state = 'done' where id = i;               -- not more than twenty lie unfinished
  return tap.verdicts(i);
end $$;

-- Two of a county: one of a village of Furong, one of Tianxin, which is another county.
select is(tap.entry('p_village', '周小兵', jsonb_build_object('id_no', tap.no('43037119800101001'), 'phone', '13800001111')), 'saved|-', 'on file in a village');
select is(tap.entry('p_next', '买买提·阿不都', jsonb_build_object('id_no', tap.no('43037119700101001'), 'phone', '13800002222')), 'saved|-', 'on file in another county');

------------------------------------------------------------------------------ on record first
create temp table f as select tap.brings('p_neighbour', '[[2,"周小兵","","男","退役军人","13800001111"]]', calls => 1) as i;
select is((select tap.verdicts(i) from f), '2 -', 'the first call tells nothing');
select is((select count(*) from audit.log l, f where l.kind = 'P' and l.login = 'p_neighbour' and l.note = format('import %s: looks for the numbers of lines 1 to 1', f.i)), 1::bigint, 'it puts on record what will be looked for');
select is((select tap.told('p_neighbour', format('select n, total from app.import_judge(%s)', i)) from f), '1|1', 'the second judges');
select is((select tap.verdicts(i) from f), '2 alike 可能重复：周*兵 识字里社区（同名，电话相同）', 'on file elsewhere: the masked name and the office');
select is(tap.entry('p_neighbour', '周小兵', '{"phone": "13800001111"}') || ' ' || tap.entry('p_neighbour', '周小兵', '{"phone": "13800001111"}'), 'again|- twins|周*兵 识字里社区（同名，电话相同）', 'which is word for word what entry says');
select is((select count(*) from audit.log l, f where l.note = format('import %s: looks for the numbers of lines 1 to 1', f.i)), 1::bigint, 'on record once');
-- Judged and rolled back in psql: what was looked for is on record all the same, or is not told.
create temp table b as select tap.brings('p_neighbour', '[[2,"周小兵","","男","退役军人","13800001111"],[3,"甲","","男","退役军人",""]]', calls => 0) as i;
select is((select tap.told('p_neighbour', format('select (select max(n) from app.import_judge(%s)), (select max(n) from app.import_judge(%1$s)), (select max(zh) from work.import_row where import = %1$s)', i)) from b), '0|0|-', 'in one transaction nothing is told');

------------------------------------------------------------------------------ by tier: nothing more than at entry
select is(tap.one('p_village', '周小兵', '', '13800001111'), '2 alike 可能重复：周小兵 识字里社区（同名，电话相同）', 'the village itself: the name');
select is(tap.one('p_township', '周小兵', '', '13800001111'), '2 alike 可能重复：周小兵 识字里社区（同名，电话相同）', 'the township above: the name');
select is(tap.one('p_county', '周小兵', '', '13800001111'), '2 alike 可能重复：周小兵 识字里社区（同名，电话相同）', 'the county above');
select is(tap.one('p_city', '周小兵', '', '13800001111'), '2 alike 可能重复：周小兵 识字里社区（同名，电话相同）', 'the city above');
select is(tap.one('p_province', '周小兵', '', '13800001111'), '2 alike 可能重复：周小兵 识字里社区（同名，电话相同）', 'the province');
select is(tap.one('p_far', '周小兵', '', '13800001111'), '2 alike 可能重复：周*兵 识字里社区（同名，电话相同）', 'a village of another township: masked');
select is(tap.one('p_next', '周小兵', '', '13800001111'), '2 alike 可能重复：周*兵 识字里社区（同名，电话相同）', 'another county: masked');
create temp table e as select tap.brings('p_english', '[[2,"周小兵","","男","退役军人","13800001111"]]') as i;
select is((select r.en from work.import_row r, e where r.import = e.i), 'perhaps there already: 周小兵 识字里社区 (same name, same phone)', 'in English');
select is((select count(*) from work.import_row r where r.login in ('p_far', 'p_next', 'p_neighbour') and concat(r.zh, r.en) ~ '周小兵|1380000|4303711980'), 0::bigint, 'no name, number or telephone of one elsewhere lies in what was told');
select is((select count(*) from work.import_row r where r.login in ('p_far', 'p_next', 'p_neighbour') and r.row_id is not null), 0::bigint, 'nor the number of his file');
select matches(tap.told('p_supervisor', $$select api.import_begin('person', 'x', 'x', '["姓名","性别"]')$$), '^LB001', 'who keeps no files brings none');

------------------------------------------------------------------------------ numbers, and other forms of a name
select is(tap.one('p_village', '某人', tap.no('43037119700101001')), '2 rejected 这个身份证号已在别处建档，要用“申请转入”', 'the same number in another county');
select is(tap.one('p_village', '买买提·阿不都', overlay(tap.no('43037119700101001') placing '2' from 16 for 1)), '2 rejected “身份证号”的末位校验不对，请再看一遍原件', 'one digit of it wrong: the check digit says so');
select is(tap.one('p_village', '买买提·阿不都', tap.no('43037119700101003')), '2 new', 'another whole number is another man, were he called the same');
select is(tap.one('p_village', '买买提·阿不都', tap.no('43037119700101003'), '13800002222'), '2 alike 可能重复：买*****都 天心区（同名，电话相同）', 'but not with his telephone');
select is(tap.one('p_village', '买买提•阿不都', '', '13800002222'), '2 alike 可能重复：买*****都 天心区（同名，电话相同）', 'the dot written otherwise');
select is(tap.one('p_far', '周小冰', '', '13800001111'), '2 alike 可能重复：周*兵 识字里社区（姓名同音，电话相同）', 'a name that sounds alike with the same telephone');
select is(tap.verdicts(tap.brings('p_village', '[[2,"买买提・阿不都","1970-05-05","男","退役军人"]]', '["姓名","出生日期","性别","对象类别"]')), '2 alike 可能重复：买*****都 天心区（同名，同年出生）', 'the day of birth without a number');
select is(tap.one('p_village', '买买提·阿不都'), '2 new', 'a name alone in another office is nobody');
-- Old number of who changed his.
update service.person_private set old_id_no = tap.no('43037119600101001') where id_no = tap.no('43037119700101001');
select is(tap.one('p_village', '某人', tap.no('43037119600101001')), '2 alike 可能重复：买*****都 天心区（身份证号相同）', 'a number he had before');

------------------------------------------------------------------------------ the same twice in one sheet
create function tap.sheet(login text, lines text, calls int default 2) returns text language sql as $$ select tap.verdicts(tap.brings(login, lines, '["姓名","身份证号","出生日期","性别","对象类别","联系电话","备注"]', calls)) $$;
select is(tap.sheet('p_village', '[[2,"双一","","1950-01-01","男","退役军人","","甲"],[3,"双一","","1950-12-31","男","退役军人","","乙"],[4,"双一","","1951-01-01","男","退役军人","","丙"],[5,"双一","","1950-01-01","女","退役军人","","丁"]]'),
  E'2 new\n3 alike 可能重复：表里第 2 行（同名，同年出生）\n4 new\n5 new', 'the name and the year; another year, another sex is another');
select is(tap.sheet('p_village', '[[2,"双二","","","男","退役军人","13811112222",""],[3,"双二","","1950-01-01","男","退役军人","138 1111 2222",""],[4,"双三","","","男","退役军人","13811112222",""]]'),
  E'2 new\n3 alike 可能重复：表里第 2 行（同名，电话相同）\n4 new', 'the name and the telephone, however it is written');
select is(tap.sheet('p_village', '[[2,"双四","","","男","退役军人","",""],[3," 双四","","","男","退役军人","","另一行"]]'), E'2 new\n3 alike 可能重复：表里第 2 行（同名，同一机构）', 'the name alone, where neither says the year');
select is(tap.sheet('p_village', jsonb_build_array(jsonb_build_array(2, '双五', tap.no('43037119500101001'), '', '男', '退役军人', '', ''), jsonb_build_array(3, '双五', tap.no('43037119500101003'), '', '男', '退役军人', '', ''),
  jsonb_build_array(4, '双五', '', '1950-01-01', '男', '退役军人', '', ''))::text), E'2 new\n3 new\n4 alike 可能重复：表里第 2 行（同名，同年出生）', 'two numbers are two people; without one he may be either');
select is(tap.sheet('p_village', '[[2,"双六","","1950-02-30","男","退役军人","",""],[3,"双六","","1950-03-01","男","退役军人","",""]]') ~ E'2 rejected .*\n3 new$', true, 'a line that is not taken is like nothing');
select is(tap.sheet('p_village', '[[2,"周小兵","","","男","退役军人","13800001111","甲"],[3,"周小兵","","","男","退役军人","13800001111","乙"]]'),
  E'2 alike 可能重复：周小兵 识字里社区（同名，电话相同）\n3 alike 可能重复：周小兵 识字里社区（同名，电话相同）；表里第 2 行（同名，电话相同）', 'on file, and twice in the sheet');
select is(tap.sheet('p_village', '[[2,"双记平","","1950-01-01","男","退役军人","",""],[3,"双记评","","1950-12-31","男","退役军人","",""]]'), E'2 new\n3 alike 可能重复：表里第 2 行（姓名同音，同年出生）', 'a name that sounds alike');
-- Beyond a thousand lines, and in the step: those that were told of stay out, unless it is said that they are others.
create temp table far as select tap.brings('p_village', (select jsonb_agg(jsonb_build_array(n + 1, case when n in (5, 1105) then '双七' else '远' || chr(20000 + n) || chr(26000 + n * 7) end, (1900 + n % 100) || '-01-01', '男', '退役军人', n::text) order by n) from generate_series(1, 1105) n)::text,
  '["姓名","出生日期","性别","对象类别","备注"]', 0) as i;
select tap.told('p_village', format('select * from app.import_judge(%s)', i)) from far, generate_series(1, 4) \g /dev/null
select is((select string_agg(concat_ws(' ', r.line, r.verdict, r.zh), E'\n' order by r.n) from work.import_row r, far where r.import = far.i and r.cells[1] = '双七'), E'6 new\n1106 alike 可能重复：表里第 6 行（同名，同年出生）', 'eleven hundred lines further down');
select tap.told('p_village', format('select api.import_start(%s, ''append'', false)', i)) from far \g /dev/null
select tap.told('p_village', format('select n, total from app.import_step(%s)', i)) from far, generate_series(1, 4) \g /dev/null
select is((select count(*) from service.person where name = '双七'), 1::bigint, 'one of them is written');
select is((select count(*) from work.import_row r, far where r.import = far.i and r.done), 1104::bigint, 'and all the others');

------------------------------------------------------------------------------ what is done with them
create temp table w as select tap.brings('p_next', '[[2,"周小兵","","男","退役军人","13800001111"],[3,"新来的","","男","退役军人",""]]') as i;
select is((select tap.told('p_next', format('select api.import_start(%s, ''append'', false)', i)) || tap.told('p_next', format('select n, total from app.import_step(%s)', i)) from w), '2|2', 'written without saying that they are others');
select is((select string_agg(name, ' ') from service.person where office = 430103000000 and name in ('周小兵', '新来的')), '新来的', 'the doubt is left out');
select is((select tap.told('p_next', format('select csv from app.import_rejects(%s, 0)', i)) ~ '可能重复：周\*兵 识字里社区' from w), true, 'and given back with it');
create temp table v as select tap.brings('p_next', '[[2,"周小兵","","男","退役军人","13800001111"]]') as i;
select is((select tap.told('p_next', format('select api.import_start(%s, ''append'', true)', i)) || tap.told('p_next', format('select n, total from app.import_step(%s)', i)) from v), '1|1', 'when it is said');
select is((select count(*) from service.person where office = 430103000000 and name = '周小兵'), 1::bigint, 'he comes in');
-- What has come between trial and writing.
create temp table m as select tap.brings('p_next', '[[2,"后来的","","男","退役军人","13800003333"]]') as i;
select is((select tap.verdicts(i) from m), '2 new', 'nobody is like him');
select is(tap.entry('p_village', '后来的', '{"phone": "13800003333"}'), 'saved|-', 'until somebody enters him elsewhere');
select is((select tap.told('p_next', format('select api.import_start(%s, ''append'', false)', i)) || tap.told('p_next', format('select n, total from app.import_step(%s)', i)) || ' ' || tap.verdicts(i) from m), '1|1 2 alike 可能重复：后*的 识字里社区（同名，电话相同）', 'then he is left out');
-- The same sheet once more, without numbers: those that are here whole are the same, not doubts.
select is(tap.verdicts(tap.brings('p_next', '[[2,"新来的","男","退役军人"]]', '["姓名","性别","对象类别"]')), '2 same', 'brought again it is the same');

------------------------------------------------------------------------------ limits: as many as at entry
select is(tap.told('p_far', $$select count(*) filter (where sec.try('x', 1)) from generate_series(1, 1)$$) ~ '^42501', true, 'nobody counts for himself');
create temp table spent as select c.oid::regclass as counter from pg_class c where false;
do $$                                           -- p_far has asked as often as one may within this hour and the next
declare h bigint := extract(epoch from clock_timestamp())::bigint / 3600;
begin
  for k in 0 .. 1 loop
    perform setval(format('sec.tally_%s', hashtextextended('p_far twins elsewhere ' || h + k, 0) & 255)::regclass, (h + k) * 1000000 + 60);
    exit when extract(minute from clock_timestamp()) < 58;
  end loop;
end $$;
create temp table q as select tap.brings('p_far', '[[2,"周小兵","","男","退役军人","13800001111"],[3,"乙","","男","退役军人",""]]') as i;
select is((select tap.verdicts(i) from q), E'2 new 这一小时查得太多，只和自己辖区里的比过\n3 new 这一小时查得太多，只和自己辖区里的比过', 'used up: nothing of elsewhere is told, and of none of the lines whether');
select is(tap.entry('p_far', '周小兵', '{"phone": "13800001111"}'), 'saved|-', 'at entry likewise');
select is(tap.verdicts(tap.brings('p_far', '[[2,"周小兵","","男","退役军人","13800001111"]]')), '2 alike 可能重复：周小兵 朝阳社区居委会（同名，电话相同）', 'one of the own is told, and no other');
select * from finish();
