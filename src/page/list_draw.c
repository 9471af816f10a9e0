/* SPDX-License-Identifier: Apache-2.0 */
/* The list on the screen: heading, rows, marks, and the row of totals below. */
#include "page/list.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "page/due.h"
#include "page/frame.h"
#include "term/draw.h"
#include "term/tty.h"
#include <stdio.h>
#include <string.h>

/* A clipped cell ends in '.', a number never does. */
static void draw_cell(const struct page *p, int y, int x, int cells, const struct field *f, const char *text, enum face face)
{
    draw_text(y, x, cells, face, field_is_number(f) ? cell_fit_right(p->desk->event, cell_number(p->desk->event, text, cells), cells) : cell_fit(p->desk->event, text, cells));
}

static void draw_heading(const struct page *p, const struct list *l, int y)
{
    const struct names *columns = l->columns;
    for (size_t c = 0, x = 2; c < columns->n; c++) {
        if (!l->cells[c]) continue;
        const struct field *f = &l->b->list.at[field_find(&l->b->list, columns->at[c])];
        bool here = l->points && c == l->column;
        draw_cell(p, y, (int)x, l->cells[c], f, pair_text(f->label, p->desk->seat.en), here ? FACE_CURRENT : FACE_LABEL);
        if (here) draw_text(y, (int)x - 1, 1, FACE_CURRENT, ">");
        x += (size_t)l->cells[c] + 1;
    }
}

static void draw_row(const struct page *p, const struct list *l, int y, const struct list_row *row, bool current)
{
    const struct names *columns = l->columns;
    bool marked = list_is_marked(l, row->id);
    draw_text(y, 0, 2, FACE_CURRENT, current && marked ? ">*" : current ? ">" : marked ? " *" : "");
    for (size_t c = 0, x = 2; c < columns->n; c++) {
        if (!l->cells[c]) continue;
        const struct field *f = &l->b->list.at[field_find(&l->b->list, columns->at[c])];
        draw_cell(p, y, (int)x, l->cells[c], f, row->brief[c] ? row->brief[c] : row->cells[c], current ? FACE_CURRENT : FACE_TEXT);
        due_draw(p->desk, y, (int)x, f, row->cells[c], row->soon[c], current);
        x += (size_t)l->cells[c] + 1;
    }
}

/* " Tab [等我办] 等别人 逾期 全部": where the words of the filter begin. */
static int draw_tabs(const struct page *p, const struct list *l, int end)
{
    const struct form *f = l->b->form;
    int x = 1;
    for (size_t i = 0; i < f->list.tabs.n; i++) {
        const char *title = pair_text(f->list.tabs.at[i].title, p->desk->seat.en);
        const char *text = arena_printf(p->desk->event, i == l->tab ? "[%s]" : " %s ", title);
        int cells = cell_text(text);
        if (x + cells > end) break;
        draw_text(FRAME_TOP, x, cells, i == l->tab ? FACE_CURRENT : FACE_LABEL, text);
        x += cells + 1;
    }
    return f->list.tabs.n ? x + 1 : x;
}

/* What is shown, and in which order. */
const char *list_words(const struct page *p, const struct list *l)
{
    const char *what = l->query ? l->query->words->s : "";
    const struct list_sort *s = l->sorted;
    if (!s) return what;
    return arena_printf(p->desk->event, s->strokes ? _("%s%s按“%s”笔画排") : s->down ? _("%s%s按“%s”倒着排") : _("%s%s按“%s”排"), what, *what ? _("；") : "", pair_text(s->field->label, p->desk->seat.en));
}

/* "标记 3  37 条" */
static const char *counts_of(const struct page *p, const struct list *l)
{
    const struct tally *t = l->tally.on ? l->tally.now : NULL;
    long long n = t ? t->rows : l->count;
    const char *rows = n < 0 || n > LIST_ROWS_MOST ? "" : arena_printf(p->desk->event, _("%lld 条"), n);
    return l->marks.n ? arena_printf(p->desk->event, _("标记 %zu%s%s"), l->marks.n, *rows ? "  " : "", rows) : rows;
}

static void draw_top(const struct page *p, const struct list *l, int wide)
{
    const char *count = counts_of(p, l);
    int room = *count ? cell_text(count) + 2 : 0, words = wide - 2 - room;
    int x = draw_tabs(p, l, 1 + words);
    draw_text(FRAME_TOP, x, 1 + words - x, FACE_TEXT, cell_fit(p->desk->event, list_words(p, l), 1 + words - x));
    if (*count) draw_right(FRAME_TOP, wide - room, room, FACE_TEXT, count);
    draw_heading(p, l, FRAME_TOP + 1);
    draw_rule(FRAME_TOP + 2, 0, wide, FACE_RULE);
}

/* "  合计       12 个            5 人  21,800.00" */
static void draw_totals(const struct page *p, const struct list *l, int wide)
{
    struct arena *a = p->desk->event;
    const struct tally *t = l->tally.now;
    int y = frame_bottom();
    bool titled = false;
    draw_rule(y - 1, 0, wide, FACE_RULE);
    if (!t) return;
    if (t->rows > LIST_ROWS_MOST) {
        draw_text(y, 2, wide - 2, FACE_TEXT, cell_fit(a, _("超过 100,000 条，不合计。先按 F3 筛选。"), wide - 2));
        return;
    }
    if (t->others) {
        const char *told = arena_printf(a, _(" 其中 %lld 条是别的机构的，与本机构的人有关 "), t->others);
        draw_text(y - 1, 2, cell_text(told) < wide - 2 ? cell_text(told) : wide - 2, FACE_LABEL, told);
    }
    for (size_t c = 0, x = 2; c < l->columns->n; c++) {
        if (!l->cells[c]) continue;
        const struct field *f = list_field(l, c);
        const char *text = f->total == TOTAL_EACH ? arena_printf(a, _("不重复 %s"), t->totals[c]) : t->totals[c];
        if (f->total == TOTAL_NONE && !titled) text = _("合计");
        titled = true;
        draw_cell(p, y, (int)x, l->cells[c], f, text, FACE_VALUE);
        x += (size_t)l->cells[c] + 1;
    }
}

static const char *nothing_text(const struct list *l)
{
    return l->query ? _("没有符合的。F3 改条件。") : list_tab(l) ? _("这一组没有。Tab 换一组。") : l->b->may_add ? _("还没有记录。F7 新增。") : _("还没有记录。");
}

void list_draw(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->b) return;
    int wide = list_width(l), y = FRAME_TOP + 3, last = y + list_rows(l) - 1;
    layout_columns(&l->b->list, l->columns, wide - 2, p->desk->seat.en, l->cells);
    draw_top(p, l, wide);
    size_t most = (size_t)list_rows(l), top = l->at < most ? 0 : l->at + 1 - most;
    if (l->rows && l->height != list_rows(l) && (l->rows->n > most || l->more_down)) p->stale = true;     /* the window has another size */
    for (size_t i = top; l->rows && i < l->rows->n && y <= last; i++, y++) draw_row(p, l, y, &l->rows->at[i], i == l->at);
    if (l->rows && l->rows->n == 0) draw_text(y, 2, wide - 2, FACE_TEXT, nothing_text(l));
    if (l->tally.on) draw_totals(p, l, wide);
    list_beside_draw(p);
    draw_cursor(FRAME_TOP + 3 + (int)(l->at - top), 0);
}
