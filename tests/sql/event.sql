-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes, and the timer works on what is committed.
-- What happens to people opens what is owed to them (6.6.2, 6.6.3), and the visit answers it, whichever of the two was entered first.
\ir duty.inc
select no_plan();
create function tap.happens(login text, called text, kind text, day date, what text default null) returns text language sql as $$
  select tap.saves(login, 'service.event', jsonb_build_object('person', tap.id_of(called)::text, 'kind', kind, 'happened_on', day, 'what', what)) $$;
create function tap.of(called text, of_rule int default null) returns text language sql as $$
  select string_agg(concat_ws(' ', d.rule, d.from_on, d.due_on, coalesce(d.outcome::text, 'open')), ', ' order by d.rule, d.from_on, d.id) from work.duty d where d.person = tap.id_of(called) and (of_rule is null or d.rule = of_rule) $$;
create function tap.event_of(called text, of_kind text) returns bigint language sql as $$ select max(e.id) from service.event e where e.person = tap.id_of(called) and e.kind = of_kind $$;
select tap.noon('2026-11-25') \g /dev/null
select work.tick() \g /dev/null

-- Each of the six, and condolence.
select is(tap.person('甲一'), 'saved', 'a person');
select is(tap.happens('p_village', '甲一', '5', '2026-11-20', '房子漏雨'), 'saved', 'is in difficulty');
select is(tap.of('甲一'), '43 2026-11-20 2026-11-27 open', 'to be visited within seven days');
select is(tap.told('p_village', $$select zh, due_on, name, register, opens, whose from app.todo('2026-12-31', 50)$$), '遇到困难走访|2026-11-27|甲一|visit|new|2026-11-20 房子漏雨', 'it stands on the first screen with what happened');
select is(tap.told('p_village', format('select service.occasion_due(%s), service.occasion_due(null)', tap.id_of('甲一'))), '5|7', 'and a visit begun from it has the occasion');
select is(tap.told('p_neighbour', $$select count(*) from app.todo('2026-12-31', 50)$$), '0', 'nobody else''s');
select is(tap.visit('p_village', '甲一', '2026-11-19', '5'), 'saved', 'a visit of the day before');
select is(tap.of('甲一'), '43 2026-11-20 2026-11-27 open', 'answers nothing');
select is(tap.visit('p_village', '甲一', '2026-11-21', '8'), 'saved', 'nor one of another occasion');
select is(tap.of('甲一'), '43 2026-11-20 2026-11-27 open', 'as one sees');
select is(tap.visit('p_township', '甲一', '2026-11-21', '5'), 'saved', 'nor one of another office');
select is(tap.of('甲一'), '43 2026-11-20 2026-11-27 open', 'as one sees');
select is(tap.visit('p_village', '甲一', '2026-11-22', '5'), 'saved', 'one that fits');
select is(tap.of('甲一'), '43 2026-11-20 2026-11-27 d', 'does');
select is(tap.told('p_village', format('select api.void(''service.visit'', %s, ''没有碰到人'')', max(id))), '', 'it was none') from service.visit;
select is(tap.of('甲一'), '43 2026-11-20 2026-11-27 open', 'owed again');
select is((select string_agg(r.rule::text, ' ' order by r.rule) from work.opening r where r.by_what = 'event'), '40 41 42 43 44 45 46', 'there are seven rules');

