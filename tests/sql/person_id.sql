-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- The identity number: checked, folded, masked; what follows from it; who may read it.
\ir person.inc
select no_plan();

-- A made-up number with the right check character.
create function tap.id(body text) returns text language sql immutable as $$ select body || ref.id_digit(body) $$;
create function tap.born(login text, name text, sex text, private text) returns text language sql as
$$ select tap.told(login, format($q$select answer, id from app.save('{"relation":"service.person","new":{"name":"%s","sex":"%s","category":"100","filed_on":"2026-01-01"},"private":%s}')$q$, name, sex, private)) $$;
create function tap.set(login text, person bigint, private text) returns text language sql as
$$ select tap.told(login, format($q$select answer from app.save(jsonb_build_object('relation', 'service.person', 'id', %s, 'version', (select version from service.person where id = %1$s), 'old', '{}'::jsonb, 'new', '{}'::jsonb, 'private', '%s'::jsonb))$q$, person, private)) $$;

-- GB 11643 by hand: samples of the standard's kind.
select is(ref.id_check('11010519491231002X'), null, 'a good number');
select is(ref.id_check('11010519491231002x'), null, 'small x');
select is(ref.id_check('１１０１０５１９４９１２３１００２Ｘ'), null, 'full-width digits');
select is(ref.id_check('440524188001010014'), null, 'born in 1880');
select is(ref.id_check('110105194912310021'), 'digit', 'wrong check character');
select is(ref.id_check('11010519490231002X'), 'birth', '31 February');
select is(ref.id_check('11010519000229002X'), 'birth', '1900 was no leap year');
select isnt(ref.id_check('110105200002290021'), 'birth', '2000 was');
select is(ref.id_check('1101051949123100'), 'length', 'sixteen');
select is(ref.id_check('1101051949X231002X'), 'character', 'X in the middle');
select is(ref.id_check('身份证'), 'character', 'words');
select is(ref.id_18('110105491231002'), '11010519491231002X', 'fifteen digits of old');
select is(ref.id_birth('11010519491231002X'), '1949-12-31', 'birth');
select is(ref.id_sex('11010519491231002X'), '2', 'sex');
select is(ref.id_birth('110105194912310021'), null, 'nothing from a bad number');
select is((select count(*) from generate_series(1, 17) k, generate_series(0, 9) d
            where substr('11010519491231002X', k, 1) <> d::text and ref.id_check(overlay('11010519491231002X' placing d::text from k for 1)) is null), 0::bigint,
  'no single wrong digit passes');
select is((select provolatile::text || proisstrict from pg_proc where oid = 'ref.id_check(text)'::regprocedure), 'itrue', 'immutable and strict');

select is(tap.born('p_village', '张国强', '1', format('{"id_no":"%s","phone":"138 1234 5678"}', lower(tap.id('43037119680305123')))), 'saved|1', 'a person with a number');
select is((select id_masked || ' ' || phone_masked || ' ' || birth_year || ' ' || version from service.person where id = 1),
  '430371********' || right(tap.id('43037119680305123'), 4) || ' 138****5678 1968 1', 'is masked in the row of lists, whose version did not move');
select is((select birth_on from service.person_private where id = 1), '1968-03-05', 'birth is derived');
select is((select office from service.person_private where id = 1), 430102001001, 'and the office');
select matches(tap.told('p_village', 'select id_no from service.person_private'), '^42501', 'nobody selects it');
select matches(tap.told('p_village', 'select * from service.person_private'), '^42501', 'nor all of it');
select matches(tap.told('p_village', $$update service.person_private set address = '街' where id_no like '430%'$$), '^42501', 'nor feels for it');
select is(tap.told('p_village', $$update service.person_private set address = '识字里 3 号' where id = 1$$), 'UPDATE 1', 'it may be written');
select is(tap.told('p_neighbour', $$update service.person_private set address = 'x' where id = 1$$), 'UPDATE 0', 'by its office only');
select matches(tap.told('p_supervisor', $$update service.person_private set address = 'x' where id = 1$$), '^42501', 'and its jobs');
select matches(tap.told('p_county', $$insert into service.person_private (id, office, phone) values (1, 430102000000, '1')$$), '^(42501|23505)', 'no second side under another office');
select matches(tap.told('p_village', $$update service.person set id_masked = 'x'$$), '^42501', 'masks are not written by hand');

