-- SPDX-License-Identifier: Apache-2.0
-- own database: many people with what can be written about them.
-- Edits of three clerks, undone and undone again in any order: what is there afterwards is what would be there had only the edits been made that
-- stand. Each world is lived on one set of people, with its undoings; then the edits that stand are made on another, equal set, in their order.
\ir duty.inc
select no_plan();
select tap.noon('2026-11-25') \g /dev/null
create function tap.pick(variadic x text[]) returns text language sql as $$ select x[1 + floor(random() * cardinality(x))::int] $$;
-- One session each, kept: every statement is a transaction of its own.
create function tap.sit(who text) returns text language sql as $$
  select dblink_connect(who, format('host=%s port=%s dbname=%s user=%s options=''-c client_min_messages=warning''', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database(), who)) $$;
select tap.sit(x) from unnest('{p_village,p_head,p_english}'::text[]) x \g /dev/null
create function tap.says(who text, statement text) returns text language plpgsql as $$
begin
  return (select string_agg(x.r, ' ') from dblink(who, statement) x(r text));
exception when sqlstate 'LB001' then
  return 'LB001 ' || sqlerrm;
end $$;

-- The people of a world, on either side (0 lived, 1 made anew): number side * 10000 + world * 10 + i. Rows that edits make are found by what they are called.
create function tap.who(side int, world int, i int) returns bigint language sql as $$ select side * 10000 + world * 10 + i::bigint $$;
insert into service.person (id, office, name, sex, category, filed_on, situation)
select tap.who(s, w, i), 430102001001, '张建国' || i, '1', '100', '2026-01-05', '独居' from generate_series(0, 1) s, generate_series(1, 12) w, generate_series(1, 3) i;
insert into service.person_private (id, office, phone) select p.id, p.office, '1380000' || p.id % 10000 from service.person p where p.id % 10 < 3;
insert into service.pairing (office, person, started_on, staff) select p.office, p.id, '2026-06-01', tap.staff('p_village') from service.person p where p.id % 10 < 3;
insert into service.visit (office, person, visited_on, mode, occasion, staff, situation) select p.office, p.id, '2026-11-02', '1', '7', tap.staff('p_village'), '起初' from service.person p;

create function tap.visit_of(person bigint, tag text) returns bigint language sql as $$
  select v.id from service.visit v where v.person = visit_of.person and v.situation ^@ tag order by v.voided_at is null desc, v.id desc limit 1 $$;
create function tap.event_of(person bigint, tag text) returns bigint language sql as $$ select e.id from service.event e where e.person = event_of.person and e.what = tag order by e.voided_at is null desc, e.id desc limit 1 $$;
-- An edit: {"does": …, "i": whose, "of": which visit or event, "to": value}, as SQL on one side. Null where what it is about is not there.
create function tap.sql_of(e jsonb, side int, world int) returns text language plpgsql as $$
declare
  p bigint := tap.who(side, world, (e ->> 'i')::int); x bigint; relation text; r jsonb; j jsonb;
begin
  case e ->> 'does'
  when 'person' then relation := 'service.person'; x := p; j := jsonb_build_object('situation', e -> 'to');
  when 'phone' then return format('update service.person_private set phone = %L where id = %s returning id', e ->> 'to', p);
  when 'visit', 'visit2' then
    return format('select answer from app.save(%L)', jsonb_strip_nulls(jsonb_build_object('relation', 'service.visit', 'sure', true, 'new', jsonb_build_object('person', p::text, 'visited_on', e -> 'on', 'mode', '1', 'occasion', e -> 'occasion',
      'staff', tap.staff('p_village')::text, 'situation', e -> 'to'), 'children', case when e ->> 'does' = 'visit2' then jsonb_build_array(jsonb_build_object('relation', 'service.need', 'by', 'visit', 'rows',
      jsonb_build_array(jsonb_build_object('new', jsonb_build_object('what', '修屋顶'))))) end)));
  when 'gift' then relation := 'service.visit'; x := tap.visit_of(p, e ->> 'of'); j := jsonb_build_object('gift', e -> 'to');
  when 'both' then relation := 'service.visit'; x := tap.visit_of(p, e ->> 'of'); j := jsonb_build_object('gift', e -> 'to', 'money', e -> 'money');
  when 'unvisit' then x := tap.visit_of(p, e ->> 'of'); return format('select api.void(''service.visit'', %s, ''写错了人'')', x);
  when 'event' then return format('select answer from app.save(%L)', jsonb_build_object('relation', 'service.event', 'sure', true, 'new', jsonb_build_object('person', p::text, 'kind', e -> 'kind', 'happened_on', '2026-11-20', 'what', e -> 'to')));
  when 'unevent' then x := tap.event_of(p, e ->> 'of'); return format('select api.void(''service.event'', %s, ''写错了人'')', x);
  when 'end' then return format('update service.pairing set ended_on = %L, end_why = %L where person = %s and ended_on is null and voided_at is null returning id', '2026-11-24', e ->> 'to', p);
  end case;
  execute format('select to_jsonb(t) from %s t where t.id = $1 and t.voided_at is null', relation) into r using x;
  return format('select string_agg(answer, '' '') from app.save(%L)', jsonb_build_object('relation', relation, 'id', x, 'version', r -> 'version', 'old', (select jsonb_object_agg(k, r -> k) from jsonb_object_keys(j) k), 'new', j));
