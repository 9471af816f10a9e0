-- SPDX-License-Identifier: Apache-2.0
-- own database: real sign-ons take the steps.
-- Every step of every process, as its definition has it: taken by whom it is for, at each tier where it can be, and refused to everybody else and
-- for everything that lacks. What is tried is made from the definitions; a process that is new is tried by being there.
\ir flow.inc
select 'create role f_province_chief login' where not exists (select from pg_roles where rolname = 'f_province_chief') \gexec
grant lb_staff, lb_head to f_province_chief;
with s as (insert into org.staff (office, name) values (430000000000, '田处长') returning id) insert into sec.account (login, staff) select 'f_province_chief', s.id from s;
insert into org.staff_job (staff, job) select staff, 'head' from sec.account where login = 'f_province_chief';
\! "${LB_SRC:-.}/contrib/cluster" map "$LB_CLUSTER" --user "$(test "$(id -u)" = 0 && echo postgres || id -un)" f_province_chief >/dev/null
select pg_sleep(0.2) \g /dev/null
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm') on conflict do nothing;
insert into code.visit_occasion (code, name_zh, name_en, seq, py) values ('7', '包联走访', 'pairing', 7, 'bl') on conflict do nothing;
insert into service.person (office, name, sex, category, filed_on) values (430102001001, '向前进', '1', (select min(code) from code.object_category), ref.today());
-- What a register refers to (a dispute: the petition it was raised to).
insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request)
  select 430102001001, '有人', min(c.code), '3', '90', ref.today(), '别的事', '请办' from code.petition_channel c;
create temp table who as select a.login, s.office, o.tier, array_agg(j.job) as jobs from sec.account a join org.staff s on s.id = a.staff join org.staff_job j on j.staff = s.id join org.office o on o.id = s.office
  where a.active and a.login <> 'p_english' and a.login ~ '^[pf]_' group by 1, 2, 3;
-- The line a case is in, one office a tier.
create temp table line (tier int, office bigint);
insert into line values (4, 430102001001), (3, 430102001000), (2, 430102000000), (1, 430100000000), (0, 430000000000);

------------------------------------------------------------------------------ what is tried
-- Tiers where the holder can sit, by whose turn it is, and what the step needs there.
create temp table place as
  select t.process, t.from_state as state, t.action, t.seq, h.tier from flow.step t join flow.process p using (process) join flow.state s on s.process = t.process and s.state = t.from_state cross join generate_series(0, 4) h(tier)
   where (t.tiers is null or h.tier = any (t.tiers))
     and case s.actor when 'owner' then h.tier = any (p.tiers) when 'township' then h.tier = 3 when 'county' then h.tier = 2 when 'city' then h.tier = 1 when 'superior' then h.tier < 4 else s.kind <> 'start' or h.tier = any (p.tiers) end
     and case t.kind when 'up' then h.tier > 0 when 'refer' then h.tier in (2, 3, 4) when 'down' then h.tier < 4 else true end;
create temp table trial (n serial, process text, state text, action text, tier int, what text, name text);
insert into trial (process, state, action, tier, what)
  select process, state, action, tier, case when t.who = 'system' then 'fired' else 'taken' end from place join flow.step t using (process, action) where t.from_state = place.state order by process, state, place.seq, tier desc;
insert into trial (process, state, action, tier, what, name)
  select t.process, t.from_state, t.action, p.tier, x.what, x.name from flow.step t
    join (select distinct on (process, state, action) process, state, action, tier from place order by process, state, action, tier desc) p on (p.process, p.state, p.action) = (t.process, t.from_state, t.action)
    cross join lateral (select 'office', null where t.who <> 'system' union all select 'job', null where t.who <> 'system' union all select 'recused', null where t.who <> 'system' union all select 'stale', null where t.who <> 'system'
      union all select 'nobody', null where t.who = 'system'
      union all select 'asks', a from unnest(flow.asked(t, false)) a union all select 'restricted', null where t.kind in ('up', 'down', 'refer') union all select 'needs', n from unnest(t.needs) n
      union all select 'apart', a from unnest(t.apart) a union all select 'within', t.within where t.within is not null union all select 'most', t.most::text where t.most is not null
      union all select 'reason', null where 'ground' = any (flow.asked(t, false)) union all select 'day', null where 'happened_on' = any (flow.asked(t, false) || t.may)
      union all select 'extended', null where t.kind = 'extend' union all select 'ruled', null where t.kind = 'return' union all select 'target', null where t.kind in ('down', 'refer')) x(what, name)
   order by 1, 2, t.seq, 5, 6;
