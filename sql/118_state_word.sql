-- SPDX-License-Identifier: Apache-2.0
-- What a state is called where an office of these tiers has the case: what is to be accepted by a county is to be settled by a village (flow.state_text).
create table flow.state_word (
  process text not null,
  state text collate "C" not null,
  tiers smallint[] not null check (cardinality(tiers) > 0),
  zh text not null, en text not null,
  primary key (process, state, tiers),
  foreign key (process, state) references flow.state on delete cascade deferrable
);
comment on table flow.state_word is '状态在某一级叫什么';
comment on column flow.state_word.state is '状态';
comment on column flow.state_word.tiers is '在哪几级';
