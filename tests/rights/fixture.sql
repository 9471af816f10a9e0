-- SPDX-License-Identifier: Apache-2.0
-- A province, two cities, three counties, four townships, nine villages; an account of every kind; in each office the same few rows.
-- Run as lb_owner. The regions are real, all else is invented; ID numbers lie in 430371, which is no region.
update ref.site set demo = true, name = '测试';

insert into org.office (id, tier, parent, name, established)
select r.code, r.tier, r.parent, r.name || '退役军人服务站', true
  from ref.region r
 where r.code in (430000000000, 430100000000, 430300000000, 430102000000, 430103000000, 430302000000,
                  430102001000, 430102002000, 430103002000, 430302001000,
                  430102001001, 430102001002, 430102001003, 430102002001, 430102002002, 430103002001, 430103002002, 430302001001, 430302001002)
 order by r.tier, r.code;
update org.office set served_by = 430102001000, established = false where id = 430102001003;

create temp table who (login name primary key, office bigint, jobs text[], active boolean default true, expires_on date, second_office bigint);
insert into who (login, office, jobs) values
  ('t_village', 430102001001, '{clerk}'), ('t_vhead', 430102001001, '{head}'), ('t_neighbour', 430102001002, '{clerk}'),
  ('t_township', 430102001000, '{clerk}'), ('t_county', 430102000000, '{clerk}'), ('t_supervisor', 430102000000, '{supervisor}'),
  ('t_city', 430100000000, '{clerk}'), ('t_province', 430000000000, '{head}'), ('t_reporter', 430102000000, '{reporter}'),
  ('t_sysadmin', 430102000000, '{sysadmin}'), ('t_secadmin', 430102000000, '{secadmin}'), ('t_auditor', 430102000000, '{auditor}'),
  ('t_disabled', 430102001001, '{clerk}'), ('t_expired', 430102001001, '{clerk}'), ('t_second', 430102001001, '{clerk}'),
  ('t_far', 430302001001, '{clerk}'), ('t_mover', 430102001001, '{clerk}'), ('t_petition', 430102000000, '{petition}');
update who set active = false where login = 't_disabled';
update who set expires_on = '2020-01-01' where login = 't_expired';
update who set second_office = 430302001001 where login = 't_second';

insert into org.staff (office, name, post) select w.office, w.login, '测试' from who w order by w.login;
insert into org.staff (office, name, post, ended_on) values (430102001001, 't_gone', '测试', '2024-06-30');
insert into org.staff (office, name, post) values (430102001001, 't_free', '测试'), (430302001001, 't_far_free', '测试');      -- have no account
insert into org.staff_job (staff, job) select s.id, j from who w join org.staff s on s.name = w.login, unnest(w.jobs) j;
insert into sec.account (login, staff, active, expires_on, second_office)
select w.login, s.id, w.active, w.expires_on, w.second_office from who w join org.staff s on s.name = w.login;

-- An 18th character that fits (GB 11643).
create function pg_temp.id18(base text) returns text language sql as $$
  select base || substr('10X98765432', 1 + (sum(substr(base, i, 1)::int * (2 ^ (18 - i))::int) % 11)::int, 1) from generate_series(1, 17) i
$$;

-- In each office: one with a pairing and a visit, one without, one without private columns.
insert into service.household (office, name, note) select o.id, '户' || o.id, '测' from org.office o order by o.id;
insert into service.person (office, name, sex, category, filed_on, household, situation)
select o.id, x.name || right(o.id::text, 4), '1', (select min(code) from code.object_category), '2024-01-02',
       (select h.id from service.household h where h.office = o.id), x.name
  from org.office o, (values ('甲', 1), ('乙', 2), ('丙', 3)) x(name, k) order by o.id, x.k;
insert into service.person_private (id, office, id_no, phone, address)
select p.id, p.office, pg_temp.id18('430371' || '19600101' || lpad(((p.id * 2 + 1) % 1000)::text, 3, '0')), '138' || lpad(p.id::text, 8, '0'), '秘密地址' || p.id
  from service.person p where p.situation in ('甲', '乙');
