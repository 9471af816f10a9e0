-- SPDX-License-Identifier: Apache-2.0
-- Is this transaction just merging or un-merging rows (repeat/74_merge.sql)? Rules that say what follows from a change wait meanwhile: what
-- follows is reckoned once all is changed. Only api.merge() and api.unmerge() can say so.
create or replace function sec.merging() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare x constant xid8 := pg_current_xact_id_if_assigned();
begin
  return x is not null and exists (select from work.merging m where m.txid = x::text::bigint);
end $$;
grant execute on function sec.merging() to lb_staff;
