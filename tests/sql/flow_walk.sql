-- SPDX-License-Identifier: Apache-2.0
-- own database: real sign-ons take the steps.
-- The process engine on the petition: who may take a step and who may not, taking back as a true undo, returns and the superior's ruling, clocks that stand
-- still, the one extension, named handlers, recusal, restricted cases, what the timer does (flow.md 6: faults 1 to 11).
\ir flow.inc
select no_plan();

------------------------------------------------------------------------------ up the tiers, and back
select tap.petition('p_village') as c \gset
select is(tap.stands(:c), '' || 'registered|430102001001|clerk|' || ref.due_on('day', 15, ref.today()), 'a village registers; its clerk acts, for it has no petition handler');
select matches((select number from work.matter where id = :c), '^430102001001-' || extract(year from ref.today()) || '-\d{4}$', 'and it has its number');
select matches(tap.step('p_village', :c, 'accept'), '没有这一步', 'a village does not accept');
select matches(tap.step('p_neighbour', :c, 'upward'), '没有这件事', 'the neighbour does not know of it');
select matches(tap.step('p_township', :c, 'upward'), '“上报”由识字里社区.*办', 'the street sees it and is told whose turn it is');
select matches(tap.step('p_head', :c, 'upward'), '由经办办', 'the head of the village is not its clerk');
select matches(tap.step('p_village', :c, 'refuse'), '没有这一步', 'nor can a village refuse it');
select matches(tap.step('p_village', :c, 'withdraw'), '要写明理由和依据', 'what a step asks for must be given');
select matches(tap.step('p_village', :c, 'withdraw', '{"ground": "..."}'), '至少四个字', 'in words');
select is(tap.step('p_village', :c, 'upward', '{"opinion": "请街道办"}'), 'saved', 'up to the street');
select is(tap.stands(:c), 'forwarded|430102001000|clerk|' || ref.due_on('workday', 5, ref.today()), 'whose clerk has five working days to object');
select matches(tap.step('p_village', :c, 'upward', '{}', 1), 'p_village|李华.*刚在', 'who acts on what he saw before is told who was faster');

-- fault 10: taking back is as if it had not been
select is(tap.step('p_village', :c, 'takeback'), 'saved', 'not opened yet: taken back');
select is(tap.stands(:c), 'registered|430102001001|clerk|' || ref.due_on('day', 15, ref.today()), 'it stands where it stood, by the same day');
select is((select string_agg(clock || case when undone then ' undone' else '' end || case when ended_on is null then ' runs' else '' end, ', ' order by id) from work.clock where matter = :c),
          'notice runs, object undone', 'the clock of the petitioner was never interrupted');
select matches(tap.step('p_village', :c, 'takeback'), '没有刚交出去', 'there is nothing more to take back');
select tap.later(3) \g /dev/null
select is(tap.step('p_village', :c, 'upward'), 'saved', 'up once more, three days later');
select is((select due_on from work.clock where matter = :c and clock = 'notice' and ended_on is null), ref.due_on('day', 15, ref.today() - 3), 'which renews no clock');
select is(tap.step('p_village', :c, 'takeback'), 'saved', 'and back');
select is(tap.step('p_village', :c, 'upward'), 'saved', 'a third time up');
select matches(tap.step('p_village', :c, 'takeback'), '已经撤回过 2 次', 'but not back again: twice is enough (fault 11)');
select is(tap.told('p_township', format('select api.open_matter(%s)', :c)), '-', 'the street opens it');
select matches(tap.step('p_village', :c, 'takeback'), '已经在 .* 打开', 'what was opened is not taken back');
select is(tap.told('p_village', format('select part, whose from app.home(ref.today() + 7) where subject = %s', :c)), 'waiting|文艺路街道 待化解或上报', 'the village waits, and sees for whom');
select is(tap.told('p_township', format('select part, zh, whose, opens from app.home(ref.today() + 7) where subject = %s', :c)), 'due|信访件|待化解或上报|process', 'the street has it on its first screen');

