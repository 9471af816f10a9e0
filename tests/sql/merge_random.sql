-- SPDX-License-Identifier: Apache-2.0
-- own database: many people with all that can refer to them.
-- Merges, edits and un-merges in any order: what is there afterwards is what would be there had nothing been merged and only the edits made,
-- row for row and column for column. Each world is lived twice from one state: with merges, then with its edits alone.
\ir duty.inc
select no_plan();
select tap.noon('2026-11-25') \g /dev/null
insert into code.object_category (code, name_zh, name_en, seq, py) values ('109', '农村籍退役士兵', 'rural', 2, 'nc') on conflict do nothing;
insert into code.petition_channel (code, name_zh, name_en, seq, py) values ('2', '来信', 'letter', 2, 'lx') on conflict do nothing;
update work.tick_state set opened_to = '2026-01-01', rules_from = '{}';
create function tap.pick(variadic x text[]) returns text language sql as $$ select x[1 + floor(random() * cardinality(x))::int] $$;
create function tap.pick(variadic x bigint[]) returns bigint language sql as $$ select x[1 + floor(random() * cardinality(x))::int] $$;
-- As this login from here on in this transaction; as nobody's: the superuser.
create function tap.be(login text) returns void language plpgsql as $$ begin perform set_config('session_authorization', login, false); end $$;

grant usage on schema tap to public;
-- The people: of two villages of one street, each with some of everything.
select setseed(0.42) \g /dev/null
insert into service.person (office, name, sex, category, filed_on, birth_year, health, situation, discharged_on)
select tap.pick(430102001001, 430102001001, 430102001002), tap.pick('张建国', '张建囯', '李卫东', '买买提·阿不都', '王芳'), tap.pick('1', '2'), tap.pick('100', '109'), '2026-01-05', tap.pick(1950, 1966, 1980),
       null, tap.pick('独居', '和儿子住', null), case when random() < .3 then date '2026-11-01' + (random() * 20)::int end
  from generate_series(1, 24);
insert into service.person_private (id, office, id_no, phone, address)
select p.id, p.office, case when random() < .8 then b || ref.id_digit(b) end, tap.pick('1380000' || 1000 + p.id, null), tap.pick('幸福路 1 号', '幸福路 2 号', null)
  from service.person p cross join lateral (select '430371' || p.birth_year || '0305' || lpad((p.id * 20 + case p.sex when '1' then 1 else 0 end)::text, 3, '0')) x(b) where random() < .9;
insert into service.pairing (office, person, started_on, staff)
select o, p.id, date '2026-06-01' + (random() * 100)::int, (select min(s.id) from org.staff s where s.office = o)
  from service.person p cross join lateral unnest(array[p.office, 430102001000, 430102000000]) o where random() < .6;
insert into service.event (office, person, kind, happened_on, what)
select p.office, p.id, k, date '2026-11-05' + (random() * 3)::int, tap.pick('某事', null) from service.person p cross join lateral unnest(array['2', '5', '6', '7']) k where random() < case k when '7' then .15 else .3 end;
select work.tick() \g /dev/null
insert into service.visit (office, person, visited_on, mode, occasion, staff, situation, money)
select o, p.id, date '2026-10-28' + (random() * 27)::int, '1', tap.pick('1', '2', '5', '6', '7', '7', '10'), (select min(s.id) from org.staff s where s.office = o), tap.pick('好', '住院', null), tap.pick(100, null)
  from service.person p cross join generate_series(1, 3) cross join lateral (select tap.pick(p.office, p.office, 430102001000, 430102000000)) x(o) where random() < .7;
insert into service.need (office, visit, what) select v.office, v.id, '修屋顶' from service.visit v where random() < .3;
insert into service.petition (office, person, petitioner, channel, purpose, topic, received_on, title, request)
select p.office, p.id, p.name, '2', '3', '90', '2026-11-20', '要求', '请求' from service.person p where random() < .3;
insert into work.file (login, sha256, sm3, size, kind, content) select 'x', sha256(n::text::bytea), sha256(n::text::bytea), 1, (select min(code) from code.file_kind), 'x' from generate_series(1, 3) n;
set session_replication_role = replica;
delete from work.attachment;
insert into work.attachment (office, with_office, relation, row_id, name, file, kind, size, sha256, sm3)
select v.office, v.with_office, 'service.visit', v.id, '照片', f.id, f.kind, 1, encode(f.sha256, 'hex'), encode(f.sm3, 'hex') from service.visit v join work.file f on f.id % 3 = v.id % 7 where f.login = 'x'
union all
select p.office, null, 'service.person', p.id, '证件', f.id, f.kind, 1, encode(f.sha256, 'hex'), encode(f.sm3, 'hex') from service.person p join work.file f on random() < .3 where f.login = 'x';
set session_replication_role = origin;
select work.leaver(min(g.staff)) from service.pairing g \g /dev/null
-- Who merges has looked at everybody's numbers.
insert into audit.log (login, place, kind, relation, key, office, note) select 'p_boss', '', 'P', 'service.person', p.id, p.office, '核对重复档案' from service.person p;
select cmp_ok(count(*), '>', 40::bigint, 'there is something to be merged') from work.duty;

