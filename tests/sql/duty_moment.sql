-- SPDX-License-Identifier: Apache-2.0
-- own database: sessions write at the same moment.
-- The timer twice at once, records beside it and against each other: none lost, none counted twice (decisions 15, 28).
\ir duty.inc
\ir sessions.inc
select no_plan();
create function tap.line(who text, login text default 'lbadmin') returns void language sql as $$
  select dblink_connect(who, format('host=%s port=%s dbname=%s user=%s options=''-c client_min_messages=warning''', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database(),
    case login when 'lbadmin' then session_user::text else login end)) $$;
select tap.noon('2026-11-25') \g /dev/null
select tap.line('a') \g /dev/null
select tap.line('b') \g /dev/null

-- two timers
select dblink_exec('a', 'begin') \g /dev/null
select matches(t.said, 'duties opened 4,', 'one timer works') from dblink('a', 'select work.tick()') t(said text);
select is(t.said, 'busy', 'another does not wait and does nothing') from dblink('b', 'select work.tick()') t(said text);
select dblink_exec('a', 'commit') \g /dev/null
select matches(t.said, 'duties as they were', 'later it finds all done') from dblink('b', 'select work.tick()') t(said text);

-- the timer opens the bin that a record is just making: the record waits for it, or it for the record
select tap.noon('2026-12-02') \g /dev/null
select tap.line('clerk', 'p_township') \g /dev/null
create function tap.meeting(topic text, day date) returns text language sql as $$
  select format($q$insert into work.meeting (office, kind, held_on, topic, minutes) values (430102001000, '3', '%s', '%s', '记了') returning 'put in'$q$, day, topic) $$;
select dblink_exec('a', 'begin') \g /dev/null
select matches(t.said, 'duties opened [1-9]', 'the timer opens December, not yet committed') from dblink('a', 'select work.tick()') t(said text);
select is(tap.sent('clerk', tap.meeting('十二月例会', '2026-12-01')), 'waits', 'a meeting of December waits for it');
select dblink_exec('a', 'commit') \g /dev/null
select is(tap.answer('clerk'), 'put in', 'and is saved');
select is((select have || coalesce(outcome::text, '') from work.duty where rule = 32 and office = 430102001000 and from_on = '2026-12-01'), '1d', 'and counted');
select tap.noon('2027-01-02') \g /dev/null
select dblink_exec('clerk', 'begin') \g /dev/null
select is(x.said, 'put in', 'a meeting of January, not yet committed') from dblink('clerk', tap.meeting('一月例会', '2027-01-01')) x(said text);
select is(tap.sent('a', 'select work.tick()'), 'waits', 'the timer waits for it');
select dblink_exec('clerk', 'commit') \g /dev/null
select matches(tap.answer('a'), 'duties opened', 'and goes on');
select is((select count(*) || ' ' || max(have || coalesce(outcome::text, '')) from work.duty where rule = 32 and office = 430102001000 and from_on = '2027-01-01'), '1 1d', 'one bin, counted once');

-- two records of one bin
select tap.line('head', 'p_chief') \g /dev/null
select dblink_exec('clerk', 'begin') \g /dev/null
select is(x.said, 'put in', 'a second meeting') from dblink('clerk', tap.meeting('又一次', '2027-01-02')) x(said text);
select is(tap.sent('head', tap.meeting('再一次', '2027-01-02')), 'waits', 'a third waits for it');
select dblink_exec('clerk', 'commit') \g /dev/null
select is(tap.answer('head'), 'put in', 'and is saved');
select is((select have::int from work.duty where rule = 32 and office = 430102001000 and from_on = '2027-01-01'), 3, 'three');

-- an event and the visit that answers it, neither of which sees the other
select is(tap.person('甲一') || tap.person('乙二'), 'savedsaved', 'people');
select tap.line('v', 'p_village') \g /dev/null
select tap.line('h', 'p_head') \g /dev/null
create function tap.event(called text) returns text language sql as $$
  select format($q$insert into service.event (office, person, kind, happened_on) values (430102001001, %s, '5', '2027-01-01') returning 'put in'$q$, tap.id_of(called)) $$;
create function tap.came(called text) returns text language sql as $$
  select format($q$insert into service.visit (office, person, visited_on, mode, occasion, staff) values (430102001001, %s, '2027-01-02', '1', '5', sec.own_staff()) returning 'put in'$q$, tap.id_of(called)) $$;
