/* SPDX-License-Identifier: Apache-2.0 */
/* list.h - a register page by page, by key: never OFFSET, never a count unless asked (R14). */
#ifndef LB_STORE_LIST_H
#define LB_STORE_LIST_H
#include "store/bind.h"
struct query;

enum list_way { LIST_FIRST, LIST_AFTER, LIST_FROM, LIST_BEFORE, LIST_LAST };

struct list_row {
    int64_t id;
    const char **cells;         /* one a column asked for, as a person reads it; never NULL    */
    const char **brief;         /* asked for: of a name what a narrow column says of it, else NULL */
    const char **soon;          /* of a due date the day from which it is marked, else NULL   */
    const char **key;           /* values of what they are ordered by; what the next page is asked with */
};
/* Another order than the form's: texts and names by their readings, or by strokes. */
struct list_sort { const struct field *field; bool down, strokes; };

struct list_ask {
    enum list_way way;
    const struct list_row *from;/* AFTER: the last row at hand; BEFORE, FROM: the first. FROM begins where that row
                                   stood, with it if it still stands there                     */
    int n;                      /* rows wanted                                                 */
    const struct query *query;  /* NULL = all                                                  */
    const struct form_tab *tab; /* of these only; NULL = all                                   */
    const struct list_sort *sort;       /* NULL = as the form says                             */
    const struct names *columns;/* of the list's relation, NULL = the form's                   */
    bool brief;                 /* names as a narrow column says them, too                     */
    const char *ids;            /* of these rows only, "{5,7}"; NULL = all                     */
};
struct list_page {
    struct list_row *at;        /* always in the register's order, top down                    */
    size_t n, cap;
    bool more;                  /* there is at least one row further in the asked direction    */
};

typedef void list_done_fn(void *ctx, struct list_page *, const struct err *e);  /* page NULL iff e */
void list_send(struct pg *, struct arena *, const struct bound *, const struct list_ask *, list_done_fn *, void *ctx);
/* How many in all, or, with `most` > 0, how many up to one more than that; n < 0 iff e. */
typedef void list_count_fn(void *ctx, int64_t n, const struct err *e);
void list_count_send(struct pg *, struct arena *, const struct bound *, const struct query *, const struct form_tab *, int most, list_count_fn *, void *ctx);

/* "from relation m where ...": the rows of query, tab and ids, in no order; and the parameters it takes, their number in *n. */
const char *list_from(struct arena *, const struct bound *, const struct list_ask *);
const char *const *list_params(struct arena *, const struct list_ask *, int *n);
/* The columns asked for. */
const struct names *list_columns(const struct bound *, const struct list_ask *);
/* May this person see the column in a list at all, and is it told by a name of its own? */
bool list_may_show(const struct bound *, const struct field *);

/* The text alone, and its parameters after the query's own: for tests and plans. */
const char *list_sql(struct arena *, const struct bound *, const struct list_ask *);
#endif
