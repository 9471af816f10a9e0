-- SPDX-License-Identifier: Apache-2.0
-- A day of the world: who visits whom, late or not, who is paired and no longer, who moves and is asked for. Each act is a call of the clerk's.
create table years.log (day date, who name, did text, answer text);

-- Only what was refused is kept; a refusal begins with its SQLSTATE, what came of a save is one word.
create procedure years.act(who name, did text, answer text) language sql as $$
  insert into years.log select ref.today(), who, did, answer where answer ~ '^([0-9A-Z]{5} |alike$|clash$|gone$|denied$)' $$;

create procedure years.steps(login name, matter bigint, seq int, action text, more jsonb default '{}') language sql as $$
  call years.act(login, action, years.does(login, format('select answer::text from api.take_step(%L)', jsonb_build_object('new', jsonb_build_object('matter', matter, 'seq', seq, 'action', action) || more)))) $$;

-- A visit now or some days ago; to who is paired as often as the tier should, late now and then; to others seldom.
create procedure years.visits() language plpgsql as $$
declare
  d constant date := ref.today();
  g record;
  day date;
begin
  for g in select p.id as person, a.login, a.staff from service.person p join years.actor a on true join org.office o on o.id = a.office and p.office >= o.id and p.office < o.hi
            where p.voided_at is null and random() < case when exists (select from service.pairing x where x.office = a.office and x.person = p.id and x.ended_on is null and x.voided_at is null)
                                                          then (array[.012, .012, .02, .04, .16])[o.tier + 1] else .004 end order by p.id, a.office loop
    day := d - case when random() < .8 then 0 when random() < .7 then (random() * 4)::int else (random() * 28)::int end;
    call years.act(g.login, 'visit', years.saves(g.login, 'service.visit', jsonb_build_object('person', g.person::text, 'visited_on', day, 'occasion', '7', 'staff', g.staff::text,
      'mode', case when random() < .85 then '1' when random() < .7 then '2' else '5' end)));
  end loop;
end $$;

-- What happens to people who have never moved; some of it is visited for, in time or late, some was written down wrong.
create procedure years.events() language plpgsql as $$
declare r record; d constant date := ref.today();
begin
  for r in select p.id, a.login, a.staff, random() as x from service.person p join years.actor a on a.office = p.office
            where p.voided_at is null and random() < .003 and not exists (select from work.matter m where m.process = 'move' and m.person = p.id) order by p.id loop
    call years.act(r.login, 'event', years.saves(r.login, 'service.event', jsonb_build_object('person', r.id::text, 'happened_on', d - (random() * 12)::int,
      'kind', case when r.x < .04 then '7' else (array['1', '2', '3', '5', '6', '9'])[1 + (r.x * 100)::int % 6] end)));
  end loop;
  -- visited for, some days after or before
  for r in select e.id, e.person, e.kind, e.happened_on, a.login, a.staff, a.office from service.event e join service.person p on p.id = e.person join org.office o on o.id = p.office
             join years.actor a on a.office = p.office or a.office = o.id / 1000000 * 1000000 and e.kind = '2'
            where e.voided_at is null and e.happened_on > d - 40 and random() < .06 order by e.id, a.office loop
    call years.act(r.login, 'event visit', years.saves(r.login, 'service.visit', jsonb_build_object('person', r.person::text, 'visited_on', greatest(least(r.happened_on - 2 + (random() * 9)::int, d), d - 28), 'mode', '1',
      'occasion', case r.kind when '7' then '10' when '9' then '8' else r.kind end, 'staff', r.staff::text)));
  end loop;
  for r in select e.id, e.version, e.happened_on, e.kind, a.login, random() as x from service.event e join service.person p on p.id = e.person join years.actor a on a.office = p.office
            where e.voided_at is null and e.happened_on > d - 30 and random() < case e.kind when '7' then .05 else .01 end order by e.id loop
    if r.x < .4 then call years.act(r.login, 'void event', years.does(r.login, format('select api.void(''service.event'', %s, ''没有这回事情'')::text', r.id)));
    elsif r.x < .8 then call years.act(r.login, 'date event', years.saves(r.login, 'service.event', jsonb_build_object('happened_on', r.happened_on - 3 + (random() * 3)::int), id => r.id, version => r.version));
    elsif r.kind <> '7' then call years.act(r.login, 'kind of event', years.saves(r.login, 'service.event', jsonb_build_object('kind', (array['1', '2', '3', '5', '6'])[1 + (r.x * 100)::int % 5]), id => r.id, version => r.version));
    end if;
  end loop;
end $$;

