-- SPDX-License-Identifier: Apache-2.0
-- Guards behind which another one would refuse as well, or which a whole table's checks do not reach: each is heard with its own rule, or seen to do
-- what it is there for. (tests/rights/mutate takes each away in turn.)
-- From now on the superuser's script speaks as this login.
create function pg_temp.as(login text) returns text language sql as $$ select format('set session authorization %I \;', login) $$;

-- Rows stay in their office, days are past, what is frozen stays.
select pg_temp.refused('', relation, 'its office stays, and that is said', 'office_stays', format('update %1$s set office = 430000000000 where ctid = (select min(ctid) from %1$s where office <> 430000000000)', relation))
  from rel where class in ('register', 'case') and relkind = 'r' and relation not in ('work.attendance', 'work.resolution', 'work.notice_to', 'work.notice', 'work.notice_reply');
-- A line that goes to the meeting of another office with that office.
select pg_temp.refused('', relation, 'its office stays, whatever the meeting', 'office_stays', format('update %1$s set (office, meeting) = (select m.office, m.id from work.meeting m where m.office = 430300000000) where id = (select min(id) from %1$s where office <> 430300000000)', relation))
  from unnest('{work.attendance,work.resolution}'::text[]) relation;
select pg_temp.refused('', relation, col || ' has come', 'day_not_past', format('update %1$s set %2$I = ''2099-01-01'' where ctid = (select min(ctid) from %1$s)', relation, col))
  from (values ('service.person', 'filed_on'), ('service.pairing', 'ended_on'), ('service.event', 'happened_on'), ('service.petition', 'received_on'), ('service.aid_application', 'applied_on'), ('service.dispute', 'found_on')) x(relation, col);
select pg_temp.refused('', 'work.pairing_missed', 'what is frozen stays', 'frozen', 'update work.pairing_missed set missed = missed');
select pg_temp.refused('', 'work.pairing_missed', 'nor is it taken away', 'frozen', 'delete from work.pairing_missed');

select pg_temp.add(login, relation, what, want, stmt) from (values
  ('t_township', 'service.move', 'sends away whom an office below holds', '42501 .*', $q$ insert into service.move (office, other_office, person, why) select p.office, 430302001002, p.id, '搬到那里住' from service.person p where p.office = 430102001001 and p.situation = '丙' $q$),
  ('t_village', 'service.move', 'sends away his own', '00000 1', $q$ insert into service.move (office, other_office, person, why) select p.office, 430302001002, p.id, '搬到那里住' from service.person p where p.office = 430102001001 and p.situation = '丙' $q$),
  ('t_village', 'work.attachment', 'files of offices above on rows one sees', '00000 0', $q$ update work.attachment set name = name where office in (430102001000, 430102000000) $q$),
  ('t_village', 'work.attachment', 'one''s own', '00000 [1-9]', $q$ update work.attachment set name = name where office = 430102001001 $q$),
  ('', 'work.resolution', 'who is charged sees the meeting', '00000 1', $q$ insert into work.resolution (office, meeting, what, charged, due_on) select m.office, m.id, '修桥', 430102001002, '2030-01-01' from work.meeting m where m.office = 430102001000 limit 1 \;
     select from work.shown_to s where s.relation = 'work.meeting' and s.child = 'work.resolution' and s.office = 430102001002 $q$)
) x(login, relation, what, want, stmt);

-- Guards in functions.
select pg_temp.refused('t_vhead', '', 'who leaves, as he stood before', 'staff_moved_on', 'select api.staff_leaves(s.id, s.version - 1, ref.today(), ''调到别处了'') from org.staff s where s.name = ''t_mover''');
select pg_temp.refused('', '', 'a deputy in force is ended by an office beside', 'deputy_not_yours', $q$ select api.deputy_end(current_setting('t.deputy')::bigint, 1, '提前回来了') $q$,
         deputy || $q$ select set_config('t.deputy', max(d.id)::text, true) from org.deputy d \; $q$ || pg_temp.as('t_neighbour')),
       pg_temp.add('', '', 'a deputy''s days ended are on record, with why', '00000 1', deputy || pg_temp.as('t_vhead') || $q$ select api.deputy_end(max(d.id), 1, '提前回来了') from org.deputy d \; reset session authorization \;
         select from audit.log l where l.note ~ '提前回来了' and l.txid::text = pg_current_xact_id()::text and l.relation = 'org.deputy' $q$)
  from (values ($q$ insert into org.deputy (office, staff, deputy, job, from_on, to_on, why) select a.office, a.id, b.id, 'clerk', ref.today(), ref.today() + 3, '病假' from org.staff a, org.staff b where a.name = 't_mover' and b.name = 't_village' \; $q$)) x(deputy);
select pg_temp.refused('t_vhead', '', 'a deputy is not changed', 'deputy_stays', $q$ select api.deputy_name(jsonb_build_object('id', 1, 'new', jsonb_build_object('staff', a.id, 'deputy', b.id, 'job', 'clerk', 'to_on', ref.today() + 3, 'why', '病假'))) from org.staff a, org.staff b where a.name = 't_mover' and b.name = 't_village' $q$);
select pg_temp.refused('t_village', '', 'done on a day to come', 'resolution_done_day', $q$ select api.resolution_done(max(r.id), max(r.version), ref.today() + 1, '路修好了') from work.resolution r where r.office = 430100000000 $q$);
select pg_temp.refused('t_disabled', '', 'a step by a disabled account', 'account_ended', $q$ select api.take_step('{"new": {"matter": 1, "seq": 1, "action": "accept"}}') $q$);
select pg_temp.refused('', '', 'a notice to all that names offices', 'notice_named_in_vain', format('select api.publish_notice(%s, 1)', n.id),
         format('insert into work.notice_to (office, notice, to_office) values (430000000000, %s, 430100000000) \; ', n.id) || pg_temp.as('t_province'))
  from work.notice n where n.title = '稿430000000000';
