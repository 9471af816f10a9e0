/* SPDX-License-Identifier: Apache-2.0 */
/* ledger.h - what a grid of new records begins with: the rows its function gives, one blank row, and the code lists of its columns, so
 * that a code is understood without asking. One round trip each. */
#ifndef LB_STORE_LEDGER_H
#define LB_STORE_LEDGER_H
#include "form/record.h"
#include "store/bind.h"

struct ledger_line {
    struct record *record;      /* defaults over it, as load_new_send() would; nobody's doing  */
    const char *last;           /* what stands in the function's column `last`; ""             */
};
struct ledger_lines {
    struct ledger_line *at;
    size_t n, cap;
    struct record *blank;       /* with nothing given: what further rows are copies of         */
};
typedef void ledger_done_fn(void *ctx, struct ledger_lines *, const struct err *e);     /* NULL iff e */
void ledger_send(struct pg *, struct arena *, const struct bound *, const struct form_ledger *, ledger_done_fn *, void *ctx);
/* An unborn copy of it, its own arena's. */
struct record *ledger_copy(struct arena *, const struct bound *, const struct record *blank);

struct ledger_code { size_t field; const char *code, *label, *py, *zh, *en; };
struct ledger_codes { struct ledger_code *at; size_t n, cap; };
/* Of the short lists among the columns; the others are looked up (store/lookup.h). */
typedef void ledger_codes_fn(void *ctx, struct ledger_codes *, const struct err *e);    /* NULL iff e */
void ledger_codes_send(struct pg *, struct arena *, const struct bound *, const struct form_ledger *, ledger_codes_fn *, void *ctx);
/* What was typed for a code, as lookup_send() understands it, a whole code before all: NULL when nothing or several things are meant;
 * *fits how many things, -1 when the list is not at hand. */
const struct ledger_code *ledger_code_of(const struct ledger_codes *, size_t field, const char *typed, int *fits);
#endif
