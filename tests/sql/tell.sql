-- SPDX-License-Identifier: Apache-2.0
-- own database: another session listens.
-- Which counties hear of a change, and when: kept in mind with the change, told by app.tell() behind it, forgotten with a rollback.
\ir person.inc
select no_plan();
create function tap.known() returns text language sql as $$ select coalesce(current_setting('laobing.changed', true), '') $$;
-- What the ears have heard; the question in between makes them look.
create function tap.heard() returns text language plpgsql as $$
begin
  perform * from dblink('ears', 'select 1') x(one int);
  return (select coalesce(string_agg(notify_name, ' ' order by notify_name), '') from dblink_get_notify('ears'));
end $$;
select dblink_connect('ears', format('host=%s port=%s dbname=%s user=p_county', split_part(current_setting('unix_socket_directories'), ',', 1),
    current_setting('port'), current_database())), dblink_exec('ears', 'listen lb_430102'), dblink_exec('ears', 'listen lb_430103') \g /dev/null

insert into service.household (office, name) values (430102001001, '甲户'), (430102001002, '乙户');
select is(tap.known(), '430102', 'a county is kept in mind once');
insert into service.household (office, name) values (430103000000, '丙户');
select is(tap.known(), '430102 430103', 'and another beside it');
select is(tap.heard(), '', 'nobody has heard of it yet');
select app.tell() \g /dev/null
select is(tap.heard(), 'lb_430102 lb_430103', 'told, both hear');
select app.tell() \g /dev/null
select is(tap.heard(), '', 'once');

begin;
update service.household set note = '改' where name = '甲户';
rollback;
select app.tell() \g /dev/null
select is(tap.heard(), '', 'what was taken back is not told');

set laobing.changed = '430102; drop table x';
select app.tell() \g /dev/null
select is(tap.heard(), '', 'nor what is no county');
select * from finish();
