-- SPDX-License-Identifier: Apache-2.0
-- Attachments are a register whose rows hang on rows of others: who sees the row sees them. Whoever writes any register may
-- hang something somewhere; where, the row itself says.
do $$
declare writers text[] := array(select distinct w from sec.protected p, unnest(p.write) w where p.kind = 'register' and p.relation <> 'work.attachment'::regclass order by 1);
begin
  call sec.protect('work.attachment', kind => 'register', write => writers, fixed => '{file,kind,size,sha256,sm3,width,height,scan}',
                   also => 'app.sees(relation, row_id)', only_if => 'app.sees(relation, row_id)');     -- the offices are asked first, they cost less
end $$;
call sec.protect('work.upload', kind => 'own');
call sec.protect('work.file_look', kind => 'own');

insert into sec.unprotected values
  ('work.file', 'no grants at all; content through api.file_part and api.file_text, which want a row of work.file_look'),
  ('work.scan_state', 'no grants at all; written by laobingctl scan')
  on conflict (relation) do update set reason = excluded.reason;
