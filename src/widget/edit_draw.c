/* SPDX-License-Identifier: Apache-2.0 */
#include "widget/edit_line.h"
#include "base/arena.h"
#include "base/cell.h"
#include "base/utf8.h"
#include "term/draw.h"

/* Cells of the cluster that begins at i. */
static int width_at(const struct edit *e, size_t i) { return cell_lone(e->t[i]); }

int edit_span(const struct edit *e, size_t a, size_t b)
{
    int sum = 0;
    for (; a < b; a = edit_next(e, a)) sum += e->t[a] == '\n' && e->rows > 1 ? 0 : width_at(e, a);
    return sum;
}

/* Back from where the line is full to where it may be cut, three characters at most. */
static size_t unbroken(const struct edit *e, size_t start, size_t full)
{
    size_t at = full;
    for (int k = 0; k < 3 && at > start; k++) {
        size_t prev = edit_prev(e, at);
        if (cell_may_break(e->t[prev], e->t[at])) return at;
        at = prev;
    }
    return full;
}

static struct edit_line line_from(const struct edit *e, size_t start, size_t number)
{
    struct edit_line l = { .start = start, .end = e->n, .number = number, .is_last = true };
    int sum = 0;
    for (size_t i = start; e->rows > 1 && i < e->n; i = edit_next(e, i)) {
        l.is_wrapped = e->t[i] != '\n' && (sum += width_at(e, i)) > e->cols - 1;
        if (e->t[i] != '\n' && !l.is_wrapped) continue;
        l.end = l.is_wrapped ? unbroken(e, start, i) : i;
        l.is_last = false;
        break;
    }
    return l;
}

struct edit_line edit_line_first(const struct edit *e) { return line_from(e, 0, 0); }

struct edit_line edit_line_next(const struct edit *e, struct edit_line l)
{
    return line_from(e, l.is_wrapped ? l.end : l.end + 1, l.number + 1);
}

struct edit_line edit_line_at(const struct edit *e, size_t at)
{
    struct edit_line l = edit_line_first(e);
    while (!l.is_last && (l.is_wrapped ? at >= l.end : at > l.end)) l = edit_line_next(e, l);
    return l;
}

size_t edit_line_move(const struct edit *e, int dir, int want)
{
    struct edit_line here = edit_line_at(e, e->at), l = edit_line_first(e);
    if (dir < 0 ? here.number == 0 : here.is_last) return e->at;
    size_t number = dir < 0 ? here.number - 1 : here.number + 1;
    while (l.number < number) l = edit_line_next(e, l);
    size_t i = l.start, last = l.is_wrapped ? edit_prev(e, l.end) : l.end;
    while (i < last && edit_span(e, l.start, edit_next(e, i)) <= want) i = edit_next(e, i);
    return i;
}

static void draw_piece(const struct edit *e, int y, int x, enum face face, size_t a, size_t b)
{
    struct arena *tmp = arena_new(NULL);
    size_t most = a + (size_t)e->cols * 5;      /* no more can be seen: a character and four marks a cell */
    if (b > most) b = most;
    char *s = arena_get(tmp, (b - a) * UTF8_MAX + 1), *p = s;
    for (size_t i = a; i < b; i++) p += utf8_put(p, e->t[i]);
    draw_text(y, x, e->cols, face, s);
    arena_free(tmp);
}

/* Scrolls by a third of the width, so that most keys repaint nothing else. A text that just fills the field is seen whole. */
static void scroll_line(struct edit *e)
{
    int here = e->at < e->n ? width_at(e, e->at) : 0;
    if (e->top > e->n) e->top = 0;
    while (e->top > 0 && e->top < e->n && edit_next(e, edit_prev(e, e->top)) != e->top) e->top = edit_prev(e, e->top);
    if (e->at < e->top) {
        e->top = e->at;
        while (e->top > 0 && edit_span(e, e->top, e->at) < e->cols / 3) e->top = edit_prev(e, e->top);
    }
    int span = edit_span(e, e->top, e->at);
    if (span + here <= e->cols) return;
    while (span + here > e->cols * 2 / 3 && e->top < e->at) {
        size_t next = edit_next(e, e->top);
        span -= edit_span(e, e->top, next);
        e->top = next;
    }
}

static void draw_lines(struct edit *e, int y, int x, enum face face, bool is_active)
{
    struct edit_line here = edit_line_at(e, e->at), l = edit_line_first(e);
    size_t rows = (size_t)e->rows;
    if (here.number < e->top) e->top = here.number;
    if (here.number >= e->top + rows) e->top = here.number - rows + 1;
    while (l.number < e->top && !l.is_last) l = edit_line_next(e, l);
    e->top = l.number;
    for (size_t row = 0; row < rows; row++) {
        draw_piece(e, y + (int)row, x, face, l.start, l.end);
        if (l.is_last) {
            if (row + 1 < rows) draw_fill(y + (int)row + 1, x, (int)(rows - row - 1), e->cols, face);
            break;
        }
        l = edit_line_next(e, l);
    }
    if (is_active) draw_cursor(y + (int)(here.number - e->top), x + edit_span(e, here.start, e->at));
}

void edit_draw(struct edit *e, int y, int x, enum face face, bool is_active)
{
    if (e->rows > 1) {
        draw_lines(e, y, x, face, is_active);
        return;
    }
    scroll_line(e);
    draw_piece(e, y, x, face, e->top, e->n);
    int at = edit_span(e, e->top, e->at);
    if (at >= e->cols && e->at > e->top) at = edit_span(e, e->top, edit_prev(e, e->at));    /* never outside the field */
    if (is_active) draw_cursor(y, x + at);
}

void edit_draw_framed(struct edit *e, int y, int x, enum face face)
{
    edit_draw(e, y, x, face, true);
    draw_text(y, x - 1, 1, face, edit_hides_before(e) ? "<" : "[");
    draw_text(y + e->rows - 1, x + e->cols, 1, face, edit_hides_after(e) ? ">" : "]");
}

bool edit_hides_before(const struct edit *e) { return e->top > 0; }

bool edit_hides_after(const struct edit *e)
{
    return e->rows > 1 ? edit_line_at(e, e->n).number >= e->top + (size_t)e->rows : edit_span(e, e->top, e->n) > e->cols;
}
