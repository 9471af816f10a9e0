/* SPDX-License-Identifier: Apache-2.0 */
/* A year of the own office: a sign a day, weeks from left to right, and a bar a month. What was noted counts; a day something was missed on,
 * or is overdue from, has '!'. Left and right move by week, up and down by day, PgUp and PgDn by year; Enter opens what is due that day. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/date.h"
#include "base/str.h"
#include "base/text.h"
#include "conf/options.h"
#include "page/due.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/chart.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK = 7, MONTHS = 12, MOST_DAYS = 366, LABEL = 6 };

struct tally { long noted, late; };

struct year {
    enum chart chart;
    int shown;
    long at, wanted;            /* the day chosen, of the year shown; the one on its way   */
    struct tally days[MOST_DAYS], months[MONTHS];
    long most_day, most_month;  /* noted; a month with what is late                        */
    char where[120];
};

static long first_of(int year) { return date_number(year, 1, 1); }
static long last_of(int year) { return date_number(year, 12, 31); }
static int year_of(long day) { return date_of(day).year; }

static void count(struct year *y, long day, struct tally t)
{
    struct tally *m = &y->months[date_of(day).month - 1];
    y->days[day - first_of(y->shown)] = t;
    m->noted += t.noted;
    m->late += t.late;
    if (t.noted > y->most_day) y->most_day = t.noted;
    if (m->noted + m->late > y->most_month) y->most_month = m->noted + m->late;
}

static void year_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct year *y = page_own(p);
    if (!a->ok) {
        desk_fail(p->desk, &a->err);
        return;
    }
    y->at = y->wanted;
    y->shown = year_of(y->at);
    memset(y->days, 0, sizeof y->days);
    memset(y->months, 0, sizeof y->months);
    y->most_day = y->most_month = 0;
    for (int i = 0; i < a->rows->n; i++) {
        long day;
        struct tally t = { strtol(rows_get(a->rows, i, "noted"), NULL, 10), strtol(rows_get(a->rows, i, "late"), NULL, 10) };
        if (date_read(rows_get(a->rows, i, "day"), &day)) count(y, day, t);
    }
    snprintf(y->where, sizeof y->where, _("0 今日 > 日历 > %d年"), y->shown);
    p->where = y->where;
}

static void read_year(struct page *p, long day)
{
    struct year *y = page_own(p);
    if (p->waiting) return;
    y->wanted = day;
    const char *params[] = { arena_printf(p->desk->event, "%d", year_of(day)) };
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.year($1)", 1, params, year_came, p);
}

static void read_anew(struct page *p)
{
    read_year(p, ((struct year *)page_own(p))->at);
}

static void year_open(struct page *p, const void *args)
{
    struct year *y = page_own(p);
    y->at = *(const long *)args;
    y->shown = year_of(y->at);
    y->chart = chart_for(p->desk->options->charts);
    p->where = _("0 今日 > 日历");
    p->mode = _("查看");
    p->hint = arena_printf(p->arena, _("%s 少  %s 多  ! 有误期的   方向键选日子，PgUp PgDn 换年"), chart_heat(y->chart, 1, 4), chart_heat(y->chart, 4, 4));
    read_anew(p);
}

static void go(struct page *p, long day)
{
    struct year *y = page_own(p);
    struct date d = date_of(day);
    if (!date_exists(d.year, d.month, d.day)) return;
    if (d.year == y->shown) y->at = day;
    else read_year(p, day);
}

/* The same day in another year; of 29 February the day before. */
static long years_on(long day, int n)
{
    struct date d = date_of(day);
    return date_exists(d.year + n, d.month, d.day) ? date_number(d.year + n, d.month, d.day) : date_exists(d.year + n, 2, 28) ? date_number(d.year + n, 2, 28) : day;
}

static bool year_key(struct page *p, uint32_t k)
{
    struct year *y = page_own(p);
    switch (k) {
    case K_LEFT: go(p, y->at - WEEK); return true;
    case K_RIGHT: go(p, y->at + WEEK); return true;
    case K_UP: go(p, y->at - 1); return true;
    case K_DOWN: go(p, y->at + 1); return true;
    case K_PGUP: go(p, years_on(y->at, -1)); return true;
    case K_PGDN: go(p, years_on(y->at, 1)); return true;
    case K_HOME: go(p, due_today(p->desk)); return true;
    case K_END: go(p, last_of(y->shown)); return true;
    default: return false;
    }
}

static bool year_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_ENTER: lines_open_day(p->desk, ((struct year *)page_own(p))->at, p->where); return true;
    case ACTION_HELP:
        help_open(p->desk, _("全年：一格一天，竖着是周一到周日，越密的日子办的事越多；! 是有漏办或逾期的日子。下面每月一条，# 是办了的，! 是误了的。Enter 看这一天到期的。"), "");
        return true;
    default: return false;
    }
}

