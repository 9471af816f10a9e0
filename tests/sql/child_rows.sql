-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Two people change one line of a list: other fields are merged, of the same field one is asked, as of the record itself.
\ir person.inc
select no_plan();
insert into service.person (office, name, sex, category, filed_on) values (430102001001, '张国强', '1', '100', '2026-01-01');
insert into service.visit (office, person, visited_on, mode, occasion, staff)
  select 430102001001, 1, ref.today(), (select min(code) from code.visit_mode), (select min(code) from code.visit_occasion), a.staff from sec.account a where a.login = 'p_village';
insert into service.need (office, visit, what, detail) select 430102001001, v.id, '修水管', '厨房' from service.visit v;
-- LOGIN changes the line as it stood at version AT with the values OLD to the values NEW.
create function tap.line(login text, at int, old text, new text) returns text language sql as $$
  select tap.told(login, format($q$select answer from app.save('{"relation":"service.visit","id":%s,"version":%s,"old":{},"new":{},"children":[
      {"relation":"service.need","by":"visit","rows":[{"id":%s,"version":%s,"old":%s,"new":%s}]}]}')$q$, v.id, v.version, n.id, at, old, new))
    from service.visit v, service.need n $$;
create function tap.lies() returns text language sql as $$ select n.what || '|' || coalesce(n.detail, '') || '|' || n.version from service.need n $$;

select is(tap.line('p_head', 1, '{"what":"修水管","detail":"厨房"}', '{"detail":"卫生间"}'), 'saved', 'the head says where');
select is(tap.line('p_village', 1, '{"what":"修水管","detail":"厨房"}', '{"what":"换水管"}'), 'saved', 'the clerk, who has not seen it, says what');
select is(tap.lies(), '换水管|卫生间|3', 'both stand');
select is(tap.line('p_village', 2, '{"what":"修水管","detail":"厨房"}', '{"detail":"阳台"}'), 'clash' || E'\nmerged', 'the same field: both are shown');
select is(tap.line('p_village', 2, '{"what":"修水管","detail":"厨房"}', '{"detail":"卫生间"}'), 'saved', 'the same in the same words is none');
select is(tap.lies(), '换水管|卫生间|4', 'nothing was overwritten');
update service.need set voided_at = now(), voided_by = 'x', void_why = 'x';
select matches(tap.line('p_village', 5, '{"what":"换水管","detail":"卫生间"}', '{"detail":"阳台"}'), '^LB001 明细里有一行刚被别人作废了', 'a line that is gone');
select * from finish();
