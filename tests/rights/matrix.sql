-- SPDX-License-Identifier: Apache-2.0
-- What each table is and who may do what with it, said once more and apart from sec.protect(). A new table needs a line here.
--   register  rows of offices: read in the subtree (either party), written by the own office (and those it serves) and these jobs
--   private   side table: written like its register, nothing of it read but the key
--   ledger    rows of offices: read in the subtree, written by rules only
--   case      rows of a process: read where they were registered and by who holds or held them, restricted ones by who is named; facts
--             are written by who holds them (tests/sql/flow_walk.sql); `matter`: the column that names the case
--   part      the same, written by rules only
--   directory read by every good account        own  rows of one login, not deleted by hand
--   open      read by every login               hidden  nothing for anybody (audit.log: some columns for the auditor, see forging.sql)
--   brought   rows of one login, written by functions only
--   named     which offices rows of an office above are shown to: read by who works in an office named, written by rules only
--   view      read by readers, or by the jobs named            list  a view read by readers, added to by the jobs named
-- shown: column of a register whose rows are shown to offices below by such names too (of the row that it says).
-- fixed: columns set by rule. touch: a change that is allowed where writing is. born: the least a new row needs;
-- @person @free @unpaired @visit @household @staff stand for rows of the writer's own office, @meeting @petition @office for those of the row's.
create temp table matrix (relation text primary key, class text not null, jobs text[] not null default '{}', fixed text[] not null default '{}',
                          touch text, born jsonb, shown text, matter text);
