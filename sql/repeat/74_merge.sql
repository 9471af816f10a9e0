-- SPDX-License-Identifier: Apache-2.0
-- Two files of one person become one, and two again if that was a mistake. What refers to the other one refers to the survivor from then on;
-- what both have and one may have only once is set aside; the other is voided. Every change is kept with what it was (work.merge_change), so
-- that undoing is the same list backwards: what was edited meanwhile stays edited. Nothing here names a register but the last part.

------------------------------------------------------------------------------ what a row has
-- Which columns name rows of a relation: foreign keys, by the catalogue, and app.naming. Tables whose rows have no number of their own are made
-- from the row; a side table of private columns is the row itself. key: it may stand there by itself, so that rows are found by it.
create or replace function work.names_of(target regclass) returns table (rel regclass, col name, only_where text, key boolean)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select c.conrelid::regclass, a.attname, 'true', true
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
   where c.contype = 'f' and c.confrelid = target and a.attname <> 'id' and exists (select from pg_attribute i where i.attrelid = c.conrelid and i.attname = 'id')
  union all
  select n.relation::regclass, n.column_name::name, replace(coalesce(n.only_where, 'true'), '$1', quote_literal(target::text)), false
    from app.naming n where n.target in ('', target::text) and to_regclass(n.relation) is not null
   order by 1, 4 desc, 2
$$;

