/* SPDX-License-Identifier: Apache-2.0 */
/* load.h - CSV files into tables: new rows are inserted, changed ones updated, none ever deleted. */
#ifndef LB_TOOLS_LOAD_H
#define LB_TOOLS_LOAD_H
#include "tools/ctl.h"

/* One file (UTF-8, a head line of column names) into a relation with a primary key, in the transaction at hand. changed gets the number
 * of rows inserted or updated. rest: a condition on the row that is there, as t; where it holds the row stays as it is. */
bool load_csv(struct ctl *, const char *relation, const char *path, const char *rest, long *changed, struct err *);
/* All lines of sql/data/MANIFEST whose file or relation is not as when it was loaded last; anew: all of them. */
bool load_manifest(struct ctl *, bool anew, struct err *);
#endif