------------------------------------------------------------------------------ what is compared
-- Every row there is but the record of the merging itself, without what each writing moves; duties by what they are about, for one owed anew has another number.
create function tap.dump() returns jsonb language plpgsql as $$
declare t record; part jsonb; whole jsonb := '{}';
begin
  for t in select c.oid::regclass as rel, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'id') as numbered from pg_class c
            where c.relkind = 'r' and c.relnamespace in ('service'::regnamespace, 'work'::regnamespace)
              and c.oid::regclass::text not in ('work.merge', 'work.merge_change', 'work.not_twins', 'work.merging', 'work.duty_delta', 'work.duty_count', 'work.tick_state') loop
    execute format($q$select jsonb_object_agg(%L || ' ' || case when %L then concat_ws(' ', r ->> 'rule', r ->> 'subject', r ->> 'from_on') when %L then r ->> 'id' else r::text end,
                       case when r ->> 'voided_at' is null then r else r || '{"voided_at": "voided"}' end)
                     from (select to_jsonb(x) - '{version,changed_at,changed_by,created_at,created_by}'::text[] - case when %L then 'id' else '' end as r from %s x) x$q$,
                   t.rel, t.rel = 'work.duty'::regclass, t.numbered, t.rel = 'work.duty'::regclass, t.rel) into part;
    whole := whole || coalesce(part, '{}');
  end loop;
  return whole || coalesce((select jsonb_object_agg('count ' || c.k, c.n) from (
    select concat_ws(' ', unit, rule, due_on) as k, sum(n) as n from (select unit, rule, due_on, n from work.duty_count union all select unit, rule, due_on, d from work.duty_delta) c group by 1 having sum(n) <> 0) c), '{}');
end $$;
create function tap.differs(a jsonb, b jsonb) returns setof text language sql as $$
  select concat_ws(' ', k, (select jsonb_object_agg(coalesce(x.key, y.key), jsonb_build_array(x.value, y.value)) from jsonb_each(case jsonb_typeof(a -> k) when 'object' then a -> k else '{}' end) x
                              full join jsonb_each(case jsonb_typeof(b -> k) when 'object' then b -> k else '{}' end) y using (key) where x.value is distinct from y.value))
    from jsonb_object_keys(a || b) k where a -> k is distinct from b -> k order by 1 $$;

------------------------------------------------------------------------------ what is done
create temp table made (n serial, edit text);
create function tap.anybody() returns bigint language sql as $$ select p.id from service.person p where p.voided_at is null order by random() limit 1 $$;
-- An edit of somebody who is there: SQL, so that it can be made again.
create function tap.an_edit(turn int) returns text language plpgsql as $$
declare p service.person := (select x from (select tap.anybody() offset 0) a(id) join service.person x using (id)); v bigint; g bigint;
begin
  select x.id into v from service.visit x where x.person = p.id and x.voided_at is null order by random() limit 1;
  select x.id into g from service.pairing x where x.person = p.id and x.voided_at is null and x.ended_on is null order by random() limit 1;
  case floor(random() * 8)::int
  when 0 then return format('update service.person set situation = %L where id = %s', '改过 ' || turn, p.id);
  when 1 then return format('update service.person_private set phone = %L where id = %s', '1390000' || 1000 + turn, p.id);
  when 2 then return format('insert into service.visit (id, office, person, visited_on, mode, occasion, staff) values (%s, %s, %s, %L, ''1'', %L, %s)', 90000 + turn, p.office, p.id, date '2026-11-25' - (random() * 20)::int,
                            tap.pick('1', '2', '5', '6', '7', '10'), (select min(s.id) from org.staff s where s.office = p.office));
  when 3 then return (select format('update service.visit set situation = %L where id = %s', '补记 ' || turn, v) where v is not null);
  when 4 then return (select format('update service.visit set voided_at = now(), voided_by = ''x'', void_why = ''写错了'' where id = %s', v) where v is not null);
  when 5 then return format('insert into service.event (id, office, person, kind, happened_on) values (%s, %s, %s, %L, ''2026-11-24'')', 90000 + turn, p.office, p.id, tap.pick('2', '5', '6'));
  when 6 then return (select format('update service.pairing set ended_on = ''2026-11-24'', end_why = ''迁走'' where id = %s', g) where g is not null);
  when 7 then return case when not exists (select from service.event e where e.person = p.id and e.kind = '7' and e.voided_at is null) and random() < .4
                          then format('insert into service.event (id, office, person, kind, happened_on) values (%s, %s, %s, ''7'', ''2026-11-24'')', 90000 + turn, p.office, p.id) end;
  end case;
