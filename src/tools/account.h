/* SPDX-License-Identifier: Apache-2.0 */
/* account.h - making the rows of sec.account true (decision 29). */
#ifndef LB_TOOLS_ACCOUNT_H
#define LB_TOOLS_ACCOUNT_H
#include "tools/ctl.h"

/* Database roles: made, given the groups of the person's jobs, closed; the sessions of whoever may no longer sign on end.
 * os: the accounts and key files of this machine too, as root. dry: only prints what would be done. */
bool account_sync(struct ctl *, bool os, bool dry, struct err *);
/* accounts of this machine; account_os.c */
bool account_sync_os(struct ctl *, bool dry, struct err *);
#endif
