-- SPDX-License-Identifier: Apache-2.0
-- The people, their households, numbers, telephones and addresses. The first are written out: the village of the handbook's
-- screens, and names that break software. The others are rolled.

create temp table folk (
  n int primary key, office bigint not null, name text not null, sex text not null, birth_on date not null, seq int not null,
  category text not null, focus text, ethnic text not null default '01', zone int not null,
  id bigint not null default nextval(pg_get_serial_sequence('service.person', 'id')), household bigint
) on commit drop;

-- seq and the day of birth make the number's tail; the tails are the ones in the handbook.
insert into folk (n, office, name, sex, birth_on, seq, category, focus, ethnic, zone) values
  ( 1, 430102001001, '张建国',         '1', '1958-01-01', 123, '201', '3', '01', 430371),
  ( 2, 430102001001, '张建国',         '1', '1971-01-01', 551, '109', null, '01', 430372),
  ( 3, 430102001001, '张金贵',         '1', '1949-01-01',   7, '223', '5', '01', 430373),
  ( 4, 430102001001, '曾建刚',         '1', '1983-01-01', 661, '108', null, '01', 430473),
  ( 5, 430102001001, '赵敬国',         '1', '1960-01-01', 221, '225', null, '01', 430476),
  ( 6, 430102001001, '刘大勇',         '1', '1979-06-18', 315, '109', '6', '01', 430671),
  ( 7, 430102001001, '周小兵',         '1', '2004-03-09', 117, '109', '99', '01', 430771),
  ( 8, 430102001001, '陈桂英',         '2', '1946-10-02', 226, '211', '8', '01', 430971),
  ( 9, 430102001001, '欧阳修文',       '1', '1952-12-11', 413, '223', '5', '01', 430972),
  (10, 430102001001, '覃开明',         '1', '1955-08-23', 519, '222', '4', '15', 431171),
  (11, 430102001001, '买买提·阿不都',  '1', '1986-05-05', 611, '109', '4', '05', 431173),
  (12, 430102001001, '李满妹',         '2', '1950-02-14', 714, '213', '9', '01', 431271),
  (13, 430102001001, '彭水生',         '1', '1947-11-30',  33, '225', '7', '01', 430371),
  (14, 430102001001, '䶮伟',           '1', '1990-07-07', 815, '109', null, '01', 430372),
  (15, 430102001001, '刘㛃',           '2', '1993-04-21', 822, '109', null, '01', 430373),
  (16, 430102001001, '吕绿云',         '2', '1968-09-13', 928, '212', null, '01', 430473),
  (17, 430102001002, '张军刚',         '1', '1974-03-30', 135, '109', null, '01', 430476),
  (18, 430102001002, '郑建国',         '1', '1963-10-01', 237, '225', null, '01', 430671),
  (19, 430102001002, '周金桂',         '1', '1951-05-16', 339, '223', '5', '01', 430771),
  (20, 430102001002, '张建国',         '1', '1966-02-27', 441, '109', null, '01', 430971),
  (21, 430102001002, '𠅤建军',         '1', '1972-12-08', 543, '109', null, '01', 430972),
  (22, 430102001003, '㮾小龙',         '1', '1995-01-25', 645, '109', null, '01', 431171),
  (23, 430102001003, '王𱍐',           '1', '1999-08-19', 747, '109', null, '01', 431173),
  (24, 430102001003, '陈𮯰',           '1', '2001-06-02', 849, '109', null, '01', 431271),
  (25, 430102001004, '李𲎯华',         '2', '1988-11-11', 952, '109', null, '01', 430371),
  (26, 430102001004, '单于',           '1', '1977-04-04',  55, '110', null, '01', 430372),
  (27, 430102001004, '单于长乐',       '1', '1969-07-29', 157, '109', null, '01', 430373),
  (28, 430102001004, '解放',           '1', '1949-10-01', 259, '223', '5', '01', 430473),
  (29, 430102001005, '仇和',           '1', '1981-01-17', 361, '108', null, '01', 430476),
  (30, 430102001005, '阿依古丽·买买提依明', '2', '1991-09-09', 464, '109', null, '05', 430671),
  (31, 430102001005, '努尔苏丹·阿布都热合曼·吐尔逊江·艾合买提·麦麦提明·库尔班', '1', '1984-03-03', 567, '109', null, '17', 430771),
  (32, 430102001006, '扎西顿珠',       '1', '1978-12-25', 669, '110', null, '04', 430971),
  (33, 430102001006, '龙',             '1', '1970-05-01', 771, '109', null, '06', 430972),
  (34, 430102001006, '麻阳·苗',        '1', '1987-10-10', 873, '109', null, '06', 431171),
  (35, 430102001007, '石〇一',         '1', '1992-02-29' , 975, '109', null, '06', 431173),
  (36, 430102001007, '曾曾',           '1', '1985-06-06',  77, '109', null, '01', 431271);
