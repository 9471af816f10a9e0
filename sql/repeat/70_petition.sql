-- SPDX-License-Identifier: Apache-2.0
-- Petitions: the process and what the Regulation on Petitions asks besides.
call flow.draft();
insert into flow.process as p (process, relation, rule, tiers, begins_on, called, zh, en, tells) values
  ('petition', 'service.petition', 10, '{1,2,3,4}', 'received_on', 'petitioner', '信访件', 'Petition', 'app.raised_from')
  on conflict (process) do update set tells = excluded.tells, relation = excluded.relation, rule = excluded.rule, tiers = excluded.tiers, begins_on = excluded.begins_on, called = excluded.called, zh = excluded.zh, en = excluded.en;

insert into pg_temp.clock (clock, length, unit, starts, rolls, amber, extend, extends, setting, zh, en, law_zh, law_en) values
-- clock       len unit       starts      rolls amber ext n  setting zh             en                        law
  ('notice',    15, 'day',     'event',    true,  5,  0, 0, false, '告知期限',     'notice',                  '《信访工作条例》第二十二、二十三条', 'Petition Regulation 22, 23'),
  ('object',     5, 'workday', 'dispatch', true,  1,  0, 0, false, '异议期限',     'objection',               '《信访工作条例》第二十三条', 'Petition Regulation 23'),
  ('clarify',   15, 'day',     'dispatch', true,  3,  0, 0, true,  '补正期限',     'clarification',           '', ''),
  ('handle',    60, 'day',     'event',    true,  5, 30, 1, false, '办理期限',     'handling',                '《信访工作条例》第三十四条', 'Petition Regulation 34'),
  ('hand',       5, 'workday', 'dispatch', true,  2,  0, 0, true,  '接办期限',     'taking on',               '', ''),
  ('issue',      5, 'workday', 'dispatch', true,  2,  0, 0, true,  '签发期限',     'issuing',                 '', ''),
  ('mediate',   30, 'day',     'dispatch', true,  5,  0, 0, true,  '调解期限',     'mediation',               '', ''),
  ('chase',     20, 'workday', 'dispatch', true,  3,  0, 0, true,  '催问期限',     'chasing the body outside', '', ''),
  ('serve',      5, 'workday', 'dispatch', true,  2,  0, 0, true,  '送达期限',     'service',                 '', ''),
  ('ask',       30, 'day',     'event',    true,  0,  0, 0, false, '申请复查期限', 'asking for review',       '《信访工作条例》第三十五条', 'Petition Regulation 35'),
  ('review',    30, 'day',     'event',    true,  5,  0, 0, false, '复查期限',     'review',                  '《信访工作条例》第三十五条', 'Petition Regulation 35'),
  ('ask_again', 30, 'day',     'event',    true,  0,  0, 0, false, '申请复核期限', 'asking for re-review',    '《信访工作条例》第三十六条', 'Petition Regulation 36'),
  ('rereview',  30, 'day',     'event',    true,  5,  0, 0, false, '复核期限',     're-review',               '《信访工作条例》第三十六条', 'Petition Regulation 36'),
  ('hearing',   20, 'day',     'dispatch', true,  3,  0, 0, true,  '听证期限',     'hearing',                 '', ''),
  ('ruling',    10, 'workday', 'dispatch', true,  2,  0, 0, true,  '裁定期限',     'ruling',                  '《信访工作条例》第二十四条', 'Petition Regulation 24'),
  ('file',      30, 'day',     'dispatch', true,  5,  0, 0, true,  '归档期限',     'filing',                  '', '');

