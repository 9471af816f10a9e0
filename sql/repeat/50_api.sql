-- SPDX-License-Identifier: Apache-2.0
-- Functions with the owner's rights that staff may call. Each checks scope itself.

-- Who sits there: the row sign-on answers with. Refused with a sentence when the account is not (or no longer) good.
drop function if exists api.sign_on(text, text);
drop function if exists api.came_back(bigint);
drop function if exists sec.seat(bigint);
create function sec.seat(session bigint)
returns table (login name, staff bigint, staff_name text, office bigint, office_name text, tier int, jobs text[], today date, language text,
               charset text, ambiguous int, schema_version int, session_id bigint, demo boolean, refused_zh text, refused_en text, left_pages text, left_at text, profile text, wants_tour boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if session is null then
    seat.login := session_user;
    seat.language := sec.language();
    refused_zh := format('账号 %s 没有登记、已停用或已到期，请找本单位的安全管理员', session_user);
    refused_en := format('account %s is not registered, disabled or expired; ask your security administrator', session_user);
    return next;
    return;
  end if;
  return query
    select a.login, s.id, s.name::text, o.id, o.name, o.tier::int, array(select j.job from org.staff_job j where j.staff = s.id order by 1), ref.today(),
           a.language, a.charset, a.ambiguous::int, (select max(v.version) from app.schema_version v where v.version < 900), session, (select r.demo from ref.site r), null, null,
           coalesce(p.pages, ''), coalesce(to_char(p.at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'), ''), coalesce(a.profile, ''), a.wants_tour
      from sec.account a join org.staff s on s.id = a.staff join org.office o on o.id = s.office
      left join work.place p on p.login = a.login and p.office = s.office and p.at > clock_timestamp() - interval '7 days'
     where a.login = session_user;
end $$;

-- Signing on: who this is, where, what the day is; one round trip.
create function api.sign_on(client_version text, terminal text)
returns table (login name, staff bigint, staff_name text, office bigint, office_name text, tier int, jobs text[], today date, language text,
               charset text, ambiguous int, schema_version int, session bigint, demo boolean, refused_zh text, refused_en text, left_pages text, left_at text, profile text, wants_tour boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  version constant text := substring(client_version, '^[0-9A-Za-z.+~-]{1,40}$');         -- what stays in the log is no place for a letter
  seat constant text := left(regexp_replace(terminal, '[^ -~]', '?', 'g'), 60);
begin
  if sec.own_staff() is null then
    perform sec.note('R', 'sec.account', null, null, 'sign-on refused');        -- answered, not raised: the note must stay
  else
    insert into sec.session (login, place, program) values (session_user, concat_ws(' ', sec.place(), seat), coalesce(version, '?')) returning id into session;
    perform sec.note('S', 'sec.session', sign_on.session, sec.own_office(), coalesce(version, '?'));
  end if;
  return query select * from sec.seat(sign_on.session);
end $$;
comment on function api.sign_on(text, text) is '登录：我是谁、在哪个机构、今天几号';

-- The terminal had let its line go and comes back: the same sitting on record, in another process. Who may not sign on is refused as there.
create function api.came_back(session bigint)
returns table (login name, staff bigint, staff_name text, office bigint, office_name text, tier int, jobs text[], today date, language text,
               charset text, ambiguous int, schema_version int, session_id bigint, demo boolean, refused_zh text, refused_en text, left_pages text, left_at text, profile text, wants_tour boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  set local synchronous_commit = off;
  if sec.own_staff() is null then
    perform sec.note('R', 'sec.account', null, null, 'coming back refused');
    return query select * from sec.seat(null);
    return;
  end if;
  update sec.session s set pid = pg_backend_pid(), back = s.back + 1, back_at = clock_timestamp()
    where s.id = came_back.session and s.login = session_user and s.ended_at is null;
  return query select * from sec.seat(came_back.session);
end $$;
comment on function api.came_back(bigint) is '久不按键放开了连接，再接上';

create or replace function api.sign_off(session bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update sec.session s set ended_at = clock_timestamp() where s.id = session and s.login = session_user and s.ended_at is null;
  if found then perform sec.note('E', 'sec.session', session, sec.own_office(), null); end if;
end $$;

-- A refusal goes into the log with who and what; app.save calls it when it has answered denied or gone. Nothing else can be noted with it,
-- and no more in an hour than anybody meets: what comes after that many is left to the counter's line in the server's log.
create or replace function api.refused(relation text, key bigint, why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if sec.own_staff() is null or coalesce(why, '') not in ('denied', 'gone') or not exists (select from sec.protected p where p.relation::text = refused.relation) then
    perform sec.refuse('no_refusal', '这不是一次被拒绝的保存', 'this is no save that was refused');
  elsif sec.try('refused', 300) then
    perform sec.note('R', relation, key, sec.own_office(), why);
  end if;
end $$;

create or replace function api.set_language(language text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ update sec.account a set language = set_language.language where a.login = session_user $$;
create or replace function api.set_profile(profile text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.account_must_hold();
  update sec.account a set profile = set_profile.profile where a.login = session_user;
end $$;
comment on function api.set_profile(text) is '换自己的画面：colour mono lean';

comment on function api.set_language(text) is '换自己界面的语言：zh 或 en';

-- Only whose terminal answers wrongly needs it; auto and 0 let it be asked again.
create or replace function api.set_terminal(charset text, ambiguous int default 0) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ update sec.account a set charset = set_terminal.charset, ambiguous = set_terminal.ambiguous where a.login = session_user $$;
comment on function api.set_terminal(text, int) is '定自己终端的编码（auto、UTF-8、GB18030、GBK）和宽度不定的符号占几格（0、1、2）';

grant execute on function api.sign_on(text, text), api.came_back(bigint), api.sign_off(bigint), api.refused(text, bigint, text), api.set_language(text), api.set_profile(text), api.set_terminal(text, int) to lb_staff;
