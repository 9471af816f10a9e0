-- SPDX-License-Identifier: Apache-2.0
-- Meetings (5.1.2 city half-yearly, 5.1.3 county quarterly, 5.1.4 township monthly): a meeting counts when its minutes are written. The offices below
-- stand in its attendance from the beginning; what was resolved is a duty of the office charged with it until that one says what came of it.

create or replace function work.meeting_holds() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  tier constant int := (select o.tier from org.office o where o.id = new.office);
begin
  if new.kind in ('1', '2', '3') and tier <> new.kind::int then
    perform sec.refuse_by('meeting_kind_tier', 'work.meeting', 'kind');
  elsif new.held_on > ref.today() + 366 or new.held_on < '1990-01-01' then
    perform sec.refuse_by('meeting_day', 'work.meeting', 'held_on');
  elsif btrim(coalesce(new.minutes, ''), E' \n　') <> '' and new.held_on > ref.today() then
    perform sec.refuse_by('minutes_to_come', 'work.meeting', 'minutes');
  end if;
  new.minutes := nullif(btrim(new.minutes, E' \n　'), '');
  -- A late entry is the rule; beyond the limit the head answers for it, for what is put there and what is taken away (as with visits).
  if sec.own_staff() is not null and (tg_op = 'INSERT' or new.held_on <> old.held_on) and not sec.acts_as('head')
     and least(new.held_on, case when tg_op = 'UPDATE' then old.held_on end) < ref.today() - ref.setting_of('meeting.backdate_days', new.office, '92')::int then
    perform sec.refuse('meeting_back_dated', format('补记超过 %s 天的会议，由负责人登记', ref.setting_of('meeting.backdate_days', new.office, '92')), 'a meeting that long ago is entered by the head',
      '请看日期有没有写错，或请本机构负责人补记', 'held_on', 'work.meeting', hint_en => 'check the date, or ask the head of your office to enter it');
  end if;
  return new;
end $$;
create or replace trigger e_holds before insert or update on work.meeting for each row execute function work.meeting_holds();
call work.let_answer('work.meeting');

-- Who is to come: the established offices of the tier the kind is for, at the end of the transaction, so that what was typed with it stands.
create or replace function work.meeting_invites() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into work.attendance (office, meeting, attendee)
    select m.office, m.id, o.id from work.meeting m join org.office o on o.parent = m.office and o.established
     where m.id = new.id and m.voided_at is null and m.kind in ('1', '2', '3')
       and not exists (select from work.attendance a where a.meeting = m.id and a.attendee = o.id and a.voided_at is null) order by o.id;
  return null;
end $$;
drop trigger if exists x_invites on work.meeting;
create constraint trigger x_invites after insert on work.meeting deferrable initially deferred for each row execute function work.meeting_invites();

-- What a meeting's lines have in common: they are the meeting's office's, and name one at or below it, who sees them.
create or replace function work.meeting_line() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  m constant work.meeting := (select m from work.meeting m where m.id = new.meeting);
  named constant bigint := (to_jsonb(new) ->> tg_argv[0])::bigint;
begin
  if m.office <> new.office then
    perform sec.refuse_by('meeting_of_another', tg_table_schema || '.' || tg_table_name, 'meeting');
  elsif named is not null and not exists (select from org.office o, org.office top where o.id = named and top.id = m.office and org.at_or_below(o, top))
     and (tg_op = 'INSERT' or named is distinct from (to_jsonb(old) ->> tg_argv[0])::bigint) then
    perform sec.refuse_by('meeting_office_below', tg_table_schema || '.' || tg_table_name, tg_argv[0]);
  end if;
  new.with_office := nullif(named, new.office);
  return new;
end $$;
create or replace trigger c_party before insert or update on work.attendance for each row execute function work.meeting_line('attendee');
create or replace trigger c_party before insert or update on work.resolution for each row execute function work.meeting_line('charged');
create or replace trigger y_shown after insert or update on work.attendance for each row execute function sec.show_to_named('work.meeting', 'meeting', 'attendee');
create or replace trigger y_shown after insert or update on work.resolution for each row execute function sec.show_to_named('work.meeting', 'meeting', 'charged');

