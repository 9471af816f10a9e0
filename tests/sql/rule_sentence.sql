-- SPDX-License-Identifier: Apache-2.0
-- Whoever breaks a rule of a table that people write hears a sentence, is led to the field and told what now: no rule without.
begin;
select no_plan();
create temp view rules as
  select p.relation, c.conname::text as name, c.contype::text as kind
    from sec.protected p join pg_constraint c on c.conrelid = p.relation where c.contype in ('c', 'f', 'u', 'x')
  union
  select p.relation, i.relname::text, 'u'
    from sec.protected p join pg_index x on x.indrelid = p.relation join pg_class i on i.oid = x.indexrelid where x.indisunique and not x.indisprimary;
-- A side table has its parent's form; its own key is set by the database.
create temp view heard as
  select r.*, e.field, e.zh, e.en, e.hint_zh, e.hint_en, e.zh is not null as said,
         exists (select from pg_attribute a join sec.protected p on p.relation in (r.relation, to_regclass(r.relation::text || '_private'))
                  where a.attrelid = p.relation and a.attname = e.field) as leads
    from rules r join sec.protected p on p.relation = r.relation and p.kind in ('register', 'private', 'directory')
    left join lateral app.explain(r.name) e on true;
select cmp_ok((select count(*) from heard), '>', 40::bigint, 'the rules are found');
select is((select string_agg(relation || ' ' || name, ', ') from heard where not said), null, 'each has its sentence');
select is((select string_agg(relation || ' ' || name, ', ') from heard where not leads), null, 'and the field to go to');
select is((select string_agg(relation || ' ' || name, ', ') from heard where '' in (zh, en, hint_zh, hint_en)), null, 'and what now, in both languages');
select is((select zh || '；' || en from app.explain('visit_mode_fkey')), '“方式”里写的已经没有了；what Mode names is there no more', 'a reference is called by its column');
select is((select count(*) from app.explain('no_such_rule')), 0::bigint, 'of what is no rule nothing is said');
select * from finish();
rollback;
