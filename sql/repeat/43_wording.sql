-- SPDX-License-Identifier: Apache-2.0
-- The standard's own sentences, out of the text an office has of it (laobingctl standard FILE): lines that begin with a clause's number, whatever marks stand before it, and what
-- follows them until the next; items a), b) are clauses of their own where std.clause has them. What was there before is replaced. The clauses without a sentence are returned.
create or replace function std.take_wording(file text) returns table (taken bigint, without text)
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  line text;
  m text[];
  base text;              -- the clause whose items may follow
  at_clause text;         -- the one the lines belong to
  said jsonb := '{}';
begin
  for line in select btrim(l, E' \t\r　') from regexp_split_to_table(file, E'\n') l loop
    m := regexp_match(line, '^[#*+ -]*(\d+(?:\.\d+){1,2})(?:[ 　]+(.*))?$');
    if m is not null then
      base := m[1]; at_clause := m[1]; line := coalesce(m[2], '') || case when line ~ '^#' and m[2] <> '' then '。' else '' end;      -- a heading
    elsif line ~ '^#' then
      base := null; at_clause := null;
    elsif base is not null and line ~ '^[*+ -]*[a-z]\)' then
      m := regexp_match(line, '^[*+ -]*([a-z])\)\s*(.*)$');
      if exists (select from std.clause c where c.clause = base || ' ' || m[1]) then
        at_clause := base || ' ' || m[1]; line := m[2];
      else
        at_clause := base; line := m[1] || ') ' || m[2];
      end if;
    end if;
    if at_clause is not null and line <> '' and line !~ '^(\d+|[ivxIVX]+|地方标准信息服务平台)$' then
      said := said || jsonb_build_object(at_clause, coalesce(said ->> at_clause, '') || line);
    end if;
  end loop;
  delete from std.wording w where not said ? w.clause;
  insert into std.wording as w (clause, zh) select c.clause, said ->> c.clause from std.clause c where said ? c.clause
    on conflict (clause) do update set zh = excluded.zh where w.zh <> excluded.zh;
  return query select count(w.clause), string_agg(c.clause, ' ' order by c.seq) filter (where w.clause is null and c.parent is not null)
                 from std.clause c left join std.wording w on w.clause = c.clause;
end $$;
revoke all on function std.take_wording(text) from public;
