/* SPDX-License-Identifier: Apache-2.0 */
/* asked.h - what was asked of a register: the last questions, those kept under a name, and what colleagues share (sql/repeat/41_asked.sql).
 * A question is text: a line each condition, column, tabulator, what was typed. */
#ifndef LB_STORE_ASKED_H
#define LB_STORE_ASKED_H
#include "store/bind.h"

struct asked {
    const char *name;           /* "": one of the last                                         */
    const char *conditions;
    const char *by;             /* who shares it; "": one's own                                */
    bool shared;
};
struct askeds { struct asked *at; size_t n, cap; };

typedef void asked_list_fn(void *ctx, struct askeds *, const struct err *e);    /* NULL iff e  */
void asked_list_send(struct pg *, struct arena *, const char *register_, asked_list_fn *, void *ctx);
/* It was asked now. Nobody hears the answer. */
void asked_put_send(struct pg *, const char *register_, const char *conditions);
/* Keeps it under a name; conditions NULL: what bears the name goes. The answer is a sentence. */
typedef void asked_keep_fn(void *ctx, const char *said, const struct err *e);   /* NULL iff e  */
void asked_keep_send(struct pg *, struct arena *, const char *register_, const char *name, const char *conditions, bool shared, asked_keep_fn *, void *ctx);
#endif
