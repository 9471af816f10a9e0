-- SPDX-License-Identifier: Apache-2.0
-- own database: real sign-ons take the steps.
-- Moves between offices (6.1.2): offered or asked for, agreed to or not, ruled on by the superior of both; what is open about the person goes
-- along, whoever had it, and the old office reads on (flow.md 6, fault 5; traps 10, 14).
\ir flow.inc
\ir sessions.inc
select no_plan();
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm') on conflict do nothing;
create temp table newcomers (login text, office bigint, name text, jobs text[]);
insert into newcomers values ('f_next_village', 430103002001, '邓水', '{clerk}'), ('f_next_town', 430103002000, '田办', '{clerk}'), ('f_twin', 430102001001, '伍双', '{clerk}');
do $$
declare w record;
begin
  for w in select * from newcomers loop
    if not exists (select from pg_roles where rolname = w.login) then execute format('create role %I login', w.login); end if;
    execute format('grant lb_staff, lb_clerk to %I', w.login);
  end loop;
end $$;
with s as (insert into org.staff (office, name) select office, name from newcomers returning id, name)
insert into sec.account (login, staff) select w.login, s.id from newcomers w join s using (name);
insert into org.staff_job (staff, job) select a.staff, 'clerk' from newcomers join sec.account a using (login);
\! "${LB_SRC:-.}/contrib/cluster" map "$LB_CLUSTER" --user "$(test "$(id -u)" = 0 && echo postgres || id -un)" f_next_village f_next_town f_twin >/dev/null
select pg_sleep(0.2) \g /dev/null

-- Somebody on file there; an application for aid; where a case is at home; what an office hears of moves; the sentence on the page.
create function tap.number(n int) returns text language sql immutable as $$ select b || ref.id_digit(b) from (select '43037119600101' || lpad((n * 2 + 1)::text, 3, '0') as b) x $$;
create function tap.person(login text, name text, n int) returns bigint language sql as $$
  select tap.told(login, format('select id from app.save(%L)', jsonb_build_object('relation', 'service.person', 'new', jsonb_build_object('name', name, 'sex', '1', 'category', '100', 'filed_on', '2026-01-01'),
    'private', jsonb_build_object('id_no', tap.number(n)))))::bigint $$;
create function tap.aid(login text, person bigint, kind text default '03') returns bigint language plpgsql as $$
declare said text := tap.told(login, format('select id from app.save(%L)', jsonb_build_object('relation', 'service.aid_application', 'new',
  jsonb_build_object('person', person, 'aid_type', kind, 'applied_on', ref.today(), 'reason', '住院自付较多', 'asked', 12000))));
begin
  return said::bigint;
exception when others then raise notice '%', said; return null;
end $$;
create function tap.aid_facts(login text, matter bigint, facts jsonb) returns text language sql as $$
  select tap.told(login, format('select answer from app.save(%L)', jsonb_build_object('relation', 'service.aid_application', 'id', matter, 'version', (select a.version from service.aid_application a where a.id = matter), 'old', '{}', 'new', facts))) $$;
create function tap.offer(login text, person bigint, other bigint, why text default '搬到那边去住') returns text language sql as $$
  select tap.told(login, format('select id from app.save(%L)', jsonb_build_object('relation', 'service.move', 'new', jsonb_build_object('person', person, 'other_office', other, 'why', why)))) $$;
create function tap.ask(login text, n int) returns text language plpgsql as $$
begin
  perform tap.told(login, format('select here from api.on_file(%L)', tap.number(n)));
  return tap.told(login, format('select api.ask_transfer(%L, ''搬到我们这里住了'')', tap.number(n)));
end $$;
create function tap.at_home(matter bigint) returns text language sql as $$ select concat_ws('|', m.home, m.next_office, m.state) from work.matter m where m.id = matter $$;
create function tap.hears(login text) returns text language sql as $$ select tap.told(login, 'select zh, name, whose from app.todo(ref.today(), 50) where register = ''transfer''') $$;
create function tap.note(login text, matter bigint) returns text language sql as $$ select tap.told(login, format('select note from app.process_page(%s) where part = ''next'' and what in (''注意'', ''note'')', matter)) $$;
create function tap.short(who bigint) returns text language sql as $$ select app.short_office(o.name) from org.office o where o.id = who $$;

