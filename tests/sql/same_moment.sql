-- SPDX-License-Identifier: Apache-2.0
-- own database: two sessions write at the same moment.
-- A visit and its pairing, saved by two sessions neither of which sees the other's yet: the pairing has the visit, whichever came first.
\ir person.inc
\ir sessions.inc
select no_plan();
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm') on conflict do nothing;
insert into code.visit_occasion (code, name_zh, name_en, seq, py) values ('7', '包联走访', 'pairing', 7, 'bl') on conflict do nothing;
insert into service.person (office, name, sex, category, filed_on)
  select 430102001001, name, '1', '100', '2026-01-01' from unnest('{甲一,乙二,丙三,丁四}'::text[]) name;

create procedure tap.both_sign_on() language plpgsql as $$
begin
  perform dblink_connect(who, format('host=%s port=%s dbname=%s user=%s', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database(), who)),
          dblink_exec(who, 'begin') from unnest('{p_village,p_head}'::text[]) who;
end $$;
create procedure tap.both_sign_off() language plpgsql as $$
begin
  perform dblink_exec(who, 'commit'), dblink_disconnect(who) from unnest('{p_village,p_head}'::text[]) who;
end $$;
create function tap.visited(person text, day date) returns text language sql as $$
  select format($q$insert into service.visit (office, person, visited_on, mode, occasion, staff) select sec.own_office(), p.id, '%s', '1', '7', sec.own_staff() from service.person p where p.name = '%s' returning 'put in'$q$, day, person) $$;
create function tap.paired(person text, day date) returns text language sql as $$
  select format($q$insert into service.pairing (office, person, started_on, staff) select sec.own_office(), p.id, '%s', sec.own_staff() from service.person p where p.name = '%s' returning 'put in'$q$, day, person) $$;
create function tap.last_on(person text) returns date language sql as $$ select g.last_on from service.pairing g join service.person p on p.id = g.person where p.name = last_on.person $$;

call tap.both_sign_on();
select is(x.said, 'put in', 'a pairing, not yet committed') from dblink('p_head', tap.paired('甲一', ref.today() - 9)) x(said text);
select is(tap.sent('p_village', tap.visited('甲一', ref.today() - 1)), 'waits', 'the visit waits for it');
select dblink_exec('p_head', 'commit; begin') \g /dev/null
select is(tap.answer('p_village'), 'put in', 'and goes on');
call tap.both_sign_off();
select is(tap.last_on('甲一'), ref.today() - 1, 'the pairing has it');

call tap.both_sign_on();
select is(x.said, 'put in', 'a visit, not yet committed') from dblink('p_village', tap.visited('乙二', ref.today() - 1)) x(said text);
select is(tap.sent('p_head', tap.paired('乙二', ref.today() - 9)), 'waits', 'the pairing waits for it');
select dblink_exec('p_village', 'commit; begin') \g /dev/null
select is(tap.answer('p_head'), 'put in', 'and goes on');
call tap.both_sign_off();
select is(tap.last_on('乙二'), ref.today() - 1, 'and has it');

-- A pairing's first day is put right while a visit before it is put in.
select is(tap.told('p_head', replace(tap.paired('丙三', ref.today() - 2), 'returning ''put in''', '')), 'INSERT 0 1', 'a pairing');
call tap.both_sign_on();
select is(dblink_exec('p_head', 'update service.pairing g set started_on = g.started_on - 7 from service.person p where p.id = g.person and p.name = ''丙三'''), 'UPDATE 1', 'which began earlier, not yet committed');
select is(tap.sent('p_village', tap.visited('丙三', ref.today() - 5)), 'waits', 'the visit waits for it');
select dblink_exec('p_head', 'commit; begin') \g /dev/null
select is(tap.answer('p_village'), 'put in', 'and goes on');
call tap.both_sign_off();
select is(tap.last_on('丙三'), ref.today() - 5, 'the pairing has it');

select is(tap.told('p_head', $$update service.pairing g set ended_on = ref.today() - 3, end_why = '换人包联' from service.person p where p.id = g.person and p.name = '丙三'$$), 'UPDATE 1', 'it ends');
create temp table before as select * from service.pairing;
select is(tap.told('p_village', replace(tap.visited('丙三', ref.today() - 1), 'returning ''put in''', '')), 'INSERT 0 1', 'a visit after it');
select is((select count(*) from (select * from service.pairing except select * from before) x), 0::bigint, 'leaves it as it is, also who changed it last');

-- Two visits to one person do not wait for each other where there is no pairing.
call tap.both_sign_on();
select is(x.said, 'put in', 'a visit, not yet committed') from dblink('p_village', tap.visited('丁四', ref.today() - 1)) x(said text);
select is(tap.sent('p_head', tap.visited('丁四', ref.today() - 2)), 'answered', 'another visit');
select is(tap.answer('p_head'), 'put in', 'is put in');
call tap.both_sign_off();
select * from finish();
