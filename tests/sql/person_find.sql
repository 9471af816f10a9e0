-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Finding: by name, reading, initials, number; in scope only; by index at every tier.
\ir person.inc
select no_plan();

create function tap.found(login text, q text) returns text language sql as
$$ select tap.told(login, format('select string_agg(label, '' '' order by label collate "C") from app.find(%L)', q)) $$;

-- A hundred thousand people in the province, so that plans matter; nobody's triggers are needed for these.
set session_replication_role = replica;
insert into ref.region (code, parent, tier, name) select 430500000000 + v, 430000000000, 4, '远村' from generate_series(1, 200) v on conflict do nothing;
insert into org.office (id, tier, name) select 430500000000 + v, 4, '远村退役军人服务站' from generate_series(1, 200) v on conflict do nothing;
insert into service.person (id, office, name, sex, category, filed_on, py)
  select 1000000 + i, case when i % 10 = 0 then 430102001001 + i / 10 % 2 else 430500000001 + i % 200 end, n.xing || g.ming, '1', '100', '2026-01-01', n.py || g.py
    from generate_series(1, 100000) i
    cross join lateral (select (array['张','李','王','刘','陈'])[1 + i % 5] as xing, (array['zhang','li','wang','liu','chen'])[1 + i % 5] as py) n
    cross join lateral (select chr(20000 + i / 5 % 500) || chr(21000 + i / 7 % 300) as ming, 'm' || i / 5 % 500 || 'g' || i / 7 % 300 as py) g;
insert into service.person_key (person, office, kind, key) select id, office, 'f', py from service.person union all select id, office, 'i', regexp_replace(py, '[^a-z]', '', 'g') from service.person;
insert into service.person_private (id, office, id_no, phone) select id, office, '4303711958' || id || 'X', '139' || id || '0' from service.person;
reset session_replication_role;

select tap.told('p_village', format($$select answer from app.save('{"relation":"service.person","new":{"name":"%s","sex":"%s","category":"100","filed_on":"2026-01-01"},"private":{"id_no":"%s","phone":"%s"}}')$$, n, s, i, p)) as saved
  from (values ('欧阳修文', '1', '43037119580305123' || ref.id_digit('43037119580305123'), '13812345678'), ('欧阳建国', '1', '430371196803051' || '35' || ref.id_digit('43037119680305135'), '0731-82221234'),
    ('吕乐', '2', '43037119700305122' || ref.id_digit('43037119700305122'), '13912340007'), ('买买提·阿不都', '1', '43037119750305121' || ref.id_digit('43037119750305121'), '13712340008')) v(n, s, i, p) \g /dev/null
select tap.told('p_far', $$select answer from app.save('{"relation":"service.person","new":{"name":"欧阳修文","sex":"1","category":"100","filed_on":"2026-01-01"},"private":{"phone":"13812345679"}}')$$) \g /dev/null
analyze service.person; analyze service.person_key; analyze service.person_private;

