-- SPDX-License-Identifier: Apache-2.0
-- People: the readings of a name, the identity number (GB 11643), and what follows from both.

------------------------------------------------------------------------------ pinyin
-- What is typed to look a name up: small letters, full-width ones folded, ü as v, no tones, no blanks, dots or apostrophes.
create or replace function ref.key_fold(typed text) returns text
language sql immutable parallel safe strict
return translate(lower(normalize(typed, nfkc)), 'üǖǘǚǜāáǎàēéěèīíǐìōóǒòūúǔù ''’‘`´·•‧・-_.', 'vvvvvaaaaeeeeiiiioooouuuu');

-- The eighty characters for which GBK had no place in Unicode yet: U+E815 to U+E864 for FE50 to FEA0 (so U+E863 is 䶮), as GB 18030 has
-- them since 2005. Old systems hand them on like that. (Made by decoding those bytes with glibc 2.36; where Python's codec of
-- GB 18030-2000 still says U+E8xx it says the same one.)
create or replace function ref.pua_fold(name text) returns text
language sql immutable parallel safe strict
return translate(name,
  U&'\E815\E816\E817\E818\E819\E81A\E81B\E81C\E81D\E81E\E81F\E820\E821\E822\E823\E824\E825\E826\E827\E828' ||
  U&'\E829\E82A\E82B\E82C\E82D\E82E\E82F\E830\E831\E832\E833\E834\E835\E836\E837\E838\E839\E83A\E83B\E83C' ||
  U&'\E83D\E83E\E83F\E840\E841\E842\E843\E844\E845\E846\E847\E848\E849\E84A\E84B\E84C\E84D\E84E\E84F\E850' ||
  U&'\E851\E852\E853\E854\E855\E856\E857\E858\E859\E85A\E85B\E85C\E85D\E85E\E85F\E860\E861\E862\E863\E864',
  '⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻');

-- A name as it is kept: no blanks between characters, one kind of dot in names like 买买提·阿不都, no characters of old systems' own.
-- (plpgsql: what is strict and no single expression would be planned anew in each query that asks it.)
create or replace function ref.name_fold(name text) returns text
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
begin
  if name ~ '[A-Za-z]' then return btrim(translate(ref.pua_fold(name), '•‧・･．　', '····· ')); end if;
  return btrim(translate(ref.pua_fold(name), '•‧・･⋅．.  　', '·······'), '·');
end $$;

-- How one character may sound: from the table, or as the Unihan database reads a rare one; a letter or digit as itself; anything else is silent. (Bound names: it is taken into the plan of who asks.)
create or replace function ref.sounds(c text) returns table (reading text, seq int)
language sql stable parallel safe
begin atomic
  select h.reading, h.seq::int from ref.hanzi h where h.hanzi = c
  union all
  select coalesce(case when c ~ '[A-Za-z0-9]' then lower(c) end, (select split_part(g.py, ' ', 1) from ref.glyph g where g.hanzi = c), ''), 1 where not exists (select from ref.hanzi h where h.hanzi = c);
end;

-- A double surname's reading in two syllables (ouyang: ou yang): one end is a usual reading of its character.
create or replace function ref.two_syllables(surname text, reading text) returns text
language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
  select coalesce(
    (select h.reading || ' ' || substr(two_syllables.reading, 1 + length(h.reading)) from ref.hanzi h
      where h.hanzi = left(surname, 1) and two_syllables.reading ^@ h.reading and two_syllables.reading <> h.reading order by length(h.reading) desc limit 1),
    (select left(two_syllables.reading, -length(h.reading)) || ' ' || h.reading from ref.hanzi h
      where h.hanzi = right(surname, 1) and right(two_syllables.reading, length(h.reading)) = h.reading and two_syllables.reading <> h.reading order by length(h.reading) desc limit 1),
    two_syllables.reading)
$$;

