/* SPDX-License-Identifier: Apache-2.0 */
/* drop.h - the drop folder of one account: in/ holds what the person sent by sftp, out/ what is to be taken away.
 *
 * Whoever fills the folder is not to be trusted with what lies in it: no link is followed, nothing but a regular file is read or written,
 * and a name is whatever bytes it is. Invariants: (1) a file is read by one descriptor, and what is removed is the file that was read;
 * (2) what is put into out/ is there under its name only when it is whole. Errors are ERR_VALUE with the name, or ERR_FILE. */
#ifndef LB_DROP_DROP_H
#define LB_DROP_DROP_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
struct arena;

enum drop_kind { DROP_FILE, DROP_FOLDER, DROP_LINK, DROP_ODD };     /* ODD: a pipe, a socket, a device */
struct drop_entry { const char *name; enum drop_kind kind; int64_t size, at; };    /* bytes; changed, seconds since 1970 */
struct drop_list { struct drop_entry *at; size_t n, cap; bool more; };             /* more: there are others beside the first DROP_MOST */
enum { DROP_MOST = 500 };

/* The folder of this login: %u in the pattern is the login. */
char *drop_folder(struct arena *, const char *pattern, const char *login);
/* What lies in in/, the newest first. */
bool drop_list(struct arena *, const char *folder, struct drop_list *, struct err *);

/* A file of in/ that is being read; closed with the arena, as long as which it must live. */
struct drop_in { int folder, fd; const char *name; struct stat was; };
/* Refused: what is no regular file, is empty, or has more than `most` bytes. */
bool drop_open(struct arena *, const char *folder, const char *name, int64_t most, struct drop_in *, struct err *);
/* The next bytes; 0 at the end, -1 when it failed. */
long drop_read(const struct drop_in *, void *to, size_t n, struct err *);
/* Has it changed since it was opened? Then somebody is still sending it. */
bool drop_changed(const struct drop_in *);
/* Removes the very file that was read; another one of that name stays. */
bool drop_remove(const struct drop_in *, struct err *);

/* A file of out/ that is being written; what is not finished goes with the arena, as long as which it must live. */
struct drop_out { int folder, fd; const char *part; };
bool drop_create(struct arena *, const char *folder, struct drop_out *, struct err *);
bool drop_write(struct drop_out *, const void *from, size_t n, struct err *);
/* Gives it this name unless there is one; false with e->code ERR_NONE when the name is taken. */
bool drop_finish(struct drop_out *, const char *name, struct err *);
#endif