-- The visit first, then the event. Two awards in a day are two duties, of the village and of the county.
select is(tap.person('乙二') || tap.visit('p_village', '乙二', '2026-11-18', '2'), 'savedsaved', 'a visit');
select is(tap.happens('p_village', '乙二', '2', '2026-11-17', '三等功'), 'saved', 'for an award entered later');
select is(tap.of('乙二'), '41 2026-11-17 2026-11-24 d, 46 2026-11-17 2026-12-02 open', 'is answered; the county''s is not');
select is(tap.told('p_county', $$select zh, name from app.todo('2026-12-31', 50) where rule = 46$$), '立功受奖走访（县）|乙二', 'who owes its own');
select is(tap.told(who, $$select opens, doer from app.todo('2026-12-31', 50) where rule = 46$$), told, 'to be done, or looked at and whose it is: ' || who) from (values ('p_county', 'new|-'), ('p_supervisor', 'subject|经办或负责人')) v(who, told);
select is(tap.happens('p_head', '乙二', '2', '2026-11-17', '另一个奖'), 'alike', 'the same once more: one is asked');
select is(tap.told('p_village', format($$select answer from app.save('{"relation":"service.event","sure":true,"new":{"person":"%s","kind":"2","happened_on":"2026-11-17","what":"四有优秀士兵"}}')$$, tap.id_of('乙二'))), 'saved', 'but it was another');
select is((select count(*) from work.duty where rule = 46), 2::bigint, 'two duties');
select is(tap.visit('p_county', '乙二', '2026-11-25', '2'), 'saved', 'the county comes');
select is((select count(*) from work.duty where rule = 46 and outcome = 'd'), 2::bigint, 'one visit for both');

-- Put right: another day, another kind, another person; void.
select is(tap.person('丙三') || tap.person('丁四') || tap.happens('p_village', '丙三', '5', '2026-11-10'), 'savedsavedsaved', 'an event');
select is(tap.saves('p_village', 'service.event', '{"happened_on": "2026-11-23"}', tap.event_of('丙三', '5'), 1), 'saved', 'of another day');
select is(tap.of('丙三'), '43 2026-11-10 2026-11-17 v, 43 2026-11-23 2026-11-30 open', 'its time runs anew');
select is(tap.saves('p_village', 'service.event', '{"kind": "6"}', tap.event_of('丙三', '5'), 2), 'saved', 'it was a misfortune');
select is(tap.of('丙三', 44), '44 2026-11-23 2026-11-30 open', 'of another rule');
select is(tap.saves('p_village', 'service.event', jsonb_build_object('person', tap.id_of('丁四')::text), tap.event_of('丙三', '6'), 3), 'saved', 'and of somebody else');
select is(tap.of('丁四'), '44 2026-11-23 2026-11-30 open', 'he is owed it');
select is((select count(*) from work.duty where person = tap.id_of('丙三') and outcome is null), 0::bigint, 'the first no more');
select is(tap.told('p_village', format('select api.void(''service.event'', %s, ''没有这回事'')', tap.event_of('丁四', '6'))), '', 'it never was');
select is(tap.of('丁四'), '44 2026-11-23 2026-11-30 v', 'nothing is owed');
select matches(tap.happens('p_village', '丁四', '5', '2026-11-26'), '^LB001 .*要在 1900 年和今天', 'not tomorrow');
select is(tap.counters(), 0::bigint, 'the counters agree');

-- Home from service: the file tells of it when it is fresh.
select is(tap.person('戊五', more => '{"enlisted_on": "2018-09-01", "discharged_on": "2026-11-20", "filed_on": "2026-11-24"}'), 'saved', 'somebody has come home');
select is(tap.of('戊五'), '40 2026-11-24 2026-12-01 open', 'to be visited, from the day his file was opened');
select is(tap.person('己六', more => '{"enlisted_on": "1988-09-01", "discharged_on": "1992-12-01"}'), 'saved', 'somebody long ago');
select is(tap.of('己六'), null, 'is no event');
select is(tap.saves('p_village', 'service.person', '{"discharged_on": "2026-11-22"}', tap.id_of('己六'), 1), 'saved', 'the day was wrong: it is now');
select is(tap.of('己六'), '40 2026-11-22 2026-11-29 open', 'then it is one');
select is(tap.saves('p_village', 'service.person', '{"discharged_on": "2026-11-23"}', tap.id_of('己六'), 2), 'saved', 'and again');
select is(tap.of('己六'), '40 2026-11-22 2026-11-29 v, 40 2026-11-23 2026-11-30 open', 'the event follows');

