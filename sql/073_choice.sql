-- SPDX-License-Identifier: Apache-2.0
-- What can be chosen for a column may be less than what can stand there: a person who has no account yet, a station that may serve.
alter table app.column add column finder text;
comment on column app.column.finder is '选的时候用它找，写了就代替那张表的 finder；筛选不用它';
