/* SPDX-License-Identifier: Apache-2.0 */
/* name.h - names of files from one world to the other: whatever bytes a client gave a file, and what we call an attachment. */
#ifndef LB_DROP_NAME_H
#define LB_DROP_NAME_H
#include <stddef.h>
struct arena;

enum { NAME_CHARS = 120, NAME_BYTES = 255 };    /* of an attachment (sql/081_attachment.sql); of a file */

/* A name an attachment may have, made of a file's: what is no UTF-8, cannot be seen or could be taken for a path becomes '_'. */
char *name_of_file(struct arena *, const char *file);
/* A name a file may have, made of an attachment's: ends in .ext (of what it is), at most NAME_BYTES; the n-th of that name, from 1. */
char *name_for_file(struct arena *, const char *attachment, const char *ext, int n);
#endif
