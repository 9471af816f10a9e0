-- SPDX-License-Identifier: Apache-2.0
-- Code lists, one small table each: the foreign key is the lookup (decision 20). Rows come from sql/data/codes.
-- A code no longer offered gets valid = false and stays: old records keep their meaning.

create procedure code.make_list(list text, zh text, extra text default '')
language plpgsql
set search_path = pg_catalog
as $$
begin
  execute format($ddl$
    create table code.%1$I (
      code text collate "C" primary key,
      name_zh text collate "C" not null check (name_zh <> ''),
      name_en text not null check (name_en <> ''),
      std_code text,
      seq int not null,
      py text collate "C" not null check (py ~ '^[a-z0-9]+$'),
      valid boolean not null default true
      %2$s
    )$ddl$, list, extra);
  execute format('comment on table code.%I is %L', list, zh);
  execute format('comment on column code.%I.std_code is %L', list, '国家标准或上级系统的代码');
  execute format('comment on column code.%I.py is %L', list, '名称的拼音首字母');
  execute format('grant select on code.%I to lb_staff', list);
end
$$;
comment on procedure code.make_list(text, text, text) is '建一张代码表';

-- The person
call code.make_list('sex',                      '性别（GB/T 2261.1）');
call code.make_list('ethnic_group',             '民族（GB/T 3304）');
call code.make_list('marital_status',           '婚姻状况（GB/T 2261.2）');
call code.make_list('education',                '学历（GB/T 4658）');
call code.make_list('political_status',         '政治面貌（GB/T 4762）');
call code.make_list('family_relation',          '家庭关系（GB/T 4761）');
call code.make_list('id_document',              '证件类型');
call code.make_list('household_kind',           '户口性质');
call code.make_list('health_state',             '健康状况');
call code.make_list('housing_state',            '住房情况');
call code.make_list('person_condition',         '人员状态');
call code.make_list('skill_grade',              '职业技能等级');
call code.make_list('professional_title_level', '职称级别');

-- Service in the forces, honours, disability
call code.make_list('object_category',          '服务对象类别');
call code.make_list('special_identity',         '特殊身份');
call code.make_list('focus_class',              '重点对象类别');
call code.make_list('service_branch',           '军种');
call code.make_list('service_role',             '服役身份');
call code.make_list('placement_method',         '安置方式');
call code.make_list('award_grade',              '奖励等级', ', rank int not null default 0 check (rank between 0 and 100)');
comment on column code.award_grade.rank is '按抚恤优待条例第十六条增发的百分比，用来比高低；条例没有列的为 0';
call code.make_list('disability_cause',         '残疾性质');
call code.make_list('disability_grade',         '残疾等级', ', grade smallint not null check (grade between 1 and 10)');
call code.make_list('honour_wall_category',     '荣誉墙类别');
call code.make_list('plaque_household',         '光荣牌家庭类别');
call code.make_list('card_kind',                '优待证种类');
call code.make_list('card_event_reason',        '优待证办理原因');

-- The office and its people
call code.make_list('tier',                     '层级', ', tier smallint not null check (tier between 0 and 4)');
call code.make_list('office_kind',              '机构类型');
call code.make_list('staff_kind',               '人员类别');
call code.make_list('staff_identity',           '工作人员身份');
call code.make_list('five_haves',               '五有');
call code.make_list('functional_zone',          '功能区');
call code.make_list('facility_item',            '场所设施');
call code.make_list('home_function',            '退役军人之家功能');
call code.make_list('public_item',              '公开事项');
call code.make_list('service_specification',    '服务规范');
call code.make_list('work_mechanism',           '工作机制');
call code.make_list('internal_system',          '内部管理制度');
call code.make_list('meeting_kind',             '会议类型');
call code.make_list('training_kind',            '工作人员培训类型');
call code.make_list('transfer_answer',          '转入申请的答复');

-- Visits, care, help
call code.make_list('visit_mode',               '走访方式');
call code.make_list('visit_occasion',           '走访事由');
call code.make_list('festival',                 '节日和节点');
call code.make_list('four_honours',             '四尊崇（内容由单位核定）');
call code.make_list('five_cares',               '五关爱（内容由单位核定）');
call code.make_list('party_link_kind',          '党员教育管理事项');
call code.make_list('volunteer_role',           '志愿服务方式');
call code.make_list('benefit_type',             '优抚待遇种类');
call code.make_list('aid_type',                 '救助种类');
call code.make_list('hardship_reason',          '困难原因');
call code.make_list('employment_state',         '就业状态');
call code.make_list('employment_need',          '就业需求');
call code.make_list('employment_service',       '就业服务');
call code.make_list('veteran_training_kind',    '退役军人培训类型');