end $$;
create function tap.a_merge() returns bigint language plpgsql as $$
declare a bigint := tap.anybody(); b bigint := tap.anybody(); cols text[] := array(select c from unnest('{phone,situation,address,name,birth_year,health}'::text[]) c where random() < .4); born bigint;
begin
  if a = b then return null; end if;
  if random() < .3 then cols := cols || '{id_no,sex}'; end if;        -- together, for they must agree
  perform tap.be('p_boss');
  born := api.merge('service.person', a, b, jsonb_build_object('columns', array_remove(cols, 'birth_year')), '同一个人，两份档案');
  perform tap.be(session_was.s) from (select current_setting('tap.super') as s) session_was;
  return born;
end $$;
create function tap.an_unmerge(merge bigint) returns boolean language plpgsql as $$
begin
  perform tap.be('p_boss');
  perform api.unmerge(merge, '并错了，不是一个人');
  perform tap.be(current_setting('tap.super'));
  return true;
exception when sqlstate 'LB001' then
  perform tap.be(current_setting('tap.super'));
  if sqlerrm !~ '先撤销那一次' then raise; end if;
  return false;
end $$;
select set_config('tap.super', session_user, false) \g /dev/null

create sequence tap.aside;
create sequence tap.taken;
create function tap.live(world int) returns setof text language plpgsql as $$
declare
  before constant jsonb := tap.dump(); merged jsonb; edited jsonb; edits text[] := '{}'; e text; m bigint; merges int := 0; undone int := 0;
begin
  perform setseed(world / 1000.0);
  begin
    for turn in 1 .. 14 loop
      case floor(random() * 3)::int
      when 0 then if tap.a_merge() is not null then merges := merges + 1; end if;
      when 1 then
        e := tap.an_edit(turn);
        if e is not null then
          execute e;
          edits := edits || e;
        end if;
      else
        select x.id into m from work.merge x where x.undone_on is null order by random() limit 1;
        if m is not null and tap.an_unmerge(m) then undone := undone + 1; end if;
      end case;
    end loop;
    set constraints all immediate;
    set constraints all deferred;
    perform nextval('tap.' || case when c.after is null then 'taken' else 'aside' end)         -- which a rollback does not take back
       from work.merge_change c where c.after is null or c.relation <> 'service.person' and c.before -> 'voided_at' = 'null' and c.after ->> 'void_why' ~ '^并入';
    for m in select x.id from work.merge x where x.undone_on is null order by x.id desc loop
      if not tap.an_unmerge(m) then raise 'the last one % is refused', m; end if;
    end loop;
    set constraints all immediate;
    set constraints all deferred;
    merged := tap.dump();
    raise exception using errcode = 'LB009';
  exception when sqlstate 'LB009' then null;
  end;
  begin
    foreach e in array edits loop execute e; end loop;
    set constraints all immediate;
    set constraints all deferred;
    edited := tap.dump();
    raise exception using errcode = 'LB009';
  exception when sqlstate 'LB009' then null;
  end;
  return query select is(array_to_string(array(select d from tap.differs(edited, merged) d), E'\n'), '', format('world %s: %s merges undone leave %s edits', world, merges, cardinality(edits)));
exception when others then
  perform tap.be(current_setting('tap.super'));
  return next fail(format('world %s: %s %s (%s)', world, sqlstate, sqlerrm, edits));
end $$;
select x from generate_series(1, 40) w, tap.live(w) x;
select cmp_ok((select last_value from tap.aside), '>', 20::bigint, 'pairings and attachments were set aside on the way'), cmp_ok((select last_value from tap.taken), '>', 5::bigint, 'and duties that both had');
select * from finish();
