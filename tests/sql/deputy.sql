-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Who stands for whom, who says so, and what it lends; what is owed when somebody leaves.
\ir duty.inc
select no_plan();
select tap.noon('2026-11-25') \g /dev/null
create function tap.names(login text, away text, by_whom text, job text default 'all', from_on date default '2026-11-25', to_on date default '2026-11-30', why text default '请病假') returns text language sql as $$
  select tap.saves(login, 'org.deputy_list', jsonb_build_object('staff', tap.staff(away)::text, 'deputy', tap.staff(by_whom)::text, 'job', job, 'from_on', from_on, 'to_on', to_on, 'why', why)) $$;
create function tap.named(login text, away text, by_whom text, job text default 'all', from_on date default '2026-11-25', to_on date default '2026-11-30', why text default '请病假') returns text language sql as $$
  select tap.told(login, format('select answer from api.deputy_name(%L)', jsonb_build_object('new', jsonb_build_object('staff', tap.staff(away)::text, 'deputy', tap.staff(by_whom)::text, 'job', job, 'from_on', from_on, 'to_on', to_on, 'why', why))::text)) $$;
create function tap.lent(login text) returns text language sql as $$ select tap.told(login, 'select sec.acts_as(''head''), sec.acts_as(''clerk''), sec.has_job(''head'')') $$;

select is(tap.lent('p_village'), 'false|true|false', 'a clerk is a clerk');
select is(tap.named('p_head', 'p_head', 'p_village', 'head'), 'saved', 'the head goes away and names him');
select is(tap.lent('p_village'), 'true|true|false', 'he acts as head');
select is(tap.told('p_village', format('select sec.deputised(%s), sec.deputised(%s), sec.deputised(%s), sec.deputised(null)', tap.staff('p_head'), tap.staff('p_village'), tap.staff('p_township'))), 'true|true|false|false', 'for him, and for nobody else');
select is(tap.lent('p_english'), 'false|true|false', 'a colleague does not');
select is(tap.told('p_village', 'select sec.acts_as(''head'', 430102001001), sec.acts_as(''head'', 430102001000), sec.acts_as(''clerk'', 430102001001), sec.acts_as(''clerk'', 430102001000)'), 'true|false|true|false', 'in this office and in no other');
select is(tap.told('p_village', $$select name from app.home('2026-12-01') where part = 'says'$$), '您在代理周志红（负责人），到 2026-11-30', 'his first screen says for whom');
select is(tap.told('p_english', $$select count(*) from app.home('2026-12-01') where part = 'says'$$), '0', 'no other');
select is(tap.told('p_supervisor', 'select count(*) from org.deputy_list'), '1', 'those above see who stands for whom');
select is(tap.told('p_neighbour', 'select count(*) from org.deputy_list'), '0', 'others do not');
-- it lends no table and no further deputies
select matches(tap.named('p_village', 'p_english', 'p_village'), '^42501', 'a deputy names no deputies');
select matches(tap.told('p_village', 'insert into org.deputy (office, staff, deputy, from_on, to_on, why) values (430102001001, 1, 2, ref.today(), ref.today(), ''x'')'), '^42501', 'nobody writes the table');
-- days
select tap.noon('2026-12-01') \g /dev/null
select is(tap.lent('p_village'), 'false|true|false', 'the day behind the last: no more');
select tap.noon('2026-11-30') \g /dev/null
select is(tap.lent('p_village'), 'true|true|false', 'on the last: still');
select matches(tap.named('p_head', 'p_head', 'p_english', 'head', '2026-11-30', '2026-12-05'), '^LB001 周志红这几天已经有人代理', 'not two at a time');
select matches(tap.named('p_head', 'p_head', 'p_english', 'all', '2026-11-30', '2026-12-05'), '^LB001 周志红这几天已经有人代理', 'nor for all jobs');
select is(tap.named('p_head', 'p_head', 'p_english', 'head', '2026-12-01', '2026-12-05'), 'saved', 'the next from the next day');
select matches(tap.told('p_village', 'select api.deputy_end(1, 1, ''x'')'), '^LB001', 'a deputy gives it back through the head');
select is(tap.told('p_head', 'select api.deputy_end(1, 1, ''提前回来了'')'), '已结束，从今天起不再代理', 'he came back early');
select is(tap.lent('p_village'), 'false|true|false', 'at once');
select matches(tap.told('p_head', 'select api.deputy_end(1, 2, ''再结束一次'')'), '^LB001 这次代理已经结束', 'not twice');

