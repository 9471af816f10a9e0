-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Notices: written, published, read, answered, corrected, withdrawn; whom they reach and who has read them.
\ir person.inc
select no_plan();
update org.office set established = id in (430000000000, 430100000000, 430102000000, 430102001000, 430102001001, 430102001002, 430102002000, 430102002001, 430103000000), served_by = null;
insert into org.staff (office, name) values (430102000000, '彭卫东'), (430102001000, '罗建军');
insert into wanted values ('p_chief', 430102000000, '彭卫东', '{head}'), ('p_townhead', 430102001000, '罗建军', '{head}');
do $$
declare l text;
begin
  foreach l in array array['p_chief', 'p_townhead'] loop
    if not exists (select from pg_roles where rolname = l) then execute format('create role %I login', l); end if;
    execute format('grant lb_staff, lb_head to %I', l);
  end loop;
end $$;
insert into sec.account (login, staff) select w.login, s.id from wanted w join org.staff s using (name) where w.login in ('p_chief', 'p_townhead');
insert into org.staff_job (staff, job) select s.id, unnest(w.jobs) from wanted w join org.staff s on s.name = w.name and s.office = w.office;
\! "${LB_SRC:-.}/contrib/cluster" map "$LB_CLUSTER" --user "$(test "$(id -u)" = 0 && echo postgres || id -un)" p_chief p_townhead p_village p_neighbour p_far p_township p_county p_next p_city p_province p_head p_supervisor p_reporter p_english p_off >/dev/null
select pg_sleep(0.2) \g /dev/null
insert into app.form (register, menu, title_zh, title_en, relation, digest) values ('notice', '0', '通知', 'Notices', 'work.notice', '-'), ('notice_reply', '0', '通知答复', 'Answers', 'work.notice_reply', '-') on conflict do nothing;
insert into code.notice_kind (code, name_zh, name_en, seq, py) values ('1', '通知', 'notice', 1, 'tz') on conflict do nothing;
insert into code.notice_reach (code, name_zh, name_en, seq, py) values ('1', '所辖全部机构', 'all', 1, 'q'), ('2', '所辖某一级', 'tier', 2, 'm'), ('3', '点名的机构', 'named', 3, 'd') on conflict do nothing;
insert into code.notice_state (code, name_zh, name_en, seq, py) values ('1', '草稿', 'draft', 1, 'c'), ('2', '已发布', 'published', 2, 'y'), ('3', '已撤回', 'withdrawn', 3, 'y'), ('4', '已被新的代替', 'replaced', 4, 'y') on conflict do nothing;
insert into code.tier (code, name_zh, name_en, seq, py, tier) select v.* from (values ('0', '省级', 'province', 1, 's', 0), ('3', '乡镇级', 'township', 4, 'x', 3), ('4', '村级', 'village', 5, 'c', 4)) v(code, name_zh, name_en, seq, py, tier) on conflict do nothing;

-- A new notice as the form saves it; its number.
create function tap.write(login text, facts jsonb, children jsonb default '[]') returns bigint language sql as $$
  select split_part(tap.told(login, format('select id from app.save(%L)', jsonb_build_object('relation', 'work.notice', 'new', '{"kind": "1", "reach": "1", "title": "冬季走访", "body": "各站年前走访一遍。"}'::jsonb || facts, 'children', children))), '|', 1)::bigint $$;
create function tap.sees(login text, id bigint) returns boolean language sql as $$ select tap.told(login, format('select from work.notice where id = %s', id)) is distinct from '' $$;
create function tap.seers(id bigint) returns text language sql as $$
  select string_agg(l, ' ' order by l) from unnest(array['p_village', 'p_neighbour', 'p_far', 'p_township', 'p_county', 'p_next', 'p_city', 'p_province']) l where tap.told(l, format('select id from work.notice where id = %s', id)) <> '' $$;

