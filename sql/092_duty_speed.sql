-- SPDX-License-Identifier: Apache-2.0
-- Among twenty million duties. Those of one case, event, meeting or notice, whether shared or not: the keys are two partial ones, which such a
-- question cannot use, and each opening of a record would go through all.
create index duty_subject_rule on work.duty (subject, rule);

-- Those opened or moved since the timer last looked for their records (work.settle).
alter table work.tick_state add settled_at timestamptz;
create index duty_open_changed on work.duty (changed_at) where open_due is not null;

-- Who is visited at festivals, one in twenty-five.
create index person_focus on service.person (office) where focus is not null;

-- The ledger, page by page: of one office, of a range, and of who is concerned by it.
create index on work.duty (office, due_on desc, id desc);
create index on work.duty (due_on desc, id desc, office);
create index on work.duty (with_office, due_on desc, id desc) where with_office is not null;

-- And the lists of cases.
create index on service.petition (office, received_on desc, id desc);
create index on service.petition (received_on desc, id desc, office);
create index on service.aid_application (office, applied_on desc, id desc);
create index on service.aid_application (applied_on desc, id desc, office);
