-- SPDX-License-Identifier: Apache-2.0
-- What is wrong with a process as its rows define it: one row a fault, none when it is good. `laobingctl lint` and `migrate` tell them beside
-- the faults of forms. Each rule is a select of its own at the end; what several of them ask is reckoned once, above.
drop view if exists flow.lint;
create view flow.lint (process, state, code, zh, en) as
with recursive
-- Which job acts for which at a tier (flow.job_at, once for all).
acts as materialized (
  select h.tier, j.job, flow.job_at(h.tier, j.job) as acts from generate_series(0, 4) h(tier) cross join org.job j
),
-- Every step from every place a holder can sit: `own` is the tier of the office that registered the case, `line` whether the holder is that
-- office or one above it (a county beside it is not). A third return leads to the superior of both, who is above either.
move as materialized (
  select t.process, t.from_state, t.action, t.kind, o.own::int, h.tier, l.line, z.state as to_state, z.kind = 'end' as ends, g.tier as to_tier,
         case when z.actor in ('holder', 'superior') and t.kind in ('step', 'up', 'return') then l.line else t.kind = 'step' and z.actor in ('owner', 'township', 'county', 'city') end as to_line
    from flow.step t join flow.process p using (process) join flow.state s on s.process = t.process and s.state = t.from_state
    join flow.state z on z.process = t.process and z.state = case when t.kind = 'return' then s.third else t.to_state end
   cross join unnest(p.tiers) o(own) cross join generate_series(0, 4) h(tier) cross join (values (true), (false)) l(line) cross join generate_series(0, 4) g(tier)
   where t.kind in ('step', 'up', 'down', 'refer', 'return') and (t.tiers is null or h.tier = any (t.tiers))
     and case when z.actor = 'superior' then g.tier < greatest(h.tier, 1)
              when t.kind = 'up' then g.tier = h.tier - 1
              when t.kind = 'down' then g.tier > h.tier
              when t.kind = 'refer' then g.tier = h.tier and h.tier > 0
              when z.kind = 'end' or z.actor = 'holder' then g.tier = h.tier
              when z.actor = 'owner' then g.tier = o.own
              when z.actor = 'target' then true
              else g.tier = array_position('{city,county,township}', z.actor) and g.tier <= o.own end
),
-- A case begins with whoever registers it, or with the other party, who may be anywhere.
seat as (
  select s.process, s.state, o.tier::int as own, g.tier, s.actor is distinct from 'target' as line
    from flow.state s join flow.process p using (process) cross join unnest(p.tiers) o(tier) join generate_series(0, 4) g(tier) on g.tier = o.tier or s.actor = 'target' where s.kind = 'start'
  union
  select m.process, m.to_state, m.own, m.to_tier, m.to_line
    from seat h join move m on m.process = h.process and m.from_state = h.state and m.own = h.own and m.tier = h.tier and m.line = h.line
),
-- The same with returns to where a step came from.
way as materialized (
  select m.process, m.from_state, m.own, m.tier, m.line, m.to_state, m.to_tier, m.to_line from move m where not m.ends
  union
  select m.process, m.to_state, m.own, m.to_tier, m.to_line, m.from_state, m.tier, m.line
    from move m join flow.step t on t.process = m.process and t.from_state = m.to_state and t.kind = 'return' and (t.tiers is null or m.to_tier = any (t.tiers)) where m.kind <> 'return'
),
-- Places from which an end can be reached.
ended as (
  select m.process, m.from_state as state, m.own, m.tier, m.line from move m where m.ends
  union
  select m.process, m.from_state, m.own, m.tier, m.line
    from ended e join move m on m.process = e.process and m.to_state = e.state and m.own = e.own and m.to_tier = e.tier and m.to_line = e.line
),
-- Places in open states, with the job that must act there.
turn as materialized (
  select distinct h.process, h.state, h.own, h.tier, h.line, j.acts as job
    from seat h join flow.state s using (process, state) left join acts j on j.tier = h.tier and j.job = s.job where s.kind <> 'end'
),
-- The next actor's own steps that are his for certain: not only a few times, in time, or back to where it came from.
own_step as materialized (
  select h.process, h.state, h.own, h.tier, h.line, t.action, z.kind = 'end' as ends
    from turn h join flow.step t on t.process = h.process and t.from_state = h.state and (t.tiers is null or h.tier = any (t.tiers))
    join flow.state z on z.process = t.process and z.state = t.to_state left join acts j on j.tier = h.tier and j.job = t.job
   where t.kind in ('step', 'up', 'down', 'refer') and t.most is null and t.within is null
     and (t.who = 'system' or t.who = 'next' and (t.job is null or j.acts = h.job))
     and not (t.kind in ('up', 'refer') and h.tier = 0) and not (t.kind = 'down' and h.tier = 4)
),
-- Who takes a step where. A village without a station is served by its township, whose staff then are both (`served`).
taken as materialized (
  select t.process, t.from_state, t.action, v.served, h.own, case when v.served and a.tier = 4 then 3 else a.tier end as tier, j.acts as job, h.tier as at, h.line
    from turn h join flow.state s using (process, state) join flow.step t on t.process = h.process and t.from_state = h.state and (t.tiers is null or h.tier = any (t.tiers))
   cross join (values (false), (true)) v(served) cross join lateral (select case t.who when 'owner' then h.own else h.tier end as tier) a
    join acts j on j.tier = a.tier and j.job = coalesce(t.job, s.job)
   where t.who <> 'system'
),
-- Where a case can be after a step that others are to be apart from: `tier`, `job` are those of who took it.
since as (
  select distinct a.process, a.action, a.served, a.own, a.tier, a.job, coalesce(m.to_state, a.from_state) as state, coalesce(m.to_tier, a.at) as at, coalesce(m.to_line, a.line) as line
    from taken a left join move m on (m.process, m.from_state, m.action, m.own, m.tier, m.line) = (a.process, a.from_state, a.action, a.own, a.at, a.line)
   where exists (select from flow.step t where t.process = a.process and a.action = any (t.apart))
  union
  select s.process, s.action, s.served, s.own, s.tier, s.job, m.to_state, m.to_tier, m.to_line
    from since s join way m on m.process = s.process and m.from_state = s.state and m.own = s.own and m.tier = s.at and m.line = s.line
),
-- Ways a case can go again and again: steps without a `most`, returns to where a step came from, and the third return.
edge as materialized (
  select t.process, t.from_state as a, t.to_state as b, t.restart from flow.step t where t.kind in ('step', 'up', 'down', 'refer') and t.most is null
  union
  select r.process, r.from_state, t.from_state, r.restart from flow.step r
    join flow.step t on t.process = r.process and t.to_state = r.from_state and t.kind in ('step', 'up', 'down', 'refer') and t.most is null where r.kind = 'return' and r.most is null
  union
  select r.process, r.from_state, s.third, r.restart from flow.step r join flow.state s on s.process = r.process and s.state = r.from_state
   where r.kind = 'return' and r.most is null and s.third is not null
),
path as (
  select process, a, b from edge
  union
  select p.process, p.a, e.b from path p join edge e on e.process = p.process and e.a = p.b
),
-- States each of which leads to every other: a round is known by the first of its states.
round as materialized (
  select p.process, p.a as state, min(p.b) as round from path p join path q on q.process = p.process and q.a = p.b and q.b = p.a group by 1, 2
),
-- Who has a case and who sent it there, as far as they are the office that registered it (owner) and the one that the register names (target).
-- The superior that a plain step asks for is that of these two (flow.moved).
parties as (
  select s.process, s.state, case s.actor when 'target' then 'target' else 'owner' end as holder, case s.actor when 'target' then 'owner' end as sender from flow.state s where s.kind = 'start'
  union
  select x.process, x.to_state, x.holder, case when x.holder = x.before then x.sender else x.before end
    from (select t.process, t.to_state, h.sender, h.holder as before,
                 case when t.kind = 'step' and z.actor = 'holder' then h.holder when t.kind = 'step' and (z.actor = 'owner' or z.actor = 'target' and p.target is not null) then z.actor else 'another' end as holder
            from parties h join flow.process p using (process) join flow.step t on t.process = h.process and t.from_state = h.state and t.kind in ('step', 'up', 'down', 'refer')
            join flow.state z on z.process = t.process and z.state = t.to_state where z.kind <> 'end') x
),
-- Held clocks that some way leads to a state where they run again, and those that came running into the state that holds them.
goes_on as (
  select s.process, s.state, c.clock from flow.state s cross join unnest(s.runs) c(clock)
  union
  select s.process, s.state, g.clock from goes_on g join flow.step t on t.process = g.process and t.to_state = g.state
    join flow.state s on s.process = t.process and s.state = t.from_state and g.clock = any (s.holds)
),
came_running as (
  select s.process, s.state, c.clock from flow.state s cross join unnest(s.runs) c(clock)
  union
  select z.process, z.state, g.clock from came_running g join flow.step t on t.process = g.process and t.from_state = g.state
    join flow.state z on z.process = t.process and z.state = t.to_state and g.clock = any (z.holds)
)

