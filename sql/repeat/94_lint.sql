-- SPDX-License-Identifier: Apache-2.0
-- What in the dictionary, in the rules of duties and in the sentences of refusals does not fit the catalogue: one row a fault, with what to do; none when all is well.
-- laobingctl lint tells them beside the faults of forms (tests/tools/lint.sh seeds each once).

-- Why a piece of SQL is not understood; null when it is. Nothing of it is run.
create or replace function app.misunderstood(statement text) returns text
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  execute 'explain ' || statement;
  return null;
exception when others then
  return sqlerrm;
end $$;

create or replace function app.lint() returns table (place text, code text, zh text, en text)
language sql set search_path = pg_catalog, pg_temp
as $$
  with r as materialized (select r.*, to_regclass(r.relation) as oid from app.relation r),
  k as materialized (select c.*, r.oid, exists (select from pg_attribute a where a.attrelid in (r.oid, app.private_of(c.relation)) and a.attname = c.column_name and a.attnum > 0) as is_there
                       from app.column c join r on r.relation = c.relation),
  -- Registers people write: their own columns.
  written as materialized (
    select p.relation::text as relation, p.kind, a.attname::text as name from sec.protected p join pg_attribute a on a.attrelid = p.relation
     where p.kind in ('register', 'private') and a.attnum > 0 and not a.attisdropped and a.attname <> all (sec.owned() || p.fixed)),
  said as (
    -- the language of who asks, l.en, is known where a row is told of, not where it is named
    select r.relation, v.what, app.misunderstood(format('select (%s)::text from %s t %s', v.sql, r.relation, case when v.tells then 'cross join (select false) l(en)' end)) as why
      from r cross join lateral (values ('label', r.label, false), ('short', r.short, false), ('hint', r.hint, false), ('orders', r.orders, false), ('happened', r.happened, true), ('summary', r.summary, true), ('headline', r.headline, true)) v(what, sql, tells)
     where r.oid is not null and v.sql is not null
    union all
    select r.relation, v.what, app.misunderstood(format('select from unnest(%s) s(at), %s m where %s', r.strips, r.relation, v.sql)) from r cross join lateral (values ('near', r.near), ('beside', r.beside)) v(what, sql)
     where r.oid is not null and v.sql is not null
    union all
    select k.relation || '.' || k.column_name, 'due', app.misunderstood(format('select (%s) < current_date from %s m', k.due, k.relation)) from k where k.due is not null and k.oid is not null
    union all
    select k.relation || '.' || k.column_name, 'default_sql', app.misunderstood(format('select (%s)::text', k.default_sql)) from k where k.default_sql is not null)
  select r.relation, 'no_such_table', '字典（app.relation）里有它，数据库里没有这张表：改名，或者删掉这一行', 'the dictionary (app.relation) has it, the database has no such table: rename or delete the row' from r where r.oid is null
  union all
  select k.relation || '.' || k.column_name, 'no_such_column', '字典（app.column）里有它，表里没有这一列：改名，或者删掉这一行', 'the dictionary (app.column) has it, the table has no such column: rename or delete the row' from k where k.oid is not null and not k.is_there
  union all
  select w.relation || '.' || w.name, 'no_words', '这一列没有叫法：在 app.column 里加一行（zh、en）', 'the column has no name: add a row of app.column (zh, en)'
    from written w where w.kind = 'register' and not exists (select from k where k.relation = w.relation and k.column_name = w.name)
     and exists (select from r where r.relation = w.relation)
  union all
  select k.relation || '.' || k.column_name, 'one_language', '只有一种语言：zh、en 都要写，help_zh、help_en 要么都写要么都不写', 'in one language only: zh and en, and both of help_zh and help_en or neither'
    from k where k.zh = '' or k.en = '' or k.en ~ '[一-鿿]' or (k.help_zh = '') <> (k.help_en = '') or regexp_replace(k.help_en, '“[^”]*”', '', 'g') ~ '[一-鿿]'
  union all
  select r.relation, 'one_language', '只有一种语言：app.relation 的 zh、en 都要写', 'in one language only: app.relation wants zh and en' from r where r.zh = '' or r.en = '' or r.en ~ '[一-鿿]'
  union all
  select f.name, 'one_language', '只有一种语言：app.refusal 的 zh、en 要么都写要么都不写', 'in one language only: app.refusal wants both zh and en or neither' from app.refusal f where (f.zh = '') <> (f.en = '') or (f.hint_zh = '') <> (f.hint_en = '')
  union all
  select s.relation, 'bad_sql', format('%s 里的 SQL 不对：%s', s.what, s.why), format('the SQL of %s is wrong: %s', s.what, s.why) from said s where s.why is not null
  union all
  select x.place, 'no_such_function', format('%s 说的函数 %s 没有', x.what, x.call), format('%s names a function that is not there: %s', x.what, x.call)
    from (select r.relation as place, 'finder' as what, r.finder || '(text, int)' as call from r where r.finder is not null
          union all select r.relation, 'twins', r.twins || '(jsonb)' from r where r.twins is not null
          union all select k.relation || '.' || k.column_name, 'finder', k.finder || '()' from k where k.finder is not null) x
   where case when x.call like '%()' then to_regproc(left(x.call, -2)) is null else to_regprocedure(x.call) is null end
  union all
  select k.relation || '.' || k.column_name, 'no_such_lookup', format('lookup 指的表 %s 没有', k.lookup), format('lookup names a table that is not there: %s', k.lookup) from k where k.lookup is not null and to_regclass(k.lookup) is null
  union all
  select k.relation || '.' || k.column_name, 'no_date', 'due 只能用在日期列上：它不是日期', 'due is for columns of dates: this is none'
    from k where k.due is not null and not exists (select from pg_attribute a where a.attrelid = k.oid and a.attname = k.column_name and a.atttypid = 'date'::regtype)
  union all
  select f.name, 'no_such_field', format('app.refusal 说的列 %s 哪张表里都没有', f.field), format('app.refusal names a column that no table has: %s', f.field)
    from app.refusal f where f.field <> '' and not exists (select from pg_attribute a where a.attname = f.field and a.attnum > 0)
  union all
  select f.name, 'no_such_clause', format('标准里没有条款 %s', f.clause), format('the standard has no clause %s', f.clause) from app.refusal f where f.clause is not null and not exists (select from std.clause c where c.clause = f.clause)
  union all
  select x.relation || ' ' || x.name, 'no_sentence', '违反它的时候没有话说：在 app.refusal 里加一行（name、field、zh、en、hint_zh、hint_en、clause）', 'nothing is said when it is broken: add a row of app.refusal (name, field, zh, en, hint_zh, hint_en, clause)'
    from (select p.relation::text, c.conname::text as name from sec.protected p join pg_constraint c on c.conrelid = p.relation and c.contype in ('c', 'u', 'x') where p.kind in ('register', 'private', 'directory')
          union select p.relation::text, i.relname::text from sec.protected p join pg_index x on x.indrelid = p.relation and x.indisunique and not x.indisprimary join pg_class i on i.oid = x.indexrelid
                 where p.kind in ('register', 'private', 'directory')) x
   where not exists (select from app.refusal f where f.name = x.name)
  union all
  select r.relation, 'unprotected', '表没有保护：call sec.protect(…)，谁看、谁写才有规定', 'the table is not protected: call sec.protect(…), which says who sees and who writes'
    from r join pg_class c on c.oid = r.oid and c.relkind in ('r', 'p') join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('service', 'work') and not exists (select from sec.protected p where p.relation = r.oid) and not exists (select from sec.unprotected u where u.relation = r.relation)
  union all
  select 'work.rule ' || w.rule, 'no_such_cadence', format('ref.cadence 里没有 %s：写明哪一级、多久一次', w.cadence), format('ref.cadence has no %s: say which tier, and how often', w.cadence)
    from work.rule w where w.cadence is not null and not exists (select from ref.cadence c where c.rule = w.cadence)
  union all
  select 'work.rule ' || w.rule, 'no_such_clause', format('标准里没有条款 %s', w.clause), format('the standard has no clause %s', w.clause) from work.rule w where not exists (select from std.clause c where c.clause = w.clause)
  union all
  select 'work.answering ' || w.relation || ' ' || w.rule, 'does_not_answer',
         format('%s 的记录办结不了它：日期列 %s 要在表里，并且 call work.let_answer(''%s'')', w.relation, w.day, w.relation), format('rows of %s cannot close it: the table needs the column %s, and call work.let_answer(''%s'')', w.relation, w.day, w.relation)
    from work.answering w
   where not exists (select from pg_attribute a where a.attrelid = to_regclass(w.relation) and a.attname = w.day and a.attnum > 0)
      or not exists (select from pg_trigger t where t.tgrelid = to_regclass(w.relation) and t.tgfoid = 'work.answers()'::regprocedure)
$$;
comment on function app.lint() is '字典、待办规则、拒绝的话与数据库对不上的地方；没有就是好的';
revoke all on function app.misunderstood(text), app.lint() from public;
