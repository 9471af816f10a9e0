-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- People on file elsewhere: the masked answer, the request, the move. What else moves do is in flow_move.sql.
\ir person.inc
select no_plan();
create function tap.id(body text) returns text language sql immutable as $$ select body || ref.id_digit(body) $$;
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm') on conflict do nothing;
insert into code.visit_occasion (code, name_zh, name_en, seq, py) values ('7', '包联走访', 'pairing', 7, 'bl') on conflict do nothing;

select is(tap.told('p_village', format($$select answer, id from app.save('{"relation":"service.person","new":{"name":"张国强","sex":"1","category":"100","filed_on":"2026-01-01"},
  "private":{"id_no":"%s","phone":"13812345678"}}')$$, tap.id('43037119680305123'))), 'saved|1', 'a person');
select is(tap.told('p_village', $$select answer, id from app.save('{"relation":"service.household","new":{"name":"张国强"}}')$$), 'saved|1', 'his household');
select is(tap.told('p_village', 'update service.person set household = 1'), 'UPDATE 1', 'is his');
select is(tap.told(w.login, format($$select answer, id from app.save('{"relation":"service.pairing","new":{"person":"1","started_on":"2026-01-01","staff":"%s"}}')$$, (select s.id from org.staff s join sec.account a on a.staff = s.id where a.login = w.login))), 'saved|' || w.n, w.login || ' is paired')
  from (values (1, 'p_village'), (2, 'p_township'), (3, 'p_county')) w(n, login);
insert into ref.setting (key, office, value) values ('visit.backdate_days', 430000000000, '36500') on conflict do nothing;   -- the days of the fixture are old
select is(tap.told('p_township', format($$select answer from app.save('{"relation":"service.visit","new":{"person":"1","visited_on":"2026-02-01","mode":"1","occasion":"7","staff":"%s"},
  "children":[{"relation":"service.need","by":"visit","rows":[{"new":{"what":"修屋"}}]}]}')$$, (select staff from sec.account where login = 'p_township'))), 'saved', 'the township visits');
select is(tap.told('p_village', format($$select answer from app.save('{"relation":"service.visit","new":{"person":"1","visited_on":"2026-02-02","mode":"1","occasion":"7","staff":"%s"}}')$$, (select staff from sec.account where login = 'p_village'))), 'saved', 'and the village');

-- On file elsewhere: on record by the first call, told by the second.
create function tap.on_file(login text, columns text, id text) returns text language sql as
$$ select tap.told(login, format('select %s from api.on_file(%L)', columns, id)) $$;
select is(tap.on_file('p_far', '*', tap.id('43037119680305123')), '-|-|-|-', 'the first call tells nothing');
select is(tap.on_file('p_far', '*', lower(tap.id('43037119680305123'))),
  'false|-|' || (select name from org.office where id = 430102001001) || '|张*强', 'elsewhere: office and masked name, no id');
select is(tap.on_file('p_village', 'here', tap.id('43037119680305123')), '-', 'each asks for himself');
select is(tap.on_file('p_village', 'here, person, masked_name', tap.id('43037119680305123')), 'true|1|张国强', 'here: which one');
select is(tap.on_file('p_far', 'here', tap.id('43037119680305125')), '-', 'nor about nobody');
select is(tap.on_file('p_far', 'here', tap.id('43037119680305125')), '', 'nobody');
select is(tap.told('p_county', format($$select * from api.on_file(%1$L) x, api.on_file(%1$L) y$$, tap.id('43037119680305123'))), '-|-|-|-|-|-|-|-', 'twice in one transaction tells nothing');
select matches(tap.told('p_far', $$select * from api.on_file('430371196803051230')$$), '^LB001 身份证号的末位', 'a bad number');
select is((select count(*) from audit.log where kind = 'P' and note ~ '^on_file 430371\*{8}'), 5::bigint, 'each question on record, masked');
select matches(tap.told('p_supervisor', format($$select * from api.on_file('%s')$$, tap.id('43037119680305123'))), '^LB001 您的岗位', 'not for the supervisor');
select matches(tap.told('p_reporter', format($$select * from api.on_file('%s')$$, tap.id('43037119680305123'))), '^LB001 您的岗位', 'nor the reporter');
select matches(tap.told('p_off', format($$select * from api.on_file('%s')$$, tap.id('43037119680305123'))), '^LB001 您的岗位', 'nor a disabled account');

-- Asking again and again, each time undone.
create function tap.ask(login text, times int) returns text language plpgsql as $$
declare said text; n int := 0;
begin
  perform dblink_connect('g', format('host=%s port=%s dbname=%s user=%s', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database(), login));
  for i in 1 .. times loop
    begin
      perform dblink_exec('g', format('begin; do $d$ begin perform api.on_file(%L); end $d$; rollback', tap.id('43037119680305123')));
      n := n + 1;
    exception when others then said := sqlerrm; perform dblink_exec('g', 'rollback');
    end;
  end loop;
  perform dblink_disconnect('g');
  return n || ' ' || said;
end $$;
do $$ begin perform setval('sec.tally_' || i, 1) from generate_series(0, 255) i; end $$;     -- two logins may share a counter
select is(tap.ask('p_next', 35), '30 这一小时查得太多了，请过一小时再来', 'thirty times an hour, rolled back or not');
select matches(tap.told('p_next', $$select setval('sec.tally_1', 1)$$), '^42501', 'counters are not set back by hand');
select matches(tap.told('p_next', $$select sec.try('on file', 1000)$$), '^42501', 'nor through the function that counts');

-- The request.
select matches(tap.told('p_neighbour', format($$select api.ask_transfer('%s', '搬来住了')$$, tap.id('43037119680305123'))), '^LB001 请先查', 'first look, then ask');
select matches(tap.told('p_far', format($$select api.ask_transfer('%s', '')$$, tap.id('43037119680305123'))), '^LB001 请写明', 'a reason is needed');
select matches(tap.told('p_far', format($$select api.ask_transfer('%s', '搬来住了', 430102001002)$$, tap.id('43037119680305123'))), '^LB001 只能为本机构', 'for the own office only');
select matches(tap.told('p_far', format($$select api.ask_transfer('%s', '搬来住了')$$, tap.id('43037119680305125'))), '^LB001 这个人还没有建档', 'nobody to ask for');
select matches(tap.told('p_village', format($$select api.ask_transfer('%s', '搬来住了')$$, tap.id('43037119680305123'))), '^LB001 张国强就在本机构', 'here already');
select matches(tap.told('p_supervisor', format($$select api.ask_transfer('%s', '搬来住了')$$, tap.id('43037119680305123'))), '^LB001 您的岗位', 'not the supervisor''s');
create function tap.transfers() returns int language sql as
  $$ select coalesce(sum(n), 0)::int from (select n from work.duty_count where rule = 12 union all select d from work.duty_delta where rule = 12) x $$;
create function tap.step(login text, matter bigint, action text, more jsonb default '{}') returns text language sql as $$
  select tap.told(login, format('select answer from api.take_step(%L)', jsonb_build_object('relation', 'work.step', 'new',
    jsonb_build_object('matter', matter, 'seq', (select m.seq from work.matter m where m.id = matter), 'action', action) || more))) $$;
select tap.transfers() as open \gset
select tap.told('p_far', format($$select api.ask_transfer('%s', '搬来住了')$$, tap.id('43037119680305123'))) as m \gset
select is((select concat_ws('|', state, next_office, next_job, due_on, (select brings_in from service.move where id = :m)) from work.matter where id = :m),
  'asked|430102001001|clerk|' || ref.due_on('workday', 10, ref.today()) || '|t', 'asked: the clerk there has ten working days');
select is(tap.transfers(), :open + 1, 'which is counted as a duty');
select matches(tap.told('p_far', format($$select api.ask_transfer('%s', '搬来住了')$$, tap.id('43037119680305123'))), '^LB001 已经申请过', 'once');
select matches(tap.told('p_far', $$insert into service.move (office, person, other_office, why, brings_in) values (430102002001, 1, 430102001001, '搬来住了', true)$$), '^42501', 'not by hand');
select matches(tap.told('p_far', $$insert into service.move (office, person, other_office, why) values (430102002001, 1, 430102001001, '搬来住了')$$), '^LB001 这里写的服务对象不在您的辖区里', 'nor for who is hidden');
select matches(tap.told('p_village', $$update work.matter set state = 'moved'$$), '^42501', 'nor answered by hand');
select matches(tap.told('p_village', $$update service.move set why = '别的理由'$$), '^LB001 “待对方答复”的时候内容不能改', 'nor changed');
select is(tap.told('p_village', 'select person, why, state from service.move_list'), '1|搬来住了|待对方答复', 'the holder sees it');
select is(tap.told('p_far', 'select person, why, state from service.move_list'), '1|搬来住了|待对方答复', 'and who asked');
select is(tap.told('p_far', format('select l.called || m.called || p.who from service.move_list l join work.matter_list m using (id), app.process_page(%s) p where p.part = ''head''', :m)), '张*强张*强张*强', 'who knows of the name what Today says, wherever it stands');
select is(tap.told('p_village', format('select l.called || m.called || p.who from service.move_list l join work.matter_list m using (id), app.process_page(%s) p where p.part = ''head''', :m)), '张国强张国强张国强', 'the holder all of it');
select is(tap.told('p_neighbour', 'select count(*) from service.move'), '0', 'others do not');
select is(tap.told('p_neighbour', 'select (select count(*) from work.matter) + (select count(*) from work.step)'), '0', 'nor the case');
select is(tap.told('p_far', 'select count(*) from service.person'), '0', 'asking shows nobody');

-- Who asked waits, and is told no more of the name than before; then of the answer, until somebody there opened it.
create function tap.waits(login text) returns text language sql as $$ select tap.told(login, 'select zh, name, whose from app.waiting(9)') $$;
create function tap.hears(login text) returns text language sql as $$ select tap.told(login, 'select zh, name, whose from app.todo(ref.today(), 9) where register = ''transfer''') $$;
create function tap.holder() returns text language sql as $$ select app.short_office(name) from org.office where id = 430102001001 $$;
select is(tap.waits('p_far'), '档案转移|张*强|' || tap.holder() || ' 待对方答复', 'waiting, the name is masked');
select is(tap.hears('p_village'), '档案转移|张国强|待对方答复', 'who holds the file has it to do');
select is(tap.hears('p_far'), '', 'nothing to hear yet');

-- Who asked may take it back while nobody has answered; nobody else may, and nobody has anything to do then.
select matches(tap.step('p_village', :m, 'withdraw'), '^LB001 “撤回”由' || (select name from org.office where id = 430102002001) || '办', 'who holds the file does not withdraw');
select matches(tap.step('p_neighbour', :m, 'withdraw'), '^LB001 没有这件事', 'nor others');
select matches(tap.step('p_supervisor', :m, 'withdraw'), '^LB001 “撤回”由', 'nor the supervisor');
select matches(tap.step('p_off', :m, 'withdraw'), '^LB001 您的账号刚被停用', 'nor an account that is no more');
select is(tap.step('p_far', :m, 'withdraw'), 'saved', 'withdrawn');
select is(tap.told('p_far', 'select state, ended_on = ref.today() from service.move_list'), '撤回|true', 'with its day');
select is(tap.hears('p_village') || tap.hears('p_far') || tap.waits('p_far'), '', 'nobody has anything to do or waits');
select is(tap.transfers(), :open, 'nor is anything counted');
select is((select count(*) from work.duty where subject = :m and rule in (3, 4, 13)), 0::bigint, 'and nobody is told');
select matches(tap.step('p_far', :m, 'withdraw'), '^LB001 这件事已经在 .* 办结', 'once');
select matches(tap.step('p_village', :m, 'accept'), '^LB001 这件事已经在 .* 办结', 'and is not answered any more');
select tap.told('p_far', format($$select api.ask_transfer('%s', '还是搬来了')$$, tap.id('43037119680305123'))) as m \gset

-- The answer.
select matches(tap.step('p_far', :m, 'accept'), '^LB001 “同意转移”由' || (select name from org.office where id = 430102001001) || '办', 'asked again; who asks does not answer');
select matches(tap.step('p_neighbour', :m, 'accept'), '^LB001 没有这件事', 'nor others');
select matches(tap.step('p_township', :m, 'accept'), '^LB001 “同意转移”由', 'nor the township, which does not serve the village');
select matches(tap.step('p_supervisor', :m, 'accept'), '^LB001 “同意转移”由', 'nor the supervisor');
select matches(tap.step('p_supervisor', :m, 'accept'), '^LB001 “同意转移”由', 'nor who only reads there');
select matches(tap.told('p_village', 'select sec.move_person(1, 430102002001)'), '^42501', 'nobody moves without asking');
select matches(tap.told('p_village', 'select flow.rehome(1, 430102001001, 430102002001)'), '^42501', 'nor what is open about him');
select matches(tap.told('p_village', 'update service.person set office = 430102002001'), '^42501', 'nor by hand');
select matches(tap.step('p_village', :m, 'refuse'), '^LB001 “不同意”要写明理由和依据', 'a no needs a reason');
select matches(tap.step('p_village', :m, 'refuse', '{"ground": "..."}'), '^LB001 请写明原因', 'in words');
select is(tap.step('p_village', :m, 'refuse', '{"ground": "还住在这里"}'), 'saved', 'no');
select matches(tap.step('p_village', :m, 'accept'), '^LB001 “对方不同意，待决定”的时候没有这一步', 'who said no has answered');
select is((select office from service.person where id = 1), 430102001001, 'nothing moved');
select is(tap.waits('p_far'), '', 'nobody is waited for');
select is(tap.hears('p_far'), '不予转移|张*强|' || tap.holder() || '：还住在这里' || E'\n' || '档案转移|张*强|对方不同意，待决定', 'who asked hears no, and why, and must decide; the name stays masked');
select is(tap.hears('p_village'), '', 'who answered has nothing to do');
select is(tap.waits('p_village'), '档案转移|张国强|' || (select app.short_office(name) from org.office where id = 430102002001) || ' 对方不同意，待决定', 'and sees that the other must decide');
select is(tap.told('p_village', format('select api.opened(''transfer'', %s)', :m)), '-', 'who answered opens it');
select matches(tap.hears('p_far'), '^不予转移', 'that is not who asked');
select is(tap.told('p_far', format('select api.opened(''visit'', %s)', :m)), '-', 'another register''s row of that number');
select matches(tap.hears('p_far'), '^不予转移', 'is another');
select is(tap.told('p_far', format('select api.opened(''transfer'', %s)', :m)), '-', 'who asked opens it');
select is(tap.hears('p_far'), '档案转移|张*强|对方不同意，待决定', 'and has heard');
select is(tap.step('p_far', :m, 'give_up'), 'saved', 'and gives up');
select is(tap.hears('p_far') || tap.hears('p_village') || tap.waits('p_far') || tap.waits('p_village'), '', 'nothing is left to do');
select tap.told('p_far', format($$select api.ask_transfer('%s', '已经搬来')$$, tap.id('43037119680305123'))) as m \gset
select is(tap.step('p_village', :m, 'accept'), 'saved', 'asked anew; the clerk says yes');

select is((select array[min(p.office), min(v.office), min(k.office), max(k.office)] from service.person p join service.person_private v using (id) join service.person_key k on k.person = p.id),
  array[430102002001, 430102002001, 430102002001, 430102002001], 'the file, its private side and its keys moved');
select is((select household from service.person where id = 1), null, 'without the household');
select is((select string_agg(office || ' ' || coalesce(end_why, '-') || ' ' || coalesce(with_office::text, '-'), E'\n' order by id) from service.pairing),
  format(E'430102001001 %s 430102002001\n430102001000 %1$s 430102002001\n430102000000 - 430102002001', '档案转到' || (select name from org.office where id = 430102002001)),
  'pairings of village and township ended, the county''s goes on with the new holder');
select is((select string_agg(office || ' ' || with_office, ', ' order by id) from service.visit), '430102001000 430102002001, 430102001001 430102002001', 'visits stay with who made them and follow with the second party');
select is((select with_office from service.need), 430102002001, 'so do the needs they found');
select is((select office || ' ' || other_office from service.move where id = :m), '430102002001 430102001001', 'the move keeps its two parties');
select is(tap.hears('p_far'), '同意转移|张国强|' || tap.holder(), 'who asked hears yes');
select is(tap.told('p_far', format('select api.open_matter(%s)', :m)), '-', 'the page of the case, as its record,');
select is(tap.hears('p_far'), '', 'is where it is read');
select is(tap.told('p_far', 'select count(*) from service.person'), '1', 'the new holder sees him');
select is(tap.told('p_far', $$select count(*) from app.find('zgq')$$), '1', 'and finds him');
select is(tap.told('p_village', 'select count(*) from service.person'), '0', 'the old one no more');
select is(tap.told('p_village', 'select count(*) from service.visit'), '1', 'but its own visit');
select is(tap.told('p_village', format('select called, state from service.move_list where id = %s', :m)), '张*强|已转', 'and the move, with as much of the name as anybody elsewhere');
select is(tap.told('p_village', $$select count(*) from app.find('zgq')$$), '0', 'and finds him no more');
select is(tap.told('p_village', $$update service.person_private set address = 'x' where id = 1$$), 'UPDATE 0', 'nor writes his address');
select ok(exists (select from audit.log where relation = 'service.person' and kind = 'U' and old ->> 'office' = '430102001001' and login = 'p_village'), 'the move is on record');

select * from finish();
