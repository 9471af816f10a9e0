-- SPDX-License-Identifier: Apache-2.0
-- Meetings of those below in the demonstration's county: the street's each month (5.1.4), the district's each quarter (5.1.3), with minutes and
-- who came; what the last of them resolved, and one to come.
set constraints all immediate;                     -- the offices below stand in the attendance as soon as the meeting is there
insert into work.meeting (office, kind, held_on, place, chair, topic, minutes)
select o.id, o.tier_kind, d.day, '二楼会议室', h.name, x.topic, '通报上次会议所定事项的进展；' || x.said || '；各站汇报走访和台账情况。'
  from (values (430102000000, '2', 3), (430102001000, '3', 1), (430102002000, '3', 1)) o(id, tier_kind, months)
  cross join lateral (select s.name from org.staff s join org.staff_job j on j.staff = s.id and j.job = 'head' where s.office = o.id order by s.id limit 1) h
  cross join lateral generate_series(1, 6 / o.months) k
  cross join lateral (select (date_trunc('month', ref.today()) - k * o.months * interval '1 month')::date + 5 + demo.roll(o.id + k, 92, 12) as base) b
  cross join lateral (select b.base + case extract(isodow from b.base) when 6 then 2 when 7 then 1 else 0 end as day) d
  cross join lateral (select demo.pick('重点对象走访 优待证申领 台账核对 信访积案化解 困难帮扶摸底 就业招聘', o.id + k, 93) as topic, demo.pick('布置下一步走访 讲了优待证常见问题 抽查了四类台账 讲了来访接待的规矩', o.id + k, 94) as said) x;
update work.attendance a set state = case when demo.roll(a.id, 95, 9) = 0 then '2' else '1' end, reason = case when demo.roll(a.id, 95, 9) = 0 then '下乡走访' end;
set constraints all deferred;

insert into work.resolution (office, meeting, what, charged, due_on)
select m.office, m.id, '把没有电话、住址的档案补齐', x.charged, ref.today() + 9
  from (select distinct on (office) * from work.meeting where office = 430102001000 order by office, held_on desc) m, unnest(array[430102001000, 430102001002]) x(charged);
insert into work.meeting (office, kind, held_on, place, topic) values (430102001000, '3', ref.today() + 3, '二楼会议室', '年底走访安排');
