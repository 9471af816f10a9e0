/* SPDX-License-Identifier: Apache-2.0 */
/* pages.h - the kinds of screen there are, and what each is opened with. */
#ifndef LB_PAGE_PAGES_H
#define LB_PAGE_PAGES_H
#include "page/page.h"
struct given;
struct bound;
struct form_tab;
struct names;
struct field;

extern const struct page_ops home_ops;          /* no arguments */
extern const struct page_ops menu_ops;          /* no arguments */
extern const struct page_ops find_ops;          /* no arguments */

extern const struct page_ops calendar_ops;      /* no arguments */
extern const struct page_ops year_ops;          /* a long: the day it begins with (base/date.h) */

/* Who is due, in an office: NULL for the own one. */
struct who_args { int64_t office; const char *where; };
extern const struct page_ops who_ops;

/* Duties of an office due in a span of days (base/date.h). */
struct lines_args {
    int64_t office, staff;                      /* staff -1 = everybody's, 0 = nobody's     */
    long since, until;
    const char *where;                          /* line 2 of the screen                     */
};
extern const struct page_ops lines_ops;
/* What is due in the own office on a day; `from`: line 2 of the page it is opened from. */
void lines_open_day(struct desk *, long day, const char *from);

struct list_args {
    const char *register_;
    const char *asks;                           /* conditions it begins with, a line each: column, tabulator, what one would type; NULL = none */
    size_t tab;                                 /* of the form's                          */
};
extern const struct page_ops list_ops;

/* The entry form asks. `done` hears the question once it is run, NULL for all rows, and how many they are, -1 not known; it and its texts are the page's, which goes after. */
struct query;
typedef void query_done_fn(void *ctx, const struct query *, long long n);
struct query_args {
    const char *register_, *where;
    const struct bound *b;
    const struct form_tab *tab;                 /* of these only; NULL = all                    */
    const struct query *query;                  /* it begins with; NULL = none                  */
    const char *column;                         /* the cursor begins there                      */
    query_done_fn *done;
    void *ctx;
};
extern const struct page_ops query_ops;

/* The grid that a register's form declares (form.ledger). */
struct ledger_args { const char *register_; };
extern const struct page_ops ledger_ops;

struct record_args {
    const char *register_;
    const char *title;                          /* stands for the register's in line 2; NULL = the register's */
    int64_t id;                                 /* 0 = a new one                          */
    int64_t draft;                              /* continue this one; 0 = none            */
    const char *since;                          /* what has happened since it was begun; NULL = nothing */
    bool is_past;                               /* it can only be read and thrown away    */
    const struct given *given;                  /* known values of a new one              */
    size_t n_given;
    const char *field;                          /* where the cursor begins; NULL = where one would go on */
};
extern const struct page_ops record_ops;

/* Where a case stands, and its next step. */
struct process_args { int64_t matter, draft; };      /* draft: of a step, opened on top of it; 0 = none */
extern const struct page_ops process_ops;

/* The papers of a case. */
struct book_args { int64_t matter; const char *where, *label; };      /* label: of the case */
extern const struct page_ops book_ops;

/* Two rows of a relation beside each other: to be merged, or said not to be the same. `pair` as the list of pairs has it. */
struct pair_args { const char *relation; int64_t pair; const char *where; };
extern const struct page_ops pair_ops;

/* What lies in one person's or case's file, in time. */
struct timeline_args { const char *relation; int64_t id; const char *label; };
extern const struct page_ops timeline_ops;

/* What was changed in one row, by whom, from where. */
struct history_args { const struct form *form; int64_t id; const char *where; };      /* of the row and its children */
extern const struct page_ops history_ops;

/* One text over the whole screen; its texts are the caller's, as long as the page. `take` hears it at each pause, and before the page below is back. */
struct zoom_args {
    const char *label, *help, *text;
    size_t at, max_chars;                       /* where the cursor begins; 0: any number   */
    bool reads, is_line;                        /* not changed; without line breaks         */
    void (*take)(void *ctx, const char *text, size_t at);
    void *ctx;
};
extern const struct page_ops zoom_ops;

extern const struct page_ops mine_ops;          /* what who sits here has saved in the last 24 hours; no arguments */

/* F1 in three depths, each a float over the page, which stays as it is: our own words; the rule behind them, with its clauses, who may change it and what is refused;
 * of a field what can stand there, with how often this office used it. Texts are copied. */
struct help {
    const char *title;                          /* of the float; NULL: 说明                          */
    const char *text;                           /* what it is, and its format                        */
    const struct names *clauses;                /* of the standard; NULL: none                       */
    const char *relation;                       /* whose column the field is; NULL: it is no field   */
    const struct field *field;
    desk_pick_fn *take;                         /* a value of the third depth was chosen (never NULL); NULL: it is only looked at */
    const char *takes;                          /* what choosing one does, a sentence; NULL: it goes into the field */
    void *ctx;
};
void help_about(struct desk *, const struct help *);
/* The relation to ask for a field of a register's list or record: its own table where that has the column, for a view knows no rules. */
const char *help_relation(const struct bound *, const struct field *);
/* The same of a page, with one clause or "". */
void help_open(struct desk *, const char *text, const char *clause);

/* All keys there are, and the page of the first sign-on. No arguments. */
extern const struct page_ops keys_ops;
extern const struct page_ops tour_ops;
/* What somebody's own terminal speaks: asked, tried, kept. The page's command line. */
void terminal_open(struct page *);
/* The answer to "leave?". */
void home_leave(void *desk, int choice);
#endif
