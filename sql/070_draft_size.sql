-- SPDX-License-Identifier: Apache-2.0
-- A draft is a record somebody types; nobody types a million bytes.
alter table work.draft add constraint draft_size check (octet_length(fields::text) <= 1000000) not valid;

-- Functions made by the numbered files, too, look for nothing among what is temporary before the catalogue.
do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.proconfig @> '{search_path=pg_catalog}' and n.nspname in ('sec', 'ref', 'code', 'std', 'org', 'service', 'work', 'app', 'audit', 'api') loop
    execute format('alter %s %s set search_path = pg_catalog, pg_temp', case when (select prokind from pg_proc where oid = f) = 'p' then 'procedure' else 'function' end, f);
  end loop;
end $$;
delete from app.refusal where name = 'birth_differs';
