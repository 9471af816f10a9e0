-- SPDX-License-Identifier: Apache-2.0
-- Who of an office can sign on: asked for each notice that is opened (sec.account has 62,000 rows where each station has two people).
create index on sec.account (staff);