insert into matrix (relation, class, jobs, fixed, touch, born) values
  ('service.household', 'register', '{clerk,head}', '{py,initials,sort_as}', 'note = ''改''', '{"name": "新户"}'),
  ('service.person', 'register', '{clerk,head}', '{birth_year,id_masked,phone_masked,synced_at,sort_as}', 'situation = ''改''',
   '{"name": "张三", "sex": "1", "category": "100", "filed_on": "2024-01-02", "household": "@household"}'),
  ('service.person_private', 'private', '{clerk,head}', '{}', 'address = ''改''', '{"id": "@free", "address": "新"}'),
  ('service.person_key', 'ledger', '{}', '{}', 'key = key || ''x''', null),
  ('service.person_name', 'register', '{clerk,head}', '{}', 'note = ''改''', '{"person": "@person", "name": "別名", "kind": "other"}'),
  ('service.pairing', 'register', '{clerk,head}', '{last_on,due_on}', 'end_why = ''改''', '{"person": "@unpaired", "staff": "@staff", "started_on": "2024-01-02"}'),
  ('service.visit', 'register', '{clerk,head}', '{}', 'gift = ''改''',
   '{"person": "@person", "visited_on": "2024-02-05", "mode": "1", "occasion": "7", "staff": "@staff"}'),
  ('service.need', 'register', '{clerk,head}', '{}', 'detail = ''改''', '{"visit": "@visit", "what": "修车"}'),
  ('service.aid_application', 'case', '{clerk,head,petition}', '{}', 'reason = ''改''', '{"person": "@free", "aid_type": "05", "applied_on": "2024-03-01", "reason": "生病"}'), ('service.aid_list', 'view', '{}', '{}', null, null),
  ('service.dispute', 'case', '{clerk,head}', '{}', 'facts = ''改''', '{"parties": "甲乙", "topic": "90", "found_on": "2024-03-01", "title": "邻里", "facts": "争"}'), ('service.dispute_list', 'view', '{}', '{}', null, null),
  ('service.move', 'case', '{clerk,head}', '{whom,brings_in,asked_on}', 'why = ''改过的原因''', null), ('service.move_list', 'view', '{}', '{}', null, null),
  ('service.petition', 'case', '{clerk,head,petition}', '{restricted}', 'facts = ''改''',
   '{"petitioner": "访", "channel": "2", "purpose": "3", "topic": "08", "received_on": "2024-03-01", "title": "待遇", "request": "请求"}'),
  ('service.petition_person', 'case', '{clerk,head,petition}', '{restricted}', 'note = ''改''', '{"petition": "@petition", "name": "同访"}'),
  ('service.petition_private', 'private', '{clerk,head,petition}', '{}', null, null), ('service.petition_list', 'view', '{}', '{}', null, null),
  ('work.matter', 'part', '{}', '{}', null, null), ('work.step', 'part', '{}', '{}', null, null), ('work.clock', 'part', '{}', '{}', null, null), ('work.paper', 'part', '{}', '{}', null, null),
  ('work.merge', 'ledger', '{}', '{}', 'why = ''改''', null), ('work.not_twins', 'ledger', '{}', '{}', 'said_on = ''2024-03-01''', null), ('work.merge_list', 'view', '{}', '{}', null, null),
  ('service.twin_list', 'view', '{clerk,head}', '{}', null, null), ('service.not_twin_list', 'view', '{clerk,head}', '{}', null, null),
  ('app.asked', 'hidden', '{}', '{}', null, null), ('work.merge_change', 'hidden', '{}', '{}', null, null), ('work.merging', 'hidden', '{}', '{}', null, null),
  ('work.stop', 'hidden', '{}', '{}', null, null), ('work.guest', 'hidden', '{}', '{}', null, null), ('work.entrusted', 'hidden', '{}', '{}', null, null), ('work.recusal', 'hidden', '{}', '{}', null, null),
  ('work.matter_number', 'hidden', '{}', '{}', null, null), ('work.matter_list', 'view', '{}', '{}', null, null),
  ('work.step_form', 'view', '{clerk,head,petition,archivist,counsellor,supervisor}', '{}', null,
   '{"matter": "1", "seq": "1", "action": "x", "to_office": null, "to_staff": null, "happened_on": null, "body": null, "document": null, "opinion": null, "ground": null}'),
  ('flow.*', 'open', '{}', '{}', null, null),
  ('work.duty', 'ledger', '{}', '{}', 'due_on = ''2024-02-01''', null),
  ('work.draft', 'own', '{}', '{login}', 'label = ''改''', '{"form": "visit", "fields": "{}"}'),
  ('work.born', 'own', '{}', '{login}', 'what = ''改''', '{"draft": 9, "relation": "service.visit", "row_id": 9, "what": "x"}'),
  ('work.list_columns', 'own', '{}', '{login}', 'columns = ''name''', '{"register": "person", "columns": "name"}'),
  ('work.terminal', 'own', '{}', '{login}', 'found = ''mute''', '{"term": "x", "client": "", "found": "mute"}'),
  ('work.place', 'own', '{}', '{login}', 'pages = ''改''', null),
  ('work.notice_reply', 'register', '{clerk,head}', '{replied_on}', 'body = ''改''', null),
  ('work.notice_read', 'ledger', '{}', '{}', 'read_at = ''2024-01-01''', null),
  ('work.shown_to', 'named', '{}', '{}', 'since = ''2024-02-01''', null),
  ('work.reader', 'hidden', '{}', '{}', null, null), ('work.notice_list', 'view', '{}', '{}', null, null), ('work.notice_head', 'view', '{}', '{}', null, null),
  ('work.notice_unit', 'view', '{}', '{}', null, null), ('work.notice_person', 'view', '{}', '{}', null, null),
  ('work.attachment', 'register', '{clerk,head,petition}', '{file,kind,size,sha256,sm3,width,height,scan}', null, null),  -- written by all who write a register, where the row may be: forging.sql
  ('work.upload', 'own', '{}', '{login}', 'data = ''改''', '{"upload": 9, "n": 0, "data": "x"}'),
  ('work.file_look', 'own', '{}', '{login}', null, null),
  ('work.import', 'brought', '{}', '{}', null, null), ('work.import_row', 'brought', '{}', '{}', null, null),
  ('work.import_number', 'hidden', '{}', '{}', null, null), ('work.import_like', 'hidden', '{}', '{}', null, null), ('work.import_heading', 'hidden', '{}', '{}', null, null),
  ('work.file', 'hidden', '{}', '{}', null, null), ('work.scan_state', 'hidden', '{}', '{}', null, null),
  ('service.event', 'register', '{clerk,head}', '{}', 'what = ''改''', '{"person": "@person", "kind": "5", "happened_on": "2024-02-05"}'),
  ('work.attendance', 'register', '{clerk,head}', '{}', 'reason = ''改''', '{"meeting": "@meeting", "attendee": "@office"}'),
  ('work.resolution', 'register', '{clerk,head}', '{done_on,result}', 'what = ''改''', '{"meeting": "@meeting", "what": "修路", "charged": "@office", "due_on": "2030-01-01"}'),
  ('work.pairing_missed', 'ledger', '{}', '{}', null, null),
  ('org.deputy', 'ledger', '{}', '{}', 'why = ''改''', null),
  ('org.deputy_list', 'list', '{head}', '{}', null, '{"staff": null, "deputy": null, "job": null, "from_on": null, "to_on": null, "why": null}'),
  ('work.meeting_list', 'view', '{}', '{}', null, null), ('work.resolution_list', 'view', '{}', '{}', null, null),
  ('work.duty_list', 'view', '{}', '{}', null, null), ('work.missed_list', 'view', '{}', '{}', null, null),
  ('work.answering', 'open', '{}', '{}', null, null), ('work.opening', 'open', '{}', '{}', null, null),
  ('service.household_people', 'view', '{}', '{}', null, null),
  ('work.todo', 'view', '{}', '{}', null, null),
  ('work.office_draft', 'view', '{head}', '{}', null, null),
  ('org.account', 'view', '{secadmin}', '{}', null, '{"login": "t_new", "staff": "@staff", "expires_on": null, "ssh_key": null, "why": "x"}'),
  ('sec.audit_entry', 'view', '{auditor}', '{}', null, null), ('sec.actor', 'view', '{auditor}', '{}', null, null),
  ('org.office', 'directory', '{}', '{}', 'phone = ''1''', null),
  ('org.staff', 'directory', '{}', '{}', 'post = ''改''', null),
  ('org.staff_job', 'directory', '{}', '{}', 'to_on = ''2030-01-01''', null),
  ('sec.account', 'hidden', '{}', '{}', 'charset = ''GB18030''', null),
  ('ref.site', 'hidden', '{}', '{}', null, null),
  ('ref.*', 'open', '{}', '{}', null, null), ('code.*', 'open', '{}', '{}', null, null), ('std.*', 'open', '{}', '{}', null, null),
  ('org.job', 'open', '{}', '{}', null, null), ('work.rule', 'open', '{}', '{}', null, null), ('work.cadence', 'open', '{}', '{}', null, null),
  ('app.relation', 'open', '{}', '{}', null, null), ('app."column"', 'open', '{}', '{}', null, null), ('app.form', 'open', '{}', '{}', null, null),
  ('app.naming', 'hidden', '{}', '{}', null, null), ('app.once', 'hidden', '{}', '{}', null, null), ('app.refusal', 'open', '{}', '{}', null, null), ('app.schema_version', 'hidden', '{}', '{}', null, null), ('app.repeatable', 'hidden', '{}', '{}', null, null),
  ('sec.*', 'hidden', '{}', '{}', null, null), ('audit.*', 'hidden', '{}', '{}', null, null),
  ('work.duty_count', 'hidden', '{}', '{}', null, null), ('work.duty_delta', 'hidden', '{}', '{}', null, null), ('work.tick_state', 'hidden', '{}', '{}', null, null), ('work.rekeying', 'hidden', '{}', '{}', null, null);
