-- SPDX-License-Identifier: Apache-2.0
-- Schemas, the clock, regions, the site row. Run as lb_owner, who owns the database.
revoke all on schema public from public;
do $$ begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to lb_staff, lb_tick', current_database());
end $$;
alter default privileges for role lb_owner revoke execute on functions from public;

create schema sec;      comment on schema sec     is '账号、范围和权限';
create schema ref;      comment on schema ref     is '区划、时钟、日历、设置、拼音';
create schema code;     comment on schema code    is '代码表';
create schema std;      comment on schema std     is '标准条款';
create schema org;      comment on schema org     is '机构和人员';
create schema service;  comment on schema service is '服务对象、走访、包联';
create schema work;     comment on schema work    is '待办、草稿、办理';
create schema app;      comment on schema app     is '字典、登记簿、终端用的函数';
create schema audit;    comment on schema audit   is '审计';
create schema api;      comment on schema api     is '受控的函数：自己查范围';
grant usage on schema sec, ref, code, std, org, service, work, app, api to lb_staff;
grant usage on schema work to lb_tick;

-- One row: what this installation is. Demo sites may move the clock and take invented ID numbers (decisions 13, 33).
create table ref.site (
  one boolean primary key default true check (one),
  name text not null default '',
  demo boolean not null default false,
  clock_offset interval not null default '0',
  constraint clock_moves_only_in_demo check (demo or clock_offset = '0')
);
insert into ref.site default values;
comment on table ref.site is '本系统：名称、是否演示';

-- Settings with a default; the nearest ancestor office's value wins.
create table ref.setting (
  key text collate "C" not null,
  office bigint not null,
  value text not null,
  primary key (key, office)
);
comment on table ref.setting is '设置：上级定的下级沿用，下级另定的用下级的';

create table ref.region (
  code bigint primary key check (code between 10000000000 and 999999999999),
  parent bigint references ref.region on update cascade,
  tier smallint not null check (tier between 0 and 4),
  name text collate "C" not null,
  py text collate "C" not null default '',
  initials text collate "C" not null default '',
  statistical boolean not null default false,
  quasi boolean not null default false,
  selectable boolean not null generated always as (not statistical and not quasi) stored,
  valid_from date not null default '2023-06-30',
  valid_to date,
  replaced_by bigint references ref.region on update cascade,
  check ((parent is null) = (tier = 0))
);
comment on table ref.region is '区划（省、市州、县市区、乡镇街道、村社区）';
comment on column ref.region.statistical is '统计用的开发区、管理区，不是行政区划';
comment on column ref.region.quasi is '虚拟单位，不供选择';
create index on ref.region (parent);
create index on ref.region (initials, code);
create index on ref.region (name, code);
