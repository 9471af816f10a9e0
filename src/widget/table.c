/* SPDX-License-Identifier: Apache-2.0 */
#include "widget/table.h"
#include "base/arena.h"
#include "base/cell.h"
#include "term/draw.h"
#include "term/key.h"

#define MARKER 2                /* cells before the first column */
#define GAP 2                   /* cells between columns         */

void table_init(struct table *t, const struct table_column *columns, size_t n, struct table_source source)
{
    *t = (struct table){ .columns = columns, .n_columns = n, .source = source, .height = 1 };
}

void table_rows(struct table *t, size_t n)
{
    t->n_rows = n;
    if (t->row >= n) t->row = n ? n - 1 : 0;
    if (t->top > t->row) t->top = t->row;
}

static void go(struct table *t, size_t steps, int dir)
{
    size_t last = t->n_rows ? t->n_rows - 1 : 0, room = dir < 0 ? t->row : last - t->row;
    if (steps > room) t->beyond = steps == 1 ? dir : 2 * dir;
    if (steps > room) steps = room;
    t->row = dir < 0 ? t->row - steps : t->row + steps;
}

bool table_step(struct table *t, uint32_t key)
{
    size_t page = t->height > 1 ? (size_t)t->height : 1;
    t->beyond = 0;
    switch (key) {
    case K_UP: go(t, 1, -1); return true;
    case K_DOWN: go(t, 1, 1); return true;
    case K_PGUP: go(t, page, -1); t->top = t->top > page ? t->top - page : 0; return true;
    case K_PGDN: go(t, page, 1); t->top += page; return true;
    default: return false;
    }
}

bool table_key(struct table *t, uint32_t key)
{
    if (key != K_HOME && key != K_END) return table_step(t, key);
    t->beyond = 0;
    t->row = key == K_END && t->n_rows ? t->n_rows - 1 : 0;
    return true;
}

int table_widest(const struct table *t, size_t column, int least, int most)
{
    int widest = least;
    for (size_t i = 0; i < t->n_rows; i++) {
        const char *text = t->source.cell(t->source.ctx, i, column);
        int cells = text ? cell_text(text) : 0;
        if (cells > widest) widest = cells;
    }
    return widest > most ? most : widest;
}

static void draw_cell(struct arena *a, int y, int x, const struct table_column *c, int cells, enum face face, const char *text)
{
    char *fitted = c->is_right ? cell_fit_right(a, text, cells) : cell_fit(a, text, cells);
    draw_text(y, x, cells, face, fitted);
}

/* One line of columns; row SIZE_MAX is the titles. */
static void draw_line(const struct table *t, struct arena *a, int y, int x, int cells, size_t row, enum face face)
{
    int at = MARKER;
    for (size_t i = 0; i < t->n_columns && at < cells; i++) {
        const struct table_column *c = &t->columns[i];
        if (!c->cells) continue;
        const char *text = row == SIZE_MAX ? c->title : t->source.cell(t->source.ctx, row, i);
        int room = c->cells < cells - at ? c->cells : cells - at;
        bool has_own = face == FACE_TEXT && t->source.face;
        draw_cell(a, y, x + at, c, room, has_own ? t->source.face(t->source.ctx, row, i) : face, text ? text : "");
        at += c->cells + GAP;
    }
}

void table_titles(const struct table *t, int y, int x, int cells)
{
    struct arena *a = arena_new(NULL);
    draw_text(y, x, cells, FACE_LABEL, "");
    draw_line(t, a, y, x, cells, SIZE_MAX, FACE_LABEL);
    arena_free(a);
}

static void keep_in_view(struct table *t, int rows)
{
    size_t height = rows > 1 ? (size_t)rows : 1;
    t->height = (int)height;
    if (t->row < t->top) t->top = t->row;
    if (t->row >= t->top + height) t->top = t->row - height + 1;
    if (t->n_rows > height && t->top > t->n_rows - height) t->top = t->n_rows - height;
    if (t->n_rows <= height) t->top = 0;
}

void table_draw(struct table *t, int y, int x, int rows, int cells, bool is_active)
{
    struct arena *a = arena_new(NULL);
    keep_in_view(t, rows);
    for (int i = 0; i < rows; i++) {
        size_t row = t->top + (size_t)i;
        bool is_row = row < t->n_rows, is_current = is_row && is_active && row == t->row;
        enum face face = is_current ? FACE_CURRENT : FACE_TEXT;
        draw_text(y + i, x, cells, face, is_current ? ">" : "");
        if (is_row) draw_line(t, a, y + i, x, cells, row, face);
        if (is_current) draw_cursor(y + i, x);
    }
    arena_free(a);
}
