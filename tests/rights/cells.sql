-- SPDX-License-Identifier: Apache-2.0
-- What tests/rights/cells asks the database, and of which rows. Run as superuser in a copy of the database of tests/db: an account for each job in an
-- office of each tier, c_village_clerk to c_province_auditor; in each of their offices, the one below and the one beside it a row of each register, which
-- tells nobody else of itself. probe.answers() is what a session's own rights give it: it runs with them, and leaves nothing behind.
\set QUIET 1
\o /dev/null
set client_min_messages = warning;
create schema probe;
create table probe.place (tier text, position text, office bigint);
insert into probe.place values
  ('province', 'own', 430000000000), ('province', 'below', 430100000000),
  ('city', 'own', 430100000000), ('city', 'below', 430102000000), ('city', 'beside', 430300000000), ('city', 'above', 430000000000),
  ('county', 'own', 430102000000), ('county', 'below', 430102001000), ('county', 'beside', 430103000000), ('county', 'above', 430100000000),
  ('township', 'own', 430102001000), ('township', 'below', 430102001001), ('township', 'beside', 430102002000), ('township', 'above', 430102000000),
  ('village', 'own', 430102001001), ('village', 'beside', 430102001002), ('village', 'above', 430102001000);
create table probe.item (register text, office bigint, id bigint, free bigint, primary key (register, office));
create temp table o as select o.id, o.tier, o.parent from org.office o where o.id in (select office from probe.place);
grant all on schema probe to lb_owner;
grant all on all tables in schema probe to lb_owner;
grant all on o to lb_owner;

-- The accounts, and three of each office that have none of them: 甲 whose account is looked at, 乙 who has none, 丙 who leaves.
set role lb_owner;
insert into org.staff (office, name, post) select p.office, 'c_' || p.tier || '_' || j.job, '测试' from probe.place p, org.job j where p.position = 'own';
insert into org.staff (office, name, post) select o.id, x.name || o.id, '测试' from o, unnest('{甲,乙,丙}'::text[]) x(name);
insert into org.staff_job (staff, job) select s.id, substring(s.name from '[a-z]+$') from org.staff s where s.name ~ '^c_';
insert into org.staff_job (staff, job) select s.id, 'clerk' from org.staff s join o on s.name = '甲' || o.id or s.name = '乙' || o.id;
insert into sec.account (login, staff) select s.name, s.id from org.staff s where s.name ~ '^c_';
insert into sec.account (login, staff) select 'd_' || o.id, s.id from org.staff s join o on s.name = '甲' || o.id;
reset role;
do $$
declare a record;
begin
  for a in select login, job from sec.account a join org.staff_job j using (staff) where login ~ '^c_' loop
    if not exists (select from pg_roles where rolname = a.login) then execute format('create role %I login in role lb_staff, %I', a.login, 'lb_' || a.job); end if;
  end loop;
end $$;
grant usage on schema probe to lb_staff;
insert into audit.log (at, login, place, kind, relation, note) select '2099-01-01', login, 'test', 'P', 'audit.log', '例行检查' from sec.account where login ~ '^c_.*auditor$';       -- has said why he looks

-- The rows. 格 marks them; `free`: what a new row may refer to.
set role lb_owner;
create function pg_temp.item(register text, office bigint, id bigint, free bigint default null) returns void language sql as $$ insert into probe.item values (register, office, id, free) $$;
do $$
declare
  o record; x bigint; person bigint; other bigint; visit bigint; meeting bigint;
  far constant bigint := 430302001001;
