-- SPDX-License-Identifier: Apache-2.0
-- Undoing one's own is a kind of its own in the log. Rows that are there obey it: nothing has to be read for that.
alter table audit.log drop constraint log_kind_check;
alter table audit.log add constraint log_kind_check check (kind in ('I', 'U', 'D', 'S', 'E', 'R', 'P', 'X', 'B')) not valid;
-- A rule wrote it, not the person himself: undoing what he wrote brings the rule's doing back by itself.
alter table audit.log add column follows boolean;
comment on column audit.log.follows is '随别的改动而来，不是直接写的';

-- Never holds a row: what is put into it is done by its trigger, so that the log has it as a rule's doing (repeat/75_undo.sql).
create table sec.put_back (change bigint not null, relation text not null, key bigint not null);
comment on table sec.put_back is '把作废时一起变了的恢复原样；不存任何行';

-- A draft says since when somebody is at a record, and in which session: who opens the same record is told (app.editing).
alter table work.draft add column begun_at timestamptz not null default now(), add column pid int;
comment on column work.draft.pid is '在哪个会话里写的';
create index draft_record on work.draft (form, record) where record is not null;
