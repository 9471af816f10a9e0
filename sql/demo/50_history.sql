-- SPDX-License-Identifier: Apache-2.0
-- A year of work up to today: pairings at every tier, contacts in their weeks and months, festivals, days of trouble, needs found.
-- Everything goes through the tables, so that due dates, counters and the log come from the same rules as a clerk's own work.

-- Who does it: the clerks of each office, numbered.
create temp table hand on commit drop as
select s.office, s.id as staff, row_number() over (partition by s.office order by s.id) as k, count(*) over (partition by s.office) as of_k
  from org.staff s
  join org.staff_job j on j.staff = s.id and j.job = 'clerk'
 where not exists (select from sec.account a where a.staff = s.id and a.expires_on < ref.today());
create index on hand (office, k);

-- Focus persons are paired by each tier for itself (6.7.7); the city takes one in three, a village without a station leaves it to its street.
create temp table pair on commit drop as
with tiers as (
  select p.id as person, p.office as home, o.id as office, o.tier, p.id * 10 + o.tier as n, work.period_of(o.id, 1::int2) as period
    from service.person p
    join org.office o on o.id in (p.office, p.office / 1000 * 1000, p.office / 1000000 * 1000000, p.office / 100000000 * 100000000)
   where p.focus is not null and o.established and (o.tier > 1 or demo.roll(p.id, 50, 3) = 0)
)
select t.*, h.staff, d.today, nextval(pg_get_serial_sequence('service.pairing', 'id')) as id,
       case when p.filed_on > d.today - 30 then d.today - 2             -- just home: nobody has been there yet
            else work.bin_start(t.period, d.today - 365 + case when demo.roll(t.n, 51, 6) = 0 then demo.roll(t.n, 52, 200) else 0 end) end as started_on
  from tiers t
  join service.person p on p.id = t.person
  join hand h on h.office = t.office and h.k = 1 + demo.roll(t.n, 53, h.of_k::int)
  cross join (select ref.today() as today) d
 order by t.office, t.person;

insert into service.pairing (id, office, person, staff, started_on)
select id, office, person, staff, started_on from pair order by id;

-- What is seen and said at a door. A wish may leave a need behind.
create temp table wish (k int primary key, said text not null, what text, detail text) on commit drop;
insert into wish values
  (0, '没有别的要求', null, null), (1, '没有新的诉求', null, null), (2, '别的都好', null, null), (3, '愿意给学生讲传统', null, null),
  (4, '说站里常来人，心里踏实', null, null), (5, '盼着战友聚一聚', null, null), (6, '问光荣牌旧了能不能换', '换光荣牌', '牌面褪色，想换新'),
  (7, '想办优待证', '代办优待证', '出门不便，请上门拍照'), (8, '想问住院自付的能不能再报', '医疗救助', '住院自付较多，票据已备好'),
  (9, '想学一门技术', '技能培训', '想学电工或叉车'), (10, '想给儿子找份近点的工作', '就业帮扶', '儿子待业，愿做保安、司机'),
  (11, '想配助听器', '配助听器', '双耳听力差，已有检查单'), (12, '希望楼道装扶手', '装扶手', '三楼没有电梯，上下不便'),
  (13, '想要一把轮椅', '配轮椅', '短时可借用街道的'), (14, '想查当年的立功材料', '查档案', '立功证遗失，想补证明'),
  (15, '问下一年医保怎么缴', '代缴医保', '不会用手机，请上门办');

create or replace function demo.seen(n bigint) returns text
language sql immutable parallel safe
return demo.pick('身体还好 血压稳定，按时吃药 腰腿痛是老毛病，天冷加重 刚出院，恢复得不错 听力又差了，说话要大声 血糖偏高，已提醒复查 感冒几天，已好转 '
    || '关节炎犯了，走路慢 精神不错，饭量好 眼睛看东西模糊，约了区医院检查 走路要拄拐 复查结果正常 睡得不好，夜里起来几次 牙疼，吃得少', n, 60) || '。'
  || demo.pick('家里收拾得干净 老伴照料得好 女儿每周回来 屋顶有点漏，已报物业 水管换过了 一个人住，邻居常来看看 孙子今年上学 厨房灯坏了，当场换好 '
    || '烧水壶坏了，下次带一个来 电费单看不懂，已讲清楚 烤火取暖，已提醒通风 抚恤金按月到账 儿子在外做事，过年才回 菜园还种着 窗户关不严，已请人来修 燃气报警器装好了', n, 61) || '，'
  || demo.pick('情绪稳定 心情不错 话多，爱讲部队的事 有些孤单，愿意有人来坐坐 对现在的政策满意 有点着急，已解释 情绪低落，已劝慰，下次再来 见了我们很高兴', n, 62) || '。';

create temp table walk (
  n bigint not null, office bigint not null, person bigint not null, visited_on date not null, mode text not null, occasion text not null,
  staff bigint not null, said int, gift text, money numeric(12,2)
) on commit drop;

