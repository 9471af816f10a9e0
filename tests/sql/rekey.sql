-- SPDX-License-Identifier: Apache-2.0
-- own database: readings are changed for everybody.
-- Readings change: names on file are found by the new ones once they have been read anew, in batches, from where it was broken off.
\ir person.inc
select no_plan();

create function tap.found_by(key text) returns text language sql as $$ select string_agg(distinct p.name, ' ' order by p.name) from service.person_key k join service.person p on p.id = k.person where k.key = found_by.key $$;
-- U+2CC56 is read by ref.glyph alone; so far by nothing.
update ref.glyph set py = null where hanzi = '𬱖';
delete from work.rekeying;
insert into service.person (office, name, sex, birth_year, category, condition, filed_on) values
  (430102001001, '李𬱖', '1', 1950, '100', '1', '2020-01-02'), (430102001001, '王大𬱖', '1', 1951, '100', '1', '2020-01-02'), (430102001001, '钱小明', '1', 1952, '100', '1', '2020-01-02'),
  (430102001001, '孙𬱖', '1', 1953, '100', '1', '2020-01-02');
insert into service.household (office, name) values (430102001001, '李𬱖');
update service.person set py = 'suntuo' where name = '孙𬱖';
select is((select count(*)::int from work.rekeying), 0, 'people who are entered change no readings');
update ref.glyph set py = 'tui yao' where hanzi = '𬱖';
select is((select stage || ' ' || upto from work.rekeying), '1 0', 'a reading that changes is to be done');
create function tap.all_of_them(most int) returns text language plpgsql as $$
declare r record; n int := 0;
begin
  loop
    select * into r from work.rekey_step(most);
    n := n + 1;
    exit when r.is_done;
  end loop;
  return r.seen || ' ' || r.changed;
end $$;
select is(tap.found_by('litui'), null, 'what a character is read as from now on finds nobody of before');
select lives_ok('select * from work.rekey_step(1)', 'one name, and it is broken off');
select is((select r.seen || ' ' || (r.upto = (select min(id) from service.person)) from work.rekeying r), '1 true', 'it knows how far it came');
select is(tap.all_of_them(2), (select ((select count(*) from service.person) + (select count(*) from service.household) + (select count(*) from org.staff)) || ' 4'), 'and goes on from there to the end: who has the character is read anew, and nobody else');
select is(tap.found_by('litui') || ' ' || tap.found_by('wangdatui') || ' ' || tap.found_by('lt'), '李𬱖 王大𬱖 李𬱖', 'they are found');
select is((select string_agg(py, ' ' order by birth_year) from service.person where name in ('李𬱖', '王大𬱖', '孙𬱖')), 'litui wangdatui suntuo', 'and read so, but for the one put right');
select is(tap.found_by('suntuo') || ' ' || tap.found_by('suntui'), '孙𬱖 孙𬱖', 'who is found by both');
select is((select py || ' ' || initials from service.household where name = '李𬱖'), 'litui lt', 'households too');
select is((select py from service.person where name = '钱小明'), 'qianxiaoming', 'the others as before');
select is(tap.all_of_them(100), (select ((select count(*) from service.person) + (select count(*) from service.household) + (select count(*) from org.staff)) || ' 0'), 'a second time there is nothing to be done');
update ref.glyph set py = py where false;
select is((select count(*)::int from work.rekeying), 0, 'a statement that changes nothing wants nothing');
update ref.hanzi set hanzi = hanzi where hanzi = '钱';
select is((select chars || stage || upto from work.rekeying), '钱10', 'readings of a common character, too');
update ref.surname set surname = surname where surname = (select min(surname) from ref.surname);
select is((select chars from work.rekeying), '钱' || (select min(surname) from ref.surname), 'and those of surnames');
-- A character that is no more, or is new.
create function tap.wanted(change text) returns text language plpgsql as $$
begin
  delete from work.rekeying;
  execute change;
  return (select chars from work.rekeying);
end $$;
create temp table gone_glyph as select * from ref.glyph where hanzi = '𬱖';
create temp table gone_surname as select * from ref.surname where surname = '覃';
select is(tap.wanted($$delete from ref.glyph where hanzi = '𬱖'$$) || tap.wanted($$insert into ref.glyph select * from gone_glyph$$), '𬱖𬱖', 'a rare character gone, and there again');
select matches(tap.wanted($$delete from ref.surname where surname = '覃'$$) || ' ' || tap.wanted($$insert into ref.surname select * from gone_surname$$), '^覃+ 覃+$', 'a reading of a surname');
select matches(tap.wanted($$insert into ref.hanzi select (jsonb_populate_record(h, '{"hanzi": "㐀"}')).* from ref.hanzi h where h.hanzi = '钱' limit 1$$) || ' ' || tap.wanted($$delete from ref.hanzi where hanzi = '㐀'$$), '^㐀+ 㐀+$', 'a common one');
select * from finish();