select pg_temp.add(login, '', what, want, stmt) from n, lateral (values
  ('', 'behind the grant: how far a notice got', '00000 0', format($q$ grant execute on function api.notice_units(bigint) to lb_staff \; set session authorization t_reporter \; select from api.notice_units(%s) $q$, (select x.id from work.notice x where x.title = '省发'))),
  ('t_county', 'how far a notice got that passes one by', '00000 0', format($q$ select from api.notice_units(%s) $q$, (select x.id from work.notice x where x.title = '市发'))),
  ('t_township', 'may not change a row of an office below', '00000 0', format($q$ select where api.may_change('service.visit', %s) $q$, visit)),
  ('t_village', 'may change his own', '00000 1', format($q$ select where api.may_change('service.visit', %s) $q$, visit))
) x(login, what, want, stmt);

-- The same for tables.
select pg_temp.refused(login, relation, what, rule, stmt, before) from f, lateral (values
  ('t_village', 'work.file_look', 'a look at a file one does not see', 'visible_reference', format($q$ insert into work.file_look (attachment, why, whole) values (%s, '核对内容', true) $q$, hidden_file), ''),
  ('t_village', 'work.file_look', 'a look without a reason', 'reason_needed', format($q$ select app.fetch_begin(%s, ' ', true) $q$, file), ''),
  ('t_far', 'work.file_look', 'a look at an infected file', 'file_infected', format($q$ select app.fetch_begin(%s, '核对内容', true) $q$, infected), ''),
  ('', 'work.matter', 'the person of a case is there', 'visible_reference', $q$ update work.matter set person = 999999999 $q$, ''),
  ('', 'org.deputy', 'days in their order', 'deputy_days', $q$ update org.deputy set to_on = from_on - 1 $q$, ''),
  ('', 'sec.account', 'what is no key', 'account_key', $q$ update sec.account set ssh_key = 'x' where login = 't_village' $q$, ''),
  ('', 'sec.account', 'a second account', 'account_once', $q$ insert into sec.account (login, staff) select 't_two', a.staff from sec.account a where a.login = 't_village' $q$, ''),
  ('t_village', 'work.attachment', 'a file that was not sent', 'attachment_no_content', format($q$ select app.attach('service.visit', %s, '说明', 999) $q$, own), ''),
  ('', 'work.attachment', 'a file beyond the limit', 'attachment_too_big', format($q$ select app.attach('service.visit', %s, '说明', 1) $q$, own),
      $q$ insert into ref.setting (key, office, value) values ('attachment.max_bytes', 430000000000, '1') \; $q$ || pg_temp.as('t_village')),
  ('', 'work.attachment', 'a file of no kind', 'attachment_kind', format($q$ select app.attach('service.visit', %s, '说明', 1) $q$, own), $q$ set role lb_owner \; update work.upload set data = '\x000102' where upload = 1 \; reset role \; $q$ || pg_temp.as('t_village'))
) x(login, relation, what, rule, stmt, before);
select pg_temp.add(login, relation, what, want, stmt) from f, lateral (values
  ('', 'work.attachment', 'a change is stamped', '00000 [1-9][0-9]*', $q$ with u as (update work.attachment set name = name, changed_by = 'x' returning version, changed_by) select from u where version > 1 and changed_by = session_user $q$),
  ('', 'work.matter', 'a change is stamped', '00000 [1-9][0-9]*', $q$ with u as (update work.matter set whom = whom returning id, version) select from u join work.matter m using (id) where u.version = m.version + 1 $q$),
  ('', 'work.attendance', 'who is called sees the meeting', '00000 1', $q$ insert into work.attendance (office, meeting, attendee) select m.office, m.id, 430102002001 from work.meeting m where m.office = 430102000000 limit 1 \;
     select from work.shown_to s where s.relation = 'work.meeting' and s.child = 'work.attendance' and s.office = 430102002001 $q$),
  ('', 'work.file_look', 'a look is on record', '00000 1', format($q$ set session authorization t_village \; select app.fetch_begin(%s, '核对附件', true) \; reset session authorization \; select from audit.log l where l.note ~ '核对附件' and l.txid::text = pg_current_xact_id()::text and l.relation = 'work.attachment' $q$, file)),
  ('t_village', 'service.dispute', 'facts by who handles it', '00000 1', $q$ update service.dispute set facts = '改' where office = 430102001001 $q$),
  ('t_village', 'service.aid_application', 'facts by who handles it', '00000 [1-9]', $q$ update service.aid_application set reason = '改' where office = 430102001001 $q$),
  ('t_village', 'service.petition_person', 'people of one''s own petition in the neighbour''s name', '42501 .*', $q$ insert into service.petition_person (office, petition, name) select 430102001002, min(p.id), '同访' from service.petition p where p.office = 430102001001 and not p.restricted $q$),
  ('', 'work.attachment', 'behind the trigger: a file in the neighbour''s name', '42501 .*', format($q$ alter table work.attachment disable trigger b_hangs \; set session authorization t_village \; insert into work.attachment (office, relation, row_id, name, upload) values (430102001002, 'service.visit', %s, '说明', 1) $q$, own))
) x(login, relation, what, want, stmt);

