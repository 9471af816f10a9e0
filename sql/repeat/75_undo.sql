-- SPDX-License-Identifier: Apache-2.0
-- Undoing what one did in the last 24 hours. A change is all that one person wrote in one transaction: a record with its private columns and
-- its lines. Its number is that of its first line in the log. Undoing it is a save like another (app.save_change: rights, rules, log), with a
-- line of kind B that says which change it takes back; so it can be undone in its turn. What a rule did of itself (audit.log.follows) goes back by itself.

------------------------------------------------------------------------------ what a change is
-- What people write by hand: rows of registers and their private sides.
create or replace function sec.is_by_hand(relation text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select exists (select from sec.protected p where p.relation = to_regclass(is_by_hand.relation) and p.kind in ('register', 'private')) $$;

-- The change a line of the log belongs to; null for what nobody wrote by hand. (Numbers of transactions begin anew after a restore: the day says which.)
create or replace function sec.change_of(line bigint) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select min(x.seq) from audit.log l join audit.log x on x.txid = l.txid and x.login = l.login and x.at between l.at - interval '1 day' and l.at + interval '1 day'
   where l.seq = change_of.line and x.kind in ('I', 'U', 'D') and x.follows is not true and coalesce(x.old, x.new) is not null and (sec.is_by_hand(x.relation) or x.relation = 'work.step')
$$;

-- The lines of a change, those written by hand first; `followed`: what rules did of themselves instead.
create or replace function sec.lines_of(change bigint, followed boolean default false) returns setof audit.log
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select x.* from audit.log l join audit.log x on x.txid = l.txid and x.login = l.login and x.at between l.at - interval '1 day' and l.at + interval '1 day'
   where l.seq = lines_of.change and x.kind in ('I', 'U', 'D') and x.follows is true = followed and coalesce(x.old, x.new) is not null order by x.seq
$$;

-- The change that took this one back and stands; null when it stands itself.
create or replace function sec.undone_by(change bigint) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  l audit.log := (select x from audit.log x where x.seq = change);
  b bigint;
begin
  for b in select sec.change_of(x.seq) from audit.log x
            where x.relation = l.relation and x.key = l.key and x.seq > l.seq and x.kind = 'B' and (x.new ->> 'of')::bigint = change order by x.seq desc loop
    if sec.undone_by(b) is null then return b; end if;
  end loop;
  return null;
end $$;

-- Does a later line not count, seen from this change: it was taken back since, or takes back such a one.
create or replace function sec.is_cancelled(line audit.log, change bigint) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  c constant bigint := sec.change_of(line.seq);
begin
  return c is not null and sec.undone_by(c) is not null
      or exists (select from audit.log b where b.txid = line.txid and b.login = line.login and b.kind = 'B' and b.seq > line.seq and (b.new ->> 'of')::bigint > change);
end $$;

-- The last line behind this one that changed one of these columns of its row, and counts; what is just being undone does not.
create or replace function sec.changed_since(l audit.log, columns text[], change bigint) returns audit.log
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select x from audit.log x
   where x.relation = l.relation and x.key = l.key and x.seq > l.seq and x.txid not in (l.txid, coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0)) and x.kind in ('U', 'D') and (x.kind = 'D' or x.new ?| columns) and not sec.is_cancelled(x, change)
   order by x.seq desc limit 1
$$;

