-- SPDX-License-Identifier: Apache-2.0
-- The dictionary and the menu (decisions 22, 23).
create table app.relation (
  relation text primary key,
  zh text not null, en text not null,
  label text not null,                     -- SQL expression over alias t that names a row
  hint text not null default '''''',       -- shown beside it in pick lists
  finder text,                             -- function (text) returns setof bigint: rows a typed text may mean
  happened text,                           -- expression for the date it stands at in a timeline; null = it is no event
  summary text,                            -- expression for its one line there
  headline text,                           -- expression for the line above its own timeline
  scoped boolean not null default true
);
create table app.column (
  relation text not null references app.relation,
  column_name text not null,
  zh text not null, en text not null,
  help_zh text not null default '', help_en text not null default '',
  default_sql text, mask text, width smallint,
  private boolean not null default false,
  primary key (relation, column_name)
);
comment on table app.relation is '字典：表';
comment on table app.column is '字典：列';

create table app.form (
  register text primary key,
  menu text not null,
  title_zh text not null, title_en text not null,
  relation text not null,
  digest text not null,
  clause text[] not null default '{}',
  seq int not null default 0,
  linted_at timestamptz not null default now()
);
comment on table app.form is '登记簿';

-- A rule's sentence: which field, what, in both languages. Constraint names alone would say nothing to a clerk.
create table app.refusal (
  name text primary key,                   -- constraint or trigger rule
  field text, zh text not null, en text not null, hint_zh text not null default '', hint_en text not null default ''
);
comment on table app.refusal is '拒绝时说的话';