create or replace function work.attendance_holds() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if new.state in ('2', '3') and btrim(coalesce(new.reason, ''), ' 　') = '' then
    perform sec.refuse_by('absence_reason', 'work.attendance', 'reason');
  elsif new.state = '4' and btrim(coalesce(new.who, ''), ' 　') = '' then
    perform sec.refuse_by('represented_by', 'work.attendance', 'who');
  end if;
  return new;
end $$;
create or replace trigger e_holds before insert or update on work.attendance for each row execute function work.attendance_holds();

-- All of whom nothing is said yet came.
create or replace function api.meeting_rest_present(id bigint, version int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  m work.meeting := (select m from work.meeting m where m.id = meeting_rest_present.id);
  n int;
begin
  if m.id is null or m.voided_at is not null or not (sec.acts_as('clerk', m.office) or sec.acts_as('head', m.office)) then
    perform sec.refuse_by('meeting_not_yours', 'work.meeting');
  elsif m.held_on > ref.today() then
    perform sec.refuse_by('minutes_to_come', 'work.meeting', 'held_on');
  end if;
  update work.attendance a set state = '1' where a.meeting = m.id and a.state is null and a.voided_at is null;
  get diagnostics n = row_count;
  return case when sec.language() = 'en' then n || ' more present' else format('又记了 %s 家到会', n) end;
end $$;
comment on function api.meeting_rest_present(bigint, int) is '其余的都到会';

------------------------------------------------------------------------------ resolutions
create or replace function work.resolution_day() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if (tg_op = 'INSERT' or new.due_on <> old.due_on) and new.due_on < (select m.held_on from work.meeting m where m.id = new.meeting) then
    perform sec.refuse_by('resolution_before_meeting', 'work.resolution', 'due_on');
  end if;
  return new;
end $$;
create or replace trigger e_day before insert or update on work.resolution for each row execute function work.resolution_day();

-- Owed by who is charged with it, and waited for by whose meeting it was; done when its result is there, void with its meeting.
create or replace function work.resolution_owed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  stands constant boolean := new.voided_at is null and (select m.voided_at is null from work.meeting m where m.id = new.meeting);
  is_done constant boolean := stands and new.done_on is not null;
  owed constant work.duty := (select d from work.duty d where d.rule = 33 and d.subject = new.id);
  d work.duty := owed;
begin
  d.office := new.charged;
  d.with_office := nullif(new.office, new.charged);
  d.due_on := new.due_on;
  d.whom := left(new.what, 60);
  d.have := is_done::int;
  d.record := case when is_done then new.id end;
  d.outcome := case when not stands then 'v' when is_done then 'd' end;
  if d.outcome is distinct from owed.outcome then
    d.closed_on := case when d.outcome is not null then coalesce(new.done_on, ref.today()) end;
  end if;
  if owed.id is null then
    insert into work.duty (rule, office, with_office, subject, from_on, due_on, whom, have, outcome, closed_on, record)
    select 33, d.office, d.with_office, new.id, m.held_on, d.due_on, d.whom, d.have, d.outcome, d.closed_on, d.record from work.meeting m where m.id = new.meeting;
  elsif d is distinct from owed then
    update work.duty x set (office, with_office, due_on, whom, have, outcome, closed_on, record) = (d.office, d.with_office, d.due_on, d.whom, d.have, d.outcome, d.closed_on, d.record)
     where x.id = owed.id;
  end if;
  return null;
end $$;
create or replace trigger x_owed after insert or update on work.resolution for each row execute function work.resolution_owed();

-- With the meeting its lines are void.
create or replace function work.meeting_voided() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update work.resolution r set voided_at = new.voided_at, voided_by = new.voided_by, void_why = '会议作废' where r.meeting = new.id and r.voided_at is null;
  update work.attendance a set voided_at = new.voided_at, voided_by = new.voided_by, void_why = '会议作废' where a.meeting = new.id and a.voided_at is null;
  return null;
end $$;
create or replace trigger y_voided after update of voided_at on work.meeting for each row when (old.voided_at is null and new.voided_at is not null) execute function work.meeting_voided();

-- The resolution at hand, locked, for an office that may act on it: the one charged with it, or whose meeting it was.
create or replace function work.resolution_at_hand(id bigint, version int, whose text) returns work.resolution
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  r constant work.resolution := (select r from work.resolution r where r.id = resolution_at_hand.id for update);
  office constant bigint := case whose when 'charged' then r.charged else r.office end;
begin
  if r.id is null or r.voided_at is not null or not (sec.acts_as('clerk', office) or sec.acts_as('head', office)) then
    perform sec.refuse_by('resolution_not_yours', 'work.resolution');
  elsif r.version <> resolution_at_hand.version then
    perform sec.refuse_by('resolution_moved_on', 'work.resolution');
  end if;
  return r;
end $$;

-- What came of it, said by who is charged with it.
create or replace function api.resolution_done(id bigint, version int, done_on date, result text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r constant work.resolution := work.resolution_at_hand(resolution_done.id, resolution_done.version, 'charged');
begin
  if resolution_done.done_on is null then
    perform sec.needed('work.resolution', 'done_on');
  elsif resolution_done.done_on > ref.today() or resolution_done.done_on < (select m.held_on from work.meeting m where m.id = r.meeting) then
    perform sec.refuse_by('resolution_done_day', 'work.resolution', 'done_on');
  end if;
  update work.resolution x set done_on = resolution_done.done_on, result = sec.reason_given(resolution_done.result, 'result', 'work.resolution') where x.id = r.id;
  return case when sec.language() = 'en' then 'done' else '已办结' end;
end $$;
comment on function api.resolution_done(bigint, int, date, text) is '决议办得怎样';

-- It is not what was resolved: whose meeting it was gives it back.
create or replace function api.resolution_again(id bigint, version int, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r constant work.resolution := work.resolution_at_hand(resolution_again.id, resolution_again.version, 'office');
begin
  if r.done_on is null then
    perform sec.refuse_by('resolution_open', 'work.resolution');
  end if;
  perform sec.note('U', 'work.resolution', r.id, r.office, sec.reason_given(why));
  update work.resolution x set done_on = null, result = null where x.id = r.id;
  return case when sec.language() = 'en' then 'given back: it is owed again' else '已退回，继续办' end;
end $$;
comment on function api.resolution_again(bigint, int, text) is '决议退回重办';

-- The lists: how many came, and how a resolution stands.
create or replace view work.meeting_list with (security_invoker = true) as
select m.*, coalesce(x.came, 0) || '/' || coalesce(x.called, 0) as came,
       case when m.minutes is not null then case when l.en then 'written' else '有' end when m.held_on <= ref.today() then case when l.en then 'missing' else '缺' end
            else case when l.en then 'to come' else '未开' end end as has_minutes
  from work.meeting m
 cross join lateral (select sec.language() = 'en' as en) l
  left join lateral (select count(*) as called, count(*) filter (where a.state in ('1', '4')) as came from work.attendance a where a.meeting = m.id and a.voided_at is null) x on true;
comment on view work.meeting_list is '会议，附到会家数';
create or replace view work.resolution_list with (security_invoker = true) as
select r.*, case when r.done_on is not null then case when l.en then 'done' else '已办' end when r.due_on < ref.today() then case when l.en then 'overdue' else '逾期' end
                 else case when l.en then 'open' else '在办' end end as stands
  from work.resolution r cross join lateral (select sec.language() = 'en' as en) l;
comment on view work.resolution_list is '决议，附办得怎样';
grant select on work.meeting_list, work.resolution_list to lb_reader;

-- Meetings one sees, the latest first.
create or replace function app.find_meeting(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$ select m.id from work.meeting m where (most is null or m.voided_at is null) and (position(q in m.topic) > 0 or m.held_on::text ^@ q) order by m.held_on desc, m.id desc limit most $$;
comment on function app.find_meeting(text, int) is '按议题、日期找会议';
grant execute on function app.find_meeting(text, int) to lb_reader;

grant execute on function api.meeting_rest_present(bigint, int), api.resolution_done(bigint, int, date, text), api.resolution_again(bigint, int, text) to lb_reader;
