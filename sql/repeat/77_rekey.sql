-- SPDX-License-Identifier: Apache-2.0
-- When the readings of characters change, names on file are read anew, so many at a time, each time a transaction of its own: wherever it is
-- broken off, it goes on from there (laobingctl rekey).

-- The reading that stands for a name: as a clerk has put it right it stays. It was made by itself where it is empty, or was read past a rare character.
create or replace function service.py_now(p service.person) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case when p.py = '' or r.known <> p.name and p.py = ref.py(r.known) then ref.py(p.name) else p.py end
    from (select coalesce(string_agg(c, '' order by n), '') as known from regexp_split_to_table(p.name, '') with ordinality x(c, n) where exists (select from ref.hanzi h where h.hanzi = c) or c !~ '[⺀-鿿豈-﫿𠀀-𿿽]') r
$$;

create or replace function service.rekey(p service.person) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  reads constant text := service.py_now(p);
  is_other constant boolean := (reads, (ref.read_as(p.name, nullif(reads, ''))).sort_as) is distinct from (p.py, p.sort_as);
begin
  if is_other then
    update service.person x set py = reads where x.id = p.id;         -- what it stands by follows, and its keys with another reading
  end if;
  if reads <> p.py then
    return true;
  elsif array(select k.kind::text || k.key from service.keys_of(p) k order by 1) <> array(select k.kind::text || k.key from service.person_key k where k.person = p.id order by 1) then
    perform service.make_keys(p);
    return true;
  end if;
  return is_other;
end $$;

-- Is there one of the characters in a name, or in another form of it?
create or replace function service.bears(p service.person, chars text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select chars is null or translate(p.name, chars, '') <> p.name
      or exists (select from service.person_name n where n.person = p.id and n.voided_at is null and translate(n.name, chars, '') <> n.name)
      or exists (select from work.merged_names(p.id, p.name) m(name) where translate(m.name, chars, '') <> m.name)
$$;
revoke all on function service.bears(service.person, text) from public;

-- The next `most` names. Answers how many of how many have been seen, how many read otherwise, and whether that was all.
create or replace function work.rekey_step(most int, out seen bigint, out changed bigint, out is_done boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  s work.rekeying;
  p service.person;
  n int := 0;
  x record;
begin
  insert into work.rekeying default values on conflict do nothing;
  select r.* into s from work.rekeying r for update;
  if s.stage = 1 then
    for p in select f.* from service.person f where f.id > s.upto order by f.id limit most for no key update loop
      n := n + 1;
      s.upto := p.id;
      s.changed := s.changed + (p.voided_at is null and service.bears(p, s.chars) and service.rekey(p))::int;
    end loop;
  else
    for x in execute format('select t.id, t.name, t.py, t.initials, t.sort_as, replace(r.spelled, '' '', '''') as now_py, ref.initials(r.spelled) as now_initials, r.sort_as as now_sorts
                               from %s t cross join lateral ref.read_as(t.name) r
                              where t.id > $1 order by t.id limit $2 for no key update of t', case s.stage when 2 then 'service.household' else 'org.staff' end) using s.upto, most loop
      n := n + 1;
      s.upto := x.id;
      if (s.chars is null or translate(x.name, s.chars, '') <> x.name) and (x.py, x.initials, x.sort_as) is distinct from (x.now_py, x.now_initials, x.now_sorts) then
        execute format('update %s t set name = t.name where t.id = $1', case s.stage when 2 then 'service.household' else 'org.staff' end) using x.id;
        s.changed := s.changed + 1;
      end if;
    end loop;
  end if;
  s.seen := s.seen + n;
  if n < most then
    s.stage := s.stage + 1;
    s.upto := 0;
  end if;
  seen := s.seen; changed := s.changed; is_done := s.stage > 3;
  if is_done then
    delete from work.rekeying;
  else
    update work.rekeying r set (stage, upto, seen, changed) = (select s.stage, s.upto, s.seen, s.changed);
  end if;
end $$;
comment on function work.rekey_step(int) is '在档姓名重算读音：再做一批';
revoke all on function work.rekey_step(int), service.rekey(service.person), service.py_now(service.person) from public;

-- A reading that changes concerns whoever is on file: from the beginning.
create or replace function work.rekey_wanted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from changed) and exists (select from service.person) then
    insert into work.rekeying as r (chars) select string_agg(coalesce(to_jsonb(c) ->> 'hanzi', to_jsonb(c) ->> 'surname'), '') from changed c
      on conflict (one) do update set chars = r.chars || excluded.chars, stage = 1, upto = 0, seen = 0, changed = 0, began_at = clock_timestamp();
  end if;
  return null;
end $$;
do $$
declare t text; e text;
begin
  foreach t in array '{ref.hanzi,ref.glyph,ref.surname}'::text[] loop
    foreach e in array '{insert,update,delete}'::text[] loop
      execute format('create or replace trigger z_rekey_%s after %s on %s referencing %s table as changed for each statement execute function work.rekey_wanted()',
                     e, e, t, case e when 'delete' then 'old' else 'new' end);
    end loop;
  end loop;
end $$;
