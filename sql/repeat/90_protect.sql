-- SPDX-License-Identifier: Apache-2.0
-- A site's own registers, as they were protected when they were made.
delete from sec.protected p where not exists (select from pg_class c where c.oid = p.relation);
do $$
declare p sec.protected;
begin
  for p in select * from sec.protected loop
    call sec.protect(p.relation::text, p.kind, p.write, p.party, p.fixed, p.follows, p.audit, p.also, p.only_if, p.change_if, p.shown);
  end loop;
end $$;

-- Every table and how it is guarded. What sec.protect() does not touch is named with its reason; a test finds the rest.
call sec.protect('service.household', kind => 'register', write => '{clerk,head}', fixed => '{py,initials,sort_as}');
call sec.protect('service.person', kind => 'register', write => '{clerk,head}', fixed => '{birth_year,id_masked,phone_masked,synced_at,sort_as}');
call sec.protect('service.person_private', kind => 'private', write => '{clerk,head}');
call sec.protect('service.person_key', kind => 'ledger', audit => false);    -- made from the name, which is audited
call sec.protect('service.person_name', kind => 'register', write => '{clerk,head}');
call sec.protect('service.pairing', kind => 'register', write => '{clerk,head}', party => 'person', fixed => '{last_on,due_on}');
call sec.protect('service.visit', kind => 'register', write => '{clerk,head}', party => 'person');
call sec.protect('service.need', kind => 'register', write => '{clerk,head}');
call sec.protect('work.duty', kind => 'ledger');
-- A case is seen where it was registered, by who holds or held it, and a restricted one by who is named for it. Its changes are steps, and
-- the steps are in the log, with the digest of the paper each made.
call sec.protect('work.matter', kind => 'ledger', audit => false, also => 'id = any (array(select sec.guest_matters()))',
                 only_if => '(not restricted or id = any (array(select sec.entrusted_matters())))');
call sec.protect('work.step', kind => 'part', also => 'exists (select from work.matter m where m.id = matter)');
call sec.protect('work.clock', kind => 'part', also => 'exists (select from work.matter m where m.id = matter)', audit => false);
-- Facts of a case are changed by who holds it, and say so themselves: flow.facts_stay().
call sec.protect('service.petition', kind => 'register', write => '{clerk,head,petition}', fixed => '{restricted}', also => 'id = any (array(select sec.guest_matters()))',
                 only_if => '(not restricted or id = any (array(select sec.entrusted_matters())))', change_if => 'true');
call sec.protect('service.aid_application', kind => 'register', write => '{clerk,head,petition}', also => 'id = any (array(select sec.guest_matters()))', change_if => 'true');
call sec.protect('service.dispute', kind => 'register', write => '{clerk,head}', also => 'id = any (array(select sec.guest_matters()))', change_if => 'true');
call sec.protect('service.move', kind => 'register', write => '{clerk,head}', fixed => '{whom,brings_in,asked_on}', also => 'id = any (array(select sec.guest_matters()))', change_if => 'true');
call sec.protect('service.petition_private', kind => 'private', write => '{clerk,head,petition}', also => 'exists (select from service.petition p where p.id = petition_private.id)',
                 only_if => 'exists (select from service.petition p where p.id = petition_private.id)', change_if => 'sec.holds_matter(id) and exists (select from service.petition p where p.id = petition_private.id)');
call sec.protect('service.petition_person', kind => 'register', write => '{clerk,head,petition}', fixed => '{restricted}', also => 'petition = any (array(select sec.guest_matters()))',
                 only_if => '(not restricted or petition = any (array(select sec.entrusted_matters())))', change_if => 'true');
call sec.protect('work.merge', kind => 'ledger');
call sec.protect('work.not_twins', kind => 'ledger');
call sec.protect('work.paper', kind => 'part', also => 'exists (select from work.matter m where m.id = matter)', audit => false);
call sec.protect('work.draft', kind => 'own');
call sec.protect('work.born', kind => 'own');
call sec.protect('work.list_columns', kind => 'own');
call sec.protect('work.terminal', kind => 'own');
call sec.protect('work.place', kind => 'own');
call sec.protect('org.office', kind => 'directory');
call sec.protect('org.staff', kind => 'directory');
call sec.protect('org.staff_job', kind => 'directory');
call sec.protect('sec.account', kind => 'closed');
drop function if exists sec.office_stays();                            -- sec.broken() has taken its place
drop function if exists sec.visible_refs(), sec.private_office();       -- each relation has its own (sec.say_refs)

insert into sec.unprotected values
  ('ref.*', 'reference data, the same for everybody; changes are on record (35_audit.sql)'),
  ('code.*', 'code lists, the same for everybody; changes are on record'),
  ('std.*', 'clauses, the same for everybody; changes are on record'),
  ('org.job', 'names of jobs'),
  ('app.*', 'dictionary and menu, the same for everybody'),
  ('audit.log', 'some columns, for auditors under the policy of 59_history.sql; contents through api functions'),
  ('audit.seal', 'no grants at all'),
  ('sec.scope', 'no grants at all; made from accounts'),
  ('sec.put_back', 'no grants at all, and never a row'),
  ('sec.session', 'no grants at all; written by api.sign_on'),
  ('sec.protected', 'no grants at all'), ('sec.unprotected', 'no grants at all'),
  ('work.rule', 'definitions'), ('work.cadence', 'definitions'),
  ('work.duty_count', 'figures without names; read through api.duty_counts'), ('work.duty_delta', 'as duty_count'),
  ('work.tick_state', 'one row of the timer'), ('work.rekeying', 'no grants at all; written by laobingctl rekey'),
  ('flow.*', 'definitions of processes, the same for everybody; changes are on record'),
  ('work.stop', 'no grants at all; made by steps, which are on record'), ('work.guest', 'no grants at all; made by steps'),
  ('work.entrusted', 'no grants at all; made by steps'), ('work.recusal', 'no grants at all; made by steps'),
  ('work.matter_number', 'no grants at all; made with the case'),
  ('work.merge_change', 'no grants at all; written and read by api.merge and api.unmerge, holds private columns'),
  ('work.merging', 'no grants at all; a row lives within a transaction')
  on conflict (relation) do update set reason = excluded.reason;
grant select on all tables in schema ref, code, std, flow to lb_staff;
revoke select on ref.site from lb_staff;
grant select on org.job, app.relation, app.column, app.form, app.refusal, work.rule, work.cadence to lb_staff;
