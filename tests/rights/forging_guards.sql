-- SPDX-License-Identifier: Apache-2.0
-- Guards behind which another one would refuse as well, or which a whole table's checks do not reach: each is heard with its own rule, or seen to do
-- what it is there for. (tests/rights/mutate takes each away in turn.)
-- From now on the superuser's script speaks as this login.
create function pg_temp.as(login text) returns text language sql as $$ select format('set session authorization %I \;', login) $$;

-- Rows stay in their office, days are past, what is frozen stays.
select pg_temp.refused('', relation, 'its office stays, and that is said', 'office_stays', format('update %1$s set office = 430000000000 where ctid = (select min(ctid) from %1$s where office <> 430000000000)', relation))
  from rel where class in ('register', 'case') and relkind = 'r' and relation not in ('work.attachment', 'work.attendance', 'work.resolution', 'work.notice_to', 'work.notice', 'work.notice_reply');
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