begin
  for o in select * from pg_temp.o order by id loop
    insert into service.household (office, name) values (o.id, '格户' || o.id) returning id into x;
    perform pg_temp.item('household', o.id, x);
    insert into service.person (office, name, sex, category, filed_on, situation) values (o.id, '格甲', '1', '100', '2024-01-02', '格') returning id into person;
    insert into service.person (office, name, sex, category, filed_on, situation) values (o.id, '格乙', '1', '100', '2024-01-02', '格') returning id into other;
    perform pg_temp.item('person', o.id, person);
    insert into service.person_private (id, office, phone, address) values (person, o.id, '13900000000', '秘密格');
    perform pg_temp.item('private', o.id, person, other);
    insert into service.person_name (office, person, name, kind) values (o.id, person, '格別', 'other') returning id into x;
    perform pg_temp.item('person_name', o.id, x, other);
    insert into service.pairing (office, person, started_on) values (o.id, person, '2024-01-01') returning id into x;
    perform pg_temp.item('pairing', o.id, x, other);
    insert into service.visit (office, person, visited_on, mode, occasion, staff) values (o.id, person, '2024-02-02', '1', '7', (select min(s.id) from org.staff s where s.office = o.id)) returning id into visit;
    perform pg_temp.item('visit', o.id, visit, other);
    insert into service.need (office, visit, what) values (o.id, visit, '修房') returning id into x;
    perform pg_temp.item('need', o.id, x, visit);
    insert into service.event (office, person, kind, happened_on, what) values (o.id, person, '5', '2024-02-01', '格') returning id into x;
    perform pg_temp.item('event', o.id, x, other);
    insert into work.upload (office, upload, n, data) values (o.id, o.id * 10, 0, convert_to('格' || o.id, 'UTF8'));
    insert into work.attachment (relation, row_id, name, upload) values ('service.visit', visit, '格', o.id * 10) returning id into x;
    perform pg_temp.item('attachment', o.id, x, visit);
    insert into work.duty (office, rule, person, subject, from_on, due_on) values (o.id, 1, person, person, '2024-01-01', '2024-01-31') returning id into x;
    perform pg_temp.item('duty', o.id, x);
    perform pg_temp.item('who due', o.id, o.id);
    insert into work.pairing_missed (office, from_on, due_on, owed, missed, pairings, frozen_on) values (o.id, '2024-02-01', '2024-02-07', 1, 1, '{1}', '2024-02-08') returning id into x;
    perform pg_temp.item('missed', o.id, x);
    insert into work.merge (office, relation, survivor, other, called, choices, why, merged_on) values (o.id, 'service.person', person, o.id * 10, '格', '[]', '同一个人', '2024-02-01') returning id into x;
    perform pg_temp.item('merge', o.id, x);
    insert into work.not_twins (office, relation, one, two, said_on) values (o.id, 'service.person', person, o.id * 10, '2024-02-01') returning id into x;
    perform pg_temp.item('not twins', o.id, x);
    insert into work.meeting (office, kind, held_on, topic) values (o.id, '5', '2024-02-02', '格会') returning id into meeting;
    insert into work.meeting (office, kind, held_on, topic) values (o.id, '5', '2024-02-03', '格会二') returning id into x;
    perform pg_temp.item('meeting', o.id, x);
    insert into work.attendance (office, meeting, attendee, state) values (o.id, meeting, o.id, '1') returning id into x;
    perform pg_temp.item('attendance', o.id, x, (select i.id from probe.item i where i.register = 'meeting' and i.office = o.id));
    insert into work.resolution (office, meeting, what, charged, due_on) values (o.id, meeting, '修路', o.id, '2030-01-01') returning id into x;
    perform pg_temp.item('resolution', o.id, x, meeting);

    insert into work.notice (office, kind, title, body, reach) values (o.id, '1', '格稿', '正文', '1') returning id into x;
    perform pg_temp.item('notice draft', o.id, x);
    if o.tier < 4 then
      insert into work.notice (office, kind, title, body, reach) values (o.id, '1', '格发', '正文', '1') returning id into x;
      insert into work.shown_to (relation, row_id, office, below, since) values ('work.notice', x, o.id, true, '2024-03-01');
      update work.notice set published_on = '2024-03-01', no = '格' || o.id where id = x;
      perform pg_temp.item('notice', o.id, x);
    end if;
    insert into work.draft (login, office, form, fields, label) values ('d_' || o.id, o.id, 'visit', '{"v": {}}', '格') returning id into x;
    perform pg_temp.item('draft', o.id, x);
    select s.id into x from org.staff s where s.name = '丙' || o.id;
    perform pg_temp.item('staff', o.id, x);
    perform pg_temp.item('office', o.id, o.id);
    select a.id into x from sec.account a where a.login = 'd_' || o.id;
    perform pg_temp.item('account', o.id, x, (select s.id from org.staff s where s.name = '乙' || o.id));
    insert into org.deputy (office, staff, deputy, job, from_on, to_on, why)
      select o.id, a.id, b.id, 'all', ref.today(), ref.today() + 9, '病假' from org.staff a, org.staff b where a.name = '甲' || o.id and b.name = '乙' || o.id returning id into x;
    perform pg_temp.item('deputy', o.id, x);

    -- Cases, at their beginning; handed to the office above; accusations, of which one is entrusted to everybody here.
    insert into service.move (office, person, other_office, why) values (o.id, person, far, '搬到那边去住') returning id into x;
    perform pg_temp.item('move', o.id, x, other);
    if o.tier > 2 then
      insert into service.aid_application (office, person, aid_type, applied_on, reason) values (o.id, person, '05', '2024-03-01', '格') returning id into x;
      perform pg_temp.item('aid', o.id, x, other);
      insert into service.aid_application (office, person, aid_type, applied_on, reason, visit) values (o.id, person, '03', '2024-03-01', '格', visit) returning id into x;
      perform flow.move_on(m, t, jsonb_populate_record(null::work.step, '{"happened_on": "2024-03-02"}'), null) from work.matter m join flow.step t on t.process = m.process and t.from_state = m.state and t.action = 'submit' where m.id = x;
      perform pg_temp.item('aid handed up', o.id, x);
      insert into service.dispute (office, parties, topic, found_on, title, facts) values (o.id, '格争', '90', '2024-03-01', '格纠', '邻里') returning id into x;
      perform pg_temp.item('dispute', o.id, x);
    end if;
    continue when o.tier = 0;
    insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (o.id, '格访', '2', '3', '08', '2024-03-01', '格案', '请求') returning id into x;
    insert into service.petition_private (id, office, phone, address) values (x, o.id, '13900000000', '秘密格');
    perform pg_temp.item('petition', o.id, x);
    insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (o.id, '格访二', '2', '3', '08', '2024-03-01', '格案二', '请求') returning id into other;
    perform pg_temp.item('petition contact', o.id, x, other);
    if o.tier > 1 then
      insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (o.id, '格访三', '2', '3', '08', '2024-03-01', '格案三', '请求') returning id into x;
      perform flow.move_on(m, t, jsonb_populate_record(null::work.step, '{"opinion": "请上级办", "happened_on": "2024-03-02"}'), null) from work.matter m join flow.step t on t.process = m.process and t.from_state = m.state and t.action = 'upward' where m.id = x;
      perform pg_temp.item('petition handed up', o.id, x);
    end if;
    insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (o.id, '隐名', '2', '2', '20', '2024-03-01', '隐事', '隐求') returning id into x;
    perform pg_temp.item('accusation', o.id, x);
    insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (o.id, '隐名', '2', '2', '20', '2024-03-01', '隐事', '隐求') returning id into other;
    perform pg_temp.item('accusation named', o.id, other);
    insert into service.petition_person (office, petition, name) select o.id, i, '隐人' from unnest(array[x, other]) i;
    insert into service.petition_private (id, office, phone, address) select i, o.id, '13900000000', '隐址' from unnest(array[x, other]) i;
    insert into work.upload (office, upload, n, data) values (o.id, o.id * 10 + 1, 0, convert_to('隐' || o.id, 'UTF8')), (o.id, o.id * 10 + 2, 0, convert_to('隐二' || o.id, 'UTF8'));
    insert into work.attachment (relation, row_id, name, upload) values ('service.petition', x, '隐件', o.id * 10 + 1), ('service.petition', other, '隐件', o.id * 10 + 2);
    delete from work.entrusted e where e.matter = x;                  -- whoever is entrusted with this one, it is nobody here
    insert into work.entrusted (staff, matter, seq) select a.staff, other, 1 from sec.account a where a.login ~ '^c_' on conflict do nothing;
  end loop;
  -- Moves that somebody far away offers to each; an answer of each to a notice of the province, and another notice to be answered.
  for o in select * from pg_temp.o order by id loop
    insert into service.person (office, name, sex, category, filed_on) values (far, '格远' || o.id, '1', '100', '2024-01-02') returning id into person;
    insert into service.move (office, person, other_office, why) values (far, person, o.id, '搬到那边去住') returning id into x;
    perform pg_temp.item('move asked', o.id, x);
  end loop;
  insert into work.notice (office, kind, title, body, reach, reply_by) values (430000000000, '1', '格问', '正文', '1', '2099-01-01') returning id into x;
  insert into work.notice (office, kind, title, body, reach, reply_by) values (430000000000, '1', '格问二', '正文', '1', '2099-01-01') returning id into other;
  insert into work.shown_to (relation, row_id, office, below, since) select 'work.notice', i, 430000000000, true, '2024-03-01' from unnest(array[x, other]) i;
  update work.notice set published_on = '2024-03-01', no = title where id in (x, other);
  insert into work.notice_reply (office, notice, body, replied_on) select p.id, x, '办了', '2024-03-05' from pg_temp.o p where p.tier > 0;
  insert into probe.item select 'notice reply', r.office, r.id, other from work.notice_reply r where r.notice = x;
