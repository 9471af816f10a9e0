-- SPDX-License-Identifier: Apache-2.0
-- All that sec.protect() was told, so that it can be told again: a site's own registers are protected anew with ours.
alter table sec.protected add column fixed text[] not null default '{}', add column audit boolean not null default true;
