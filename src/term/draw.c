/* SPDX-License-Identifier: Apache-2.0 */
#include "term/draw.h"
#include "base/cell.h"
#include "base/utf8.h"
#include "term/half.h"
#include "term/pace.h"
#include <curses.h>
#include <string.h>
#include <wctype.h>

static struct { int y, x; bool has_lines; } cursor;

void draw_with_lines(bool has_lines) { cursor.has_lines = has_lines; }

void draw_begin(void)
{
    erase();
    cursor.y = cursor.x = 0;
}

void draw_end(void)
{
    move(cursor.y < LINES ? cursor.y : LINES - 1, cursor.x < COLS ? cursor.x : COLS - 1);
    wnoutrefresh(stdscr);
    pace_before();
    doupdate();
    pace_after();
}

void draw_cursor(int y, int x)
{
    cursor.y = y > 0 ? y : 0;
    cursor.x = x > 0 ? x : 0;
}

/* What the C library would refuse to print gets a substitute of the same width. */
static uint32_t paintable(uint32_t cp)
{
    cp = cell_safe(cp);
    if (cp < 0x7f || iswprint((wint_t)cp)) return cp;
    int w = cell_width(cp);
    return w == 2 ? 0x3013 : w == 1 && cell_width(0xfffd) == 2 ? '?' : 0xfffd;
}

static void put(int y, int x, attr_t attr, const wchar_t *cluster)
{
    cchar_t cc;
    if (setcchar(&cc, cluster, attr & ~A_COLOR, (short)PAIR_NUMBER(attr), NULL) == OK) mvadd_wch(y, x, &cc);
}

/* The characters that would lose one half when cells x..x+cells-1 are written become blanks. */
static void heal(int y, int x, int cells)
{
    if (half_at(y, x) == HALF_RIGHT) put(y, x - 1, A_NORMAL, L" ");
    if (x + cells < COLS && half_at(y, x + cells) == HALF_RIGHT) put(y, x + cells, A_NORMAL, L" ");
}

/* Cuts the piece to the screen; false when nothing is left. Starts left of the screen are not drawn at all. */
static bool is_visible(int y, int x, int *cells)
{
    if (y < 0 || y >= LINES || x < 0 || x >= COLS) return false;
    if (*cells > COLS - x) *cells = COLS - x;
    return *cells > 0;
}

/* One cluster of s from byte `at` to `end` as curses wants it. */
static void put_cluster(int y, int x, attr_t attr, const char *s, size_t at, size_t end)
{
    wchar_t c[CCHARW_MAX + 1];
    int n = 0;
    while (at < end && n < CCHARW_MAX) {
        uint32_t cp;
        at += utf8_get(s + at, end - at, &cp);
        if (n == 0 && cell_width(cp) == 0) cp = 0xfffd;
        c[n++] = (wchar_t)paintable(cp);
    }
    c[n] = 0;
    put(y, x, attr, c);
}

int draw_text(int y, int x, int cells, enum face face, const char *s)
{
    int used, at_cell = 0;
    if (!is_visible(y, x, &cells)) return 0;
    heal(y, x, cells);
    size_t n = cell_clip(s, cells, &used);
    attr_t attr = (attr_t)face_attr(face);
    for (size_t at = 0; at < n; ) {
        size_t end = utf8_next(s, n, at);
        uint32_t cp;
        utf8_get(s + at, n - at, &cp);
        put_cluster(y, x + at_cell, attr, s, at, end);
        at_cell += cell_lone(cp);
        at = end;
    }
    for (int i = used; i < cells; i++) put(y, x + i, attr, L" ");
    return used;
}

int draw_right(int y, int x, int cells, enum face face, const char *s)
{
    int used;
    cell_clip(s, cells, &used);
    if (used < cells) draw_text(y, x, cells - used, face, "");
    return draw_text(y, x + cells - used, used, face, s);
}

void draw_rule(int y, int x, int cells, enum face face)
{
    if (!is_visible(y, x, &cells)) return;
    heal(y, x, cells);
    for (int i = 0; i < cells; i++) put(y, x + i, (attr_t)face_attr(face), cursor.has_lines ? L"─" : L"-");
}

void draw_fill(int y, int x, int rows, int cells, enum face face)
{
    for (int i = 0; i < rows; i++) draw_text(y + i, x, cells, face, "");
}

void draw_frame(int y, int x, int rows, int cells, enum face face, const char *title)
{
    static const struct { const char *side, *corner[2][2]; } looks[] = { { "|", { { "+", "+" }, { "+", "+" } } }, { "│", { { "┌", "┐" }, { "└", "┘" } } } };
    const char *side = looks[cursor.has_lines].side;
    for (int i = 1; i < rows - 1; i++) {
        draw_text(y + i, x, cells, face, side);
        draw_text(y + i, x + cells - 1, 1, face, side);
    }
    for (int edge = 0; edge < 2; edge++) {
        int row = edge ? y + rows - 1 : y;
        draw_rule(row, x, cells, face);
        draw_text(row, x, 1, face, looks[cursor.has_lines].corner[edge][0]);
        draw_text(row, x + cells - 1, 1, face, looks[cursor.has_lines].corner[edge][1]);
    }
    if (!title || cells < 8) return;
    int room = cells - 6, used;
    cell_clip(title, room, &used);
    draw_text(y, x + 2, used + 2, face, " ");
    draw_text(y, x + 3, used, face, title);
}
