-- SPDX-License-Identifier: Apache-2.0
-- Local disputes (standard 6.7.6): settled where they are found, by the village or the street; raised to a petition, the link stays.
insert into work.rule (rule, zh, en, clause, register, opens, amber_days) values (14, '矛盾纠纷', 'Local dispute', '6.7.6', 'dispute', 'process', 5);

create table service.dispute (
  id bigint primary key references work.matter,
  office bigint not null references org.office on update cascade,        -- found it
  person bigint references service.person,  -- the veteran, where he is on file
  parties varchar(60) not null,
  topic text not null references code.petition_topic,
  found_on date not null,
  title varchar(60) not null,
  facts varchar(1000) not null,
  way text references code.mediation_kind,
  result varchar(400),
  petition bigint references service.petition,         -- raised to
  version int not null default 1,
  created_at timestamptz not null default now(), created_by name not null default session_user,
  changed_at timestamptz not null default now(), changed_by name not null default session_user
);
comment on table service.dispute is '矛盾纠纷';
create index on service.dispute (office, id desc);
create index on service.dispute (office, found_on desc, id desc);
create index on service.dispute (found_on desc, id desc, office);
create index on service.dispute (person) where person is not null;
create index on service.dispute (petition) where petition is not null;