static const char *year_label(struct page *p, enum action a)
{
    (void)p;
    return a == ACTION_HELP || a == ACTION_ENTER || a == ACTION_PGDN ? action_label(a) : NULL;
}

/* Which column of the map a day stands in: a week each, the first perhaps with fewer than seven days. */
static int week_of(const struct year *y, long day)
{
    return (int)(day - first_of(y->shown) + date_weekday(first_of(y->shown))) / WEEK;
}

static void draw_day(const struct year *y, long day, int top)
{
    const struct tally *t = &y->days[day - first_of(y->shown)];
    bool is_chosen = day == y->at;
    int row = top + date_weekday(day), column = LABEL + week_of(y, day);
    enum face face = is_chosen ? FACE_CHOICE : t->late ? FACE_LATE : FACE_TEXT;
    draw_text(row, column, 1, face, t->late ? chart_sign(y->chart, SIGN_LATE) : chart_heat(y->chart, t->noted, y->most_day));
    if (is_chosen) draw_cursor(row, column);
}

static void draw_map(const struct page *p, const struct year *y, int top)
{
    struct arena *a = p->desk->event;
    for (int m = 1; m <= MONTHS; m++)
        draw_text(top, LABEL + week_of(y, date_number(y->shown, m, 1)), 4, FACE_LABEL, arena_printf(a, "%d", m));
    for (int i = 0; i < WEEK; i++) draw_text(top + 1 + i, 1, LABEL - 1, FACE_LABEL, date_weekday_text(i + 4));
    for (long d = first_of(y->shown); d <= last_of(y->shown); d++) draw_day(y, d, top + 1);
}

/* "11月 ######!!   43  误 2", two beside each other. */
static void draw_month(const struct page *p, const struct year *y, int m, int row, int x, int cells)
{
    struct arena *a = p->desk->event;
    const struct tally *t = &y->months[m];
    const struct chart_part parts[] = { { t->noted, SIGN_DONE }, { t->late, SIGN_LATE } };
    const char *name = arena_printf(a, _("%2d月"), m + 1), *late = t->late ? arena_printf(a, _(" 误%ld"), t->late) : "";
    int bar = cells - 5 - 6 - 7;
    draw_text(row, x, 5, FACE_LABEL, name);
    draw_text(row, x + 5, bar, FACE_TEXT, chart_stack(a, y->chart, parts, 2, y->most_month, bar));
    draw_right(row, x + 5 + bar, 6, FACE_TEXT, t->noted || t->late ? arena_printf(a, "%ld", t->noted) : "-");
    draw_text(row, x + 5 + bar + 6, 7, FACE_LATE, cell_fit(a, late, 7));
}

/* "2026-11-27 周五  办了 3 件，误了 1 件"; of a day to come what is due is asked of the day itself */
static const char *told(const struct page *p, const struct year *y)
{
    const struct tally *t = &y->days[y->at - first_of(y->shown)];
    char iso[DATE_CHARS];
    const char *day = arena_printf(p->desk->event, "%s %s  ", date_text(y->at, iso), date_weekday_text(y->at));
    if (y->at > due_today(p->desk)) return arena_printf(p->desk->event, " %s%s", day, _("还没到；Enter 看到期的"));
    const char *noted = arena_printf(p->desk->event, _("办了 %ld 件"), t->noted);
    return arena_printf(p->desk->event, " %s%s%s", day, noted, t->late ? arena_printf(p->desk->event, _("，误了 %ld 件"), t->late) : "");
}

/* In a low window what is told of the day stands in the place of the months' numbers, and the bars are not there. */
static void year_draw(struct page *p)
{
    const struct year *y = page_own(p);
    int wide = tty_cols(), half = (wide - 2) / 2, row = FRAME_TOP + 1 + WEEK;
    bool is_low = row > frame_bottom();
    draw_map(p, y, FRAME_TOP);
    draw_text(is_low ? FRAME_TOP : row, 0, wide, FACE_VALUE, cell_fit(p->desk->event, told(p, y), wide));
    if (++row <= frame_bottom()) draw_rule(row, 0, wide, FACE_RULE);
    for (int m = 0; m < MONTHS; m++)
        if (row + 1 + m % 6 <= frame_bottom()) draw_month(p, y, m, row + 1 + m % 6, 1 + m / 6 * half, half);
}

const struct page_ops year_ops = {
    .name = "year", .reads = N_("读一年的事"), .own_size = sizeof(struct year), .open = year_open, .key = year_key, .act = year_act, .draw = year_draw, .resume = read_anew, .label = year_label,
};
