-- SPDX-License-Identifier: Apache-2.0
-- What can be taken away from (or, where a right is missing on purpose, given to) each table of ours: table, statement, where it is met. For a function
-- that runs with the owner's rights the table is '-': its grants, and each guard that its body calls, replaced by a twin in the schema
-- mutant that refuses nothing, notes nothing and says yes. It is met in calls of the function and of what calls it, and where it is a trigger's, in its tables.
drop schema if exists mutant cascade;
create schema mutant;
grant usage on schema mutant to public;
create function mutant.weaken(f regprocedure, guard text, twin text, nth int) returns void language plpgsql as $$
begin
  execute regexp_replace(pg_get_functiondef(f), guard, twin, 1, nth);
end $$;
do $$
declare f record;
begin
  for f in select proname, pg_get_function_arguments(p.oid) as args, prorettype::regtype::text as gives from pg_proc p
            where pronamespace = 'sec'::regnamespace and proname !~ '^id_must_' and (prorettype in ('bool'::regtype, 'void'::regtype) or proname = 'reason_given') and prokind = 'f' loop
    execute format('create function mutant.%I(%s) returns %s language sql as %L', f.proname, f.args, f.gives,
                   case f.gives when 'boolean' then 'select true' when 'text' then 'select $1' else 'select' end);
  end loop;
end $$;
\pset format unaligned
\pset fieldsep '\t'
\pset tuples_only on
with recursive ours as (
  select c.oid, c.oid::regclass::text as relation, n.nspname, c.relacl, c.relkind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'v') and n.nspname in ('sec', 'ref', 'code', 'std', 'org', 'service', 'work', 'app', 'audit')),
trusted as (                                                         -- functions with the owner's rights, but for triggers' by name only
  select p.oid, p.oid::regprocedure::text as name, p.proacl, p.prosrc, p.prorettype = 'trigger'::regtype as of_trigger
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname in ('sec', 'ref', 'org', 'service', 'work', 'app', 'audit', 'api')),
guards (guard, twin) as (                                            -- not the name in a function's own head
  select distinct format('(?<!FUNCTION )\msec\.%s\(', proname), format('mutant.%s(', proname) from pg_proc where pronamespace = 'mutant'::regnamespace and proname <> 'weaken'
  union all values ('[\w.]+ = sec\.own_office\(\)', 'true')),
code as (
  select p.oid, n.nspname || '.' || p.proname || '(' as call, p.prosrc from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname in ('sec', 'ref', 'org', 'service', 'work', 'app', 'audit', 'api', 'flow')),
calls as materialized (                                                           -- a trigger's function is called by who writes its table
  select b.call as called, a.call as by from code a join (select distinct call from code) b on strpos(a.prosrc, b.call) > 0 and a.call <> b.call
  union
  select k.call, w.call from (select distinct tgfoid, tgrelid from pg_trigger where not tgisinternal) t join trusted f on f.oid = t.tgfoid join code k on k.oid = t.tgfoid join code w on strpos(w.prosrc, 'insert into ' || t.tgrelid::regclass) > 0 or strpos(w.prosrc, 'update ' || t.tgrelid::regclass) > 0),
met (call, at, depth) as (
  select distinct c.call, c.call, 0 from code c join trusted f using (oid)
  union
  select m.call, c.by, m.depth + 1 from met m join calls c on c.called = m.at where m.depth < 5 and m.at !~ '^(api|app)\.'),
places as (
  select f.name, string_agg(distinct x.at, ' ') as at
    from trusted f join code c on c.oid = f.oid join met m on m.call = c.call
    join lateral (select m.at union all select t.tgrelid::regclass::text from code k join pg_trigger t on t.tgfoid = k.oid where k.call = m.at) x on x.at = c.call or x.at !~ '^(sec|flow)\.\w+\('
   group by f.name)
select m.relation, m.statement, case m.relation when '-' then coalesce(p.at, relation) else m.relation end from (
  select o.relation, null, format('drop policy %I on %s', p.polname, o.relation) from ours o join pg_policy p on p.polrelid = o.oid
  union all
  select o.relation, null, format('alter policy %I on %s %s', p.polname, o.relation,
                            case p.polcmd when 'a' then 'with check (true)' when 'w' then 'using (true) with check (true)' when 'r' then 'using (true)' else 'using (true) with check (true)' end)
    from ours o join pg_policy p on p.polrelid = o.oid                -- but for those that ask nothing: a trigger does
   where 'true' <> any (array[pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)])
  union all
  select o.relation, null, format('alter table %s disable row level security', o.relation) from ours o join pg_class c on c.oid = o.oid where c.relrowsecurity
  union all
  select o.relation, null, format('revoke %s on %s from %I', x.privilege_type, o.relation, x.grantee::regrole::text)
    from ours o, aclexplode(o.relacl) x where x.grantee <> 'lb_owner'::regrole and x.grantee <> 0
  union all
  select o.relation, null, format('revoke %s (%I) on %s from %I', x.privilege_type, a.attname, o.relation, x.grantee::regrole::text)
    from ours o join pg_attribute a on a.attrelid = o.oid, aclexplode(a.attacl) x where x.grantee <> 'lb_owner'::regrole and not a.attisdropped
  union all
  select o.relation, null, format('grant %s on %s to %s', v, o.relation, g) from ours o, unnest(array['update', 'delete', 'insert']) v, unnest(array['lb_staff']) g where o.relkind = 'r'
  union all
  select o.relation, null, format('grant select on %s to lb_staff', o.relation) from ours o
   where not has_table_privilege('lb_staff', o.oid, 'select') and o.relation not in ('app.schema_version')
  union all
  select o.relation, null, format('drop trigger %I on %s', t.tgname, o.relation)
    from ours o join pg_trigger t on t.tgrelid = o.oid join pg_proc f on f.oid = t.tgfoid join pg_namespace n on n.oid = f.pronamespace
   where not t.tgisinternal and (n.nspname = 'sec' or t.tgname in ('append_only', 'z_audit'))
  union all
  select '-', f.name, format('revoke execute on function %s from %I', f.name, x.grantee::regrole::text)
    from trusted f, aclexplode(f.proacl) x where x.grantee not in ('lb_owner'::regrole, 'lb_tick'::regrole)
  union all
  select '-', f.name, format('grant execute on function %s to lb_staff', f.name) from trusted f where not f.of_trigger and not has_function_privilege('lb_staff', f.oid, 'execute')
  union all
  select '-', f.name, format('select mutant.weaken(%L, %L, %L, %s)', f.name, g.guard, g.twin, i)
    from trusted f, guards g, generate_series(1, regexp_count(f.prosrc, g.guard)) i
   where f.name ~ '^(api|sec)\.(?!id_must)'                          -- rules of the registers are tests/part/sql's
) m (relation, function, statement) left join places p on p.name = m.function order by 1, 2;
