-- SPDX-License-Identifier: Apache-2.0
-- Who names a deputy: the head of the office; for the head himself also the head of the office above. And what is owed when somebody leaves.

-- The head of the office, or for its head the one above. A deputy names no deputies.
create or replace function sec.names_deputies(staff bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select sec.own_staff() is not null and sec.has_job('head') and exists (
    select from org.staff s join org.office o on o.id = s.office
     where s.id = names_deputies.staff
       and (o.id = sec.own_office() or o.parent = sec.own_office() and exists (select from org.staff_job j where j.staff = s.id and j.job = 'head')))
$$;

-- What holds of every deputy, whoever writes the row: an own colleague, or one of the office that serves; nobody twice at a time.
create or replace function org.deputy_holds() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  away org.staff; there org.staff;
begin
  perform from org.staff s where s.id = new.staff for no key update;           -- two named at once wait for each other
  select * into away from org.staff s where s.id = new.staff;
  select * into there from org.staff s where s.id = new.deputy;
  new.office := away.office;
  new.with_office := nullif(there.office, away.office);
  if away.id is null or there.id is null then
    return new;                                                                -- z_rules says so
  elsif tg_op = 'UPDATE' and (old.staff, old.deputy, old.job, old.from_on, old.to_on) is not distinct from (new.staff, new.deputy, new.job, new.from_on, new.to_on) then
    return new;                                                                -- ended before its time
  elsif away.ended_on < ref.today() or there.ended_on < ref.today() then
    perform sec.refuse('deputy_has_left', format('%s已经离岗', case when away.ended_on < ref.today() then away.name else there.name end), 'this person has left', '', case when away.ended_on < ref.today() then 'staff' else 'deputy' end, 'org.deputy');
  elsif new.with_office is not null and not exists (select from org.office o where o.id = away.office and o.served_by = there.office) then
    perform sec.refuse_by('deputy_elsewhere', 'org.deputy', 'deputy');
  elsif exists (select from org.staff_job j join org.job x on x.job = j.job where j.staff = new.deputy and x.admin) then
    perform sec.refuse_by('deputy_is_admin', 'org.deputy', 'deputy');
  elsif not exists (select from org.staff_job j join org.job x on x.job = j.job where j.staff = new.staff and not x.admin and new.job in ('all', j.job)) then
    perform sec.refuse('deputy_no_such_job', format('%s没有这个岗位，没有什么可代理的', away.name), format('%s has no such job to be lent', away.name), '', 'job', 'org.deputy');
  elsif exists (select from org.deputy d where d.staff = new.staff and d.id <> new.id and (d.job = new.job or 'all' in (d.job, new.job))
                   and daterange(d.from_on, greatest(d.from_on, coalesce(d.ended_on, d.to_on)), '[]') && daterange(new.from_on, greatest(new.from_on, coalesce(new.ended_on, new.to_on)), '[]')
                   and coalesce(d.ended_on >= d.from_on, true)) and coalesce(new.ended_on >= new.from_on, true) then
    perform sec.refuse('deputy_overlaps', format('%s这几天已经有人代理', away.name), format('%s has a deputy for these days already', away.name), '', 'from_on', 'org.deputy');
  end if;
  return new;
end $$;
create or replace trigger e_holds before insert or update on org.deputy for each row execute function org.deputy_holds();

-- A new one: request and answer as app.save.
create or replace function api.deputy_name(request jsonb)
returns table (answer text, field text, was text, theirs text, mine text, id bigint, version int, who text, at text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  n org.deputy := jsonb_populate_record(null::org.deputy, jsonb_strip_nulls(request -> 'new') - '{id,office,with_office,ended_on,version}'::text[]);
begin
  if request ? 'id' then
    perform sec.refuse('deputy_stays', '代理定了就不改：先结束，再另定', 'a deputy is not changed: end it and name another');
  elsif sec.names_deputies(n.staff) is not true then
    perform sec.refuse_by('deputy_not_yours', 'org.deputy', 'staff');
  elsif n.to_on < ref.today() or n.from_on < ref.today() - 7 then
    perform sec.refuse('deputy_past', '过去的日子不能补定代理', 'no deputy is named for days gone by', '', case when n.to_on < ref.today() then 'to_on' else 'from_on' end, 'org.deputy');
  end if;
  if btrim(coalesce(n.why, ''), ' 　') = '' then
    perform sec.needed('org.deputy_list', 'why');
  end if;
  insert into org.deputy (office, staff, deputy, job, from_on, to_on, why)
    values (sec.own_office(), n.staff, n.deputy, coalesce(n.job, 'all'), coalesce(n.from_on, ref.today()), n.to_on, btrim(n.why, ' 　')) returning org.deputy.id into id;
  if request ? 'draft' then
    perform app.draft_drop((request ->> 'draft')::bigint);
  end if;
  answer := 'saved'; version := 1;
  return next;
end $$;
comment on function api.deputy_name(jsonb) is '定代理人';

-- Back before the last day: from today on nobody stands for him any more.
create or replace function api.deputy_end(id bigint, version int, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  d org.deputy := (select d from org.deputy d where d.id = deputy_end.id for update);
begin
  if d.id is null or sec.names_deputies(d.staff) is not true and d.staff is distinct from sec.own_staff() then
    perform sec.refuse_by('deputy_not_yours', 'org.deputy');
  elsif coalesce(d.ended_on, d.to_on) < ref.today() then
    perform sec.refuse('deputy_ended', '这次代理已经结束', 'this has ended already');
  end if;
  perform sec.note('U', 'org.deputy', d.id, d.office, sec.reason_given(why));
  update org.deputy x set ended_on = ref.today() - 1 where x.id = d.id;
  return case when sec.language() = 'en' then 'ended: from today on nobody stands for him' else '已结束，从今天起不再代理' end;
end $$;
comment on function api.deputy_end(bigint, int, text) is '提前结束代理';

-- For whom a deputy can be named.
create or replace function app.find_colleague(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$
  select s.id from app.find_staff(q, 1000000) with ordinality f(id, n) join org.staff s on s.id = f.id
   where sec.names_deputies(s.id) order by f.n limit most
$$;
comment on function app.find_colleague(text, int) is '找可以为他定代理人的人';
grant execute on function app.find_colleague(text, int) to lb_staff;

-- The list: who is away, who stands for him, and whether today.
create or replace view org.deputy_list with (security_invoker = true) as
select d.*, case when coalesce(d.ended_on, d.to_on) < ref.today() then case when sec.language() = 'en' then 'over' else '已结束' end
                 when d.from_on > ref.today() then case when sec.language() = 'en' then 'to come' else '未开始' end
                 else case when sec.language() = 'en' then 'now' else '代理中' end end as stands
  from org.deputy d;
comment on view org.deputy_list is '代理，附是否在代理中';
grant select on org.deputy_list to lb_reader;

-- What the first screen of a deputy says.
create or replace function app.stands_for() returns setof text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  english constant boolean := sec.language() = 'en';
begin
  return query
    select case when english then format('You stand for %s (%s) until %s', s.name, x.jobs_en, x.until) else format('您在代理%s（%s），到 %s', s.name, x.jobs_zh, x.until) end
      from (select f.staff, string_agg(j.zh, '、' order by j.job) as jobs_zh, string_agg(j.en, ', ' order by j.job) as jobs_en,
                   (select max(coalesce(d.ended_on, d.to_on)) from org.deputy d where d.staff = f.staff and d.deputy = sec.own_staff() and ref.today() between d.from_on and coalesce(d.ended_on, d.to_on)) as until
              from sec.stands_for() f join org.job j on j.job = f.job group by f.staff) x join org.staff s on s.id = x.staff order by s.id;
end $$;

------------------------------------------------------------------------------ leavers
-- His live pairings lose him and are to be given to somebody else within five working days: the office's matter, first of all its head's.
create or replace function work.leaver(staff bigint) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  g service.pairing;
  n bigint := 0;
  his org.staff := (select s from org.staff s where s.id = leaver.staff);
begin
  for g in select x.* from service.pairing x where x.staff = leaver.staff and x.ended_on is null and x.voided_at is null order by x.id for update loop
    update service.pairing x set staff = null where x.id = g.id;
    insert into work.duty (rule, office, with_office, subject, person, from_on, due_on, note)
    values (34, g.office, null, g.id, g.person, ref.today(), work.until(ref.today(), ref.setting_of('leaver.workdays', g.office, '5')::int, 'workday'), his.name)
    on conflict (rule, subject, from_on) where not shared do update set outcome = null, closed_on = null, note = excluded.note;
    n := n + 1;
  end loop;
  return n;
end $$;
comment on function work.leaver(bigint) is '有人离岗：他包联的人要另定包联人';

-- Every day: who left, and whose account has been shut for a month [leaver.disabled_days] without another.
create or replace function work.leavers() returns bigint
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  select coalesce(sum(work.leaver(s.id)), 0)::bigint
    from org.staff s
   where exists (select from service.pairing g where g.staff = s.id and g.ended_on is null and g.voided_at is null)
     and (s.ended_on <= ref.today()
          or exists (select from sec.account a where a.staff = s.id and not a.active and a.changed_at < clock_timestamp() - make_interval(days => ref.setting_of('leaver.disabled_days', s.office, '30')::int))
             and not exists (select from sec.account a where a.staff = s.id and a.active))
$$;

create or replace function work.staff_leaves() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if new.ended_on <= ref.today() or new.office <> old.office then
    perform work.leaver(new.id);
  end if;
  return null;
end $$;
create or replace trigger x_leaves after update on org.staff
  for each row when (old.ended_on is distinct from new.ended_on or old.office <> new.office) execute function work.staff_leaves();

-- Somebody was named for it, or it is over.
create or replace function work.paired_anew() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update work.duty d set outcome = case when new.ended_on is null and new.voided_at is null then 'd' else 'v' end, closed_on = ref.today(), record = new.id,
                         have = case when new.ended_on is null and new.voided_at is null then 1 else 0 end
   where d.rule = 34 and d.subject = new.id and d.closed_on is null;
  return null;
end $$;
create or replace trigger x_paired_anew after update on service.pairing
  for each row when (old.staff is null and new.staff is not null or new.ended_on is not null or new.voided_at is not null) execute function work.paired_anew();

-- A member of staff leaves: said by the head of the office, of the office above for a head, or by who keeps its accounts.
create or replace function api.staff_leaves(id bigint, version int, ended_on date, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  s org.staff := (select s from org.staff s where s.id = staff_leaves.id for update);
  n bigint;
begin
  if s.id is null or (sec.names_deputies(s.id) or sec.keeps_accounts(s.office)) is not true then
    perform sec.refuse_by('staff_not_yours', 'org.staff');
  elsif s.version <> staff_leaves.version then
    perform sec.refuse_by('staff_moved_on', 'org.staff');
  elsif s.id = sec.own_staff() then
    perform sec.refuse_by('staff_self', 'org.staff');
  end if;
  perform sec.note('U', 'org.staff', s.id, s.office, sec.reason_given(why));
  select count(*) into n from service.pairing g where g.staff = s.id and g.ended_on is null and g.voided_at is null;
  update org.staff x set ended_on = staff_leaves.ended_on where x.id = s.id;
  if staff_leaves.ended_on is null then
    return case when sec.language() = 'en' then s.name || ' is in office' else s.name || '还在岗' end;
  end if;
  return case when sec.language() = 'en' then format('%s leaves on %s; %s pairings need somebody else', s.name, staff_leaves.ended_on, n)
              else format('%s %s 离岗，有 %s 户包联要另定包联人', s.name, staff_leaves.ended_on, n) end;
end $$;
comment on function api.staff_leaves(bigint, int, date, text) is '登记离岗；空着就是还在岗';

grant execute on function app.stands_for(), sec.names_deputies(bigint) to lb_staff;
grant execute on function api.deputy_name(jsonb) to lb_head;
grant execute on function api.deputy_end(bigint, int, text) to lb_reader;
grant execute on function api.staff_leaves(bigint, int, date, text) to lb_head, lb_secadmin;
grant insert (staff, deputy, job, from_on, to_on, why) on org.deputy_list to lb_head;