insert into pg_temp.state (state, seq, kind, actor, job, runs, holds, edit, outside, third, zh, en) values
-- state              seq kind     actor       job         runs                holds         edit   outside third             zh                  en
  ('registered',       10, 'start', 'holder',   'petition', '{notice}',         '{}',         true,  false,  null,             '待受理',           'to be accepted'),
  ('clarify',          11, 'open',  'holder',   'petition', '{clarify}',        '{notice}',   true,  false,  null,             '待补正',           'to be clarified'),
  ('forwarded',        12, 'open',  'holder',   'petition', '{notice,object}',  '{}',         true,  false,  'dispute',        '已转送，待受理',   'forwarded, to be accepted'),
  ('dispute',          13, 'open',  'superior', 'head',     '{notice,ruling}',  '{}',         false, false,  null,             '归口有争议，待裁定', 'whose it is, to be ruled'),
  ('handling',         20, 'open',  'holder',   'petition', '{handle}',         '{}',         true,  false,  null,             '办理中',           'in handling'),
  ('assigned',         21, 'open',  'holder',   'petition', '{handle,hand}',    '{}',         false, false,  'dispute_handling', '已交办，待接办', 'assigned, to be taken on'),
  ('dispute_handling', 22, 'open',  'superior', 'head',     '{handle,ruling}',  '{}',         false, false,  null,             '交办有争议，待裁定', 'assignment, to be ruled'),
  ('mediation',        23, 'open',  'holder',   'petition', '{handle,mediate}', '{}',         true,  false,  null,             '调解中',           'in mediation'),
  ('outside',          24, 'open',  'holder',   'petition', '{handle,chase}',   '{}',         true,  true,   null,             '等主管部门答复',   'with the body outside'),
  ('issuing',          30, 'open',  'holder',   'head',     '{handle,issue}',   '{}',         false, false,  null,             '意见待签发',       'opinion to be issued'),
  ('serving',          40, 'open',  'holder',   'petition', '{handle,serve}',   '{}',         false, false,  null,             '意见待送达',       'opinion to be served'),
  ('served',           50, 'open',  'holder',   'petition', '{ask}',            '{}',         false, false,  null,             '已送达',           'served'),
  ('review',           60, 'open',  'holder',   'petition', '{review}',         '{}',         false, false,  null,             '复查中',           'in review'),
  ('review_serving',   61, 'open',  'holder',   'petition', '{review,serve}',   '{}',         false, false,  null,             '复查意见待送达',   'review answer to be served'),
  ('review_served',    70, 'open',  'holder',   'petition', '{ask_again}',      '{}',         false, false,  null,             '复查意见已送达',   'review answer served'),
  ('rereview',         80, 'open',  'holder',   'petition', '{rereview}',       '{}',         false, false,  null,             '复核中',           'in re-review'),
  ('hearing',          81, 'open',  'holder',   'petition', '{hearing}',        '{rereview}', false, false,  null,             '复核听证',         'hearing'),
  ('rereview_serving', 82, 'open',  'holder',   'petition', '{rereview,serve}', '{}',         false, false,  null,             '复核意见待送达',   're-review answer to be served'),
  ('filing',           90, 'open',  'holder',   'petition', '{file}',           '{}',         true,  false,  null,             '待归档',           'to be filed'),
  ('final_filing',     91, 'open',  'holder',   'petition', '{file}',           '{}',         true,  false,  null,             '三级终结，待归档', 'finally ended, to be filed'),
  ('closed',          100, 'end',   null,       null,       '{}',               '{}',         false, false,  null,             '办结',             'closed'),
  ('final',           101, 'end',   null,       null,       '{}',               '{}',         false, false,  null,             '三级终结',         'finally ended'),
  ('refused',         102, 'end',   null,       null,       '{}',               '{}',         false, false,  null,             '不予受理',         'not accepted'),
  ('routed',          103, 'end',   null,       null,       '{}',               '{}',         false, false,  null,             '导入法定途径',     'led into statutory procedure'),
  ('merged',          104, 'end',   null,       null,       '{}',               '{}',         false, false,  null,             '并案',             'merged'),
  ('withdrawn',       105, 'end',   null,       null,       '{}',               '{}',         false, false,  null,             '信访人撤回',       'withdrawn'),
  ('cancelled',       106, 'end',   null,       null,       '{}',               '{}',         false, false,  null,             '登记有误，撤销',   'registered by mistake');

-- Street and village accept nothing: they settle on the spot (standard 6.7.6) or report up; the day to do it by is the county's for accepting.
insert into pg_temp.state_word (state, tiers, zh, en) values
  ('registered', '{3,4}', '待化解或上报',   'to be settled or sent up'),
  ('forwarded',  '{3}',   '待化解或上报',   'to be settled or sent up'),
  ('forwarded',  '{4}',   '已转送，待化解', 'forwarded, to be settled');