-- who may name whom
select is(tap.named('p_chief', 'p_head', 'p_village', 'head', '2026-12-10', '2026-12-12'), 'saved', 'the head above for a head');
select matches(tap.named('p_chief', 'p_village', 'p_english', 'clerk', '2026-12-10', '2026-12-12'), '^LB001 代理人由本机构负责人定', 'not for a clerk below');
select matches(tap.named('p_boss', 'p_head', 'p_village', 'head', '2026-12-20', '2026-12-22'), '^LB001 代理人由本机构负责人定', 'nor two tiers down');
select matches(tap.named('p_village', 'p_head', 'p_village', 'head', '2026-12-20', '2026-12-22'), '^42501', 'nor a clerk');
select matches(tap.named('p_head', 'p_head', 'p_neighbour', 'head', '2026-12-20', '2026-12-22'), '^LB001 代理人要是本机构的人', 'nobody of another office');
update org.office set established = false, served_by = 430102001000 where id = 430102001001;
select is(tap.named('p_head', 'p_head', 'p_township', 'head', '2026-12-20', '2026-12-22'), 'saved', 'but of the one that serves it');
select tap.noon('2026-12-20') \g /dev/null
select is(tap.told('p_township', 'select sec.acts_as(''head''), sec.acts_as(''head'', 430102001001)'), 'false|true', 'there, and not at home');
update org.office set established = true, served_by = null where id = 430102001001;
select matches(tap.named('p_head', 'p_head', 'p_head', 'head', '2027-01-10', '2027-01-12'), '^LB001 不能由本人代理本人', 'not oneself');
select matches(tap.named('p_head', 'p_english', 'p_village', 'head', '2027-01-10', '2027-01-12'), '^LB001 夏雨晴没有这个岗位', 'no job he has not');
select matches(tap.named('p_head', 'p_english', 'p_village', 'clerk', '2027-01-12', '2027-01-10'), '^LB001 代理的最后一天不能早于第一天', 'days in order');
select matches(tap.named('p_head', 'p_english', 'p_village', 'clerk', '2026-12-01', '2026-12-10'), '^LB001 过去的日子不能补定代理', 'not of days gone by');
select matches(tap.named('p_head', 'p_english', 'p_village', 'clerk', '2027-01-10', '2029-01-10'), '^LB001 .*最长一年', 'a year at most');
select matches(tap.named('p_head', 'p_english', 'p_village', 'clerk', '2027-01-10', '2027-01-12', ' '), '^LB001 代理的“原因”必须填写', 'with a reason');
insert into org.staff_job (staff, job) select s.id, 'auditor' from org.staff s where s.name = '曹永红' and not exists (select from org.staff_job j where j.staff = s.id);
delete from org.staff_job j using org.staff s where s.id = j.staff and s.name = '曹永红' and j.job <> 'auditor';
insert into org.staff_job (staff, job) select s.id, 'auditor' from org.staff s where s.name = '曹永红' on conflict do nothing;
select matches(tap.named('p_head', 'p_english', 'p_off', 'clerk', '2027-01-10', '2027-01-12'), '^LB001 系统管理员、安全管理员、审计员不代理', 'no administrator stands for anybody');
select is((select string_agg(j.job, ' ' order by j.job) from code.deputy_job c join org.job j on j.job = c.code and j.zh = c.name_zh and j.en = c.name_en and not j.admin), (select string_agg(job, ' ' order by job) from org.job where not admin), 'the jobs to be lent are those there are');

