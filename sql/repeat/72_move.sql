-- SPDX-License-Identifier: Apache-2.0
-- Moves of files between offices (6.1.2): the one that takes the person in asks for the file, or the one that holds it offers it; the other
-- agrees or says why not; who proposed gives up or asks the superior of both to rule, and if he does neither in time it stays. Clerks act, and heads
-- (either office proposes and answers; files are kept by both). What is open about the person goes along.
call flow.draft();
insert into flow.process as p (process, relation, rule, tiers, begins_on, called, one_open, heads, zh, en, target, tells) values
  ('move', 'service.move', 12, '{0,1,2,3,4}', 'asked_on', 'whom', true, true, '档案转移', 'Move of a file', 'other_office', 'api.goes_along')
  on conflict (process) do update set relation = excluded.relation, rule = excluded.rule, tiers = excluded.tiers, begins_on = excluded.begins_on, called = excluded.called,
    one_open = excluded.one_open, heads = excluded.heads, zh = excluded.zh, en = excluded.en, target = excluded.target, tells = excluded.tells;

insert into pg_temp.clock (clock, length, unit, starts, rolls, amber, setting, zh, en) values
-- clock    len unit       starts      rolls amber set   zh          en
  ('answer', 10, 'workday', 'dispatch', true,  2,  true, '答复期限', 'answer'),
  ('weigh',  10, 'workday', 'dispatch', true,  2,  true, '考虑期限', 'weighing'),
  ('ruling', 10, 'workday', 'dispatch', true,  2,  true, '裁定期限', 'ruling');

insert into pg_temp.state (state, seq, kind, actor, job, runs, zh, en) values
-- state         seq kind     actor       job      runs        zh                      en
  ('asked',        10, 'start', 'target',   'clerk', '{answer}', '待对方答复',           'to be answered'),
  ('refused_open', 11, 'open',  'owner',    'clerk', '{weigh}',  '对方不同意，待决定',   'not agreed to: give up or appeal'),
  ('ruling',       12, 'open',  'superior', 'head',  '{ruling}', '待上级裁定',           'to be ruled above'),
  ('moved',        40, 'end',   null,       null,    '{}',       '已转',                 'moved'),
  ('refused',      41, 'end',   null,       null,    '{}',       '不予转移',             'refused'),
  ('dropped',      42, 'end',   null,       null,    '{}',       '撤回',                 'withdrawn');

insert into pg_temp.step (from_state, seq, action, to_state, kind, who, job, asks, clock, zh, en) values
-- from            seq action       to_state        kind    who       job      asks                clock    zh                  en
  ('asked',          1, 'accept',    'moved',        'step', 'next',   null,    '{}',               null,    '同意转移',         'Agree'),
  ('asked',          2, 'refuse',    'refused_open', 'step', 'next',   null,    '{ground}',         null,    '不同意',           'Do not agree'),
  ('asked',          3, 'withdraw',  'dropped',      'step', 'owner',  'clerk', '{}',               null,    '撤回',             'Withdraw'),
  ('refused_open',   1, 'give_up',   'refused',      'step', 'next',   null,    '{}',               null,    '不再要求',         'Give up'),
  ('refused_open',   2, 'appeal',    'ruling',       'step', 'next',   null,    '{ground}',         null,    '请上级裁定',       'Ask for a ruling'),
  ('refused_open',   3, 'lapse',     'refused',      'step', 'system', null,    '{}',               'weigh', '到期没有决定，不转', 'Not decided in time: it stays'),
  ('ruling',         1, 'rule_move', 'moved',        'step', 'next',   null,    '{opinion,ground}', null,    '裁定：转移',       'Rule: it moves'),
  ('ruling',         2, 'rule_stay', 'refused',      'step', 'next',   null,    '{opinion,ground}', null,    '裁定：不转',       'Rule: it stays'),
  ('ruling',         3, 'withdraw',  'dropped',      'step', 'owner',  'clerk', '{}',               null,    '撤回',             'Withdraw');
