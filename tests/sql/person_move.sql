-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- People on file elsewhere: the masked answer, the request, the move.
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
  $$ select coalesce(sum(n), 0)::int from (select n from work.duty_count where rule = 2 union all select d from work.duty_delta where rule = 2) x $$;
select tap.transfers() as open \gset
select is(tap.told('p_far', format($$select api.ask_transfer('%s', '搬来住了')$$, tap.id('43037119680305123'))), '1', 'asked');
select is(tap.transfers(), :open + 1, 'which is counted as a duty');
select matches(tap.told('p_far', format($$select api.ask_transfer('%s', '搬来住了')$$, tap.id('43037119680305123'))), '^LB001 已经申请过', 'once');
select matches(tap.told('p_far', $$insert into work.transfer_request (office, person, why, asked_on) values (430102002001, 1, 'x', '2026-01-01')$$), '^42501', 'not by hand');
select matches(tap.told('p_village', $$update work.transfer_request set answer = 'accepted'$$), '^42501', 'nor answered by hand');
select is(tap.told('p_village', 'select person, why, answer from work.transfer_request'), '1|搬来住了|-', 'the holder sees it');
select is(tap.told('p_far', 'select person, why, answer from work.transfer_request'), '1|搬来住了|-', 'and who asked');
select is(tap.told('p_far', 'select called from work.transfer_list'), '张*强', 'who knows of the name what Today says');
select is(tap.told('p_village', 'select called from work.transfer_list'), '张国强', 'the holder all of it');
select is(tap.told('p_neighbour', 'select count(*) from work.transfer_request'), '0', 'others do not');
select is(tap.told('p_far', 'select count(*) from service.person'), '0', 'asking shows nobody');

-- Who asked waits, and is told no more of the name than before; then of the answer, until somebody there opened it.
create function tap.waits(login text) returns text language sql as $$ select tap.told(login, 'select zh, name, whose from app.waiting(9)') $$;
create function tap.hears(login text) returns text language sql as $$ select tap.told(login, 'select zh, name, whose from app.todo(ref.today(), 9) where register = ''transfer''') $$;
create function tap.holder() returns text language sql as $$ select app.short_office(name) from org.office where id = 430102001001 $$;
select is(tap.waits('p_far'), '转入申请|张*强|' || tap.holder(), 'waiting, the name is masked');
select matches(tap.hears('p_village'), '^转入申请\|张国强\|', 'who holds the file has it to do');
select is(tap.hears('p_far'), '', 'nothing to hear yet');

-- Who asked may take it back while nobody has answered; nobody else may, and nobody has anything to do then.
select matches(tap.told('p_village', 'select api.withdraw_transfer(1, 1)'), '^LB001 没有这份申请，或不是本机构提的', 'who holds the file does not withdraw');
select matches(tap.told('p_neighbour', 'select api.withdraw_transfer(1, 1)'), '^LB001 没有这份申请', 'nor others');
select matches(tap.told('p_supervisor', 'select api.withdraw_transfer(1, 1)'), '^LB001 您的岗位', 'nor the supervisor');
select is(tap.told('p_far', 'select api.withdraw_transfer(1, 1)'), '已撤回', 'withdrawn');
select is(tap.told('p_far', 'select answer, answered_on = ref.today() from work.transfer_request'), 'withdrawn|true', 'with its day');
select is(tap.hears('p_village') || tap.hears('p_far') || tap.waits('p_far'), '', 'nobody has anything to do or waits');
select is((select string_agg(rule || ' ' || outcome::text, ', ') from work.duty where subject = 1 and rule in (2, 3, 4)), '2 v', 'what was to be done is void, and nobody is told');
select matches(tap.told('p_far', 'select api.withdraw_transfer(1, 1)'), '^LB001 这份申请已经答复过', 'once');
select matches(tap.told('p_village', 'select api.answer_transfer(1, true)'), '^LB001 这份申请已经答复过', 'and is not answered any more');
select is(tap.told('p_far', format($$select api.ask_transfer('%s', '还是搬来了')$$, tap.id('43037119680305123'))), '2', 'asked again');