end $$;
-- Lines of the log, by their number: of a petition, of private columns, of an accusation.
insert into probe.item select 'log ' || i.register, i.office, i.id, (select min(l.seq) from audit.log l where l.relation = v.relation and l.key = i.id)
  from probe.item i join (values ('petition', 'service.petition'), ('private', 'service.person_private'), ('accusation', 'service.petition')) v(register, relation) using (register);
reset role;

-- The questions. $id, $free: of the row; $office: whose; $step: how a case of that office goes on. `see` gives a row when the contents are there to be
-- read, `known` when it is only known that it is there.
create table probe.question (register text primary key, opens boolean not null default false, see text not null, known text, adds text, changes text, acts text);
insert into probe.question (register, see, adds, changes) values
  ('household', 'select from service.household where id = $id', $$insert into service.household (office, name) values ($office, '格新')$$, $$update service.household set note = '改' where id = $id$$),
  ('person', 'select from service.person where id = $id', $$insert into service.person (office, name, sex, category, filed_on) values ($office, '格新', '1', '100', '2024-01-02')$$, $$update service.person set situation = '改' where id = $id$$),
  ('person_name', 'select from service.person_name where id = $id', $$insert into service.person_name (office, person, name, kind) values ($office, $free, '格又', 'other')$$, $$update service.person_name set note = '改' where id = $id$$),
  ('pairing', 'select from service.pairing where id = $id', $$insert into service.pairing (office, person, started_on) values ($office, $free, '2024-01-02')$$, $$update service.pairing set end_why = '改' where id = $id$$),
  ('visit', 'select from service.visit where id = $id',
    $$insert into service.visit (office, person, visited_on, mode, occasion, staff) values ($office, $free, '2024-02-05', '1', '7', (select min(s.id) from org.staff s where s.office = $office))$$, $$update service.visit set gift = '改' where id = $id$$),
  ('need', 'select from service.need where id = $id', $$insert into service.need (office, visit, what) values ($office, $free, '修车')$$, $$update service.need set detail = '改' where id = $id$$),
  ('event', 'select from service.event where id = $id', $$insert into service.event (office, person, kind, happened_on, what) values ($office, $free, '5', '2024-02-05', '格')$$, $$update service.event set what = '改' where id = $id$$),
  ('attachment', 'select from work.attachment where id = $id', $$select app.attach('service.visit', $free, '格新', 9)$$, $$update work.attachment set name = '改' where id = $id$$),
  ('duty', 'select from work.duty where id = $id', $$insert into work.duty (office, rule, subject, from_on, due_on) values ($office, 1, 1, '2024-02-01', '2024-02-02')$$, $$update work.duty set due_on = '2030-01-01' where id = $id$$),
  ('who due', $$select from app.who_due($id) where part = 'staff'$$, null, null),
  ('missed', 'select from work.pairing_missed where id = $id', null, 'update work.pairing_missed set missed = 0 where id = $id'),
  ('merge', 'select from work.merge where id = $id', null, $$update work.merge set why = '改' where id = $id$$),
  ('not twins', 'select from work.not_twins where id = $id', null, $$update work.not_twins set said_on = '2024-02-02' where id = $id$$),
  ('meeting', 'select from work.meeting where id = $id', $$insert into work.meeting (office, kind, held_on, topic) values ($office, '5', '2024-02-05', '例会')$$, $$update work.meeting set place = '改' where id = $id$$),
  ('attendance', 'select from work.attendance where id = $id', 'insert into work.attendance (office, meeting, attendee) values ($office, $free, $office)', $$update work.attendance set reason = '改' where id = $id$$),
  ('resolution', 'select from work.resolution where id = $id', $$insert into work.resolution (office, meeting, what, charged, due_on) values ($office, $free, '修桥', $office, '2030-01-01')$$, $$update work.resolution set what = '改' where id = $id$$),
  ('notice reply', 'select from work.notice_reply where id = $id', $$insert into work.notice_reply (office, notice, body) values ($office, $free, '办了')$$, $$update work.notice_reply set body = '改' where id = $id$$),
  ('office', 'select from org.office where id = $id', null, $$update org.office set phone = '1' where id = $id$$),
  ('account', 'select from org.account where id = $id', $$select api.account_open('{"new": {"login": "n_new", "staff": "$free", "why": "新到岗的"}}')$$,
    $$select api.account_disable($id, (select a.version from org.account a where a.id = $id), '人已经离岗')$$),
  ('deputy', 'select from org.deputy where id = $id', $$select api.deputy_name(jsonb_build_object('new', jsonb_build_object('staff', d.staff, 'deputy', d.deputy, 'from_on', ref.today() + 20, 'to_on', ref.today() + 30, 'why', '出差')))
     from (select a.id as staff, b.id as deputy from org.staff a, org.staff b where a.name = '甲$office' and b.name = '乙$office') d$$, $$select api.deputy_end($id, 1, '提前回来上班')$$);