select matches(tap.set('p_village', 1, '{"id_no":"430371196803051239"}'), '^LB001 身份证号的末位校验不对', 'a wrong check character is refused in words');
select matches(tap.set('p_village', 1, '{"id_no":"430371196802301239"}'), '^LB001 身份证号第 7 到 14 位“19680230”不是一个日期', 'so is a day that does not exist');
select matches(tap.set('p_village', 1, '{"id_no":"43037"}'), '^LB001 身份证号应是 18 位.*写的是 5 位', 'and a short one');
select matches(tap.set('p_village', 1, format('{"id_no":"%s"}', tap.id('43037129990305123'))), '^LB001 .*还没有到', 'and a birth to come');
select matches(tap.set('p_village', 1, format('{"id_no":"%s"}', tap.id('43037119680305124'))), '^LB001 性别与身份证号不一致：证上是女，选的是男', 'and the other sex');
select is(tap.set('p_village', 1, '{"birth_on":"1968-03-06"}'), 'saved', 'another birth is not taken');
select is((select birth_on from service.person_private where id = 1), '1968-03-05', 'nor told to be wrong, which would tell the right one');
select matches(tap.told('p_village', format($q$do $d$ begin update service.person_private set id_no = '%s' where id = 1; raise exception 'at the end only'; end $d$$q$, tap.id('43037119680305124'))),
  '^LB001 性别与身份证号不一致', 'at once, where it was typed, not when all is done');
select matches(tap.told('p_village', $$update service.person set sex = '2' where id = 1$$), '^LB001 性别与身份证号不一致', 'and the sex changed alone');
select is(tap.told('p_village', format($$select answer from app.save(jsonb_build_object('relation', 'service.person', 'id', 1, 'version', (select version from service.person where id = 1),
  'old', '{"sex":"1"}'::jsonb, 'new', '{"sex":"2"}'::jsonb, 'private', '{"id_no":"%s"}'::jsonb))$$, tap.id('43037119680305124'))), 'saved', 'both at once may be put right');
select is(tap.set('p_village', 1, '{"id_no":null,"birth_on":null}'), 'saved', 'the number may be taken out');
select is((select id_masked from service.person where id = 1), null, 'and its mask goes');
select is(tap.born('p_village', '李四', '0', '{"id_no":"110105491231002"}'), 'saved|2', 'an old number, sex unknown');
select is((select sex || ' ' || id_masked from service.person where id = 2), '2 110105********002X', 'takes both from it; a foreign or obsolete region passes');

select matches(tap.born('p_village', '王五', '2', '{"id_no":"11010519491231002X"}'), '^LB001 这个身份证号已经建档：李四', 'on file in the own area: told who');
select matches(tap.born('p_far', '王五', '2', '{"id_no":"11010519491231002X"}'), '^LB001 这个身份证号已在别处建档', 'on file elsewhere: told no more');
update ref.site set demo = false, clock_offset = '0';
select matches(tap.born('p_village', '王五', '1', format('{"id_no":"%s"}', tap.id('43037119680305123'))), '^LB001 身份证号的前 6 位 430371', 'invented prefixes pass in a demo only');
select is(tap.born('p_village', '王五', '1', format('{"id_no":"%s"}', tap.id('43010219680305123'))), 'saved|6', 'a real one passes');
update ref.site set demo = true;

-- Rolled back questions are counted: writing a number that is on file elsewhere, again and again.
create function tap.guess(login text, times int) returns text language plpgsql as $$
declare said text; n int := 0;
begin
  perform dblink_connect('g', format('host=%s port=%s dbname=%s user=%s', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database(), login));
  for i in 1 .. times loop
    begin
      perform dblink_exec('g', $q$do $d$ declare born bigint; begin
        insert into service.person (office, name, sex, category, filed_on) values (sec.own_office(), 'x', '2', '100', '2026-01-01') returning id into born;
        insert into service.person_private (id, office, id_no) values (born, sec.own_office(), '11010519491231002X'); raise 'free'; end $d$ $q$);
    exception when others then
      if sqlerrm ~ '已在别处|已经建档' then n := n + 1; end if; said := sqlerrm;
    end;
  end loop;
  perform dblink_disconnect('g');
  return n || ' ' || said;
end $$;
do $$ begin perform setval('sec.tally_' || i, 1) from generate_series(0, 255) i; end $$;     -- two logins may share a counter
select matches(tap.guess('p_next', 40), '^30 这一小时查得太多了', 'thirty answers an hour, rolled back or not');
select matches(tap.born('p_next', '赵六', '1', format('{"id_no":"%s"}', tap.id('43010219690305123'))), '^LB001 这一小时查得太多了', 'then no new number, on file or not');
do $$ begin perform setval('sec.tally_' || i, 1) from generate_series(0, 255) i; end $$;
select matches(tap.guess('p_head', 40), '^30 这一小时查得太多了', 'nor in the own area: with a masked number each is a whole one');

-- In an hour in which so many have been asked by everybody, how often may one.
create function tap.tries(asked int) returns int language plpgsql as $$
declare n int := 0;
begin
  perform setval('sec.tally_' || i, 1) from generate_series(0, 255) i;
  perform setval('sec.tally_all', extract(epoch from clock_timestamp())::bigint / 3600 * 1000000 + asked);
  while sec.try('trial', 30) loop n := n + 1; end loop;
  perform setval('sec.tally_all', 1);
  return n;
end $$;
select is(tap.tries(100), 30, 'the limit'), is(tap.tries(60000), 290, 'where thousands ask, the even share of theirs more (215 here), and three times its root');

select * from finish();
