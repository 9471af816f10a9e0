/* SPDX-License-Identifier: Apache-2.0 */
/* save.h - parent, children and private columns in one transaction and one round trip (app.save), and its answers. */
#ifndef LB_STORE_SAVE_H
#define LB_STORE_SAVE_H
#include "form/record.h"
#include "store/bind.h"
struct str;

enum save_kind { SAVE_SAVED, SAVE_MERGED, SAVE_CLASH, SAVE_DENIED, SAVE_GONE, SAVE_ALIKE, SAVE_TWINS, SAVE_AGAIN };

struct save_field {             /* MERGED: others changed it. CLASH: `clash` = we too          */
    size_t field;               /* of the bound's fieldset, or of the child's                  */
    const char *was, *theirs, *mine;    /* input form; NULL = empty                            */
    const char *was_show, *theirs_show; /* CLASH: what a person reads, never NULL; else NULL   */
    bool clash;
};
struct save_answer {
    enum save_kind kind;
    int64_t id;
    int version;                /* saved: the new one; clash: the one to save against          */
    const char *who, *at;       /* the other person, "2026-11-23 10:02"; NULL                    */
    const char *line;           /* ALIKE: what the row that is there says; TWINS: those it could be, a line each; NULL */
    size_t child;               /* CLASH: NO_CHILD = in the record itself, else in a line      */
    int64_t row;                /* the line's id                                               */
    struct { struct save_field *at; size_t n, cap; } fields;
};
/* The request app.save() takes; only what is dirty. False when nothing is (nothing to send). */
bool save_request(const struct record *, struct str *json);
struct save_answer *save_rows(struct arena *, const struct bound *, const struct rows *);

/* a NULL iff e. A broken rule comes as e with ERR_RULE, e->column the field and the rule's sentence in the user's language.
 * DENIED without `who`: it is the right that lacks, whoever owns the record.
 * SAVED and MERGED have been written into the record (record_saved, record_rebase); of CLASH nothing has.
 * ALIKE, TWINS: nothing was saved, for a row of that look is there (app.relation.alike), or one on file could be the same
 * (app.relation.twins); with record->sure it is saved all the same. AGAIN (that the question was asked is on record now) never comes: it is asked again. */
typedef void save_done_fn(void *ctx, struct save_answer *a, const struct err *e);
void save_send(struct pg *, struct arena *, const struct bound *, struct record *, save_done_fn *, void *ctx);
/* With the form's own rules (`validate`) asked first, in the same round trip; one that does not hold is told as rules_send() does. */
void save_judged_send(struct pg *, struct arena *, const struct bound *, struct record *, save_done_fn *, void *ctx);
#endif
