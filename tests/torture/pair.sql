-- SPDX-License-Identifier: Apache-2.0
-- What the run begins with: two files that could be one person's.
insert into service.person (office, name, sex, birth_year, category, condition, filed_on)
select s.office, '断线甲', '1', 1961, '105', '1', ref.today() from org.staff s, generate_series(1, 2) where s.id = (select a.staff from sec.account a where a.login = 'demo_village');
