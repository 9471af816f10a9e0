/* SPDX-License-Identifier: Apache-2.0 */
/* spawn.h - other programs, without a shell. */
#ifndef LB_TOOLS_SPAWN_H
#define LB_TOOLS_SPAWN_H
#include "base/err.h"

/* Runs argv[0], found by PATH, and waits. False: it could not be started or did not end with 0. */
bool spawn_run(const char *const *argv, struct err *);
#endif
