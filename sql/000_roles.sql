-- SPDX-License-Identifier: Apache-2.0
-- Roles of the cluster; run by a superuser at init, any number of times. One login role per person comes from `laobingctl account sync`.
do $$
declare
  r text;
begin
  foreach r in array array[
    'lb_owner',                                                     -- owns everything, cannot log in
    'lb_staff',                                                     -- everybody who may sign on: directories, code lists, own settings
    'lb_reader',                                                    -- reads registers in scope
    'lb_clerk', 'lb_head', 'lb_petition', 'lb_archivist',           -- one group a job (registers.md 5)
    'lb_counsellor', 'lb_supervisor', 'lb_reporter',
    'lb_sysadmin', 'lb_secadmin', 'lb_auditor']                     -- these three exclude each other and all the others
  loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nologin', r);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'lb_tick') then
    create role lb_tick login;                                      -- the timer's own account: may call work.tick() and nothing else
  end if;
  foreach r in array array['lb_clerk', 'lb_head', 'lb_petition', 'lb_archivist', 'lb_counsellor', 'lb_supervisor'] loop
    execute format('grant lb_reader to %I', r);
  end loop;
end
$$;
