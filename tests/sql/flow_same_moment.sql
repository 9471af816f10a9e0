-- SPDX-License-Identifier: Apache-2.0
-- own database: two sessions act at the same moment.
-- Two people act on one case at once: in each round one of them wins, the other reads who was faster and when, and nothing else ever happens.
\ir flow.inc
select no_plan();
create procedure tap.sits_down(variadic logins text[]) language plpgsql as $$
begin
  perform dblink_connect(who, format('host=%s port=%s dbname=%s user=%s options=''-c client_min_messages=warning''', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database(), who)) from unnest(logins) who;
end $$;
-- Sent to the session, whose answer is not awaited. Both have seen the same last step.
create function tap.sends(login text, matter bigint, seq int, action text, more jsonb) returns void language sql as $$
  select dblink_send_query(login, format('select answer from api.take_step(%L)', jsonb_build_object('relation', 'work.step', 'new',
    jsonb_build_object('matter', matter, 'seq', seq, 'action', action) || more))) $$;
create function tap.hears(login text) returns text language plpgsql as $$
declare said text; detail text; hint text; state text; rule text;
begin
  select x.r into said from dblink_get_result(login) x(r text);
  perform * from dblink_get_result(login) x(r text);
  return said;
exception when others then
  get stacked diagnostics said = message_text, state = returned_sqlstate, detail = pg_exception_detail, hint = pg_exception_hint;
  perform * from dblink_get_result(login) x(r text);
  return concat_ws('|', state, said, detail, hint);
end $$;

-- The pairs of acts: two who may, each with what his step asks; the order in which they are sent is drawn.
create temp table pair (n int, first text, does text, gives jsonb, second text, also text, and_gives jsonb, before text);
insert into pair values
  (1, 'f_handler', 'accept',  '{}',                             'f_second', 'withdraw', '{"ground": "信访人书面撤回"}', null),
  (2, 'f_handler', 'upward',  '{}',                             'f_second', 'upward',   '{}',                           null),
  (3, 'f_handler', 'forward', '{"opinion": "属天心区", "to_office": 430103000000}', 'f_chief', 'refuse', '{"ground": "不属于信访范围的"}', null),
  (4, 'f_handler', 'takeback', '{}',                            'f_city',   'accept',   '{}',                           'upward'),
  (5, 'f_chief',   'assign',  '{}',                             'f_handler', 'recuse',  '{"ground": "与信访人是亲属"}', null);
update pair set gives = jsonb_build_object('to_staff', (select staff from sec.account where login = 'f_second')) where n = 5;
create temp table round (n int, pair int, won text, lost text, said text, seq int, steps bigint);

create procedure tap.rounds(many int) language plpgsql as $$
declare
  p record; c bigint; seen int; a text; b text;
begin
  for i in 1..many loop
    for p in select * from pair order by n loop
      c := tap.petition('f_handler', jsonb_build_object('petitioner', '同时' || i || '之' || p.n));
      if p.before is not null then perform tap.step('f_handler', c, p.before); end if;
      commit;
      seen := (select m.seq from work.matter m where m.id = c);
      if random() < .5 then
        perform tap.sends(p.first, c, seen, p.does, p.gives);
        perform tap.sends(p.second, c, seen, p.also, p.and_gives);
      else
        perform tap.sends(p.second, c, seen, p.also, p.and_gives);
        perform tap.sends(p.first, c, seen, p.does, p.gives);
      end if;
      a := tap.hears(p.first); b := tap.hears(p.second);
      insert into round select i, p.n, case when a = 'saved' then p.first when b = 'saved' then p.second end, case when a = 'saved' then p.second else p.first end, case when a = 'saved' then b else a end, m.seq,
                               (select count(*) from work.step s where s.matter = c) from work.matter m where m.id = c;
      commit;
    end loop;
  end loop;
end $$;
select setseed(.43) \g /dev/null
call tap.sits_down('f_handler', 'f_second', 'f_chief', 'f_city');
call tap.rounds(50);
select is((select count(*) from round), 250::bigint, 'fifty rounds of five pairs');
select is((select string_agg(format('round %s of pair %s: %s', n, pair, said), E'\n') from round where won is null), null, 'in each round somebody wins');
select is((select string_agg(format('round %s of pair %s: %s', n, pair, said), E'\n') from round where said = 'saved'), null, 'and not both');
select is((select string_agg(distinct said, E'\n') from round
            where said !~ '^LB001\|.* 刚在 \d\d-\d\d \d\d:\d\d 办到“.+”\|.* moved it on at \d\d-\d\d \d\d:\d\d: .+\|.+'), null, 'the other reads who did what and when, in both languages, and what now');
select is((select string_agg(distinct format('%s %s', won, said), E'\n') from round r where r.said !~ (select s.name from sec.account a join org.staff s on s.id = a.staff where a.login = r.won)), null, 'and it is who won');
select is((select string_agg(format('round %s of pair %s: %s steps', n, pair, steps), E'\n') from round where seq <> steps or steps <> case pair when 4 then 3 else 2 end), null, 'one step was taken, not two');
select cmp_ok((select count(distinct won) from round), '>', 1::bigint, 'now the one, now the other is faster');
select dblink_disconnect(c) from unnest(dblink_get_connections()) c \g /dev/null
select * from finish();
