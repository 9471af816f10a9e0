-- SPDX-License-Identifier: Apache-2.0
-- The duty engine's tables and how they are guarded.
call sec.protect('service.event', kind => 'register', write => '{clerk,head}', party => 'person');
call sec.protect('work.pairing_missed', kind => 'ledger', audit => false);    -- reckoned from visits, which are audited; only grows
call sec.protect('org.deputy', kind => 'ledger');                             -- born and ended in api functions only
call sec.say_rules('org.deputy');
call sec.protect('work.meeting', kind => 'register', write => '{clerk,head}', shown => 'id');
call sec.protect('work.attendance', kind => 'register', write => '{clerk,head}');
call sec.protect('work.resolution', kind => 'register', write => '{clerk,head}', fixed => '{done_on,result}');

insert into sec.unprotected values
  ('work.answering', 'definitions'), ('work.opening', 'definitions')
  on conflict (relation) do update set reason = excluded.reason;
grant select on work.answering, work.opening to lb_staff;
