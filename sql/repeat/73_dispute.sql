-- SPDX-License-Identifier: Apache-2.0
-- Local disputes (6.7.6): who finds one settles it there and goes back to see whether it holds, hands it up to the street, or raises it to a
-- petition, which stays named in it.
call flow.draft();
insert into flow.process as p (process, relation, rule, tiers, begins_on, called, zh, en) values
  ('dispute', 'service.dispute', 14, '{3,4}', 'found_on', 'parties', '矛盾纠纷', 'Local dispute')
  on conflict (process) do update set relation = excluded.relation, rule = excluded.rule, tiers = excluded.tiers, begins_on = excluded.begins_on, called = excluded.called, zh = excluded.zh, en = excluded.en;

insert into pg_temp.clock (clock, length, unit, starts, rolls, amber, extend, extends, setting, zh, en, law_zh, law_en) values
-- clock    len unit       starts      rolls amber ext n  setting zh          en           law
  ('settle', 30, 'day',     'event',    true,  5,  0, 0, true,  '化解期限', 'settling',  '标准 6.7.6', 'standard 6.7.6'),
  ('hand',    5, 'workday', 'dispatch', true,  2,  0, 0, true,  '接办期限', 'taking on', '', ''),
  ('revisit', 30, 'day',    'event',    true,  5,  0, 0, true,  '回访期限', 'going back', '', '');

insert into pg_temp.state (state, seq, kind, actor, job, runs, holds, edit, outside, third, zh, en) values
-- state      seq kind     actor     job      runs             holds edit   outside third  zh                en
  ('found',     10, 'start', 'holder', 'clerk', '{settle}',      '{}', true,  false,  null, '待化解',         'to be settled'),
  ('handed',    15, 'open',  'holder', 'clerk', '{settle,hand}', '{}', false, false,  null, '已上交，待接办', 'handed up, to be taken on'),
  ('mediating', 20, 'open',  'holder', 'clerk', '{settle}',      '{}', true,  false,  null, '化解中',         'being settled'),
  ('agreed',    30, 'open',  'holder', 'clerk', '{revisit}',     '{}', false, false,  null, '已化解，待回访', 'settled, to be seen again'),
  ('settled',   90, 'end',   null,     null,    '{}',            '{}', false, false,  null, '已就地化解',     'settled'),
  ('raised',    91, 'end',   null,     null,    '{}',            '{}', false, false,  null, '已转信访',       'raised to a petition'),
  ('dropped',   92, 'end',   null,     null,    '{}',            '{}', false, false,  null, '不成立',         'dropped');

insert into pg_temp.step (from_state, seq, action, to_state, kind, who, job, tiers, asks, may, needs, apart, clock, most, zh, en) values
-- from        seq action    to_state     kind    who     job   tiers  asks         may                   needs         apart clock most zh                  en
  ('found',      1, 'mediate', 'mediating', 'step', 'next', null, null,  '{}',        '{opinion}',          '{}',         '{}', null, null, '开始化解',         'Begin to settle'),
  ('found',      2, 'upward',  'handed',    'up',   'next', null, '{4}', '{opinion}', '{to_staff}',         '{}',         '{}', null, null, '请街道（乡镇）化解', 'Hand up to the street'),
  ('found',      3, 'drop',    'dropped',   'step', 'next', null, null,  '{ground}',  '{}',                 '{}',         '{}', null, null, '不成立',           'Drop'),
  ('handed',     1, 'mediate', 'mediating', 'step', 'next', null, null,  '{}',        '{opinion}',          '{}',         '{}', null, null, '接办',             'Take on'),
  ('mediating',  1, 'settle',  'agreed',    'step', 'next', null, null,  '{}',        '{document,opinion,happened_on}', '{result}', '{}', null, null, '化解了，去回访', 'Settled: to be seen again'),
  ('mediating',  2, 'raise',   'raised',    'step', 'next', null, null,  '{}',        '{opinion}',          '{petition}', '{}', null, null, '已转信访',         'Raised to a petition'),
  ('mediating',  3, 'upward',  'handed',    'up',   'next', null, '{4}', '{opinion}', '{to_staff}',         '{}',         '{}', null, null, '请街道（乡镇）化解', 'Hand up to the street'),
  ('mediating',  4, 'drop',    'dropped',   'step', 'next', null, null,  '{ground}',  '{}',                 '{}',         '{}', null, null, '不成立',           'Drop'),
  ('agreed',     1, 'close',   'settled',   'step', 'next', null, null,  '{opinion}', '{happened_on}',      '{}',         '{}', null, null, '回访过，没有反复', 'Seen again, it holds'),
  ('agreed',     2, 'again',   'mediating', 'step', 'next', null, null,  '{ground}',  '{}',                 '{}',         '{}', null, 2,    '有反复，再化解',   'It does not hold: settle again');
insert into pg_temp.paper (action, columns, zh, en) values
  ('begin',   '{found_on,parties,topic,title,facts}', '登记表',       'Registration'),
  ('mediate', '{}',                                   '化解安排',     'Plan'),
  ('upward',  '{}',                                   '上报函',       'Letter to the office above'),
  ('settle',  '{way,result}',                         '化解记录',     'Record of settlement'),
  ('raise',   '{petition}',                           '转信访记录',   'Record of raising'),
  ('close',   '{}',                                   '回访记录',     'Record of going back'),
  ('again',   '{}',                                   '反复的说明',   'Why it is settled again'),
  ('drop',    '{}',                                   '不成立的说明', 'Note of dropping');
call flow.adopt('dispute');

create or replace trigger e_days before insert or update on service.dispute for each row execute function sec.days_past('found_on');
create or replace trigger f_begin before insert on service.dispute for each row execute function flow.begin('dispute');
create or replace trigger f_facts before update on service.dispute for each row execute function flow.facts_stay();

-- On the page of a petition: what it was raised from, as far as who looks may see that.
create or replace function app.raised_from(petition bigint) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case when sec.language() = 'en' then 'raised from the local dispute ' else '由矛盾纠纷转来：' end || string_agg(m.number, case when sec.language() = 'en' then ', ' else '、' end order by m.number)
    from service.dispute d join work.matter m using (id) where d.petition = raised_from.petition
$$;
comment on function app.raised_from(bigint) is '由哪些矛盾纠纷转来';
grant execute on function app.raised_from(bigint) to lb_staff;

drop view if exists service.dispute_list;
create view service.dispute_list with (security_invoker = true) as
select d.id, d.version, d.office, m.number, d.parties, d.person, d.title, d.topic, d.found_on, d.way, m.home, m.next_office, m.due_on, m.amber_on, m.ended_on,
       flow.state_text(m, sec.language() = 'en') as state, case when m.ended_on is null then flow.who_acts(m, sec.language() = 'en') end as who_acts,
       d.created_at, d.changed_at, d.changed_by
  from service.dispute d join work.matter m on m.id = d.id;
comment on view service.dispute_list is '矛盾纠纷台账';
grant select on service.dispute_list to lb_reader;
