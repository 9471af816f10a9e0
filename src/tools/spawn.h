/* SPDX-License-Identifier: Apache-2.0 */
/* spawn.h - other programs, without a shell. */
#ifndef LB_TOOLS_SPAWN_H
#define LB_TOOLS_SPAWN_H
#include "base/err.h"

/* Runs argv[0], found by PATH, and waits. False: it could not be started or did not end with 0. */
bool spawn_run(const char *const *argv, struct err *);
/* Runs the program of this path, which must begin with '/', with nothing of our environment but a path and a plain locale, nothing to read, and
 * waits. status gets what it ended with. False: it could not be started, or was ended by a signal. */
bool spawn_path(const char *const *argv, int *status, struct err *);
#endif
