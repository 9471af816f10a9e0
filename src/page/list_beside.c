/* SPDX-License-Identifier: Apache-2.0 */
/* On a wide terminal the current row stands beside the list with all that a list may show of it. It is asked for when the keys pause, of the
 * list's own relation: no file is opened by it, and nothing is shown that the list's columns could not. */
#include "page/list.h"
#include "base/cell.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/due.h"
#include "page/frame.h"
#include "term/draw.h"
#include "term/tty.h"
#include <string.h>

enum { WIDE = 120, LIST_LEAST = 80, LABEL_MOST = 16, VALUE_LINES = 6 };

int list_width(const struct list *l)
{
    int wide = tty_cols(), own = wide * 3 / 5;
    if (wide < WIDE || !l->b) return wide;
    return own > LIST_LEAST ? own : LIST_LEAST;
}

static bool names_have(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (!strcmp(names->at[i], name)) return true;
    return false;
}

/* The form's columns first. */
static const struct names *all_of(struct page *p)
{
    struct list *l = page_own(p);
    if (l->beside.columns) return l->beside.columns;
    const struct names *given = &l->b->form->list.columns;
    struct names *out = arena_new_of(p->arena, struct names);
    for (size_t i = 0; i < given->n; i++) vec_push(p->arena, out, given->at[i]);
    for (size_t i = 0; i < l->b->list.n; i++)
        if (list_may_show(l->b, &l->b->list.at[i]) && !names_have(given, l->b->list.at[i].name)) vec_push(p->arena, out, l->b->list.at[i].name);
    return l->beside.columns = out;
}

static void came(void *ctx, struct list_page *rows, const struct err *e)
{
    struct page *p = ctx;
    if (list_answered_aside(p)) return;
    struct beside *b = &((struct list *)page_own(p))->beside;
    struct arena *old = b->arena;
    int64_t id = b->asked;
    b->asked = 0;
    if (e || !rows->n) return;                  /* gone meanwhile: the list will say so */
    b->arena = b->next;
    b->next = old;
    b->row = &rows->at[0];
    b->id = id;
}

void list_beside_paused(struct page *p)
{
    struct list *l = page_own(p);
    const struct list_row *row = list_row(l);
    if (!row || list_width(l) == tty_cols() || row->id == l->beside.id || l->beside.asked) return;
    struct list_ask ask = { .n = 1, .columns = all_of(p), .ids = arena_printf(p->desk->event, "{%lld}", (long long)row->id) };
    l->beside.asked = row->id;
    arena_clear(l->beside.next);
    list_asks_aside(p);
    list_send(p->desk->pg, l->beside.next, l->b, &ask, came, p);
}

/* Lines drawn. */
static int draw_value(struct arena *a, int y, int x, int cells, const char *text)
{
    int n = 0;
    for (; *text && n < VALUE_LINES && y + n <= frame_bottom(); n++) {
        const char *line = n + 1 < VALUE_LINES && y + n < frame_bottom() ? cell_line(a, &text, cells) : cell_fit(a, text, cells);
        draw_text(y + n, x, cells, FACE_VALUE, line);
    }
    return n;
}

static int label_cells(const struct list *l, bool en)
{
    int most = 0;
    for (size_t i = 0; i < l->beside.columns->n; i++) {
        int cells = cell_text(pair_text(l->b->list.at[field_find(&l->b->list, l->beside.columns->at[i])].label, en));
        if (cells > most) most = cells;
    }
    return most < LABEL_MOST ? most : LABEL_MOST;
}

void list_beside_draw(struct page *p)
{
    struct list *l = page_own(p);
    struct arena *a = p->desk->event;
    const struct list_row *row = list_row(l);
    int left = list_width(l), y = FRAME_TOP, wide = tty_cols();
    if (left == wide) return;
    for (int i = FRAME_TOP; i <= frame_bottom(); i++) draw_text(i, left + 1, 1, FACE_RULE, "|");
    if (!row || row->id != l->beside.id) return;
    int label = label_cells(l, p->desk->seat.en), x = left + 3 + label + 1, cells = wide - x - 1;
    for (size_t i = 0; i < l->beside.columns->n && y <= frame_bottom(); i++) {
        const struct field *f = &l->b->list.at[field_find(&l->b->list, l->beside.columns->at[i])];
        const char *text = l->beside.row->cells[i];
        if (!*text) continue;
        const char *name = pair_text(f->label, p->desk->seat.en);
        draw_right(y, left + 3, label, FACE_LABEL, arena_copy(a, name, cell_clip(name, label, NULL)));
        bool marked = due_draw(p->desk, y, x, f, text, l->beside.row->soon[i], false);
        y += draw_value(a, y, x, marked ? f->width : cells, text);
    }
}
