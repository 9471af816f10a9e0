-- SPDX-License-Identifier: Apache-2.0
-- What leaves the screen by paper or file is on record before it leaves: who may see it may take it, masked as he sees it, and the log knows what
-- it was, how many rows, of which conditions, and the digest that stands at the foot of the paper or is the file's.

-- May this session read any of it? Row security says which rows.
create or replace function sec.may_read(rel regclass) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select sec.own_staff() is not null and has_any_column_privilege(session_user, rel, 'select') $$;

-- note: format, place, rows, digest, apart by blanks (sec.note_shown says them in words); new: {"words": the conditions}.
create or replace function api.exported(relation text, id bigint, format text, place text, rows int, words text, digest text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  rel constant regclass := (select to_regclass(r.relation) from app.relation r where r.relation = coalesce(exported.relation, 'work.duty_list'));
begin
  if rel is null or not sec.may_read(rel)
     or id is not null and exists (select from sec.protected p where p.relation = rel and p.kind = 'register') and not sec.holds_for(rel, id, 'see') then
    perform sec.refuse('export_unseen', '您看不到的，不能导出', 'what you cannot see does not leave by you');
  end if;
  perform sec.note('X', rel::text, id, sec.own_office(),
                   concat_ws(' ', case when format in ('csv', 'xlsx', 'pdf', 'text', 'gb18030') then format else '?' end, case when place in ('file', 'printer', 'terminal') then place else '?' end,
                             greatest(rows, 0), case when digest ~ '^[0-9a-f]{64}$' then digest else '-' end),
                   jsonb_build_object('words', left(coalesce(words, ''), 500)));
end $$;
comment on function api.exported(text, bigint, text, text, int, text, text) is '导出、打印以前：记下导出了什么、多少条、什么条件、摘要';

grant execute on function api.exported(text, bigint, text, text, int, text, text) to lb_staff;
