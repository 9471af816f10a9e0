/* SPDX-License-Identifier: Apache-2.0 */
/* paper_out.h - inside of paper.c and paper_out.c: one export, and where it goes. Nobody else includes this. */
#ifndef LB_PAGE_PAPER_OUT_H
#define LB_PAGE_PAPER_OUT_H
#include "base/str.h"
#include "drop/drop.h"
#include "page/paper.h"
#include "run/child.h"
#include <time.h>

typedef void paper_then_fn(struct paper *, int status);
enum paper_to { TO_FOLDER, TO_QUEUE, TO_TERMINAL };
struct paper_way { enum paper_to to; const char *format, *label; bool needs_table; };    /* format: of laobing-print, and how its name ends */

struct paper {
    struct page *page;
    struct arena *arena;                /* of all of it */
    paper_fill_fn *fill;
    void *own;                          /* the filler's */
    const char *title, *relation, *words, *about;       /* words and about: "" */
    int64_t id;
    bool is_table;
    const struct paper_way **offered, *way;
    int n_offered;
    const char *format;                 /* what laobing-print is asked for */
    struct queues *queues;
    const char *queue;
    struct str lines;                   /* not yet in `galley` */
    size_t written;
    struct err failed;                  /* code 0: not */
    int galley, result, errors;          /* places in memory: in, out, what is said; result where it is no file of the drop folder */
    struct drop_out out;
    struct child child;
    paper_then_fn *then;
    long rows;
    time_t said;
    const char *digest, *warning;
    size_t at;                          /* of `result`: the page to be printed */
    const char *pages;
};

/* It is set and on record: away with it. The paper ends. */
void paper_out(struct paper *);
/* Which printer; then goes on. */
void paper_choose_queue(struct paper *, void (*on)(struct paper *));
void paper_refuse(struct paper *, const char *why);
/* Runs a program while the desk is held; then it goes on with what it ended with, -1 for a signal. Stopped by ^C the paper fails instead. */
bool paper_run(struct paper *, const char *const *argv, int in, int out, int err, paper_then_fn *, struct err *);
/* The first line it said on stderr. */
const char *paper_complaint(struct paper *);
/* "1,200"; the arena's. */
const char *paper_number(struct arena *, long);
#endif
