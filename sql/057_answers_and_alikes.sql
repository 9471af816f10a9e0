-- SPDX-License-Identifier: Apache-2.0
-- A line for whoever must hear of something: it closes when somebody of the office opens it. First use: the answer to a request for transfer.
alter table work.rule add closes text not null default 'answer' check (closes in ('answer', 'opening'));
insert into work.rule (rule, zh, en, clause, register, opens, closes) values
  (3, '同意转入', 'Transfer agreed', '6.1.2', 'transfer', 'subject', 'opening'),
  (4, '不予转入', 'Transfer refused', '6.1.2', 'transfer', 'subject', 'opening');
alter table work.duty
  add whom varchar(60),                     -- the name as far as the office may know it, where the person cannot be seen
  add note varchar(240);                    -- what was said: stands in the line instead of whose matter it is
comment on column work.duty.whom is '看不到档案时的称呼（遮盖）';
comment on column work.duty.note is '要告诉的话';

-- Columns that together make two rows of a register look like one entered twice: who saves such a one is asked first (app.save).
alter table app.relation add alike text[];
comment on column app.relation.alike is '这几项都相同，就提醒可能重复';

-- Households are looked up as staff are: by name, reading, initials.
alter table service.household add py text collate "C", add initials text collate "C";
