-- SPDX-License-Identifier: Apache-2.0
-- What F1 tells beyond a field's own words: the rule behind it, and what stands in it elsewhere. All with the rights of who asks, so that help
-- never shows what the page would not; nothing here is written by hand a second time: it is read from the clauses, the catalogue, app.refusal and the rules themselves.

-- Ours, or the other language's.
create or replace function app.either(zh text, en text) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$ select case when sec.language() = 'en' then coalesce(nullif(en, ''), zh) else zh end $$;

-- A clause: its number and our words, each statement with its force and whom it binds, then the standard's very text where it was put in.
create or replace function app.help_clause(clause text) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select concat_ws(E'\n', format('%s %s  %s', app.either('标准', 'Standard'), c.clause, app.either(c.zh, c.en)),
           (select string_agg(format(app.either('  %s（%s）%s', '  %s (%s): %s'), app.either(f.zh, f.en), t.tiers, app.either(s.zh, s.en)), E'\n' order by s.id)
              from std.statement s
              join (values ('shall', '应', 'shall'), ('should', '宜', 'should'), ('may', '可', 'may'), ('principle', '原则上', 'in principle'), ('none', '－', '-')) f(force, zh, en) on f.force = s.force
              cross join lateral (select string_agg(app.either(n.zh, n.en), app.either('、', ', ') order by n.tier) as tiers
                                    from (values (0, '省', 'province'), (1, '市', 'city'), (2, '县', 'county'), (3, '乡', 'township'), (4, '村', 'village')) n(tier, zh, en) where n.tier = any (s.tiers)) t
             where s.clause = c.clause),
           (select format('  %s%s', app.either('原文：', 'text: '), w.zh) from std.wording w where w.clause = c.clause))
    from std.clause c where c.clause = help_clause.clause
$$;

-- The texts in a piece of SQL that are no part of a longer one; a sentence with what is put in left open.
create or replace function app.texts_of(source text) returns table (t text, n bigint)
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select replace(m[2], '''''', ''''), n from regexp_matches(source, '(\|\|\s*)?''((?:[^'']|'''')*)''(\s*\|\|)?', 'g') with ordinality x(m, n) where m[1] is null and m[3] is null
$$;

create or replace function app.open_ended(sentence text) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$ select regexp_replace(sentence, '%(\d\$)?s', '…', 'g') $$;

