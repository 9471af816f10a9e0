-- SPDX-License-Identifier: Apache-2.0
-- How the demo invents: everything hangs on a row number, nothing on random(), so it is the same every time.
-- All people are invented. ID numbers begin with codes of statistical zones, which no identity card bears (decision 33).
create schema if not exists demo;
comment on schema demo is '演示数据怎么编';

do $$ begin
  if exists (select from service.person) then
    raise exception using errcode = 'LB001', message = '库里已经有服务对象，不能再装演示数据', detail = 'there are people on file already',
      hint = '演示数据只能装进空库', constraint = 'demo_once';
  end if;
end $$;

-- A die: 0 .. sides - 1 for row n; `salt` says which die of that row.
create or replace function demo.roll(n bigint, salt int, sides int) returns int
language sql immutable parallel safe
return ((hashint8extended(n, salt) & 9223372036854775807) % sides)::int;

-- One of the words written between blanks.
create or replace function demo.pick(words text, n bigint, salt int) returns text
language sql immutable parallel safe
return (string_to_array(words, ' '))[1 + demo.roll(n, salt, 1 + length(words) - length(replace(words, ' ', '')))];

-- 17 digits and the check character (GB 11643). `zone`: six digits; `seq`: odd for men, even for women.
create or replace function demo.id_no(zone int, birth date, seq int) returns text
language sql stable parallel safe set search_path = pg_catalog
as $$ select b || ref.id_digit(b) from (select zone || to_char(birth, 'YYYYMMDD') || lpad(seq::text, 3, '0') offset 0) x(b) $$;

-- The zones whose digits are free for inventing.
create or replace function demo.zone(n bigint, salt int) returns int
language sql immutable parallel safe
return demo.pick('430371 430372 430373 430473 430476 430671 430771 430971 430972 431171 431173 431271', n, salt)::int;

-- Surnames about as frequent as in Hunan; the rare and the double ones now and then.
create or replace function demo.surname(n bigint) returns text
language sql immutable parallel safe
return case when demo.roll(n, 1, 40) = 0
  then demo.pick('欧阳 司马 上官 诸葛 皇甫 尉迟 令狐 覃 瞿 谌 龚 向 田 滕 佘 粟 麻 单 仇 解 区 查 曾 盖 任 朴 缪 牟 隗 洗', n, 2)
  else demo.pick('刘 刘 刘 李 李 李 李 王 王 王 陈 陈 陈 张 张 张 周 周 周 杨 杨 黄 黄 唐 唐 谢 彭 彭 罗 罗 曾 吴 吴 胡 肖 肖 何 蒋 邓 谭 谭 '
    || '龙 徐 朱 欧 贺 易 廖 袁 郭 文 汤 段 石 曹 孙 宋 戴 钟 雷 邹 夏 熊 姚 尹 陶 颜 莫 吕 毛 邱 赵 郑 赖 旷 阳 贝', n, 3) end;

-- Given names follow the fashion of the year of birth; one in seven has a single character.
create or replace function demo.given(n bigint, sex text, born int) returns text
language sql immutable parallel safe
return case
  when sex = '2' and born < 1960 then demo.pick('桂英 秀英 玉兰 满妹 冬莲 菊香 细妹 凤英 月娥 春桃 淑珍 桃秀 腊梅 兰芝', n, 4)
  when sex = '2' and born < 1985 then demo.pick('红 丽 艳 芳 燕 敏 静 建英 小玲 春花 海燕 志红 爱华 雪梅 丽娟 文娟', n, 4)
  when sex = '2' then demo.pick('婷 欣怡 思琪 雨晴 梦瑶 佳慧 诗涵 子萱 紫嫣 丹 晶晶 露', n, 4)
  when born < 1955 then demo.pick('福生 桂生 金贵 水生 有才 德胜 长庚 春林 凤山 炳炎 光前 寿山 佑民 克勤 正南 炎生 树清 运来 海清 光荣', n, 5)
  when born < 1970 then demo.pick('建国 建军 卫东 国强 援朝 跃进 爱国 志坚 新民 向阳 解放 红旗 拥军 铁军 胜利 文革 建湘 湘平 安平 友良 庆丰 爱民', n, 5)
  when born < 1990 then demo.pick('勇 军 伟 斌 辉 强 波 超 建刚 志强 小兵 大勇 文武 立新 海波 劲松 国庆 小军 卫红 湘江 永红 志军 学军 凯 鹏 亮', n, 5)
  else demo.pick('浩 杰 俊杰 宇轩 浩然 子豪 天翔 嘉豪 鑫 泽宇 明轩 志远 晨 锦程 一鸣 文博 梓涵 宇航 思远 昊', n, 5) end;

-- Years served: left at 2 .. 16; out of those under 65 most were conscripts.
create or replace function demo.years_served(n bigint, category text) returns int
language sql immutable parallel safe
return case when category in ('101', '106', '107') then 14 + demo.roll(n, 6, 12)
  when category in ('103', '104', '105') then 25 + demo.roll(n, 6, 8)
  when category in ('108', '110') then 12 + demo.roll(n, 6, 6)
  else (array[2, 2, 2, 2, 2, 3, 3, 4, 5, 5, 8])[1 + demo.roll(n, 6, 11)] end;
