/* SPDX-License-Identifier: Apache-2.0 */
#include "page/query.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "page/frame.h"
#include "term/draw.h"
#include "term/tty.h"

void query_lay(struct page *p)
{
    struct qry *q = page_own(p);
    arena_clear(q->lay);
    q->wide = tty_cols();
    layout_rows(q->lay, &q->places, &q->set, &q->rows, q->wide, p->desk->seat.en, NULL);
}

static int room(void) { return frame_bottom() - FRAME_TOP + 1 - QUERY_FOOT; }

static void draw_place(struct page *p, size_t i)
{
    struct qry *q = page_own(p);
    const struct place *at = &q->places.at[i];
    const struct put *put = &q->put[at->field];
    int y = FRAME_TOP + at->line - q->scroll;
    bool bad = put->fault != NULL;
    if (at->line < q->scroll || at->line >= q->scroll + room()) return;
    draw_text(y, at->label_x, at->label_cells, bad ? FACE_REFUSED : FACE_LABEL, cell_fit(p->desk->event, at->label, at->label_cells));
    if (bad && at->label_x > 0) draw_text(y, at->label_x - 1, 1, FACE_REFUSED, "!");
    if (i == q->focus) {
        edit_draw_framed(&q->edit, y, at->x, FACE_ACTIVE);
        return;
    }
    if (face_has_brackets(false)) {
        draw_text(y, at->x - 1, 1, FACE_FIELD, "[");
        draw_text(y, at->x + at->cells, 1, FACE_FIELD, "]");
    }
    draw_text(y, at->x, at->cells, FACE_FIELD, cell_fit(p->desk->event, put->typed, at->cells));
}

/* "走访日期、方式" */
static const char *wrong(struct page *p)
{
    const struct qry *q = page_own(p);
    struct str s;
    str_init(&s, p->desk->event, 200);
    for (size_t i = 0; i < q->set.n; i++)
        if (q->put[i].fault) str_addf(&s, "%s%s", s.n ? _("、") : "", pair_text(q->put[i].field->label, p->desk->seat.en));
    return s.s;
}

/* The question in words, as far as it is understood, and how many it would be. */
static void draw_foot(struct page *p)
{
    struct qry *q = page_own(p);
    int y = frame_bottom() - QUERY_FOOT + 1, wide = tty_cols();
    const char *words = q->query->conditions.n ? arena_printf(p->desk->event, _("查: %s"), q->query->words->s) : q->n_wrong ? "" : _("还没有条件；执行就是看全部");
    draw_rule(y, 0, wide, FACE_RULE);
    draw_text(y + 1, 1, wide - 2, FACE_TEXT, cell_line(p->desk->event, &words, wide - 2));
    if (*words) draw_text(y + 2, 1, wide - 2, FACE_TEXT, cell_fit(p->desk->event, words, wide - 2));
    if (q->n_wrong)
        draw_text(y + 3, 1, wide - 2, FACE_REFUSED, arena_printf(p->desk->event, _("写得不对，没有算在里面：%s"), wrong(p)));
    else if (q->count.n >= 0)
        draw_text(y + 3, 1, wide - 2, FACE_TEXT, arena_printf(p->desk->event, q->count.n > QUERY_COUNTS ? _("先数一数: %d 条以上") : _("先数一数: %d 条"), q->count.n > QUERY_COUNTS ? QUERY_COUNTS : (int)q->count.n));
}

void query_draw(struct page *p)
{
    struct qry *q = page_own(p);
    if (!q->query) return;
    if (q->wide != tty_cols()) {
        query_lay(p);
        edit_size(&q->edit, 1, q->places.at[q->focus].cells);
    }
    int line = q->places.at[q->focus].line;
    if (line < q->scroll) q->scroll = line;
    if (line >= q->scroll + room()) q->scroll = line + 1 - room();
    draw_foot(p);
    for (size_t i = 0; i < q->places.n; i++) draw_place(p, i);
}
