-- SPDX-License-Identifier: Apache-2.0
-- Counters that a rollback cannot wind back: how often a login asked in an hour (sec.try). Nobody has any grant on them.
do $$
begin
  for slot in 0 .. 255 loop
    execute format('create sequence sec.tally_%s minvalue 0 cache 1', slot);
  end loop;
end $$;
