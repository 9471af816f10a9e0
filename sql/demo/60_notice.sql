-- SPDX-License-Identifier: Apache-2.0
-- What has come from above: the district wants an answer this week, the street only wants to be read. Published by nobody at a terminal, so
-- what publishing does is done here.
with sent(k, office, sender, title, body, days, reply_in) as (values
  (1, 430102000000, 'demo_county_head', '做好走访慰问的准备', '请各站尽快把重点对象走访一遍，摸清取暖、住院和生活困难的情况，列出名单；需要区里协调的一并写明。', 3, 4),
  (2, 430102001000, 'demo_township_head', '统一核对台账', '街道这几天统一核对四类台账，请各社区把缺的电话、住址补齐。', 1, null::int)),
notice as (
  insert into work.notice (office, kind, title, body, reach, reply_by)
  select s.office, '1', s.title, s.body, '1', ref.today() + s.reply_in from sent s order by s.k
  returning id, office)
insert into work.shown_to (relation, row_id, office, below, since)
select 'work.notice', n.id, n.office, true, ref.today() - s.days from notice n join sent s on s.office = n.office;

update work.notice n
   set published_on = x.since, published_by = (select a.staff from sec.account a where a.login = case n.office when 430102000000 then 'demo_county_head' else 'demo_township_head' end),
       no = format('%s〔%s〕1号', app.short_office(o.name), to_char(x.since, 'YYYY'))
  from work.shown_to x, org.office o where x.relation = 'work.notice' and x.row_id = n.id and o.id = n.office;

insert into work.duty (office, rule, shared, subject, from_on, due_on, whom, note)
select o.office, 20, true, n.id, n.published_on, n.reply_by, app.short_office(s.name), n.title
  from work.notice n join org.office s on s.id = n.office cross join lateral work.notice_offices(n.id) o where n.reply_by is not null;

-- A few have read, one has answered.
insert into work.notice_read (office, with_office, notice, staff, read_at)
select t.office, n.office, n.id, t.id, ref.now() - interval '20 hours'
  from work.notice n join sec.account a on a.login in ('demo_township', 'demo_neighbour', 'demo_neighbour_township') join org.staff t on t.id = a.staff
 where work.notice_is_for(n.id, t.office);
insert into work.notice_reply (office, notice, body, staff, replied_on)
select t.office, n.id, '本街道已安排到人，重点对象本周走访完，取暖困难的 2 户已列名单。', t.id, ref.today()
  from work.notice n join sec.account a on a.login = 'demo_neighbour_township' join org.staff t on t.id = a.staff where n.reply_by is not null;
