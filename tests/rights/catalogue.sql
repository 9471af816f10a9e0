-- SPDX-License-Identifier: Apache-2.0
-- What must hold of the catalogue. Each statement lists the offenders: none is right.
create function pg_temp.none(what text, offenders text) returns void language sql as $$
  select pg_temp.add('', '', what, '00000 0', offenders)
$$;
create temp view ours as
select p.oid, p.oid::regprocedure::text as name, n.nspname, p.prosecdef, p.proconfig, p.prosqlbody, p.proacl, p.proowner, p.prorettype, p.prokind
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where n.nspname in ('sec', 'ref', 'code', 'std', 'org', 'service', 'work', 'app', 'audit', 'api', 'flow');

select pg_temp.add('', relation, 'has a line in tests/rights/matrix.sql', '00000 1', format('select from (values (%L)) m(class) where class is not null', class)) from rel;
select pg_temp.add('', relation, 'is protected, or named in sec.unprotected with a reason', '00000 1',
  format($q$ select from (select (select count(*) from sec.protected where relation = %1$L::regclass) + (select count(*) from sec.unprotected
             where relation in (%1$L, split_part(%1$L, '.', 1) || '.*') and reason <> '') as n) x where n = 1 $q$, relation)) from rel where relkind in ('r', 'p');
select pg_temp.add('', relation, 'has row security', '00000 1', format('select from pg_class where oid = %L::regclass and relrowsecurity', relation))
  from rel where class in ('register', 'private', 'ledger', 'case', 'part', 'directory', 'own', 'brought', 'named') or relation in ('sec.account', 'audit.log');
-- The schema may be closed as well: a grant behind it is wrong all the same.
select pg_temp.add('', relation, 'nobody has a right on it', '00000 0',
  format($q$ select from pg_roles where rolname ~ '^(lb|t)_' and rolname <> 'lb_owner' and has_table_privilege(oid, %L, 'select, insert, update, delete, truncate') $q$, relation))
  from rel where class = 'hidden';
-- A trigger behind the grant may refuse as well: the grant is wrong all the same.
select pg_temp.add('', relation, 'nobody may write it', '00000 0',
  format($q$ select from pg_roles where rolname ~ '^(lb|t)_' and rolname <> 'lb_owner' and has_table_privilege(oid, %L, 'insert, update, delete, truncate') $q$, relation))
  from rel where class = 'open' and relkind in ('r', 'p');
select pg_temp.add('', relation, 'only grows', 'LB001 .*', format('update %s set %s', relation, touch))
  from (values ('audit.log', 'note = null'), ('audit.seal', 'n = n')) x(relation, touch);
