/* SPDX-License-Identifier: Apache-2.0 */
/* A month: what is due each day, days of rest and made-up days of work, festivals. Arrows move by day and week, PgUp and PgDn by month; Enter
 * opens what is due that day, F5 the year. Two lines a week where there is room, else one, with a sign for the word: '*' festival, '-' rest, '+' made-up work. */
#include "page/pages.h"
#include "base/date.h"
#include "base/str.h"
#include "base/text.h"
#include "page/due.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/draw.h"
#include "term/tty.h"
#include "base/cell.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DAYS = 31, WEEKS = 6, WEEK = 7, SATURDAY = 5 };

struct day {
    const char *feast;          /* "" none */
    long own, area;             /* due here; in the whole area, -1: nothing lies below */
    bool work, provisional;
};

struct calendar {
    struct arena *data;
    long first, at;             /* of the month shown; the day chosen */
    int n_days;
    struct day days[MOST_DAYS];
    long wanted;                /* the day on its way */
    char where[120];
};

static long month_of(long day)
{
    struct date d = date_of(day);
    return date_number(d.year, d.month, 1);
}

/* The same day of the month so many months on, or its last. */
static long month_on(long day, int months)
{
    struct date d = date_of(day);
    int n = d.year * 12 + d.month - 1 + months, most = d.day;
    while (!date_exists(n / 12, n % 12 + 1, most) && most > 28) most--;
    return date_exists(n / 12, n % 12 + 1, most) ? date_number(n / 12, n % 12 + 1, most) : day;
}

static long month_end(long day)
{
    return month_on(month_of(day), 1) - 1;
}

static void take_day(struct calendar *c, const struct rows *r, int i, bool en)
{
    const char *area = rows_get(r, i, "area");
    c->days[i] = (struct day){
        .feast = arena_str(c->data, rows_get(r, i, en ? "en" : "zh")), .own = strtol(rows_get(r, i, "own"), NULL, 10), .area = *area ? strtol(area, NULL, 10) : -1,
        .work = !strcmp(rows_get(r, i, "work"), "t"), .provisional = !strcmp(rows_get(r, i, "provisional"), "t"),
    };
}

static void days_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct calendar *c = page_own(p);
    if (!a->ok) {
        desk_fail(p->desk, &a->err);
        return;
    }
    arena_clear(c->data);
    c->at = c->wanted;
    c->first = month_of(c->at);
    c->n_days = a->rows->n < MOST_DAYS ? a->rows->n : MOST_DAYS;
    for (int i = 0; i < c->n_days; i++) take_day(c, a->rows, i, p->desk->seat.en);
    struct date d = date_of(c->first);
    snprintf(c->where, sizeof c->where, _("0 今日 > 日历 > %d年%d月"), d.year, d.month);
    p->where = c->where;
}

static void read_month(struct page *p, long day)
{
    struct calendar *c = page_own(p);
    if (p->waiting) return;
    char since[DATE_CHARS], until[DATE_CHARS];
    c->wanted = day;
    const char *params[] = { date_text(month_of(day), since), date_text(month_end(day), until) };
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.calendar($1, $2)", 2, params, days_came, p);
}

static void read_anew(struct page *p)
{
    read_month(p, ((struct calendar *)page_own(p))->at);
}

static void calendar_open(struct page *p, const void *args)
{
    (void)args;
    struct calendar *c = page_own(p);
    c->data = arena_new(p->arena);
    c->at = due_today(p->desk);
    c->first = month_of(c->at);
    p->where = _("0 今日 > 日历");
    p->mode = _("查看");
    p->hint = _("方向键选日子，PgUp PgDn 换月，Home 今天，Enter 看这一天到期的");
    read_anew(p);
}

static void go(struct page *p, long day)
{
    struct calendar *c = page_own(p);
    struct date d = date_of(day);
    if (!date_exists(d.year, d.month, d.day)) return;
    if (month_of(day) == c->first && c->n_days) c->at = day;
    else read_month(p, day);
}

static bool calendar_key(struct page *p, uint32_t k)
{
    struct calendar *c = page_own(p);
    switch (k) {
    case K_LEFT: go(p, c->at - 1); return true;
    case K_RIGHT: go(p, c->at + 1); return true;
    case K_UP: go(p, c->at - WEEK); return true;
    case K_DOWN: go(p, c->at + WEEK); return true;
    case K_PGUP: go(p, month_on(c->at, -1)); return true;
    case K_PGDN: go(p, month_on(c->at, 1)); return true;
    case K_HOME: go(p, due_today(p->desk)); return true;
    case K_END: go(p, month_end(c->at)); return true;
    default: return false;
    }
}

