/* SPDX-License-Identifier: Apache-2.0 */
/* The draft: what is typed is kept, at each field left, after two seconds of rest and at the end (decision 24). */
#include "page/record.h"
#include "store/draft.h"

static void rec_put(struct page *);

static void kept(void *ctx, const struct err *e)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    r->keeping = false;
    bool let_go = e && e->code == ERR_CANCELLED;
    bool again = e ? let_go || e->code == ERR_LOST : r->keep_again;     /* lost on the way: it goes out again when the line is back */
    if (again && !r->saving) rec_put(p);                        /* also when the page has been left meanwhile */
    else if (e && p->closed) desk_fail(p->desk, e);
    if (page_answered_aside(p)) return;
    if (e) r->unkept = true;
    if (r->saving) {
        r->saving = false;
        p->desk->hold--;
        if (let_go) desk_fail(p->desk, e);
        else rec_save(p);
    }
}

static const char *draft_label(const struct rec *r)
{
    if (r->l->label && *r->l->label) return r->l->label;
    for (size_t i = 0; i < r->l->record->set->n; i++)          /* a new one: whom it is about, or its first text */
        if (r->l->record->values[i].now && !r->l->record->set->at[i].private_ && (r->l->record->set->at[i].type == FIELD_REF || r->l->record->set->at[i].type == FIELD_TEXT))
            return r->l->record->values[i].show;
    return "";
}

static void rec_put(struct page *p)
{
    struct rec *r = page_own(p);
    r->unkept = r->keep_again = false;
    r->keeping = true;
    page_asks_aside(p);
    draft_put_send(p->desk->pg, r->b, r->l->record, draft_label(r), kept, p);
}

/* Everything typed was taken back: nothing to offer again. */
static void drop_draft(struct page *p)
{
    struct rec *r = page_own(p);
    if (r->keeping) return;
    r->unkept = false;
    if (r->l->record->draft) draft_drop_send(p->desk->pg, r->l->record->draft);
    r->l->record->draft = 0;
}

void rec_keep(struct page *p)
{
    struct rec *r = page_own(p);
    if (!r->l) return;
    rec_take_raw(p);
    if (!r->unkept || r->sending) return;
    if (!record_dirty(r->l->record)) {
        drop_draft(p);
        return;
    }
    if (r->keeping) r->keep_again = true;
    else rec_put(p);
}
