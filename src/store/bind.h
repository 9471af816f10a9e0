/* SPDX-License-Identifier: Apache-2.0 */
/* bind.h - a form married to the catalogue of the database at hand; a form that does not fit is refused with every mismatch.
 * Invariant: (1) a struct bound exists only when there was no fault.
 * All of store/: an answer is heard only while the arena it was asked with (or the record's) lives; it must die before the pg does. */
#ifndef LB_STORE_BIND_H
#define LB_STORE_BIND_H
#include "form/field.h"
struct err;
struct faults;
struct pg;
struct rows;

struct bound_header {
    const struct form_part *part;
    size_t by;                  /* field of bound.fields that names the row; NO_FIELD = this row */
    struct fieldset fields;     /* what it shows, and the id */
};
struct bound_child {
    const struct form_child *child;
    struct fieldset fields;
};
struct bound {
    const struct form *form;
    bool en;                    /* language of display texts                                   */
    struct fieldset fields;     /* of the relation, private ones after                         */
    struct fieldset list;       /* of list.relation                                            */
    const char *label;          /* SQL over alias t that names a row                           */
    const char *strips;         /* SQL of an array: the list is read strip by strip; NULL          */
    const char *near, *beside;  /* conditions over alias m and the strip s.at, without a row in common */
    bool may_add, may_change;   /* rows of it; something in a row or in its lists */
    struct { struct bound_header *at; size_t n, cap; } headers;
    struct { struct bound_child *at; size_t n, cap; } children;
};

/* b is NULL when it failed: e (the server) or the faults (the form) say why. Faults may be empty when e is set. */
typedef void bind_done_fn(void *ctx, struct bound *b, const struct faults *, const struct err *e);
/* One round trip; everything is the arena's. The form must outlive the bound. */
void bind_send(struct pg *, struct arena *, const struct form *, bool en, bind_done_fn *, void *ctx);

/* Do the columns of a ledger fit the register whose rows they are? What does not is told of `file`. */
void bind_ledger(const struct bound *, const struct form_ledger *, const char *file, struct faults *);

/* The two halves of it, for tools that wait: the query's text and its one parameter (a text[]), and what its rows mean. */
const char *bind_sql(void);
const char *bind_param(struct arena *, const struct form *);
struct bound *bind_rows(struct arena *, const struct form *, const struct rows *, bool en, struct faults *);
/* The same to be looked at only, with its faults, so that the rest of the form is looked at too; NULL where the relation itself is not there. */
struct bound *bind_look(struct arena *, const struct form *, const struct rows *, bool en, struct faults *);
#endif
