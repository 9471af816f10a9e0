-- SPDX-License-Identifier: Apache-2.0
-- All questions of an hour together: with thousands of logins each of the 256 counters holds those of many, and what a login may ask goes up by
-- what comes from the others (sec.try). Nobody has any grant on it.
create sequence sec.tally_all minvalue 0 cache 1;
