-- SPDX-License-Identifier: Apache-2.0
-- The standard on veterans service centers and stations as clauses and statements in our own short words,
-- and the numbers it and the law name. One clause may hold 应 and 宜: force and tiers belong to the statement (decision 19).

create table std.chapter (
  menu text collate "C" primary key,
  zh text collate "C" not null,
  en text not null,
  seq int not null
);
comment on table std.chapter is '菜单：标准第4章到第7章的各节，加今日、报表、系统';

create table std.clause (
  clause text collate "C" primary key check (clause ~ '^[0-9](\.[0-9]+){0,2}( [a-z])?$'),
  parent text collate "C" references std.clause,
  chapter int not null,
  menu text collate "C" references std.chapter,
  seq int not null,
  zh text collate "C" not null,
  en text not null
);
comment on table std.clause is '标准的条款，文字是我们自己的短句；4.3 a 是 4.3 的 a 项';
create index on std.clause (parent);
create index on std.clause (menu);

create table std.statement (
  id text collate "C" primary key,
  clause text collate "C" not null references std.clause,
  force text not null check (force in ('shall', 'should', 'may', 'principle', 'none')),
  tiers smallint[] not null check (cardinality(tiers) > 0 and tiers <@ '{0,1,2,3,4}'),
  zh text collate "C" not null,
  en text not null
);
comment on table std.statement is '条款里的一项要求';
comment on column std.statement.force is 'shall 应，should 宜，may 可，principle 原则上，none 没有能愿动词';
comment on column std.statement.tiers is '管哪几级：0 省 1 市州 2 县 3 乡镇 4 村';
create index on std.statement (clause);

-- How often. Where the standard says "regularly" without a period, assumed is true and the period is ours until the office sets its own.
create table ref.cadence (
  rule text collate "C" not null,
  tier smallint not null check (tier between 1 and 4),
  clause text collate "C" not null references std.clause,
  force text not null check (force in ('shall', 'should', 'may', 'none')),
  subject_zh text collate "C" not null,
  subject_en text not null,
  min_count int not null check (min_count > 0),
  period text not null check (period in ('week', 'month', 'two_months', 'quarter', 'half_year', 'year', 'before_start')),
  per text not null check (per in ('office', 'staff', 'contact_point', 'pairing')),
  assumed boolean not null default false,
  primary key (rule, tier)
);
comment on table ref.cadence is '周期要求：每个周期至少几次';
comment on column ref.cadence.period is 'before_start 上岗前';
comment on column ref.cadence.assumed is '标准只说定期，周期是默认的，单位可以另定';

-- How long. Days start the day after the event; workday skips rest days; fixed is a month and day of the following year.
create table ref.deadline (
  rule text collate "C" primary key,
  source text collate "C" not null,
  from_event text not null,
  length int check (length > 0),
  unit text not null check (unit in ('hour', 'day', 'workday', 'month', 'year', 'fixed')),
  fixed_on text check (fixed_on ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'),
  at_least boolean not null default false,
  extendable_days int not null default 0 check (extendable_days >= 0),
  certainty text not null check (certainty in ('found', 'elsewhere', 'remembered')),
  zh text collate "C" not null,
  en text not null,
  check ((unit = 'fixed') = (fixed_on is not null) and (unit = 'fixed') = (length is null))
);
comment on table ref.deadline is '时限';
comment on column ref.deadline.at_least is '不是最迟，是最早：满了才可以';
comment on column ref.deadline.certainty is 'found 查到原文，elsewhere 外地规定、要按本省的改，remembered 凭记忆、要核对';

-- How much: the measured value stands in relation op to value / divisor.
create table ref.threshold (
  rule text collate "C" not null,
  tier smallint not null check (tier between 1 and 4),
  clause text collate "C" not null references std.clause,
  force text not null check (force in ('shall', 'should', 'may', 'principle')),
  op text not null check (op in ('<', '>=', '=')),
  value numeric not null,
  divisor int not null default 1 check (divisor > 0),
  unit text not null check (unit in ('persons', 'percent', 'ratio', 'm2', 'bool', 'level', 'rank')),
  zh text collate "C" not null,
  en text not null,
  primary key (rule, tier)
);
comment on table ref.threshold is '数量要求';
comment on column ref.threshold.unit is 'rank 指 code.award_grade 的 rank';

create table ref.zone_requirement (
  tier smallint not null check (tier between 1 and 4),
  zone text collate "C" not null references code.functional_zone,
  force text not null check (force in ('shall', 'should')),
  clause text collate "C" not null references std.clause,
  primary key (tier, zone)
);
comment on table ref.zone_requirement is '各级要有的功能区';

grant select on std.chapter, std.clause, std.statement, ref.cadence, ref.deadline, ref.threshold, ref.zone_requirement to lb_staff;
