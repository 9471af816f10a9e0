-- SPDX-License-Identifier: Apache-2.0
-- People on file at another office: told only that they are, and asked for (decision 10).

create or replace function sec.may_keep_files() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select sec.own_staff() is not null and (sec.has_job('clerk') or sec.has_job('head')) $$;

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

-- Asks the office that holds the file; whether there is one, api.on_file has told before. Returns the request's id.
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
  reason := sec.reason_given(why, 'why', 'work.transfer_request');
  perform sec.id_must_be_good(ask_transfer.id_no);
  if not sec.looked('service.person', p.id, 'on_file ' || ref.id_masked(ref.id_18(ask_transfer.id_no)), '1 hour') then
    perform sec.refuse('where_first', '请先查这个人在哪里建档，再申请', 'first ask where this person is on file', '按 F3，写身份证号，再按 F6', hint_en => 'F3, the ID number, then F6');
  elsif p.id is null then
    perform sec.refuse('not_on_file', '这个人还没有建档', 'nobody with this number is on file', '可以直接新建档案', hint_en => 'you may open a file yourself');
  elsif p.office = asks then
    perform sec.refuse('already_here', format('%s就在本机构建档', p.name), 'the file is already here', '请打开原来那一份', hint_en => 'open the file that is there');
  elsif exists (select from work.transfer_request r where r.office = asks and r.person = p.id and r.answer is null) then
    perform sec.refuse('asked_already', '已经申请过，对方还没有答复', 'asked already, not answered yet');
  end if;
  insert into work.transfer_request (office, with_office, person, whom, why, asked_on)
  values (asks, p.office, p.id, ref.name_masked(p.name), reason, ref.today()) returning id into born;
  return born;
end $$;
comment on function api.ask_transfer(text, text, bigint) is '申请把在别处建档的人转入';

-- The requests as a list: by name who holds the file, by the masked name who only asks.
drop view if exists work.transfer_list;         -- its columns are the table's
create view work.transfer_list with (security_invoker = true) as
select r.*, coalesce((select p.name from service.person p where p.id = r.person), r.whom) as called from work.transfer_request r;
comment on view work.transfer_list is '转入申请，附称呼';
grant select on work.transfer_list to lb_reader;

-- The file of a person goes to another office, with what belongs to it. Pairings of offices that the new holder does not lie under end;
-- rows of others keep their office and follow with their second party where the relation says so.
create or replace function sec.move_person(person bigint, to_office bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r sec.protected;
begin
  update service.person p set office = to_office, household = null where p.id = move_person.person;
  update service.person_private v set office = to_office where v.id = move_person.person;
  update service.pairing g set ended_on = greatest(ref.today(), g.started_on), end_why = '档案转到' || (select o.name from org.office o where o.id = to_office)
   where g.person = move_person.person and g.ended_on is null and g.voided_at is null
     and not exists (select from org.office o where o.id = g.office and to_office >= o.id and to_office < o.hi);
  for r in select * from sec.protected where party is not null and follows loop
    execute format('update %s set with_office = nullif($2, office) where %I = $1 and with_office is distinct from nullif($2, office)', r.relation, r.party)
      using move_person.person, to_office;
  end loop;
  update service.need n set with_office = v.with_office from service.visit v
   where v.id = n.visit and v.person = move_person.person and n.with_office is distinct from v.with_office;
end $$;

create or replace function api.answer_transfer(id bigint, accept boolean, why text default null) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r work.transfer_request := (select r from work.transfer_request r where r.id = answer_transfer.id);
begin
  perform sec.must_keep_files();
  perform from service.person p where p.id = r.person for update;     -- two answers to two requests for one person
  select * into r from work.transfer_request q where q.id = answer_transfer.id for update;
  if r.id is null or not sec.writes(r.with_office) then
    perform sec.refuse('not_your_request', '没有这份申请，或不由本机构答复', 'no such request for your office to answer');
  elsif r.answer is not null then
    perform sec.refuse('answered_already', '这份申请已经答复过', 'this request has been answered');
  elsif accept is not true then
    why := sec.reason_given(why, 'answer_why', 'work.transfer_request');
  elsif not exists (select from service.person p where p.id = r.person and p.office = r.with_office) then
    perform sec.refuse('not_here_any_more', '这个人的档案已不在本机构', 'the file is no longer held here');
  end if;
  update work.transfer_request q
     set answer = case when accept then 'accepted' else 'refused' end, answer_why = nullif(btrim(answer_transfer.why, ' 　'), ''), answered_on = ref.today()
   where q.id = r.id;
  if accept then
    perform sec.move_person(r.person, r.office);
  end if;
end $$;
comment on function api.answer_transfer(bigint, boolean, text) is '答复转入申请；同意的，档案当即转过去';

-- Actions of the register of transfer requests.
create or replace function api.accept_transfer(id bigint, version int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform api.answer_transfer(id, true);
  return case when sec.language() = 'en' then 'accepted: the file has moved' else '已同意，档案已转过去' end;
end $$;

create or replace function api.refuse_transfer(id bigint, version int, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform api.answer_transfer(id, false, why);
  return case when sec.language() = 'en' then 'refused' else '已答复：不同意' end;
end $$;

-- Who asked no longer wants it; there is nothing left to answer.
create or replace function api.withdraw_transfer(id bigint, version int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r work.transfer_request;
begin
  perform sec.must_keep_files();
  select * into r from work.transfer_request q where q.id = withdraw_transfer.id for update;
  if r.id is null or not sec.writes(r.office) then
    perform sec.refuse('not_your_asking', '没有这份申请，或不是本机构提的', 'no such request of your office');
  elsif r.answer is not null then
    perform sec.refuse('answered_already', '这份申请已经答复过', 'this request has been answered');
  end if;
  update work.transfer_request q set answer = 'withdrawn', answered_on = ref.today() where q.id = r.id;
  return case when sec.language() = 'en' then 'withdrawn' else '已撤回' end;
end $$;
comment on function api.withdraw_transfer(bigint, int) is '撤回还没有答复的转入申请';

grant execute on function sec.may_keep_files(), api.on_file(text), api.find_elsewhere(text), api.ask_transfer(text, text, bigint), api.answer_transfer(bigint, boolean, text) to lb_staff;
grant execute on function api.accept_transfer(bigint, int), api.refuse_transfer(bigint, int, text), api.withdraw_transfer(bigint, int) to lb_reader;
