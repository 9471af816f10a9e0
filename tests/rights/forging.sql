-- SPDX-License-Identifier: Apache-2.0
-- Ways round the rules that somebody with psql would try, each as its own login. `\;` sends several statements as one request.
-- The auditor has said why; a look serves for an hour, and the tests may take longer.
insert into audit.log (at, login, place, kind, relation, office, note)
select '2099-01-01', login, 'test', 'P', 'audit.log', 430102000000, '例行检查' from unnest(array['t_auditor', 't_county']) login;
create temp table forge (login text, what text, want text, stmt text);
create temp table n as
select (select count(*) from service.person p join sees s on s.login = 't_village' and s.office = p.office) as village,
       (select max(p.id) from service.person p where p.office = 430302001002) as hidden,
       (select min(p.id) from service.person p where p.office = 430102001001) as own,
       (select min(p.id) from service.person p where p.office = 430302001001) as far;

insert into forge
select login, what, want, stmt from n, lateral (values
  -- session settings
  ('t_village', 'a setting of one''s own is no scope', '00000 ' || village, $q$ set sec.lo = '430000000000' \; set app.office = '430000000000' \; select * from service.person $q$),
  ('t_village', 'row_security off', '42501 .*', $q$ set row_security = off \; select * from service.person $q$),
  ('t_village', 'another search path', '00000 ' || village, $q$ set search_path = service, sec, public \; select * from person $q$),
  ('t_village', 'session_replication_role', '42501 .*', $q$ set session_replication_role = replica $q$),
  ('t_village', 'the time zone moves no day', '00000 1', $q$ set timezone = 'Pacific/Kiritimati' \; select 1 where ref.today() = (clock_timestamp() at time zone 'Asia/Shanghai')::date $q$),
  ('t_village', 'SET ROLE to the owner', '42501 .*', $q$ set role lb_owner $q$),
  ('t_village', 'SET ROLE to a neighbour', '42501 .*', $q$ set role t_neighbour $q$),
  ('t_village', 'SET ROLE to another job', '42501 .*', $q$ set role lb_auditor $q$),
  ('t_village', 'SET ROLE to the own group shows no more', '(42501|00000) [0-' || village || ']', $q$ set role lb_clerk \; select * from service.person $q$),
  ('t_village', 'SET ROLE to all staff shows no more', '(42501|00000) [0-' || village || ']', $q$ set role lb_staff \; select * from service.person $q$),
  ('t_village', 'SET SESSION AUTHORIZATION', '42501 .*', $q$ set session authorization t_city $q$),
  -- things to make
  ('t_village', 'a temporary table', '42501 .*', $q$ create temp table scope (login name, n int, lo bigint, hi bigint) $q$),
  ('t_village', 'a temporary view', '(42501|3F000) .*', $q$ create temp view x as select 1 $q$),
  ('t_village', 'a function', '(42501|3F000) .*', $q$ create function spy(text) returns boolean language plpgsql cost 0.0001 as 'begin raise notice ''%'', $1; return true; end' $q$),
  ('t_village', 'a function in pg_temp', '42501 .*', $q$ create function pg_temp.spy(text) returns boolean language plpgsql as 'begin return true; end' $q$),
  ('t_village', 'a function in our schema', '42501 .*', $q$ create function service.spy() returns int language sql as 'select 1' $q$),
  ('t_village', 'a table', '(42501|3F000) .*', $q$ create table spy (x int) $q$),
  ('t_village', 'a schema', '42501 .*', $q$ create schema spy $q$),
  ('t_village', 'an operator', '(42501|3F000) .*', $q$ create operator === (function = int4eq, leftarg = int, rightarg = int) $q$),
  ('t_village', 'a role', '42501 .*', $q$ create role spy $q$),
  ('t_village', 'a trigger', '42501 .*', $q$ create trigger spy after insert on service.visit execute function sec.audit_row() $q$),
  ('t_village', 'a rule', '42501 .*', $q$ create rule spy as on insert to service.visit do nothing $q$),
  ('t_village', 'a policy', '42501 .*', $q$ create policy spy on service.person using (true) $q$),
  ('t_village', 'a grant', '(42501|01007) .*', $q$ grant select on service.person_private to t_village $q$),
  ('t_village', 'disable a trigger', '42501 .*', $q$ alter table service.visit disable trigger all $q$),
  ('t_village', 'disable row security', '42501 .*', $q$ alter table service.person disable row level security $q$),
  ('t_village', 'comment on a table', '42501 .*', $q$ comment on table service.person is '' $q$),
  ('t_village', 'another owner', '42501 .*', $q$ alter function sec.ranges() owner to t_village $q$),
  -- reading
  ('t_village', 'a cheap function in WHERE is not asked about hidden rows', '00000 ' || village, $q$ select * from service.person where length(name) > 0 or 1 / (id - id + 1) > 0 $q$),
  ('t_village', 'a division by zero tells nothing of hidden rows', '00000 ' || village, format($q$ select * from service.person where 1 / (id - %s) is not null $q$, hidden)),
  ('t_village', 'pg_stats of private columns', '00000 0', $q$ select * from pg_stats where tablename = 'person_private' $q$),
  ('t_village', 'pg_stats of people', '00000 0', $q$ select * from pg_stats where schemaname = 'service' and tablename = 'person' $q$),
  ('t_village', 'pg_statistic', '42501 .*', $q$ select * from pg_statistic $q$),
  ('t_village', 'EXPLAIN of private columns', '42501 .*', $q$ explain select id from service.person_private where id_no = '1' $q$),
  ('t_village', 'a subquery over private columns', '42501 .*', $q$ select (select phone from service.person_private limit 1) $q$),
  ('t_village', 'a whole row of private columns', '42501 .*', $q$ select to_jsonb(t) from service.person_private t $q$),
  ('t_village', 'private columns by RETURNING', '42501 .*', $q$ update service.person_private set address = 'x' returning phone $q$),
  ('t_village', 'private columns by WHERE of an update', '42501 .*', $q$ update service.person_private set address = 'x' where phone ^@ '138' $q$),
  ('t_village', 'private columns into readable ones', '42501 .*', $q$ update service.person p set situation = q.phone from service.person_private q where q.id = p.id $q$),
  ('t_village', 'private columns by ON CONFLICT', '42501 .*', format($q$ insert into service.person_private (id, office, phone) values (%s, 430102001001, '1') on conflict (id) do update set address = service.person_private.phone $q$, own)),
  ('t_village', 'COPY a table out', '42501 .*', $q$ copy service.person_private to stdout $q$),
  ('t_village', 'COPY FROM', '0A000 .*', $q$ \copy service.visit (office) from /dev/null $q$),
  ('t_village', 'COPY to a file', '42501 .*', $q$ copy (select 1) to '/tmp/spy' $q$),
  ('t_village', 'COPY to a program', '42501 .*', $q$ copy (select 1) to program 'cat' $q$),
  ('t_village', 'read a file', '42501 .*', $q$ select pg_read_file('/etc/passwd') $q$),
  ('t_village', 'import a large object', '42501 .*', $q$ select lo_import('/etc/passwd') $q$),
  ('t_village', 'other people''s statements', '00000 0', $q$ select from pg_stat_activity where usename <> session_user and query not in ('<insufficient privilege>', '') $q$),
  ('t_village', 'passwords', '42501 .*', $q$ select * from pg_authid $q$),
  ('t_village', 'the way to us', '42501 .*', $q$ select * from pg_hba_file_rules $q$),
  ('t_village', 'the folder of the data', '42501 .*', $q$ show data_directory $q$),
  -- holding others up
  ('t_village', 'FOR UPDATE of rows not one''s own', '00000 0', $q$ select from service.visit where office <> 430102001001 for update $q$),
  ('t_village', 'FOR UPDATE of a ledger', '42501 .*', $q$ select from work.duty for update $q$),
  ('t_village', 'FOR UPDATE of a directory', '42501 .*', $q$ select from org.staff for update $q$),
  ('t_village', 'FOR UPDATE of the tick', '42501 .*', $q$ select from work.tick_state for update $q$),
  ('t_village', 'LOCK a register', '42501 .*', $q$ lock table service.visit in share mode $q$),
  ('t_village', 'LOCK drafts', '42501 .*', $q$ lock table work.draft in share mode $q$),
  ('t_village', 'LOCK a ledger', '42501 .*', $q$ lock table work.duty in row exclusive mode $q$),
  ('t_village', 'end somebody''s session', '00000 0', $q$ select pg_terminate_backend(pid) from pg_stat_activity where usename <> session_user and pg_has_role(usename, 'member') $q$),
  ('t_village', 'checkpoint', '42501 .*', $q$ checkpoint $q$),
  -- writing
  ('t_village', 'move a row to another office', '42501 .*', $q$ update service.visit set office = 430102001002 $q$),
  ('t_village', 'take a row of another office', '42501 .*', $q$ update service.person set office = 430102001001 $q$),
  ('t_village', 'set the second party', '42501 .*', $q$ update service.visit set with_office = 430102001002 $q$),
  ('t_village', 'write for somebody else', '42501 .*', $q$ insert into service.household (office, name, created_by) values (430102001001, 'x', 't_vhead') $q$),
  ('t_village', 'choose the number of a row', '42501 .*', $q$ insert into service.household (id, office, name) values (9999999, 430102001001, 'x') $q$),
  ('t_village', 'choose the number against identity', '42501 .*', $q$ insert into service.household (id, office, name) overriding system value values (9999999, 430102001001, 'x') $q$),
  ('t_village', 'a draft for somebody else', '42501 .*', $q$ insert into work.draft (login, office, form, fields) values ('t_vhead', 430102001001, 'visit', '{}') $q$),
  ('t_village', 'set a sequence back', '42501 .*', $q$ select setval('service.visit_id_seq', 1) $q$),
  ('t_township', 'a village''s person has private columns in its own office only', '(42501|LB001) .*', format($q$ insert into service.person_private (id, office, phone) select max(id), 430102001000, '1' from service.person where office = 430102001001 and situation = '丙' $q$)),
  -- functions of ours
  ('t_village', 'a note in the log', '42501 .*', $q$ select sec.note('P', 'x', 1, 1, 'x') $q$),
  ('t_village', 'make a scope', '42501 .*', $q$ select sec.refresh_scope('t_village') $q$),
  ('t_village', 'protect anew', '42501 .*', $q$ call sec.protect('service.person', kind => 'directory') $q$),
  ('t_village', 'drop policies', '42501 .*', $q$ call sec.drop_policies('service.person') $q$),
  ('t_village', 'the tick', '42501 .*', $q$ select work.tick() $q$),
  ('t_village', 'sealing', '42501 .*', $q$ select audit.seal_log() $q$),
  ('t_village', 'the heads of the seal', '42501 .*', $q$ select * from audit.heads() $q$),
  ('t_village', 'fill the calendar', '42501 .*', $q$ select ref.day_fill() $q$),
  ('t_village', 'put a form into the menu', '42501 .*', $q$ select app.form_put('{}') $q$),
  ('t_village', 'scope of a function is the caller''s', '00000 1', $q$ select where sec.ranges() = array[430102001001, 430102001002, null, null] $q$),
  ('t_disabled', 'a disabled account signs on', '00000 1', $q$ select from api.sign_on('x', 'x') where staff is null and session is null and refused_zh <> '' $q$),
  ('t_expired', 'an expired account signs on', '00000 1', $q$ select from api.sign_on('x', 'x') where staff is null and session is null and refused_zh <> '' $q$),
  ('t_disabled', 'a disabled account has no figures', '00000 0', $q$ select * from api.duty_counts() $q$),
  ('t_expired', 'an expired account has no figures', '00000 0', $q$ select * from api.duty_counts() $q$),
  -- history and log (decision 12)
  ('t_village', 'history of an own row', '00000 [1-9][0-9]*', format($q$ select * from api.history('service.person', %s) $q$, own)),
  ('t_village', 'history shows no private value', '00000 0', format($q$ select * from api.history('service.person', %s) where coalesce(was, '') || coalesce(now, '') ~ '(138[0-9]{8}|430371[0-9]{11}|秘密)' $q$, own)),
  ('t_village', 'history tells that private columns were written', '00000 [1-9][0-9]*', format($q$ select * from api.history('service.person', %s) where now = '＊＊＊' $q$, own)),
  ('t_village', 'history of a hidden row', 'LB001 .*', format($q$ select * from api.history('service.person', %s) $q$, hidden)),
  ('t_village', 'history of the side table', 'LB001 .*', format($q$ select * from api.history('service.person_private', %s) $q$, own)),
  ('t_village', 'history of accounts', 'LB001 .*', $q$ select * from api.history('sec.account', 1) $q$),
  ('t_village', 'history of what is no table', '(LB001|42602) .*', $q$ select * from api.history('service.person; drop table x', 1) $q$),
  ('t_reporter', 'history for one who reads no registers', 'LB001 .*', format($q$ select * from api.history('service.person', %s) $q$, own)),
  ('t_disabled', 'history for a disabled account', 'LB001 .*', format($q$ select * from api.history('service.person', %s) $q$, own)),
  ('t_expired', 'history for an expired account', 'LB001 .*', format($q$ select * from api.history('service.person', %s) $q$, own)),
  ('t_auditor', 'the auditor searches', '00000 [1-9][0-9]*', $q$ select * from api.audit_search('2000-01-01', '2100-01-01', of_relation => 'service.person_private') $q$),
  ('t_auditor', 'masked', '00000 0', $q$ select * from api.audit_search('2000-01-01', '2100-01-01', most => 100000) where coalesce(new::text, '') ~ '(138[0-9]{8}|430371[0-9]{11}|秘密)' $q$),
  ('t_auditor', 'plain with a reason', '00000 [1-9][0-9]*', $q$ select * from api.audit_search('2000-01-01', '2100-01-01', most => 100000, reason => '查对投诉') where new::text ~ '秘密' $q$),
  ('t_auditor', 'a blank reason is none', '00000 0', $q$ select * from api.audit_search('2000-01-01', '2100-01-01', most => 100000, reason => '  ') where new::text ~ '秘密' $q$),
  ('t_auditor', 'the plain search is on record', '00000 [1-9][0-9]*', $q$ select api.audit_search('2000-01-01', '2100-01-01', reason => '查对投诉') \; select * from api.audit_search('2000-01-01', '2100-01-01') where kind = 'P' and note = '查对投诉' $q$),
  ('t_auditor', 'only the own subtree', '00000 0', $q$ select * from api.audit_search('2000-01-01', '2100-01-01', most => 100000) where office not between 430102000000 and 430102999999 $q$),
  ('t_village', 'a clerk searches the log', '42501 .*', $q$ select * from api.audit_search('2000-01-01', '2100-01-01') $q$),
  ('t_secadmin', 'the security administrator searches the log', '42501 .*', $q$ select * from api.audit_search('2000-01-01', '2100-01-01') $q$),
  ('t_village', 'history by key', '00000 0', format($q$ select from api.history('service.person', %1$s, (select min(h.seq) from api.history('service.person', %1$s) h)) $q$, own)),
  -- the auditor's list: what is read is on record first
  ('t_auditor', 'the log', '00000 [1-9][0-9]*', $q$ select from sec.audit_entry $q$),
  ('t_auditor', 'the log of the own subtree only', '00000 0', $q$ select from sec.audit_entry where office not between 430102000000 and 430102999999 $q$),
  ('t_auditor', 'the log names whose file it was', '00000 [1-9][0-9]*', $q$ select from sec.audit_entry where register = '服务对象' and kind = '新建' and whose ~ '^甲' $q$),
  ('t_auditor', 'the log is masked', '00000 0', $q$ select from sec.audit_entry where what ~ '(138[0-9]{8}|430371[0-9]{11}|秘密)' $q$),
  ('t_auditor', 'the log says that it is', '00000 [1-9][0-9]*', $q$ select from sec.audit_entry where what ~ '＊＊＊' $q$),
  ('t_auditor', 'contents of rows by the table', '42501 .*', $q$ select new from audit.log $q$),
  ('t_auditor', 'a line of the log', '00000 [1-9][0-9]*', $q$ select from (select api.audit_told(id) as told from sec.audit_entry where kind = '新建') x where told <> '' $q$),
  ('t_auditor', 'a line of another office tells nothing', '00000 0', format($q$ select from generate_series(1, 2000) s where api.audit_told(s) ~ %L $q$, '机构：[^；]*' || right('430302001002', 4))),
  ('t_auditor', 'the name of a row of another office', '00000 1', format($q$ select where sec.row_label('service.person', %s) is null $q$, far)),
  ('t_auditor', 'a look without a reason', 'LB001 .*', $q$ select api.audit_look('  ') $q$),
  ('t_auditor', 'a look is on record', '00000 1', $q$ select api.audit_look('查泄露的事') \; select from sec.audit_entry where kind = '查看' and what = '查泄露的事' $q$),
  ('', 'the log without a look on record', 'LB001 .*', $q$ set session_replication_role = replica \; delete from audit.log where login = 't_auditor' \; set session_replication_role = origin \; set session authorization t_auditor \; select from sec.audit_entry $q$),
  ('', 'a plain search without a look on record', 'LB001 .*', $q$ set session_replication_role = replica \; delete from audit.log where login = 't_auditor' \; set session_replication_role = origin \; set session authorization t_auditor \; select api.audit_search('2000-01-01', '2100-01-01', reason => '查泄露的事') $q$),
  ('', 'a look that could be rolled back', 'LB001 .*', $q$ set session_replication_role = replica \; delete from audit.log where login = 't_auditor' \; set session_replication_role = origin \; set session authorization t_auditor \; select api.audit_look('查泄露的事') \; select from sec.audit_entry $q$),
  ('t_village', 'a clerk looks into the log', '42501 .*', $q$ select api.audit_look('查泄露的事') $q$),
  ('t_supervisor', 'the supervisor reads a line of the log', '42501 .*', $q$ select api.audit_told(1) $q$)
) v(login, what, want, stmt);

