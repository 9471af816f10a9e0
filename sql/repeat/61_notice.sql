-- SPDX-License-Identifier: Apache-2.0
-- Notices: written by a clerk, published by the head (or by the clerk too, where the setting `notice.publish` says so), from then on fixed.
-- Whom it is for are rules, not rows (work.shown_to): publishing to all 31,690 offices of a province writes one. Rows there are of what is
-- done: a duty an office where an answer is wanted, a receipt a person, an answer an office.

------------------------------------------------------------------------------ writing
create or replace function work.may_publish(office bigint) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
as $$ select sec.writes(office) and (sec.has_job('head') or sec.has_job('clerk') and ref.setting_of('notice.publish', office, 'head') = 'clerk') $$;
comment on function work.may_publish(bigint) is '能不能替这个机构发布通知';

-- What was published says what it said: it may be withdrawn or replaced, by the functions below, which run as the owner.
create or replace function work.notice_fixed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and old.published_on is not null
     and (old.no, old.title, old.kind, old.body, old.reach, old.to_tier, old.reply_by, old.replaces, old.published_on, old.published_by, old.voided_at)
         is distinct from (new.no, new.title, new.kind, new.body, new.reach, new.to_tier, new.reply_by, new.replaces, new.published_on, new.published_by, new.voided_at) then
    perform sec.refuse_by('notice_fixed', 'work.notice');
  end if;
  if new.published_on is null and new.reply_by < ref.today() and (tg_op = 'INSERT' or old.reply_by is distinct from new.reply_by) then
    perform sec.refuse_by('notice_due_past', 'work.notice', 'reply_by');
  end if;
  if new.replaces is not null and (tg_op = 'INSERT' or old.replaces is distinct from new.replaces)
     and not exists (select from work.notice n where n.id = new.replaces and n.office = new.office and n.state = '2') then
    perform sec.refuse_by('notice_replaces_own', 'work.notice', 'replaces');
  end if;
  return new;
end $$;
create or replace trigger e_fixed before insert or update on work.notice for each row execute function work.notice_fixed();

-- Named offices lie below the sender, and are named while he still writes. (What the yearly changes of regions do to codes is no naming.)
create or replace function work.notice_to_fits() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  n work.notice := (select x from work.notice x where x.id = new.notice);
begin
  if tg_op = 'UPDATE' and sec.own_staff() is null then
    return new;
  elsif n.office <> new.office then
    perform sec.refuse_by('notice_of_another', 'work.notice_to', 'notice');
  elsif n.published_on is not null and (tg_op = 'INSERT' or (old.notice, old.to_office, old.below, old.voided_at) is distinct from (new.notice, new.to_office, new.below, new.voided_at)) then
    perform sec.refuse_by('notice_fixed', 'work.notice_to');
  elsif not exists (select from org.office o, org.office own where o.id = new.to_office and own.id = new.office and org.below(o, own)) then
    perform sec.refuse_by('notice_to_below', 'work.notice_to', 'to_office');
  end if;
  return new;
end $$;
create or replace trigger e_fits before insert or update on work.notice_to for each row execute function work.notice_to_fits();