select pg_temp.add('', relation, what, want, stmt) from (values
  ('sec.account', 'disabled: the ranges go', '00000 0', $q$ update sec.account set active = false where login = 't_village' \; select from sec.scope where login = 't_village' $q$),
  ('sec.account', 'seconded: a second range comes', '00000 1', $q$ update sec.account set second_office = 430302001001 where login = 't_village' \; select from sec.scope where login = 't_village' and lo2 = 430302001001 $q$),
  ('org.office', 'served by another: a second range comes', '00000 1', $q$ update org.office set served_by = 430102001001 where id = 430302001001 \; select from sec.scope where login = 't_village' and lo2 = 430302001001 $q$),
  ('ref.site', 'the clock moved is on record', '00000 1', $q$ update ref.site set clock_offset = '1 day' \; select from audit.log where txid::text = pg_current_xact_id()::text and relation = 'ref.site' and new ? 'clock_offset' $q$),
  ('ref.setting', 'a setting is on record', '00000 1', $q$ insert into ref.setting values ('x', 430000000000, 'y') \; select from audit.log where txid::text = pg_current_xact_id()::text and relation = 'ref.setting' and new ->> 'key' = 'x' $q$),
  ('org.staff', 'moved: the range moves', '00000 1', $q$ update org.staff set office = 430302001002 where name = 't_village' \; select from sec.scope where login = 't_village' and lo = 430302001002 $q$)
) x(relation, what, want, stmt);
-- Left out: the log itself, what a merge changed (each row's own change is on record), contents of files (what hangs where and who fetched it is on record), what is reckoned from other rows, figures, drafts, questions, columns somebody has chosen, what stands there with who and when, files' readings of hanzi;
-- regions have their line from ref.region_apply() (tests/sql/region_apply.sql).
select pg_temp.add('', relation, 'its changes are on record', '00000 1',
  format('select from (select bit_or(tgtype) as events from pg_trigger where tgrelid = %L::regclass and tgfoid in (''sec.audit_row''::regproc, ''sec.audit_rows''::regproc) and tgenabled = ''O'') t where events & 28 = 28', relation))
  from rel where relkind in ('r', 'p') and relation <> all ('{audit.log,audit.seal,sec.scope,sec.session,sec.protected,sec.unprotected,work.duty_count,work.duty_delta,work.tick_state,work.rekeying,
    work.draft,work.born,work.place,work.upload,work.import,work.import_row,work.import_number,work.import_like,work.import_heading,work.file_look,work.file,work.scan_state,work.matter,work.clock,work.paper,work.stop,work.guest,work.entrusted,work.recusal,work.matter_number,work.merge_change,work.merging,sec.put_back,service.person_key,
    work.pairing_missed,work.list_columns,work.terminal,app.asked,app.schema_version,app.repeatable,ref.region,ref.day,ref.hanzi,ref.surname,ref.glyph}');
select pg_temp.add('', relation, what, want, stmt) from (values
  ('code.sex', 'a word changed is on record', '00000 1', $q$ update code.sex set name_zh = '男性' where code = '1' \; select from audit.log where txid::text = pg_current_xact_id()::text and relation = 'code.sex' and old ->> 'name_zh' = '男' and new ->> 'code' = '1' $q$)
) x(relation, what, want, stmt);
-- service.private_checked() would do the same for people; the next register's private side has only this one.
select pg_temp.add('', relation, 'takes its office from the row it goes with', '00000 1', format('select from pg_trigger where tgrelid = %L::regclass and tgname = ''b_private_office''', relation))
  from rel where class = 'private';
-- What it says is heard in tests/sql/rules_said.sql.
select pg_temp.add('', relation, 'says its rules in words', '00000 1', format('select from pg_trigger where tgrelid = %L::regclass and tgname = ''z_rules'' and tgenabled = ''O''', relation))
  from rel where class in ('register', 'case', 'private', 'directory') and relkind = 'r';
-- The row security behind a view would refuse as well: a grant to those who read no registers is wrong all the same.
select pg_temp.add('', relation, 'only readers, or the jobs named, have a right on it', '00000 0',
  format($q$ select from pg_roles r where rolname ~ '^(lb|t)_' and rolname <> 'lb_owner' and has_table_privilege(oid, %L, 'select')
              and not exists (select from unnest(%L::text[]) j where pg_has_role(r.oid, 'lb_' || j, 'member')) $q$, relation, case when class = 'list' or jobs = '{}' then '{reader}' else jobs end))
  from rel where class in ('view', 'list');
-- Not every job has a login here.
select pg_temp.add('', relation, 'each of the jobs named reads it', '00000 0', format($q$ select from unnest(%L::text[]) j where not has_table_privilege('lb_' || j, %L, 'select') $q$, jobs, relation))
  from rel where class = 'view' and jobs <> '{}';
select pg_temp.add('', relation, 'and gives to its function what its form has', '00000 0', format($q$ select from unnest(%L::text[]) j, jsonb_object_keys(%L) c where not has_column_privilege('lb_' || j, %L, c, 'insert') $q$, jobs, born, relation))
  from rel where class = 'view' and jobs <> '{}' and born is not null;
select pg_temp.add('', 'audit.log', 'the auditor has these columns and no other', '00000 0', $q$ select from pg_attribute a where a.attrelid = 'audit.log'::regclass and a.attnum > 0
  and has_column_privilege('lb_auditor', a.attrelid, a.attnum, 'select') <> (a.attname = any ('{seq,at,login,place,kind,relation,key,office,note}')) $q$);
-- Its own rule would refuse a hidden row as well, and in other words.
select pg_temp.add('', 'work.notice_reply', 'looks at what it refers to', '00000 1', $q$ select from pg_trigger where tgrelid = 'work.notice_reply'::regclass and tgname = 'b_refs' and tgenabled = 'O' $q$);
-- Their policies ask other tables, which would refuse as well.
select pg_temp.add('', relation, 'only readers have a right on it', '00000 0',
  format($q$ select from pg_roles r where rolname ~ '^(lb|t)_' and rolname <> 'lb_owner' and has_table_privilege(oid, %L, 'select') and not pg_has_role(r.oid, 'lb_reader', 'member') $q$, relation))
  from rel where shown is not null or class = 'part';
-- What it says is heard in tests/screen; here nothing is committed.
select pg_temp.add('', relation, 'a change is told to the county', '00000 1',
  format('select from (select bit_or(tgtype) as events from pg_trigger where tgrelid = %L::regclass and tgfoid in (''sec.notify_row''::regproc, ''sec.notify_rows''::regproc) and tgenabled = ''O'') t where events & 20 = 20', relation))
  from rel where (class in ('register', 'case', 'ledger') or relation = 'work.matter') and relkind = 'r' and relation not in ('service.person_key', 'work.pairing_missed');
select pg_temp.add('', relation, 'what hangs on a row goes where it goes', '00000 1',
  format('select from pg_trigger where tgrelid = %L::regclass and tgfoid = ''sec.attachments_follow''::regproc and tgenabled = ''O''', relation))
  from rel where class in ('register', 'case') and relkind = 'r' and relation <> 'work.attachment';
select pg_temp.none('a line of the matrix names a table that is not there', format('select 1 where to_regclass(%L) is null', relation)) from matrix where relation not like '%.*';

-- But for the dictionary's own columns, which only who maintains laobing knows.
select pg_temp.none('what the log tells of ' || relation || ' has names', format($q$
  select from pg_attribute a cross join lateral sec.column_title(%1$L, a.attname::text) k
   where a.attrelid = %1$L::regclass and a.attnum > 0 and not a.attisdropped and k.zh = a.attname and a.attname not in ('version', 'created_at', 'created_by', 'changed_at', 'changed_by') and a.attgenerated = '' $q$, relation))
  from rel r where relkind in ('r', 'p') and relation !~ '^app\.' and exists (select from pg_trigger t where t.tgrelid = r.relation::regclass and t.tgfoid in ('sec.audit_row'::regproc, 'sec.audit_rows'::regproc));
select pg_temp.add('', 'std.statement', 'a sentence of the standard changed says which', '00000 1', $q$ update std.statement set zh = zh || '。' where id = (select min(id) from std.statement) \;
  select from sec.changes((select l from audit.log l where l.relation = 'std.statement' order by l.seq desc limit 1)) c where c.field = 'id' $q$) where exists (select from rel where relation = 'std.statement');
select pg_temp.add('', 'code.sex', 'a reading written by hand is told', '00000 1', $q$ update code.sex set py = 'xx' where code = '1' \;
  select from sec.changes((select l from audit.log l where l.relation = 'code.sex' order by l.seq desc limit 1)) c where c.field = 'py' and c.now = 'xx' $q$);

select pg_temp.none('views run with the rights of the caller', $q$
  select from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and n.nspname in ('service', 'work', 'org', 'app', 'sec', 'audit', 'api')
   and not coalesce(c.reloptions @> '{security_invoker=true}', false) $q$);
select pg_temp.none('no materialised views: they have no row security', $q$
  select from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'm' and n.nspname !~ '^pg_' $q$);
select pg_temp.none('nothing is granted to everybody: tables', $q$
  select from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) x where x.grantee = 0 and n.nspname !~ '^(pg_|information_schema)' $q$);