-- Accounts, deputies, leavers, drafts.
select pg_temp.add('t_secadmin', '', 'accounts of another city', '00000 0', 'select from api.accounts() a where a.office = 430302001001');
select pg_temp.refused(login, '', what, rule, stmt, before)
  from (values ($q$ insert into org.deputy (office, staff, deputy, job, from_on, to_on, why) select a.office, a.id, b.id, 'clerk', ref.today(), ref.today() + 3, '病假' from org.staff a, org.staff b where a.name = 't_mover' and b.name = 't_village' \;
                    select set_config('t.deputy', max(d.id)::text, true) from org.deputy d \; $q$)) y(deputy), lateral (values
  ('', 'a deputy ended without a reason', 'reason_needed', $q$ select api.deputy_end(current_setting('t.deputy')::bigint, 1, ' ') $q$, deputy || pg_temp.as('t_vhead')),
  ('t_vhead', 'a deputy whose days are over is ended', 'deputy_ended', $q$ select api.deputy_end(d.id, 1, '提前回来了') from org.deputy d where d.office = 430102001001 $q$, ''),
  ('t_vhead', 'a deputy without a reason', 'needed', $q$ select api.deputy_name(jsonb_build_object('new', jsonb_build_object('staff', a.id, 'deputy', b.id, 'job', 'clerk', 'to_on', ref.today() + 3, 'why', ' '))) from org.staff a, org.staff b where a.name = 't_mover' and b.name = 't_village' $q$, ''),
  ('t_vhead', 'that he leaves himself', 'staff_self', $q$ select api.staff_leaves(s.id, s.version, ref.today(), '调到别处了') from org.staff s where s.name = 't_vhead' $q$, ''),
  ('', 'who leaves before he came', 'ended_after_started', $q$ select api.staff_leaves(s.id, s.version, '2019-01-01', '调到别处了') from org.staff s where s.name = 't_mover' $q$, $q$ update org.staff set started_on = '2020-01-01' where name = 't_mover' \; $q$ || pg_temp.as('t_vhead'))
) x(login, what, rule, stmt, before);
select pg_temp.add('', '', what, want, stmt)
  from n, (values ($q$ insert into sec.account (login, staff) select session_user, s.id from org.staff s where s.name = 't_free' \; set role lb_owner \;
                       insert into work.draft (login, office, form, record, fields, begun_at, pid) values (session_user, 430102001001, 'visit', %1$s, '{}', now(), %2$s) \; reset role \; $q$)) y(at_it), lateral (values
  ('the head looks at drafts of another office', '00000 0', $q$ set role lb_owner \; update work.draft set office = 430302001001 where login = 't_far' \; reset role \; set session authorization t_vhead \; select from api.office_drafts() d join org.staff s on s.id = d.staff where s.name = 't_far' $q$),
  ('who is at a record is told to who sees it', '00000 1', format(at_it || $q$ set session authorization t_vhead \; select from api.editing('visit', %1$s) $q$, visit, 'pg_backend_pid()')),
  ('not one whose session has ended', '00000 0', format(at_it || $q$ set session authorization t_vhead \; select from api.editing('visit', %1$s) $q$, visit, '0')),
  ('and to nobody who does not see it', '00000 0', format(at_it || $q$ set session authorization t_neighbour \; select from api.editing('visit', %1$s) $q$, visit, 'pg_backend_pid()'))
) x(what, want, stmt);