-- The heads of those below meet, seldom too late; minutes follow, days are put right, some were no meeting.
create procedure years.meetings() language plpgsql as $$
declare r record; d constant date := ref.today();
begin
  for r in select a.login, o.tier from years.actor a join org.office o on o.id = a.office where o.tier between 1 and 3 and random() < (array[.01, .02, .05])[o.tier] order by a.office loop
    call years.act(r.login, 'meeting', years.saves(r.login, 'work.meeting', jsonb_build_object('kind', r.tier::text, 'held_on', d - case when random() < .7 then 0 else (random() * 40)::int end, 'topic', '例会 ' || random(),
      'minutes', case when random() < .7 then '记了三件事' end)));
  end loop;
  for r in select m.id, m.version, m.held_on, m.minutes, a.login, random() as x from work.meeting m join years.actor a on a.office = m.office
            where m.voided_at is null and m.held_on > d - 60 and random() < case when m.minutes is null then .1 else .01 end order by m.id loop
    if r.minutes is null then call years.act(r.login, 'minutes', years.saves(r.login, 'work.meeting', '{"minutes": "补记了"}', id => r.id, version => r.version));
    elsif r.x < .5 then call years.act(r.login, 'void meeting', years.does(r.login, format('select api.void(''work.meeting'', %s, ''没有开成会'')::text', r.id)));
    else call years.act(r.login, 'date meeting', years.saves(r.login, 'work.meeting', jsonb_build_object('held_on', r.held_on - (random() * 20)::int), id => r.id, version => r.version));
    end if;
  end loop;
end $$;

-- What was written down wrong: another day, or no visit at all.
create procedure years.corrections() language plpgsql as $$
declare v record;
begin
  for v in select x.id, x.version, x.visited_on, x.created_by from service.visit x where x.voided_at is null and x.visited_on > ref.today() - 28 and random() < .004 order by x.id loop
    if random() < .5 then
      call years.act(v.created_by, 'void', years.does(v.created_by, format('select api.void(''service.visit'', %s, ''写到别人那里了'')::text', v.id)));
    else
      call years.act(v.created_by, 'correct', years.saves(v.created_by, 'service.visit', jsonb_build_object('visited_on', v.visited_on - (random() * 2)::int), id => v.id, version => v.version));
    end if;
  end loop;
end $$;

create procedure years.pairings() language plpgsql as $$
declare g record;
begin
  for g in select p.id, p.version, a.login from service.pairing p join years.actor a on a.office = p.office
            where p.ended_on is null and p.voided_at is null and random() < .002 order by p.id loop
    call years.act(g.login, 'end', years.saves(g.login, 'service.pairing', jsonb_build_object('ended_on', ref.today(), 'end_why', '换人包联'), id => g.id, version => g.version));
  end loop;
  -- it began on another day than was written
  for g in select p.id, p.version, p.started_on, a.login from service.pairing p join years.actor a on a.office = p.office
            where p.ended_on is null and p.voided_at is null and random() < .001 order by p.id loop
    call years.act(g.login, 'began', years.saves(g.login, 'service.pairing', jsonb_build_object('started_on', g.started_on - 10 + (random() * 15)::int), id => g.id, version => g.version));
  end loop;
  -- an office pairs with people of its own, or of those below it
  for g in select p.id as person, a.office, a.login from service.person p join years.actor a on true join org.office o on o.id = a.office and p.office >= o.id and p.office < o.hi
            where p.voided_at is null and p.condition <> '4' and random() < (array[.0002, .0005, .001, .002, .03])[o.tier + 1]
              and not exists (select from service.pairing x where x.office = a.office and x.person = p.id and x.ended_on is null and x.voided_at is null) order by p.id, a.office loop
    call years.act(g.login, 'pair', years.pairs(g.office, g.person, ref.today() - case when random() < .5 then 0 else (random() * 20)::int end));
  end loop;
end $$;

