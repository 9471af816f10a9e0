-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- What a visit's date may be, and which pairing it answers (decision 15, standard 6.7.7).
\ir person.inc
select no_plan();
delete from ref.setting;                        -- the database may be a copy with settings and figures of its own
delete from work.duty_count;
delete from work.duty_delta;
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm'), ('2', '电话', 'telephone', 2, 'dh') on conflict do nothing;
insert into code.visit_occasion (code, name_zh, name_en, seq, py) values ('7', '包联走访', 'pairing', 7, 'bl') on conflict do nothing;
create function tap.visit(login text, day date, mode text default '1') returns text language sql as $$
  select tap.told(login, format($q$select answer from app.save('{"relation":"service.visit","new":{"person":"1","visited_on":"%s","mode":"%s","occasion":"7","staff":"%s"}}')$q$,
    day, mode, (select a.staff from sec.account a where a.login = visit.login))) $$;

select is(tap.told('p_village', format($$select answer from app.save('{"relation":"service.person","new":{"name":"张国强","sex":"1","category":"100","filed_on":"2026-01-01"},
  "private":{"id_no":"%s"}}')$$, '43037119680305123' || ref.id_digit('43037119680305123'))), 'saved', 'a person');
select is(tap.told('p_village', format($$select answer from app.save('{"relation":"service.pairing","new":{"person":"1","started_on":"%s","staff":"%s"}}')$$,
  ref.today() - 60, (select staff from sec.account where login = 'p_village'))), 'saved', 'paired');

select matches(tap.visit('p_village', ref.today() + 1), '^LB001 走访日期不能晚于今天', 'not tomorrow');
select matches(tap.visit('p_village', '1967-12-31'), '^LB001 走访日期比服务对象的出生年还早', 'not before birth');
select matches(tap.visit('p_village', ref.today() - 32), '^LB001 补记超过 31 天的走访，由负责人登记', 'not by the clerk after the limit');
select is(tap.visit('p_village', ref.today() - 31), 'saved', 'up to it');
select is(tap.visit('p_head', ref.today() - 40), 'saved', 'the head beyond it');
select is((select due_on from service.pairing), work.pairing_due('week', null, ref.today() - 31), 'the latest contact counts');
select is(tap.visit('p_township', ref.today()), 'saved', 'the township visits');
select is((select due_on from service.pairing), work.pairing_due('week', null, ref.today() - 31), 'and answers nothing of the village''s');
select is(tap.visit('p_village', ref.today() - 1, '2'), 'saved', 'a call');
select is((select due_on from service.pairing), work.pairing_due('week', null, ref.today() - 1), 'counts for a village');
insert into ref.setting (key, office, value) values ('pairing.telephone', 430102001001, 'no');
select is(tap.visit('p_village', ref.today(), '2'), 'saved', 'another call');
select is((select last_on from service.pairing), ref.today() - 31, 'not where the office says so');
-- What was entered first does not matter.
select is(tap.told('p_head', $$update service.pairing set ended_on = ref.today() - 25, end_why = '换人包联'$$), 'UPDATE 1', 'one pairing ends');
select is(tap.told('p_village', format($$select answer from app.save('{"relation":"service.pairing","new":{"person":"1","started_on":"%s","staff":"%s"}}')$$,
  ref.today() - 20, (select staff from sec.account where login = 'p_village'))), 'saved', 'another begins');
select is((select last_on from service.pairing where ended_on is null), null, 'with no visit in it but a call');
delete from ref.setting;
select is(tap.told('p_head', 'update service.pairing set started_on = started_on - 1 where ended_on is null'), 'UPDATE 1', 'its first day is put right');
select is((select last_on from service.pairing where ended_on is null), ref.today(), 'the call of before it was entered counts');
select is(tap.told('p_village', format('select api.void(''service.visit'', %s, ''电话没有打通'')', max(id))), '', 'it was none') from service.visit where visited_on = ref.today() and office = 430102001001;
select is((select last_on from service.pairing where ended_on is null), ref.today() - 1, 'then the one before');
select is(tap.told('p_head', 'update service.pairing set started_on = ref.today() where ended_on is null'), 'UPDATE 1', 'it began today only');
select is((select last_on from service.pairing where ended_on is null), null, 'and has had no contact');
-- The same visit entered twice: who saves is asked, and may go on.
create function tap.again(login text, day date, more text default '', mode text default '1') returns text language sql as $$
  select tap.told(login, format($q$select answer, who, theirs from app.save('{"relation":"service.visit","new":{"person":"1","visited_on":"%s","mode":"%s","occasion":"7","situation":"好","staff":"%s"}%s}')$q$,
    day, mode, (select a.staff from sec.account a where a.login = again.login), more)) $$;
select is(tap.again('p_village', ref.today()), 'saved|-|-', 'the township was there today: its visit is its own');
select is(tap.again('p_head', ref.today()), format('alike|%s|包联走访；好', sec.who('p_village')), 'a colleague has entered it: who, and what it says');
select is(tap.told('p_head', format($$select at ~ '^\d{4}-\d\d-\d\d \d\d:\d\d$', id = (select max(v.id) from service.visit v) from app.save('{"relation":"service.visit","new":{"person":"1","visited_on":"%s","mode":"1","occasion":"7","staff":"1"}}')$$, ref.today())), 'true|true', 'and when, and which');
select is((select count(*) from service.visit where office = 430102001001 and visited_on = ref.today() and mode = '1'), 1::bigint, 'nothing was saved');
select is(tap.again('p_village', ref.today(), mode => '3'), 'saved|-|-', 'another way is another visit');
select is(tap.again('p_village', ref.today(), ', "sure": true'), 'saved|-|-', 'sure: saved');
select is(tap.again('p_village', ref.today()), format('alike|%s|包联走访；好', sec.who('p_village')), 'one''s own, the newest');
update service.visit set voided_at = now(), voided_by = 'x', void_why = 'x' where situation = '好' or office = 430102001000;
select is(tap.again('p_village', ref.today()), 'saved|-|-', 'voided ones are none');

-- Days that are facts, and what would make a duty vanish.
select matches(tap.told('p_village', 'update service.visit set visited_on = ref.today() where visited_on = ref.today() - 40'), '^LB001 补记超过 31 天', 'an old visit is not made a new one by the clerk');
select is(tap.told('p_head', 'update service.visit set visited_on = ref.today() - 39 where visited_on = ref.today() - 40'), 'UPDATE 1', 'the head may put its day right');
select matches(tap.told('p_village', 'update service.pairing set ended_on = ref.today()'), '^LB001 结束包联要写明原因', 'a pairing does not end without a reason');
select matches(tap.told('p_village', $$update service.pairing set ended_on = ref.today() + 1, end_why = '迁出'$$), '^LB001 包联的“结束日期”要在 1900 年和今天', 'nor ahead');
select matches(tap.told('p_village', format('update service.pairing set started_on = %L', d)), '^LB001 包联的“开始日期”要在 1900 年和今天', 'nor does it begin on ' || d) from unnest(array['2999-01-01', '1800-01-01']) d;
select matches(tap.told('p_village', format('update service.person set %I = %L', f, d)), '^LB001 服务对象的“' || l || '”要在 1900 年和今天', f || ' ' || d)
  from (values ('filed_on', '建档日期'), ('verified_on', '核实日期'), ('enlisted_on', '入伍时间'), ('discharged_on', '退役时间')) x(f, l), unnest(array['2999-01-01', '1800-01-01']) d;

select is(tap.again('p_village', ref.today() - 2, ', "draft": 7'), 'saved|-|-', 'saved out of a draft');
select is(tap.again('p_village', ref.today() - 2, ', "draft": 7, "sure": true'), 'saved|-|-', 'the answer was lost: sure or not, it is the same request');
select is((select count(*) from service.visit where visited_on = ref.today() - 2), 1::bigint, 'and was saved once');
select is(tap.told('p_township', format($$select answer from app.save('{"relation":"service.visit","new":{"person":"1","visited_on":"%s","mode":"1","occasion":"7","staff":"%s"},"sure":true,
  "children":[{"relation":"service.need","by":"visit","rows":[{"new":{"what":"修屋顶"}}]}]}')$$, ref.today(), (select staff from sec.account where login = 'p_township'))), 'saved', 'the township finds a need');
select is(tap.told('p_village', 'select what, with_office from service.need'), '修屋顶|430102001001', 'of which the village that holds the file hears');
select is((select sum(n) from (select n from work.duty_count union all select d from work.duty_delta) x), 1::bigint, 'one open duty in the counters all along');
select * from finish();
