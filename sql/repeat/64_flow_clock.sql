-- SPDX-License-Identifier: Apache-2.0
-- What the process engine (65_flow.sql) stands on: the line of offices above one, who sees a case, clocks.

------------------------------------------------------------------------------ offices
-- Asked in every step, so in plpgsql, which plans them once a session. The chain of offices from this one up.
create or replace function flow.line_of(office bigint) returns table (id bigint, tier smallint)
language plpgsql stable rows 5 set search_path = pg_catalog, pg_temp
as $$
declare above bigint := office;
begin
  while above is not null loop
    select o.id, o.tier, o.parent into line_of.id, line_of.tier, above from org.office o where o.id = above;
    if found then return next; end if;
  end loop;
end $$;

create or replace function flow.at_tier(office bigint, tier int) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare x bigint := office; t smallint; above bigint;
begin
  loop
    select o.tier, o.parent into t, above from org.office o where o.id = x;
    if t is null or t < at_tier.tier then return null; end if;
    if t = at_tier.tier then return x; end if;
    x := above;
  end loop;
end $$;

create or replace function flow.parent_of(office bigint) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ declare x bigint; begin select o.parent into x from org.office o where o.id = parent_of.office; return x; end $$;

create or replace function flow.tier_of(office bigint) returns smallint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ declare x smallint; begin select o.tier into x from org.office o where o.id = tier_of.office; return x; end $$;

-- The lowest office above both; where it is one of the two, the one above that: nobody rules in his own quarrel, but in the province.
create or replace function flow.superior_of(a bigint, b bigint) returns bigint
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case when x.id in (a, b) then coalesce(flow.parent_of(x.id), x.id) else x.id end
    from (select l.id, l.tier from flow.line_of(a) l where l.id in (select m.id from flow.line_of(b) m) order by l.tier desc limit 1) x
$$;

