/* SPDX-License-Identifier: Apache-2.0 */
/* account.h - making the rows of sec.account true (decision 29). */
#ifndef LB_TOOLS_ACCOUNT_H
#define LB_TOOLS_ACCOUNT_H
#include "tools/ctl.h"

/* What sshd and PAM of this machine are set up with: the staff's group, the folder of the key files. */
struct machine { const char *group, *keys; };

/* Database roles: made, given the groups of the person's jobs, closed; the sessions of whoever may no longer sign on end.
 * m not NULL: the accounts and key files of this machine too, as root. dry: only prints what would be done. A name that is another
 * database's or the system's is told and left; n_alien gets how many, NULL: one is a failure, after all the others are done. */
bool account_sync(struct ctl *, const struct machine *m, bool dry, int *n_alien, struct err *);
/* The machine's side of it; account_os.c. */
bool account_sync_os(struct ctl *, const struct machine *, bool dry, struct err *);
#endif