insert into service.pairing (office, person, started_on) select p.office, p.id, '2024-01-01' from service.person p where p.situation = '甲';
insert into ref.setting (key, office, value) values ('visit.backdate_days', 430000000000, '36500') on conflict do nothing;   -- the days of the fixture are old
insert into service.visit (office, person, visited_on, mode, occasion, staff, situation, gift)
select p.office, p.id, '2024-02-02', '1', (select min(code) from code.visit_occasion), (select min(s.id) from org.staff s), '好', '米' from service.person p where p.situation = '甲';
insert into service.need (office, visit, what, detail) select v.office, v.id, '修房', '屋顶' from service.visit v;
insert into service.person_name (office, person, name, kind) select p.office, p.id, '又名', 'other' from service.person p;

-- Rows of two parties: township, county and city visit a person of the first village.
insert into service.visit (office, person, visited_on, mode, occasion, staff, situation)
select o, p.id, '2024-02-03', '1', (select min(code) from code.visit_occasion), (select min(s.id) from org.staff s), '上级走访'
  from service.person p, unnest(array[430102001000, 430102000000, 430302000000]) o where p.office = 430102001001 and p.situation = '甲';
insert into service.pairing (office, person, started_on)
select o, p.id, '2024-01-01' from service.person p, unnest(array[430102001000, 430302001000]) o where p.office = 430102001001 and p.situation = '甲';
insert into service.person_key (person, office, kind, key)
select p.id, p.office, 'f', 'xyz' from service.person p where p.situation = '甲' on conflict do nothing;
insert into work.duty (office, rule, person, subject, from_on, due_on)
select p.office, 1, p.id, p.id, '2024-01-01', '2024-01-31' from service.person p where p.situation = '甲';
-- A draft in each office; notices of the province (to all), a city (to its townships), two counties (named offices) and a township.
insert into work.notice (office, kind, title, body, reach) select o.id, '1', '稿' || o.id, '正文', '1' from org.office o order by o.id;
insert into work.notice (office, kind, title, body, reach, to_tier, reply_by) values
  (430000000000, '1', '省发', '正文', '1', null, '2099-01-01'), (430100000000, '1', '市发', '正文', '2', '3', null), (430102000000, '1', '县发', '正文', '3', null, null),
  (430302000000, '1', '别县发', '正文', '3', null, null), (430102001000, '1', '街道发', '正文', '1', null, '2099-01-01');
insert into work.notice_to (office, notice, to_office, below)
select n.office, n.id, v.to_office, v.below from work.notice n join (values (430102000000, 430102001001, false), (430102000000, 430102001003, false), (430102000000, 430102002000, true),
  (430302000000, 430302001001, false)) v(office, to_office, below) on v.office = n.office and n.reach = '3';
