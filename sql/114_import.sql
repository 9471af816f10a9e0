-- SPDX-License-Identifier: Apache-2.0
-- What a line of an import could be says the register's rule for twins (app.relation.twins), as at entry; a second rule for the same is gone.
alter table app.relation drop column resembles;
