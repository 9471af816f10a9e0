-- SPDX-License-Identifier: Apache-2.0
-- Applications for aid: drafted in the village or street, verified by the street at home, checked and approved at the county, decided outside,
-- published, paid, closed. All limits are settings of the offices; the whole runs under one clock, so that no round is without an end.
call flow.draft();
insert into flow.process as p (process, relation, rule, tiers, begins_on, called, follows, zh, en) values
  ('aid', 'service.aid_application', 11, '{3,4}', 'applied_on', null, true, '救助申请', 'Aid application')
  on conflict (process) do update set follows = excluded.follows, relation = excluded.relation, rule = excluded.rule, tiers = excluded.tiers, begins_on = excluded.begins_on, called = excluded.called, zh = excluded.zh, en = excluded.en;

insert into pg_temp.clock (clock, length, unit, starts, rolls, amber, extend, extends, setting, zh, en, law_zh, law_en) values
-- clock      len unit       starts      rolls amber ext n  setting zh            en                        law
  ('whole',    180, 'day',     'event',    true, 15,  0, 0, true,  '全程期限',    'the whole',               '标准 6.5.2', 'standard 6.5.2'),
  ('draft',     10, 'workday', 'dispatch', true,  2,  0, 0, true,  '填报期限',    'filling in',              '', ''),
  ('verify',    10, 'workday', 'dispatch', true,  2,  0, 0, true,  '核实期限',    'verification',            '', ''),
  ('check',     10, 'workday', 'dispatch', true,  2,  5, 1, true,  '审核期限',    'check',                   '', ''),
  ('chase',     30, 'workday', 'dispatch', true,  5,  0, 0, true,  '催问期限',    'chasing the body outside', '', ''),
  ('publish',    7, 'day',     'dispatch', false, 0,  0, 0, true,  '公示期',      'publication',             '标准 6.5.5', 'standard 6.5.5'),
  ('object',    10, 'workday', 'dispatch', true,  2,  0, 0, true,  '异议核查期限', 'check of an objection',  '', ''),
  ('pay',       20, 'workday', 'dispatch', true,  3,  0, 0, true,  '发放期限',    'payment',                 '', ''),
  ('close',     10, 'workday', 'dispatch', true,  2,  0, 0, true,  '办结期限',    'closing',                 '', ''),
  ('ruling',    10, 'workday', 'dispatch', true,  2,  0, 0, true,  '裁定期限',    'ruling',                  '', '');

insert into pg_temp.state (state, seq, kind, actor, job, runs, holds, edit, outside, third, zh, en) values
-- state        seq kind     actor       job      runs               holds        edit   outside third     zh                  en
  ('drafted',    10, 'start', 'owner',    'clerk', '{whole,draft}',   '{}',        true,  false,  null,     '填报中',           'being filled in'),
  ('submitted',  20, 'open',  'township', 'clerk', '{whole,verify}',  '{}',        true,  false,  'ruling', '待核实',           'to be verified'),
  ('ruling',     21, 'open',  'superior', 'head',  '{whole,ruling}',  '{}',        false, false,  null,     '有争议，待裁定',   'to be ruled'),
  ('checking',   30, 'open',  'county',   'clerk', '{whole,check}',   '{}',        true,  false,  'ruling', '待审核',           'to be checked'),
  ('approving',  40, 'open',  'county',   'head',  '{whole,check}',   '{}',        false, false,  null,     '待审批上报',       'to be approved and sent on'),
  ('outside',    50, 'open',  'county',   'clerk', '{whole,chase}',   '{}',        true,  true,   null,     '等主管部门决定',   'with the body outside'),
  ('published',  60, 'open',  'township', 'clerk', '{whole,publish}', '{}',        false, false,  null,     '公示中',           'published'),
  ('objected',   61, 'open',  'county',   'clerk', '{whole,object}',  '{publish}', false, false,  null,     '有异议，核查中',   'objection under check'),
  ('paying',     70, 'open',  'county',   'clerk', '{whole,pay}',     '{}',        true,  false,  null,     '待发放',           'to be paid'),
  ('closing',    80, 'open',  'owner',    'clerk', '{whole,close}',   '{}',        false, false,  null,     '待办结',           'to be closed'),
  ('closed',     90, 'end',   null,       null,    '{}',              '{}',        false, false,  null,     '办结',             'closed'),
  ('refused',    91, 'end',   null,       null,    '{}',              '{}',        false, false,  null,     '未获批准',         'refused'),
  ('cancelled',  92, 'end',   null,       null,    '{}',              '{}',        false, false,  null,     '撤销',             'cancelled');

