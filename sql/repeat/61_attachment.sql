-- SPDX-License-Identifier: Apache-2.0
-- Attachments (sql/081_attachment.sql). Who sees the row sees what hangs on it, who may write the row may hang something on it; both are asked
-- of the row itself with the rights of the one who asks, in policies and triggers, so that whatever guards a register guards its files too.

-- May files hang on rows of this relation? On registers; where others than the row's office change it, only on cases, whose holder is known.
create or replace function sec.may_hang(relation text) returns boolean
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return exists (select from sec.protected p where p.relation::text = may_hang.relation and p.kind = 'register' and p.relation <> 'work.attachment'::regclass
                              and (p.change_if is null or exists (select from flow.process f where f.relation = may_hang.relation))); end $$;

-- Does the one who asks see this row? Invoker: it is the row's own security that answers; within a function that runs as the owner, who sees all,
-- what that security says of the session.
create or replace function app.sees(relation text, row_id bigint) returns boolean
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  r constant regclass := to_regclass(relation);
  seen boolean := false;
begin
  if r is not null and has_table_privilege(r, 'select') then
    execute format('select exists (select from %s t where t.id = $1)', r) into seen using row_id;
  end if;
  if seen and current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = r) and sec.own_staff() is not null then
    return has_table_privilege(session_user, r, 'select') and sec.holds_for(r, row_id, 'see');
  end if;
  return seen;
end $$;

-- May he write it? A row is locked under the policies of reading and of changing both; the weakest lock stands in nobody's way. A case is written by
-- who holds it, whatever of its facts may still be changed.
create or replace function app.may_write(relation text, row_id bigint) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  found_one boolean;
begin
  if sec.may_hang(relation) then
    execute format('select true from %s t where t.id = $1 for key share', to_regclass(relation)) into found_one using row_id;
  end if;
  return found_one is true and (sec.own_staff() is null or not exists (select from flow.process f where f.relation = may_write.relation) or sec.holds_matter(row_id));
exception when insufficient_privilege then
  return false;
end $$;

-- The same before anything is written, for the screen.
create or replace function app.may_attach(relation text, row_id bigint) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return has_column_privilege('work.attachment', 'upload', 'insert') and sec.may_hang(relation) and has_any_column_privilege(to_regclass(relation), 'update') and app.sees(relation, row_id)
     and case when exists (select from flow.process f where f.relation = may_attach.relation) then sec.holds_matter(row_id) else api.may_change(relation, row_id) end;
end $$;

------------------------------------------------------------------------------ in
create or replace function sec.attachment_limit(office bigint) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select greatest(coalesce(substring(ref.setting_of('attachment.max_bytes', attachment_limit.office, '20971520') from '^[0-9]{1,9}$')::bigint, 20971520), 1) $$;

-- A number for the parts of one file. What was begun and left lying by the same login goes.
create or replace function api.upload_begin() returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.account_must_hold();
  delete from work.upload u where u.login = session_user and u.at < clock_timestamp() - interval '1 hour';
  return nextval('work.upload_number');
end $$;
comment on function api.upload_begin() is '开始送一个文件';

create or replace function api.upload_drop(upload bigint) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ delete from work.upload u where u.login = session_user and u.upload = upload_drop.upload $$;
comment on function api.upload_drop(bigint) is '不送了';

-- One person's parts do not fill the disk: no more of them than one attachment may have, and as much again.
create or replace function sec.upload_room() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if (select coalesce(sum(octet_length(u.data)), 0) from work.upload u where u.login = new.login) + octet_length(new.data)
     > 2 * greatest(sec.attachment_limit(new.office), 1048576) then
    perform sec.refuse_by('upload_too_much', 'work.upload');
  end if;
  return new;
end $$;
create or replace trigger c_room before insert or update on work.upload for each row execute function sec.upload_room();