insert into work.shown_to (relation, row_id, office, below, tier, since)
select 'work.notice', n.id, n.office, true, n.to_tier::smallint, date '2024-03-01' from work.notice n where n.reach <> '3' and n.title ~ '发$'
union all select 'work.notice', t.notice, t.to_office, t.below, null, date '2024-03-01' from work.notice_to t;
update work.notice set published_on = '2024-03-01', no = '〔2024〕1号' where title ~ '发$';
insert into work.notice_to (office, notice, to_office) select n.office, n.id, 430102001002 from work.notice n where n.title in ('稿430102000000', '稿430100000000');
insert into work.notice_reply (office, notice, body, replied_on) select o, n.id, '办了', '2024-03-05' from work.notice n, unnest(array[430102001001, 430302001001]) o where n.title = '省发';
insert into work.notice_read (office, with_office, notice, staff, read_at)
select s.office, n.office, n.id, s.id, '2024-03-02' from work.notice n join org.staff s on s.name in ('t_village', 't_far') where n.title = '省发';
insert into work.duty (office, rule, shared, subject, from_on, due_on) select o, 20, true, n.id, '2024-03-01', '2099-01-01' from work.notice n, unnest(array[430102001001, 430102001002]) o where n.title = '街道发';
-- Two files in which nobody else has a part.
insert into service.person (office, name, sex, category, filed_on) select 430102001001, n, '1', '100', '2024-01-02' from unnest('{并一,并二}'::text[]) n;
insert into service.person_private (id, office, address) select p.id, p.office, p.name from service.person p where p.name in ('并一', '并二');
-- Merged and told apart: of each file, with numbers that nobody bears.
insert into work.merge (office, relation, survivor, other, called, choices, why, merged_on) select p.office, 'service.person', p.id, p.id + 900000, p.name, '[]', '同一个人', '2024-02-01' from service.person p where p.name not in ('并一', '并二');
insert into work.not_twins (office, relation, one, two, said_on) select p.office, 'service.person', p.id, p.id + 900000, '2024-02-01' from service.person p;
insert into app.form (register, menu, title_zh, title_en, relation, digest) values ('notice', '0', '通知', 'Notices', 'work.notice', '-') on conflict do nothing;
-- Events, meetings of every office, the township's with its villages, and one of the county's; who stands for whom; what was missed.
insert into ref.setting (key, office, value) values ('meeting.backdate_days', 430000000000, '36500') on conflict do nothing;
insert into service.event (office, person, kind, happened_on, what) select p.office, p.id, '5', '2024-02-01', '漏雨' from service.person p where p.situation = '甲';
insert into work.meeting (office, kind, held_on, topic, minutes) select o.id, '5', '2024-02-02', '例会', '记了' from org.office o order by o.id;
insert into work.attendance (office, meeting, attendee, state)
select m.office, m.id, a, '1' from work.meeting m, unnest(array[430102001001, 430102001003, 430102001000]) a where m.office = 430102000000 or m.office = 430102001000 and a <> 430102001000;
insert into work.attendance (office, meeting, attendee, state) select m.office, m.id, 430302001002, '1' from work.meeting m where m.office = 430300000000;
insert into work.resolution (office, meeting, what, charged, due_on) select m.office, m.id, '修路', 430102001001, '2024-03-01' from work.meeting m where m.office in (430100000000, 430102001001);
insert into org.deputy (office, staff, deputy, job, from_on, to_on, why)
select a.office, a.id, b.id, 'all', '2024-01-01', '2024-01-31', '病假' from org.staff a join org.staff b on b.office = a.office where (a.name, b.name) in (('t_village', 't_vhead'), ('t_county', 't_supervisor'));
insert into work.pairing_missed (office, from_on, due_on, owed, missed, pairings, frozen_on)
select g.office, '2024-01-01', '2024-01-07', 1, 1, array[g.id], '2024-02-08' from service.pairing g join service.person p on p.id = g.person and p.office = g.office;
insert into app.form (register, menu, title_zh, title_en, relation, digest) values ('visit', '66', '走访记录', 'Visits', 'service.visit', '-'), ('account', '9', '账号', 'Accounts', 'org.account', '-'),
  ('petition', '67', '信访件', 'Petitions', 'service.petition', '-'), ('step', '', '办一步', 'A step', 'work.step_form', '-')
  on conflict do nothing;
insert into work.draft (login, office, form, fields) select a.login, 430102001001, 'visit', '{"a": 1}' from sec.account a;
insert into work.born (login, office, draft, relation, row_id, what) select a.login, 430102001001, 1, 'service.visit', 1, 'x' from sec.account a;
insert into work.place (login, office, pages) select a.login, 430102001001, 'calendar' from sec.account a;
insert into work.import (login, office, register, relation, file, digest, heading, columns, state, n_rows) select a.login, 430102001001, 'visit', 'service.visit', 'a.csv', 'x', '{a}', '{visited_on}', 'read', 1 from sec.account a;
insert into work.import_row (import, login, n, line, cells, print) select i.id, i.login, 1, 2, '{x}', 'x' from work.import i;
-- Two imports of people each: a number of nobody, and one that lies elsewhere.
with made as (
  insert into work.import (login, office, register, relation, file, digest, heading, columns, state, n_rows)
  select l, 430102001001, 'person', 'service.person', f || '.csv', f, '{a,b}', '{name,id_no}', 'read', 2 from unnest(array['t_village', 't_vhead', 't_supervisor', 't_disabled']) l, unnest(array['seen', 'unseen']) f returning id, login, file)
insert into work.import_row (import, login, n, line, cells, print, facts, private, office, key)
select m.id, m.login, n, n + 1, '{x,y}', n::text, jsonb_build_object('name', v.name), jsonb_build_object('id_no', v.number), 430102001001, v.number from made m, (values
  (1, '无此人', '430371198001019999'), (2, (select p.name from service.person p where p.office = 430302001002 order by p.id limit 1), (select x.id_no from service.person_private x where x.office = 430302001002 and x.id_no is not null order by x.id limit 1))) v(n, name, number);
insert into work.import_number (import, login, number) select i.id, i.login, '430371198001018888' from work.import i where i.login = 't_vhead' and i.file = 'seen.csv';

