-- SPDX-License-Identifier: Apache-2.0
-- Offices named in a row's lines see the row as those do that a notice names: by work.shown_to. What kept the same beside it goes.
drop policy if exists named on work.meeting;
drop trigger if exists y_names on work.attendance;
drop trigger if exists y_names on work.resolution;
drop procedure if exists sec.names(text, text, text);
drop function if exists sec.name_office(), sec.named_in(regclass);
drop table sec.naming, sec.named;
delete from sec.unprotected where relation in ('sec.naming', 'sec.named');

alter table work.shown_to drop constraint shown_to_pkey,
  add column child text collate "C", add column child_id bigint,     -- the line that names; none: the row itself does
  add check ((child is null) = (child_id is null));
create unique index shown_once on work.shown_to (relation, row_id, key, child, child_id) nulls not distinct;
create unique index on work.shown_to (child, child_id) where child is not null;

insert into work.shown_to (relation, row_id, office, since, child, child_id)
select 'work.meeting', x.meeting, x.named, (x.created_at at time zone 'Asia/Shanghai')::date, x.child, x.id
  from (select meeting, attendee, created_at, 'work.attendance', id from work.attendance where voided_at is null
        union all select meeting, charged, created_at, 'work.resolution', id from work.resolution where voided_at is null) x(meeting, named, created_at, child, id);
