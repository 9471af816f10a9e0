-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- One's own of the last 24 hours, taken back: fields, private columns, new records, voids, and undoings; and each refusal. Who is at a record.
\ir duty.inc
select no_plan();
select tap.noon('2026-11-25') \g /dev/null
create function tap.id(body text) returns text language sql immutable as $$ select body || ref.id_digit(body) $$;
create function tap.save(who text, request jsonb) returns text language sql as $$ select tap.told(who, format('select answer from app.save(%L)', request)) $$;
-- The k-th newest change of this login, undone; and all it did, as the page tells it.
create function tap.undo(who text, k int default 1) returns text language sql as $$
  select tap.told(who, format('select app.undo(c.change) from (select distinct change from api.my_changes() order by change desc offset %s limit 1) c', k - 1)) $$;
create function tap.list(who text, most int default 40) returns text language sql as $$
  select tap.told(who, format($q$select string_agg(line, E'\n' order by change desc) from (select change, concat_ws(' ', what, register, label, coalesce(case when undone then '（已撤销）' end, '') || ':',
    string_agg(concat_ws(' ', part, zh || ' ' || case what when 'N' then now else coalesce(was, '空') || '->' || coalesce(now, '空') end), '，' order by part nulls first, zh collate "C")) as line
    from api.my_changes(null, %s) group by change, what, register, label, undone) x$q$, most)) $$;
create function tap.a_visit(what jsonb, gift text default null, needs jsonb default null) returns text language sql as $$
  select tap.save('p_village', jsonb_strip_nulls(jsonb_build_object('relation', 'service.visit', 'new', jsonb_build_object('person', '1', 'mode', '1', 'occasion', '7', 'staff', tap.staff('p_village')::text, 'gift', gift) || what,
    'children', jsonb_build_array(jsonb_build_object('relation', 'service.need', 'by', 'visit', 'rows', needs))))) $$;

