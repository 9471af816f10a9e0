-- SPDX-License-Identifier: Apache-2.0
-- The lint of processes: what is shipped has no fault; a small process made up here has none either, and each fault put into it is told
-- under its code and no other but what follows from it.
begin;
select no_plan();
select is((select string_agg(concat_ws(' ', process, state, code, en), E'\n') from flow.lint), null, 'the processes that are shipped have no fault');
select is((select string_agg(process, ' ') from flow.process where process not in (select process from flow.state)), null, 'and all of them are there');

-- From here on there is none but the one made up: a hundred times the lint of all would be half a minute.
set local session_replication_role = replica;
delete from flow.step; delete from flow.clock; delete from flow.state; delete from flow.process;
set local session_replication_role = origin;

------------------------------------------------------------------------------ a process
create table service.probe (id bigint primary key, office bigint, title text, asked_on date);
create trigger f_begin before insert on service.probe for each row execute function flow.begin('probe');
create trigger f_facts before update on service.probe for each row execute function flow.facts_stay();
insert into work.rule (rule, zh, en, clause, register, opens) values (999, '试件', 'Probe', '6.7.5', 'probe', 'process');
insert into flow.process (process, relation, rule, tiers, begins_on, called, zh, en) values ('probe', 'service.probe', 999, '{3,4}', 'asked_on', 'title', '试件', 'Probe');
insert into flow.clock (process, clock, length, unit, starts, rolls, amber, extend, extends, zh, en, law_zh, law_en) values
  ('probe', 'whole', 60, 'day', 'event', true, 5, 0, 0, '全程', 'the whole', '某条例', 'some regulation'), ('probe', 'act', 10, 'workday', 'dispatch', true, 2, 5, 1, '办理', 'acting', '', ''),
  ('probe', 'reply', 15, 'day', 'dispatch', true, 2, 0, 0, '答复', 'reply', '', '');
insert into flow.state (process, state, seq, kind, actor, job, runs, holds, third, zh, en) values
  ('probe', 'begun', 1, 'start', 'owner', 'clerk', '{whole,act}', '{}', null, '已登记', 'begun'),
  ('probe', 'asking', 2, 'open', 'holder', 'clerk', '{whole,reply}', '{act}', null, '等答复', 'waiting for a reply'),
  ('probe', 'sent', 3, 'open', 'holder', 'clerk', '{whole,act}', '{}', 'ruling', '已上报', 'sent up'),
  ('probe', 'ruling', 3, 'open', 'superior', 'head', '{whole,act}', '{}', null, '待裁定', 'to be ruled'),
  ('probe', 'signing', 4, 'open', 'county', 'head', '{whole,act}', '{}', null, '待签发', 'to be signed'),
  ('probe', 'closed', 5, 'end', null, null, '{}', '{}', null, '办结', 'closed');
insert into flow.step (process, from_state, action, to_state, kind, who, job, tiers, asks, may, needs, apart, clock, within, most, zh, en) values
  ('probe', 'begun', 'ask', 'asking', 'step', 'next', null, null, '{ground}', '{}', '{}', '{}', null, null, null, '问本人', 'Ask'),
  ('probe', 'begun', 'send', 'sent', 'up', 'next', null, null, '{}', '{to_staff}', '{}', '{}', null, null, null, '上报', 'Send up'),
  ('probe', 'asking', 'replied', 'begun', 'step', 'next', null, null, '{happened_on}', '{}', '{}', '{}', null, null, null, '答了', 'Replied'),
  ('probe', 'asking', 'lapse', 'closed', 'step', 'system', null, null, '{}', '{}', '{}', '{}', 'reply', null, null, '没有答', 'No reply'),
  ('probe', 'sent', 'take', 'signing', 'step', 'next', null, null, '{opinion}', '{}', '{title}', '{}', null, null, null, '同意', 'Agree'),
  ('probe', 'sent', 'back', null, 'return', 'next', null, null, '{ground}', '{}', '{}', '{}', null, 'act', null, '退回', 'Return'),
  ('probe', 'sent', 'longer', 'sent', 'extend', 'next', 'head', null, '{ground}', '{}', '{}', '{}', 'act', null, null, '延期', 'Extend'),
  ('probe', 'ruling', 'rule', 'signing', 'step', 'next', null, null, '{opinion}', '{}', '{}', '{}', null, null, null, '裁定', 'Rule'),
  ('probe', 'signing', 'sign', 'closed', 'step', 'next', null, null, '{document}', '{}', '{}', '{take}', null, null, null, '签发', 'Sign');
