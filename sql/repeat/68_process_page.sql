-- SPDX-License-Identifier: Apache-2.0
-- The page of a case: the path gone, who must act and by when, what follows, and what this person may do now. The same for every process.

-- The steps the session may take now, and what each still wants; those that are not his are not told. `late`: what the data lack, `lacking` of it what the register does.
drop function if exists api.steps_now(bigint);
create function api.steps_now(matter bigint)
returns table (action text, kind text, zh text, en text, asks text[], may text[], late_zh text, late_en text, lacking text[])
language plpgsql stable security definer rows 8 set search_path = pg_catalog, pg_temp
as $$
declare
  m work.matter := (select x from work.matter x where x.id = steps_now.matter);
begin
  if m.id is null or m.ended_on is not null or flow.sees(m) is not true then return; end if;
  return query
    select t.action, t.kind, t.zh, t.en, flow.asked(t, m.restricted), t.may, f.zh, f.en, case f.rule when 'step_needs' then flow.lacking(m, t) end
      from flow.steps_of(m) t cross join lateral flow.fault_of(m, t) f
     where t.who <> 'system' and (f.rule is null or f.of_data)
     order by t.seq;
end $$;
comment on function api.steps_now(bigint) is '我现在可以办哪几步';

-- A record was opened: lines that only tell of it have been read, when it was somebody of the office they are for.
create or replace function api.opened(register text, id bigint) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  update work.duty d set outcome = 'd', closed_on = ref.today(), record = opened.id
   where d.subject = opened.id and d.closed_on is null and d.office = any (sec.own_offices())
     and d.rule in (select r.rule from work.rule r where r.register = opened.register and r.closes = 'opening');
  select work.opened_does(opened.register, opened.id);
  select flow.opened(opened.id) where exists (select from app.form f join flow.process p on p.relation = f.relation where f.register = opened.register);
$$;
comment on function api.opened(text, bigint) is '打开过了：告知类的待办不再挂着，交来的件不能再撤回';

-- The page of a case was opened, as its record is: by whoever has it now, it can no longer be taken back.
create or replace function api.open_matter(matter bigint) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  select api.opened(r.register, m.id) from work.matter m join work.rule r on r.rule = m.rule where m.id = open_matter.matter;
  select flow.opened(matter)
$$;

-- Does a step ask for this column of work.step: 'must', 'may', or null. For the form of a step.
create or replace function flow.wants(matter bigint, action text, field text) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$ select case when field = any (s.asks) then 'must' when field = any (s.may) then 'may' end from api.steps_now(matter) s where s.action = wants.action $$;

