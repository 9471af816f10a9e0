-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Voiding: who may, until when, and what goes with a file that is voided.
\ir person.inc
select no_plan();
create function tap.id(body text) returns text language sql immutable as $$ select body || ref.id_digit(body) $$;
create function tap.file(name text, id text) returns text language sql immutable as $$
  select format($q$select answer from app.save('{"relation":"service.person","new":{"name":"%s","sex":"1","category":"100","filed_on":"2026-01-01"},"private":{"id_no":"%s"}}')$q$, name, id) $$;

select is(tap.told('p_village', tap.file('张国强', tap.id('43037119680305123'))), 'saved', 'a file');
select is(tap.told('p_village', format($$select answer from app.save('{"relation":"service.pairing","new":{"person":"1","started_on":"2026-01-01","staff":"%s"}}')$$,
  (select staff from sec.account where login = 'p_village'))), 'saved', 'paired');
select matches(tap.told('p_neighbour', $$select api.void('service.person', 1, '名字写错了')$$), '^LB001 这条记录已经不在了', 'not the neighbour');
select matches(tap.told('p_township', $$select api.void('service.person', 1, '名字写错了')$$), '^LB001 没有权限', 'not the township, which does not write it');
select matches(tap.told('p_head', $$select api.void('service.person', 1, '')$$), '^LB001 请写明', 'not without a reason');
select matches(tap.told('p_village', $$select api.void('service.person_private', 1, '名字写错了')$$), '^LB001 这里的记录不能作废', 'no private side');
select matches(tap.told('p_village', $$select api.void('audit.log', 1, '名字写错了')$$), '^LB001 这里的记录不能作废', 'no log');
select is(tap.told('p_village', $$select api.void('service.person', 1, '名字写错了')$$), '', 'one''s own of today');
select matches(tap.told('p_head', $$select api.void('service.person', 1, '名字写错了')$$), '^LB001 这条记录已经不在了', 'once');
select is((select voided_by || ' ' || void_why from service.person where id = 1)::text collate "default", 'p_village 名字写错了', 'by whom and why');
select is((select count(*) from service.pairing where voided_at is null), 0::bigint, 'its pairing with it');
select is((select count(*) from work.todo where due_on is not null), 0::bigint, 'nobody owes a contact');
select is(tap.told('p_village', $$select count(*) from app.find('zgq')$$), '0', 'not found by initials');
select is(tap.told('p_village', $$select count(*) from app.find('张国强')$$), '0', 'nor by name');
select is(tap.told('p_village', format($$select count(*) from app.find('%s')$$, tap.id('43037119680305123'))), '0', 'nor by number');
select is(tap.told('p_village', tap.file('张国强', tap.id('43037119680305123'))), 'saved', 'the number is free again');
select ok((select old_id_no = tap.id('43037119680305123') from service.person_private where id = 1), 'and stays on the old file');

-- Later, and of others: the head.
set session_replication_role = replica;
update service.person set created_at = now() - interval '25 hours' where id = 2;
set session_replication_role = origin;
select matches(tap.told('p_village', $$select api.void('service.person', 2, '名字写错了')$$), '^LB001 自己写的 24 小时以内', 'not after a day');
select is(tap.told('p_head', $$select api.void('service.person', 2, '名字写错了')$$), '', 'the head');
select * from finish();