------------------------------------------------------------------------------ written and published
select tap.write('p_county', format('{"reply_by": "%s"}', ref.today() + 7)::jsonb) as n \gset
select is(tap.seers(:n), 'p_city p_county p_province', 'a draft is seen from above, as every row is, not below');
select is(tap.told('p_county', format('select api.publish_notice(%s, 1)', :n)), 'LB001 通知由负责人发布、撤回', 'a clerk publishes nothing');
select is(tap.told('p_chief', 'select zh, whose, asks from app.home(ref.today()) where part = ''place'''), (select E'通知|1 份待发布|state\t草稿\noffice\t' || name from org.office where id = 430102000000), 'the head has it on the first screen, and how to list it');
select is(tap.told('p_county', 'select count(*) from app.home(ref.today()) where part = ''place''') || tap.told('p_head', 'select count(*) from app.home(ref.today()) where part = ''place'''), '00', 'whoever may not publish it has not');
select is(tap.told('p_head', format('select api.publish_notice(%s, 1)', :n)), 'LB001 没有这份通知，或不是本机构的', 'nor does another office''s head');
select is(tap.told('p_chief', format('select api.publish_notice(%s, 7)', :n)), 'LB001 这份通知刚被别人改过', 'the head publishes what he has read');
select is(tap.told('p_chief', format('select api.publish_notice(%s, 1)', :n)), '已发布：5 个机构能看到', 'he does');
select is(tap.told('p_chief', format('select api.publish_notice(%s, 2)', :n)), 'LB001 这份通知已经发布了', 'once');
select is(tap.told('p_chief', 'select count(*) from app.home(ref.today()) where part = ''place'''), '0', 'and nothing is left to be published');
select matches(tap.told('p_village', format('select no from work.notice where id = %s', :n)), '^芙蓉区〔\d{4}〕1号$', 'it has a number');
select is(tap.seers(:n), 'p_city p_county p_far p_neighbour p_province p_township p_village', 'all below see it, and those above as ever; the county beside does not');
select is((select count(*) from work.shown_to where row_id = :n), 1::bigint, 'all below are one rule');
select is((select string_agg(d.office::text, ' ' order by d.office) from work.duty d where d.rule = 20 and d.subject = :n and d.due_on = ref.today() + 7),
  '430102001000 430102001001 430102001002 430102002000 430102002001', 'a duty an office');
select is(tap.told('p_village', 'select zh, name, whose, register, opens from app.home(ref.today() + 7) where part = ''due'''), '通知办理|芙蓉区|冬季走访|notice|subject', 'on the first screen, whenever it is due');

------------------------------------------------------------------------------ fixed
select is(tap.told('p_county', format('update work.notice set body = ''x'' where id = %s', :n)), 'LB001 已经发布的通知不能改', 'its text does not change');
select is(tap.told('p_county', format('update work.notice set reply_by = ref.today() + 90 where id = %s', :n)), 'LB001 已经发布的通知不能改', 'nor the day');
select is(tap.told('p_chief', format('select api.void(''work.notice'', %s, ''发错了机构'')', :n)), 'LB001 已经发布的通知不能改', 'nor is it voided');
select is(tap.told('p_county', format('insert into work.notice_to (office, notice, to_office) values (430102000000, %s, 430102001001)', :n)), 'LB001 已经发布的通知不能改', 'nor does it reach more');
select is(tap.told('p_county', format('update work.notice set published_on = ''2020-01-01'' where id = %s', :n)), '42501 permission denied for table notice', 'nor its day of publication');

------------------------------------------------------------------------------ read
select is(tap.told('p_village', 'select zh, whose, asks from app.home(ref.today()) where part = ''place'''), format(E'通知|1 条未读|is_read\t否\npublished_on\t%s..', ref.today() - 90), 'unread, and how to list that');
select is(tap.told('p_english', 'select en, whose from app.home(ref.today()) where part = ''place'''), 'Notices|1 not read yet', 'in English');
select is(tap.told('p_county', 'select count(*) from app.home(ref.today()) where part = ''place'''), '0', 'to who sent it it is not news');
select is(tap.told('p_village', format('select is_read from work.notice_list where id = %s', :n)), 'false', 'marked so in the list');
select is(tap.told('p_county', format('select is_read from work.notice_list where id = %s', :n)), '-', 'for the sender neither');
select tap.told('p_village', format('select api.opened(''notice'', %s)', :n)) \g /dev/null
select tap.told('p_village', format('select api.opened(''notice'', %s)', :n)) \g /dev/null
select tap.told('p_county', format('select api.opened(''notice'', %s)', :n)) \g /dev/null
select tap.told('p_province', format('select api.opened(''notice'', %s)', :n)) \g /dev/null
select tap.told('p_next', format('select api.opened(''notice'', %s)', :n)) \g /dev/null
select is((select string_agg(s.name || ' ' || (r.read_at > now() - interval '1 hour')::text, ' ') from work.notice_read r join org.staff s on s.id = r.staff where r.notice = :n), '李华 true', 'opening it is the receipt: one a person it is for, of now');
select is(tap.told('p_village', 'select count(*) from app.home(ref.today()) where part = ''place'''), '0', 'and it is news no more');
select is(tap.told('p_head', 'select whose from app.home(ref.today()) where part = ''place'''), '1 条未读', 'to his colleague it is');
select is(tap.told('p_county', format('select told from work.notice_head where id = %s', :n)), '已读 1/5 个机构，1/7 人；已答复 0/5 个机构', 'how far it has got');
create function tap.units(login text, notice bigint) returns text language sql as $f$
  select tap.told(login, format('select string_agg(concat_ws('' '', office, offices, offices_read, people, people_read, answered), ''; '' order by office) from api.notice_units(%s)', notice)) $f$;