insert into probe.question (register, see, known) values
  ('draft', 'select from work.draft where id = $id', 'select from work.office_draft where id = $id'),
  ('log petition', $$select where api.audit_told($free) ~ '格案'$$, 'select from audit.log where seq = $free'),
  ('log private', $$select where api.audit_told($free) ~ '秘密'$$, 'select from audit.log where seq = $free'),
  ('log accusation', $$select where api.audit_told($free) ~ '隐' or sec.row_label('service.petition', $id) ~ '隐'
     or exists (select from api.audit_search('2000-01-01', '2100-01-01', of_relation => 'service.petition', of_key => $id, reason => '查对投诉') x where x.new::text ~ '隐')$$, 'select from audit.log where seq = $free');
insert into probe.question (register, opens, see, adds, changes) values
  ('private', true, $$select where api.open_private('service.person', $id, '上门前核对身份') ? 'phone'$$, $$insert into service.person_private (id, office, phone) values ($free, $office, '13800000000')$$, $$update service.person_private set address = '改' where id = $id$$),
  ('petition contact', true, $$select where api.open_private('service.petition', $id, '上门前核对身份') ? 'phone'$$, $$insert into service.petition_private (id, office, phone) values ($free, $office, '13800000000')$$,
    $$update service.petition_private set address = '改' where id = $id$$);
