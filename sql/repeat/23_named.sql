-- SPDX-License-Identifier: Apache-2.0
-- Offices that a row's children name see the row: the meeting, because of its attendance. sec.names() declares it, behind sec.protect() of the
-- parent (which drops all policies). Only the office itself, and who serves it, are let in by it: those above see by their ranges or not at all.

-- The rows of this relation that name the session's office.
create or replace function sec.named_in(parent regclass) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  mine constant bigint := sec.own_office();
begin
  return array(select n.id from sec.named n where n.parent = named_in.parent and n.office in (select o.id from org.office o where mine in (o.id, o.served_by)));
end $$;

-- Which office a child names is kept beside: arguments parent, column of the parent's id, column of the office.
create or replace function sec.name_office() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  n constant jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
begin
  if n ->> tg_argv[2] is null or n ->> 'voided_at' is not null then
    delete from sec.named x where x.child = tg_relid and x.child_id = (coalesce(n, to_jsonb(old)) ->> 'id')::bigint;
  else
    insert into sec.named (parent, office, id, child, child_id) values (tg_argv[0]::regclass, (n ->> tg_argv[2])::bigint, (n ->> tg_argv[1])::bigint, tg_relid, (n ->> 'id')::bigint)
    on conflict (child, child_id) do update set office = excluded.office, id = excluded.id where (sec.named.office, sec.named.id) is distinct from (excluded.office, excluded.id);
  end if;
  return null;
end $$;

-- Rows of `child` name an office in `office_column`; it sees the row of `parent` that `by_column` says.
create or replace procedure sec.names(child text, by_column text, office_column text)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  parent constant regclass := (select c.confrelid from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
                                where c.conrelid = child::regclass and c.contype = 'f' and a.attname = by_column);
begin
  insert into sec.naming as x (child, parent, by_column, office_column) values (child::regclass, parent, by_column, office_column)
    on conflict on constraint naming_pkey do update set parent = excluded.parent, by_column = excluded.by_column, office_column = excluded.office_column;
  execute format('create or replace trigger y_names after insert or update or delete on %s for each row execute function sec.name_office(%L, %L, %L)', child::regclass, parent, by_column, office_column);
  execute format('drop policy if exists named on %s', parent);
  execute format('create policy named on %s for select to lb_staff using (id = any ((select sec.named_in(%L::regclass))::bigint[]) and (select sec.scope_ok(sec.ranges())))', parent, parent);
end $$;

grant execute on function sec.named_in(regclass) to lb_staff;