-- a street accepts nothing (6.7.6): what it is to do is said, not what a county would
select is(tap.told('p_township', format('select part, what, note from app.process_page(%s) where part in (''now'', ''next'')', :c)), (select format(E'now|待化解或上报|%s\nnext|然后|待归档', flow.left_text(k, false)) from work.clock k where k.matter = :c and k.clock = 'object' and k.ended_on is null), 'and what lies before it there');
select is((select string_agg(s.state || ' ' || s.tier || ': ' || (select string_agg(a, ' ' order by f.seq) from flow.ahead('petition', s.state, s.tier) a join flow.state f on f.process = 'petition' and f.state = a where f.seq / 10 > 1 and f.kind <> 'end'), '; ' order by s.tier, s.state)
             from (values ('registered', 4), ('forwarded', 3), ('forwarded', 4)) s(state, tier)), 'forwarded 3: filing; forwarded 4: filing; registered 4: filing', 'street and village have only to file it');
select is((select string_agg(a, ' ' order by f.seq) from flow.ahead('petition', s.state, s.tier) a join flow.state f on f.process = 'petition' and f.state = a where f.seq / 10 > 1 and f.kind <> 'end'),
          'handling issuing serving served review review_serving review_served rereview hearing rereview_serving filing final_filing', s.state || ' at ' || s.tier || ': the whole way')
  from (values ('registered', 2), ('dispute', 2), ('forwarded', 1)) s(state, tier);

------------------------------------------------------------------------------ returns, and who rules
select is(tap.step('p_township', :c, 'object', '{"ground": "应由本社区先行化解"}'), 'saved', 'the street returns it');
select is(tap.stands(:c), 'registered|430102001001|clerk|' || ref.due_on('day', 15, ref.today() - 3), 'to where it came from, and the notice is still due');
select is(tap.step('p_village', :c, 'upward'), 'saved', 'up');
select is(tap.step('p_township', :c, 'object', '{"ground": "还是应由本社区化解"}'), 'saved', 'returned a second time');
select is(tap.step('p_village', :c, 'upward'), 'saved', 'up');
select is(tap.step('p_township', :c, 'object', '{"ground": "第三次退回的理由"}'), 'saved', 'and a third');
select is(split_part(tap.stands(:c), '|', 1) || split_part(tap.stands(:c), '|', 2) || split_part(tap.stands(:c), '|', 3), 'dispute430102000000head', 'the head of the county, the superior of both, must rule: nobody rules in his own quarrel');
select matches(tap.step('f_chief', :c, 'rule', '{"opinion": "街道办理", "ground": "属地原则", "to_office": 430103000000}'), '不能交给天心区', 'not to an office beside him');
select matches(tap.step('f_chief', :c, 'rule', '{"opinion": "街道办理", "to_office": 430102001000}'), '要写明理由和依据', 'and with a ground');
select is(tap.step('f_chief', :c, 'rule', '{"opinion": "街道办理", "ground": "属地原则，就地化解", "to_office": 430102001000}'), 'saved', 'the street has it');
select matches(tap.step('p_township', :c, 'object', '{"ground": "不同意裁定的理由"}'), '上级已经裁定', 'after a ruling there is no return');
select is(tap.step('p_township', :c, 'settle', '{"opinion": "当面化解，信访人满意"}'), 'saved', 'it settles the matter on the spot (6.7.6)');
select matches(tap.step('p_township', :c, 'file'), '先填好：满意度', 'filed only with what the petitioner thinks of it');
select is(tap.facts('p_township', :c, '{"satisfaction": "4"}'), 'saved', 'whoever holds it keeps its facts, though another office registered it');
select matches(tap.facts('p_village', :c, '{"satisfaction": "5"}'), '现在在文艺路街道', 'and nobody else does');
select is(tap.step('p_township', :c, 'file'), 'saved', 'filed');
select is((select concat_ws('|', state, next_office, next_job, due_on, ended_on) from work.matter where id = :c), 'closed|' || ref.today(), 'closed: nobody must act any more');
select matches(tap.step('p_township', :c, 'file'), '已经在 .* 办结', 'nothing is done in a closed case');
select matches(tap.facts('p_township', :c, '{"satisfaction": "5"}'), '内容不能改', 'nor changed');
select matches(tap.told('p_township', format('insert into service.petition_private (id, office, phone) values (%1$s, (select office from service.petition where id = %1$s), ''13100000000'')', :c)), '内容不能改', 'nor what is private in it');
select matches(tap.told('p_township', format('insert into service.petition_person (office, petition, name) values ((select office from service.petition where id = %1$s), %1$s, ''某人'')', :c)), '内容不能改', 'nor who came');

