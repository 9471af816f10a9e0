-- SPDX-License-Identifier: Apache-2.0
-- What the run begins with: two visits of today.
set session authorization demo_village;
insert into service.visit (office, person, visited_on, mode, occasion, staff, gift)
select sec.own_office(), p.id, ref.today(), '1', '7', sec.own_staff(), '断线@@' from service.person p where p.office = sec.own_office() order by p.id limit 2;
