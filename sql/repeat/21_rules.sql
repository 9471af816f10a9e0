-- SPDX-License-Identifier: Apache-2.0
-- The rules of a table in words. A broken constraint tells psql its name and no more, so sec.protect() makes each table a trigger, the last
-- before the row is written, that asks the same of it first: what must be filled in, what is looked up, the checks, what may be there once.
-- The constraints stay and decide (two writers at once); the sentences of checks and unique keys are those of app.refusal.

-- 走访记录的“慰问金”; in English Visit: Money.
create or replace function sec.named(relation text, field text, english boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case when english then coalesce(r.en, named.relation) || ': ' || coalesce(c.en, field) else coalesce(r.zh, named.relation) || '的“' || coalesce(c.zh, field) || '”' end
    from (select) x left join app.relation r on r.relation = regexp_replace(named.relation, '_private$', '')
    left join app.column c on c.relation = regexp_replace(named.relation, '_private$', '') and c.column_name = field
$$;

create or replace function sec.needed(relation text, field text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.refuse('needed', sec.named(relation, field, false) || '必须填写', sec.named(relation, field, true) || ' is required',
                     '请填上再存', field, relation, hint_en => 'fill it in and save again');
end $$;

-- `target` is where it is looked up: a list of codes, or rows.
create or replace function sec.unknown(relation text, field text, value text, target text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.refuse('unknown', format('%s里没有“%s”这一项', sec.named(relation, field, false), value), format('%s: there is no %s', sec.named(relation, field, true), value),
                     '请从列表中选；都有哪些，见 ' || target, field, relation, hint_en => 'choose from the list; it is ' || target);
end $$;

-- The statements of the trigger, in the order they are asked; `rule` has its sentence in app.refusal. A check is asked as the catalogue keeps it, its columns being variables
-- of the function: so it costs no query, and what is empty or stays as it was is not looked up. What b_refs looks up is left to it, and nobody may select
-- private columns: what of them may be there once has a trigger of its own.
create or replace function sec.rules(r regclass) returns table (place int, rule text, statement text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with x as (
    select k.*, pg_get_expr(k.conbin, r) as must, f.attname as other, (select a.attname from pg_attribute a where a.attrelid = r and a.attnum = k.conkey[cardinality(k.conkey)]) as field
      from pg_constraint k left join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[1] where k.conrelid = r),
  once as (
    select c.relname, i.indexrelid, coalesce(' where ' || pg_get_expr(i.indpred, r), '') as only_where,
           array(select a.attname::text from unnest(i.indkey::int[]) with ordinality u(attnum, n) join pg_attribute a on a.attrelid = r and a.attnum = u.attnum order by n) as fields
      from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = r and i.indisunique and not i.indisprimary and r::text !~ '_private$')
  select a.attnum::int, null::text, format('if new.%1$I is null then perform sec.needed(%2$L, %1$L); end if;', a.attname, r)
    from pg_attribute a where a.attrelid = r and a.attnum > 0 and not a.attisdropped and a.attnotnull and a.attgenerated = '' and a.attname <> all (array_remove(sec.owned(), 'office'))
  union all
  select 10000 + x.conkey[1], null, format('if new.%3$I is not null and new.%3$I is distinct from old.%3$I then if not exists (select from %1$s x where x.%2$I = new.%3$I) then perform sec.unknown(%4$L, %3$L, new.%3$I::text, %1$L); end if; end if;',
                                           x.confrelid::regclass, x.other, x.field, r)
    from x where x.contype = 'f' and x.confrelid <> r and x.confrelid::regclass::text ~ '^(code|org|ref)\.' and x.field <> all (sec.owned())
  union all
  select 20000 + row_number() over (order by x.conname), x.conname, format('if not (%s) then perform sec.refuse_by(%L, %L, %L); end if;', x.must, x.conname, r, x.field)
    from x where x.contype = 'c'
  union all
  select 30000 + row_number() over (order by o.relname), o.relname,
         format('if exists (select from (select * from (select (new).*) x%1$s) n join (select * from %2$s%1$s) t on (%3$s) = (%4$s) and t.id <> n.id) then perform sec.refuse_by(%5$L, %2$L, %6$L); end if;',
                o.only_where, r, (select string_agg(format('t.%I', f), ', ') from unnest(o.fields) f), (select string_agg(format('n.%I', f), ', ') from unnest(o.fields) f),
                o.relname, o.fields[cardinality(o.fields)])
    from once o where o.fields <> '{id}'
$$;

-- The columns the checks speak of, as variables.
create or replace function sec.rule_variables(r regclass) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select string_agg(format(E'  %I constant %s := new.%1$I;\n', a.attname, format_type(a.atttypid, a.atttypmod)), '' order by a.attnum)
    from pg_attribute a where a.attrelid = r and exists (select from pg_constraint k where k.conrelid = r and k.contype = 'c' and a.attnum = any (k.conkey))
$$;

-- The trigger's function: made anew whenever the table is protected.
create or replace procedure sec.say_rules(r regclass)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  f text := 'sec.rules_of_' || replace(r::text, '.', '_');
begin
  execute format('create or replace function %s() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as %L', f,
                 coalesce(E'#variable_conflict use_column\ndeclare\n' || sec.rule_variables(r), '') || E'begin\n' || coalesce((select string_agg('  ' || statement, E'\n' order by place) from sec.rules(r)) || E'\n', '') || E'  return new;\nend');
  execute format('create or replace trigger z_rules before insert or update on %s for each row execute function %s()', r, f);
end $$;

-- Days that are facts: none lies in the future, nor before anybody who is alive. Arguments: the columns.
create or replace function sec.days_past() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  n constant jsonb := to_jsonb(new);
  o constant jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
  r constant text := tg_table_schema || '.' || tg_table_name;
  today constant date := ref.today();
begin
  for i in 0 .. tg_nargs - 1 loop
    if n ->> tg_argv[i] is distinct from o ->> tg_argv[i] and not coalesce((n ->> tg_argv[i])::date between '1900-01-01' and today, true) then
      perform sec.refuse('day_not_past', format('%s要在 1900 年和今天（%s）之间', sec.named(r, tg_argv[i], false), ref.today()),
        format('%s lies between the year 1900 and today, %s', sec.named(r, tg_argv[i], true), ref.today()), '请看年份有没有写错；还没有的事，到那天再登记',
        tg_argv[i], tg_table_schema || '.' || tg_table_name, hint_en => 'check the year; what is still to come is entered when it has come');
    end if;
  end loop;
  return new;
end $$;

grant execute on function sec.named(text, text, boolean), sec.needed(text, text), sec.unknown(text, text, text, text) to lb_staff;
