-- SPDX-License-Identifier: Apache-2.0
-- Which columns are a day by which something is to be done, and how long a row is waited for: beside it stands "!" when it is near and "!!" when it is past.
alter table app.column add due text;
comment on column app.column.due is '办理期限：从哪天起标“!”（表达式，别名 m）；不再等的行是空的，过了期限标“!!”';
