-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- A rule speaks in words wherever it is broken, in psql too: the trigger of sec.say_rules() asks all the table has. Who adds a constraint that
-- it does not ask finds the name here; that each has its sentence is tried in rule_sentence.sql.
\ir person.inc
select no_plan();
create temp view tables as
  select p.relation as rel, regexp_replace(p.relation::text, '_private$', '') as words, p.kind from sec.protected p where p.kind in ('register', 'private', 'directory');
-- Sentences made by triggers themselves; what now may stand in app.refusal.
create temp view raised as
  select distinct f.oid::regprocedure::text as of, m[1] as call from tables t join pg_trigger g on g.tgrelid = t.rel join pg_proc f on f.oid = g.tgfoid,
         regexp_matches(f.prosrc, 'sec\.refuse\((.*?)\);', 'g') m;
select cmp_ok((select count(*) from raised), '>', 5::bigint, 'calls are found');
select is((select string_agg(of || ': ' || left(call, 40), ', ') from raised where call !~ ',\s+(''\w+''|tg_argv\[i\]), (''\w+\.\w+''|tg_table_schema .*), hint_en => '
    and not exists (select from app.refusal r where r.name = substring(call from '''(\w+)''') and r.hint_zh <> '' and r.hint_en <> '')), null, 'each names its field and says what now');

-- What must be filled in and what is looked up: its sentence is made of the dictionary, and it is asked.
create temp view asked as
  select t.*, a.attname::text as field, a.attnotnull, c.confrelid, c.conname
    from tables t join pg_attribute a on a.attrelid = t.rel and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> all (sec.owned())
    left join pg_constraint c on c.conrelid = t.rel and c.contype = 'f' and c.conkey = array[a.attnum]
   where a.attnotnull or c.confrelid is not null;
select is((select string_agg(format('%s.%s', rel, field), ', ' order by 1) from asked k left join app.column c on c.relation = words and c.column_name = field
            where c.zh is null or c.en = ''), null, 'each such field has a name');
select is((select string_agg(format('%s.%s', rel, field), ', ') from asked where attnotnull
            and not exists (select from pg_proc f join pg_trigger g on g.tgfoid = f.oid where g.tgrelid = rel and f.prosrc like format('%%sec.needed(%L, %L)%%', rel, field))),
          null, 'what must be filled in is asked for');
select is((select string_agg(format('%s.%s', rel, field), ', ') from asked where confrelid <> rel
            and not exists (select from sec.protected p where p.relation = rel and field = any (p.fixed)) and not exists (            -- what a rule sets it has looked up
             select from pg_proc f join pg_trigger g on g.tgfoid = f.oid where g.tgrelid = rel
                and (f.prosrc like format('%%sec.unknown(%L, %L, %%', rel, field) or f.prosrc like format('%%sec.not_seen(%L, %L)%%', rel, field)))),
          null, 'what is looked up is looked up first');
select is((select string_agg(format('%s %s', rel, conname), ', ') from tables join pg_constraint k on k.conrelid = rel and k.contype = 'c' where not exists (
             select from pg_proc f join pg_trigger g on g.tgfoid = f.oid where g.tgrelid = rel and f.prosrc like format('%%sec.refuse_by(%L, %%', conname))),
          null, 'what is checked is asked first');

-- Broken from psql, as the clerk's own sign-on: nothing is said in English that only a programmer reads.
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm') on conflict do nothing;
insert into code.visit_occasion (code, name_zh, name_en, seq, py) values ('7', '包联走访', 'pairing', 7, 'bl') on conflict do nothing;
insert into ref.setting (key, office, value) values ('visit.backdate_days', 430102001001, '9999') on conflict do nothing;
create function tap.row(relation text, facts jsonb) returns text language sql as $$
  select tap.told('p_village', format('insert into %1$s (office, %2$s) select 430102001001, %2$s from jsonb_populate_record(null::%1$s, %3$L)', relation, k, f))
    from (select string_agg(quote_ident(key), ', ') as k, jsonb_object_agg(key, value) as f
            from jsonb_each(case relation when 'service.person' then '{"name":"张国强","sex":"1","category":"100","filed_on":"2026-01-01"}'
                                          when 'service.visit' then '{"person":1,"visited_on":"2026-01-02","mode":"1","occasion":"7","staff":1}'
                                          when 'service.pairing' then '{"person":1,"started_on":"2026-01-02"}'
                                          else '{"name":"张家"}' end::jsonb || row.facts)) x $$;
select is(tap.row('service.person', '{}'), 'INSERT 0 1', 'a person');
select is(tap.row('service.pairing', '{}'), 'INSERT 0 1', 'paired');
select is(tap.row(relation, facts), 'LB001 ' || said, said) from (values
  ('service.person', '{"sex": null}'::jsonb, '服务对象的“性别”必须填写'),
  ('service.person', '{"ethnic": "zz"}', '服务对象的“民族”里没有“zz”这一项'),
  ('service.person', '{"enlisted_on": "1990-12-01", "discharged_on": "1989-12-01"}', '退役时间不能早于入伍时间'),
  ('service.visit', '{"visited_on": null}', '走访记录的“走访日期”必须填写'),
  ('service.visit', '{"mode": "zz"}', '走访记录的“方式”里没有“zz”这一项'),
  ('service.visit', '{"staff": 999999}', '走访记录的“走访人”里没有“999999”这一项'),
  ('service.visit', '{"person": 999999}', '这里写的服务对象不在您的辖区里，不能引用'),
  ('service.visit', '{"money": -5}', '慰问金不能是负数'),
  ('service.household', '{"name": null}', '家庭的“户主”必须填写'),
  ('service.household', '{"kind": "zz"}', '家庭的“户口类别”里没有“zz”这一项'),
  ('service.pairing', '{"ended_on": "2026-01-01", "end_why": "迁出"}', '结束日期不能早于开始日期'),
  ('service.pairing', '{}', '本机构已经在包联这位服务对象')) v(relation, facts, said);
select is(tap.told('p_village', $$insert into service.person_private (id, office, birth_on) values (1, 430102001001, '1790-01-01')$$), 'LB001 出生年份应在 1880 年以后', 'a birth before 1880');
select throws_ok($$update org.staff set started_on = '2026-01-02', ended_on = '2026-01-01'$$, 'LB001', '离岗日期不能早于到岗日期');
select throws_ok($$update org.office set served_by = id$$, 'LB001', '不能由本机构代办本机构');
-- The same by app.save(): what cannot be saved is said before it is asked whether the visit was entered twice.
create function tap.visit_money(money text) returns text language sql as $$
  select tap.told('p_village', format($q$select answer from app.save('{"relation":"service.visit","new":{"person":"1","visited_on":"2026-01-03","mode":"1","occasion":"7","staff":"1","money":"%s"}}')$q$, money)) $$;
select is(tap.visit_money('5'), 'saved', 'a visit');
select is(tap.visit_money('5'), 'alike', 'twice');
select is(tap.visit_money('-5'), 'LB001 慰问金不能是负数', 'twice, and wrong');
select is((select count(*) from service.visit), 1::bigint, 'nothing of what was tried is there');
select * from finish();
