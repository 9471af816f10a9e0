/* SPDX-License-Identifier: Apache-2.0 */
#include "page/query_box.h"
#include "page/page.h"
#include "base/str.h"
#include "base/text.h"
#include "form/query.h"
#include "store/bind.h"

struct box {
    struct desk *desk;
    struct arena *arena;
    const struct bound *b;
    size_t column;
    const struct query *so_far;
    struct query *query;        /* with the condition judged last; NULL: none was written */
    query_box_fn *fn;
    void *ctx;
};

static struct query *begin(const struct box *q)
{
    if (q->so_far) return query_copy(q->arena, q->so_far);
    struct query *query = arena_new_of(q->arena, struct query);
    query_init(query, q->arena, q->desk->seat.today, q->desk->seat.en);
    return query;
}

static const char *judge(void *ctx, const char *line)
{
    struct box *q = ctx;
    struct err e = { 0 };
    q->query = *line ? begin(q) : NULL;
    return q->query && !query_add(q->query, &q->b->list.at[q->column], line, &e) ? arena_str(q->desk->event, e.text) : NULL;
}

static void written(void *ctx, const char *line)
{
    struct box *q = ctx;
    if (line && q->query) q->fn(q->ctx, q->query);
}

static void chosen(void *ctx, int choice)
{
    struct box *q = ctx;
    const struct names *columns = &q->b->form->list.columns;
    if (choice < 0) return;
    if ((size_t)choice >= columns->n) {
        q->fn(q->ctx, NULL);
        return;
    }
    q->column = field_find(&q->b->list, columns->at[choice]);
    const struct field *f = &q->b->list.at[q->column];
    const char *title = arena_printf(q->desk->event, _("%s: 例 >=2026-10-01  甲|乙  *住院*  !不是  =空"), pair_text(f->label, q->desk->seat.en));
    desk_line_judged(q->desk, title, judge, written, q);
}

void query_box_open(struct desk *d, struct arena *a, const struct bound *b, const struct query *so_far, query_box_fn *fn, void *ctx)
{
    struct box *q = arena_new_of(a, struct box);
    *q = (struct box){ .desk = d, .arena = a, .b = b, .so_far = so_far, .fn = fn, .ctx = ctx };
    struct str names;
    str_init(&names, d->event, 4000);
    for (size_t i = 0; i < b->form->list.columns.n; i++)
        str_addf(&names, "%s\n", pair_text(b->list.at[field_find(&b->list, b->form->list.columns.at[i])].label, d->seat.en));
    str_add(&names, _("不筛选，看全部"));
    desk_choose(d, _("按哪一项筛选"), "", names.s, chosen, q);
}