------------------------------------------------------------------------------ handled at the county: clocks, separation of persons, review, re-review
select tap.petition('f_handler', '{"petitioner": "欧阳海"}') as d \gset
select is(tap.told('f_handler', format($$update service.petition set petitioner = '欧阳海洋' where id = %s$$, :d)), 'UPDATE 1', 'a name written wrong');
select is((select whom from work.matter where id = :d), '欧阳海洋', 'the case is called so');
select is(tap.told('f_handler', format($$update service.petition set petitioner = '欧阳海' where id = %s$$, :d)), 'UPDATE 1', 'and back');
select is(tap.step('f_handler', :d, 'unclear', '{"ground": "住址不清，无法送达"}'), 'saved', 'name or address unclear: the petitioner is asked');
select is((select string_agg(clock || coalesce(' ' || due_on, ' stands'), ', ' order by clock) from work.clock where matter = :d and ended_on is null), 'clarify ' || ref.due_on('day', 15, ref.today()) || ', notice stands', 'the notice stands still meanwhile (23)');
select (select due_on from work.clock where matter = :d and clock = 'notice') as stood, ref.today() as asked \gset
select tap.later(6) \g /dev/null
select is(tap.step('f_handler', :d, 'clarified'), 'saved', 'six days later he has answered');
select is((select due_on from work.clock where matter = :d and clock = 'notice' and ended_on is null), ref.due_on('day', 15, :'asked'::date, true, 6), 'six days do not count');
select is(tap.step('f_handler', :d, 'accept'), 'saved', 'accepted');
select ref.today() as accepted \gset
select is(tap.stands(:d), 'handling|430102000000|petition|' || ref.due_on('day', 60, :'accepted'), 'sixty days from acceptance (34)');
select matches(tap.step('f_handler', :d, 'extend', '{"ground": "案情复杂，需要调查"}'), '由负责人办', 'the head approves an extension');
select is(tap.step('f_chief', :d, 'extend', '{"ground": "案情复杂，需要调查"}'), 'saved', 'he does');
select is((select due_on || ' ' || extended || ' ' || (select count(*) from work.clock k where k.matter = :d and k.clock = 'handle') from work.clock where matter = :d and clock = 'handle' and ended_on is null),
          ref.due_on('day', 90, :'accepted') || ' 1 1', 'thirty more from the unextended end, and it is the same clock (fault 2)');
select matches(tap.step('f_chief', :d, 'extend', '{"ground": "再延长三十日"}'), '只能延长一次', 'once');
select is(tap.facts('f_handler', :d, '{"outcome": "1", "said_request": "请求", "said_facts": "事实", "said_opinion": "意见", "said_basis": "依据"}'), 'saved', 'the opinion has its four parts (32)');
select is(tap.step('f_handler', :d, 'answer'), 'saved', 'drafted');
select is((select next_job from work.matter where id = :d), 'head', 'the head issues it');
select is(tap.told(who, format('select opens, doer from app.todo(ref.today() + 400, 50) where subject = %s', :d)), 'process|' || does, 'on the first screen of ' || who)
  from (values ('f_handler', '负责人'), ('f_chief', '-')) v(who, does);
