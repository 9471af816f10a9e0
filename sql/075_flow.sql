-- SPDX-License-Identifier: Apache-2.0
-- Processes. A process is rows: states, steps between them, clocks that run in states. Definitions are in schema flow, what runs in work.
-- A register whose rows are cases has its facts only; where a case stands, who must act next and by when is one row of work.matter (decision 17).
create schema flow;
comment on schema flow is '办理流程：状态、步骤、期限';
grant usage on schema flow to lb_staff;

------------------------------------------------------------------------------ definitions
-- Which jobs an office of a tier has, and how many people at least: who must act where a tier lacks the job is the clerk (flow.job_at).
create table flow.post (
  tier smallint not null check (tier between 0 and 4),
  job text not null references org.job,
  least smallint not null check (least > 0),
  primary key (tier, job)
);
comment on table flow.post is '各级机构有哪些岗位、至少几人';

create table flow.process (
  process text collate "C" primary key check (process ~ '^[a-z][a-z_]*$'),
  relation text not null,                   -- the register whose rows are its cases: their id is the case's
  rule smallint not null references work.rule,        -- its line on the first screen; the rule names the register
  tiers smallint[] not null check (cardinality(tiers) > 0),     -- of the offices that may register a case
  begins_on text,                           -- column of the register with the day its first legal clock starts; null: the day of entry
  called text,                              -- column with what the case is called where no person is named
  one_open boolean not null default false,  -- no second open case for the same person
  takebacks smallint not null default 2,    -- how often a case may be taken back before it is opened
  zh text not null, en text not null
);
comment on table flow.process is '流程';

-- A clock starts with the state that runs it: a legal one on the day of the event its article names, one of a hand-over on dispatch (decision 14).
create table flow.clock (
  process text not null references flow.process,
  clock text collate "C" not null check (clock ~ '^[a-z][a-z_]*$'),
  length int not null check (length > 0),   -- of a fixed one: month * 100 + day, in the year after it began
  unit text not null check (unit in ('hour', 'day', 'workday', 'month', 'year', 'fixed')),
  starts text not null check (starts in ('event', 'dispatch')),
  rolls boolean not null,                   -- a last day that is a rest day moves to the next working day (Civil Code 203)
  amber smallint not null check (amber >= 0),         -- days before the end from which it is marked
  extend int not null default 0,            -- by how much, in the same unit, it may be made longer
  extends smallint not null default 0,      -- how often
  setting boolean not null default false,   -- an office may set its own length: process.clock in ref.setting
  zh text not null, en text not null,
  law_zh text not null default '', law_en text not null default '',
  primary key (process, clock)
);
comment on table flow.clock is '期限';

create table flow.state (
  process text not null references flow.process,
  state text collate "C" not null check (state ~ '^[a-z][a-z_]*$'),
  seq smallint not null,                    -- the order one reads them in; those with the same tens are ways beside each other, the first the usual one
  kind text not null check (kind in ('start', 'open', 'end')),
  actor text check (actor in ('holder', 'owner', 'township', 'county', 'city', 'target', 'superior')),      -- whose office acts next (flow.actor)
  job text references org.job,
  runs text[] not null default '{}',        -- clocks that run here: started on entry, ended on leaving
  holds text[] not null default '{}',       -- clocks that stand still here
  edit boolean not null default false,      -- the holder may change the facts
  outside boolean not null default false,   -- a body outside decides; the office chases it
  third text,                               -- where the third return from here leads
  zh text not null, en text not null,
  primary key (process, state),
  check ((kind = 'end') = (actor is null) and (kind = 'end') = (job is null))
);
comment on table flow.state is '状态：谁办、什么期限在走';

create table flow.step (
  process text not null,
  from_state text collate "C" not null,
  action text collate "C" not null check (action ~ '^[a-z][a-z_]*$'),
  to_state text collate "C",                -- null: to where it came from (return), or it stays (extend)
  kind text not null check (kind in ('step', 'up', 'down', 'refer', 'return', 'extend', 'takeback', 'assign', 'recuse')),
  who text not null check (who in ('next', 'sender', 'owner', 'above', 'system')),
  job text references org.job,              -- null: the state's
  tiers smallint[],                         -- of the office that acts; null: all
  asks text[] not null default '{}',        -- columns of work.step that must be given with it
  may text[] not null default '{}',         -- and those that may
  needs text[] not null default '{}',       -- columns of the register that must be filled before
  apart text[] not null default '{}',       -- who took one of these steps may not take this one
  restart text[] not null default '{}',     -- clocks that begin anew though both states run them
  clock text,                               -- the one it extends; of the system's step: whose end fires it
  within text,                              -- only while this one has not run out
  most smallint,                            -- how often in one case
  seq smallint not null default 0,
  zh text not null, en text not null,
  primary key (process, from_state, action),
  foreign key (process, from_state) references flow.state deferrable,
  foreign key (process, to_state) references flow.state deferrable
);
comment on table flow.step is '步骤：从哪个状态、谁、办什么、到哪个状态';