insert into pg_temp.step (from_state, seq, action, to_state, kind, who, job, tiers, asks, may, needs, apart, clock, zh, en) values
-- from          seq action       to_state     kind      who       job     tiers asks                           may                   needs              apart             clock      zh                    en
  ('drafted',      1, 'submit',    'submitted', 'step',   'next',   null,   null, '{}',                          '{opinion}',          '{}',              '{}',             null,      '提交',               'Submit'),
  ('drafted',      2, 'cancel',    'cancelled', 'step',   'next',   null,   null, '{ground}',                    '{}',                 '{}',              '{}',             null,      '撤销申请',           'Cancel'),
  ('submitted',    1, 'verify',    'checking',  'step',   'next',   null,   null, '{opinion}',                   '{}',                 '{visit}',         '{submit}',       null,      '核实通过',           'Verified'),
  ('submitted',    2, 'send_back', null,        'return', 'next',   null,   null, '{ground}',                    '{}',                 '{}',              '{}',             null,      '退回',               'Return'),
  ('submitted',    3, 'cancel',    'cancelled', 'step',   'owner',  'clerk', null, '{ground}',                   '{}',                 '{}',              '{}',             null,      '撤销申请',           'Cancel'),
  ('checking',     1, 'pass',      'approving', 'step',   'next',   null,   null, '{opinion}',                   '{}',                 '{deciding_body}', '{}',             null,      '审核通过',           'Pass'),
  ('checking',     2, 'send_back', null,        'return', 'next',   null,   null, '{ground}',                    '{}',                 '{}',              '{}',             null,      '退回',               'Return'),
  ('checking',     3, 'refuse',    'refused',   'step',   'next',   'head', null, '{ground,document}',           '{opinion}',          '{}',              '{}',             null,      '不符合条件',         'Not eligible'),
  ('checking',     4, 'extend',    'checking',  'extend', 'next',   'head', null, '{ground}',                    '{}',                 '{}',              '{}',             'check',   '延长 5 个工作日',    'Extend by 5 working days'),
  ('approving',    1, 'send_on',   'outside',   'step',   'next',   null,   null, '{body,document,happened_on}', '{opinion}',          '{}',              '{pass,verify}',  null,      '同意，报主管部门',   'Approve and send on'),
  ('approving',    2, 'redo',      null,        'return', 'next',   null,   null, '{ground}',                    '{}',                 '{}',              '{}',             null,      '退回审核',           'Return to the check'),
  ('outside',      1, 'granted',   'published', 'step',   'next',   null,   null, '{document,happened_on}',      '{opinion}',          '{granted}',       '{}',             null,      '批准了，去公示',     'Granted: publish'),
  ('outside',      2, 'denied',    'refused',   'step',   'next',   null,   null, '{document,ground,happened_on}', '{}',               '{}',              '{}',             null,      '没有批准',           'Denied'),
  ('published',    1, 'object',    'objected',  'step',   'next',   null,   null, '{ground}',                    '{happened_on}',      '{}',              '{}',             null,      '收到异议',           'Objection received'),
  ('published',    2, 'over',      'paying',    'step',   'system', null,   null, '{}',                          '{}',                 '{}',              '{}',             'publish', '公示期满',           'Publication over'),
  ('objected',     1, 'dismiss',   'published', 'step',   'next',   null,   null, '{opinion,ground}',            '{}',                 '{}',              '{}',             null,      '异议不成立',         'Objection dismissed'),
  ('objected',     2, 'uphold',    'checking',  'step',   'next',   null,   null, '{opinion,ground}',            '{}',                 '{}',              '{}',             null,      '异议成立，重新审核', 'Objection upheld'),
  ('paying',       1, 'pay',       'closing',   'step',   'next',   null,   null, '{}',                          '{document,opinion}', '{paid,paid_on}',  '{}',             null,      '已发放',             'Paid'),
  ('closing',      1, 'close',     'closed',    'step',   'next',   null,   null, '{}',                          '{opinion}',          '{}',              '{}',             null,      '办结',               'Close'),
  ('ruling',       1, 'accept',    'submitted', 'step',   'next',   null,   null, '{opinion,ground}',            '{}',                 '{}',              '{}',             null,      '裁定：应当受理',     'Rule: to be taken'),
  ('ruling',       2, 'refuse',    'refused',   'step',   'next',   null,   null, '{opinion,ground}',            '{}',                 '{}',              '{}',             null,      '裁定：不符合条件',   'Rule: not eligible');
