/* SPDX-License-Identifier: Apache-2.0 */
/* file.h - whole files and sorted directories. */
#ifndef LB_CONF_FILE_H
#define LB_CONF_FILE_H
#include "base/arena.h"
#include "base/err.h"

/* The bytes of a regular file of at most max, with a 0 behind them; n (may be NULL) gets their number. NULL: ERR_FILE. */
char *file_read(struct arena *, const char *path, size_t max, size_t *n, struct err *);
/* Names in dir that end in suffix and do not begin with a dot, in byte order, a NULL behind the last. NULL: ERR_FILE. */
const char **file_list(struct arena *, const char *dir, const char *suffix, struct err *);
/* "dir/name"; dir may be empty, an absolute name stays. */
char *file_join(struct arena *, const char *dir, const char *name);
/* The part before the last slash, "." when there is none. */
char *file_dir(struct arena *, const char *path);
/* The part behind the last slash. */
const char *file_name(const char *path);
#endif
