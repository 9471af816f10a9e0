-- SPDX-License-Identifier: Apache-2.0
-- What the yearly changes have touched is theirs: loading the file of the first day again must not bring old names and places back.
alter table ref.region add column changed_on date;
comment on column ref.region.changed_on is '最近一次区划变动的日期；有了它，重新装区划文件时不再改这一行';
update ref.region r set changed_on = coalesce(r.valid_to, x.at)
  from (select l.key, max(l.at at time zone 'Asia/Shanghai')::date as at from audit.log l where l.relation = 'ref.region' group by l.key) x where x.key = r.code;
update ref.region r set changed_on = r.valid_to where r.changed_on is null and r.valid_to is not null and r.replaced_by is not null;