-- Functions with the owner's rights: each tried by somebody who may not, or on something that is not his.
create temp table theirs as
select n.own, n.far, (select v.id_no from service.person_private v where v.id = n.far) as number, lpad(n.far::text, 4, '0') as tail,
       (select d.id from work.draft d where d.login = 't_vhead') as draft,
       (select s.id from org.staff s where s.name = 't_village') as clerk, (select s.id from org.staff s where s.name = 't_vhead') as head,
       (select s.id from org.staff s where s.name = 't_neighbour') as neighbour, (select s.id from org.staff s where s.name = 't_far') as far_clerk,
       (select a.id from sec.account a where a.login = 't_village') as account, (select a.id from sec.account a where a.login = 't_secadmin') as own_account,
       (select a.id from sec.account a where a.login = 't_far') as far_account, (select a.id from sec.account a where a.login = 't_expired') as expired_account,
       (select s.id from org.staff s where s.name = 't_gone') as gone, (select s.id from org.staff s where s.name = 't_province') as chief,
       (select min(l.seq) from audit.log l where l.kind = 'I' and l.relation = 'service.person' and l.key = n.own) as line,
       (select min(l.seq) from audit.log l where l.kind = 'I' and l.relation = 'service.person' and l.key = n.far) as far_line,
       (select min(r.id) from work.transfer_request r where r.with_office = 430102001001) as request
  from n;
