-- SPDX-License-Identifier: Apache-2.0
-- A given name by itself is a key too (kind g; repeat/30_person.sql fills in those of people already on file). What is looked up in this
-- table is the letters: of its primary key only the person was ever used, so an index on that alone pays for the new rows.
alter table service.person_key drop constraint person_key_pkey;
create index on service.person_key (person);