insert into trial (process, state, action, tier, what)
  select s.process, s.state, c.action, (select max(p.tier) from place p where p.process = s.process and p.state = s.state), 'taken' from flow.state s cross join unnest('{assign,recuse}'::text[]) c(action) where s.kind <> 'end' order by s.process, s.seq, 3;
insert into trial (process, state, action, tier, what) select process, state, 'no_such_thing', tier, 'unknown' from (select distinct on (process, state) process, state, tier from place order by process, state, tier desc) x;
insert into trial (process, state, action, tier, what) select distinct on (s.process, s.state) s.process, s.state, t.action, 2, 'ended' from flow.state s join flow.step t using (process) where s.kind = 'end' and t.who <> 'system' order by s.process, s.state, t.action;

-- Where the register names the other party the way begins elsewhere: flow_move.sql walks it.
delete from trial where process in (select p.process from flow.process p where p.target is not null);

------------------------------------------------------------------------------ the case as it stands before
-- A value for a column of the register.
create function tap.value(c record, m work.matter) returns text language plpgsql as $$
declare v text;
begin
  if c.ref = 'service.visit' then
    insert into service.visit (office, person, visited_on, mode, occasion, staff) select 430102001001, m.person, ref.today(), '1', '7', min(s.id) from org.staff s where s.office = 430102001001 returning id into v;
    return v;
  elsif c.type = 'code' then execute format('select min(code) from %s where valid', c.ref) into v; return v;
  elsif c.ref = 'org.office' then return '430102002001';
  elsif c.type = 'ref' then execute format('select min(id) from %s where id <> $1', c.ref) into v using coalesce(m.id, 0); return v;
  end if;
  return case c.type when 'date' then ref.today()::text when 'int' then '1' when 'money' then '100' when 'bool' then 'true' else '写明了的事' end;
end $$;
create function tap.fill(relation text, id bigint, wanted text[], m work.matter) returns void language plpgsql as $$
begin
  if wanted <> '{}' then
    execute (select format('update %s set %s where id = %s', relation, string_agg(format('%I = %L', k.column_name, tap.value(k, m)), ', '), fill.id) from app.catalog(relation) k where k.column_name = any (wanted));
  end if;
end $$;
-- A step that was taken once, as far as it matters here: the register's own guards are not asked.
create function tap.past(m work.matter, seq int, t flow.step, who bigint default null, was jsonb default null, office bigint default null) returns void language sql set session_replication_role = replica as $$
  insert into work.step (matter, process, seq, action, kind, from_state, to_state, at, on_day, happened_on, office, to_office, staff, was)
  values (m.id, m.process, past.seq, t.action, t.kind, t.from_state, coalesce(t.to_state, m.state), ref.now(), ref.today(), ref.today(), m.office, coalesce(past.office, m.next_office), past.who, past.was) $$;

-- One of this process in this state with the holder at this tier, with all the facts the step needs; as the owner of the database makes it.
create function tap.put(p flow.process, s flow.state, t flow.step, tier int) returns work.matter language plpgsql as $$
declare
  holder constant bigint := (select l.office from line l where l.tier = put.tier);
  owner_tier constant int := case when s.actor = 'owner' or s.kind = 'start' then put.tier else (select max(x) from unnest(p.tiers) x) end;
  columns text; vals text;
  m work.matter;
  back flow.step;
begin
  -- what came before is away: one person may have one open case, and nothing is alike
  update work.matter x set alone = false where x.alone;
  select string_agg(quote_ident(c.column_name), ', '), string_agg(quote_literal(case c.column_name when 'office' then (select l.office from line l where l.tier = owner_tier)::text else coalesce(c.default_value, tap.value(c, null)) end), ', ')
    into columns, vals from app.catalog(p.relation) c where c.required and c.column_name <> 'id' and (not c.owned or c.column_name = 'office');
  execute format('insert into %s (%s) values (%s)', p.relation, columns, vals);
  select x.* into m from work.matter x order by x.id desc limit 1;
  perform tap.fill(p.relation, m.id, t.needs || case when t.needs && '{paid}' then '{granted}' else '{}'::text[] end, m);
  -- how it came here, to be returned or taken back
  select x.* into back from flow.step x where x.process = p.process and x.to_state = s.state and x.kind in ('up', 'down', 'refer', 'step') order by x.kind = 'step' limit 1;
  if back.action is not null then
    perform tap.past(m, 2, back, null, flow.standing(m) || jsonb_build_object('state', back.from_state, 'next_office', case when m.office = holder then flow.parent_of(holder) else m.office end), holder);
    m.seq := 2;
  end if;
  update work.matter x set state = s.state, next_office = case when s.kind <> 'end' then holder end, next_job = case when s.kind <> 'end' then flow.job_at(tier, s.job) end, seq = m.seq, opened_at = ref.now(),
         ended_on = case when s.kind = 'end' then ref.today() end, due_on = case when s.kind <> 'end' then x.due_on end where x.id = m.id returning x.* into m;
  perform flow.enter(m, s, '{}', ref.today(), m.seq);
  if s.kind <> 'end' then update work.matter x set due_on = d.due_on from flow.due(m.id) d where x.id = m.id; end if;
  insert into work.guest select m.next_office, m.id, 1 where m.next_office is not null on conflict do nothing;
  return m;