static bool calendar_act(struct page *p, enum action a)
{
    const struct calendar *c = page_own(p);
    switch (a) {
    case ACTION_ENTER: lines_open_day(p->desk, c->at, _("0 今日 > 日历")); return true;
    case ACTION_CHOOSE: desk_open(p->desk, &year_ops, &c->at); return true;
    case ACTION_HELP:
        help_open(p->desk, _("日历：每天到期几件，“!!”是逾期的。地方小的时候，日子后面 * 是节日，- 休息，+ 调休上班。节假日按国务院通知，还没有通知的年份是暂定。"), "");
        return true;
    default: return false;
    }
}

static const char *calendar_label(struct page *p, enum action a)
{
    (void)p;
    if (a == ACTION_CHOOSE) return _("全年");
    return a == ACTION_HELP || a == ACTION_ENTER || a == ACTION_PGDN ? action_label(a) : NULL;
}

/* Rest on a day of the week's five, work on a Saturday or Sunday: what an ordinary week has not. */
static bool is_odd(long day, const struct day *d)
{
    return d->work == (date_weekday(day) >= SATURDAY);
}

static char sign_of(long day, const struct day *d)
{
    return *d->feast ? '*' : !d->work ? '-' : is_odd(day, d) ? '+' : ' ';
}

static const char *word_of(long day, const struct day *d)
{
    return *d->feast ? d->feast : !d->work ? _("休") : is_odd(day, d) ? _("班") : "";
}

static void draw_day(const struct page *p, const struct calendar *c, int i, int y, int cells, int lines)
{
    struct arena *a = p->desk->event;
    const struct day *d = &c->days[i];
    long day = c->first + i, today = due_today(p->desk);
    bool is_chosen = day == c->at;
    const char *how = day < today ? "!!" : day == today ? "!" : "";
    const char *due = d->own ? arena_printf(a, "%s%ld", how, d->own) : "";
    enum face face = is_chosen ? FACE_CURRENT : !d->own || day > today ? FACE_TEXT : day < today ? FACE_LATE : FACE_SOON;
    int x = date_weekday(day) * cells;
    const char *first = arena_printf(a, "%s%2d%c%s%s", is_chosen ? ">" : " ", i + 1, lines > 1 ? ' ' : sign_of(day, d), lines > 1 ? " " : "", due);
    draw_text(y, x, cells, face, cell_fit(a, first, cells));
    if (lines > 1) draw_text(y + 1, x, cells, FACE_HINT, cell_fit(a, arena_printf(a, "   %s", word_of(day, d)), cells - 1));
    if (is_chosen) draw_cursor(y, x);
}

/* "11-27 周五  上班  本机构到期 3 件  所辖合计 45 件  国庆节" */
static const char *told(const struct page *p, const struct calendar *c)
{
    struct arena *a = p->desk->event;
    const struct day *d = &c->days[c->at - c->first];
    char iso[DATE_CHARS];
    struct str s;
    str_init(&s, a, 600);
    str_addf(&s, "%s %s  %s%s  ", date_text(c->at, iso), date_weekday_text(c->at), !d->work ? _("休息") : is_odd(c->at, d) ? _("调休上班") : _("上班"), d->provisional ? _("（暂定）") : "");
    str_addf(&s, _("本机构到期 %ld 件"), d->own);
    if (d->area >= 0) str_addf(&s, _("  所辖合计 %ld 件"), d->area);
    if (*d->feast) str_addf(&s, "  %s", d->feast);
    return s.s;
}

static void calendar_draw(struct page *p)
{
    struct calendar *c = page_own(p);
    struct arena *a = p->desk->event;
    int wide = tty_cols(), cells = (wide - 1) / WEEK, rows = frame_bottom() - FRAME_TOP + 1;
    int lines = rows >= 1 + 2 * WEEKS + 2 ? 2 : 1, offset = date_weekday(c->first);
    draw_cursor(FRAME_TOP, 0);
    for (int i = 0; i < WEEK; i++) draw_text(FRAME_TOP, i * cells, cells, FACE_LABEL, cell_fit(a, arena_printf(a, " %s", date_weekday_text(i + 4)), cells));
    for (int i = 0; i < c->n_days; i++) draw_day(p, c, i, FRAME_TOP + 1 + (offset + i) / WEEK * lines, cells, lines);
    int y = FRAME_TOP + 1 + WEEKS * lines;
    if (lines > 1) draw_rule(y++, 0, wide, FACE_RULE);
    if (c->n_days) draw_text(y, 1, wide - 2, FACE_VALUE, cell_fit(a, told(p, c), wide - 2));
}

static const char *calendar_address(struct page *p)
{
    (void)p;
    return "";
}

static void calendar_again(struct desk *d, char *args)
{
    (void)args;
    desk_open(d, &calendar_ops, NULL);
}

const struct page_ops calendar_ops = {
    .name = "calendar", .reads = N_("读日历"), .own_size = sizeof(struct calendar), .open = calendar_open, .key = calendar_key, .act = calendar_act, .draw = calendar_draw, .resume = read_anew, .label = calendar_label,
    .address = calendar_address, .again = calendar_again,
};