-- (plpgsql, as are its callers: an SQL function would be planned anew for each name.)
-- Every plausible reading of each name, the likeliest first, at most 24, syllables apart by blanks; `given` is what comes after the surname,
-- or after the first dot. The surname is read from ref.surname, two characters before one; a whole name that is also a double surname
-- (单于) is read both ways. Names with a dot have no surname; elsewhere a first character that is in no list is one.
-- (Of many names at once, for an import brings a thousand; by hash even where the caller has forbidden it, as service.person_twins does.)
create or replace function ref.spelled(names text[]) returns table (name text, spelled text, given text, n bigint)
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp set enable_hashjoin = on
as $$
#variable_conflict use_column
begin
  return query with recursive
  who as materialized (
    select a.asked, translate(f, '· ', '') as name, f like '%·%' as dotted, position('·' in replace(f, ' ', '')) as dot
      from (select distinct unnest(names) as asked) a cross join lateral ref.name_fold(a.asked) f),
  surname as materialized (
    select w.asked, char_length(s.surname) as chars, case char_length(s.surname) when 2 then ref.two_syllables(s.surname, s.reading) else s.reading end as spelled, s.seq - 1 as cost
      from who w cross join lateral (values (left(w.name, 1)), (left(w.name, 2))) l(head) join ref.surname s on s.surname = l.head where not w.dotted and (char_length(w.name) > 1 or l.head = left(w.name, 2))
  ),
  double as materialized (select distinct s.asked from surname s where s.chars = 2),
  head as (
    select s.asked, s.chars, s.spelled, s.cost + (s.chars = 1 and d.asked is not null)::int as cost
      from surname s join who w on w.asked = s.asked left join double d on d.asked = s.asked where s.chars = 2 or d.asked is null or char_length(w.name) = 2
    union all
    select w.asked, 0, '', 0 from who w where not exists (select from surname s where s.asked = w.asked)
  ),
  grown (asked, name, place, family, spelled, given, cost) as (
    select w.asked, w.name, h.chars, case when w.dotted then w.dot - 1 else greatest(h.chars, 1) end, h.spelled, '', h.cost from head h join who w on w.asked = h.asked
    union all
    select g.asked, g.name, g.place + 1, g.family, btrim(g.spelled || ' ' || s.reading), case when g.place < g.family then '' else btrim(g.given || ' ' || s.reading) end, g.cost + s.seq - 1
      from grown g cross join ref.sounds(substr(g.name, g.place + 1, 1)) s
     where g.place < char_length(g.name) and g.cost + s.seq - 1 <= 3
  )
  select * from (select g.asked, g.spelled, g.given, row_number() over (partition by g.asked order by min(g.cost), g.spelled) as n from grown g
                  where g.place >= char_length(g.name) and g.spelled <> '' group by g.asked, g.spelled, g.given) x where x.n <= 24 order by x.asked, x.n;
end $$;
create or replace function ref.spelled(name text) returns table (spelled text, given text, n bigint)
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return query select s.spelled, s.given, s.n from ref.spelled(array[spelled.name]) s; end $$;

-- How a character of a name is read where `letters` are how the rest of the name is; ü is written v or u. First as it is read first among what fits;
-- by no table, the longest syllable there. null: not known. (Of no letters: as it is read first.)
create or replace function ref.read_one(c text, letters text) returns text
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare reading text; typed constant text := translate(letters, 'v', 'u');
begin
  if c ~ '[A-Za-z0-9]' then return lower(c); end if;      -- as ref.sounds() has them
  select h.reading into reading from ref.hanzi h where h.hanzi = c and (letters is null or typed ^@ translate(h.reading, 'v', 'u')) order by h.seq, h.reading limit 1;
  if reading is null then
    select s.reading into reading from ref.sounds(c) s where s.reading <> '' and (letters is null or typed ^@ translate(s.reading, 'v', 'u')) limit 1;
  end if;
  if reading is null and letters <> '' then
    select h.reading into reading from ref.hanzi h where h.reading = any (array(select left(letters, n) from generate_series(1, 6) n)) order by length(h.reading) desc limit 1;
  end if;
  return reading;
