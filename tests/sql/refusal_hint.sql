-- SPDX-License-Identifier: Apache-2.0
-- What now is said in both languages or in neither: in the dictionary, and beside each hint written into a call of sec.refuse().
begin;
select no_plan();
select is((select string_agg(name, ' ') from app.refusal where (hint_zh = '') <> (hint_en = '')), null, 'the dictionary has both or none');

-- Each call with its texts reduced to 'H' (Chinese) or 'E', and what stands in brackets dropped: then a comma parts its arguments.
create function pg_temp.bare(call text) returns text language sql immutable as $$
  select regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(call,
    '''(?:[^'']|'''')*[\u3400-\u9fff](?:[^'']|'''')*''', 'H', 'g'), '''(?:[^'']|'''')*''', 'E', 'g'),
    '\([^()]*\)', '', 'g'), '\([^()]*\)', '', 'g'), '\([^()]*\)', '', 'g') $$;
create temp view hints as
  select p.oid::regprocedure::text as of, (regexp_match(m[1], '''([a-z_]+)'''))[1] as rule, m[1] ~ 'hint_en\s*=>' as has_english
    from pg_proc p, regexp_matches(p.prosrc, 'perform sec\.refuse\((.*?)\);', 'g') m
   where split_part(pg_temp.bare(m[1]), ',', 4) ~ 'H';
select cmp_ok((select count(*) from hints), '>', 20::bigint, 'the calls are found');
select is((select string_agg(h.of || ' ' || h.rule, ', ') from hints h
            where not has_english and not exists (select from app.refusal r where r.name = h.rule and r.hint_en <> '')), null, 'and each has its English');
select * from finish();
rollback;
