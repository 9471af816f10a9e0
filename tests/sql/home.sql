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
select * from finish();