select is(tap.save('p_village', format('{"relation":"service.person","new":{"name":"张国强","sex":"1","category":"100","filed_on":"2026-01-01"},"private":{"id_no":"%s","phone":"13800001111"}}', tap.id('43037119680305123'))::jsonb), 'saved', 'a file');
select is(tap.a_visit('{"visited_on": "2026-11-20"}', '米', '[{"new": {"what": "修屋顶"}}]'), 'saved', 'a visit with a need');
select is(tap.save('p_village', '{"relation":"service.visit","id":1,"version":1,"old":{"gift":"米","money":null},"new":{"gift":"米 油","money":"200"}}'), 'saved', 'changed');
select is(tap.list('p_village'), 'C 走访记录 张国强 : 慰问品 米->米 油，慰问金 空->200.00
N 走访记录 张国强 : 事由 包联走访，慰问品 米，方式 上门走访，服务对象 张国强，走访人 李华，走访日期 2026-11-20，发现的需要：修屋顶 走访 张国强，发现的需要：修屋顶 需要 修屋顶
N 服务对象 张国强 : 人员状态 在册，出生日期 ＊＊＊，姓名 张国强，姓名拼音 zhangguoqiang，对象类别 退役军人，建档日期 2026-01-01，性别 男，联系电话 ＊＊＊，身份证号 ＊＊＊', 'what was done, the newest first, private values masked');
select is(tap.told('p_english', 'select count(*) from api.my_changes()'), '0', 'one''s own only');

-- Fields.
select is(tap.undo('p_village'), '已撤销：走访记录 张国强', 'undone');
select is((select concat_ws(' ', gift, money, version) from service.visit where id = 1)::text collate "default", '米 3', 'it is as it was, by a save like another');
select is((select string_agg(l.kind::text, '' order by l.seq) from audit.log l where l.login = 'p_village' and l.relation = 'service.visit' and l.key = 1), 'IUUB', 'with a line of its own kind');
select is((select sec.note_shown(l.relation, l.note, false) from audit.log l where l.kind = 'B') ~ '^撤销自己做的：2026', true, 'which the auditor reads');
select is(tap.told('p_village', 'select distinct kind from api.history(''service.visit'', 1, null, 1)'), 'B', 'and the history tells');
select is(tap.undo('p_village', 2), 'LB001 这件事已经撤销了', 'once');
select is(tap.undo('p_village', 1), '已撤销：走访记录 张国强', 'an undoing is undone');
select is((select concat_ws(' ', gift, money) from service.visit where id = 1)::text collate "default", '米 油 200.00', 'and all is there again');
select is(tap.list('p_village', 3), 'B 走访记录 张国强 : 慰问品 米->米 油，慰问金 空->200.00
B 走访记录 张国强 （已撤销）: 慰问品 米 油->米，慰问金 200.00->空
C 走访记录 张国强 : 慰问品 米->米 油，慰问金 空->200.00', 'told');

-- Somebody else since: the same field, and another one.
select is(tap.save('p_english', '{"relation":"service.visit","id":1,"version":4,"old":{"money":"200.00"},"new":{"money":"300"}}'), 'saved', 'another changes one of the two');
select matches(tap.undo('p_village', 3), '^LB001 不能撤销：“慰问金”后来又改过，夏雨晴（.*） 11-25 12:0|^LB001 不能撤销：“慰问金”后来又改过，夏雨晴', 'which is refused, with who and when');
select is((select concat_ws(' ', gift, money) from service.visit where id = 1)::text collate "default", '米 油 300.00', 'whole');
select matches(tap.undo('p_english'), '^undone: Visit', 'who changed it undoes that');
select is(tap.undo('p_village', 3), '已撤销：走访记录 张国强', 'then it goes');
select is(tap.save('p_english', '{"relation":"service.visit","id":1,"version":6,"old":{"situation":null},"new":{"situation":"还好"}}'), 'saved', 'another field');
select is(tap.undo('p_village'), '已撤销：走访记录 张国强', 'hinders nothing');
select is((select concat_ws(' ', gift, money, situation) from service.visit where id = 1)::text collate "default", '米 油 200.00 还好', 'and stays');
select matches(tap.told('p_head', (select format('select app.undo(%s)', max(l.seq)) from audit.log l where l.login = 'p_village' and l.kind = 'U')), '^LB001 只能撤销自己做的', 'nobody else');

-- A new record: voided with its lines, if nothing else hangs on it and nobody has changed it.
select is(tap.a_visit('{"visited_on": "2026-11-21"}', '面', '[{"new": {"what": "装扶手"}}, {"new": {"what": "买药"}}]'), 'saved', 'a visit with two needs');
select is(tap.undo('p_village'), '已撤销：走访记录 张国强', 'undone');
select is((select count(*) from service.visit v left join service.need n on n.visit = v.id where v.id = 2 and v.voided_at is not null and n.voided_at is not null and v.void_why = '自己撤销'), 2::bigint, 'voided with its needs');
select is(tap.undo('p_village'), '已撤销：走访记录 张国强', 'and there again');
select is((select count(*) from service.visit v join service.need n on n.visit = v.id where v.id = 2 and v.voided_at is null and n.voided_at is null), 2::bigint, 'with its needs');
select is(tap.save('p_village', '{"relation":"service.visit","id":2,"version":3,"old":{},"new":{},"children":[{"relation":"service.need","by":"visit","rows":[{"new":{"what":"送饭"}}]}]}'), 'saved', 'a third need');
select is(tap.undo('p_village', 3), 'LB001 这件事已经撤销了', 'the undoing was undone before');
select is(tap.undo('p_village', 4), 'LB001 不能撤销新建：已经有“发现的需要”跟着它', 'something hangs on it');
select is(tap.undo('p_village', 11), 'LB001 不能撤销新建：已经有“走访记录”跟着它', 'nor goes a file with visits');
select is(tap.undo('p_village', 1), '已撤销：发现的需要 送饭', 'the need first');
select is(tap.save('p_english', '{"relation":"service.visit","id":2,"version":4,"old":{"gift":"面"},"new":{"gift":"面 蛋"}}'), 'saved', 'another changes it');
select matches(tap.undo('p_village', 5), '^LB001 不能撤销：“慰问品”后来又改过，夏雨晴', 'what others have worked on is not undone under them');

-- Private columns: back, and seen by nobody.
select is(tap.told('p_village', $$update service.person_private set phone = '13900002222' where id = 1$$), 'UPDATE 1', 'a phone, in psql');
select is(tap.undo('p_village'), '已撤销：服务对象 张国强', 'undone');
select is((select v.phone || ' ' || p.phone_masked from service.person_private v join service.person p using (id) where id = 1)::text collate "default", '13800001111 138****1111', 'as it was, in lists too');

-- A void: one's own void of a file brings back what went with it.
select is(tap.save('p_village', format('{"relation":"service.person","new":{"name":"李卫东","sex":"1","category":"100","filed_on":"2026-01-01"},"private":{"id_no":"%s"}}', tap.id('43037119680305141'))::jsonb), 'saved', 'a second file');
select is(tap.save('p_village', format('{"relation":"service.pairing","new":{"person":"2","started_on":"2026-01-01","staff":"%s"}}', tap.staff('p_village'))::jsonb), 'saved', 'paired');
create temp table before as select (select jsonb_agg(to_jsonb(d) - 'closed_on' order by d.rule) from work.duty d where d.person = 2) as duties, (select to_jsonb(g) - '{version,changed_at,changed_by}'::text[] from service.pairing g where g.person = 2) as pairing;
select is(tap.told('p_village', $$select api.void('service.person', 2, '名字写错了')$$), '', 'voided');
select is(tap.told('p_village', 'select count(*) from app.find(''lwd'')'), '0', 'not found any more');
select is(tap.undo('p_village'), '已撤销：服务对象 李卫东', 'the voiding is undone');
select is((select to_jsonb(g) - '{version,changed_at,changed_by}'::text[] from service.pairing g where g.person = 2), (select pairing from before), 'its pairing is there');
select is((select jsonb_agg(to_jsonb(d) - 'closed_on' order by d.rule) from work.duty d where d.person = 2), (select duties from before), 'what is owed, is owed');
select ok((select v.id_no = tap.id('43037119680305141') and v.old_id_no is null from service.person_private v where v.id = 2), 'the number is its own');
select is(tap.told('p_village', 'select count(*) from app.find(''lwd'')'), '1', 'and it is found by its initials');
select is(tap.counters(), 0::bigint, 'figures agree');
select is(tap.undo('p_village'), '已撤销：服务对象 李卫东', 'voided once more');
select is((select void_why from service.person where id = 2)::text collate "default", '名字写错了', 'for the reason given then');
select is(tap.save('p_village', format('{"relation":"service.person","new":{"name":"李卫冬","sex":"1","category":"100","filed_on":"2026-01-01"},"private":{"id_no":"%s"}}', tap.id('43037119680305141'))::jsonb), 'saved', 'another bears the number now');
select matches(tap.undo('p_village', 2), '^LB001', 'then the void stays');
select ok((select voided_at is not null from service.person where id = 2), 'whole');

-- What has a way back of its own.
select is(tap.told('p_village', $$select answer from app.save('{"relation":"service.dispute","new":{"parties":"张国强和邻居","kind":"1","what":"漏水","found_on":"2026-11-20"}}')$$) ~ '^(saved|LB001|23502|42)', true, 'a case, if it may be entered so');
select is(tap.told('p_village', 'select app.undo(0)'), 'LB001 只能撤销自己做的', 'there is no such change');
set session_replication_role = replica;
update audit.log set at = at - interval '25 hours' where login = 'p_english';
set session_replication_role = origin;
select is(tap.told('p_english', 'select count(*) from api.my_changes()'), '0', 'after a day nothing is listed');
select matches(tap.told('p_english', (select format('select app.undo(%s)', max(l.seq)) from audit.log l where l.login = 'p_english' and l.kind = 'U')), '^LB001 (过了 24 小时|more than 24)', 'nor undone');
select is(tap.told('p_off', 'select app.undo(1)') ~ '^(LB001|42501)', true, 'nor by whose account is shut');
select is((select count(*) from audit.verify()), 0::bigint, 'the log holds') from audit.seal_log();
select is((select count(*) from audit.log l where l.follows and l.relation in ('service.pairing', 'work.duty')) > 0, true, 'what rules wrote is marked');

------------------------------------------------------------------------------ who is at a record
insert into app.form (register, menu, title_zh, title_en, relation, digest) values ('person', '61', '服务对象', 'Persons', 'service.person', 'x') on conflict (register) do nothing;
create function tap.at(who text) returns text language sql as $$ select tap.told(who, 'select who, since ~ ''^[0-9]{2}:[0-9]{2}$'' from api.editing(''person'', 1)') $$;
select dblink_connect('sits', format('host=%s port=%s dbname=%s user=p_village', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database())) \g /dev/null
select dblink_exec('sits', $$do 'begin perform app.draft_put(null, ''person'', 1, 1, ''{"v": {}}''); end'$$) \g /dev/null
select is(tap.at('p_head'), '李华|true', 'who begins to change a record is named to who opens it');
select is(tap.at('p_village'), '', 'not to himself');
select is(tap.at('p_township'), '李华|true', 'to who sees it from above');
select is(tap.at('p_neighbour'), '', 'to nobody who does not');
select is(tap.told('p_head', 'select count(*) from api.editing(''person'', 2)'), '0', 'of this record only');
set session_replication_role = replica;
update work.draft set at = clock_timestamp() - interval '6 minutes';
set session_replication_role = origin;
select is(tap.at('p_head'), '', 'five minutes after his last key no more');
select dblink_exec('sits', $$do 'begin perform app.draft_put((select d.id from work.draft d), ''person'', 1, 1, ''{"v": {}}''); end'$$) \g /dev/null
select is(tap.at('p_head'), '李华|true', 'and again with the next');
select dblink_disconnect('sits') \g /dev/null
select pg_sleep(0.2) \g /dev/null
select is(tap.at('p_head'), '', 'gone with his session, though the draft is there') from work.draft;
select * from finish();