end $$;

------------------------------------------------------------------------------ trying
-- 'saved', or how well the refusal speaks: its SQLSTATE, and what of Chinese, English and what-now is missing.
create function tap.said(login text, request jsonb) returns text language plpgsql as $$
declare zh text; en text; hint text; state text; r text;
begin
  if not login = any (coalesce(dblink_get_connections(), '{}')) then
    perform dblink_connect(login, format('host=%s port=%s dbname=%s user=%s options=''-c client_min_messages=warning''', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database(), login));
  end if;
  select x.r into r from dblink(login, format('select answer from api.take_step(%L)', request)) x(r text);
  return r;
exception when others then
  get stacked diagnostics zh = message_text, en = pg_exception_detail, hint = pg_exception_hint, state = returned_sqlstate;
  return case when state = 'LB001' then 'refused' else state || ' ' || zh end || case when zh !~ '[\u4e00-\u9fff]' then ' without Chinese: ' || zh else '' end
      || case when en !~ '[A-Za-z]{3}' then ' without English: ' || zh else '' end || case when hint !~ '[\u4e00-\u9fff]' then ' without what now: ' || zh else '' end;
end $$;
-- All that a step asks for.
create function tap.gives(m work.matter, t flow.step, wanted text[]) returns jsonb language sql as $$
  select coalesce(jsonb_object_agg(f, case f when 'to_office' then case t.kind when 'refer' then (case flow.tier_of(m.next_office) when 4 then 430102001002 when 3 then 430102002000 when 2 then 430103000000 else 430300000000 end)::text
                                                                              when 'down' then (select l.office from line l where l.tier = flow.tier_of(m.next_office) + 1)::text else '430102002001' end
                                             when 'to_staff' then (select a.staff from sec.account a join who w using (login) where w.office = m.next_office and m.next_job = any (w.jobs) order by 1 limit 1)::text
                                             when 'happened_on' then ref.today()::text when 'body' then '区民政局' when 'document' then '某字1号' when 'opinion' then '同意办理' else '依据第三条办理' end), '{}') from unnest(wanted) f $$;

create procedure tap.try(x trial, inout got text) language plpgsql as $$
declare
  p flow.process := (select y from flow.process y where y.process = x.process);
  s flow.state := (select y from flow.state y where y.process = x.process and y.state = x.state);
  t flow.step := coalesce((select y from flow.step y where y.process = x.process and y.from_state = x.state and y.action = x.action), (select y from flow.common_steps() y where y.action = x.action),
                          (select y from flow.step y where y.process = x.process and y.action = x.action limit 1));
  m work.matter;
  whose bigint; job text; right_one text; login text;
  give jsonb;
