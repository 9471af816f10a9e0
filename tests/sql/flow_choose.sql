-- SPDX-License-Identifier: Apache-2.0
-- own database: real sign-ons choose.
-- What one chooses from is what the step takes: offices and people, by the judge of the step itself. (The lists offered what was refused afterwards.)
\ir flow.inc
select no_plan();
create function tap.to(login text, matter bigint, action text, q text default '') returns text language sql as $$
  select tap.told(login, format('select coalesce(string_agg(o::text, '' '' order by o), '''') from api.find_target(%L, 40, %s, %L) o', q, matter, action)) $$;
create function tap.by(login text, matter bigint, action text, q text default '', office bigint default null) returns text language sql as $$
  select tap.told(login, format('select coalesce(string_agg(s.name, '' '' order by s.id), '''') from api.find_handler(%L, 40, %s, %L, %s) h join org.staff s on s.id = h', q, matter, action, coalesce(office::text, 'null'))) $$;
-- What the step itself says of an office; nothing is done by it.
create function tap.refuses(login text, matter bigint, action text, office bigint) returns boolean language sql as $$
  select tap.told(login, format('begin; %s; rollback', format('select answer from api.take_step(%L)', jsonb_build_object('new', jsonb_build_object('matter', matter, 'seq', (select m.seq from work.matter m where m.id = matter),
    'action', action, 'opinion', '请办理', 'to_office', office)))) ) ~ '不能交给|没有建站' $$;
update org.office set established = false where id = 430103000000 + 1000 * 3;
select tap.petition('f_handler') as m \gset

------------------------------------------------------------------------------ offices
select is(tap.to('f_handler', :m, 'forward'), (select string_agg(o.id::text, ' ' order by o.id) from org.office o where o.parent = 430100000000 and o.tier = 2 and o.id <> 430102000000), 'sideways: the counties beside it, and no more');
select is(tap.to('f_handler', :m, 'forward', '天心区'), '430103000000', 'by name');
select is(tap.to('f_handler', :m, 'forward', 'wyl'), '', 'none of another tier, whatever is typed');
select is(tap.to('f_handler', :m, 'downward'), (select string_agg(o.id::text, ' ' order by o.id) from org.office o where o.parent = 430102000000), 'down: its streets');
select is(tap.to('f_handler', :m, 'downward', '识字里'), '430102001001', 'its villages by name');
select is(tap.to('f_handler', :m, 'downward', '天心区'), '', 'nothing beside it');
select is(tap.to('f_handler', :m, 'downward', '湖南省'), '', 'nor above');
select is(tap.to('f_handler', :m, 'no_such_step'), '', 'of a step that is not');
select is(tap.to('p_neighbour', :m, 'forward'), '', 'of a case one does not see');
select is((select count(*) from org.office o where o.parent in (430100000000, 430102000000, 430103000000, 430102001000) and o.tier in (2, 3, 4)
             and tap.refuses('f_handler', :m, a.action, o.id) = (o.id::text = any (string_to_array(tap.to('f_handler', :m, a.action, o.name), ' ')))), 0::bigint, 'what is offered is taken, what is not is refused: ' || a.action)
  from (values ('forward'), ('downward')) a(action);
select is(tap.step('f_handler', :m, 'downward', '{"opinion": "请办理", "to_office": 430103000000}'), 'LB001 “转下级”不能交给' || (select name from org.office where id = 430103000000) || '：要交给所辖的机构', 'the sentence of it');
select tap.petition('p_village') as v \gset
select is(tap.to('p_village', :v, 'forward'), (select string_agg(o.id::text, ' ' order by o.id) from org.office o where o.parent = 430102001000 and o.id <> 430102001001), 'a village: those of its street');

------------------------------------------------------------------------------ people
select is(tap.by('f_handler', :m, 'forward'), '', 'nobody, before the office is chosen');
select is(tap.by('f_handler', :m, 'forward', '', 430103000000), '何专员', 'then its handlers');
select is(tap.by('f_handler', :m, 'downward', '', 430102001000), '王芳', 'of a street its clerks, who have the job there');
select is(tap.by('f_handler', :m, 'downward', '王', 430102001000), '王芳', 'by name'), is(tap.by('f_handler', :m, 'downward', '李', 430102001000), '', 'nobody of another name');
select is(tap.by('f_chief', :m, 'assign'), '蒋信 彭访', 'to name the handler: one''s own');
select is(tap.step('f_handler', :m, 'recuse', '{"ground": "信访人是我的亲属"}'), 'saved', 'one withdraws'), is(tap.by('f_chief', :m, 'assign'), '彭访', 'and is offered no more');
select is(tap.by('p_neighbour', :m, 'assign'), '', 'of a case one does not see nobody');

------------------------------------------------------------------------------ lists of offices
create function tap.finds(login text, finder text, q text) returns text language sql as $$ select tap.told(login, format('select coalesce(string_agg(o::text, '' '' order by o), '''') from app.%I(%L) o', finder, q)) $$;
select is(tap.finds('p_village', 'find_below', ''), '', 'a village has nobody below it');
select is(tap.finds('p_township', 'find_below', '文艺路'), '', 'nor is an office below itself: no notice goes to it');
select is(tap.finds('p_township', 'find_at_or_below', '文艺路'), '430102001000', 'at a meeting it may be');
select is(tap.finds('p_township', 'find_below', '识字里'), '430102001001', 'the village is below');
select is(tap.finds('p_township', 'find_below', '朝阳里'), '', 'that of another street is not');
select is(tap.finds('p_township', 'find_office', '芙蓉区'), '430102000000', 'above is what the line has'), is(tap.finds('p_township', 'find_below', '芙蓉区'), '', 'and the list of those below has not');
select is(tap.finds('p_township', 'find_other_office', '430102001000'), '', 'another office is not the own one');
select * from finish();