insert into matrix values
  ('work.notice', 'register', '{clerk,head}', '{no,published_on,published_by,replaced_by,withdrawn_on,withdrawn_by,withdrawn_why}',
   'title = case when published_on is null then ''改'' else title end', '{"title": "新通知", "kind": "1", "body": "正文", "reach": "1"}', 'id'),
  ('work.notice_to', 'register', '{clerk,head}', '{}',
   'below = case when (select n.published_on from work.notice n where n.id = notice) is null then not below else below end', null, 'notice'),
  ('work.meeting', 'register', '{clerk,head}', '{}', 'place = ''改''', '{"kind": "5", "held_on": "2024-02-05", "topic": "例会"}', 'id');

update matrix set matter = case relation when 'service.petition_person' then 'petition' when 'work.step' then 'matter' when 'work.clock' then 'matter' when 'work.paper' then 'matter' else 'id' end where class in ('case', 'part') or relation = 'service.petition_private';

-- Who may call what runs with the owner's rights; what is not named here (and is no trigger's), nobody: it is called by such functions only.
create temp table callers (groups text[], functions text[]);
insert into callers values
  ('{lb_staff}', '{sec.ranges,sec.counties,sec.scope_ok,sec.own_staff,sec.own_office,sec.sees,sec.writes,sec.who,sec.language,sec.keeps_history,sec.private_clash,sec.may_keep_files,sec.account_must_hold,
                   api.sign_on,api.came_back,api.sign_off,api.set_language,api.set_profile,api.set_terminal,api.toured,api.refused,api.draft_drop,api.open_private,api.on_file,api.find_elsewhere,
                   api.ask_transfer,api.exported,api.goes_along,api.history,api.opened,api.duty_counts,sec.address_keys,sec.above,sec.keys_ok,
                   sec.own_offices,sec.guest_matters,sec.entrusted_matters,sec.holds_matter,api.take_step,api.find_target,api.find_handler,api.steps_now,api.waits_for_me,api.open_matter,api.may_change,
                   sec.may_hang,sec.attachment_limit,api.upload_begin,api.upload_drop,api.file_part,api.file_text,sec.stands_for,sec.named_in,sec.names_deputies,sec.merging,
                   api.asked_put,api.asked_keep,api.asked_list,api.my_changes,api.undo_plan,api.undo_line,api.undo_told,api.editing,
                   sec.may_import,api.import_may,api.import_begin,api.import_put,api.import_read,api.import_match,api.import_told,api.import_look,api.import_known,api.import_twins,api.import_likes,api.import_take,api.import_start,api.import_for,api.import_drop}'),
  ('{lb_staff,lb_tick}', '{sec.clock_offset}'), ('{lb_tick}', '{work.tick,work.scan_begin,work.scan_next,work.scan_part,work.scan_done}'),
  ('{lb_reader}', '{api.due_below,api.due_days,api.deputy_end,api.meeting_rest_present,api.resolution_done,api.resolution_again}'),
  ('{lb_head}', '{api.deputy_name}'), ('{lb_head,lb_secadmin}', '{api.staff_leaves}'),
  ('{lb_reader}', '{api.merge,api.unmerge,api.undo_merge,api.compare,api.look_at_pair,api.twins_of,api.twins_here,api.twins_look,api.not_twins,api.not_the_same,api.twins_after_all}'),
  ('{lb_reader}', '{api.find_number,api.void,api.publish_notice,api.withdraw_notice,api.notice_units,api.notice_people}'),
  ('{lb_auditor}', '{api.audit_search,api.audit_look,api.audit_told,sec.audit_open,sec.row_label,sec.office_of_log,sec.actor_of}'),
  ('{lb_head}', '{api.office_drafts,api.draft_hand_on}'), ('{lb_head,lb_secadmin}', '{sec.has_account}'),
  ('{lb_secadmin}', '{api.accounts,api.account_open,api.account_disable,api.account_enable,api.account_until,api.account_key}'),
  ('{lb_sysadmin}', '{api.office_served_by}');

