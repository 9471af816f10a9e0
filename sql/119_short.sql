-- SPDX-License-Identifier: Apache-2.0
-- Names that all end alike need more cells than a column of a list has: there they are said shorter.
alter table app.relation add short text;
comment on column app.relation.short is '在清单的一列里怎么称呼一条记录；空着就是它的名称';
