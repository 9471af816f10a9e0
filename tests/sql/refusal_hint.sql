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

-- What a rule rests on, and that the dictionary speaks of no rule that is gone.
select is((select string_agg(r.name, ' ') from app.refusal r where r.clause is not null and not exists (select from std.clause c where c.clause = r.clause)), null, 'each clause is one of the standard');
select is((select string_agg(r.name, ' ') from app.refusal r
            where not exists (select from pg_constraint c where c.conname = r.name) and not exists (select from pg_class c where c.relname = r.name and c.relkind = 'i')
              and not exists (select from pg_proc p where p.prosrc ~ format('''%s''', r.name)) and not exists (select from pg_trigger t where t.tgname = r.name)), null, 'each rule is there');
create function pg_temp.hint_of(rule text, hint text default '', hint_en text default '') returns text language plpgsql as $$
declare said text;
begin
  perform sec.refuse(rule, '不行', 'no', hint, hint_en => hint_en);
exception when sqlstate 'LB001' then get stacked diagnostics said = pg_exception_hint; return said;
end $$;
select is(pg_temp.hint_of('account_own'), E'请上级的安全管理员改\n依据：标准 4.5.3 信息系统安全等级二级以上', 'what now, then what it rests on');
select is(pg_temp.hint_of('account_own', '请等一等'), E'请等一等\n依据：标准 4.5.3 信息系统安全等级二级以上', 'the call''s own words come first');
select is(pg_temp.hint_of('id_no_good'), '依据：GB 11643 公民身份号码', 'a law');
select is(pg_temp.hint_of('child_moved_on'), '请再按一次 F2：会让您看两边各是什么', 'a matter of the trade rests on nothing');
select is(pg_temp.hint_of('no_such_rule'), '', 'and an unknown rule says nothing');
select matches((select e.hint_zh || '|' || e.hint_en from app.explain('one_live_pairing_per_office') e), '\n依据：标准 6.7.7 .*\|.*\nbasis: standard 6.7.7 ', 'a broken constraint says it too');
select * from finish();
rollback;