insert into pg_temp.step (from_state, seq, action, to_state, kind, who, job, tiers, asks, may, needs, apart, clock, within, most, zh, en) values
-- from              seq action         to_state           kind     who      job     tiers    asks                           may                  needs                                                     apart                     clock        within   most  zh                en
  ('registered',       1, 'accept',      'handling',        'step',   'next',  null,   '{1,2}', '{}',                          '{happened_on}',     '{}',                                                     '{}',                     null,        null,     null, '受理',           'Accept'),
  ('registered',       2, 'forward',     'forwarded',       'refer',  'next',  null,   null,    '{opinion}',                   '{to_staff}',        '{}',                                                     '{}',                     null,        null,     null, '转送',           'Forward sideways'),
  ('registered',       3, 'upward',      'forwarded',       'up',     'next',  null,   '{2,3,4}', '{}',                          '{opinion,to_staff}', '{}',                                                    '{}',                     null,        null,     null, '上报',           'Forward up'),
  ('registered',       4, 'downward',    'forwarded',       'down',   'next',  null,   '{0,1,2}', '{opinion}',                 '{to_staff}',        '{}',                                                     '{}',                     null,        null,     null, '转下级',         'Forward down'),
  ('registered',       5, 'unclear',     'clarify',         'step',   'next',  null,   null,    '{ground}',                    '{}',                '{}',                                                     '{}',                     null,        null,     2,    '请信访人补正',   'Ask the petitioner'),
  ('registered',       6, 'settle',      'filing',          'step',   'next',  null,   '{3,4}', '{opinion}',                   '{}',                '{}',                                                     '{}',                     null,        null,     null, '就地化解',       'Settle on the spot'),
  ('registered',       7, 'refuse',      'refused',         'step',   'next',  'head', '{1,2}', '{ground}',                    '{document}',        '{}',                                                     '{}',                     null,        null,     null, '不予受理',       'Do not accept'),
  ('registered',       8, 'route',       'routed',          'step',   'next',  null,   '{1,2}', '{ground}',                    '{document}',        '{route}',                                                '{}',                     null,        null,     null, '导入法定途径',   'Lead into statutory procedure'),
  ('registered',       9, 'merge',       'merged',          'step',   'next',  null,   null,    '{ground}',                    '{}',                '{repeats}',                                              '{}',                     null,        null,     null, '并案',           'Merge'),
  ('registered',      10, 'withdraw',    'withdrawn',       'step',   'next',  null,   null,    '{ground}',                    '{happened_on}',     '{}',                                                     '{}',                     null,        null,     null, '信访人撤回',     'Petitioner withdraws'),
  ('registered',      11, 'cancel',      'cancelled',       'step',   'owner', null,   null,    '{ground}',                    '{}',                '{}',                                                     '{}',                     null,        null,     null, '登记有误，撤销', 'Cancel: registered by mistake'),
  ('clarify',          1, 'clarified',   'registered',      'step',   'next',  null,   null,    '{}',                          '{opinion,happened_on}', '{}',                                                 '{}',                     null,        null,     null, '补正收到',       'Clarified'),
  ('clarify',          2, 'withdraw',    'withdrawn',       'step',   'next',  null,   null,    '{ground}',                    '{happened_on}',     '{}',                                                     '{}',                     null,        null,     null, '信访人撤回',     'Petitioner withdraws'),
  ('clarify',          3, 'lapse',       'withdrawn',       'step',   'system', null,  null,    '{}',                          '{}',                '{}',                                                     '{}',                     'clarify',   null,     null, '逾期没有补正',   'Not clarified in time'),
  ('forwarded',        1, 'accept',      'handling',        'step',   'next',  null,   '{1,2}', '{}',                          '{happened_on}',     '{}',                                                     '{}',                     null,        null,     null, '受理',           'Accept'),
  ('forwarded',        2, 'object',      null,              'return', 'next',  null,   null,    '{ground}',                    '{}',                '{}',                                                     '{}',                     null,        'object', null, '提出异议，退回', 'Object and return'),
  ('forwarded',        3, 'upward',      'forwarded',       'up',     'next',  null,   '{3}',   '{}',                          '{opinion,to_staff}', '{}',                                                    '{}',                     null,        null,     null, '上报',           'Forward up'),
  ('forwarded',        4, 'unclear',     'clarify',         'step',   'next',  null,   '{1,2}', '{ground}',                    '{}',                '{}',                                                     '{}',                     null,        null,     2,    '请信访人补正',   'Ask the petitioner'),
  ('forwarded',        5, 'settle',      'filing',          'step',   'next',  null,   '{3,4}', '{opinion}',                   '{}',                '{}',                                                     '{}',                     null,        null,     null, '就地化解',       'Settle on the spot'),
  ('forwarded',        6, 'refuse',      'refused',         'step',   'next',  'head', '{1,2}', '{ground}',                    '{document}',        '{}',                                                     '{}',                     null,        null,     null, '不予受理',       'Do not accept'),
  ('forwarded',        7, 'route',       'routed',          'step',   'next',  null,   '{1,2}', '{ground}',                    '{document}',        '{route}',                                                '{}',                     null,        null,     null, '导入法定途径',   'Lead into statutory procedure'),
  ('forwarded',        8, 'withdraw',    'withdrawn',       'step',   'next',  null,   null,    '{ground}',                    '{happened_on}',     '{}',                                                     '{}',                     null,        null,     null, '信访人撤回',     'Petitioner withdraws'),
  ('dispute',          1, 'rule',        'forwarded',       'down',   'next',  null,   null,    '{opinion,ground}',            '{to_staff}',        '{}',                                                     '{}',                     null,        null,     null, '裁定由谁受理',   'Rule who accepts'),
  ('handling',         1, 'answer',      'issuing',         'step',   'next',  null,   null,    '{}',                          '{opinion}',         '{outcome,said_request,said_facts,said_opinion,said_basis}', '{}',                 null,        null,     null, '拟好意见，报签发', 'Opinion drafted, to be issued'),
  ('handling',         2, 'assign_down', 'assigned',        'down',   'next',  null,   '{0,1,2}', '{opinion}',                 '{to_staff}',        '{}',                                                     '{}',                     null,        null,     null, '交办下级',       'Assign down'),
  ('handling',         3, 'mediate',     'mediation',       'step',   'next',  null,   null,    '{opinion}',                   '{}',                '{mediation}',                                            '{}',                     null,        null,     2,    '引入调解',       'Mediate'),
  ('handling',         4, 'send_out',    'outside',         'step',   'next',  null,   null,    '{body,happened_on}',          '{document,opinion}', '{}',                                                    '{}',                     null,        null,     null, '转主管部门办',   'Send to the body outside'),
  ('handling',         5, 'extend',      'handling',        'extend', 'next',  'head', null,    '{ground}',                    '{}',                '{}',                                                     '{}',                     'handle',    null,     null, '延长 30 天',     'Extend by 30 days'),
  ('handling',         6, 'merge',       'merged',          'step',   'next',  null,   null,    '{ground}',                    '{}',                '{repeats}',                                              '{}',                     null,        null,     null, '并案',           'Merge'),
  ('handling',         7, 'withdraw',    'withdrawn',       'step',   'next',  null,   null,    '{ground}',                    '{happened_on}',     '{}',                                                     '{}',                     null,        null,     null, '信访人撤回',     'Petitioner withdraws'),
  ('assigned',         1, 'take_on',     'handling',        'step',   'next',  null,   null,    '{}',                          '{}',                '{}',                                                     '{}',                     null,        null,     null, '接办',           'Take on'),
  ('assigned',         2, 'send_back',   null,              'return', 'next',  null,   null,    '{ground}',                    '{}',                '{}',                                                     '{}',                     null,        null,     null, '退回',           'Return'),
  ('dispute_handling', 1, 'rule',        'assigned',        'down',   'next',  null,   null,    '{opinion,ground}',            '{to_staff}',        '{}',                                                     '{}',                     null,        null,     null, '裁定由谁办理',   'Rule who handles'),
  ('mediation',        1, 'settled',     'filing',          'step',   'next',  null,   null,    '{happened_on}',               '{document}',        '{agreement}',                                            '{}',                     null,        null,     null, '达成协议',       'Agreement reached'),
  ('mediation',        2, 'failed',      'handling',        'step',   'next',  null,   null,    '{ground}',                    '{}',                '{}',                                                     '{}',                     null,        null,     null, '调解不成',       'Mediation failed'),
  ('outside',          1, 'came_back',   'handling',        'step',   'next',  null,   null,    '{opinion,happened_on}',       '{document}',        '{}',                                                     '{}',                     null,        null,     null, '主管部门已答复', 'The body outside answered'),
  ('outside',          2, 'call_back',   'handling',        'step',   'next',  null,   null,    '{ground}',                    '{}',                '{}',                                                     '{}',                     null,        null,     null, '收回自办',       'Take it back to handle'),
  ('issuing',          1, 'issue',       'serving',         'step',   'next',  null,   null,    '{document}',                  '{opinion}',         '{}',                                                     '{answer}',               null,        null,     null, '签发',           'Issue'),
  ('issuing',          2, 'redo',        null,              'return', 'next',  null,   null,    '{ground}',                    '{}',                '{}',                                                     '{}',                     null,        null,     null, '退回修改',       'Return to be redone'),
  ('serving',          1, 'serve',       'served',          'step',   'next',  null,   null,    '{happened_on,document}',      '{opinion}',         '{}',                                                     '{}',                     null,        null,     null, '送达',           'Serve'),
  ('served',           1, 'ask_review',  'review',          'up',     'next',  null,   null,    '{happened_on,ground}',        '{}',                '{}',                                                     '{}',                     null,        'ask',    null, '信访人申请复查', 'Petitioner asks for review'),
  ('served',           2, 'content',     'filing',          'step',   'next',  null,   null,    '{opinion}',                   '{happened_on}',     '{}',                                                     '{}',                     null,        null,     null, '息诉，不再申请', 'Petitioner is content'),
  ('served',           3, 'lapse',       'filing',          'step',   'system', null,  null,    '{}',                          '{}',                '{}',                                                     '{}',                     'ask',       null,     null, '逾期没有申请复查', 'No review asked in time'),
  ('review',           1, 'answer_review', 'review_serving', 'step',  'next',  null,   null,    '{opinion,ground,document}',   '{}',                '{}',                                                     '{answer,issue}',         null,        null,     null, '复查答复',       'Answer the review'),
  ('review_serving',   1, 'serve',       'review_served',   'step',   'next',  null,   null,    '{happened_on,document}',      '{opinion}',         '{}',                                                     '{}',                     null,        null,     null, '送达',           'Serve'),
  ('review_served',    1, 'ask_rereview', 'rereview',       'up',     'next',  null,   '{1,2,3}', '{happened_on,ground}',        '{}',                '{}',                                                     '{}',                     null,        'ask_again', null, '信访人申请复核', 'Petitioner asks for re-review'),
  ('review_served',    2, 'content',     'filing',          'step',   'next',  null,   null,    '{opinion}',                   '{happened_on}',     '{}',                                                     '{}',                     null,        null,     null, '息诉，不再申请', 'Petitioner is content'),
  ('review_served',    3, 'lapse',       'filing',          'step',   'system', null,  null,    '{}',                          '{}',                '{}',                                                     '{}',                     'ask_again', null,     null, '逾期没有申请复核', 'No re-review asked in time'),
  ('review_served',    4, 'ask_above',   'filing',          'step',   'next',  null,   '{0}',   '{happened_on,ground,body}',   '{document}',        '{}',                                                     '{}',                     null,        'ask_again', null, '信访人向国家机关申请复核', 'Petitioner asks a national body'),
  ('rereview',         1, 'hear',        'hearing',         'step',   'next',  null,   null,    '{opinion}',                   '{happened_on}',     '{}',                                                     '{}',                     null,        null,     1,    '听证',           'Hold a hearing'),
  ('rereview',         2, 'answer_rereview', 'rereview_serving', 'step', 'next', null, null,    '{opinion,ground,document}',   '{}',                '{}',                                                     '{answer,issue,answer_review}', null,  null,     null, '复核答复',       'Answer the re-review'),
  ('hearing',          1, 'heard',       'rereview',        'step',   'next',  null,   null,    '{opinion}',                   '{happened_on}',     '{}',                                                     '{}',                     null,        null,     null, '听证结束',       'Hearing over'),
  ('rereview_serving', 1, 'serve',       'final_filing',    'step',   'next',  null,   null,    '{happened_on,document}',      '{opinion}',         '{}',                                                     '{}',                     null,        null,     null, '送达',           'Serve'),
  ('filing',           1, 'file',        'closed',          'step',   'next',  null,   null,    '{}',                          '{opinion}',         '{satisfaction}',                                         '{}',                     null,        null,     null, '归档',           'File'),
  ('final_filing',     1, 'file',        'final',           'step',   'next',  null,   null,    '{}',                          '{opinion}',         '{}',                                                     '{}',                     null,        null,     null, '归档',           'File');
