/* SPDX-License-Identifier: Apache-2.0 */
/* load.h - one record with its headers and child rows, in one round trip; and a new one, filled as far as is known. */
#ifndef LB_STORE_LOAD_H
#define LB_STORE_LOAD_H
#include "form/record.h"
#include "store/bind.h"

struct loaded {
    struct record *record;
    struct record **headers;    /* one a bound.headers; never NULL, empty while no row is named */
    const char *label;          /* what the row is called, "" for a new one                    */
    int attached;               /* files that hang on it; -1: none can, or it is a new one     */
};
/* A row that is there no more, without values: to lay a draft over. */
struct loaded *load_empty(struct arena *, const struct bound *, int64_t id);
/* l NULL iff e; ERR_GONE when the row is not there or not for this person to see. */
typedef void load_done_fn(void *ctx, struct loaded *l, const struct err *e);
void load_send(struct pg *, struct arena *, const struct bound *, int64_t id, load_done_fn *, void *ctx);

/* A value known beforehand: the person a duty is about. Names the form has not are left out. */
struct given { const char *name, *text; };
/* Not born: given values over the form's defaults over the dictionary's. `given` stays as it is until `done`. */
void load_new_send(struct pg *, struct arena *, const struct bound *, const struct given *, size_t n, load_done_fn *, void *ctx);

/* The header of `by` again after its field changed; h NULL iff e. */
typedef void load_header_fn(void *ctx, size_t header, struct record *h, const struct err *e);
void load_header_send(struct pg *, struct arena *, const struct bound *, size_t header, const char *id, load_header_fn *, void *ctx);

/* The private columns, on record with its reason (api.open_private); fills them in and sets `opened`. */
typedef void load_open_fn(void *ctx, const struct err *e);
void load_open_send(struct pg *, const struct bound *, struct record *, const char *reason, load_open_fn *, void *ctx);
#endif