-- Where it hangs: a row that is seen, lives, and may be written by whoever hangs it there. Its offices become the attachment's;
-- of a case the office that holds it did it.
create or replace function sec.attachment_hangs() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  r jsonb; of_row bigint; holder bigint;
begin
  if not sec.may_hang(new.relation) then
    perform sec.refuse_by('attachment_nowhere', 'work.attachment', 'relation');
  end if;
  execute format('select to_jsonb(t) from %s t where t.id = $1', to_regclass(new.relation)) into r using new.row_id;
  if r is null then
    perform sec.refuse_by('attachment_row', 'work.attachment', 'row_id');
  elsif r ->> 'voided_at' is not null then
    perform sec.refuse_by('attachment_row_void', 'work.attachment', 'row_id');
  elsif not app.may_write(new.relation, new.row_id) then
    perform sec.refuse_by('attachment_denied', 'work.attachment', 'row_id');
  end if;
  of_row := (r ->> 'office')::bigint;
  holder := coalesce((select m.next_office from work.matter m join flow.process f on f.process = m.process where m.id = new.row_id and f.relation = new.relation), of_row);
  if new.office <> holder then
    perform sec.refuse_by('attachment_office', 'work.attachment', 'office');
  end if;
  new.office := holder;
  new.with_office := case when holder <> of_row then of_row else (r ->> 'with_office')::bigint end;
  return new;
end $$;
create or replace trigger b_hangs before insert on work.attachment for each row execute function sec.attachment_hangs();

-- The content: one's own parts in their order, no digest and no number of somebody else's file. What kind of file it is its bytes say.
create or replace function sec.attachment_content() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  most bigint := sec.attachment_limit(new.office);
  had record; bytes bytea; digest bytea; f work.file;
begin
  select coalesce(sum(octet_length(u.data)), 0) as size, count(*) as n, max(u.n) as last into had
    from work.upload u where u.login = session_user and u.upload = new.upload;
  if had.n = 0 or had.last <> had.n - 1 then
    perform sec.refuse_by('attachment_no_content', 'work.attachment', 'upload');
  elsif had.size > most then
    perform sec.refuse('attachment_too_big', format('文件有 %s，最多 %s', pg_size_pretty(had.size), pg_size_pretty(most)), format('the file has %s, %s at most', pg_size_pretty(had.size), pg_size_pretty(most)),
                       '压缩图片、拆成几份再挂；非挂不可的，请系统管理员改设置 attachment.max_bytes', 'upload', 'work.attachment', hint_en => 'make pictures smaller or split it; else the system administrator may raise attachment.max_bytes');
  end if;
  select string_agg(u.data, '' order by u.n) into bytes from work.upload u where u.login = session_user and u.upload = new.upload;
  f.kind := ref.file_kind(bytes);
  if not exists (select from code.file_kind k where k.code = f.kind and k.valid) then
    perform sec.refuse('attachment_kind', '认不出这个文件，或者这一种不收；收的有：' || (select string_agg(k.name_zh, '、' order by k.seq) from code.file_kind k where k.valid),
                       'what is in this file is not known, or not taken; taken are: ' || (select string_agg(k.name_en, ', ' order by k.seq) from code.file_kind k where k.valid),
                       '请另存为 PDF、OFD 或图片再挂；压缩包、带宏的文档、程序不收', 'upload', 'work.attachment', hint_en => 'save it as PDF, OFD or a picture; archives, documents with macros and programs are not taken');
  end if;
  digest := sha256(bytes);
  insert into work.file (login, sha256, sm3, size, kind, width, height, content)
    select session_user, digest, public.digest(bytes, 'sm3'), had.size, f.kind, p.width, p.height, bytes from ref.picture_size(bytes, f.kind) p
    on conflict (login, sha256) do nothing;
  select x.* into f from work.file x where x.login = session_user and x.sha256 = digest;
  delete from work.upload u where u.login = session_user and u.upload = new.upload;
  new.file := f.id; new.kind := f.kind; new.size := f.size; new.width := f.width; new.height := f.height; new.scan := f.scan;
  new.sha256 := encode(f.sha256, 'hex'); new.sm3 := encode(f.sm3, 'hex');
  return new;
end $$;
create or replace trigger c_content before insert on work.attachment for each row execute function sec.attachment_content();

-- Afterwards its name may be put right, by who may write the row, and nothing else.
create or replace function sec.attachment_stays() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if (new.relation, new.row_id, new.upload) is distinct from (old.relation, old.row_id, old.upload) and not sec.merging() then
    perform sec.refuse_by('attachment_stays', 'work.attachment');
  elsif new.name <> old.name and not app.may_write(new.relation, new.row_id) then
    perform sec.refuse_by('attachment_denied', 'work.attachment', 'name');
  end if;
  return new;
