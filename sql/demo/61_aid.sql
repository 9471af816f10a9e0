-- SPDX-License-Identifier: Apache-2.0
-- Applications for aid of the village of the screens, each at another place: with the street, with the district, with its head, and
-- decided on by civil affairs, which the street now publishes. The street has been there: of each person it has a visit.
do $$
declare
  village constant bigint := 430102001001;
  x record;
  a bigint;
begin
  for x in
    select v.*, row_number() over (order by v.id)::int as n
      from (select distinct on (p.id) p.id, v.id as visit from service.person p join service.visit v on v.person = p.id and v.office = village / 1000 * 1000
             where p.office = village order by p.id, v.visited_on desc) v order by v.id limit 4
  loop
    insert into service.aid_application (office, person, aid_type, applied_on, reason, income, asked)
    values (village, x.id, '03', ref.today() - 2 - x.n * 3, demo.pick('住院自付部分较多，家里周转不开 长期服药，退休金不够 换季住院两次，子女无力负担 手术后还要复查，路费药费吃紧', x.n, 91), 3200 + 150 * x.n, 3000 + 1000 * x.n) returning id into a;
    perform demo.take(a, 'submit', 'demo_village');
    continue when x.n = 1;
    update service.aid_application set visit = x.visit where id = a;
    perform demo.take(a, 'verify', 'demo_township', '{"opinion": "上门看过，情况属实"}');
    continue when x.n = 2;
    update service.aid_application set deciding_body = '芙蓉区民政局' where id = a;
    perform demo.take(a, 'pass', 'demo_county', '{"opinion": "材料齐全"}');
    continue when x.n = 3;
    perform demo.take(a, 'send_on', 'demo_county_head', format('{"body": "芙蓉区民政局", "document": "芙退〔%s〕12号"}', extract(year from ref.today()))::jsonb);
    update service.aid_application set granted = asked where id = a;
    perform demo.take(a, 'granted', 'demo_county', format('{"document": "芙民〔%s〕31号"}', extract(year from ref.today()))::jsonb);
  end loop;
end $$;
