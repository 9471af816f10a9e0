-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- A case: its facts are undone while one may change them; its steps and its registration have ways of their own.
\ir flow.inc
select no_plan();
create function tap.undo(who text, k int default 1) returns text language sql as $$
  select tap.told(who, format('select app.undo(c.change) from (select distinct change from api.my_changes() order by change desc offset %s limit 1) c', k - 1)) $$;
create function tap.retitle(title text) returns text language sql as $$
  select tap.told('p_village', format('select answer from app.save(%L)', (select jsonb_build_object('relation', 'service.petition', 'id', p.id, 'version', p.version, 'old', jsonb_build_object('title', p.title), 'new', jsonb_build_object('title', retitle.title)) from service.petition p))) $$;
select tap.petition('p_village') as c \gset
select is(tap.retitle('要求落实优抚待遇'), 'saved', 'a fact is changed');
select matches(tap.undo('p_village'), '^已撤销：', 'while the case is here that is undone');
select is((select title from service.petition)::text collate "default", '要求落实待遇', 'it is as it was');
select is(tap.undo('p_village', 3), 'LB001 这件事不能在这里撤销：它不是直接填写的', 'a case that is registered is withdrawn, not undone');
select is(tap.retitle('要求落实抚恤待遇'), 'saved', 'changed once more');
select is(tap.step('p_village', :c, 'upward') ~ '^LB001', false, 'handed up');
select matches(tap.told('p_village', 'select string_agg(what || coalesce(label, ''''), '' '' order by change desc) from (select distinct change, what, label from api.my_changes(null, 2)) x'), '^S[0-9-]+  上报', 'the step is listed by the number of its case and what it is called');
select is(tap.undo('p_village'), 'LB001 办理的步骤不在这里撤销', 'it is taken back on the page of the case');
select matches(tap.undo('p_village', 2), '^LB001 ', 'and what was written before it stays');
select is((select title from service.petition)::text collate "default", '要求落实抚恤待遇', 'as it is with the other office');
select matches(tap.undo('p_township'), '^LB001|^$', 'nor does that one undo what it did not do');
select * from finish();
