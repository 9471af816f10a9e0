-- SPDX-License-Identifier: Apache-2.0
-- A case begins with the row of its register, and its facts stay with whoever has it: the triggers on the registers of processes (65_flow.sql).

-- 430102000000-2026-0031: the office that registers it, the year, the next number there. One series for all its processes: a number names
-- one case, whatever it is.
drop function if exists flow.next_number(text, bigint, date);
create or replace function flow.next_number(office bigint, today date) returns text
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare given work.matter_number;
begin
  insert into work.matter_number as n (office, year, last) values (next_number.office, extract(year from today), 1)
      on conflict on constraint matter_number_pkey do update set last = n.last + 1
  returning * into given;
  return concat_ws('-', office, given.year, case when given.last < 10000 then to_char(given.last, 'FM0000') else given.last::text end);
end $$;

-- The case with whom its register says it is about. Refused where the file of that person moves away meanwhile, or another like it is open.
create or replace function flow.is_about(m work.matter, n jsonb) returns work.matter
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  p constant flow.process := (select x from flow.process x where x.process = m.process);
begin
  m.person := (n ->> 'person')::bigint; m.whom := n ->> p.called;
  if p.follows then                         -- a file that just moves away is waited for, and is not here any more
    perform from service.person x where x.id = m.person for share;
    if sec.own_staff() is not null and sec.sees((select x.office from service.person x where x.id = m.person)) is not true then
      perform sec.refuse_by('file_moved_away', p.relation, 'person');
    end if;
  end if;
  if m.alone and exists (select from work.matter x where x.process = m.process and x.person = m.person and x.ended_on is null and x.id <> m.id) then
    perform sec.refuse('one_open_matter_per_person', format('这个人有一件%s还没有办完', p.zh), format('a %s about this person is still open', lower(p.en)), field => 'person', relation => p.relation);
  end if;
  return m;
end $$;

-- The register says otherwise now: the case and the lines that tell of it follow.
create or replace function flow.is_about_another(m work.matter, was jsonb, n jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  called constant text := (select x.called from flow.process x where x.process = m.process);
begin
  if was -> 'person' is not distinct from n -> 'person' and was -> called is not distinct from n -> called then return; end if;
  m := flow.is_about(m, n);
  update work.matter x set person = m.person, whom = m.whom where x.id = m.id;
  update work.duty d set person = m.person, whom = m.whom
   where d.subject = m.id and d.closed_on is null and not m.restricted and d.rule in (select r.rule from work.rule r where r.opens = 'process');
end $$;

-- Before insert on the register. Argument: the process. The row's id is the case's.
create or replace function flow.begin() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  p flow.process := (select x from flow.process x where x.process = tg_argv[0]);
  s flow.state := (select x from flow.state x where x.process = tg_argv[0] and x.kind = 'start');
  n constant jsonb := to_jsonb(new);
  tier constant smallint := flow.tier_of(new.office);
  me constant bigint := sec.own_staff();
  m work.matter;
  clocks work.clock[];
  step work.step;
begin
  if tier <> all (p.tiers) then
    perform sec.refuse('process_tier', format('这一级机构不登记%s', p.zh), format('offices of this tier do not register a %s', lower(p.en)), relation => p.relation);
  elsif me is not null and not flow.acts_as(p.process, flow.job_at(tier, s.job)) then
    perform sec.refuse('step_job', format('%s由%s登记', p.zh, flow.job_text(p.process, flow.job_at(tier, s.job), false)),
                       format('a %s is registered by the %s', lower(p.en), flow.job_text(p.process, flow.job_at(tier, s.job), true)), relation => p.relation);
  end if;
  m.id := nextval(pg_get_serial_sequence('work.matter', 'id'));
  m.process := p.process; m.rule := p.rule; m.office := new.office; m.home := new.office; m.alone := p.one_open; m.restricted := coalesce((n ->> 'restricted')::boolean, false);
  m.state := s.state; m.seq := 1; m.began_on := ref.today(); m.moved_by := me; m.moved_at := ref.now();
  m.next_office := flow.actor(s, new.office, new.office, (n ->> p.target)::bigint, null); m.next_job := flow.job_at(flow.tier_of(m.next_office), s.job);
  m.returns := 0; m.ruled := false; m.takebacks := 0; m.escalated := 0;
  if m.next_office = new.office then
    m.opened_at := m.moved_at; m.opened_by := me;
  else
    m.sender := new.office;
  end if;
  m.number := flow.next_number(new.office, m.began_on);
  m := flow.is_about(m, n);
  step.happened_on := coalesce((n ->> p.begins_on)::date, m.began_on);
  clocks := array(select b from flow.born(m, s, step.happened_on, 1) b);
  select min(c.due_on), min(c.due_on - c.amber), min(c.due_at) into m.due_on, m.amber_on, m.due_at from unnest(clocks) c;
  insert into work.matter select m.*;
  perform flow.start(clocks);
  if not exists (select from flow.line_of(m.office) l where l.id = m.next_office) then
    insert into work.guest (office, matter, seq) values (m.next_office, m.id, 1);
  end if;
  if m.restricted and me is not null then
    insert into work.entrusted (staff, matter, seq) values (me, m.id, 1);
  end if;
  step.matter := m.id; step.process := p.process; step.seq := 1; step.action := 'begin'; step.kind := 'step'; step.to_state := m.state; step.at := m.moved_at; step.on_day := m.began_on;
  step.staff := me; step.job := m.next_job; step.office := new.office; step.by_office := nullif(sec.own_office(), new.office); step.to_office := m.next_office; step.due_on := m.due_on;
  step.id := nextval(pg_get_serial_sequence('work.step', 'id'));
  step.digest := flow.file_paper(m, step, n);
  insert into work.step select step.*;
  new.id := m.id;
  return new;
end $$;

-- Why the session may not change the facts of a case; null when it may: they are the holder's, while the state lets them be changed. (An update that
-- reads no column is not asked whether it sees the rows.)
create or replace function flow.edit_fault(m work.matter) returns flow.fault
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  s flow.state := (select x from flow.state x where x.process = m.process and x.state = m.state);
begin
  if flow.sees(m) is not true then
    return row('matter_gone', '没有这件事，或不在您的范围', 'no such case in your area', false)::flow.fault;
  elsif m.ended_on is not null or not s.edit then
    return row('facts_stay', format('“%s”的时候内容不能改', s.zh), format('the facts stay as they are while it is “%s”', s.en), false)::flow.fault;
  elsif flow.stands_in(m, m.next_office, m.next_job, '{}') then
    return null;
  elsif sec.writes(m.next_office) is not true then
    return row('facts_elsewhere', format('这件事现在在%s', (select o.name from org.office o where o.id = m.next_office)),
               format('the case is with %s', (select o.name from org.office o where o.id = m.next_office)), false)::flow.fault;
  elsif not flow.acts_as(m.process, m.next_job) or (m.next_staff is not null and sec.deputised(m.next_staff) is not true) then
    return row('step_job', format('内容由%s改', coalesce((select x.name from org.staff x where x.id = m.next_staff), flow.job_text(m.process, m.next_job, false))),
               format('the facts are for %s to change', coalesce((select x.name from org.staff x where x.id = m.next_staff), flow.job_text(m.process, m.next_job, true))), false)::flow.fault;
  end if;
  return null;
