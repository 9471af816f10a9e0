-- SPDX-License-Identifier: Apache-2.0
-- How rows that are named stand in an order: people by the readings of their names (a surname's own among them), offices by their region.
alter table app.relation add orders text;
comment on column app.relation.orders is '排序按什么；空着就按名称的拼音';
create collation ref.strokes (provider = icu, locale = 'zh-u-co-stroke');
comment on collation ref.strokes is '笔画';

-- A register is named in the command line by the initials of its title, too.
alter table app.form add py text not null default '';