------------------------------------------------------------------------------ an offer, and who may make it
select tap.person('p_village', '张国强', 1) as a \gset
select matches(tap.offer('p_neighbour', :a, 430102002001), '^LB001 这里写的服务对象不在您的辖区里', 'the neighbour offers nobody he does not see');
select matches(tap.offer('p_township', :a, 430102002001), '^LB001 这个人的档案不在本机构', 'the street sees him, and does not hold the file');
select matches(tap.offer('p_supervisor', :a, 430102002001), '^42501', 'who only reads offers nobody');
select matches(tap.offer('p_off', :a, 430102002001), '^LB001 您的账号刚被停用', 'nor an account that is no more');
select matches(tap.offer('p_village', :a, 430102001001), '^LB001 要转到另一个机构', 'it goes to another office');
update org.office set established = false where id = 430371000000;
select matches(tap.offer('p_village', :a, 430371000000), '^LB001 收件的机构没有建站', 'to one that is there');
select matches(tap.offer('p_village', :a, 430102002001, '搬'), '^LB001 请写明原因', 'and with a reason');
insert into ref.setting (key, office, value) values ('move.answer', 430102002000, '3');
select tap.offer('p_village', :a, 430102002001) as m \gset
select is(tap.stands(:m), 'asked|430102002001|clerk|' || ref.due_on('workday', 3, ref.today()), 'offered: the other office answers, in the days that office has set');
delete from ref.setting where key = 'move.answer';
select is(tap.told('p_far', format('select called, way, state from service.move_list where id = %s', :m)), format('张*强|%s → %s|待对方答复', tap.short(430102001001), tap.short(430102002001)), 'who is to take him in sees of the name what is seen elsewhere');
select is(tap.told('p_far', 'select count(*) from service.person'), '0', 'and not the person');
select is(tap.hears('p_far'), '档案转移|张*强|待对方答复', 'it is on the first screen');
select is(tap.told('p_neighbour', format('select (select count(*) from service.move where id = %1$s) + (select count(*) from work.matter where id = %1$s)', :m)), '0', 'the neighbour sees nothing of it');
select is(tap.note('p_far', :m), '没有别的没办完的事', 'nothing is open about him');

-- by the head, too: files are kept by both
select tap.person('p_village', '段首', 9) as z \gset
select tap.offer('p_head', :z, 430102002001) as m2 \gset
select is(split_part(tap.stands(:m2), '|', 1), 'asked', 'the head offers as the clerk does');
select is(tap.told('p_head', format('select string_agg(action, '','') from api.steps_now(%s)', :m2)), 'withdraw', 'what he can do with it is the clerk''s');
select is(tap.step('p_head', :m2, 'withdraw'), 'saved', 'he withdraws');
select is((select job from work.step where matter = :m2 and action = 'withdraw'), 'head', 'as what he is');
select sec.move_person(:z, 430102001002) \g /dev/null
select tap.offer('p_far', tap.person('p_far', '段尾', 10), 430102001001) as m2 \gset
select matches(tap.step('p_supervisor', :m2, 'accept'), '^LB001 “同意转移”由', 'who only reads answers nothing');
select matches(tap.step('f_town_chief', :m2, 'accept'), '^LB001 “同意转移”由', 'nor does the head of another office');
select is(tap.step('p_head', :m2, 'refuse', '{"ground": "人不住在这里"}'), 'saved', 'the head answers'), is(tap.step('p_far', :m2, 'give_up'), 'saved', 'and is heard');
select is(tap.told('p_far', format('select api.open_matter(%s)', :m2)), '-', 'which is past');

-- one at a time
select matches(tap.offer('p_village', :a, 430103002001), '^LB001 这个人有一件档案转移还没有办完', 'no second move of the same person (trap 14)');
select matches(tap.ask('f_next_village', 1), '^LB001 这个人有一件档案转移还没有办完', 'nor is he asked for meanwhile');
select is((select count(*) from work.matter where process = 'move' and person = :a), 1::bigint, 'one');

