-- SPDX-License-Identifier: Apache-2.0
-- Who may see and write what. Everything hangs on session_user: inside a definer function current_user is the owner.

-- The session's ranges of offices, {lo, hi, lo of a second one, hi of it}, null where there is none. IMMUTABLE is a deliberate untruth: the
-- planner folds them to literals (right estimates, index ranges, an empty second range vanishes), and sec.scope_ok() checks the folded
-- literals at every execution, so a stale plan shows nothing (database.md, pattern I). One array, not four functions: a function
-- folded by the planner costs some 10 us, and a policy names the bounds a dozen times.
create or replace function sec.ranges() returns bigint[]
language plpgsql immutable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
declare x bigint[];
begin
  select array[s.lo, s.hi, s.lo2, s.hi2] into x from sec.scope s where s.login = session_user;
  return x;
end $$;

create or replace function sec.scope_ok(ranges bigint[]) returns boolean
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare ok boolean;
begin
  select array[s.lo, s.hi, s.lo2, s.hi2] = ranges into ok
    from sec.account a join sec.scope s on s.login = session_user
   where a.login = session_user and a.active and (a.expires_on is null or a.expires_on >= ref.today());
  return ok is true;
end $$;

-- The counties (and cities, and the province, by their own code) the ranges of the session lie in. Folded like them.
drop function if exists sec.county();
create or replace function sec.counties() returns bigint[]
language plpgsql immutable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
declare r constant bigint[] := sec.ranges();
begin
  return array(select distinct x.county
                 from (values (r[1], r[2]), (r[3], r[4])) v(lo, hi)
                cross join lateral (select v.lo / 1000000 union all select o.id / 1000000 from org.office o where o.tier <= 2 and o.id >= v.lo and o.id < v.hi) x(county)
                where v.lo is not null);
end $$;

-- Inlined by the planner (so it has no search_path of its own; its names are bound): what is left are comparisons with literals.
create or replace function sec.in_ranges(office bigint, with_office bigint, r bigint[]) returns boolean
language sql immutable parallel safe
return office >= r[1] and office < r[2] or office >= r[3] and office < r[4]
    or with_office >= r[1] and with_office < r[2] or with_office >= r[3] and with_office < r[4];

-- These are asked by nearly every statement: plpgsql plans them once a session (an SQL function is planned anew in each statement; so are
-- these, within a function that forces custom plans, where they take an argument and do not say otherwise), and `select into` starts faster
-- than a subquery in an expression.
create or replace function sec.own_staff() returns bigint
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
declare x bigint;
begin
  select a.staff into x from sec.account a where a.login = session_user and a.active and (a.expires_on is null or a.expires_on >= ref.today());
  return x;
end $$;

create or replace function sec.own_office() returns bigint
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$ declare x bigint := sec.own_staff(); begin select s.office into x from org.staff s where s.id = x; return x; end $$;

-- Own office, and the offices it serves (4.1.2: a village without a station is written by the one that serves it; decision 3).
create or replace function sec.writes(office bigint) returns boolean
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare own constant bigint := sec.own_office();
begin
  return own is not null and exists (select from org.office o where o.id = writes.office and own in (o.id, o.served_by));
end $$;

create or replace function sec.sees(office bigint) returns boolean
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
  return exists (select from sec.scope s where s.login = session_user
                    and (sees.office >= s.lo and sees.office < s.hi or sees.office >= s.lo2 and sees.office < s.hi2)) and sec.own_staff() is not null;
end $$;

create or replace function sec.has_job(job text) returns boolean
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare r constant oid := to_regrole('lb_' || job);
begin
  return r is not null and pg_has_role(session_user, r, 'member');
end $$;

-- The account's, unless the session speaks another (a terminal at the machine itself).
create or replace function sec.language() returns text
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return case current_setting('laobing.language', true) when 'en' then 'en' when 'zh' then 'zh' else coalesce((select a.language from sec.account a where a.login = session_user), 'zh') end;
end $$;

-- An account that was disabled, or whose last day has passed, while its session was open: from then on it sees nothing, and hears why.
create or replace function sec.account_must_hold() returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if sec.own_staff() is null and exists (select from sec.account a where a.login = session_user) then
    perform sec.refuse_by('account_ended');
  end if;