end $$;

-- A name read from left to right, asked for every name that is saved: the first of ref.spelled(), each character as it is read first ('' when none is
-- known); and `sort_as`, what it stands by in a list: the surname's reading, the surname (or 黎 would stand among 李), the given name's syllables. A blank
-- sorts before any letter, han behind them all: "li 李 man mei", "ouyang 欧阳 xiu"; what cannot be read stands for itself. Names with a dot, and such
-- as begin with a letter, have no surname. `letters`: as somebody has put the reading right; each character takes of it what it can be.
create or replace function ref.read_as(name text, letters text default null, out spelled text, out sort_as text)
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  folded constant text := ref.name_fold(read_as.name);
  plain constant text := translate(folded, '· ', '');
  typed constant text := translate(letters, 'v', 'u');
  rest text := letters;
  family text := '';
  reading text;
  sorts text;
begin
  if letters is not null then
    select r.spelled, r.sort_as into spelled, sort_as from ref.read_as(read_as.name) r;
    if replace(spelled, ' ', '') = letters then return; end if;
  end if;
  spelled := null;
  if position('·' in folded) = 0 and plain !~ '^[A-Za-z0-9]' then
    select s.surname, s.reading into family, reading from ref.surname s
     where s.surname in (left(plain, 1), left(plain, 2)) and (letters is null or typed ^@ translate(s.reading, 'v', 'u')) order by char_length(s.surname) desc, s.seq, s.reading limit 1;
    if family is null then
      family := left(plain, 1);
      reading := ref.read_one(family, letters);
    end if;
    rest := substr(rest, 1 + coalesce(length(reading), 0));
    sorts := concat_ws(' ', reading, family);
    if char_length(family) = 2 then
      reading := ref.two_syllables(family, reading);
    end if;
    spelled := reading;
  end if;
  for k in char_length(family) + 1 .. coalesce(char_length(plain), 0) loop
    reading := ref.read_one(substr(plain, k, 1), rest);
    rest := substr(rest, 1 + coalesce(length(reading), 0));
    spelled := concat_ws(' ', spelled, reading);
    sorts := concat_ws(' ', sorts, coalesce(reading, substr(plain, k, 1)));
  end loop;
  spelled := coalesce(spelled, '');
  sort_as := concat_ws(' ', sorts, nullif(rest, ''));
end $$;

create or replace function ref.likeliest(name text) returns text
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return (ref.read_as(likeliest.name)).spelled; end $$;

create or replace function ref.initials(spelled text) returns text
language sql immutable parallel safe strict
return regexp_replace(spelled, '([a-z0-9])[a-z0-9]*( |$)', '\1', 'g');

-- Syllables written together, ü as v and as u. (Not strict: so it is taken into the plan of who asks.)
create or replace function ref.joined(spelled text) returns setof text
language sql immutable parallel safe
begin atomic
  select replace(spelled, ' ', '') union select replace(regexp_replace(spelled, '\m([nl])v', '\1u', 'g'), ' ', '');
end;

-- Keys names are found by: f the full reading, i the initials, g the given name alone. What mixes them (zhangjg, zhjg) is found by these
-- three (ref.cuts), so that three million people need no fourth.
create or replace function ref.readings(names text[]) returns table (name text, kind "char", key text)
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp set enable_hashjoin = on
as $$
#variable_conflict use_column
begin
  return query with s as materialized (select * from ref.spelled(readings.names))
  select s.name, 'f'::"char", k from s, ref.joined(s.spelled) k
  union
  select s.name, 'i', ref.initials(s.spelled) from s
  union
  select s.name, 'g', k from s, ref.joined(s.given) k where s.given not in ('', s.spelled)
  union                                                       -- who does not know that the surname 单 is shan types dan
  select s.name, 'f', k from s, ref.sounds(left(btrim(s.name), 1)) o, ref.joined(o.reading || ' ' || s.given) k
   where o.seq = 1 and s.spelled = split_part(s.spelled, ' ', 1) || ' ' || s.given;
