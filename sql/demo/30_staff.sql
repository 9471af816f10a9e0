-- SPDX-License-Identifier: Apache-2.0
-- Staff, their jobs, and the accounts one signs on with. `laobingctl account sync` makes the accounts true.

-- Where the demo has people, and how many: one county densely, its neighbours and the other cities thinly.
create or replace function demo.places() returns table (office bigint, people int)
language sql stable set search_path = pg_catalog
as $$
  select o.id, case when o.id = 430102001001 then 60 when not o.established then 6 + demo.roll(o.id, 10, 4) else 16 + demo.roll(o.id, 10, 16) end
    from org.office o
   where o.tier = 4 and o.id between 430102000000 and 430102999999 and (o.established or o.served_by is not null)
  union all
  select (select v.id from org.office v where v.id > c.id and v.id < c.hi and v.tier = 4 and v.established order by v.id limit 1),
         case when c.parent = 430100000000 then 6 else 4 end
    from (select o.*, row_number() over (partition by o.parent order by o.id) as nth from org.office o where o.tier = 2 and o.established) c
   where c.id <> 430102000000 and (c.parent = 430100000000 or c.nth = 1)
$$;

create temp table wanted on commit drop as
with named(office, name, post, kind, jobs, login) as (values
  (430102001001, '李华',   '服务专干',     '6', 'clerk',      'demo_village'),
  (430102001001, '周志红', '站长',         '7', 'head clerk', 'demo_village_head'),
  (430102001001, '夏雨晴', '服务专干',     '6', 'clerk',      'demo_english'),
  (430102001001, '曹永红', '服务专干',     '3', 'clerk',      'demo_expired'),
  (430102001002, '谭小玲', '服务专干',     '6', 'clerk',      'demo_neighbour'),
  (430102001000, '王芳',   '服务专干',     '2', 'clerk',      'demo_township'),
  (430102001000, '罗建军', '站长',         '1', 'head',       'demo_township_head'),
  (430102002000, '蒋丽',   '服务专干',     '2', 'clerk',      'demo_neighbour_township'),
  (430102000000, '唐海波', '帮扶科科员',   '2', 'clerk',      'demo_county'),
  (430102000000, '彭卫东', '主任',         '1', 'head',       'demo_county_head'),
  (430102000000, '陈立',   '督导科科长',   '2', 'supervisor', 'demo_county_supervisor'),
  (430102000000, '蒋信',   '信访专员',   '2', 'petition',   'demo_petition'),
  (430103000000, '何静',   '帮扶科科员',   '2', 'clerk',      'demo_neighbour_county'),
  (430100000000, '肖文武', '联络部干部',   '2', 'clerk',      'demo_city'),
  (430100000000, '欧海燕', '统计员',       '2', 'reporter',   'demo_reporter'),
  (430000000000, '龙立新', '指导部干部',   '2', 'clerk',      'demo_province'),
  (430102000000, '易鹏',   '系统管理员',   '3', 'sysadmin',   'demo_sysadmin'),
  (430102000000, '汤勇',   '安全管理员',   '2', 'secadmin',   'demo_secadmin'),
  (430102000000, '钟敏',   '审计员',       '2', 'auditor',    'demo_auditor')
), posts(tier, least, most, post, kind, jobs) as (values       -- least: where the people are few; most: in the demo county
  (4, 0, 1, '站长', '7', 'head clerk'), (4, 1, 1, '服务专干', '6', 'clerk'),
  (3, 0, 1, '站长', '1', 'head'), (3, 1, 2, '服务专干', '2', 'clerk'),
  (2, 0, 1, '副主任', '1', 'head'), (2, 1, 3, '帮扶科科员', '2', 'clerk'), (2, 0, 1, '信访专员', '2', 'petition'), (2, 0, 1, '档案员', '3', 'archivist'),
  (1, 0, 1, '信访专员', '2', 'petition'), (1, 1, 2, '联络部干部', '2', 'clerk'), (1, 0, 1, '主任', '1', 'head'), (0, 0, 2, '指导部干部', '2', 'clerk')
), offices(office) as materialized (                           -- the villages with people and all above them
  select distinct case t when 4 then p.office when 3 then p.office / 1000 * 1000 when 2 then p.office / 1000000 * 1000000
                         when 1 then p.office / 100000000 * 100000000 else p.office / 10000000000 * 10000000000 end
    from demo.places() p, generate_series(0, 4) t
), filled as (
  select o.id, p.post, p.kind, p.jobs, row_number() over (order by o.id, p.post, k) as n
    from offices
    join org.office o on o.id = offices.office
    join posts p on p.tier = o.tier
    cross join lateral generate_series(1, case when o.id in (430000000000, 430100000000) or o.id between 430102000000 and 430102999999
                                               then p.most else p.least end) k
   where o.id <> 430102001001
)
select nextval(pg_get_serial_sequence('org.staff', 'id')) as id, 0 as n, * from named
union all
select nextval(pg_get_serial_sequence('org.staff', 'id')), f.n, f.id,
       demo.surname(f.n + 700000) || demo.given(f.n + 700000, case when demo.roll(f.n, 11, 2) = 0 then '1' else '2' end, 1975 + demo.roll(f.n, 12, 22)),
       f.post, f.kind, f.jobs, null
  from filled f;

insert into org.staff (id, office, name, post, kind, started_on)
select w.id, w.office, w.name, w.post, w.kind, ref.today() - 500 - demo.roll(w.id, 13, 1800) from wanted w order by w.id;

insert into org.staff_job (staff, job)
select w.id, j from wanted w, string_to_table(w.jobs, ' ') j order by 1, 2;

insert into sec.account (login, staff, expires_on, language)
select w.login, w.id, case when w.login = 'demo_expired' then ref.today() - 1 end, case when w.login = 'demo_english' then 'en' else 'zh' end
  from wanted w
 where w.login is not null
 order by w.id;
