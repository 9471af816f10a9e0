/* SPDX-License-Identifier: Apache-2.0 */
#include "page/record.h"
#include "base/cell.h"
#include "base/text.h"
#include "page/due.h"
#include "page/frame.h"
#include "term/draw.h"
#include "term/tty.h"
#include <stdio.h>
#include <string.h>

/* Content line y on the screen; -1 when it is scrolled away. */
static int line_of(const struct rec *r, int y)
{
    int at = y - r->scroll + FRAME_TOP;
    return at >= FRAME_TOP && at <= frame_bottom() ? at : -1;
}

static void follow_focus(struct rec *r)
{
    int room = frame_bottom() - FRAME_TOP + 1;
    if (r->focus >= r->spots.n) return;
    const struct spot *s = &r->spots.at[r->focus];
    if (r->height <= room) r->scroll = 0;
    else if (s->y < r->scroll) r->scroll = s->y;
    else if (s->y + s->lines > r->scroll + room) r->scroll = s->y + s->lines - room;
}

/* As the editor wraps it, which keeps a cell for the cursor: nothing moves when the cursor comes. */
static void draw_lines(struct page *p, const struct spot *s, int y, int lines, enum face face, const char *text)
{
    struct arena *a = p->desk->event;
    int cells = s->lines > 1 ? s->cells - 1 : s->cells;
    for (int i = 0; i < lines; i++) {
        const char *rest = text, *line = s->lines > 1 ? cell_row(a, &rest, cells) : arena_copy(a, text, strcspn(text, "\n"));
        bool last = i + 1 == lines && (s->lines > 1 ? *rest : text[strlen(line)] || cell_text(line) > cells);
        draw_text(y + i, s->x, s->cells, face, last ? cell_fit(a, text, s->cells) : line);
        text = rest;
    }
}

/* Before the label, or where there is none before the value: wrong, or taken over from another record. */
static void draw_mark(const struct spot *s, int y, const struct value *v)
{
    int x = s->label_cells ? s->label_x - 1 : s->x - 1;
    if (x < 0 || !v) return;
    if (v->fault) draw_text(y, x, 1, FACE_REFUSED, "!");
    else if (v->carried && s->label_cells) draw_text(y, x, 1, FACE_SOON, "=");
}

/* Behind a due date as it is on file. */
static void draw_due(const struct page *p, const struct spot *s, int y, const struct field *f, const struct value *v)
{
    if (!v || s->cells < field_cells(f) || !v->now || !v->old || strcmp(v->now, v->old) != 0) return;
    due_draw(p->desk, y, s->x, f, v->now, v->soon, false);
}

static void draw_spot(struct page *p, size_t i)
{
    struct rec *r = page_own(p);
    const struct spot *s = &r->spots.at[i];
    int y = line_of(r, s->y);
    if (y < 0) return;
    int room = frame_bottom() - y + 1, lines = s->lines < room ? s->lines : room;
    bool writable = rec_is_editable(p, s), active = i == r->focus && writable;
    const struct record *record = rec_of(r, s);
    const struct value *v = record ? &record->values[s->at.field] : NULL;
    bool bad = v && v->fault;
    if (s->label_cells) draw_text(y, s->label_x, s->label_cells, bad ? FACE_REFUSED : FACE_LABEL, cell_fit(p->desk->event, s->label, s->label_cells));
    if (active) {
        edit_draw_framed(&r->edit, y, s->x, FACE_ACTIVE);
    } else if (writable && face_has_brackets(false)) {
        draw_text(y, s->x - 1, 1, FACE_FIELD, "[");
        draw_text(y + lines - 1, s->x + s->cells, 1, FACE_FIELD, "]");
    }
    draw_mark(s, y, v);
    if (active) return;
    const char *shown = rec_shown(r, s);
    if (field_is_number(rec_field(r, s))) shown = cell_number(p->desk->event, shown, s->cells);
    draw_lines(p, s, y, lines, writable ? FACE_FIELD : FACE_VALUE, shown);
    draw_due(p, s, y, rec_field(r, s), v);
    if (i == r->focus) draw_cursor(y, s->x);
}

void rec_draw(struct page *p)
{
    struct rec *r = page_own(p);
    if (!r->l || !r->laid) return;
    if (r->wide != tty_cols() || r->tall != tty_rows()) rec_lay_anew(p);       /* the window has another size */
    follow_focus(r);
    for (size_t i = 0; i < r->items.n; i++) {
        const struct item *it = &r->items.at[i];
        int y = line_of(r, it->y);
        if (y < 0) continue;
        if (it->rule) draw_rule(y, 0, tty_cols(), FACE_RULE);
        else draw_text(y, it->x, it->cells, it->face, cell_fit(p->desk->event, it->text, it->cells));
    }
    for (size_t i = 0; i < r->spots.n; i++) draw_spot(p, i);
}
