-- SPDX-License-Identifier: Apache-2.0
-- Names of offices, which of them stand, who serves a village without a station (4.1.2).

-- '识字里社区居委会' is '识字里社区', '火炬村委会' is '火炬村'. What the statistics misspelt stays misspelt.
create or replace function demo.office_name(tier int, region text) returns text
language sql immutable parallel safe
return case when tier = 4 then
    case when region ~ '居(民委员会|委会)$' then regexp_replace(region, '(社区|村)?居(民委员会|委会)$', '') || coalesce(substring(region from '(社区|村)居'), '社区')
         else regexp_replace(region, '村?村(民委员会|委会)$', '村') end
  else region end || case when tier < 3 then '退役军人服务中心' else '退役军人服务站' end;

update org.office o
   set name = demo.office_name(r.tier, r.name), kind = case when r.tier < 3 then '1' else '2' end, established = r.selectable
  from ref.region r
 where r.code = o.id;

-- In the demo county a few villages have too few veterans for a station of their own: the street serves them.
update org.office o
   set established = false, kind = '5', served_by = o.parent
 where o.id in (430102003006, 430102010204, 430102015204, 430102016203);
