-- SPDX-License-Identifier: Apache-2.0
-- The pages somebody was on (src/page/place.h), kept a week; '' when he left on purpose.

create or replace function app.place_put(pages text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  set local synchronous_commit = off;
  insert into work.place (pages) values (place_put.pages) on conflict (login) do update set pages = excluded.pages;
end $$;
comment on function app.place_put(text) is '记下停在哪里';
grant execute on function app.place_put(text) to lb_staff;