update folk set birth_on = d::date                          -- the day that gives the tail on the screen
  from (values (1, '4'), (2, '9'), (3, '8'), (4, 'X'), (5, '0')) t(n, mark)
  cross join lateral (select d from folk f, generate_series(f.birth_on, f.birth_on + 300, interval '1 day') d
                       where f.n = t.n and right(demo.id_no(f.zone, d::date, f.seq), 1) = t.mark order by d limit 1) x
 where folk.n = t.n;

-- One row each for the rest of every village; what kind of veteran decides the age.
insert into folk (n, office, name, sex, birth_on, seq, category, ethnic, zone)
with rest as (
  select 100 + row_number() over (order by p.office, k) as n, p.office
    from demo.places() p
    cross join lateral generate_series(1, p.people - (select count(*)::int from folk f where f.office = p.office)) k
), kinds as (
  select r.*, demo.pick('109 109 109 109 109 109 109 109 109 225 225 225 225 223 223 110 110 108 101 106 104 107 201 222 221 224 211 213 214 300', r.n, 20) as category
    from rest r
), aged as (
  select k.*, case when k.category in ('211', '213') and demo.roll(k.n, 21, 3) > 0 or demo.roll(k.n, 21, 24) = 0 then '2' else '1' end as sex,
         extract(year from ref.today())::int - case k.category
           when '221' then 92 + demo.roll(k.n, 22, 6) when '223' then 62 + demo.roll(k.n, 22, 16) when '224' then 58 + demo.roll(k.n, 22, 14)
           when '225' then 60 + demo.roll(k.n, 22, 20) when '222' then 55 + demo.roll(k.n, 22, 20) when '104' then 60 + demo.roll(k.n, 22, 20)
           when '211' then 45 + demo.roll(k.n, 22, 45) when '213' then 45 + demo.roll(k.n, 22, 40) when '201' then 35 + demo.roll(k.n, 22, 40)
           when '108' then 36 + demo.roll(k.n, 22, 16) when '107' then 38 + demo.roll(k.n, 22, 8) when '300' then 20 + demo.roll(k.n, 22, 8)
           else 26 + demo.roll(k.n, 22, 33) end as born
    from kinds k
)
select a.n, a.office, demo.surname(a.n) || demo.given(a.n, a.sex, a.born), a.sex, make_date(a.born, 1, 1) + demo.roll(a.n, 23, 365),
       demo.roll(a.n, 24, 200) * 2 + case a.sex when '1' then 1 else 2 end, a.category,
       case when demo.roll(a.n, 25, 20) = 0 then demo.pick('15 06 12 13 03 14', a.n, 26) else '01' end, demo.zone(a.n, 27)
  from aged a
 order by a.n;

-- Focus persons: about one in eight, by what makes them so.
update folk f
   set focus = case when f.category in ('211', '213') then '2' when f.category in ('201', '222') then '3' when f.category in ('223', '224') then '5'
                    when f.birth_on < ref.today() - 29000 then '7' else demo.pick('1 4 4 6 8 9 99', f.n, 28) end
 where f.n > 100 and demo.roll(f.n, 29, 100) < case when f.category in ('201', '211', '213', '221', '222', '223', '224') then 36 else 4 end;

