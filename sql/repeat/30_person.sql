-- SPDX-License-Identifier: Apache-2.0
-- People: the readings of a name, the identity number (GB 11643), and what follows from both.

------------------------------------------------------------------------------ pinyin
-- What is typed to look a name up: small letters, full-width ones folded, ü as v, no tones, no blanks, dots or apostrophes.
create or replace function ref.key_fold(typed text) returns text
language sql immutable parallel safe strict
return translate(lower(normalize(typed, nfkc)), 'üǖǘǚǜāáǎàēéěèīíǐìōóǒòūúǔù ''’‘`´·•‧・-_.', 'vvvvvaaaaeeeeiiiioooouuuu');

-- A name as it is kept: no blanks between characters, one kind of dot in names like 买买提·阿不都.
create or replace function ref.name_fold(name text) returns text
language sql immutable parallel safe strict
return case when name ~ '[A-Za-z]' then btrim(translate(name, '•‧・．　', '···· ')) else translate(name, '•‧・．  　', '····') end;

-- How one character may sound: from the table; a letter or digit as itself; anything else is silent.
create or replace function ref.sounds(c text) returns table (reading text, seq int)
language sql stable parallel safe set search_path = pg_catalog
as $$
  select h.reading, h.seq::int from ref.hanzi h where h.hanzi = c
  union all
  select case when c ~ '[A-Za-z0-9]' then lower(c) else '' end, 1 where not exists (select from ref.hanzi h where h.hanzi = c)
$$;

-- A double surname's reading in two syllables (ouyang: ou yang): one end is a usual reading of its character.
create or replace function ref.two_syllables(surname text, reading text) returns text
language sql stable parallel safe set search_path = pg_catalog
as $$
  select coalesce(
    (select h.reading || ' ' || substr(two_syllables.reading, 1 + length(h.reading)) from ref.hanzi h
      where h.hanzi = left(surname, 1) and two_syllables.reading ^@ h.reading and two_syllables.reading <> h.reading order by length(h.reading) desc limit 1),
    (select left(two_syllables.reading, -length(h.reading)) || ' ' || h.reading from ref.hanzi h
      where h.hanzi = right(surname, 1) and right(two_syllables.reading, length(h.reading)) = h.reading and two_syllables.reading <> h.reading order by length(h.reading) desc limit 1),
    two_syllables.reading)
$$;

-- (plpgsql, as are its callers: an SQL function would be planned anew for each name.)
-- Every plausible reading of a name, the likeliest first, at most 24, syllables apart by blanks. The surname is read from ref.surname,
-- two characters before one; a whole name that is also a double surname (单于) is read both ways. Names with a dot have no surname.
create or replace function ref.spelled(name text) returns table (spelled text, n bigint)
language plpgsql stable parallel safe set search_path = pg_catalog
as $$
#variable_conflict use_column
begin
  return query with recursive
  who as (select translate(f, '· ', '') as name, f like '%·%' as dotted from ref.name_fold(spelled.name) f),
  surname as (
    select char_length(s.surname) as chars, case char_length(s.surname) when 2 then ref.two_syllables(s.surname, s.reading) else s.reading end as spelled, s.seq - 1 as cost
      from who join ref.surname s on s.surname in (left(who.name, 1), left(who.name, 2)) where not dotted
  ),
  head as (
    select * from surname where chars = 2
    union all
    select chars, surname.spelled, cost + 1 from surname, who where chars = 1 and char_length(who.name) = 2 and exists (select from surname where chars = 2)
    union all
    select * from surname where chars = 1 and not exists (select from surname where chars = 2)
    union all
    select 0, '', 0 where not exists (select from surname)
  ),
  grown (place, spelled, cost) as (
    select * from head
    union all
    select g.place + 1, btrim(g.spelled || ' ' || s.reading), g.cost + s.seq - 1
      from grown g cross join who cross join ref.sounds(substr(who.name, g.place + 1, 1)) s
     where g.place < char_length(who.name) and g.cost + s.seq - 1 <= 3
  )
  select g.spelled, row_number() over (order by min(g.cost), g.spelled) from grown g, who
   where g.place >= char_length(who.name) and g.spelled <> '' group by g.spelled order by 2 limit 24;
