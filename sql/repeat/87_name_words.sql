-- SPDX-License-Identifier: Apache-2.0
-- The words of other written forms of a name.
insert into app.relation (relation, zh, en, label, hint, finder) values
  ('service.person_name', '姓名的其他写法', 'Other written form', 't.name', '''''', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;

insert into app.column (relation, column_name, zh, en, help_zh, help_en, default_sql, mask, width, private) values
  ('service.person_name', 'person',  '服务对象', 'Person',     '', '', null, null, 14, false),
  ('service.person_name', 'name',    '写法',     'Written',    '照原样写；找人时按哪一种写法都找得到', 'as it is written; who looks for any of these finds the file', null, null, 14, false),
  ('service.person_name', 'kind',    '是什么写法', 'Kind',     '繁体、拼音、曾用名等', 'traditional form, pinyin, former name', null, null, 14, false),
  ('service.person_name', 'on_card', '身份证上的', 'On the card', '身份证上印的是这一种；一个人只有一种', 'the form on the identity card; one a person', 'false', null, 4, false),
  ('service.person_name', 'note',    '备注',     'Note',       '', '', null, null, 20, false)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en,
    default_sql = excluded.default_sql, mask = excluded.mask, width = excluded.width, private = excluded.private;

insert into app.refusal (name, field, zh, en, hint_zh, hint_en, clause) values
  ('name_as_filed', 'name', '这就是档案上的姓名，不用再写', 'this is the name on file already', '只写别的写法；这一行清空就不存', 'only other forms; emptied, the line is not saved', '6.1.1'),
  ('name_written_once', 'name', '这个写法已经记过了', 'this form is there already', '同一种写法只写一行', 'a form is written once', '6.1.1'),
  ('one_name_on_card', 'on_card', '身份证上的写法只能有一种', 'only one form can be the one on the card', '把原来那一种的“身份证上的”去掉', 'take the mark off the other one', '6.1.1')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en, clause = excluded.clause;