-- Meetings and notices.
select pg_temp.refused(login, '', what, rule, stmt, before) from (select (select w.id from work.notice w where w.title = '稿430000000000') as draft, (select w.id from work.notice w where w.title = '稿430100000000') as other) w, lateral (values
  ('', 'given back without a reason', 'reason_needed', $q$ select api.resolution_again(r.id, r.version, ' ') from work.resolution r where r.office = 430100000000 $q$,
      $q$ update work.resolution set done_on = ref.today(), result = '好了' where office = 430100000000 \; $q$ || pg_temp.as('t_city')),
  ('t_village', 'done without a day', 'needed', $q$ select api.resolution_done(r.id, r.version, null, '路修好了') from work.resolution r where r.office = 430100000000 $q$, ''),
  ('t_village', 'done without a word', 'reason_needed', $q$ select api.resolution_done(r.id, r.version, ref.today(), ' ') from work.resolution r where r.office = 430100000000 $q$, ''),
  ('', 'present at a meeting to come', 'minutes_to_come', $q$ select api.meeting_rest_present(min(m.id), 1) from work.meeting m where m.office = 430102001000 $q$, $q$ update work.meeting set minutes = null, held_on = ref.today() + 9 where office = 430102001000 \; $q$ || pg_temp.as('t_township')),
  ('t_province', 'publishes what was changed meanwhile', 'notice_moved_on', format('select api.publish_notice(%s, 99)', draft), ''),
  ('t_province', 'withdraws a draft', 'notice_not_in_force', format($q$ select api.withdraw_notice(%s, 1, '情况有变化') $q$, draft), ''),
  ('', 'publishes what was due before', 'notice_due_past', format('select api.publish_notice(%s, 1)', draft), format($q$ set session_replication_role = replica \; update work.notice set reply_by = '2020-01-01' where id = %s \; set session_replication_role = origin \; $q$, draft) || pg_temp.as('t_province')),
  ('', 'publishes what replaces a draft', 'notice_replaces_own', format('select api.publish_notice(%s, 1)', draft), format($q$ set session_replication_role = replica \; update work.notice set replaces = %s where id = %s \; set session_replication_role = origin \; $q$, other, draft) || pg_temp.as('t_province'))
) x(login, what, rule, stmt, before);
select pg_temp.add(login, '', what, want, stmt) from (select (select w.id from work.notice w where w.title = '省发') as province, (select w.id from work.notice w where w.title = '市发') as city) w, lateral (values
  ('', 'given back is on record, with why', '00000 1', $q$ update work.resolution set done_on = ref.today(), result = '好了' where office = 430100000000 \; set session authorization t_city \; select api.resolution_again(r.id, r.version, '还没有修完') from work.resolution r where r.office = 430100000000 \; reset session authorization \;
     select from audit.log l where l.note ~ '还没有修完' and l.txid::text = pg_current_xact_id()::text and l.relation = 'work.resolution' $q$),
  ('', 'behind the grant: who has read', '00000 0', format($q$ grant execute on function api.notice_people(bigint, int) to lb_staff \; set session authorization t_reporter \; select from api.notice_people(%s) $q$, province)),
  ('t_county', 'who has read a notice that passes one by', '00000 0', format($q$ select from api.notice_people(%s) $q$, city)),
  ('t_county', 'how far it got, a line an office below', '00000 0', format($q$ select from api.notice_units(%s) u where u.office <> all (array(select o.id from org.office o where o.parent = 430102000000) || 430102000000) $q$, province))
) x(login, what, want, stmt);

-- Cases.
select pg_temp.refused(login, '', what, rule, stmt, before) from (select min(m.id) as own from work.matter m where m.process = 'petition' and m.office = 430102001001 and not m.restricted) m, lateral (values
  ('t_far', 'a step in a case of another county', 'matter_gone', format($q$ select api.take_step('{"new": {"matter": %s, "seq": 1, "action": "accept"}}') $q$, own), ''),
  ('t_village', 'a step that is none', 'no_such_step', format($q$ select api.take_step(jsonb_build_object('new', jsonb_build_object('matter', m.id, 'seq', m.seq, 'action', 'x'))) from work.matter m where m.id = %s $q$, own), ''),
  ('', 'a step in what has ended', 'matter_ended', format($q$ select api.take_step(jsonb_build_object('new', jsonb_build_object('matter', m.id, 'seq', m.seq, 'action', 'accept'))) from work.matter m where m.id = %s $q$, own),
      format($q$ set session_replication_role = replica \; update work.matter set ended_on = ref.today(), next_office = null, next_job = null, due_on = null where id = %s \; set session_replication_role = origin \; $q$, own) || pg_temp.as('t_village'))
) x(login, what, rule, stmt, before);
select pg_temp.add('t_far', '', 'may not change a line that is hidden', '00000 0', format($q$ select where api.may_change('service.petition_person', %s) $q$, min(p.id))) from service.petition_person p where p.office = 430102001001;

-- Files of people.
create temp table asked as
select (select v.id_no from service.person_private v join service.person p on p.id = v.id where p.office = 430102001001 and p.situation = '甲') as own_no,
       (select v.id_no from service.person_private v join service.person p on p.id = v.id where p.office = 430102001001 and p.situation = '乙') as asked_no,
       (select '43037119700101123' || c from unnest('{0,1,2,3,4,5,6,7,8,9,X}'::text[]) c where ref.id_check('43037119700101123' || c) is null) as free_no;
-- That this login has asked where the number is on file is on record.
create function pg_temp.has_asked(login text, number text) returns text language sql as $f$
  select format($q$ insert into audit.log (txid, login, place, kind, relation, key, office, note) values (7, %L, '', 'P', 'service.person', (select v.id from service.person_private v where v.id_no = %L), null, 'on_file ' || ref.id_masked(%2$L)) \; $q$, login, number) || pg_temp.as(login)
