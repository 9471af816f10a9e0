-- SPDX-License-Identifier: Apache-2.0
-- What `laobingctl region load` and `migrate` need beside the tables.
comment on table app.schema_version is '装过的编号文件：编号、摘要、何时、何人';
comment on table app.repeatable is '可重复装的文件和数据的摘要';

-- '识字里社区居委会' is '识字里社区退役军人服务站', '长沙市' is '长沙市退役军人服务中心' (4.1.1). What the statistics misspelt stays so.
create or replace function org.office_name(tier int, region text) returns text
language sql immutable parallel safe
return case
    when tier < 4 then region
    when region ~ '居(民委员会|委会)$' then
      regexp_replace(region, '(社区|村)?居(民委员会|委会)$', '') || coalesce(substring(region from '(社区|村)居'), '社区')
    else regexp_replace(region, '村?村(民委员会|委会)$', '村')
  end || case when tier < 3 then '退役军人服务中心' else '退役军人服务站' end;
comment on function org.office_name(int, text) is '机构的通常名称';

-- How two offices lie to each other, each said here once: for the lists one chooses from, and for the refusals. (Over rows, so that a query
-- takes in what they say.) Below by the code; by who is over it, too; who can be handed something: one that is there, or that another serves.
create or replace function org.below(o org.office, top org.office) returns boolean
language sql immutable parallel safe
return o.id > top.id and o.id < top.hi;

drop function if exists org.at_or_below(bigint, bigint);               -- before rows
create or replace function org.at_or_below(o org.office, top org.office) returns boolean
language sql immutable parallel safe
return o.id = top.id or org.below(o, top) or o.parent is not distinct from top.id;

create or replace function org.takes(o org.office) returns boolean
language sql immutable parallel safe
return o.established or o.served_by is not null;
grant execute on function org.below(org.office, org.office), org.at_or_below(org.office, org.office), org.takes(org.office) to lb_staff;

-- A row for each region that has none; what people have changed in the others stays. Gives the number made.
create or replace function org.make_offices() returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare made bigint;
begin
  insert into org.office (id, tier, parent, name)
    select r.code, r.tier, r.parent, org.office_name(r.tier, r.name)
      from ref.region r
     where r.valid_to is null and not exists (select from org.office o where o.id = r.code)
     order by r.tier, r.code;
  get diagnostics made = row_count;
  return made;
end $$;
comment on function org.make_offices() is '给还没有机构的区划各建一行机构';
