-- SPDX-License-Identifier: Apache-2.0
-- People on file at another office: told only that they are, and asked for (decision 10).

create or replace function sec.may_keep_files() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select sec.own_staff() is not null and (sec.acts_as('clerk') or sec.acts_as('head')) $$;

create or replace function sec.must_keep_files() returns void
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  if not sec.may_keep_files() then
    perform sec.refuse('not_your_job', '您的岗位不办建档和转入', 'your job does not keep files');
  end if;
end $$;

-- Is the holder of this number on file, and where. Elsewhere: the office and a masked name, no more. The question must be on record before
-- it is answered, as in api.open_private: the first call puts it there and answers with nulls, the same call within a minute, in another
-- transaction, has the answer; no row: nobody.
create or replace function api.on_file(id_no text) returns table (here boolean, person bigint, office_name text, masked_name text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  p service.person := sec.person_of_number(on_file.id_no);
  note constant text := 'on_file ' || ref.id_masked(ref.id_18(on_file.id_no));
begin
  perform sec.must_keep_files();
  perform sec.id_must_be_good(on_file.id_no);
  if not sec.looked('service.person', p.id, note, '1 minute') then
    perform sec.try_or_refuse('on file', 30);
    perform sec.note('P', 'service.person', p.id, p.office, note);
    return next;
    return;
  elsif p.id is null then
    return;
  end if;
  here := sec.sees(p.office);
  person := case when here then p.id end;
  office_name := (select o.name from org.office o where o.id = p.office);
  masked_name := case when here then p.name else ref.name_masked(p.name) end;
  return next;
end $$;
comment on function api.on_file(text) is '这个身份证号在哪里建档';

-- Where a file is opened for who is on file nowhere: the register, and the column of the number. Nothing for who opens none.
create or replace function app.new_file() returns table (register text, field text)
language sql stable set search_path = pg_catalog, pg_temp
as $$ select m.register, 'id_no' from app.menu() m where m.relation = 'service.person' and m.may_add limit 1 $$;
grant execute on function app.new_file() to lb_staff;

-- How many people outside one's scope bear exactly this name; at most 99. Numbers are api.on_file's.
create or replace function api.find_elsewhere(q text) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  wanted text := ref.name_fold(q);
begin
  perform sec.must_keep_files();
  if coalesce(char_length(wanted), 0) < 2 or app.kind_of_typed(q) <> 'name' then
    perform sec.refuse('whole_name', '问别处要写全姓名的汉字', 'offices elsewhere are asked by a whole name in hanzi', '或写完整的身份证号', hint_en => 'or by the whole ID number');
  end if;
  perform sec.try_or_refuse('elsewhere', 60);
  perform sec.note('P', 'service.person', null, null, 'find_elsewhere');
  return (select count(*) from (select from service.person p where p.name = wanted and p.voided_at is null and not sec.sees(p.office) limit 99) x);
end $$;
comment on function api.find_elsewhere(text) is '别处还有几人符合';

-- Asks the office that holds the file; whether there is one, api.on_file has told before. A case of the process `move` begins; its id.
create or replace function api.ask_transfer(id_no text, why text, to_office bigint default null) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  asks bigint := coalesce(to_office, sec.own_office());
  p service.person := sec.person_of_number(ask_transfer.id_no);
  reason text;
  born bigint;
begin
  perform sec.must_keep_files();
  if not sec.writes(asks) then
    perform sec.refuse('not_your_office', '只能为本机构和代办的机构申请', 'you may ask for your own office only');
  end if;
  reason := sec.reason_given(why, 'why', 'service.move');
  perform sec.id_must_be_good(ask_transfer.id_no);
  if not sec.looked('service.person', p.id, 'on_file ' || ref.id_masked(ref.id_18(ask_transfer.id_no)), '1 hour') then
    perform sec.refuse('where_first', '请先查这个人在哪里建档，再申请', 'first ask where this person is on file', '按 F3，写身份证号，再按 F6', hint_en => 'F3, the ID number, then F6');
  elsif p.id is null then
    perform sec.refuse('not_on_file', '这个人还没有建档', 'nobody with this number is on file', '可以直接新建档案', hint_en => 'you may open a file yourself');
  elsif p.office = asks then
    perform sec.refuse('already_here', format('%s就在本机构建档', p.name), 'the file is already here', '请打开原来那一份', hint_en => 'open the file that is there');
  elsif exists (select from work.matter m where m.process = 'move' and m.office = asks and m.person = p.id and m.ended_on is null) then
    perform sec.refuse('asked_already', '已经申请过，对方还没有答复', 'asked already, not answered yet');
  end if;
  insert into service.move (office, person, other_office, brings_in, why) values (asks, p.id, p.office, true, reason) returning id into born;
  return born;
end $$;
comment on function api.ask_transfer(text, text, bigint) is '申请把在别处建档的人转入';

-- The file of a person goes to another office, with what belongs to it. Pairings of offices that the new holder does not lie under end;
-- rows of others keep their office and follow with their second party where the relation says so; open cases go along where their process
-- says so: how many did.
create or replace function sec.move_person(person bigint, to_office bigint) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r sec.protected;
  from_office bigint;
begin
  select p.office into from_office from service.person p where p.id = move_person.person for update;
  update service.person p set office = to_office, household = null where p.id = move_person.person;
  update service.person_private v set office = to_office where v.id = move_person.person;
  update service.person_name n set office = to_office where n.person = move_person.person;
  update service.pairing g set ended_on = greatest(ref.today(), g.started_on), end_why = '档案转到' || (select o.name from org.office o where o.id = to_office)
   where g.person = move_person.person and g.ended_on is null and g.voided_at is null
     and not exists (select from org.office o where o.id = g.office and to_office >= o.id and to_office < o.hi);
  for r in select * from sec.protected where party is not null and follows loop
    execute format('update %s set with_office = nullif($2, office) where %I = $1 and with_office is distinct from nullif($2, office)', r.relation, r.party)
      using move_person.person, to_office;
  end loop;
  update service.need n set with_office = v.with_office from service.visit v
   where v.id = n.visit and v.person = move_person.person and n.with_office is distinct from v.with_office;
  return flow.rehome(person, from_office, to_office);
end $$;

grant execute on function sec.may_keep_files(), api.on_file(text), api.find_elsewhere(text), api.ask_transfer(text, text, bigint) to lb_staff;
