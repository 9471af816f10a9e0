-- SPDX-License-Identifier: Apache-2.0
-- What the run begins with: her visit, her draft on it of when it was new, and since then her head's change of the same field and of another.
set session authorization demo_village;
with visit as (
  insert into service.visit (office, person, visited_on, mode, occasion, staff, gift)
  select sec.own_office(), min(p.id), ref.today(), '1', '7', sec.own_staff(), '断线前@@' from service.person p where p.office = sec.own_office()
  returning id, version)
insert into work.draft (office, form, record, base_version, fields, label)
select sec.own_office(), 'visit', id, version, '{"v": {"gift": ["断线@@", "断线@@", "断线前@@"]}, "p": {}, "c": []}', '断线@@' from visit;
set session authorization demo_village_head;
update service.visit set gift = '别人的@@', money = 20 where gift = '断线前@@';
