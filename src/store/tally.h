/* SPDX-License-Identifier: Apache-2.0 */
/* tally.h - what the rows of a list come to: how many, the sums of their amounts, and how many there are of each value. The server reckons,
 * never over more than `most` rows: above that it is only said that there are more. */
#ifndef LB_STORE_TALLY_H
#define LB_STORE_TALLY_H
#include "store/list.h"

struct tally {
    long long rows;             /* most + 1: there are more than that, and nothing else is said */
    long long others;           /* of them, of offices that one does not oversee, seen for whom they concern */
    const char **totals;        /* one a column of the list asked for; "" where there is none  */
};
typedef void tally_fn(void *ctx, struct tally *, const struct err *e);          /* NULL iff e  */
void tally_send(struct pg *, struct arena *, const struct bound *, const struct list_ask *, int most, tally_fn *, void *ctx);

/* How finely: a day by itself, its month, its year; an office by itself or as the one above it on a tier, GRAIN_TIER + tier. */
enum grain { GRAIN_SELF, GRAIN_MONTH, GRAIN_YEAR, GRAIN_TIER };

struct share {
    const char *label;          /* as a person reads it, "" for empty                          */
    const char *typed;          /* what one would type to find just these (form/query.h); NULL: that cannot be written */
    long long rows;
};
struct shares {
    struct share *at;           /* the most frequent first                                     */
    size_t n, cap;
    long long rows, values;     /* of all, those not told one by one included; rows as in tally */
};
typedef void shares_fn(void *ctx, struct shares *, const struct err *e);        /* NULL iff e  */
void shares_send(struct pg *, struct arena *, const struct bound *, const struct list_ask *, const struct field *, enum grain, int most, shares_fn *, void *ctx);

/* What one would type to find the rows that have this there, as a list shows it (NULL: it cannot be written). */
const char *tally_typed(struct arena *, const struct field *, const char *cell);
#endif