insert into probe.question (register, see, known, adds, changes, acts) values
  ('notice draft', 'select from work.notice where id = $id', null, $$insert into work.notice (office, title, kind, body, reach) values ($office, '新通知', '1', '正文', '1')$$, $$update work.notice set title = '改' where id = $id$$,
    'select api.publish_notice($id, (select n.version from work.notice n where n.id = $id))'),
  ('notice', 'select from work.notice where id = $id', null, null, $$update work.notice set title = '改' where id = $id$$, $$select api.withdraw_notice($id, (select n.version from work.notice n where n.id = $id), '发错了通知')$$),
  ('staff', 'select from org.staff where id = $id', null, null, $$update org.staff set post = '改' where id = $id$$, $$select api.staff_leaves($id, (select s.version from org.staff s where s.id = $id), ref.today(), '调到外单位')$$),
  ('aid', 'select from service.aid_application a join work.matter m using (id) join service.aid_list l using (id) where a.id = $id', null,
    $$insert into service.aid_application (office, person, aid_type, applied_on, reason) values ($office, $free, '05', '2024-03-01', '生病')$$, $$update service.aid_application set reason = '改' where id = $id$$,
    $$select api.take_step('{"new": {"matter": $id, "seq": 1, "action": "submit"}}')$$),
  ('dispute', 'select from service.dispute d join work.matter m using (id) join service.dispute_list l using (id) where d.id = $id', null,
    $$insert into service.dispute (office, parties, topic, found_on, title, facts) values ($office, '新争', '90', '2024-03-01', '新纠', '邻里')$$, $$update service.dispute set facts = '改' where id = $id$$,
    $$select api.take_step('{"new": {"matter": $id, "seq": 1, "action": "mediate"}}')$$),
  ('aid handed up', 'select from service.aid_application a join work.matter m using (id) where a.id = $id', null, null, null, $$select api.take_step('{"new": {"matter": $id, "seq": 2, "action": "verify", "opinion": "属实"}}')$$),
  ('move', 'select from service.move v join work.matter m using (id) join service.move_list l using (id) where v.id = $id', null, $$insert into service.move (office, person, other_office, why) values ($office, $free, 430302001001, '搬到那边去住')$$,
    null, $$select api.take_step('{"new": {"matter": $id, "seq": 1, "action": "withdraw"}}')$$),
  ('move asked', 'select from service.move v join work.matter m using (id) where v.id = $id', null, null, null, $$select api.take_step('{"new": {"matter": $id, "seq": 1, "action": "accept"}}')$$),
  ('petition', 'select from service.petition p join work.matter m using (id) join service.petition_list l using (id) where p.id = $id', null,
    $$insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values ($office, '格新', '2', '3', '08', '2024-03-01', '格新', '请求')$$, $$update service.petition set facts = '改' where id = $id$$,
    $$select api.take_step('{"new": {"matter": $id, "seq": 1, $step}}')$$),
  ('petition handed up', 'select from service.petition p join work.matter m using (id) where p.id = $id', null, null, $$update service.petition set facts = '改' where id = $id$$, $$select api.take_step('{"new": {"matter": $id, "seq": 2, $above}}')$$),
  -- Whatever shows a piece of it: the register, its people, contact data, files, steps, clocks, papers, lists, lines of the first screen.
  ('accusation', $$select 1 from service.petition where id = $id union all select 1 from service.petition_person where petition = $id union all select 1 from service.petition_private where id = $id
     union all select 1 from service.petition_list where id = $id union all select 1 from work.matter where id = $id union all select 1 from work.matter_list where id = $id union all select 1 from work.step where matter = $id
     union all select 1 from work.step_form where matter = $id union all select 1 from work.clock where matter = $id union all select 1 from work.paper where matter = $id union all select 1 from work.todo where rule = 10 and subject = $id
     union all select 1 from work.attachment where relation = 'service.petition' and row_id = $id$$, $$select from api.history('service.petition', $id)$$, null, $$update service.petition set facts = '改' where id = $id$$,
    $$select api.take_step('{"new": {"matter": $id, "seq": 1, $step}}')$$),
  ('accusation named', $$select from service.petition join service.petition_list l using (id) join work.matter m using (id) join work.matter_list using (id) where id = $id and exists (select from service.petition_person where petition = $id)
     and exists (select from work.step where matter = $id) and exists (select from work.clock where matter = $id) and exists (select from work.paper where matter = $id)
     and exists (select from work.attachment where relation = 'service.petition' and row_id = $id) and exists (select from api.history('service.petition', $id))$$, null, null, null,
    $$select api.take_step('{"new": {"matter": $id, "seq": 1, $step}}')$$);