begin
  m := tap.put(p, s, t, x.tier);
  whose := coalesce(case t.who when 'owner' then m.office end, m.next_office);
  job := flow.job_at(flow.tier_of(whose), coalesce(t.job, s.job));
  right_one := (select w.login from who w where w.office = whose and job = any (w.jobs) order by w.login limit 1);
  login := right_one;
  give := tap.gives(m, t, flow.asked(t, x.what = 'restricted') || case when x.what = 'day' then '{happened_on}' else '{}'::text[] end);
  case x.what
  when 'fired' then
    commit;
    update work.clock c set due_on = ref.today() - 1 where c.matter = m.id and c.clock = t.clock;
    update work.matter y set due_on = ref.today() - 1 where y.id = m.id;
    perform flow.fire();
    got := (select y.state || ' ' || (select z.staff is null from work.step z where z.matter = y.id and z.seq = y.seq) from work.matter y where y.id = m.id);
    commit;      -- what the system did nobody takes back
    got := got || ' ' || tap.said(coalesce(right_one, 'p_township'), jsonb_build_object('relation', 'work.step', 'new', jsonb_build_object('matter', m.id, 'seq', m.seq + 1, 'action', 'takeback')));
    return;
  when 'office' then login := (select w.login from who w where w.office <> whose and job = any (w.jobs) and w.office <> all (array(select l.id from flow.line_of(whose) l)) order by w.tier = x.tier desc, w.login limit 1);
    login := coalesce(login, (select w.login from who w where w.office <> whose and job = any (w.jobs) order by w.login limit 1));
  when 'job' then login := (select w.login from who w where w.office = whose and job <> all (w.jobs) order by w.login limit 1);
  when 'recused' then insert into work.recusal (staff, matter, seq) select a.staff, m.id, 1 from sec.account a where a.login = right_one;
  when 'asks' then give := give - x.name;
  when 'reason' then give := give || '{"ground": "。。。"}';
  when 'day' then give := give || jsonb_build_object('happened_on', ref.today() + 1);
  when 'target' then give := give || jsonb_build_object('to_office', m.next_office);
  when 'needs' then
    begin execute format('update %s set %I = null where id = %s', p.relation, x.name, m.id);
    exception when others then execute (select format('update %s set %s where id = %s', p.relation, string_agg(format('%I = null', c), ', '), m.id) from unnest(t.needs) c); end;
  when 'apart' then
    perform tap.past(m, 0, y, a.staff) from sec.account a, flow.step y where a.login = right_one and y.process = m.process and y.action = x.name limit 1;
  when 'within' then update work.clock c set due_on = ref.today() - 1 where c.matter = m.id and c.clock = x.name;
  when 'most' then
    perform tap.past(m, -i, t) from generate_series(1, t.most) i;
  when 'extended' then update work.clock c set extended = 99 where c.matter = m.id and c.clock = t.clock;
  when 'ruled' then update work.matter y set ruled = true where y.id = m.id;
  when 'restricted' then
    update work.matter y set restricted = true where y.id = m.id;
    insert into work.entrusted (staff, matter, seq) select a.staff, m.id, 1 from sec.account a where a.login = right_one;
    give := give - 'to_staff';
  when 'nobody' then login := coalesce(right_one, 'p_township');
  when 'ended' then login := 'f_chief';
  else null;
  end case;
  commit;
  got := case when login is null then 'nobody to try it' else tap.said(login, jsonb_build_object('relation', 'work.step', 'new', jsonb_build_object('matter', m.id, 'seq', m.seq - case when x.what = 'stale' then 1 else 0 end, 'action', x.action) || give)) end;
  if x.what = 'taken' and got = 'saved' then
    got := 'saved ' || (select y.state || case when y.seq = m.seq + 1 then '' else ' seq' end from work.matter y where y.id = m.id);
  elsif got = 'refused' and exists (select from work.matter y where y.id = m.id and (y.state <> m.state or y.seq <> m.seq)) then
    got := 'refused, and yet it moved';
  end if;
  commit;
end $$;

create temp table result (n int primary key, got text);
create procedure tap.try_all() language plpgsql as $$
declare x trial; got text;
begin
  for x in select * from trial order by n loop
    got := null;
    call tap.try(x, got);
    insert into result values (x.n, got);
  end loop;
end $$;
create function tap.expected(x trial) returns text language sql as $$
  select case x.what when 'taken' then 'saved ' || case when t.kind = 'return' then (select b.from_state from flow.step b where b.process = x.process and b.to_state = x.state and b.kind in ('up', 'down', 'refer', 'step') order by b.kind = 'step' limit 1)
                                                        when t.action is null or t.kind = 'extend' then x.state else t.to_state end
                     when 'fired' then t.to_state || ' true refused' else 'refused' end
    from (select 1) one left join flow.step t on t.process = x.process and t.from_state = x.state and t.action = x.action $$;
select plan((select count(*)::int from trial) + 2);
call tap.try_all();
select is(r.got, tap.expected(x), concat_ws(' ', x.process, x.state, x.action, 'tier', x.tier, x.what, x.name)) from trial x left join result r using (n) order by n;
select is((select count(distinct (process, state, action)) from trial x where what in ('taken', 'fired') and exists (select from flow.step t where t.process = x.process and t.from_state = x.state and t.action = x.action)), (select count(*) from flow.step t join flow.process p using (process) where p.target is null), 'every step there is was tried');
select cmp_ok((select count(*) from trial where what not in ('taken', 'fired')), '>', 4 * (select count(*) from flow.step where who <> 'system'), 'and more than four times refused');
select dblink_disconnect(c) from unnest(dblink_get_connections()) c \g /dev/null
select * from finish();
