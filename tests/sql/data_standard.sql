-- SPDX-License-Identifier: Apache-2.0
-- The standard: every numbered clause and lettered item once, each with its statements, and the numbers it names.
begin;
select plan(17);

-- Sections and how many clauses each has; lettered items apart.
create temp table section (section text, clauses int);
insert into section values ('4.1', 3), ('4.2', 5), ('4.3', 7), ('4.4', 3), ('4.5', 3), ('4.6', 3), ('5.1', 4), ('5.2', 5), ('5.3', 4),
  ('6.1', 4), ('6.2', 7), ('6.3', 5), ('6.4', 8), ('6.5', 8), ('6.6', 4), ('6.7', 8), ('7.1', 2), ('7.2', 0);
create temp table lettered (clause text, last text);
insert into lettered values ('4.3', 'd'), ('4.3.4', 'c'), ('4.6.1', 'h'), ('4.6.2', 'd');
create temp view printed as
select section || '.' || n as clause from section, generate_series(1, clauses) n
union all select clause || ' ' || chr(n) from lettered, generate_series(ascii('a'), ascii(last)) n
union all select unnest(array['3.1', '3.2']);
create temp view heading as
select section as clause from section union all select unnest(array['3', '4', '5', '6', '7']);

select bag_eq('select clause::text from std.clause', 'select clause from printed union all select clause from heading', 'every clause exactly once');
select is_empty('select clause from printed except select clause from std.statement', 'each with a statement');
select set_eq($$ select clause::text from std.statement where clause::text in (select clause from heading) $$, $$ values ('4.3'), ('7.2') $$,
  'of the headings two say something themselves');
select is_empty($$ select id from std.statement where id !~ ('^' || replace(clause, '.', '\.') || '-[1-9]$') $$, 'a statement is named by its clause');
select is_empty($$ select clause from std.statement group by clause
    having max(split_part(id, '-', 2)::int) <> count(*) $$, 'and numbered from 1');
select is_empty($$ select clause, parent from std.clause
    where parent is distinct from nullif(case when clause ~ '[a-z]$' then left(clause, -2) else regexp_replace(clause, '\.?[^.]+$', '') end, '') $$,
  'parents follow the numbers');
select is_empty($$ select clause, menu from std.clause
    where menu is distinct from case when clause ~ '^[4-7]\.' then left(clause, 1) || substr(clause, 3, 1) end $$, 'menus too');
select results_eq('select menu from std.chapter order by seq',
  $$ select unnest(string_to_array('0 41 42 43 44 45 46 51 52 53 61 62 63 64 65 66 67 71 72 8 9', ' ')) collate "C" $$, 'captions of the menu');
select is_empty($$ select clause from std.clause where en ~ '[一-龥]' union all select id from std.statement where en ~ '[一-龥]' $$, 'English is English');

create function pg_temp.forces(c text) returns text language sql as $$
  select string_agg(force || ' ' || array_to_string(tiers, ''), ', ' order by id) from std.statement where clause = c
$$;
create temp table picked (clause text, forces text);
insert into picked values
  ('4.1.1', 'shall 1234'), ('4.1.2', 'may 4'), ('4.1.3', 'should 34'), ('4.2.1', 'should 12'), ('4.2.2', 'should 3'),
  ('4.2.4', 'shall 1234, principle 1234'), ('4.3', 'shall 1234'), ('4.3 a', 'should 1'), ('4.3 d', 'should 4'), ('4.3.1', 'shall 1234, may 4'),
  ('4.3.4 b', 'shall 3, should 3'), ('4.3.4 c', 'shall 4'), ('4.3.6', 'should 1234'), ('4.5.2', 'should 1234'), ('5.1.1', 'none 12'),
  ('5.1.4', 'shall 3'), ('5.2.2', 'should 3'), ('5.3.2', 'none 3'), ('6.1.2', 'shall 234, shall 234'), ('6.5.8', 'none 1234, none 1234'),
  ('6.6.3', 'none 1234'), ('6.7.5', 'shall 12, shall 12'), ('6.7.7', 'shall 1234, shall 1, shall 2, shall 3, shall 4'), ('7.2', 'shall 1234, shall 1234');
select results_eq('select clause, pg_temp.forces(clause) from picked order by 1', 'select clause, forces from picked order by 1',
  'forces and tiers of a hand-picked two dozen');

select results_eq($$ select tier::int, period, min_count from ref.cadence where rule = 'pairing_contact' order by tier $$,
  $$ values (1, 'quarter', 1), (2, 'two_months', 1), (3, 'month', 1), (4, 'week', 1) $$, 'how often a paired person is visited');
select is((select count(*)::int from ref.cadence), 41, 'cadences');
select is((select count(*)::int from ref.deadline), 17, 'deadlines');
select results_eq($$ select length, unit, extendable_days from ref.deadline where rule in ('petition_handle', 'petition_notice', 'petition_objection') order by rule $$,
  $$ values (60, 'day', 30), (15, 'day', 0), (5, 'workday', 0) $$, 'clocks of a petition');
select results_eq($$ select tier::int, value / divisor from ref.threshold where rule in ('floor_area') order by 1 $$,
  $$ values (1, 400.0), (2, 160.0) $$, 'floor areas');
select results_eq($$ select tier::int, force, count(*)::int from ref.zone_requirement group by 1, 2 order by 1, 2 $$,
  $$ values (1, 'shall', 6), (1, 'should', 3), (2, 'shall', 6), (2, 'should', 3), (3, 'shall', 5), (3, 'should', 2), (4, 'shall', 4) $$,
  'zones a tier must and should have');
select is_empty($$
    select c.rule, c.tier from ref.cadence c where not exists (
      select from std.statement s where s.clause = c.clause and s.force = c.force and c.tier = any (s.tiers))
    union all select t.rule, t.tier from ref.threshold t where not exists (
      select from std.statement s where s.clause = t.clause and s.force = t.force and t.tier = any (s.tiers))
    union all select z.zone, z.tier from ref.zone_requirement z where not exists (
      select from std.statement s where s.clause = z.clause and s.force = z.force and z.tier = any (s.tiers)) $$,
  'every number has a statement of the same force and tier');

select * from finish();
rollback;
