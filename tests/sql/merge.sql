-- SPDX-License-Identifier: Apache-2.0
-- own database: real sign-ons merge and undo.
-- Possible duplicates over the whole database, and merging them: who may, what is refused and with which sentence, what is told to whom.
\ir flow.inc
insert into code.petition_channel (code, name_zh, name_en, seq, py) values ('2', '来信', 'letter', 2, 'lx') on conflict do nothing;
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm') on conflict do nothing;
insert into code.visit_occasion (code, name_zh, name_en, seq, py) values ('7', '包联走访', 'pairing', 7, 'bl') on conflict do nothing;
select no_plan();
create function tap.no(body text) returns text language sql immutable as $$ select body || ref.id_digit(body) $$;
create function tap.file(login text, name text, private jsonb default '{}', more jsonb default '{}', sure boolean default false) returns text language sql as $$
  select tap.told(login, format('select answer, theirs from app.save(%L)', jsonb_build_object('relation', 'service.person', 'new', jsonb_build_object('name', name, 'sex', '1', 'category', '100', 'filed_on', '2026-01-01') || more,
    'private', private) || case when sure then '{"sure": true}' else '{}' end::jsonb)) $$;
create function tap.id_of(called text, office bigint default null) returns bigint language sql as $$
  select max(p.id) from service.person p where p.name = called and p.voided_at is null and (id_of.office is null or p.office = id_of.office) $$;
create function tap.merges(login text, s bigint, o bigint, columns jsonb default '[]', why text default '同一个人，两份档案') returns text language sql as $$
  select tap.told(login, format('select api.merge(''service.person'', %s, %s, %L, %L) > 0 as done', s, o, jsonb_build_object('columns', columns), why)) $$;
create function tap.looks(login text, variadic ids bigint[]) returns void language sql as $$
  insert into audit.log (login, place, kind, relation, key, note) select login, '', 'P', 'service.person', i, '核对重复档案' from unnest(ids) i $$;

update org.office set name = case id when 430102001001 then '识字里社区退役军人服务站' when 430102001002 then '韭菜园社区退役军人服务站' end where id in (430102001001, 430102001002);

------------------------------------------------------------------------------ at entry
select is(tap.file('p_village', '周小兵', jsonb_build_object('id_no', tap.no('43037119800101001'), 'phone', '13800001111')), 'saved|-', 'the first file');
select is(tap.file('p_village', '周小兵', jsonb_build_object('id_no', tap.no('43037119900101001'))), 'saved|-', 'a namesake of another year with a number of his own is another man');
select is(tap.file('p_village', '周小兵', '{}', '{"birth_year": 1980}'), '42501 permission denied for table person', 'the year of birth is set by rule');
select is(tap.file('p_village', '周小冰', '{"phone": "13800001111"}'), 'twins|周小兵 识字里社区（姓名同音，电话相同）', 'a name that sounds alike with the same telephone: who it could be');
select is(tap.file('p_neighbour', '周小兵', '{"phone": "13800001111"}'), 'again|-', 'on file elsewhere: that it was asked is on record first');
select is(tap.file('p_neighbour', '周小兵', '{"phone": "13800001111"}'), 'twins|周*兵 识字里社区（同名，电话相同）', 'then the office and the masked name, no more');
select is(tap.file('p_neighbour', '周小兵', '{"phone": "13800001111"}', sure => true), 'saved|-', 'who says that it is another saves it all the same');
select is(tap.told('p_reporter', $$select * from api.twins_of('service.person', '[{"n":1,"name":"周小兵"}]')$$), '42501 permission denied for function twins_of', 'not who keeps no files');
select is((select count(*) from audit.log where kind = 'P' and note like 'twins_of %'), 1::bigint, 'and it is on record once');
select is(tap.told('p_far', $$select n, id, called, office_name, reason_en, again from api.twins_of('service.person', '[{"n":7,"name":"周小兵","phone":"13800001111"}]')$$), '-|-|-|-|-|true', 'an import asks the same') ;
select is(tap.told('p_far', $$select n, id, called, office_name, reason_en from api.twins_of('service.person', '[{"n":7,"name":"周小兵","phone":"13800001111"}]')$$),
  E'7|-|周*兵|识字里社区|same name, same phone\n7|-|周*兵|韭菜园社区|same name, same phone', 'and is told no more');
select is(tap.told('p_county', $$select n, id is not null, called from api.twins_of('service.person', '[{"n":7,"name":"周小兵","phone":"13800001111"}]')$$), E'7|true|周小兵\n7|true|周小兵', 'who oversees both sees who it is');

