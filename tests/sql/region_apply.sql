-- SPDX-License-Identifier: Apache-2.0
-- Wants a database with the demo. ref.region_apply on real codes of Hunan: each kind of change, what follows it, what is refused.
begin;
select no_plan();
set local role lb_owner;

create temp table before as select (select count(*) from service.person) as persons, (select count(*) from service.visit) as visits,
  (select count(*) from org.office) as offices, (select count(*) from audit.log) as logged, (select sum(version) from service.person) as versions;
create temp table was as select p.id, p.office from service.person p;
create temp table tip as select office, count(*) as n from service.person group by office;
create function pg_temp.persons_of(o bigint) returns bigint language sql as $$ select count(*) from service.person where office = o $$;
create function pg_temp.tip(o bigint) returns bigint language sql as $$ select coalesce((select n from tip where office = o), 0) $$;
create function pg_temp.counters() returns table (unit bigint, rule int, due_on date, n bigint) language sql as
$$ select unit, rule::int, due_on, sum(n) from (select unit, rule, due_on, n from work.duty_count union all select * from work.duty_delta) x group by 1, 2, 3 having sum(n) <> 0 $$;
create function pg_temp.truth() returns table (unit bigint, rule int, due_on date, n bigint) language sql as
$$ select ref.unit(office), rule::int, due_on, count(*) from (select office, 1::int2 as rule, due_on from service.pairing union all
     select office, rule, open_due from work.duty union all
     select next_office, rule, due_on from work.matter) x where due_on is not null group by 1, 2, 3 $$;
-- The refusal's sentence.
create function pg_temp.refusal(changes text) returns text language plpgsql as $$
begin
  perform ref.region_apply(changes, true);
  return 'taken';
exception when sqlstate 'LB001' then return sqlerrm;
end $$;

------------------------------------------------------------------------------ refusals: a sentence, nothing done
select is(pg_temp.refusal(f.changes), f.sentence, f.what) from (values
  ('430199000000,,无,rename', '第 1 行：没有 430199000000 这个代码', 'an unknown code'),
  ('430102001001,430102001000,,merge', '第 1 行：430102001001 和 430102001000 不是同一级', 'two tiers'),
  ('430102001001,430102001999,,merge', '第 1 行：要并入的 430102001999 不在，或者就是它自己', 'merged into nothing'),
  ('430102001001,430102001001,,merge', '第 1 行：要并入的 430102001001 不在，或者就是它自己', 'merged into itself'),
  ('430102001001,430102001002,,move', '第 1 行：代码 430102001002 已用过：文艺新村社区居委会', 'a code in use'),
  ('430102001001,430102099001,,move', '第 1 行：430102099001 的上级 430102099000 不在；先写上级', 'no region above'),
  ('430102001000,430102002000,,merge', '430102001001（识字里社区居委会）的上级没有了，文件里没有写它的去向', 'villages left behind by a merge'),
  ('430102001001,,,abolish', '第 1 行：430102001001 的机构还有人员或记录，不能没有去向；请写并入哪里（merge）', 'a live office abolished'),
  ('430000000000,,湘,rename', '第 1 行：省一级不能改', 'the province'),
  ('430102001001,,,rename', '第 1 行：缺名称', 'no name'),
  ('430102001001,甲,rename', '第 1 行：要写成四项：旧代码,新代码,名称,变动', 'three fields'),
  ('430102001001,,x,rise', '第 1 行：没有“rise”这种变动，只有 rename move merge split-off abolish new', 'an unknown kind'),
  ('4301020010,,x,rename', '第 1 行：代码是 12 位数字', 'a short code'),
  (E'# 说明\n430102001001,,甲,rename\n430102001001,,乙,rename', '第 3 行：430102001001 写了两次', 'a code twice, with its line')) f(changes, sentence, what);
select is((select count(*) from audit.log), logged, 'a refused file leaves no trace') from before;

------------------------------------------------------------------------------ tried only
create temp table village_staff as select s.id, s.office from org.staff s;
create temp view changes as select E'old_code,new_code,name,kind\r\n'
  '430102001001,,识字岭社区居委会,rename\r\n'              -- a name
  '430102001002,430102002099,,move\r\n'                    -- a village to another street
  '430102009000,430103099000,东湖街街道,move\r\n'          -- a street to another district, with its villages
  '430102014007,430102012006,,merge\r\n'                   -- two villages of two streets into one
  '430102012006,430102012098,新马王堆社区居委会,split-off\r\n'
  ',430102012097,新社区居委会,new\r\n' as t;