end $$;
create or replace function ref.readings(name text) returns table (kind "char", key text)
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return query select r.kind, r.key from ref.readings(array[readings.name]) r; end $$;
comment on function ref.readings(text) is '姓名可能的读音：全拼、首字母、名字的全拼';

-- The reading used when nothing else is known; '' when no character is known.
create or replace function ref.py(name text) returns text
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return replace(ref.likeliest(name), ' ', ''); end $$;

-- Letters that are neither a whole reading nor all initials, cut into syllables and beginnings of syllables: zhangjg is zhang j g,
-- zhjg is zh j g. `initials` is what the key i begins with, `pattern` what the key f of the same person looks like. A syllable stands
-- whole (lijg is no 林建国), but the last one. What could belong to the letters before it (n, ng, zh) is cut off only where nothing but
-- initials follows: linb may be 李宁波, zhangjian is not zhan g jian.
create or replace function ref.cuts(typed text) returns table (initials text, pattern text)
language plpgsql immutable parallel safe rows 3 set search_path = pg_catalog, pg_temp set plan_cache_mode = auto
as $$
#variable_conflict use_column
begin
  return query with recursive cut (rest, initials, pattern, short, long) as (
    select typed, '', '^', false, false where length(typed) <= 20
    union all
    select tail, cut.initials || left(rest, 1), cut.pattern || part || case when whole or tail = '' then '' else '[a-z]*' end,
           short or not whole and tail <> '', long or length(part) > 1
      from cut cross join generate_series(1, 6) n
     cross join lateral (select left(rest, n) as part, substr(rest, 1 + n) as tail, n > 1 and left(rest, n) ~ '[aeiouv]' as whole) p
     where n <= length(rest)
       and part ~ '^(([zcs]h|[b-df-hj-np-tw-z])|([zcs]h|[b-df-hj-np-tw-z])[aeiouv]{1,3}(ng?)?|[aeo][aeiou]?(ng?)?|er)$'
       and case when not whole then tail !~ '^[aeiouv]' else tail !~ '^[iuv]' and not (part ~ '[aeiouv]$' and tail ~ '^[aeo]') end
       and not (part || ' ' || tail ~ '[aeiouv] n[^aeiouv]|n g[^aeiouv]|^[zcs] h' and tail ~ '[aeiouv]' or part || ' ' || tail ~ '[aeiouv] ng'))
  select distinct cut.initials, cut.pattern from cut where rest = '' and short and long;
end $$;
comment on function ref.cuts(text) is '全拼和首字母混着写的，可能怎么拆';

------------------------------------------------------------------------------ keys of a person
-- The clerk's correction of py stays; a new name is read anew unless the kept reading fits it too.
-- A name as it is kept; what is nothing but blanks is none.
create or replace function ref.name_given(typed text, relation regclass) returns text
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  name text := ref.name_fold(typed);
begin
  if name = '' then
    perform sec.refuse_by('name_needed', relation::text);
  end if;
  return name;
end $$;

create or replace function service.person_pinyin() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare as_read record;
begin
  new.name := ref.name_given(new.name, tg_relid);
  new.py := coalesce(ref.key_fold(new.py), '');
  if new.py !~ '^[a-z]*$' and (tg_op = 'INSERT' or new.py <> old.py) then
    perform sec.refuse('py_letters', format('姓名拼音只写字母，“%s”里有别的', new.py), format('the pinyin of a name is letters only, %s is not', new.py),
                       '写全拼，不带声调，如 zhangjianguo；空着就自动带出', 'py', 'service.person', hint_en => 'all of it without tones, as zhangjianguo; left empty, it is made by itself');
  end if;
  if tg_op = 'UPDATE' and new.name <> old.name and new.py = old.py
     and not exists (select from ref.readings(new.name) r where r.kind = 'f' and r.key = old.py) then
    new.py := '';
  end if;
  as_read := ref.read_as(new.name, nullif(new.py, ''));
  new.sort_as := as_read.sort_as;
  if new.py = '' then
    new.py := replace(as_read.spelled, ' ', '');
  end if;
  return new;
