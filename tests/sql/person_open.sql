-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes.
-- Opening what is masked: who may, on record before it is shown, and no way round the record.
\ir person.inc
select no_plan();

create function tap.looks() returns bigint language sql as $$ select count(*) from audit.log where kind = 'P' $$;
create function tap.opened(login text, person bigint, reason text, relation text default 'service.person') returns text language sql as
$$ select tap.told(login, format('select api.open_private(%L, %s, %L)', relation, person, reason)) $$;

select is(tap.told('p_village', $$select answer, id from app.save('{"relation":"service.person","new":{"name":"张国强","sex":"1","category":"100","filed_on":"2026-01-01"},
  "private":{"phone":"13812345678","address":"识字里 3 号"}}')$$), 'saved|1', 'a person');

select is(tap.opened('p_village', 1, '核对电话'), '{"again": true}', 'the first call records only');
select is(tap.looks(), 1::bigint, 'one look on record');
select is((select login || ' ' || relation || ' ' || key || ' ' || note from audit.log where kind = 'P'), 'p_village service.person 1 核对电话', 'who, what and why');
select is(tap.opened('p_village', 1, '核对电话')::jsonb ->> 'phone', '13812345678', 'the second shows');
select is((select string_agg(k, ' ' order by k) from jsonb_object_keys(tap.opened('p_village', 1, '核对电话')::jsonb) k), 'address bank_account birth_on id_no old_id_no phone phone2', 'every private column, none else');
select is(tap.opened('p_head', 1, '核对电话'), '{"again": true}', 'each login for itself');
select is(tap.opened('p_township', 1, '电话回访'), '{"again": true}', 'and from above');

-- Refused, and the refusal stays.
select is(tap.opened('p_neighbour', 1, '核对电话')::jsonb ->> 'refused', '没有这条记录，或不在您的辖区里', 'the next village may not');
select is(tap.opened('p_neighbour', 999, '核对电话')::jsonb ->> 'refused', '没有这条记录，或不在您的辖区里', 'and cannot tell it from nobody');
select is(tap.opened('p_supervisor', 1, '核对电话')::jsonb ->> 'refused', '您的岗位不能查看身份证号、电话和住址', 'the supervisor may not');
select is(tap.opened('p_reporter', 1, '核对电话')::jsonb ->> 'refused', '您的岗位不能查看身份证号、电话和住址', 'nor the reporter');
select is(tap.opened('p_off', 1, '核对电话')::jsonb ->> 'refused', '没有这条记录，或不在您的辖区里', 'nor a disabled account');
select is(tap.opened('p_village', 1, ' 　看 ')::jsonb ->> 'refused', '请写明原因：至少四个字，查的人看得懂', 'no reason, no look');
select is(tap.opened('p_village', 1, null)::jsonb ->> 'en', 'a reason is needed: four characters at least, and words', 'in English too');
select is(tap.opened('p_village', 1, '核对电话', 'sec.account')::jsonb ->> 'refused', '这个登记簿没有要遮盖的内容', 'other tables may not');
select is(tap.opened('p_village', 1, '核对电话', 'service.person_private')::jsonb ->> 'refused', '这个登记簿没有要遮盖的内容', 'nor the side table itself');
select is(tap.opened('p_village', 1, '核对电话', 'x"; drop table')::jsonb ->> 'refused', '这个登记簿没有要遮盖的内容', 'nor nonsense');
select is((select count(*) from audit.log where kind = 'R'), 10::bigint, 'ten refusals on record');
select is(tap.looks(), 3::bigint, 'and three looks');

select is((select string_agg(distinct relation, ' ' order by relation) from audit.log where kind = 'R'), ' service.person', 'of a relation only what there is, nothing that was typed');
select is(tap.opened('p_village', 1, repeat('上门走访前核对', 1000)), '{"again": true}', 'a long reason');
select is((select max(char_length(note)) from audit.log where kind = 'P'), 200, 'is kept as far as anybody reads');

-- What a reason is: four characters, words, not one letter again and again; blanks around it do not count.
select is(sec.reason(r.typed), r.reason, format('reason "%s"', r.typed)) from (values
  ('核对电话', '核对电话'), (' 　上门走访前核对 ', '上门走访前核对'), ('𠮷林来电', '𠮷林来电'), ('check phone', 'check phone'), ('ｃｈｅｃｋ', 'ｃｈｅｃｋ'), ('6.7.7走访', '6.7.7走访'),
  ('核对', null), ('看看看看看', null), ('aaaaAAAA', null), ('１２３４５６', null), ('12345678', null), ('……。。！！', null), ('——好——', null), ('    a  ', null), ('', null), (null, null)) r(typed, reason);

-- The attack: look, then undo the record. By a sign-on that has not looked yet.
create function tap.attack(statement text) returns text language plpgsql as $$
declare said text;
begin
  perform dblink_connect('a', format('host=%s port=%s dbname=%s user=p_county', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database()));
  begin
    perform dblink_exec('a', statement);
  exception when others then said := sqlerrm; end;
  perform dblink_disconnect('a');
  return said;
end $$;
select is(tap.attack($q$do $d$ declare j jsonb; begin
    perform api.open_private('service.person', 1, '偷偷看看'); j := api.open_private('service.person', 1, '偷偷看看'); raise '%', j; end $d$ $q$), '{"again": true}',
  'twice in one transaction shows nothing');
select is(tap.attack($q$do $d$ declare j jsonb; begin
    begin perform api.open_private('service.person', 1, '偷偷看看'); exception when others then null; end;
    begin j := api.open_private('service.person', 1, '偷偷看看'); end; raise '%', j; end $d$ $q$), '{"again": true}', 'nor in subtransactions');
select is(tap.attack($q$do $d$ begin perform api.open_private('service.person', 1, '偷偷看看'); raise 'x'; end $d$ $q$), 'x', 'a record rolled back');
select is(tap.opened('p_county', 1, '核对电话'), '{"again": true}', 'opens nothing');
set session_replication_role = replica;
update audit.log set at = at - interval '2 minutes' where kind = 'P';
reset session_replication_role;
select is(tap.opened('p_village', 1, '核对电话'), '{"again": true}', 'after a minute it is a new look');
select matches(tap.told('p_village', $$insert into audit.log (place, kind, relation, key) values ('x', 'P', 'service.person', 1)$$), '^42501', 'the record is not written by hand');
select matches(tap.told('p_village', $$select sec.note('P', 'service.person', 1, 1, 'x')$$), '^42501', 'nor by the function that notes');


-- Written by two: what the other wrote is told to whom may look and has.
create function tap.clash(login text, old text) returns text language sql as $$
  select coalesce(nullif(tap.told(login, format($q$select field, theirs, ours from sec.private_clash('service.person', 1, '{"phone":"%s"}', '{"phone":"13900000000"}')$q$, old)), ''), 'none') $$;
select is(tap.clash('p_village', '13800000000'), 'phone|13812345678|13900000000', 'another number than was seen');
select is(tap.clash('p_village', '13812345678'), 'none', 'the number that was seen');
select is(tap.clash('p_english', '13800000000'), 'none', 'who has not looked hears nothing');
select is(tap.clash('p_neighbour', '13800000000'), 'none', 'nor who may not');
update sec.account set active = false where login = 'p_village';
select is(tap.clash('p_village', '13800000000'), 'none', 'nor a disabled account that has looked');
select * from finish();
