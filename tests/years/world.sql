-- SPDX-License-Identifier: Apache-2.0
-- The world of tests/part/tenyears: three villages and those above them, with people, pairings and one connection for each sign-on that acts.
\ir ../sql/person.inc
create schema years;
delete from ref.setting;
delete from work.duty_count;                   -- figures of the people who were taken away
delete from work.duty_delta;
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm'), ('2', '电话', 'telephone', 2, 'dh'), ('5', '信函', 'letter', 5, 'xh') on conflict do nothing;
insert into code.visit_occasion (code, name_zh, name_en, seq, py) values ('7', '包联走访', 'pairing', 7, 'bl') on conflict do nothing;

-- Festivals and ages have their own test (tests/sql/event.sql): who is owed them hangs on the day the timer ran. What the fixture held goes.
delete from work.opening where by_what in ('festival', 'age');
set session_replication_role = replica;
truncate work.meeting, work.attendance, work.resolution, service.event, work.pairing_missed, work.shown_to;
set session_replication_role = origin;
delete from work.duty;
update work.tick_state set opened_to = null, frozen_to = null, rules_from = '{}', rules_to = '{}';

-- Who acts for which office.
create table years.actor (office bigint primary key, login name not null, staff bigint not null);
insert into years.actor select w.office, w.login, a.staff from wanted w join sec.account a on a.login = w.login where w.login = any ('{p_village,p_neighbour,p_far,p_township,p_county,p_city,p_province}');

-- In the street and the county the clerk is the head as well, who rules.
grant lb_head to p_township, p_county;

-- One connection a sign-on, for as long as the world lasts.
create function years.connect(login name) returns void language sql as $$
  select dblink_connect(login, format('host=%s port=%s dbname=%s user=%s options=''-c client_min_messages=warning''', split_part(current_setting('unix_socket_directories'), ',', 1),
                                      current_setting('port'), current_database(), login)) $$;

-- What this sign-on gets for this statement, its first column; the message of a refusal. A transaction of its own.
create function years.does(login name, statement text) returns text language plpgsql as $$
declare said text; state text;
begin
  return (select string_agg(r, E'\n') from dblink(login, format('select t.* from (%s) t', statement)) x(r text));
exception when others then
  get stacked diagnostics said = message_text, state = returned_sqlstate;
  return state || ' ' || said;
end $$;

create function years.saves(login name, relation text, new jsonb, private jsonb default '{}', id bigint default null, version int default null) returns text language sql as $$
  select years.does(login, format('select answer::text from app.save(%L)', jsonb_strip_nulls(jsonb_build_object('relation', relation, 'id', id, 'version', version, 'old', case when id is not null then '{}'::jsonb end, 'new', new, 'private', nullif(private, '{}')))::text)) $$;

-- Somebody new, whose number no card bears: 430371, a day of birth, and a number within the world.
create sequence years.nth;
create function years.joins(office bigint) returns text language sql as $$
  select years.saves(a.login, 'service.person', jsonb_build_object('name', (array['张','李','王','谭','欧阳','区','单','覃'])[1 + n % 8] || (array['建国','志红','晓玲','海波','立新'])[1 + n % 5],
                                                                   'sex', case when n % 2 = 1 then '1' else '2' end, 'category', '100', 'filed_on', ref.today()),
                     jsonb_build_object('id_no', body || ref.id_digit(body)))
    from years.actor a, (select nextval('years.nth')::int as n) x,
         lateral (select '430371' || to_char('1950-01-01'::date + n % 9000, 'YYYYMMDD') || lpad((n % 1000)::text, 3, '0') as body) y where a.office = joins.office $$;

create function years.pairs(office bigint, person bigint, started date) returns text language sql as $$
  select years.saves(a.login, 'service.pairing', jsonb_build_object('person', person::text, 'started_on', started, 'staff', a.staff::text)) from years.actor a where a.office = pairs.office $$;

-- The same every time, begun at noon so that no midnight falls into a day's work.
select setseed(0.43) \g /dev/null
create procedure years.noon(day date) language sql as $$
  update ref.site set clock_offset = (day + time '12:00') at time zone 'Asia/Shanghai' - clock_timestamp() $$;