------------------------------------------------------------------------------ what is open goes along
-- at the street; at the county, which both lines share; being drafted at the street itself; a petition, which stays
select tap.aid('p_village', :a) as c \gset
select is(tap.step('p_village', :c, 'submit'), 'saved', 'an application for aid waits at the street');
select tap.told('p_township', format($$select id from app.save('{"relation":"service.visit","new":{"person":"%s","visited_on":"%s","mode":"1","occasion":"5","staff":"%s"}}')$$, :a, ref.today(), (select staff from sec.account where login = 'p_township'))) as visit \gset
select tap.aid('p_village', :a, '05') as d \gset
select is(tap.step('p_village', :d, 'submit'), 'saved', 'another'), is(tap.aid_facts('p_township', :d, jsonb_build_object('visit', :visit)), 'saved', 'was seen'), is(tap.step('p_township', :d, 'verify', '{"opinion": "属实"}'), 'saved', 'and waits at the county');
select is(tap.step('f_chief', :d, 'assign', format('{"to_staff": %s}', (select staff from sec.account where login = 'p_county'))::jsonb), 'saved', 'with its clerk, by name');
select is(tap.told('p_county', format('select api.open_matter(%s)', :d)), '-', 'who has read it');
select tap.aid('p_township', :a, '01') as e \gset
select tap.petition('p_village', jsonb_build_object('person', :a, 'petitioner', '张国强')) as p \gset
select tap.petition('p_neighbour') as q \gset
select tap.aid('p_neighbour', tap.person('p_neighbour', '邹一', 8)) as r \gset
select isnt((select number from work.matter where id = :q), (select number from work.matter where id = :r), 'an office has one series of numbers, whatever the process');
select is(tap.note('p_far', :m), '这个人还有 3 件没办完的事，档案转走就一起转', 'who is to take him in is told how many before he agrees');
select is(tap.note('p_village', :m), '这个人还有 3 件没办完的事，档案转走就一起转', 'so is who offers');
select seq as stale, due_on as due from work.matter where id = :c \gset

select is(tap.step('p_far', :m, 'accept'), 'saved', 'agreed to');
select is((select office from service.person where id = :a), 430102002001, 'the file has moved');
select is(tap.at_home(:c), '430102002001|430102002000|submitted', 'what was at the street is at the new street');
select is(tap.at_home(:d), '430102002001|430102000000|checking', 'what was at the county stays there');
select is(tap.at_home(:e), '430102002000|430102002000|drafted', 'what the street had begun is the new street''s');
select is(tap.at_home(:p), '430102001001|430102001001|registered', 'the petition is with whom it was (decision 2)');
select is((select array_agg(office order by id) from work.matter where id in (:c, :d, :e)), '{430102001001,430102001001,430102001000}', 'who registered them stays on record');
select is((select due_on from work.matter where id = :c), :'due'::date, 'no clock begins anew'), is((select count(*) from work.clock where matter = :c and began_seq > 2), 0::bigint, 'not one');
select is((select concat_ws('|', next_staff = (select staff from sec.account where login = 'p_county'), opened_at is not null) from work.matter where id = :d), 't|t', 'who is named where it stays is named still');
select is(tap.hears('p_village'), '同意转移|张*强|' || tap.short(430102002001), 'who offered hears yes, and has no more of the name than others');
select is(tap.told('p_village', format('select api.open_matter(%s)', :m)), '-', 'it reads'), is(tap.hears('p_village'), '', 'and has heard');
select is(tap.note('p_far', :m), '', 'it is over');

