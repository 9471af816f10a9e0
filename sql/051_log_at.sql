-- SPDX-License-Identifier: Apache-2.0
-- The auditor asks for days. The log only grows, so its dates lie in the order of its blocks: three million rows (1.4 GB) need an index of
-- some kilobytes, kept at no cost to writers. A day of last year without it 0.6 s, with it 0.25 s; a day without rows 490 ms, 1 ms.
create index log_at on audit.log using brin (at) with (autosummarize = on);
