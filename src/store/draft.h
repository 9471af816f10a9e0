/* SPDX-License-Identifier: Apache-2.0 */
/* draft.h - what is typed is kept: one row of work.draft a record being edited, of this login only (decision 24). */
#ifndef LB_STORE_DRAFT_H
#define LB_STORE_DRAFT_H
#include "form/record.h"
#include "store/bind.h"

struct draft {
    int64_t id, record;         /* record 0: a new one                                         */
    int base_version;
    const char *form;           /* register                                                    */
    const char *label;          /* what it is about, as the list shows it                      */
    const char *at;             /* ISO, minutes, Asia/Shanghai                                 */
    const char *handed_on_by;   /* a colleague's name, or ""                                   */
    const char *title;          /* of the register, also of one that one's job does not open; "" when it is gone */
    const char *step;           /* of a step on a case: number of the case and name of the step; "" of a case not seen any more; else NULL */
    int64_t matter;             /* that case, when it is still seen; 0                         */
};
struct drafts { struct draft *at; size_t n, cap; };

typedef void draft_list_fn(void *ctx, struct drafts *, const struct err *e);    /* NULL iff e  */
void draft_list_send(struct pg *, struct arena *, draft_list_fn *, void *ctx);
/* One's own draft of a record, or (record 0) of a new one begun with the same given values; 0 where there is none or it cannot be told. */
struct given;
typedef void draft_of_fn(void *ctx, int64_t draft);
void draft_of_send(struct pg *, struct arena *, const char *register_, int64_t record, const struct given *, size_t n_given, draft_of_fn *, void *ctx);
/* Puts a draft over a record just loaded (or begun); what is carried in a new one and was given stays. lost: fields the form no longer has. */
typedef void draft_load_fn(void *ctx, size_t lost, const struct err *e);
void draft_load_send(struct pg *, struct record *, int64_t draft, draft_load_fn *, void *ctx);
/* Keeps the record; its number goes into record->draft when the answer comes, so do not put again before. done NULL: sent whatever
 * becomes of the record (hang-up). */
typedef void draft_done_fn(void *ctx, const struct err *e);
void draft_put_send(struct pg *, const struct bound *, struct record *, const char *label, draft_done_fn *, void *ctx);
/* Gives the record the name its draft is known by before it has a number; a save that goes with it (app.save) is one save, repeated or not. */
void draft_name(struct record *);
/* The record's, one whose number is still under way too. Nobody hears the answer. */
void draft_drop_send(struct pg *, const struct record *);
#endif