-- Every table and view of ours with its line: the exact name before the pattern.
create temp table rel as
select c.oid, c.oid::regclass::text as relation, c.relkind, m.class, coalesce(m.jobs, '{}') as jobs, coalesce(m.fixed, '{}') as fixed, m.touch, m.born, m.shown, m.matter
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join lateral (select * from matrix m where m.relation in (c.oid::regclass::text, n.nspname || '.*') order by m.relation = c.oid::regclass::text desc limit 1) m on true
 where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname in ('sec', 'ref', 'code', 'std', 'org', 'service', 'work', 'app', 'audit', 'api', 'flow');

create temp table who as
select a.login::text, s.office, a.second_office, a.active and coalesce(a.expires_on >= ref.today(), true) as good,
       array(select j.job from org.staff_job j where j.staff = s.id) as jobs
  from sec.account a join org.staff s on s.id = a.staff;
alter table who add reads boolean generated always as (jobs && '{clerk,head,petition,archivist,counsellor,supervisor}') stored;

-- The tier relation, walked from parent to child (the policies compare codes).
create temp table sees as
with recursive down (login, office) as (
  select w.login, o from who w, unnest(array[w.office, w.second_office]) o where o is not null and w.good
  union
  select d.login, o.id from down d join org.office o on o.parent = d.office)
select * from down;
create temp table writes as
select w.login, o.id as office from who w join org.office o on w.office in (o.id, o.served_by) where w.good;
create index on sees (login, office);

-- The cases each may see, reckoned apart from the policies.
create temp table cases as
select w.login, m.id as matter from who w, work.matter m
 where w.good and (exists (select from sees s where s.login = w.login and (s.office = m.office or s.office in (select g.office from work.guest g where g.matter = m.id))))
   and (not m.restricted or exists (select from work.entrusted e join sec.account a on a.staff = e.staff where a.login = w.login and e.matter = m.id));
-- Which names (work.shown_to) reach which login: those of its office and of the offices this serves, alone, or with all below, walked
-- from child to parent (the policies compare numbers).
create temp table named as
with recursive stands as (select w.login, o.id as stand, o.tier, o.id as office, o.parent from who w join org.office o on o.id = w.office or o.served_by = w.office and not o.established where w.good),
up (login, stand, tier, office, parent) as (
  select * from stands
  union all
  select u.login, u.stand, u.tier, o.id, o.parent from up u join org.office o on o.id = u.parent)
select distinct s.relation, s.row_id, s.key, u.login
  from work.shown_to s join up u on u.office = s.office and (s.below or u.stand = s.office) and (s.tier is null or s.tier = u.tier);