-- the old office reads on and does nothing
select matches(tap.step('p_township', :c, 'send_back', '{"ground": "请补住院发票"}', :stale), '^LB001 系统 刚在 .* 办到“待核实”', 'who acts on what he saw before is told (trap 10)');
select matches(tap.step('p_township', :c, 'send_back', '{"ground": "请补住院发票"}'), '^LB001 “退回”由' || (select name from org.office where id = 430102002000) || '办', 'and whose it is now');
select matches(tap.aid_facts('p_township', :c, '{"asked": 1}'), '^LB001 这件事现在在', 'nor is a word changed');
select is(tap.told('p_township', format('select api.may_change(''service.aid_application'', %s)', :c)), 'false', 'its form is for reading');
select is(tap.told('p_village', format('select count(*) from service.aid_application where id in (%s, %s)', :c, :d)), '2', 'the old village reads');
select is(tap.told('p_village', format('select who, note from app.process_page(%s) where part in (''head'') or action = ''rehome''', :c)),
  format(E'张*强|%s\n%s 系统|%s → %s', (select number from work.matter where id = :c), tap.short(430102002001), tap.short(430102001001), tap.short(430102002001)), 'how it went, the name as far as it may be known');
select is(tap.told('p_village', format('select what from app.process_page(%s) where action = ''rehome''', :c)), '随档案转来', 'in words');
select is(tap.told('p_village', format('select count(*) from app.waiting(50) where subject in (%s, %s)', :c, :d)), '0', 'and waits for nobody');
select is(tap.told('p_far', format('select count(*) from app.waiting(50) where subject in (%s, %s)', :c, :d)), '2', 'it is the new village that waits');
select is(tap.told('p_village', 'select count(*) from service.person'), '0', 'the person it sees no more');

-- the new line goes on
select is(tap.told('f_far_town', format('select zh, name, whose from app.todo(ref.today() + 20, 50) where subject = %s', :c)), '救助申请|张国强|待核实', 'the new street has it on its first screen, by name');
select is(tap.told('f_far_town', format('select api.may_change(''service.aid_application'', %s)', :c)), 'true', 'and keeps its facts');
select is(tap.step('f_far_town', :c, 'send_back', '{"ground": "请补住院发票"}'), 'saved', 'it can return it');
select is(tap.at_home(:c), '430102002001|430102002001|drafted', 'to the village where he lives now, which never had it before');
select is(tap.step('p_far', :c, 'submit'), 'saved', 'who sends it up again');
select is(tap.step('f_far_town', :c, 'verify', '{"opinion": "属实"}'), 'LB001 先填好：上门核实', 'by the same rules');
select is(tap.aid_facts('f_far_town', :c, jsonb_build_object('visit', :visit)), 'saved', 'by the visit the old street made'), is(tap.step('f_far_town', :c, 'verify', '{"opinion": "属实"}'), 'saved', 'verified');
select is(tap.at_home(:c), '430102002001|430102000000|checking', 'at the county, in a line of its own');
select is(tap.step('p_county', :c, 'send_back', '{"ground": "收入要再核实"}'), 'saved', 'returned'), is(split_part(tap.at_home(:c), '|', 2), '430102002000', 'to the new street');
select is(tap.step('p_county', :d, 'send_back', '{"ground": "收入要再核实"}'), 'saved', 'what the old street had sent'), is(split_part(tap.at_home(:d), '|', 2), '430102002000', 'is returned to the new one');

