-- SPDX-License-Identifier: Apache-2.0
-- own database: real sign-ons take the steps.
-- Whoever must act has withdrawn or left: somebody still may. The head of the office stands in, or of the office above; for a restricted case he is
-- named in their stead. (Found by living years of cases: they stood for ever.)
\ir flow.inc
select no_plan();
create function tap.sees(login text, matter bigint) returns text language sql as $$ select tap.told(login, format('select count(*) from work.matter where id = %s', matter)) $$;
create function tap.offers(login text, matter bigint) returns text language sql as $$ select coalesce(nullif(tap.told(login, format('select count(*) from api.steps_now(%s)', matter)), '0'), 'none') $$;

create function tap.waits(matter bigint, variadic logins text[]) returns text language sql as $$ select string_agg(l, ' ' order by l) from unnest(logins) l where tap.told(l, format('select api.waits_for_me(%s)', matter)) in ('t', 'true') $$;

-- A village with one clerk and no head, in a township without one.
select tap.petition('p_far', '{"petitioner": "独办"}') as a \gset
select matches(tap.step('f_chief', :a, 'upward'), '由朝阳社区.*办', 'while the clerk is there the head of the county does not take his steps');
select is(tap.step('p_far', :a, 'recuse', '{"ground": "信访人是我的亲属"}'), 'saved', 'the only clerk withdraws');
select matches(tap.step('p_far', :a, 'upward'), '已经回避', 'and does nothing more');
select matches(tap.step('f_far_town', :a, 'upward'), '由朝阳社区.*办', 'the clerk above is not who stands in');
select matches(tap.step('f_town_chief', :a, 'upward'), '没有这件事', 'nor the head of another township');
select matches(tap.step('f_city_chief', :a, 'upward'), '由朝阳社区.*办', 'nor the one of the city, for the county has one');
select is(tap.facts('f_chief', :a, '{"deciding_body": "区民政局"}'), 'saved', 'the head of the county keeps its facts');
select is(tap.step('f_chief', :a, 'upward'), 'saved', 'and takes the step');
select is((select job || ' ' || office || ' ' || by_office from work.step where matter = :a and action = 'upward'), 'head 430102002001 430102000000', 'which says whose it was and who took it');
select matches(tap.step('f_chief', :a, 'accept'), '由朝阳街街道.*办|没有这一步', 'where somebody is there he does not stand in');

-- A county with two handlers.
select tap.petition('f_handler', '{"petitioner": "两人"}') as b \gset
select is(tap.waits(:b, 'f_handler', 'f_second', 'f_chief', 'p_county', 'p_township', 'f_city'), 'f_handler f_second', 'it waits for those whose job it is, not for their colleagues');
select is(tap.step('f_handler', :b, 'recuse', '{"ground": "信访人是我的亲属"}'), 'saved', 'one withdraws');
select is(tap.waits(:b, 'f_handler', 'f_second', 'f_chief'), 'f_second', 'and no more for him');
select matches(tap.step('f_chief', :b, 'accept'), '由信访', 'the other is there');
select is(tap.step('f_second', :b, 'recuse', '{"ground": "与信访事项有利害关系"}'), 'saved', 'he withdraws, too');
select is(tap.waits(:b, 'f_handler', 'f_second', 'f_chief'), 'f_chief', 'nor for the other, but for the head');
select is(tap.step('f_chief', :b, 'accept'), 'saved', 'the head accepts it');
select is(tap.step('f_chief', :b, 'recuse', '{"ground": "与信访事项有利害关系"}'), 'saved', 'and withdraws');
select matches(tap.step('f_chief', :b, 'assign', format('{"to_staff": %s}', (select staff from sec.account where login = 'f_second'))::jsonb), '已经回避', 'after which he names nobody either');
select is(tap.offers('f_handler', :b), 'none', 'to those who withdrew nothing is offered');
select is(tap.step('f_city_chief', :b, 'withdraw', '{"ground": "信访人书面撤回"}'), 'saved', 'the head of the city goes on');

