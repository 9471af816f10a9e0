-- SPDX-License-Identifier: Apache-2.0
-- The process engine: one function applies any step to any case. It knows who, when, from where to where, clocks, separation of persons,
-- hand-over, and the words of a refusal; what a register adds is a trigger on work.step (before: a guard, after: an effect).

------------------------------------------------------------------------------ the steps there are
-- What every process has without saying so.
create or replace function flow.common_steps() returns setof flow.step
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select null, null, x.action, null, x.kind, x.who, x.job, null::smallint[], x.asks, x.may, '{}'::text[], '{}'::text[], '{}'::text[], null, null, null::smallint, x.seq::smallint, x.zh, x.en
    from (values
    -- action      kind        who       job           asks                   may              seq  zh            en
      ('takeback', 'takeback', 'sender', null::text,   '{}'::text[],          '{ground}'::text[], 90, '撤回',       'Take back'),
      ('assign',   'assign',   'next',   'head',       '{to_staff}'::text[],  '{opinion}',      91, '指定经办人', 'Name the handler'),
      ('recuse',   'recuse',   'next',   null,         '{ground}',            '{}',             92, '我要回避',   'Recuse myself')) x(action, kind, who, job, asks, may, seq, zh, en)
$$;

-- Where an office of the old line stands in the new one, when a file goes from one office to another: at its own tier, or where the file is
-- held when that lies higher. One beside the line stays.
create or replace function flow.along(office bigint, from_office bigint, to_office bigint) returns bigint
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case when office = from_office then to_office
              when exists (select from flow.line_of(from_office) l where l.id = along.office) then coalesce(flow.at_tier(to_office, flow.tier_of(along.office)), to_office)
              else office end
$$;

-- The office that stands now for one that step number `seq` knew.
create or replace function flow.now_for(m work.matter, office bigint, seq int) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare x work.step;
begin
  for x in select s.* from work.step s where s.matter = m.id and s.kind = 'rehome' and s.seq > now_for.seq order by s.seq loop
    office := flow.along(office, (x.was ->> 'from')::bigint, (x.was ->> 'to')::bigint);
  end loop;
  return office;
end $$;

-- The step that brought the case where it is, as far as it can be returned to: the latest one forward into this state, here.
create or replace function flow.came_by(m work.matter) returns work.step
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare s work.step;
begin
  select x.* into s from work.step x
   where x.matter = m.id and x.kind in ('step', 'up', 'down', 'refer') and x.to_state = m.state and x.was is not null and flow.now_for(m, x.to_office, x.seq) = m.next_office
     and (x.from_state, x.was ->> 'next_office') is distinct from (x.to_state, x.to_office::text)
   order by x.seq desc limit 1;
  return s;
end $$;

create or replace function flow.last_step(m work.matter) returns work.step
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ declare s work.step; begin select x.* into s from work.step x where x.matter = m.id and x.seq = m.seq; return s; end $$;

-- The steps that lead from where the case stands, at the tier of its holder.
create or replace function flow.steps_of(m work.matter) returns setof flow.step
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select t.* from flow.step t
   where t.process = m.process and t.from_state = m.state and (t.tiers is null or flow.tier_of(m.next_office) = any (t.tiers))
  union all
  select t.* from flow.common_steps() t where m.ended_on is null
$$;

create or replace function flow.step_of(m work.matter, action text) returns flow.step
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare t flow.step;
begin
  select x.* into t from flow.step x where x.process = m.process and x.from_state = m.state and x.action = step_of.action and (x.tiers is null or flow.tier_of(m.next_office) = any (x.tiers));
  if not found then
    select x.* into t from flow.common_steps() x where x.action = step_of.action;
  end if;
  return t;
end $$;

------------------------------------------------------------------------------ may this person take it
-- Why the session may not take a step, null when it may. `now`: it would be right but for something that can still be done (of_data).
-- The same judge decides what is offered and what is applied.
do $$ begin
  if to_regtype('flow.fault') is null then create type flow.fault as (rule text, zh text, en text, of_data boolean); end if;
end $$;

create or replace function flow.whose(m work.matter, t flow.step) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return case t.who when 'next' then m.next_office when 'sender' then m.sender when 'owner' then m.home
                    when 'above' then (select l.id from flow.line_of(m.next_office) l where l.id = sec.own_office() and l.id <> m.next_office) end;
end $$;

create or replace function flow.job_of(m work.matter, t flow.step, office bigint) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return flow.job_at(flow.tier_of(office), coalesce(t.job, case t.who when 'next' then m.next_job else (select s.job from flow.state s where s.process = m.process and s.state = m.state) end));
end $$;