insert into pg_temp.paper (action, columns, zh, en) values
  ('begin',     '{applied_on,person,aid_type,hardship,income,asked,reason}', '申请表',         'Application'),
  ('verify',    '{visit}',                                                   '核实意见',       'Verification'),
  ('send_back', '{}',                                                        '退回函',         'Letter of return'),
  ('pass',      '{deciding_body}',                                           '审核意见',       'Check'),
  ('send_on',   '{deciding_body}',                                           '上报函',         'Letter to the body outside'),
  ('granted',   '{granted}',                                                 '批准文件',       'Letter of grant'),
  ('denied',    '{}',                                                        '不予批准文件',   'Letter of denial'),
  ('refuse',    '{}',                                                        '不符合条件告知', 'Notice of refusal'),
  ('object',    '{}',                                                        '异议书',         'Objection'),
  ('dismiss',   '{}',                                                        '异议核查结论',   'Objection dismissed'),
  ('uphold',    '{}',                                                        '异议核查结论',   'Objection upheld'),
  ('accept',    '{}',                                                        '裁定书',         'Ruling'),
  ('pay',       '{paid,paid_on}',                                            '发放凭证',       'Payment'),
  ('cancel',    '{}',                                                        '撤销申请',       'Cancellation'),
  ('close',     '{}',                                                        '办结登记',       'Closing');
call flow.adopt('aid');

create or replace trigger e_days before insert or update on service.aid_application for each row execute function sec.days_past('applied_on', 'paid_on');
create or replace trigger f_begin before insert on service.aid_application for each row execute function flow.begin('aid');
create or replace trigger f_facts before update on service.aid_application for each row execute function flow.facts_stay();

-- Whoever verifies has been there: the visit is one to this person, and not from long before.
create or replace function service.aid_guard() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  a service.aid_application := (select x from service.aid_application x where x.id = new.matter);
begin
  if not exists (select from service.visit v where v.id = a.visit and v.person = a.person and v.voided_at is null and v.visited_on >= a.applied_on - 30) then
    perform sec.refuse_by('aid_seen_at_home', 'work.step');
  end if;
  return new;
end $$;
create or replace trigger g_aid before insert on work.step for each row when (new.process = 'aid' and new.action = 'verify') execute function service.aid_guard();

-- Visits a typed text may mean: to people of that name, the latest first.
create or replace function app.find_visit(q text, most int) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$
  select v.id from service.visit v where v.voided_at is null and v.person in (select app.find_person(q, 50)) order by v.visited_on desc, v.id desc limit most
$$;
grant execute on function app.find_visit(text, int) to lb_staff;

drop view if exists service.aid_list;
create view service.aid_list with (security_invoker = true) as
select a.id, a.version, a.office, m.number, a.person, a.aid_type, a.applied_on, a.asked, a.granted, m.home, m.next_office, m.due_on, m.amber_on, m.ended_on,
       flow.state_text(m, sec.language() = 'en') as state, case when m.ended_on is null then flow.who_acts(m, sec.language() = 'en') end as who_acts,
       a.created_at, a.changed_at, a.changed_by
  from service.aid_application a join work.matter m on m.id = a.id;
comment on view service.aid_list is '救助申请台账';
grant select on service.aid_list to lb_reader;