------------------------------------------------------------------------------ asked for, refused, ruled on
select is(tap.ask('f_next_village', 1) ~ '^\d+$', true, 'the village of another county asks');
select id as m from work.matter where process = 'move' and person = :a and ended_on is null \gset
select is(tap.note('f_next_village', :m), '', 'who asks is not told what is open about him'), is(tap.note('p_far', :m), '这个人还有 3 件没办完的事，档案转走就一起转', 'who holds the file is');
select is(tap.step('p_far', :m, 'refuse', '{"ground": "刚刚转来，还住在这里"}'), 'saved', 'no');
select is(tap.stands(:m), 'refused_open|430103002001|clerk|' || ref.due_on('workday', 10, ref.today()), 'who asked gives up or goes on');
select is(tap.hears('f_next_village'), format(E'不予转移|张*强|%s：刚刚转来，还住在这里\n档案转移|张*强|对方不同意，待决定', tap.short(430102002001)), 'and hears why');
-- taken back before it was read, and said once more
select is(tap.step('p_far', :m, 'takeback'), 'saved', 'the no is taken back'), is(tap.hears('f_next_village'), '', 'and was never heard');
select is(tap.step('p_far', :m, 'refuse', '{"ground": "本人不愿意转走"}'), 'saved', 'and said again, the same day');
select matches(tap.hears('f_next_village'), '^不予转移\|张\*强\|.*：本人不愿意转走', 'that is heard');
select matches(tap.step('f_next_village', :m, 'appeal'), '^LB001 “请上级裁定”要写明理由和依据', 'an appeal says why');
select is(tap.step('f_next_village', :m, 'appeal', '{"ground": "房子和户口都在这里"}'), 'saved', 'it goes above');
select is(tap.stands(:m), 'ruling|430100000000|head|' || ref.due_on('workday', 10, ref.today()), 'to the lowest office above both, whichever of them has it');
select is(tap.hears('f_next_village') || tap.hears('p_far'), '', 'what was told is past');
select matches(tap.step('f_chief', :m, 'rule_move', '{"opinion": "应当转", "ground": "人户都在那边"}'), '^LB001 “裁定：转移”由' || (select name from org.office where id = 430100000000), 'not to the county of one of them');
select matches(tap.step('p_city', :m, 'rule_move', '{"opinion": "应当转", "ground": "人户都在那边"}'), '^LB001 “裁定：转移”由负责人办', 'nor to a clerk of the city');
select matches(tap.step('f_city_chief', :m, 'rule_move', '{"opinion": "应当转"}'), '要写明理由和依据', 'with a ground');
select is(tap.step('f_city_chief', :m, 'rule_move', '{"opinion": "应当转", "ground": "人户都在那边"}'), 'saved', 'the head of the city rules');
select is((select office from service.person where id = :a), 430103002001, 'and the file moves');
select is(tap.hears('f_next_village'), format('同意转移|张国强|%s，有 3 件没办完的事一起转来', tap.short(430100000000)), 'who asked hears it, and how many cases came along');
select is(tap.hears('p_far'), format('上级裁定|张*强|%s：裁定：转移', tap.short(430100000000)), 'so does who had said no');
update sec.account set language = 'en' where login in ('f_next_village', 'p_far');
select is(tap.told('f_next_village', 'select en, whose from app.todo(ref.today(), 50) where register = ''transfer'''), format('Move agreed|%s, 3 open cases came along', tap.short(430100000000)), 'each in his language');
select is(tap.told('p_far', 'select en, whose from app.todo(ref.today(), 50) where register = ''transfer'''), format('Ruling|%s: Rule: it moves', tap.short(430100000000)), 'both');
update sec.account set language = 'zh' where login in ('f_next_village', 'p_far');
select is(tap.told('p_far', format('select api.open_matter(%s)', :m)) || tap.told('f_next_village', format('select api.open_matter(%s)', :m)) || tap.hears('p_far') || tap.hears('f_next_village'), '--', 'until they have opened it');

-- into another county: all of the line is new
select is(tap.at_home(:c), '430103002001|430103002000|submitted', 'the street of the other county has what the street had'), is(tap.at_home(:e), '430103002000|430103002000|drafted', 'and what it had begun');
select is(tap.step('f_next_town', :d, 'verify', '{"opinion": "属实"}'), 'saved', 'goes on there'), is(tap.at_home(:d), '430103002001|430103000000|checking', 'up to its county');
select is(tap.told('p_next', format('select count(*) from service.aid_application where id = %s', :d)) || tap.told('p_county', format('select count(*) from service.aid_application where id = %s', :d)), '11', 'which sees it, and the old one still does');
select matches(tap.step('p_county', :d, 'pass', '{"opinion": "符合"}'), '^LB001 “审核通过”由' || (select name from org.office where id = 430103000000), 'and no more than that');
select is(tap.told('p_village', format('select count(*) from service.aid_application where id = %s', :c)), '1', 'the first village reads on, two moves later');

