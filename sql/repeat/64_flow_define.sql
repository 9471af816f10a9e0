-- SPDX-License-Identifier: Apache-2.0
-- How a file says what a process is: flow.draft(), rows into pg_temp.clock, state, state_word, step, paper, then flow.adopt(process): what differs is changed,
-- what is no longer said goes. A state in which cases stand cannot go: the migration refuses.
create or replace procedure flow.draft()
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare t text;
begin
  foreach t in array array['clock', 'state', 'state_word', 'step', 'paper'] loop
    execute format('drop table if exists pg_temp.%I', t);
    execute format('create temp table %1$I (like flow.%1$I including defaults)', t);
    execute format('alter table pg_temp.%I drop process', t);
  end loop;
end $$;

create or replace procedure flow.adopt(process text)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  t text; key text; names text;
begin
  set constraints all deferred;
  foreach t in array array['clock', 'state', 'state_word', 'step', 'paper'] loop
    key := case t when 'state_word' then 'state, tiers' when 'step' then 'from_state, action' when 'paper' then 'action' else t end;
    names := (select string_agg(a.attname, ', ' order by a.attnum) from pg_attribute a where a.attrelid = format('pg_temp.%I', t)::regclass and a.attnum > 0 and not a.attisdropped);
    execute format('delete from flow.%1$I x where x.process = $1 and not exists (select from pg_temp.%1$I n where (%2$s) = (%3$s))', t,
                   regexp_replace(key, '(\w+)', 'n.\1', 'g'), regexp_replace(key, '(\w+)', 'x.\1', 'g')) using process;
    execute format('insert into flow.%1$I as x (process, %2$s) select $1, %2$s from pg_temp.%1$I on conflict (process, %3$s) do update set (%2$s) = row(%4$s) where (%5$s) is distinct from (%4$s)', t, names, key,
                   regexp_replace(names, '(\w+)', 'excluded.\1', 'g'), regexp_replace(names, '(\w+)', 'x.\1', 'g')) using process;
  end loop;
  set constraints all immediate;
end $$;

insert into flow.post as p (tier, job, least) values
  (0, 'clerk', 2), (0, 'head', 1), (0, 'petition', 2),
  (1, 'clerk', 2), (1, 'head', 1), (1, 'petition', 2),
  (2, 'clerk', 2), (2, 'head', 1), (2, 'petition', 2),
  (3, 'clerk', 2), (3, 'head', 1),
  (4, 'clerk', 1), (4, 'head', 1)
  on conflict (tier, job) do update set least = excluded.least where p.least <> excluded.least;