select results_eq('select line, kind, old_code, new_code from ref.region_apply((select t from changes), false)',
  $$ values (2, 'rename', 430102001001, null), (3, 'move', 430102001002, 430102002099), (4, 'move', 430102009000, 430103099000),
            (5, 'merge', 430102014007, 430102012006), (6, 'split-off', 430102012006, 430102012098), (7, 'new', null, 430102012097) $$, 'the trial tells each line');
select results_eq('select id, office from service.person order by id', 'select id, office from was order by id', 'the trial changes no person');
select is((select count(*) from audit.log), logged, 'nor the log') from before;
select ok(not exists (select from pg_trigger where tgenabled = 'D'), 'nor a trigger');

------------------------------------------------------------------------------ done
create temp table done as select * from ref.region_apply((select t from changes), true);
select ok(not exists (select from pg_trigger where tgenabled = 'D'), 'every trigger is back');
select is((select follow from done where kind = 'move' and old_code = 430102009000), (select count(*) from ref.region where code > 430103099000 and code < 430103100000), 'the villages followed');
select is((select rows from done where kind = 'merge') > 0, true, 'the merge says how many rows followed');
select is((select count(*) from service.person), persons, 'no person is lost') from before;
select is((select count(*) from service.visit), visits, 'no visit is lost') from before;
select is((select sum(version) from service.person), versions, 'no version went up') from before;

select is((select name from org.office where id = 430102001001), '识字岭社区退役军人服务站', 'a renamed office');
select is((select py || ' ' || initials from ref.region where code = 430102001001), 'shizilingshequjuweihui szlsqjwh', 'its readings');
select is(pg_temp.persons_of(430102002099), pg_temp.tip(430102001002), 'a moved village has its people');
select is((select parent from org.office where id = 430102002099), 430102002000, 'and its new street');
select is((select valid_to is not null and replaced_by = 430102002099 and name = '文艺新村社区居委会' from ref.region where code = 430102001002), true, 'its old code stays with day and successor');
select is((select sum(n) from tip where office / 1000 = 430102009), (select count(*) from service.person where office / 1000 = 430103099)::numeric, 'a moved street has its people');
select is((select name from ref.region where code = 430103099000), '东湖街街道', 'and its new name');
select is(pg_temp.persons_of(430102012006), pg_temp.tip(430102012006) + pg_temp.tip(430102014007), 'a merged village has the people of both');
select ok(not exists (select from org.office where id = 430102014007), 'the merged office is gone');
select is((select valid_to is not null and replaced_by = 430102012006 from ref.region where code = 430102014007), true, 'its region is not');
select is((select count(*) from org.office where id in (430102012097, 430102012098) and not established), 2::bigint, 'what is new has an office, not yet established');
select is((select count(*) from org.office), offices - 1 + 2, 'one office for each region of today') from before;