------------------------------------------------------------------------------ what runs
create table work.matter (
  id bigint generated by default as identity primary key,
  process text not null references flow.process,
  rule smallint not null references work.rule,        -- of the process: a line of the first screen has no join
  office bigint not null references org.office on update cascade,        -- registered it
  number text collate "C" not null unique,  -- 430102000000-2026-0031
  person bigint references service.person,
  whom varchar(60),                         -- what it is called where no person is named
  restricted boolean not null default false,          -- only who is named handler sees it (Petition Regulation 30)
  alone boolean not null default false,     -- of the process: one open case a person
  state text not null,
  seq int not null,                         -- steps taken; who acts must know the last
  next_office bigint references org.office on update cascade,
  next_job text references org.job,
  next_staff bigint references org.staff,   -- where somebody is named
  due_on date, amber_on date,
  due_at timestamptz,                       -- of an hour clock
  sender bigint references org.office on update cascade,        -- who dispatched it to the present holder
  opened_at timestamptz, opened_by bigint references org.staff, -- by the holder: from then on nothing is taken back
  returns smallint not null default 0,      -- since the last ruling
  ruled boolean not null default false,     -- a superior has ruled: no further return
  takebacks smallint not null default 0,
  escalated smallint not null default 0,    -- tiers above that have been told it is overdue
  began_on date not null, ended_on date,
  moved_by bigint references org.staff, moved_at timestamptz not null,
  version int not null default 1,
  created_at timestamptz not null default now(), created_by name not null default session_user,
  changed_at timestamptz not null default now(), changed_by name not null default session_user,
  foreign key (process, state) references flow.state deferrable,
  constraint one_next_actor_and_due check (num_nulls(next_office, next_job, due_on) = case when ended_on is null then 0 else 3 end)
) with (fillfactor = 80);
comment on table work.matter is '正在办、办过的事：到了哪一步、等谁、什么时候前';
create index on work.matter (next_office, due_on) where due_on is not null;
create index on work.matter (due_on, next_office) where due_on is not null;
create index on work.matter (office, due_on) where due_on is not null and next_office <> office;
create index on work.matter (sender, due_on) where due_on is not null;
create index on work.matter (process, office, id desc);
create index on work.matter (person) where person is not null;
create index on work.matter (next_staff) where next_staff is not null;
create unique index one_open_matter_per_person on work.matter (process, person) where alone and ended_on is null;

-- Append only. `was` is the matter before it: taking back restores it.
create table work.step (
  id bigint generated by default as identity primary key,
  matter bigint not null references work.matter,
  process text not null,
  seq int not null,
  action text not null, kind text not null,
  from_state text, to_state text not null,
  at timestamptz not null, on_day date not null,
  happened_on date not null,                -- the event: served, accepted, received
  staff bigint references org.staff,        -- null: the system
  job text,
  office bigint not null references org.office on update cascade,        -- whose step it is; staff of the serving office may have taken it
  by_office bigint references org.office on update cascade,              -- theirs, when another
  to_office bigint references org.office on update cascade,              -- the holder afterwards
  to_staff bigint references org.staff,
  opinion varchar(2000), ground varchar(400),
  body varchar(60), document varchar(40),   -- outside: which body, under what number
  due_on date,
  was jsonb,
  unique (matter, seq)
);
comment on table work.step is '办理经过：只增不改';

create table work.clock (
  id bigint generated by default as identity primary key,
  matter bigint not null references work.matter,
  clock text not null,
  began_on date not null, began_at timestamptz not null,
  length int not null, unit text not null, rolls boolean not null, amber smallint not null,
  extended smallint not null default 0,
  due_on date, due_at timestamptz,          -- null while it stands still
  began_seq int not null, ended_seq int,
  ended_on date,
  undone boolean not null default false     -- the step that started it was taken back
);
comment on table work.clock is '期限的起止';
create index on work.clock (matter, clock);
create index on work.clock (due_on) where ended_on is null;

