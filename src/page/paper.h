/* SPDX-License-Identifier: Apache-2.0 */
/* paper.h - what is on a page goes to paper or into a file: F8 on any page that has something to give.
 *
 * paper_offer() asks what it shall be; then `fill` is called, which adds lines (print/galley.h), now or as answers come, and ends with paper_done() or
 * paper_fail(). The rest is paper.c's: laobing-print sets it, the log is told (api.exported()), and only then the file is there, or the printer has it.
 * The desk is held all the while; ^C ends it and leaves nothing behind. What is not on the screen unmasked is not on paper unmasked. */
#ifndef LB_PAGE_PAPER_H
#define LB_PAGE_PAPER_H
#include "page/page.h"
#include "print/galley.h"
struct paper;

typedef void paper_fill_fn(struct page *, struct paper *);
struct paper_ask {
    const char *title;          /* of the galley, and of the file with the day behind it         */
    const char *relation;       /* the log says of what it was; NULL: of what is due            */
    int64_t id;                 /* which row of it; 0: a list                                   */
    const char *words;          /* the conditions of a list; NULL = none                        */
    const char *about;          /* what else the log and the reader are to know; NULL           */
    bool is_table;              /* one table and nothing else: may become a spreadsheet         */
};
/* Gives so many bytes that are the filler's own (paper_own()), or NULL when nothing is offered, which was said. */
void *paper_offer(struct page *, const struct paper_ask *, paper_fill_fn *, size_t own);

/* A list, all rows that are asked for; `words` say which these are. What `ask` names must live as long as the page. */
struct bound;
struct list_ask;
void paper_offer_list(struct page *, const struct bound *, const struct list_ask *, const char *words);

/* The first n columns of a table that is read whole, with these titles, which must live as long as the page. */
struct table;
void paper_offer_table(struct page *, const char *title, const struct table *, const char *const *titles, size_t n);

/* A record on the screen, which must be as it is saved. */
struct loaded;
void paper_offer_record(struct page *, const struct bound *, struct loaded *);
/* The same of a row that is not. */
void paper_offer_file(struct page *, const struct menu_entry *, int64_t id, const char *label);

/* For `fill`. What it allocates for the whole of it. */
struct arena *paper_arena(struct paper *);
void *paper_own(struct paper *);
void paper_add(struct paper *, enum galley_word, size_t n, const char *const *cells);
void paper_add_one(struct paper *, enum galley_word, const char *cell);
struct field;
void paper_column(struct paper *, const struct field *);
/* What stands in this field, and behind a due date its mark (page/due.h) where a page is read; a spreadsheet has the day alone. */
const char *paper_show(struct paper *, struct arena *, const struct field *, const char *shown, const char *due, const char *soon);
/* Rows so far, said once a second. */
void paper_said(struct paper *, long rows);
/* Gives up the paper: it is gone. */
void paper_fail(struct paper *, const struct err *);
void paper_done(struct paper *, long rows);     /* rows: of a list; 1 for one record */
#endif