update flow.state set edit = true where process = 'probe' and state = 'sent';
alter table flow.state drop constraint state_check;       -- it forbids one of the faults

-- The faults that a statement makes, which is undone.
create function pg_temp.found(seed text) returns text language plpgsql as $$
declare said text;
begin
  execute seed;
  select string_agg(distinct code, ' ' order by code) into said from flow.lint where process = 'probe';
  raise exception using errcode = 'LB999', message = coalesce(said, 'none');
exception when sqlstate 'LB999' then return sqlerrm;
end $$;
-- The same of one row of the process.
create function pg_temp.state_with(state text, change text) returns text language sql as $$ select pg_temp.found(format('update flow.state set %s where process = ''probe'' and state = %L', change, state)) $$;
create function pg_temp.step_with(action text, change text) returns text language sql as $$ select pg_temp.found(format('update flow.step set %s where process = ''probe'' and action = %L', change, action)) $$;
create function pg_temp.process_with(change text) returns text language sql as $$ select pg_temp.found(format('update flow.process set %s where process = ''probe''', change)) $$;
select is(pg_temp.found('select 1'), 'none', 'the process made up here has no fault');

------------------------------------------------------------------------------ states
create temp table island as select process, 'island' as state, 9::smallint as seq, 'open' as kind, actor, job, runs, holds, edit, outside, third, '孤岛' as zh, 'island' as en from flow.state where process = 'probe' and state = 'asking';
select is(pg_temp.state_with('begun', 'kind = ''open'''), 'start unreachable', 'no start: nothing is reached');
select is(pg_temp.state_with('signing', 'kind = ''start'''), 'start start_actor', 'two starts');
select is(pg_temp.state_with('begun', 'actor = ''county'''), 'start_actor', 'a start that is not for whoever registers');
select is(pg_temp.found('insert into flow.state select * from island; update flow.state set holds = ''{}'' where state = ''island''; insert into flow.step (process, from_state, action, to_state, kind, who, zh, en) values (''probe'', ''island'', ''leave'', ''closed'', ''step'', ''next'', ''离开'', ''Leave'')'),
          'unreachable', 'a state nothing leads to');
select is(pg_temp.found('delete from flow.step where process = ''probe'' and from_state = ''signing'''), 'idle no_end no_exit', 'a state without a way out: there is nothing to do, and no end');
select is(pg_temp.step_with('sign', 'to_state = ''sent'''), 'no_end', 'round and round, and never an end');
select is(pg_temp.found('insert into flow.step (process, from_state, action, to_state, kind, who, zh, en) values (''probe'', ''closed'', ''reopen'', ''begun'', ''step'', ''owner'', ''重开'', ''Reopen'')'), 'end_exit round', 'an end that goes on');

