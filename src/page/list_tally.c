/* SPDX-License-Identifier: Apache-2.0 */
/* The row of totals: asked for once it is wanted, and again when it would be another. */
#include "page/list.h"
#include "base/text.h"

static void ask(struct page *);

static void came(void *ctx, struct tally *t, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct list *l = page_own(p);
    l->tally.now = t;
    if (!e) return;
    l->tally.on = false;                        /* it would be asked again at each turn */
    desk_fail(p->desk, e);
}

static void ask(struct page *p)
{
    struct list *l = page_own(p);
    struct list_ask rows = list_asked(l);
    arena_clear(l->tally.arena);
    l->tally.now = NULL;
    l->tally.query = rows.query;
    l->tally.tab = rows.tab;
    l->tally.columns = rows.columns;
    page_asks(p);
    tally_send(p->desk->pg, l->tally.arena, l->b, &rows, LIST_ROWS_MOST, came, p);
}

void list_tally_stale(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->tally.on) return;
    if (!l->tally.now || l->tally.query != l->query || l->tally.tab != list_tab(l) || l->tally.columns != l->columns) ask(p);
}

/* The list has two lines less meanwhile, so it is read anew. */
void list_tally_toggle(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->rows || list_waits(p)) return;
    l->tally.on = !l->tally.on;
    l->tally.now = NULL;
    list_read_again(p);
}