-- Contacts: one a bin, a few missed; in the bin just past one in twenty, which now stands overdue. At the village of the screens none in
-- the last weeks but two, below.
insert into walk
with bins as materialized (
  select p.*, b::date as bin, (b + s.step)::date - 1 as bin_end, p.id * 100 + row_number() over (partition by p.id order by b) as k
    from (values ('week', interval '1 week'), ('month', interval '1 month'), ('two_months', interval '2 months'), ('quarter', interval '3 months')) s(period, step)
    join pair p on p.period = s.period
    cross join lateral generate_series(p.started_on, p.today, s.step) b
   where p.started_on < p.today - 2
), days as (
  select b.*, case when b.period = 'week' then b.bin + (demo.roll(b.id, 54, 5) + demo.roll(b.k, 55, 2))
                   else x.d + case extract(isodow from x.d) when 6 then 2 when 7 then 1 else 0 end end as day
    from bins b cross join lateral (select b.bin + demo.roll(b.k, 56, b.bin_end - b.bin - 4) as d) x
)
select d.k, d.office, d.person, d.day,
       case when d.period = 'week' then demo.pick('1 1 1 1 1 1 2 2 2 4', d.k, 57) else demo.pick('1 1 1 1 4', d.k, 57) end, '7', d.staff, demo.roll(d.k, 58, 16), null, null
  from days d
 where d.day <= d.today
   and (d.period <> 'week' or d.bin_end < d.today or demo.roll(d.id, 63, 3) > 0)         -- one in three still waits for this week's
   and (d.home = 430102001001 and d.period = 'week' and d.today - d.bin_end <= 21
        or demo.roll(d.k, 59, case when d.bin_end < d.today and d.today - d.bin_end <= d.bin_end - d.bin + 1 then 20 else 28 end) > 0);   -- 20: the bin just past

-- Festivals: the village brings something to those who are owed it, the street to the focus persons at Spring Festival.
insert into walk
with owed as (
  select p.id, p.office as home, p.focus, p.filed_on from service.person p
   where p.focus is not null or p.category in ('201', '211', '212', '213', '221', '222', '223', '224')
), feasts as (
  select f.day, f.festival from ref.festival f, (select ref.today() as today) d
   where f.festival in ('spring', 'army', 'double_ninth', 'national') and f.day between d.today - 360 and d.today + 10
), calls as (
  select o.id * 1000 + extract(doy from f.day)::int as n, o.*, f.*, o.home as office from owed o, feasts f
   where f.festival in ('spring', 'army') or demo.roll(o.id, 70, 5) = 0
  union all
  select o.id * 1000 + 500 + extract(doy from f.day)::int, o.*, f.*, o.home / 1000 * 1000 from owed o, feasts f
   where f.festival = 'spring' and o.focus is not null
)
select c.n, c.office, c.id, c.day - 1 - demo.roll(c.n, 71, 9), '1', '4', h.staff, demo.roll(c.n, 58, 6),
       case c.festival when 'spring' then demo.pick('米油 米油、牛奶 米油、年画 棉被 牛奶、水果', c.n, 72) when 'army' then demo.pick('米油 牛奶 毛巾被、凉茶', c.n, 72)
                       when 'double_ninth' then '重阳糕' else demo.pick('月饼 米油', c.n, 72) end,
       case when c.office % 1000 = 0 then 500 + 100 * demo.roll(c.n, 73, 6) when demo.roll(c.n, 73, 3) > 0 then 200 + 100 * demo.roll(c.n, 74, 4) end
  from calls c
  join hand h on h.office = c.office and h.k = 1 + demo.roll(c.n, 75, h.of_k::int)
 where c.filed_on < c.day - 10 and c.day - 1 - demo.roll(c.n, 71, 9) <= ref.today();

-- The rest of the year: everybody is looked in on once or twice; illness, misfortune, hardship.
insert into walk
select c.n, c.office, c.id, c.day, '1', c.occasion, h.staff, demo.roll(c.n, 58, 16),
       case when c.occasion in ('5', '6', '9') then demo.pick('牛奶、水果 米油 营养品', c.n, 81) end,
       case when c.occasion in ('5', '6') then 500 + 500 * demo.roll(c.n, 82, 4) when c.occasion = '9' then 300 end
  from (select p.id * 10 + k as n, p.id, p.office, ref.today() - 1 - demo.roll(p.id * 10 + k, 83, 358) as day,
               demo.pick('8 8 8 8 8 8 8 8 5 6 9 9', p.id * 10 + k, 84) as occasion, p.filed_on
          from service.person p, generate_series(1, 2) k
         where k = 1 or demo.roll(p.id, 85, 2) = 0) c
  join hand h on h.office = c.office and h.k = 1 + demo.roll(c.n, 86, h.of_k::int)
 where c.filed_on < c.day;

-- Two at the village of the screens stand overdue on whatever day the demonstration begins: nobody of the village went there last week or
-- this, for whatever reason.
delete from walk w using (select min(x.person) as first from pair x where x.home = 430102001001) p
 where w.office = 430102001001 and w.person in (p.first, p.first + 5) and w.visited_on >= work.bin_start('week', ref.today()) - 7;

-- Numbered as they happened. What is newest goes in first: then a pairing's due date moves once, not fifty times.
create temp table visit on commit drop as
select nextval(pg_get_serial_sequence('service.visit', 'id')) as id, w.*
  from (select * from walk order by visited_on, office, person, n) w;
insert into service.visit (id, office, person, visited_on, mode, occasion, staff, situation, gift, money)
select v.id, v.office, v.person, v.visited_on, v.mode, v.occasion, v.staff,
       case v.occasion when '5' then demo.pick('家中失火，损失不大，已联系保险。 孩子上大学，学费有缺口。 丢了工作，房租吃紧。', v.n, 87)
                       when '6' then demo.pick('老伴过世，子女已到。 车祸骨折，在家休养。', v.n, 88) when '9' then demo.pick('住院观察，情况平稳。 手术顺利，家属在陪护。', v.n, 89) else '' end
         || demo.seen(v.n) || w.said || '。', v.gift, v.money
  from visit v join wish w on w.k = v.said
 order by v.visited_on desc, v.id desc;

insert into service.need (office, visit, what, detail)
select v.office, v.id, w.what, w.detail
  from visit v join wish w on w.k = v.said
 where w.what is not null and demo.roll(v.n, 90, 4) = 0
 order by v.id;

analyze org.office, org.staff, service.household, service.person, service.person_private, service.pairing, service.visit, service.need;