------------------------------------------------------------------------------ clocks
select is(pg_temp.state_with('signing', 'runs = ''{}'''), 'no_clock', 'nobody says by when');
select is(pg_temp.state_with('signing', 'runs = ''{whole,sign}'''), 'clock_unknown', 'a clock that is not defined');
select is(pg_temp.state_with('asking', 'holds = ''{act,sing}'''), 'clock_unknown held_for_ever held_unborn', 'or is held');
select is(pg_temp.found('insert into flow.clock (process, clock, length, unit, starts, rolls, amber, zh, en) values (''probe'', ''idle'', 1, ''day'', ''event'', true, 0, ''闲'', ''idle'')'), 'clock_unused', 'a clock that never runs');
select is(pg_temp.state_with('begun', 'runs = ''{whole}'''), 'held_for_ever held_unborn', 'a clock stopped that neither ran before nor runs afterwards');
select is(pg_temp.found('insert into flow.step (process, from_state, action, to_state, kind, who, zh, en) select process, ''sent'', ''ask_again'', ''asking'', ''step'', ''next'', ''再问'', ''Ask again'' from flow.process where process = ''probe'';
                         update flow.step set to_state = ''closed'' where process = ''probe'' and action = ''replied'''), 'held_for_ever', 'a clock stopped that goes on nowhere');
select is(pg_temp.state_with('asking', 'runs = ''{whole,reply,act}'''), 'run_and_held', 'it runs and is held');
select is(pg_temp.state_with('asking', 'runs = ''{reply}'''), 'round', 'asked and answered for ever: the reply has a last day each time, the whole has none');
select is(pg_temp.found('update flow.state set runs = ''{reply}'' where process = ''probe'' and state = ''asking''; update flow.step set most = 2 where process = ''probe'' and action = ''ask'''), 'none', 'twice, and there is an end');
select is(pg_temp.step_with('replied', 'restart = ''{whole}'''), 'round', 'the clock of the whole that begins anew in each round is no end');
select is(pg_temp.found('update flow.state set runs = ''{act}'' where process = ''probe'' and state = ''sent''; update flow.step set within = null, restart = ''{act}'' where process = ''probe'' and action = ''send'''), 'round', 'sent and returned for ever');

------------------------------------------------------------------------------ who acts
select is(pg_temp.state_with('signing', 'actor = null'), 'no_actor no_end unreachable', 'nobody''s office');
select is(pg_temp.state_with('signing', 'job = null'), 'no_actor', 'nobody''s job');
select is(pg_temp.state_with('sent', 'actor = ''county'''), 'two_actors', 'handed over to one, to be done by another');
select is(pg_temp.step_with('take', 'to_state = ''ruling'''), 'superior', 'a superior without a quarrel');
-- Where the register names the other party, and one got it from the other, the superior of both is known.
alter table service.probe add other bigint;
create function pg_temp.party_with(change text) returns text language sql as $$ select pg_temp.found('update flow.process set target = ''other'' where process = ''probe''; ' || change) $$;
select is(pg_temp.party_with($f$ update flow.state set actor = 'target' where process = 'probe' and state = 'begun'; update flow.step set to_state = 'ruling', kind = 'step' where process = 'probe' and action = 'send' $f$),
          'unreachable', 'the other party, with whom it begins, asks for a ruling');
select is(pg_temp.party_with($f$ update flow.step set to_state = 'ruling', kind = 'step' where process = 'probe' and action = 'send' $f$), 'superior unreachable', 'whoever registers it does, before the other has heard of it');
select is(pg_temp.party_with($f$ update flow.state set actor = 'target' where process = 'probe' and state = 'begun'; update flow.step set to_state = 'ruling' where process = 'probe' and action = 'take' $f$), 'superior up_top', 'a third office does');
select is(pg_temp.party_with($f$ update flow.state set actor = 'target' where process = 'probe' and state = 'begun'; update flow.step set tiers = '{3,4}' where process = 'probe' and from_state = 'begun' $f$), 'idle no_end', 'the other party is of any tier');
select is(pg_temp.state_with('sent', 'third = ''signing'''), 'third unreachable', 'the third return goes to who is no superior');
select is(pg_temp.state_with('sent', 'third = ''nowhere'''), 'third unreachable', 'or to no state');
select is(pg_temp.process_with('tiers = ''{1,3,4}'''), 'fixed_tier no_end', 'the county acts for a case of the city');
select is(pg_temp.found('delete from flow.post where tier = 2 and job in (''head'', ''clerk'')'), 'no_post', 'no such post at the tier, nor the clerk who would do it');
select is(pg_temp.step_with('take', 'job = ''head'''), 'apart_posts idle', 'the next actor has only an extension and a return');
select is(pg_temp.step_with('take', 'most = 3'), 'idle', 'or what may be used up');
select is(pg_temp.step_with('take', 'within = ''act'''), 'idle', 'or what is over after a day');
select is(pg_temp.step_with('take', 'tiers = ''{2}'''), 'idle', 'at one of the tiers where it can be he has none');
select is(pg_temp.found('update flow.step set tiers = ''{2}'' where process = ''probe'' and action = ''take''; insert into flow.step (process, from_state, action, to_state, kind, who, zh, en) values (''probe'', ''sent'', ''drop'', ''closed'', ''step'', ''next'', ''作罢'', ''Drop'')'),
          'only_ends', 'or can only end it');
