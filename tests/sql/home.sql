-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- The first screen by job, and which draft a thing was begun in.
\ir person.inc
select no_plan();
create function tap.draft(login text, form text, record text, fields text) returns text language sql as $$
  select tap.told(login, format('select app.draft_put(null, %L, %s, 1, %L)', form, record, fields)) $$;
create function tap.draft_of(login text, form text, record text, given text) returns text language sql as $$
  select tap.told(login, format('select app.draft_of(%L, %s, %L)', form, record, given)) $$;
select tap.draft('p_village', 'visit', 'null', '{"v": {"person": ["7", "张建国", null]}}') as begun \gset
select tap.draft('p_village', 'visit', '12', '{"v": {"gift": ["米", "米", null]}}') as changed \gset
select is(tap.draft_of('p_village', 'visit', 'null', '{"person": 7}'), :'begun', 'a new one about the same person');
select is(tap.draft_of('p_village', 'visit', 'null', '{"person": 8}'), '-', 'not about another');
select is(tap.draft_of('p_village', 'pairing', 'null', '{"person": 7}'), '-', 'not in another register');
select is(tap.draft_of('p_village', 'visit', 'null', '{}'), '-', 'what begins with nothing goes on with nothing');
select is(tap.draft_of('p_village', 'visit', '12', '{}'), :'changed', 'of a record');
select is(tap.draft_of('p_head', 'visit', '12', '{}'), '-', 'nobody else''s');
select tap.draft('p_village', 'visit', 'null', '{"v": {"person": ["7", "张建国", null], "gift": ["油", "油", null]}}') as newer \gset
select is(tap.draft_of('p_village', 'visit', 'null', '{"person": 7}'), :'newer', 'of two the newest');

select is(tap.told('p_village', 'select string_agg(part, '' '' order by part) from app.home(ref.today())'), 'own', 'who has duties: their figures');
select is(tap.told('p_reporter', 'select count(*) from app.home(ref.today()) where part <> ''place'''), '0', 'who has none: the places of his work');
select matches(sec.who('p_village'), '^李华（识字里社区', 'an account by its person');
select is(sec.who('lb_owner'), '系统', 'who is no account is the system');

-- Plans are kept for the session and hold its ranges: whoever comes to serve another office sees its duties at once, and his own as before.
insert into work.duty (office, rule, subject, from_on, due_on, whom) values (430102001001, 19, 1, ref.today(), ref.today(), '自己的'), (430102001002, 19, 2, ref.today(), ref.today(), '代办的');
select dblink_connect('seated', format('host=%s port=%s dbname=%s user=p_village options=''-c client_min_messages=warning''', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database())) \g /dev/null
create function tap.lines() returns text language sql as $$
  select string_agg(name, ' ' order by name) from dblink('seated', 'select name from app.home(ref.today()) where part = ''due''') x(name text) $$;
select is((select string_agg(tap.lines(), '|') from generate_series(1, 7)), '自己的|自己的|自己的|自己的|自己的|自己的|自己的', 'asked again and again');
update org.office set established = false, served_by = 430102001001 where id = 430102001002;
select is(tap.lines(), '代办的 自己的', 'a village more to serve, in the same session');
update org.office set established = true, served_by = null where id = 430102001002;
select is(tap.lines(), '自己的', 'and no more');
select dblink_disconnect('seated') \g /dev/null

-- A year by day, for the office asked from: what was noted and not struck out, what was missed or is overdue; not what waits, nor another office's.
insert into service.person (office, name, sex, category, filed_on) values (430102001001, '丙一', '1', '100', ref.today() - 99) returning id as someone \gset
select s.id as someone_of_staff from org.staff s join sec.account a on a.staff = s.id where a.login = 'p_village' \gset
create function tap.year(login text, day date) returns text language sql as $$
  select tap.told(login, format('select coalesce(min(noted || '' '' || late), ''-'') from app.year(%s) where day = %L', extract(year from day), day)) $$;
insert into service.visit (office, person, visited_on, mode, occasion, staff, voided_at)
select 430102001001, :someone, ref.today() - 3, '1', '7', :someone_of_staff, v from (values (null), (null), (now())) x(v);
insert into work.duty (office, rule, subject, from_on, due_on, outcome, closed_on, whom) values
  (430102001001, 19, 11, ref.today() - 9, ref.today() - 3, 'm', ref.today(), '漏了的'), (430102001001, 19, 12, ref.today() - 9, ref.today() - 3, null, null, '逾期的'),
  (430102001001, 19, 13, ref.today() - 9, ref.today() - 3, 'd', ref.today() - 3, '做了的'), (430102001001, 19, 14, ref.today() - 9, ref.today() - 3, 'v', ref.today(), '免做的'),
  (430102001001, 19, 15, ref.today() - 9, ref.today() + 1, null, null, '等着的'), (430102001002, 19, 16, ref.today() - 9, ref.today() - 3, 'm', ref.today(), '别处的');
select is(tap.year('p_village', ref.today() - 3), '2 2', 'two visits, one missed, one overdue');
select is(tap.year('p_village', ref.today() + 1), '-', 'what waits is not late');
select is(tap.year('p_neighbour', ref.today() - 3), '0 1', 'another office has its own');
delete from work.duty where rule = 19 and subject between 11 and 16;

-- Rows of a ledger that a rule writes together are on record one by one, changes with what changed only.
create function tap.log(kind text) returns text language sql as $$
  select string_agg(concat_ws(' ', l.key is not null, l.office, (select string_agg(k, ',' order by k) from jsonb_object_keys(coalesce(l.old, l.new) - '{id,created_at,created_by,changed_at,changed_by,version}'::text[]) k)), '|' order by l.office)
    from audit.log l where l.relation = 'work.duty' and l.kind = log.kind::"char" and l.txid = pg_current_xact_id()::text::bigint $$;
begin;
update work.duty set outcome = 'v', closed_on = ref.today() where rule = 19 and subject in (1, 2);
select is(tap.log('U'), 't 430102001001 closed_on,open_due,outcome|t 430102001002 closed_on,open_due,outcome', 'two closed by one statement: a line each');
update work.duty set note = note where rule = 19 and subject in (1, 2);
select is(tap.log('U'), 't 430102001001 closed_on,open_due,outcome|t 430102001002 closed_on,open_due,outcome', 'what changes nothing leaves none');
delete from work.duty where rule = 19 and subject in (1, 2);
select is((select count(*) from audit.log l where l.relation = 'work.duty' and l.kind = 'D' and l.txid = pg_current_xact_id()::text::bigint and l.old ->> 'whom' is not null), 2::bigint, 'what is taken away is there whole');
select is(current_setting('laobing.changed', true), '430102', 'their county hears of it once');
commit;
select * from finish();