end $$;
create or replace trigger e_pinyin before insert or update of name, py on service.person for each row execute function service.person_pinyin();

-- The keys of files by their names, and their readings as kept. A name with a dot is found without it.
create or replace function service.own_keys(people bigint[]) returns setof service.person_key
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    with p as materialized (select x.id, x.office, x.name::text as name, x.py from service.person x where x.id = any (people))
    select p.id, p.office, r.kind, r.key from ref.readings(array(select p.name from p)) r join p on p.name = r.name
    union select p.id, p.office, 'f'::"char", p.py from p where p.py <> ''
    union select p.id, p.office, 'a', replace(p.name, '·', '') from p where p.name ~ '·';
end $$;

-- The keys of a file, and of those that were merged into it: what they were called leads here.
create or replace function service.keys_of(p service.person) returns table (kind "char", key text)
language plpgsql stable rows 10 set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select k.kind, k.key from service.own_keys(array[p.id]) k
    union
    select k.kind, k.key
      from (select work.merged_names(p.id, p.name) union select n.name from service.person_name n where n.person = p.id and n.voided_at is null) o(name) cross join lateral (select r.kind, r.key from ref.readings(o.name) r union all select 'a', replace(o.name, '·', '')) k;
end $$;

create or replace function service.make_keys(p service.person) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  delete from service.person_key k where k.person = p.id;
  insert into service.person_key (person, office, kind, key) select p.id, p.office, k.kind, k.key from service.keys_of(p) k;
end $$;

create or replace function service.person_keys() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if (new.name, new.py) is not distinct from (old.name, old.py) then
    update service.person_key k set office = new.office where k.person = new.id;
  else
    perform service.make_keys(new);
  end if;
  return null;
end $$;
create or replace trigger x_keys after update on service.person for each row
  when ((old.name, old.py, old.office) is distinct from (new.name, new.py, new.office)) execute function service.person_keys();

-- New files have no other names, and none that was merged.
create or replace function service.persons_born() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into service.person_key select * from service.own_keys(array(select b.id from born b));
  return null;
end $$;
create or replace trigger x_keys_born after insert on service.person referencing new table as born for each statement execute function service.persons_born();

-- Other written forms of a name: they lie where the file lies, and lead to it.
create or replace function service.person_name_given() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  filed service.person := (select p from service.person p where p.id = new.person);
begin
  new.name := ref.name_given(new.name, tg_relid);
  if coalesce(new.office, sec.own_office()) = sec.own_office() or tg_op = 'UPDATE' and new.person <> old.person then       -- who writes for a village, a merge
    new.office := coalesce(filed.office, new.office);
  end if;
  if new.name = filed.name and new.voided_at is null then
    perform sec.refuse_by('name_as_filed', 'service.person_name');
  end if;
  return new;
end $$;
create or replace trigger e_name before insert or update on service.person_name for each row execute function service.person_name_given();

create or replace function service.person_name_keys() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform service.make_keys(p) from service.person p where p.id in (new.person, old.person) and p.voided_at is null;
  return null;
end $$;
create or replace trigger x_keys after insert or update on service.person_name for each row execute function service.person_name_keys();

-- Who among those one may see bears this name, or one that sounds like it: null when nobody does. Said when a name is entered; of the first three by what
-- the find box (F3) tells them apart with: year of birth, office where it is another, the last of the number.
create or replace function service.names_alike(name text, self bigint) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  folded constant text := ref.name_fold(names_alike.name);
  reading constant text := ref.py(folded);
  en constant boolean := sec.language() = 'en';
  own constant bigint := sec.own_office();
  same int; who text; sound int; names text;
