-- SPDX-License-Identifier: Apache-2.0
-- What an import looks for over the whole database: numbers, and who could be on file already. Definer functions that may tell of what the session does not see: each
-- checks whose import it is, that the look is on record, and how often within the hour.

create or replace function sec.import_reject(import bigint, n int, rule text, field text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  update work.import_row r set verdict = 'rejected', field = import_reject.field, zh = f.zh, en = f.en
    from app.refusal f where f.name = rule and r.import = import_reject.import and r.n = import_reject.n
$$;

-- These lines are looked for beyond one's own scope, where their register is known by a private column or has a rule for twins: that is on record
-- before anything is told, in a transaction of its own (a note in the same one could be rolled back, and what was told be kept), as api.on_file() has it. False: the
-- note was written now, and the same is asked once more. Good for an hour, so that who stopped and goes on is on record once.
create or replace function sec.import_looks(i work.import) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select sec.own_staff() is not null and exists (select from app.relation r where r.relation = i.relation and (r.twins is not null
     or exists (select from pg_attribute a where a.attrelid = app.private_of(r.relation) and a.attname = r.known_by)))
$$;

create or replace function sec.import_note(i work.import, lo int, hi int) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$ select format('import %s: looks for the numbers of lines %s to %s', i.id, lo + 1, hi) $$;

create or replace function sec.import_must_have_looked(i work.import, lo int, hi int) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  if hi - lo > 1000 then
    perform sec.refuse_by('import_too_big');
  elsif not sec.looked(i.relation, null, sec.import_note(i, lo, hi), '1 hour') then
    perform sec.refuse_by('import_moved_on');
  end if;
end $$;

create or replace function api.import_look(import bigint, lo int, hi int) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := sec.import_of(import, 'read', 'running');
  note constant text := sec.import_note(i, lo, hi);
begin
  if not sec.import_looks(i) or sec.looked(i.relation, null, note, '1 hour') then return true; end if;
  perform sec.note('P', i.relation, null, i.office, note);
  return false;
end $$;

-- By a private column (the ID number): who brings numbers learns of those of his own files that they are there, if he knows the name too; of
-- others that they are on file elsewhere, so many an hour as by any other way. Of numbers that differ only in what a masked one and the year of birth hide no more
-- than three are looked for, and no more than thirty times a thousand lines an hour; all of it is on record, before it is told (api.import_look).
create or replace function api.import_known(import bigint, lo int, hi int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  i work.import := sec.import_of(import, 'read', 'running');
  rel constant app.relation := (select r from app.relation r where r.relation = i.relation);
  side constant regclass := app.private_of(i.relation);
  own constant boolean := sec.own_staff() is not null;
  too_many boolean := false;
  r record;
begin
  if not exists (select from pg_attribute a where a.attrelid = side and a.attname = rel.known_by)
     or not exists (select from work.import_row x where x.import = i.id and x.n > lo and x.n <= hi and x.key is not null) then
    return;
  end if;
  if own then
    perform sec.import_must_have_looked(i, lo, hi);
    perform sec.try_or_refuse('import numbers', 30);
  end if;
  for r in execute format(
    'select x.n, x.key, x.facts ->> ''name'' as name, t.id, t.office, (%s)::text as label, t.id is not null and ($4 or sec.sees(t.office)) as seen,
            count(*) over (partition by left(x.key, 10), right(x.key, 4)) as shaped
       from work.import_row x left join %s v on v.%I = x.key left join %s t on t.id = v.id and t.voided_at is null
      where x.import = $1 and x.n > $2 and x.n <= $3 and x.key is not null and x.verdict is null order by x.n', rel.label, side, rel.known_by, rel.relation)
    using i.id, lo, hi, not own loop
    if own and r.shaped > 3 then
      perform sec.import_reject(i.id, r.n, 'sheet_alike_numbers', rel.known_by);
    elsif r.seen and r.name = r.label then
      update work.import_row x set row_id = r.id where x.import = i.id and x.n = r.n;
    elsif own and (too_many or r.id is not null and not sec.try('on file', 30)) then
      too_many := true;
      perform sec.import_reject(i.id, r.n, 'sheet_asked', rel.known_by);
    elsif r.id is not null then
      perform sec.import_reject(i.id, r.n, case when r.seen then 'sheet_other_name' else 'sheet_elsewhere' end, rel.known_by);
    else
      insert into work.import_number values (i.id, i.login, r.key) on conflict do nothing;
    end if;
  end loop;
end $$;

-- The contract of work.import_number: numbers that api.import_known() looked for, for this login, and found on file nowhere. It alone writes them, once the look is on record,
-- thirty times a thousand lines an hour, no more than three of them that a masked number and the year of birth would leave open; they go with their import, within thirty days. What they are good
-- for is one thing: sec.id_must_be_free() does not count them among the new numbers of the hour, or a roster of more than three hundred could not come in. That a number
-- is free is told by the look and by nothing here; who enters one that has come on file meanwhile is refused and counted like anybody. Asked by triggers with the owner's rights only;
-- of other logins' imports, and of one's own that were thrown away, nothing holds (tests/rights/forging_files.sql).
create or replace function sec.brought(number text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$ begin return exists (select from work.import_number b where b.login = session_user and b.number = brought.number); end $$;

-- Which of these lines could be rows that are there, over the whole database: the rule, the words and the limits of entry (api.twins_of), two hundred lines a
-- question. ids: those in the session's scope. Once the hour's questions are used up, lines are compared within one's own scope only, and that is said: `twin` is false then.
create or replace function api.import_twins(import bigint, lo int, hi int) returns table (n int, twin boolean, ids bigint[], zh text, en text)
language plpgsql volatile rows 100 security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  i work.import := sec.import_of(import, 'read', 'running');
  own constant boolean := sec.own_staff() is not null;
  unasked constant app.refusal := (select r from app.refusal r where r.name = 'sheet_twins_asked');
  probes jsonb; lines int[]; found record; tells boolean := true;
begin
  if not exists (select from app.relation r where r.relation = i.relation and r.twins is not null) or own and not sec.may_keep_files() then
    return;
  elsif own then
    perform sec.import_must_have_looked(i, lo, hi);
  end if;
  for at_ in lo .. hi - 1 by 200 loop
    select jsonb_agg(r.facts || r.private || jsonb_build_object('n', r.n, 'office', r.office)), array_agg(r.n) into probes, lines
      from work.import_row r where r.import = i.id and r.n > at_ and r.n <= least(at_ + 200, hi) and not r.done and r.row_id is null and (r.verdict is null or r.verdict in ('new', 'same'));
    continue when probes is null;
    select coalesce(jsonb_agg(t), '[]') as told, coalesce(bool_or(not t.here), false) as elsewhere into found from sec.twins_told(i.relation, probes) t;
    tells := not own or not found.elsewhere or tells and sec.try('twins elsewhere', 60);
    return query
      select t.n::int, true, array_agg(t.id order by t.id) filter (where t.here or not own), string_agg(t.line || '（' || sec.twin_reason(t.reason, false) || '）', '；' order by t.strength desc, t.id),
             string_agg(t.line || ' (' || sec.twin_reason(t.reason, true) || ')', '; ' order by t.strength desc, t.id)
        from (select x.*, concat_ws(' ', x.called, x.office_name) as line from jsonb_to_recordset(found.told) x(n bigint, id bigint, here boolean, called text, office_name text, reason text, strength int)
               where x.here or tells) t group by t.n;
    if not tells then
      return query select u.n, false, null::bigint[], unasked.zh, unasked.en from unnest(lines) u(n)
                    where not exists (select from jsonb_array_elements(found.told) x where (x ->> 'n')::int = u.n and (x ->> 'here')::boolean);
    end if;
  end loop;
end $$;

-- Which of these lines could be the same as an earlier one of the sheet: by the register's keys (app.relation.twin_keys), else by its columns `alike`. Two that are known
-- by different numbers are two. Asked by the trial; what it said stays.
create or replace function api.import_likes(import bigint, lo int, hi int) returns table (n int, zh text, en text)
language plpgsql volatile rows 100 security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  i work.import := sec.import_of(import, 'read', 'running');
  rel constant app.relation := (select r from app.relation r where r.relation = i.relation);
  keys constant text := coalesce(rel.twin_keys || '(p)', case when rel.twins is null and rel.alike is not null then format('array[''alike '' || (select string_agg(p ->> c, E''\n'' order by c) from unnest(%L::text[]) c having bool_and(p ? c))]', rel.alike) end);
begin
  if i.state <> 'read' or keys is null then return; end if;
  delete from work.import_like k where k.import = i.id and k.n > lo and k.n <= hi;
  execute format('insert into work.import_like (import, n, key, place)
      select r.import, r.n, k, at from work.import_row r cross join lateral (select r.facts || r.private || jsonb_build_object(''office'', r.office::text) as p offset 0) p cross join lateral unnest(%s) with ordinality u(k, at)
       where r.import = $1 and r.n > $2 and r.n <= $3 and r.verdict is distinct from ''rejected'' and k is not null on conflict do nothing', keys) using i.id, lo, hi;
  return query
    select s.n, f.zh || coalesce('（' || sec.twin_reason(s.reason, false) || '）', ''), f.en || coalesce(' (' || sec.twin_reason(s.reason, true) || ')', '')
      from (select distinct on (r.n) r.n, y.line, split_part(k.key, ' ', 1) as reason
              from work.import_row r
              join work.import_like k on k.import = r.import and k.n = r.n
             cross join lateral (select x.n from work.import_like x join work.import_row z on z.import = x.import and z.n = x.n
                                  where x.import = k.import and x.key = k.key and x.n < k.n and (z.key = r.key) is not false order by x.n limit 1) x
              join work.import_row y on y.import = r.import and y.n = x.n
             where r.import = i.id and r.n > lo and r.n <= hi and r.row_id is null
             order by r.n, x.n, k.place) s
     cross join lateral (select replace(w.zh, '%1', s.line::text) as zh, replace(w.en, '%1', s.line::text) as en from app.refusal w where w.name = 'sheet_like') f;
end $$;

grant execute on function api.import_look(bigint, int, int), api.import_known(bigint, int, int), api.import_twins(bigint, int, int), api.import_likes(bigint, int, int) to lb_staff;
