-- SPDX-License-Identifier: Apache-2.0
-- What was owed and what became of it, as lists: duties by rows, done, late, missed or void; and missed pairings by period.
create or replace view work.duty_list with (security_invoker = true) as
select d.id, d.office, case when l.en then r.en else r.zh end as matter, d.person, d.from_on, d.due_on, d.need, d.have, d.closed_on, d.note, r.clause,
       case when d.outcome = 'd' then case when d.closed_on > d.due_on then case when l.en then 'late' else '补做' end else case when l.en then 'done' else '已做' end end
            when d.outcome = 'm' then case when l.en then 'missed' else '没做' end when d.outcome = 'v' then case when l.en then 'void' else '免做' end
            when d.due_on < ref.today() then case when l.en then 'overdue' else '逾期' end else case when l.en then 'open' else '待办' end end as stands
  from work.duty d join work.rule r on r.rule = d.rule cross join lateral (select sec.language() = 'en' as en offset 0) l;
comment on view work.duty_list is '待办台账';

create or replace view work.missed_list with (security_invoker = true) as
select m.id, m.office, m.from_on, m.due_on, m.owed, m.missed,
       (select string_agg(p.name, '、' order by p.id) from service.pairing g join service.person p on p.id = g.person where g.id = any (m.pairings))::varchar as whom, m.frozen_on
  from work.pairing_missed m;
comment on view work.missed_list is '包联漏访';
grant select on work.duty_list, work.missed_list to lb_reader;
