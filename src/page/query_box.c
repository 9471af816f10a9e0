/* SPDX-License-Identifier: Apache-2.0 */
#include "page/query_box.h"
#include "page/page.h"
#include "base/str.h"
#include "base/text.h"
#include "form/query.h"
#include "store/bind.h"

struct box {
    struct desk *desk;
    const struct bound *b;
    size_t column;
    struct query *so_far;
    query_box_fn *fn;
    void *ctx;
};

static void typed(void *ctx, const char *line)
{
    struct box *q = ctx;
    struct desk *d = q->desk;
    if (!line) return;
    const struct field *f = &q->b->list.at[q->column];
    struct query *query = q->so_far;
    struct err e = { 0 };
    if (!query) {
        query = arena_new_of(d->arena, struct query);
        query_init(query, d->arena, d->seat.today, d->seat.en);
    }
    if (!query_add(query, f, line, &e)) desk_say(d, FACE_REFUSED, "%s", e.text);
    else if (*line) q->fn(q->ctx, query);
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
    desk_line(q->desk, arena_printf(q->desk->event, _("%s: 例 >=2026-10-01  甲|乙  *住院*  !不是  =空"), pair_text(f->label, q->desk->seat.en)), typed, q);
}

void query_box_open(struct desk *d, const struct bound *b, struct query *so_far, query_box_fn *fn, void *ctx)
{
    struct box *q = arena_new_of(d->arena, struct box);
    *q = (struct box){ .desk = d, .b = b, .so_far = so_far, .fn = fn, .ctx = ctx };
    struct str names;
    str_init(&names, d->event, 4000);
    for (size_t i = 0; i < b->form->list.columns.n; i++)
        str_addf(&names, "%s\n", pair_text(b->list.at[field_find(&b->list, b->form->list.columns.at[i])].label, d->seat.en));
    str_add(&names, _("不筛选，看全部"));
    desk_choose(d, _("按哪一项筛选"), "", names.s, chosen, q);
}
