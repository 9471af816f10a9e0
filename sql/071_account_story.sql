-- SPDX-License-Identifier: Apache-2.0
-- Whose draft it was before it was handed on, and which table's log tells the story of the rows of a view.
alter table work.draft add column from_staff bigint references org.staff;
alter table app.relation add column logged text;
