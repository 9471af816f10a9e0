-- SPDX-License-Identifier: Apache-2.0
-- Dated work. Source 1: the pairing's due column, kept by the visit (no tick needed, right after a week of downtime).
-- Only a tier's own visit answers that tier's duty; the visit's own date decides its bin (decision 15, standard 6.7.7).

-- How often, in words short enough to stand with the day of the last contact. The periods are ref.cadence's; the province keeps to the city's.
create or replace view work.cadence with (security_invoker = true) as
select r.rule, t.tier, c.period,
       case c.period when 'week' then '每周' when 'month' then '每月' when 'two_months' then '每两月' when 'quarter' then '每季' when 'half_year' then '每半年' when 'year' then '每年' end
         || case c.min_count when 1 then '一次' else c.min_count || '次' end as zh,
       case when c.min_count > 1 then c.min_count || ' times, ' else '' end
         || case c.period when 'week' then 'weekly' when 'month' then 'monthly' when 'two_months' then 'every two months' when 'quarter' then 'quarterly'
                          when 'half_year' then 'half-yearly' when 'year' then 'yearly' end as en
  from work.rule r join ref.cadence c on c.rule = r.cadence
  join generate_series(0, 4) t(tier) on t.tier = c.tier or t.tier = 0 and c.tier = 1 and r.kind = 'pairing';
comment on view work.cadence is '周期用话怎么说';

-- These three have bodies bound when they are made (`return`), so they need no search_path and are inlined: 20,000 visits ask them 100,000 times.
create or replace function work.bin_start(period text, d date) returns date
language sql immutable parallel safe
return case period
  when 'week' then d - (extract(isodow from d)::int - 1)
  when 'month' then d - (extract(day from d)::int - 1)
  when 'two_months' then make_date(extract(year from d)::int, (extract(month from d)::int - 1) / 2 * 2 + 1, 1)
  when 'quarter' then make_date(extract(year from d)::int, (extract(month from d)::int - 1) / 3 * 3 + 1, 1)
  when 'half_year' then make_date(extract(year from d)::int, (extract(month from d)::int - 1) / 6 * 6 + 1, 1)
  when 'year' then make_date(extract(year from d)::int, 1, 1) end;

-- Last day of the bin that holds d.
create or replace function work.bin_end(period text, d date) returns date
language sql immutable parallel safe
return case period
  when 'week' then work.bin_start('week', d) + 6
  when 'month' then (work.bin_start('month', d) + interval '1 month')::date - 1
  when 'two_months' then (work.bin_start('two_months', d) + interval '2 months')::date - 1
  when 'quarter' then (work.bin_start('quarter', d) + interval '3 months')::date - 1
  when 'half_year' then (work.bin_start('half_year', d) + interval '6 months')::date - 1
  when 'year' then (work.bin_start('year', d) + interval '1 year')::date - 1 end;

-- End of the first bin not yet met: the bin after the last contact's, or for a new pairing its first full bin.
create or replace function work.pairing_due(period text, started date, last_on date) returns date
language sql immutable parallel safe
return case when last_on is not null then work.bin_end(period, work.bin_end(period, last_on) + 1)
            when work.bin_start(period, started) = started then work.bin_end(period, started)
            else work.bin_end(period, work.bin_end(period, started) + 1) end;

create or replace function work.period_of(office bigint, rule smallint) returns text
language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ select c.period from work.cadence c join org.office o on o.tier = c.tier where o.id = period_of.office and c.rule = period_of.rule $$;

-- Settings with an office tree: the nearest ancestor that says something wins.
create or replace function ref.setting_of(key text, office bigint, otherwise text) returns text
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare x text;
begin
  select s.value into x from ref.setting s join org.office o on o.id = s.office
   where s.key = setting_of.key and setting_of.office >= o.id and setting_of.office < o.hi order by o.tier desc limit 1;
  return coalesce(x, otherwise);
end $$;

-- Does this mode count as contact for 6.7.7 (decision 16): a telephone call by office setting, for villages yes unless they say no.
create or replace function work.counts_as_contact(mode text, office bigint) returns boolean
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  if mode <> '2' then return mode in ('1', '3', '4', '6'); end if;
  return ref.setting_of('pairing.telephone', office, (select case when o.tier = 4 then 'yes' else 'no' end from org.office o where o.id = counts_as_contact.office)) = 'yes';
