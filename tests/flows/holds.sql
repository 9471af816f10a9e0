-- SPDX-License-Identifier: Apache-2.0
-- What holds of every case at every moment. Reckoned from the steps and the published holidays by other ways than the engine's: days are
-- counted one by one (tests/sql/clock.inc, with the holidays of this world for those of ours).
\ir ../sql/clock.inc
drop table pg_temp.notice;
create temp view notice as select day, kind from ref.holiday;

create table flows.broken (day date, rule text, n bigint, sample text);

-- Who could take some step in a case now. `free`: there, not recused, not kept apart, of a restricted case named. They are of the office or of
-- the one that serves it, and of the job; where none of these is free, whether named or not, heads of the office or of those above.
create function flows.can_act(m work.matter) returns boolean language sql stable as $$
  with step as (select t.apart, flow.job_at(o.tier, coalesce(t.job, m.next_job)) as job from flow.step t join org.office o on o.id = m.next_office
                 where t.process = m.process and t.from_state = m.state and t.who = 'next' and t.kind <> 'extend' and (t.tiers is null or o.tier = any (t.tiers))),
       free as (select s.job, s.apart, a.* from step s join flows.actor a on a.here and not exists (select from work.recusal r where r.matter = m.id and r.staff = a.staff)
                   and not exists (select from work.step x where x.matter = m.id and x.staff = a.staff and x.action = any (s.apart))),
       own as (select f.job, f.staff from free f join org.office o on o.id = m.next_office and f.office in (o.id, o.served_by) where f.job = any (f.jobs)),
       may as (select f.staff from own f where m.next_staff is null or m.next_staff = f.staff
               union all select a.staff from flows.actor a join org.office o on o.id = m.next_office and a.office in (o.id, o.served_by) where a.here and (m.next_staff is not null or m.restricted) and 'head' = any (a.jobs)         -- names another
               union all select f.staff from free f join flow.line_of(m.next_office) l on l.id = f.office where 'head' = any (f.jobs) and m.next_staff is null and not exists (select from own w where w.job = f.job))
  select exists (select from flow.step t where t.process = m.process and t.from_state = m.state and t.who = 'system')
      or exists (select from may where not m.restricted or exists (select from work.entrusted e where e.matter = m.id and e.staff = may.staff)) $$;

-- What a clock's stops take out, in the words of clock.inc.
create function flows.stops_of(clock bigint, before int default null) returns text language sql stable as $$
  select coalesce(string_agg(s.from_on || '..' || s.to_on, ';' order by s.from_seq), '') from work.stop s where s.clock = stops_of.clock and s.to_on is not null and (before is null or s.from_seq < before) $$;
create function flows.counted(c work.clock, before int default null) returns date language plpgsql stable as $$
begin return pg_temp.walked(c.unit, c.length, c.began_on, flows.stops_of(c.id, before), c.rolls, case c.unit when 'fixed' then to_char(to_date(c.length::text, 'MMDD'), 'MM-DD') end); end $$;

create function flows.breaks(ticked boolean) returns table (rule text, n bigint, sample text) language plpgsql as $$
#variable_conflict use_column
declare
  today constant date := ref.today();
  a record;
  sees bigint[];
