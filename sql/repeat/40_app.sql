-- SPDX-License-Identifier: Apache-2.0
-- What the terminal calls: the catalogue of a relation, saving, drafts, the menu. Invoker's rights: row security holds here as in psql.

-- The side table of a relation's private columns, null when it has none (decision 8).
create or replace function app.private_of(relation text) returns regclass
language sql stable set search_path = pg_catalog, pg_temp
as $$ select to_regclass(relation || '_private') $$;

-- The condition on its rows (alias t) that leaves out the voided ones, where it has such.
create or replace function app.stands(rel regclass) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return case when exists (select from pg_attribute a where a.attrelid = rel and a.attname = 'voided_at' and not a.attisdropped) then 't.voided_at is null' else 'true' end;
end $$;

-- One row a column in table order, private ones after: all a form needs to know of the database. ref_finder finds what may stand there,
-- chooser what can be chosen.
drop function if exists app.catalog(text);                                -- before ref_short
create function app.catalog(relation text)
returns table (column_name text, type text, max_chars int, required boolean, ref text, ref_label text, ref_short text, ref_hint text, ref_finder text, ref_orders text, chooser text,
               zh text, en text, help_zh text, help_en text, default_value text, mask text, width int, private boolean,
               may_insert boolean, may_update boolean, owned boolean, may_select boolean, only_open boolean, total text, ref_below text, ref_at text, py text, once boolean, due text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  c record;
  d text;
  begun constant text[] := array(select p.begins_on from flow.process p where p.relation = catalog.relation and p.begins_on is not null);     -- clocks run from it: it stays
begin
  for c in
    select a.attname::text as name, a.attnum, a.attrelid, a.attnotnull, a.atthasdef, a.atttypmod, t.typname::text as typ, a.attgenerated,
           coalesce(f.confrelid::regclass::text, k.lookup) as target, k.zh, k.en, k.help_zh, k.help_en, k.default_sql, k.mask, k.width, k.finder, k.total, coalesce(k.only_open, false) as only_open, k.py, k.once, k.due, s.side
      from (values (relation::regclass::oid, false), (app.private_of(relation)::oid, true)) s(rel, side)
      join pg_attribute a on a.attrelid = s.rel and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
      left join pg_constraint f on f.conrelid = a.attrelid and f.contype = 'f' and f.conkey = array[a.attnum]
      left join app.column k on k.relation = catalog.relation and k.column_name = a.attname
     where not (s.side and a.attname in ('id', 'office'))
     order by s.side, a.attnum
  loop
    d := null;
    if c.default_sql is not null then
      execute 'select (' || c.default_sql || ')::text' into d;
    end if;
    column_name := c.name;
    ref := c.target;
    type := case when c.target like 'code.%' then 'code' when c.target is not null then 'ref'
                 when c.typ in ('int2', 'int4', 'int8') then 'int' when c.typ = 'numeric' then 'money' when c.typ = 'date' then 'date'
                 when c.typ = 'bool' then 'bool' when c.typ = 'timestamptz' then 'time' else 'text' end;
    max_chars := case when c.typ = 'varchar' and c.atttypmod > 4 then c.atttypmod - 4 end;
    required := c.attnotnull and not c.atthasdef;
    select r.label, r.short, r.hint, case when to_regprocedure(r.finder || '(text, int)') is not null then r.finder end, r.orders, r.below, r.above into ref_label, ref_short, ref_hint, ref_finder, ref_orders, ref_below, ref_at from app.relation r where r.relation = c.target;
    chooser := coalesce(c.finder, ref_finder);
    zh := coalesce(c.zh, c.name); en := coalesce(c.en, c.name);
    help_zh := coalesce(c.help_zh, ''); help_en := coalesce(c.help_en, '');
    default_value := d; mask := c.mask; width := c.width; private := c.side;
    may_select := has_column_privilege(c.attrelid, c.attnum, 'select');
    only_open := c.only_open;
    total := coalesce(c.total, case when type = 'money' then 'sum' end);
    may_insert := has_column_privilege(c.attrelid, c.attnum, 'insert');
    may_update := has_column_privilege(c.attrelid, c.attnum, 'update') and c.name <> all (begun);
    owned := c.name = any (sec.owned()) or c.attgenerated <> '';
    py := coalesce(c.py, ''); once := coalesce(c.once, false); due := c.due;
    return next;
  end loop;
end $$;

-- The sentence of a broken rule: the dictionary's, and for a reference that has none one made of the column's name; nothing for an unknown one.
create or replace function app.explain(constraint_name text) returns table (field text, zh text, en text, hint_zh text, hint_en text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select r.field, r.zh, r.en, concat_ws(E'\n', nullif(r.hint_zh, ''), sec.basis(r.name, false)), concat_ws(E'\n', nullif(r.hint_en, ''), sec.basis(r.name, true))
    from app.refusal r where r.name = constraint_name and r.zh <> ''
  union all
  (select a.attname, format('“%s”里写的已经没有了', coalesce(k.zh, a.attname)), format('what %s names is there no more', coalesce(k.en, a.attname)),
          '请从列表中另选', 'choose another from the list'
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
     left join app.column k on k.relation = c.conrelid::regclass::text and k.column_name = a.attname
    where c.contype = 'f' and c.conname = constraint_name and not exists (select from app.refusal r where r.name = constraint_name)
    limit 1)
$$;

------------------------------------------------------------------------------ saving
-- The keys of a jsonb object as a list of identifiers, or null when there are none.
create or replace function app.names(o jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$ select string_agg(quote_ident(k), ', ' order by k) from jsonb_object_keys(coalesce(o, '{}')) k $$;

-- The values of `facts` in the form the column keeps them ('500' and '500.00' are one value of a numeric(12,2)).
create or replace function app.typed(rel regclass, facts jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare j jsonb;
begin
  execute format('select to_jsonb(jsonb_populate_record(null::%s, $1))', rel) into j using coalesce(facts, '{}');
  return (select jsonb_object_agg(k, j -> k) from jsonb_object_keys(coalesce(facts, '{}')) k);
end $$;

create or replace function app.insert_row(rel regclass, facts jsonb) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  f jsonb := jsonb_strip_nulls(facts);
  born bigint;
begin
  execute format('insert into %s (%s) select %s from jsonb_populate_record(null::%s, $1) returning id', rel, app.names(f), app.names(f), rel)
    into born using f;
  return born;
end $$;

-- Null when no row was touched: the caller finds out why.
create or replace function app.update_row(rel regclass, row_id bigint, base int, facts jsonb) returns int
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare n int;
begin
  execute format('update %s t set (%s) = (select %s from jsonb_populate_record(null::%s, $1)) where t.id = $2 and t.version = $3 returning t.version',
                 rel, app.names(facts), app.names(facts), rel) into n using facts, row_id, base;
  return n;
end $$;

create or replace function app.save_private(rel regclass, row_id bigint, owner_office bigint, facts jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  side regclass := app.private_of(rel::text);
  there boolean;
begin
  if facts is null or facts = '{}' then return; end if;
  execute format('select exists (select from %s where id = $1)', side) into there using row_id;
  if there then
    execute format('update %s t set (%s) = (select %s from jsonb_populate_record(null::%s, $1)) where t.id = $2',
                   side, app.names(facts), app.names(facts), side) using facts, row_id;
  else
    perform app.insert_row(side, facts || jsonb_build_object('id', row_id, 'office', owner_office));
  end if;
end $$;

-- What of `mine` others changed since `old`: one row a field that clashes, and one a field only they changed.
create or replace function app.compare(rel regclass, current_row jsonb, old jsonb, mine jsonb)
returns table (field text, was text, theirs text, ours text, clashes boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  o jsonb := app.typed(rel, old);
  m jsonb := app.typed(rel, mine);
begin
  return query
    select k, o ->> k, current_row ->> k, m ->> k, m ? k and (m -> k) is distinct from (current_row -> k)
      from jsonb_object_keys(o || coalesce(m, '{}')) k
     where (current_row -> k) is distinct from (o -> k) and o ? k;
end $$;

-- When a row was last changed, as a person reads it.
create or replace function app.at_text(cur jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$ select to_char((cur ->> 'changed_at')::timestamptz at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') $$;

-- The first row of a list in which others have changed meanwhile what this person changed too: as app.compare has it, a field told as
-- `relation id field`.
create or replace function app.child_clash(children jsonb)
returns table (field text, was text, theirs text, ours text, clashes boolean, version int, who text, at text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  c jsonb; r jsonb; rel regclass; cur jsonb;
begin
  for c in select * from jsonb_array_elements(coalesce(children, '[]')) loop
    rel := (c ->> 'relation')::regclass;
    for r in select x from jsonb_array_elements(c -> 'rows') x where x ? 'id' loop
      execute format('select to_jsonb(t) from %s t where t.id = $1 and t.version <> $2 and to_jsonb(t) ->> ''voided_at'' is null', rel) into cur using (r ->> 'id')::bigint, (r ->> 'version')::int;
      if cur is not null and exists (select from app.compare(rel, cur, r -> 'old', r -> 'new') x where x.clashes) then
        return query select format('%s %s %s', rel, r ->> 'id', x.field), x.was, x.theirs, x.ours, x.clashes, (cur ->> 'version')::int,
                            sec.who((cur ->> 'changed_by')::name), app.at_text(cur) from app.compare(rel, cur, r -> 'old', r -> 'new') x order by x.clashes desc;
        return;
      end if;
    end loop;
  end loop;
end $$;

-- A changed row of a list: merged by field as the record itself is. What clashes app.save() has asked about before; here somebody was
-- faster once more, or the row is gone.
create or replace function app.save_child(rel regclass, r jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  cur jsonb;
begin
  execute format('select to_jsonb(t) from %s t where t.id = $1 for update', rel) into cur using (r ->> 'id')::bigint;
  if cur is null or cur ->> 'voided_at' is not null then
    perform sec.refuse_by('child_gone', rel::text);
  elsif (cur ->> 'version')::int <> (r ->> 'version')::int and exists (select from app.compare(rel, cur, r -> 'old', r -> 'new') c where c.clashes) then
    perform sec.refuse_by('child_moved_on', rel::text);
  elsif app.update_row(rel, (r ->> 'id')::bigint, (cur ->> 'version')::int, r -> 'new') is null then
    perform sec.refuse_by('child_gone', rel::text);
  end if;
end $$;

-- Children of one parent, in the parent's transaction. A row with an id is changed, one without is born.
create or replace function app.save_children(parent_id bigint, parent_office bigint, children jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  c jsonb; r jsonb; rel regclass;
begin
  for c in select * from jsonb_array_elements(coalesce(children, '[]')) loop
    rel := (c ->> 'relation')::regclass;
    for r in select * from jsonb_array_elements(c -> 'rows') loop
      if r ? 'id' then
        perform app.save_child(rel, r);
      else
        perform app.insert_row(rel, (r -> 'new') || jsonb_build_object(c ->> 'by', parent_id, 'office', parent_office));
      end if;
    end loop;
  end loop;
end $$;

-- A changed record: saved, merged, clash, denied or gone. Retried when somebody commits between the look and the update.
create or replace function app.save_change(rel regclass, row_id bigint, base int, old jsonb, facts jsonb)
returns table (answer text, field text, was text, theirs text, mine text, id bigint, version int, who text, at text)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  cur jsonb; v int; met boolean; moved_at text;
begin
  for attempt in 1 .. 5 loop
    execute format('select to_jsonb(t) from %s t where t.id = $1 and %s', rel, app.stands(rel)) into cur using row_id;
    if cur is null then
      return query select 'gone', null, null, null, null, row_id, null::int, null, null;
      return;
    end if;
    met := (cur ->> 'version')::int = base;
    moved_at := app.at_text(cur);
    if not met and exists (select from app.compare(rel, cur, old, facts) x where x.clashes) then
      return query select 'clash', x.field, x.was, x.theirs, x.ours, row_id, (cur ->> 'version')::int, sec.who((cur ->> 'changed_by')::name), moved_at
                     from app.compare(rel, cur, old, facts) x where x.clashes;
      return query select 'merged', x.field, x.was, x.theirs, null::text, row_id, (cur ->> 'version')::int, sec.who((cur ->> 'changed_by')::name), moved_at
                     from app.compare(rel, cur, old, facts) x where not x.clashes;
      return;
    end if;
    if app.names(facts) is null then        -- only private columns or children changed: the version still moves
      facts := jsonb_build_object((select a.attname from pg_attribute a where a.attrelid = rel and a.attnum > 0 and not a.attisdropped
                                     and has_column_privilege(rel, a.attnum, 'update') order by a.attnum limit 1), null);
      facts := (select jsonb_object_agg(k, cur -> k) from jsonb_object_keys(facts) k);
    end if;
    v := app.update_row(rel, row_id, (cur ->> 'version')::int, facts);
    if v is not null then
      if met then
        return query select 'saved', null, null, null, null, row_id, v, null, null;
      else
        return query select 'merged', x.field, x.was, x.theirs, null::text, row_id, v, sec.who((cur ->> 'changed_by')::name), moved_at
                       from app.compare(rel, cur, old, facts) x;
        if not found then return query select 'saved', null, null, null, null, row_id, v, null, null; end if;
      end if;
      return;
    end if;
    execute format('select t.version from %s t where t.id = $1', rel) into v using row_id;
    exit when v is not distinct from (cur ->> 'version')::int;      -- nobody moved it: it is the right that lacks
  end loop;
  return query select 'denied', null, null, null, null, row_id, (cur ->> 'version')::int, (select o.name from org.office o where o.id = (cur ->> 'office')::bigint), null;
end $$;

-- What a request asks to be born, whatever number its draft has got meanwhile.
create or replace function app.born_as(request jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$ select md5((request - '{sure,draft,client}'::text[])::text) $$;

-- The row this very request made before, when its answer was lost on the way (a broken line under a save); null when there is none.
create or replace function app.born_of(request jsonb) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare before work.born;
begin
  select b.* into before from work.born b
   where b.login = session_user and (b.draft = (request ->> 'draft')::bigint or b.client = (request ->> 'client')::uuid) limit 1;
  if before.what <> app.born_as(request) then
    perform sec.refuse('born_before', '刚才那次已经存上了，后来改的还没有存', 'this was saved before; what was changed since is not',
                       '请按 Esc 返回，打开那条记录再改', hint_en => 'press Esc, open that record and change it there');
  end if;
  return before.row_id;
end $$;

-- The newest row that looks like the one to be born: equal in all columns that app.relation.alike names. Only what the writer may see.
create or replace function app.alike(rel regclass, facts jsonb) returns table (id bigint, who text, at text, line text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  r app.relation := (select r from app.relation r where r.relation = rel::text);
  same text := (select string_agg(format('t.%1$I = n.%1$I', c), ' and ') from unnest(r.alike) c);
begin
  if same is null or not facts ?& r.alike then return; end if;
  return query execute format(
    'select t.id, sec.who(t.created_by), to_char(t.created_at at time zone ''Asia/Shanghai'', ''YYYY-MM-DD HH24:MI''), (%s)::text
       from %s t cross join (select sec.language() = ''en'') l(en) cross join jsonb_populate_record(null::%2$s, $1) n
      where %s and to_jsonb(t) ->> ''voided_at'' is null order by t.created_at desc limit 1', coalesce(r.summary, r.label), rel, same) using facts;
end $$;

-- A row is born with its private columns and its children.
create or replace function app.save_new(rel regclass, facts jsonb, request jsonb) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  born bigint := app.insert_row(rel, facts);
begin
  perform app.save_private(rel, born, (facts ->> 'office')::bigint, request -> 'private');
  perform app.save_children(born, (facts ->> 'office')::bigint, request -> 'children');
  return born;
end $$;

-- Born and gone again: what a rule refuses is refused before anybody is asked whether the row is wanted twice.
create or replace function app.save_tried(rel regclass, facts jsonb, request jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform app.save_new(rel, facts, request);
  raise exception using errcode = 'LB009';
exception when sqlstate 'LB009' then
  null;
end $$;

create or replace function app.save(request jsonb)
returns table (answer text, field text, was text, theirs text, mine text, id bigint, version int, who text, at text)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  rel regclass := (request ->> 'relation')::regclass;
  row_id bigint := (request ->> 'id')::bigint;
  own bigint := sec.own_office();
  facts jsonb := coalesce(request -> 'new', '{}');
  a record;
  refused text;
begin
  if rel is null then
    perform sec.refuse('no_request', '没有写明要存到哪张表', 'the request names no relation');
  elsif own is null then
    perform sec.account_must_hold();
  end if;
  if row_id is null then
    id := app.born_of(request);
    if id is not null then
      answer := 'saved'; version := 1;
      return next;
      return;
    end if;
    facts := jsonb_build_object('office', own) || facts;
    if not coalesce((request ->> 'sure')::boolean, false) then
      select 'alike', x.line, x.id, x.who, x.at into answer, theirs, id, who, at from app.alike(rel, facts) x;
      if found then
        perform app.save_tried(rel, facts, request);
        return next;
        return;
      end if;
      select t.answer, t.line into answer, theirs from app.twins_told(rel, facts || coalesce(request -> 'private', '{}')) t;
      if answer is not null then
        perform app.save_tried(rel, facts, request);
        return next;
        return;
      end if;
    end if;
    row_id := app.save_new(rel, facts, request);
    if request ?| '{draft,client}' then
      insert into work.born (office, draft, client, relation, row_id, what)
      values (own, (request ->> 'draft')::bigint, (request ->> 'client')::uuid, rel::text, row_id, app.born_as(request));
    end if;
    answer := 'saved'; id := row_id; version := 1;
    return next;
  else
    return query select 'clash', x.field, x.was, x.theirs, x.ours, row_id, (request ->> 'version')::int, x.who, x.at
                   from sec.private_clash(request ->> 'relation', row_id, request -> 'private_old', request -> 'private') x;
    if found then
      return;
    end if;
    return query select case when x.clashes then 'clash' else 'merged' end, x.field, x.was, x.theirs, x.ours, row_id, x.version, x.who, x.at
                   from app.child_clash(request -> 'children') x;
    if found then
      return;
    end if;
    for a in select * from app.save_change(rel, row_id, (request ->> 'version')::int, request -> 'old', facts) loop
      answer := a.answer; field := a.field; was := a.was; theirs := a.theirs; mine := a.mine; id := a.id; version := a.version; who := a.who; at := a.at;
      return next;
      if a.answer in ('clash', 'denied', 'gone') then
        own := null;
      end if;
      if a.answer in ('denied', 'gone') then
        refused := a.answer;
      end if;
    end loop;
    if refused is not null then
      perform api.refused(request ->> 'relation', row_id, refused);
    end if;
    if own is null then
      return;
    end if;
    execute format('select t.office from %s t where t.id = $1', rel) into own using row_id;
    perform app.save_private(rel, row_id, own, request -> 'private');
    perform app.save_children(row_id, own, request -> 'children');
  end if;
  if request ?| '{draft,client}' then
    perform app.draft_drop(d.id) from work.draft d
      where d.login = session_user and (d.id = (request ->> 'draft')::bigint or d.client = (request ->> 'client')::uuid);
  end if;
end $$;
comment on function app.save(jsonb) is '保存一条记录：本表、私密列、明细，一个事务，一个来回';

------------------------------------------------------------------------------ columns of lists
-- The columns a list shows to this login, in their order; without any, as the form has them.
create or replace function app.columns_put(register text, columns text) returns void
language sql set search_path = pg_catalog, pg_temp
as $$
  insert into work.list_columns (office, register, columns) values (sec.own_office(), columns_put.register, coalesce(columns_put.columns, ''))
    on conflict (login, register) do update set columns = excluded.columns
$$;
grant execute on function app.columns_put(text, text) to lb_staff;

------------------------------------------------------------------------------ drafts (decision 24)
drop function if exists app.draft_put(bigint, text, bigint, int, jsonb, text);
create or replace function app.draft_put(draft bigint, form text, record bigint, base_version int, fields jsonb, label text default '', client uuid default null) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare kept bigint;
begin
  set local synchronous_commit = off;
  perform sec.account_must_hold();
  update work.draft d set fields = draft_put.fields, label = draft_put.label where d.id = draft returning d.id into kept;
  if kept is null and exists (select from work.born b where b.login = session_user and (b.draft = draft_put.draft or b.client = draft_put.client)) then
    return draft;                           -- saved before: app.born_of() says so at the next save
  end if;
  if kept is null then
    insert into work.draft (office, form, record, base_version, fields, label, client)
    values (sec.own_office(), draft_put.form, draft_put.record, draft_put.base_version, draft_put.fields, draft_put.label, coalesce(draft_put.client, gen_random_uuid()))
    on conflict on constraint draft_login_client_key do update set fields = excluded.fields, label = excluded.label
    returning work.draft.id into kept;
  end if;
  return kept;
end $$;

-- Nobody may delete rows himself: the right to is the right to LOCK the table against everybody.
create or replace function api.draft_drop(draft bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ delete from work.draft d where d.id = draft and d.login = session_user $$;

create or replace function app.draft_drop(draft bigint) returns void
language sql set search_path = pg_catalog, pg_temp
as $$ select api.draft_drop(draft) $$;

drop function if exists app.draft_list();
create function app.draft_list() returns table (id bigint, form text, record bigint, base_version int, fields jsonb, label text, at timestamptz, handed_on_by text, title text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select d.id, d.form, d.record, d.base_version, d.fields, d.label, d.at, s.name::text, case sec.language() when 'en' then f.title_en else f.title_zh end
      from work.draft d left join org.staff s on s.id = d.from_staff left join app.form f on f.register = d.form where d.login = session_user order by d.at desc;
end $$;

-- One's own draft of a record, or of a new one begun with the same given values ({"person": 12}): the newest; null when there is none.
create or replace function app.draft_of(form text, record bigint, given jsonb) returns bigint
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select d.id from work.draft d
   where d.login = session_user and d.form = draft_of.form
     and case when draft_of.record is not null then d.record = draft_of.record
              else d.record is null and given <> '{}'
                   and not exists (select from jsonb_each_text(given) g where d.fields -> 'v' -> g.key ->> 0 is distinct from g.value) end
   order by d.at desc limit 1
$$;

------------------------------------------------------------------------------ menu
create or replace function app.initials_of(words text) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$ select coalesce((select ref.initials(s.spelled) from ref.spelled(initials_of.words) s order by s.n limit 1), '') $$;

-- With it the initials of its labels: the readings are there by now, and a label may have become another.
create or replace function app.form_put(f jsonb) returns void
language sql set search_path = pg_catalog, pg_temp
as $$
  insert into app.form (register, menu, title_zh, title_en, relation, digest, clause, seq, py)
  values (f ->> 'register', f ->> 'menu', f ->> 'title_zh', f ->> 'title_en', f ->> 'relation', f ->> 'digest',
          coalesce((select array_agg(c) from jsonb_array_elements_text(f -> 'clause') c), '{}'), coalesce((f ->> 'seq')::int, 0),
          app.initials_of(f ->> 'title_zh'))
  on conflict (register) do update set menu = excluded.menu, title_zh = excluded.title_zh, title_en = excluded.title_en,
    relation = excluded.relation, digest = excluded.digest, clause = excluded.clause, seq = excluded.seq, py = excluded.py, linted_at = now();
  update app.column c set py = x.py from (select k.column_name, app.initials_of(k.zh) as py from app.column k where k.relation = f ->> 'relation') x
   where c.relation = f ->> 'relation' and c.column_name = x.column_name and c.py <> x.py
$$;

-- Chapters and registers this person may open (decision 22): made from app.form and from privileges, no file is parsed; last those that
-- stand in no menu. tells: opening a record may close a line, or ends the time in which it can be taken back (api.opened).
drop function if exists app.menu();
create or replace function app.menu() returns table (menu text, register text, relation text, zh text, en text, may_add boolean, digest text, tells boolean,
                                                       has_history boolean, has_process boolean, py text, pairs text, place int)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select f.menu, f.register, f.relation, f.title_zh, f.title_en, has_any_column_privilege(f.relation::regclass, 'insert'), f.digest,
         exists (select from work.rule r where r.register = f.register and r.closes = 'opening') or p.is_case
           or exists (select from app.relation r where r.relation = f.relation and r.opened is not null), sec.keeps_history(f.relation), p.is_case, f.py, (select r.pairs from app.relation r where r.relation = f.relation),
         f.place
    from (select x.*, row_number() over (partition by x.menu order by x.seq, x.register)::int as place from app.form x) f
   cross join lateral (select f.relation = 'work.matter_list' or exists (select from flow.process x where x.relation = f.relation) as is_case) p
   where has_any_column_privilege(f.relation::regclass, 'select') order by f.menu = '', f.menu, f.seq, f.register
$$;

-- A case by its number as one writes it: whole, without the office where it is one's own (2026-0031), or the last part of this year (31);
-- else a row by a number it is called by (app.column.called).
drop function if exists app.jump(text);                                     -- before relation
create function app.jump(typed text) returns table (relation text, id bigint, label text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare c record;
begin
  return query
    select 'work.matter', m.id, concat_ws(' ', m.number, m.whom)
      from (select sec.own_office()::text as own, extract(year from ref.today())::text as year) here, work.matter m
     where m.number = any (array[typed, concat_ws('-', here.own, typed), concat_ws('-', here.own, here.year, lpad(typed, greatest(4, length(typed)), '0'))])
     order by length(m.number) desc limit 9;
  if found then return; end if;
  for c in select k.relation, k.column_name, r.label from app.column k join app.relation r on r.relation = k.relation
            where k.called and has_column_privilege(k.relation::regclass, k.column_name, 'select') order by 1, 2 loop
    return query execute format('select %L, t.id, (%s)::text from %s t where t.%I = $1 and to_jsonb(t) ->> ''voided_at'' is null limit 9', c.relation, c.label, c.relation, c.column_name) using typed;
    if found then return; end if;
  end loop;
end $$;

-- Why this person adds nothing to a register: the jobs that do, by their privileges; or nobody does, what is in it comes about elsewhere.
create or replace function app.who_adds(register text) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case when sec.language() = 'en' then coalesce('your job cannot add to ' || f.title_en || '; who can: ' || w.en, 'nothing is added to ' || f.title_en || ' here')
              else coalesce('您的岗位不能新增' || f.title_zh || '，由' || w.zh || '新增', f.title_zh || '不在这里新增') end
    from app.form f
    cross join lateral (select string_agg(j.zh, '、' order by j.job) as zh, string_agg(j.en, ', ' order by j.job) as en from org.job j
                         where has_any_column_privilege(to_regrole('lb_' || j.job), f.relation::regclass, 'insert')) w
   where f.register = who_adds.register
$$;

----------------------------------------------------------------------------- comments from the dictionary
-- (After the repeatable files, and by migrate after those of the site's own. What is in the dictionary and not in the database is lint's to tell.)
create or replace procedure app.comment_all()
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare c record;
begin
  for c in select x.rel, k.column_name, k.zh, k.help_zh from app.column k cross join lateral (select to_regclass(case when k.private then k.relation || '_private' else k.relation end)) x(rel)
            where exists (select from pg_attribute a where a.attrelid = x.rel and a.attname = k.column_name and not a.attisdropped) loop
    execute format('comment on column %s.%I is %L', c.rel, c.column_name,
                   c.zh || case when c.help_zh <> '' then '：' || c.help_zh else '' end);
  end loop;
end $$;

-- After a change has been committed: no payload, whoever listens reads anew under his own rights (decision 27). City and province do not
-- listen: they would be woken all day.
create or replace function app.tell() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_notify('lb_' || c.county, '') from regexp_split_to_table(current_setting('laobing.changed', true), ' ') c(county) where c.county ~ '^[0-9]+$';
  perform set_config('laobing.changed', '', false);
end $$;

grant execute on function app.tell(), app.private_of(text), app.stands(regclass), app.catalog(text), app.explain(text), app.names(jsonb), app.typed(regclass, jsonb),
  app.insert_row(regclass, jsonb), app.update_row(regclass, bigint, int, jsonb), app.save_private(regclass, bigint, bigint, jsonb),
  app.compare(regclass, jsonb, jsonb, jsonb), app.at_text(jsonb), app.child_clash(jsonb), app.save_child(regclass, jsonb), app.save_children(bigint, bigint, jsonb), app.save_change(regclass, bigint, int, jsonb, jsonb),
  app.born_of(jsonb), app.born_as(jsonb), app.alike(regclass, jsonb), app.save_new(regclass, jsonb, jsonb), app.save_tried(regclass, jsonb, jsonb), app.save(jsonb), app.draft_put(bigint, text, bigint, int, jsonb, text, uuid), app.draft_drop(bigint), api.draft_drop(bigint), app.draft_list(), app.draft_of(text, bigint, jsonb), app.menu(), app.jump(text), app.who_adds(text) to lb_staff;