-- Days that do not count.
create table work.stop (
  clock bigint not null references work.clock on delete cascade,
  from_seq int not null, from_on date not null, from_at timestamptz not null,
  to_seq int, to_on date, to_at timestamptz,
  primary key (clock, from_seq)
);
comment on table work.stop is '停表';

-- Offices beside the line of the one that registered it, which hold or held it: they see it.
create table work.guest (
  office bigint not null references org.office on update cascade,
  matter bigint not null references work.matter,
  seq int not null,
  primary key (office, matter)
);
comment on table work.guest is '经手过的别处机构';

-- Who may see a restricted one.
create table work.entrusted (
  staff bigint not null references org.staff,
  matter bigint not null references work.matter,
  seq int not null,
  primary key (staff, matter)
);
comment on table work.entrusted is '限定知悉的人';

-- Who may not act in it (Petition Regulation 28).
create table work.recusal (
  staff bigint not null references org.staff,
  matter bigint not null references work.matter,
  seq int not null,
  primary key (matter, staff)
);
comment on table work.recusal is '回避的人';

-- The last number given: without gaps, for the row is locked until the case is there.
create table work.matter_number (
  office bigint not null references org.office on update cascade, year smallint not null,
  last int not null,
  primary key (office, year)
);
comment on table work.matter_number is '编号到了几号';

alter table work.rule drop constraint rule_opens_check, add constraint rule_opens_check check (opens in ('new', 'subject', 'process'));
insert into work.rule (rule, zh, en, clause, register, opens, amber_days) values
  (10, '信访件', 'Petition', '6.7.5', 'petition', 'process', 5),
  (19, '催办', 'Urge', '7.2', 'matter', 'process', 0);

-- Further conditions of who sees a row: rows seen beside those of the own ranges, and rows that only some of these may see. SQL over the row.
alter table sec.protected add column also text, add column only_if text, add column change_if text;
alter table sec.protected drop constraint protected_kind_check,
  add constraint protected_kind_check check (kind in ('register', 'private', 'directory', 'ledger', 'part', 'own', 'closed'));

-- What the log calls them.
do $$
declare x record;
begin
  for x in select * from (values
    ('post', 'least', '至少几人'),
    ('process', 'relation', '登记簿的表'),
    ('process', 'tiers', '哪几级登记'),
    ('process', 'begins_on', '从哪一列的日期起算'),
    ('process', 'called', '没有服务对象时叫什么'),
    ('process', 'one_open', '一人只能有一件没办完'),
    ('process', 'takebacks', '最多撤回几次'),
    ('clock', 'clock', '期限'),
    ('clock', 'starts', '从事情那天还是交办那天起算'),
    ('clock', 'rolls', '遇休息日顺延'),
    ('clock', 'amber', '提前几天提醒'),
    ('clock', 'extend', '可延多长'),
    ('clock', 'extends', '可延几次'),
    ('clock', 'setting', '机构可以另定'),
    ('clock', 'law_zh', '依据'),
    ('clock', 'law_en', '依据（英文）'),
    ('state', 'state', '状态'),
    ('state', 'actor', '谁办'),
    ('state', 'runs', '在走的期限'),
    ('state', 'holds', '停着的期限'),
    ('state', 'edit', '内容可以改'),
    ('state', 'outside', '由外面的部门决定'),
    ('state', 'third', '第三次退回到'),
    ('step', 'from_state', '从哪个状态'),
    ('step', 'action', '步骤'),
    ('step', 'to_state', '到哪个状态'),
    ('step', 'who', '由谁'),
    ('step', 'tiers', '哪几级'),
    ('step', 'asks', '必填'),
    ('step', 'may', '可填'),
    ('step', 'needs', '先填好'),
    ('step', 'apart', '不能同一人'),
    ('step', 'restart', '重新起算的期限'),
    ('step', 'clock', '延长或触发的期限'),
    ('step', 'within', '在哪个期限之内'),
    ('step', 'most', '最多几次')) v(t, c, zh) loop
    execute format('comment on column flow.%I.%I is %L', x.t, x.c, x.zh);
  end loop;
end $$;
