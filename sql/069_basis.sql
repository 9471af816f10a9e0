-- SPDX-License-Identifier: Apache-2.0
-- What a refusal rests on: a clause of the standard, or a law. A rule that words its own sentence needs none here.
alter table app.refusal add clause text collate "C", add law_zh text not null default '', add law_en text not null default '',
  alter zh set default '', alter en set default '';
comment on column app.refusal.clause is '依据的标准条款';
comment on column app.refusal.law_zh is '依据的法律、国家标准';