-- What a step asks for, in words: 意见、收件机构.
create or replace function flow.asks_text(asks text[], english boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select string_agg(coalesce(case when english then c.en else c.zh end, a), case when english then ', ' else '、' end order by k)
    from unnest(asks) with ordinality x(a, k) left join app.column c on c.relation = 'work.step' and c.column_name = a
$$;

-- Where a case stands, in words: those for the tier of the office that has it, where it has its own.
create or replace function flow.state_text(m work.matter, english boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce((select case when english then w.en else w.zh end from flow.state_word w join org.office o on o.id = m.next_office and o.tier = any (w.tiers) where w.process = m.process and w.state = m.state),
                  (select case when english then s.en else s.zh end from flow.state s where s.process = m.process and s.state = m.state))
$$;

-- The states that lie before a case in this state with an office of this tier: by the steps that lead on from there (to later tens), where it has such; else by any.
-- Whom a step hands it to may be of any tier. (null: any)
create or replace function flow.ahead(process text, state text, tier int) returns setof text
language sql stable rows 10 set search_path = pg_catalog, pg_temp
as $$
  with recursive way as materialized (
    select t.from_state, t.tiers, t.to_state, t.kind in ('up', 'down', 'refer') or z.actor <> 'holder' as hands, z.kind <> 'end' and z.seq / 10 > s.seq / 10 as leads_on
      from flow.step t join flow.state s on s.process = t.process and s.state = t.from_state join flow.state z on z.process = t.process and z.state = t.to_state where t.process = ahead.process),
  reached (state, tier) as (
    select ahead.state collate "C", ahead.tier
    union
    select w.to_state, case when not w.hands then r.tier end from reached r join way w on w.from_state = r.state and (w.tiers is null or r.tier is null or r.tier = any (w.tiers))
     where w.leads_on or not exists (select from way o where o.from_state = r.state and (o.tiers is null or r.tier is null or r.tier = any (o.tiers)) and o.leads_on))
  select distinct r.state from reached r
$$;

-- A step taken, in words.
create or replace function flow.action_text(process text, from_state text, action text, english boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce((select case when english then t.en else t.zh end from flow.step t where t.process = action_text.process and t.from_state = action_text.from_state and t.action = action_text.action),
                  (select case when english then t.en else t.zh end from flow.common_steps() t where t.action = action_text.action),
                  case action when 'begin' then case when english then 'Registered' else '登记' end
                              when 'rehome' then case when english then 'Came with the file' else '随档案转来' end end, action)
$$;

-- Who must act: office, and the person named or the job.
create or replace function flow.who_acts(m work.matter, english boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select concat_ws(' ', app.short_office((select o.name from org.office o where o.id = m.next_office)),
                   coalesce((select s.name from org.staff s where s.id = m.next_staff), (select case when english then j.en else j.zh end from org.job j where j.job = m.next_job)))
$$;

-- Who took a step: office and name; the system.
create or replace function flow.taken_by(s work.step, english boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select concat_ws(' ', app.short_office((select o.name from org.office o where o.id = coalesce(s.by_office, s.office))),
                   coalesce((select x.name from org.staff x where x.id = s.staff), case when english then 'the system' else '系统' end))
$$;

-- How much is left of the clock that ends first: 还剩 4 个工作日.
create or replace function flow.left_text(c work.clock, english boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case when c.due_on is null then case when english then 'stands still' else '停着' end
              when c.unit = 'hour' then case when english then 'until ' else '到 ' end || to_char(c.due_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI')
              when x.n < 0 then case when english then format('%s %s late', -x.n, x.unit_en) else format('过了 %s %s', -x.n, x.unit_zh) end
              when x.n = 0 then case when english then 'today is the last day' else '今天到期' end
              else case when english then format('%s %s left', x.n, x.unit_en) else format('还剩 %s %s', x.n, x.unit_zh) end end
    from (select case c.unit when 'workday' then ref.workday(c.due_on) - ref.workday(ref.today()) else c.due_on - ref.today() end as n,
                 case c.unit when 'workday' then '个工作日' else '天' end as unit_zh, case c.unit when 'workday' then 'working days' else 'days' end as unit_en) x
$$;

-- What has happened to a case since this step of it: the last one, where it stands now and with whom; null: nothing.
create or replace function flow.since(m work.matter, seq int, en boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select format(case when en then '%s %s: %s; now %s' else '%s %s办了“%s”，现在是“%s”' end, to_char(s.at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'), flow.taken_by(s, en),
                flow.action_text(s.process, s.from_state, s.action, en), flow.state_text(m, en)) || case when m.ended_on is null then case when en then ', with ' else '，等' end || flow.who_acts(m, en) else '' end
    from work.step s where s.matter = m.id and s.seq = m.seq and s.seq > since.seq
$$;

-- One's own drafts of steps: of which case (null: it is not seen any more), which step, in words, and behind which step it was begun.
drop function if exists app.step_drafts();
create function app.step_drafts() returns table (id bigint, matter bigint, action text, kind text, called text, number text, step text, seq int)
language plpgsql stable rows 5 set search_path = pg_catalog, pg_temp
as $$
begin
  if not has_table_privilege('work.matter', 'select') then return; end if;         -- administrators have drafts, too, and no cases
  return query
  select d.id, m.id, v.action, case when l.en then p.en else p.zh end, coalesce((select x.name::text from service.person x where x.id = m.person), m.whom),
         substring(m.number, '\d{4}-\d+$'), case when m.id is not null then flow.action_text(m.process, coalesce(b.to_state, m.state), v.action, l.en) end, v.seq
    from work.draft d join app.form f on f.register = d.form and f.relation = 'work.step_form'
   cross join (select sec.language() = 'en' as en) l
   cross join lateral (select (d.fields -> 'v' -> 'matter' ->> 0)::bigint as matter, d.fields -> 'v' -> 'action' ->> 0 as action, (d.fields -> 'v' -> 'seq' ->> 0)::int as seq) v
    left join work.matter m on m.id = v.matter
    left join flow.process p on p.process = m.process
    left join work.step b on b.matter = m.id and b.seq = v.seq
   where d.login = session_user order by d.at desc;
end $$;
comment on function app.step_drafts() is '我写到一半的步骤：哪件事、哪一步';

-- The page in one answer. part: head, gone, now, clock, next, act (with one's own draft of it), draft (of a step that
-- can no longer be taken). In the language of the session. Asked with the rights of who looks.
drop function if exists app.process_page(bigint);
create function app.process_page(matter bigint)
returns table (part text, at text, what text, who text, note text, action text, asks boolean, ready boolean, register text, seq int, draft bigint)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  english constant boolean := sec.language() = 'en';
  m work.matter := (select x from work.matter x where x.id = process_page.matter);
  p flow.process := (select x from flow.process x where x.process = m.process);
  now_seq constant smallint := (select s.seq from flow.state s where s.process = m.process and s.state = m.state);
  lies_ahead constant text[] := array(select flow.ahead(m.process, m.state, (select o.tier from org.office o where o.id = m.next_office)));
  told text;
begin
  perform sec.account_must_hold();
  if m.id is null then
    perform sec.refuse('matter_gone', '没有这件事，或不在您的范围', 'no such case in your area');
  end if;
  return query
    select 'head', null::text, case when english then p.en else p.zh end, coalesce((select x.name::text from service.person x where x.id = m.person), m.whom), m.number, null::text, null::boolean, null::boolean,
           r.register, m.seq, null::bigint
      from work.rule r where r.rule = m.rule;
  return query
    select 'gone', to_char(s.at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'), flow.action_text(s.process, s.from_state, s.action, english),
           flow.taken_by(s, english),
           concat_ws(case when english then '; ' else '；' end,
             case when s.kind = 'rehome' then (select string_agg(app.short_office(o.name), ' → ' order by k.n) from unnest(array[s.was ->> 'from', s.was ->> 'to']::bigint[]) with ordinality k(id, n) join org.office o on o.id = k.id)
                  when s.to_office is distinct from s.office and s.to_office is not null then case when english then 'to ' else '到 ' end || app.short_office((select o.name from org.office o where o.id = s.to_office)) end,
             (select x.name from org.staff x where x.id = s.to_staff),
             case when s.happened_on <> s.on_day then to_char(s.happened_on, 'MM-DD') end, s.body, s.document, s.ground, s.opinion), s.action, null::boolean, null::boolean, null::text, s.seq, null::bigint
      from work.step s where s.matter = m.id order by s.seq;
  return query
    select 'now', to_char(m.due_on, 'MM-DD'), flow.state_text(m, english), case when m.ended_on is null then flow.who_acts(m, english) end,
           case when m.ended_on is null then (select flow.left_text(c, english) from work.clock c where c.matter = m.id and c.ended_on is null order by c.due_on nulls last limit 1)
                else case when english then 'closed on ' else '办结于 ' end || m.ended_on end, null::text, null::boolean, m.ended_on is not null, null::text, m.seq, null::bigint;
  return query
    select 'clock', to_char(c.due_on, 'MM-DD'), case when english then k.en else k.zh end, flow.left_text(c, english),
           concat_ws(' ', case when english then 'from ' else '从 ' end || c.began_on, case when c.extended > 0 then case when english then 'extended' else '已延长' end end,
                     case when ref.provisional(c.due_on) then case when english then '(no holiday notice yet)' else '（放假通知未出）' end end, nullif(case when english then k.law_en else k.law_zh end, '')),
           null::text, null::boolean, null::boolean, null::text, null::int, null::bigint
      from work.clock c join flow.clock k on k.process = m.process and k.clock = c.clock where c.matter = m.id and c.ended_on is null order by c.due_on nulls last;
  return query
    select 'next', null::text, case when english then 'then' else '然后' end, null::text,
           string_agg(x.name, ' → ' order by x.seq) filter (where x.at <= 4) || case when count(*) > 4 then ' → …' else '' end, null::text, null::boolean, null::boolean, null::text, null::int, null::bigint
      from (select y.*, row_number() over (order by y.seq) as at from (select distinct on (s.seq / 10) s.seq, case when english then s.en else s.zh end as name
              from flow.state s where s.process = m.process and s.seq / 10 > now_seq / 10 and s.kind <> 'end' and s.state = any (lies_ahead) order by s.seq / 10, s.seq) y) x
    having m.ended_on is null and count(*) > 0;
  if p.tells is not null then
    execute format('select %s($1)', to_regproc(p.tells)) into told using m.id;
    return query select 'next', null::text, case when english then 'note' else '注意' end, null::text, told, null::text, null::boolean, null::boolean, null::text, null::int, null::bigint where told is not null;
  end if;
  return query
    with a as materialized (select * from api.steps_now(m.id)),
         d as materialized (select x.*, flow.since(m, x.seq, english) as since from app.step_drafts() x where x.matter = m.id)
    select 'act', null::text, case when english then a.en else a.zh end, d.since,
           coalesce(case when english then a.late_en else a.late_zh end, case when d.id is not null then case when english then 'half written' else '写到一半' end end,
                    case when a.asks <> '{}' then case when english then 'wants: ' else '要写明：' end || flow.asks_text(a.asks, english) end),
           a.action, a.asks || a.may <> '{}', a.late_zh is null, a.lacking[1], null::int, d.id
      from a left join lateral (select * from d where d.action = a.action limit 1) d on true
    union all
    select 'draft', null::text, d.step, d.since, case when english then 'half written; can no longer be taken' else '写到一半，现在办不了' end, d.action, true, true, null::text, null::int, d.id
      from d where not exists (select from a where a.action = d.action);
end $$;
comment on function app.process_page(bigint) is '办理页：走到哪了、等谁、后面是什么、我现在可以办什么';

-- The steps open to this person on several cases at once: those that ask for nothing, or an opinion, which one may give to all alike.
create or replace function app.steps_of(matters bigint[]) returns table (id bigint, seq int, action text, title text, takes boolean, needs boolean, late text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select m.id, m.seq, a.action, case when l.en then a.en else a.zh end, (a.asks || a.may) && '{opinion}', a.asks && '{opinion}', case when l.en then a.late_en else a.late_zh end
    from (select sec.language() = 'en') l(en), work.matter m cross join lateral api.steps_now(m.id) a
   where m.id = any (matters) and m.ended_on is null and a.asks <@ '{opinion}'
$$;
comment on function app.steps_of(bigint[]) is '几件事一起办：各能办哪些步骤';
grant execute on function app.steps_of(bigint[]) to lb_staff;

-- What a case is called and where it stands, for lists. Computed for the rows shown only.
drop view if exists work.matter_list;
create view work.matter_list with (security_invoker = true) as
select m.id, m.version, m.office, m.number, m.process, m.person, m.whom, m.due_on, m.amber_on, m.began_on, m.ended_on, m.next_office, m.next_staff, m.created_at, m.changed_at, m.changed_by,
       (select case when sec.language() = 'en' then p.en else p.zh end from flow.process p where p.process = m.process) as kind,
       coalesce((select p.name from service.person p where p.id = m.person), m.whom) as called,
       flow.state_text(m, sec.language() = 'en') as state,
       case when m.ended_on is null then flow.who_acts(m, sec.language() = 'en') end as who_acts
  from work.matter m;
comment on view work.matter_list is '办理中和办结的事';
grant select on work.matter_list to lb_reader;

-- The form of a step: what can be given with it. Rows are made by api.take_step() alone.
drop view if exists work.step_form;
create view work.step_form with (security_invoker = true) as
select s.id, s.matter, s.seq, s.action, s.to_office, s.to_staff, s.happened_on, s.body, s.document, s.opinion, s.ground from work.step s;
comment on view work.step_form is '办一步时要填的';
grant select, insert (matter, seq, action, to_office, to_staff, happened_on, body, document, opinion, ground) on work.step_form
  to lb_clerk, lb_head, lb_petition, lb_archivist, lb_counsellor, lb_supervisor;

grant execute on function api.opened(text, bigint), api.steps_now(bigint), api.open_matter(bigint), flow.wants(bigint, text, text), flow.asks_text(text[], boolean), flow.state_text(work.matter, boolean), flow.ahead(text, text, int),
  flow.action_text(text, text, text, boolean), flow.common_steps(), flow.who_acts(work.matter, boolean), flow.left_text(work.clock, boolean), flow.taken_by(work.step, boolean), flow.since(work.matter, int, boolean), app.step_drafts(), app.process_page(bigint) to lb_staff;
