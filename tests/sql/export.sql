-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- What leaves is on record, in words; every register there is can be told of.
\ir person.inc
select no_plan();
create function tap.exports() returns text language sql as $$
  select string_agg(concat_ws(' ', login, relation, key, note, new ->> 'words'), ' / ' order by seq) from audit.log where kind = 'X' $$;

select is((select string_agg(f.register, ' ') from app.form f left join app.relation r on r.relation = f.relation where r.relation is null), null, 'of each register the log has a name');
select is(tap.told('p_village', $$select api.exported('service.person', null, 'xlsx', 'file', 12, '姓名 张', repeat('a', 64))$$), '', 'a list');
select is(tap.exports(), 'p_village service.person xlsx file 12 ' || repeat('a', 64) || ' 姓名 张', 'who, what, how many, which, and the digest');
select is(tap.told('p_village', $$select api.exported('service.person', null, 'xlsx; drop', 'x y', -1, null, 'zz')$$), '', 'what is no word of ours');
select is((select note from audit.log where kind = 'X' order by seq desc limit 1), '? ? 0 -', 'is not kept');
select is((select char_length(tap.told('p_village', format($$select api.exported('service.person', null, 'csv', 'file', 1, '%s', '')$$, repeat('长', 900))))), 0, 'long conditions');
select is((select char_length(new ->> 'words') from audit.log where kind = 'X' order by seq desc limit 1), 500, 'are kept as far as anybody reads');
select matches(tap.told('p_village', $$select api.exported('service.person', 999999, 'pdf', 'file', 1, '', '')$$), '^LB001 您看不到的，不能导出', 'no row, no export');
select matches(tap.told('p_village', $$select api.exported('service.nothing', null, 'pdf', 'file', 1, '', '')$$), '^LB001 您看不到的，不能导出', 'no register');
select matches(tap.told('p_village', $$select api.exported('audit.log', null, 'pdf', 'file', 1, '', '')$$), '^LB001 您看不到的，不能导出', 'not what one cannot read');
select is(sec.note_shown('service.visit', 'pdf printer 3 ' || repeat('b', 64), false), 'PDF 3 条 到打印机 摘要 ' || repeat('b', 64), 'in words');
select is(sec.note_shown('service.visit', 'text terminal 1 -', true), 'TEXT 1 row(s) to the terminal''s printer SHA-256 -', 'in English');
select is(sec.note_shown('service.visit', 'pdf printer now', false), 'pdf printer now', 'what somebody wrote himself stays as it is');
select * from finish();