end $$;
create function tap.an_edit(world int, turn int) returns jsonb language plpgsql as $$
declare i int := 1 + floor(random() * 3)::int; p bigint := tap.who(0, world, i); tag text := 'e' || turn || '.'; v text; ev text;
begin
  select split_part(x.situation, '.', 1) into v from service.visit x where x.person = p and x.voided_at is null order by random() limit 1;
  select x.what into ev from service.event x where x.person = p and x.voided_at is null order by random() limit 1;
  case floor(random() * 10)::int
  when 0 then return jsonb_build_object('does', 'person', 'i', i, 'to', tap.pick('独居', '和儿子住', '住院'));
  when 1 then return jsonb_build_object('does', 'phone', 'i', i, 'to', '1390000' || 1000 + turn);
  when 2 then return jsonb_build_object('does', 'visit', 'i', i, 'to', tag, 'on', date '2026-11-25' - (random() * 20)::int, 'occasion', tap.pick('1', '2', '5', '7', '7'));
  when 3 then return jsonb_build_object('does', 'visit2', 'i', i, 'to', tag, 'on', date '2026-11-25' - (random() * 20)::int, 'occasion', tap.pick('1', '7'));
  when 4, 5 then return case when v is not null then jsonb_build_object('does', 'gift', 'i', i, 'of', v, 'to', tap.pick('米', '油', '面', null)) end;
  when 6 then return case when v is not null then jsonb_build_object('does', 'both', 'i', i, 'of', v, 'to', tap.pick('米', '油'), 'money', tap.pick('100', '200')) end;
  when 7 then return case when v is not null then jsonb_build_object('does', 'unvisit', 'i', i, 'of', v) end;
  when 8 then return case when ev is null or random() < .6 then jsonb_build_object('does', 'event', 'i', i, 'to', tag, 'kind', tap.pick('2', '5', '6', '7')) else jsonb_build_object('does', 'unevent', 'i', i, 'of', ev) end;
  else return jsonb_build_object('does', 'end', 'i', i, 'to', '迁走' || turn);
  end case;
end $$;

-- All that is there of one side, by what it is called; what was born and undone was never there.
create function tap.dump(side int, world int) returns jsonb language plpgsql as $$
declare t text; part jsonb; whole jsonb := '{}';
begin
  for t in select unnest('{service.person,service.person_private,service.pairing,service.visit,service.event,work.duty,service.need}'::text[]) loop
    execute format($q$
      select jsonb_object_agg(%L || ' ' || k || ' ' || n, r) from (
        select k, row_number() over (partition by k order by r::text) as n, r from (
          select concat_ws(' ', j ->> 'person_', coalesce(j ->> 'rule', '') , j ->> 'situation', j ->> 'what') as k,
                 (j - '{id,version,changed_at,changed_by,created_at,created_by,person,visit,record,subject,pairing,name,closed_by,staff}'::text[])
                   || (case when j ->> 'voided_at' is not null then '{"voided_at": "voided", "voided_by": "x"}'::jsonb else '{}' end)
                   || jsonb_build_object('pairing_', j ->> 'pairing' is not null, 'record_', j ->> 'record' is not null) as r
            from (select to_jsonb(x) || jsonb_build_object('person_', (%2$s) %% 10) as j from %1$s x where (%2$s) between $1 and $2) y
           where coalesce(j ->> 'void_why' not in ('自己撤销', 'undone by who wrote it'), true) and j ->> 'outcome' is distinct from 'v') z) a$q$, t,
      case t when 'service.person' then 'x.id' when 'service.person_private' then 'x.id' when 'service.need' then '(select v.person from service.visit v where v.id = x.visit)' else 'x.person' end)
      into part using tap.who(side, world, 0), tap.who(side, world, 9);
    whole := whole || coalesce(part, '{}');
  end loop;
  return whole;
