-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- A local dispute (6.7.6): found in the village, settled there or by the street, seen again, or raised to a petition that stays named in it.
\ir flow.inc
select no_plan();
create function tap.found(login text, title text) returns bigint language sql as $$
  select tap.told(login, format('select id from app.save(%L)', jsonb_build_object('relation', 'service.dispute', 'new',
    jsonb_build_object('parties', '张国强、李建国', 'topic', '90', 'found_on', ref.today(), 'title', title, 'facts', '两家争一条路'))))::bigint $$;
create function tap.noted(login text, id bigint, said jsonb) returns text language sql as $$
  select tap.told(login, format('select answer from app.save(%L)', jsonb_build_object('relation', 'service.dispute', 'id', id, 'version', (select d.version from service.dispute d where d.id = noted.id), 'old', '{}', 'new', said))) $$;

select tap.found('p_village', '争路') as d \gset
select is((select concat_ws('|', m.state, m.next_office, m.due_on) from work.matter m where m.id = :d), 'found|430102001001|' || ref.due_on('day', 30, ref.today()), 'with the village, thirty days from the day it was found');
select matches(tap.told('p_county', format('select id from app.save(%L)', '{"relation": "service.dispute", "new": {"parties": "甲、乙", "topic": "90", "title": "争", "facts": "争"}}')), '^LB001 这一级机构不登记矛盾纠纷', 'the county registers none');
select is(tap.told('p_neighbour', 'select count(*) from service.dispute'), '0', 'the neighbour sees nothing of it');
select is(tap.step('p_village', :d, 'upward', '{"opinion": "调解不成，请街道出面"}'), 'saved', 'the village hands it up');
select matches(tap.noted('p_village', :d, '{"result": "各让一步"}'), '^LB001', 'and settles no more');
select is(tap.step('p_township', :d, 'mediate'), 'saved', 'the street takes it on');
select matches(tap.step('p_township', :d, 'settle'), '^LB001 .*化解结果', 'settled: how, is wanted');
select is(tap.noted('p_township', :d, '{"way": "3", "result": "各让一步，路归两家用"}'), 'saved', 'as was agreed');
select is(tap.step('p_township', :d, 'settle'), 'saved', 'settled');
select is(tap.step('p_township', :d, 'again', '{"ground": "又吵起来了"}'), 'saved', 'it does not hold');
select is(tap.step('p_township', :d, 'settle'), 'saved', 'settled once more');
select is(tap.step('p_township', :d, 'close', '{"opinion": "回访过，路照常走"}'), 'saved', 'seen again, it holds');
select is((select concat_ws('|', state, due_on) from work.matter where id = :d), 'settled', 'the end');

-- raised to a petition
select tap.found('p_village', '争水') as d \gset
select is(tap.step('p_village', :d, 'mediate'), 'saved', 'another is begun with');
select matches(tap.step('p_village', :d, 'raise'), '^LB001 .*转为信访', 'raised: to which petition, is wanted');
select tap.petition('p_neighbour') as far \gset
select matches(tap.noted('p_village', :d, format('{"petition": %s}', :far)::jsonb), '^LB001', 'not one that is not seen');
select tap.petition('p_village') as p \gset
select is(tap.noted('p_village', :d, format('{"petition": %s}', :p)::jsonb), 'saved', 'the petition of the same village');
select is(tap.step('p_village', :d, 'raise'), 'saved', 'raised');
select is((select concat_ws('|', m.state, d.petition = :p) from work.matter m join service.dispute d using (id) where m.id = :d), 'raised|t', 'it stays named there');
select is(tap.told('p_village', format($$select note from app.process_page(%s) where part = 'next' and what in ('注意', 'note')$$, :p)), '由矛盾纠纷转来：' || (select number from work.matter where id = :d), 'and the page of the petition says so');
select is(tap.told('p_far', format('select app.raised_from(%s)', :p)), '-', 'to whom may see it');
select matches(tap.noted('p_village', :d, '{"petition": null}'), '^LB001', 'for good');
select matches(tap.told('p_village', format('select string_agg(b::text, '' '') from app.case_book(%s) b', :d)), '转信访记录', 'and in its book');
select * from finish();