-- A row as it is remembered: without what every change moves, and what is reckoned from the rest.
create or replace function work.remembered(rel regclass, r jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select r - '{version,changed_at,changed_by}'::text[]
       - coalesce((select array_agg(a.attname::text) from pg_attribute a where a.attrelid = rel and a.attgenerated <> ''), '{}')
$$;

-- The rows themselves, their private sides, and all that names them.
create or replace function work.rows_of(target regclass, ids bigint[]) returns table (relation text, row_id bigint, r jsonb)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  n record;
begin
  for n in select t::regclass as rel, 'x.id = any ($1)' as which from unnest(array[target::text, app.private_of(target::text)::text]) t where t is not null
           union all
           select o.rel, string_agg(format('x.%I = any ($1) and %s', o.col, o.only_where), ' or ') from work.names_of(target) o group by o.rel loop
    return query execute format('select %L, x.id, work.remembered(%1$L, to_jsonb(x)) from %s x where %s', n.rel, n.rel, n.which) using ids;
  end loop;
end $$;

-- Where a row that was merged away has gone to: the one that is there now.
create or replace function work.merged_into(relation text, id bigint) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  into_one bigint;
begin
  loop
    select m.survivor into into_one from work.merge m where m.relation = merged_into.relation and m.other = merged_into.id and m.undone_on is null;
    exit when into_one is null;
    id := into_one;
  end loop;
  return id;
end $$;

-- Names that files merged into this person bear, other than its own.
create or replace function work.merged_names(person bigint, name text) returns setof text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with recursive gone (id) as (
    select m.other from work.merge m where m.relation = 'service.person' and m.survivor = person and m.undone_on is null
    union select m.other from gone join work.merge m on m.relation = 'service.person' and m.survivor = gone.id and m.undone_on is null)
  select distinct p.name::text from gone join service.person p on p.id = gone.id where p.name <> merged_names.name
$$;

------------------------------------------------------------------------------ who may
-- The rows of the two that the session may not see: how many, and the offices they belong to.
create or replace function work.hidden_rows(target regclass, ids bigint[]) returns bigint[]
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  n record; offices bigint[]; found bigint[] := '{}';
begin
  for n in select o.rel, string_agg(format('x.%I = any ($1) and %s', o.col, o.only_where), ' or ') as which, pg_get_expr(p.polqual, p.polrelid) as seen
             from work.names_of(target) o join pg_policy p on p.polrelid = o.rel and p.polname = 'see' where o.key group by o.rel, p.polqual, p.polrelid loop
    execute format('select array_agg(office) from (select * from %s x where %s) %I where not coalesce((%s), false)', n.rel, n.which,
                   (select c.relname from pg_class c where c.oid = n.rel), n.seen) into offices using ids;
    found := found || coalesce(offices, '{}');
  end loop;
  return found;
end $$;

-- The lowest office that all of these lie under, and the one that could see them together.
create or replace function org.above_all(offices bigint[]) returns bigint
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select o.id from org.office o where not exists (select from unnest(offices) x(id) where x.id < o.id or x.id >= o.hi) order by o.tier desc limit 1
$$;

-- May the session merge rows of these two offices: who writes both, or the head of an office above both.
create or replace function work.may_merge(target regclass, offices bigint[]) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select sec.own_staff() is not null
     and (exists (select from sec.protected p, unnest(p.write) j where p.relation = target and sec.acts_as(j)) and (select bool_and(sec.writes(o)) from unnest(offices) o)
          or sec.acts_as('head') and exists (select from org.office h where h.id = sec.own_office() and (select bool_and(o >= h.id and o < h.hi) from unnest(offices) o)))
$$;

-- Refuses whoever may not merge these two, or who does not see all of what they are: with that he would decide about what he does not know,
-- and where it goes wrong nobody notices (ArchivesSpace lost fields so).
create or replace function work.must_merge(target regclass, ids bigint[], offices bigint[]) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  hidden constant bigint[] := work.hidden_rows(target, ids);
  who bigint;
begin
  if work.may_merge(target, offices) is not true then
    select case when cardinality(array(select distinct unnest(offices))) = 1 then offices[1] else org.above_all(offices) end into who;
    perform sec.refuse('merge_denied', '这两份档案不能由您合并', 'these two files are not for you to merge',
      case when who = offices[1] then '由' || (select o.name from org.office o where o.id = who) || '的经办人或负责人合并' else '由' || (select o.name from org.office o where o.id = who) || '的负责人合并，或先把一份转过来' end,
      '', target::text, hint_en => case when who = offices[1] then 'it is for the clerk or head of ' else 'it is for the head of ' end || (select o.name from org.office o where o.id = who));
  elsif hidden <> '{}' then
    who := org.above_all(offices || hidden);
    perform sec.refuse('merge_hidden', '这两份档案里有您看不到的内容，不能由您合并', 'these two files hold what you may not see, so that you cannot merge them',
      '由' || (select o.name from org.office o where o.id = who) || '里看得到全部内容的人合并', '', target::text,
      hint_en => 'it is for those of ' || (select o.name from org.office o where o.id = who) || ' who see all of it');
  end if;
end $$;

-- Private columns in which the two differ are looked at before they are decided about: both looks are on record, of the last hour.
create or replace function work.must_have_looked(target regclass, ids bigint[]) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  side constant regclass := app.private_of(target::text);
  differ boolean;
begin
  if side is null then return; end if;
  execute format('select count(distinct work.remembered(%L, to_jsonb(x)) - ''{id,office}''::text[]) > 1 or count(*) = 1 from %s x where x.id = any ($1)', side, side) into differ using ids;
  if differ and exists (select from unnest(ids) i(id) where not exists (
       select from audit.log l where l.login = session_user and l.at > clock_timestamp() - interval '1 hour' and l.kind = 'P' and l.relation = target::text and l.key = i.id
                                 and l.note !~ '^on_file ' and l.txid <> coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0))) then
    perform sec.refuse_by('merge_unseen', target::text);
  end if;
end $$;

