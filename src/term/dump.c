/* SPDX-License-Identifier: Apache-2.0 */
#include "term/dump.h"
#include "base/str.h"
#include "term/half.h"
#include <curses.h>

enum half half_at(int y, int x)
{
    cchar_t cc;
    int was_y, was_x;
    if (x < 0 || x >= COLS || y < 0 || y >= LINES) return HALF_NONE;
    getyx(stdscr, was_y, was_x);
    mvin_wch(y, x, &cc);
    move(was_y, was_x);
    attr_t mark = cc.attr & A_CHARTEXT;
    return mark == 1 ? HALF_LEFT : mark == 2 ? HALF_RIGHT : HALF_NONE;
}

static void add_cell(struct str *out, int y, int x)
{
    cchar_t cc;
    wchar_t text[CCHARW_MAX + 1] = { 0 };
    attr_t attr;
    short pair;
    mvin_wch(y, x, &cc);
    if (getcchar(&cc, text, &attr, &pair, NULL) != OK) return;
    for (int i = 0; text[i]; i++) str_addc(out, (uint32_t)text[i]);
}

char *dump_row(struct arena *a, int y)
{
    struct str out;
    str_init(&out, a, (size_t)COLS * CCHARW_MAX * 4);
    for (int x = 0; x < COLS; x++) {
        enum half half = half_at(y, x);
        if (half == HALF_RIGHT) str_addc(&out, '?');
        else if (half == HALF_LEFT && half_at(y, x + 1) != HALF_RIGHT) str_addc(&out, '!');
        else add_cell(&out, y, x);
        if (half == HALF_LEFT && half_at(y, x + 1) == HALF_RIGHT) x++;
    }
    while (out.n > 0 && out.s[out.n - 1] == ' ') out.s[--out.n] = 0;
    return out.s;
}

char *dump_screen(struct arena *a)
{
    struct str out;
    str_init(&out, a, (size_t)LINES * ((size_t)COLS * CCHARW_MAX * 4 + 1));
    for (int y = 0; y < LINES; y++) {
        str_add(&out, dump_row(a, y));
        str_addc(&out, '\n');
    }
    return out.s;
}

bool dump_is_whole(void)
{
    for (int y = 0; y < LINES; y++)
        for (int x = 0; x < COLS; x++) {
            enum half half = half_at(y, x);
            if (half == HALF_RIGHT || (half == HALF_LEFT && half_at(y, x + 1) != HALF_RIGHT)) return false;
            x += half == HALF_LEFT;
        }
    return true;
}