-- The answer.
select matches(tap.told('p_far', 'select api.answer_transfer(2, true)'), '^LB001 没有这份申请，或不由本机构答复', 'who asks does not answer');
select matches(tap.told('p_neighbour', 'select api.answer_transfer(2, true)'), '^LB001 没有这份申请', 'nor others');
select matches(tap.told('p_township', 'select api.answer_transfer(2, true)'), '^LB001 没有这份申请', 'nor the township, which does not serve the village');
select matches(tap.told('p_supervisor', 'select api.answer_transfer(2, true)'), '^LB001 您的岗位', 'nor the supervisor');
select matches(tap.told('p_village', 'select sec.move_person(1, 430102002001)'), '^42501', 'nobody moves without asking');
select matches(tap.told('p_village', 'update service.person set office = 430102002001'), '^42501', 'nor by hand');
select matches(tap.told('p_village', 'select api.answer_transfer(2, false)'), '^LB001 请写明原因', 'a no needs a reason');
select is(tap.told('p_village', $$select api.answer_transfer(2, false, '还住在这里')$$), '', 'no');
select matches(tap.told('p_village', 'select api.answer_transfer(2, true)'), '^LB001 这份申请已经答复过', 'is final');
select is((select office from service.person where id = 1), 430102001001, 'nothing moved');
select is(tap.waits('p_far'), '', 'nobody is waited for');
select is(tap.hears('p_far'), '不予转入|张*强|' || tap.holder() || '：还住在这里', 'who asked hears no, and why; the name stays masked');
select is(tap.hears('p_village') || tap.waits('p_village'), '', 'who answered has nothing to do and waits for nothing');
select is(tap.told('p_village', 'select api.opened(''transfer'', 2)'), '-', 'who answered opens it');
select isnt(tap.hears('p_far'), '', 'that is not who asked');
select is(tap.told('p_far', 'select api.opened(''visit'', 2)'), '-', 'another register''s row of that number');
select isnt(tap.hears('p_far'), '', 'is another');
select is(tap.told('p_far', 'select api.opened(''transfer'', 2)'), '-', 'who asked opens it');
select is(tap.hears('p_far'), '', 'and has heard');
select is(tap.told('p_far', format($$select api.ask_transfer('%s', '已经搬来')$$, tap.id('43037119680305123'))), '3', 'asked anew');
select is(tap.told('p_head', 'select api.answer_transfer(3, true)'), '', 'the head says yes');

select is((select array[min(p.office), min(v.office), min(k.office), max(k.office)] from service.person p join service.person_private v using (id) join service.person_key k on k.person = p.id),
  array[430102002001, 430102002001, 430102002001, 430102002001], 'the file, its private side and its keys moved');
select is((select household from service.person where id = 1), null, 'without the household');
select is((select string_agg(office || ' ' || coalesce(end_why, '-') || ' ' || coalesce(with_office::text, '-'), E'\n' order by id) from service.pairing),
  format(E'430102001001 %s 430102002001\n430102001000 %1$s 430102002001\n430102000000 - 430102002001', '档案转到' || (select name from org.office where id = 430102002001)),
  'pairings of village and township ended, the county''s goes on with the new holder');
select is((select string_agg(office || ' ' || with_office, ', ' order by id) from service.visit), '430102001000 430102002001, 430102001001 430102002001', 'visits stay with who made them and follow with the second party');
select is((select with_office from service.need), 430102002001, 'so do the needs they found');
select is((select office || ' ' || with_office from work.transfer_request where id = 3), '430102002001 430102001001', 'the request keeps its two parties');
select is(tap.hears('p_far'), '同意转入|张国强|' || tap.holder(), 'who asked hears yes');
select is(tap.told('p_far', 'select count(*) from service.person'), '1', 'the new holder sees him');
select is(tap.told('p_far', $$select count(*) from app.find('zgq')$$), '1', 'and finds him');
select is(tap.told('p_village', 'select count(*) from service.person'), '0', 'the old one no more');
select is(tap.told('p_village', 'select count(*) from service.visit'), '1', 'but its own visit');
select is(tap.told('p_village', $$select count(*) from app.find('zgq')$$), '0', 'and finds him no more');
select is(tap.told('p_village', $$update service.person_private set address = 'x' where id = 1$$), 'UPDATE 0', 'nor writes his address');
select ok(exists (select from audit.log where relation = 'service.person' and kind = 'U' and old ->> 'office' = '430102001001' and login = 'p_head'), 'the move is on record');

select * from finish();