select dblink_exec('h', 'begin') \g /dev/null
select is(x.said, 'put in', 'an event, not yet committed') from dblink('h', tap.event('甲一')) x(said text);
select is(tap.sent('v', tap.came('甲一')), 'waits', 'the visit waits for it');
select dblink_exec('h', 'commit') \g /dev/null
select is(tap.answer('v'), 'put in', 'and is saved');
select is((select outcome::text from work.duty where rule = 43 and person = tap.id_of('甲一')), 'd', 'and answers it');
select dblink_exec('v', 'begin') \g /dev/null
select is(x.said, 'put in', 'a visit, not yet committed') from dblink('v', tap.came('乙二')) x(said text);
select is(tap.sent('h', tap.event('乙二')), 'waits', 'the event waits for it');
select dblink_exec('v', 'commit') \g /dev/null
select is(tap.answer('h'), 'put in', 'and is saved');
select is((select outcome::text from work.duty where rule = 43 and person = tap.id_of('乙二')), 'd', 'and is answered');

-- two heads name a deputy for one person
select dblink_exec('h', 'begin') \g /dev/null
create function tap.deputy(by_whom text) returns text language sql as $$
  select format('select answer from api.deputy_name(%L)', jsonb_build_object('new', jsonb_build_object('staff', tap.staff('p_head')::text, 'deputy', tap.staff(by_whom)::text, 'job', 'head', 'from_on', '2027-01-02', 'to_on', '2027-01-09', 'why', '病假'))::text) $$;
select is(x.said, 'saved', 'the head names one') from dblink('h', tap.deputy('p_village')) x(said text);
select is(tap.sent('head', tap.deputy('p_english')), 'waits', 'the head above waits');
select dblink_exec('h', 'commit') \g /dev/null
select matches(tap.answer('head'), '已经有人代理', 'and is refused');
select is((select count(*) from org.deputy), 1::bigint, 'one deputy');

-- Records and timers at random over half a year, the clock now and then set back: no bin lost, none doubled, all counted.
select setseed(0.43) \g /dev/null
create procedure tap.half_year() language plpgsql as $$
declare
  day date := '2027-01-03';
begin
  for i in 1..60 loop
    day := day + (random() * 6)::int;
    perform tap.noon(day - case when random() < .2 then (random() * 20)::int else 0 end);
    commit;
    if random() < .4 then perform work.tick(); commit; end if;
    if random() < .5 then
      insert into work.meeting (office, kind, held_on, topic, minutes) select case when random() < .5 then 430102001000 else 430102002000 end, '3', day - 25 - (random() * 60)::int, 'x', 'x';
      commit;
    end if;
    if random() < .2 then update work.meeting m set held_on = m.held_on - (random() * 30)::int where m.id = (select id from work.meeting where voided_at is null order by random() limit 1); commit; end if;
    if random() < .1 then update work.meeting m set voided_at = now() where m.id = (select id from work.meeting where voided_at is null order by random() limit 1); commit; end if;
  end loop;
  perform tap.noon(day); perform work.tick(); commit;
end $$;
call tap.half_year();
select cmp_ok((select count(*) from work.meeting where voided_at is null), '>', 15::bigint, 'half a year of meetings');
create temp view counted as
  select d.*, (select count(*) from work.meeting m where m.office = d.office and m.kind = '3' and m.minutes is not null and m.voided_at is null and m.held_on between d.from_on and d.due_on) as really from work.duty d where d.rule = 32;
select is((select string_agg(format('%s %s: %s, not %s', office, from_on, have, really), '; ') from counted where have <> really), null, 'each bin has counted its records');
select is((select string_agg(format('%s %s %s %s', office, from_on, have, outcome), '; ') from counted where outcome is distinct from case when really >= need then 'd' when due_on < ref.today() then 'm' end::"char"), null, 'and stands as they say');
select is((select count(*) from work.meeting m where m.kind = '3' and m.voided_at is null and (select count(*) from work.duty d where d.rule = 32 and d.subject = m.office and m.held_on between d.from_on and d.due_on) <> 1), 0::bigint, 'each record lies in one bin');
select is((select string_agg(office::text || gap, ', ') from (select office, from_on - lag(due_on) over (partition by office order by from_on) as gap from work.duty where rule = 32 and due_on >= '2026-11-01') x where gap <> 1), null, 'no gap and no overlap since the rule is kept');
select is((select count(*) from work.duty where rule in (30, 31, 32) and due_on >= ref.today()), 4::bigint, 'what is owed now is there');
select is(tap.counters(), 0::bigint, 'the counters agree');
select * from finish();