------------------------------------------------------------------------------ the list and the verdict
select is(tap.told('p_village', $$select called, other_called, other_office, reason from service.twin_list$$), '', 'of what lies elsewhere nothing while the look is not on record');
select is(tap.told('p_village', $$select api.twins_look('')$$), '和全库都比过了；这次查重已记录在案', 'it is put there');
select is(tap.told('p_village', $$select called, other_called, other_office, reason from service.twin_list$$), '周小兵|周*兵|韭菜园社区|同名，电话相同', 'then the masked name');
select is(tap.told('p_village', $$select id < 0 from service.twin_list$$), 'true', 'and no number of the other');
select is(tap.told('f_chief', $$select called, other_called, other_office, id > 0 from service.twin_list$$), '周小兵|周小兵|韭菜园社区|true', 'the head of the county has his range');
select is(tap.told('p_supervisor', $$select count(*) from service.twin_list$$), '42501 permission denied for view twin_list', 'not who keeps no files');
select is(tap.told('p_village', $$select (api.compare('service.person', (select id from service.twin_list))).*$$) ~ '另一份在别处建档，看不到', true, 'they are not laid beside each other');
select matches(tap.told('p_village', $$select api.look_at_pair('service.person', (select id from service.twin_list), '核对是不是同一个人')$$), '^LB001 另一份在别处建档', 'nor looked at');
select is(tap.told('p_far', $$select api.not_the_same('service.person', (1::bigint << 31) + 3)$$), 'LB001 这两份里有一份已经不在了', 'a verdict on what one does not see');
select is(tap.told('p_village', $$select api.not_the_same('service.person', (select id from service.twin_list))$$), '记下了：不是同一个人，以后不再提示', 'the verdict');
select is(tap.told('p_village', $$select count(*) from service.twin_list$$) || tap.told('f_chief', $$select count(*) from service.twin_list$$), '00', 'is never asked again');
select is(tap.told('p_township', $$select api.twins_after_all(id, version) from service.not_twin_list$$), 'LB001 这两份里有一份已经不在了', 'taken back only by who writes one of them');
select is(tap.told('p_neighbour', $$select api.twins_after_all(id, version) from service.not_twin_list$$), '已收回，以后还会提示', 'the other office');
select is(tap.told('f_chief', $$select count(*) from service.twin_list$$), '1', 'asked again');

------------------------------------------------------------------------------ who may merge
create temp table two as select tap.id_of('周小兵', 430102001001) as a, tap.id_of('周小兵', 430102001002) as b;
update two set a = (select min(id) from service.person where name = '周小兵' and office = 430102001001);
select matches(tap.merges('p_village', a, b), '^LB001 这两份里有一份已经不在了', 'who sees one of them does not merge') from two;
select is(tap.merges('p_township', a, b), 'LB001 这两份档案不能由您合并', 'nor the clerk above, who writes neither') from two;
select is(tap.merges('p_county', a, b), 'LB001 这两份档案不能由您合并', 'nor one of the county') from two;
select is(tap.merges('p_supervisor', a, b) || tap.merges('p_reporter', a, b), 'LB001 这两份档案不能由您合并42501 permission denied for function merge', 'nor who only looks') from two;
select is(tap.merges('f_handler', a, b), 'LB001 这两份档案不能由您合并', 'nor the petition handler') from two;
select is(tap.merges('f_chief', a, b), 'LB001 两份的身份证号、电话或住址不一样，要先看过才能决定留哪个', 'the head above does, but not blindly') from two;
select tap.looks('f_chief', a, b), tap.looks('f_town_chief', a, b) from two \g /dev/null
select is(tap.told('f_chief', format('select api.merge(''service.person'', %s, %s, ''{"versions": [99, 1]}'', ''同一个人，两份档案'')', a, b)), 'LB001 有人刚改了其中一份，还没有合并', 'nor what has changed since') from two;
select is(tap.told('f_chief', format('select api.merge(''service.visit'', %s, %s, ''{}'', ''同一个人，两份档案'')', a, b)), 'LB001 这里的记录不能合并', 'nor visits') from two;
select is(tap.told('f_chief', format('select api.merge(''service.person'', %s, %s, ''{"columns": ["office"]}'', ''同一个人，两份档案'')', a, b)), 'LB001 没有这一项：office', 'nor what is set by rule') from two;
select is(tap.told('f_chief', format('select api.merge(''service.person'', %s, %1$s, ''{}'', ''同一个人，两份档案'')', a)), 'LB001 这里的记录不能合并', 'nor one with itself') from two;

-- While a file is being handed over it is merged with nothing; the page of the move says whom he could be there.
insert into service.move (office, other_office, brings_in, person, why) select 430102001002, 430102001001, true, a, '人在我社区' from two;
select max(id) as move from service.move \gset
select matches(tap.told('p_village', format('select api.goes_along(%s)', :move)), '那边可能已有他的档案（周\*兵）', 'who holds the file reads that he may be on file there');
select is(tap.told('p_neighbour', format('select api.goes_along(%s)', :move)), '-', 'who asks for it is told nothing yet');
select matches(tap.merges('f_chief', a, b), '^LB001 [0-9-]+（档案转移）还没有办完，办完了再合并', 'it is not merged meanwhile') from two;
select is(tap.step('p_neighbour', :move, 'withdraw'), 'saved', 'the move is withdrawn');