create procedure years.transfers() language plpgsql as $$
declare r record; number text;
begin
  -- a village asks for somebody of another
  for r in select p.id, v.id_no, a.login from service.person p join service.person_private v on v.id = p.id
             join years.actor a on a.office <> p.office join org.office o on o.id = a.office and o.tier = 4
            where p.voided_at is null and random() < .0004 and not exists (select from service.event e where e.person = p.id) order by p.id, a.login loop
    number := quote_literal(r.id_no);
    call years.act(r.login, 'ask', years.does(r.login, format('select here::text from api.on_file(%s)', number)));
    call years.act(r.login, 'ask', years.does(r.login, format('select here::text from api.on_file(%s)', number)));
    call years.act(r.login, 'ask', years.does(r.login, format('select api.ask_transfer(%s, ''搬到我们这里住了'')::text', number)));
  end loop;
  -- a village offers somebody to another; not whom an event was visited for, which the reckoning asks of the office he is with now
  for r in select p.id, a.login, b.office as other from service.person p join years.actor a on a.office = p.office join years.actor b on b.office <> p.office join org.office o on o.id = b.office and o.tier = 4
            where p.voided_at is null and random() < .0002 and not exists (select from service.event e where e.person = p.id) order by p.id, b.office loop
    call years.act(r.login, 'offer', years.saves(r.login, 'service.move', jsonb_build_object('person', r.id, 'other_office', r.other, 'why', '搬到那边去住了')));
  end loop;
  -- who must act does, or who proposed takes it back; some wait for long
  for r in select m.id, m.seq, m.state, a.login, b.login as asker, random() as x
             from work.matter m join years.actor b on b.office = m.office join years.actor a on a.office = m.next_office
            where m.process = 'move' and m.ended_on is null and random() < .06 order by m.id loop
    case r.state
    when 'asked' then
      if r.x < .5 then call years.steps(r.login, r.id, r.seq, 'accept');
      elsif r.x < .85 then call years.steps(r.login, r.id, r.seq, 'refuse', '{"ground": "人还住在这里"}');
      else call years.steps(r.asker, r.id, r.seq, 'withdraw');
      end if;
    when 'refused_open' then
      if r.x < .6 then call years.steps(r.login, r.id, r.seq, 'give_up'); else call years.steps(r.login, r.id, r.seq, 'appeal', '{"ground": "户口已经迁来"}'); end if;
    else
      call years.steps(r.login, r.id, r.seq, case when r.x < .5 then 'rule_move' else 'rule_stay' end, '{"opinion": "照户口所在地办", "ground": "属地原则"}');
    end case;
  end loop;
  -- what was told is read, by who asked and, of a ruling, by the other
  for r in select d.subject, d.office, a.login from work.duty d join years.actor a on a.office = d.office where d.rule in (3, 4, 13) and d.closed_on is null and random() < .2 order by d.id loop
    perform years.does(r.login, format('select api.opened(''transfer'', %s)::text', r.subject));
    insert into years.read select r.subject, r.office, max(s.seq) from work.step s where s.matter = r.subject;
  end loop;
end $$;

-- Somebody comes, and a file that never should have been is voided.
create procedure years.people() language plpgsql as $$
declare p record;
begin
  for p in select a.office, a.login from years.actor a join org.office o on o.id = a.office where o.tier = 4 and random() < .004 loop
    call years.act(p.login, 'join', years.joins(p.office));
  end loop;
  for p in select x.id from service.person x where x.office = 430102001001 and x.voided_at is null and random() < .00005 loop
    call years.act('p_head', 'void person', years.does('p_head', format('select api.void(''service.person'', %s, ''重复建档，以另一份为准'')::text', p.id)));
  end loop;
end $$;

-- The life of one year, a day at a time; the timer runs most nights, and sometimes not for weeks. Every seventh day or so all is compared.
create table years.found (year int, compared int, differs text[]);
create procedure years.live(year int, days int) language plpgsql as $$
declare
  day date := ref.today();
  rests int := 0;
  compared int := 0;
  differs text[] := '{}';
  hour int := -1;
begin
  for i in 1..days loop
    call years.noon(day + i);
    commit;
    -- a day of theirs is less than a second of ours, but the limits of questions are by our hours
    if i % 20 = 1 then perform setval('sec.tally_' || n, 1) from generate_series(0, 255) n; end if;
    commit;
    call years.people();      commit;
    call years.visits();      commit;
    call years.corrections(); commit;
    call years.pairings();    commit;
    call years.transfers();   commit;
    call years.events();      commit;
    call years.meetings();    commit;
    rests := rests - 1;
    if rests < 0 then
      perform work.tick();
      insert into years.ticked values (ref.today());
      if random() < .05 then rests := 3 + (random() * 25)::int; end if;
      commit;
    end if;
    if random() < .15 or i = days then
      compared := compared + 1;
      if random() < .5 or i = days then                    -- the timer comes back: all there is; else what needs no timer
        perform work.tick();
        insert into years.ticked values (ref.today()) on conflict do nothing;
        commit;
        differs := differs || array(select * from years.differs(true));
      else
        differs := differs || array(select * from years.differs(false));
      end if;
      commit;
    end if;
  end loop;
  insert into years.found values (year, compared, differs);
  commit;
end $$;