-- Where these are on file has been asked before, so that it is not for want of it that a request is refused.
create temp table looked_for as
select v.id_no as number, v.id, p.office, p.office = 430102001001 as here from service.person p join service.person_private v on v.id = p.id
 where p.situation = '乙' and p.office in (430302001002, 430102001001)
union all select '430371195803051237', null, null, false;
insert into audit.log (at, login, place, kind, relation, key, office, note)
select '2099-01-01', w.login, 'test', 'P', 'service.person', l.id, l.office, 'on_file ' || ref.id_masked(l.number) from looked_for l, unnest(array['t_village', 't_supervisor']) w(login);
insert into forge
select w.login, w.what, w.want, format(case when w.times = 2 then $q$ select api.ask_transfer(%1$L, %2$s) \; select api.ask_transfer(%1$L, %2$s) $q$ else $q$ select api.ask_transfer(%1$L, %2$s) $q$ end, l.number, w.args)
  from (values
    ('t_village', 'asks for a transfer', '00000 1', '搬', 1, $q$'搬到本村'$q$),
    ('t_village', 'asks for a transfer without a reason', 'LB001 .*', '搬', 1, $q$' '$q$),
    ('t_village', 'asks for a transfer twice', 'LB001 .*', '搬', 2, $q$'搬到本村'$q$),
    ('t_village', 'asks for a transfer to another office', 'LB001 .*', '搬', 1, $q$'搬到本村', 430102001002$q$),
    ('t_supervisor', 'asks for a transfer without the job', 'LB001 .*', '搬', 1, $q$'搬到本县'$q$),
    ('t_village', 'asks for a transfer of who is here', 'LB001 .*', '在', 1, $q$'搬到本村'$q$),
    ('t_village', 'asks for a transfer of nobody', 'LB001 .*', '无', 1, $q$'搬到本村'$q$)) w(login, what, want, whom, times, args)
  join looked_for l on w.whom = case when l.id is null then '无' when l.here then '在' else '搬' end;
