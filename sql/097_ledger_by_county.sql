-- SPDX-License-Identifier: Apache-2.0
-- The duties of one festival lie together by office: who reads the ledger of one county by date alone walks over those of all the others. So by
-- county, the newest first. The counties of an office and of the second one are columns: under row security an index is asked for what is
-- compared plainly (a division may raise an error, so it waits until the row is known to be seen).
alter table work.duty
  add county bigint not null generated always as (office / 1000000) stored,
  add with_county bigint generated always as (with_office / 1000000) stored;
drop index work.duty_office_due_on_id_idx, work.duty_with_office_due_on_id_idx;
create index on work.duty (county, due_on desc, id desc);
create index on work.duty (with_county, due_on desc, id desc) where with_county is not null;

-- A list may be read in two parts that have no row in common, each from an index of its own, and merged.
alter table app.relation add near text, add beside text, add check ((near is null) = (beside is null));
comment on column app.relation.near is '清单分两处找时，第一处的条件';
comment on column app.relation.beside is '清单分两处找时，第二处的条件：不与第一处重复';