select is(tap.step('f_chief', :d, 'redo', '{"ground": "依据不够具体"}'), 'saved', 'back to be redone');
select is((select state || ' ' || returns from work.matter where id = :d), 'handling 0', 'within an office that is no return between offices');
select is(tap.step('f_second', :d, 'answer'), 'saved', 'a colleague drafts it anew');
select is(tap.step('f_chief', :d, 'issue', '{"document": "芙退信〔2026〕1号"}'), 'saved', 'issued');
select matches(tap.step('f_handler', :d, 'serve', jsonb_build_object('document', '回证1', 'happened_on', ref.today() + 1)), '日期要在', 'not served tomorrow');
select is(tap.step('f_handler', :d, 'serve', jsonb_build_object('document', '回证1', 'happened_on', ref.today())), 'saved', 'served');
select is(tap.stands(:d), 'served|430102000000|petition|' || ref.due_on('day', 30, ref.today()), 'thirty days to ask for review, from the day of service (35)');
select is(tap.step('f_handler', :d, 'ask_review', jsonb_build_object('ground', '不服，要求复查', 'happened_on', ref.today())), 'saved', 'asked');
select is(tap.stands(:d), 'review|430100000000|petition|' || ref.due_on('day', 30, ref.today()), 'the city reviews, in thirty days');
select is(tap.step('f_city', :d, 'answer_review', '{"opinion": "维持", "ground": "事实清楚", "document": "复查1"}'), 'saved', 'it answers');
select is(tap.step('f_city', :d, 'serve', jsonb_build_object('document', '回证2', 'happened_on', ref.today())), 'saved', 'served');
select is(tap.step('f_city', :d, 'ask_rereview', jsonb_build_object('ground', '不服，要求复核', 'happened_on', ref.today())), 'saved', 'and a re-review (36)');
select ref.today() as rereview \gset
select is(split_part(tap.stands(:d), '|', 2), '430000000000', 'by the province');
select is(tap.step('f_province', :d, 'hear', '{"opinion": "公开听证"}'), 'saved', 'a hearing');
select tap.later(12) \g /dev/null
select is(tap.step('f_province', :d, 'heard', '{"opinion": "听证结束"}'), 'saved', 'twelve days long');
select is((select due_on from work.matter where id = :d), ref.due_on('day', 30, :'rereview', true, 12), 'which do not count (36)');
select matches(tap.step('f_province', :d, 'hear', '{"opinion": "再听一次"}'), '只能办 1 次', 'one hearing (fault 8: no round without an end)');
select is(tap.step('f_province', :d, 'answer_rereview', '{"opinion": "维持", "ground": "程序合法", "document": "复核1"}'), 'saved', 'answered');
select is(tap.step('f_province', :d, 'serve', jsonb_build_object('document', '回证3', 'happened_on', ref.today())), 'saved', 'served');
select is(tap.step('f_province', :d, 'file'), 'saved', 'filed');
select is((select state from work.matter where id = :d), 'final', 'ended after three levels');
select tap.petition('f_handler', jsonb_build_object('petitioner', '欧阳海', 'repeats', :d, 'topic', '13')) as e \gset
select matches(tap.step('f_handler', :e, 'accept'), '已经三级终结', 'the same matter is not accepted again');
select tap.petition('f_handler', jsonb_build_object('petitioner', '欧阳海', 'repeats', :e, 'topic', '15')) as f \gset
select matches(tap.step('f_handler', :f, 'accept'), '同一件事正在办', 'nor while it is open');
select is(tap.step('f_handler', :f, 'merge', '{"ground": "与前件同一事实"}'), 'saved', 'it is merged');

