/* SPDX-License-Identifier: Apache-2.0 */
/* query.h - inside of the query page: the entry form asks. The same fields at the same places hold conditions instead of values; said back in
 * words and counted before they are run, and what was typed can become a new record, so that a wrong mode loses nothing.
 * query.c opens, keys and moves; query_ask.c takes conditions; query_words.c asks what words of a code mean; query_kept.c keeps questions
 * and makes a record of one; query_draw.c paints. Nobody else includes this. */
#ifndef LB_PAGE_QUERY_H
#define LB_PAGE_QUERY_H
#include "form/layout.h"
#include "form/query.h"
#include "page/pages.h"
#include "store/asked.h"
#include "widget/edit.h"

/* What stands in one field of the set. */
struct put {
    const struct field *field;  /* the list's own, or the record's where the list has none    */
    const char *through;        /* then its relation; else NULL                               */
    const char *typed;          /* "" nothing                                                 */
    const char *unknown;        /* of a code: which word of it is none; NULL                  */
    const char *fault;          /* why that is no condition; NULL                             */
};

enum query_then { QUERY_STAY, QUERY_NEXT, QUERY_PREV, QUERY_UP, QUERY_DOWN, QUERY_RUN, QUERY_KEEP, QUERY_NEW };

struct qry {
    const char *register_;
    const struct bound *b;
    const struct form_tab *tab;
    struct fieldset set;        /* what can be asked about, as laid out: of one line each      */
    struct form_rows rows;
    struct put *put;            /* one a field of the set                                     */
    struct arena *lay, *judged; /* of the places; of the query                                */
    struct layout places;
    int wide;
    int scroll;
    size_t focus;               /* of the places                                              */
    struct edit edit;
    struct query *query;        /* of all that is understood                                  */
    size_t n_wrong;             /* fields with a fault                                        */
    enum query_then then;
    struct { struct arena *arena; bool asking, again; long long n; } count;     /* n -1: not known */
    const char *name;           /* of the kept question that was taken up, one's own; "" none  */
    struct askeds *kept;
    query_done_fn *done;
    void *ctx;
};

enum { QUERY_FOOT = 4, QUERY_COUNTS = 10000 };  /* lines below the fields; counted is up to there */

/* query.c */
void query_focus(struct page *, size_t place);
void query_moved(struct page *);                        /* the field at hand was taken: goes on as `then` says */
const struct field *query_field(const struct qry *, size_t place);
struct put *query_put(struct qry *, size_t place);
/* query_ask.c */
void query_go(struct page *, enum query_then);          /* takes the field at hand, then does that */
void query_judge(struct page *);                        /* all that stands there; counts anew */
/* The same, with this in a field; unknown: why it is none, NULL where that is still to be judged. */
void query_took(struct page *, struct put *, const char *typed, const char *unknown);
bool query_typed(struct page *);                        /* does the field at hand hold something else than was taken */
void query_ask_all(struct page *, const char *conditions);          /* in the place of what stands there */
const char *query_conditions(struct page *, struct arena *);        /* as text (store/asked.h) */
const char *query_example(const struct field *);
/* query_words.c */
/* The condition with each word of a code list in its names; refused, what there is. False: nothing to ask, take it as it is. */
bool query_words_ask(struct page *, struct put *, const char *typed);
/* query_kept.c */
void query_kept_open(struct page *);                    /* F6 */
void query_keep(struct page *);                         /* F9 */
void query_to_record(struct page *);                    /* F7 */
/* query_draw.c */
void query_lay(struct page *);
void query_draw(struct page *);
#endif