end $$;

create or replace function ref.initials(spelled text) returns text
language sql immutable parallel safe strict
return regexp_replace(spelled, '([a-z0-9])[a-z0-9]*( |$)', '\1', 'g');

-- Keys a name is found by: f the full reading, i the initials; ü as v and as u.
create or replace function ref.readings(name text) returns table (kind "char", key text)
language plpgsql stable parallel safe set search_path = pg_catalog
as $$
#variable_conflict use_column
begin
  return query select 'f'::"char", k from ref.spelled(readings.name) s, lateral (values (replace(s.spelled, ' ', '')), (replace(regexp_replace(s.spelled, '\m([nl])v', '\1u', 'g'), ' ', ''))) v(k)
  union
  select 'i', ref.initials(s.spelled) from ref.spelled(readings.name) s;
end $$;
comment on function ref.readings(text) is '姓名可能的读音：全拼和首字母';

-- The reading used when nothing else is known; '' when no character is known.
create or replace function ref.py(name text) returns text
language sql stable parallel safe set search_path = pg_catalog
as $$ select coalesce((select replace(s.spelled, ' ', '') from ref.spelled(py.name) s where s.n = 1), '') $$;

------------------------------------------------------------------------------ keys of a person
-- The clerk's correction of py stays; a new name is read anew unless the kept reading fits it too.
create or replace function service.person_pinyin() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
  new.name := ref.name_fold(new.name);
  new.py := coalesce(ref.key_fold(new.py), '');
  if tg_op = 'UPDATE' and new.name <> old.name and new.py = old.py
     and not exists (select from ref.readings(new.name) r where r.kind = 'f' and r.key = old.py) then
    new.py := '';
  end if;
  if new.py = '' then
    new.py := ref.py(new.name);
  end if;
  return new;
end $$;
create or replace trigger e_pinyin before insert or update of name, py on service.person for each row execute function service.person_pinyin();

create or replace function service.person_keys() returns trigger
language plpgsql security definer set search_path = pg_catalog
as $$
begin
  if tg_op = 'UPDATE' and (new.name, new.py) is not distinct from (old.name, old.py) then
    update service.person_key k set office = new.office where k.person = new.id;
    return null;
  end if;
  delete from service.person_key k where k.person = new.id;
  insert into service.person_key (person, office, kind, key)
    select new.id, new.office, r.kind, r.key from ref.readings(new.name) r
    union
    select new.id, new.office, 'f', new.py where new.py <> ''
    union                                                     -- a name with a dot is found without it
    select new.id, new.office, 'a', replace(new.name, '·', '') where new.name ~ '·';
  return null;
end $$;
create or replace trigger x_keys_born after insert on service.person for each row execute function service.person_keys();
create or replace trigger x_keys after update on service.person for each row
  when ((old.name, old.py, old.office) is distinct from (new.name, new.py, new.office)) execute function service.person_keys();

create or replace function org.staff_pinyin() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
  new.name := ref.name_fold(new.name);
  select replace(s.spelled, ' ', ''), ref.initials(s.spelled) into new.py, new.initials from ref.spelled(new.name) s where s.n = 1;
  new.py := coalesce(new.py, ''); new.initials := coalesce(new.initials, '');
  return new;
end $$;
create or replace trigger e_pinyin before insert or update of name on org.staff for each row execute function org.staff_pinyin();

grant execute on function ref.key_fold(text), ref.name_fold(text), ref.sounds(text), ref.two_syllables(text, text), ref.spelled(text),
  ref.initials(text), ref.readings(text), ref.py(text) to lb_staff;