-- The row a change is of: its first, and of an undoing that of what it takes back.
create or replace function sec.main_of(change bigint, out relation text, out key bigint, out is_undo boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select coalesce(b.new ->> 'relation', l.relation), coalesce((b.new ->> 'key')::bigint, l.key), b.seq is not null
    from audit.log l left join audit.log b on b.txid = l.txid and b.login = l.login and b.kind = 'B' and b.seq > l.seq where l.seq = change
$$;

-- Columns of a row that people write, and those that void it.
create or replace function sec.written_columns(rel regclass) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select array(select a.attname::text from pg_attribute a left join sec.protected p on p.relation = rel
                where a.attrelid = rel and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  and (a.attname = 'voided_at' or a.attname <> all (sec.owned()) and a.attname <> all (coalesce(p.fixed, '{}'))))
$$;

-- The part of a line's values that was written by hand.
create or replace function sec.by_hand(rel regclass, facts jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(facts) e where e.key = any (sec.written_columns(rel)) $$;

------------------------------------------------------------------------------ what I did
-- One's own changes of the last 24 hours, the newest first, a row a field: `what` as N new, C changed, V voided, W no more void, S a step, B undone;
-- `part` the line of the record it is, null the record itself. Private ones masked. `most` changes, those before the one given. Of a step what it is called, and what
-- was given with it (work.step_form): the rest the engine wrote.
create or replace function api.my_changes(before bigint default null, most int default 40)
returns table (change bigint, at timestamptz, what text, register text, label text, undone boolean, part text, field text, zh text, en text, was text, now text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  english constant boolean := sec.language() = 'en';
  m record; l audit.log; main record; base text; n int;
begin
  for m in
    select min(x.seq) as seq from audit.log x
     where x.login = session_user and x.at > clock_timestamp() - interval '24 hours' and x.kind in ('I', 'U', 'D') and x.follows is not true and coalesce(x.old, x.new) is not null
       and (sec.is_by_hand(x.relation) or x.relation = 'work.step')
     group by x.txid having before is null or min(x.seq) < before order by 1 desc limit most loop
    n := 0;
    select x.relation, x.key, x.is_undo into main from sec.main_of(m.seq) x;
    for l in select * from sec.lines_of(m.seq) x where sec.is_by_hand(x.relation) or x.relation = 'work.step' order by (x.relation, x.key) = (main.relation, main.key) desc, x.seq limit 30 loop
      base := regexp_replace(l.relation, '_private$', '');
      if n = 0 then
        change := m.seq; at := l.at; undone := sec.undone_by(m.seq) is not null;
        what := case when main.is_undo then 'B' when l.relation = 'work.step' then 'S' when l.kind = 'I' and l.relation = base then 'N'
                     when l.new ? 'voided_at' then case when l.new ->> 'voided_at' is null then 'W' else 'V' end else 'C' end;
        select case when english then r.en else r.zh end into register from app.relation r where r.relation = base;
        label := case when l.relation = 'work.step' then concat_ws('  ', sec.row_label('work.matter', (l.new ->> 'matter')::bigint), flow.action_text(l.new ->> 'process', l.new ->> 'from_state', l.new ->> 'action', english))
                      else sec.row_label(base, l.key) end;
      end if;
      n := n + 1;
      part := case when base <> regexp_replace(main.relation, '_private$', '') then sec.part_label(base, l.key) end;
      if sec.withheld(base, l.key) or not coalesce(sec.holds_for(l.relation::regclass, l.key, 'see'), false) then
        field := null; zh := null; en := null; was := null; now := null;
        return next;
        continue;
      end if;
      return query select change, my_changes.at, what, register, label, undone, part, c.field, c.zh, c.en, c.was, c.now
                     from sec.changes(l) with ordinality c(field, zh, en, was, now, k) where case l.relation when 'work.step' then c.field in ('to_office', 'to_staff', 'happened_on', 'body', 'document', 'opinion', 'ground')
                                                             else c.field not in ('office', 'with_office', 'voided_at', 'voided_by') end order by c.k;
      if not found and l.relation = 'work.step' then                    -- nothing was asked for
        field := null; zh := null; en := null; was := null; now := null;
        return next;
      end if;
    end loop;
  end loop;
end $$;
comment on function api.my_changes(bigint, int) is '我最近 24 小时做的，最近的在前';

------------------------------------------------------------------------------ may it be undone
create or replace function sec.refuse_changed(later audit.log, columns text[]) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  own constant boolean := later.login = session_user;
  what record;
  at_ constant text := to_char(later.at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI');
begin
  select t.zh, t.en into what from jsonb_object_keys(coalesce(later.new, later.old)) k cross join lateral sec.column_title(later.relation, k) t where k = any (columns) order by k limit 1;
  perform sec.refuse('undo_changed_since',
    format('不能撤销：“%s”后来又改过，%s %s', what.zh, case when own then '您自己' else sec.who(later.login) end, at_),
    format('cannot be undone: %s was changed since, by %s, %s', what.en, case when own then 'yourself' else sec.who(later.login) end, at_),
    case when own then '先撤销后来的那一次' else '请打开这一条，照现在的改' end, '', later.relation,
    hint_en => case when own then 'undo the later one first' else 'open the record and change what is there now' end);
end $$;

-- What names a row that was born, and is not itself of that change: title of the first such register; null when nothing hangs on it.
create or replace function sec.hangs_on(rel regclass, id bigint, txid bigint, out zh text, out en text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  n record; found boolean;
begin
  for n in select o.* from work.names_of(rel) o join sec.protected p on p.relation = o.rel and p.kind in ('register', 'part') loop
    execute format('select exists (select from %s x where x.%I = $1 and %s and to_jsonb(x) ->> ''voided_at'' is null
                                     and not exists (select from audit.log l where l.relation = %L and l.key = x.id and l.txid = $2))', n.rel, n.col, n.only_where, n.rel::text) into found using id, txid;
    if found then
      select r.zh, r.en into zh, en from app.relation r where r.relation = n.rel::text;
      return;
    end if;
  end loop;
end $$;

-- Refuses what cannot be undone of one line, in the words of who did it.
create or replace function sec.must_undo(l audit.log, change bigint) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  base constant text := regexp_replace(l.relation, '_private$', '');
  mine constant jsonb := sec.by_hand(l.relation::regclass, l.new);
  voids constant boolean := l.kind = 'I' and l.relation = base or l.kind = 'U' and l.new ? 'voided_at' and l.new ->> 'voided_at' is null;
  columns text[];
  later audit.log;
  x record;
begin
  if l.relation = 'work.step' then
    perform sec.refuse_by('undo_step');
  elsif not sec.is_by_hand(l.relation) or l.kind = 'D' or l.kind = 'U' and (mine = '{}' or l.new ? 'office') then
    perform sec.refuse_by('undo_other_way');
  elsif sec.withheld(base, l.key) or not coalesce(sec.holds_for(l.relation::regclass, l.key, 'see'), false) then
    perform sec.refuse_by('undo_gone', base);
  elsif l.kind = 'I' and l.relation = base and not exists (select from pg_attribute a where a.attrelid = base::regclass and a.attname = 'voided_at') then
    perform sec.refuse_by('undo_other_way');
  end if;
  columns := case when voids then sec.written_columns(base::regclass) else array(select jsonb_object_keys(mine)) end;
  later := sec.changed_since(l, columns, change);
  if later.seq is not null then
    perform sec.refuse_changed(later, columns);
  end if;
  if voids then
    select * into x from sec.hangs_on(base::regclass, l.key, l.txid);
    if x.zh is not null then
      perform sec.refuse('undo_hangs', format('不能撤销新建：已经有“%s”跟着它', x.zh), format('cannot be undone: there is a %s that goes with it', x.en), '', '', base);
    end if;
  end if;
end $$;

-- The same of all its lines: a change is undone whole or not at all.
create or replace function sec.must_undo_all(change bigint) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  most constant int := 200;
begin
  if (select count(*) from sec.lines_of(change)) > most then
    perform sec.refuse_by('undo_other_way');
  end if;
  perform sec.must_undo(x, change) from sec.lines_of(change) x;
end $$;

-- The change, if it is one's own, of the last 24 hours, and stands.
create or replace function sec.own_change(change bigint) returns audit.log
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  l audit.log := (select x from audit.log x where x.seq = sec.change_of(change));
begin
  perform sec.account_must_hold();
  if l.seq is null or l.login <> session_user then
    perform sec.refuse_by('undo_not_own');
  elsif l.txid = coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0) then
    perform sec.refuse_by('undo_open');                            -- what would take it back would be part of it
  elsif l.at <= clock_timestamp() - interval '24 hours' then
    perform sec.refuse_by('undo_late');
  elsif sec.undone_by(l.seq) is not null then
    perform sec.refuse_by('undo_before');
  end if;
  return l;
end $$;

-- What is to be done so that a change is undone, in that order; refuses where it cannot be. `does`: fields become what they were (app.save_change);
-- void, again (no more void) and private are for api.undo_line. One at a time undoes a change.
create or replace function api.undo_plan(change bigint) returns table (seq bigint, does text, relation text, row_id bigint, mine jsonb, before jsonb)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  head audit.log; l audit.log;
begin
  perform pg_advisory_xact_lock(hashtext('laobing undo'), hashint8(sec.change_of(undo_plan.change)));
  head := sec.own_change(undo_plan.change);
  perform sec.must_undo_all(head.seq);
  for l in select * from sec.lines_of(head.seq) x order by x.seq desc loop
    seq := l.seq; relation := regexp_replace(l.relation, '_private$', ''); row_id := l.key; mine := null; before := null;
    if relation <> l.relation then
      does := case when not exists (select from sec.lines_of(head.seq) x where x.relation = undo_plan.relation and x.key = l.key and x.kind = 'I') then 'private' end;     -- born together, voided together
    elsif l.kind = 'I' then
      does := 'void';
    elsif l.new ? 'voided_at' then
      does := case when l.new ->> 'voided_at' is null then 'void' else 'again' end;
    else
      does := 'fields'; mine := sec.by_hand(l.relation::regclass, l.new); before := sec.by_hand(l.relation::regclass, l.old);
    end if;
    if does is not null then
      return next;
    end if;
  end loop;
end $$;

------------------------------------------------------------------------------ undoing
-- Sets columns of a row back that are still as the line left them.
create or replace function sec.put_back(l audit.log) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r jsonb;
begin
  execute format('select to_jsonb(t) from %s t where t.id = $1 for update', l.relation::regclass) into r using l.key;
  perform work.put_columns(l.relation::regclass, l.key, (select jsonb_object_agg(e.key, e.value) from jsonb_each(l.old) e
    join pg_attribute a on a.attrelid = l.relation::regclass and a.attname = e.key and a.attgenerated = '' where r -> e.key is not distinct from l.new -> e.key));
end $$;

-- What rules did when a row was voided is put back, and what follows from the row being there is reckoned anew. A trigger, so that it stands in the
-- log as what rules did: undoing this in its turn voids the row and nothing else.
create or replace function sec.put_all_back() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  -- ledgers only where they cannot be reckoned: what follows from most registers their own triggers do
  perform sec.put_back(x) from sec.lines_of(new.change, true) x join sec.protected p on p.relation = to_regclass(x.relation)
    where x.kind = 'U' and (p.kind in ('register', 'private') or p.kind = 'ledger' and exists (select from app.relation r where r.relation = new.relation and r.merged is not null));
  perform work.after_merge(new.relation, new.key, new.key, true);
  return null;
end $$;
create or replace trigger put_all_back before insert on sec.put_back for each row execute function sec.put_all_back();

-- What staff may not do by hand: a row that was voided is there again, with what went with it; private columns become what they were. As one's own
-- change alone, in the row that is there, and where one may still write.
create or replace function api.undo_line(seq bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  l audit.log := (select x from audit.log x where x.seq = undo_line.seq);
  head audit.log := sec.own_change(undo_line.seq);
  base constant text := regexp_replace(l.relation, '_private$', '');
  k sec.protected := (select p from sec.protected p where p.relation = to_regclass(l.relation));
begin
  if l.follows or l.login <> session_user then
    perform sec.refuse_by('undo_not_own');
  end if;
  perform sec.must_undo_all(head.seq);
  if l.kind = 'I' and l.relation = base or l.new ? 'voided_at' and l.new ->> 'voided_at' is null then
    perform api.void(base, l.key, coalesce(l.old ->> 'void_why', case when sec.language() = 'en' then 'undone by who wrote it' else '自己撤销' end));
    return;
  elsif not sec.holds_for(k.relation, l.key, 'change') or not exists (select from unnest(k.write) j where sec.has_job(j)) then
    perform sec.refuse_by('undo_denied', base);
  elsif l.relation <> base then
    perform work.put_columns(k.relation, l.key, case when l.kind = 'U' then sec.by_hand(k.relation, l.old)
      else (select jsonb_object_agg(c, null) from jsonb_object_keys(sec.by_hand(k.relation, l.new)) c) end);
  elsif l.new ? 'voided_at' then
    execute format('update %s set voided_at = null, voided_by = null, void_why = null where id = $1 and voided_at is not null', k.relation) using l.key;
    insert into sec.put_back values (head.seq, base, l.key);
  else
    perform sec.refuse_by('undo_other_way');
  end if;
exception when unique_violation then
  perform sec.refuse_by('undo_taken', base);
end $$;

-- Is what the change wrote taken back?
create or replace function sec.is_taken_back(l audit.log) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r jsonb;
  rel constant regclass := l.relation::regclass;
begin
  execute format('select to_jsonb(t) from %s t where t.id = $1', rel) into r using l.key;
  return case when l.kind = 'U' and l.new ? 'voided_at' then (r ->> 'voided_at' is null) = (l.old ->> 'voided_at' is null)
              when l.kind = 'U' then r @> sec.by_hand(rel, l.old)
              when r ? 'voided_at' then r ->> 'voided_at' is not null else true end;
end $$;

-- Puts on record that a change was undone, once it is: says nothing that is not so. Answers with a sentence.
create or replace function api.undo_told(change bigint) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  head audit.log := sec.own_change(undo_told.change);
  main record;
  base text;
begin
  select * into main from sec.main_of(head.seq);
  base := regexp_replace(main.relation, '_private$', '');
  if exists (select from sec.lines_of(head.seq) x where sec.is_taken_back(x) is not true) then
    perform sec.refuse_by('undo_otherwise', base);
  end if;
  perform sec.note('B', head.relation, head.key, head.office, 'undone ' || to_char(head.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), jsonb_build_object('of', head.seq, 'relation', main.relation, 'key', main.key));
  return (select case when sec.language() = 'en' then concat_ws(' ', 'undone:', r.en, sec.row_label(base, main.key)) else '已撤销：' || concat_ws(' ', r.zh, sec.row_label(base, main.key)) end
            from app.relation r where r.relation = base);
end $$;

-- Undoes one's own change (the number api.my_changes gives, or that of any line of it in a history). With the rights of who calls: what he may not write now he does not undo.
create or replace function app.undo(change bigint) returns text
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  p record; a record;
begin
  for p in select * from api.undo_plan(undo.change) loop
    if p.does in ('fields', 'private') then         -- of the private side the version of its row
      for a in select * from app.save_change(p.relation::regclass, p.row_id, 0, coalesce(p.mine, '{}'), coalesce(p.before, '{}')) loop
        if a.answer = 'denied' then
          perform sec.refuse_by('undo_denied', p.relation);
        elsif a.answer not in ('saved', 'merged') then
          perform sec.refuse_by('undo_gone', p.relation);
        end if;
      end loop;
    end if;
    if p.does <> 'fields' then
      perform api.undo_line(p.seq);
    end if;
  end loop;
  return api.undo_told(undo.change);
end $$;
comment on function app.undo(bigint) is '撤销自己 24 小时以内做的一件事；撤销也可以再撤销';

grant execute on function api.my_changes(bigint, int), api.undo_plan(bigint), api.undo_line(bigint), api.undo_told(bigint), app.undo(bigint) to lb_staff;