-- Which job acts at a tier: the one asked for, or the clerk's where offices of that tier have no such post.
create or replace function flow.job_at(tier int, job text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  perform from flow.post p where p.tier = job_at.tier and p.job = job_at.job;
  return case when job is null or found then job else 'clerk' end;
end $$;

-- Whose turn it is in a state. owner: whose case it is now; holder: whoever has it or receives it. An owner above a tier acts for it.
create or replace function flow.actor(s flow.state, owner bigint, holder bigint, target bigint, superior bigint) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return case s.actor when 'holder' then holder when 'owner' then owner when 'target' then target when 'superior' then superior
                      when 'township' then coalesce(flow.at_tier(owner, 3), owner) when 'county' then coalesce(flow.at_tier(owner, 2), owner)
                      when 'city' then coalesce(flow.at_tier(owner, 1), owner) end;
end $$;

------------------------------------------------------------------------------ who sees a case beside the offices in whose range it was registered
create or replace function sec.guest_matters() returns setof bigint
language plpgsql stable security definer rows 10 set search_path = pg_catalog, pg_temp
as $$
begin
  return query select g.matter from sec.scope s cross join lateral (values (s.lo, s.hi), (s.lo2, s.hi2)) r (lo, hi)
                 join work.guest g on g.office >= r.lo and g.office < r.hi
                where s.login = session_user and sec.own_staff() is not null;
end $$;

-- Volatile: who registers a restricted case is named for it by the same statement, and the statement gives its row back.
create or replace function sec.entrusted_matters() returns setof bigint
language plpgsql volatile security definer rows 10 set search_path = pg_catalog, pg_temp
as $$
begin
  return query select e.matter from work.entrusted e where e.staff = sec.own_staff();
end $$;

-- Is it this session's turn, as far as the office goes.
create or replace function sec.holds_matter(matter bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select exists (select from work.matter m where m.id = matter and m.ended_on is null and sec.writes(m.next_office)) $$;

-- May this session see that case: as the policies say it, for functions that run as the owner.
create or replace function flow.sees(m work.matter) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare me constant bigint := sec.own_staff();
begin
  if me is null or m.id is null then
    return false;
  elsif m.restricted and not exists (select from work.entrusted e where e.matter = m.id and e.staff = me) then
    return false;
  end if;
  return sec.sees(m.office) or exists (select from work.guest g where g.matter = m.id and sec.sees(g.office));
end $$;

------------------------------------------------------------------------------ clocks
-- When a clock ends: the only place where it is reckoned. `held`, `rest`: days, of an hour clock the time, that do not count; `went_on`: the day
-- it last went on. A clock that was stopped on what was its last day ends, at the earliest, when it goes on: the day it was stopped was not over
-- yet (Civil Code 203).
create or replace function flow.ends(c work.clock, held int, rest interval, went_on date, out due_on date, out due_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  if c.unit = 'hour' then
    due_at := ref.due_at(c.length, c.began_at, rest);
    due_on := (due_at at time zone 'Asia/Shanghai')::date;
  else
    due_on := greatest(ref.due_on(c.unit, c.length, c.began_on, c.rolls, held, case when c.unit = 'fixed' then to_char(c.length, 'FM0000') end),
                       case when c.rolls then ref.rolled(went_on) else went_on end);
  end if;
end $$;

-- The last day anew for all clocks of a case that run; what stays as it was is not written.
create or replace function flow.reckon(matter bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  update work.clock c set due_on = x.due_on, due_at = x.due_at
    from (select y.id, e.due_on, e.due_at
            from (select k.id, k, coalesce(bool_or(s.clock is not null and s.to_on is null), false) as stands,
                         coalesce(sum(ref.held(k.unit, s.from_on, s.to_on)), 0)::int as held, coalesce(sum(s.to_at - s.from_at), '0') as rest, max(s.to_on) as went_on
                    from work.clock k left join work.stop s on s.clock = k.id
                   where k.matter = reckon.matter and k.ended_on is null group by k.id) y
            left join lateral flow.ends(y.k, y.held, y.rest, y.went_on) e on not y.stands) x
   where c.id = x.id and (c.due_on, c.due_at) is distinct from (x.due_on, x.due_at);
end $$;

-- Has this clock not run out: what has cannot be held, or it would begin to live again.
create or replace function flow.has_left(c work.clock, today date) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ begin return case when c.unit = 'hour' then c.due_at > ref.now() else c.due_on >= today end; end $$;

-- The clocks that begin with step number `seq` in this state, those that do not run already; flow.start() writes them.
create or replace function flow.born(m work.matter, s flow.state, happened date, seq int) returns setof work.clock
language plpgsql stable rows 2 set search_path = pg_catalog, pg_temp
as $$
declare
  d flow.clock;
  c work.clock;
begin
  for d in select x.* from flow.clock x
            where x.process = m.process and x.clock = any (s.runs) and not exists (select from work.clock y where y.matter = m.id and y.clock = x.clock and y.ended_on is null) loop
    c.matter := m.id; c.clock := d.clock; c.unit := d.unit; c.rolls := d.rolls; c.amber := d.amber; c.began_seq := born.seq;
    c.began_at := ref.now();
    c.began_on := case d.starts when 'event' then happened else ref.today() end;
    c.length := case when d.setting then ref.setting_of(d.process || '.' || d.clock, case d.starts when 'dispatch' then m.next_office else m.home end, d.length::text)::int else d.length end;
    select e.due_on, e.due_at into c.due_on, c.due_at from flow.ends(c, 0, '0', null) e;
    return next c;
  end loop;
end $$;

create or replace function flow.start(born work.clock[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  insert into work.clock (matter, clock, began_on, began_at, length, unit, rolls, amber, due_on, due_at, began_seq)
  select c.matter, c.clock, c.began_on, c.began_at, c.length, c.unit, c.rolls, c.amber, c.due_on, c.due_at, c.began_seq from unnest(born) c;
end $$;

-- A state is entered by step number `seq`: what must not run any more ends, what stands still is stopped, the rest goes on or begins.
-- Stops and legal clocks go by the day it happened, clocks of hand-over by the day of dispatch: what happened before one began takes nothing
-- out of it.
create or replace function flow.enter(m work.matter, s flow.state, restart text[], happened date, seq int) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  today constant date := ref.today();
  now constant timestamptz := ref.now();
  held boolean := false;
begin
  update work.clock c set ended_on = today, ended_seq = enter.seq
   where c.matter = m.id and c.ended_on is null and (c.clock <> all (s.runs || s.holds) or c.clock = any (restart));
  if s.holds <> '{}' then
    insert into work.stop (clock, from_seq, from_on, from_at)
      select c.id, enter.seq, greatest(happened, c.began_on), now from work.clock c
       where c.matter = m.id and c.ended_on is null and c.clock = any (s.holds) and c.due_on is not null and flow.has_left(c, happened);
    held := found;
  end if;
  update work.stop x set to_seq = enter.seq, to_on = greatest(happened, x.from_on), to_at = now from work.clock c
   where c.id = x.clock and c.matter = m.id and c.ended_on is null and x.to_on is null and c.clock = any (s.runs);
  if held or found then perform flow.reckon(m.id); end if;
  perform flow.start(array(select b from flow.born(m, s, happened, enter.seq) b));
end $$;

-- Taken back: the clocks are as if step number `seq` had never been, and so is the day they end.
create or replace function flow.undo_clocks(matter bigint, undone int, seq int) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  update work.clock c set undone = true, ended_on = ref.today(), ended_seq = undo_clocks.seq where c.matter = undo_clocks.matter and c.began_seq = undo_clocks.undone;
  update work.clock c set ended_on = null, ended_seq = null where c.matter = undo_clocks.matter and c.ended_seq = undo_clocks.undone;
  delete from work.stop s using work.clock c where c.id = s.clock and c.matter = undo_clocks.matter and s.from_seq = undo_clocks.undone;
  update work.stop s set to_seq = null, to_on = null, to_at = null from work.clock c where c.id = s.clock and c.matter = undo_clocks.matter and s.to_seq = undo_clocks.undone;
  perform flow.reckon(matter);
end $$;

-- When the next actor must have acted: the first of the clocks that run.
create or replace function flow.due(matter bigint, out due_on date, out amber_on date, out due_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  select min(c.due_on), min(c.due_on - c.amber), min(c.due_at) into due_on, amber_on, due_at from work.clock c where c.matter = due.matter and c.ended_on is null;
end $$;
