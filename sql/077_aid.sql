-- SPDX-License-Identifier: Apache-2.0
-- Applications for aid (standard 6.5.2): the station and the centre verify and send on, civil affairs or another body decides (decision 17).
insert into work.rule (rule, zh, en, clause, register, opens, amber_days) values (11, '救助申请', 'Aid application', '6.5.2', 'aid', 'process', 3);

create table service.aid_application (
  id bigint primary key references work.matter,
  office bigint not null references org.office on update cascade,        -- registered it
  person bigint not null references service.person,
  aid_type text not null references code.aid_type,
  applied_on date not null,
  reason varchar(400) not null,
  hardship text references code.hardship_reason,
  income numeric(12,2),                     -- of the household, a month
  asked numeric(12,2),
  visit bigint references service.visit,    -- who went and saw
  deciding_body varchar(60),
  granted numeric(12,2),
  paid numeric(12,2), paid_on date,
  version int not null default 1,
  created_at timestamptz not null default now(), created_by name not null default session_user,
  changed_at timestamptz not null default now(), changed_by name not null default session_user,
  constraint aid_money_check check (least(income, asked, granted, paid) >= 0),
  constraint aid_paid_as_granted check (paid <= granted),
  constraint aid_paid_whole check ((paid is null) = (paid_on is null))
);
comment on table service.aid_application is '救助申请';
create index on service.aid_application (office, id desc);
create index on service.aid_application (person);
create index on service.aid_application (visit) where visit is not null;