insert into pg_temp.paper (action, columns, zh, en) values
-- the step          the facts that stand in it                                                    the paper
  ('begin',           '{received_on,channel,petitioner,people,purpose,topic,complained_of,title,request,facts,repeats}', '信访登记表', 'Register form'),
  ('forward',         '{}',                                                                         '转送函',           'Letter of forwarding'),
  ('upward',          '{}',                                                                         '上报函',           'Letter to the office above'),
  ('downward',        '{}',                                                                         '转办函',           'Letter to the office below'),
  ('unclear',         '{}',                                                                         '补正通知',         'Request for clarification'),
  ('clarified',       '{petitioner,request,facts}',                                                 '补正材料',         'Clarification'),
  ('accept',          '{}',                                                                         '受理告知书',       'Notice of acceptance'),
  ('refuse',          '{}',                                                                         '不予受理告知书',   'Notice of refusal'),
  ('route',           '{route}',                                                                    '法定途径告知书',   'Notice of statutory procedure'),
  ('object',          '{}',                                                                         '异议书',           'Objection'),
  ('rule',            '{}',                                                                         '裁定书',           'Ruling'),
  ('assign_down',     '{}',                                                                         '交办函',           'Letter of assignment'),
  ('send_back',       '{}',                                                                         '退回函',           'Letter of return'),
  ('extend',          '{}',                                                                         '延期审批表',       'Approval of an extension'),
  ('send_out',        '{deciding_body}',                                                            '致主管部门函',     'Letter to the body outside'),
  ('came_back',       '{deciding_body}',                                                            '主管部门答复',     'Answer of the body outside'),
  ('settled',         '{mediation,agreement}',                                                      '调解（和解）协议', 'Agreement'),
  ('settle',          '{}',                                                                         '就地化解记录',     'Settled on the spot'),
  ('issue',           '{outcome,said_request,said_facts,said_opinion,said_basis,deciding_body}',    '处理意见书',       'Opinion'),
  ('serve',           '{}',                                                                         '送达回证',         'Receipt of service'),
  ('ask_review',      '{}',                                                                         '复查申请',         'Application for review'),
  ('answer_review',   '{}',                                                                         '复查意见书',       'Review opinion'),
  ('ask_rereview',    '{}',                                                                         '复核申请',         'Application for re-review'),
  ('hear',            '{}',                                                                         '听证通知',         'Notice of hearing'),
  ('heard',           '{}',                                                                         '听证记录',         'Record of the hearing'),
  ('answer_rereview', '{}',                                                                         '复核意见书',       'Re-review opinion'),
  ('withdraw',        '{}',                                                                         '撤回信访申请',     'Withdrawal'),
  ('merge',           '{repeats}',                                                                  '并案记录',         'Merged'),
  ('file',            '{satisfaction}',                                                             '结案登记',         'Closing');
