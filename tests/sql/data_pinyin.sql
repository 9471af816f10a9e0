-- SPDX-License-Identifier: Apache-2.0
-- Readings of characters and surnames, keys of regions.
begin;
select plan(17);

create function pg_temp.readings(c text) returns text language sql as $$
  select string_agg(reading, ' ' order by seq) from ref.hanzi where hanzi = c
$$;
create function pg_temp.surname(s text) returns text language sql as $$
  select string_agg(reading, ' ' order by seq) from ref.surname where surname = s
$$;

select is((select count(distinct hanzi)::int from ref.hanzi), 26676, 'characters');
select is_empty('select hanzi from ref.hanzi group by 1 having min(seq) <> 1 or max(seq) <> count(*)',
  'readings are ordered from 1');
select is_empty('select surname from ref.surname group by 1 having min(seq) <> 1 or max(seq) <> count(*)',
  'and so are those of surnames');
select is(array[pg_temp.readings('长'), pg_temp.readings('行'), pg_temp.readings('乐'), pg_temp.readings('曾'), pg_temp.readings('晟')],
  array['chang zhang', 'xing hang', 'le yue', 'ceng zeng', 'cheng sheng'], 'characters with two readings');
select is(array[pg_temp.readings('吕'), pg_temp.readings('女'), pg_temp.readings('绿')], array['lv', 'nv', 'lv lu'], 'ü is v');
select is(array[pg_temp.readings('不'), pg_temp.readings('沈'), pg_temp.readings('红')], array['bu', 'shen', 'hong'], 'no readings nobody uses');
select is(array[pg_temp.surname('覃'), pg_temp.surname('牟'), pg_temp.surname('隗'), pg_temp.surname('谌'), pg_temp.surname('朴'),
    pg_temp.surname('隽'), pg_temp.surname('缪')],
  array['qin tan', 'mou mu', 'wei kui', 'chen shen', 'piao pu', 'juan jun', 'miao mou'], 'surnames with two readings');
select is(array[pg_temp.surname('曾'), pg_temp.surname('单'), pg_temp.surname('仇'), pg_temp.surname('解'), pg_temp.surname('石')],
  array['zeng', 'shan', 'qiu', 'xie', 'shi'], 'surnames whose reading is not the usual one');
select is(array[pg_temp.surname('欧阳'), pg_temp.surname('尉迟'), pg_temp.surname('万俟'), pg_temp.surname('闾丘')],
  array['ouyang', 'yuchi', 'moqi', 'lvqiu'], 'surnames of two characters');
select is_empty($$ select s.surname from ref.surname s where char_length(s.surname) = 1 and not exists (select from ref.hanzi h where h.hanzi = s.surname) $$,
  'every single surname is a known character');

select is_empty($$ select code, name from ref.region where selectable and (py !~ '^[a-z0-9]+$' or initials !~ '^[a-z0-9]+$') $$,
  'no selectable region lacks a key');
select is_empty($$
    select c, min(name) from ref.region, regexp_split_to_table(name, '') c
    where selectable and c ~ '[一-鿿㐀-䶿]' and not exists (select from ref.hanzi h where h.hanzi = c) group by c $$,
  'every character in the name of a selectable region has a reading');
-- Latin letters, digits and signs of a name stand for themselves or nothing.
create temp table spelling as
select hanzi, '(' || string_agg(reading, '|') || ')' as sounds, '[' || string_agg(left(reading, 1), '') || ']' as letters from ref.hanzi group by 1;
create unique index on spelling (hanzi);
analyze spelling;
select is_empty($$
    select r.code, r.name, r.py, r.initials from ref.region r,
      lateral (select '^' || string_agg(coalesce(s.sounds, '[a-z0-9]?'), '' order by c.nr) || '$' as py,
          '^' || string_agg(coalesce(s.letters, '[a-z0-9]?'), '' order by c.nr) || '$' as initials
        from regexp_split_to_table(r.name, '') with ordinality c(c, nr) left join spelling s on s.hanzi = c.c) want
    where r.py !~ want.py or r.initials !~ want.initials $$,
  'each key spells its name');
select results_eq(
  'select tier::int, count(*)::int, count(*) filter (where statistical)::int, count(*) filter (where quasi)::int from ref.region group by 1 order by 1',
  'values (0, 1, 0, 0), (1, 14, 0, 0), (2, 134, 12, 0), (3, 2008, 31, 0), (4, 29534, 264, 135)', 'regions by tier, zones and quasi-units marked');
select results_eq(
  $$ select name, py, initials from ref.region where code in (430000000000, 430121004000, 433124103000, 431081102000) order by code $$,
  $$ values ('湖南省' collate "C", 'hunansheng' collate "C", 'hns' collate "C"), ('㮾梨街道', 'langlijiedao', 'lljd'),
       ('三都镇', 'sanduzhen', 'sdz'), ('民乐镇', 'minlezhen', 'mlz') $$, 'names and keys');

-- What every save asks is the first of all readings; of many names at once they are what they are one by one.
create temp table named as
  select s.surname || h.hanzi || g.hanzi as name from (select distinct surname from ref.surname) s, (select hanzi from ref.hanzi group by 1 order by md5(hanzi) limit 12) h, (select hanzi from ref.hanzi group by 1 having count(*) > 2 order by md5(hanzi) limit 3) g
  union values ('单于'), ('单于飞'), ('欧阳'), ('欧阳锋'), ('买买提·阿不都'), ('·'), (''), ('A李'), ('李 四'), ('3 组'), ('䶮'), ('〇'), ('曾');
select is((select string_agg(n.name, ' ') from named n where ref.likeliest(n.name) is distinct from coalesce((select s.spelled from ref.spelled(n.name) s where s.n = 1), '')), null, 'the likeliest reading is the first');
select is((select count(*) from (select n.name, r.kind, r.key from named n cross join lateral ref.readings(n.name) r except select r.name, r.kind, r.key from ref.readings(array(select name from named)) r) x)
        + (select count(*) from (select r.name, r.kind, r.key from ref.readings(array(select name from named)) r except select n.name, r.kind, r.key from named n cross join lateral ref.readings(n.name) r) x), 0::bigint, 'keys of many names are those of each');
select * from finish();
rollback;