------------------------------------------------------------------------------ states
-- A case begins in one state and no other.
select p.process, null::text, 'start', format('要有一个起始状态，现有 %s 个', count(s.state)), format('one start is needed, there are %s', count(s.state))
  from flow.process p left join flow.state s on s.process = p.process and s.kind = 'start' group by p.process having count(s.state) <> 1
union all
-- It begins with the office that registers it: nobody else is known yet, but where the register names the other party.
select s.process, s.state, 'start_actor', '起始状态要由登记的机构办（holder 或 owner）', 'whoever registers it acts first (holder or owner)'
  from flow.state s where s.kind = 'start' and s.actor not in ('holder', 'owner') and not (s.actor = 'target' and exists (select from flow.process p where p.process = s.process and p.target is not null))
union all
select s.process, s.state, 'unreachable', '没有办法走到这个状态', 'no way leads to this state'
  from flow.state s where not exists (select from seat h where h.process = s.process and h.state = s.state)
union all
select s.process, s.state, 'no_exit', '这个状态没有出路', 'no step leads out of this state'
  from flow.state s where s.kind <> 'end' and not exists (select from flow.step t where t.process = s.process and t.from_state = s.state and t.kind <> 'extend')
union all
-- At some tier a case would be open for ever.
select h.process, h.state, 'no_end', format('从这里（%s 级）走不到终点', string_agg(distinct h.tier::text, '、')), format('from here no end can be reached (tier %s)', string_agg(distinct h.tier::text, ', '))
  from turn h where not exists (select from ended e where (e.process, e.state, e.own, e.tier, e.line) = (h.process, h.state, h.own, h.tier, h.line)) group by h.process, h.state
