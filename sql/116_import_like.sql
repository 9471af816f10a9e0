-- SPDX-License-Identifier: Apache-2.0
-- What lines of one sheet are compared by: two that share a key could be the same. Made anew by each trial, written by functions only, gone with its import.
create table work.import_like (
  import bigint not null references work.import on delete cascade,
  n int not null,                                                    -- of work.import_row
  key text collate "C" not null,                                     -- why, in a word of sec.twin_reason(), and of whom
  place smallint not null,                                           -- among the keys of the line: the surest first
  primary key (import, key, n)
);
create index on work.import_like (import, n);
comment on table work.import_like is '导入：表里的行互相比的依据';

alter table app.relation add twin_keys text;
comment on column app.relation.twin_keys is '导入时同一份表里两行可能是同一个：由填的内容推出互相比的依据的函数';