-- What stands in the file only with something else.
create table probe.left_out (relation text primary key, why text not null);
insert into probe.left_out values
  ('service.person_key', 'made from the name'), ('org.staff_job', 'with the staff'), ('sec.account', 'asked as org.account'),
  ('work.notice_to', 'with the notice'), ('work.notice_read', 'with the notice'), ('work.shown_to', 'with the notice'),
  ('work.born', 'of one login'), ('work.list_columns', 'of one login'), ('work.terminal', 'of one login'), ('work.place', 'of one login'), ('work.upload', 'of one login'), ('work.file_look', 'of one login'),
  ('work.import', 'of one login'), ('work.import_row', 'of one login');

-- Does the statement do something, as this session: t, f when a right or a rule refuses, else the fault of the question itself.
create function probe.does(stmt text) returns text language plpgsql as $$
declare n bigint := 0;
begin
  if stmt is null then return null; end if;
  execute stmt;
  get diagnostics n = row_count;
  raise exception using errcode = 'LB999';                              -- undone in any case
exception when sqlstate 'LB999' then return n > 0;
          when insufficient_privilege or sqlstate 'LB001' then return false;
          when others then return sqlstate || ' ' || sqlerrm;
end $$;

-- The letter of what was found; tests/rights/cells says what each means. What was not asked is not so.
create function probe.letter(opens boolean, see text, known text, adds text, changes text, acts text) returns text language sql as $$
  select case when concat(see, known, adds, changes, acts) !~ '^(true|false)*$' then concat_ws(' ', '!', see, known, adds, changes, acts)
              when s and a and x then 'a' when s and x then 'h' when s and a and c then 'w'
              when s and not (a or c or x) then case when opens then 'o' else 's' end
              when a or c or x then concat('?', see, ' ', adds, ' ', changes, ' ', acts)
              when k then 'm' else '-' end
    from (select coalesce(see, '') = 'true' as s, coalesce(known, '') = 'true' as k, coalesce(adds, '') = 'true' as a, coalesce(changes, '') = 'true' as c, coalesce(acts, '') = 'true' as x) f