union all
select t.process, t.from_state, 'end_exit', format('已经办结，不能再有步骤：%s', t.action), format('it is closed and yet has a step: %s', t.action)
  from flow.step t join flow.state s on s.process = t.process and s.state = t.from_state where s.kind = 'end'

------------------------------------------------------------------------------ clocks
union all
-- Whoever must act must act by some day.
select s.process, s.state, 'no_clock', '没有在走的期限', 'no clock runs here' from flow.state s where s.kind <> 'end' and s.runs = '{}'
union all
select s.process, s.state, 'clock_unknown', format('没有定义期限 %s', c.clock), format('the clock %s is not defined', c.clock)
  from flow.state s cross join unnest(s.runs || s.holds) c(clock) where not exists (select from flow.clock k where k.process = s.process and k.clock = c.clock)
union all
select k.process, null, 'clock_unused', format('期限 %s 在哪里都不走', k.clock), format('the clock %s runs nowhere', k.clock)
  from flow.clock k where not exists (select from flow.state s where s.process = k.process and k.clock = any (s.runs))
union all
-- What is stopped must be able to go on, and must have run before.
select s.process, s.state, 'held_for_ever', format('期限 %s 停了以后没有地方接着走', c.clock), format('the clock %s is stopped and goes on nowhere', c.clock)
  from flow.state s cross join unnest(s.holds) c(clock) where not exists (select from goes_on g where (g.process, g.state, g.clock) = (s.process, s.state, c.clock))
union all
select s.process, s.state, 'held_unborn', format('期限 %s 走到这里之前没有走过，没有什么可停', c.clock), format('the clock %s has not run before: there is nothing to stop', c.clock)
  from flow.state s cross join unnest(s.holds) c(clock) where not exists (select from came_running g where (g.process, g.state, g.clock) = (s.process, s.state, c.clock))
