/* SPDX-License-Identifier: Apache-2.0 */
/* Editing: the text as code points, a cursor, and the steps to take back. Lines and painting are in edit_draw.c. */
#include "widget/edit.h"
#include "base/arena.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "base/utf8.h"
#include "term/key.h"
#include "widget/edit_line.h"
#include <string.h>

#define MARKS_MAX 4             /* curses paints no more on one character */
#define NEWLINE '\n'

void edit_init(struct edit *e, struct arena *a, int rows, int cols, size_t max_chars)
{
    *e = (struct edit){ .arena = a, .max_chars = max_chars ? max_chars : EDIT_MAX, .want = -1 };
    edit_size(e, rows, cols);
}

void edit_size(struct edit *e, int rows, int cols)
{
    e->rows = rows > 1 ? rows : 1;
    e->cols = cols > 2 ? cols : 2;
    e->top = 0;
}

static void make_room(struct edit *e, size_t n)
{
    if (n <= e->cap) return;
    size_t cap = e->cap ? e->cap * 2 : 32;
    while (cap < n) cap *= 2;
    uint32_t *t = arena_array(e->arena, uint32_t, cap);
    if (e->n) memcpy(t, e->t, e->n * sizeof *t);
    e->t = t;
    e->cap = cap;
}

void edit_set(struct edit *e, const char *s)
{
    size_t left = s ? strlen(s) : 0;
    e->n = e->top = 0;
    for (size_t k; left > 0; s += k, left -= k) {
        uint32_t cp;
        k = utf8_get(s, left, &cp);
        make_room(e, e->n + 1);
        e->t[e->n++] = cp;
    }
    e->at = e->n;
    e->want = -1;
    e->steps.n = 0;
    e->is_typing = e->is_dirty = false;
    e->refused = EDIT_TAKEN;
}

char *edit_text(const struct edit *e, struct arena *a)
{
    char *s = arena_get(a, e->n * UTF8_MAX + 1), *p = s;
    for (size_t i = 0; i < e->n; i++) p += utf8_put(p, e->t[i]);
    return s;
}

size_t edit_chars(const struct edit *e) { return e->n; }

bool edit_is(const struct edit *e, const char *text)
{
    const char *s = text ? text : "";
    size_t left = strlen(s), i = 0;
    for (uint32_t cp; left && i < e->n; i++) {
        size_t k = utf8_get(s, left, &cp);
        if (cp != e->t[i]) return false;
        s += k;
        left -= k;
    }
    return !left && i == e->n;
}

/* Of what is pasted, how much was left out. */
static const char *full_text(const struct edit *e, struct arena *a)
{
    const char *most = e->n_over > 1 ? arena_printf(a, _("，最多 %zu 个字；后面 %zu 个没有收"), e->max_chars, e->n_over) : arena_printf(a, _("，最多 %zu 个字"), e->max_chars);
    return arena_printf(a, "%s%s", _("写满了"), most);
}

const char *edit_why(const struct edit *e, struct arena *a)
{
    switch (e->refused) {
    case EDIT_FULL: return full_text(e, a);
    case EDIT_HIDDEN: return _("这个字符看不见，不收");
    case EDIT_NO_BASE: return _("这个符号前面没有字，不收");
    case EDIT_TAKEN: break;
    }
    return "";
}

static bool is_mark(uint32_t cp) { return cp != NEWLINE && cell_width(cp) == 0; }

size_t edit_next(const struct edit *e, size_t i)
{
    if (i < e->n) i++;
    while (i < e->n && is_mark(e->t[i])) i++;
    return i;
}

size_t edit_prev(const struct edit *e, size_t i)
{
    if (i > 0) i--;
    while (i > 0 && is_mark(e->t[i])) i--;
    return i;
}

/* Replaces t[a..b) by n code points, without a step. */
static void splice(struct edit *e, size_t a, size_t b, const uint32_t *in, size_t n)
{
    make_room(e, e->n - (b - a) + n);
    if (b < e->n) memmove(e->t + a + n, e->t + b, (e->n - b) * sizeof *e->t);
    if (n) memcpy(e->t + a, in, n * sizeof *in);
    e->n = e->n - (b - a) + n;
    e->at = a + n;
    while (e->at < e->n && is_mark(e->t[e->at])) e->at++;      /* a loose mark found a base */
    e->is_dirty = true;
}

static void remember(struct edit *e, size_t at, size_t n_in, size_t n_out)
{
    struct edit_step step = { .at = at, .n_in = n_in, .n_out = n_out };
    step.out = arena_array(e->arena, uint32_t, n_out);
    if (n_out) memcpy(step.out, e->t + at, n_out * sizeof *step.out);
    vec_push(e->arena, &e->steps, step);
}

