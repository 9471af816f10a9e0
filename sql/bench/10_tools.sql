-- SPDX-License-Identifier: Apache-2.0
-- A heap of invented people for measuring, on top of the demo. How many: `set laobing.n = 300000`; three million unless told.
-- Loading goes round the triggers: indexes and foreign keys are taken off, derived columns are set directly, all is put back and checked.
do $$ begin
  if not exists (select from pg_proc p where p.pronamespace = to_regnamespace('demo') and p.proname = 'roll') then
    raise exception using errcode = 'LB001', message = '先装演示数据：laobingctl demo', detail = 'bench data needs the demo first', constraint = 'demo_first';
  end if;
  if exists (select from pg_namespace where nspname = 'bench') then
    raise exception using errcode = 'LB001', message = '测量用的数据已经装过', detail = 'bench data is there already', constraint = 'bench_once';
  end if;
end $$;

create schema bench;
comment on schema bench is '测量用的数据怎么编';

create function bench.n() returns int
language sql stable parallel safe
return coalesce(nullif(current_setting('laobing.n', true), ''), '3000000')::int;

-- Takes triggers, foreign keys and all indexes but the primary key off a table; gives the statements that put them back.
create function bench.strip(rel regclass) returns text
language plpgsql set search_path = pg_catalog
as $$
declare
  back text := format('alter table %s enable trigger user;', rel);
  r record;
begin
  execute format('alter table %s disable trigger user', rel);
  for r in
    select format('alter table %s drop constraint %I', rel, c.conname) as off,
           format('alter table %s add constraint %I %s;', rel, c.conname, pg_get_constraintdef(c.oid)) as back_on
      from pg_constraint c where c.conrelid = rel and c.contype = 'f'
    union all
    select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid) || ';'
      from pg_index i where i.indrelid = rel and not i.indisprimary and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
  loop
    execute r.off;
    back := back || r.back_on;
  end loop;
  return back;
end $$;