-- What he may not see: an accusation he is not named for, a case of another line.
select tap.petition('f_handler', jsonb_build_object('person', b::text, 'purpose', '2', 'complained_of', '某人')) as filed from two \gset
select matches(tap.merges('f_chief', a, b), 'LB001 这两份档案里有您看不到的内容，不能由您合并', 'not who would decide about what he does not know') from two;
select is(tap.told('f_chief', format('select count(*) from service.petition where person = %s', b)), '0', 'it is an accusation he is not named for') from two;
set session_replication_role = replica;
update service.petition set restricted = false, purpose = '3'; update work.matter set restricted = false;
set session_replication_role = origin;
select is(tap.merges('f_chief', a, b), 'true', 'done') from two;

------------------------------------------------------------------------------ afterwards
select app.form_put('{"register": "merge", "menu": "61", "title_zh": "合并记录", "title_en": "Merges", "relation": "work.merge_list", "digest": "0"}') \g /dev/null
select is((select concat_ws('|', p.voided_by, left(p.void_why, 3)) from service.person p, two where p.id = b), 'f_chief|并入 ', 'the other is voided, merged');
select is((select count(*) from service.petition p, two where p.person = a), 1::bigint, 'its case is the survivor''s');
select is(tap.told('p_village', $$select relation, id from app.find('周小兵')$$) ~ two.a::text, true, 'found by name') from two;
select is(tap.told('p_neighbour', format('select person, here, masked_name from api.on_file(%L)', tap.no('43037119800101001'))), '-|-|-', 'asked by number') ;
select is(tap.told('f_chief', $$select merged_on = ref.today(), called, undone_on from work.merge$$), 'true|周小兵|-', 'it stands in the list of merges');
select is(tap.told('p_far', $$select count(*) from work.merge$$), '0', 'not in others''');
select matches(tap.told('p_village', format('select string_agg(now, '' '') from api.history(''service.person'', %s) where field = ''''', a)), '合并', 'the history tells of it') from two;
select matches(tap.told('p_village', format('select string_agg(summary, '' '') from app.timeline(''service.person'', %s, 50)', a)), '合并', 'and the timeline') from two;
select is(tap.told('p_neighbour', $$select api.undo_merge(id, version, '并错了，不是一个人') from work.merge$$), 'LB001 这两份档案不能由您合并', 'undone only by who may merge them');
select is(tap.told('p_far', $$select api.unmerge(1, '并错了，不是一个人')$$), 'LB001 这两份里有一份已经不在了', 'nor by who does not see it');
select is(tap.told('f_chief', $$select api.undo_merge(id, version, '并错了，不是一个人') from work.merge$$), '已撤销：两份档案都恢复了', 'undone');
select is((select count(*) from service.petition p, two where p.person = b), 1::bigint, 'its case is its own again');
select is(tap.told('f_chief', $$select api.undo_merge(id, version, '并错了，不是一个人') from work.merge$$), 'LB001 这次合并已经撤销了', 'once');
select matches(tap.told('p_neighbour', format('select string_agg(now, '' '') from api.history(''service.person'', %s) where field = ''''', b)), '撤销', 'the history of the other tells both') from two;

-- One's own office: the clerk; a number that was merged leads to the survivor.
select is(tap.file('p_village', '李卫东', jsonb_build_object('id_no', tap.no('43037119700101003'))), 'saved|-', 'a file');
select is(tap.file('p_village', '李卫冬', jsonb_build_object('id_no', tap.no('43037119700201003'), 'phone', '13700002222')), 'saved|-', 'another');
select tap.looks('p_village', tap.id_of('李卫东'), tap.id_of('李卫冬')) \g /dev/null
select is(tap.merges('p_village', tap.id_of('李卫东'), tap.id_of('李卫冬'), '["phone"]'), 'true', 'merged by the clerk');
select is((select v.phone from service.person_private v where v.id = tap.id_of('李卫东')), '13700002222', 'with the telephone of the other');
select is(tap.told('p_village', format('select find_number = %s from api.find_number(%L)', tap.id_of('李卫东'), tap.no('43037119700201003'))), 'true', 'the old number leads to the survivor');
select is(tap.told('p_village', $$select label from app.find('李卫冬')$$), '李卫东', 'and so does the old name');
select matches(tap.file('p_village', '李卫冬', jsonb_build_object('id_no', tap.no('43037119700201003'))), '^LB001 这个身份证号已经建档：李卫东', 'nobody opens a file for it anew');
select is(tap.told('p_village', format('select api.void(''service.person'', %s, ''写错了的'')', tap.id_of('李卫东'))), '', 'the survivor is voided');
select is(tap.told('p_village', $$select api.undo_merge(id, version, '并错了，不是一个人') from work.merge where undone_on is null$$), 'LB001 留下的那份后来作废了，不能照原样分开', 'then it cannot be undone');
select * from finish();
