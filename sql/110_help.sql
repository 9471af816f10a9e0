-- SPDX-License-Identifier: Apache-2.0
-- The standard's own sentences, where an office has put them in (laobingctl standard FILE); the project brings none (decision 19). Help shows them under our short words.
create table std.wording (
  clause text collate "C" primary key references std.clause,
  zh text not null check (zh <> '')
);
comment on table std.wording is '标准的原文：由本单位装入，没有装就只有短句';

-- The page of the first sign-on: still to be shown to this account. Who had an account before there was such a page needs none.
alter table sec.account add wants_tour boolean not null default false;
comment on column sec.account.wants_tour is '第一次登录的导览还没有看过';
