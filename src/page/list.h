/* SPDX-License-Identifier: Apache-2.0 */
/* list.h - inside of the list page: a register as rows and columns.
 * list.c opens, reads and turns; list_point.c does what goes by the column pointed at; list_columns.c is the page where columns are chosen;
 * list_tally.c has the row of totals; list_shares.c is the page of how many there are of each value; list_marks.c marks rows, list_many.c acts
 * on the marked and tells how it went; list_beside.c shows the record of the current row on a wide terminal; list_draw.c paints.
 * Nobody else includes this. */
#ifndef LB_PAGE_LIST_H
#define LB_PAGE_LIST_H
#include "form/layout.h"
#include "form/query.h"
#include "page/pages.h"
#include "store/list.h"
#include "store/tally.h"

struct mark { int64_t id; const char *label; };         /* label: what its row began with */

struct list {
    const char *register_, *asks;
    const struct bound *b;
    struct arena *data, *next;  /* the page at hand; the one being read */
    struct arena *born;         /* of the row below                     */
    const struct list_row *begin;       /* LIST_FROM begins there; NULL: with the first at hand */
    struct list_page *rows;
    const struct query *query;  /* of the page at hand; NULL = all      */
    const struct query *wished; /* that the query page was left with, to be asked */
    bool wishes;
    bool more_up, more_down;
    bool let_in;                /* the register's question, if it has one, was answered */
    size_t at;
    int height;                 /* rows a page had when it was read     */
    const struct names *columns;/* of the page at hand, as they stand on the screen */
    const struct names *as_given;       /* without a choice of one's own */
    int *cells;                 /* of each                              */
    long long count;            /* of the rows, as the query page counted them; -1 not known */
    size_t tab;                 /* of the form's */
    size_t column;              /* the one pointed at, of columns       */
    bool points;                /* an arrow has been used: it is shown  */
    const struct list_sort *sort, *sorted;      /* asked for; of the page at hand. NULL = as the form says */
    struct {                    /* what is being read                   */
        enum list_way way;
        const struct query *query;
        const struct names *columns;
        size_t at;              /* the row to be current                */
        int64_t id;             /* 0, or the one it shall be, when it is there */
        bool born;              /* it is new: if it is not there, it is looked for */
        long long count;        /* of them, where it was asked before; else -1 */
    } asked;
    const struct names *wished_columns; /* that were chosen, to be read; NULL */
    struct {                    /* the row of totals                    */
        struct arena *arena;
        bool on;
        struct tally *now;      /* NULL: not known                      */
        const struct query *query;      /* of these rows and columns    */
        const struct form_tab *tab;
        const struct names *columns;
    } tally;
    struct { struct mark *at; size_t n, cap; } marks;
    int aside;                  /* answers awaited that hold nothing up */
    struct beside {             /* the current row on a wide terminal   */
        struct arena *arena, *next;
        const struct list_row *row;
        int64_t id, asked;      /* the one shown, the one asked for; 0 none */
        const struct names *columns;    /* all that can be shown        */
    } beside;
};

enum { LIST_ROWS_MOST = 100000 };       /* rows: more are found first, then put in order or added up */

/* list.c */
int list_rows(const struct list *);                                     /* that a page has */
const struct form_tab *list_tab(const struct list *);
void list_read(struct page *, enum list_way, const struct query *, size_t at, int64_t id);
void list_read_again(struct page *);
void list_step(struct page *, int by);
void list_hint(struct page *);
bool list_waits(const struct page *);                                   /* for an answer that the list needs first */
void list_asks_aside(struct page *);                                    /* as page_asks_aside(), and the list can be turned meanwhile */
bool list_answered_aside(struct page *);
const struct list_row *list_row(const struct list *);                   /* the current one; NULL */
void list_show_columns(struct page *, const struct names *);            /* reads them */
struct list_ask list_asked(const struct list *);                        /* the rows it is of: query, tab, order, columns */
/* list_point.c */
const struct field *list_field(const struct list *, size_t column);
const struct field *list_pointed(const struct list *);
bool list_point(struct page *, uint32_t key);
void list_only(struct page *);
void list_column_help(struct page *);
void list_order(struct page *);
bool list_wish(struct page *, const struct field *, const char *typed, struct err *);  /* once it is on top again: only the rows with that there */
/* list_columns.c */
const struct names *list_columns_kept(struct page *, const struct names *as_given);     /* this person's own, else those */
void list_columns_open(struct page *);
/* list_tally.c */
void list_tally_toggle(struct page *);
void list_tally_stale(struct page *);                   /* rows, filter, tab or columns are others: asks again while it is shown */
/* list_shares.c */
void list_shares_open(struct page *, const struct field *);
/* list_marks.c */
bool list_is_marked(const struct list *, int64_t id);
void list_mark(struct page *);                          /* the current row, or no more; and the next one */
bool list_mark_key(struct page *, uint32_t key);
void list_unmark(struct list *, int64_t id);
const char *list_marked(const struct list *, struct arena *);           /* "{5,7}"; NULL: none */
/* list_many.c */
void list_act_on_marked(struct page *);
/* list_beside.c */
int list_width(const struct list *);                    /* cells of the list itself */
void list_beside_paused(struct page *);
void list_beside_draw(struct page *);
/* list_draw.c */
void list_draw(struct page *);
const char *list_words(const struct page *, const struct list *);       /* what is shown, and in which order */
#endif