$f$;
select pg_temp.refused(login, '', what, rule, stmt, before) from dup, asked, lateral (values
  ('', 'who is on file nowhere is asked for', 'not_on_file', format($q$ select api.ask_transfer(%L, '搬到这里住') $q$, free_no), pg_temp.has_asked('t_village', free_no)),
  ('', 'who is on file here is asked for', 'already_here', format($q$ select api.ask_transfer(%L, '搬到这里住') $q$, own_no), pg_temp.has_asked('t_village', own_no)),
  ('', 'who was asked for is asked for again', 'asked_already', format($q$ select api.ask_transfer(%L, '搬到这里住') $q$, asked_no), pg_temp.has_asked('t_far', asked_no)),
  ('t_supervisor', 'two beside each other', 'not_your_job', format($q$ select api.compare('service.person', (%s::bigint << 31) + %s) $q$, one, two), ''),
  ('t_village', 'one beside nobody', 'merge_gone', format($q$ select api.compare('service.person', (%s::bigint << 31) + 99999999) $q$, one), ''),
  ('t_village', 'a look at two without a reason', 'reason_needed', format($q$ select api.look_at_pair('service.person', (%s::bigint << 31) + %s, ' ') $q$, one, two), ''),
  ('t_vhead', 'merges into one that is hidden', 'merge_gone', format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') $q$, far, one), ''),
  ('t_vhead', 'merges one that is hidden', 'merge_gone', format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') $q$, one, far), ''),
  ('t_vhead', 'merges what was changed meanwhile', 'merge_moved_on', format($q$ select api.merge('service.person', %s, %s, '{"versions": [9, 9]}', '同一个人两份') $q$, one, two), ''),
  ('t_vhead', 'merges without a reason', 'reason_needed', format($q$ select api.merge('service.person', %s, %s, '{}', ' ') $q$, one, two), ''),
  ('t_vhead', 'un-merges without a reason', 'reason_needed', format($q$ select api.unmerge(api.merge('service.person', %s, %s, '{}', '同一个人两份'), ' ') $q$, one, two), ''),
  ('t_vhead', 'un-merges twice', 'unmerged_before', format($q$ select api.unmerge(m, '并错了的'), api.unmerge(m, '并错了的') from (select api.merge('service.person', %s, %s, '{}', '同一个人两份') as m offset 0) x $q$, one, two), ''),
  ('t_neighbour', 'un-merges what he does not see', 'merge_gone', format($q$ select api.unmerge(%s, '并错了的') $q$, (select min(m.id) from work.merge m where m.office = 430102001001)), ''),
  ('t_village', 'says of what are no files that they are not the same', 'not_mergeable', $q$ select api.not_twins('org.staff', 1, 2) $q$, ''),
  ('t_supervisor', 'says that two are not the same', 'not_your_job', format($q$ select api.not_twins('service.person', %s, %s) $q$, one, two), ''),
  ('t_supervisor', 'takes that back', 'not_your_job', $q$ select api.twins_after_all(1, 1) $q$, ''),
  ('', 'behind the policy: says it of one that is hidden', 'merge_gone', format($q$ select api.not_twins('service.person', %s, %s) $q$, one, two), $q$ alter policy see on service.person using (false) \; $q$ || pg_temp.as('t_village')),
  ('t_village', 'asks for the twins of hundreds', 'too_many_at_once', $q$ select api.twins_of('service.person', (select jsonb_agg(jsonb_build_object('n', i)) from generate_series(1, 201) i)) $q$, ''),
  ('t_disabled', 'says that something is undone', 'account_ended', $q$ select api.undo_told(1) $q$, '')
) x(login, what, rule, stmt, before);
-- What is done is on record: so many lines, with this in them.
select pg_temp.add('', '', what || ' is on record', '00000 ' || n, format($q$ %s %s \; reset session authorization \; select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.note ~ %L $q$, pg_temp.as(login), stmt, note)) from dup, lateral (values
  ('t_vhead', 'a look at two', 2, format($q$ select api.look_at_pair('service.person', (%s::bigint << 31) + %s, '核对两份档案') $q$, one, two), '核对两份档案'),
  ('t_vhead', 'a merge, with either file,', 2, format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') $q$, one, two), '^merged.*同一个人两份'),
  ('t_vhead', 'an un-merging, with either file,', 2, format($q$ select api.unmerge(api.merge('service.person', %s, %s, '{}', '同一个人两份'), '并错了的') $q$, one, two), '^unmerged.*并错了的'),
  ('t_village', 'a look at the list of twins', 1, $q$ select api.twins_look('') $q$, '^twins_here$')
) x(login, what, n, stmt, note);

-- Imports.
select pg_temp.refused(login, '', what, rule, stmt, before) from (select min(i.id) as own from work.import i where i.login = 't_village') i, lateral (values
  ('t_village', 'an import without columns', 'import_columns', $q$ select api.import_begin('visit', 'b.csv', 'y', '[]') $q$, ''),
  ('', 'imports without end', 'import_too_many', $q$ select api.import_begin('visit', 'b.csv', 'y', '["a", "b"]') $q$, $q$ insert into work.import (login, office, register, relation, file, digest, heading, columns, state, n_rows)
      select 't_village', 430102001001, 'visit', 'service.visit', 'a.csv', 'x' || g, '{a}', '{visited_on}', 'read', 1 from generate_series(1, 20) g \; $q$ || pg_temp.as('t_village')),
  ('t_village', 'an import for no office', 'import_no_office', format('select api.import_for(%s, 999)', own), ''),
  ('', 'more lines than there may be', 'import_too_big', format($q$ select api.import_put(%s, 1000000, '[[3, "y"]]') $q$, own), format($q$ update work.import set state = 'reading', n_rows = 1000000 where id = %s \; $q$, own) || pg_temp.as('t_village')),
  ('', 'an import of nothing', 'import_empty', format('select api.import_read(%s)', own), format($q$ update work.import set state = 'reading', n_rows = 0 where id = %s \; $q$, own) || pg_temp.as('t_village')),
  ('', 'an import in no way there is', 'import_how', format($q$ select api.import_start(%s, 'x', false) $q$, own), format($q$ update work.import set state = 'judged' where id = %s \; $q$, own) || pg_temp.as('t_village'))
) x(login, what, rule, stmt, before);

-- One who could be the same as 并一, in this office.
create function pg_temp.with_twin(office bigint, one bigint) returns text language sql as $f$
  select format($q$ insert into service.person (office, name, sex, category, filed_on) values (%1$s, '并一', '1', '100', '2024-01-02') \; select set_config('t.twin', max(id)::text, true), set_config('t.pair', work.pair_no(%2$s, max(id), false)::text, true) from service.person \;
    insert into service.person_private (id, office, phone) values (current_setting('t.twin')::bigint, %1$s, '13177778888') \; update service.person_private set phone = '13177778888' where id = %2$s \; $q$, office, one)
$f$;
select pg_temp.refused('', '', what, rule, stmt, before) from dup, lateral (values
  ('a look at one that lies elsewhere', 'merge_elsewhere', $q$ select api.look_at_pair('service.person', current_setting('t.pair')::bigint, '核对两份档案') $q$, pg_temp.with_twin(430302001002, one) || pg_temp.as('t_village')),
  ('one beside one that is void', 'merge_gone', format($q$ select api.compare('service.person', (%s::bigint << 31) + %s) $q$, one, two), format($q$ update service.person set voided_at = now(), voided_by = 'x', void_why = '写错' where id = %s \; $q$, two) || pg_temp.as('t_village'))
) x(what, rule, stmt, before);
select pg_temp.add('', '', what, want, before || stmt) from dup, lateral (values
  ('one beside one that lies elsewhere is not merged here, and that is said', '00000 1', pg_temp.with_twin(430302001002, one) || pg_temp.as('t_village'), $q$ select from api.compare('service.person', current_setting('t.pair')::bigint) c where c.name = 'refused' $q$),
  ('who could be the same elsewhere, before the question is on record', '00000 0', pg_temp.with_twin(430302001002, one) || pg_temp.as('t_village'), $q$ select from api.twins_of('service.person', '[{"n": 1, "name": "并一", "phone": "13177778888"}]') t where t.id is null and not t.again $q$),
  ('the question is put on record', '00000 1', pg_temp.with_twin(430302001002, one) || pg_temp.as('t_village'), $q$ select from api.twins_of('service.person', '[{"n": 1, "name": "并一", "phone": "13177778888"}]') \; reset session authorization \; select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.note ~ '^twins_of ' $q$),
  ('sixty of them in an hour', '00000 0', pg_temp.with_twin(430302001002, one) || pg_temp.as('t_village'), $q$ do $d$ begin perform api.twins_of('service.person', jsonb_build_array(jsonb_build_object('n', i, 'name', '并一', 'phone', '13177778888'))) from generate_series(1, 60) i; end $d$ \;
     select set_config('t.asked', (select count(*) from api.twins_of('service.person', '[{"n": 61, "name": "并一", "phone": "13177778888"}]') t where t.again)::text, true) \; reset session authorization \; select from generate_series(0, 255) i where setval('sec.tally_' || i, 1) = 0 or current_setting('t.asked') <> '0' $q$),
  ('whom one that is hidden could be', '00000 0', pg_temp.with_twin(430302001002, one) || pg_temp.as('t_village'), $q$ select from api.twins_of('service.person', jsonb_build_array(jsonb_build_object('n', 1, 'id', current_setting('t.twin')::bigint))) $q$),
  ('the list of those elsewhere, before the look is on record', '00000 0', pg_temp.with_twin(430302001002, one) || pg_temp.as('t_village'), $q$ select from api.twins_here('service.person') t where t.id < 0 $q$),
  ('the list of the villages, by the clerk of the county', '00000 0', pg_temp.with_twin(430102001002, one) || pg_temp.as('t_county'), $q$ select from api.twins_here('service.person') $q$),
  ('the list, by the supervisor', '00000 0', $q$ update service.person set name = '并一' where office = 430102000000 and situation = '甲' \; $q$
      || pg_temp.with_twin(430102000000, (select min(p.id) from service.person p where p.office = 430102000000 and p.situation = '甲')) || pg_temp.as('t_supervisor'), $q$ select from api.twins_here('service.person') $q$)
) x(what, want, before, stmt);

-- Undoing: t.change is the line of the village's person (pg_temp.changed), t.line another one of the log.
create function pg_temp.line(who name, txid bigint, kind text, relation text, row_id bigint, old jsonb, new jsonb, follows boolean default null) returns text language sql as $f$
  select format($q$ insert into audit.log (txid, login, place, kind, relation, key, office, old, new, follows) values (%s, %L, '', %L, %L, %s, 430102001001, %L, %L, %L) \; select set_config('t.line', max(seq)::text, false) from audit.log \; $q$, txid, who, kind, relation, row_id, old, new, follows)
$f$;
select pg_temp.refused('', '', what, rule, stmt, before || pg_temp.as('t_village'))
  from n, f, lateral (select pg_temp.changed('t_village', 'service.person', n.own, '{"situation": "从前"}') as mine, $q$ select api.undo_plan(current_setting('t.change')::bigint) $q$ as plan, $q$ select api.undo_line(current_setting('t.line')::bigint) $q$ as line,
       (select min(s.id) from org.staff s) as staff, (select min(p.id) from service.petition p where p.office = 430102001001 and not p.restricted) as petition) d, lateral (values
  ('a step is undone', 'undo_step', plan, mine || pg_temp.line('t_village', 7, 'U', 'work.step', 1, '{"opinion": "x"}', '{"opinion": "y"}')),
  ('what is not written by hand', 'undo_other_way', plan, mine || pg_temp.line('t_village', 7, 'U', 'org.staff', staff, '{"post": "x"}', '{"post": "y"}')),
  ('and nothing else', 'undo_not_own', $q$ select api.undo_plan(current_setting('t.line')::bigint) $q$, pg_temp.line('t_village', 7, 'U', 'org.staff', staff, '{"post": "x"}', '{"post": "y"}')),
  ('a row that has gone, and that is said', 'undo_gone', plan, pg_temp.changed('t_village', 'service.person', far, '{"situation": "从前"}')),
  ('that a case was registered', 'undo_other_way', $q$ select api.undo_plan(current_setting('t.line')::bigint) $q$, pg_temp.line('t_village', 7, 'I', 'service.petition', petition, null, '{"title": "x"}')),
  ('that one was put on file, with whom there is a pairing', 'undo_hangs', $q$ select api.undo_plan(current_setting('t.line')::bigint) $q$, pg_temp.line('t_village', 7, 'I', 'service.person', n.own, null, '{"name": "x"}')),
  ('what another changed since', 'undo_changed_since', plan, mine || pg_temp.line('t_vhead', 9, 'U', 'service.person', n.own, '{"situation": "x"}', '{"situation": "y"}')),
  ('what is undone already', 'undo_before', plan, mine || pg_temp.line('t_village', 9, 'U', 'service.person', n.own, '{"situation": "x"}', '{"situation": "从前"}') || $q$ insert into audit.log (txid, login, place, kind, relation, key, office, new)
      select 9, 't_village', '', 'B', l.relation, l.key, l.office, jsonb_build_object('of', l.seq, 'relation', l.relation, 'key', l.key) from audit.log l where l.seq = current_setting('t.change')::bigint \; $q$),
  ('what is written in this transaction', 'undo_open', $q$ select app.undo(max(c.change)) from api.my_changes() c $q$, format($q$ set session authorization t_village \; update service.person set situation = '现在' where id = %s \; reset session authorization \; $q$, n.own)),
  ('hundreds of lines', 'undo_other_way', plan, mine || format($q$ insert into audit.log (txid, login, place, kind, relation, key, office, old, new) select 7, 't_village', '', 'U', 'service.person', %s, 430102001001, '{"situation": "x"}', '{"situation": "y"}' from generate_series(1, 200) \; $q$, n.own)),
  ('by its line, what a rule did', 'undo_not_own', line, mine || pg_temp.line('t_village', 7, 'U', 'service.person', n.own, '{"situation": "x"}', '{"situation": "y"}', true)),
  ('by its line, a field', 'undo_other_way', $q$ select api.undo_line(current_setting('t.change')::bigint) $q$, mine),
  ('by its line, where one reads only', 'undo_denied', line, format($q$ update service.visit set voided_at = now(), voided_by = 'x', void_why = 'x' where id = %s \; $q$, above) || pg_temp.line('t_village', 7, 'U', 'service.visit', above, '{"voided_at": null}', '{"voided_at": "2024-01-01"}'))
) x(what, rule, stmt, before);
select pg_temp.add('', '', what, '00000 ' || rows, before || pg_temp.as('t_village') || stmt) from n, lateral (select min(s.id) as staff from org.staff s) d, lateral (values
  ('what is not written by hand is not listed', 0, pg_temp.line('t_village', 7, 'U', 'org.staff', staff, '{"post": "x"}', '{"post": "y"}'), $q$ select from api.my_changes() c where c.change = current_setting('t.line')::bigint $q$),
  ('nor what of it is not', 0, pg_temp.changed('t_village', 'service.person', own, '{"situation": "从前"}') || pg_temp.line('t_village', 7, 'U', 'org.staff', staff, '{"post": "x"}', '{"post": "y"}'), $q$ select from api.my_changes() c where c.field = 'post' $q$),
  ('a change is known by the first that is', 1, pg_temp.line('t_village', 7, 'U', 'org.staff', staff, '{"post": "x"}', '{"post": "y"}') || pg_temp.changed('t_village', 'service.person', own, '{"situation": "从前"}'), $q$ select from api.my_changes() c where c.change = current_setting('t.change')::bigint $q$)
) x(what, rows, before, stmt);
select pg_temp.refused('', '', what, rule, stmt, before || pg_temp.as(login)) from n, dup, lateral (select v.id_no as far_no from service.person_private v where v.id = n.far) d,
       lateral (select pg_temp.as('t_vhead') || format($q$ select set_config('t.merge', api.merge('service.person', %s, %s, '{}', '同一个人两份')::text, true) \; reset session authorization \; $q$, one, two) as merged,
                       $q$ select api.unmerge(current_setting('t.merge')::bigint, '并错了的') $q$ as back) m, lateral (values
  ('t_vhead', 'un-merges what was merged on', 'unmerge_later', back, merged || format($q$ insert into service.person (office, name, sex, category, filed_on) values (430102001001, '并三', '1', '100', '2024-01-02') \;
      insert into audit.log (txid, login, place, kind, relation, key, office, note) select 7, 't_vhead', '', 'P', 'service.person', max(p.id), 430102001001, '核对重复档案' from service.person p \;
      set session authorization t_vhead \; select api.merge('service.person', max(p.id), %s, '{}', '同一个人两份') from service.person p \; reset session authorization \; $q$, one)),
  ('t_vhead', 'un-merges what is void', 'unmerge_voided', back, merged || format($q$ update service.person set voided_at = now(), voided_by = 'x', void_why = 'x' where id = %s \; $q$, one)),
  ('t_vhead', 'behind the trigger: un-merges into a number that is taken', 'unmerge_taken', back, merged || format($q$ alter table service.person_private disable trigger user \;
      insert into work.merge_change (merge, relation, row_id, before, after) values (current_setting('t.merge')::bigint, 'service.person_private', %s, '{"id_no": "%s"}', '{"id_no": null}') \; $q$, one, far_no)),
  ('t_village', 'behind the trigger: a number that is taken is put back', 'undo_taken', $q$ select api.undo_line(current_setting('t.change')::bigint) $q$, format($q$ alter table service.person_private disable trigger user \; $q$) || pg_temp.changed('t_village', 'service.person_private', own, jsonb_build_object('id_no', far_no)))
) x(login, what, rule, stmt, before);
select pg_temp.add('', 'sec.put_back', 'what a rule did when a row was voided goes back with it', '00000 1', format($q$ update service.pairing set end_why = '随档案' where id = %1$s \; update service.person set voided_at = now(), voided_by = 't_village', void_why = '写错' where id = %2$s \; $q$, pairing, own)
    || pg_temp.changed('t_village', 'service.person', own, '{"voided_at": null, "voided_by": null, "void_why": null}') || pg_temp.line('t_village', 7, 'U', 'service.pairing', pairing, '{"end_why": null}', '{"end_why": "随档案"}', true)
    || pg_temp.as('t_village') || format($q$ select app.undo(current_setting('t.change')::bigint) \; reset session authorization \; select from service.pairing where id = %s and end_why is null $q$, pairing)) from n;
select pg_temp.add('', '', 'a number that was merged into a file elsewhere', '00000 0', format($q$ update service.person_private set old_id_no = %L where id = %s \;
    insert into work.merge (office, relation, survivor, other, called, choices, why, merged_on) values (430302001002, 'service.person', %s, %2$s, 'x', '[]', '同一个人', '2024-02-01') \; set session authorization t_village \; select api.find_number(%1$L) $q$, free_no, far, hidden)) from n, asked;

-- Numbers that an import brings; that lines 1 to 900 are looked for is on record.
create function pg_temp.brings(lines text) returns text language sql as $f$
  select format($q$ insert into work.import (login, office, register, relation, file, digest, heading, columns, state, n_rows) values ('t_village', 430102001001, 'person', 'service.person', 'a.csv', 'z', '{a}', '{name}', 'read', 1) \; select set_config('t.import', max(id)::text, true) from work.import \;
    insert into work.import_row (import, login, n, line, cells, print, facts, key) select current_setting('t.import')::bigint, 't_village', row_number() over (), 2, '{x}', 'x', '{"name": "某人"}', k from (%s) x(k) \;
    insert into audit.log (txid, login, place, kind, relation, note) select 7, 't_village', '', 'P', i.relation, sec.import_note(i, 0, 900) from work.import i where i.id = current_setting('t.import')::bigint \; $q$, lines) || pg_temp.as('t_village')
$f$;
select pg_temp.refused('', '', what, rule, stmt, before) from asked, lateral (values
  ('more lines than are looked for at once', 'import_too_big', $q$ select api.import_known(current_setting('t.import')::bigint, 0, 2000) $q$, pg_temp.brings(format('select %L', free_no))),
  ('thirty times a thousand in an hour', 'too_many_questions', $q$ select api.import_known(current_setting('t.import')::bigint, 0, 900) from generate_series(1, 31) $q$, $q$ select setval('sec.tally_' || i, 1) from generate_series(0, 255) i \; $q$ || pg_temp.brings(format('select %L', free_no)))
) x(what, rule, stmt, before);
select pg_temp.add('', '', what, want, format($q$ select setval('sec.tally_' || i, 1) from generate_series(0, 255) i \; %s select api.import_known(current_setting('t.import')::bigint, 0, 900) \; reset session authorization \; select setval('sec.tally_' || i, 1) from generate_series(0, 255) i \; %s $q$, pg_temp.brings(lines), stmt))
  from n, asked, lateral (select v.id_no as far_no from service.person_private v where v.id = n.far) d, lateral (values
  ('a number on file elsewhere', '00000 1', format('select %L', far_no), $q$ select from work.import_row r join app.refusal f on f.name = 'sheet_elsewhere' and f.zh = r.zh where r.import = current_setting('t.import')::bigint and r.verdict = 'rejected' $q$),
  ('numbers that differ in what a masked one hides', '00000 4', format($q$ select left(%1$L, 10) || i || right(%1$L, 4) from generate_series(1001, 1004) i $q$, free_no), $q$ select from work.import_row r join app.refusal f on f.name = 'sheet_alike_numbers' and f.zh = r.zh where r.import = current_setting('t.import')::bigint $q$),
  ('more on file elsewhere than one may ask for', '00000 [1-9]', $q$ select v.id_no from service.person_private v where v.office <> 430102001001 and v.id_no is not null limit 33 $q$, $q$ select from work.import_row r join app.refusal f on f.name = 'sheet_asked' and f.zh = r.zh where r.import = current_setting('t.import')::bigint $q$)
) x(what, want, lines, stmt);
select pg_temp.add('', '', 'that numbers are looked for is on record', '00000 1', pg_temp.brings(format('select %L', free_no)) || $q$ select api.import_look(current_setting('t.import')::bigint, 0, 10) \; reset session authorization \;
  select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.note ~ '^import .* looks for' $q$) from asked;