------------------------------------------------------------------------------ what the timer does
select tap.petition('f_handler', '{"petitioner": "易平"}') as g \gset
select is(tap.step('f_handler', :g, 'accept'), 'saved', 'a case');
select is(tap.facts('f_handler', :g, '{"outcome": "1", "said_request": "a", "said_facts": "b", "said_opinion": "c", "said_basis": "d"}'), 'saved', 'with its opinion');
select is(tap.step('f_handler', :g, 'answer'), 'saved', 'drafted');
select is(tap.step('f_chief', :g, 'issue', '{"document": "2号"}'), 'saved', 'issued');
select is(tap.step('f_handler', :g, 'serve', jsonb_build_object('document', '回证', 'happened_on', ref.today())), 'saved', 'served');
select tap.later((select due_on from work.matter where id = :g) - ref.today()) \g /dev/null
select work.tick() \g /dev/null
select is((select state from work.matter where id = :g), 'served', 'on the last day he may still ask');
select tap.later(1) \g /dev/null
select work.tick() \g /dev/null
select is((select state from work.matter where id = :g), 'filing', 'a day later the system says he has not');
select work.tick() \g /dev/null
select is((select seq from work.matter where id = :g), 6, 'once');
select matches(tap.told('f_handler', format('select what, who from app.process_page(%s) where part = ''gone'' and what ~ ''逾期''', :g)), '逾期没有申请复查.*系统', 'and the page says who');

select tap.petition('p_township', '{"petitioner": "柳青"}') as h \gset
select tap.later((select due_on from work.matter where id = :h) - ref.today() + 1) \g /dev/null
select work.tick() \g /dev/null
select is((select office || ' ' || note from work.duty where rule = 19 and subject = :h and closed_on is null), '430102000000 文艺路街道：' || (select number from work.matter where id = :h), 'overdue: the county is told, in its list, by number');
select work.tick() \g /dev/null
select is((select count(*) from work.duty where rule = 19 and subject = :h), 1::bigint, 'once');
select tap.later(10) \g /dev/null
select work.tick() \g /dev/null
select is((select office from work.duty where rule = 19 and subject = :h and closed_on is null), 430100000000, 'ten days more, and it is the city that hears');
select is(tap.step('p_township', :h, 'upward'), 'saved', 'a step');
select is((select count(*) from work.duty where rule = 19 and subject = :h and closed_on is null), 0::bigint, 'and nobody urges any more');

-- fault 3: a clock that has run out cannot be held, or it would begin to live again
select tap.petition('f_handler', '{"petitioner": "石磊"}') as i \gset
select tap.later(20) \g /dev/null
select is(tap.step('f_handler', :i, 'unclear', '{"ground": "住址不清，无法送达"}'), 'saved', 'overdue, and now unclear');
select isnt((select due_on from work.clock where matter = :i and clock = 'notice' and ended_on is null), null, 'the notice stays overdue');

------------------------------------------------------------------------------ named, recused, served by
select tap.petition('f_handler', '{"petitioner": "成海"}') as j \gset
select is(tap.step('f_handler', :j, 'accept'), 'saved', 'a case');
select matches(tap.step('f_handler', :j, 'assign', '{"to_staff": 1}'), '由负责人办', 'the head names who handles it');
select matches(tap.step('f_chief', :j, 'assign', format('{"to_staff": %s}', (select staff from sec.account where login = 'f_next'))::jsonb), '指定的人要在芙蓉区', 'somebody of the office');
select is(tap.step('f_chief', :j, 'assign', format('{"to_staff": %s}', (select staff from sec.account where login = 'f_second'))::jsonb), 'saved', 'the second');
select matches(tap.step('f_handler', :j, 'withdraw', '{"ground": "信访人书面撤回"}'), '指定由彭访办', 'then it is his');
select is(tap.step('f_second', :j, 'recuse', '{"ground": "与信访人是亲属"}'), 'saved', 'who has an interest withdraws (28)');
select matches(tap.step('f_second', :j, 'withdraw', '{"ground": "信访人书面撤回"}'), '已经回避', 'and does nothing in it any more');
select is(tap.step('f_handler', :j, 'withdraw', '{"ground": "信访人书面撤回"}'), 'saved', 'a colleague goes on');

