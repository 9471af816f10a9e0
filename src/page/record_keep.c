/* SPDX-License-Identifier: Apache-2.0 */
/* The draft: what is typed is kept at each field left, soon after any key (app/loop.c) and at the end (decision 24). Nothing waits for
 * it, and the field at hand stays as it is: its half word is lent to the record only while the draft is written down. */
#include "page/record.h"
#include "store/draft.h"

struct loan { struct record_loan loan; struct record_rows *grown; };

static struct loan lend(struct page *p)
{
    struct rec *r = page_own(p);
    struct loan l = { .grown = NULL };
    if (!rec_typed(r)) return l;
    const struct spot *s = &r->spots.at[r->focus];
    struct record *record = rec_of(r, s);
    if (!record) {
        l.grown = &r->l->record->children.at[s->at.child];
        record = record_add_row(l.grown, r->data);
    }
    l.loan = record_lend(record, s->at.field, edit_text(&r->edit, r->data), p->desk->seat.today);
    return l;
}

static void give_back(const struct loan *l)
{
    record_give_back(&l->loan);
    if (l->grown) l->grown->n--;
}

bool rec_worth_keeping(struct page *p)
{
    struct rec *r = page_own(p);
    struct loan l = lend(p);
    bool worth = record_differs(r->l->record);
    give_back(&l);
    return worth;
}

static void kept(void *ctx, const struct err *e)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    r->keeping = false;
    bool let_go = e && e->code == ERR_CANCELLED;
    bool again = e ? let_go || e->code == ERR_LOST : r->keep_again;     /* lost on the way: it goes out again when the line is back */
    r->unkept = r->unkept || e;
    if (!e && r->first && !p->closed && r->l) rec_ask_others(p);
    r->first = false;
    if (again && !r->saving) rec_keep(p);                       /* also when the page has been left meanwhile */
    else if (e && p->closed) desk_fail(p->desk, e);
    if (page_answered_aside(p)) return;
    if (r->saving) {
        r->saving = false;
        p->desk->hold--;
        if (let_go) desk_fail(p->desk, e);
        else rec_save(p);
    }
}

static const char *draft_label(const struct rec *r)
{
    return r->l->label && *r->l->label ? r->l->label : record_called(r->l->record);
}

static void put_draft(struct page *p)
{
    struct rec *r = page_own(p);
    r->keeping = true;
    r->first = !r->l->record->draft;
    page_asks_aside(p);
    draft_put_send(p->desk->pg, r->b, r->l->record, draft_label(r), kept, p);
}

/* Everything typed was taken back: nothing to offer again. */
static void drop_draft(struct page *p)
{
    struct rec *r = page_own(p);
    if (r->l->record->draft) draft_drop_send(p->desk->pg, r->l->record);
    r->l->record->draft = 0;
}

void rec_keep(struct page *p)
{
    struct rec *r = page_own(p);
    if (!r->l || !r->unkept || r->sending || r->discarded) return;
    if (r->keeping) {
        r->keep_again = true;
        return;
    }
    r->unkept = r->keep_again = false;
    struct loan l = lend(p);
    if (record_differs(r->l->record)) put_draft(p);
    else drop_draft(p);
    give_back(&l);
}