end $$;
create or replace trigger b_stays before update on work.attachment for each row execute function sec.attachment_stays();

-- The row goes to another office: so does what hangs on it. A trigger of every register, made by sec.protect().
create or replace function sec.attachments_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update work.attachment a set office = new.office, with_office = (to_jsonb(new) ->> 'with_office')::bigint
   where a.relation = tg_relid::regclass::text and a.row_id = new.id and a.office = old.office
     and (a.office, a.with_office) is distinct from (new.office, (to_jsonb(new) ->> 'with_office')::bigint);
  return null;
end $$;

-- Hangs up what was sent. Asked once more, for the answer was lost on the way, it answers the same.
create or replace function app.attach(relation text, row_id bigint, name text, upload bigint) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  born bigint;
begin
  perform sec.account_must_hold();
  select a.id into born from work.attachment a where a.created_by = session_user and a.upload = attach.upload;
  if born is null then
    insert into work.attachment (relation, row_id, name, upload) values (attach.relation, attach.row_id, attach.name, attach.upload) returning id into born;
  end if;
  return born;
end $$;

------------------------------------------------------------------------------ looking
-- How many hang on a row; null where nothing can.
create or replace function app.attached(relation text, row_id bigint) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  if not has_table_privilege('work.attachment', 'select') or not sec.may_hang(relation) then      -- asked apart: a statement that names a table wants the right to it
    return null;
  end if;
  return (select count(*) from work.attachment a where a.relation = attached.relation and a.row_id = attached.row_id and a.voided_at is null);
end $$;