-- A death: pairings end, what was due later is void, what was overdue stays missed.
select is(tap.person('庚七') || tap.happens('p_village', '庚七', '5', '2026-11-01') || tap.happens('p_village', '庚七', '6', '2026-11-22')
  || tap.saves('p_village', 'service.pairing', jsonb_build_object('person', tap.id_of('庚七')::text, 'started_on', '2026-11-02', 'staff', tap.staff('p_village')::text))
  || tap.saves('p_township', 'service.pairing', jsonb_build_object('person', tap.id_of('庚七')::text, 'started_on', '2026-11-02', 'staff', tap.staff('p_township')::text)), repeat('saved', 5), 'somebody with much to be done');
select is(tap.happens('p_village', '庚七', '7', '2026-11-24'), 'saved', 'dies');
select is(tap.of('庚七'), '43 2026-11-01 2026-11-08 m, 44 2026-11-22 2026-11-29 v, 45 2026-11-24 2026-11-27 open', 'missed, void, and condolence owed');
select is((select string_agg(g.ended_on || g.end_why, ' ') from service.pairing g where g.person = tap.id_of('庚七')), '2026-11-24去世 2026-11-24去世', 'the pairings of both tiers end');
select is((select condition from service.person where id = tap.id_of('庚七')), '4', 'the file says so');
select matches(tap.told('p_village', format($$insert into service.event (office, person, kind, happened_on) values (430102001001, %s, '7', '2026-11-23')$$, tap.id_of('庚七'))), '^LB001 这个人的去世已经登记', 'nobody dies twice');
select is(tap.saves('p_village', 'service.event', '{"happened_on": "2026-11-21"}', tap.event_of('庚七', '7'), 1), 'saved', 'it was three days before');
select is((select string_agg(g.ended_on::text, ' ') from service.pairing g where g.person = tap.id_of('庚七')), '2026-11-21 2026-11-21', 'so the pairings');
select is(tap.visit('p_village', '庚七', '2026-11-25', '10'), 'saved', 'condolence');
select is((select outcome::text from work.duty where rule = 45 and person = tap.id_of('庚七') and from_on = '2026-11-21'), 'd', 'is done');
select is(tap.visit('p_village', '庚七', '2026-11-05', '5'), 'saved', 'a visit of before, entered now');
select is((select outcome::text from work.duty where rule = 43 and person = tap.id_of('庚七')), 'd', 'answers what was missed');
select is(tap.told('p_village', format('select api.void(''service.visit'', %s, ''没有这次走访'')', max(id))), '', 'it is voided') from service.visit;
select is((select outcome::text from work.duty where rule = 43 and person = tap.id_of('庚七')), 'm', 'then it was missed, and nobody owes it to the dead');
select is(tap.happens('p_village', '庚七', '3', '2026-11-18'), 'saved', 'what is entered of him afterwards');
select is(tap.of('庚七', 42), null, 'is owed no visit');
select is(tap.told('p_village', format('select api.void(''service.event'', %s, ''弄错人了'')', tap.event_of('庚七', '7'))), '', 'it was a mistake');
select is(tap.of('庚七', 42), '42 2026-11-18 2026-11-25 open', 'then it is');
select is((select condition from service.person where id = tap.id_of('庚七')), '1', 'he lives');
select is((select count(*) from service.pairing g where g.person = tap.id_of('庚七') and g.ended_on is null and g.due_on is not null), 2::bigint, 'is paired as before');
select is((select string_agg(concat(d.rule, coalesce(d.outcome::text, 'open')), ' ' order by d.rule) from work.duty d where d.person = tap.id_of('庚七') and d.rule in (43, 44)), '43open 44open', 'and what was owed is owed');
-- what was put right or voided while he was thought dead stays so
select is(tap.person('申一') || tap.happens('p_village', '申一', '5', '2026-11-20') || tap.happens('p_village', '申一', '6', '2026-11-22') || tap.happens('p_village', '申一', '7', '2026-11-23'), repeat('saved', 4), 'two things and a death');
select is(tap.told('p_village', format('select api.void(''service.event'', %s, ''没有这回事'')', tap.event_of('申一', '5'))), '', 'one of the two never was');
select is(tap.saves('p_village', 'service.event', '{"happened_on": "2026-11-21"}', tap.event_of('申一', '6'), 1), 'saved', 'the other was on another day');
select is(tap.told('p_village', format('select api.void(''service.event'', %s, ''弄错人了'')', tap.event_of('申一', '7'))), '', 'he lives');
select is(tap.of('申一'), '43 2026-11-20 2026-11-27 v, 44 2026-11-21 2026-11-28 open, 44 2026-11-22 2026-11-29 v, 45 2026-11-23 2026-11-26 v', 'only what was is owed');
-- the other way round: the file says it first
select is(tap.person('辛八') || tap.saves('p_village', 'service.person', '{"condition": "4"}', tap.id_of('辛八'), 1), 'savedsaved', 'the file says he has died');
select is(tap.of('辛八'), '45 2026-11-25 2026-11-28 open', 'condolence is owed');
select is(tap.saves('p_village', 'service.person', '{"condition": "1"}', tap.id_of('辛八'), 2), 'saved', 'it says no');
select is(tap.of('辛八'), '45 2026-11-25 2026-11-28 v', 'then not');
select is(tap.counters(), 0::bigint, 'the counters agree');

