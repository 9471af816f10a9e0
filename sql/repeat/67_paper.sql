-- SPDX-License-Identifier: Apache-2.0
-- The book of a case: what a step makes is written down with it and never changes.

-- The content of a paper as it stands now: what was given with the step, then the facts that stand in it; what is empty is left out. `row_of`:
-- the facts while their row is not there yet.
drop function if exists flow.begun() cascade;                          -- flow.begin() files the paper of the registration itself
drop function if exists flow.file_paper(work.matter, work.step), flow.content_of(flow.process, text[], work.step);
create or replace function flow.content_of(p flow.process, columns text[], step work.step, row_of jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  facts jsonb := to_jsonb(step);
  content jsonb := '[]';
  name text;
begin
  foreach name in array '{happened_on,body,document,opinion,ground}'::text[] loop
    if facts ->> name is not null then content := content || jsonb_build_array(jsonb_build_array(name, facts ->> name)); end if;
  end loop;
  if columns <> '{}' then
    facts := row_of;
    if facts is null then
      execute format('select to_jsonb(t) from %s t where t.id = $1', p.relation) into facts using step.matter;
    end if;
    foreach name in array columns loop
      if facts ->> name is not null then content := content || jsonb_build_array(jsonb_build_array(name, facts ->> name)); end if;
    end loop;
  end if;
  return content;
end $$;

-- Writes the paper of a step, where it makes one; gives its digest.
create or replace function flow.file_paper(m work.matter, step work.step, row_of jsonb default null) returns bytea
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  f flow.paper;
  p flow.process;
  content jsonb;
begin
  select x.* into f from flow.paper x where x.process = m.process and x.action = step.action;
  if f.action is null then return null; end if;
  select x.* into p from flow.process x where x.process = m.process;
  content := flow.content_of(p, f.columns, step, row_of);
  insert into work.paper (matter, n, seq, action, content)
  values (m.id, (select coalesce(max(x.n), 0) + 1 from work.paper x where x.matter = m.id), step.seq, step.action, content);
  return sha256(convert_to(content::text, 'UTF8'));
end $$;

-- A value of a paper in words: codes and references by their names.
create or replace function flow.value_text(relation text, column_name text, value text, english boolean) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  target text := (select c.confrelid::regclass::text from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
                   where c.conrelid = relation::regclass and c.contype = 'f' and a.attname = column_name);
  said text;
begin
  if target ^@ 'code.' then
    execute format('select case when $2 then name_en else name_zh end from %s where code = $1', target) into said using value, english;
  elsif target is not null then
    execute format('select (%s)::text from %s t where t.id = $1', (select r.label from app.relation r where r.relation = target), target) into said using value::bigint;
  end if;
  return coalesce(said, value);
end $$;

-- The book: number, day, name of the paper, who made it, its digest in short, its text with a line each column. With the rights of who reads.
drop function if exists app.case_book(bigint);
create function app.case_book(matter bigint) returns table (n int, on_day date, what text, who text, digest text, content text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  english constant boolean := sec.language() = 'en';
  m work.matter := (select x from work.matter x where x.id = case_book.matter);
  r constant text := (select p.relation from flow.process p where p.process = m.process);
begin
  if m.id is null then
    perform sec.refuse('matter_gone', '没有这件事，或不在您的范围', 'no such case in your area');
  end if;
  return query
    select x.n::int, s.on_day, case when english then f.en else f.zh end,
           concat_ws(' ', app.short_office((select o.name from org.office o where o.id = coalesce(s.by_office, s.office))), coalesce((select y.name from org.staff y where y.id = s.staff), case when english then 'the system' else '系统' end)),
           left(encode(s.digest, 'hex'), 12),
           (select string_agg(coalesce(case when english then c.en else c.zh end, e.v ->> 0) || case when english then ': ' else '：' end || flow.value_text(r, e.v ->> 0, e.v ->> 1, english), E'\n' order by e.k)
              from jsonb_array_elements(x.content) with ordinality e(v, k)
              left join lateral (select d.zh, d.en from app.column d where d.relation in ('work.step', r) and d.column_name = e.v ->> 0 order by d.relation = r desc limit 1) c on true)
      from work.paper x join work.step s on s.matter = x.matter and s.seq = x.seq
      join flow.paper f on f.process = m.process and f.action = x.action
     where x.matter = m.id order by x.n;
end $$;
comment on function app.case_book(bigint) is '案卷：一案一册，逐份编号';

-- Is the book what it was: the papers whose content no longer is what its step vouches for. The steps are in the sealed log.
create or replace function flow.paper_faults() returns table (matter bigint, n smallint)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select x.matter, x.n from work.paper x join work.step s on s.matter = x.matter and s.seq = x.seq where s.digest is distinct from sha256(convert_to(x.content::text, 'UTF8'))
$$;

grant execute on function flow.value_text(text, text, text, boolean), app.case_book(bigint) to lb_staff;