-- the ruling that it stays; the superior of an office and the one above it; a withdrawal
select tap.person('p_village', '刘大勇', 2) as b \gset
select tap.offer('p_village', :b, 430102001000) as m \gset
select is(tap.step('p_township', :m, 'refuse', '{"ground": "应由村站建档"}'), 'saved', 'the street will not have him'), is(tap.step('p_village', :m, 'appeal', '{"ground": "他住在街道机关"}'), 'saved', 'a quarrel with one''s own street');
select is(split_part(tap.stands(:m), '|', 2), '430102000000', 'is ruled by the county: nobody rules in his own');
select is(tap.step('f_chief', :m, 'rule_stay', '{"opinion": "由村站建档", "ground": "属地原则"}'), 'saved', 'it stays');
select is((select concat_ws('|', m.state, p.office) from work.matter m join service.person p on p.id = m.person where m.id = :m), 'refused|430102001001', 'as it was');
select is(tap.hears('p_village'), format('不予转移|刘大勇|%s：属地原则', tap.short(430102000000)), 'who offered hears why'), is(tap.hears('p_township'), format('上级裁定|刘大勇|%s：裁定：不转', tap.short(430102000000)), 'the street that it is settled');
select tap.offer('p_village', :b, 430103002001) as m \gset
select is(tap.step('f_next_village', :m, 'refuse', '{"ground": "人不住在这里"}'), 'saved', 'another'), is(tap.step('p_village', :m, 'appeal', '{"ground": "房子买在那边"}'), 'saved', 'appealed');
select is(tap.step('p_village', :m, 'withdraw'), 'saved', 'and withdrawn before the ruling');
select is((select state from work.matter where id = :m), 'dropped', 'that is the end of it');
select tap.offer('p_village', :b, 430103002001) as m \gset
select is(tap.step('f_next_village', :m, 'refuse', '{"ground": "人不住在这里"}'), 'saved', 'offered, refused'), is(tap.step('p_village', :m, 'give_up'), 'saved', 'and given up');
select is((select state from work.matter where id = :m), 'refused', 'refused');

-- refused, and nobody decides: it has an end, and the next one may begin
select tap.offer('p_village', :b, 430103002001) as m \gset
select is(tap.step('f_next_village', :m, 'refuse', '{"ground": "人不住在这里"}'), 'saved', 'refused once more');
select matches(tap.offer('p_village', :b, 430102002001), '还没有办完', 'while that is open there is no other');
select tap.later((select due_on from work.matter where id = :m) - ref.today()) \g /dev/null
select work.tick() \g /dev/null
select is((select state from work.matter where id = :m), 'refused_open', 'on the last day it can still be decided');
select tap.later(1) \g /dev/null
select work.tick() \g /dev/null
select is((select concat_ws('|', m.state, s.action, s.staff) from work.matter m join work.step s on s.matter = m.id and s.seq = m.seq where m.id = :m), 'refused|lapse', 'a day later it stays where it is');
select is((select count(*) from work.duty where rule = 19 and subject = :m and closed_on is null), 0::bigint, 'nobody is urged');
select matches(tap.hears('p_village'), format('不予转移\|刘大勇\|%s：到期没有决定，不转', tap.short(430102001001)), 'who offered hears it');
select is(tap.told('p_village', format('select api.open_matter(%s)', :m)), '-', 'opens it'), is(tap.hears('p_village') ~ '到期没有决定', false, 'and has heard');
select tap.offer('p_village', :b, 430102002001) as m \gset
select is(tap.step('p_village', :m, 'withdraw'), 'saved', 'another move can be opened');

------------------------------------------------------------------------------ who is late hears of it
select tap.offer('p_village', :b, 430103002001) as m \gset
select tap.later((select due_on from work.matter where id = :m) - ref.today() + 1) \g /dev/null
select work.tick() \g /dev/null
select is((select office || ' ' || with_office from work.duty where rule = 19 and subject = :m and closed_on is null), '430103002000 430103002001', 'not answered: the street above is told');
select tap.aid('p_village', :b) as g \gset
select is(tap.step('p_village', :g, 'submit'), 'saved', 'a case that is late at the street');
select tap.later((select due_on from work.matter where id = :g) - ref.today() + 1) \g /dev/null
select work.tick() \g /dev/null
select is((select office from work.duty where rule = 19 and subject = :g and closed_on is null), 430102000000, 'the county is told');
select is(tap.step('f_next_village', :m, 'accept'), 'saved', 'he moves');
select is((select count(*) from work.duty where rule = 19 and subject in (:m, :g) and closed_on is null), 0::bigint, 'and the county urges nobody any more');
select work.tick() \g /dev/null
select is((select office from work.duty where rule = 19 and subject = :g and closed_on is null), 430103000000, 'the other county does');

