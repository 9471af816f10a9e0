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

-- What the terminal said it is (src/term/ask.h), for the next sign-on from there.
create or replace function app.terminal_put(term text, client text, found text) returns void
language sql set search_path = pg_catalog, pg_temp
as $$
  insert into work.terminal (office, term, client, found) values (sec.own_office(), terminal_put.term, terminal_put.client, terminal_put.found)
    on conflict (login, term, client) do update set found = excluded.found
$$;
comment on function app.terminal_put(text, text, text) is '记下终端是什么样的';
grant execute on function app.terminal_put(text, text, text) to lb_staff;
