-- SPDX-License-Identifier: Apache-2.0
-- What can be taken away from (or, where a right is missing on purpose, given to) each table of ours: table, statement.
\pset format unaligned
\pset fieldsep '\t'
\pset tuples_only on
with ours as (
  select c.oid, c.oid::regclass::text as relation, n.nspname, c.relacl, c.relkind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'v') and n.nspname in ('sec', 'ref', 'code', 'std', 'org', 'service', 'work', 'app', 'audit')),
watched as (                                                         -- code lists are all alike: one of them stands for all
  select * from ours where nspname not in ('code', 'std') or relation in ('code.sex', 'std.clause'))
select relation, statement from (
  select o.relation, format('drop policy %I on %s', p.polname, o.relation) as statement from watched o join pg_policy p on p.polrelid = o.oid
  union all
  select o.relation, format('alter policy %I on %s %s', p.polname, o.relation,
                            case p.polcmd when 'a' then 'with check (true)' when 'w' then 'using (true) with check (true)' when 'r' then 'using (true)' else 'using (true) with check (true)' end)
    from watched o join pg_policy p on p.polrelid = o.oid
  union all
  select o.relation, format('alter table %s disable row level security', o.relation) from watched o join pg_class c on c.oid = o.oid where c.relrowsecurity
  union all
  select o.relation, format('revoke %s on %s from %I', x.privilege_type, o.relation, x.grantee::regrole::text)
    from watched o, aclexplode(o.relacl) x where x.grantee <> 'lb_owner'::regrole and x.grantee <> 0
  union all
  select o.relation, format('revoke %s (%I) on %s from %I', x.privilege_type, a.attname, o.relation, x.grantee::regrole::text)
    from watched o join pg_attribute a on a.attrelid = o.oid, aclexplode(a.attacl) x where x.grantee <> 'lb_owner'::regrole and not a.attisdropped
  union all
  select o.relation, format('grant %s on %s to %s', v, o.relation, g) from watched o, unnest(array['update', 'delete', 'insert']) v, unnest(array['lb_staff']) g where o.relkind = 'r'
  union all
  select o.relation, format('grant select on %s to lb_staff', o.relation) from watched o
   where not has_table_privilege('lb_staff', o.oid, 'select') and o.relation not in ('app.schema_version')
  union all
  select o.relation, format('drop trigger %I on %s', t.tgname, o.relation)
    from watched o join pg_trigger t on t.tgrelid = o.oid join pg_proc f on f.oid = t.tgfoid join pg_namespace n on n.oid = f.pronamespace
   where not t.tgisinternal and (n.nspname = 'sec' or t.tgname in ('append_only', 'z_audit'))
) m order by relation, statement;