create or replace function app.find_notice(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$
  select n.id from work.notice n where n.voided_at is null and n.published_on is not null and (position(q in n.title) > 0 or position(q in n.no) > 0)
   order by n.published_on desc, n.id desc limit most
$$;
comment on function app.find_notice(text, int) is '按标题、编号找已发布的通知';

-- To answer: what this office still owes. To replace: what it has sent and still holds.
create or replace function app.find_notice_owed(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$
  select n.id from work.duty d join work.notice n on n.id = d.subject
   where d.rule = 20 and d.office = sec.own_office() and d.closed_on is null and (position(q in n.title) > 0 or position(q in n.no) > 0)
   order by d.due_on, n.id limit most
$$;
comment on function app.find_notice_owed(text, int) is '找本机构还没答复的通知';

create or replace function app.find_notice_sent(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$
  select n.id from work.notice n where n.office = sec.own_office() and n.state = '2' and n.voided_at is null and (position(q in n.title) > 0 or position(q in n.no) > 0)
   order by n.published_on desc, n.id desc limit most
$$;
comment on function app.find_notice_sent(text, int) is '找本机构发的、还有效的通知';

------------------------------------------------------------------------------ whom it is for
-- The offices a notice is for, each once: for one that is not established the one that serves it, if that lies below the sender too. Those
-- of a range only, so that a village does not go through the province. (Custom plans: of a range that is known.)
create or replace function work.notice_offices(notice bigint, lo bigint default 0, hi bigint default 1000000000000) returns table (office bigint)
language plpgsql stable rows 1000 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    with sent as materialized (                                        -- named, of which tier, by whom
      select case when s.below then named.hi else named.id + 1 end as up_to, named.id as from_id, s.tier, own.id as sender, own.hi as sender_hi
        from work.notice n
        join org.office own on own.id = n.office
        join work.shown_to s on s.relation = 'work.notice' and s.row_id = n.id
        join org.office named on named.id = s.office
       where n.id = notice_offices.notice),
    near as (
      select o.id, o.id as stands, o.tier from org.office o where o.established and o.id >= lo and o.id < notice_offices.hi
      union all
      select o.id, o.served_by, o.tier from org.office o where not o.established and o.served_by >= lo and o.served_by < notice_offices.hi)
    select distinct x.stands from near x join sent s on x.id >= s.from_id and x.id < s.up_to and (s.tier is null or x.tier = s.tier)
       and x.stands > s.sender and x.stands < s.sender_hi;
end $$;

create or replace function work.notice_is_for(notice bigint, office bigint) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select exists (select from work.shown_to s join work.notice n on n.id = s.row_id
                  where s.relation = 'work.notice' and s.row_id = notice_is_for.notice and s.key = any (sec.keys_of(notice_is_for.office)) and n.office <> notice_is_for.office)
$$;

-- A page that shows the list must hear of it: the counties the addresses lie in are told as those of a written row are (sec.notify_row).
create or replace function work.notice_heard(notice bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform set_config('laobing.changed', coalesce(string_agg(distinct c, ' '), ''), false)
    from (select (o.office / 1000000)::text from work.notice_offices(notice) o union select regexp_split_to_table(coalesce(current_setting('laobing.changed', true), ''), ' +')) x(c)
   where c <> '';
end $$;

------------------------------------------------------------------------------ publishing
-- The notice at hand, locked, for who may act on it.
create or replace function work.notice_at_hand(id bigint) returns work.notice
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare n work.notice;
begin
  select x.* into n from work.notice x where x.id = notice_at_hand.id for update;
  if n.id is null or n.voided_at is not null or not sec.writes(n.office) then
    perform sec.refuse_by('notice_not_yours', 'work.notice');
  elsif not work.may_publish(n.office) then
    perform sec.refuse_by('notice_head_publishes', 'work.notice');
  end if;
  return n;
end $$;

create or replace function work.notice_name(n work.notice) returns void
language sql set search_path = pg_catalog, pg_temp
as $$
  insert into work.shown_to (relation, row_id, office, below, tier, since)
  select 'work.notice', n.id, n.office, true, n.to_tier::smallint, ref.today() where n.reach in ('1', '2')
  union all
  select 'work.notice', n.id, t.to_office, t.below, null, ref.today() from work.notice_to t where n.reach = '3' and t.notice = n.id and t.voided_at is null
$$;

-- Nobody owes an answer any more.
create or replace function work.notice_let_off(notice bigint) returns void
language sql set search_path = pg_catalog, pg_temp
as $$ update work.duty d set outcome = 'v', closed_on = ref.today() where d.rule = 20 and d.subject = notice_let_off.notice and d.closed_on is null $$;

create or replace function api.publish_notice(id bigint, version int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  n work.notice := work.notice_at_hand(publish_notice.id);
  sender text := (select app.short_office(o.name) from org.office o where o.id = n.office for no key update);     -- two at once: one number after the other
  year text := to_char(ref.today(), 'YYYY');
  reached bigint;
begin
  if n.published_on is not null then
    perform sec.refuse_by('notice_published_already', 'work.notice');
  elsif n.version <> publish_notice.version then
    perform sec.refuse_by('notice_moved_on', 'work.notice');
  elsif n.reply_by < ref.today() then
    perform sec.refuse_by('notice_due_past', 'work.notice', 'reply_by');
  elsif n.replaces is not null and not exists (select from work.notice o where o.id = n.replaces and o.state = '2') then
    perform sec.refuse_by('notice_replaces_own', 'work.notice', 'replaces');
  elsif n.reach <> '3' and exists (select from work.notice_to t where t.notice = n.id and t.voided_at is null) then
    perform sec.refuse_by('notice_named_in_vain', 'work.notice', 'reach');
  end if;
  perform work.notice_name(n);
  select count(*) into reached from work.notice_offices(n.id);
  if reached = 0 then
    perform sec.refuse_by('notice_to_nobody', 'work.notice', 'reach');
  end if;
  update work.notice x set published_on = ref.today(), published_by = sec.own_staff(),
         no = format('%s〔%s〕%s号', left(sender, 60), year, 1 + (select count(*) from work.notice o where o.office = n.office and o.published_on >= (year || '-01-01')::date))
   where x.id = n.id;
  update work.notice o set replaced_by = n.id where o.id = n.replaces;
  perform work.notice_let_off(n.replaces);
  if n.reply_by is not null then
    insert into work.duty (office, rule, shared, subject, from_on, due_on, whom, note)
    select o.office, 20, true, n.id, ref.today(), n.reply_by, left(sender, 60), n.title from work.notice_offices(n.id) o;
  end if;
  perform work.notice_heard(n.id);
  return case when sec.language() = 'en' then format('published: %s offices see it', reached) else format('已发布：%s 个机构能看到', reached) end;
end $$;
comment on function api.publish_notice(bigint, int) is '发布通知';

create or replace function api.withdraw_notice(id bigint, version int, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  n work.notice := work.notice_at_hand(withdraw_notice.id);
  reason text := sec.reason_given(why, 'withdrawn_why', 'work.notice');
begin
  if n.state <> '2' then
    perform sec.refuse_by('notice_not_in_force', 'work.notice');
  end if;
  update work.notice x set withdrawn_on = ref.today(), withdrawn_by = sec.own_staff(), withdrawn_why = reason where x.id = n.id;
  perform work.notice_let_off(n.id);
  perform work.notice_heard(n.id);
  return case when sec.language() = 'en' then 'withdrawn: it stays to be read, marked so' else '已撤回：各机构还看得到，标着已撤回' end;
end $$;
comment on function api.withdraw_notice(bigint, int, text) is '撤回已发布的通知，写明原因';

------------------------------------------------------------------------------ reading
-- Opened by somebody of an office it is for: his receipt, once, with the time of the clock. Whoever looks from above leaves none.
create or replace function work.notice_opened(notice bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  n work.notice := (select x from work.notice x where x.id = notice_opened.notice and x.published_on is not null);
  me constant bigint := sec.own_staff();
  here constant bigint := sec.own_office();
begin
  if me is not null and sec.reads() and work.notice_is_for(n.id, here) then
    insert into work.notice_read (office, with_office, notice, staff, read_at) values (here, n.office, n.id, me, ref.now()) on conflict do nothing;
  end if;
end $$;

-- Does this account read registers at all.
create or replace function sec.reads() returns boolean
language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ select pg_has_role(session_user, 'lb_reader', 'member') $$;

-- The list, with what it is to who reads it: read by him (null where it is not for his office), answered by his office.
drop view if exists work.notice_list;           -- its columns are the table's
create view work.notice_list with (security_invoker = true) as
select n.*,
       case when exists (select from work.notice_read r where r.notice = n.id and r.staff = sec.own_staff() and r.office = sec.own_office()) then true
            when n.office <> sec.own_office() and exists (select from work.shown_to s where s.relation = 'work.notice' and s.row_id = n.id) then false end as is_read,
       (select a.replied_on from work.notice_reply a where a.notice = n.id and a.office = sec.own_office() and a.voided_at is null) as answered_on
  from work.notice n;
comment on view work.notice_list is '通知，附本人读过没有、本机构答复没有';
grant select on work.notice_list to lb_reader;

-- Who is to read: who works there today, may read registers and has an account in use. Who has left is not waited for. (A view without grants:
-- the day and the jobs are asked once a statement, and one office is looked up as fast as all are counted.)
drop function if exists work.readers(bigint, bigint) cascade;
create or replace view work.reader with (security_invoker = true) as
select s.office, s.id as staff from org.staff s
 where (s.ended_on is null or s.ended_on >= (select ref.today()))
   and exists (select from sec.account a where a.staff = s.id and a.active and (a.expires_on is null or a.expires_on >= (select ref.today())))
   and exists (select from org.staff_job j
                where j.staff = s.id and j.job = any (array(select x.job from org.job x where pg_has_role('lb_' || x.job, 'lb_reader', 'member')))
                  and (j.from_on is null or j.from_on <= (select ref.today())) and (j.to_on is null or j.to_on >= (select ref.today())));
comment on view work.reader is '今天要看通知的人';

-- What the caller oversees, as ranges.
create or replace function work.overseen() returns table (lo bigint, hi bigint)
language sql stable rows 2 set search_path = pg_catalog, pg_temp
as $$
  select r.lo, r.hi from sec.scope s, lateral (values (s.lo, s.hi), (s.lo2, s.hi2)) r(lo, hi)
   where s.login = session_user and r.lo is not null and sec.own_staff() is not null
$$;

-- How far it has got in what the caller oversees, a row an office it is for.
drop function if exists work.notice_readers(bigint);
create or replace function work.notice_progress(notice bigint)
returns table (office bigint, people bigint, people_read bigint, is_read boolean, is_answered boolean)
language plpgsql stable rows 1000 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  m record;
begin
  for m in select x.lo, x.hi from work.overseen() x loop
    return query
      with receipt as materialized (select r.office, r.staff from work.notice_read r where r.notice = notice_progress.notice and r.office >= m.lo and r.office < m.hi)
      select o.office, coalesce(p.n, 0), coalesce(p.n_read, 0), o.office in (select r.office from receipt r),
             o.office in (select a.office from work.notice_reply a where a.notice = notice_progress.notice and a.voided_at is null and a.office >= m.lo and a.office < m.hi)
        from work.notice_offices(notice_progress.notice, m.lo, m.hi) o
        left join (select x.office, count(*) as n, count(r.staff) as n_read
                     from work.reader x left join receipt r on r.staff = x.staff and r.office = x.office
                    where x.office >= m.lo and x.office < m.hi group by x.office) p on p.office = o.office;
  end loop;
end $$;

-- May the caller read this notice, as the policy has it: these functions run with the owner's rights.
create or replace function sec.sees_notice(notice bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select sec.own_staff() is not null and exists (select from work.notice n where n.id = sees_notice.notice and (sec.sees(n.office) or sec.is_shown('work.notice', n.id)))
$$;

-- By the offices next below the caller's own, each with all below it; his own stands for itself. No names, so scope is checked here.
create or replace function api.notice_units(notice bigint)
returns table (office bigint, offices bigint, offices_read bigint, people bigint, people_read bigint, answered bigint)
language plpgsql stable rows 20 security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select case when o.tier <= own.tier then x.office else u.id end, count(*), count(*) filter (where x.is_read), sum(x.people)::bigint, sum(x.people_read)::bigint,
           case when (select n.reply_by from work.notice n where n.id = notice_units.notice) is not null then count(*) filter (where x.is_answered) end
      from work.notice_progress(notice_units.notice) x
      join org.office o on o.id = x.office
      join org.office own on own.id = sec.own_office()
     cross join lateral (select case own.tier when 0 then x.office / 100000000 * 100000000 when 1 then x.office / 1000000 * 1000000
                                              when 2 then x.office / 1000 * 1000 else x.office end) u(id)
     where sec.reads() and sec.sees_notice(notice_units.notice)
     group by 1 order by 1;
end $$;

-- People, those who have not read first; at most so many. (Offices in their order: most have somebody who has not, and a few are looked at.)
create or replace function api.notice_people(notice bigint, most int default 200) returns table (office bigint, staff bigint, read_at timestamptz)
language plpgsql stable rows 100 security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    with o as materialized (select distinct x.office from work.overseen() m cross join lateral work.notice_offices(notice_people.notice, m.lo, m.hi) x
                             where sec.reads() and sec.sees_notice(notice_people.notice) order by 1)
    select * from (
      (select o.office, p.staff, null::timestamptz
         from o cross join lateral (select y.staff from work.reader y where y.office = o.office order by y.staff) p
        where not exists (select from work.notice_read r where r.notice = notice_people.notice and r.staff = p.staff and r.office = o.office))
      union all
      (select r.office, r.staff, r.read_at from work.notice_read r join o on o.office = r.office join work.reader p on p.staff = r.staff and p.office = r.office
        where r.notice = notice_people.notice order by r.read_at desc, r.office, r.staff)) x
     limit least(most, 1000);
end $$;

-- "已读 12/19 个机构，31/77 人；已答复 5/19 个机构"
create or replace function work.notice_figures(offices bigint, offices_read bigint, people bigint, people_read bigint, answered bigint) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select concat_ws(case when en then '; ' else '；' end,
                   format(case when en then 'read in %s of %s offices, by %s of %s people' else '已读 %s/%s 个机构，%s/%s 人' end, offices_read, offices, people_read, people),
                   case when answered is not null then format(case when en then 'answered by %s of %s' else '已答复 %s/%s 个机构' end, answered, offices) end)
    from (select sec.language() = 'en') l(en)
$$;

-- Lists below the notice: the sender and all between see how far it has got, each in what he oversees. To a village that is one line, which
-- stands above (work.notice_head).
drop view if exists work.notice_unit;           -- before `told`
create view work.notice_unit with (security_invoker = true) as
select u.office as id, n.id as notice, u.office, work.notice_figures(u.offices, u.offices_read, u.people, u.people_read, u.answered)::varchar as told
  from work.notice n cross join lateral api.notice_units(n.id) u
 where n.published_on is not null and (select o.tier < 4 from org.office o where o.id = sec.own_office());
comment on view work.notice_unit is '通知读到哪里：各下级机构';
create or replace view work.notice_person with (security_invoker = true) as
select row_number() over (partition by n.id order by p.read_at desc nulls first, p.office, p.staff) as id, n.id as notice, p.office, p.staff, p.read_at
  from work.notice n cross join lateral api.notice_people(n.id) p where n.published_on is not null;
comment on view work.notice_person is '通知谁读了、谁还没读';
grant select on work.notice_unit, work.notice_person to lb_reader;

-- The line above it: how far it has got, or what has become of it.
create or replace function work.notice_told(n work.notice) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  en constant boolean := sec.language() = 'en';
  figures text;
begin
  if n.published_on is null then
    return case when en then 'a draft; the head of the office publishes it (F6)' else '草稿，由负责人发布（F6）' end;
  end if;
  select work.notice_figures(sum(x.offices)::bigint, sum(x.offices_read)::bigint, sum(x.people)::bigint, sum(x.people_read)::bigint, sum(x.answered)::bigint) into figures
    from api.notice_units(n.id) x having count(*) > 0;
  return concat_ws(case when en then '; ' else '；' end,
    case when n.withdrawn_on is not null then case when en then 'withdrawn ' else '已撤回 ' end || n.withdrawn_on end,
    case when n.replaced_by is not null then case when en then 'replaced by ' else '已由新的代替：' end || (select r.no from work.notice r where r.id = n.replaced_by) end,
    figures);
end $$;
create or replace view work.notice_head with (security_invoker = true) as
select n.id, work.notice_told(n)::varchar as told from work.notice n;
comment on view work.notice_head is '通知的进展';
grant select on work.notice_head to lb_reader;

------------------------------------------------------------------------------ answering
create or replace function work.notice_reply_fits() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  n work.notice := (select x from work.notice x where x.id = new.notice);
begin
  if tg_op = 'UPDATE' and new.notice <> old.notice then
    perform sec.refuse_by('notice_reply_stays', 'work.notice_reply', 'notice');
  elsif tg_op = 'INSERT' and not (work.notice_is_for(new.notice, new.office)
                                  and exists (select from org.office s join org.office o on o.id > s.id and o.id < s.hi where s.id = n.office and o.id = new.office and o.established)) then
    perform sec.refuse_by('notice_not_for_you', 'work.notice_reply', 'notice');
  elsif tg_op = 'INSERT' and n.reply_by is null then
    perform sec.refuse_by('notice_wants_no_reply', 'work.notice_reply', 'notice');
  elsif tg_op = 'INSERT' and n.state <> '2' then
    perform sec.refuse_by('notice_not_in_force', 'work.notice_reply', 'notice');
  end if;
  if tg_op = 'INSERT' then
    new.with_office := n.office;
    new.replied_on := ref.today();
  end if;
  return new;
end $$;
create or replace trigger e_fits before insert or update on work.notice_reply for each row execute function work.notice_reply_fits();

-- The answer closes the duty; taken back, it opens it again.
create or replace function work.notice_reply_answers() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    update work.duty d set outcome = 'd', closed_on = new.replied_on, record = new.id
     where d.rule = 20 and d.subject = new.notice and d.office = new.office and d.closed_on is null;
    perform work.notice_opened(new.notice);
  elsif old.voided_at is null and new.voided_at is not null then
    update work.duty d set outcome = null, closed_on = null, record = null
      from work.notice n where n.id = new.notice and n.state = '2' and d.rule = 20 and d.subject = new.notice and d.office = new.office and d.record = new.id;
  end if;
  return null;
end $$;
create or replace trigger x_answers after insert or update on work.notice_reply for each row execute function work.notice_reply_answers();

create or replace function work.may_answer(notice bigint) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
as $$ select (sec.has_job('clerk') or sec.has_job('head')) and exists (select from work.duty d where d.rule = 20 and d.subject = may_answer.notice and d.office = sec.own_office() and d.closed_on is null) $$;
comment on function work.may_answer(bigint) is '本机构还要不要答复这份通知';

-- Two offices become one (ref.region_merge): what each has of one notice the new one has once; of two answers that of the office that stays.
create or replace function work.merge_notices(old_code bigint, new_code bigint) returns void
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  delete from work.shown_to s using work.shown_to k
   where s.office = old_code and k.office = new_code and s.child is null and k.child is null and (k.relation, k.row_id, k.below) = (s.relation, s.row_id, s.below) and k.tier is not distinct from s.tier;
  delete from work.notice_read r using work.notice_read k where r.office = old_code and k.office = new_code and (k.notice, k.staff) = (r.notice, r.staff);
  update work.notice_to t set voided_at = clock_timestamp(), voided_by = session_user, void_why = '区划合并'
   where t.to_office = old_code and t.voided_at is null and exists (select from work.notice_to k where k.notice = t.notice and k.to_office = new_code and k.voided_at is null);
  update work.notice_reply a set voided_at = clock_timestamp(), voided_by = session_user, void_why = '区划合并'
   where a.office = old_code and a.voided_at is null and exists (select from work.notice_reply k where k.notice = a.notice and k.office = new_code and k.voided_at is null)
$$;

-- Who has come under another sender owes the former one nothing: he does not see the notice any more.
create or replace function work.notices_out_of_reach() returns void
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  update work.duty d set outcome = 'v', closed_on = ref.today()
    from work.notice n join org.office s on s.id = n.office
   where d.rule = 20 and d.subject = n.id and d.closed_on is null and not (d.office > s.id and d.office < s.hi)
$$;

-- Not yet read by the caller: of the last days [setting], what is still in force.
create or replace function work.notices_unread(since date) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  me constant bigint := sec.own_staff();
  here constant bigint := sec.own_office();
  unread bigint;
begin
  select count(distinct n.id) into unread from work.shown_to s join work.notice n on n.id = s.row_id
   where s.relation = 'work.notice' and s.since >= notices_unread.since and n.state = '2' and n.office <> here
     and not exists (select from work.notice_read r where r.notice = n.id and r.staff = me and r.office = here);
  return unread;
end $$;

grant execute on function work.may_publish(bigint), work.may_answer(bigint), sec.reads() to lb_staff;
grant execute on function app.find_notice(text, int), app.find_notice_owed(text, int), app.find_notice_sent(text, int),
  work.notice_told(work.notice), work.notice_figures(bigint, bigint, bigint, bigint, bigint), work.notices_unread(date), api.publish_notice(bigint, int), api.withdraw_notice(bigint, int, text), api.notice_units(bigint), api.notice_people(bigint, int) to lb_reader;