end $$;

-- Contact that counts is a visit by this office to this person while the pairing lasts, whichever of the two was entered first.
-- (A loop, so that only the latest days are looked at: a week's visits add up over the years.)
create or replace function work.last_contact(pairing service.pairing) returns date
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v record;
begin
  for v in select x.visited_on, x.mode from service.visit x
            where x.person = pairing.person and x.visited_on between pairing.started_on and coalesce(pairing.ended_on, 'infinity')
              and x.office = pairing.office and x.voided_at is null order by x.visited_on desc loop
    if work.counts_as_contact(v.mode, pairing.office) then return v.visited_on; end if;
  end loop;
  return null;
end $$;

-- A pairing and a visit put in at the same moment see each other: the one waits at the person for the other (work.visit_answers). A
-- pairing that is there already is waited for at its own row.
create or replace function work.pairing_set_due() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then perform from service.person p where p.id = new.person for no key update; end if;
  new.last_on := work.last_contact(new);
  new.due_on := case when new.ended_on is null and new.voided_at is null
                     then work.pairing_due_at(new.office, new.started_on, new.last_on) end;
  return new;
end $$;
-- A pairing that ends owes nothing any more: it ends on a day that was, and with a reason.
create or replace function work.pairing_ends() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if new.ended_on is not null and btrim(coalesce(new.end_why, ''), ' 　') = '' and (tg_op = 'INSERT' or old.ended_on is distinct from new.ended_on or old.end_why is distinct from new.end_why) then
    perform sec.refuse_by('pairing_end_why', 'service.pairing', 'end_why');
  end if;
  return new;
end $$;
create or replace trigger e_ends before insert or update on service.pairing for each row execute function work.pairing_ends();
create or replace trigger e_days before insert or update on service.pairing for each row execute function sec.days_past('started_on', 'ended_on');
create or replace trigger e_due before insert or update on service.pairing for each row execute function work.pairing_set_due();

-- The counters: append only, folded by the tick (an upsert would make one township's clerks wait for each other).
create or replace function work.count_pairing() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op <> 'UPDATE' or (old.due_on, old.office) is distinct from (new.due_on, new.office) then
    insert into work.duty_delta (unit, rule, due_on, d)
    select ref.unit(x.office), 1, x.due_on, x.d
      from (select old.office, old.due_on, -1 where tg_op <> 'INSERT' union all select new.office, new.due_on, 1 where tg_op <> 'DELETE') x(office, due_on, d) where x.due_on is not null;
  end if;
  return null;
end $$;
-- not "update of due_on": that looks at the SET list, and due_on is set by the trigger before
create or replace trigger y_count after insert or update or delete on service.pairing for each row execute function work.count_pairing();
-- Of duties and cases by the statement: the timer opens, closes and urges them by the hundred thousand. What does not count otherwise than
-- before leaves nothing.
do $do$
declare x record;
begin
  for x in values ('count_duties', 'office', 'open_due'), ('count_matters', 'next_office', 'due_on') loop      -- whose it is to do, and by when
    execute format($f$
create or replace function work.%1$I() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into work.duty_delta (unit, rule, due_on, d) select ref.unit(n.%2$I), n.rule, n.%3$I, count(*) from born n where n.%3$I is not null group by 1, 2, 3;
  elsif tg_op = 'DELETE' then
    insert into work.duty_delta (unit, rule, due_on, d) select ref.unit(o.%2$I), o.rule, o.%3$I, -count(*) from gone o where o.%3$I is not null group by 1, 2, 3;
  else
    insert into work.duty_delta (unit, rule, due_on, d)
    select ref.unit(x.%2$I), x.rule, x.%3$I, sum(x.d)
      from (select n.%2$I, n.rule, n.%3$I, 1 as d from born n union all select o.%2$I, o.rule, o.%3$I, -1 from gone o) x
     where x.%3$I is not null group by 1, 2, 3 having sum(x.d) <> 0;
  end if;
  return null;
end $$ $f$, x.column1, x.column2, x.column3);
  end loop;
end $do$;
drop trigger if exists y_count on work.duty;
drop trigger if exists y_count on work.matter;
call sec.by_statement('work.duty', 'y_count', 'work.count_duties()');
call sec.by_statement('work.matter', 'y_count', 'work.count_matters()');
drop function if exists work.count_due(), work.count_duty();

-- What the day of a visit may be.
create or replace function work.visit_day() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if extract(year from new.visited_on) < (select p.birth_year from service.person p where p.id = new.person) then
    perform sec.refuse('visit_before_birth', '走访日期比服务对象的出生年还早', 'the visit lies before the person was born', '请看年份', 'visited_on', 'service.visit', hint_en => 'check the year');
  end if;
  -- Late entries are the rule on paper; beyond the limit the head answers for them (decision 15): for what is put there, and for what is
  -- taken from there.
  if sec.own_staff() is not null and (tg_op = 'INSERT' or new.visited_on <> old.visited_on) and not sec.has_job('head')
     and least(new.visited_on, case when tg_op = 'UPDATE' then old.visited_on end) < ref.today() - ref.setting_of('visit.backdate_days', new.office, '31')::int then
    perform sec.refuse('visit_back_dated', format('补记超过 %s 天的走访，由负责人登记', ref.setting_of('visit.backdate_days', new.office, '31')),
                       'a visit that long ago is entered by the head', '请看日期有没有写错，或请本机构负责人补记', 'visited_on', 'service.visit', hint_en => 'check the date, or ask the head of your office to enter it');
  end if;
  if new.visited_on > ref.today() then
    perform sec.refuse('visit_not_in_future', '走访日期不能晚于今天（' || ref.today() || '）', 'the date of a visit cannot lie in the future',
                       '请改成已经走访的那一天', 'visited_on', 'service.visit', hint_en => 'put the day the visit was made');
  end if;
  return new;
end $$;
create or replace trigger e_day before insert or update on service.visit for each row execute function work.visit_day();

-- The pairings that this visit is, or was, a contact of reckon anew: their own trigger does. Which they are is asked behind their locks,
-- when no other session is just moving their days.
create or replace function work.visit_answers() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op <> 'DELETE' then
    perform from service.person p where p.id = new.person for share;
    perform from service.pairing g where g.person = new.person and g.office = new.office and g.voided_at is null for no key update;
  end if;
  update service.pairing p set ended_on = p.ended_on
   where p.voided_at is null and p.id in (
     select g.id from service.pairing g
       join (select old.office, old.person, old.visited_on where tg_op <> 'INSERT' union select new.office, new.person, new.visited_on where tg_op <> 'DELETE') v(office, person, day)
         on g.office = v.office and g.person = v.person and v.day between g.started_on and coalesce(g.ended_on, 'infinity'));
  return null;
end $$;
create or replace trigger x_answers after insert or update or delete on service.visit for each row execute function work.visit_answers();

create or replace function work.need_party() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$ begin new.with_office := (select v.with_office from service.visit v where v.id = new.visit); return new; end $$;
create or replace trigger c_party before insert or update on service.need for each row execute function work.need_party();

------------------------------------------------------------------------------ one view over all sources
-- No WHERE and equal types in each branch, or the ordered merge of the branches is lost (database.md, trap 13).
drop function if exists app.home(date), app.day(date), app.todo(date, int);
drop view if exists work.todo;
create view work.todo with (security_invoker = true) as
  select 1::int2 as rule, p.office, p.with_office, p.due_on, null::date as amber_on, p.person, p.id as subject, p.last_on, p.staff,
         null::varchar as whom, null::varchar as note, null::varchar as note_en from service.pairing p
  union all
  select d.rule, d.office, d.with_office, d.open_due, null::date, d.person, d.subject, null::date, null::bigint, d.whom::varchar, d.note::varchar, d.note_en::varchar from work.duty d
  union all
  select m.rule, m.next_office, m.home, m.due_on, m.amber_on, m.person, m.id, null::date, m.next_staff, m.whom::varchar, null::varchar, null::varchar from work.matter m;
comment on view work.todo is '待办总表';
grant select on work.todo to lb_reader;

-- The offices whose work the session does: its own, and those it serves (4.1.2).
create or replace function sec.own_offices() returns bigint[]
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare own constant bigint := sec.own_office();
begin
  return own || array(select o.id from org.office o where o.served_by = own);
end $$;

-- The first screen's list: my office's duties up to `until`, the oldest first; what somebody waits for, from the day it came.
-- opens: a new record about the person, or the row itself, or where a case stands; for who may not enter the record, the person.
-- `soon`: it is time to mark it. `whose`: what a case is waiting for, or whose matter it is. `doer`: by whom it is done, the person named or the job; null:
-- this session may.
create or replace function app.todo(until date, most int)
returns table (rule int2, due_on date, person bigint, name text, zh text, en text, clause text, register text, opens text, subject bigint, last_on date,
               cadence_zh text, cadence_en text, whose text, soon boolean, doer text)
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  english constant boolean := sec.language() = 'en';
  today constant date := ref.today();
begin
  return query
    with r as materialized (
      select x.rule, x.zh, x.en, x.clause, case when looks then (select m.register from app.form m where m.relation = 'service.person' order by m.seq limit 1) else x.register end as register,
             case when looks then 'subject' else x.opens end as opens, looks, x.amber_days,
             case when looks then (select string_agg(case when english then j.en else j.zh end, case when english then ' or ' else '或' end order by j.job)
                                     from org.job j where has_any_column_privilege('lb_' || j.job, f.relation::regclass, 'insert')) end as job
        from work.rule x left join app.form f on f.register = x.register
       cross join lateral (select x.opens = 'new' and not has_any_column_privilege(f.relation::regclass, 'insert') as looks) l
    )
    select t.rule, t.due_on, t.person, coalesce(p.name, t.whom)::text, r.zh, r.en, r.clause, r.register, r.opens, case when r.looks then t.person else t.subject end,
           t.last_on, c.zh, c.en, coalesce(case when english then t.note_en end, t.note, flow.state_text(m, english), app.short_office(w.name))::text,
           coalesce(t.amber_on, t.due_on - r.amber_days) <= today,
           case when r.opens = 'process' and not api.waits_for_me(t.subject)
                then coalesce((select y.name::text from org.staff y where y.id = m.next_staff), (select case when english then j.en else j.zh end from org.job j where j.job = m.next_job)) else r.job end
      from unnest(sec.own_offices()) own(office)                -- office by office: each finds its lines in the order of their days
     cross join lateral
           ((select t.rule, t.office, t.with_office, t.due_on, t.amber_on, t.person, t.subject, t.last_on, t.whom, t.note, t.note_en
               from work.todo t where t.office = own.office and t.due_on <= until order by t.due_on, t.subject limit most)
            union all
            (select d.rule, d.office, d.with_office, d.open_due, null, d.person, d.subject, null, d.whom, d.note, d.note_en
               from work.duty d join work.rule x on x.rule = d.rule and x.opens <> 'new'
              where d.office = own.office and d.open_due > until order by d.open_due limit most)
            union all
            (select m.rule, m.next_office, m.home, m.due_on, m.amber_on, m.person, m.id, null, m.whom, null, null
               from work.matter m where m.next_office = own.office and m.due_on > until order by m.due_on limit most)) t
      join r on r.rule = t.rule
      left join service.person p on p.id = t.person
      left join org.office o on o.id = t.office
      left join org.office w on w.id = t.with_office
      left join work.cadence c on c.rule = t.rule and c.tier = o.tier
      left join work.matter m on r.opens = 'process' and m.id = t.subject
     order by t.due_on, t.subject limit most;
end $$;

-- What others owe my office: 等别人. Its cases, and those it handed on, that are with another office now.
create or replace function app.waiting(most int)
returns table (due_on date, zh text, en text, clause text, register text, subject bigint, name text, whose text, opens text)
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  english constant boolean := sec.language() = 'en';
  own constant bigint := sec.own_office();
  mine constant bigint[] := sec.own_offices();
begin
  return query
    select * from (
      (select d.open_due, r.zh, r.en, r.clause, r.register, d.subject, coalesce(p.name, d.whom)::text, app.short_office(o.name), case r.opens when 'process' then r.opens else 'subject' end
         from (select x.* from work.duty x where x.with_office = own and x.office <> own and x.open_due is not null order by x.open_due, x.id limit most) d
         join work.rule r on r.rule = d.rule
         join org.office o on o.id = d.office
         left join service.person p on p.id = d.person)
      union all
      (select m.due_on, r.zh, r.en, r.clause, r.register, m.id, coalesce(p.name, m.whom)::text,
              app.short_office(n.name) || ' ' || (select flow.state_text(x, english) from work.matter x where x.id = m.id), 'process'
         from unnest(mine) o(office)
        cross join lateral ((select x.id, x.due_on, x.rule, x.person, x.whom, x.process, x.state, x.next_office from work.matter x
                              where x.home = o.office and x.next_office <> x.home and x.next_office <> all (mine) and x.due_on is not null order by x.due_on limit most)
                            union
                            (select x.id, x.due_on, x.rule, x.person, x.whom, x.process, x.state, x.next_office from work.matter x
                              where x.sender = o.office and x.next_office <> all (mine) and x.due_on is not null order by x.due_on limit most)) m
         join work.rule r on r.rule = m.rule
         join org.office n on n.id = m.next_office
         left join service.person p on p.id = m.person
        order by m.due_on, m.id limit most)) x
     order by 1, 6 limit most;
end $$;

-- What else a relation wants done when a record of it is opened.
create or replace function work.opened_does(register text, id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  does text := (select r.opened from app.form f join app.relation r on r.relation = f.relation where f.register = opened_does.register);
begin
  if does is not null then
    execute format('select %s($1)', to_regproc(does)::text) using opened_does.id;
  end if;
end $$;

-- Figures of the head of the first screen, for the own office. (offset 0: the day is asked once, not once a row.)
drop function if exists app.todo_counts();
create or replace function app.todo_counts() returns table (overdue bigint, today bigint, week bigint)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select count(*) filter (where t.due_on < d.today), count(*) filter (where t.due_on = d.today), count(*) filter (where t.due_on > d.today)
      from (select x.today, work.bin_end('week', x.today) as week from (select ref.today() as today offset 0) x offset 0) d
      left join (unnest(sec.own_offices()) own(office) join work.todo t on t.office = own.office) on t.due_on <= d.week;
end $$;

-- Figures of the whole subtree from the counters: no names, so scope is checked here and the rows stay closed.
create or replace function api.duty_counts() returns table (rule smallint, overdue bigint, today bigint, week bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select c.rule, sum(c.n) filter (where c.due_on < d.today), sum(c.n) filter (where c.due_on = d.today), sum(c.n) filter (where c.due_on > d.today)
      from (select x.today, work.bin_end('week', x.today) as week from (select ref.today() as today offset 0) x offset 0) d,
           sec.scope s,
           lateral (values (s.lo, s.hi), (s.lo2, s.hi2)) r (lo, hi),
           lateral (select x.rule, x.due_on, x.n from work.duty_count x where x.unit >= r.lo and x.unit < r.hi and x.due_on <= d.week
                    union all
                    select x.rule, x.due_on, x.d from work.duty_delta x where x.unit >= r.lo and x.unit < r.hi and x.due_on <= d.week) c
     where s.login = session_user and sec.own_staff() is not null
     group by c.rule;
end $$;

-- The day of an office with duties, in one answer: part is `own` or `below` (figures of the office and of all below it, villages have
-- none), `due` (what is to be done here up to `until`) or `waiting` (what others owe). draft: one's own, begun from this line.
create or replace function app.day(until date)
returns table (part text, overdue bigint, today bigint, week bigint, due_on date, person bigint, name text, zh text, en text, clause text, register text,
               opens text, subject bigint, last_on date, cadence_zh text, cadence_en text, whose text, soon boolean, doer text, draft bigint)
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  return query
    select x.*, case when (select exists (select from work.draft d where d.login = session_user))
                     then app.draft_of(x.register, case when x.opens <> 'new' then x.subject end, jsonb_strip_nulls(jsonb_build_object('person', x.person))) end
      from (
    select 'own' as part, c.overdue, c.today, c.week, null::date as due_on, null::bigint as person, null, null, null, null, null as register, null as opens,
           null::bigint as subject, null::date, null, null, null, null::boolean as soon, null as doer
      from app.todo_counts() c
    union all
    select 'below', c.overdue, c.today, c.week, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null
      from (select coalesce(sum(x.overdue), 0)::bigint as overdue, coalesce(sum(x.today), 0)::bigint as today, coalesce(sum(x.week), 0)::bigint as week
              from api.duty_counts() x) c
     where (select o.tier < 4 from org.office o where o.id = sec.own_office())
    union all
    select 'due', null, null, null, t.due_on, t.person, t.name, t.zh, t.en, t.clause, t.register, t.opens, t.subject, t.last_on, t.cadence_zh, t.cadence_en, t.whose, t.soon, t.doer
      from app.todo(until, 200) t
    union all
    select 'waiting', null, null, null, w.due_on, null, w.name, w.zh, w.en, w.clause, w.register, w.opens, w.subject, null, null, null, w.whose, null, null
      from app.waiting(50) w) x
     order by x.part, x.due_on, x.subject;
end $$;

-- What waits in a register for who keeps it, a line each, in his language; asks: the conditions on its list that show just that, a line
-- each: column, a tabulator, what one would type; null where nothing waits, or all.
drop function if exists app.errand(text);
create function app.errand(register text) returns table (told text, asks text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  en boolean;
  making text;
  since date;
  ends bigint; unmade bigint;
begin
  if register not in ('audit', 'account', 'office', 'notice') then return; end if;      -- asked of every register by every first screen
  en := sec.language() = 'en';
  making := case when en then 'being made' else '待开通' end;       -- as api.accounts() has it
  case register
  when 'audit' then
    return query select case when en then 'who signed on, was refused, looked at what is private, changed what' else '谁登录、谁被拒绝、谁看了私密内容、谁改了什么' end, null;
  when 'account' then
    select count(*) filter (where a.active and a.expires_on between ref.today() and ref.today() + 30), count(*) filter (where a.state = making)
      into ends, unmade from org.account a;
    if ends + unmade = 0 then
      return query select case when en then 'none ends within 30 days, all are made' else '30 天内没有到期的，都开通了' end, null;
    end if;
    return query select v.told, v.asks from (values
      (ends, case when en then ends || ' end within 30 days' else '30 天内到期 ' || ends || ' 个' end,
       format(E'expires_on\t%s..%s\nstate\t!%s', ref.today(), ref.today() + 30, case when en then 'disabled' else '停用' end)),
      (unmade, case when en then unmade || ' not yet made' else '还没有开通 ' || unmade || ' 个' end, E'state\t' || making)) v(n, told, asks) where v.n > 0;
  when 'office' then
    if sec.has_job('sysadmin') then
      select count(*) into unmade from org.office o where o.tier = 4 and not o.established and o.served_by is null and sec.sees(o.id);
      if unmade = 0 then
        return query select case when en then 'every village without a station has one that serves it' else '没有建站的村都定了由谁代办' end, null;
      else
        return query select case when en then unmade || ' villages without a station have nobody to serve them' else '没有建站、也没有定由谁代办的村 ' || unmade || ' 个' end,
          E'tier\t' || (select case when en then c.name_en else c.name_zh end from code.tier c where c.code = '4') || E'\nestablished\t' || case when en then 'no' else '否' end || E'\nserved_by\t='
          || (select format(E'\nid\t%s..%s', o.id, o.hi - 1) from org.office o where o.id = sec.own_office());
      end if;
    end if;
  when 'notice' then
    since := ref.today() - ref.setting_of('notice.unread_days', sec.own_office(), '90')::int;
    ends := work.notices_unread(since);
    if ends > 0 then
      return query select case when en then ends || ' not read yet' else ends || ' 条未读' end, format(E'is_read\t%s\npublished_on\t%s..', case when en then 'no' else '否' end, since);
    end if;
    select count(*) into unmade from work.notice n where n.office = any (sec.own_offices()) and n.published_on is null and n.voided_at is null and work.may_publish(n.office);
    if unmade > 0 then
      return query select case when en then unmade || ' to be published' else unmade || ' 份待发布' end,
        (select format(E'state\t%s\noffice\t%s', case when en then c.name_en else c.name_zh end, o.name) from code.notice_state c, org.office o where c.code = '1' and o.id = sec.own_office());
    end if;
  else
    null;
  end case;
end $$;

-- The first screen. Part `place` is a register: name the number in the menu, whose what waits there, asks the conditions that show it
-- (app.errand). Who has duties gets those where something waits, beside his day; who has none all, those where something waits first. Part
-- `says` is a sentence above all, in name.
create function app.home(until date)
returns table (part text, overdue bigint, today bigint, week bigint, due_on date, person bigint, name text, zh text, en text, clause text, register text,
               opens text, subject bigint, last_on date, cadence_zh text, cadence_en text, whose text, soon boolean, doer text, draft bigint, asks text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.account_must_hold();
  perform sec.renew_plans();
  if has_table_privilege('work.todo', 'select') then
    return query
      select d.*, null from app.day(until) d
      union all
      (select 'place', null, null, null, null, null, f.menu, f.title_zh, f.title_en, null, f.register, 'list', null, null, null, null, e.told, null, null, null, e.asks
         from app.form f cross join lateral app.errand(f.register) e
        where has_any_column_privilege(f.relation::regclass, 'select') and e.told is not null order by f.menu, f.seq)
      union all select 'says', null, null, null, null, null, s.said, null, null, null, null, null, null, null, null, null, null, null, null, null, null from app.stands_for() s(said);
  else
    return query
      select 'place', null::bigint, null::bigint, null::bigint, null::date, null::bigint, m.menu, m.zh, m.en, null, m.register, 'list', null::bigint, null::date,
             null, null, e.told, null::boolean, null, null::bigint, e.asks
        from app.menu() with ordinality m(menu, register, relation, zh, en, may_add, digest, tells, has_history, has_process, py, pairs, place, n) left join lateral app.errand(m.register) e on true
       where m.menu <> ''
       order by e.told is null, m.n;
  end if;
end $$;

-- The timer: folds counters, drops what is past its keeping. Safe at any rate, by several at once, after any downtime.
create or replace function work.tick() returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare folded bigint; dropped bigint; sealed bigint; moved text; duties text;
begin
  perform from work.tick_state for update skip locked;
  if not found then return 'busy'; end if;
  duties := work.tick_duties();
  with d as (delete from work.duty_delta returning *),
       s as (select unit, rule, due_on, sum(d)::int as n, count(*) as rows from d group by unit, rule, due_on),
       u as (insert into work.duty_count as c select unit, rule, due_on, n from s where n <> 0
             on conflict (unit, rule, due_on) do update set n = c.n + excluded.n returning 1)
  select coalesce(sum(rows), 0) into folded from s;
  delete from work.duty_count where n = 0;
  -- Private values stay seven days in a draft, a draft ninety (decision 24).
  update work.draft set fields = fields - 'p' where at < clock_timestamp() - interval '7 days' and fields ? 'p';
  delete from work.draft where at < clock_timestamp() - interval '90 days';
  get diagnostics dropped = row_count;
  delete from work.born where at < clock_timestamp() - interval '7 days';
  delete from work.terminal where at < clock_timestamp() - interval '1 year';
  delete from work.place where at < clock_timestamp() - interval '7 days';
  perform work.sweep_files();
  perform sec.import_sweep();
  -- Days of work are counted a year ahead at least, though no notice has come.
  if (select max(d.day) from ref.day d) < ref.today() + 400 then
    perform ref.day_fill();
  end if;
  moved := flow.tick();
  sealed := audit.seal_log();
  update work.tick_state set ran_at = clock_timestamp(), ran_for = ref.today();
  return format('folded %s, drafts dropped %s, log rows sealed %s, %s, %s', folded, dropped, sealed, duties, moved);
end $$;
comment on function work.tick() is '定时运行：开出和了结按期的待办、汇总待办数、清理过期草稿、封存日志';

grant execute on function work.tick() to lb_tick;
grant execute on function sec.own_offices(), work.bin_start(text, date), work.bin_end(text, date), app.todo(date, int), app.waiting(int), app.todo_counts(), app.day(date), app.errand(text), app.home(date), api.duty_counts(),
  ref.setting_of(text, bigint, text) to lb_staff;