begin
  return query select x.rule, count(*), min(x.sample) from (
    select 'one next office, job, due day' as rule, m.number || ' ' || m.state as sample from work.matter m where (m.ended_on is null) <> (m.next_office is not null and m.next_job is not null and m.due_on is not null) or (m.ended_on is not null and m.next_office is not null)
    union all
    select 'somebody who is there may act', m.number || ' ' || m.state || ' ' || m.seq || case when m.restricted then ' restricted' else '' end from work.matter m
     where m.ended_on is null and not flows.can_act(m) and (ticked or not m.restricted)        -- the timer names who stands in for whoever left
    union all
    select 'fewer than seventy steps', m.number || ' ' || m.state || ' ' || m.seq from work.matter m where m.seq >= 70
    union all
    select 'due is the first clock''s', m.number || ' ' || m.state from work.matter m where m.ended_on is null and m.due_on is distinct from (select min(c.due_on) from work.clock c where c.matter = m.id and c.ended_on is null)
    union all
    select 'the clocks that run are the state''s', m.number || ' ' || m.state from work.matter m join flow.state s using (process, state)
     where array(select c.clock from work.clock c where c.matter = m.id and c.ended_on is null order by 1)
           <> array(select r from unnest(s.runs) r union all select h from unnest(s.holds) h where exists (select from work.clock c where c.matter = m.id and c.clock = h and c.ended_on is null) order by 1)
    union all
    select 'no clock of a closed case runs', m.number from work.matter m where m.ended_on is not null and exists (select from work.clock c where c.matter = m.id and c.ended_on is null)
    union all
    select 'what stands still is what the state holds', m.number || ' ' || m.state || ' ' || c.clock from work.matter m join flow.state s using (process, state) join work.clock c on c.matter = m.id and c.ended_on is null
     where (c.due_on is null) <> exists (select from work.stop x where x.clock = c.id and x.to_on is null) or c.due_on is null and c.clock <> all (s.holds)
    union all
    -- Those that run, and those that ended since it was asked last, unless holidays were announced afterwards.
    select 'clocks end where counting days ends', m.number || ' ' || m.state || ' ' || c.clock || ' ' || c.due_on || ' counted ' || flows.counted(c) from work.clock c join work.matter m on m.id = c.matter
     where c.due_on is not null and c.unit <> 'hour' and c.due_on < (select date_trunc('year', max(h.day)) + interval '1 year' from ref.holiday h) and c.due_on <> flows.counted(c)
       and (c.ended_on is null or c.ended_on > today - 92 and not exists (select from flows.log l where l.what = 'notice' and l.day >= c.ended_on))
    union all
    select 'an extension is of the same clock', m.number from work.step s join work.matter m on m.id = s.matter where s.kind = 'extend'
       and (exists (select from work.clock c where c.matter = s.matter and (c.began_seq = s.seq or c.ended_seq = s.seq))
            or not exists (select from work.clock c where c.matter = s.matter and c.extended > 0 and c.began_seq < s.seq and (c.ended_seq is null or c.ended_seq > s.seq)))
    union all
    select 'nothing is held that has run out', m.number || ' ' || c.clock || ' ' || x.from_on from work.stop x join work.clock c on c.id = x.clock join work.matter m on m.id = c.matter
     where c.extended = 0 and x.from_on > flows.counted(c, x.from_seq) and not exists (select from flows.log l where l.what = 'notice' and l.day >= x.from_on)
    union all
    select 'steps one after another', m.number from work.matter m join lateral (select count(*) as n, max(s.seq) as last from work.step s where s.matter = m.id) s on true where s.n <> m.seq or s.last <> m.seq
    union all
    select 'each from where the last led', s.number || ' ' || s.seq from (select m.number, s.seq, s.from_state, lag(s.to_state) over (partition by s.matter order by s.seq) as before from work.step s join work.matter m on m.id = s.matter) s
     where s.seq > 1 and s.from_state is distinct from s.before
    union all
    select 'the last led to the state', m.number from work.matter m join work.step s on s.matter = m.id and s.seq = m.seq where s.to_state <> m.state or s.to_office is distinct from m.next_office
    union all
    -- By the day before the dispatch, unless holidays were announced in between.
    select 'taken back: due as before the dispatch', m.number || ' ' || s.seq from work.step s join work.matter m on m.id = s.matter join work.step d on d.matter = s.matter and d.seq = s.seq - 1
     where s.kind = 'takeback' and (s.due_on is distinct from (d.was ->> 'due_on')::date or s.to_state <> d.from_state or s.to_office is distinct from (d.was ->> 'next_office')::bigint)
       and not exists (select from flows.log l where l.what = 'notice' and l.day between d.on_day and s.on_day)
    union all
    select 'the holder is the state''s actor', m.number || ' ' || m.state || ' ' || m.next_office from work.matter m join flow.state s using (process, state)
     where m.ended_on is null and case s.actor when 'owner' then m.next_office <> m.office when 'township' then m.next_office is distinct from flow.at_tier(m.office, 3)
       when 'county' then m.next_office is distinct from flow.at_tier(m.office, 2) when 'city' then m.next_office is distinct from flow.at_tier(m.office, 1) else false end
    union all
    select 'the job is the state''s', m.number || ' ' || m.state from work.matter m join flow.state s using (process, state) join org.office o on o.id = m.next_office
     where m.ended_on is null and m.next_job <> case when exists (select from flow.post p where p.tier = o.tier and p.job = s.job) then s.job else 'clerk' end
    union all
    -- By whoever worked there, in that job, or as a head who stood in; not recused.
    select 'steps by whom they were for', m.number || ' ' || s.seq || ' ' || s.action from work.step s join work.matter m on m.id = s.matter join flows.actor a on a.staff = s.staff join org.office o on o.id = s.office
     where not (a.office in (o.id, o.served_by) and s.job = any (a.jobs))
       and not (s.job = 'head' and 'head' = any (a.jobs) and a.office in (select l.id from flow.line_of(s.office) l)) or s.kind <> 'assign' and exists (select from work.recusal r where r.matter = s.matter and r.staff = s.staff and r.seq < s.seq)
    union all
    select 'apart', m.number || ' ' || s.seq || ' ' || s.action from work.step s join work.matter m on m.id = s.matter join flow.step t on t.process = s.process and t.from_state = s.from_state and t.action = s.action
      join work.step x on x.matter = s.matter and x.seq < s.seq and x.staff = s.staff and x.action = any (t.apart)
    union all
    select 'three returns, then a ruling', m.number from work.matter m where m.returns > 3
    union all
    select 'never more often than it may be', m.number || ' ' || s.action from work.step s join work.matter m on m.id = s.matter join flow.step t on t.process = s.process and t.from_state = s.from_state and t.action = s.action
     where t.most is not null group by m.number, s.action, t.most having count(*) > t.most
    union all
    select 'one open case a person', min(m.number) from work.matter m where m.alone and m.ended_on is null group by m.process, m.person having count(*) > 1
    union all
    select 'the counters are the table', x.unit || ' ' || x.rule || ' ' || x.due_on from (select unit, c.rule, due_on, c.n from work.duty_count c union all select unit, d.rule, due_on, d.d from work.duty_delta d
       union all select ref.unit(m.next_office), m.rule, m.due_on, -1 from work.matter m where m.due_on is not null
       union all select ref.unit(d.office), d.rule, d.due_on, -1 from work.duty d where d.closed_on is null) x where x.rule = 19 or x.rule in (select p.rule from flow.process p) group by x.unit, x.rule, x.due_on having sum(x.n) <> 0
    union all
    -- The tick was today, and nothing has been done in it since.
    select 'overdue is urged where it should be, once', m.number || ' ' || m.due_on || ' ' || m.escalated from work.matter m join org.office h on h.id = m.next_office
     where ticked and m.due_on < today and (m.moved_at at time zone 'Asia/Shanghai')::date < today and h.tier > 0
       and (select count(*) from work.duty d where d.rule = 19 and d.subject = m.id and d.closed_on is null
               and d.office = flow.at_tier(h.id, h.tier - least((today - m.due_on - 1) / 10 + 1, h.tier))) <> 1
    union all
    select 'urged once', min(d.subject)::text from work.duty d where d.rule = 19 and d.closed_on is null group by d.subject having count(*) > 1
    union all
    select 'nobody urges what is not overdue', d.subject::text from work.duty d join work.matter m on m.id = d.subject where d.rule = 19 and d.closed_on is null and (m.ended_on is not null or m.due_on >= today)
       and not exists (select from flows.log l where l.what = 'notice' and l.day > today - 40)
    union all
    select 'the system took its step in time', m.number || ' ' || m.state from work.matter m join flow.step t on t.process = m.process and t.from_state = m.state and t.who = 'system' join work.clock c on c.matter = m.id and c.clock = t.clock
     where ticked and c.ended_on is null and c.due_on < today and (m.moved_at at time zone 'Asia/Shanghai')::date < today
    union all
    select 'a number each, without gaps', m.office || ' ' || split_part(m.number, '-', 2) from work.matter m group by m.office, split_part(m.number, '-', 2) having max(split_part(m.number, '-', 3)::int) <> count(*)
  ) x group by x.rule;
  -- Restricted ones, asked of everybody: of the case, its register, its steps and clocks, and the lists of what is due.
  for a in select x.login, x.staff from flows.actor x where x.here order by x.login loop
    sees := flows.does(a.login, format($q$ select coalesce(array_agg(distinct m), '{}')::text from (select id as m from work.matter where restricted union all select id from service.petition where restricted
      union all select matter from work.step where matter in (%1$s) union all select matter from work.clock where matter in (%1$s) union all select subject from work.todo where rule in (select rule from flow.process) and subject in (%1$s)) x $q$,
      (select coalesce(string_agg(id::text, ','), '0') from work.matter where restricted)));
    return query select 'restricted: seen by the named', 1::bigint, a.login || ' ' || m from unnest(sees) m where not exists (select from work.entrusted e where e.matter = m and e.staff = a.staff);
  end loop;
end $$;