-- Somebody leaves: pairings lose him, and the office owes each a new one within five working days.
select tap.noon('2027-01-11') \g /dev/null
select is(tap.person('甲一') || tap.person('乙二') || tap.person('丙三'), 'savedsavedsaved', 'people');
select is(tap.saves('p_village', 'service.pairing', jsonb_build_object('person', tap.id_of(n)::text, 'started_on', '2027-01-04', 'staff', tap.staff('p_village')::text)), 'saved', 'paired with him') from unnest('{甲一,乙二,丙三}'::text[]) n;
select matches(tap.told('p_village', format('select api.staff_leaves(%s, 1, ''2027-01-11'', ''调到别处了'')', tap.staff('p_english'))), '^42501', 'a clerk does not say who leaves');
select matches(tap.told('p_chief', format('select api.staff_leaves(%s, 1, ''2027-01-11'', ''调到别处了'')', tap.staff('p_village'))), '^LB001 离岗由本机构负责人登记', 'nor the head above of a clerk');
select matches(tap.told('p_head', format('select api.staff_leaves(%s, 1, ''2027-01-11'', ''调到别处了'')', tap.staff('p_head'))), '^LB001 自己的离岗不能自己登记', 'nor oneself');
select is(tap.told('p_head', format('select api.staff_leaves(%s, 1, ''2027-01-11'', ''调到别处了'')', tap.staff('p_village'))), '李华 2027-01-11 离岗，有 3 户包联要另定包联人', 'the head does');
select is((select count(*) from service.pairing where staff is not null), 0::bigint, 'the pairings have lost him');
select is(tap.owed(34), E'102001001 2027-01-11 2027-01-18 0/1 open\n102001001 2027-01-11 2027-01-18 0/1 open\n102001001 2027-01-11 2027-01-18 0/1 open', 'each is to be given to somebody in five working days');
select is(tap.told('p_head', $$select zh, opens, register, whose, name from app.todo('2027-01-31', 50) where rule = 34 order by subject limit 1$$), '包联换人|subject|pairing|李华|甲一', 'it stands on the head''s first screen');
select is(tap.told('p_head', format('update service.pairing set staff = %s where person = %s', tap.staff('p_english'), tap.id_of('甲一'))), 'UPDATE 1', 'somebody is named');
select is((select outcome || ' ' || have from (select outcome::text, have from work.duty where rule = 34 and person = tap.id_of('甲一')) x), 'd 1', 'which answers');
select is(tap.told('p_head', format('update service.pairing set ended_on = ref.today(), end_why = ''迁出了'' where person = %s', tap.id_of('乙二'))), 'UPDATE 1', 'another pairing ends');
select is((select outcome::text from work.duty where rule = 34 and person = tap.id_of('乙二')), 'v', 'nobody is needed');
-- the timer finds who left on a day to come, and whose account has long been shut
select is(tap.told('p_head', format('update service.pairing set staff = %s where person = %s', tap.staff('p_english'), tap.id_of('丙三'))), 'UPDATE 1', 'the third is given too');
update org.staff set ended_on = '2027-01-20' where id = tap.staff('p_english');
select is((select count(*) from service.pairing where staff = tap.staff('p_english') and ended_on is null), 2::bigint, 'who leaves in nine days keeps his till then');
select tap.noon('2027-01-25') \g /dev/null
select work.tick() \g /dev/null
select is((select count(*) from service.pairing where staff = tap.staff('p_english') and ended_on is null), 0::bigint, 'then they are to be given on');
select is((select count(*) from work.duty where rule = 34 and open_due is not null), 2::bigint, 'once each');
select is((select count(*) from work.duty where rule = 34 and subject in (select subject from work.duty where rule = 34 group by subject having count(*) > 2)), 0::bigint, 'the earlier ones stay done');
select is(tap.told('p_head', format('update service.pairing set staff = %s where ended_on is null and person in (%s, %s)', tap.staff('p_off'), tap.id_of('甲一'), tap.id_of('丙三'))), 'UPDATE 2', 'to one whose account is shut');
set session_replication_role = replica;
update sec.account set changed_at = clock_timestamp() - interval '29 days' where login = 'p_off';
set session_replication_role = origin;
select tap.noon('2027-01-26') \g /dev/null
select work.tick() \g /dev/null
select is((select count(*) from work.duty where rule = 34 and open_due is not null), 0::bigint, 'for less than a month: he may be back');
set session_replication_role = replica;
update sec.account set changed_at = clock_timestamp() - interval '31 days' where login = 'p_off';
set session_replication_role = origin;
select tap.noon('2027-01-27') \g /dev/null
select work.tick() \g /dev/null
select is((select count(*) from work.duty where rule = 34 and open_due is not null), 2::bigint, 'for longer: for good');
select is(tap.counters(), 0::bigint, 'the counters agree');
select * from finish();
