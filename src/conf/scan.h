/* SPDX-License-Identifier: Apache-2.0 */
/* scan.h - looks at a file's bytes for what libconfig 1.5 takes silently, blames elsewhere or dies of, included files too. */
#ifndef LB_CONF_SCAN_H
#define LB_CONF_SCAN_H
#include "conf/fault.h"
#include <stdbool.h>

enum { SCAN_BYTES = 1 << 20, SCAN_INCLUDES = 9, SCAN_NESTING = 32 };

/* False when libconfig must not see the file. *text is NULL when it may read the file as it lies there, else what it is to read instead:
 * the file with what was surely meant in place of the faults told. */
bool scan_file(struct arena *, const char *path, const char *incdir, struct faults *, const char **text);
#endif