union all
select s.process, s.state, 'run_and_held', format('期限 %s 又走又停', c.clock), format('the clock %s both runs and is stopped', c.clock)
  from flow.state s cross join unnest(s.runs) c(clock) where c.clock = any (s.holds)
union all
-- A round with no last day: a clock must run in each of its states and not begin anew on the way. A clock that stands still in one of them
-- ends no round: stopped and going on the same day it uses nothing up. A `most` on a step ends a round too.
select r.process, r.round, 'round', format('可以无休止地循环：%s。要有一个期限贯穿全部，或给某一步规定最多几次', string_agg(distinct r.state, '、')),
       format('can go round for ever: %s. Let one clock run through all of it, or give a step a “most”', string_agg(distinct r.state, ', '))
  from round r
 where not exists (select from flow.clock k where k.process = r.process
                      and not exists (select from round x join flow.state s using (process, state) where x.process = r.process and x.round = r.round and k.clock <> all (s.runs))
                      and not exists (select from edge e join round x on x.process = e.process and x.state = e.a and x.round = r.round
                                        join round y on y.process = e.process and y.state = e.b and y.round = r.round where e.process = r.process and k.clock = any (e.restart)))
 group by r.process, r.round

------------------------------------------------------------------------------ who acts next
union all
select s.process, s.state, 'no_actor', '没有说由谁办', 'it does not say who acts' from flow.state s where s.kind <> 'end' and (s.actor is null or s.job is null)
union all
-- Handed over, it is the receiver's: a state that names another office would have two.
select t.process, t.from_state, 'two_actors', format('“%s”交给收件的机构，%s 却写明由 %s 办', t.action, z.state, z.actor), format('“%s” hands it over, but in %s it is for the %s to act', t.action, z.state, z.actor)
  from flow.step t join flow.state z on z.process = t.process and z.state = t.to_state where t.kind in ('up', 'down', 'refer') and z.actor <> 'holder'
union all
-- Two offices whose superior it is are known at a third return, and where a party has got it from the other.
select t.process, t.from_state, 'superior', format('“%s”进入由上级裁定的状态 %s，不知是哪两家的上级：要是第三次退回，或一方从另一方接到以后', t.action, z.state),
       format('“%s” leads to %s, and whose superior that is is not known: let it be a third return, or the step of a party that got it from the other', t.action, z.state)
  from flow.step t join flow.state z on z.process = t.process and z.state = t.to_state
 where z.actor = 'superior' and t.kind not in ('up', 'down', 'refer')
   and exists (select from parties h where h.process = t.process and h.state = t.from_state and concat_ws(' ', h.sender, h.holder) not in ('owner target', 'target owner'))
union all
select s.process, s.state, 'third', format('第三次退回要到一个由上级（superior）裁定的状态，不是 %s', s.third), format('a third return goes to a state in which the superior acts, not to %s', s.third)
  from flow.state s left join flow.state z on z.process = s.process and z.state = s.third where s.third is not null and z.actor is distinct from 'superior'
union all
-- Fixed tiers are those of offices above the one that registered it, or that one itself.
select s.process, s.state, 'fixed_tier', format('登记的机构可能比 %s 高', s.actor), format('whoever registered it may be above the %s', s.actor)
  from flow.state s join flow.process p using (process) where array_position('{city,county,township}', s.actor) > (select min(x) from unnest(p.tiers) x)
union all
select h.process, h.state, 'no_post', format('%s 级机构没有岗位 %s', h.tier, h.job), format('offices of tier %s have no %s', h.tier, h.job)
  from turn h where h.job is not null and not exists (select from flow.post p where p.tier = h.tier and p.job = h.job) group by h.process, h.state, h.tier, h.job
union all
-- Whose turn it is must be able to do something, always.
select h.process, h.state, 'idle', format('轮到 %s 级机构，它自己没有可办的一步', string_agg(distinct h.tier::text, '、')), format('it is tier %s''s turn, which has no step of its own', string_agg(distinct h.tier::text, ', '))
  from turn h where not exists (select from own_step o where (o.process, o.state, o.own, o.tier, o.line) = (h.process, h.state, h.own, h.tier, h.line)) group by h.process, h.state
