-- SPDX-License-Identifier: Apache-2.0
-- Who is at a record just now. That is his draft of it, which is kept whenever he pauses: no row, no lock and no heartbeat of its own, so that 3,000
-- terminals cost nothing more than they do, and there is nothing to clean up. Soft: it blocks nobody. It ends when he saves or throws the draft
-- away, five minutes after his last key, and with his session. (A number of a process that his next session happens to get changes nothing.)
create or replace function api.editing(register text, record bigint) returns table (who text, since text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  rel constant regclass := (select to_regclass(f.relation) from app.form f where f.register = editing.register);
begin
  if rel is null or not coalesce(sec.holds_for(rel, editing.record, 'see'), false) then return; end if;
  return query
    select s.name::text, to_char(d.begun_at at time zone 'Asia/Shanghai', case when d.begun_at > clock_timestamp() - interval '18 hours' then 'HH24:MI' else 'MM-DD HH24:MI' end)
      from work.draft d join sec.account a on a.login = d.login join org.staff s on s.id = a.staff
     where d.form = editing.register and d.record = editing.record and d.login <> session_user and d.at > clock_timestamp() - interval '5 minutes'
       and exists (select from pg_stat_get_activity(d.pid) p where p.usesysid = to_regrole(d.login))
     order by d.begun_at limit 3;
end $$;
comment on function api.editing(text, bigint) is '谁正在改这一条，从什么时候起';
grant execute on function api.editing(text, bigint) to lb_staff;
