-- SPDX-License-Identifier: Apache-2.0
-- The small world of the screen tests: one street with two communities, some staff, forty people, on 2026-11-23, a Monday.
-- Run as the superuser on a migrated database with the regions of tests/screen/regions.
set role lb_owner;
update ref.site set demo = true, name = '测试', clock_offset = timestamptz '2026-11-23 10:00+08' - clock_timestamp();
update org.office set established = true;
update org.office set name = name || '退役军人服务站' where name !~ '退役军人服务';

insert into org.staff (id, office, name, kind, post, started_on) overriding system value values
  (1, 430102001001, '李华',   '6', '服务专干', '2024-01-02'), (2, 430102001001, '周志红', '7', '站长',     '2023-03-01'),
  (3, 430102001001, '夏雨晴', '6', '服务专干', '2025-06-09'), (4, 430102001002, '谭小玲', '6', '服务专干', '2024-05-06'),
  (5, 430102001000, '王芳',   '2', '服务专干', '2022-02-07'), (6, 430102000000, '唐海波', '2', '帮扶科科员', '2021-08-02'),
  (7, 430102000000, '钟敏',   '2', '审计员', '2021-08-02'), (8, 430102000000, '汤勇',   '2', '安全管理员', '2021-08-02'),
  (9, 430102000000, '易鹏',   '3', '系统管理员', '2021-08-02'), (10, 430102001000, '罗卫国', '2', '站长', '2020-05-06'),
  (11, 430102001000, '蒋文',   '2', '督导员', '2023-09-04'), (12, 430102000000, '蒋信',   '2', '信访专员', '2022-03-01'),
  (13, 430102000000, '彭访',   '2', '信访专员', '2023-03-01'), (14, 430102000000, '罗主任', '1', '主任', '2019-03-01');
select setval(pg_get_serial_sequence('org.staff', 'id'), 100);
insert into org.staff_job (staff, job) values (1, 'clerk'), (2, 'head'), (2, 'clerk'), (3, 'clerk'), (4, 'clerk'), (5, 'clerk'), (6, 'clerk'),
  (7, 'auditor'), (8, 'secadmin'), (9, 'sysadmin'), (10, 'head'), (10, 'clerk'), (11, 'supervisor'), (12, 'petition'), (13, 'petition'), (14, 'head');
insert into sec.account (login, staff, language) values
  ('s_village', 1, 'zh'), ('s_head', 2, 'zh'), ('s_english', 3, 'en'), ('s_other', 4, 'zh'), ('s_street', 5, 'zh'), ('s_county', 6, 'zh'),
  ('s_auditor', 7, 'zh'), ('s_secadmin', 8, 'zh'), ('s_sysadmin', 9, 'zh'), ('s_chief', 10, 'zh'), ('s_supervisor', 11, 'zh'),
  ('s_petition', 12, 'zh'), ('s_petition_two', 13, 'zh'), ('s_county_head', 14, 'zh');

-- Known ones first; then names that try the terminal; then a crowd.
insert into service.person (id, office, name, sex, birth_year, category, condition, filed_on, situation) overriding system value values
  (1, 430102001001, '张建国', '1', 1958, '108', '1', '2019-06-12', '膝盖不好'),
  (2, 430102001001, '张建国', '1', 1971, '105', '1', '2020-03-02', null),
  (3, 430102001001, '欧阳修文', '1', 1949, '100', '1', '2019-06-12', null),
  (4, 430102001001, '买买提·阿不都', '1', 1966, '105', '1', '2021-11-08', null),
  (5, 430102001001, '单桂英', '2', 1953, '100', '1', '2019-07-01', null),
  (6, 430102001002, '赵敬国', '1', 1960, '100', '1', '2019-06-20', null),
  (7, 430102001000, '郭长河', '1', 1957, '105', '1', '2020-08-01', null),
  (11, 430102001001, '李𠅤明', '1', 1950, '100', '1', '2020-01-02', 'U+20164'),
  (12, 430102001001, '李𬱖', '1', 1951, '100', '1', '2020-01-02', 'U+2CC56'),
  (13, 430102001001, '李' || chr(x'30edd'::int), '1', 1952, '100', '1', '2020-01-02', 'U+30EDD'),
  (14, 430102001001, '李' || chr(x'31350'::int) || '华', '1', 1953, '100', '1', '2020-01-02', 'U+31350'),
  (15, 430102001001, '李' || chr(x'2ebf0'::int), '1', 1954, '100', '1', '2020-01-02', 'U+2EBF0'),
  (16, 430102001001, '李' || chr(x'e000'::int), '1', 1955, '100', '1', '2020-01-02', 'U+E000'),
  (17, 430102001001, '李e' || chr(x'301'::int) || '明', '1', 1956, '100', '1', '2020-01-02', 'U+0301');
insert into service.person (id, office, name, sex, birth_year, category, condition, filed_on) overriding system value
select 100 + k, 430102001001, substr('赵钱孙吴郑王冯陈褚卫', k % 10 + 1, 1) || substr('文武斌军民', k / 10 % 5 + 1, 1) || substr('一二三四五六七八九', k % 9 + 1, 1),
       '1', 1940 + k, '105', '1', '2022-05-05'
  from generate_series(1, 30) k;
select setval(pg_get_serial_sequence('service.person', 'id'), 1000);
insert into service.person_private (id, office, id_no, phone, address) values
  (1, 430102001001, '43037119580305123' || ref.id_digit('43037119580305123'), '13812345678', '识字里 12 号'), (2, 430102001001, '43037119710707551' || ref.id_digit('43037119710707551'), '13900005519', '识字里 3 号');

-- Due on 11-22 (yesterday), 11-29 (this week's Sunday) and never contacted.
insert into service.pairing (id, office, person, staff, started_on) overriding system value values
  (1, 430102001001, 1, 1, '2026-11-02'), (2, 430102001001, 3, 1, '2026-11-02'), (3, 430102001001, 4, 1, '2026-11-23'), (4, 430102001000, 1, 5, '2026-11-02');
select setval(pg_get_serial_sequence('service.pairing', 'id'), 1000);
insert into service.visit (id, office, person, visited_on, mode, occasion, staff, situation, gift, money) overriding system value values
  (1, 430102001001, 1, '2026-11-04', '1', '7', 1, '老伴住院一月，女儿在外地', '米 油', 500),
  (2, 430102001001, 1, '2026-11-11', '2', '7', 1, '来电说膝盖好些了', null, null),
  (3, 430102001001, 3, '2026-11-20', '1', '7', 2, '住院复查，情绪好', null, 300),
  (4, 430102001000, 1, '2026-11-12', '1', '4', 5, '街道来看望', '牛奶', null),
  (5, 430102001002, 6, '2026-11-10', '1', '8', 4, '一切都好', null, null);
select setval(pg_get_serial_sequence('service.visit', 'id'), 1000);
insert into service.need (id, office, visit, what, detail) overriding system value values (1, 430102001001, 1, '修烧水壶', '洗澡不便');
select setval(pg_get_serial_sequence('service.need', 'id'), 1000);
reset role;