-- A file on each visit, of either party or of one; parts on their way; a look of the village's, long committed. One file is infected.
insert into work.upload (office, upload, n, data) select v.office, v.id, 0, convert_to('附件 ' || v.id, 'UTF8') from service.visit v;
insert into work.attachment (relation, row_id, name, upload) select 'service.visit', v.id, '附件' || v.id, v.id from service.visit v order by v.id;
insert into work.upload (login, office, upload, n, data) select a.login, s.office, 1, 0, 'text' from sec.account a join org.staff s on s.id = a.staff;
alter table work.file_look disable trigger user;                       -- without their lines in the log
insert into work.file_look (login, office, attachment, why, whole) select l, 430102001001, (select min(t.id) from work.attachment t where t.office = 430102001001), '核对内容', w
  from unnest(array['t_village', 't_disabled']) l, unnest(array[true, false]) w;
insert into work.file_look (login, office, attachment, why) select 't_far', 430302001001, min(t.id), '核对内容' from work.attachment t where t.office = 430302001001;
select work.scan_done((select a.file from work.attachment a where a.office = 430302001001 order by a.id limit 1), 'found');
update work.file_look set at = '2099-01-01', txid = 1;                 -- an earlier transaction; the tests may take longer than a look lasts
alter table work.file_look enable trigger user;
insert into ref.setting values ('pairing.telephone', 430102000000, 'yes');

-- In each office a petition; one of the first village is an accusation that one member of staff knows of (隐 stands in whatever it says), one went to the next county.
insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request)
select o.id, '访' || o.id, '2', '3', '08', '2024-03-01', '待遇', '请求' from org.office o where o.tier > 0 order by o.id;
insert into service.aid_application (office, person, aid_type, applied_on, reason)
select p.office, p.id, '05', '2024-03-01', '生病' from service.person p join org.office o on o.id = p.office where p.situation = '甲' and o.tier > 2 order by p.id;
insert into service.dispute (office, parties, topic, found_on, title, facts) select o.id, '甲乙', '90', '2024-03-01', '邻里', '争' from org.office o where o.tier > 2 and o.established order by o.id;
insert into service.petition_person (office, petition, name) select p.office, p.id, '同访' from service.petition p;
insert into service.petition_private (id, office, address) select p.id, p.office, '秘密住址' from service.petition p;
insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (430102001001, '隐名', '2', '2', '20', '2024-03-01', '隐事', '隐求');
insert into service.petition_person (office, petition, name) select p.office, p.id, '隐人' from service.petition p where p.restricted;
insert into service.petition_private (id, office, address) select p.id, p.office, '隐址' from service.petition p where p.restricted;
update service.petition p set repeats = r.id from service.petition r where r.restricted and not p.restricted and p.office = 430102001001;
insert into work.entrusted (staff, matter, seq) select a.staff, m.id, 1 from sec.account a, work.matter m where a.login = 't_vhead' and m.restricted on conflict do nothing;
select flow.move_on(m, t, jsonb_populate_record(null::work.step, '{"to_office": 430103000000, "opinion": "属天心区", "happened_on": "2024-03-02"}'), null)
  from work.matter m join flow.step t on t.process = m.process and t.from_state = m.state and t.action = 'forward' where m.office = 430102000000;

-- One of the first village has applied for aid; he, and one of the next county, are asked for from afar.
insert into service.aid_application (office, person, aid_type, applied_on, reason) select p.office, p.id, '03', '2024-03-01', '住院' from service.person p where p.office = 430102001001 and p.situation = '乙';
insert into service.move (office, other_office, brings_in, person, why, asked_on)
select 430302001001, p.office, true, p.id, '搬到这里住', '2024-03-01' from service.person p where p.office in (430102001001, 430103002001) and p.situation = '乙';
insert into work.duty (office, rule, person, subject, from_on, due_on)
select r.office, 3, r.person, r.id, '2024-03-02', '2024-03-05' from service.move r;

-- Their roles, as `laobingctl account sync` would make them. The owner may not create roles.
reset role;
do $$
declare
  a record;
begin
  for a in select * from who loop
    if not exists (select from pg_roles where rolname = a.login) then
      execute format('create role %I login in role lb_staff', a.login);
      execute format('grant %s to %I', (select string_agg('lb_' || j, ', ') from unnest(a.jobs) j), a.login);
    end if;
  end loop;
end
$$;
drop table who;
