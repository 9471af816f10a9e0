-- SPDX-License-Identifier: Apache-2.0
-- Sheets that are being imported belong to who brought them; they are written by functions only. What gets into a register is in the log as any row is.
call sec.protect('work.import', kind => 'part', audit => false, also => 'login = session_user and (select sec.own_staff()) is not null');
call sec.protect('work.import_row', kind => 'part', audit => false, also => 'login = session_user and (select sec.own_staff()) is not null');
insert into sec.unprotected values
  ('work.import_number', 'no grants at all; written by api.import_known'),
  ('work.import_like', 'no grants at all; written by api.import_likes'),
  ('work.import_heading', 'no grants at all; written by api.import_match')
  on conflict (relation) do update set reason = excluded.reason;
