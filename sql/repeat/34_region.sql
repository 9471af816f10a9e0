-- SPDX-License-Identifier: Apache-2.0
-- The yearly changes of the regions (decision 1): `laobingctl region apply`. An office's id is the region's code of today, so a new code
-- goes through all tables by ON UPDATE CASCADE; what ended stays in ref.region with its last day and what came in its place.
-- changed_on says that a row is theirs: `region load` leaves it as it is. The users' triggers rest meanwhile: no row's version or history changes, the log gets one row for each code.

create or replace function ref.tier_of(code bigint) returns int
language sql immutable parallel safe strict
return case when code % 10000000000 = 0 then 0 when code % 100000000 = 0 then 1 when code % 1000000 = 0 then 2 when code % 1000 = 0 then 3 else 4 end;

-- Codes below one of this tier: the step to the first behind its subtree, and so the code above it.
create or replace function ref.span(tier int) returns bigint
language sql immutable parallel safe strict
return (array[10000000000, 100000000, 1000000, 1000, 1])[tier + 1];

create or replace function ref.parent_of(code bigint) returns bigint
language sql immutable parallel safe strict
return case when ref.tier_of(code) > 0 then code / ref.span(ref.tier_of(code) - 1) * ref.span(ref.tier_of(code) - 1) end;

