-- SPDX-License-Identifier: Apache-2.0
call sec.protect('work.shown_to', kind => 'named');
call sec.protect('work.notice', kind => 'register', write => '{clerk,head}', shown => 'id',
                 fixed => '{no,published_on,published_by,replaced_by,withdrawn_on,withdrawn_by,withdrawn_why}');
call sec.protect('work.notice_to', kind => 'register', write => '{clerk,head}', shown => 'notice');
call sec.protect('work.notice_reply', kind => 'register', write => '{clerk,head}', fixed => '{replied_on}');
call sec.protect('work.notice_read', kind => 'ledger');               -- born in api.opened only
