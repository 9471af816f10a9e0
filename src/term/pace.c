/* SPDX-License-Identifier: Apache-2.0 */
#include "term/pace.h"
#include <curses.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { FEW_CELLS = 150, MOST_COLS = 400 };      /* fewer are there within the round trip     */

static struct { bool used, asks; long until; } pace;    /* until: ms; 0 = nothing is on its way */

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

void pace_use(bool used)
{
    memset(&pace, 0, sizeof pace);
    pace.used = used;
}

/* Wide characters are given once: such a row has fewer, and nothing behind them. */
static int changed_in_row(int y, int cols)
{
    cchar_t is[MOST_COLS + 1], wanted[MOST_COLS + 1];
    int n = 0;
    memset(is, 0, sizeof is);
    memset(wanted, 0, sizeof wanted);
    if (mvwin_wchnstr(curscr, y, 0, is, cols) == ERR || mvwin_wchnstr(newscr, y, 0, wanted, cols) == ERR) return cols;
    for (int x = 0; x < cols; x++) n += is[x].attr != wanted[x].attr || is[x].chars[0] != wanted[x].chars[0];
    return n;
}

void pace_before(void)
{
    int y, x, was_y, was_x, n = 0, cols = COLS < MOST_COLS ? COLS : MOST_COLS;
    if (!pace.used) return;
    getyx(newscr, y, x);
    getyx(curscr, was_y, was_x);
    for (int i = 0; i < LINES; i++) n += changed_in_row(i, cols);
    wmove(newscr, y, x);
    wmove(curscr, was_y, was_x);
    pace.asks = n > FEW_CELLS || is_cleared(curscr);
}

void pace_after(void)
{
    if (!pace.asks) return;
    pace.asks = false;
    pace.until = now_ms() + PACE_MS;
    fputs("\033[5n", stdout);
    fflush(stdout);
}

void pace_arrived(void) { pace.until = 0; }
bool pace_is_behind(void) { return pace_timeout() > 0; }

long pace_timeout(void)
{
    long left = pace.until ? pace.until - now_ms() : -1;
    if (pace.until && left <= 0) pace_use(false);       /* it does not answer: never mind */
    return left > 0 ? left : -1;
}
