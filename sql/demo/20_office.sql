-- SPDX-License-Identifier: Apache-2.0
-- Which offices stand, and who serves a village without a station (4.1.2). Their names came with the regions.
update org.office o
   set kind = case when r.tier < 3 then '1' else '2' end, established = r.selectable
  from ref.region r
 where r.code = o.id;

-- In the demo county a few villages have too few veterans for a station of their own: the street serves them.
update org.office o
   set established = false, kind = '5', served_by = o.parent
 where o.id in (430102003006, 430102010204, 430102015204, 430102016203);