-- Households: every twelfth joins the one before in the same village.
create temp table home on commit drop as
select f.n, f.office, f.name, f.category, nextval(pg_get_serial_sequence('service.household', 'id')) as id,
       coalesce(lead(f.n) over (partition by f.office order by f.n), 2147483647) as next_n
  from folk f
 where f.n < 100 or f.n % 12 <> 0 or f.n = (select min(x.n) from folk x where x.office = f.office)
 order by f.n;
update folk f set household = h.id from home h where h.office = f.office and f.n >= h.n and f.n < h.next_n;

insert into service.household (id, office, name, kind, plaque, zero_job)
select h.id, h.office, h.name, '3', case h.category when '211' then '1' when '212' then '2' when '213' then '3' when '214' then '4' when '300' then '4' else '5' end,
       demo.roll(h.n, 30, 70) = 0
  from home h
 order by h.id;

insert into service.person (id, office, name, sex, birth_year, category, condition, focus, ethnic, political, branch, role, enlisted_on, discharged_on,
                            placement, health, household, filed_on, verified_on, situation, source)
with service as (                                            -- families never served; the serving have not left
  select f.*, f.category not in ('211', '212', '213', '214') as served,
         make_date(extract(year from f.birth_on)::int + 18 + demo.roll(f.n, 31, 4), 12, 1) + demo.roll(f.n, 32, 20) as joined
    from folk f
), left_on as (
  select s.*, case when s.n = 7 then ref.today() - 3
                   else (s.joined + make_interval(years => demo.years_served(s.n, s.category)))::date end as out_on
    from service s
), told as (
  select l.*, least(l.out_on, ref.today() - 30 - demo.roll(l.n, 33, 200)) as left_day from left_on l
)
select t.id, t.office, t.name, t.sex, extract(year from t.birth_on), t.category,
       case when t.n < 100 then '1' else (array['1', '1', '1', '1', '1', '1', '1', '1', '1', '2'])[1 + demo.roll(t.n, 34, 10)] end,
       t.focus, t.ethnic, case when demo.roll(t.n, 35, 5) < 2 then '01' else '13' end,
       case when t.served then demo.pick('01 01 01 01 01 02 03 03 04 07 07', t.n, 36) end,
       case when not t.served then null when t.category in ('101', '104', '106', '107') then '1' when t.category in ('108', '110') then '2' else '3' end,
       case when t.served then case when t.n = 7 then t.out_on - 731 else least(t.joined, t.left_day - 730) end end,
       case when t.served and t.category <> '300' then case when t.n = 7 then t.out_on else t.left_day end end,
       case t.category when '101' then '01' when '104' then '03' when '106' then '10' when '107' then '05' when '108' then '05' when '110' then '07'
                       when '109' then '06' else null end,
       case when t.category in ('201') then '5' when t.category = '222' then '3'
            when t.birth_on < ref.today() - 25500 then demo.pick('2 2 3 3 3 4', t.n, 37) else demo.pick('1 1 1 1 1 2 3', t.n, 38) end,
       t.household, case when t.n = 1 then date '2019-06-12' when t.n = 7 then ref.today() - 2 else date '2019-04-01' + demo.roll(t.n, 39, 900) end,
       case when t.n <> 7 then ref.today() - demo.roll(t.n, 40, 380) end,
       case t.focus when '3' then '六级因战致残，右腿行走不便' when '4' then '收入低，家中有病人' when '8' then '行动不便，出门要人陪'
                    when '9' then '独居，子女在外地' when '6' then '对安置待遇有意见，正在沟通' end,
       demo.pick('信息采集 信息采集 信息采集 部门移交', t.n, 41)
  from told t
 order by t.id;

insert into service.person_private (id, office, id_no, birth_on, phone, address)
select f.id, f.office, demo.id_no(f.zone, f.birth_on, f.seq), f.birth_on, '199000' || lpad((f.n * 7)::text, 5, '0'),
       replace(o.name, '退役军人服务站', '') || (1 + demo.roll(f.household, 42, 38)) || '栋' || (1 + demo.roll(f.household, 43, 4)) || '单元'
         || (1 + demo.roll(f.household, 44, 12)) || lpad((1 + demo.roll(f.household, 45, 4))::text, 2, '0') || '号（演示）'
  from folk f join org.office o on o.id = f.office
 order by f.id;
