-- SPDX-License-Identifier: Apache-2.0
-- The duty engine's tables and how they are guarded; behind them the offices that children name, which sec.protect() does away with.
call sec.protect('service.event', kind => 'register', write => '{clerk,head}', party => 'person');
call sec.protect('work.pairing_missed', kind => 'ledger', audit => false);    -- reckoned from visits, which are audited; only grows
call sec.protect('org.deputy', kind => 'ledger');                             -- born and ended in api functions only
call sec.say_rules('org.deputy');
call sec.protect('work.meeting', kind => 'register', write => '{clerk,head}');
call sec.protect('work.attendance', kind => 'register', write => '{clerk,head}');
call sec.protect('work.resolution', kind => 'register', write => '{clerk,head}', fixed => '{done_on,result}');

insert into sec.unprotected values
  ('work.answering', 'definitions'), ('work.opening', 'definitions'),
  ('sec.naming', 'no grants at all'), ('sec.named', 'no grants at all; made from rows that name offices')
  on conflict (relation) do update set reason = excluded.reason;
grant select on work.answering, work.opening to lb_staff;

call sec.names('work.attendance', 'meeting', 'attendee');
call sec.names('work.resolution', 'meeting', 'charged');
do $$
declare n sec.naming;
begin
  delete from sec.naming x where not exists (select from pg_class c where c.oid = x.child);
  for n in select * from sec.naming loop
    call sec.names(n.child::text, n.by_column, n.office_column);
  end loop;
end $$;