end $$;
create function tap.differs(a jsonb, b jsonb) returns setof text language sql as $$
  select concat_ws(' ', k, (select jsonb_object_agg(coalesce(x.key, y.key), jsonb_build_array(x.value, y.value)) from jsonb_each(coalesce(a -> k, '{}')) x
                              full join jsonb_each(coalesce(b -> k, '{}')) y using (key) where x.value is distinct from y.value))
    from jsonb_object_keys(a || b) k where a -> k is distinct from b -> k order by 1 $$;

create table tap.done (n serial, world int, who text, change bigint, of bigint, edit jsonb, stands boolean not null default true);
create table tap.refused (world int, said text);
create function tap.change_now() returns bigint language sql as $$ select sec.change_of(max(l.seq)) from audit.log l where l.kind in ('I', 'U') and l.old is distinct from l.new $$;
-- Does an edit stand: nothing that takes it back does. (The model, told apart from the database's.)
create function tap.flip(c bigint) returns void language plpgsql as $$
declare d tap.done := (select x from tap.done x where x.change = c);
begin
  update tap.done set stands = not stands where change = c;
  if d.of is not null then perform tap.flip(d.of); end if;
end $$;
create function tap.live(world int) returns setof text language plpgsql as $$
declare e jsonb; who text; said text; q text; d tap.done; before bigint; x text := '';
begin
  perform setseed(world / 1000.0);
  for turn in 1 .. 24 loop
    who := tap.pick('p_village', 'p_head', 'p_english');
    if random() < .55 then
      e := tap.an_edit(world, turn);
      continue when e is null;
      q := tap.sql_of(e, 0, world);
      before := tap.change_now();
      said := tap.says(who, q);
      if said !~ '^LB001' and tap.change_now() is distinct from before then insert into tap.done (world, who, change, edit) values (world, who, tap.change_now(), e); end if;
    else
      select y.* into d from tap.done y where y.world = live.world order by not y.stands and random() < .9, random() limit 1;
      continue when d.change is null;
      before := tap.change_now();
      said := tap.says(d.who, format('select app.undo(%s)', d.change));
      if said ~ '^LB001' then
        insert into tap.refused values (world, d.who || ' ' || coalesce(d.edit::text, 'of ' || d.of) || said);
        if tap.change_now() is distinct from before then return next fail('refused and yet something was written'); end if;
      else
        perform tap.flip(d.change);
        insert into tap.done (world, who, change, of) values (world, d.who, tap.change_now(), d.change);
      end if;
    end if;
  end loop;
  for d in select y.* from tap.done y where y.world = live.world and y.edit is not null and y.stands order by y.n loop
    said := tap.says(d.who, tap.sql_of(d.edit, 1, world));
    x := x || E'\n' || d.edit || ' ' || coalesce(said, '-');
    if said ~ '^LB001' then return next fail(format('world %s: %s is refused: %s', world, d.edit, said)); end if;
  end loop;
  return query select is(array_to_string(array(select y from tap.differs(tap.dump(1, world), tap.dump(0, world)) y), E'\n'), '',
    format('world %s: %s edits, %s undoings, %s stand', world, (select count(*) from tap.done y where y.world = live.world and of is null), (select count(*) from tap.done y where y.world = live.world and of is not null),
           (select count(*) from tap.done y where y.world = live.world and of is null and stands)));
end $$;
select x from generate_series(1, 12) w, tap.live(w) x;
select cmp_ok((select count(*) from tap.done where of is not null), '>', 50::bigint, 'much was undone'), cmp_ok((select count(*) from tap.done d join tap.done o on o.change = d.of where o.of is not null), '>', 10::bigint, 'and undone again');
select diag(n || ' ' || s) from (select count(*) as n, regexp_replace(said, '^.*LB001|[0-9:]+|“.*”', '', 'g') as s from tap.refused group by 2 order by 1 desc) x;
select * from finish();
