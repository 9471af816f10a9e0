-- SPDX-License-Identifier: Apache-2.0
-- What makes the hand fast: the rows a ledger begins with, fields by the initials of their labels, what is not copied.

-- Pairings of the session's own office whose contact is due by the end of this week or overdue: those of who asks first, the longest due first.
create or replace function service.contacts_due() returns table (person bigint, occasion text, last_on date)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select g.person, '7', g.last_on
    from service.pairing g join service.person p on p.id = g.person
   where g.office = sec.own_office() and g.ended_on is null and g.voided_at is null and g.due_on <= date_trunc('week', ref.today())::date + 6
   order by g.staff is distinct from sec.own_staff(), g.due_on, p.sort_as, g.person limit 500
$$;
comment on function service.contacts_due() is '登记方式：本机构本周该联系和逾期的包联对象';
grant execute on function service.contacts_due() to lb_staff;