begin
  select count(*), nullif(string_agg(x.who, case when en then ', ' else '、' end order by x.n) filter (where x.n <= 3 and x.who <> ''), '') || case when count(*) > 3 then '…' else '' end into same, who
    from (select concat_ws(' ', case when en then 'b. ' || p.birth_year else p.birth_year || '年生' end, case when p.office <> own then app.short_office(o.name) end,
                           case when en then '…' else '尾号' end || right(p.id_masked, 4)) as who, row_number() over (order by p.office <> own, p.birth_year, p.id) as n
            from (select * from service.person p where p.name = folded and p.id is distinct from self and p.voided_at is null limit 99) p join org.office o on o.id = p.office) x;
  select count(*), string_agg(distinct x.name, case when en then ', ' else '、' end) filter (where x.n <= 20) into sound, names
    from (select p.name, row_number() over () as n from (select p.name, p.id from service.person p where p.py = reading and reading <> '' and p.voided_at is null limit 200) p
           where p.name <> folded and p.id is distinct from self limit 99) x;
  return nullif(concat_ws(case when en then '; ' else '；' end,
    case when same > 0 then format(case when en then 'on file with the same name: %s' else '同名 %s 人' end, same) || coalesce(case when en then ' (' || who || ')' else '（' || who || '）' end, '')
                            || case when en then ', F3 finds them' else '，F3 找人' end end,
    case when sound > 0 then format(case when en then 'with a name that sounds the same: %s (%s)' else '同音 %s 人（%s）' end, sound, left(names, 60)) end), '');
end $$;
comment on function service.names_alike(text, bigint) is '辖区里同名、同音的有几人';
grant execute on function service.names_alike(text, bigint) to lb_reader;

-- People on file from before there were keys of given names.
insert into service.person_key (person, office, kind, key)
  select p.id, p.office, r.kind, r.key from service.person p cross join lateral ref.readings(p.name) r
   where r.kind = 'g' and p.voided_at is null and not exists (select from service.person_key where kind = 'g');

-- Tables with few names keep the likeliest reading, its initials and what it stands by beside the name.
create or replace function ref.read_name() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare as_read record;
begin
  new.name := ref.name_given(new.name, tg_relid);
  as_read := ref.read_as(new.name);
  new.py := replace(as_read.spelled, ' ', ''); new.initials := ref.initials(as_read.spelled); new.sort_as := as_read.sort_as;
  return new;
end $$;
create or replace trigger e_pinyin before insert or update of name on org.staff for each row execute function ref.read_name();
create or replace trigger e_pinyin before insert or update of name on service.household for each row execute function ref.read_name();
drop function if exists org.staff_pinyin();
update service.household h set name = h.name where h.py is null;

-- Names entered before there was sort_as. Nobody changed them, so there is no other version of them and no line in the log.
do $$
declare t text; is_due boolean;
begin
  foreach t in array '{service.person,service.household,org.staff}'::text[] loop
    execute format($q$ select exists (select from %s t where t.sort_as is null) $q$, t) into is_due;
    if is_due then
      execute format('alter table %s disable trigger user', t);
      execute format($q$ update %s t set sort_as = (ref.read_as(t.name, nullif(t.py, ''))).sort_as where t.sort_as is null $q$, t);
      execute format('alter table %s enable trigger user', t);
    end if;
  end loop;
end $$;

-- Who of a household is on file, as far as the caller may see them: for the heading of the household.
create or replace view service.household_people with (security_invoker = true) as
select h.id, (select string_agg(p.name, '、' order by p.birth_year, p.id) from service.person p where p.household = h.id and p.voided_at is null)::varchar as people
  from service.household h;
comment on view service.household_people is '家庭里在档的人';
grant select on service.household_people to lb_reader;

grant execute on function ref.key_fold(text), ref.pua_fold(text), ref.name_fold(text), ref.name_given(text, regclass), ref.sounds(text), ref.two_syllables(text, text), ref.spelled(text), ref.spelled(text[]), ref.read_one(text, text), ref.read_as(text, text), ref.likeliest(text),
  ref.initials(text), ref.joined(text), ref.readings(text), ref.readings(text[]), ref.py(text), ref.cuts(text) to lb_staff;
