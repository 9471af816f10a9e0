-- SPDX-License-Identifier: Apache-2.0
-- What belongs to one record alone: "all as before" leaves it empty. Whom it is about, how it is called, what was said and found, its
-- numbers, and how it ended.
update app.column c set once = true
  from (values ('service.person', '{name,py,enlisted_on,discharged_on,household,situation,external_no}'),
               ('service.household', '{name,note}'),
               ('service.visit', '{person,situation}'),
               ('service.need', '{what,detail}'),
               ('service.event', '{person,what}'),
               ('service.pairing', '{person,ended_on,end_why}'),
               ('service.aid_application', '{person,reason,income,asked,visit,granted,paid,paid_on}'),
               ('service.dispute', '{person,parties,title,facts,result,petition}'),
               ('service.petition', '{person,petitioner,title,request,facts,complained_of,repeats,outcome,said_request,said_facts,said_opinion,said_basis,agreement,satisfaction}'),
               ('work.meeting', '{topic,minutes,document_no}'),
               ('work.resolution', '{what}'),
               ('work.notice', '{title,body,replaces}'),
               ('work.notice_reply', '{notice,body}'),
               ('service.move', '{person,why}'),
               ('org.staff', '{name,py,initials}'),
               ('org.office', '{id,name,phone}')) x(relation, columns)
 where c.relation = x.relation and c.column_name = any (x.columns::text[]) and not c.once;

-- Numbers one jumps by in the command line.
update app.column c set called = true where c.relation = 'service.person' and c.column_name = 'external_no' and not c.called;