end $$;

-- Who did it, as people say it. What no account of this system did, its keeper did from outside: the log has his login.
create or replace function sec.who(login name) returns text
language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$ select coalesce((select s.name || '（' || o.name || '）' from sec.account a join org.staff s on s.id = a.staff
                         join org.office o on o.id = s.office where a.login = who.login),
                   case when sec.language() = 'en' then 'the system' else '系统' end) $$;

create or replace function sec.place() returns text
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return coalesce(host(inet_client_addr()), 'local') || ' ' || current_setting('application_name'); end $$;

-- A note in the log that is no change of a row: sign-on, end, refusal, private look.
create or replace function sec.note(kind "char", relation text, key bigint, office bigint, note text, new jsonb default null) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ insert into audit.log (place, kind, relation, key, office, note, new)
      values (sec.place(), note.kind, coalesce(note.relation, ''), note.key, note.office, note.note, note.new) $$;

-- What a refusal rests on: 依据：标准 6.1.2 及时采集上报，逐人建档立卡. Nothing where it is a matter of the trade only.
create or replace function sec.basis(rule text, english boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case when english then 'basis: ' || coalesce('standard ' || c.clause || ' ' || c.en, nullif(r.law_en, ''))
              else '依据：' || coalesce('标准 ' || c.clause || ' ' || c.zh, nullif(r.law_zh, '')) end
    from app.refusal r left join std.clause c on c.clause = r.clause where r.name = rule
$$;

-- A refusal in the clerk's words: Chinese message, English detail, constraint = the rule's name. The hint is in the language of the
-- session: first line what now and who can, of the call or else of app.refusal; second line, where there is one, what the rule rests on.
drop function if exists sec.refuse(text, text, text, text, text, text);
create or replace function sec.refuse(rule text, zh text, en text, hint text default '', field text default '', relation text default '', hint_en text default '')
returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  r app.refusal := (select x from app.refusal x where x.name = rule);
  english constant boolean := sec.language() = 'en';
begin
  hint := nullif(case when english then coalesce(nullif(hint_en, ''), r.hint_en) else coalesce(nullif(hint, ''), r.hint_zh) end, '');
  raise exception using errcode = 'LB001', message = zh, detail = en, hint = concat_ws(E'\n', hint, sec.basis(rule, english)), constraint = rule, column = field,
    table = split_part(relation, '.', 2), schema = split_part(relation, '.', 1);
end $$;

-- The same with the sentence of app.refusal; `field` when the rule does not say which.
create or replace function sec.refuse_by(rule text, relation text default '', field text default '') returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  r app.refusal := (select x from app.refusal x where x.name = rule);
begin
  perform sec.refuse(rule, coalesce(nullif(r.zh, ''), rule), coalesce(nullif(r.en, ''), rule), field => coalesce(r.field, refuse_by.field, ''), relation => relation);
end $$;

-- What was typed as a reason, without blanks around it, 200 characters of it; null when nobody who checks could use it: under four characters, or digits and
-- marks only, or one letter again and again. (Ranges, not classes: they hold in every locale.)
create or replace function sec.reason(typed text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  t text := btrim(coalesce(typed, ''), E' \t\u00a0\u3000');
  letters text := lower(regexp_replace(t, '[\u0001-@[-`{-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff20\uff3b-\uff40\uff5b-\uff65]', '', 'g'));
begin
  return case when char_length(t) >= 4 and replace(letters, left(letters, 1), '') <> '' then left(t, 200) end;
end $$;

-- The same for who must give one.
create or replace function sec.reason_given(typed text, field text default '', relation text default '') returns text
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if sec.reason(typed) is null then
    perform sec.refuse_by('reason_needed', relation, field);
  end if;
  return sec.reason(typed);
end $$;

------------------------------------------------------------------------------ scopes
create or replace function sec.refresh_scope(login name) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  a sec.account := (select a from sec.account a where a.login = refresh_scope.login);
begin
  delete from sec.scope s where s.login = refresh_scope.login;
  if a.active is true then
    -- Second: a secondment, else the first office served that does not lie below one's own; never a range inside the first.
    insert into sec.scope (login, lo, hi, lo2, hi2)
      select a.login, own.id, own.hi, o.id, o.hi
        from org.staff s join org.office own on own.id = s.office
        left join org.office o on not (o.id >= own.id and o.hi <= own.hi) and o.id = coalesce(a.second_office,
          (select min(x.id) from org.office x where x.served_by = own.id and not (x.id >= own.id and x.id < own.hi)))
       where s.id = a.staff;
  end if;
end $$;

create or replace function sec.account_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$ begin perform sec.refresh_scope(new.login); return null; end $$;

create or replace function sec.staff_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$ begin perform sec.refresh_scope(a.login) from sec.account a where a.staff = new.id; return null; end $$;

create or replace function sec.served_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.refresh_scope(a.login) from sec.account a join org.staff s on s.id = a.staff
    where s.office in (new.served_by, case when tg_op = 'UPDATE' then old.served_by end);
  return null;
end $$;
create or replace trigger refresh_scope after update of served_by on org.office for each row execute function sec.served_changed();

create or replace trigger refresh_scope after insert or update on sec.account for each row execute function sec.account_changed();
create or replace trigger refresh_scope after update of office on org.staff for each row execute function sec.staff_moved();

------------------------------------------------------------------------------ triggers of protected tables
create or replace function sec.stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    new.created_at := clock_timestamp(); new.created_by := session_user;
  else
    new.version := old.version + 1;
    new.created_at := old.created_at; new.created_by := old.created_by;
  end if;
  new.changed_at := clock_timestamp(); new.changed_by := session_user;
  return new;
end $$;

-- Foreign keys pierce row security: whoever writes a reference must see the row it names (decision 6). A trigger's function of its own for each relation, so that its
-- lookups are planned once a session. Runs with the rights of the writer; inside a definer function it sees all, and that function has checked scope itself.
-- refs: column and relation in turn.
create or replace function sec.not_seen(relation text, field text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.refuse('visible_reference',
    '这里写的' || coalesce((select c.zh from app.column c where c.relation = not_seen.relation and c.column_name = field), field) || '不在您的辖区里，不能引用',
    format('%s.%s names a row outside your scope', split_part(relation, '.', 2), field),
    '请从列表中选；人在别处建档的，用“申请转入”', field, relation, hint_en => 'choose from the list; who is on file elsewhere comes by a transfer');
end $$;

create or replace function sec.say_refs(r regclass, refs text[]) returns regprocedure
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  f constant text := 'sec.refs_of_' || replace(r::text, '.', '_');
begin
  execute format('create or replace function %s() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as %L', f, E'begin\n' || (
    select string_agg(format(E'  if new.%1$I is not null and new.%1$I is distinct from old.%1$I then\n    if not exists (select from %2$s where id = new.%1$I) then perform sec.not_seen(%3$L, %1$L); end if;\n  end if;\n',
                             refs[k], refs[k + 1]::regclass, r), '' order by k) from generate_series(1, cardinality(refs), 2) k) || E'  return new;\nend');
  return (f || '()')::regprocedure;
end $$;

-- The second party is the office that holds the person's file, when that is another one (decision 2). Argument: the person column.
create or replace function sec.second_party() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  person jsonb := to_jsonb(new) -> tg_argv[0];
begin
  -- Where the second party does not follow a move, an edit after the move must not make it follow.
  if tg_op = 'UPDATE' and person = to_jsonb(old) -> tg_argv[0]
     and not coalesce((select k.follows from sec.protected k where k.relation = tg_relid), true) then
    new.with_office := old.with_office;
    return new;
  end if;
  new.with_office := (select nullif(p.office, new.office) from service.person p where p.id = (person #>> '{}')::bigint);
  return new;
end $$;

-- What may not be done at all: the trigger says when, its argument names the rule, app.refusal has the sentence.
create or replace function sec.broken() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.refuse_by(tg_argv[0], tg_table_schema || '.' || tg_table_name);
  return null;
end $$;

-- A row of private columns belongs to the office of the row it goes with, whatever the writer says: else whoever can see a person
-- could lay private columns beside it under his own office. The policy then asks whether the writer writes for that office.
create or replace function sec.say_private_office(r regclass, goes_with regclass) returns regprocedure
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  f constant text := 'sec.office_of_' || replace(r::text, '.', '_');
begin
  execute format('create or replace function %s() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as %L', f,
                 format(E'begin\n  select t.office into new.office from %s t where t.id = new.id;\n  return new;\nend', goes_with));
  return (f || '()')::regprocedure;
end $$;

-- Rows of one login say truly whose, of which office and when; the owner's functions may hand them on.
create or replace function sec.own_row() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if current_user <> (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) then
    new.login := session_user;
    new.office := sec.own_office();
    new.at := clock_timestamp();
    if tg_table_name = 'draft' then
      new.from_staff := case when tg_op = 'UPDATE' then old.from_staff end;
      new.begun_at := case when tg_op = 'UPDATE' and old.pid = pg_backend_pid() then old.begun_at else new.at end;
      new.pid := pg_backend_pid();
    end if;
  end if;
  return new;
end $$;

create or replace function sec.audit_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  o jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  n jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  was jsonb; now_ jsonb;
begin
  if tg_op = 'UPDATE' then                      -- only what changed
    select jsonb_object_agg(e.key, o -> e.key), jsonb_object_agg(e.key, e.value) into was, now_
      from jsonb_each(n) e
     where e.value is distinct from o -> e.key and e.key not in ('version', 'changed_at', 'changed_by');
    if now_ is null then return null; end if;
    if tg_nargs > 0 then                        -- the columns of a key that is no number: which row it was
      select was || jsonb_object_agg(k, o -> k), now_ || jsonb_object_agg(k, n -> k) into was, now_ from unnest(tg_argv[0]::text[]) k;
    end if;
  else
    was := o; now_ := n;
  end if;
  insert into audit.log (place, kind, relation, key, office, old, new, follows)
  values (sec.place(), left(tg_op, 1)::"char", tg_table_schema || '.' || tg_table_name,
          case when coalesce(n, o) ->> 'id' ~ '^[0-9]{1,18}$' then (coalesce(n, o) ->> 'id')::bigint end, (coalesce(n, o) ->> 'office')::bigint, was, now_,   -- a clause's is 6.7.7-1
          nullif(pg_trigger_depth() > 1, false));                               -- a trigger wrote it
  return null;
end $$;

-- The same for all rows of a statement together: the timer opens and closes duties by the hundred thousand, an import brings a thousand rows. For rows that have an id.
-- (No nested loop: a plan made for one row is kept for a hundred thousand.)
create or replace function sec.audit_rows() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off
as $$
declare
  here constant text := sec.place();
  rel constant text := tg_table_schema || '.' || tg_table_name;
  followed constant boolean := nullif(pg_trigger_depth() > 1, false);
begin
  case tg_op
  when 'INSERT' then
    insert into audit.log (place, kind, relation, key, office, new, follows) select here, 'I', rel, n.id, n.office, to_jsonb(n), followed from born n;
  when 'DELETE' then
    insert into audit.log (place, kind, relation, key, office, old, follows) select here, 'D', rel, o.id, o.office, to_jsonb(o), followed from gone o;
  else
    insert into audit.log (place, kind, relation, key, office, old, new, follows)
    select here, 'U', rel, x.id, x.office, c.was, c.became, followed
      from (select n.id, n.office, to_jsonb(o) as o, to_jsonb(n) as n from gone o join born n on n.id = o.id offset 0) x
     cross join lateral (select jsonb_object_agg(e.key, x.o -> e.key) as was, jsonb_object_agg(e.key, e.value) as became from jsonb_each(x.n) e
                          where e.value is distinct from x.o -> e.key and e.key not in ('version', 'changed_at', 'changed_by')) c
     where c.became is not null;
  end case;
  return null;
end $$;

-- Something changed in this county. The session keeps it in mind and says so in a statement of its own, app.tell(): a notification within
-- the writing transaction would hold the lock of all notifications until its commit has reached the disk, and clerks everywhere would
-- wait for each other (a quarter of the writes were left).
create or replace function sec.notify_row() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  known text := coalesce(current_setting('laobing.changed', true), '');
  county text;
begin
  foreach county in array array[new.office / 1000000, (to_jsonb(new) ->> 'with_office')::bigint / 1000000]::text[] loop
    continue when county is null or county = any (string_to_array(known, ' '));
    known := ltrim(known || ' ' || county);
    perform set_config('laobing.changed', known, false);        -- undone with the transaction
  end loop;
  return null;
end $$;

-- The same for all rows of a statement together. Argument: with_office or next_office, where they have one.
create or replace function sec.notify_rows() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  known constant text[] := string_to_array(coalesce(current_setting('laobing.changed', true), ''), ' ');
  more text[] := array(select distinct (n.office / 1000000)::text from born n);
begin
  if tg_argv[0] = 'with_office' then
    more := array(select unnest(more) union select (n.with_office / 1000000)::text from born n where n.with_office is not null);
  elsif tg_argv[0] = 'next_office' then
    more := array(select unnest(more) union select (n.next_office / 1000000)::text from born n where n.next_office is not null);
  end if;
  if not more <@ known then
    perform set_config('laobing.changed', array_to_string(array(select unnest(known) union select unnest(more)), ' '), false);
  end if;
  return null;
end $$;

-- Triggers that ask the rows of a statement together, one an event: NAME_born, NAME_moved, NAME_gone.
drop procedure if exists sec.by_statement(regclass, text, text, boolean);               -- before `moved`
create or replace procedure sec.by_statement(rel regclass, name text, does text, gone boolean default true, moved boolean default true)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('create or replace trigger %I after insert on %s referencing new table as born for each statement execute function %s', name || '_born', rel, does);
  if by_statement.moved then
    execute format('create or replace trigger %I after update on %s referencing old table as gone new table as born for each statement execute function %s', name || '_moved', rel, does);
  end if;
  if by_statement.gone then
    execute format('create or replace trigger %I after delete on %s referencing old table as gone for each statement execute function %s', name || '_gone', rel, does);
  end if;
end $$;

------------------------------------------------------------------------------ sec.protect
-- Columns sec.protect owns: never granted, never fields of a form.
create or replace function sec.owned() returns text[]
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$ select array['id', 'office', 'with_office', 'version', 'created_at', 'created_by', 'changed_at', 'changed_by', 'voided_at', 'voided_by', 'void_why'] $$;

-- The fact columns of a relation: what staff may write. `fixed` are set by rule only.
create or replace function sec.facts(relation regclass, fixed text[]) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
    from pg_attribute a
   where a.attrelid = relation and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     and not a.attname = any (sec.owned()) and not a.attname = any (fixed)
$$;

drop function if exists sec.seen_condition(boolean);                    -- before `shown`
create or replace function sec.seen_condition(has_party boolean, shown text) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select format('(sec.in_ranges(office, %s, sec.ranges())%s) and (select sec.scope_ok(sec.ranges()))', case when has_party then 'with_office' else 'null' end,
                coalesce(' or ' || shown, ''))
$$;

create or replace procedure sec.drop_policies(rel regclass)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare p name;
begin
  for p in select polname from pg_policy where polrelid = rel loop
    execute format('drop policy %I on %s', p, rel);
  end loop;
  execute format('revoke all on %s from public, lb_staff, lb_reader, lb_clerk, lb_head, lb_petition, lb_archivist, lb_counsellor, lb_supervisor, lb_reporter, lb_sysadmin, lb_secadmin, lb_auditor, lb_tick', rel);
  execute format('alter table %s enable row level security', rel);
end $$;

-- kind: register  rows of offices: read in scope, written by the office itself and the jobs named
--       private   side table of a register: inserted and updated, never selected but its key
--       ledger    rows of offices: read in scope, written by rules only
--       part      rows that belong to one of another table: seen as `also` says, written by rules only
--       directory read by everybody whose account is good, written by rules only
--       own       rows of one login, removed by a function only
--       named     which offices rows of others are shown to (22_named.sql): read by the offices named, written by rules only
--       closed    nobody
-- also: SQL over the row, rows seen beside those in scope; only_if: what must hold besides, whoever looks; change_if: who changes a row,
-- in place of its own office (add and change: sec.writes(office)); shown: the column that says by which row's names (work.shown_to) offices
-- below the owner see this one too: `id`, or the row's it goes with.
drop procedure if exists sec.protect(text, text, text[], text, text[], boolean), sec.protect(text, text, text[], text, text[], boolean, boolean);      -- before `audit`, `also`
create or replace procedure sec.protect(rel text, kind text, write text[] default '{}', party text default null,
                                        fixed text[] default '{}', follows boolean default true, audit boolean default true,
                                        also text default null, only_if text default null, change_if text default null, shown text default null)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  r regclass := rel::regclass;
  has_party boolean := exists (select from pg_attribute where attrelid = r and attname = 'with_office' and not attisdropped);
  writers text := (select string_agg(quote_ident('lb_' || w), ', ') from unnest(write) w);
  scope constant text := sec.seen_condition(has_party, sec.shown_condition(r, shown));
  seen constant text := case when kind = 'part' then also
                             else concat_ws(' and ', case when also is null then scope else format('(%s or %s)', scope, also) end, only_if) end;
  own constant text := 'login = session_user and (select sec.own_staff()) is not null';
  owner constant name := (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = r);
  together constant boolean := kind = 'ledger';      -- written by rules only, at times by the hundred thousand
  refs text[];
begin
  insert into sec.protected (relation, kind, write, party, follows, fixed, audit, also, only_if, change_if, shown)
    values (r, kind, write, party, follows, fixed, audit, also, only_if, change_if, shown)
    on conflict (relation) do update set kind = excluded.kind, write = excluded.write, party = excluded.party, follows = excluded.follows, fixed = excluded.fixed,
      audit = excluded.audit, also = excluded.also, only_if = excluded.only_if, change_if = excluded.change_if, shown = excluded.shown;
  call sec.drop_policies(r);

  case kind
  when 'register', 'ledger', 'part' then
    execute format('grant select on %s to lb_reader', r);
    execute format('create policy see on %s for select to lb_staff using (%s)', r, seen);
  when 'private' then
    execute format('grant select (id) on %s to lb_reader', r);
    execute format('create policy see on %s for select to lb_staff using (%s)', r, seen);
  when 'directory' then
    execute format('grant select on %s to lb_staff', r);
    execute format('create policy see on %s for select to lb_staff using ((select sec.own_staff()) is not null)', r);
  when 'own' then
    -- By column, and no delete: a right to the whole table is the right to LOCK it against everybody.
    execute format('grant select, insert (%s, office), update (%s) on %s to lb_staff', sec.facts(r, '{login}'), sec.facts(r, '{login}'), r);
    execute format('create policy own on %s to lb_staff using (%s) with check (%s)', r, own, own);
    execute format('create or replace trigger a_own before insert or update on %s for each row execute function sec.own_row()', r);
  when 'named' then
    execute format('grant select on %s to lb_reader', r);
    execute format('create policy see on %s for select to lb_staff using (key = any (sec.address_keys()) and (select sec.keys_ok(sec.address_keys())))', r);
  when 'closed' then null;
  end case;

  if writers is not null then
    execute format('grant insert (%s, office) on %s to %s', sec.facts(r, fixed) || case when kind = 'private' then ', id' else '' end, r, writers);
    execute format('grant update (%s) on %s to %s', sec.facts(r, fixed), r, writers);
    execute format('create policy add on %s for insert to lb_staff with check (sec.writes(office))', r);
    execute format('create policy change on %s for update to lb_staff using (%2$s) with check (%2$s)', r, coalesce(change_if, 'sec.writes(office)'));
  end if;

  if exists (select from pg_attribute where attrelid = r and attname = 'version') then
    execute format('create or replace trigger a_stamp before insert or update on %s for each row execute function sec.stamp()', r);
  end if;
  select array_agg(x.ref order by a.attname, x.n) into refs
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] cross join lateral (values (1, a.attname::text), (2, c.confrelid::regclass::text)) x(n, ref)
   where c.conrelid = r and c.contype = 'f' and cardinality(c.conkey) = 1
     and exists (select from pg_attribute x where x.attrelid = c.confrelid and x.attname = 'office')
     and c.confrelid::regclass::text !~ '^(code|org|ref)\.';
  if refs is not null and kind <> 'part' then
    -- The owner sees every row; that there is one, the foreign key asks.
    execute format('create or replace trigger b_refs before insert or update on %s for each row %s execute function %s', r,
                   case when together then format('when (current_user <> %L)', owner) else '' end, sec.say_refs(r, refs));
  end if;
  if kind = 'private' then
    execute format('create or replace trigger b_private_office before insert on %s for each row execute function %s',
                   r, sec.say_private_office(r, (select c.confrelid from pg_constraint c join pg_attribute a on a.attrelid = r and a.attname = 'id'
                                                  where c.conrelid = r and c.contype = 'f' and c.conkey = array[a.attnum])));
  end if;
  if party is not null then
    execute format('create or replace trigger c_party before insert or update on %s for each row execute function sec.second_party(%L)', r, party);
  end if;
  if kind in ('register', 'private') then
    -- `office` did it and never changes by hand; the move function alone, which runs as the owner, may change a person's.
    -- (Comparing current_user with session_user would let in whoever says SET ROLE.)
    execute format('create or replace trigger d_office before update on %s for each row when (new.office is distinct from old.office and current_user <> %L)'
                   ' execute function sec.broken(''office_stays'')', r, owner);
  end if;
  if kind = 'register' and r <> 'work.attachment'::regclass then              -- what hangs on a row goes where the row goes
    execute format('create or replace trigger x_follow after update on %s for each row when (%s) execute function sec.attachments_follow()', r,
                   case when has_party then '(new.office, new.with_office) is distinct from (old.office, old.with_office)' else 'new.office <> old.office' end);
  end if;
  if kind in ('register', 'private', 'directory') then
    call sec.say_rules(r);
  end if;
  if together or not audit then
    execute format('drop trigger if exists z_audit on %s', r);
  end if;
  if together and audit then
    execute format('drop trigger if exists z_notify on %s', r);
    call sec.by_statement(r, 'z_notify', format('sec.notify_rows(%s)', case when has_party then '''with_office''' else '' end), gone => false);
    call sec.by_statement(r, 'z_audit', 'sec.audit_rows()');
  elsif kind = 'register' and audit then                -- many are born at once, by an import; they are changed one by one
    call sec.by_statement(r, 'z_notify', format('sec.notify_rows(%s)', case when has_party then '''with_office''' else '' end), gone => false, moved => false);
    execute format('create or replace trigger z_notify after update on %s for each row execute function sec.notify_row()', r);
  end if;
  if kind in ('register', 'private') and audit then
    call sec.by_statement(r, 'z_audit', 'sec.audit_rows()', gone => false, moved => false);
    execute format('create or replace trigger z_audit after update or delete on %s for each row execute function sec.audit_row()', r);
  elsif kind <> 'own' and audit and not together then
    execute format('create or replace trigger z_audit after insert or update or delete on %s for each row execute function sec.audit_row()', r);
  end if;
end $$;

-- Does the session see a row, may it change it: what row security says, for functions that run as the owner. `policy`: see or change.
create or replace function sec.holds_for(rel regclass, id bigint, policy text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  q constant text := (select pg_get_expr(p.polqual, p.polrelid) from pg_policy p where p.polrelid = rel and p.polname = policy);
  found boolean;
begin
  if q is null then return false; end if;
  execute format('select exists (select from %s where id = $1 and (%s))', rel, q) into found using holds_for.id;
  return found;
end $$;

grant execute on function sec.ranges(), sec.counties(), sec.in_ranges(bigint, bigint, bigint[]), sec.scope_ok(bigint[]),
  sec.own_staff(), sec.own_office(), sec.writes(bigint), sec.has_job(text), sec.who(name), sec.place(), sec.basis(text, boolean), sec.refuse(text, text, text, text, text, text, text), sec.refuse_by(text, text, text), sec.not_seen(text, text), sec.owned(), sec.sees(bigint), sec.account_must_hold() to lb_staff;