static void cut(struct edit *e, size_t a, size_t b)
{
    if (a == b) return;
    remember(e, a, 0, b - a);
    e->is_typing = false;
    splice(e, a, b, NULL, 0);
}

bool edit_undo(struct edit *e)
{
    if (e->steps.n == 0) return false;
    struct edit_step s = e->steps.at[--e->steps.n];
    splice(e, s.at, s.at + s.n_in, s.out, s.n_out);
    e->is_typing = false;
    return true;
}

void edit_renew(struct edit *e)
{
    cut(e, 0, e->n);
    e->is_typing = true;
}

static size_t marks_before(const struct edit *e)
{
    size_t n = 0;
    while (n < e->at && is_mark(e->t[e->at - 1 - n])) n++;
    return n;
}

/* Marks behind the cursor belong to the character before it, so at most at the very start of a text is one loose. */
static enum edit_refusal judge(const struct edit *e, uint32_t cp)
{
    if (cp == NEWLINE ? e->rows == 1 : cell_is_hidden(cp)) return EDIT_HIDDEN;
    if (cp == 0xfffd) return EDIT_HIDDEN;
    if (e->n >= e->max_chars) return EDIT_FULL;
    if (!is_mark(cp)) return EDIT_TAKEN;
    size_t marks = marks_before(e);
    return e->at == marks || e->t[e->at - 1] == NEWLINE || marks >= MARKS_MAX ? EDIT_NO_BASE : EDIT_TAKEN;
}

bool edit_insert(struct edit *e, uint32_t cp)
{
    e->refused = judge(e, cp);
    e->n_over = e->refused == EDIT_FULL ? e->n_over + 1 : 0;
    if (e->refused != EDIT_TAKEN) return false;
    struct edit_step *last = e->steps.n ? &e->steps.at[e->steps.n - 1] : NULL;
    if (e->is_typing && last && last->at + last->n_in == e->at) last->n_in++;
    else remember(e, e->at, 1, 0);
    e->is_typing = true;
    splice(e, e->at, e->at, &cp, 1);
    return true;
}

static bool move_to(struct edit *e, size_t at)
{
    bool moved = e->at != at;
    e->at = at;
    e->is_typing = false;
    return moved;
}

static bool vertical(struct edit *e, int dir)
{
    int want = e->want;
    if (e->rows == 1) return false;
    if (want < 0) want = edit_span(e, edit_line_at(e, e->at).start, e->at);
    bool moved = move_to(e, edit_line_move(e, dir, want));
    e->want = want;
    return moved;
}

void edit_page(struct edit *e, int way)
{
    size_t rows = (size_t)e->rows, lines = edit_line_at(e, e->n).number + 1, most = lines > rows ? lines - rows : 0, top = e->top;
    for (size_t i = 1; i < rows; i++) vertical(e, way);
    if (way > 0) e->top = top + rows - 1 < most ? top + rows - 1 : most;
    else e->top = top > rows - 1 ? top - (rows - 1) : 0;
}

static void line_ends(struct edit *e, uint32_t key)
{
    struct edit_line line = edit_line_at(e, e->at);
    if (key == K_HOME) move_to(e, line.start);
    else if (key == K_END) move_to(e, line.is_wrapped ? edit_prev(e, line.end) : line.end);
    else cut(e, e->at, line.end);
}

bool edit_key(struct edit *e, uint32_t key)
{
    int want = e->want;
    e->refused = EDIT_TAKEN;
    e->want = -1;
    if (!key_is_text(key) && key != K_LINE) e->n_over = 0;
    switch (key) {
    case K_LEFT: return move_to(e, edit_prev(e, e->at));
    case K_RIGHT: return move_to(e, edit_next(e, e->at));
    case K_UP: case K_DOWN: e->want = want; return vertical(e, key == K_UP ? -1 : 1);
    case K_HOME: case K_END: case K_CTRL('K'): line_ends(e, key); return true;
    case K_DELETE: cut(e, e->at, edit_next(e, e->at)); return true;
    case K_BACKSPACE: cut(e, edit_prev(e, e->at), e->at); return true;
    case K_CTRL('U'): cut(e, 0, e->n); return true;
    case K_CTRL('Z'): edit_undo(e); return true;
    case K_ENTER: if (!e->takes_enter) return false; edit_insert(e, NEWLINE); return true;
    case K_LINE: edit_insert(e, e->rows > 1 ? NEWLINE : ' '); return true;
    case K_BROKEN: e->refused = EDIT_HIDDEN; return true;
    default: break;
    }
    if (!key_is_text(key)) return false;
    edit_insert(e, key);
    return true;
}
