-- SPDX-License-Identifier: Apache-2.0
-- What the hand needs of the dictionary: a field is reached in the command line by the initials of its label, and what belongs to one record
-- alone (its name, its number, what was found that day) is not copied into the next one.
alter table app.column add py text not null default '', add once boolean not null default false, add called boolean not null default false;
comment on column app.column.py is '名称的拼音首字母，自动生成';
comment on column app.column.once is '只属于这一条，整条同上次时不照抄';
comment on column app.column.called is '编号：命令行里写它就打开那一条；要有索引';

-- The number of a person's file in the ministry's system finds the file.
create index on service.person (external_no) where external_no is not null;

-- A save is known by what names its draft before that has a number, too: whoever enters a stack of paper waits for no number.
alter table work.born alter draft drop not null, add client uuid;
create unique index one_birth_by_client on work.born (login, client) where client is not null;
