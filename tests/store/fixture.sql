-- SPDX-License-Identifier: Apache-2.0
-- Who and what the tests of store/ sign on as and look at; on a migrated database, as the superuser. May be run again.
set role lb_owner;
insert into ref.region (code, parent, tier, name) values
  (430000000000, null, 0, '湖南省'), (430100000000, 430000000000, 1, '长沙市'), (430102000000, 430100000000, 2, '芙蓉区'), (430103000000, 430100000000, 2, '天心区'),
  (430102001000, 430102000000, 3, '文艺路街道'), (430102001001, 430102001000, 4, '识字里社区'), (430102001002, 430102001000, 4, '另一社区')
on conflict do nothing;
insert into org.office (id, tier, parent, name) select r.code, r.tier, r.parent, r.name from ref.region r order by r.tier on conflict do nothing;
insert into ref.setting (key, office, value) values ('visit.backdate_days', 430000000000, '36500') on conflict do nothing;   -- the days of the fixture are old
with a(login, office, name) as (values ('t_village', 430102001001, '李华'), ('t_town', 430102001000, '王芳'), ('t_other', 430102001002, '邻居'), ('t_city', 430100000000, '赵市')),
     s as (insert into org.staff (office, name, py, started_on)
           select a.office, a.name, '', '2020-01-01' from a where not exists (select from sec.account x where x.login = a.login) returning id, name)
insert into sec.account (login, staff) select a.login, s.id from s join a using (name);
insert into service.person (office, name, sex, birth_year, category, filed_on, py)
select o.office, o.name || g, '1', 1950, (select min(code) from code.object_category), '2019-06-01', o.py || chr(96 + g)
  from (values (430102001001, '测试张', 'ceshizhang', 5), (430102001002, '测试外', 'ceshiwai', 1)) o(office, name, py, n), generate_series(1, o.n) g
 where not exists (select from service.person p where p.py = o.py || chr(96 + g));
-- Duties of one's own, of an office beside with oneself as the other party, in the same county and in another one; two a day.
insert into work.duty (office, with_office, rule, subject, from_on, due_on, whom)
select office, with_office, 19, (x - 1) * 10 + n, '2026-01-01', date '2026-02-01' + (x + n) % 4, '测试'
  from (values (1, 430102001001, null::bigint), (2, 430102001002, 430102001001), (3, 430103000000, 430102001001), (4, 430103000000, null), (5, 430102001002, null)) v(x, office, with_office),
       generate_series(1, 4) n on conflict do nothing;
reset role;
do $$
declare r text;
begin
  foreach r in array array['t_village', 't_town', 't_other', 't_city'] loop
    if not exists (select from pg_roles where rolname = r) then execute format('create role %I login', r); end if;
    execute format('grant lb_staff, lb_clerk to %I', r);
  end loop;
end $$;
