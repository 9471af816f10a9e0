-- SPDX-License-Identifier: Apache-2.0
-- Everything about one row in time, from every register whose relation refers to it: which those are the catalogue knows, how a row
-- reads the dictionary, in the language of who asks (l.en). Invoker's rights: each sees what he may see.

-- Registers that refer to a relation, and the column that does: where something is noted before those where a case begins.
create or replace function app.referring(relation text) returns table (register text, column_name text, source text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select x.register, x.attname::text, x.relation from (
  select distinct on (f.register) f.register, a.attname, f.relation, f.menu, f.seq
    from app.form f
    join pg_constraint c on c.conrelid = f.relation::regclass and c.contype = 'f' and c.confrelid = referring.relation::regclass
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
   where cardinality(c.conkey) = 1 and has_table_privilege(f.relation::regclass, 'select')
   order by f.register, a.attnum) x order by exists (select from flow.process p where p.relation = x.relation), x.menu, x.seq
$$;

-- That a row was merged, and that this was undone, are told of both rows of it.
create or replace function app.merges_of(relation text) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select format('(select x.happened, %L, %L, %L, m.id, x.summary, app.short_office(o.name) from work.merge m cross join (select sec.language() = ''en'') l(en) left join org.office o on o.id = m.office
     cross join lateral (values (m.merged_on, case when l.en then ''merged: '' else ''合并：'' end || m.why), (m.undone_on, case when l.en then ''merge undone: '' else ''撤销合并：'' end || m.undone_why)) x(happened, summary)
     where m.relation = %L and $1 in (m.survivor, m.other) and x.happened is not null order by 1 desc limit $2)', f.register, f.title_zh, f.title_en, merges_of.relation)
    from app.form f join app.relation r on r.relation = merges_of.relation and r.twins is not null
   where f.relation = 'work.merge_list' and has_table_privilege('work.merge', 'select')
$$;

create or replace function app.timeline(relation text, id bigint, most int)
returns table (happened date, register text, zh text, en text, row_id bigint, summary text, office text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  q text;
begin
  select string_agg(format(
      '(select (%s)::date as happened, %L as register, %L as zh, %L as en, t.id as row_id, (%s)::text as summary, app.short_office(o.name) as office
          from %s t cross join (select sec.language() = ''en'') l(en) left join org.office o on o.id = t.office where t.%I = $1 and %s order by 1 desc limit $2)',
      r.happened, f.register, f.title_zh, f.title_en, r.summary, r.relation, x.column_name, app.stands(r.relation)),
      ' union all ')
    into q
    from app.referring(timeline.relation) x join app.form f on f.register = x.register join app.relation r on r.relation = f.relation
   where r.happened is not null;
  q := concat_ws(' union all ', q, app.merges_of(timeline.relation));
  if q <> '' then
    return query execute 'select * from (' || q || ') t order by happened desc, row_id desc limit $2' using timeline.id, most;
  end if;
end $$;

-- The line above a row's timeline.
create or replace function app.headline(relation text, id bigint) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare line text;
begin
  execute (select format('select (%s)::text from %s t cross join (select sec.language() = ''en'') l(en) where t.id = $1', coalesce(r.headline, r.label), r.relation)
             from app.relation r where r.relation = headline.relation) into line using headline.id;
  return line;
end $$;

grant execute on function app.referring(text), app.merges_of(text), app.timeline(text, bigint, int), app.headline(text, bigint) to lb_staff;