$$;

create function probe.filled(stmt text, i probe.item) returns text language sql as $$
  select replace(replace(replace(replace(replace(stmt, '$id', i.id::text), '$free', coalesce(i.free, 0)::text), '$office', i.office::text),
                 '$step', case when o.tier < 3 then '"action": "accept"' else '"action": "settle", "opinion": "谈妥了"' end),
                 '$above', case when o.tier < 4 then '"action": "accept"' else '"action": "upward"' end)
    from org.office o where o.id = i.office
$$;

-- What must stand before, in a transaction of its own: a file to hang, and that private columns are asked for.
create function probe.prelude(at text) returns void language plpgsql as $$
declare x record;
begin
  insert into work.upload (office, upload, n, data) values (0, 9, 0, 'x');
  for x in select probe.filled(q.see, i) as see from probe.question q join probe.item i using (register) join probe.place p on p.office = i.office and p.tier = at where q.opens loop
    begin execute x.see; exception when others then null; end;
  end loop;
end $$;

create function probe.answers(at text) returns table (register text, "position" text, letter text) language plpgsql as $$
declare x record;
begin
  for x in select q.*, p.position as at_position, i from probe.place p join probe.item i on i.office = p.office join probe.question q on q.register = i.register where p.tier = at order by q.opens desc, q.register loop
    register := x.register; position := x.at_position;
    letter := probe.letter(x.opens, probe.does(probe.filled(x.see, x.i)), probe.does(probe.filled(x.known, x.i)), probe.does(probe.filled(x.adds, x.i)),
                           probe.does(probe.filled(x.changes, x.i)), probe.does(probe.filled(x.acts, x.i)));
    return next;
  end loop;
end $$;
grant select on all tables in schema probe to lb_staff;
grant execute on all functions in schema probe to lb_staff;
analyze;
