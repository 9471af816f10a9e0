-- SPDX-License-Identifier: Apache-2.0
-- Which visits a pairing has is a matter of their days, not of what was entered first: a visit written down before its pairing, or a pairing
-- whose first day was put right, left the column behind (6.7.7: contact is what was made). Those are reckoned anew once more, by the
-- triggers of before; then the column goes.
do $$
begin
  if to_regprocedure('work.visit_pairing()') is not null then
    update service.visit v set pairing = null
     where v.voided_at is null
       and v.pairing is distinct from (select p.id from service.pairing p
                                        where p.office = v.office and p.person = v.person and p.voided_at is null and v.visited_on >= p.started_on
                                          and (p.ended_on is null or v.visited_on <= p.ended_on) order by p.started_on desc limit 1);
  end if;
end $$;
drop trigger if exists e_pairing on service.visit;
drop function if exists work.visit_pairing();
alter table service.visit drop column pairing;