-- Every column that names an office, but the office's own.
create or replace function ref.office_columns() returns table (relation regclass, col text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select c.conrelid::regclass, a.attname::text
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
   where c.contype = 'f' and c.confrelid = 'org.office'::regclass order by c.conrelid::regclass::text, a.attnum
$$;

create or replace function ref.rows_of(lo bigint, hi bigint) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare f record; n bigint; total bigint := 0;
begin
  for f in select * from ref.office_columns() where relation <> 'org.office'::regclass and col = 'office' loop
    execute format('select count(*) from %s where office >= $1 and office < $2', f.relation) into n using lo, hi;
    total := total + n;
  end loop;
  return total;
end $$;

------------------------------------------------------------------------------ the file
create or replace function ref.region_refuse(line int, zh text, en text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$ begin perform sec.refuse('region_change', format('第 %s 行：%s', line, zh), format('line %s: %s', line, en), '什么也没有改；改好文件再来', hint_en => 'nothing was changed; mend the file and run it again'); end $$;

create or replace function ref.region_lines(changes text)
returns table (line int, old_code bigint, new_code bigint, name text, kind text)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  l record; w text[];
begin
  for l in select t.ord::int as ord, btrim(t.text, E' \r\t\ufeff') as text
             from regexp_split_to_table(changes, '\n') with ordinality t(text, ord) loop
    continue when l.text = '' or l.text like '#%' or l.text ^@ 'old_code,';
    w := array(select btrim(x.x) from unnest(string_to_array(l.text, ',')) with ordinality x(x, o) order by x.o);
    if cardinality(w) <> 4 then
      perform ref.region_refuse(l.ord, '要写成四项：旧代码,新代码,名称,变动', 'wants four fields: old_code,new_code,name,kind');
    elsif w[4] not in ('rename', 'move', 'merge', 'split-off', 'abolish', 'new') then
      perform ref.region_refuse(l.ord, '没有“' || w[4] || '”这种变动，只有 rename move merge split-off abolish new', format('no such kind: %s', w[4]));
    elsif w[1] !~ '^([1-9]\d{11})?$' or w[2] !~ '^([1-9]\d{11})?$' then
      perform ref.region_refuse(l.ord, '代码是 12 位数字', 'a code has 12 digits');
    elsif (w[1] = '') <> (w[4] = 'new') then
      perform ref.region_refuse(l.ord, case w[1] when '' then '缺旧代码' else 'new 没有旧代码' end, 'old_code is missing, or given for new');
    elsif w[2] = '' and w[4] not in ('rename', 'abolish') or w[2] <> '' and w[4] = 'abolish' or w[4] = 'rename' and w[2] not in ('', w[1]) then
      perform ref.region_refuse(l.ord, case when w[2] = '' then '缺新代码' else w[4] || ' 不改代码；改代码用 move' end, 'new_code is missing, or not for this kind');
    elsif w[3] = '' and w[4] in ('rename', 'split-off', 'new') then
      perform ref.region_refuse(l.ord, '缺名称', 'name is missing');
    end if;
    line := l.ord; old_code := nullif(w[1], '')::bigint; new_code := nullif(w[2], '')::bigint; name := nullif(w[3], ''); kind := w[4];
    return next;
  end loop;
end $$;

-- What can be said of a line before anything is done.
create or replace function ref.region_check(line int, old_code bigint, new_code bigint, kind text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  was ref.region := (select r from ref.region r where r.code = old_code);
  there ref.region := (select r from ref.region r where r.code = new_code);
begin
  if old_code is not null and (was.code is null or was.valid_to is not null) then
    perform ref.region_refuse(line, case when was.code is null then format('没有 %s 这个代码', old_code)
                                         else format('%s（%s）%s 已停用', old_code, was.name, was.valid_to) end, format('no such code: %s', old_code));
  elsif ref.tier_of(old_code) = 0 or ref.tier_of(new_code) = 0 then
    perform ref.region_refuse(line, '省一级不能改', 'the province stays');
  elsif ref.tier_of(old_code) <> ref.tier_of(new_code) then
    perform ref.region_refuse(line, format('%s 和 %s 不是同一级', old_code, new_code), 'the two codes are of different tiers');
  elsif kind = 'merge' and (there.code is null or there.valid_to is not null or old_code = new_code) then
    perform ref.region_refuse(line, format('要并入的 %s 不在，或者就是它自己', new_code), format('nothing to merge into: %s', new_code));
  elsif kind in ('move', 'split-off', 'new') and there.code is not null then
    perform ref.region_refuse(line, format('代码 %s 已用过：%s', new_code, there.name), format('code in use: %s', new_code));
  elsif kind in ('move', 'split-off', 'new') and not exists (select from ref.region r where r.code = ref.parent_of(new_code) and r.valid_to is null) then
    perform ref.region_refuse(line, format('%s 的上级 %s 不在；先写上级', new_code, ref.parent_of(new_code)), 'the region above it is not there');
  end if;
end $$;

------------------------------------------------------------------------------ one line at a time
create or replace function ref.region_spell(of_code bigint) returns void
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  update ref.region r set py = replace(s.spelled, ' ', ''), initials = ref.initials(s.spelled)
    from (select coalesce(string_agg((select h.reading from ref.sounds(c.c) h order by h.seq limit 1), ' ' order by c.o), '') as spelled
            from ref.region x, regexp_split_to_table(x.name, '') with ordinality c(c, o) where x.code = of_code) s
   where r.code = of_code
$$;

-- The office follows the name where it bears the usual one; one that people have named stays.
create or replace function ref.region_name(of_code bigint, new_name text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  update org.office o set name = org.office_name(r.tier, new_name)
    from ref.region r where r.code = of_code and o.id = of_code and o.name = org.office_name(r.tier, r.name);
  update ref.region r set name = new_name, changed_on = ref.today() where r.code = of_code;
  perform ref.region_spell(of_code);
end $$;

create or replace function ref.region_add(new_code bigint, new_name text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  insert into ref.region (code, parent, tier, name, valid_from, changed_on)
  values (new_code, ref.parent_of(new_code), ref.tier_of(new_code), new_name, ref.today(), ref.today());
  perform ref.region_spell(new_code);
  perform org.make_offices();
end $$;

-- Tables that keep a code without a foreign key.
create or replace function ref.region_loose(lo bigint, hi bigint, delta bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  delete from ref.setting s where s.office >= lo and s.office < hi and exists (select from ref.setting t where t.key = s.key and t.office = s.office + delta);
  update ref.setting s set office = s.office + delta where s.office >= lo and s.office < hi;
  update work.draft d set office = d.office + delta where d.office >= lo and d.office < hi;
end $$;

-- The region with all below it that no line of the file names; gives the codes that changed.
create or replace function ref.region_move(old_code bigint, new_code bigint, apart bigint[]) returns bigint[]
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  step bigint := ref.span(ref.tier_of(old_code));
  delta bigint := new_code - old_code;
  went ref.region[] := array(select r from ref.region r where r.code >= old_code and r.code < old_code + step and r.valid_to is null
                                and (r.code = old_code or r.code <> all (apart)) order by r.code);
  codes bigint[] := array(select w.code from unnest(went) w);
begin
  update org.office o set parent = ref.parent_of(new_code) where o.id = old_code and o.parent = ref.parent_of(old_code);
  update ref.region r set code = r.code + delta, valid_from = ref.today(), changed_on = ref.today() where r.code = any (codes);
  update ref.region r set parent = ref.parent_of(new_code) where r.code = new_code;
  insert into ref.region (code, parent, tier, name, py, initials, statistical, quasi, valid_from, valid_to, replaced_by, changed_on)
    select w.code, w.parent, w.tier, w.name, w.py, w.initials, w.statistical, w.quasi, w.valid_from, ref.today(), w.code + delta, ref.today()
      from unnest(went) w order by w.tier, w.code;
  perform ref.region_loose(c, c + 1, delta) from unnest(codes) c;
  return codes;
end $$;

-- Two live pairings with one person become one: the older goes on.
create or replace function ref.merge_pairings(old_code bigint, new_code bigint) returns void
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  update service.pairing p set ended_on = greatest(p.started_on, ref.today()), end_why = '区划合并', due_on = null
   where p.ended_on is null and p.voided_at is null and p.office in (old_code, new_code)
     and exists (select from service.pairing q where q.person = p.person and q.id <> p.id and q.ended_on is null and q.voided_at is null
                    and q.office in (old_code, new_code) and (q.started_on, q.id) < (p.started_on, p.id))
$$;

-- What two offices owe alike one owes: what was answered stays.
create or replace function ref.merge_duties(old_code bigint, new_code bigint) returns void
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  delete from work.duty d using work.duty k
   where d.office in (old_code, new_code) and k.office in (old_code, new_code) and k.id <> d.id and (k.rule, k.subject, k.from_on) = (d.rule, d.subject, d.from_on)
     and (k.outcome is not distinct from 'd', k.office = new_code, k.id) > (d.outcome is not distinct from 'd', d.office = new_code, d.id)
$$;

-- What both offices have of cases: the guest of one case twice, the last number given in a year.
create or replace function ref.merge_cases(old_code bigint, new_code bigint) returns void
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  delete from work.guest g where g.office = old_code and exists (select from work.guest x where x.office = new_code and x.matter = g.matter);
  update work.matter_number n set last = greatest(n.last, o.last) from work.matter_number o
   where n.office = new_code and o.office = old_code and o.year = n.year;
  delete from work.matter_number o where o.office = old_code and exists (select from work.matter_number n where n.office = new_code and n.year = o.year);
$$;

-- All rows of one office become another's; the region ends, its office goes.
create or replace function ref.region_merge(old_code bigint, new_code bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare f record;
begin
  perform ref.merge_pairings(old_code, new_code);
  perform work.merge_notices(old_code, new_code);
  perform ref.merge_duties(old_code, new_code);
  perform ref.merge_cases(old_code, new_code);
  perform work.merge_offices(old_code, new_code);
  update org.office o set served_by = null where o.id = new_code and o.served_by = old_code;
  for f in select * from ref.office_columns() loop
    execute format('update %s set %I = $2 where %I = $1', f.relation, f.col, f.col) using old_code, new_code;
  end loop;
  for f in select * from ref.office_columns() where col = 'with_office' loop
    execute format('update %s set with_office = null where with_office = office and office = $1', f.relation) using new_code;
  end loop;
  perform ref.region_loose(old_code, old_code + 1, new_code - old_code);
  update org.office o set established = o.established or x.established from org.office x where o.id = new_code and x.id = old_code;
  delete from org.office o where o.id = old_code;
  update ref.region r set valid_to = ref.today(), replaced_by = new_code, changed_on = ref.today() where r.code = old_code;
end $$;

create or replace function ref.region_abolish(line int, old_code bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare f record; seen boolean;
begin
  for f in select * from ref.office_columns() loop
    execute format('select exists (select from %s where %I = $1)', f.relation, f.col) into seen using old_code;
    if seen and f.relation <> 'org.office'::regclass then
      perform ref.region_refuse(line, format('%s 的机构还有人员或记录，不能没有去向；请写并入哪里（merge）', old_code), format('%s still has rows in %s', old_code, f.relation));
    end if;
  end loop;
  update org.office o set served_by = null where o.served_by = old_code;
  delete from ref.setting s where s.office = old_code;
  update ref.region r set valid_to = ref.today(), changed_on = ref.today() where r.code = old_code;
  if not exists (select from org.office o where o.parent = old_code) then
    delete from org.office o where o.id = old_code;
  end if;
end $$;

create or replace function ref.region_note(kind text, old_code bigint, new_code bigint, was jsonb) returns void
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  insert into audit.log (place, kind, relation, key, office, old, new, note)
  select sec.place(), 'U', 'ref.region', coalesce(new_code, old_code), coalesce(new_code, old_code), was, to_jsonb(r), '区划变动：' || region_note.kind
    from ref.region r where r.code = coalesce(new_code, old_code)
$$;

------------------------------------------------------------------------------ afterwards
create or replace function ref.region_whole() returns void
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare r record;
begin
  select x.code, x.name, x.parent into r from ref.region x left join ref.region p on p.code = x.parent
   where x.valid_to is null and x.tier > 0 and (p.valid_to is not null or x.parent <> x.code - x.code % (array[10000000000, 100000000, 1000000, 1000])[x.tier]) order by x.code limit 1;
  if found then
    perform sec.refuse('region_left', format('%s（%s）的上级没有了，文件里没有写它的去向', r.code, r.name), format('%s is left without a region above it', r.code),
                       '什么也没有改；给它写一行 move 或 merge', hint_en => 'nothing was changed; give it a line of move or merge');
  end if;
  select o.id, o.name into r from org.office o join ref.region x on x.code = o.id where x.valid_to is not null order by o.id limit 1;
  if found then
    perform sec.refuse('region_left', format('机构 %s（%s）没有区划了', r.id, r.name), format('office %s is left without a region', r.id), '什么也没有改；写明并入哪里（merge）', hint_en => 'nothing was changed; say what it merges into (merge)');
  end if;
end $$;

-- Counters of the townships concerned, anew from the duties and cases.
create or replace function ref.recount(units bigint[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  lock table work.duty_count, work.duty_delta in share row exclusive mode;
  delete from work.duty_count c where c.unit = any (units);
  delete from work.duty_delta d where d.unit = any (units);
  insert into work.duty_count (unit, rule, due_on, n)
    select u.u, t.rule, t.due_on, count(*)
      from unnest(units) u(u) cross join lateral (
        select 1::int2 as rule, p.due_on from service.pairing p where p.office >= u.u and p.office < u.u + 1000 and p.due_on is not null
        union all
        select d.rule, d.open_due from work.duty d where d.office >= u.u and d.office < u.u + 1000 and d.open_due is not null
        union all
        select m.rule, m.due_on from work.matter m where m.next_office >= u.u and m.next_office < u.u + 1000 and m.due_on is not null) t
     group by 1, 2, 3;
end $$;

create or replace procedure ref.rest_triggers(how text)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare r regclass;
begin
  foreach r in array array(select distinct f.relation from ref.office_columns() f) loop
    execute format('alter table %s %s trigger user', r, how);
  end loop;
end $$;

drop type if exists ref.region_done cascade;
create type ref.region_done as (line int, kind text, old_code bigint, new_code bigint, name text, follow bigint, rows bigint);

create or replace function ref.region_do(changes text) returns ref.region_done[]
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  l record; twice record;
  done ref.region_done[] := '{}';
  named bigint[] := array(select x.old_code from ref.region_lines(changes) x where x.kind <> 'split-off' and x.old_code is not null);
  units bigint[] := '{}';
  codes bigint[]; was jsonb; n bigint;
begin
  select max(x.line) as line, x.old_code into twice from ref.region_lines(changes) x where x.old_code is not null and x.kind <> 'split-off'
   group by x.old_code having count(*) > 1;
  if twice.line is not null then
    perform ref.region_refuse(twice.line, format('%s 写了两次', twice.old_code), 'the code is named twice');
  end if;
  for l in select * from ref.region_lines(changes) loop
    perform ref.region_check(l.line, l.old_code, l.new_code, l.kind);
    was := (select to_jsonb(r) from ref.region r where r.code = l.old_code);
    n := case l.kind when 'move' then ref.rows_of(l.old_code, l.old_code + ref.span(ref.tier_of(l.old_code)))
                     when 'merge' then ref.rows_of(l.old_code, l.old_code + 1) else 0 end;
    codes := array[l.old_code];
    case l.kind
    when 'rename' then perform ref.region_name(l.old_code, l.name);
    when 'move' then codes := ref.region_move(l.old_code, l.new_code, named);
    when 'merge' then perform ref.region_merge(l.old_code, l.new_code);
    when 'abolish' then perform ref.region_abolish(l.line, l.old_code);
    else perform ref.region_add(l.new_code, l.name);
    end case;
    if l.kind = 'move' and l.name is not null then
      perform ref.region_name(l.new_code, l.name);
    end if;
    perform ref.region_note(l.kind, l.old_code, l.new_code, was);
    perform ref.region_note('move', c, c + l.new_code - l.old_code, (select to_jsonb(r) from ref.region r where r.code = c))
       from unnest(codes) c where c <> l.old_code;
    units := units || array(select ref.unit(x) from unnest(codes || l.new_code || array(select c + l.new_code - l.old_code from unnest(codes) c)) x where x is not null);
    done := done || (l.line, l.kind, l.old_code, l.new_code, coalesce(l.name, was ->> 'name'), cardinality(codes) - 1, n)::ref.region_done;
  end loop;
  perform work.notices_out_of_reach();
  perform ref.region_whole();
  perform work.bins_follow();
  perform ref.recount(array(select distinct u from unnest(units) u));
  perform sec.refresh_scope(a.login) from sec.account a;
  return done;
end $$;

-- Does what the file says, or with `really` false tries it and takes it back; one row a line, with the offices and rows that follow.
create or replace function ref.region_apply(changes text, really boolean) returns setof ref.region_done
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  done ref.region_done[];
begin
  begin
    lock table ref.region, org.office, sec.account in share row exclusive mode;
    call ref.rest_triggers('disable');
    done := ref.region_do(changes);
    call ref.rest_triggers('enable');
    if not really then
      raise exception using errcode = 'LB0DR';
    end if;
  exception when sqlstate 'LB0DR' then null;
  end;
  return query select * from unnest(done);
end $$;
comment on function ref.region_apply(text, boolean) is '每年的区划变动：先试算，再办理';