-- The calls of sec.refuse() and sec.refuse_by() in a function: the rule's name and what is said, as far as it stands there as text; what is put in at run time is left
-- open. (The first quantifier decides whether all of them are greedy.)
create or replace function app.refusals_of(source text) returns table (rule text, zh text, en text, call text)
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select substring(c.call, '^''([a-z0-9_]+)'''), z.t[1], case when z.t is not null then e.t end, c.call
    from (select regexp_replace(m[1], '''\s*\|\|[^'',]*\|\|\s*''', '…', 'g') as call from regexp_matches(source, 'sec\.refuse(?:_by)??\((.*?)\)\s*;', 'g') m) c
    left join lateral (select array[app.open_ended(m[1])] as t from regexp_matches(c.call, '^''[a-z0-9_]+'',\s*(?:format\()?''((?:[^'']|'''')*)''(?!\s*\|\|)') m where m[1] ~ '[一-鿿]') z on true
    left join lateral (select app.open_ended(x.t) as t from app.texts_of(c.call) x where x.t !~ '[一-鿿]' and x.t ~ '^[A-Za-z…%].* ' order by x.n limit 1) e on true
   where c.call ~ '^''[a-z0-9_]+'''
$$;

-- What refuses a value of a column, in the order in which it is asked: that it is missing, that it is none of a list, then the table's checks and unique
-- keys, then the triggers that name the column. Each with its sentence, what now, and what it rests on.
create or replace function app.help_checks(relation text, column_name text) returns table (place int, said text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  r constant regclass := to_regclass(help_checks.relation);
  col constant text := help_checks.column_name;
begin
  return query
    with tables as (select r::oid as oid union select app.private_of(help_checks.relation)::oid),
    a as (select a.* from pg_attribute a join tables t on t.oid = a.attrelid where a.attname = col and a.attnum > 0),
    named as (
      select 2 as place, k.conname::text as rule, null::text as zh, null::text as en from pg_constraint k join a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) where k.contype = 'c'
      union
      select 3, c.relname::text, null, null from pg_index i join a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[]) join pg_class c on c.oid = i.indexrelid where i.indisunique and not i.indisprimary
      union
      select distinct on (s.rule) 4, s.rule, s.zh, s.en
        from pg_trigger t join tables x on x.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid cross join lateral app.refusals_of(p.prosrc) s left join app.refusal f on f.name = s.rule
       where not t.tgisinternal and p.proname !~ '^rules_of_'
         and (f.field = col or s.call ~ format('''%s''', col) or s.call ~ 'tg_argv' and col = any (string_to_array(encode(t.tgargs, 'escape'), '\000'))))
    select 0, app.either('必须填写', 'it must be filled in') from a where a.attnotnull and not a.atthasdef
    union all
    select 1, app.either('只能是列表里有的', 'only what is on the list') from a join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'f' and k.conkey = array[a.attnum]
    union all
    select n.place, app.either(w.zh, w.en) || coalesce(app.either('；', '; ') || nullif(app.either(f.hint_zh, f.hint_en), ''), '') || coalesce(E'\n  ' || sec.basis(n.rule, sec.language() = 'en'), '')
      from named n left join app.refusal f on f.name = n.rule
      cross join lateral (select coalesce(nullif(f.zh, ''), n.zh) as zh, coalesce(nullif(f.en, ''), n.en) as en) w
     where case when sec.language() = 'en' then w.en else w.zh end is not null;
end $$;

-- Jobs that may write the column of a new row, of one on file; in words.
create or replace function app.help_writers(relation text, column_name text) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with col as (select a.attrelid as rel, a.attnum from pg_attribute a
                where a.attrelid in (to_regclass(help_writers.relation)::oid, app.private_of(help_writers.relation)::oid) and a.attname = help_writers.column_name and a.attnum > 0),
  who as (select string_agg(app.either(j.zh, j.en), app.either('、', ', ') order by j.job) filter (where has_column_privilege(g.oid, c.rel, c.attnum, 'insert')) as adds,
                 string_agg(app.either(j.zh, j.en), app.either('、', ', ') order by j.job) filter (where has_column_privilege(g.oid, c.rel, c.attnum, 'update')) as changes
            from col c, org.job j join pg_roles g on g.rolname = 'lb_' || j.job),
  me as (select coalesce(bool_or(has_column_privilege(c.rel, c.attnum, 'insert') or has_column_privilege(c.rel, c.attnum, 'update')), false) as may from col c)
  select case when w.adds is null and w.changes is null then app.either('谁也不直接写：由系统填，或办理（F6）时定', 'nobody writes it by hand: the system fills it in, or a step (F6) does')
              else concat_ws(E'\n', app.either('新增时：', 'in a new one: ') || w.adds, app.either('以后改：', 'later: ') || coalesce(w.changes, app.either('谁也不改', 'nobody')),
                             case when m.may then app.either('您可以写本机构的', 'you may, in rows of your own office') else app.either('您的岗位只能看', 'your job only reads it') end) end
    from who w, me m
$$;

-- The second depth of F1: of a field what refuses it (and what the form says besides, `own`) and who may write it, then the clauses. Without a relation the clauses alone.
-- '' when there is nothing to be told.
create or replace function app.help_rule(relation text, column_name text, clauses text[], own text default null) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with k as materialized (select c.place, c.said from app.help_checks(relation, column_name) c),
  told as (select k.place, k.said from k union all select 5, own where own <> '' and not exists (select from k where starts_with(k.said, own)))
  select concat_ws(E'\n\n',
    (select app.either('什么会被拒绝', 'What is refused') || E'\n' || string_agg('· ' || t.said, E'\n' order by t.place, t.said) from told t),
    case when to_regclass(relation) is not null then app.either('谁能写', 'Who writes it') || E'\n' || app.help_writers(relation, column_name) end,
    (select app.either('依据', 'By which clause') || E'\n' || string_agg(app.help_clause(c.clause), E'\n' order by c.n) from unnest(clauses) with ordinality c(clause, n)))
$$;

-- The third depth: what can stand in the column and how often it does in rows of the own office, most used first; n of the `looked` rows that were looked at, which are
-- never more than ten thousand. Of a list all that is valid, of references and of words what was used; words only once they were used twice. Nothing of private columns, nor
-- of the column its rows are named by.
create or replace function app.help_values(relation text, column_name text) returns table (value text, label text, n bigint, looked bigint)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
  rel constant regclass := to_regclass(relation);
  own constant bigint := sec.own_office();
  k record;
  used jsonb;
  named text;
begin
  if rel is null then return; end if;
  select c.type, c.ref, c.ref_label, c.private, c.max_chars into k from app.catalog(relation) c where c.column_name = help_values.column_name;
  select r.label into named from app.relation r where r.relation = help_values.relation;
  if k.type is null or k.private or k.type in ('date', 'time') or k.type = 'text' and (named = 't.' || column_name or k.max_chars is null or k.max_chars > 200)
     or not has_column_privilege(rel, column_name, 'select') then
    return;
  end if;
  execute format('select jsonb_build_object(''looked'', count(*), ''used'', coalesce(jsonb_object_agg(x.v, x.n) filter (where x.v is not null), ''{}''), ''rows'', sum(x.n))
                    from (select y.v, count(*) as n from (select t.%I::text as v from %s t where %s limit 10000) y group by 1 order by 2 desc limit 1000) x', column_name, rel,
                 concat_ws(' and ', app.stands(rel), (select format('t.office = %s', coalesce(own, 0)) from pg_attribute a where a.attrelid = rel and a.attname = 'office' and a.attnum > 0))) into used;
  looked := coalesce((used ->> 'rows')::bigint, 0);
  used := used -> 'used';
  if k.type = 'bool' then
    return query select b.v, app.either(b.zh, b.en), coalesce((used ->> b.v)::bigint, 0), looked from (values ('true', '是', 'yes'), ('false', '否', 'no')) b(v, zh, en) order by 3 desc;
  elsif k.type = 'code' then
    return query execute format('select c.code, app.either(c.name_zh, c.name_en), coalesce(($1 ->> c.code)::bigint, 0), $2 from %s c where c.valid or $1 ? c.code order by 3 desc, c.seq, c.code limit 200', k.ref) using used, looked;
  elsif k.type = 'ref' then
    return query execute format('select t.id::text, (%s)::text, u.n, $2 from (select x.v, x.n::bigint as n from jsonb_each_text($1) x(v, n) order by 2 desc limit 30) u join %s t on t.id = u.v::bigint cross join (select sec.language() = ''en'') l(en)
                                  where to_jsonb(t) ->> ''voided_at'' is null order by 3 desc, 2 limit 15', k.ref_label, k.ref) using used, looked;
  else
    return query select u.v, u.v, u.n::bigint, looked from jsonb_each_text(used) u(v, n) where u.n::bigint > 1 order by 3 desc, 1 limit 15;
  end if;
end $$;

-- The page of the first sign-on was read.
create or replace function api.toured() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ update sec.account a set wants_tour = false where a.login = session_user and a.wants_tour $$;
comment on function api.toured() is '第一次登录的导览看过了';

grant execute on function app.either(text, text), app.help_clause(text), app.texts_of(text), app.open_ended(text), app.refusals_of(text), app.help_checks(text, text), app.help_writers(text, text), app.help_rule(text, text, text[], text),
  app.help_values(text, text), api.toured() to lb_staff;
