/* SPDX-License-Identifier: Apache-2.0 */
/* fault.h - everything that is wrong with a file somebody wrote, each with its place.
 * A reader goes on after a fault as far as it can, so that one run shows all of them.
 * Invariants: (1) texts and file names are on the arena given to faults_init(); (2) line counts from 1, 0 = the whole file. */
#ifndef LB_CONF_FAULT_H
#define LB_CONF_FAULT_H
#include "base/vec.h"
#include <stdio.h>

struct fault {
    const char *file;
    int line;
    const char *text;           /* one sentence, UTF-8, already in the user's language */
};

struct faults {
    struct fault *at;           /* VEC: in the order found until faults_sort() */
    size_t n, cap;
    struct arena *arena;
};

void faults_init(struct faults *, struct arena *);
/* Adds one; the same sentence for the same place is kept once. */
void fault_add(struct faults *, const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* By file, then line. */
void faults_sort(struct faults *);
/* "file:line: text\n" each; "file: text\n" of a whole file. */
void faults_print(const struct faults *, FILE *);
#endif