------------------------------------------------------------------------------ to an office above the tiers a process names
select tap.person('p_village', '周小兵', 3) as h \gset
select tap.aid('p_village', :h) as i \gset
select tap.offer('p_village', :h, 430103000000) as m \gset
select is(tap.step('p_next', :m, 'accept'), 'saved', 'a county takes in somebody itself'), is(tap.at_home(:i), '430103000000|430103000000|drafted', 'with what the village had begun');
select is(tap.step('p_next', :i, 'submit'), 'saved', 'which goes on'), is(tap.at_home(:i), '430103000000|430103000000|submitted', 'there, for want of a street');

------------------------------------------------------------------------------ of a village that is served, of a file that is gone or void
update org.office set established = false, served_by = 430102001000 where id = 430102001003;
insert into service.person (office, name, sex, category, filed_on) values (430102001003, '陈桂英', '2', '100', '2026-01-01') returning id as j \gset
select tap.offer('p_township', :j, 430102002001) as m \gset
select is((select concat_ws('|', office, (select by_office from work.step where matter = :m)) from service.move where id = :m), '430102001003|430102001000', 'a street offers for the village it serves (4.1.2)');
select is(tap.step('p_far', :m, 'accept'), 'saved', 'taken in');
select is(tap.hears('p_township') ~ '同意转移\|陈\*英', true, 'the street hears it'), is(tap.told('p_township', format('select api.open_matter(%s)', :m)), '-', 'opens it'), is(tap.hears('p_township') ~ '陈', false, 'and has heard');
select tap.person('p_village', '胡贵', 4) as k \gset
select tap.offer('p_village', :k, 430102002001) as m \gset
select sec.move_person(:k, 430102001002) \g /dev/null
select is(tap.step('p_far', :m, 'accept'), 'LB001 这个人的档案已不在' || (select name from org.office where id = 430102001001), 'what is not held any more cannot go');
select is(tap.step('p_village', :m, 'withdraw'), 'saved', 'it is withdrawn');
select tap.person('p_village', '许多', 5) as l \gset
select tap.offer('p_village', :l, 430102002001) as m \gset
select is(tap.told('p_village', format('select api.void(''service.person'', %s, ''重复建档，以另一份为准'')', :l)), '', 'a file is voided');
select is((select concat_ws('|', m.state, s.action, s.ground, s.staff) from work.matter m join work.step s on s.matter = m.id and s.seq = m.seq where m.id = :m), 'dropped|withdraw|档案作废', 'and goes nowhere: the system withdraws');
select is(tap.hears('p_far') || tap.hears('p_village') ~ '许', false, 'nobody has anything to do with it');

------------------------------------------------------------------------------ two at once
create procedure tap.both(one text, other text) language plpgsql as $$
begin
  perform dblink_connect(who, format('host=%s port=%s dbname=%s user=%s', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database(), who)), dblink_exec(who, 'begin') from unnest(array[one, other]) who;
end $$;
create procedure tap.done(one text, other text) language plpgsql as $$
begin perform dblink_exec(who, 'rollback', false), dblink_disconnect(who) from unnest(array[one, other]) who; end $$;
create function tap.takes(matter bigint, action text) returns text language sql as $$
  select format('select answer from api.take_step(%L)', jsonb_build_object('new', jsonb_build_object('matter', matter, 'seq', (select m.seq from work.matter m where m.id = matter), 'action', action))) $$;
select tap.person('p_village', '黄克', 6) as n \gset

