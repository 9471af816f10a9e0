/* SPDX-License-Identifier: Apache-2.0 */
/* A list goes as one table: a part of its rows after the other, by key, as the page itself turns them, so nothing is read twice or held for long. */
#include "page/paper.h"
#include "base/str.h"
#include "base/text.h"
#include "store/list.h"
#include <stdio.h>

enum { PART = 500, ROWS_MOST = 500000 };        /* rows of a request, and in all */

struct filler {
    const struct bound *b;
    const struct names *columns;
    const struct field **fields;        /* of these columns */
    struct list_ask ask;
    struct page *page;
    struct paper *paper;
    struct arena *part, *last;  /* rows at hand; those before, of which the key is the last */
    long rows;
};

static void ask_part(struct filler *f, const struct list_row *last);

static void add_rows(struct filler *f, const struct list_page *rows)
{
    const char **cells = arena_array(f->part, const char *, f->columns->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct list_row *row = &rows->at[i];
        for (size_t c = 0; c < f->columns->n; c++) cells[c] = paper_show(f->paper, f->part, f->fields[c], row->cells[c], row->cells[c], row->soon[c]);
        paper_add(f->paper, GALLEY_ROW, f->columns->n, cells);
    }
    f->rows += (long)rows->n;
}

static void rows_came(void *ctx, struct list_page *rows, const struct err *e)
{
    struct filler *f = ctx;
    if (page_answered(f->page)) return;
    struct err many;

    if (!e && f->rows + (long)rows->n > ROWS_MOST) {
        err_set(&many, ERR_VALUE, _("导出"), arena_printf(f->part, _("一次最多 %d 条，请用 F3 加条件分几次"), ROWS_MOST));
        e = &many;
    }
    if (e) {
        paper_fail(f->paper, e);
        return;
    }
    add_rows(f, rows);
    if (!rows->more) {
        paper_done(f->paper, f->rows);
        return;
    }
    paper_said(f->paper, f->rows);
    ask_part(f, &rows->at[rows->n - 1]);
}

static void ask_part(struct filler *f, const struct list_row *last)
{
    struct list_ask ask = f->ask;
    struct arena *part = f->last;

    f->last = f->part;
    f->part = part;
    arena_clear(part);
    ask.way = last ? LIST_AFTER : LIST_FIRST;
    ask.from = last;
    ask.n = PART;
    page_asks_for(f->page, _("读要导出的"));
    list_send(f->page->desk->pg, part, f->b, &ask, rows_came, f);
}

static void fill(struct page *p, struct paper *x)
{
    struct filler *f = paper_own(x);

    f->page = p;
    f->paper = x;
    f->part = arena_new(paper_arena(x));
    f->last = arena_new(paper_arena(x));
    paper_add_one(x, GALLEY_TABLE, "");
    f->fields = arena_array(paper_arena(x), const struct field *, f->columns->n);
    for (size_t c = 0; c < f->columns->n; c++) {
        f->fields[c] = &f->b->list.at[field_find(&f->b->list, f->columns->at[c])];
        paper_column(x, f->fields[c]);
    }
    ask_part(f, NULL);
}

void paper_offer_list(struct page *p, const struct bound *b, const struct list_ask *ask, const char *words)
{
    struct paper_ask paper = { .title = pair_text(b->form->title, p->desk->seat.en), .relation = b->form->relation, .words = words, .is_table = true };
    struct filler *f = paper_offer(p, &paper, fill, sizeof *f);

    if (f) *f = (struct filler){ .b = b, .columns = list_columns(b, ask), .ask = *ask };
}
