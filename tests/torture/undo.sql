-- SPDX-License-Identifier: Apache-2.0
-- What the run begins with: her visit, and a change of it in a transaction of its own, which is then undone.
set session authorization demo_village;
begin;
insert into service.visit (office, person, visited_on, mode, occasion, staff, gift)
select sec.own_office(), min(p.id), ref.today(), '1', '7', sec.own_staff(), '断线前@@' from service.person p where p.office = sec.own_office();
commit;
update service.visit set gift = '断线@@', money = 20 where gift = '断线前@@';
