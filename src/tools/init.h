/* SPDX-License-Identifier: Apache-2.0 */
/* init.h - the part of init that restore needs too. */
#ifndef LB_TOOLS_INIT_H
#define LB_TOOLS_INIT_H
#include "tools/ctl.h"

/* Connected to any database as a superuser: the group roles, and the database unless it is there. */
bool init_roles_and_database(struct ctl *, const char *name, struct err *);
#endif