update org.office set established = false, served_by = 430102001000 where id = 430102001002;
select tap.petition('p_township', '{"petitioner": "代办", "office": 430102001002}') as k \gset
select is(tap.stands(:k), 'registered|430102001002|clerk|' || ref.due_on('day', 15, ref.today()), 'a village without a station: registered by the street that serves it (4.1.2)');
select is(tap.told('p_township', format('select part from app.home(ref.today() + 20) where subject = %s', :k)), 'due', 'stands on the street''s first screen');
select is(tap.step('p_township', :k, 'upward'), 'saved', 'and the street acts for it');
select is((select office || ' ' || by_office from work.step where matter = :k and action = 'upward'), '430102001002 430102001000', 'which the step says');

------------------------------------------------------------------------------ sideways: the receiver lies outside the line of the office that registered it
select tap.petition('f_handler', '{"petitioner": "横向"}') as l \gset
select is(tap.told('f_next', format('select count(*) from service.petition where id = %s', :l)), '0', 'the next county does not see it');
select is(tap.step('f_handler', :l, 'forward', '{"opinion": "属天心区", "to_office": 430103000000}'), 'saved', 'forwarded sideways');
select is(tap.told('f_next', format('select count(*) from service.petition where id = %s', :l)), '1', 'now it does (trap 9)');
select is(tap.step('f_handler', :l, 'takeback'), 'saved', 'taken back');
select is(tap.told('f_next', format('select count(*) from service.petition where id = %s', :l)), '0', 'and no more');
select is(tap.step('f_handler', :l, 'forward', '{"opinion": "属天心区", "to_office": 430103000000}'), 'saved', 'forwarded again');
select is(tap.step('f_next', :l, 'accept'), 'saved', 'accepted there');
select is(tap.facts('f_next', :l, '{"deciding_body": "天心区民政局"}'), 'saved', 'whoever holds it keeps the facts');

------------------------------------------------------------------------------ an accusation: named handlers only (30)
select tap.petition('f_handler', '{"petitioner": "匿名", "purpose": "2"}') as m \gset
select is(tap.told('f_handler', format('select count(*) from service.petition where id = %s', :m)), '1', 'who registers an accusation sees it');
select is(tap.told('f_second', format('select (select count(*) from service.petition where id = %1$s) + (select count(*) from work.matter where id = %1$s) + (select count(*) from work.step where matter = %1$s) + (select count(*) from work.clock where matter = %1$s)', :m)), '0',
          'a colleague of the same job sees nothing of it');
select is(tap.told('f_chief', format('select count(*) from work.todo where subject = %s and rule = 10', :m)), '0', 'nor the head on his first screen');
select matches(tap.step('f_second', :m, 'accept'), '没有这件事', 'nor can he act in it');
select matches(tap.told('f_second', format('select api.open_private(''service.petition'', %s, ''想看看是谁写的'') ->> ''refused''', :m)), '没有这条记录', 'or open its private columns');
select matches(tap.step('f_handler', :m, 'upward'), '要写明由谁办', 'it goes to a person, not to an office');
select is(tap.step('f_handler', :m, 'upward', format('{"to_staff": %s}', (select staff from sec.account where login = 'f_city'))::jsonb), 'saved', 'who is named');
select is(tap.told('f_city', format('select count(*) from service.petition where id = %s', :m)), '1', 'sees it');
select tap.later(40) \g /dev/null
select work.tick() \g /dev/null
select is((select concat_ws('|', office, person, whom) from work.duty where rule = 19 and subject = :m), '430000000000', 'and when it is late the office above hears of a number, no name');