select is(pg_temp.step_with('take', 'who = ''above'''), 'idle', 'the step is somebody else''s');
select is(pg_temp.found('update flow.state set job = ''clerk'' where process = ''probe'' and state = ''signing''; update flow.post set least = 1 where tier = 2 and job = ''clerk'''), 'apart_posts', 'one clerk cannot be two');
select is(pg_temp.found('update flow.step set apart = ''{ask}'' where process = ''probe'' and action = ''send''; update flow.post set least = 1 where tier = 3 and job = ''clerk'''), 'apart_posts', 'nor the one of a township, who serves its villages too');
select is(pg_temp.step_with('send', 'apart = ''{ask}'''), 'apart_posts', 'nor the only one of a village');
select is(pg_temp.step_with('send', 'apart = ''{sign}'''), 'none', 'what comes later parts nobody');

------------------------------------------------------------------------------ steps
select is(pg_temp.step_with('longer', 'tiers = ''{0,1}'''), 'nobody', 'a step at tiers where the case never is');
select is(pg_temp.step_with('back', 'most = null, tiers = ''{1}'''), 'nobody unreachable', 'a return, too');
select is(pg_temp.found('insert into flow.step (process, from_state, action, to_state, kind, who, zh, en) values (''probe'', ''sent'', ''higher'', ''sent'', ''up'', ''next'', ''再上报'', ''Higher'')'), 'up_top', 'up from the province');
select is(pg_temp.state_with('sent', 'third = null'), 'return_third unreachable', 'returned to another office, and nobody to rule');
select is(pg_temp.found('insert into flow.step (process, from_state, action, kind, who, zh, en) values (''probe'', ''signing'', ''redo'', ''return'', ''next'', ''重办'', ''Redo'')'), 'return_third', 'the county returns it to the township');
select is(pg_temp.found('insert into flow.step (process, from_state, action, kind, who, zh, en) values (''probe'', ''asking'', ''redo'', ''return'', ''next'', ''重办'', ''Redo'')'), 'none', 'within an office that is no quarrel');
select is(pg_temp.step_with('sign', 'to_state = null'), 'idle no_end to_state', 'a step to nowhere');
select is(pg_temp.step_with('back', 'to_state = ''begun'''), 'to_state', 'a return says no state');
select is(pg_temp.step_with('longer', 'to_state = ''signing'''), 'to_state', 'an extension stays');
select is(pg_temp.found('insert into flow.step (process, from_state, action, to_state, kind, who, zh, en) values (''probe'', ''signing'', ''recuse'', ''sent'', ''step'', ''next'', ''不办'', ''Not I'')'), 'common', 'a name that every process has');
select is(pg_temp.step_with('longer', 'clock = ''whole'''), 'extend', 'a clock that cannot be made longer');
select is(pg_temp.step_with('longer', 'clock = null'), 'extend', 'no clock');
select is(pg_temp.step_with('longer', 'clock = ''reply'''), 'extend', 'one that does not run there');
select is(pg_temp.step_with('lapse', 'clock = null'), 'system', 'the system must know when');
select is(pg_temp.step_with('lapse', 'clock = ''act'''), 'system', 'by a clock that runs, not one that is held');
select is(pg_temp.step_with('lapse', 'asks = ''{opinion}'''), 'system_step', 'the system has no opinion');
select is(pg_temp.step_with('lapse', 'needs = ''{title}'''), 'needs_edit system_step', 'nor fills in anything');
select is(pg_temp.step_with('lapse', 'clock = ''whole'', to_state = ''signing'''), 'system_step', 'and what is over does not run on');
select is(pg_temp.step_with('sign', 'clock = ''act'''), 'clock_of_step', 'a clock on a step that does nothing to it');

