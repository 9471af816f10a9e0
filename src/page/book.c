/* SPDX-License-Identifier: Apache-2.0 */
/* The book of a case, 一案一册: the papers its steps made, in order, each with its day, who made it and the digest its step vouches for. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/frame.h"
#include "page/paper.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/table.h"
#include <stdlib.h>
#include <string.h>

enum { NUMBER, DAY, WHAT, WHO, DIGEST, CONTENT, N_COLUMNS = CONTENT, N_TEXTS };

struct bound_paper { const char *text[N_TEXTS]; };     /* of the book */

struct book {
    const char *id, *title;
    struct { struct bound_paper *at; size_t n, cap; } papers;
    struct table_column columns[N_COLUMNS];
    struct table table;
};

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    return ((struct book *)ctx)->papers.at[row].text[column];
}

static void papers_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct book *b = page_own(p);
    if (!a->ok) {                               /* hidden meanwhile */
        page_turns_back(p, &a->err);
        return;
    }
    for (int i = 0; i < a->rows->n; i++) {
        struct bound_paper x;
        for (int k = 0; k < N_TEXTS; k++) x.text[k] = arena_str(p->arena, rows_text(a->rows, i, k));
        vec_push(p->arena, &b->papers, x);
    }
    table_rows(&b->table, b->papers.n);
}

static void book_open(struct page *p, const void *v)
{
    const struct book_args *args = v;
    struct book *b = page_own(p);
    b->id = arena_printf(p->arena, "%lld", (long long)args->matter);
    table_init(&b->table, b->columns, N_COLUMNS, (struct table_source){ .cell = cell_of, .ctx = b });
    b->title = arena_printf(p->arena, "%s %s", _("案卷"), args->label);
    p->where = arena_printf(p->arena, "%s > %s", args->where, _("案卷"));
    p->mode = _("查看");
    p->hint = _("Enter 看这一份的内容");
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.case_book($1)", 1, &b->id, papers_came, p);
}

static void fill(struct page *p, struct paper *x)
{
    struct book *b = page_own(p);
    for (size_t i = 0; i < b->papers.n; i++) {
        const char *const *text = b->papers.at[i].text;
        const char *cells[] = { _("日期"), text[DAY], _("形成人"), text[WHO], _("校验码"), text[DIGEST] };
        paper_add_one(x, GALLEY_SECTION, arena_printf(p->desk->event, "%s. %s", text[NUMBER], text[WHAT]));
        paper_add(x, GALLEY_FIELDS, sizeof cells / sizeof *cells, cells);
        paper_add_one(x, GALLEY_TEXT, *text[CONTENT] ? text[CONTENT] : _("（没有内容）"));
    }
    paper_add(x, GALLEY_SEAL, 0, NULL);
    paper_done(x, (long)b->papers.n);
}

static void export_book(struct page *p)
{
    const struct book *b = page_own(p);
    struct paper_ask ask = { .title = b->title, .relation = "work.matter", .id = strtoll(b->id, NULL, 10) };
    paper_offer(p, &ask, fill, 0);
}

static bool book_key(struct page *p, uint32_t k)
{
    return table_key(&((struct book *)page_own(p))->table, k);
}

static bool book_act(struct page *p, enum action a)
{
    struct book *b = page_own(p);
    if (a == ACTION_HELP) {
        help_open(p->desk, _("案卷：每一步形成的材料，按顺序编号，内容是当天的，以后不变；校验码记在办理经过里，可以核对。F8 导出、打印整册。"), "6.7.5");
        return true;
    }
    if (a == ACTION_PRINT && b->papers.n) {
        export_book(p);
        return true;
    }
    if (a != ACTION_ENTER || !b->papers.n) return false;
    const struct bound_paper *x = &b->papers.at[b->table.row];
    desk_note(p->desk, x->text[WHAT], *x->text[CONTENT] ? x->text[CONTENT] : _("（没有内容）"));
    return true;
}

static const char *book_label(struct page *p, enum action a)
{
    const struct book *b = page_own(p);
    return a == ACTION_HELP || ((a == ACTION_ENTER || a == ACTION_PRINT) && b->papers.n) ? action_label(a) : NULL;
}

static void book_draw(struct page *p)
{
    struct book *b = page_own(p);
    int wide = tty_cols(), left = wide - 2 - 2 - 10 - 3 * 2;
    b->columns[NUMBER] = (struct table_column){ .title = _("号"), .cells = 2, .is_right = true };
    b->columns[DAY] = (struct table_column){ .title = _("日期"), .cells = 10 };
    b->columns[DIGEST] = (struct table_column){ .title = _("校验码"), .cells = wide < 80 ? 0 : 12 };
    if (b->columns[DIGEST].cells) left -= b->columns[DIGEST].cells + 2;
    b->columns[WHAT] = (struct table_column){ .title = _("材料"), .cells = left / 2 };
    b->columns[WHO] = (struct table_column){ .title = _("形成人"), .cells = left - left / 2 };
    table_titles(&b->table, FRAME_TOP, 0, wide);
    draw_rule(FRAME_TOP + 1, 0, wide, FACE_RULE);
    table_draw(&b->table, FRAME_TOP + 2, 0, frame_bottom() - FRAME_TOP - 1, wide, true);
    if (b->papers.n) return;
    draw_cursor(FRAME_TOP + 2, 0);
    if (!p->waiting) draw_text(FRAME_TOP + 2, 2, wide - 2, FACE_TEXT, _("还没有材料。"));
}

const struct page_ops book_ops = {
    .name = "book", .reads = N_("读案卷"), .own_size = sizeof(struct book), .open = book_open, .key = book_key, .act = book_act, .draw = book_draw, .label = book_label,
};