union all
-- And not only end it, where at other tiers it goes on from the same state: a step that goes on has the wrong tiers, or the case should not come here.
select h.process, h.state, 'only_ends', format('到 %s 级机构只能了结，别的级还可以往下办', string_agg(distinct h.tier::text, '、')), format('at tier %s it can only be ended, at others it goes on', string_agg(distinct h.tier::text, ', '))
  from (select o.process, o.state, o.tier from own_step o group by 1, 2, 3 having bool_and(o.ends)) h
 where exists (select from own_step x where x.process = h.process and x.state = h.state and not x.ends) group by h.process, h.state
union all
-- Separation of persons: who took one of these may not take this one. Where all of them are the same job of the same office, it needs as many people.
select distinct t.process, t.from_state, 'apart_posts', format('“%s”要 %s 个不同的人，%s 级的 %s 至少只有 %s 人', t.action, count(distinct a.action) + 1, t.tier, t.job, min(p.least)),
       format('“%s” needs %s different people, tier %s is sure to have %s as %s', t.action, count(distinct a.action) + 1, t.tier, min(p.least), t.job)
  from taken t join flow.step x using (process, from_state, action)
  join since a on (a.process, a.own, a.served, a.tier, a.job, a.state, a.at, a.line) = (t.process, t.own, t.served, t.tier, t.job, t.from_state, t.at, t.line) and a.action = any (x.apart)
  join flow.post p on p.tier = t.tier and p.job = t.job
 group by t.process, t.from_state, t.action, t.own, t.served, t.tier, t.job, t.at, t.line having count(distinct a.action) + 1 > min(p.least)

------------------------------------------------------------------------------ steps
union all
-- By its tiers and those where a case can be, it is for nobody.
select t.process, t.from_state, 'nobody', format('“%s”没有人可以办：件到不了它的层级', t.action), format('“%s” is for nobody: the case never is at its tiers', t.action)
  from flow.step t where t.tiers is not null and exists (select from turn h where h.process = t.process and h.state = t.from_state)
   and not exists (select from turn h where h.process = t.process and h.state = t.from_state and h.tier = any (t.tiers))
union all
select t.process, t.from_state, 'up_top', format('“%s”：省级再没有上级', t.action), format('“%s”: the province has no superior', t.action)
  from flow.step t where t.kind = 'up' and (t.tiers is null or 0 = any (t.tiers)) and exists (select from turn h where h.process = t.process and h.state = t.from_state and h.tier = 0)
union all
-- Two offices could send it to and fro: after three returns a superior rules. Within an office that is no quarrel.
select t.process, t.from_state, 'return_third', format('“%s”退回别的机构，却没有第三次退回的去处（third）', t.action), format('“%s” returns it to another office, and there is no state for the third time', t.action)
  from flow.step t join flow.state s on s.process = t.process and s.state = t.from_state
 where t.kind = 'return' and s.third is null
   and exists (select from seat h join move m on m.process = h.process and m.from_state = h.state and m.own = h.own and m.tier = h.tier and m.line = h.line and m.to_state = s.state
                where m.kind in ('up', 'down', 'refer') or m.tier <> m.to_tier or not (m.line and m.to_line or s.actor = 'holder'))
union all
select t.process, t.from_state, 'to_state', format('“%s”：只有退回不写去处，延期留在原处，别的都要写', t.action), format('“%s”: a return names no state, an extension stays, all others name one', t.action)
  from flow.step t where case t.kind when 'return' then t.to_state is not null when 'extend' then t.to_state <> t.from_state else t.to_state is null end
union all
-- The engine offers these in every state.
select t.process, t.from_state, 'common', format('“%s”是每个流程都有的，不要再写', t.action), format('“%s” is there in every process', t.action)
  from flow.step t where t.kind in ('takeback', 'assign', 'recuse') or t.action = 'begin' or t.action in (select c.action from flow.common_steps() c)
