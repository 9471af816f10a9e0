/* SPDX-License-Identifier: Apache-2.0 */
#include "widget/chart.h"
#include "base/arena.h"
#include "base/cell.h"
#include "base/str.h"
#include <string.h>

enum { MOST_PARTS = 8, FULL_BLOCK = 0x2588 };

static const char *const signs[N_SIGNS][2] = {
    [SIGN_LATE] = { "!", "!" }, [SIGN_DONE] = { "#", "█" }, [SIGN_SOON] = { "=", "▓" }, [SIGN_LATER] = { "-", "░" },
};
/* From nothing upwards. */
static const char *const heights[2][9] = {
    { "_", ".", ":", "-", "=", "+", "*", "#", "@" },
    { "_", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" },
};
static const char *const heats[2][5] = { { ".", "-", "+", "*", "#" }, { ".", "░", "▒", "▓", "█" } };

enum chart chart_for(const char *setting)
{
    return !strcmp(setting, "blocks") && cell_width(FULL_BLOCK) == 1 ? CHART_BLOCKS : CHART_ASCII;
}

const char *chart_sign(enum chart c, enum chart_sign s)
{
    return signs[s][c];
}

/* n of most in steps from 0 to `steps`, rounded; 1 at least where n is more than nothing. */
static long share(long n, long most, long steps)
{
    if (n <= 0 || most <= 0 || steps <= 0) return 0;
    if (n >= most) return steps;
    long k = (long)((double)n / (double)most * (double)steps + .5);
    return k ? k : 1;
}

const char *chart_bar(struct arena *a, enum chart c, long n, long most, int cells)
{
    struct chart_part p = { n, SIGN_DONE };
    return chart_stack(a, c, &p, 1, most, cells);
}

/* Takes one from the longest until no more than `room` are taken. */
static void fit(long *lengths, size_t n, long room)
{
    for (;;) {
        long sum = 0;
        size_t longest = 0;
        for (size_t i = 0; i < n; i++) {
            sum += lengths[i];
            if (lengths[i] > lengths[longest]) longest = i;
        }
        if (sum <= room || !lengths[longest]) return;
        lengths[longest]--;
    }
}

const char *chart_stack(struct arena *a, enum chart c, const struct chart_part *parts, size_t n, long most, int cells)
{
    long sum = 0, lengths[MOST_PARTS] = { 0 };
    struct str s;
    str_init(&s, a, 4 * (size_t)(cells > 0 ? cells : 0) + 1);
    if (n > MOST_PARTS) n = MOST_PARTS;
    for (size_t i = 0; i < n; i++) sum += parts[i].n > 0 ? parts[i].n : 0;
    for (size_t i = 0; i < n; i++) lengths[i] = share(parts[i].n, most > sum ? most : sum, cells);
    fit(lengths, n, cells);
    for (size_t i = 0; i < n; i++)
        for (long k = 0; k < lengths[i]; k++) str_add(&s, signs[parts[i].sign][c]);
    return s.s;
}

const char *chart_spark(struct arena *a, enum chart c, const long *n, size_t n_figures)
{
    long most = 0;
    struct str s;
    str_init(&s, a, 4 * n_figures + 1);
    for (size_t i = 0; i < n_figures; i++) most = n[i] > most ? n[i] : most;
    for (size_t i = 0; i < n_figures; i++) str_add(&s, heights[c][share(n[i], most, 8)]);
    return s.s;
}

const char *chart_heat(enum chart c, long n, long most)
{
    return heats[c][share(n, most, 4)];
}