insert into forge
select login, what, want, stmt from theirs, lateral (values
  ('t_village', 'the tail of a number outside the scope finds nobody', '00000 0', format($q$ select from api.find_number(%L) f where f = %s $q$, tail, far)),
  ('t_far', 'the same tail finds him where he is on file', '00000 1', format($q$ select from api.find_number(%L) f where f = %s $q$, tail, far)),
  ('t_village', 'a whole number outside the scope finds nobody', '00000 0', format($q$ select from api.find_number(%L) $q$, number)),
  ('t_reporter', 'the reporter finds no numbers', '42501 .*', format($q$ select from api.find_number(%L) $q$, tail)),
  ('t_disabled', 'a disabled account finds no numbers', '00000 0', format($q$ select from api.find_number(%L) $q$, lpad(own::text, 4, '0'))),
  ('t_expired', 'an expired account finds no numbers', '00000 0', format($q$ select from api.find_number(%L) $q$, lpad(own::text, 4, '0'))),
  ('t_village', 'private columns of a hidden row', '00000 1', format($q$ select where api.open_private('service.person', %s, '核对信息') ? 'refused' $q$, far)),
  ('t_village', 'private columns without a reason', '00000 1', format($q$ select where api.open_private('service.person', %s, ' ') ? 'refused' $q$, own)),
  ('t_village', 'private columns, twice in one transaction', '00000 1', format($q$ select api.open_private('service.person', %s, '核对信息') \; select where api.open_private('service.person', %s, '核对信息') ? 'again' $q$, own, own)),
  ('t_village', 'private columns by a feigned clash', '00000 0', format($q$ select * from sec.private_clash('service.person', %s, '{"phone":"1"}', '{"phone":"2"}') $q$, own)),
  ('t_village', 'private columns of what is no register', '00000 1', $q$ select where api.open_private('sec.account', 1, '核对信息') ? 'refused' $q$),
  ('t_supervisor', 'the supervisor opens nothing', '00000 1', format($q$ select where api.open_private('service.person', %s, '核对信息') ? 'refused' $q$, own)),
  ('t_auditor', 'the auditor opens nothing', '00000 1', format($q$ select where api.open_private('service.person', %s, '核对信息') ? 'refused' $q$, own)),
  ('t_expired', 'an expired account opens nothing', '00000 1', format($q$ select where api.open_private('service.person', %s, '核对信息') ? 'refused' $q$, own)),
  ('t_supervisor', 'the supervisor asks who is on file', 'LB001 .*', format($q$ select * from api.on_file(%L) $q$, number)),
  ('t_disabled', 'a disabled account asks who is on file', 'LB001 .*', format($q$ select * from api.on_file(%L) $q$, number)),
  ('t_village', 'who is on file elsewhere is not told before the question is on record', '00000 1', format($q$ select api.on_file(%L) \; select from api.on_file(%L) where here is null and person is null and office_name is null $q$, number, number)),
  ('t_village', 'of one''s name elsewhere there are as many as one does not see', '00000 1', $q$ select where api.find_elsewhere('甲1002') = 2 $q$),
  ('t_county', 'those one sees are not elsewhere', '00000 1', $q$ select where api.find_elsewhere('甲1002') = 1 $q$),
  ('t_supervisor', 'the supervisor counts nobody of a name elsewhere', '00000 0', $q$ select where api.find_elsewhere('甲1002') > 0 $q$),
  ('', 'a name asked for elsewhere is on record', '00000 1', $q$ set session authorization t_mover \; select api.find_elsewhere('甲1002') \; reset session authorization \; select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.login = 't_mover' and l.kind = 'P' $q$),
  ('', 'a number looked for is on record', '00000 1', format($q$ set session authorization t_mover \; select api.find_number(%L) \; reset session authorization \; select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.login = 't_mover' and l.kind = 'P' $q$, number)),
  ('t_reporter', 'the reporter counts nobody elsewhere', '00000 1', format($q$ select where api.find_elsewhere(%L) = 0 $q$, number)),
  ('t_province', 'opens what another office is to hear of', '00000 1', format($q$ select api.opened('transfer', %s) \; select from work.duty d where d.rule = 3 and d.subject = %1$s and d.closed_on is null $q$, request)),
  ('t_far', 'opens what it is to hear of', '00000 0', format($q$ select api.opened('transfer', %s) \; select from work.duty d where d.rule = 3 and d.subject = %1$s and d.closed_on is null $q$, request)),
  ('t_neighbour', 'answers another office''s request', 'LB001 .*', format($q$ select api.answer_transfer(%s, true, '同意') $q$, request)),
  ('t_neighbour', 'accepts another office''s request', 'LB001 .*', format($q$ select api.accept_transfer(%s, 1) $q$, request)),
  ('t_neighbour', 'refuses another office''s request', 'LB001 .*', format($q$ select api.refuse_transfer(%s, 1, '还住在这里') $q$, request)),
  ('t_neighbour', 'voids another office''s row', 'LB001 .*', format($q$ select api.void('service.person', %s, '名字写错了') $q$, own)),
  ('t_supervisor', 'voids without the job', 'LB001 .*', format($q$ select api.void('service.person', %s, '名字写错了') $q$, own)),
  ('t_vhead', 'the head voids what another wrote', '00000 1', format($q$ select api.void('service.person', %s, '名字写错了') \; select where not exists (select from service.person where id = %1$s and voided_at is null) $q$, own)),
  ('t_province', 'the head of another office voids', 'LB001 .*', format($q$ select api.void('service.person', %s, '名字写错了') $q$, own)),
  ('', 'voids what one wrote, without the job since', 'LB001 .*', $q$ set session authorization t_village \; insert into service.household (office, name) values (430102001001, '新户') \; reset session authorization \; revoke lb_clerk from t_village \; grant lb_supervisor to t_village \; set session authorization t_village \; select api.void('service.household', max(id), '名字写错了') from service.household $q$),
  ('t_vhead', 'voids without a reason', 'LB001 .*', format($q$ select api.void('service.person', %s, ' ') $q$, own)),
  ('t_vhead', 'voids what is void', 'LB001 .*', format($q$ select api.void('service.person', %s, '名字写错了') \; select api.void('service.person', %1$s, '名字写错了') $q$, own)),
  ('t_vhead', 'voids a row of no register', 'LB001 .*', $q$ select api.void('work.duty', min(id), '不用办了') from work.duty $q$),
  ('t_village', 'voids what another wrote', 'LB001 .*', format($q$ select api.void('service.person', %s, '名字写错了') $q$, own)),
  ('t_far', 'answers the own request', 'LB001 .*', format($q$ select api.answer_transfer(%s, true, '同意') $q$, request)),
  ('', 'who is let go goes', '00000 1', format($q$ set session authorization t_vhead \; select api.answer_transfer(%s, true, '同意') \; reset session authorization \; select from work.transfer_request r join service.person p on p.id = r.person and p.office = r.office where r.id = %1$s $q$, request)),
  ('t_vhead', 'refuses a request without a reason', 'LB001 .*', format($q$ select api.answer_transfer(%s, false, ' ') $q$, request)),
  ('t_vhead', 'answers a request a second time', 'LB001 .*', format($q$ select api.answer_transfer(%s, false, '还住在这里') \; select api.answer_transfer(%1$s, true, '同意') $q$, request)),
  ('', 'a file that has gone meanwhile is let go', 'LB001 .*', format($q$ select sec.move_person(r.person, 430302001002) from work.transfer_request r where r.id = %s \; set session authorization t_vhead \; select api.answer_transfer(%1$s, true, '同意') $q$, request)),
  ('', 'answers a request without the job', 'LB001 .*', format($q$ revoke lb_head from t_vhead \; set session authorization t_vhead \; select api.answer_transfer(%s, true, '同意') $q$, request)),
  ('t_village', 'asks without a look before', 'LB001 .*', format($q$ select api.ask_transfer(%L, '搬到本村') $q$, number)),
  ('t_village', 'a clerk hands on a draft', '42501 .*', format($q$ select api.draft_hand_on(%s, 0, %s, '离岗交接') $q$, draft, clerk)),
  ('t_province', 'another office''s draft is handed on', 'LB001 .*', format($q$ select api.draft_hand_on(%s, 0, %s, '离岗交接') $q$, draft, chief)),
  ('t_vhead', 'a draft is handed on to another office', 'LB001 .*', format($q$ select api.draft_hand_on(%s, 0, %s, '离岗交接') $q$, draft, neighbour)),
  ('t_vhead', 'a draft is handed on without a reason', 'LB001 .*', format($q$ select api.draft_hand_on(%s, 0, %s, ' ') $q$, draft, clerk)),
  ('t_vhead', 'a draft is handed on to who has it', 'LB001 .*', format($q$ select api.draft_hand_on(%s, 0, %s, '离岗交接') $q$, draft, head)),
  ('t_vhead', 'a draft is handed on, on record', '00000 1', format($q$ select api.draft_hand_on(%s, 0, %s, '离岗交接') \; select from api.office_drafts() where id = %1$s and staff = %2$s $q$, draft, clerk)),
  ('t_village', 'a clerk sees nobody''s drafts', '42501 .*', $q$ select from api.office_drafts() $q$),
  ('t_province', 'a head sees the drafts of the own office only', '00000 0', $q$ select from work.office_draft $q$),
  -- accounts
  ('t_secadmin', 'accounts of the own subtree', '00000 [1-9][0-9]*', $q$ select from org.account where office between 430102000000 and 430102999999 $q$),
  ('t_secadmin', 'accounts of other offices', '00000 0', $q$ select from org.account where office not between 430102000000 and 430102999999 $q$),
  ('', 'behind the grant: a clerk lists accounts', '00000 0', $q$ grant execute on function api.accounts() to lb_staff \; set session authorization t_county \; select from api.accounts() $q$),
  ('', 'a security administrator whose last day has passed lists accounts', '00000 0', $q$ set session_replication_role = replica \; update sec.account set expires_on = '2020-01-01' where login = 't_secadmin' \; set session_replication_role = origin \; set session authorization t_secadmin \; select from api.accounts() $q$),
  ('t_sysadmin', 'the system administrator lists accounts', '42501 .*', $q$ select from api.accounts() $q$),
  ('t_secadmin', 'disables an account', '00000 1', format($q$ select api.account_disable(%s, 1, '已经离岗') $q$, account)),
  ('t_secadmin', 'disables without a reason', 'LB001 .*', format($q$ select api.account_disable(%s, 1, ' ') $q$, account)),
  ('t_secadmin', 'disables what has changed meanwhile', 'LB001 .*', format($q$ select api.account_disable(%s, 7, '已经离岗') $q$, account)),
  ('t_secadmin', 'disables an account of other offices', 'LB001 .*', format($q$ select api.account_disable(%s, 1, '已经离岗') $q$, far_account)),
  ('t_secadmin', 'disables the own account', 'LB001 .*', format($q$ select api.account_disable(%s, 1, '已经离岗') $q$, own_account)),
  ('t_vhead', 'the head disables an account', '42501 .*', format($q$ select api.account_disable(%s, 1, '已经离岗') $q$, account)),
  ('t_secadmin', 'enables an account of other offices', 'LB001 .*', format($q$ select api.account_enable(%s, 1, '借调回来') $q$, far_account)),
  ('t_secadmin', 'enables an account whose last day has passed', 'LB001 .*', format($q$ select api.account_enable(%s, 1, '借调回来') $q$, expired_account)),
  ('t_secadmin', 'prolongs the own account', 'LB001 .*', format($q$ select api.account_until(%s, 1, '2099-01-01', '还要再用') $q$, own_account)),
  ('t_secadmin', 'a last day that has passed', 'LB001 .*', format($q$ select api.account_until(%s, 1, '2020-01-01', '还要再用') $q$, account)),
  ('t_secadmin', 'writes accounts by the list', '(42501|55000) .*', $q$ insert into org.account (login, staff) values ('t_new', 1) $q$),
  ('t_secadmin', 'opens an account', '00000 1', format($q$ select from api.account_open('{"new": {"login": "t_new", "staff": %s, "why": "新来的经办", "ssh_key": "ssh-ed25519 AAAA x@y"}}') where answer = 'saved' $q$, clerk)),
  ('t_secadmin', 'opens an account in other offices', 'LB001 .*', format($q$ select api.account_open('{"new": {"login": "t_new", "staff": %s, "why": "新来的经办"}}') $q$, far_clerk)),
  ('t_secadmin', 'opens an account without a reason', 'LB001 .*', format($q$ select api.account_open('{"new": {"login": "t_new", "staff": %s}}') $q$, clerk)),
  ('t_secadmin', 'opens an account of a role that is there', 'LB001 .*', format($q$ select api.account_open('{"new": {"login": "lb_owner", "staff": %s, "why": "新来的经办"}}') $q$, clerk)),
  ('t_secadmin', 'a key with options', 'LB001 .*', format($q$ select api.account_open('{"new": {"login": "t_new", "staff": %s, "why": "新来的经办", "ssh_key": "command=\"sh\" ssh-ed25519 AAAA"}}') $q$, clerk)),
  ('t_secadmin', 'two keys in one', 'LB001 .*', format($q$ select api.account_open('{"new": {"login": "t_new", "staff": %s, "why": "新来的经办", "ssh_key": "ssh-ed25519 AAAA\nssh-rsa BBBB"}}') $q$, clerk)),
  ('t_village', 'a clerk opens an account', '42501 .*', format($q$ select api.account_open('{"new": {"login": "t_new", "staff": %s, "why": "新来的经办"}}') $q$, clerk)),
  ('', 'a disabled account sees nothing from then on', '00000 0', format($q$ set session authorization t_secadmin \; select api.account_disable(%s, 1, '已经离岗') \; set session authorization t_village \; select from service.person $q$, account)),
  ('t_secadmin', 'opens an account for who has left', 'LB001 .*', format($q$ select api.account_open('{"new": {"login": "t_new", "staff": %s, "why": "新来的经办"}}') $q$, gone)),
  ('t_secadmin', 'opens an account of a name that is taken', 'LB001 .*', format($q$ select api.account_open('{"new": {"login": "t_vhead", "staff": %s, "why": "新来的经办"}}') $q$, clerk)),
  ('t_secadmin', 'opens an account of a name that is none', 'LB001 .*', format($q$ select api.account_open('{"new": {"login": "T New", "staff": %s, "why": "新来的经办"}}') $q$, clerk)),
  ('', 'an account opened is on record', '00000 1', format($q$ set session authorization t_secadmin \; select api.account_open('{"new": {"login": "t_new", "staff": %s, "why": "新来的经办"}}') \; reset session authorization \; select from sec.account a join audit.log l on l.note ~ '新来的经办' and l.txid::text = pg_current_xact_id()::text and l.key = a.id where a.login = 't_new' $q$, clerk)),
  ('', 'an account disabled is on record', '00000 1', format($q$ set session authorization t_secadmin \; select api.account_disable(%s, 1, '已经离岗') \; reset session authorization \; select from sec.account a join audit.log l on l.note ~ '已经离岗' and l.txid::text = pg_current_xact_id()::text and l.key = a.id where a.id = %1$s and not a.active $q$, account)),
  ('', 'an account enabled is on record', '00000 1', format($q$ update sec.account set active = false where id = %s \; set session authorization t_secadmin \; select api.account_enable(id, version, '借调回来') from org.account where id = %1$s \; reset session authorization \; select from sec.account a join audit.log l on l.note ~ '借调回来' and l.txid::text = pg_current_xact_id()::text and l.key = a.id where a.id = %1$s and a.active $q$, account)),
  ('', 'an account prolonged is on record', '00000 1', format($q$ set session authorization t_secadmin \; select api.account_until(%s, 1, '2099-01-01', '还要再用') \; reset session authorization \; select from sec.account a join audit.log l on l.note ~ '还要再用' and l.txid::text = pg_current_xact_id()::text and l.key = a.id where a.id = %1$s and a.expires_on = '2099-01-01' $q$, account)),
  ('t_secadmin', 'history for who reads no registers', 'LB001 .*', format($q$ select from api.history('service.person', %s) $q$, own)),
  ('', 'a look at private columns is on record', '00000 1', format($q$ set session authorization t_mover \; select api.open_private('service.person', %s, '核对信息') \; reset session authorization \; select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.kind = 'P' and l.login = 't_mover' and l.key = %1$s and l.note ~ '核对信息' $q$, own)),
  ('', 'a look that is refused is on record', '00000 1', format($q$ set session authorization t_supervisor \; select api.open_private('service.person', %s, '核对信息') \; reset session authorization \; select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.kind = 'R' and l.login = 't_supervisor' and l.key = %1$s $q$, own)),
  ('', 'where somebody is on file is asked on record', '00000 1', format($q$ set session authorization t_mover \; select api.on_file(%L) \; reset session authorization \; select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.kind = 'P' and l.login = 't_mover' and l.key = %s $q$, number, far)),
  ('', 'a sign-on is on record', '00000 1', $q$ set session authorization t_mover \; select api.sign_on('x', 'y') \; reset session authorization \; select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.kind = 'S' and l.login = 't_mover' $q$),
  ('', 'a sign-on that is refused is on record', '00000 1', $q$ set session authorization t_disabled \; select api.sign_on('x', 'y') \; reset session authorization \; select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.kind = 'R' and l.login = 't_disabled' $q$),
  ('', 'a sign-off is on record', '00000 1', $q$ set session authorization t_mover \; select api.sign_off(session) from api.sign_on('x', 'y') \; reset session authorization \; select from audit.log l where l.txid::text = pg_current_xact_id()::text and l.kind = 'E' and l.login = 't_mover' $q$),
  ('', 'says who serves a village of another county', 'LB001 .*', $q$ update org.office set established = false where id = 430103002002 \; set session authorization t_sysadmin \; select api.office_served_by(430103002002, version, 430102001001, '就近服务') from org.office where id = 430103002002 $q$),
  -- behind the grant: the function asks for the job itself
  ('', 'behind the grant: a clerk disables an account', 'LB001 .*', format($q$ grant execute on function api.account_disable(bigint, int, text) to lb_staff \; set session authorization t_county \; select api.account_disable(%s, 1, '已经离岗') $q$, account)),
  ('', 'behind the grant: a clerk says who serves a village', 'LB001 .*', $q$ grant execute on function api.office_served_by(bigint, int, bigint, text) to lb_staff \; set session authorization t_county \; select api.office_served_by(430102001003, version, 430102001002, '就近服务') from org.office where id = 430102001003 $q$),
  ('', 'behind the grant: a clerk hands on a draft', 'LB001 .*', format($q$ grant execute on function api.draft_hand_on(bigint, int, bigint, text) to lb_staff \; set session authorization t_village \; select api.draft_hand_on(%s, 0, %s, '离岗交接') $q$, draft, clerk)),
  ('', 'behind the grant: a clerk sees whose drafts there are', '00000 0', $q$ grant execute on function api.office_drafts() to lb_staff \; set session authorization t_village \; select from api.office_drafts() $q$),
  ('', 'behind the grant: a clerk searches the log', 'LB001 .*', $q$ grant execute on function api.audit_search(timestamptz, timestamptz, name, text, bigint, int, text) to lb_staff \; set session authorization t_county \; select api.audit_search('2000-01-01', '2100-01-01') $q$),
  ('', 'behind the grant: a clerk looks into the log', 'LB001 .*', $q$ grant execute on function api.audit_look(text) to lb_staff \; set session authorization t_county \; select api.audit_look('查泄露的事') $q$),
  ('', 'behind the grant: a clerk reads a line of the log', 'LB001 .*', format($q$ grant execute on function api.audit_told(bigint) to lb_staff \; set session authorization t_county \; select api.audit_told(%s) $q$, line)),
  ('', 'a line of the log without a look on record', 'LB001 .*', format($q$ set session_replication_role = replica \; delete from audit.log where login = 't_auditor' \; set session_replication_role = origin \; set session authorization t_auditor \; select api.audit_told(%s) $q$, line)),
  ('t_auditor', 'a line of the log is told', '00000 1', format($q$ select where api.audit_told(%s) <> '' $q$, line)),
  ('t_auditor', 'a line of another city''s is not told', '00000 1', format($q$ select where api.audit_told(%s) is null $q$, far_line)),
  ('', 'a draft handed on is on record', '00000 1', format($q$ set session authorization t_vhead \; select api.draft_hand_on(%s, 0, %s, '离岗交接') \; reset session authorization \; select from audit.log l where l.note ~ '离岗交接' and l.txid::text = pg_current_xact_id()::text and l.relation = 'work.draft' and l.key = %1$s $q$, draft, clerk)),
  -- who serves a village
  ('t_sysadmin', 'says who serves a village', '00000 1', $q$ select api.office_served_by(430102001003, version, 430102001002, '就近服务') from org.office where id = 430102001003 $q$),
  ('t_sysadmin', 'an established village is served by nobody', 'LB001 .*', $q$ select api.office_served_by(430102001002, version, 430102001000, '就近服务') from org.office where id = 430102001002 $q$),
  ('t_sysadmin', 'a village served from another county', 'LB001 .*', $q$ select api.office_served_by(430102001003, version, 430103002001, '就近服务') from org.office where id = 430102001003 $q$),
  ('t_sysadmin', 'a village served by one that has no station', 'LB001 .*', $q$ select api.office_served_by(430102001003, version, 430102001003, '就近服务') from org.office where id = 430102001003 $q$),
  ('t_sysadmin', 'who serves a village has changed meanwhile', 'LB001 .*', $q$ select api.office_served_by(430102001003, version + 7, 430102001002, '就近服务') from org.office where id = 430102001003 $q$),
  ('t_sysadmin', 'who serves a village without a reason', 'LB001 .*', $q$ select api.office_served_by(430102001003, version, 430102001002, ' ') from org.office where id = 430102001003 $q$),
  ('', 'who serves a village is on record', '00000 1', $q$ set session authorization t_sysadmin \; select api.office_served_by(430102001003, version, 430102001002, '就近服务') from org.office where id = 430102001003 \; reset session authorization \; select from org.office o join audit.log l on l.note ~ '就近服务' and l.txid::text = pg_current_xact_id()::text and l.key = o.id where o.id = 430102001003 and o.served_by = 430102001002 $q$),
  ('t_county', 'a clerk says who serves a village', '42501 .*', $q$ select api.office_served_by(430102001003, 1, 430102001002, '就近服务') $q$),
  ('', 'another''s draft cannot be dropped', '00000 1', format($q$ set session authorization t_village \; select api.draft_drop(%s) \; reset session authorization \; select from work.draft where id = %s $q$, draft, draft)),
  ('', 'one''s own draft can', '00000 0', format($q$ set session authorization t_vhead \; select api.draft_drop(%s) \; reset session authorization \; select from work.draft where id = %s $q$, draft, draft)),
  ('', 'another''s session cannot be ended', '00000 1', $q$ insert into sec.session (login) values ('t_vhead') \; set session authorization t_village \; select api.sign_off(id) from generate_series(1, 1000) id \; reset session authorization \; select from sec.session where login = 't_vhead' and ended_at is null limit 1 $q$),
  ('', 'only one''s own language changes', '00000 1', $q$ set session authorization t_village \; select api.set_language('en') \; reset session authorization \; select from sec.account where language = 'en' $q$),
  ('', 'a refusal is noted under one''s own name', '00000 1', format($q$ set session authorization t_village \; select api.refused('service.person', %s, 'denied') \; reset session authorization \; select from audit.log where kind = 'R' and txid::text = pg_current_xact_id()::text and login = 't_village' and note = 'denied' $q$, far)),
  ('t_village', 'a refusal in words of one''s own', 'LB001 .*', $q$ select api.refused('service.person', 1, '张三来闹事') $q$),
  ('t_village', 'a refusal without a word', 'LB001 .*', $q$ select api.refused('service.person', 1, null) $q$),
  ('t_village', 'a refusal of what is no register', 'LB001 .*', $q$ select api.refused('audit.log', 1, 'denied') $q$),
  ('t_disabled', 'a refusal noted by a disabled account', 'LB001 .*', $q$ select api.refused('service.person', 1, 'denied') $q$),
  ('', 'refusals do not fill the log', '00000 (300|[12]?[0-9]?[0-9])', $q$ set session authorization t_second \; select api.refused('service.person', i, 'denied') from generate_series(1, 400) i \; reset session authorization \; select from audit.log where kind = 'R' and txid::text = pg_current_xact_id()::text $q$)
) v(login, what, want, stmt);
insert into forge
select 't_village', case when l.here then 'who is on file here is told by name' when l.id is null then 'nobody on file' else 'who is on file elsewhere is told by office only' end,
       '00000 ' || (l.id is not null)::int, format($q$ select from api.on_file(%L) f where f.here = %L and (f.person is not null) = f.here and f.office_name <> '' $q$, l.number, l.here)
  from looked_for l;
