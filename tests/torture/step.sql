-- SPDX-License-Identifier: Apache-2.0
-- What the run begins with: a petition that the village has just registered.
insert into service.petition (office, channel, petitioner, purpose, topic, received_on, title, request)
select s.office, '2', '断线@@', '3', '08', ref.today(), '断线', '请办' from org.staff s where s.id = (select a.staff from sec.account a where a.login = 'demo_village');
