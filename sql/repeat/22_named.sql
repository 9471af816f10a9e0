-- SPDX-License-Identifier: Apache-2.0
-- Offices below that are named in a row of an office above, or in one of its lines, see it: work.shown_to says which, sec.protect(…, shown => …)
-- asks it. Reading by names and nothing else: no names, no row.

-- The numbers (work.shown_to.key) under which an office is named: its own, those of the offices it serves, and "all below", of any tier or
-- of its own, of every office above.
create or replace function sec.keys_of(office bigint) returns bigint[]
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare keys bigint[];
begin
  select array_agg(distinct a.id * 100 + b.below * 10 + t.tier) into keys
    from org.office x
   cross join lateral unnest(array[x.id, x.parent, x.id / 1000 * 1000, x.id / 1000000 * 1000000, x.id / 100000000 * 100000000, x.id / 10000000000 * 10000000000]) a(id)
   cross join (values (0), (1)) b(below)
   cross join lateral (values (x.tier::int), (9)) t(tier)
   where (x.id = keys_of.office or x.served_by = keys_of.office and not x.established) and (b.below = 1 or a.id = x.id);
  return keys;
end $$;

-- Of the session's own office: IMMUTABLE as sec.ranges() is, so that the planner has literals, and checked at every execution by sec.keys_ok().
create or replace function sec.address_keys() returns bigint[]
language plpgsql immutable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return sec.keys_of(sec.own_office()); end $$;

-- The offices whose rows can name it: those above.
create or replace function sec.above() returns bigint[]
language plpgsql immutable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
declare x bigint[];
begin
  select array_agg(distinct k / 100) into x from unnest(sec.address_keys()) k;
  return x;
end $$;

create or replace function sec.keys_ok(keys bigint[]) returns boolean
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return (keys = sec.keys_of(sec.own_office())) is true; end $$;

-- A plan that is kept holds ranges and names as they were when it was made, and shows nothing once they have changed: from then on all are made
-- anew. Asked by the first screen, whose plans are kept.
create or replace function sec.renew_plans() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  planned constant text := coalesce(current_setting('laobing.planned', true), '');
  ranges bigint[]; keys bigint[];
begin
  if sec.scope_ok(nullif(split_part(planned, ' ', 1), '')::bigint[]) and sec.keys_ok(nullif(split_part(planned, ' ', 2), '')::bigint[]) then return; end if;
  discard plans;
  execute 'select sec.ranges(), sec.address_keys()' into ranges, keys;
  perform set_config('laobing.planned', concat_ws(' ', ranges, keys), false);
end $$;

-- Is the row shown to the caller's office by its names.
create or replace function sec.is_shown(relation text, row_id bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (select from work.shown_to s where s.relation = is_shown.relation and s.row_id = is_shown.row_id and s.key = any (sec.keys_of(sec.own_office())))
$$;

-- Whose names they are: the row's own, or those of the row it goes with.
create or replace function sec.shown_by(rel regclass, shown text) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case when shown = 'id' then rel::text
              else (select c.confrelid::regclass::text from pg_constraint c join pg_attribute a on a.attrelid = rel and a.attname = shown
                     where c.conrelid = rel and c.contype = 'f' and c.conkey = array[a.attnum]) end
$$;

-- One look at one's own names a statement (a hashed subplan), then a look-up a row; the owner among those above is what an index can be asked.
create or replace function sec.shown_condition(rel regclass, shown text) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select format('office = any (sec.above()) and (select sec.keys_ok(sec.address_keys())) and %I in (select s.row_id from work.shown_to s where s.relation = %L)',
                shown, sec.shown_by(rel, shown)) where shown is not null
$$;

-- A row's lines name offices: each line is kept in work.shown_to for as long as it stands. Arguments: whose lines they are, the line's column
-- of that row, its column of the office. With it comes sec.protect(that relation, …, shown => 'id').
create or replace function sec.show_to_named() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  line constant jsonb := to_jsonb(new);
  named constant bigint := case when line ->> 'voided_at' is null then (line ->> tg_argv[2])::bigint end;
  by_table constant text := tg_relid::regclass::text;
begin
  if named is null then
    delete from work.shown_to s where s.child = by_table and s.child_id = new.id;
  else
    insert into work.shown_to as s (relation, row_id, office, since, child, child_id) values (tg_argv[0], (line ->> tg_argv[1])::bigint, named, ref.today(), by_table, new.id)
    on conflict (child, child_id) where s.child is not null do update set office = excluded.office, row_id = excluded.row_id
      where (s.office, s.row_id) is distinct from (excluded.office, excluded.row_id);
  end if;
  return null;
end $$;

grant execute on function sec.address_keys(), sec.above(), sec.keys_ok(bigint[]), sec.renew_plans() to lb_staff;
