-- SPDX-License-Identifier: Apache-2.0
-- The world of tests/part/flows: a township of eight villages (two of them without a station of their own, served by it), its county, a
-- county beside it and one of another city, other townships, cities, province; staff of each job, each with a sign-on and a connection.
\set ON_ERROR_STOP 1
\set QUIET 1
set client_min_messages = warning;
create schema if not exists tap;
create extension if not exists dblink schema tap;
create extension if not exists pgtap schema tap;
create schema flows;
grant usage on schema flows to public;
set search_path = public, tap;

truncate service.person, service.household, org.staff restart identity cascade;
delete from ref.setting;
delete from work.duty_count;
delete from work.duty_delta;
truncate work.matter_number;
update org.office set established = false, served_by = null;
create function flows.name_of(tier int, region text) returns text language sql as $$ select region || case when tier < 3 then '退役军人服务中心' else '退役军人服务站' end $$;
-- The township is the first of Furong district with eight villages.
create table flows.home as
  select r.code as township from ref.region r where r.parent = 430102000000 and (select count(*) from ref.region v where v.parent = r.code) >= 8 order by r.code limit 1;
insert into org.office (id, tier, parent, name, established)
  select r.code, r.tier, r.parent, flows.name_of(r.tier, r.name), true from ref.region r
   where r.code in (430000000000, 430100000000, 430300000000, 430102000000, 430103000000, 430302000000, (select township from flows.home), 430103002000, 430302001000) or r.code = (select min(x.code) from ref.region x join flows.home h on x.code <> h.township where x.parent = 430102000000)
   order by r.tier
  on conflict (id) do update set name = excluded.name, established = true, served_by = null;
insert into org.office (id, tier, parent, name, established)
  select v.code, 4, v.parent, flows.name_of(4, v.name), true from org.office t
   cross join lateral (select r.code, r.parent, r.name from ref.region r where r.parent = t.id order by r.code limit case when t.id = (select township from flows.home) then 8 else 2 end) v where t.tier = 3 and t.established
  on conflict (id) do update set established = true, served_by = null;
update org.office set established = false, served_by = parent where id in (select o.id from org.office o join flows.home h on o.parent = h.township order by o.id desc limit 2);

-- Sign-ons for all who will ever come: their roles are there and mapped before anybody is hired.
create sequence flows.nth;
create table flows.actor (login name primary key, staff bigint not null unique, office bigint not null, jobs text[] not null, here boolean not null default true);
select format('drop role if exists %I', 'y' || to_char(i, 'FM000')), format('create role %I login', 'y' || to_char(i, 'FM000')) from generate_series(1, :people) i \gexec
-- Whoever has a sign-on does this; the result of each is a value, refusals too: a refusal is its SQLSTATE, its rule and its sentence.
create function flows.tries(statement text) returns text language plpgsql as $$
declare said text; state text; rule text; detail text; hint text;
begin
  execute statement into said;
  return said;
exception when others then
  get stacked diagnostics said = message_text, state = returned_sqlstate, rule = constraint_name, detail = pg_exception_detail, hint = pg_exception_hint;
  return concat_ws(' ', '!', state, coalesce(nullif(rule, ''), '-'), said);
end $$;
grant execute on function flows.tries(text) to public;
create function flows.does(login name, statement text) returns text language sql as $$ select x.r from dblink(login, format('select flows.tries(%L)', statement)) x(r text) $$;

-- Somebody new comes to this office, and signs on.
create function flows.hire(office bigint, jobs text[]) returns void language plpgsql as $$
declare
  who constant name := 'y' || to_char(nextval('flows.nth'), 'FM000');
  it bigint;
  j text;
begin
  insert into org.staff (office, name, started_on) values (office, (array['张','李','王','谭','区','单','覃'])[1 + currval('flows.nth') % 7] || currval('flows.nth'), ref.today()) returning id into it;
  insert into org.staff_job (staff, job) select it, x from unnest(jobs) x;
  insert into sec.account (login, staff) values (who, it);
  execute format('grant lb_staff to %I', who);
  foreach j in array jobs loop execute format('grant lb_%s to %I', j, who); end loop;
  insert into flows.actor values (who, it, office, jobs);
end $$;
create function flows.sit_down() returns void language sql as $$
  select dblink_connect(a.login, format('host=%s port=%s dbname=%s user=%s options=''-c client_min_messages=warning''', split_part(current_setting('unix_socket_directories'), ',', 1),
                                        current_setting('port'), current_database(), a.login))
    from flows.actor a where a.here and a.login <> all (coalesce(dblink_get_connections(), '{}')) $$;

-- The clock goes on where it is moved (flows.note) and not by itself: what is done does not hang on how long the machine takes for it.
create or replace function ref.now() returns timestamptz language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$ begin return timestamptz 'epoch' + sec.clock_offset(); end $$;
create or replace function ref.today() returns date language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$ begin return (ref.now() at time zone 'Asia/Shanghai')::date; end $$;
create procedure flows.noon(day date) language sql as $$ update ref.site set clock_offset = (day + time '12:00') at time zone 'Asia/Shanghai' - timestamptz 'epoch' $$;
call flows.noon('2026-12-31');
do $$
begin
  perform flows.hire(o.id, array[p.job]) from org.office o join flow.post p using (tier) cross join lateral generate_series(1, p.least) where o.established order by o.id, p.job;
end $$;
update ref.site set demo = true;
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm') on conflict do nothing;
insert into code.visit_occasion (code, name_zh, name_en, seq, py) values ('7', '包联走访', 'pairing', 7, 'bl') on conflict do nothing;
insert into service.person (office, name, sex, category, filed_on)
  select o.id, '民' || o.id % 1000 || '之' || i, '1', (select min(code) from code.object_category), ref.today() from org.office o, generate_series(1, 6) i where o.tier = 4 and (o.established or o.served_by is not null) order by o.id, i;
