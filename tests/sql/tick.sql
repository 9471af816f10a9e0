-- SPDX-License-Identifier: Apache-2.0
-- own database: other sign-ons must see what this one writes, and the timer works on what is committed.
-- The timer: what it folds keeps its sums, what is past its keeping goes, the log is sealed; a week without it loses nothing (decisions 15, 24).
\ir person.inc
select no_plan();
delete from ref.setting;                        -- the database may be a copy with settings and figures of its own
delete from work.duty_count;
delete from work.duty_delta;
insert into code.visit_mode (code, name_zh, name_en, seq, py) values ('1', '上门', 'home', 1, 'sm') on conflict do nothing;
insert into code.visit_occasion (code, name_zh, name_en, seq, py) values ('7', '包联走访', 'pairing', 7, 'bl') on conflict do nothing;
create function tap.figures() returns text language sql as $$
  select tap.told('p_township', 'select coalesce(sum(overdue), 0), coalesce(sum(today), 0), coalesce(sum(week), 0) from api.duty_counts() where rule = 1') $$;
create function tap.own() returns text language sql as $$ select tap.told('p_village', 'select overdue from app.home(ref.today() + 7) where part = ''own''') $$;
create function tap.visit(day date) returns text language sql as $$
  select tap.told('p_village', format($q$select answer from app.save('{"relation":"service.visit","new":{"person":"1","visited_on":"%s","mode":"1","occasion":"7","staff":"%s"}}')$q$,
    day, (select a.staff from sec.account a where a.login = 'p_village'))) $$;

select is(tap.told('p_village', format($$select answer from app.save('{"relation":"service.person","new":{"name":"张国强","sex":"1","category":"100","filed_on":"2026-01-01"},
  "private":{"id_no":"%s"}}')$$, '43037119680305123' || ref.id_digit('43037119680305123'))), 'saved', 'a person');
select is(tap.told('p_village', format($$select answer from app.save('{"relation":"service.pairing","new":{"person":"1","started_on":"%s","staff":"%s"}}')$$,
  ref.today() - 60, (select staff from sec.account where login = 'p_village'))), 'saved', 'paired, and not seen for weeks');
select is(tap.figures(), '1|0|0', 'the township sees one overdue');

-- folding
select cmp_ok((select count(*) from work.duty_delta), '>', 0::bigint, 'what happened lies apart');
select matches(work.tick(), '^folded [1-9]', 'the timer folds it');
select is((select count(*) from work.duty_delta), 0::bigint, 'none is left');
select is(tap.figures(), '1|0|0', 'and the sums are the same');
select matches(work.tick(), '^folded 0,', 'there is nothing to fold twice');
select is(tap.figures(), '1|0|0', 'nor does it count twice');
select is(tap.visit(ref.today()), 'saved', 'a visit');
select is(split_part(tap.figures(), '|', 1), '0', 'what was folded is taken back');
select work.tick() \g /dev/null
select is(split_part(tap.figures(), '|', 1), '0', 'also behind the timer');
select is((select count(*) from work.duty_count where n < 0), 0::bigint, 'no figure is below nothing');

-- a week without the timer (from the Monday after next on the visit of today no longer serves)
update ref.site set clock_offset = coalesce(clock_offset, '0') + interval '15 days';
select is(tap.own(), '1', 'after two weeks without it the village has its duty');
select is(split_part(tap.figures(), '|', 1), '1', 'and the township its figure');
select matches(work.tick(), '^folded', 'the timer comes back');
select is(tap.own() || tap.figures(), '11|0|0', 'and nothing has changed');
select is(tap.visit(ref.today()), 'saved', 'what is done now');
select is(tap.own() || split_part(tap.figures(), '|', 1), '00', 'closes it');

-- drafts
select isnt(tap.told('p_village', $$select app.draft_put(null, 'person', null, 0, '{"v":{"name":["李四"]},"p":{"id_no":["430371"]}}', '李四')$$), null, 'a draft with something private');
set session_replication_role = replica;
update work.draft set at = clock_timestamp() - interval '6 days';
select work.tick() \g /dev/null
select is((select fields ? 'p' from work.draft where label = '李四'), true, 'keeps it for a week');
update work.draft set at = clock_timestamp() - interval '8 days';
select work.tick() \g /dev/null
select is((select fields::text from work.draft where label = '李四'), '{"v": {"name": ["李四"]}}', 'and no longer, but for what may be seen');
update work.draft set at = clock_timestamp() - interval '89 days';
select work.tick() \g /dev/null
select is((select count(*) from work.draft where label = '李四'), 1::bigint, 'a draft stays for ninety days');
update work.draft set at = clock_timestamp() - interval '91 days';
select matches(work.tick(), 'drafts dropped [1-9]', 'and no longer');
select is((select count(*) from work.draft where label = '李四'), 0::bigint, 'it is gone');
set session_replication_role = origin;

-- sealing
select is((select count(*) from audit.verify()), 0::bigint, 'the chain is whole');
select is(tap.visit(ref.today() - 1), 'saved', 'something is written');
select cmp_ok(audit.unsealed(), '>', 0::bigint, 'it is not sealed yet');
select matches(work.tick(), 'log rows sealed [1-9]', 'the timer seals it');
select is(audit.unsealed(), 0::bigint, 'to the last row');
select is((select count(*) from audit.verify()), 0::bigint, 'and the chain is whole');
select * from finish();
