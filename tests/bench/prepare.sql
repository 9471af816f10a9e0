-- SPDX-License-Identifier: Apache-2.0
-- The owner's same SQL without rights: for each tier a schema own_<tier> with the tables as views whose ranges are literals, and the
-- functions of the find box copied with these names in place of the rights they ask for. Made from what is in the database, so that
-- nobody has to keep a second version.
set role lb_owner;
do $$
declare
  a record;
  f record;
  r record;
  body text;
  here text;
begin
  for a in
    select c.login, 'own_' || substr(c.login, 6) as schema, s.office, x.lo, x.hi
      from sec.account c join org.staff s on s.id = c.staff join sec.scope x on x.login = c.login
     where c.login in ('demo_village', 'demo_township', 'demo_county', 'demo_city', 'demo_province')
  loop
    execute format('drop schema if exists %1$I cascade; create schema %1$I', a.schema);
    for r in
      select c.relname, exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'with_office' and not t.attisdropped) as has_party
        from sec.protected p join pg_class c on c.oid = p.relation
       where c.relnamespace = 'service'::regnamespace and p.kind in ('register', 'ledger', 'private')
    loop
      here := format('office >= %s and office < %s', a.lo, a.hi);
      execute format('create view %I.%I as select * from service.%2$I where %3$s', a.schema, r.relname,
                     here || case when r.has_party then ' or ' || replace(here, 'office', 'with_office') else '' end);
    end loop;
    for f in
      select pg_get_functiondef(p.oid) as def from pg_proc p
       where p.pronamespace in ('app'::regnamespace, 'api'::regnamespace)
         and p.proname in ('find', 'find_person', 'persons_by_reading', 'persons_by_mixture', 'persons_by_name', 'persons_by_given', 'persons_by_half', 'find_number')
    loop
      body := regexp_replace(f.def, '\m(app|api)\.(find|find_person|persons_by_reading|persons_by_mixture|persons_by_name|persons_by_given|persons_by_half|find_number)\(', a.schema || '.\2(', 'g');
      body := regexp_replace(body, '\mservice\.(person|person_key|person_private|pairing)\M(?!'')', a.schema || '.\1', 'g');
      body := replace(replace(replace(body, 'sec.own_office()', a.office || '::bigint'), 'sec.own_staff()', '1'), 'sec.language()', '''zh''::text');
      body := replace(replace(body, 'sec.ranges()', format('array[%s, %s, null, null]', a.lo, a.hi)), ' SECURITY DEFINER', '');
      execute body;
    end loop;
  end loop;
end $$;
