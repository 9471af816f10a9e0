-- SPDX-License-Identifier: Apache-2.0
-- A few petitions of the demonstration's county, taken through their steps by the people who would take them.
-- The steps are applied as the timer applies its own: there is nobody signed on, so who acts is said for each.
create or replace function demo.petition(office bigint, n int, petitioner text, title text, topic text, channel text, received int) returns bigint
language sql as $$
  insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request, facts)
  values (office, petitioner, channel, '3', topic, ref.today() - received, title, '请求' || title, '信访人口述，已如实记录。') returning id
$$;
create or replace function demo.take(matter bigint, action text, login text, given jsonb default '{}') returns void
language plpgsql as $$
declare
  m work.matter := (select x from work.matter x where x.id = matter);
  t flow.step := (select x from flow.steps_of(m) x where x.action = take.action);
begin
  perform flow.move_on(m, t, jsonb_populate_record(null::work.step, jsonb_build_object('happened_on', ref.today()) || given), (select a.staff from sec.account a where a.login = take.login));
end $$;

do $$
declare
  county constant bigint := 430102000000;
  street constant bigint := 430102001000;
  a bigint := demo.petition(430102001001, 1, '周大勇', '落实伤残抚恤待遇', '04', '1', 6);
  b bigint := demo.petition(county, 2, '欧阳海', '更换助听器', '13', '2', 9);
  c bigint := demo.petition(county, 3, '彭水生', '补发优待证', '17', '4', 3);
  d bigint := demo.petition(street, 4, '刘满秀', '楼道装扶手', '90', '1', 2);
begin
  perform demo.take(a, 'upward', 'demo_village', '{"opinion": "本社区不能解决，请街道处理"}');
  perform demo.take(a, 'upward', 'demo_township', '{"opinion": "涉及区里的政策"}');
  perform demo.take(b, 'accept', 'demo_petition');
  perform demo.take(b, 'assign_down', 'demo_petition', jsonb_build_object('to_office', street, 'opinion', '请上门核实，五个工作日内回话'));
  perform demo.take(c, 'accept', 'demo_petition');
end $$;