-- Petitions, disputes, incidents
call code.make_list('petition_channel',         '信访渠道');
call code.make_list('petition_purpose',         '信访目的');
call code.make_list('petition_topic',           '信访事项');
call code.make_list('petition_outcome',         '信访办理结果');
call code.make_list('petition_satisfaction',    '信访满意度');
call code.make_list('statutory_route',          '法定途径');
call code.make_list('mediation_kind',           '调解种类');
call code.make_list('incident_kind',            '情况和事件');
call code.make_list('risk_level',               '风险等级');
call code.make_list('screening_result',         '排查结果');

-- Supervision
call code.make_list('inspection_kind',          '督导检查类型');
call code.make_list('feedback_source',          '意见来源');
call code.make_list('rectification_state',      '整改状态');

-- Archives
call code.make_list('archive_category',         '档案门类');
call code.make_list('archive_series_zy',        '专业档案系列');
call code.make_list('archive_scope',            '归档范围');
call code.make_list('archive_policy_part',      '档案制度内容');
call code.make_list('archive_retention',        '保管期限');
call code.make_list('archive_carrier',          '档案载体');
call code.make_list('archive_action',           '档案业务动作');
call code.make_list('four_nature',              '四性');
call code.make_list('secrecy_level',            '密级');

-- Calendar. The yearly notice names the days that differ from the week: rest on a weekday, work at a weekend.
create table ref.holiday (
  day date primary key,
  kind text not null check (kind in ('rest', 'work')),
  name_zh text collate "C" not null,
  name_en text not null
);
comment on table ref.holiday is '放假和调休（国务院办公厅每年通知）';
comment on column ref.holiday.kind is 'rest 放假，work 调休上班';

create table ref.festival (
  day date not null,
  festival text collate "C" not null,
  name_zh text collate "C" not null,
  name_en text not null,
  primary key (day, festival)
);
comment on table ref.festival is '节日和节点的日期';
create index on ref.festival (festival, day);

-- Every day, numbered by working days: the k-th working day after d is the working day whose n is n(d) + k.
create table ref.day (
  day date primary key,
  work boolean not null,
  n int not null,
  provisional boolean not null
);
comment on table ref.day is '日历：是否工作日、第几个工作日';
comment on column ref.day.n is '从头数起到当天（含）的工作日数';
comment on column ref.day.provisional is '这一年的放假通知还没有，只按周末算';
create index day_by_n on ref.day (n) where work;   -- not unique: numbers shift row by row when a notice arrives

-- From the first year of ref.holiday to two years past its last one. Rows that do not change are not touched.
create function ref.day_fill() returns void
language sql
set search_path = pg_catalog
as $$
  with span as (
    select date_trunc('year', min(h.day))::date as first,
      (date_trunc('year', max(h.day)) + interval '1 year - 1 day')::date as announced,
      (date_trunc('year', max(h.day)) + interval '3 years - 1 day')::date as last
    from ref.holiday h
  ), marked as (
    select d::date as day,
      coalesce(h.kind = 'work', extract(isodow from d) < 6) as work,
      d::date > span.announced as provisional
    from span
    cross join generate_series(span.first::timestamp, span.last::timestamp, interval '1 day') d
    left join ref.holiday h on h.day = d::date
  )
  insert into ref.day as t (day, work, n, provisional)
  select m.day, m.work, count(*) filter (where m.work) over (order by m.day), m.provisional
  from marked m
  on conflict (day) do update
  set work = excluded.work, n = excluded.n, provisional = excluded.provisional
  where (t.work, t.n, t.provisional) is distinct from (excluded.work, excluded.n, excluded.provisional);
$$;
comment on function ref.day_fill() is '按放假安排重排日历';

create function ref.holiday_changed() returns trigger
language plpgsql
set search_path = pg_catalog
as $$
begin
  perform ref.day_fill();
  return null;
end
$$;
comment on function ref.holiday_changed() is '放假安排变了，日历跟着变';
create trigger day_fill after insert or update or delete on ref.holiday
  for each statement execute function ref.holiday_changed();

-- Pinyin: toneless, ü written v. seq 1 is the reading used when nothing else is known.
create table ref.hanzi (
  hanzi text collate "C" not null check (char_length(hanzi) = 1),
  reading text collate "C" not null check (reading ~ '^[a-z]+$'),
  seq smallint not null check (seq > 0),
  primary key (hanzi, reading)
);
comment on table ref.hanzi is '汉字读音（不标声调，ü 写作 v）';

create table ref.surname (
  surname text collate "C" not null check (char_length(surname) between 1 and 2),
  reading text collate "C" not null check (reading ~ '^[a-z]+$'),
  seq smallint not null check (seq > 0),
  primary key (surname, reading)
);
comment on table ref.surname is '姓氏读音（只列与常用读音不同的单姓，和复姓）';

grant select on ref.holiday, ref.festival, ref.day, ref.hanzi, ref.surname to lb_staff;
