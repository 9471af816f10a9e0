-- SPDX-License-Identifier: Apache-2.0
-- Files that move between offices (6.1.2) are a process: asked for by the office that takes the person in, or offered by the one that holds
-- the file. What was asked before, and its answers, come along.
insert into work.rule (rule, zh, en, clause, register, opens, amber_days) values (12, '档案转移', 'Move of a file', '6.1.2', 'transfer', 'process', 2);
insert into work.rule (rule, zh, en, clause, register, opens, closes) values (13, '上级裁定', 'Ruling', '6.1.2', 'transfer', 'process', 'opening');
update work.rule r set opens = 'process', zh = v.zh, en = v.en from (values (3, '同意转移', 'Move agreed'), (4, '不予转移', 'Move refused')) v(rule, zh, en) where v.rule = r.rule;

alter table flow.process
  add target text,                          -- column of the register with the office that acts where the actor is `target`
  add follows boolean not null default false,         -- open cases go with the person's file
  add tells text;                           -- function (matter): a sentence for the page of a case, by who looks
comment on column flow.process.target is '从哪一列取对方机构';
comment on column flow.process.follows is '随档案转走';
comment on column flow.process.tells is '办理页上要说的话';
-- Whose case it is now: as it was registered, until the person's file moves.
alter table work.matter add home bigint references org.office on update cascade;
update work.matter set home = office;
alter table work.matter alter home set not null;
drop index work.matter_office_due_on_idx;
create index on work.matter (home, due_on) where due_on is not null and next_office <> home;
alter table work.duty add note_en varchar(240);       -- where it is the system that speaks
comment on column work.duty.note_en is '要告诉的话（英文）';

create table service.move (
  id bigint primary key references work.matter,
  office bigint not null references org.office on update cascade,        -- asks, or offers
  person bigint not null references service.person,
  whom varchar(60),                         -- the name as far as who asks may know it
  other_office bigint not null references org.office on update cascade,  -- the other party; another one, until the two are merged
  brings_in boolean not null default false, -- the person comes to `office`; false: goes to the other
  why varchar(200) not null,
  asked_on date not null,
  version int not null default 1,
  created_at timestamptz not null default now(), created_by name not null default session_user,
  changed_at timestamptz not null default now(), changed_by name not null default session_user
);
comment on table service.move is '档案转入转出';
create index on service.move (office, asked_on desc);
create index on service.move (person);

-- What there was: enough of the definitions for the keys; the rest comes with repeat/72_move.sql.
insert into flow.process (process, relation, rule, tiers, begins_on, called, one_open, zh, en, target) values
  ('move', 'service.move', 12, '{0,1,2,3,4}', 'asked_on', 'whom', true, '档案转移', 'Move of a file', 'other_office');
insert into flow.state (process, state, seq, kind, actor, job, zh, en) values
  ('move', 'asked', 10, 'start', 'target', 'clerk', '待对方答复', 'to be answered'), ('move', 'moved', 40, 'end', null, null, '已转', 'moved'),
  ('move', 'refused', 41, 'end', null, null, '不予转移', 'refused'), ('move', 'dropped', 42, 'end', null, null, '撤回', 'withdrawn');
create temp table was on commit drop as
select nextval(pg_get_serial_sequence('work.matter', 'id')) as new, r.*, d.due_on,
       coalesce((select s.value::int from ref.setting s join org.office o on o.id = s.office
                  where s.key = 'transfer.workdays' and r.with_office >= o.id and r.with_office < o.hi order by o.tier desc limit 1), 10) as days,
       row_number() over (partition by r.office, extract(year from r.asked_on) order by r.id) as n,
       case when r.answer is null and row_number() over (partition by r.person, r.answer order by r.id) > 1 then 'dropped'       -- one open a person
            else case r.answer when 'accepted' then 'moved' when 'refused' then 'refused' when 'withdrawn' then 'dropped' else 'asked' end end as state
  from work.transfer_request r left join work.duty d on d.rule = 2 and d.subject = r.id and d.closed_on is null
 where r.with_office <> r.office;
update was set due_on = coalesce(due_on, asked_on + days * 7 / 5) where state = 'asked';
insert into work.matter (id, process, rule, office, home, number, person, whom, alone, state, seq, next_office, next_job, due_on, amber_on, sender, began_on, ended_on, moved_at)
select w.new, 'move', 12, w.office, w.office, w.office || '-' || extract(year from w.asked_on) || '-' || to_char(w.n, 'FM0000'), w.person, w.whom, true, w.state, 1,
       case w.state when 'asked' then w.with_office end, case w.state when 'asked' then 'clerk' end, case w.state when 'asked' then w.due_on end,
       case w.state when 'asked' then w.due_on - 2 end, case w.state when 'asked' then w.office end, w.asked_on,
       case when w.state <> 'asked' then coalesce(w.answered_on, w.asked_on) end, w.created_at
  from was w;
insert into work.matter_number (office, year, last)
select m.office, extract(year from m.began_on), count(*) from work.matter m where m.process = 'move' group by 1, 2;
insert into work.step (matter, process, seq, action, kind, to_state, at, on_day, happened_on, office, to_office, opinion, ground, due_on)
select w.new, 'move', 1, 'begin', 'step', w.state, w.created_at, w.asked_on, w.asked_on, w.office, case w.state when 'asked' then w.with_office end, w.why, w.answer_why,
       case w.state when 'asked' then w.due_on end
  from was w;
insert into work.clock (matter, clock, began_on, began_at, length, unit, rolls, amber, due_on, began_seq)
select w.new, 'answer', w.asked_on, w.created_at, w.days, 'workday', true, 2, w.due_on, 1 from was w where w.state = 'asked';
insert into work.guest (office, matter, seq) select w.with_office, w.new, 1 from was w;
insert into service.move (id, office, person, whom, other_office, brings_in, why, asked_on, created_at, created_by, changed_at, changed_by)
select w.new, w.office, w.person, w.whom, w.with_office, true, w.why, w.asked_on, w.created_at, w.created_by, w.changed_at, w.changed_by from was w;

-- Whoever has still to read an answer opens the case; it is answered in the case, no more by a line of its own. (By way of -id: an old
-- number may be another's new one.)
update work.duty d set subject = -w.new, record = case when d.record is not null then w.new end from was w where d.rule in (3, 4) and d.subject = w.id;
update work.duty d set subject = -d.subject where d.rule in (3, 4) and d.subject < 0;
delete from work.duty where rule = 2;
update ref.setting set key = 'move.answer' where key = 'transfer.workdays';

drop table work.transfer_request cascade;
drop function if exists api.answer_transfer(bigint, boolean, text), api.accept_transfer(bigint, int), api.refuse_transfer(bigint, int, text), api.withdraw_transfer(bigint, int), work.transfer_duty(),
  sec.move_person(bigint, bigint);          -- which tells from now on how many cases went along
drop table code.transfer_answer;
delete from work.rule where rule = 2;
delete from app.column where relation in ('work.transfer_request', 'work.transfer_list');
delete from app.relation where relation in ('work.transfer_request', 'work.transfer_list', 'code.transfer_answer');
delete from app.refusal where name in ('not_your_request', 'not_your_asking', 'answered_already');
