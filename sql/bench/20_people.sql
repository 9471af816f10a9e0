-- SPDX-License-Identifier: Apache-2.0
-- People, their private rows and keys. Written in the order of the offices, as a first collection of data would be.
set local synchronous_commit = off;
set local maintenance_work_mem = '512MB';
set local work_mem = '128MB';

-- Names: parts with their readings, so that a name's keys are those of its parts put together.
create temp table part on commit drop as
with s as (
  select row_number() over (order by x.surname) - 1 as k, x.surname as word, 's' as part
    from (select distinct demo.surname(n) as surname from generate_series(1, 4000) n) x
), g as (
  select row_number() over (order by x.given) - 1 as k, x.given as word, 'g' as part
    from (select distinct demo.pick('建 国 志 文 小 海 卫 德 金 光 立 永 明 新 爱 湘 红 学 友 子 宇 一 春 玉 长 有 水 正 克 安', n, 1)
              || demo.pick('军 强 华 平 生 辉 斌 波 伟 勇 兵 林 清 明 发 才 初 良 民 英 文 刚 超 武 龙 飞 云 山 成 伯 芳 秀 兰 桃 满 根 阳 亮 杰 浩', n, 2) as given
            from generate_series(1, 20000) n
          union select demo.given(n, '1', 1940 + n % 66) from generate_series(1, 4000) n) x
)
select * from s union all select * from g;
create temp table sound on commit drop as
select p.part, p.k, r.kind,
       case when p.part = 's' then left(r.key, length(r.key) - case r.kind when 'i' then 1 else 2 end)         -- a given name's key has none of it
            when r.kind = 'g' then r.key else substr(r.key, case r.kind when 'i' then 2 else 5 end) end as key
  from part p cross join lateral ref.readings(case p.part when 's' then p.word || '一' else '王' || p.word end) r
 where p.part = 's' or r.kind = 'g' or r.key like 'w%';
create index on sound (part, k);
alter table part add py text not null default '', add sort_as text;
update part p set py = (select min(s.key) from sound s where s.part = p.part and s.k = p.k and s.kind = 'f'),
  sort_as = case p.part when 's' then (ref.read_as(p.word)).sort_as else ref.likeliest(p.word) end;
analyze part, sound;

-- How many live where: the villages in a shuffled order, each a little smaller than the one before.
create temp table crowd on commit drop as
with o as (
  select o.id, row_number() over (order by hashint8extended(o.id, 7)) as rank, count(*) over () as of
    from org.office o join ref.region r on r.code = o.id
   where o.tier = 4 and r.selectable
), share as (
  select o.id, (bench.n() * (o.rank::float8 / o.of) ^ 0.75)::int - (bench.n() * ((o.rank - 1)::float8 / o.of) ^ 0.75)::int as people from o
)
select s.id as office, s.people, (sum(s.people) over (order by s.id) - s.people)::int as before from share s where s.people > 0;

create temp table body on commit drop as
with heads as (
  select n, c.office, case when n % 25 = 0 then 2 else 1 end as sex, date '1934-01-01' + (n / 12) % 26000 as birth_on
    from crowd c cross join lateral (select c.before + k as n from generate_series(1, c.people) k) x
), size as (
  select (select coalesce(max(p.id), 0) from service.person p) as last_id,
         (select count(*)::int from part where part = 's') as n_s, (select count(*)::int from part where part = 'g') as n_g
)
select z.last_id + h.n as id, h.*, demo.roll(h.n, 1, z.n_s) as s, demo.roll(h.n, 2, z.n_g) as g, '199' || 20000000 + h.n as phone,
       demo.id_no((array[430371, 430372, 430373, 430473, 430476, 430671, 430771, 430971, 430972, 431171, 431173, 431271])[1 + h.n % 12], h.birth_on,
                  400 + 2 * (h.n / 312000) + h.sex) as id_no                  -- the demo's own stay below 400, but for a few
  from heads h, size z;
delete from body b using service.person_private d where d.id_no = b.id_no;      -- one or two the demo has given already
analyze body;

create temp table back (what text) on commit drop;
insert into back values (bench.strip('service.person')), (bench.strip('service.person_private')), (bench.strip('service.person_key'));

insert into service.person (id, office, name, sex, birth_year, id_masked, phone_masked, category, focus, ethnic, political, branch, role, enlisted_on, discharged_on, health,
                            filed_on, verified_on, source, py, sort_as)
select b.id, b.office, sn.word || gn.word, b.sex, extract(year from b.birth_on), ref.id_masked(b.id_no), ref.phone_masked(b.phone),
       demo.pick('109 109 109 109 109 109 225 225 223 110 110 108 101 106 104 201 222 221 224 211', b.n, 3),
       case when b.n % 25 = 7 then demo.pick('1 2 3 4 5 6 7 8 9', b.n, 4) end, '01', case when b.n % 5 < 2 then '01' else '13' end,
       demo.pick('01 01 01 02 03 07', b.n, 5), '3', b.birth_on + 6940, b.birth_on + 7670 + demo.roll(b.n, 6, 3000), demo.pick('1 1 1 2 3', b.n, 7),
       date '2019-03-01' + demo.roll(b.n, 8, 1500), ref.today() - demo.roll(b.n, 9, 600), '信息采集', sn.py || gn.py, sn.sort_as || ' ' || gn.sort_as
  from body b
  join part sn on sn.part = 's' and sn.k = b.s
  join part gn on gn.part = 'g' and gn.k = b.g
 order by b.n;
insert into service.person_private (id, office, id_no, birth_on, phone, address)
select b.id, b.office, b.id_no, b.birth_on, b.phone, '测量路' || b.n || '号' from body b order by b.n;
insert into service.person_key (person, office, kind, key)
select distinct b.id, b.office, s.kind, s.key || g.key
  from body b
  join sound s on s.part = 's' and s.k = b.s
  join sound g on g.part = 'g' and g.k = b.g and g.kind = s.kind;

do $$ declare b record; begin for b in select what from back loop execute b.what; end loop; end $$;
select setval(pg_get_serial_sequence('service.person', 'id'), (select max(id) from service.person));
analyze service.person, service.person_private, service.person_key;
