/* SPDX-License-Identifier: Apache-2.0 */
/* init.h - the parts of init that restore and migrate need too. */
#ifndef LB_TOOLS_INIT_H
#define LB_TOOLS_INIT_H
#include "tools/ctl.h"

/* Connected to any database as a superuser: the group roles, and the database unless it is there. */
bool init_roles_and_database(struct ctl *, const char *name, struct err *);
/* Connected to the database: who may do what with it as a whole. No dump holds this (pg_dump without --create), so restore says it
 * again, and migrate each time; 001_house.sql says the same for the day it is run. */
bool init_rights(struct ctl *, struct err *);
#endif
