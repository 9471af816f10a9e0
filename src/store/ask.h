/* SPDX-License-Identifier: Apache-2.0 */
/* ask.h - a question to the server whose answer is heard only while an arena lives; inside store/ only. */
#ifndef LB_STORE_ASK_H
#define LB_STORE_ASK_H
#include "base/err.h"
#include "pg/rows.h"
struct arena;
struct pg;

/* Exactly one of rows and e is NULL; the rows are the arena's. */
typedef void ask_fn(void *call, const struct rows *, const struct err *e);
/* `again`: a read, harmless to repeat after a break. */
void ask_send(struct pg *, struct arena *, bool again, const char *sql, int n, const char *const *params, ask_fn *, void *call);
/* A number as a parameter. */
const char *ask_number(struct arena *, long long);
#endif
