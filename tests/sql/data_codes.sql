-- SPDX-License-Identifier: Apache-2.0
-- Code lists: each has the rows it was shipped with, in order, with pinyin, readable by staff and by nobody writable.
begin;
select plan(12);

create function pg_temp.count_of(list text) returns int language plpgsql as $$
declare
  n int;
begin
  execute format('select count(*) from code.%I', list) into n;
  return n;
end
$$;

create temp table expected (list text collate "C" primary key, n int);
insert into expected values
  ('aid_type', 19), ('attendance', 4), ('deputy_job', 8), ('event_kind', 7), ('archive_action', 25), ('archive_carrier', 12), ('archive_category', 13),
  ('archive_policy_part', 8), ('archive_retention', 3), ('archive_scope', 4), ('archive_series_zy', 13),
  ('award_grade', 26), ('benefit_type', 15), ('card_event_reason', 14), ('card_kind', 2),
  ('disability_cause', 3), ('disability_grade', 10), ('education', 40), ('employment_need', 10),
  ('employment_service', 11), ('employment_state', 15), ('ethnic_group', 58), ('facility_item', 16),
  ('family_relation', 84), ('feedback_source', 8), ('festival', 9), ('five_cares', 5),
  ('file_kind', 16), ('file_scan', 3), ('five_haves', 5), ('focus_class', 10), ('four_honours', 4), ('four_nature', 4),
  ('functional_zone', 15), ('hardship_reason', 9), ('health_state', 6), ('home_function', 10),
  ('honour_wall_category', 7), ('household_kind', 4), ('housing_state', 7), ('id_document', 13),
  ('incident_kind', 7), ('inspection_kind', 6), ('internal_system', 5), ('marital_status', 8),
  ('mediation_kind', 3), ('name_kind', 6), ('meeting_kind', 6), ('notice_kind', 5), ('notice_reach', 3), ('notice_state', 4), ('object_category', 31), ('office_kind', 5),
  ('party_link_kind', 4), ('person_condition', 8), ('petition_channel', 9), ('petition_outcome', 11),
  ('petition_purpose', 4), ('petition_satisfaction', 5), ('petition_topic', 21), ('placement_method', 11),
  ('plaque_household', 5), ('political_status', 13), ('professional_title_level', 6), ('public_item', 7),
  ('rectification_state', 6), ('risk_level', 4), ('screening_result', 6), ('secrecy_level', 5),
  ('service_branch', 14), ('service_role', 9), ('service_specification', 12), ('sex', 4),
  ('skill_grade', 9), ('special_identity', 16), ('staff_identity', 5), ('staff_kind', 9),
  ('statutory_route', 9), ('tier', 5), ('training_kind', 9), ('veteran_training_kind', 5),
  ('visit_mode', 7), ('visit_occasion', 11), ('volunteer_role', 10), ('work_mechanism', 6);

create temp view list as
select c.relname::text as list, c.oid from pg_class c where c.relnamespace = 'code'::regnamespace and c.relkind = 'r';

select set_eq('select list from list', 'select list from expected', 'the lists are these');
select results_eq(
  'select e.list, pg_temp.count_of(e.list) from expected e order by 1', 'select e.list, e.n from expected e order by 1',
  'each list has its rows');

create temp table entry (list text, code text collate "C", name_zh text, name_en text, std_code text, seq int, py text, valid boolean);
do $$
declare
  l text;
begin
  for l in select list from list loop
    execute format('insert into entry select %1$L, code, name_zh, name_en, std_code, seq, py, valid from code.%1$I', l);
  end loop;
end
$$;

select is_empty('select * from entry where py !~ ''^[a-z0-9]+$''', 'pinyin is plain');
select is_empty($$ select list, code from entry where char_length(py) <> char_length(regexp_replace(name_zh, '[^一-龥0-9A-Za-z]', '', 'g')) $$,
  'one letter of pinyin a character');
select is_empty('select list from entry group by list having min(seq) <> 1 or max(seq) <> count(*) or count(distinct seq) <> count(*)',
  'the order has no gap');
select is_empty('select list, name_zh from entry group by 1, 2 having count(*) > 1', 'no name twice in a list');
select is_empty('select list, code from entry where name_en ~ ''[一-龥]''', 'English is English');
select is_empty('select list, code from entry where std_code is not null
  and list not in (''sex'', ''ethnic_group'', ''marital_status'', ''education'', ''political_status'', ''family_relation'')',
  'a standard code only where a standard has one');
select results_eq(
  $$ select code, py from entry where list = 'visit_occasion' and seq <= 2 order by seq $$,
  $$ values ('1' collate "C", 'twfxbf'), ('2', 'lgsjbf') $$, 'pinyin of two occasions');
select results_eq(
  $$ select code from code.award_grade where rank >= 5 order by rank desc, code $$,
  $$ values ('01' collate "C"), ('02'), ('03'), ('04'), ('11'), ('31'), ('12'), ('21'), ('32'), ('13'), ('22'), ('14'), ('23') $$,
  'awards rank as the law does');
select is_empty($$ select list from list where not has_table_privilege('lb_staff', oid, 'select') $$, 'staff read every list');
select is_empty($$ select list from list where has_table_privilege('lb_staff', oid, 'insert, update, delete, truncate') $$, 'staff write none');

select * from finish();
rollback;