-- agreed to while it is withdrawn
select tap.offer('p_village', :n, 430102002001) as m \gset
call tap.both('p_far', 'p_village');
select is(tap.sent('p_far', tap.takes(:m, 'accept')), 'answered', 'one agrees'), is(tap.sent('p_village', tap.takes(:m, 'withdraw')), 'waits', 'the other withdraws at the same moment');
select is(tap.answer('p_far'), 'saved', 'the first wins'), is(dblink_exec('p_far', 'commit'), 'COMMIT', 'for good');
select matches(tap.answer('p_village'), 'p_far|曾单.*刚在 .* 办到“已转”', 'the other reads who was faster');
call tap.done('p_far', 'p_village');

-- two offices ask for the same person
select tap.person('p_village', '蔡文', 7) as n \gset
do $$ begin perform tap.told(w, format('select here from api.on_file(%L)', tap.number(7))) from unnest('{p_far,f_next_village}'::text[]) w; end $$;
call tap.both('p_far', 'f_next_village');
select is(tap.sent('p_far', format('select api.ask_transfer(%L, ''搬到我们这里住了'')::text', tap.number(7))), 'answered', 'one asks for him'),
       is(tap.sent('f_next_village', format('select api.ask_transfer(%L, ''搬到我们这里住了'')::text', tap.number(7))), 'waits', 'so does another');
select matches(tap.answer('p_far'), '^\d+$', 'the first'), is(dblink_exec('p_far', 'commit'), 'COMMIT', 'has asked');
select is(tap.answer('f_next_village'), '这个人有一件档案转移还没有办完', 'the second is told');
call tap.done('p_far', 'f_next_village');
select is((select count(*) from work.matter where process = 'move' and person = :n and ended_on is null), 1::bigint, 'one move is open');

-- an application is registered while the file goes
select id as m from work.matter where process = 'move' and person = :n and ended_on is null \gset
call tap.both('p_village', 'p_township');
select is(tap.sent('p_village', tap.takes(:m, 'accept')), 'answered', 'he moves'),
       is(tap.sent('p_township', format('select id::text from app.save(%L)', jsonb_build_object('relation', 'service.aid_application', 'new', jsonb_build_object('person', :n, 'aid_type', '03', 'applied_on', ref.today(), 'reason', '住院自付较多')))), 'waits', 'while the street registers something about him');
select is(tap.answer('p_village'), 'saved', 'he has'), is(dblink_exec('p_village', 'commit'), 'COMMIT', 'moved');
select matches(tap.answer('p_township'), '档案刚转走', 'and the street is told: no case is left behind');
call tap.done('p_village', 'p_township');

------------------------------------------------------------------------------ what holds of every case
select is((select count(*) from work.matter m where m.ended_on is null and m.due_on is distinct from (select min(c.due_on) from work.clock c where c.matter = m.id and c.ended_on is null)), 0::bigint, 'due is the first clock''s');
select is((select count(*) from work.matter m where m.seq <> (select count(*) from work.step s where s.matter = m.id) or m.state <> (select s.to_state from work.step s where s.matter = m.id and s.seq = m.seq)), 0::bigint, 'the steps tell the whole story');
select is((select count(*) from work.matter m join flow.process p using (process) join service.person x on x.id = m.person where p.follows and m.ended_on is null and not exists (select from flow.line_of(x.office) l where l.id = m.home)), 0::bigint, 'what follows is at home in the line of the file');
select is((select count(*) from work.matter m where m.ended_on is null and not exists (select from flow.line_of(m.office) l where l.id = m.next_office) and not exists (select from work.guest g where g.matter = m.id and (g.office = m.next_office or exists (select from flow.line_of(g.office) l where l.id = m.next_office)))),
  0::bigint, 'who must act sees it');
select is((select coalesce(sum(x.n), 0) from (select unit, rule, due_on, n from work.duty_count union all select unit, rule, due_on, d from work.duty_delta
             union all select ref.unit(m.next_office), m.rule, m.due_on, -1 from work.matter m where m.due_on is not null) x where x.rule in (10, 11, 12)), 0::bigint, 'the counters are the table');
select * from finish();
