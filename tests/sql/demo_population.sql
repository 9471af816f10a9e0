-- SPDX-License-Identifier: Apache-2.0
-- The demo: invented people only, numbers that no card bears, a year that ends today. Needs a database with the demo in it.
begin;
select plan(25);

-- The site and its offices.
select ok((select demo from ref.site), 'the site says it is a demo');
select is((select count(*) from org.office where name !~ '(服务中心|服务站)$'), 0::bigint, 'every office has an office name');
select is((select name from org.office where id = 430102001001), '识字里社区退役军人服务站', 'the committee is not in the name of the station');
select is(org.office_name(4, '火炬村委会') || org.office_name(4, '桂花村季会'), '火炬村退役军人服务站桂花村季会退役军人服务站',
          'a village keeps its 村, a misspelt name stays misspelt');
select is((select count(*) from org.office where served_by is not null and (established or served_by <> parent)), 0::bigint,
          'villages without a station are served by their street');
select cmp_ok((select count(*) from org.office where served_by is not null), '>=', 3::bigint, 'there are such villages');
select is((select count(*) from org.office o where o.served_by is not null and (select count(*) from service.person p where p.office = o.id) >= 30), 0::bigint,
          'and none of them has thirty people (4.1.2)');

-- Accounts: one a job and tier; nobody is an administrator and something else.
select is((select count(*) from sec.account a where a.login not like 'demo\_%'), 0::bigint, 'accounts are demo accounts');
select is((select string_agg(login::text, ' ') from sec.account where expires_on < ref.today()), 'demo_expired', 'one has expired');
select is((select language from sec.account where login = 'demo_english'), 'en', 'one works in English');
select is((select count(*) from org.staff_job j join org.job k on k.job = j.job and k.admin
            where exists (select from org.staff_job x where x.staff = j.staff and x.job <> j.job)), 0::bigint, 'administrators are nothing else');

-- People.
select cmp_ok((select count(*) from service.person where office between 430102000000 and 430102999999), '>=', 1500::bigint, 'the county is dense');
select is((select count(*) from service.person where office = 430102001001 and name = '张建国'), 2::bigint, 'two of one name in one village');
select is((select count(*) from service.person_private v left join service.person p using (id)
            where v.id_no !~ '^43(037[123]|047[36]|0671|0771|097[12]|117[13]|1271)' or ref.id_check(v.id_no) is not null), 0::bigint,
          'every number is right and begins with a zone no card bears');
select is((select count(*) from service.person_private v join service.person p using (id)
            where extract(year from v.birth_on) <> p.birth_year or ref.id_birth(v.id_no) <> v.birth_on or ref.id_sex(v.id_no) <> p.sex), 0::bigint,
          'number, birth and sex agree');
select is((select count(*) from service.person_private where phone !~ '^199000[0-9]{5}$'), 0::bigint, 'telephones are of the invented range');
select is((select count(*) from service.person where enlisted_on < make_date(birth_year, 1, 1) + interval '17 years' or discharged_on > ref.today()), 0::bigint,
          'nobody was a soldier as a child or is discharged tomorrow');
select cmp_ok((select count(*) from service.person where char_length(name) = 1 or name ~ '·' or octet_length(name) > 3 * char_length(name)), '>=', 9::bigint,
              'names that break software are there');
select is((select count(*) from service.household h where not exists (select from service.person p where p.household = h.id)), 0::bigint, 'no empty household');

-- The year.
select cmp_ok((select count(*) from service.visit), '>=', 18000::bigint, 'a year of visits');
select ok((select max(visited_on) <= ref.today() and max(visited_on) >= ref.today() - 3 and min(visited_on) < ref.today() - 330 from service.visit), 'it ends today');
select is((select count(*) from service.visit v join org.staff s on s.id = v.staff where s.office <> v.office), 0::bigint, 'each office sent its own');
select is((select count(*) from service.pairing p where p.due_on is distinct from
             work.pairing_due(work.period_of(p.office, 1::int2), p.started_on, work.last_contact(p))), 0::bigint,
          'due dates are what the visits say');
select is((select count(*) from service.pairing where office = 430102001001 and due_on < ref.today()), 2::bigint, 'the first screen has two overdue');
select cmp_ok((select count(*) from service.pairing where office = 430102001001 and due_on between ref.today() and work.bin_end('week', ref.today())), '>=', 3::bigint,
              'and some this week');

select * from finish();
rollback;