-- Late is late, whoever handles it.
select tap.petition('f_handler', '{"petitioner": "逾期"}') as e \gset
select tap.later(30) \g /dev/null
select work.tick() \g /dev/null
select is((select count(*) from work.duty where rule = 19 and subject = :e and closed_on is null), 1::bigint, 'overdue: urged');
select is(tap.step('f_handler', :e, 'recuse', '{"ground": "信访人是我的亲属"}'), 'saved', 'the handler withdraws');
select matches(tap.step('f_chief', :e, 'assign', format('{"to_staff": %s}', (select staff from sec.account where login = 'f_handler'))::jsonb), '已经回避', 'who withdrew is not named again');
select is(tap.step('f_chief', :e, 'assign', format('{"to_staff": %s}', (select staff from sec.account where login = 'f_second'))::jsonb), 'saved', 'another is named');
select is((select count(*) from work.duty where rule = 19 and subject = :e and closed_on is null), 1::bigint, 'it is urged still');
select is(tap.step('f_second', :e, 'accept'), 'saved', 'he acts');
select is((select count(*) from work.duty where rule = 19 and subject = :e and closed_on is null), 0::bigint, 'and nobody urges any more');

-- An accusation.
select tap.petition('f_handler', '{"petitioner": "匿名", "purpose": "2"}') as c \gset
select is(tap.sees('f_chief', :c), '0', 'the head does not see an accusation');
select is(tap.step('f_handler', :c, 'recuse', '{"ground": "被举报人是我的亲属"}'), 'saved', 'who was named withdraws');
select is(tap.sees('f_handler', :c), '0', 'and sees it no more');
select is(tap.sees('f_chief', :c), '1', 'the head sees it instead');
select is(tap.sees('f_second', :c), '0', 'and nobody else');
select is(tap.step('f_chief', :c, 'assign', format('{"to_staff": %s}', (select staff from sec.account where login = 'f_second'))::jsonb), 'saved', 'he names another');
select is(tap.step('f_second', :c, 'accept'), 'saved', 'who goes on');
select tap.petition('f_handler', '{"petitioner": "匿名二", "purpose": "2"}') as d \gset
select work.tick() \g /dev/null
select is(tap.sees('f_chief', :d), '0', 'the timer names nobody while the one who is named is there');
update org.staff set ended_on = ref.today() - 1 where id = (select staff from sec.account where login = 'f_handler');
select work.tick() \g /dev/null
select is(tap.sees('f_chief', :d), '1', 'he has left: the head is named');
select is(tap.sees('f_second', :d), '0', 'and nobody else');
-- A village that the township serves: its head is the township's.
update org.office set established = false, served_by = 430102001000 where id = 430102001002;
select tap.petition('p_township', '{"petitioner": "匿名三", "purpose": "2", "office": 430102001002}') as f \gset
select is(tap.sees('f_town_chief', :f), '0', 'an accusation of a village that is served: the head of the township does not see it');
update org.staff set ended_on = ref.today() - 1 where id = (select staff from sec.account where login = 'p_township');
select work.tick() \g /dev/null
select is(tap.sees('f_town_chief', :f), '1', 'but for want of anybody else');