------------------------------------------------------------------------------ names
select is(pg_temp.step_with('sign', 'apart = ''{tak}'''), 'apart', 'apart from a step there is not');
select is(pg_temp.step_with('sign', 'restart = ''{act}'''), 'restart', 'a clock begins anew where none runs');
select is(pg_temp.step_with('take', 'restart = ''{akt}'''), 'restart', 'or which is none');
select is(pg_temp.step_with('back', 'within = ''reply'''), 'within', 'in time by a clock that does not run');
select is(pg_temp.step_with('take', 'needs = ''{titel}'''), 'needs', 'a fact that is no column');
select is(pg_temp.step_with('sign', 'needs = ''{title}'''), 'needs_edit', 'a fact that nobody can fill in any more');
select is(pg_temp.step_with('take', 'asks = ''{opinoin}'''), 'asks', 'a column a step has not');
select is(pg_temp.step_with('take', 'may = ''{staff}'''), 'asks', 'or that nobody can give');
select is(pg_temp.step_with('take', 'may = ''{to_office}'''), 'target', 'an office is chosen in vain');
select is(pg_temp.state_with('signing', 'actor = ''target'''), 'none', 'where it decides who acts it is asked for');
select is(pg_temp.process_with('relation = ''service.prob'''), 'needs relation', 'no such register');
select is(pg_temp.process_with('begins_on = ''asked'''), 'column', 'no such day');
select is(pg_temp.process_with('begins_on = ''title'''), 'column', 'a text is no day');
select is(pg_temp.process_with('called = ''name'''), 'column', 'no such name');
select is(pg_temp.found('drop trigger f_begin on service.probe'), 'trigger', 'rows that make no case');
select is(pg_temp.found('drop trigger f_facts on service.probe'), 'trigger', 'facts that anybody changes');
select is(pg_temp.found('drop trigger f_begin on service.probe; create trigger f_begin before insert on service.probe for each row execute function flow.begin(''petition'')'), 'trigger', 'rows that make another case');
select is(pg_temp.found('update work.rule set opens = ''new'' where rule = 999'), 'rule', 'a line that opens something else');
select is(pg_temp.process_with('rule = 10'), 'rule', 'a line of another process');
select is(pg_temp.found('insert into app.form (register, menu, title_zh, title_en, relation, digest) values (''probe'', ''67'', '''', '''', ''service.visit'', '''')'), 'rule', 'the rule''s register is another');
select is(pg_temp.found('insert into app.form (register, menu, title_zh, title_en, relation, digest) values (''trial'', ''67'', '''', '''', ''service.probe'', '''')'), 'rule', 'or the register''s rule is');

------------------------------------------------------------------------------ words
select is(pg_temp.step_with('sign', 'zh = ''sign'''), 'words', 'no Chinese');
select is(pg_temp.state_with('sent', 'en = '''''), 'words', 'no English');
select is(pg_temp.process_with('en = ''试件'''), 'words', 'Chinese for English');
select is(pg_temp.found('update flow.clock set zh = '''' where process = ''probe'' and clock = ''act'''), 'words', 'a clock without its name');
select is(pg_temp.found('update flow.clock set law_en = '''' where process = ''probe'' and clock = ''whole'''), 'words', 'a law in one language');
select is(pg_temp.found('insert into flow.state_word values (''probe'', ''sent'', ''{3,4}'', ''已报'', '''')'), 'words', 'a state at a tier, too');
select is(pg_temp.found('insert into flow.state_word values (''probe'', ''sent'', ''{3}'', ''已报'', ''sent''), (''probe'', ''sent'', ''{3,4}'', ''已上报'', ''sent up'')'), 'two_words', 'two words for one thing');
select is(pg_temp.step_with('take', 'zh = ''退回'''), 'same_words', 'two lines of a menu that say the same');
select is((select string_agg(distinct code, ' ') from flow.lint), null, 'all is as it was');
select * from finish();
rollback;
