-- SPDX-License-Identifier: Apache-2.0
-- The years, and what must be true of them: a test a rule, a test a process.
set search_path = public, tap;
call flows.live(:seed, '2026-12-31', :days);
select no_plan();
select is((select string_agg(format('%s: %s of %s, as %s', b.day, b.n, b.rule, b.sample), E'\n' order by b.day, b.rule) from flows.broken b), null, 'what must hold of every case held whenever it was asked');
-- The rules that the data or the register set, not the engine: they show only when the step is taken.
select is((select string_agg(distinct format('%s %s', l.what, l.answer), E'\n') from flows.log l where l.what ~ '^step' and l.answer <> 'saved'
            and split_part(l.answer, ' ', 3) <> all ('{petition_repeats,petition_ended_finally,representatives_needed,aid_seen_at_home}')), null, 'no step that was offered was refused, but for what the register asks');
select is((select string_agg(distinct l.what || ' ' || l.answer, E'\n') from flows.log l where l.what ~ '^open' and l.answer !~ '^[0-9]+$' and l.answer !~ '^! LB001 one_open_matter'), null, 'cases were registered');
select is((select string_agg(distinct l.answer, E'\n') from flows.log l where l.what = 'facts' and l.answer !~ '^(saved|merged)$' and l.answer !~ '^! LB001 (visible_reference|aid_|not_its_own_repeat|facts_|unknown|step_job)'), null, 'and filled in');
select is((select string_agg(distinct l.answer, E'\n') from flows.log l where l.answer ~ '^!' and l.answer !~ '^! LB001 [a-z]'), null, 'whatever was wrong was refused with a sentence and a rule, never otherwise');
select cmp_ok((select count(*) from flows.log where what ~ '^err' and answer ~ '^! LB001'), '>', :days / 20::bigint, 'hundreds of wrong acts were refused');
select cmp_ok((select count(*) from flows.log where what ~ '^step' and answer = 'saved'), '>', :days::bigint, 'thousands of steps were taken');
select cmp_ok(n, '>', :days / 20::bigint, process || ': cases were opened') from (select p.process, count(m.id) as n from flow.process p left join work.matter m using (process) where p.target is null group by 1) x order by 1;
select cmp_ok(n, '>', 0::bigint, process || ': and closed') from (select p.process, count(m.id) as n from flow.process p left join work.matter m on m.process = p.process and m.ended_on is not null where p.target is null group by 1) x order by 1;
select cmp_ok((select count(*) from flows.log where what = 'server down'), '>', 0::bigint, 'the server was down');
select cmp_ok((select count(*) from flows.log where what = 'timer down'), '>', 0::bigint, 'and the timer');
\if :long
-- In ten years each way has been gone, but for the rarest (tests/sql/flow_every.sql goes them all).
select cmp_ok((select count(*) from flow.step t join flow.process p using (process) where p.target is null and not exists (select from work.step s where s.process = t.process and s.from_state = t.from_state and s.action = t.action)), '<', 5::bigint, 'the steps of the processes were taken');
select cmp_ok((select count(*) from work.step where kind = k), '>', 20::bigint, k || ': many') from unnest('{up,down,refer,return,extend,takeback,assign,recuse}'::text[]) k;
select cmp_ok((select count(*) from work.stop), '>', 50::bigint, 'clocks were stopped');
\endif
select is(flows.digest(:'until'), :'digest', 'the same seed is the same life');
select diag(format('%s cases, %s steps, %s refused, %s clocks, %s stops, %s people, to %s', (select count(*) from work.matter), (select count(*) from work.step), (select count(*) from flows.log where answer ~ '^!'),
                   (select count(*) from work.clock), (select count(*) from work.stop), (select count(*) from flows.actor), ref.today()));
select * from finish();
