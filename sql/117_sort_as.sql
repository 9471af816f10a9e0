-- SPDX-License-Identifier: Apache-2.0
-- What a name stands by in a list: surname by surname, then syllable by syllable (ref.read_as, sql/repeat/30_person.sql, which also fills it
-- for names entered before). Letters written together split surnames: limanmei, liudayong, liyuqing.
alter table service.person add sort_as text collate "C";
alter table service.household add sort_as text collate "C";
alter table org.staff add sort_as text collate "C";
-- Lists went by (office, py, id); (py, office, id) stays: who sounds the same is found by it.
create index on service.person (office, sort_as, id);
create index on service.person (sort_as, office, id);
drop index service.person_office_py_id_idx;