select pg_temp.none('nothing is granted to everybody: columns', $q$
  select from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace, aclexplode(a.attacl) x where x.grantee = 0 and n.nspname !~ '^(pg_|information_schema)' $q$);
select pg_temp.none('the database is not open to everybody', $q$
  select from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) x where d.datname = current_database() and x.grantee = 0 $q$);
select pg_temp.none('tables belong to lb_owner', $q$
  select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('sec', 'ref', 'code', 'std', 'org', 'service', 'work', 'app', 'audit', 'api')
   and c.relkind in ('r', 'p', 'v') and c.relowner <> 'lb_owner'::regrole $q$);
select pg_temp.none('no group of staff may do what only the owner may', $q$
  select from pg_roles where rolname ~ '^(lb|t)_' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or (rolname = 'lb_owner' and rolcanlogin)) $q$);
select pg_temp.none('nobody is a member of the owner or of a group of the server', $q$
  select from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member where u.rolname ~ '^(lb|t)_' and (r.rolname = 'lb_owner' or r.rolname ~ '^pg_') $q$);
-- One offender a line, so that the report names it.
select pg_temp.none(name || ' is not for everybody', format('select from pg_proc p, aclexplode(coalesce(p.proacl, acldefault(''f'', p.proowner))) x where p.oid = %s and x.grantee = 0', oid)) from ours;
select pg_temp.none(name || ' pins its search path', format('select from pg_proc where oid = %s and prosqlbody is null and not exists (select from unnest(proconfig) s where s like ''search_path=%%'')', oid)) from ours;
select pg_temp.none(name || ', called with the owner''s rights, lives in api or sec', format($q$
  select from pg_proc p, aclexplode(p.proacl) x where p.oid = %s and x.grantee not in (p.proowner, coalesce(to_regrole('lb_tick'), 0)) and p.prosecdef and %L not in ('api', 'sec') $q$, oid, nspname)) from ours where prosecdef;
select pg_temp.none(name || ' with the owner''s rights pins its search path to pg_catalog, what is temporary last', format($q$
  select from pg_proc p where p.oid = %s and not coalesce(p.proconfig @> '{"search_path=pg_catalog, pg_temp"}', false) $q$, oid)) from ours where prosecdef;
-- A function may refuse by itself as well: a grant to those who have no use of it is wrong all the same.
select pg_temp.none(o.name || ' is for those whom tests/rights/matrix.sql names', format($q$
  select from pg_proc p where p.oid = %s and %L::text[] is distinct from array(
    select x.grantee::regrole::text from aclexplode(p.proacl) x where x.grantee <> p.proowner order by 1) $q$,
  o.oid, coalesce((select c.groups from callers c where split_part(o.name, '(', 1) = any (c.functions)), '{}'))) from ours o where o.prosecdef;
-- Decision 7: each such function has a denied test.
select pg_temp.none('api.' || f || ' is tried in tests/rights/forging.sql', case when exists (select from checks where stmt like '%api.' || f || '(%') then 'select where false' else 'select' end)
  from (select distinct proname as f from pg_proc where pronamespace = 'api'::regnamespace) x;
