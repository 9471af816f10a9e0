-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- One's own of the last 24 hours, taken back: fields, new records, voids, private columns, and undoings; and what is refused.
\ir person.inc
select no_plan();
create function tap.id(body text) returns text language sql immutable as $$ select body || ref.id_digit(body) $$;
create function tap.save(who text, request jsonb) returns text language sql as $$ select tap.told(who, format('select answer from app.save(%L)', request)) $$;
-- The newest change of this login, and undoing the k-th newest.
create function tap.undo(who text, k int default 1) returns text language sql as $$
  select tap.told(who, format('select app.undo(c.change) from (select distinct change from api.my_changes() order by change desc offset %s limit 1) c', k - 1)) $$;
create function tap.version(rel regclass, row_id bigint) returns int language plpgsql as $$ declare v int; begin execute format('select version from %s where id = $1', rel) into v using row_id; return v; end $$;
create function tap.list(who text) returns text language sql as $$
  select tap.told(who, $q$select string_agg(line, E'\n' order by change desc) from (select change, concat_ws(' ', what, register, label, case when undone then '（已撤销）' end,
    string_agg(concat_ws(' ', part, zh || '：' || case what when 'N' then now else coalesce(was, '空') || '->' || coalesce(now, '空') end), '，')) as line from api.my_changes() group by change, what, register, label, undone) x$q$) $$;

select is(tap.save('p_village', format('{"relation":"service.person","new":{"name":"张国强","sex":"1","category":"100","filed_on":"2026-01-01"},"private":{"id_no":"%s","phone":"13800001111"}}', tap.id('43037119680305123'))::jsonb), 'saved', 'a file');
select is(tap.save('p_village', format('{"relation":"service.visit","new":{"person":"1","visited_on":"2026-01-02","mode":"1","occasion":"7","staff":"%s","gift":"米"},"children":[{"relation":"service.need","by":"visit","rows":[{"new":{"what":"修屋顶"}},{"new":{"what":"装扶手"}}]}]}',
  (select staff from sec.account where login = 'p_village'))::jsonb), 'saved', 'a visit');
select is(tap.save('p_village', '{"relation":"service.visit","id":1,"version":1,"old":{"gift":"米"},"new":{"gift":"米 油"}}'), 'saved', 'changed');
select diag(tap.list('p_village'));
select diag(tap.undo('p_village'));
select is((select gift from service.visit where id = 1)::text collate "default", '米', 'as it was');
select diag(tap.undo('p_village', 1));
select is((select gift from service.visit where id = 1)::text collate "default", '米 油', 'and undone in its turn');
select diag(tap.list('p_village'));
select diag(tap.undo('p_village', 4));
select diag(tap.undo('p_village', 5));
select diag(tap.undo('p_village', 1));
select diag(tap.undo('p_village', 4));
select diag(tap.undo('p_village', 5));
select diag(tap.undo('p_village', 5));
select diag(tap.list('p_village'));
select * from finish();
