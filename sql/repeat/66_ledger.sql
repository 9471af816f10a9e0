-- SPDX-License-Identifier: Apache-2.0
-- What was owed and what became of it, as lists: duties by rows, done, late, missed or void; and missed pairings by period.
-- (Words by a subquery, which is asked once a statement; a join would ask once a row.)
create or replace view work.duty_list with (security_invoker = true) as
select d.id, d.office, case when (select sec.language() = 'en') then r.en else r.zh end as matter, d.person, d.from_on, d.due_on, d.need, d.have, d.closed_on, d.note, r.clause,
       (select case when sec.language() = 'en' then '{late,done,missed,void,overdue,open}' else '{补做,已做,没做,免做,逾期,待办}' end::text[])
         [case when d.outcome = 'd' then case when d.closed_on > d.due_on then 1 else 2 end when d.outcome = 'm' then 3 when d.outcome = 'v' then 4
               when d.due_on < (select ref.today()) then 5 else 6 end] as stands, d.county, d.with_county,
       d.open_due - r.amber_days as amber_on
  from work.duty d join work.rule r on r.rule = d.rule;
comment on view work.duty_list is '待办台账';

create or replace view work.missed_list with (security_invoker = true) as
select m.id, m.office, m.from_on, m.due_on, m.owed, m.missed,
       (select string_agg(p.name, '、' order by p.id) from service.pairing g join service.person p on p.id = g.person where g.id = any (m.pairings))::varchar as whom, m.frozen_on
  from work.pairing_missed m;
comment on view work.missed_list is '包联漏访';
grant select on work.duty_list, work.missed_list to lb_reader;