-- A village that does not stand is served: the duty is the serving office's, its visit answers for either.
update org.office set established = false, served_by = 430102001000 where id = 430102001002;
select is(tap.person('壬九', 'p_neighbour') || tap.happens('p_neighbour', '壬九', '5', '2026-11-24'), 'savedsaved', 'somebody of a village that is served');
select is((select office from work.duty where person = tap.id_of('壬九')), 430102001000, 'the township owes it');
select is(tap.told('p_township', format($$insert into service.visit (office, person, visited_on, mode, occasion, staff) values (430102001002, %s, '2026-11-25', '1', '5', %s)$$, tap.id_of('壬九'), tap.staff('p_township'))), 'INSERT 0 1', 'it visits, for the village');
select is(tap.of('壬九'), '43 2026-11-24 2026-12-01 d', 'which answers');
update org.office set established = true, served_by = null where id = 430102001002;

-- The file moves: what the village owed goes with it, the county stays.
select is(tap.person('癸十') || tap.happens('p_village', '癸十', '2', '2026-11-24'), 'savedsaved', 'somebody with an award');
select sec.move_person(tap.id_of('癸十'), 430102002001) \g /dev/null
select is((select string_agg(d.rule || ' ' || d.office, ', ' order by d.rule) from work.duty d where d.person = tap.id_of('癸十')), '41 430102002001, 46 430102000000', 'moved');
select is(tap.visit('p_far', '癸十', '2026-11-25', '2'), 'saved', 'who holds the file now visits');
select is(tap.of('癸十', 41), '41 2026-11-24 2026-12-01 d', 'and has done it');

-- Lengths of one's own.
insert into ref.setting values ('event.days', 430102001000, '3'), ('event.days', 430102000000, '20');
select is(tap.person('子一') || tap.happens('p_village', '子一', '5', '2026-11-24'), 'savedsaved', 'where the township has a limit of its own');
select is(tap.of('子一'), '43 2026-11-24 2026-11-27 open', 'it holds');
delete from ref.setting;
select throws_ok($$insert into work.rule (rule, zh, en, clause, register, kind) values (79, 'x', 'x', '6.6.3', 'visit', 'event')$$, '23514', null, 'a rule of events has its length');

