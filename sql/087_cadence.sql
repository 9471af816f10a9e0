-- SPDX-License-Identifier: Apache-2.0
-- Duties that come by the calendar, by what happens and by festivals. How often is said once, in ref.cadence; a rule names its row there.
alter table work.rule
  add kind text not null default 'task' check (kind in ('pairing', 'task', 'cadence', 'event', 'festival', 'age')),
  add cadence text collate "C",             -- of ref.cadence: who owes it, how often, how many times
  add length int check (length > 0),        -- of an event: how long from its day; of a festival: how long before it
  add unit text check (unit in ('day', 'workday', 'month')),
  add setting text collate "C",             -- ref.setting by which an office has a length of its own
  add constraint rule_has_its_measure check ((kind in ('pairing', 'cadence')) = (cadence is not null) and (kind in ('event', 'festival', 'age')) = (length is not null) and (length is null) = (unit is null));
comment on column work.rule.kind is 'pairing 包联，task 有事才有，cadence 按周期，event 按事件，festival 按节日，age 按年龄';

update work.rule set kind = 'pairing', cadence = 'pairing_contact' where rule = 1;

-- The list of periods of its own goes; a view of that name (repeat/60_duty.sql) tells them in words.
drop table work.cadence;

alter table work.duty
  add need smallint not null default 1,     -- how many records answer it
  add have smallint not null default 0;     -- how many do
comment on column work.duty.need is '要几次';
comment on column work.duty.have is '已有几次';
update work.duty set have = 1 where outcome = 'd';
create index on work.duty (person, rule) where person is not null;

-- How far the timer has come: days opened; by rule since when and to when (a new one begins with the bin of its first day); days frozen.
alter table work.tick_state add opened_to date, add rules_from jsonb not null default '{}', add rules_to jsonb not null default '{}', add frozen_to date;

-- Which rows of which register answer which rule: a register's answering is rows here, and a trigger (work.let_answer()).
create table work.answering (
  relation text collate "C" not null,
  rule smallint not null references work.rule,
  how text not null check (how in ('bin', 'person')),                -- the bin of the office the day falls into; what is owed to the person since before the day
  day text not null,                                                 -- column of the day
  matches jsonb not null default '{}',                               -- what must stand in the row
  needs text[] not null default '{}',                                -- columns that must be filled in
  primary key (relation, rule)
);
comment on table work.answering is '哪种记录办结哪种待办';

-- What opens which rule: an event of this kind, a festival, an age. For the office that holds the file, or the township or county above.
create table work.opening (
  by_what text not null check (by_what in ('event', 'festival', 'age')),
  code text collate "C" not null,
  rule smallint not null references work.rule,
  relation text not null default 'own' check (relation in ('own', 'township', 'county')),
  categories text[],                                                 -- of people; null: all
  primary key (by_what, code, rule)
);
comment on table work.opening is '什么事产生哪种待办';

-- What was missed, by office and period, frozen when nothing can be entered for it any more (decision 15).
create table work.pairing_missed (
  office bigint not null references org.office on update cascade,
  from_on date not null, due_on date not null,
  owed int not null check (owed > 0),
  missed int not null check (missed between 0 and owed),
  pairings bigint[] not null default '{}' check (cardinality(pairings) = missed),
  frozen_on date not null,
  primary key (office, from_on)
);
comment on table work.pairing_missed is '包联每期应联系几户、漏了几户：补记期限一过就定下来，不再改';

-- Who is of the pairings of somebody who left is asked every day.
create index on service.pairing (staff) where ended_on is null and voided_at is null and staff is not null;
