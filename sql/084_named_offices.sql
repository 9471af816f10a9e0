-- SPDX-License-Identifier: Apache-2.0
-- Rows of an office above, shown to offices below it that are named in them: one by one, with all below, or those of one tier below.
-- A rule, not a row an office: who is set up tomorrow sees what was sent to all yesterday. `key` says which rule it is in one number, so
-- that "named here?" is the comparison of one column with the few numbers an office answers to (sec.address_keys()).
create table work.shown_to (
  relation text collate "C" not null,
  row_id bigint not null,
  office bigint not null references org.office on update cascade,    -- the one named
  below boolean not null default false,                              -- and all below it
  tier smallint check (tier between 0 and 4),                        -- of these, those of this tier
  since date not null,
  key bigint not null generated always as (office * 100 + below::int * 10 + coalesce(tier::int, 9)) stored,
  primary key (relation, row_id, key)
);
comment on table work.shown_to is '下级机构被点到的记录';
create index on work.shown_to (key, relation, since, row_id);

alter table sec.protected drop constraint protected_kind_check,
  add constraint protected_kind_check check (kind in ('register', 'private', 'directory', 'ledger', 'part', 'own', 'named', 'closed')),
  add column shown text;
comment on column sec.protected.shown is '哪一列说明给下级看的是哪一条';

-- What else happens when somebody opens a record (a receipt, …).
alter table app.relation add column opened text;
comment on column app.relation.opened is '打开一条记录时调用的函数 (bigint)';

-- One thing may be owed by many offices.
alter table work.duty add shared boolean not null default false, drop constraint duty_rule_subject_from_on_key;
comment on column work.duty.shared is '一件事由多个机构各办各的';
create unique index duty_once on work.duty (rule, subject, from_on) where not shared;
create unique index duty_once_an_office on work.duty (rule, subject, from_on, office) where shared;