union all
select t.process, t.from_state, 'extend', format('“%s”延长的期限没有写、在这里不走，或不能延长', t.action), format('“%s” extends no clock, or one that does not run here or cannot be extended', t.action)
  from flow.step t join flow.state s on s.process = t.process and s.state = t.from_state
 where t.kind = 'extend' and not exists (select from flow.clock k where k.process = t.process and k.clock = t.clock and k.extend > 0 and k.extends > 0 and k.clock = any (s.runs))
union all
select t.process, t.from_state, 'system', format('“%s”由系统办，要写明哪个在走的期限到了就办', t.action), format('“%s” is the system''s and must name a clock that runs here', t.action)
  from flow.step t join flow.state s on s.process = t.process and s.state = t.from_state where t.who = 'system' and t.clock <> all (s.runs) is not false
union all
-- The system writes nothing and names no office; nor may what it does leave the clock that fired it run on, over for ever.
select t.process, t.from_state, 'system_step', format('“%s”由系统办，不能要人填写、选机构，也不能让到期的期限接着走', t.action), format('“%s” is the system''s: it cannot fill in or choose anything, nor let the clock that is over run on', t.action)
  from flow.step t join flow.state z on z.process = t.process and z.state = t.to_state
 where t.who = 'system' and (t.asks <> '{}' or t.needs <> '{}' or t.kind not in ('step', 'up') or z.actor = 'target' or t.clock = any (z.runs || z.holds) and t.clock <> all (t.restart))
union all
select t.process, t.from_state, 'clock_of_step', format('“%s”写了期限 %s，它既不延长也不由期限触发', t.action, t.clock), format('“%s” names the clock %s but neither extends it nor is fired by it', t.action, t.clock)
  from flow.step t where t.clock is not null and t.kind <> 'extend' and t.who <> 'system'

------------------------------------------------------------------------------ names
union all
select t.process, t.from_state, 'apart', format('“%s”要与 %s 分开，没有这一步', t.action, a.action), format('“%s” is to be apart from %s, and there is no such step', t.action, a.action)
  from flow.step t cross join unnest(t.apart) a(action) where not exists (select from flow.step x where x.process = t.process and x.action = a.action)
union all
select t.process, t.from_state, 'restart', format('“%s”重新起算 %s，那边却没有这个期限在走', t.action, c.clock), format('“%s” starts %s anew, which does not run where it leads', t.action, c.clock)
  from flow.step t cross join unnest(t.restart) c(clock) left join flow.state z on z.process = t.process and z.state = t.to_state where c.clock <> all (coalesce(z.runs, '{}'))
union all
select t.process, t.from_state, 'within', format('“%s”要在期限 %s 之内，它在这里不走', t.action, t.within), format('“%s” is possible within %s, which does not run here', t.action, t.within)
  from flow.step t join flow.state s on s.process = t.process and s.state = t.from_state where t.within is not null and t.within <> all (s.runs || s.holds)
union all
select t.process, t.from_state, 'needs', format('“%s”要先填好 %s，登记簿没有这一列', t.action, n.name), format('“%s” needs %s, which is no column of the register', t.action, n.name)
  from flow.step t join flow.process p using (process) cross join unnest(t.needs) n(name)
 where not exists (select from pg_attribute a where a.attrelid = to_regclass(p.relation) and a.attname = n.name and a.attnum > 0 and not a.attisdropped)
union all
-- Nobody could fill it in any more.
select t.process, t.from_state, 'needs_edit', format('“%s”要先填好 %s，这时内容却不能改（edit）', t.action, array_to_string(t.needs, '、')), format('“%s” needs %s, but here facts cannot be changed (edit)', t.action, array_to_string(t.needs, ', '))
  from flow.step t join flow.state s on s.process = t.process and s.state = t.from_state where t.needs <> '{}' and not s.edit
union all
select t.process, t.from_state, 'asks', format('“%s”要写明 %s，办一步时没有这一栏', t.action, n.name), format('“%s” asks for %s, which cannot be given with a step', t.action, n.name)
  from flow.step t cross join unnest(t.asks || t.may) n(name) where n.name not in ('to_office', 'to_staff', 'happened_on', 'body', 'document', 'opinion', 'ground')
