-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Speed of hand: whom the grid of contacts begins with, jumping by numbers, what is not copied, a save known before its draft has a number.
\ir person.inc
select no_plan();

select is((select string_agg(c.column_name, ' ' order by c.column_name) from app.catalog('service.visit') c where c.once), 'person situation', 'what is a visit''s own is not copied');
select is((select count(*)::int from app.column where called and relation = 'service.person'), 1, 'a person is called by one number');
select is((select count(*)::int from app.column c where c.called and not exists (select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
            where i.indrelid = c.relation::regclass and a.attname = c.column_name)), 0, 'such a number has its index');

-- Whom to contact: one's own office's live pairings due by Sunday, one's own people first, then who is due first.
insert into service.person (id, office, name, sex, category, filed_on, external_no) overriding system value
  select 100 + k, case when k < 6 then 430102001001 else 430102001002 end, '丁' || k, '1', '100', '2026-01-01', 'MX-' || k from generate_series(1, 7) k;
insert into service.pairing (office, person, staff, started_on)
  select p.office, p.id, case when p.id = 103 then 1 end, ref.today() - 30 from service.person p where p.id > 100;
update service.pairing set ended_on = ref.today() - 1, end_why = '换人' where person = 102;
insert into service.visit (office, person, visited_on, mode, occasion, staff) values (430102001001, 101, ref.today(), '1', '7', 1);
select is(tap.told('p_village', 'select (min(person) filter (where n = 1) = 103)::text || '' '' || string_agg(person::text, '' '' order by person) from (select person, row_number() over () n from service.contacts_due()) x'),
          'true ' || (select string_agg(g.person::text, ' ' order by g.person) from service.pairing g where g.office = 430102001001 and g.due_on <= date_trunc('week', ref.today())::date + 6), 'his own first, none that ended, none of elsewhere');
select is(tap.told('p_village', 'select count(*) from service.contacts_due() where person = 102'), '0', 'a pairing that ended owes nothing');

select is(tap.told('p_village', 'select relation || '' '' || id || '' '' || label from app.jump(''MX-3'')'), 'service.person 103 丁3', 'a file by its number');
select is(tap.told('p_village', 'select count(*) from app.jump(''MX-6'')'), '0', 'none of elsewhere');
select is(tap.told('p_village', 'select count(*) from app.jump(''MX-'')'), '0', 'the whole number');

-- The same request again, whatever the draft's number is by then, is the same row; another one under that name is refused.
create function tap.save(extra text, gift text default '米') returns text language sql as $$
  select tap.told('p_village', format($q$select answer || ' ' || id from app.save('{"relation": "service.visit", "new": {"person": "104", "visited_on": "%s", "mode": "1", "occasion": "7", "staff": "1", "gift": "%s"}, "private": {}, "children": [] %s}')$q$, ref.today(), gift, extra)) $$;
select tap.save(', "client": "6f0d4e7e-0000-4000-8000-000000000001"') as first \gset
select matches(:'first'::text, '^saved ', 'saved');
select is(tap.save(', "client": "6f0d4e7e-0000-4000-8000-000000000001"'), :'first'::text, 'the same again is the same');
select is(tap.save(', "client": "6f0d4e7e-0000-4000-8000-000000000001", "draft": 99'), :'first'::text, 'with a number meanwhile too');
select matches(tap.save(', "client": "6f0d4e7e-0000-4000-8000-000000000001"', '油'), '刚才那次已经存上了', 'what was changed since is not');
select is((select count(*)::int from service.visit where person = 104), 1, 'one row');
select is(tap.told('p_village', 'select app.draft_put(null, ''visit'', null, null, ''{}'', ''x'', ''6f0d4e7e-0000-4000-8000-000000000001'')'), '-', 'a draft that comes after its save is none');
select is((select count(*)::int from work.draft), 0, 'nothing is kept of it');
select tap.told('p_village', 'select app.draft_put(null, ''visit'', null, null, ''{}'', ''x'', ''6f0d4e7e-0000-4000-8000-000000000002'')') as kept \gset
select matches(tap.save(', "sure": true, "client": "6f0d4e7e-0000-4000-8000-000000000002"'), '^saved ', 'another of its look, wanted');
select is((select count(*)::int from work.draft), 0, 'its draft is gone with it');
select finish();