call flow.adopt('move');

-- What is set by rule: the day, the name as far as the other may know it. Who offers holds the file; who asks comes through api.ask_transfer().
create or replace function service.move_asked() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  p service.person;
begin
  perform from service.person x where x.id = new.person for no key update;        -- a file that just moves, or is just asked for, is waited for
  select x.* into p from service.person x where x.id = new.person;
  new.asked_on := coalesce(new.asked_on, ref.today());
  new.whom := coalesce(new.whom, ref.name_masked(p.name));
  if not new.brings_in then
    new.why := sec.reason_given(new.why, 'why', 'service.move');
    if sec.writes(p.office) then new.office := p.office; end if;        -- of a village it serves
  end if;
  if p.office is distinct from (case when new.brings_in then new.other_office else new.office end) then
    perform sec.refuse_by('move_not_held', 'service.move');
  elsif new.other_office = new.office then
    perform sec.refuse_by('move_to_another', 'service.move');
  elsif not exists (select from org.office o where o.id = new.other_office and org.takes(o)) then
    perform sec.refuse_by('move_unserved', 'service.move');
  end if;
  return new;
end $$;
create or replace trigger e_asked before insert on service.move for each row execute function service.move_asked();
create or replace trigger f_begin before insert on service.move for each row execute function flow.begin('move');
create or replace trigger f_facts before update on service.move for each row execute function flow.facts_stay();

-- Whom of the office that takes him in he could be: on file there already.
create or replace function service.twins_in(person bigint, office bigint) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  en constant boolean := sec.language() = 'en';
  n int; called text;
begin
  select count(*), min(t.called) into n, called
    from sec.twin_told('service.person', array(select x.id from sec.twins_of('service.person', sec.probe_of('service.person', array[person])) x where x.strength >= 50)) t
   where t.office = twins_in.office;
  return case when n = 0 then null when en then format('could be on file there already (%s): after the move, see Duplicates', called) else format('那边可能已有他的档案（%s）：转过去以后到“重复档案”里看', called) end;
end $$;

-- How many open cases go along: told to the side that holds the file, and to whoever is to take it in or to rule.
create or replace function api.goes_along(matter bigint) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  m work.matter := (select x from work.matter x where x.id = goes_along.matter);
  v service.move := (select x from service.move x where x.id = goes_along.matter);
begin
  if v.id is null or m.ended_on is not null or flow.sees(m) is not true
     or (v.brings_in and sec.sees((select p.office from service.person p where p.id = v.person)) is not true) then return null; end if;
  return concat_ws(case when sec.language() = 'en' then '; ' else '；' end, (select case when sec.language() = 'en' then case count(*) when 0 then 'no open case goes along' when 1 then '1 open case goes along' else count(*) || ' open cases go along' end
                      when count(*) = 0 then '没有别的没办完的事' else '这个人还有 ' || count(*) || ' 件没办完的事，档案转走就一起转' end
            from work.matter x join flow.process p using (process) where x.person = v.person and x.ended_on is null and p.follows),
    service.twins_in(v.person, case when v.brings_in then v.office else v.other_office end));
end $$;
comment on function api.goes_along(bigint) is '有几件没办完的事随档案一起转';

-- A line for an office that must hear of it: it closes when somebody there opens the case. What was said, and how many cases came along.
create or replace function service.move_tell(v service.move, hears bigint, by_rule int, said_by bigint, zh text, en text, along int) returns void
language sql set search_path = pg_catalog, pg_temp
as $$
  insert into work.duty as d (office, rule, person, subject, from_on, due_on, whom, note, note_en)
  select hears, by_rule, v.person, v.id, ref.today(), ref.add_workdays(ref.today(), 3), v.whom,
         left(s.name || coalesce('：' || zh, '') || case when along > 0 then format('，有 %s 件没办完的事一起转来', along) else '' end, 240),
         left(s.name || coalesce(': ' || en, '') || case when along > 0 then format(', %s open %s came along', along, case along when 1 then 'case' else 'cases' end) else '' end, 240)
    from (select app.short_office(o.name) as name from org.office o where o.id = said_by) s
  on conflict (rule, subject, from_on) where not shared do update set office = excluded.office, note = excluded.note, note_en = excluded.note_en, due_on = excluded.due_on, outcome = null, closed_on = null, record = null