create or replace function app.attachments(relation text, row_id bigint)
returns table (id bigint, version int, name text, kind text, kind_name text, ext text, size int, width int, height int, scan text, scan_name text, sha256 text, sm3 text, who text, short text, at text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select a.id, a.version, a.name, a.kind, case when l.en then k.name_en else k.name_zh end, k.ext, a.size, a.width, a.height, a.scan, case when l.en then s.name_en else s.name_zh end,
         a.sha256, a.sm3, w.who, split_part(w.who, '（', 1), to_char(a.created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')
    from work.attachment a join code.file_kind k on k.code = a.kind join code.file_scan s on s.code = a.scan cross join (select sec.language() = 'en' as en) l
   cross join lateral (select sec.who(a.created_by) as who) w
   where a.relation = attachments.relation and a.row_id = attachments.row_id and a.voided_at is null order by a.created_at, a.id
$$;

-- The most bytes a file may have that is to hang on this row.
create or replace function app.attachment_limit(relation text, row_id bigint) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  its_office bigint;
begin
  if sec.may_hang(relation) and app.sees(relation, row_id) then
    execute format('select t.office from %s t where t.id = $1', to_regclass(relation)) into its_office using row_id;
  end if;
  return sec.attachment_limit(its_office);
end $$;

------------------------------------------------------------------------------ out
-- Once a program that looks for viruses is there, nothing goes out unseen by it; what it found something in never does.
create or replace function sec.file_must_be_clean(attachment bigint) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  verdict text := (select f.scan from work.attachment a join work.file f on f.id = a.file where a.id = attachment);
begin
  if verdict = 'found' then
    perform sec.refuse_by('file_infected', 'work.attachment');
  elsif verdict = 'none' and (select s.program is not null from work.scan_state s) then
    perform sec.refuse_by('file_not_scanned', 'work.attachment');
  end if;
end $$;

-- Before it: b_refs, with the rights of the writer, lets nobody name what he does not see.
create or replace function sec.fetch_begins() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.file_must_be_clean(new.attachment);
  new.why := sec.reason_given(new.why, 'why', 'work.file_look');
  new.txid := (pg_current_xact_id()::text)::bigint;
  return new;
end $$;
create or replace trigger c_begins before insert on work.file_look for each row execute function sec.fetch_begins();
create or replace trigger fetch_stays before update on work.file_look for each row execute function sec.broken('fetch_stays');

-- What, by name and digest; the size, where all of it is given and not only the first page.
create or replace function sec.fetch_noted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform sec.note('P', 'work.attachment', a.id, a.office, new.why, jsonb_strip_nulls(jsonb_build_object('name', a.name, 'sha256', a.sha256, 'size', case when new.whole then a.size end)))
     from work.attachment a where a.id = new.attachment;
  return null;
end $$;
create or replace trigger x_noted after insert on work.file_look for each row execute function sec.fetch_noted();

-- To be committed before anything is given.
create or replace function app.fetch_begin(attachment bigint, why text, whole boolean) returns bigint
language sql volatile set search_path = pg_catalog, pg_temp
as $$ insert into work.file_look (attachment, why, whole) values (fetch_begin.attachment, fetch_begin.why, fetch_begin.whole) returning id $$;

-- The file of what is fetched: whoever wrote the row saw the attachment then, and the row and its line in the log are there to stay.
create or replace function sec.fetched(of_fetch bigint, whole boolean) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  x work.file_look := (select f from work.file_look f where f.id = of_fetch);
begin
  if x.login is distinct from session_user or sec.own_staff() is null or x.whole <> fetched.whole
     or x.at < clock_timestamp() - interval '10 minutes' or x.txid = (pg_current_xact_id_if_assigned()::text)::bigint then
    perform sec.refuse_by('fetch_over', 'work.attachment');
  end if;
  perform sec.file_must_be_clean(x.attachment);
  return (select a.file from work.attachment a where a.id = x.attachment);
end $$;

-- A part of a file, from byte `at` on, as base64; '' at its end. (Of a stored value a part is read without the rest.)
create or replace function api.file_part(of_fetch bigint, at int, n int) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  of_file bigint := sec.fetched(of_fetch, true);
begin
  return (select encode(substring(f.content from greatest(file_part.at, 0) + 1 for least(greatest(file_part.n, 0), 1048576)), 'base64') from work.file f where f.id = of_file);
end $$;
comment on function api.file_part(bigint, int, int) is '取附件的一段：先记下谁为什么取，再给';

-- The first page of a text.
create or replace function api.file_text(of_fetch bigint) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  of_file bigint := sec.fetched(of_fetch, false);
begin
  return (select left(ref.file_text(f.content), 3000) from work.file f where f.id = of_file);
end $$;
comment on function api.file_text(bigint) is '看文本附件的第一页：先记下谁为什么看，再给看';

------------------------------------------------------------------------------ looking for viruses: by the timer's account alone (laobingctl scan)
create or replace function work.scan_begin(program text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update work.scan_state s set program = nullif(scan_begin.program, ''), at = clock_timestamp();
  return (select count(*) from work.file f where f.scan = 'none');
end $$;
comment on function work.scan_begin(text) is '开始查毒：用什么程序';

-- The next one nobody has looked at; what could not be looked at comes again later.
create or replace function work.scan_next(out file bigint, out size int)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select f.id, f.size from work.file f where f.scan = 'none' and coalesce(f.tried_at < clock_timestamp() - interval '10 minutes', true) order by f.tried_at nulls first, f.id limit 1
$$;
create or replace function work.scan_part(file bigint, at int, n int) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select encode(substring(f.content from scan_part.at + 1 for scan_part.n), 'base64') from work.file f where f.id = scan_part.file and f.scan = 'none' $$;

create or replace function work.scan_done(file bigint, verdict text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if verdict in ('clean', 'found') then
    update work.file f set scan = verdict, scanned_at = clock_timestamp() where f.id = scan_done.file and f.scan = 'none';
    if found then
      update work.attachment a set scan = verdict where a.file = scan_done.file;
    end if;
  else
    update work.file f set tried_at = clock_timestamp() where f.id = scan_done.file;
  end if;
end $$;

-- What was begun and not ended: a day.
create or replace function work.sweep_files() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  delete from work.upload u where u.at < clock_timestamp() - interval '1 day';
  delete from work.file_look f where f.at < clock_timestamp() - interval '1 day';
$$;

grant execute on function sec.may_hang(text), api.upload_begin(), api.upload_drop(bigint), api.file_part(bigint, int, int), api.file_text(bigint), sec.attachment_limit(bigint),
  app.sees(text, bigint), app.may_write(text, bigint), app.attach(text, bigint, text, bigint), app.attached(text, bigint), app.attachments(text, bigint),
  app.attachment_limit(text, bigint), app.may_attach(text, bigint), app.fetch_begin(bigint, text, boolean) to lb_staff;
grant execute on function work.scan_begin(text), work.scan_next(), work.scan_part(bigint, int, int), work.scan_done(bigint, text) to lb_tick;
