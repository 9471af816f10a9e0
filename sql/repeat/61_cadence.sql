-- SPDX-License-Identifier: Apache-2.0
-- Duties by the calendar (decision 15). The days of an office are cut into bins, a row of work.duty each, without gap or overlap: the next
-- begins where the last one ends, so that a period changed by setting, weeks without the timer, or a record that comes before it lose none
-- and make none twice. What answers is counted into its bin by its own day, whenever it is entered; a bin that ends unanswered is missed
-- and stays so until a record of its days comes after all.

-- The offices for which somebody has set this: the nearest above wins, as in ref.setting_of().
create or replace function ref.settings_of(key text) returns table (office bigint, value text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select distinct on (o.id) o.id, s.value
    from ref.setting s join org.office a on a.id = s.office join org.office o on o.id >= a.id and o.id < a.hi
   where s.key = settings_of.key order by o.id, a.tier desc
$$;

-- Where the standard says "regularly", the office or one above may set its own period: cadence.NAME = week month two_months quarter half_year year.
create or replace function work.period_set(period text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$ select case when period in ('week', 'month', 'two_months', 'quarter', 'half_year', 'year') then period end $$;

------------------------------------------------------------------------------ pairings
-- End of the first bin not yet met; or where the office reckons from the last contact (pairing.rolling = yes), a period after that.
create or replace function work.pairing_due_at(office bigint, started date, last_on date) returns date
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  period text := (select c.period from org.office o join work.rule r on r.rule = 1 join ref.cadence c on c.rule = r.cadence and c.tier = greatest(o.tier, 1) where o.id = pairing_due_at.office);
begin
  if ref.setting_of('pairing.rolling', office, 'no') = 'yes' then
    return work.later(coalesce(last_on, started), period);
  end if;
  return work.pairing_due(period, started, last_on);
end $$;

create or replace function work.later(d date, period text) returns date
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$ select (d + case period when 'week' then interval '7 days' when 'month' then interval '1 month' when 'two_months' then interval '2 months' when 'quarter' then interval '3 months'
                              when 'half_year' then interval '6 months' when 'year' then interval '1 year' end)::date $$;

-- Who changes how an office reckons changes what it owes, at once.
create or replace function work.setting_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update service.pairing p set ended_on = p.ended_on
    from org.office a where a.id in (case when tg_op <> 'INSERT' then old.office end, case when tg_op <> 'DELETE' then new.office end)
     and p.office >= a.id and p.office < a.hi and p.ended_on is null and p.voided_at is null;
  return null;
end $$;
create or replace trigger x_reckoned_born after insert on ref.setting for each row when (new.key in ('pairing.rolling', 'pairing.telephone')) execute function work.setting_changed();
create or replace trigger x_reckoned after update on ref.setting for each row when (new.key in ('pairing.rolling', 'pairing.telephone') or old.key in ('pairing.rolling', 'pairing.telephone')) execute function work.setting_changed();
create or replace trigger x_reckoned_gone after delete on ref.setting for each row when (old.key in ('pairing.rolling', 'pairing.telephone')) execute function work.setting_changed();

------------------------------------------------------------------------------ bins of offices
-- Opens what bins there are up to a day; of one office, or of all that stand. An office without any begins with the bin of the day when the
-- rule itself is new, else with its first whole one (what was entered of times before the rule was kept here makes bins of its own, and none between). One that stood and stands no more owes nothing for the time between.
create or replace function work.open_bins(until date, of_rule smallint default null, of_office bigint default null) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare n bigint;
begin
  with recursive way as (
    select r.rule, r.cadence, (t.rules_from ->> r.rule::text)::date as began, (t.rules_to ->> r.rule::text)::date as opened_to
      from work.rule r, work.tick_state t where r.kind = 'cadence' and (of_rule is null or r.rule = of_rule)),
  of_own as materialized (select w.rule, s.office, s.value from way w cross join lateral ref.settings_of('cadence.' || w.cadence) s where of_office is null),
  place as (
    select w.rule, o.id as office, c.min_count as need, w.began, w.opened_to,
           coalesce(work.period_set(case when c.assumed then case when of_office is null then s.value else ref.setting_of('cadence.' || c.rule, o.id, null) end end), c.period) as period
      from way w join ref.cadence c on c.rule = w.cadence and c.per = 'office'
      join org.office o on o.tier = c.tier and o.established and (of_office is null or o.id = of_office)
      left join of_own s on s.rule = w.rule and s.office = o.id),
  came as (
    select p.*, l.due_on as last_due, l.outcome = 'v' as was_void
      from place p left join lateral (select d.due_on, d.outcome from work.duty d where d.rule = p.rule and d.subject = p.office and not d.shared and d.due_on >= coalesce(p.began, until)
                                       order by d.from_on desc limit 1) l on true
     where of_office is null or p.opened_to is not null),
  bin (rule, office, need, period, from_on, due_on) as (
    select c.rule, c.office, c.need, c.period, f.from_on, work.bin_end(c.period, f.from_on)
      from came c cross join lateral (
        select case when c.last_due is not null and c.was_void is not true then c.last_due + 1
                    when c.last_due is null and c.opened_to is null then work.bin_start(c.period, until)
                    else (select case when work.bin_start(c.period, x.day) = x.day then x.day else work.bin_end(c.period, x.day) + 1 end
                            from (select greatest(c.opened_to + 1, c.last_due + 1) as day) x) end as from_on) f
     where f.from_on <= until
    union all
    select b.rule, b.office, b.need, b.period, b.due_on + 1, work.bin_end(b.period, b.due_on + 1) from bin b where b.due_on < until)
  insert into work.duty (rule, office, subject, from_on, due_on, need) select b.rule, b.office, b.office, b.from_on, b.due_on, b.need from bin b
  on conflict (rule, subject, from_on) where not shared do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

-- How a duty stands that has so many answers. What ends without its answers is missed; what is void stays so; what is done keeps its day.
create or replace function work.set_have(d work.duty, have int, record bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  ends constant boolean := (select r.kind in ('cadence', 'festival') from work.rule r where r.rule = d.rule);
  became constant "char" := case when d.outcome = 'v' then 'v' when have >= d.need then 'd' when ends and d.due_on < ref.today() then 'm' end;
begin
  update work.duty x
     set have = set_have.have, record = set_have.record, outcome = became,
         closed_on = case when became is not distinct from d.outcome then d.closed_on when became = 'm' then d.due_on + 1 when became is not null then ref.today() end
   where x.id = d.id and (x.have, x.record, x.outcome) is distinct from (set_have.have::smallint, set_have.record, became);
end $$;

-- A record of this day answers (delta 1), or no longer does (-1), what the office owes by this rule: the bin its day falls into, which is made
-- if the timer has not come there yet or it lies before the first one. subject is the office's own id where a rule is the office's.
create or replace function work.answer(rule smallint, subject bigint, office bigint, staff bigint, person bigint, day date, delta int, record bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  d work.duty;
  measure record;
begin
  perform work.open_bins(day, answer.rule, answer.office) where delta > 0 and day <= ref.today();
  select x.* into d from work.duty x where x.rule = answer.rule and x.subject = answer.subject and answer.day between x.from_on and x.due_on for update;
  if d.id is null and delta > 0 then
    select c.min_count as need, coalesce(case when c.assumed then work.period_set(ref.setting_of('cadence.' || c.rule, answer.office, null)) end, c.period) as period into measure
      from work.rule r join ref.cadence c on c.rule = r.cadence join org.office o on o.id = answer.office and o.tier = c.tier where r.rule = answer.rule;
    if measure is null then return; end if;                          -- a tier that does not owe it
    insert into work.duty (rule, office, subject, person, from_on, due_on, need)
    select answer.rule, answer.office, answer.subject, answer.person,
           greatest(work.bin_start(measure.period, day), (select max(x.due_on) + 1 from work.duty x where x.rule = answer.rule and x.subject = answer.subject and x.due_on < day)),
           least(work.bin_end(measure.period, day), (select min(x.from_on) - 1 from work.duty x where x.rule = answer.rule and x.subject = answer.subject and x.from_on > day)), measure.need
    on conflict do nothing;
    select x.* into d from work.duty x where x.rule = answer.rule and x.subject = answer.subject and answer.day between x.from_on and x.due_on for update;
  end if;
  if d.id is not null then
    perform work.set_have(d, greatest(d.have + delta, 0), case when delta > 0 then answer.record else d.record end);
  end if;
end $$;
comment on function work.answer(smallint, bigint, bigint, bigint, bigint, date, int, bigint) is '一条记录办结（或不再办结）它那一天所在周期的待办';

------------------------------------------------------------------------------ what is owed to a person
-- Counted anew from the records, whichever came first: the event, or the visit of its day. `of_person` is locked by who calls.
create or replace function work.recount(of_rule smallint, of_person bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  d work.duty; a work.answering;
  n int; first bigint; total int; by_record bigint;
  death constant bigint := (select e.id from service.event e where e.person = of_person and e.kind = '7' and e.voided_at is null);
begin
  for d in select x.* from work.duty x where x.rule = of_rule and x.person = of_person and x.outcome is distinct from 'v' order by x.id for update loop
    total := 0; by_record := null;
    for a in select x.* from work.answering x where x.rule = of_rule and x.how = 'person' loop
      execute format('select count(*)::int, min(t.id) from %s t where t.person = $1 and t.%I between $2 and $3 and t.office = any ($4) and t.voided_at is null and to_jsonb(t) @> $5', a.relation, a.day)
        into n, first using d.person, d.from_on, case when (select r.kind = 'festival' from work.rule r where r.rule = d.rule) then d.due_on else 'infinity' end,
                            array(select o.id from org.office o where d.office in (o.id, o.served_by)), a.matches;
      total := total + n; by_record := coalesce(by_record, first);
    end loop;
    continue when total < d.need and d.outcome = 'm';                -- ended by a death, or by its day
    perform work.set_have(d, total, by_record);
    if total < d.need and d.outcome = 'd' and d.subject is distinct from death then      -- what answered it is gone, and so is who it was for
      update work.duty x set outcome = 'm', closed_on = ref.today(), record = death where x.id = d.id and x.closed_on is null and death is not null;
    end if;
  end loop;
end $$;

-- Registers whose rows answer (work.answering). A row that was corrected, dated anew or voided answers as it stands now.
create or replace function work.answers() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  a work.answering;
  o constant jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  n constant jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  was boolean; is_now boolean;
begin
  if sec.merging() then return null; end if;
  for a in select x.* from work.answering x where x.relation = tg_table_schema || '.' || tg_table_name
             and (n @> x.matches or o @> x.matches) order by x.rule loop
    was := coalesce(o @> a.matches and o ->> 'voided_at' is null and not exists (select from unnest(a.needs) c where coalesce(btrim(o ->> c), '') = ''), false);
    is_now := coalesce(n @> a.matches and n ->> 'voided_at' is null and not exists (select from unnest(a.needs) c where coalesce(btrim(n ->> c), '') = ''), false);
    if was and is_now and (o -> a.day, o -> 'office', o -> 'person') is not distinct from (n -> a.day, n -> 'office', n -> 'person') then
      continue;
    elsif a.how = 'bin' then
      if was then
        perform work.answer(a.rule, (o ->> 'office')::bigint, (o ->> 'office')::bigint, null, null, (o ->> a.day)::date, -1, (o ->> 'id')::bigint);
      end if;
      if is_now then
        perform work.answer(a.rule, (n ->> 'office')::bigint, (n ->> 'office')::bigint, null, null, (n ->> a.day)::date, 1, (n ->> 'id')::bigint);
      end if;
    else
      perform work.recount(a.rule, p.id) from (select (o ->> 'person')::bigint as id where was union select (n ->> 'person')::bigint where is_now) p order by p.id;
    end if;
  end loop;
  return null;
end $$;

-- To be called once by each register that has rows in work.answering.
create or replace procedure work.let_answer(relation text)
language plpgsql set search_path = pg_catalog, pg_temp
as $$ begin execute format('create or replace trigger x_duties after insert or update or delete on %s for each row execute function work.answers()', relation::regclass); end $$;
comment on procedure work.let_answer(text) is '让一个登记簿的记录办结待办';
call work.let_answer('service.visit');

------------------------------------------------------------------------------ missed pairings, frozen
-- Whole bins that have ended, of the office's tier; the last ones first entered within the limit count still.
create or replace function work.freeze_missed(today date) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  longest int := (select coalesce(max(s.value::int), 31) from (select x.value from ref.setting x where x.key = 'visit.backdate_days' and x.value ~ '^[0-9]{1,5}$' union all select '31') s);
  since date := (select coalesce(t.frozen_to, today - longest - 1) from work.tick_state t);
  n bigint;
begin
  with recursive late as (select s.office, s.value::int as days from ref.settings_of('visit.backdate_days') s where s.value ~ '^[0-9]{1,5}$'),
  tier as (select t.tier, c.period from generate_series(0, 4) t(tier) join work.rule r on r.rule = 1 join ref.cadence c on c.rule = r.cadence and c.tier = greatest(t.tier, 1)),
  bin (tier, period, from_on, due_on) as (
    select t.tier, t.period, work.bin_start(t.period, since + 1), work.bin_end(t.period, since + 1) from tier t
    union all
    select b.tier, b.period, b.due_on + 1, work.bin_end(b.period, b.due_on + 1) from bin b where b.due_on < today),
  owed as (
    select g.office, b.from_on, b.due_on, g.id,
           case when coalesce(r.value, 'no') = 'yes'
                then work.later(coalesce((select max(v.visited_on) from service.visit v where v.person = g.person and v.office = g.office and v.voided_at is null
                                             and v.visited_on between g.started_on and b.due_on and work.counts_as_contact(v.mode, v.office)), g.started_on), b.period) >= b.due_on
                else exists (select from service.visit v where v.person = g.person and v.office = g.office and v.voided_at is null
                                and v.visited_on between b.from_on and b.due_on and work.counts_as_contact(v.mode, v.office)) end as met
      from bin b join org.office o on o.tier = b.tier
      join service.pairing g on g.office = o.id and g.voided_at is null and g.started_on <= b.from_on and coalesce(g.ended_on > b.due_on, true)
      left join late l on l.office = o.id
      left join ref.settings_of('pairing.rolling') r on r.office = o.id
     where b.due_on > since and b.due_on < today - coalesce(l.days, 31)
       and not exists (select from work.pairing_missed m where m.office = o.id and m.from_on = b.from_on))
  insert into work.pairing_missed (office, from_on, due_on, owed, missed, pairings, frozen_on)
  select x.office, x.from_on, x.due_on, count(*), count(*) filter (where not x.met), coalesce(array_agg(x.id order by x.id) filter (where not x.met), '{}'), today
    from owed x group by x.office, x.from_on, x.due_on
  on conflict (office, from_on) do nothing;
  get diagnostics n = row_count;
  update work.tick_state t set frozen_to = greatest(t.frozen_to, today - longest - 1);
  return n;
end $$;
create or replace trigger frozen before update or delete or truncate on work.pairing_missed for each statement execute function sec.broken('frozen');

------------------------------------------------------------------------------ the timer's part
-- Once a day is enough: what is opened stays open, what is done is known from its records. After any rest it goes from where it was.
create or replace function work.tick_duties() returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  today constant date := ref.today();
  began constant timestamptz := clock_timestamp();
  state work.tick_state := (select t from work.tick_state t);
  opened bigint; missed bigint; frozen bigint;
begin
  if state.opened_to >= today then
    return 'duties as they were';
  end if;
  opened := work.open_bins(today) + work.open_dates(coalesce(state.opened_to, today), today);
  perform work.leavers();
  update work.duty d set outcome = 'v', closed_on = today
    from work.rule r, org.office o where r.rule = d.rule and r.kind = 'cadence' and o.id = d.office and not o.established and d.open_due is not null;
  perform work.settle(coalesce(state.settled_at, '-infinity'));
  update work.duty d set outcome = 'm', closed_on = d.due_on + 1 from work.rule r where r.rule = d.rule and r.kind in ('cadence', 'festival') and d.open_due < today;
  get diagnostics missed = row_count;
  frozen := work.freeze_missed(today);
  update work.tick_state t set opened_to = today, settled_at = began,
    (rules_from, rules_to) = (select coalesce(jsonb_object_agg(r.rule, today), '{}') || t.rules_from, coalesce(jsonb_object_agg(r.rule, today), '{}') from work.rule r);
  return format('duties opened %s, missed %s, periods frozen %s', opened, missed, frozen);
end $$;

drop function if exists work.settle();
-- Records that were there when their duty came: entered while the timer rested, or in the same moment. What was owed already when the timer last
-- came here, and whose office and who serves it are as they were, is known from its records. (Person by person: nine of ten rules have few, and
-- visits are many.)
create or replace function work.settle(since timestamptz) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  a record;
begin
  for a in select x.relation, x.rule, x.day, x.matches from work.answering x where x.how = 'person' order by x.rule loop
    execute format('select work.recount(%1$L, p.person) from (select distinct d.person
                       from (select x.person, x.from_on from work.duty x where x.rule = %1$L and x.open_due is not null and x.changed_at >= $1
                             union
                             select x.person, x.from_on from work.duty x where x.rule = %1$L and x.open_due is not null
                                and x.office = any (array(select unnest(array[o.id, o.served_by]) from org.office o where o.changed_at >= $1))) d
                      where exists (select from %2$s t where t.person = d.person and t.%3$I >= d.from_on and t.voided_at is null and to_jsonb(t) @> %4$L)) p',
                   a.rule, a.relation, a.day, a.matches) using since;
  end loop;
end $$;
update work.tick_state set settled_at = null where settled_at is not null;         -- what answers what may be new: all is settled once more

-- One office becomes another's (ref.region_merge): what both have of one period or one meeting is one.
create or replace function work.merge_offices(old_code bigint, new_code bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  update work.pairing_missed m set owed = m.owed + x.owed, missed = m.missed + x.missed, pairings = m.pairings || x.pairings, frozen_on = greatest(m.frozen_on, x.frozen_on)
    from work.pairing_missed x where m.office = new_code and x.office = old_code and x.from_on = m.from_on;
  delete from work.pairing_missed x using work.pairing_missed m where m.office = new_code and x.office = old_code and x.from_on = m.from_on;
  update work.attendance a set voided_at = clock_timestamp(), voided_by = session_user, void_why = '区划合并'
   where a.attendee = old_code and a.voided_at is null and exists (select from work.attendance x where x.meeting = a.meeting and x.attendee = new_code and x.voided_at is null);
end $$;

-- Offices were given other codes (ref.region_do): bins go with their office, and where two became one the other's open ones are void.
create or replace function work.bins_follow() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  update work.duty d set subject = d.office from work.rule r
   where r.rule = d.rule and r.kind = 'cadence' and d.subject <> d.office
     and not exists (select from work.duty x where x.rule = d.rule and x.subject = d.office and x.from_on = d.from_on);
  update work.duty d set outcome = 'v', closed_on = ref.today() from work.rule r
   where r.rule = d.rule and r.kind = 'cadence' and d.subject <> d.office and d.closed_on is null;
end $$;