-- Who is there for this job in this office (or in the one that serves it) and may act in the case: not recused, not kept apart.
create or replace function flow.manning(m work.matter, office bigint, job text, apart text[]) returns table (id bigint)
language plpgsql stable rows 3 set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select s.id from org.office o join org.staff s on s.office in (o.id, o.served_by) join org.staff_job j on j.staff = s.id and j.job = manning.job
     where o.id = manning.office and coalesce(s.ended_on, 'infinity') >= ref.today() and coalesce(j.from_on, '-infinity') <= ref.today() and coalesce(j.to_on, 'infinity') >= ref.today()
       and not exists (select from work.recusal r where r.matter = m.id and r.staff = s.id)
       and not exists (select from work.step x where x.matter = m.id and x.staff = s.id and x.action = any (manning.apart));
end $$;

create or replace function flow.is_manned(m work.matter, office bigint, job text, apart text[]) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ begin return exists (select from flow.manning(m, office, job, apart)); end $$;

-- The lowest office from this one up that has a head who may act.
create or replace function flow.headed(m work.matter, office bigint, apart text[]) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ begin return (select l.id from flow.line_of(office) l where flow.is_manned(m, l.id, flow.job_at(l.tier, 'head'), apart) order by l.tier desc limit 1); end $$;

-- Where nobody is, or all have withdrawn, the head of the office acts; where he cannot, the head of the office above. That office, null when it
-- is nobody's but theirs.
create or replace function flow.stand_in(m work.matter, office bigint, job text, apart text[]) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ begin return case when not flow.is_manned(m, office, job, apart) then flow.headed(m, office, apart) end; end $$;

-- Who may then take such a step: those who are there for it, or who stand in.
create or replace function flow.who_may(m work.matter, office bigint, job text, apart text[]) returns table (id bigint)
language plpgsql stable rows 3 set search_path = pg_catalog, pg_temp
as $$
declare above constant bigint := flow.stand_in(m, office, job, apart);
begin
  return query select w.id from flow.manning(m, coalesce(above, office), case when above is null then job else flow.job_at(flow.tier_of(above), 'head') end, apart) w;
end $$;

-- Is that this session.
create or replace function flow.stands_in(m work.matter, office bigint, job text, apart text[]) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ begin return office is not null and sec.acts_as('head') is true and sec.writes(flow.stand_in(m, office, job, apart)) is true; end $$;