select ok(not exists (select from service.person_private v join service.person p using (id) where v.office <> p.office), 'private columns are where the person is');
select ok(not exists (select from service.person_key k join service.person p on p.id = k.person where k.office <> p.office), 'readings too');
select ok(not exists (select from service.visit where with_office = office), 'nobody is his own second party');
select ok(not exists (select from service.pairing p where p.voided_at is null and p.ended_on is null and p.last_on is distinct from work.last_contact(p)), 'a pairing knows its last contact');
select set_eq('select * from pg_temp.counters()', 'select * from pg_temp.truth()', 'the counters tell the truth');
select results_eq('select login, lo, hi, lo2, hi2 from sec.scope order by 1',
  'select a.login, o.id, o.hi, x.id, x.hi from sec.account a join org.staff s on s.id = a.staff join org.office o on o.id = s.office
     left join org.office x on x.id = a.second_office where a.active order by 1', 'scopes are anew');
select is((select count(*) from audit.log), logged + (select 6 + sum(follow) from done)::bigint, 'one row in the log for each code') from before;
select results_eq($$ select old ->> 'name', new ->> 'name', note from audit.log where relation = 'ref.region' and key = 430102001001 $$,
  $$ values ('识字里社区居委会', '识字岭社区居委会', '区划变动：rename') $$, 'with what was and what is');

------------------------------------------------------------------------------ later
select is(pg_temp.refusal('430102001002,,甲,rename'), '第 1 行：430102001002（文艺新村社区居委会）' || ref.today() || ' 已停用', 'an ended code');
select is(pg_temp.refusal(',430102001002,甲,new'), '第 1 行：代码 430102001002 已用过：文艺新村社区居委会', 'is not given again');
select lives_ok($$ select ref.region_apply('430102012097,,,abolish', true) $$, 'an office nothing hangs on can end');
select ok(not exists (select from org.office where id = 430102012097), 'and is gone');

-- Two offices that each pair with one person: the older pairing goes on.
create temp table twin as select p.id, p.person, p.started_on from service.pairing p where p.office = 430102001001 and p.ended_on is null order by p.id limit 1;
insert into service.pairing (office, person, started_on) select 430102001003, person, started_on + 1 from twin;
-- Both have registered petitions this year, both have seen one of the next county; a file is offered by the one to the other.
insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) select o, '周大勇', '2', '3', '08', ref.today(), '要求', '请求' from unnest('{430102001001,430102001003,430103000000}'::bigint[]) o;
insert into work.guest (office, matter, seq) select o, max(p.id), 1 from service.petition p, unnest('{430102001001,430102001003}'::bigint[]) o where p.office = 430103000000 group by o;
update org.office set established = true where id = 430102001003;
insert into service.move (office, person, other_office, why) select p.office, p.id, 430102001003, '搬到那边去住' from service.person p where p.office = 430102001001 order by p.id limit 1;
select lives_ok($$ select ref.region_apply('430102001003,430102001001,,merge', true) $$, 'two pairings with one person do not stop a merge, nor do cases of both');
select is((select count(*) from work.guest where office = 430102001001), 2::bigint, 'each case has its guest once');
select is((select concat_ws('|', m.home, m.next_office, v.other_office) from work.matter m join service.move v using (id) order by m.id desc limit 1), '430102001001|430102001001|430102001001', 'what was between them is with the one');
select results_eq('select p.ended_on is null from service.pairing p join twin t on t.person = p.person where p.office = 430102001001 and p.started_on >= t.started_on order by p.started_on',
  'values (true), (false)', 'the older goes on');
select set_eq('select * from pg_temp.counters()', 'select * from pg_temp.truth()', 'the counters still tell the truth');
select is((select count(*) from work.duty d join work.notice n on n.id = d.subject where d.rule = 20 and d.closed_on is null and d.office not in (select o.office from work.notice_offices(n.id) o)), 0::bigint,
  'nobody owes an answer to a notice that is not for him any more');

-- Both were named in a notice, both have answered: one name, one answer.
insert into work.notice (office, kind, title, body, reach, reply_by) values (430102000000, '1', '两处', 'x', '3', ref.today());
create temp table both_named as select max(id) as n from work.notice;
insert into work.notice_to (office, notice, to_office) select 430102000000, n, o from both_named, unnest(array[430102002001, 430102002002]) o;
insert into work.shown_to (relation, row_id, office, since) select 'work.notice', n, o, ref.today() from both_named, unnest(array[430102002001, 430102002002]) o;
update work.notice set published_on = ref.today() where id = (select n from both_named);
insert into work.duty (office, rule, shared, subject, from_on, due_on) select o, 20, true, n, ref.today(), ref.today() from both_named, unnest(array[430102002001, 430102002002]) o;
insert into work.notice_reply (office, notice, body, replied_on) select o, n, o::text, ref.today() from both_named, unnest(array[430102002001, 430102002002]) o;
select lives_ok($$ select ref.region_apply('430102002002,430102002001,,merge', true) $$, 'two answers to one notice do not stop a merge');
select results_eq('select a.body::text from work.notice_reply a, both_named b where a.notice = b.n and a.voided_at is null', array['430102002001'], 'the answer of the office that stays');
select is((select count(*) from work.duty d, both_named b where d.rule = 20 and d.subject = b.n and d.outcome = 'd'), 1::bigint, 'and its duty, closed');
select is((select count(*) from work.shown_to s, both_named b where s.relation = 'work.notice' and s.row_id = b.n), 1::bigint, 'named once');
select lives_ok($$ select ref.region_apply('430102002001,430102002601,,move', true) $$, 'a code changes');
select is((select a.office || ' ' || a.with_office || ' ' || t.to_office || ' ' || s.key from work.notice_reply a, work.notice_to t, work.shown_to s, both_named b
            where a.notice = b.n and a.voided_at is null and t.notice = b.n and t.voided_at is null and s.relation = 'work.notice' and s.row_id = b.n),
  '430102002601 430102000000 430102002601 43010200260109', 'and all that names it');
reset role;
select * from finish();
rollback;
