-- SPDX-License-Identifier: Apache-2.0
-- Which visits a pairing has is a matter of their days, not of what was entered first: a visit written down before its pairing, or a pairing
-- whose first day was put right, left the column behind (6.7.7: contact is what was made). The column goes; what is owed now is reckoned
-- anew here, with nothing of the rules for what people enter in the way.
do $$
begin
  if to_regprocedure('work.visit_pairing()') is not null then
    alter table service.pairing disable trigger e_due, disable trigger e_ends, disable trigger e_days;
    update service.pairing p set last_on = c.last_on, due_on = work.pairing_due(work.period_of(p.office, 1::int2), p.started_on, c.last_on)
      from service.pairing g
     cross join lateral (select max(v.visited_on) as last_on from service.visit v
                          where v.person = g.person and v.office = g.office and v.voided_at is null and v.visited_on >= g.started_on
                            and work.counts_as_contact(v.mode, v.office)) c
     where g.id = p.id and p.ended_on is null and p.voided_at is null and p.last_on is distinct from c.last_on;
    alter table service.pairing enable trigger e_due, enable trigger e_ends, enable trigger e_days;
  end if;
end $$;
drop trigger if exists e_pairing on service.visit;
drop function if exists work.visit_pairing();
alter table service.visit drop column pairing;
