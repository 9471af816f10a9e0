/* SPDX-License-Identifier: Apache-2.0 */
/* What a page that is no register's has read, row by row as it stands there: who is due, the lines of a day. */
#include "page/paper.h"
#include "base/cell.h"
#include "base/text.h"
#include "widget/table.h"
#include <stdio.h>

struct filler { const struct table *table; const char *const *titles; size_t n; };

static void add_column(struct paper *x, const struct filler *f, size_t c)
{
    char width[16];
    const char *cells[] = { f->table->columns[c].is_right ? "number" : "text", width, f->titles[c] };
    int title = cell_text(f->titles[c]);

    snprintf(width, sizeof width, "%d", f->table->columns[c].cells > title ? f->table->columns[c].cells : title);
    paper_add(x, GALLEY_COLUMN, 3, cells);
}

static void fill(struct page *p, struct paper *x)
{
    const struct filler *f = paper_own(x);
    const char **cells = arena_array(paper_arena(x), const char *, f->n);

    (void)p;
    paper_add_one(x, GALLEY_TABLE, "");
    for (size_t c = 0; c < f->n; c++) add_column(x, f, c);
    for (size_t i = 0; i < f->table->n_rows; i++) {
        for (size_t c = 0; c < f->n; c++) cells[c] = f->table->source.cell(f->table->source.ctx, i, c);
        paper_add(x, GALLEY_ROW, f->n, cells);
    }
    paper_done(x, (long)f->table->n_rows);
}

void paper_offer_table(struct page *p, const char *title, const struct table *t, const char *const *titles, size_t n)
{
    struct paper_ask ask = { .title = title, .is_table = true };
    struct filler *f = t->n_rows ? paper_offer(p, &ask, fill, sizeof *f) : NULL;

    if (!t->n_rows) desk_say(p->desk, FACE_TEXT, "%s", _("这里没有记录，没有可导出的"));
    if (f) *f = (struct filler){ t, titles, n };
}
