-- SPDX-License-Identifier: Apache-2.0
-- What an office's clerk does in a process its head may do too, where the process says so: files move between offices, not between clerks.
alter table flow.process add heads boolean not null default false;
comment on column flow.process.heads is '经办的步骤，负责人也可以办';
