-- SPDX-License-Identifier: Apache-2.0
-- What an office arranges among itself: drafts of who has left, accounts, who serves a village without a station. The lists of menu 9 are
-- views over functions that know whom they answer; what is changed goes through functions too, each with a reason that is on record.
drop function if exists api.draft_hand_on(bigint, name);
drop view if exists work.office_draft, org.account;
drop function if exists api.office_drafts(), api.accounts();

------------------------------------------------------------------------------ drafts
-- Somebody leaves or falls ill: the head of the office sees whose drafts lie there, not what is in them, and hands one on.
create or replace function api.office_drafts() returns table (id bigint, staff bigint, form text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select d.id, a.staff, d.form, d.at from work.draft d join sec.account a on a.login = d.login
   where d.office = sec.own_office() and sec.has_job('head')
$$;

create view work.office_draft with (security_invoker = true) as
select d.id, d.staff, coalesce((select case when sec.language() = 'en' then f.title_en else f.title_zh end from app.form f where f.register = d.form), d.form) as register,
       d.at, null::bigint as to_staff
  from api.office_drafts() d;
comment on view work.office_draft is '本机构各人的草稿：谁的、哪个登记簿、什么时候，不看内容';

-- Is it of an accusation that this member of staff is not named for: one being registered is its writer's alone (Petition Regulation 30).
create or replace function sec.draft_withheld(d work.draft, staff bigint) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  rel constant text := (select f.relation from app.form f where f.register = d.form);
  its_case constant bigint := case when d.record is not null then sec.case_of(rel, d.record)
                                   when rel = 'work.step_form' and d.fields #>> '{v,matter,0}' ~ '^[0-9]{1,18}$' then (d.fields #>> '{v,matter,0}')::bigint end;
begin
  return d.record is null and rel = 'service.petition' and d.fields #>> '{v,purpose,0}' = '2'
      or exists (select from work.matter m where m.id = its_case and m.restricted) and not exists (select from work.entrusted e where e.matter = its_case and e.staff = draft_withheld.staff);
end $$;

create or replace function api.draft_hand_on(id bigint, version int, to_staff bigint, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  taker sec.account := (select a from sec.account a join org.staff s on s.id = a.staff
                         where a.staff = to_staff and a.active and (a.expires_on is null or a.expires_on >= ref.today()) and s.office = sec.own_office() order by a.id limit 1);
  name text := (select s.name from org.staff s where s.id = to_staff);
  held work.draft := (select d from work.draft d where d.id = draft_hand_on.id);
  reg app.form := (select f from app.form f where f.register = held.form);
begin
  if not sec.has_job('head') or not coalesce(held.office = sec.own_office(), false) then
    perform sec.refuse('draft_not_yours', '没有这份草稿，或不归您交办', 'no such draft for you to hand on', '草稿由本机构负责人交办');
  elsif taker.login is null then
    perform sec.refuse('draft_to_nobody', format('%s在本机构没有在用的账号', name), format('%s has no account in use in this office', name), '请另选一个人');
  elsif held.login = taker.login then
    perform sec.refuse('draft_is_his', format('这份草稿本来就是%s的', name), format('this draft is %s''s already', name), '请另选一个人');
  elsif sec.draft_withheld(held, to_staff) then
    perform sec.refuse_by('draft_restricted');
  elsif not coalesce(has_any_column_privilege(taker.login, reg.relation::regclass, case when held.record is null then 'insert' else 'update' end), false) then
    perform sec.refuse('draft_not_his_job', format('%s的岗位不办“%s”', name, coalesce(reg.title_zh, held.form)), format('the job of %s has nothing to do with %s', name, coalesce(reg.title_en, held.form)), '请另选一个人');
  end if;
  perform sec.note('U', 'work.draft', id, sec.own_office(), sec.reason_given(why), jsonb_build_object('login', taker.login));
  update work.draft x set login = taker.login, from_staff = (select a.staff from sec.account a where a.login = held.login) where x.id = draft_hand_on.id;
  return case when sec.language() = 'en' then 'handed on to ' || name else '已交给' || name || '，在首页的草稿里接着写' end;
end $$;
comment on function api.draft_hand_on(bigint, int, bigint, text) is '把草稿交给本机构另一个人接着写';

------------------------------------------------------------------------------ accounts (decision 29: a row is the wanted state)
create or replace function sec.keeps_accounts(office bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select sec.has_job('secadmin') and sec.sees(office) $$;

-- Without keys. Who is on now is asked of the server: a session that was cut off never said goodbye.
create or replace function api.accounts()
returns table (id bigint, version int, login text, staff bigint, office bigint, state text, active boolean, expires_on date, last_on timestamptz, last_off timestamptz,
               online int, has_key boolean, synced_at timestamptz, key_print text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  english boolean := sec.language() = 'en';
begin
  return query
    select a.id, a.version, a.login::text, s.id, s.office,
           case when not a.active then case when english then 'disabled' else '停用' end
                when a.expires_on < ref.today() then case when english then 'expired' else '到期' end
                when a.synced_at is null then case when english then 'being made' else '待开通' end
                else case when english then 'in use' else '在用' end end,
           a.active, a.expires_on, l.began_at, l.ended_at,
           coalesce(o.n, 0),
           a.ssh_key is not null, a.synced_at, sec.ssh_key_print(a.ssh_key)
      from sec.account a join org.staff s on s.id = a.staff
      left join lateral (select x.began_at, x.ended_at from sec.session x where x.login = a.login order by x.began_at desc limit 1) l on true
      left join (select p.usename, count(*)::int as n from pg_stat_activity p where p.datname = current_database() group by 1) o on o.usename = a.login
     where sec.in_ranges(s.office, null, sec.ranges()) and (select sec.scope_ok(sec.ranges()) and sec.has_job('secadmin'));
end $$;

create view org.account with (security_invoker = true) as
select a.id, a.version, a.office, a.login, a.staff,
       (select string_agg(case when sec.language() = 'en' then j.en else j.zh end, ' ' order by j.job) from org.staff_job k join org.job j on j.job = k.job where k.staff = a.staff) as jobs,
       a.state, a.active, a.expires_on, a.last_on, a.last_off, a.online, a.has_key, a.synced_at,
       null::text as ssh_key, a.key_print, null::text as why
  from api.accounts() a;
comment on view org.account is '辖区里的账号：由安全管理员管';

-- The account to be changed, as it was seen; one's own is for a colleague.
create or replace function sec.account_to_change(id bigint, version int) returns sec.account
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  a sec.account := (select a from sec.account a where a.id = account_to_change.id for update);
begin
  if a.id is null or not sec.keeps_accounts((select s.office from org.staff s where s.id = a.staff)) then
    perform sec.refuse('account_not_yours', '没有这个账号，或不归您管', 'no such account for you to keep', '账号由本辖区的安全管理员管');
  elsif a.login = session_user then
    perform sec.refuse('account_own', '自己的账号不能自己改', 'nobody changes his own account', '请上级的安全管理员改');
  elsif a.version <> account_to_change.version then
    perform sec.refuse('account_moved_on', '这个账号刚被别人改过，请看新的内容再办', 'this account was changed by somebody else meanwhile', '按 Esc 返回，再打开');
  end if;
  return a;
end $$;

create or replace function sec.account_change(a sec.account, active boolean, until date, why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  reason text := sec.reason_given(why);
begin
  update sec.account x set active = account_change.active, expires_on = account_change.until where x.login = a.login;
  perform sec.note('U', 'sec.account', a.id, (select s.office from org.staff s where s.id = a.staff), reason);
end $$;

create or replace function api.account_disable(id bigint, version int, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  a sec.account := sec.account_to_change(id, version);
begin
  perform sec.account_change(a, false, a.expires_on, why);
  return case when sec.language() = 'en' then 'disabled: it sees nothing from now on, its sessions end within a minute' else '已停用：现在起什么也看不到，一分钟内断开' end;
end $$;
comment on function api.account_disable(bigint, int, text) is '停用账号';

create or replace function api.account_enable(id bigint, version int, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  a sec.account := sec.account_to_change(id, version);
begin
  if a.expires_on < ref.today() then
    perform sec.refuse('account_expired', '这个账号已经到期，请先改到期日', 'this account has expired: set the date first');
  end if;
  perform sec.account_change(a, true, a.expires_on, why);
  return case when sec.language() = 'en' then 'enabled: it can be used within a minute' else '已启用，一分钟内可以登录' end;
end $$;
comment on function api.account_enable(bigint, int, text) is '启用停用的账号';

create or replace function api.account_until(id bigint, version int, until date, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  a sec.account := sec.account_to_change(id, version);
begin
  if until < ref.today() then
    perform sec.refuse('until_passed', '到期日不能早于今天；要马上停，用“停用”', 'the date lies in the past; to stop it now, disable it', field => 'expires_on');
  end if;
  perform sec.account_change(a, a.active, until, why);
  return case when sec.language() = 'en' then coalesce('good until ' || until, 'good without an end') else coalesce('到期日改为 ' || until, '不再有到期日') end;
end $$;
comment on function api.account_until(bigint, int, date, text) is '改账号的到期日';

-- One person, one account: a second one would let two people sign with one name. Disabled and expired ones do not count.
create or replace function sec.account_once() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  other name := (select a.login from sec.account a where a.staff = new.staff and a.login <> new.login and a.active and coalesce(a.expires_on >= ref.today(), true) limit 1);
begin
  if new.active and coalesce(new.expires_on >= ref.today(), true) and other is not null then
    perform sec.refuse('account_once', format('这个人已经有账号 %s', other), format('this person has the account %s', other), '', 'staff', 'org.account');
  end if;
  return new;
end $$;
create or replace trigger e_once before insert or update of staff, active, expires_on on sec.account for each row execute function sec.account_once();

-- Who runs the system, who gives accounts and who reads the log are three people, and none of them keeps files (registers.md 5).
create or replace function sec.jobs_exclude() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  alone constant text[] := '{sysadmin,secadmin,auditor}';
  other org.job := (select j from org.staff_job k join org.job j on j.job = k.job
                     where k.staff = new.staff and k.job <> new.job and (k.job = any (alone) or new.job = any (alone)) limit 1);
begin
  if other.job is not null then
    perform sec.refuse('jobs_exclude', format('系统管理员、安全管理员、审计员不能兼别的岗位，这个人已是%s', other.zh),
      format('system administrator, security administrator and auditor hold no other job; this person is %s', other.en), '请另选一个人担任', 'job', 'org.staff_job', hint_en => 'choose somebody else for it');
  end if;
  return new;
end $$;
create or replace trigger e_alone before insert or update of staff, job on org.staff_job for each row execute function sec.jobs_exclude();

-- Another key, or none, which shuts the account out of SSH until there is one. What opens is told by the new one's print.
create or replace function api.account_key(id bigint, version int, ssh_key text, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  a sec.account := sec.account_to_change(id, version);
  reason text := sec.reason_given(why);
begin
  update sec.account x set ssh_key = account_key.ssh_key where x.login = a.login returning x.ssh_key into ssh_key;
  perform sec.note('U', 'sec.account', a.id, (select s.office from org.staff s where s.id = a.staff), reason);
  return case when sec.language() = 'en' then coalesce('new key, good within a minute: ' || sec.ssh_key_print(ssh_key), 'the key is taken away')
              else coalesce('换好了，一分钟内生效：' || sec.ssh_key_print(ssh_key), '公钥去掉了') end;
end $$;
comment on function api.account_key(bigint, int, text, text) is '换账号的 SSH 公钥';

-- A new account for somebody of one's offices: request and answer as app.save.
create or replace function api.account_open(request jsonb)
returns table (answer text, field text, was text, theirs text, mine text, id bigint, version int, who text, at text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  n jsonb := request -> 'new';
  there org.staff := (select s from org.staff s where s.id = (n ->> 'staff')::bigint);
begin
  if there.id is null or not sec.keeps_accounts(there.office) then
    perform sec.refuse('account_not_yours', '这个人不在您管的机构里，或您不是安全管理员', 'this person is in no office whose accounts you keep', '账号由本辖区的安全管理员管', 'staff', 'org.account');
  elsif there.ended_on < ref.today() then
    perform sec.refuse('staff_has_left', '这个人已经离岗', 'this person has left', '', 'staff', 'org.account');
  elsif (n ->> 'expires_on')::date < ref.today() then
    perform sec.refuse('until_passed', '到期日不能早于今天', 'the date lies in the past', '', 'expires_on', 'org.account');
  elsif coalesce(n ->> 'login', '') !~ '^[a-z][a-z0-9_]{1,30}$' or n ->> 'login' ~ '^(lb|pg)_' then
    perform sec.refuse('account_name', '账号用小写字母开头，只有小写字母、数字、下划线，2 到 31 个', 'a name of 2 to 31 small letters, digits and _, a letter first', '不要用机构的名称或代码', 'login', 'org.account');
  elsif exists (select from sec.account a where a.login = n ->> 'login') or to_regrole(n ->> 'login') is not null then
    perform sec.refuse('account_taken', format('账号 %s 已经有了', n ->> 'login'), format('there is an account %s', n ->> 'login'), '请换一个', 'login', 'org.account', hint_en => 'choose another');
  end if;
  insert into sec.account (login, staff, expires_on, ssh_key, wants_tour) values (n ->> 'login', there.id, (n ->> 'expires_on')::date, n ->> 'ssh_key', true) returning sec.account.id into id;
  perform sec.note('I', 'sec.account', id, there.office, sec.reason_given(n ->> 'why', 'why', 'org.account'));
  if request ? 'draft' then
    perform app.draft_drop((request ->> 'draft')::bigint);
  end if;
  answer := 'saved'; version := 1;
  return next;
end $$;
comment on function api.account_open(jsonb) is '开账号：laobingctl account sync 运行后可以登录';

------------------------------------------------------------------------------ offices
-- A village without a station is served by another station (4.1.2): said by the system administrator of the county or above.
create or replace function api.office_served_by(id bigint, version int, served_by bigint, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  o org.office := (select o from org.office o where o.id = office_served_by.id for update);
  server org.office := (select x from org.office x where x.id = office_served_by.served_by);
begin
  if not sec.has_job('sysadmin') or (select x.tier > 2 from org.office x where x.id = sec.own_office()) or not sec.sees(o.id) or not sec.sees(server.id) then
    perform sec.refuse('office_not_yours', '由谁代办，由县级以上系统管理员在辖区里定', 'the system administrator of the county says within it who serves whom');
  elsif o.tier <> 4 or o.established then
    perform sec.refuse('office_serves_itself', '已建站的自己服务，不用代办', 'an established station serves itself');
  elsif server.tier not in (3, 4) or not server.established then
    perform sec.refuse('office_cannot_serve', '代办的应是已建的乡镇站或村站', 'an established station of a township or village must serve', '', 'served_by', 'org.office');
  elsif o.version <> office_served_by.version then
    perform sec.refuse('office_moved_on', '这个机构刚被别人改过，请看新的内容再办', 'this office was changed by somebody else meanwhile');
  end if;
  perform sec.note('U', 'org.office', o.id, o.id, sec.reason_given(why));
  update org.office x set served_by = office_served_by.served_by where x.id = o.id;
  return case when sec.language() = 'en' then 'served by ' || server.name else '改由' || server.name || '代办' end;
end $$;
comment on function api.office_served_by(bigint, int, bigint, text) is '定没有建站的村由哪个站代办';

------------------------------------------------------------------------------ what can be chosen (app.column.finder)
-- Has this person of one's area an account in use?
create or replace function sec.has_account(staff bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (select from sec.account a join org.staff s on s.id = a.staff
                  where a.staff = has_account.staff and a.active and coalesce(a.expires_on >= ref.today(), true) and sec.sees(s.office))
$$;

drop function if exists app.find_taker(text), app.find_without_account(text), app.find_server(text);      -- before `most`
-- Whom a draft can be handed on to: the colleagues who can sign on.
create or replace function app.find_taker(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$
  select s.id from app.find_staff(q, 1000000) with ordinality f(id, n) join org.staff s on s.id = f.id
   where s.office = sec.own_office() and sec.has_account(s.id) order by f.n limit most
$$;
comment on function app.find_taker(text, int) is '找本机构有账号的人';

-- For whom an account can be opened: those of one's area who have none; while nothing is typed, of one's own office.
create or replace function app.find_without_account(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$
  select s.id from app.find_staff(q, 1000000) with ordinality f(id, n) join org.staff s on s.id = f.id
   where s.id <> sec.own_staff() and sec.sees(s.office) and not sec.has_account(s.id) order by f.n limit most
$$;
comment on function app.find_without_account(text, int) is '找辖区里还没有账号的人';

grant execute on function app.find_taker(text, int), app.find_without_account(text, int) to lb_staff;
grant execute on function sec.has_account(bigint) to lb_head, lb_secadmin;
grant select on work.office_draft to lb_head;
grant execute on function api.office_drafts(), api.draft_hand_on(bigint, int, bigint, text) to lb_head;
grant select, insert (login, staff, expires_on, ssh_key, why) on org.account to lb_secadmin;
grant execute on function api.accounts(), api.account_open(jsonb), api.account_disable(bigint, int, text), api.account_enable(bigint, int, text),
  api.account_until(bigint, int, date, text), api.account_key(bigint, int, text, text) to lb_secadmin;
grant execute on function api.office_served_by(bigint, int, bigint, text) to lb_sysadmin;
