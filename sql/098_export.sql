-- SPDX-License-Identifier: Apache-2.0
-- What leaves by paper or file is a kind of its own in the log. Rows that are there obey it: nothing has to be read for that.
alter table audit.log drop constraint log_kind_check;
alter table audit.log add constraint log_kind_check check (kind in ('I', 'U', 'D', 'S', 'E', 'R', 'P', 'X')) not valid;