call flow.adopt('petition');

-- An accusation is for named handlers only; whoever registers it is one (30).
create or replace function service.petition_kind() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and (new.purpose = '2') <> (old.purpose = '2') then
    perform sec.refuse_by('petition_kind_stays', 'service.petition', 'purpose');
  end if;
  new.restricted := new.purpose = '2';
  return new;
end $$;
create or replace trigger e_kind before insert or update on service.petition for each row execute function service.petition_kind();
create or replace trigger e_days before insert or update on service.petition for each row execute function sec.days_past('received_on');
create or replace trigger f_begin before insert on service.petition for each row execute function flow.begin('petition');
create or replace trigger f_facts before update on service.petition for each row execute function flow.facts_stay();
create or replace trigger f_facts before insert or update on service.petition_private for each row execute function flow.facts_stay('id');

-- Who is accused handles nothing of it, nor hears of it (30: not to be passed to who is accused): staff whose names stand in what is complained of
-- are recused, as long as they stand there. Then the head is named, or the one above, who is not accused.
create or replace function service.petition_accused() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  delete from work.recusal r using org.staff s where r.matter = new.id and r.seq = 0 and s.id = r.staff and position(s.name in coalesce(new.complained_of, '')) = 0;
  insert into work.recusal (staff, matter, seq)
    select s.id, new.id, 0 from org.staff s where char_length(s.name) > 1 and position(s.name in new.complained_of) > 0 and s.id is distinct from sec.own_staff() on conflict do nothing;
  delete from work.entrusted e using work.recusal r where e.matter = new.id and r.matter = e.matter and r.staff = e.staff;
  perform flow.entrust_head(m) from work.matter m where m.id = new.id;
  return null;