-- Does the session act in this job: where the process lets heads do what clerks do, they do.
create or replace function flow.acts_as(process text, job text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return sec.acts_as(job) is true or job = 'clerk' and sec.acts_as('head') is true and (select p.heads from flow.process p where p.process = acts_as.process);
end $$;

-- Is it this session that a case waits for: who is named, or whose job it is, of the office that has it; where nobody has the job, its head.
create or replace function api.waits_for_me(matter bigint) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare m constant work.matter := (select x from work.matter x where x.id = waits_for_me.matter);
begin
  if m.next_office is null or m.next_office <> all (sec.own_offices()) or m.restricted and m.id not in (select sec.entrusted_matters())
     or exists (select from work.recusal r where r.matter = m.id and r.staff = sec.own_staff()) then
    return false;
  end if;
  return coalesce(case when m.next_staff is not null then sec.deputised(m.next_staff)
                       else flow.acts_as(m.process, m.next_job) or flow.stands_in(m, m.next_office, m.next_job, '{}') end, false);
end $$;

grant execute on function api.waits_for_me(bigint) to lb_staff;

create or replace function flow.job_text(process text, job text, english boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select string_agg(case when english then j.en else j.zh end, case when english then ' or ' else '或' end order by j.job)
    from org.job j where j.job = job_text.job or job_text.job = 'clerk' and j.job = 'head' and (select p.heads from flow.process p where p.process = job_text.process)
$$;

-- Of the office, the person, the job. Who is named alone acts, as long as he may.
create or replace function flow.person_fault(m work.matter, t flow.step) returns flow.fault
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  office constant bigint := flow.whose(m, t);
  wanted constant text := flow.job_of(m, t, coalesce(office, m.next_office));
  me constant bigint := sec.own_staff();
  before record;
begin
  if office is null and t.kind = 'takeback' then
    return row('nothing_to_take_back', '没有刚交出去、可以撤回的一步', 'no step has just been handed over that could be taken back', false)::flow.fault;
  elsif office is null or sec.writes(office) is not true and not flow.stands_in(m, office, wanted, t.apart) then
    return row('step_office', format('“%s”由%s办', t.zh, coalesce((select o.name from org.office o where o.id = office), '系统')),
               format('“%s” is for %s to take', t.en, coalesce((select o.name from org.office o where o.id = office), 'the system')), false)::flow.fault;
  elsif not flow.acts_as(m.process, wanted) and not flow.stands_in(m, office, wanted, t.apart) then
    return row('step_job', format('“%s”由%s办', t.zh, flow.job_text(m.process, wanted, false)), format('“%s” is for the %s to take', t.en, flow.job_text(m.process, wanted, true)), false)::flow.fault;
  elsif t.who = 'next' and t.kind not in ('assign') and m.next_staff is not null and sec.deputised(m.next_staff) is not true
        and exists (select from flow.who_may(m, office, wanted, t.apart) w where w.id = m.next_staff) then
    return row('step_named', format('这件事指定由%s办', (select s.name from org.staff s where s.id = m.next_staff)),
               format('%s is named to handle it', (select s.name from org.staff s where s.id = m.next_staff)), false)::flow.fault;
  elsif exists (select from work.recusal r where r.matter = m.id and r.staff = me) then
    return row('step_recused', '您在这件事里已经回避，不能再办', 'you are recused from this case', false)::flow.fault;
  end if;
  select y.zh, y.en into before from work.step x left join flow.step y on y.process = m.process and y.from_state = x.from_state and y.action = x.action
   where x.matter = m.id and x.staff = me and x.action = any (t.apart) order by x.seq desc limit 1;
  if found then
    return row('step_apart', format('办过“%s”的人不能再办“%s”，请换一个人', before.zh, t.zh), format('who took “%s” may not take “%s”', before.en, t.en), false)::flow.fault;
  end if;
  return null;
end $$;

-- Of the case itself: taken back too late, returned too often, a clock that cannot be made longer.
create or replace function flow.case_fault(m work.matter, t flow.step) returns flow.fault
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  last work.step;
  c record;
begin
  if t.kind = 'takeback' then
    last := flow.last_step(m);
    if m.sender is null or last.staff is null or last.kind not in ('step', 'up', 'down', 'refer', 'return') or last.was is null or (last.was ->> 'next_office')::bigint is not distinct from m.next_office then
      return row('nothing_to_take_back', '没有刚交出去、可以撤回的一步', 'no step has just been handed over that could be taken back', false)::flow.fault;
    elsif m.opened_at is not null then
      return row('opened_already', format('对方%s已经在 %s 打开，不能撤回', coalesce((select s.name from org.staff s where s.id = m.opened_by), ''), to_char(m.opened_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI')),
                 format('opened at %s by %s: it cannot be taken back', to_char(m.opened_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'), coalesce((select s.name from org.staff s where s.id = m.opened_by), '')), false)::flow.fault;
    elsif m.takebacks >= (select p.takebacks from flow.process p where p.process = m.process) then
      return row('taken_back_often', format('这件事已经撤回过 %s 次，不能再撤回', m.takebacks), format('taken back %s times already', m.takebacks), false)::flow.fault;
    end if;
  elsif t.kind = 'return' and m.ruled then
    return row('ruled_already', '上级已经裁定，不能再退回', 'the superior office has ruled: no further return', false)::flow.fault;
  elsif t.kind = 'return' and flow.came_by(m) is null then
    return row('no_return', '没有可以退回的来处', 'there is nobody to return it to', false)::flow.fault;
  elsif t.kind = 'up' and flow.parent_of(m.next_office) is null then
    return row('no_superior', '没有上一级机构可报', 'there is no office above', false)::flow.fault;
  elsif t.kind = 'extend' then
    select k.zh, k.en, x.extended < k.extends as can, x.due_on >= ref.today() as in_time into c
      from flow.clock k left join work.clock x on x.matter = m.id and x.clock = k.clock and x.ended_on is null where k.process = m.process and k.clock = t.clock;
    if c.can is not true then
      return row('extended_already', format('“%s”只能延长一次，已经延过', c.zh), format('“%s” can be extended once and has been', c.en), false)::flow.fault;
    elsif c.in_time is not true then
      return row('clock_over', format('“%s”已经过了，不能再延长', c.zh), format('“%s” is over and cannot be extended', c.en), false)::flow.fault;
    end if;
  end if;
  if t.within is not null and not exists (select from work.clock x where x.matter = m.id and x.clock = t.within and x.ended_on is null and (x.due_on is null or x.due_on >= ref.today())) then
    select k.zh, k.en into c from flow.clock k where k.process = m.process and k.clock = t.within;
    return row('clock_over', format('“%s”已经过了，不能再“%s”', c.zh, t.zh), format('“%s” is over: “%s” is no longer possible', c.en, t.en), false)::flow.fault;
  elsif t.most is not null and (select count(*) from work.step x where x.matter = m.id and x.action = t.action) >= t.most then
    return row('step_often', format('“%s”只能办 %s 次', t.zh, t.most), format('“%s” can be taken %s times', t.en, t.most), false)::flow.fault;
  end if;
  return null;
end $$;

-- Of the facts: the columns of the register that must be filled in before, and are not.
create or replace function flow.lacking(m work.matter, t flow.step) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare facts jsonb;
begin
  if t.needs = '{}' then return '{}'; end if;
  execute format('select to_jsonb(t) from %s t where t.id = $1', (select p.relation from flow.process p where p.process = m.process)) into facts using m.id;
  return array(select n.name from unnest(t.needs) with ordinality n(name, k) where coalesce(btrim(facts ->> n.name), '') = '' order by n.k);
end $$;

create or replace function flow.facts_fault(m work.matter, t flow.step) returns flow.fault
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  lacking constant text[] := flow.lacking(m, t);
  f flow.fault;
begin
  if lacking = '{}' then return null; end if;
  select 'step_needs', '先填好：' || string_agg(coalesce(c.zh, n.name), '、' order by n.k), 'fill in first: ' || string_agg(coalesce(c.en, n.name), ', ' order by n.k), true into f
    from unnest(lacking) with ordinality n(name, k) left join app.column c on c.column_name = n.name and c.relation = (select p.relation from flow.process p where p.process = m.process);
  return f;
end $$;

create or replace function flow.fault_of(m work.matter, t flow.step) returns flow.fault
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare f flow.fault := flow.person_fault(m, t);
begin
  if f.rule is null then f := flow.case_fault(m, t); end if;
  if f.rule is null then f := flow.facts_fault(m, t); end if;
  return f;
end $$;

------------------------------------------------------------------------------ what a step asks for
-- Columns of work.step that a step asks for: those of its row and those its kind cannot do without.
create or replace function flow.asked(t flow.step, restricted boolean) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  x text[] := t.asks;
begin
  if t.kind in ('down', 'refer')
     or exists (select from flow.state s join flow.process p using (process) where s.process = t.process and s.state = t.to_state and s.actor = 'target' and p.target is null) then x := x || '{to_office}'::text[]; end if;
  if t.kind = 'return' then x := x || '{ground}'::text[]; end if;
  if restricted and t.kind in ('down', 'refer', 'up') then x := x || '{to_staff}'::text[]; end if;
  return array(select distinct y from unnest(x) y order by y);
end $$;

-- All that is missing in one sentence, in the order of the columns; the cursor goes to the first.
drop function if exists flow.must_give(flow.step, text, text, text);
create or replace function flow.must_give(t flow.step, missing text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  f text[] := array(select a.attname from pg_attribute a where a.attrelid = 'work.step'::regclass and a.attname = any (missing) order by a.attnum);
begin
  perform sec.refuse('step_asks', format('“%s”要写明%s', t.zh, flow.asks_text(f, false)), format('“%s” wants: %s', t.en, flow.asks_text(f, true)), field => f[1], relation => 'work.step');
end $$;

-- The values given with a step, checked; what was not asked for is left out.
create or replace function flow.given(m work.matter, t flow.step, x jsonb) returns work.step
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  asked constant text[] := flow.asked(t, m.restricted);
  s work.step;
  field text;
  missing text[] := '{}';
  before date;
begin
  foreach field in array asked || t.may loop
    if btrim(x ->> field, E' \t　') <> '' then s := jsonb_populate_record(s, jsonb_build_object(field, x -> field));
    elsif field = any (asked) then missing := missing || field;
    end if;
  end loop;
  if missing <> '{}' then perform flow.must_give(t, missing); end if;
  select y.happened_on into before from work.step y where y.matter = m.id and y.seq = m.seq;
  s.happened_on := coalesce(s.happened_on, ref.today());
  if s.happened_on > ref.today() or s.happened_on < before then
    perform sec.refuse('step_day', format('“%s”的日期要在 %s 和今天（%s）之间', t.zh, before, ref.today()), format('the day of “%s” lies between %s and today, %s', t.en, before, ref.today()),
                       field => 'happened_on', relation => 'work.step');
  end if;
  if 'ground' = any (asked) and sec.reason(s.ground) is null then
    perform sec.refuse_by('reason_needed', 'work.step', 'ground');
  end if;
  return s;
end $$;

------------------------------------------------------------------------------ where it goes
-- The office that the register names as the other party.
create or replace function flow.target_of(m work.matter) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  p flow.process := (select x from flow.process x where x.process = m.process);
  target bigint;
begin
  if p.target is null then return null; end if;
  execute format('select %I from %s where id = $1', p.target, p.relation) into target using m.id;
  return target;
end $$;

-- Why a step cannot carry the case to that office, null when it can: asked by the step, and of each office one chooses from (api.find_target).
drop function if exists flow.target_fault(work.matter, flow.step, bigint);
create function flow.target_fault(m work.matter, t flow.step, target bigint) returns flow.fault
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  o constant org.office := (select o from org.office o where o.id = target);
begin
  if o.id is null or not org.takes(o) then
    return row('target_unfit', '收件的机构没有建站，也没有机构代办', 'that office is not established and nobody serves it', false)::flow.fault;
  elsif target = m.next_office
     or t.kind = 'down' and not exists (select from flow.line_of(target) l where l.id = m.next_office)
     or t.kind = 'refer' and o.tier <> flow.tier_of(m.next_office) then
    return row('target_unfit', format('“%s”不能交给%s：%s', t.zh, o.name, case t.kind when 'down' then '要交给所辖的机构' when 'refer' then '要交给同级的另一个机构' else '要交给另一个机构' end),
               format('“%s” cannot go to %s: %s', t.en, o.name, case t.kind when 'down' then 'an office below is wanted' when 'refer' then 'another office of the same tier is wanted' else 'another office is wanted' end), false)::flow.fault;
  end if;
  return null;
end $$;

-- Offices a step can carry the case to, by what is typed: the neighbours of who has it and those below him first.
create or replace function api.find_target(q text, most int, matter bigint, action text) returns setof bigint
language plpgsql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
declare
  m constant work.matter := (select x from work.matter x where x.id = find_target.matter);
begin
  if flow.sees(m) is not true or m.ended_on is not null then return; end if;
  return query select f.id from app.offices(q, null, 'other', m.next_office) with ordinality f(id, n) cross join flow.step_of(m, find_target.action) t
                where t.action is not null and (flow.target_fault(m, t, f.id)).rule is null order by f.n limit find_target.most;
end $$;
comment on function api.find_target(text, int, bigint, text) is '找这一步可以交给的机构';

-- Why somebody cannot be named to handle the case as it stands in `m`, null when he can: he works there, in that job, and has not withdrawn; where
-- nobody does, whoever stands in. Asked by the step, and of each person one chooses from (api.find_handler).
drop function if exists flow.staff_fault(bigint, bigint, text, bigint);
create or replace function flow.staff_fault(m work.matter, staff bigint) returns flow.fault
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from work.recusal r where r.matter = m.id and r.staff = staff_fault.staff) then
    return row('handler_unfit', '指定的人在这件事里已经回避', 'who is named is recused from this case', false)::flow.fault;
  elsif not exists (select from flow.who_may(m, m.next_office, m.next_job, '{}') w where w.id = staff_fault.staff) then
    return row('handler_unfit', format('指定的人要在%s任%s', (select o.name from org.office o where o.id = m.next_office), (select j.zh from org.job j where j.job = m.next_job)),
               format('who is named must be a %s of %s', (select j.en from org.job j where j.job = m.next_job), (select o.name from org.office o where o.id = m.next_office)), false)::flow.fault;
  end if;
  return null;
end $$;

-- People a step can name, by what is typed: of the office it goes to.
create or replace function api.find_handler(q text, most int, matter bigint, action text, to_office bigint) returns setof bigint
language plpgsql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
declare
  m work.matter := (select x from work.matter x where x.id = find_handler.matter);
  t flow.step;
begin
  if flow.sees(m) is not true or m.ended_on is not null then return; end if;
  t := flow.step_of(m, action);
  if t.action is null or t.kind in ('down', 'refer') and to_office is null then return; end if;
  m := flow.moved(m, t, jsonb_populate_record(null::work.step, jsonb_build_object('to_office', to_office)));
  return query select w.id from flow.who_may(m, m.next_office, m.next_job, '{}') w join org.staff s on s.id = w.id
                 cross join app.sought(q) x
                where s.name ^@ x.name or x.letters <> '' and (s.py ^@ x.letters or s.initials ^@ x.letters) order by s.sort_as, s.id limit find_handler.most;
end $$;
comment on function api.find_handler(text, int, bigint, text, bigint) is '找这一步可以指定的经办人';

-- The columns of a matter that a step changes and a take-back restores.
create or replace function flow.standing(m work.matter) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object('state', m.state, 'next_office', m.next_office, 'next_job', m.next_job, 'next_staff', m.next_staff, 'sender', m.sender,
                            'opened_at', m.opened_at, 'opened_by', m.opened_by, 'returns', m.returns, 'ruled', m.ruled, 'due_on', m.due_on);
end $$;

-- The case in its new state, not yet written. `back` is the step returned over.
create or replace function flow.moved(m work.matter, t flow.step, given work.step) returns work.matter
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  n work.matter := m;
  s flow.state;
  back work.step;
  here constant bigint := m.next_office;
begin
  case t.kind
  when 'takeback' then
    n := jsonb_populate_record(m, (flow.last_step(m)).was);
    n.takebacks := m.takebacks + 1;
    return n;
  when 'extend', 'recuse', 'assign' then
    if t.kind = 'assign' then n.next_staff := given.to_staff; end if;
    if t.kind = 'recuse' and m.next_staff = sec.own_staff() then n.next_staff := null; end if;
    return n;
  when 'return' then
    back := flow.came_by(m);
    n := jsonb_populate_record(m, back.was);
    n.ruled := m.ruled;
    n.next_office := flow.now_for(m, n.next_office, back.seq);
    if n.next_office is distinct from (back.was ->> 'next_office')::bigint then n.next_staff := null; end if;
    n.returns := m.returns + case when n.next_office <> here then 1 else 0 end;       -- within an office it is no quarrel
    select x.* into s from flow.state x where x.process = m.process and x.state = m.state;
    if n.returns >= 3 and s.third is not null then
      n.state := s.third;
      n.returns := 0;
      n.ruled := true;
      n.next_staff := null;
    end if;
  else
    n.state := t.to_state;
    n.next_staff := given.to_staff;
  end case;
  select x.* into strict s from flow.state x where x.process = m.process and x.state = n.state;
  if s.kind = 'end' then
    n.next_office := null; n.next_job := null; n.next_staff := null; n.due_on := null; n.amber_on := null; n.due_at := null; n.sender := null;
    n.ended_on := ref.today();
    return n;
  end if;
  n.next_office := case when s.actor = 'superior' then flow.superior_of(here, case t.kind when 'return' then n.next_office else coalesce(m.sender, here) end)
                        when t.kind = 'return' then n.next_office
                        when t.kind = 'up' then flow.parent_of(here)
                        when t.kind in ('down', 'refer') then given.to_office
                        else flow.actor(s, m.home, here, coalesce(given.to_office, flow.target_of(m)), here) end;
  if n.next_office is null then
    perform sec.refuse('no_superior', format('“%s”要交给上一级，这里没有上一级机构', t.zh), format('“%s” goes to the office above, and there is none', t.en));
  end if;
  n.next_job := flow.job_at(flow.tier_of(n.next_office), s.job);
  if n.next_office is distinct from here then
    n.sender := here; n.opened_at := null; n.opened_by := null;
  elsif n.next_job = m.next_job and n.next_staff is null then
    n.next_staff := m.next_staff;
  end if;
  return n;
end $$;

-- Writes the step and the case as it stands now. `me`: null for the system.
create or replace function flow.move_on(m work.matter, t flow.step, given work.step, me bigint) returns work.matter
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  n work.matter;
  s flow.state;
  step work.step := given;
  whose constant bigint := coalesce(flow.whose(m, t), m.next_office);
  own constant bigint := (select x.office from org.staff x where x.id = me);
  d record;
begin
  if me is not null and whose = m.next_office and m.opened_at is null then      -- who acts has read it
    m.opened_at := ref.now(); m.opened_by := me;
  end if;
  if t.kind in ('down', 'refer') or given.to_office is not null then perform flow.must_be_free(flow.target_fault(m, t, given.to_office), 'to_office'); end if;
  n := flow.moved(m, t, given);
  n.seq := m.seq + 1;
  n.moved_by := me; n.moved_at := ref.now();
  n.escalated := case when t.kind in ('assign', 'recuse') then m.escalated else 0 end;      -- who else handles it does not make it less late
  if given.to_staff is not null and n.next_staff is not null then perform flow.must_be_free(flow.staff_fault(n, n.next_staff), 'to_staff'); end if;

  step.matter := m.id; step.process := m.process; step.seq := n.seq; step.action := t.action; step.kind := t.kind; step.from_state := m.state; step.to_state := n.state;
  step.at := n.moved_at; step.on_day := ref.today(); step.staff := me; step.job := case when me is not null then flow.job_of(m, t, whose) end;
  if me is not null and not (sec.writes(whose) is true and sec.acts_as(step.job) is true) then step.job := 'head'; end if;      -- in the clerk's place, or standing in
  step.office := whose; step.by_office := nullif(own, whose); step.to_office := n.next_office;
  step.was := flow.standing(m);
  step.id := nextval(pg_get_serial_sequence('work.step', 'id'));

  if t.kind = 'takeback' then
    perform flow.undo_clocks(m.id, m.seq, n.seq);
    delete from work.guest g where g.matter = m.id and g.seq = m.seq;
  elsif t.kind = 'extend' then
    update work.clock c set length = c.length + k.extend, extended = c.extended + 1
      from flow.clock k where k.process = m.process and k.clock = t.clock and c.matter = m.id and c.clock = t.clock and c.ended_on is null;
    perform flow.reckon(m.id);
  elsif t.kind not in ('assign', 'recuse') then
    select x.* into strict s from flow.state x where x.process = n.process and x.state = n.state;
    perform flow.enter(n, s, t.restart, given.happened_on, n.seq);
  end if;
  if n.ended_on is null then
    select x.due_on, x.amber_on, x.due_at into d from flow.due(m.id) x;
    n.due_on := d.due_on; n.amber_on := d.amber_on; n.due_at := d.due_at;
  end if;
  step.due_on := n.due_on;
  step.digest := flow.file_paper(m, step);
  insert into work.step select step.*;
  perform flow.let_in(n, t, given);
  if m.escalated > n.escalated then
    update work.duty u set outcome = 'd', closed_on = ref.today(), record = m.id where u.rule = 19 and u.subject = m.id and u.closed_on is null;
  end if;
  update work.matter w set state = n.state, seq = n.seq, next_office = n.next_office, next_job = n.next_job, next_staff = n.next_staff, due_on = n.due_on, amber_on = n.amber_on,
         due_at = n.due_at, sender = n.sender, opened_at = n.opened_at, opened_by = n.opened_by, returns = n.returns, ruled = n.ruled, takebacks = n.takebacks,
         escalated = n.escalated, ended_on = n.ended_on, moved_by = n.moved_by, moved_at = n.moved_at
   where w.id = m.id returning w.* into n;
  return n;
end $$;

-- Who sees it from now on: a holder beside the line of the office that registered it; of a restricted one who is named, and who is recused
-- no more.
create or replace function flow.let_in(n work.matter, t flow.step, given work.step) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if n.next_office is not null and not exists (select from flow.line_of(n.office) l where l.id = n.next_office) then
    insert into work.guest (office, matter, seq) values (n.next_office, n.id, n.seq) on conflict do nothing;
  end if;
  if n.restricted and given.to_staff is not null then
    insert into work.entrusted (staff, matter, seq) values (given.to_staff, n.id, n.seq) on conflict do nothing;
  end if;
  if t.kind = 'recuse' then
    insert into work.recusal (staff, matter, seq) values (sec.own_staff(), n.id, n.seq) on conflict do nothing;
    delete from work.entrusted e where e.matter = n.id and e.staff = sec.own_staff();
  end if;
  if n.restricted then perform flow.entrust_head(n); end if;
end $$;

-- A restricted case that none of those named can go on with, for they have left, withdrawn or are kept apart: the head who may name another of the
-- office is named; where there is no other, whoever stands in. So asked for each way on that those of the state's own job have.
create or replace function flow.entrust_head(m work.matter) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  apart text[];
  above bigint; head bigint;
begin
  for apart in select distinct t.apart from flow.steps_of(m) t where m.ended_on is null and t.who = 'next' and t.job is null and t.kind in ('step', 'up', 'down', 'refer') loop
    continue when exists (select from flow.who_may(m, m.next_office, m.next_job, apart) w join work.entrusted e on e.matter = m.id and e.staff = w.id
                           where m.next_staff is null or m.next_staff = w.id);
    above := flow.stand_in(m, m.next_office, m.next_job, apart);
    head := coalesce(above, flow.headed(m, m.next_office, '{}'));
    insert into work.entrusted (staff, matter, seq)
      select w.id, m.id, m.seq from flow.manning(m, head, flow.job_at(flow.tier_of(head), 'head'), case when above is null then '{}' else apart end) w on conflict do nothing;
  end loop;
end $$;
------------------------------------------------------------------------------ the file of a person moves
-- His open cases whose process follows go along: whose they are and who has them is mapped from the old line to the new one, clocks run on.
-- It is a step of the system, so that who acts on what he saw before is told. Who had it still sees it. How many went.
create or replace function flow.rehome(person bigint, from_office bigint, to_office bigint) returns int
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  m work.matter; n work.matter;
  masked constant text := (select ref.name_masked(x.name) from service.person x where x.id = rehome.person);
  went int := 0;
begin
  for m in select x.* from work.matter x join flow.process p using (process) where x.person = rehome.person and x.ended_on is null and p.follows order by x.id for update of x loop
    n := m;
    n.home := flow.along(m.home, from_office, to_office);
    n.next_office := flow.along(m.next_office, from_office, to_office);
    n.seq := m.seq + 1;
    n.whom := coalesce(m.whom, masked);
    if n.next_office <> m.next_office then
      n.next_job := flow.job_at(flow.tier_of(n.next_office), (select s.job from flow.state s where s.process = m.process and s.state = m.state));
      n.next_staff := null; n.opened_at := null; n.opened_by := null; n.escalated := 0;
      update work.duty u set outcome = 'd', closed_on = ref.today(), record = m.id where u.rule = 19 and u.subject = m.id and u.closed_on is null;
    end if;
    insert into work.step (matter, process, seq, action, kind, from_state, to_state, at, on_day, happened_on, office, to_office, due_on, was)
    values (m.id, m.process, n.seq, 'rehome', 'rehome', m.state, m.state, ref.now(), ref.today(), ref.today(), n.home, n.next_office, m.due_on,
            flow.standing(m) || jsonb_build_object('from', from_office, 'to', to_office));
    insert into work.guest (office, matter, seq)
      select g, m.id, n.seq from unnest(array[n.home, n.next_office]) g where not exists (select from flow.line_of(m.office) l where l.id = g) on conflict do nothing;
    update work.matter x set home = n.home, next_office = n.next_office, next_job = n.next_job, next_staff = n.next_staff, sender = null, opened_at = n.opened_at, opened_by = n.opened_by,
           whom = n.whom, escalated = n.escalated, seq = n.seq, moved_by = null, moved_at = ref.now() where x.id = m.id;
    went := went + 1;
  end loop;
  return went;
end $$;
comment on function flow.rehome(bigint, bigint, bigint) is '没办完的事随档案转走';

------------------------------------------------------------------------------ the one function
-- A step on a case, as a form saves it (app.save): {"new": {"matter": 12, "seq": 3, "action": "accept", …}, "draft": 7}. `seq` is the number of
-- the last step the person saw.
create or replace function api.take_step(request jsonb)
returns table (answer text, field text, was text, theirs text, mine text, id bigint, version int, who text, at text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  x constant jsonb := coalesce(request -> 'new', '{}');
  me constant bigint := sec.own_staff();
  m work.matter;
  t flow.step;
begin
  if me is null then perform sec.account_must_hold(); end if;
  select y.* into m from work.matter y where y.id = (x ->> 'matter')::bigint for update;
  if m.id is null or flow.sees(m) is not true then
    perform sec.refuse('matter_gone', '没有这件事，或不在您的范围', 'no such case in your area');
  elsif m.seq is distinct from (x ->> 'seq')::int then
    perform sec.refuse('matter_moved_on', format('%s 刚在 %s 办到“%s”', sec.who((select a.login from sec.account a where a.staff = m.moved_by limit 1)), to_char(m.moved_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'),
                         flow.state_text(m, false)),
                       format('%s moved it on at %s: %s', sec.who((select a.login from sec.account a where a.staff = m.moved_by limit 1)), to_char(m.moved_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'),
                         flow.state_text(m, true)));
  elsif m.ended_on is not null then
    perform sec.refuse('matter_ended', format('这件事已经在 %s 办结', m.ended_on), format('this case was closed on %s', m.ended_on));
  end if;
  t := flow.step_of(m, x ->> 'action');
  if t.action is null or t.who = 'system' then
    perform sec.refuse('no_such_step', format('“%s”的时候没有这一步', flow.state_text(m, false)),
                       format('there is no such step from “%s”', flow.state_text(m, true)));
  end if;
  perform flow.must_be_free(flow.fault_of(m, t));
  m := flow.move_on(m, t, flow.given(m, t, x), me);
  if request ? 'draft' then perform api.draft_drop((request ->> 'draft')::bigint); end if;
  answer := 'saved';
  select s.id into id from work.step s where s.matter = m.id and s.seq = m.seq;
  version := 1;
  return next;
end $$;
comment on function api.take_step(jsonb) is '办一步：唯一改变一件事所处状态的地方';

drop function if exists flow.must_be_free(flow.fault);                 -- before `field`
create or replace function flow.must_be_free(f flow.fault, field text default '') returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$ begin if f.rule is not null then perform sec.refuse(f.rule, f.zh, f.en, field => field, relation => case when field <> '' then 'work.step' else '' end); end if; end $$;

grant execute on function api.take_step(jsonb), api.find_target(text, int, bigint, text), api.find_handler(text, int, bigint, text, bigint), sec.holds_matter(bigint), sec.guest_matters(), sec.entrusted_matters() to lb_staff;
grant execute on function flow.line_of(bigint), flow.at_tier(bigint, int), flow.parent_of(bigint), flow.tier_of(bigint), flow.job_at(int, text) to lb_staff;