------------------------------------------------------------------------------ merging
-- Rows of the other that the survivor has too and may have only once: by a unique key with the column in it, or by app.once. Voided, or kept
-- whole in the list of changes and taken away where a table knows no voiding.
create or replace function work.set_aside(rel regclass, col name, only_where text, survivor bigint, other bigint, why text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  k record;
begin
  for k in
    select coalesce(pg_get_expr(i.indpred, rel), 'true') as which,
           array(select a.attname::text from unnest(i.indkey::int[]) u(n) join pg_attribute a on a.attrelid = rel and a.attnum = u.n where a.attname <> col) as cols
      from pg_index i where i.indrelid = rel and i.indisunique and not i.indisprimary
       and exists (select from pg_attribute a where a.attrelid = rel and a.attname = col and a.attnum = any (i.indkey))
    union all
    select coalesce(o.only_where, 'true'), array_remove(o.columns, col::text) from app.once o where o.relation = rel::text and col = any (o.columns)
  loop
    execute format(case when exists (select from pg_attribute a where a.attrelid = rel and a.attname = 'voided_at')
                        then 'update %1$s x set voided_at = clock_timestamp(), voided_by = session_user, void_why = $3' else 'delete from %1$s x' end
                   || ' where x.id in (select x.id from (select * from %1$s where %2$s) x join (select * from %1$s where %2$s) y on %3$s where x.%4$I = $2 and y.%4$I = $1 and %5$s)',
                   rel, k.which, coalesce((select string_agg(format('x.%1$I is not distinct from y.%1$I', c), ' and ') from unnest(k.cols) c), 'true'), col, only_where)
      using survivor, other, why;
  end loop;
end $$;

-- Each row with what it was and became; `was` as work.rows_of() had it before.
create or replace function work.keep_changes(merge bigint, target regclass, ids bigint[], was jsonb) returns void
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  with before as (select b.relation, b.row_id, b.r from jsonb_to_recordset(was) b(relation text, row_id bigint, r jsonb)),
  now_ as (select * from work.rows_of(target, ids)),
  -- of what changed both ways only the columns that did
  x as (select coalesce(b.relation, n.relation) as relation, coalesce(b.row_id, n.row_id) as row_id, b.r as o, n.r as n from before b full join now_ n using (relation, row_id))
  insert into work.merge_change (merge, relation, row_id, before, after)
  select keep_changes.merge, x.relation, x.row_id,
         case when x.n is null then x.o when x.o is not null then (select jsonb_object_agg(e.key, e.value) from jsonb_each(x.o) e where e.value is distinct from x.n -> e.key) end,
         case when x.o is null then x.n when x.n is not null then (select jsonb_object_agg(e.key, e.value) from jsonb_each(x.n) e where e.value is distinct from x.o -> e.key) end
    from x where x.o is distinct from x.n
$$;

-- Sets columns of a row; the row is put back where it was taken away.
create or replace function work.put_columns(rel regclass, row_id bigint, facts jsonb) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if app.names(facts) is not null then
    execute format('update %s t set (%s) = (select %s from jsonb_populate_record(null::%s, $1)) where t.id = $2',
                   rel, app.names(facts), app.names(facts), rel) using facts, row_id;
  end if;
end $$;

-- The columns that were chosen from the other, the private ones last: what lists show follows from them.
create or replace function work.take_choices(target regclass, survivor bigint, other bigint, chosen text[], private_of_other jsonb) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  side constant regclass := app.private_of(target::text);
  c record;
  facts jsonb; private jsonb;
  r jsonb;
begin
  for c in select x from unnest(chosen) x where not exists (select from app.catalog(target::text) k where k.column_name = x and not k.owned
              and not exists (select from sec.protected p where p.relation = target and x = any (p.fixed))) loop
    perform sec.refuse('merge_no_column', '没有这一项：' || c.x, 'there is no column ' || c.x, '', '', target::text);
  end loop;
  execute format('select to_jsonb(t) from %s t where t.id = $1', target) into r using other;
  select jsonb_object_agg(k.column_name, private_of_other -> k.column_name) filter (where k.private), jsonb_object_agg(k.column_name, r -> k.column_name) filter (where not k.private)
    into private, facts from app.catalog(target::text) k where k.column_name = any (chosen);
  perform work.put_columns(target, survivor, facts);
  if private is not null then
    perform app.save_private(target, survivor, (select (to_jsonb(x) ->> 'office')::bigint from work.rows_of(target, array[survivor]) y(relation, row_id, x) where y.relation = target::text and y.row_id = survivor), private);
  end if;
end $$;

-- choices: {"columns": [those whose value is to be the other's], "versions": [of the survivor, of the other, as they were seen]}. The number of the merge.
create or replace function api.merge(relation text, survivor bigint, other bigint, choices jsonb, why text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  target constant regclass := (select to_regclass(r.relation) from app.relation r where r.relation = merge.relation and r.twins is not null);
  chosen constant text[] := array(select jsonb_array_elements_text(coalesce(choices -> 'columns', '[]')));
  r jsonb[] := '{}'; x jsonb; one bigint; n record;
  offices bigint[]; was jsonb; private jsonb; aside text;
  born bigint; reason text;
begin
  if target is null or survivor is null or other is null or survivor = other then
    perform sec.refuse_by('not_mergeable', merge.relation);
  end if;
  for one in select i from unnest(array[survivor, other]) i order by i loop       -- in one order, or two sessions wait for each other
    execute format('select to_jsonb(t) from %s t where t.id = $1 for update', target) into x using one;
    r := case when one = survivor then array[x] || r else r || x end;
  end loop;
  if r[1] is null or r[2] is null or r[1] ->> 'voided_at' is not null or r[2] ->> 'voided_at' is not null
     or sec.holds_for(target, survivor, 'see') is not true or sec.holds_for(target, other, 'see') is not true then
    perform sec.refuse_by('merge_gone', merge.relation);
  elsif choices -> 'versions' is distinct from coalesce(jsonb_build_array(r[1] -> 'version', r[2] -> 'version'), 'null') and choices ? 'versions' then
    perform sec.refuse_by('merge_moved_on', merge.relation);
  end if;
  offices := array[(r[1] ->> 'office')::bigint, (r[2] ->> 'office')::bigint];
  perform work.must_merge(target, array[survivor, other], offices);
  perform work.must_have_looked(target, array[survivor, other]);
  perform work.must_be_at_rest(target, array[survivor, other]);
  reason := sec.reason_given(why, 'why', merge.relation);

  insert into work.merging values (pg_current_xact_id()::text::bigint);
  select jsonb_agg(to_jsonb(b)) into was from work.rows_of(target, array[survivor, other]) b;
  aside := format('并入 %s 号档案', survivor);
  for n in select * from work.names_of(target) loop
    perform work.set_aside(n.rel, n.col, n.only_where, survivor, other, aside);
    execute format('update %s x set %I = $1 where x.%2$I = $2 and %s%s', n.rel, n.col, n.only_where,
                   case when exists (select from pg_attribute a where a.attrelid = n.rel and a.attname = 'void_why') then ' and x.void_why is distinct from $3' else '' end)
      using survivor, other, aside;
  end loop;
  update work.attachment a set office = offices[1], with_office = (r[1] ->> 'with_office')::bigint      -- what hangs on a row lies where it lies
   where a.relation = merge.relation and a.row_id = merge.survivor and (a.office, a.with_office) is distinct from (offices[1], (r[1] ->> 'with_office')::bigint);
  select b -> 'r' into private from jsonb_array_elements(was) b where b ->> 'relation' = app.private_of(target::text)::text and (b ->> 'row_id')::bigint = other;
  execute format('update %s set voided_at = clock_timestamp(), voided_by = session_user, void_why = $2 where id = $1', target) using other, aside || '：' || left(reason, 160);
  perform work.take_choices(target, survivor, other, chosen, private);
  insert into work.merge (office, with_office, relation, survivor, other, called, choices, why, merged_on, merged_by)
    values (offices[1], nullif(offices[2], offices[1]), merge.relation, survivor, other,
            array_to_string(array(select distinct sec.label_of(target, i) from unnest(array[survivor, other]) i), '、'), coalesce(to_jsonb(chosen), '[]'), reason, ref.today(), sec.own_staff())
    returning id into born;
  delete from work.merging where txid = pg_current_xact_id()::text::bigint;
  perform work.after_merge(merge.relation, survivor, other, false);
  perform work.keep_changes(born, target, array[survivor, other], was);
  perform sec.note('U', merge.relation, survivor, offices[1], format('merged %s: %s', other, reason));
  perform sec.note('U', merge.relation, other, offices[2], format('merged_into %s: %s', survivor, reason));
  return born;
end $$;
comment on function api.merge(text, bigint, bigint, jsonb, text) is '合并两份档案：留下一份，另一份并进来，可以撤销';

-- What a row is called, for the record of the merge.
create or replace function sec.label_of(rel regclass, id bigint) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare x text;
begin
  execute format('select (%s)::text from %s t where t.id = $1', (select r.label from app.relation r where r.relation = rel::text), rel) into x using label_of.id;
  return left(x, 28);
end $$;

create or replace function work.after_merge(relation text, survivor bigint, other bigint, undone boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare does constant text := (select r.merged from app.relation r where r.relation = after_merge.relation);
begin
  if does is not null then
    execute format('select %s($1, $2, $3)', does::regproc) using survivor, other, undone;
  end if;
end $$;

-- A process of which a person can have one open case, and both have one; or one that is just handing a file over: to be finished first.
create or replace function work.must_be_at_rest(target regclass, ids bigint[]) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  m work.matter;
begin
  if target <> 'service.person'::regclass then return; end if;
  select x.* into m from work.matter x join flow.process p using (process)
   where x.person = any (ids) and x.alone and x.ended_on is null
     and (p.target is not null or exists (select from work.matter y where y.process = x.process and y.person = any (ids) and y.person <> x.person and y.alone and y.ended_on is null))
   order by x.person = ids[1], x.id limit 1;
  if m.id is not null then
    perform sec.refuse('merge_case_open', format('%s（%s）还没有办完，办完了再合并', m.number, (select p.zh from flow.process p where p.process = m.process)),
      format('%s (%s) is still open', m.number, (select p.en from flow.process p where p.process = m.process)), '先答复，或者由提出的机构撤回', '', target::text,
      hint_en => 'let it be answered or withdrawn first');
  end if;
end $$;

------------------------------------------------------------------------------ and back
-- One row of the list backwards: a column that is as the merge left it becomes what it was; one that was changed since stays.
create or replace function work.undo_change(c work.merge_change) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  rel constant regclass := c.relation::regclass;
  r jsonb;
begin
  if c.after is null then
    execute format('insert into %s (%s) select %s from jsonb_populate_record(null::%s, $1)', rel, app.names(c.before), app.names(c.before), rel) using c.before;
    return;
  end if;
  execute format('select to_jsonb(t) from %s t where t.id = $1 for update', rel) into r using c.row_id;
  if c.before is not null then
    perform work.put_columns(rel, c.row_id, (select jsonb_object_agg(e.key, e.value) from jsonb_each(c.before) e where r -> e.key is not distinct from c.after -> e.key));
  elsif r @> c.after then
    execute format('delete from %s where id = $1', rel) using c.row_id;
  end if;
end $$;

create or replace function api.unmerge(merge bigint, why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  m work.merge := (select x from work.merge x where x.id = unmerge.merge for update);
  target regclass := to_regclass(m.relation);
  later work.merge;
  c work.merge_change;
  gone boolean;
  reason text;
begin
  if m.id is null or sec.holds_for('work.merge', m.id, 'see') is not true then
    perform sec.refuse_by('merge_gone', 'work.merge');
  elsif m.undone_on is not null then
    perform sec.refuse_by('unmerged_before', 'work.merge');
  end if;
  perform work.must_merge(target, array[m.survivor, m.other], (select array_agg((b.r ->> 'office')::bigint order by b.row_id <> m.survivor) from work.rows_of(target, array[m.survivor, m.other]) b where b.relation = m.relation));
  reason := sec.reason_given(why, 'undone_why', 'work.merge');
  select x.* into later from work.merge x
   where x.relation = m.relation and x.id > m.id and x.undone_on is null and (x.survivor in (m.survivor, m.other) or x.other = m.survivor) order by x.id desc limit 1;
  if later.id is not null then
    perform sec.refuse('unmerge_later', format('这份档案后来又合并过（%s 第 %s 号：%s），请先撤销那一次', later.merged_on, later.id, later.called),
      format('it was merged again since (%s, number %s): undo that first', later.merged_on, later.id), '在“合并记录”里打开那一条，按 F6', '', 'work.merge', hint_en => 'open that one under Merges, F6');
  end if;
  execute format('select bool_or(to_jsonb(t) ->> ''voided_at'' is not null) from (select * from %s where id = any ($1) order by id for update) t where id = $2', target)
    into gone using array[m.survivor, m.other], m.survivor;
  if gone then
    perform sec.refuse_by('unmerge_voided', 'work.merge');
  end if;
  insert into work.merging values (pg_current_xact_id()::text::bigint);
  update work.merge x set undone_on = ref.today(), undone_by = sec.own_staff(), undone_why = reason where x.id = m.id;
  for c in select x.* from work.merge_change x where x.merge = m.id
            order by x.relation = app.private_of(m.relation)::text, x.relation = m.relation, x.after is null, x.row_id = m.other, x.relation, x.row_id loop
    perform work.undo_change(c);
  end loop;
  delete from work.merging where txid = pg_current_xact_id()::text::bigint;
  perform work.after_merge(m.relation, m.survivor, m.other, true);
  perform sec.note('U', m.relation, x.id, x.office, format('unmerged %s: %s', m.survivor + m.other - x.id, reason)) from (values (m.survivor, m.office), (m.other, coalesce(m.with_office, m.office))) x(id, office);
exception when unique_violation then
  perform sec.refuse_by('unmerge_taken', 'work.merge');
end $$;
comment on function api.unmerge(bigint, text) is '撤销一次合并：两份档案恢复原样，合并以后改的保留';

------------------------------------------------------------------------------ people
-- What follows, reckoned from the records as they are now.
create or replace function service.settle_person(of_person bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  death service.event := (select e from service.event e where e.person = of_person and e.kind = '7' and e.voided_at is null);
begin
  update service.need n set with_office = v.with_office from service.visit v where v.id = n.visit and v.person = of_person and n.with_office is distinct from v.with_office;
  if death.id is not null then
    perform work.died(death);
  else                                      -- what another's death had ended
    update service.pairing g set ended_on = null, end_why = null where g.person = of_person and g.voided_at is null and g.end_why = '去世'
       and not exists (select from service.person p where p.id = of_person and p.condition = '4');
    update work.duty d set outcome = null, closed_on = null, record = null
     where d.person = of_person and d.outcome in ('v', 'm') and d.record in (select e.id from service.event e where e.kind = '7' and e.person <> of_person)
       and d.rule in (select r.rule from work.rule r where r.kind in ('event', 'festival', 'age'));
    perform work.owe(e) from service.event e where e.person = of_person and e.voided_at is null order by e.id;      -- entered while he was taken for dead
  end if;
  update service.pairing g set ended_on = g.ended_on where g.person = of_person and g.voided_at is null;
  perform work.recount(x.rule, of_person) from (select distinct a.rule from work.answering a join work.duty d on d.rule = a.rule and d.person = of_person where a.how = 'person' order by 1) x;
  perform service.make_keys(p) from service.person p where p.id = of_person and p.voided_at is null;
end $$;

-- Of files in two offices: what the other's holder still owes goes to the survivor's, and pairings of offices it does not lie under end, as when
-- a file moves (sec.move_person).
create or replace function service.person_merged(survivor bigint, other bigint, undone boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  here constant bigint := (select p.office from service.person p where p.id = survivor);
  there constant bigint := (select p.office from service.person p where p.id = other);
begin
  if not undone and here <> there then
    update work.duty d set office = org.of_relation(here, x.relation)
      from (select distinct y.rule, y.relation from work.opening y) x where x.rule = d.rule and d.person = survivor and d.closed_on is null and d.office = org.of_relation(there, x.relation);
    update service.pairing g set ended_on = greatest(ref.today(), g.started_on), end_why = '档案并到' || (select o.name from org.office o where o.id = here)
     where g.person = survivor and g.ended_on is null and g.voided_at is null and not exists (select from org.office o where o.id = g.office and here >= o.id and here < o.hi);
  end if;
  perform service.settle_person(survivor);
  if undone then
    perform service.settle_person(other);
  end if;
end $$;

-- The list of merges, and undoing from it.
drop view if exists work.merge_list;
create view work.merge_list with (security_invoker = true) as
select m.id, m.version, m.office, m.called, m.why, m.merged_on, m.merged_by, m.undone_on, m.undone_by, m.undone_why from work.merge m;
comment on view work.merge_list is '合并记录';
grant select on work.merge_list to lb_reader;

create or replace function api.undo_merge(id bigint, version int, answer text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform api.unmerge(undo_merge.id, answer);
  return case when sec.language() = 'en' then 'undone: both files are there again' else '已撤销：两份档案都恢复了' end;
end $$;
grant execute on function api.undo_merge(bigint, int, text) to lb_reader;
grant execute on function api.merge(text, bigint, bigint, jsonb, text), api.unmerge(bigint, text) to lb_reader;
