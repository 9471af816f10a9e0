/* SPDX-License-Identifier: Apache-2.0 */
/* counts.h - rows of every table, by which a restored copy is compared with what was saved. */
#ifndef LB_TOOLS_COUNTS_H
#define LB_TOOLS_COUNTS_H
#include "tools/ctl.h"

/* "schema.table<TAB>rows<TAB>digest\n" for every table outside the system schemas, by name; NULL when it failed. The digest is of all
 * rows as text, whatever their order. */
const char *counts_text(struct ctl *, struct err *);
/* Two such texts: says of each table that differs in what; the number of those. n gets the number of tables that were saved. */
int counts_compare(struct ctl *, const char *saved, const char *now, int *n);
#endif
