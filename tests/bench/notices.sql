-- SPDX-License-Identifier: Apache-2.0
-- A notice of the province to all below, wanting an answer, with an account for everybody: two of three have read it, one of three offices has
-- answered. The owner loads it past the triggers.
do $$ declare t text; begin foreach t in array '{sec.account,work.notice,work.shown_to,work.notice_read,work.notice_reply}'::text[] loop execute format('alter table %s disable trigger user', t); end loop; end $$;
insert into sec.account (login, staff) select 'b' || s.id, s.id from org.staff s where not exists (select from sec.account a where a.staff = s.id);
with n as (
  insert into work.notice (office, no, title, kind, body, reach, reply_by, published_on, published_by)
  select o.id, '测量〔1〕号', '测量用的通知', (select min(k.code) from code.notice_kind k), '请各机构办理', '1', ref.today() + 30, ref.today() - 1, (select min(s.id) from org.staff s where s.office = o.id)
    from org.office o where o.tier = 0 returning id, office)
insert into work.shown_to (relation, row_id, office, below, since) select 'work.notice', n.id, n.office, true, ref.today() - 1 from n;
insert into work.notice_read (office, with_office, notice, staff, read_at)
select s.office, n.office, n.id, s.id, now() from org.staff s, work.notice n where n.no = '测量〔1〕号' and s.office <> n.office and s.id % 3 > 0;
insert into work.notice_reply (office, with_office, notice, body, replied_on)
select o.id, n.office, n.id, '已办', ref.today() from org.office o, work.notice n where n.no = '测量〔1〕号' and o.tier > 0 and o.id % 3 = 0;
do $$ declare t text; begin foreach t in array '{sec.account,work.notice,work.shown_to,work.notice_read,work.notice_reply}'::text[] loop execute format('alter table %s enable trigger user', t); end loop; end $$;