$$;

-- After a step: what was told before is past; the file goes where it is to go; who asked hears the answer, of a ruling both do.
create or replace function service.move_done() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v service.move := (select x from service.move x where x.id = new.matter);
  holds constant bigint := case when v.brings_in then v.other_office else v.office end;
  takes constant bigint := case when v.brings_in then v.office else v.other_office end;
  along int := 0;
begin
  update work.duty d set outcome = 'd', closed_on = ref.today(), record = v.id
   where d.rule in (3, 4, 13) and d.subject = v.id and d.closed_on is null;
  if new.to_state = 'moved' then
    if not exists (select from service.person p where p.id = v.person and p.office = holds) then
      perform sec.refuse('not_here_any_more', '这个人的档案已不在' || (select o.name from org.office o where o.id = holds), 'the file is no longer held there');
    end if;
    along := sec.move_person(v.person, takes);
  end if;
  if new.action in ('accept', 'rule_move') then
    perform service.move_tell(v, v.office, 3, new.office, null, null, case when v.brings_in then along else 0 end);
  elsif new.action in ('refuse', 'rule_stay') then
    perform service.move_tell(v, v.office, 4, new.office, new.ground, new.ground, 0);
  elsif new.action = 'lapse' then
    perform service.move_tell(v, v.office, 4, v.office, t.zh, t.en, 0) from flow.step t where t.process = new.process and t.from_state = new.from_state and t.action = new.action;
  end if;
  if new.action in ('rule_move', 'rule_stay') then
    perform service.move_tell(v, v.other_office, 13, new.office, t.zh, t.en, case when v.brings_in then 0 else along end)
       from flow.step t where t.process = new.process and t.from_state = new.from_state and t.action = new.action;
  end if;
  return null;
end $$;
create or replace trigger h_move after insert on work.step for each row when (new.process = 'move' and new.action <> 'begin') execute function service.move_done();

-- A file that is voided goes nowhere: the system withdraws.
create or replace function service.move_of_void() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare m work.matter; t flow.step;
begin
  for m in select x.* from work.matter x where x.process = 'move' and x.person = new.id and x.ended_on is null for update loop
    select x.* into t from flow.step x where x.process = m.process and x.from_state = m.state and x.action in ('withdraw', 'give_up');
    perform flow.move_on(m, t, jsonb_populate_record(null::work.step, jsonb_build_object('happened_on', ref.today(), 'ground', '档案作废')), null);
  end loop;
  return null;
end $$;
create or replace trigger y_voided_move after update of voided_at on service.person
  for each row when (old.voided_at is null and new.voided_at is not null) execute function service.move_of_void();

-- By name who holds the file, by the masked name who only asks.
drop view if exists service.move_list;
create view service.move_list with (security_invoker = true) as
select v.id, v.version, v.office, m.number, v.person, coalesce((select p.name from service.person p where p.id = v.person), v.whom) as called, v.brings_in, v.other_office,
       app.short_office((select o.name from org.office o where o.id = case when v.brings_in then v.other_office else v.office end)) || ' → '
         || app.short_office((select o.name from org.office o where o.id = case when v.brings_in then v.office else v.other_office end)) as way,
       v.why, v.asked_on, m.next_office, m.due_on, m.amber_on, m.ended_on,
       flow.state_text(m, sec.language() = 'en') as state, case when m.ended_on is null then flow.who_acts(m, sec.language() = 'en') end as who_acts,
       v.created_at, v.changed_at, v.changed_by
  from service.move v join work.matter m on m.id = v.id;
comment on view service.move_list is '档案转入转出台账';
grant select on service.move_list to lb_reader;
grant execute on function api.goes_along(bigint) to lb_staff;
