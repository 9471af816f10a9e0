-- SPDX-License-Identifier: Apache-2.0
-- The same for what is done with whole files: merging, importing; and for questions that are kept.
-- Merging. Two files of the village, and one that lies far; that its head has looked at the two is on record.
insert into audit.log (login, place, kind, relation, key, office, note)
select 't_vhead', '', 'P', 'service.person', p.id, p.office, '核对重复档案' from service.person p where p.name in ('并一', '并二');
create temp table dup as
select min(p.id) filter (where p.name = '并一') as one, min(p.id) filter (where p.name = '并二') as two, min(p.id) as third, (select min(x.id) from service.person x where x.office = 430302001002) as far
  from service.person p where p.office = 430102001001;
insert into forge
select v.login, v.what, v.want, v.stmt from dup, lateral (values
  ('t_vhead', 'two files of one''s own are merged', '00000 1', format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') \; select from work.merge where survivor = %1$s and other = %2$s $q$, one, two)),
  ('t_vhead', 'and un-merged', '00000 1', format($q$ select api.unmerge(api.merge('service.person', %s, %s, '{}', '同一个人两份'), '并错了的') \; select from service.person where id = %2$s and voided_at is null $q$, one, two)),
  ('t_village', 'without a look at their private columns', 'LB001 .*', format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') $q$, one, third)),
  ('t_village', 'with one that lies elsewhere', 'LB001 .*', format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') $q$, one, far)),
  ('t_neighbour', 'files of another office', 'LB001 .*', format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') $q$, one, two)),
  ('t_supervisor', 'by who only reads', 'LB001 .*', format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') $q$, one, two)),
  ('t_county', 'by the clerk above', 'LB001 .*', format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') $q$, one, two)),
  ('t_reporter', 'by who reads no registers', '42501 .*', format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') $q$, one, two)),
  ('t_disabled', 'by a disabled account', 'LB001 .*', format($q$ select api.merge('service.person', %s, %s, '{}', '同一个人两份') $q$, one, two)),
  ('t_village', 'what is no register of files', 'LB001 .*', $q$ select api.merge('org.staff', 1, 2, '{}', '同一个人两份') $q$),
  ('t_village', 'a column that is set by rule', 'LB001 .*', format($q$ select api.merge('service.person', %s, %s, '{"columns": ["birth_year"]}', '同一个人两份') $q$, one, two)),
  ('t_neighbour', 'another''s merge is undone', 'LB001 .*', format($q$ select api.unmerge(%s, '并错了的') $q$, (select min(m.id) from work.merge m where m.office = 430102001001))),
  ('t_neighbour', 'or from the list', 'LB001 .*', format($q$ select api.undo_merge(%s, 1, '并错了的') $q$, (select min(m.id) from work.merge m where m.office = 430102001001))),
  ('t_village', 'that this transaction is merging is said by nobody', '42501 .*', $q$ insert into work.merging values (1) $q$),
  ('t_village', 'what a merge changed', '42501 .*', $q$ select before from work.merge_change $q$),
  ('t_village', 'possible duplicates elsewhere before it is on record', '00000 0', format($q$ select from api.twins_of('service.person', (select jsonb_build_array(jsonb_build_object('n', 1, 'name', '甲1002')))) t where t.called is not null and t.id is null $q$)),
  ('t_village', 'of a file that is hidden, as if it were one''s own', '00000 0', format($q$ select from api.twins_of('service.person', '[{"n": 1, "id": %s}]') where not again $q$, far)),
  ('t_reporter', 'by who keeps no files', '42501 .*', $q$ select from api.twins_of('service.person', '[]') $q$),
  ('t_supervisor', 'nor by the supervisor', 'LB001 .*', $q$ select from api.twins_of('service.person', '[]') $q$),
  ('t_supervisor', 'the list of them', '42501 .*', $q$ select from service.twin_list $q$), ('t_supervisor', 'and what it is made of', '00000 0', $q$ select from api.twins_here('service.person') $q$),
  ('t_supervisor', 'a look at it', 'LB001 .*', $q$ select api.twins_look('') $q$), ('t_village', 'a look at it by who keeps files', '00000 1', $q$ select api.twins_look('') $q$),
  ('t_village', 'two beside each other', '00000 1', format($q$ select from api.compare('service.person', (%s::bigint << 31) + %s) where name = 'called' $q$, one, two)),
  ('t_neighbour', 'two of another office beside each other', 'LB001 .*', format($q$ select from api.compare('service.person', (%s::bigint << 31) + %s) $q$, one, two)),
  ('t_village', 'one and one that is hidden', 'LB001 .*', format($q$ select from api.compare('service.person', (%s::bigint << 31) + %s) $q$, one, far)),
  ('t_village', 'a look at both', '00000 1', format($q$ select api.look_at_pair('service.person', (%s::bigint << 31) + %s, '核对是不是一个人') $q$, one, two)),
  ('t_supervisor', 'a look by the supervisor', 'LB001 .*', format($q$ select api.look_at_pair('service.person', (%s::bigint << 31) + %s, '核对是不是一个人') $q$, one, two)),
  ('t_village', 'they are not the same', '00000 1', format($q$ select api.not_the_same('service.person', (%s::bigint << 31) + %s) \; select from work.not_twins where one = %1$s and two = %2$s $q$, one, two)),
  ('t_neighbour', 'said of another office''s', 'LB001 .*', format($q$ select api.not_the_same('service.person', (%s::bigint << 31) + %s) $q$, one, two)),
  ('t_neighbour', 'said by their numbers', 'LB001 .*', format($q$ select api.not_twins('service.person', %s, %s) $q$, one, two)),
  ('t_village', 'said by one''s own numbers', '00000 1', format($q$ select api.not_twins('service.person', %s, %s) $q$, one, two)),
  ('t_village', 'taken back', '00000 1', format($q$ select api.twins_after_all(n.id, n.version) from work.not_twins n where n.one = %s $q$, one)),
  ('t_neighbour', 'taken back by another', 'LB001 .*', format($q$ select api.twins_after_all(%s, 1) $q$, (select min(n.id) from work.not_twins n where n.office = 430102001001)))) v(login, what, want, stmt);

-- Imports are of one login, whatever the function.
insert into forge
select v.login, v.what, v.want, v.stmt
  from (select min(i.id) filter (where i.login = 't_village') as own, min(i.id) filter (where i.login = 't_vhead') as other, min(i.id) filter (where i.login = 't_disabled') as disabled from work.import i) c, lateral (values
  ('t_village', 'another''s import is not brought to', 'LB001 .*', format($q$ select api.import_put(%s, 0, '[]') $q$, other)),
  ('t_village', 'another''s import is not closed', 'LB001 .*', format($q$ select api.import_read(%s) $q$, other)),
  ('t_village', 'another''s import is not matched', 'LB001 .*', format($q$ select api.import_match(%s, 1, '') $q$, other)),
  ('t_village', 'another''s import is not judged', 'LB001 .*', format($q$ select api.import_told(%s, '[]') $q$, other)),
  ('t_village', 'another''s import is not looked for', 'LB001 .*', format($q$ select api.import_known(%s, 0, 1) $q$, other)),
  ('t_village', 'nor put on record', 'LB001 .*', format($q$ select api.import_look(%s, 0, 1) $q$, other)),
  ('t_village', 'nor compared', 'LB001 .*', format($q$ select from api.import_twins(%s, 0, 1) $q$, other)),
  ('t_village', 'nor line with line', 'LB001 .*', format($q$ select from api.import_likes(%s, 0, 1) $q$, other)),
  ('t_village', 'another''s import is not taken', 'LB001 .*', format($q$ select api.import_take(%s, 'read') $q$, other)),
  ('t_village', 'another''s import is not started', 'LB001 .*', format($q$ select api.import_start(%s, 'append', false) $q$, other)),
  ('t_village', 'another''s import is not given to an office', 'LB001 .*', format($q$ select api.import_for(%s, 430102001001) $q$, other)),
  ('t_village', 'an import begins', '00000 1', $q$ select api.import_begin('visit', 'b.csv', 'y', '["a", "b"]') $q$),
  ('t_village', 'may it, is asked', '00000 1', $q$ select api.import_may('visit') $q$),
  ('t_supervisor', 'a register one does not write', 'LB001 .*', $q$ select api.import_begin('visit', 'b.csv', 'y', '["a", "b"]') $q$),
  ('t_supervisor', 'and is told so before', 'LB001 .*', $q$ select api.import_may('visit') $q$),
  ('t_secadmin', 'accounts by the hundred', 'LB001 .*', $q$ select api.import_begin('account', 'b.csv', 'y', '["a", "b"]') $q$),
  ('t_disabled', 'an import of who has left', 'LB001 .*', $q$ select api.import_begin('visit', 'b.csv', 'y', '["a", "b"]') $q$),
  ('t_disabled', 'nor does he go on with one', 'LB001 .*', format($q$ select api.import_take(%s, 'read') $q$, disabled)),
  ('t_village', 'a heading is matched', '00000 1', format($q$ select api.import_match(%s, 1, 'mode') \; select from work.import where id = %s and columns = '{mode}' $q$, own, own)),
  ('t_village', 'with a column that rules write', 'LB001 .*', format($q$ select api.import_match(%s, 1, 'created_by') $q$, own)),
  ('t_village', 'one''s own lines are judged', '00000 1', format($q$ select api.import_told(%s, '[{"n": 1, "verdict": "rejected"}]') \; select from work.import_row where import = %s and verdict = 'rejected' $q$, own, own)),
  ('t_village', 'and looked for', '00000 1', format($q$ select api.import_known(%s, 0, 1) $q$, own)),
  ('t_village', 'what is not judged is not written', 'LB001 .*', format($q$ select api.import_start(%s, 'append', false) $q$, own)),
  ('', 'what is judged is', '00000 1', format($q$ update work.import set state = 'judged' where id = %s \; set session authorization t_village \; select api.import_start(%s, 'append', false) \; select from work.import where id = %s and state = 'running' $q$, own, own, own)),
  ('', 'lines are brought and read', '00000 1', format($q$ update work.import set state = 'reading' where id = %s \; set session authorization t_village \; select api.import_put(%s, 1, '[[3, "y"]]') \; select api.import_read(%s) \; select from work.import_row where import = %s and line = 3 $q$, own, own, own, own)),
  ('t_village', 'whose they are is said', '00000 1', format($q$ select api.import_for(%s, 430102001001) $q$, own)),
  ('t_village', 'one''s own is held', '00000 1', format($q$ select api.import_take(%s, 'read') $q$, own)),
  ('', 'another''s import is not thrown away', '00000 1', format($q$ set session authorization t_village \; select api.import_drop(%s) \; reset session authorization \; select from work.import where id = %s $q$, other, other)),
  ('', 'one''s own is', '00000 0', format($q$ set session authorization t_village \; select api.import_drop(%s) \; reset session authorization \; select from work.import where id = %s $q$, own, own))
) v(login, what, want, stmt);

-- Questions are one's own; shared ones are the office's to ask, and nobody else's to change.
insert into forge values
  ('t_village', 'what others asked', '42501 .*', $q$ select from app.asked $q$),
  ('t_village', 'a question in another''s name', '42501 .*', $q$ insert into app.asked (login, office, register, conditions) values ('t_vhead', 430102001001, 'visit', 'x') $q$),
  ('', 'one''s own is seen', '00000 1', $q$ set session authorization t_village \; select api.asked_put('visit', 'gift' || chr(9) || '米') \; select from api.asked_list('visit') l where l.conditions = 'gift' || chr(9) || '米' $q$),
  ('', 'by nobody else', '00000 0', $q$ set session authorization t_village \; select api.asked_put('visit', 'gift' || chr(9) || '米') \; set session authorization t_vhead \; select from api.asked_list('visit') $q$),
  ('', 'nor under a name, when it is not shared', '00000 0', $q$ set session authorization t_village \; select api.asked_keep('visit', '米', 'gift' || chr(9) || '米', false) \; set session authorization t_vhead \; select from api.asked_list('visit') $q$),
  ('', 'shared, by who sits beside', '00000 1', $q$ set session authorization t_village \; select api.asked_keep('visit', '米', 'gift' || chr(9) || '米', true) \; set session authorization t_vhead \; select from api.asked_list('visit') l where l.shared and l.by <> '' $q$),
  ('', 'not next door', '00000 0', $q$ set session authorization t_village \; select api.asked_keep('visit', '米', 'gift' || chr(9) || '米', true) \; set session authorization t_neighbour \; select from api.asked_list('visit') $q$),
  ('', 'nor above', '00000 0', $q$ set session authorization t_village \; select api.asked_keep('visit', '米', 'gift' || chr(9) || '米', true) \; set session authorization t_county \; select from api.asked_list('visit') $q$),
  ('', 'and it is taken away by its owner only', '00000 1', $q$ set session authorization t_village \; select api.asked_keep('visit', '米', 'gift' || chr(9) || '米', true) \; set session authorization t_vhead \; select api.asked_keep('visit', '米', null, true) \; reset session authorization \; select from app.asked where name = '米' $q$),
  ('t_disabled', 'a disabled account asks', 'LB001 .*', $q$ select api.asked_put('visit', 'x') $q$),
  ('t_expired', 'an expired account keeps a question', 'LB001 .*', $q$ select api.asked_keep('visit', 'x', 'x', true) $q$);

-- Undoing one's own. The change was made in another transaction: number 7, of the log alone.
create function pg_temp.changed(who name, relation text, row_id bigint, was jsonb, hours int default 1) returns text language sql as $f$
  select format($q$ insert into audit.log (txid, at, login, place, kind, relation, key, office, old, new)
    select 7, clock_timestamp() - interval '%s hours', %L, '', 'U', %L, t.id, t.office, %L, (select jsonb_object_agg(k, to_jsonb(t) -> k) from jsonb_object_keys(%4$L::jsonb) k) from %3$s t where t.id = %5$s \;
    select set_config('t.change', max(seq)::text, false) from audit.log \; $q$, hours, who, relation, was, row_id) $f$;
insert into forge
select v.login, v.what, v.want, v.stmt
  from (select min(p.id) filter (where p.office = 430102001001) as own, min(p.id) filter (where p.office = 430302001002) as far from service.person p) n,
       (select min(m.id) filter (where m.restricted) as accused from work.matter m) c,
       lateral (select pg_temp.changed('t_village', 'service.person', own, '{"situation": "从前"}') as mine, pg_temp.changed('t_village', 'service.person_private', own, '{"phone": "13100009999"}') as private) d, lateral (values
  ('', 'one''s own change is undone', '00000 1', format($q$ %s set session authorization t_village \; select app.undo(current_setting('t.change')::bigint) \; select from service.person where id = %s and situation = '从前' $q$, mine, own)),
  ('', 'and that is on record as what it is', '00000 1', format($q$ %s set session authorization t_village \; select app.undo(current_setting('t.change')::bigint) \; reset session authorization \; select from audit.log l where l.kind = 'B' and l.login = 't_village' and l.new ->> 'of' = current_setting('t.change') $q$, mine)),
  ('', 'not by the head, who may change it too', 'LB001 .*', format($q$ %s set session authorization t_vhead \; select app.undo(current_setting('t.change')::bigint) $q$, mine)),
  ('', 'nor its parts', 'LB001 .*', format($q$ %s set session authorization t_vhead \; select api.undo_line(current_setting('t.change')::bigint) $q$, mine)),
  ('', 'nor what it would do', 'LB001 .*', format($q$ %s set session authorization t_vhead \; select from api.undo_plan(current_setting('t.change')::bigint) $q$, mine)),
  ('', 'nobody sees what another did', '00000 0', format($q$ %s set session authorization t_vhead \; select from api.my_changes() c where c.change = current_setting('t.change')::bigint $q$, mine)),
  ('', 'one''s own is listed', '00000 1', format($q$ %s set session authorization t_village \; select from api.my_changes() c where c.change = current_setting('t.change')::bigint and c.field = 'situation' and c.was = '从前' $q$, mine)),
  ('', 'after a day it is not', '00000 0', format($q$ %s set session authorization t_village \; select from api.my_changes() c where c.change = current_setting('t.change')::bigint $q$, pg_temp.changed('t_village', 'service.person', own, '{"situation": "从前"}', 25))),
  ('', 'and not undone', 'LB001 .*', format($q$ %s set session authorization t_village \; select app.undo(current_setting('t.change')::bigint) $q$, pg_temp.changed('t_village', 'service.person', own, '{"situation": "从前"}', 25))),
  ('', 'without the job since', '42501 .*', format($q$ %s revoke lb_clerk from t_village \; grant lb_supervisor to t_village \; set session authorization t_village \; select app.undo(current_setting('t.change')::bigint) $q$, mine)),
  ('', 'a row that has gone elsewhere', 'LB001 .*', format($q$ %s set session authorization t_village \; select app.undo(current_setting('t.change')::bigint) $q$, pg_temp.changed('t_village', 'service.person', far, '{"situation": "从前"}'))),
  ('', 'nor is it told', '00000 0', format($q$ %s set session authorization t_village \; select from api.my_changes() c where c.change = current_setting('t.change')::bigint and (c.field is not null or c.label is not null) $q$, pg_temp.changed('t_village', 'service.person', far, '{"situation": "从前"}'))),
  ('', 'a column that rules set', 'LB001 .*', format($q$ %s set session authorization t_village \; select app.undo(current_setting('t.change')::bigint) $q$, pg_temp.changed('t_village', 'service.person', own, '{"birth_year": 1900}'))),
  ('', 'whose file it is', 'LB001 .*', format($q$ %s set session authorization t_village \; select app.undo(current_setting('t.change')::bigint) $q$, pg_temp.changed('t_village', 'service.person', own, '{"office": 430302001002, "situation": "从前"}'))),
  ('', 'an accusation one is not named for', 'LB001 .*', format($q$ %s set session authorization t_village \; select app.undo(current_setting('t.change')::bigint) $q$, pg_temp.changed('t_village', 'service.petition', accused, '{"title": "从前"}'))),
  ('', 'and what one had done there is not told', '00000 0', format($q$ %s set session authorization t_village \; select from api.my_changes() c where c.change = current_setting('t.change')::bigint and (c.field is not null or c.label !~ '限定知悉') $q$, pg_temp.changed('t_village', 'service.petition', accused, '{"title": "从前"}'))),
  ('', 'private columns become what they were', '00000 1', format($q$ %s set session authorization t_village \; select app.undo(current_setting('t.change')::bigint) \; reset session authorization \; select from service.person_private where id = %s and phone = '13100009999' $q$, private, own)),
  ('', 'and are shown to nobody for it', '00000 0', format($q$ %s set session authorization t_village \; select from api.undo_plan(current_setting('t.change')::bigint) p where concat(p.mine, p.before) ~ '131' $q$, private)),
  ('', 'nor in the list', '00000 0', format($q$ %s set session authorization t_village \; select from api.my_changes() c where c.field = 'phone' and c.was ~ '131' $q$, private)),
  ('', 'not without the job', 'LB001 .*', format($q$ %s revoke lb_clerk from t_village \; grant lb_supervisor to t_village \; set session authorization t_village \; select api.undo_line(current_setting('t.change')::bigint) $q$, private)),
  ('', 'half of a change: a file merged away is not brought back by its line', 'LB001 .*', format($q$ update service.person set voided_at = now(), voided_by = 't_village', void_why = '并入' where id = %s \; %s
    insert into audit.log (txid, login, place, kind, relation, key, new) values (7, 't_village', '', 'I', 'work.merge', 1, '{"id": 1}') \; set session authorization t_village \; select api.undo_line(current_setting('t.change')::bigint) $q$,
    own, pg_temp.changed('t_village', 'service.person', own, '{"voided_at": null, "voided_by": null, "void_why": null}'))),
  ('', 'one''s own void is', '00000 1', format($q$ update service.person set voided_at = now(), voided_by = 't_village', void_why = '写错' where id = %s \; %s
    set session authorization t_village \; select app.undo(current_setting('t.change')::bigint) \; select from service.person where id = %1$s and voided_at is null $q$,
    own, pg_temp.changed('t_village', 'service.person', own, '{"voided_at": null, "voided_by": null, "void_why": null}'))),
  ('', 'what was not undone is not said to be', 'LB001 .*', format($q$ %s set session authorization t_village \; select api.undo_told(current_setting('t.change')::bigint) $q$, mine)),
  ('t_village', 'what is of this very transaction', 'LB001 .*', format($q$ update service.person set situation = '现在' where id = %s \; select app.undo(max(c.change)) from api.my_changes() c $q$, own)),
  ('t_disabled', 'a disabled account undoes', 'LB001 .*', $q$ select app.undo(1) $q$), ('t_expired', 'an expired account lists what it did', '00000 0', $q$ select from api.my_changes() $q$),
  ('t_village', 'that it is being undone is put on record by nobody', '42501 .*', $q$ insert into audit.log (place, kind, note) values ('', 'B', 'x') $q$),
  ('', 'a draft says truly which session it is of', '00000 1', format($q$ set role lb_owner \; insert into work.draft (login, office, form, record, fields, begun_at, pid) values ('t_village', 430102001001, 'person', %s, '{}', now(), 0) \; reset role \;
    set session authorization t_vhead \; insert into work.draft (form, record, fields) values ('person', %1$s, '{}') \; select from work.draft d where d.login = 't_vhead' and d.pid = pg_backend_pid() $q$, own)),
  ('t_village', 'in another session''s name', '00000 0', format($q$ insert into work.draft (form, record, fields, pid, begun_at) values ('person', %s, '{}', 1, '2000-01-01') \; select from work.draft d where d.record = %1$s and (d.pid = 1 or d.begun_at < '2001-01-01') $q$, own))
) v(login, what, want, stmt);

-- Numbers and names that an import looks for, over the whole database (api.import_known, api.import_twins, sec.brought): of who brings them, on record before they are told,
-- within limits; and nothing of it may be said by hand. Two imports of people (fixture.sql), the first of which has its look on record.
create temp table brought as select i.login, min(i.id) filter (where i.file = 'seen.csv') as seen, min(i.id) filter (where i.file = 'unseen.csv') as unseen from work.import i where i.relation = 'service.person' group by i.login;
grant select on brought to public;
insert into audit.log (login, place, kind, relation, office, note, at, txid)
select b.login, '', 'P', 'service.person', 430102001001, format('import %s: looks for the numbers of lines %s to 2', b.seen, k), '2099-01-01', 1 from brought b, unnest(array[1, 2]) k;
insert into forge
select v.login, v.what, v.want, v.stmt from (select max(seen) filter (where login = 't_village') as seen, max(unseen) filter (where login = 't_village') as unseen, max(seen) filter (where login = 't_vhead') as other,
                                                    max(seen) filter (where login = 't_supervisor') as looks, max(seen) filter (where login = 't_disabled') as gone from brought) b, lateral (values
  ('t_village', 'whether a number was brought is asked by rules only', '42501 .*', $q$ select sec.brought('430371198001018888') $q$),
  ('t_village', 'that one was looked for is written by nobody', '42501 .*', format($q$ insert into work.import_number values (%s, 't_village', '430371198001018888') $q$, seen)),
  ('t_village', 'and read by nobody', '42501 .*', $q$ select from work.import_number $q$),
  ('t_village', 'a line''s number is not changed by hand', '42501 .*', $q$ update work.import_row set key = '430371198001018888' $q$),
  ('t_village', 'numbers are not looked for before that is on record', 'LB001 .*', format($q$ select api.import_known(%s, 0, 2) $q$, unseen)),
  ('t_village', 'nor when it was put there just now, for that can be rolled back', 'LB001 .*', format($q$ select api.import_look(%s, 0, 2) \; select api.import_known(%1$s, 0, 2) $q$, unseen)),
  ('t_village', 'nor are names compared', 'LB001 .*', format($q$ select from api.import_twins(%s, 0, 2) $q$, unseen)),
  ('t_village', 'nor other lines than those on record', 'LB001 .*', format($q$ select api.import_known(%s, 0, 1) $q$, seen)),
  ('t_village', 'nor more than a thousand', 'LB001 .*', format($q$ select api.import_known(%s, 0, 2000) $q$, seen)),
  ('t_village', 'a look is put on record', '00000 1', format($q$ select where not api.import_look(%s, 0, 2) $q$, unseen)),
  ('t_village', 'once', '00000 1', format($q$ select where api.import_look(%s, 0, 2) $q$, seen)),
  ('t_village', 'then they are looked for: one elsewhere is refused without a word of who', '00000 1', format($q$ select api.import_known(%s, 0, 2) \; select from work.import_row r where r.import = %1$s and r.n = 2 and r.verdict = 'rejected' and r.row_id is null and r.zh ~ '已在别处建档' $q$, seen)),
  ('t_village', 'and names compared, a name elsewhere masked', '00000 0', format($q$ select from api.import_twins(%s, 0, 2) t where t.ids is not null or t.zh ~ (select p.name from service.person p limit 1) $q$, seen)),
  ('t_village', 'who is made one''s own by hand is not written', 'LB001 .*', format($q$ select api.import_told(%s, jsonb_build_array(jsonb_build_object('n', 2, 'verdict', 'update', 'row_id', %s))) \; select app.import_change(i, 'service.person', '{2}') from work.import i where i.id = %1$s $q$, seen, (select x.far from dup x))),
  ('t_supervisor', 'who keeps no files compares none', '00000 0', format($q$ select from api.import_twins(%s, 0, 2) $q$, looks)),
  ('t_disabled', 'nor who has left', 'LB001 .*', format($q$ select api.import_look(%s, 0, 2) $q$, gone)),
  ('t_disabled', 'who looks for nothing', 'LB001 .*', format($q$ select api.import_known(%s, 0, 2) $q$, gone)),
  ('t_village', 'another''s lines', 'LB001 .*', format($q$ select api.import_known(%s, 0, 2) $q$, other))) v(login, what, want, stmt);