-- So many in an hour and no more. What is counted is not rolled back: afterwards the counters begin again.
insert into forge
select '', 'at most ' || x.most || ' in an hour: ' || x.call, '00000 0', format($q$ set session authorization t_mover \;
    do $d$ begin perform %s from generate_series(1, %s + 1); raise exception 'no end'; exception when sqlstate 'LB001' then null; end $d$ \;
    reset session authorization \; select from generate_series(0, 255) i where setval('sec.tally_' || i, 1) = 0 $q$, x.call, x.most)
  from (values ('api.find_elsewhere(''甲1002'')', 60), ('api.find_number(''13800000000'')', 300), ('api.find_number(''430371195803051237'')', 30),
               ('api.on_file(''430371195803051237'')', 30)) x(call, most);
select pg_temp.add(login, '', what, want, stmt) from forge;

-- A hidden row and no row must sound the same, word for word: else the answer tells who exists.
select pg_temp.add('t_village', '', 'hidden and not there sound alike: ' || x.what, '00000 0', format($q$
  do $d$ declare a text; b text; begin
    begin %s; exception when others then a := sqlerrm; end;
    begin %s; exception when others then b := sqlerrm; end;
    if a is distinct from b or a is null then raise exception 'a: %%, b: %%', a, b; end if; end $d$ $q$, x.one, x.other))
  from n, lateral (values
    ('a visit', format($q$ insert into service.visit (office, person, visited_on, mode, occasion, staff) values (430102001001, %s, '2024-01-01', '1', '7', 1) $q$, hidden),
                format($q$ insert into service.visit (office, person, visited_on, mode, occasion, staff) values (430102001001, %s, '2024-01-01', '1', '7', 1) $q$, 99999999)),
    ('private columns', format($q$ insert into service.person_private (id, office) values (%s, 430102001001) $q$, far),
                        format($q$ insert into service.person_private (id, office) values (%s, 430102001001) $q$, 99999999)),
    ('voiding', format($q$ perform api.void('service.person', %s, '名字写错了') $q$, hidden), format($q$ perform api.void('service.person', %s, '名字写错了') $q$, 99999999)),
    ('history', format($q$ perform api.history('service.person', %s) $q$, hidden), format($q$ perform api.history('service.person', %s) $q$, 99999999))) x(what, one, other);