-- There is always somebody named who may act. The office above has nobody for the job: its head is named in the step that goes there.
select tap.petition('f_second', '{"petitioner": "匿名四", "purpose": "2"}') as g \gset
select matches(tap.step('f_second', :g, 'upward', format('{"to_staff": %s}', (select staff from sec.account where login = 'f_city_chief'))::jsonb), '指定的人要在.*任信访', 'while the city has a handler its head is not whom to name');
select matches(tap.step('f_second', :g, 'upward'), '要写明由谁办', 'and somebody must be');
update org.staff set ended_on = ref.today() - 1 where id = (select staff from sec.account where login = 'f_city');
select matches(tap.step('f_second', :g, 'upward', format('{"to_staff": %s}', (select staff from sec.account where login = 'p_city'))::jsonb), '指定的人要在', 'nor is a clerk');
select is(tap.told('f_second', format('select s.name from api.find_handler('''', 9, %s, ''upward'', null) h join org.staff s on s.id = h', :g)), '唐主任', 'the list one chooses from has the head alone');
select is(tap.step('f_second', :g, 'upward', format('{"to_staff": %s}', (select staff from sec.account where login = 'f_city_chief'))::jsonb), 'saved', 'he is named');
select is(tap.step('f_city_chief', :g, 'accept'), 'saved', 'and acts');

-- The one named has answered, and may not issue what he has answered: the head above is named, and no other.
update org.staff set ended_on = ref.today() - 1 where id = (select staff from sec.account where login = 'f_second');
select work.tick() \g /dev/null
select is(tap.facts('f_chief', :c, '{"outcome": "1", "said_request": "查处", "said_facts": "属实", "said_opinion": "予以处理", "said_basis": "条例第三十条"}'), 'saved', 'nobody is left but the head');
select is(tap.step('f_chief', :c, 'answer'), 'saved', 'who answers');
select matches(tap.step('f_chief', :c, 'issue', '{"document": "芙退信〔2026〕1号"}'), '不能再办', 'he does not issue his own answer');
select is(tap.sees('f_province', :c) || tap.sees('p_county', :c), '00', 'others see it as little as before');
select is(tap.step('f_city_chief', :c, 'issue', '{"document": "芙退信〔2026〕1号"}'), 'saved', 'the head of the city does');

-- Who is accused is never named, and hears nothing of it.
select tap.petition('p_village', '{"petitioner": "匿名五", "purpose": "2", "complained_of": "站长周志红"}') as h \gset
select is(tap.sees('p_village', :h), '1', 'who registers it is named');
update org.staff set ended_on = ref.today() - 1 where id = (select staff from sec.account where login = 'p_village');
select work.tick() \g /dev/null
select is(tap.sees('p_head', :h), '0', 'he has left: the head, who is accused, is not named');
select is(tap.sees('f_town_chief', :h), '1', 'but the head of the township');
select matches(tap.step('f_town_chief', :h, 'assign', format('{"to_staff": %s}', (select staff from sec.account where login = 'p_head'))::jsonb), '已经回避', 'nor can he be');
select is(tap.step('f_town_chief', :h, 'assign', format('{"to_staff": %s}', (select staff from sec.account where login = 'p_english'))::jsonb), 'saved', 'another of the village is');
select is(tap.facts('p_english', :h, '{"complained_of": "不知姓名"}'), 'saved', 'the name was a mistake');
select is((select count(*) from work.recusal where matter = :h), 0::bigint, 'nobody is accused any more');
select tap.petition('f_town_chief', '{"petitioner": "不行"}') is null as no \gset
select is((select count(*) from work.recusal r join work.matter m on m.id = r.matter where r.seq = 0 and not m.restricted), 0::bigint, 'of other petitions nobody is recused by his name');
-- A case that is taken out by hand is counted no more.
create function tap.counted() returns bigint language sql as $$ select (select coalesce(sum(n), 0) from work.duty_count) + (select coalesce(sum(d), 0) from work.duty_delta) $$;
select tap.counted() as was \gset
select tap.petition('f_town_chief', '{"petitioner": "录错"}') as no, tap.petition('p_english', '{"petitioner": "录错"}') as z \gset
select is(tap.counted(), :was + 1::bigint, 'a case is counted');
delete from work.clock where matter = :z;
delete from work.paper where matter = :z;
delete from work.step where matter = :z;
delete from service.petition where id = :z;
delete from work.matter where id = :z;
select is(tap.counted(), :was::bigint, 'and no more');
select * from finish();