end $$;
create or replace trigger y_accused after insert on service.petition for each row when (new.restricted) execute function service.petition_accused();
create or replace trigger y_accused_of after update of complained_of on service.petition for each row when (new.restricted and new.complained_of is distinct from old.complained_of) execute function service.petition_accused();

-- Those who came are as visible as their petition; five of them speak (20).
create or replace function service.petition_people() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  new.restricted := (select p.restricted from service.petition p where p.id = new.petition);
  perform from service.petition p where p.id = new.petition for update;
  if new.speaks and new.voided_at is null
     and (select count(*) from service.petition_person x where x.petition = new.petition and x.speaks and x.voided_at is null and x.id <> new.id) >= 5 then
    perform sec.refuse_by('five_speak', 'service.petition_person', 'speaks');
  end if;
  return new;
end $$;
create or replace trigger e_people before insert or update on service.petition_person for each row execute function service.petition_people();
create or replace trigger f_facts before insert or update on service.petition_person for each row execute function flow.facts_stay('petition');

-- The same matter is not accepted twice: while the first is open (19), nor after three levels have ended it (36).
create or replace function service.petition_guard() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  p service.petition := (select x from service.petition x where x.id = new.matter);
  before work.matter;
begin
  if p.repeats is not null then select m.* into before from work.matter m where m.id = p.repeats; end if;
  if before.state = 'final' then
    perform sec.refuse('petition_ended_finally', format('这件事 %s 已经三级终结，同一事实和理由不再受理', before.number), format('the same matter was finally ended as %s', before.number), relation => 'work.step');
  elsif before.id is not null and before.ended_on is null then
    perform sec.refuse('petition_repeats', format('同一件事正在办：%s', before.number), format('the same matter is open: %s', before.number), relation => 'work.step');
  elsif p.people > 1 and p.channel in ('1', '9') and not exists (select from service.petition_person x where x.petition = p.id and x.speaks and x.voided_at is null) then
    perform sec.refuse_by('representatives_needed', 'work.step');
  end if;
  return new;
