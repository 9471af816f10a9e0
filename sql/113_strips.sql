-- SPDX-License-Identifier: Apache-2.0
-- A list is read strip by strip, each from an index of its own, and merged: who sees a city reads the newest of each of its counties, where one
-- walk by date alone passed the rows of all the others.
update app.relation set near = null, beside = null;
alter table app.relation add strips text, add check ((near is null) = (strips is null));
comment on column app.relation.strips is '清单分几段找：各段的值（数组）';
comment on column app.relation.near is '清单按段找时，本段的条件（s.at 是本段的值）';
comment on column app.relation.beside is '清单按段找时，本段另一处的条件：不与任何一段的 near 重复';
create index on org.office (id) where tier <= 2;