select is(tap.found('p_village', 'oyxw'), '欧阳修文', 'initials');
select is(tap.found('p_village', 'oy'), '欧阳修文 欧阳建国', 'some initials');
select is(tap.found('p_village', 'Ou yang'), '欧阳修文 欧阳建国', 'a reading begun');
select is(tap.found('p_village', 'ｏｙｊｇ'), '欧阳建国', 'full-width letters');
select is(tap.found('p_village', 'ouyjg'), '欧阳建国', 'a surname begun and initials');
select is(tap.found('p_village', 'ouyangjg'), '欧阳建国', 'a whole surname and initials');
select is(tap.found('p_village', 'oyjguo'), '欧阳建国', 'initials and a reading');
select is(tap.found('p_village', 'jianguo'), '欧阳建国', 'a given name read');
select is(tap.found('p_village', 'lvl'), '吕乐', 'ü in a mixture');
select is(tap.found('p_village', 'lul'), '吕乐', 'and as u');
select is(tap.found('p_village', 'abudu'), '买买提·阿不都', 'what follows a dot');
select is(tap.found('p_village', '阿不都'), '买买提·阿不都', 'and in han');
select is(tap.found('p_village', 'maimt'), '买买提·阿不都', 'a name with a dot in a mixture');
select is(tap.found('p_village', '建'), '欧阳建国', 'the first character of a given name');
select is(tap.found('p_village', '国'), '-', 'but not the second');
select is(tap.found('p_village', '欧阳jg'), '欧阳建国', 'han and initials');
select is(tap.found('p_village', '欧阳xiuw'), '欧阳修文', 'han and a reading begun');
select is(tap.found('p_village', 'oy建g'), '欧阳建国', 'han between letters');
select is(tap.found('p_village', '吕l'), '吕乐', 'ü in the han');
select is(tap.found('p_village', '欧羊jg'), '-', 'the han are meant as they are');
select is(tap.found('p_village', '欧阳j.*'), '-', 'and no pattern');
select is(tap.found('p_neighbour', '欧阳jg'), '-', 'in scope only');
select is(tap.found('p_neighbour', 'ouyangjg'), '-', 'no mixture finds what one may not see');
select is(tap.found('p_neighbour', '建国'), '-', 'nor a given name');
select is(tap.found('p_city', '修文'), '欧阳修文 欧阳修文', 'given names in han at the city, where no name is searched through');
select is(tap.found('p_village', 'lvle'), '吕乐', 'ü as v');
select is(tap.found('p_village', 'lule'), '吕乐', 'ü as u');
select is(tap.found('p_village', 'lüyue'), '吕乐', 'ü itself, and the other reading');
select is(tap.found('p_village', '欧阳'), '欧阳修文 欧阳建国', 'a name begun');
select is(tap.found('p_village', '建国'), '欧阳建国', 'a given name');
select is(tap.found('p_village', '买买提阿'), '买买提·阿不都', 'a dot left out');
select is(tap.found('p_village', '买买提•阿'), '买买提·阿不都', 'and another dot');
select is(tap.found('p_village', '0731-82221234'), '欧阳建国', 'a telephone');
select is(tap.found('p_village', '5678'), '欧阳修文', 'its tail');
select is(tap.found('p_village', '１３８１２３４５６７８'), '欧阳修文', 'in full-width digits');
select is(tap.found('p_village', '43037119580305123' || ref.id_digit('43037119580305123')), '欧阳修文', 'an ID number');
select is(tap.found('p_village', '123' || ref.id_digit('43037119580305123')), '欧阳修文', 'its tail');
select is(tap.found('p_village', right('123' || ref.id_digit('43037119580305123'), 3)), '欧阳修文', 'three characters of it');
select is(tap.found('p_village', '05123' || ref.id_digit('43037119580305123')), '-', 'but not five or six: no feeling along a number');
select is(tap.found('p_village', ''), '-', 'nothing typed');
select is(tap.found('p_village', '%'), '-', 'nor a wildcard');
select is(tap.found('p_village', $$'; drop table x --$$), '-', 'nor nonsense');
select is(tap.told('p_village', $$select relation, label, hint, place, detail, number, same_name from app.find('oyxw')$$),
  format('service.person|欧阳修文|男 1958年生||退役军人|尾号 123%s|1', ref.id_digit('43037119580305123')), 'a whole answer');
select is(tap.told(w.login, $$select place from app.find('oyjg')$$), w.place, w.login || ' is told where')
  from (select x.login, concat_ws(' ', app.short_office(a.name), app.short_office(o.name)) as place
          from (values ('p_village', null::bigint, null::bigint), ('p_township', null, 430102001001), ('p_county', 430102001000, 430102001001),
                       ('p_city', 430102000000, 430102001001), ('p_province', 430102000000, 430102001001)) x(login, above, holder)
          left join org.office a on a.id = x.above left join org.office o on o.id = x.holder) w;
select matches(tap.told('p_english', $$select hint, detail, number from app.find('oyxw')$$), '^male b. 1958\|veteran\|[^一-鿿]*123.$', 'in English');
select is(tap.told('p_county', $$select count(*), min(same_name) from app.find('oyxw')$$), '2|2', 'the county sees both of that name, and that they are two');
select is(tap.told('p_village', $$select count(*) from service.person p where p.id in (select app.find_person('oy'))$$), '2', 'as a finder');

-- Out of scope.
select is(tap.found('p_neighbour', 'oyxw'), '-', 'the next village finds nobody by initials');
select is(tap.found('p_neighbour', '欧阳修文'), '-', 'nor by name');
select is(tap.found('p_neighbour', '13812345678'), '-', 'nor by telephone');
select is(tap.found('p_neighbour', '43037119580305123' || ref.id_digit('43037119580305123')), '-', 'nor by number');
select is(tap.told('p_neighbour', 'select count(*) from api.find_number(''5678'')'), '0', 'nor in the function itself');
select matches(tap.found('p_off', 'oyxw'), '您的账号刚被停用', 'a disabled account finds nobody, and hears why');
select is(tap.told('p_off', 'select count(*) from api.find_number(''5678'')'), '0', 'by no number either');
select matches(tap.found('p_reporter', 'oyxw'), '^42501', 'the reporter may not look');
select matches(tap.told('p_reporter', 'select api.find_number(''5678'')'), '^42501', 'by number neither');
select is(tap.found('p_supervisor', 'oyxw'), '欧阳修文 欧阳修文', 'the supervisor may');

-- A session that stays while its account moves: what is found is of the new range, whatever the session has planned before.
select dblink_connect('kept', format('host=%s port=%s dbname=%s user=p_neighbour', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database())) \g /dev/null
create function tap.kept(question text) returns text language sql as $$ select x.t from dblink('kept', question) x(t text) $$;
select is(tap.kept($$select concat_ws(' ', (select count(*) from app.find('张', 3)), (select count(*) from app.find('oyxw')), (select count(*) from api.find_number('13910000100')))$$), '3 0 1', 'before it moves');
update org.staff set office = 430102001001 where name = '谭小玲';
select is(tap.kept($$select string_agg(concat_ws(' ', label, same_name), ',') from app.find('oyxw')$$), '欧阳修文 1', 'a name of the new range');
select is(tap.kept($$select label from app.find('5678')$$), '欧阳修文', 'a number of it');
select is(tap.kept($$select concat_ws(' ', count(*), min(p.office)) from service.person p where p.id in (select app.find_person('张'))$$), '50 430102001001', 'nobody of the old one');
select is(tap.kept($$select count(*)::text from api.find_number('13910000100')$$), '0', 'by no number either');
update org.staff set office = 430102001002 where name = '谭小玲';
select dblink_disconnect('kept') \g /dev/null

-- People elsewhere: only how many.
select is(tap.told('p_village', $$select api.find_elsewhere('欧阳修文')$$), '1', 'one elsewhere');
select is(tap.told('p_county', $$select api.find_elsewhere('欧阳修文')$$), '0', 'none for whom both are in scope');
select is(tap.told('p_village', $$select api.find_elsewhere('欧')$$), 'LB001 问别处要写全姓名的汉字', 'no answer to half a name');
select is(tap.told('p_village', $$select api.find_elsewhere('oyxw')$$), 'LB001 问别处要写全姓名的汉字', 'nor to initials');
select is(tap.told('p_far', format($$select api.find_elsewhere('%s')$$, '43037119580305123' || ref.id_digit('43037119580305123'))), 'LB001 问别处要写全姓名的汉字', 'numbers are for api.on_file, which keeps a note');
select is(tap.told('p_supervisor', $$select api.find_elsewhere('欧阳修文')$$), 'LB001 您的岗位不办建档和转入', 'not for the supervisor');
do $$ begin perform setval('sec.tally_' || i, 1) from generate_series(0, 255) i; end $$;     -- two logins may share a counter
select matches(tap.told('p_next', $$select max(x) from (select api.find_elsewhere('欧阳修文') x from generate_series(1, 61)) y$$), '^LB001 这一小时查得太多了', 'sixty times an hour');

-- Staff and offices.
select is(tap.told('p_village', $$select string_agg(s.name, ' ') from org.staff s where s.id in (select app.find_staff('zd'))$$), '曾单', 'staff by initials');
select is(tap.told('p_village', $$select string_agg(s.name, ' ') from org.staff s where s.id in (select app.find_staff('曾'))$$), '曾单', 'by name');
select is(tap.told('p_reporter', $$select string_agg(s.name, ' ') from org.staff s where s.id in (select app.find_staff('zengdan'))$$), '曾单', 'by reading');
insert into org.staff (office, name, started_on, ended_on) select 430102001001, '毋多多', '2020-01-01', case when n > 60 then '2025-01-01'::date end from generate_series(1, 61) n;
select is(tap.told('p_village', 'select count(*) from app.find_staff(''wdd'')'), '50', 'to choose from: the first fifty');
select is(tap.told('p_village', 'select count(*) from app.find_staff(''wdd'', null)'), '61', 'to filter by: all, who has left too');
select is(tap.told('p_village', 'select count(*) from app.find_person(''zhangjg'', null)'), tap.told('p_village', 'select count(*) from app.find_person(''zhangjg'')'), 'people as well');
select is(tap.told('p_village', format($$select answer from app.save('{"relation":"service.household","new":{"name":"%s"}}')$$, n)), 'saved', 'a household') from unnest(array['吕绿云', '张建国']) n;
select is(tap.told('p_neighbour', $$select answer from app.save('{"relation":"service.household","new":{"name":"张建国"}}')$$), 'saved', 'one of the next village');
select is(tap.told(l, format($$select string_agg(h.name, ' ' order by f.n) from service.household h join app.find_household('%s') with ordinality f(id, n) using (id)$$, q)), want, format('%s finds households: %s', l, q))
  from (values ('p_village', '', '吕绿云 张建国'), ('p_village', '张', '张建国'), ('p_village', '国', '张建国'), ('p_village', 'lly', '吕绿云'), ('p_village', 'lvly', '吕绿云'),
    ('p_village', 'zhangjg', '张建国'), ('p_village', 'zzz', '-'), ('p_far', '', '-')) x(l, q, want);
select is(tap.told('p_county', $$select app.find_office('szl')$$), '430102001001', 'offices below');
select is(tap.told('p_village', $$select app.find_office('frq')$$), '430102000000', 'above');
select is(tap.told('p_village', $$select app.find_office('txq')$$), '', 'not beside');

-- Plans as the real sign-ons, at every tier: no sequential scan (counted as a million), and few pages. The three tables have some 5,600.
create function tap.cost(login text, q text) returns int language plpgsql as $$
declare pages int; scans bigint;
begin
  perform dblink_connect('p', format('host=%s port=%s dbname=%s user=%s', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database(), login));
  perform * from dblink('p', format('select count(*) from app.find(%L)', q)) as x(n bigint);      -- catalogue pages once
  perform dblink_exec('p', 'begin');
  select (p.j::json -> 0 -> 'Plan' ->> 'Shared Hit Blocks')::int + (p.j::json -> 0 -> 'Plan' ->> 'Shared Read Blocks')::int into pages
    from dblink('p', format('explain (analyze, buffers, format json) select * from app.find(%L)', q)) as p(j text);
  select x.n into scans
    from dblink('p', $q$select sum(seq_scan) from pg_stat_xact_all_tables where schemaname = 'service' and relname ^@ 'person'$q$) as x(n bigint);
  perform dblink_disconnect('p');
  return case when scans > 0 then 1000000 else pages end;
end $$;
select cmp_ok(tap.cost(w.login, q), '<', 1500, format('%s: %s by index', w.login, q))
  from (values ('p_village'), ('p_township'), ('p_county'), ('p_city'), ('p_province')) w(login),
       unnest(array['oyxw', '欧阳xw', '张jg', 'zhangjg', 'ouyangxiuwen', 'ouyangxw', 'oyxiuwen', 'xiuwen', '修文', '欧阳修文', '欧', '张', 'z', '5678', '13812345678']) q;

select * from finish();