union all
-- An office is chosen where the step hands over to one, and there it is asked for by itself.
select t.process, t.from_state, 'target', format('“%s”要选机构，却不由它去定由谁办', t.action), format('“%s” asks for an office, which does not decide who acts', t.action)
  from flow.step t left join flow.state z on z.process = t.process and z.state = t.to_state
 where 'to_office' = any (t.asks || t.may) and t.kind not in ('down', 'refer') and z.actor is distinct from 'target'
union all
select p.process, null, 'relation', format('没有登记簿的表 %s', p.relation), format('there is no table %s', p.relation) from flow.process p where to_regclass(p.relation) is null
union all
select p.process, null, 'column', format('%s 没有 %s 这一列%s', p.relation, c.name, c.wanted), format('%s has no column %s%s', p.relation, c.name, c.wanted)
  from flow.process p cross join lateral (values (p.begins_on, '(date)'), (p.called, '')) c(name, wanted)
 where to_regclass(p.relation) is not null and c.name is not null
   and not exists (select from pg_attribute a where a.attrelid = to_regclass(p.relation) and a.attname = c.name and a.attnum > 0 and not a.attisdropped and (c.wanted = '' or a.atttypid = 'date'::regtype))
union all
-- The row makes the case, and its facts stay as the state says.
select p.process, null, 'trigger', format('%s 上没有触发器 %s', p.relation, f.name), format('%s has no trigger that calls %s', p.relation, f.name)
  from flow.process p cross join lateral (values ('flow.begin', 4 + 2 + 1), ('flow.facts_stay', 16 + 2 + 1)) f(name, type)
 where to_regclass(p.relation) is not null
   and not exists (select from pg_trigger g where g.tgrelid = to_regclass(p.relation) and g.tgfoid = to_regproc(f.name) and g.tgtype & f.type = f.type and g.tgenabled <> 'D'
                      and (f.name <> 'flow.begin' or encode(g.tgargs, 'escape') = p.process || '\000'))
union all
-- The line on the first screen opens the process, and its register is the one whose rows are the cases. (A form that is still to come is not known yet.)
select p.process, null, 'rule', format('待办规则 %s 要打开流程（opens = process），登记簿 %s 要是 %s 的', p.rule, r.register, p.relation),
       format('rule %s must open the process, and its register %s be that of %s', p.rule, r.register, p.relation)
  from flow.process p left join work.rule r using (rule)
 where r.opens is distinct from 'process' or exists (select from flow.process x where x.rule = p.rule and x.process <> p.process)
    or exists (select from app.form f where (f.register = r.register) <> (f.relation = p.relation))

------------------------------------------------------------------------------ words
union all
select w.process, w.state, 'words', format('%s 没有中文，或没有英文', w.what), format('%s lacks its Chinese or its English', w.what)
  from (select p.process, null as state, 'process ' || p.process as what, p.zh, p.en from flow.process p
        union all select k.process, null, 'clock ' || k.clock, k.zh, k.en from flow.clock k
        union all select k.process, null, 'law of clock ' || k.clock, k.law_zh, k.law_en from flow.clock k where k.law_zh || k.law_en <> ''
        union all select s.process, s.state, 'state ' || s.state, s.zh, s.en from flow.state s
        union all select w.process, w.state, 'state ' || w.state || ' at tier ' || array_to_string(w.tiers, ', '), w.zh, w.en from flow.state_word w
        union all select t.process, t.from_state, 'step ' || t.action, t.zh, t.en from flow.step t) w
 where w.zh !~ '[\u4e00-\u9fff]' or btrim(w.en) = '' or w.en ~ '[\u4e00-\u9fff]'
union all
select w.process, w.state, 'two_words', '同一级有两种叫法', 'called twice at one tier'
  from flow.state_word w join flow.state_word x on x.process = w.process and x.state = w.state and x.tiers > w.tiers and x.tiers && w.tiers
union all
-- Two lines of a menu that say the same.
select t.process, t.from_state, 'same_words', format('“%s”和“%s”叫同一个名字', t.action, x.action), format('“%s” and “%s” are called the same', t.action, x.action)
  from flow.step t join flow.step x on x.process = t.process and x.from_state = t.from_state and x.action > t.action and (x.zh = t.zh or x.en = t.en)
 where t.tiers is null or x.tiers is null or t.tiers && x.tiers;
comment on view flow.lint is '流程定义的毛病；没有就是好的';
