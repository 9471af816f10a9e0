/* SPDX-License-Identifier: Apache-2.0 */
/* child.h - laobing-sheet run beside us: it reads a file somebody sent, we read its lines. Whatever the file does to it, here it is an error. */
#ifndef LB_SHEET_CHILD_H
#define LB_SHEET_CHILD_H
#include "base/err.h"
struct arena;
struct sheet_child;

enum { SHEET_LINE = 8 << 20 };                      /* bytes of a row at most */

/* Starts it on the file of this descriptor, from its beginning; ended with the arena at the latest. NULL: it could not be started. */
struct sheet_child *sheet_start(struct arena *, int fd, struct err *);
/* The next row as a JSON array that begins with its line; the heading first. Lives until the next call. NULL at the end, or with e filled. */
const char *sheet_next(struct sheet_child *, struct err *);
/* Known after the first row. */
const char *sheet_digest(const struct sheet_child *);
const char *sheet_encoding(const struct sheet_child *);
const char *sheet_name(const struct sheet_child *);
#endif
