-- SPDX-License-Identifier: Apache-2.0
-- Words of the import, and what each register is known by.

-- What follows from what a sheet says of a person: sex from the ID number.
create or replace function service.person_completed(main jsonb, side jsonb) returns jsonb
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$ select case when main ? 'sex' or not side ? 'id_no' then main else main || jsonb_strip_nulls(jsonb_build_object('sex', ref.id_sex(side ->> 'id_no'))) end $$;
grant execute on function service.person_completed(jsonb, jsonb) to lb_staff;

update app.relation set known_by = 'id_no', completes = 'service.person_completed', twin_keys = 'service.person_twin_keys' where relation = 'service.person';
update app.relation set known_by = 'name' where relation = 'service.household';

insert into work.import_heading (register, office, heading, column_name)
  select 'person', 0, ref.heading_fold(h), c from (values
    ('身份证号码', 'id_no'), ('身份证', 'id_no'), ('公民身份号码', 'id_no'), ('证件号码', 'id_no'), ('手机', 'phone'), ('手机号', 'phone'), ('手机号码', 'phone'), ('电话', 'phone'), ('联系方式', 'phone'),
    ('地址', 'address'), ('家庭住址', 'address'), ('居住地址', 'address'), ('住址', 'address'), ('类别', 'category'), ('人员类别', 'category'), ('入伍日期', 'enlisted_on'), ('退役日期', 'discharged_on'), ('退伍时间', 'discharged_on'),
    ('序号', ''), ('没有收的原因', ''), ('why not taken', '')) v(h, c)
  on conflict on constraint import_heading_pkey do nothing;
-- Of what concerns one person the name is the person; and what was given back comes again with its reasons.
insert into work.import_heading (register, office, heading, column_name)
  select r, 0, ref.heading_fold(h), c from unnest(array['visit', 'event', 'pairing']) r, (values ('姓名', 'person'), ('对象姓名', 'person'), ('对象', 'person'), ('序号', ''), ('没有收的原因', ''), ('why not taken', '')) v(h, c)
  on conflict on constraint import_heading_pkey do nothing;

insert into app.refusal (name, field, zh, en, hint_zh, hint_en) values
  ('import_gone', null, '这次导入不在了，或不是您的', 'this import is not there any more, or not yours', '请重新选文件导入', 'choose the file again'),
  ('import_moved_on', null, '这次导入已经走到别的一步', 'this import has moved on', '请退出导入，再进来看', 'leave the import and come back'),
  ('import_not_this', null, '这本登记簿不能导入', 'nothing is imported into this register', '能导入的是机构自己登记的簿子', 'registers of an office''s own rows are imported into'),
  ('import_columns', null, '表要有 1 到 200 列，第一行是表头', 'a sheet has 1 to 200 columns, its first line is the heading', '请看第一行是不是表头', 'look whether the first line is the heading'),
  ('import_too_many', null, '没办完的导入太多了', 'too many imports are not finished', '请先把前面的办完或扔掉', 'finish those or throw them away'),
  ('import_too_big', null, '一次送得太多', 'too much at once', '一份表最多一百万行；请拆开', 'a sheet has a million lines at most; split it'),
  ('import_empty', null, '表头下面一行也没有', 'there is no line below the heading', '请看是不是选错了工作表', 'look whether it is the right sheet'),
  ('import_no_column', null, '没有这一项，或这一项不能导入', 'no such column, or it is not imported', '请从列表中选', 'choose from the list'),
  ('import_no_office', null, '没有这个机构', 'no such office', '写 12 位机构编号', 'give its number of 12 digits'),
  ('import_how', null, '要说明已有的怎么办：只新增，还是也更新', 'say what becomes of rows that are there: append, or replace', '', ''),
  ('sheet_formula', null, '%1是一个公式“%2”，不是值', '%1 is a formula (%2), not its value', '', ''),
  ('sheet_number', null, '%1被表格软件改成了“%2”，号码已经丢了', '%1 was made %2 by a spreadsheet, its digits are lost', '', ''),
  ('sheet_error', null, '%1在表里是一个错误“%2”', '%1 is an error in the sheet (%2)', '', ''),
  ('sheet_date', null, '%1里的“%2”不是日期，要写成 1968-05-17、1968.5.17、19680517 或 1968年5月17日', '%1: %2 is no date; write 1968-05-17, 1968.5.17 or 19680517', '', ''),
  ('sheet_no_day', null, '%1里的“%2”：没有这一天', '%1: there is no day %2', '', ''),
  ('sheet_int', null, '%1里的“%2”不是整数，或太大', '%1: %2 is no whole number, or too great', '', ''),
  ('sheet_money', null, '%1里的“%2”不是金额', '%1: %2 is no amount of money', '', ''),
  ('sheet_bool', null, '%1里的“%2”要写是或否', '%1: %2 should be yes or no', '', ''),
  ('sheet_long', null, '%1太长', '%1 is too long', '', ''),
  ('sheet_unknown', null, '%1里的“%2”找不到', '%1: %2 is not found', '', ''),
  ('sheet_several', null, '%1里的“%2”不止一个，分不清是哪一个；人写身份证号，机构写 12 位编号', '%1: there are several %2; give the ID number of a person, the 12 digits of an office', '', ''),
  ('sheet_asked', null, '这一小时查的号码太多了，过一小时再导入这些行', 'too many numbers were looked for in this hour; import these lines in an hour', '', ''),
  ('sheet_needed', null, '%1必须填写', '%1 is required', '', ''),
  ('sheet_wide', null, '这一行的格比表头多，多半是少了引号或多了逗号', 'this line has more cells than the heading; a quote is missing or a comma too many', '', ''),
  ('sheet_id_length', null, '%1应是 18 位（老的 15 位也可以）', '%1 has 18 characters (old ones 15)', '', ''),
  ('sheet_id_character', null, '%1只能是数字，末位可以是 X', '%1 holds digits only; the last may be X', '', ''),
  ('sheet_id_birth', null, '%1里的出生日期不是一个日期', 'the date of birth in %1 is no date', '', ''),
  ('sheet_id_digit', null, '%1的末位校验不对，请再看一遍原件', 'the check digit of %1 is wrong; look at the document again', '', ''),
  ('sheet_twice', null, '与表里第 %1 行重复', 'the same as line %1 of the sheet', '', ''),
  ('sheet_alike', null, '可能重复：%1', 'perhaps there already: %1', '', ''),
  ('sheet_like', null, '表里第 %1 行', 'line %1 of the sheet', '', ''),
  ('sheet_twins_asked', null, '这一小时查得太多，只和自己辖区里的比过', 'too many questions in this hour: compared within your own area only', '', ''),
  ('sheet_other_name', 'id_no', '这个身份证号已经建档，姓名不同', 'this ID number is on file under another name', '', ''),
  ('sheet_elsewhere', 'id_no', '这个身份证号已在别处建档，要用“申请转入”', 'this ID number is on file at another office; ask for transfer', '', ''),
  ('sheet_alike_numbers', 'id_no', '同年出生、头尾相同的身份证号太多', 'too many ID numbers of one year that begin and end alike', '', ''),
  ('sheet_not_yours', null, '这一条由别的机构写，您不能改', 'this row is another office''s to write', '', '')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en;