end $$;
create or replace trigger g_petition before insert on work.step for each row when (new.process = 'petition' and new.action = 'accept') execute function service.petition_guard();

-- The book's list: where each stands.
drop view if exists service.petition_list;
create view service.petition_list with (security_invoker = true) as
select p.id, p.version, p.office, m.number, p.petitioner, p.person, p.title, p.channel, p.purpose, p.topic, p.received_on, p.people, p.outcome, p.satisfaction, m.next_office, m.due_on, m.amber_on, m.ended_on,
       flow.state_text(m, sec.language() = 'en') as state, case when m.ended_on is null then flow.who_acts(m, sec.language() = 'en') end as who_acts,
       p.created_at, p.changed_at, p.changed_by
  from service.petition p join work.matter m on m.id = p.id;
comment on view service.petition_list is '信访台账';
grant select on service.petition_list to lb_reader;

-- Petitions a typed text may mean: by petitioner, title or number.
create or replace function app.find_petition(q text, most int) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$
  select p.id from service.petition p join work.matter m on m.id = p.id
   where p.petitioner ^@ q or strpos(p.title, q) > 0 or m.number ^@ q or right(m.number, 4) = lpad(q, 4, '0') order by p.id desc limit most
$$;
grant execute on function app.find_petition(text, int) to lb_staff;
