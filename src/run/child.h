/* SPDX-License-Identifier: Apache-2.0 */
/* child.h - the few other programs the client runs: laobing-print, laobing-sheet, lp, lpstat; by their full path, without a shell, with nothing of our environment
 * but our own variables and nothing of our descriptors but the three and a pipe it need not know of. Nobody waits for one: child_fd() becomes readable when it has ended. */
#ifndef LB_RUN_CHILD_H
#define LB_RUN_CHILD_H
#include "base/err.h"
#include <stddef.h>
#include <sys/types.h>
struct arena;

struct child { pid_t pid; int fd; };        /* pid 0: none runs */

/* A place in memory for what goes in or comes out, closed with the arena; -1 with e filled. */
int child_memory(struct arena *, struct err *);
/* The same that is empty and swallows all. */
int child_nothing(struct arena *);
/* The path of a program of ours: beside the one that runs, or where it was installed. */
char *child_beside(struct arena *, const char *name);
/* Starts argv[0] with these as its 0, 1 and 2; an `in` that is a file is read from its beginning. It ends with the arena, as long as which c must live. */
bool child_start(struct arena *, struct child *, const char *const *argv, int in, int out, int err, struct err *);
/* What it ended with, -1 for a signal; waits when it has not ended. */
int child_end(struct child *);
void child_stop(const struct child *);
/* What lies in such a place, at most `most` bytes of it. */
char *child_said(struct arena *, int memory, size_t most);
#endif