end $$;

-- Before update on the register, before either on its child lists. Argument: the column that names the case, `id` unless told.
create or replace function flow.facts_stay() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  m work.matter := (select x from work.matter x where x.id = (to_jsonb(new) ->> coalesce(tg_argv[0], 'id'))::bigint);
  begins constant text := (select p.begins_on from flow.process p where p.process = m.process);
begin
  if sec.merging() then return new; end if;                                 -- whose case it is, not what it says
  if sec.own_staff() is not null then                                       -- the owner's own statements are not asked
    if tg_nargs = 0 and to_jsonb(new) -> begins is distinct from to_jsonb(old) -> begins then
      perform sec.refuse_by('begin_stays', tg_table_schema || '.' || tg_table_name, begins);
    end if;
    perform flow.must_be_free(flow.edit_fault(m));
  end if;
  if tg_nargs = 0 then
    perform flow.is_about_another(m, to_jsonb(old), to_jsonb(new));
  end if;
  return new;
end $$;

-- May the session change this record: by row security, and where it is a case by where that stands.
create or replace function api.may_change(relation text, id bigint) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r constant regclass := (select p.relation from sec.protected p where p.relation::text = may_change.relation and p.kind = 'register');
begin
  return sec.holds_for(r, id, 'see') and sec.holds_for(r, id, 'change')
     and (not exists (select from flow.process p where p.relation = may_change.relation)
          or coalesce((flow.edit_fault((select m from work.matter m where m.id = may_change.id))).rule is null, false));
end $$;
comment on function api.may_change(text, bigint) is '这条记录我现在能不能改';

-- The holder has read it: from now on it is not taken back.
create or replace function flow.opened(matter bigint) returns void
language sql set search_path = pg_catalog, pg_temp
as $$
  update work.matter m set opened_at = ref.now(), opened_by = sec.own_staff()
   where m.id = opened.matter and m.opened_at is null and m.ended_on is null and sec.writes(m.next_office) and flow.sees(m)
$$;

-- Its county and that of whoever must act hear of it (sec.notify_rows).
drop trigger if exists z_notify on work.matter;
call sec.by_statement('work.matter', 'z_notify', 'sec.notify_rows(''next_office'')', gone => false);

grant execute on function api.may_change(text, bigint) to lb_staff;