-- Festivals: focus persons and the paired, from fifteen days before; what is not done by the day is missed.
select is(tap.person('春一', more => '{"focus": "4"}') || tap.person('春二') || tap.person('春三') || tap.person('春四', more => '{"focus": "3"}'), 'savedsavedsavedsaved', 'people');
select is(tap.saves('p_village', 'service.pairing', jsonb_build_object('person', tap.id_of('春二')::text, 'started_on', '2026-11-02', 'staff', tap.staff('p_village')::text)), 'saved', 'one is paired');
select is((select day from ref.festival where festival = 'spring' and extract(year from day) = 2027), '2027-02-06', 'Spring Festival');
select tap.noon('2027-01-21') \g /dev/null
select work.tick() \g /dev/null
select is((select count(*) from work.duty where rule = 50), 0::bigint, 'sixteen days before: nothing');
select tap.noon('2027-01-22') \g /dev/null
select work.tick() \g /dev/null
select is(tap.of('春一', 50) || '; ' || tap.of('春二', 50), '50 2027-01-22 2027-02-06 open; 50 2027-01-22 2027-02-06 open', 'fifteen days before: who is focus, who is paired');
select is(tap.of('春三', 50), null, 'not everybody');
select is(tap.visit('p_village', '春一', '2027-01-22', '4'), 'saved', 'a visit');
select is(tap.of('春一', 50), '50 2027-01-22 2027-02-06 d', 'answers');
select is(tap.saves('p_village', 'service.person', '{"focus": "1"}', tap.id_of('春三'), 1), 'saved', 'another is put on the list');
select tap.noon('2027-01-25') \g /dev/null
select work.tick() \g /dev/null
select is(tap.of('春三', 50), '50 2027-01-22 2027-02-06 open', 'and owed it from the next day');
select tap.noon('2027-02-10') \g /dev/null
select work.tick() \g /dev/null
select is(tap.of('春二', 50), '50 2027-01-22 2027-02-06 m', 'not done by the day: missed');
select is(tap.visit('p_village', '春二', '2027-02-08', '4'), 'saved', 'after the day');
select is(tap.of('春二', 50), '50 2027-01-22 2027-02-06 m', 'is too late');
select is(tap.visit('p_village', '春二', '2027-02-05', '4'), 'saved', 'one of before, entered now');
select is(tap.of('春二', 50), '50 2027-01-22 2027-02-06 d', 'counts');
-- the timer rests over the next one
select tap.noon('2027-08-20') \g /dev/null
select is(tap.visit('p_head', '春一', '2027-07-30', '4'), 'saved', 'Army Day, the timer resting: one is visited');
select work.tick() \g /dev/null
select is((select string_agg(p.name || d.outcome::text, ' ' order by p.id) from work.duty d join service.person p on p.id = d.person where d.rule = 50 and d.due_on = '2027-08-01'), '庚七m 春一d 春二m 春三m 春四m', 'opened all the same: done and missed');
select is((select count(*) from (select 1 from work.duty where rule = 50 group by person, due_on having count(*) > 1) x), 0::bigint, 'none twice');
select is(tap.counters(), 0::bigint, 'the counters agree');

-- Sixty: from the year alone, once.
insert into service.person (office, name, sex, category, filed_on, birth_year) values (430102001001, '寿一', '1', '109', '2026-01-01', 1968), (430102001001, '寿二', '1', '104', '2026-01-01', 1968), (430102001001, '寿三', '1', '109', '2026-01-01', 1969);
select tap.noon('2027-12-31') \g /dev/null
select work.tick() \g /dev/null
select is(tap.of('寿一', 47), null, 'not before the year');
select tap.noon('2028-01-20') \g /dev/null
select work.tick() \g /dev/null
select is(tap.of('寿一', 47), '47 2028-01-01 2028-04-01 open', 'in the year, though the timer rested on its first day');
select is(coalesce(tap.of('寿二', 47), '') || coalesce(tap.of('寿三', 47), ''), '', 'of the categories that have a claim, and of that year');
select tap.noon('2028-01-21') \g /dev/null
select work.tick() \g /dev/null
select is((select count(*) from work.duty where rule = 47 and person = tap.id_of('寿一')), 1::bigint, 'once');
select is(tap.visit('p_village', '寿一', '2028-01-21', '8'), 'saved', 'any visit');
select is(tap.of('寿一', 47), '47 2028-01-01 2028-04-01 d', 'answers');
select is(tap.counters(), 0::bigint, 'the counters agree');
select * from finish();