------------------------------------------------------------------------------ several people: five speak (20)
select tap.petition('f_handler', '{"petitioner": "多人", "people": 8, "channel": "1"}') as n \gset
select matches(tap.step('f_handler', :n, 'accept'), '推选的代表', 'several came: who speaks for them?');
create or replace function tap.fellow(name text) returns text language sql as $$
  select tap.told('f_handler', format('select answer from app.save(%L)', jsonb_build_object('relation', 'service.petition', 'id', (select max(id) from service.petition where petitioner = '多人'),
    'version', (select version from service.petition where petitioner = '多人'), 'old', '{}'::jsonb, 'new', '{}'::jsonb,
    'children', jsonb_build_array(jsonb_build_object('relation', 'service.petition_person', 'by', 'petition', 'rows', jsonb_build_array(jsonb_build_object('new', jsonb_build_object('name', name, 'speaks', true)))))))) $$;
select is(tap.fellow('甲') || tap.fellow('乙') || tap.fellow('丙') || tap.fellow('丁') || tap.fellow('戊'), 'savedsavedsavedsavedsaved', 'five do');
select matches(tap.fellow('己'), '不能超过五人', 'not six');
select is(tap.step('f_handler', :n, 'accept'), 'saved', 'accepted');

------------------------------------------------------------------------------ one case one book (6.7.5)
select is(tap.told('f_city', format('select string_agg(n || what, '' '' order by n) from app.case_book(%s)', :d)),
  '1信访登记表 2补正通知 3补正材料 4受理告知书 5延期审批表 6处理意见书 7送达回证 8复查申请 9复查意见书 10送达回证 11复核申请 12听证通知 13听证记录 14复核意见书 15送达回证 16结案登记', 'the papers of three levels, in order');
select matches(tap.told('f_city', format('select content from app.case_book(%s) where n = 6', :d)), '文号：芙退信〔2026〕1号.*办理结果：予以支持.*意见书：法律依据：依据', 'the opinion as it was issued');
select is((select count(*) from flow.paper_faults()), 0::bigint, 'each is what its step vouches for');
update work.paper set content = replace(content::text, '依据', '改过')::jsonb where matter = :d and n = 6;
select is((select matter || ' ' || n from flow.paper_faults()), :d || ' 6', 'what was changed afterwards is found');
update work.paper set content = replace(content::text, '改过', '依据')::jsonb where matter = :d and n = 6;
select matches(tap.told('f_handler', 'update work.paper set content = ''[]'''), '^42501', 'by psql nobody changes it');
select matches(tap.told('f_second', format('select * from app.case_book(%s)', :m)), '没有这件事', 'of a restricted case it is as hidden as the case');
select is((select count(*) from (select matter, count(*) as n, max(n) as last from work.paper group by matter) x where x.n <> x.last), 0::bigint, 'no number is missing in any book');

------------------------------------------------------------------------------ what holds of every case
select is((select count(*) from work.matter m where m.ended_on is null and m.due_on is distinct from (select min(c.due_on) from work.clock c where c.matter = m.id and c.ended_on is null)), 0::bigint, 'due is the first clock''s');
select is((select count(*) from work.matter m where m.seq <> (select count(*) from work.step s where s.matter = m.id) or m.state <> (select s.to_state from work.step s where s.matter = m.id and s.seq = m.seq)), 0::bigint, 'the steps tell the whole story');
select is((select count(*) from work.matter m join flow.state s using (process, state) where m.ended_on is null
             and array(select c.clock from work.clock c where c.matter = m.id and c.ended_on is null order by 1) <> array(select x from unnest(s.runs || array(select h from unnest(s.holds) h where exists
               (select from work.clock c where c.matter = m.id and c.clock = h and c.ended_on is null))) x order by 1)), 0::bigint, 'the clocks that run are the state''s');
select is((select coalesce(sum(x.n), 0) from (select unit, rule, due_on, n from work.duty_count union all select unit, rule, due_on, d from work.duty_delta
             union all select ref.unit(m.next_office), m.rule, m.due_on, -1 from work.matter m where m.due_on is not null) x where x.rule = 10), 0::bigint, 'the counters are the table');
select * from finish();