select is(tap.units('p_county', :n), '430102001000 3 1 6 1 0; 430102002000 2 0 1 0 0', 'by township');
select is(tap.told('p_county', format('select string_agg(told, ''|'' order by id) from work.notice_unit where notice = %s', :n)),
  '已读 1/3 个机构，1/6 人；已答复 0/3 个机构|已读 0/2 个机构，0/1 人；已答复 0/2 个机构', 'in words');
select is(tap.units('p_township', :n), '430102001000 1 0 2 0 0; 430102001001 1 1 3 1 0; 430102001002 1 0 1 0 0', 'by village, its own office with them');
select is(tap.units('p_city', :n), '430102000000 5 1 7 1 0', 'from further above');
select is(tap.units('p_province', :n), '430100000000 5 1 7 1 0', 'and further');
select is(tap.told('p_village', format('select count(*) from work.notice_unit where notice = %s', :n)), '0', 'below a village there is nothing to tell apart');
select is(tap.told('p_village', format('select told from work.notice_head where id = %s', :n)), '已读 1/1 个机构，1/3 人；已答复 0/1 个机构', 'below everybody sees his own office');
select is(tap.told('p_english', format('select told from work.notice_head where id = %s', :n)), 'read in 1 of 1 offices, by 1 of 3 people; answered by 0 of 1', 'in English');
select is(tap.told('p_township', format('select string_agg(s.name || case when p.read_at is null then '''' else '' ok'' end, '' '' order by p.id) from work.notice_person p join org.staff s on s.id = p.staff where notice = %s', :n)),
  '王芳 罗建军 周志红 夏雨晴 谭小玲 李华 ok', 'by name, who has not read first');
select is(tap.told('p_neighbour', format('select count(*) from work.notice_person where notice = %s', :n)), '1', 'nobody sees the people of an office beside');
select is(tap.told('p_next', format('select count(*) from api.notice_people(%s)', :n)), '0', 'nor anybody those of a notice not his');
select is(tap.told('p_next', format('select count(*) from api.notice_units(%s)', :n)), '0', 'not even as figures');
select matches(tap.units('p_reporter', :n), '^42501', 'who reads no registers asks in vain');

-- who has left is not waited for; who has no account in use neither
update org.staff set ended_on = ref.today() - 1 where name = '夏雨晴';
update sec.account set active = false where login = 'p_head';
select is(tap.told('p_county', format('select told from work.notice_head where id = %s', :n)), '已读 1/5 个机构，1/5 人；已答复 0/5 个机构', 'who has left, who has no account in use: not waited for');
update sec.account set active = true where login = 'p_head';
update org.staff set ended_on = ref.today() - 1 where name = '李华';
select is(tap.told('p_county', format('select told from work.notice_head where id = %s', :n)), '已读 1/5 个机构，0/5 人；已答复 0/5 个机构', 'the office has read it though its reader has left');
update org.staff set ended_on = null where name in ('夏雨晴', '李华');

------------------------------------------------------------------------------ answered
create function tap.answer(login text, notice bigint, body text default '已走访完') returns text language sql as $$
  select tap.told(login, format('select answer from app.save(%L)', jsonb_build_object('relation', 'work.notice_reply', 'new', jsonb_build_object('notice', notice, 'body', body)))) $$;
select is(tap.answer('p_county', :n), 'LB001 这份通知不是发给本机构的', 'the sender does not answer himself');
select is(tap.answer('p_next', :n), 'LB001 这里写的通知不在您的辖区里，不能引用', 'nor who does not see it');
select is(tap.answer('p_village', :n, ' '), 'LB001 办理情况不能空着', 'an answer says something');
select is(tap.told('p_village', format('select work.may_answer(%s)', :n)), 'true', 'it is owed');
select is(tap.answer('p_village', :n), 'saved', 'the village answers');
select is(tap.told('p_village', format('select work.may_answer(%s)', :n)), 'false', 'and owes nothing more');
select is((select outcome::text || ' ' || (record = (select max(id) from work.notice_reply))::text from work.duty where rule = 20 and subject = :n and office = 430102001001), 'd true', 'the answer closes the duty');
select is(tap.answer('p_head', :n), 'LB001 本机构已经答复过这份通知', 'one answer an office');
select is((select string_agg(l, ' ' order by l) from unnest(array['p_village', 'p_neighbour', 'p_far', 'p_township', 'p_county', 'p_next', 'p_city', 'p_province']) l
           where tap.told(l, 'select body from work.notice_reply') <> ''), 'p_city p_county p_province p_township p_village', 'those above see it, nobody beside');
select is(tap.told('p_county', format('select told from work.notice_head where id = %s', :n)), '已读 1/5 个机构，1/7 人；已答复 1/5 个机构', 'counted');
select is(tap.told('p_village', format('select api.void(''work.notice_reply'', (select id from work.notice_reply where notice = %s), ''写错了通知'')', :n)), '', 'taken back');
select is((select count(*) from work.duty where rule = 20 and subject = :n and office = 430102001001 and closed_on is null), 1::bigint, 'it is owed again');
select is(tap.answer('p_head', :n), 'saved', 'answered anew, by the head');
select is((select count(*) from work.notice_read r join org.staff s on s.id = r.staff where r.notice = :n and s.name = '周志红'), 1::bigint, 'who answers has read');

------------------------------------------------------------------------------ whom it reaches
select tap.write('p_county', '{"reach": "2", "to_tier": "4", "title": "给村站"}') as v \gset
select is(tap.told('p_chief', format('select api.publish_notice(%s, 1)', :v)), '已发布：3 个机构能看到', 'a tier');
select is(tap.seers(:v), 'p_city p_county p_far p_neighbour p_province p_village', 'the villages; the townships do not');
select is((select count(*) from work.duty where subject = :v and rule = 20), 0::bigint, 'without a day to answer by nothing is owed');
select is(tap.answer('p_village', :v), 'LB001 这份通知只要看，不用答复', 'nor answered');
select tap.write('p_county', '{"reach": "3", "title": "点名"}', '[{"relation": "work.notice_to", "by": "notice", "rows": [{"new": {"to_office": 430102001000, "below": false}}, {"new": {"to_office": 430102002000, "below": true}}]}]') as t \gset
select is(tap.told('p_chief', format('select api.publish_notice(%s, 1)', :t)), '已发布：3 个机构能看到', 'offices named, one with all below');
select is(tap.seers(:t), 'p_city p_county p_far p_province p_township', 'these and no others');
select is(tap.told('p_township', format('select count(*) from work.notice_to where notice = %s', :t)), '2', 'whom it went to stands below it');
select is(tap.told('p_village', format('select count(*) from work.notice_to where notice = %s', :t)), '0', 'for who has it');
select tap.write('p_county', '{"reach": "3", "title": "没有点名"}') as e \gset
select is(tap.told('p_chief', format('select api.publish_notice(%s, 1)', :e)), 'LB001 这样发，没有一个机构收得到', 'named, but nobody');
select tap.write('p_village', '{"title": "村里"}') as w \gset
select is(tap.told('p_head', format('select api.publish_notice(%s, 1)', :w)), 'LB001 这样发，没有一个机构收得到', 'below a village is nobody');
select is(tap.told('p_village', format('insert into work.notice_to (office, notice, to_office) values (430102001001, %s, 430102001002)', :w)), 'LB001 通知只能发给本机构的下级', 'nobody sends sideways');
select tap.write('p_township', '{"title": "街道"}') as s \gset
select is(tap.told('p_township', format('insert into work.notice_to (office, notice, to_office) values (430102001000, %s, 430102000000)', :s)), 'LB001 通知只能发给本机构的下级', 'nor upwards');
select is(tap.told('p_township', format('insert into work.notice_to (office, notice, to_office) values (430102001000, %s, 430102002001)', :s)), 'LB001 通知只能发给本机构的下级', 'nor into another subtree');
select is(tap.told('p_township', format('insert into work.notice_to (office, notice, to_office) values (430102001000, %s, 430102001001)', :w)), 'LB001 这是别的机构的通知', 'nor another''s notice');
select is(tap.told('p_county', 'insert into work.notice (office, kind, title, body, reach) values (430102000000, ''1'', ''x'', ''y'', ''2'')'), 'LB001 发给“所辖某一级”的，写明哪一级；其他的不写', 'a tier is said where one is meant');
select is(tap.told('p_county', 'insert into work.notice (office, kind, title, body, reach, reply_by) values (430102000000, ''1'', ''x'', ''y'', ''1'', ref.today() - 1)'), 'LB001 答复期限已经过了', 'the day to answer by lies ahead');

-- an office set up later sees what was sent to all; a village without a station is counted by who serves it, and seen by him
update org.office set established = false, served_by = 430102001002 where id = 430102001001;
select is((select string_agg(office::text, ' ' order by office) from work.notice_offices(:v)), '430102001002 430102002001', 'an office that is not established does not count: who serves it does, once');
update org.office set established = false, served_by = 430102001000 where id = 430102001001;
select is((select string_agg(office::text, ' ' order by office) from work.notice_offices(:v)), '430102001000 430102001002 430102002001', 'of whatever tier he is');
select is(tap.told('p_township', format('select title from work.notice where id = %s', :v)), '给村站', 'and sees it');
update org.office set established = true, served_by = null where id = 430102001001;
select is(tap.told('p_township', format('select title from work.notice where id = %s', :v)), '', 'as long as he serves it');
insert into ref.region (code, parent, tier, name, initials, py, statistical) values (430102002002, 430102002000, 4, '新村', 'xc', 'xincun', false) on conflict do nothing;
insert into org.office (id, tier, parent, name, established) values (430102002002, 4, 430102002000, '新村退役军人服务站', true) on conflict (id) do update set established = true;
update org.staff set office = 430102002002 where name = '谭小玲';
select is(tap.seers(:v), 'p_city p_county p_far p_neighbour p_province p_village', 'an office set up later sees it');
update org.staff set office = 430102001002 where name = '谭小玲';

------------------------------------------------------------------------------ corrected, withdrawn
select tap.write('p_county', format('{"replaces": %s, "title": "冬季走访（更正）"}', :n)::jsonb) as c \gset
select is(tap.told('p_chief', format('select api.publish_notice(%s, 1)', :c)), '已发布：6 个机构能看到', 'a correction is a new notice');
select is(tap.told('p_village', format('select state from work.notice where id = %s', :n)), '4', 'the old one says so');
select matches(tap.told('p_village', format('select told from work.notice_head where id = %s', :n)), '^已由新的代替：芙蓉区〔\d{4}〕4号；已读 1/1', 'and by which');
select is((select count(*) from work.duty where subject = :n and rule = 20 and closed_on is null), 0::bigint, 'nobody owes the old one an answer');
select is(tap.told('p_chief', format('select api.withdraw_notice(%s, 3, ''发错了的'')', :n)), 'LB001 这份通知没有发布，或已经撤回、被代替', 'and it is not withdrawn on top');
select is(tap.told('p_chief', format('select api.withdraw_notice(%s, 2, '' '')', :c)), 'LB001 请写明原因：至少四个字，查的人看得懂', 'withdrawn with a reason');
select is(tap.told('p_county', format('select api.withdraw_notice(%s, 2, ''情况有变化'')', :c)), 'LB001 通知由负责人发布、撤回', 'by the head');
select matches(tap.told('p_chief', format('select api.withdraw_notice(%s, 2, ''情况有变化'')', :c)), '^已撤回', 'he does');
select is(tap.told('p_village', format('select state || '' '' || withdrawn_why from work.notice where id = %s', :c)), '3 情况有变化', 'it stays to be read');
select is(tap.told('p_head', 'select whose from app.home(ref.today()) where part = ''place'' and whose ~ ''未读'''), '1 条未读', 'what is no longer in force is no news');
select is(tap.told('p_county', format('update work.notice set replaces = %s where id = %s', :c, :e)), 'LB001 只能代替本机构发的、还有效的通知', 'nor replaced');

------------------------------------------------------------------------------ by setting one person does both
insert into ref.setting (key, office, value) values ('notice.publish', 430102001000, 'clerk');
select is(tap.told('p_township', format('select api.publish_notice(%s, 1)', :s)), '已发布：2 个机构能看到', 'where the setting says so the clerk publishes');
select is(tap.told('p_county', format('select work.may_publish(%s)', 430102000000)), 'false', 'in that office only');
select isnt(tap.told('p_county', format('select count(*) from api.history(''work.notice'', %s)', :n)), '0', 'the sender reads its history');
select isnt(tap.told('p_far', format('select count(*) from api.history(''work.notice'', %s)', :n)), '0', 'and so does who has it');
select matches(tap.told('p_next', format('select count(*) from api.history(''work.notice'', %s)', :n)), '^LB001', 'nobody else');
select * from finish();
