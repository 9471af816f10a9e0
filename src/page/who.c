/* SPDX-License-Identifier: Apache-2.0 */
/* Who is due this week, by whom: the staff of an office, each with what is overdue, due this week and later; then the offices next below.
 * Enter opens one's lines, or the office. */
#include "page/pages.h"
#include "base/text.h"
#include "base/vec.h"
#include "conf/options.h"
#include "page/due.h"
#include "page/frame.h"
#include "page/paper.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/chart.h"
#include <stdlib.h>
#include <string.h>

enum { NAME, POST, OVERDUE, WEEK, LATER, BAR, N_CELLS, FIGURES = LATER - OVERDUE + 1, LEAST_BAR = 8 };
enum { MONTH_AHEAD = 31, LONG_AGO = -25567 };          /* 1900-01-01 */

struct row {
    const char *cells[N_CELLS];
    long figures[FIGURES];
    int64_t id;
    bool is_office;
};

struct who {
    struct arena *data;
    int64_t office;
    struct { struct row *at; size_t n, cap; } rows;
    struct table table;
    struct table_column columns[N_CELLS];
    struct desk *desk;
    enum chart chart;
    long most;                  /* of all three figures of a line */
    bool loaded;
};

static long sum_of(const struct row *x)
{
    long sum = 0;
    for (int i = 0; i < FIGURES; i++) sum += x->figures[i];
    return sum;
}

static const char *bar_of(const struct who *w, const struct row *x)
{
    const struct chart_part parts[] = { { x->figures[0], SIGN_LATE }, { x->figures[1], SIGN_SOON }, { x->figures[2], SIGN_LATER } };
    return chart_stack(w->desk->event, w->chart, parts, FIGURES, w->most, w->columns[BAR].cells);
}

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct who *w = ctx;
    const struct row *x = &w->rows.at[row];
    return column == BAR ? bar_of(w, x) : x->cells[column];
}

static enum face face_of(void *ctx, size_t row, size_t column)
{
    return column == OVERDUE && ((struct who *)ctx)->rows.at[row].figures[0] ? FACE_LATE : FACE_TEXT;
}

static void add_figure(struct who *w, struct row *x, int k, const char *before, const char *n)
{
    x->figures[k] = strtol(n, NULL, 10);
    x->cells[OVERDUE + k] = x->figures[k] ? arena_printf(w->data, "%s%s", before, n) : "";
}

static void add_row(struct who *w, const struct rows *r, int i)
{
    struct arena *a = w->data;
    struct row x = { .id = strtoll(rows_get(r, i, "id"), NULL, 10), .is_office = !strcmp(rows_get(r, i, "part"), "office") };
    x.cells[NAME] = x.is_office || x.id ? arena_str(a, rows_get(r, i, "name")) : _("没有指定人");
    x.cells[POST] = x.is_office ? _("下级机构") : arena_str(a, rows_get(r, i, "post"));
    add_figure(w, &x, 0, "!! ", rows_get(r, i, "overdue"));
    add_figure(w, &x, 1, "", rows_get(r, i, "week"));
    add_figure(w, &x, 2, "", rows_get(r, i, "later"));
    if (sum_of(&x) > w->most) w->most = sum_of(&x);
    vec_push(a, &w->rows, x);
}

static void rows_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct who *w = page_own(p);
    if (!a->ok) {
        desk_fail(p->desk, &a->err);
        return;
    }
    for (int i = 0; i < a->rows->n; i++) add_row(w, a->rows, i);
    table_rows(&w->table, w->rows.n);
    w->loaded = true;
}

static void read_anew(struct page *p)
{
    struct who *w = page_own(p);
    if (p->waiting) return;
    arena_clear(w->data);
    memset(&w->rows, 0, sizeof w->rows);
    w->most = 0;
    w->table.n_rows = 0;
    const char *params[] = { arena_printf(p->desk->event, "%lld", (long long)w->office) };
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.who_due($1)", 1, params, rows_came, p);
}

static void who_open(struct page *p, const void *v)
{
    const struct who_args *args = v;
    struct who *w = page_own(p);
    w->office = args ? args->office : p->desk->seat.office;
    w->data = arena_new(p->arena);
    w->desk = p->desk;
    w->chart = chart_for(p->desk->options->charts);
    table_init(&w->table, w->columns, N_CELLS, (struct table_source){ .cell = cell_of, .face = face_of, .ctx = w });
    w->columns[NAME].title = _("谁");
    w->columns[POST].title = _("岗位");
    w->columns[OVERDUE].title = _("逾期");
    w->columns[WEEK].title = _("本周");
    w->columns[LATER].title = _("一个月内");
    w->columns[BAR].title = arena_printf(p->arena, _("%s逾期 %s本周 %s以后"), chart_sign(w->chart, SIGN_LATE), chart_sign(w->chart, SIGN_SOON), chart_sign(w->chart, SIGN_LATER));
    p->where = args ? arena_str(p->arena, args->where) : _("0 今日 > 谁到期");
    p->mode = _("查看");
    p->hint = _("Enter 打开这个人要办的事，或下级机构");
    read_anew(p);
}

static void open_row(struct page *p)
{
    struct who *w = page_own(p);
    if (w->table.row >= w->rows.n) return;
    const struct row *x = &w->rows.at[w->table.row];
    const char *where = arena_printf(p->desk->event, "%s > %s", p->where, x->cells[NAME]);
    if (x->is_office) {
        struct who_args args = { x->id, where };
        desk_open(p->desk, &who_ops, &args);
        return;
    }
    struct lines_args args = { .office = w->office, .staff = x->id, .since = LONG_AGO, .until = due_today(p->desk) + MONTH_AHEAD, .where = where };
    desk_open(p->desk, &lines_ops, &args);
}

static bool who_key(struct page *p, uint32_t k)
{
    return table_key(&((struct who *)page_own(p))->table, k);
}

/* Line 2 says whose: "0 今日 > 谁到期 > 文艺路街道". */
static void export_who(struct page *p)
{
    struct who *w = page_own(p);
    const char **titles = arena_array(p->arena, const char *, BAR);
    for (int i = 0; i < BAR; i++) titles[i] = w->columns[i].title;
    paper_offer_table(p, due_title(p->where), &w->table, titles, BAR);
}

static bool who_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_PRINT: export_who(p); return true;
    case ACTION_ENTER: open_row(p); return true;
    case ACTION_HELP: help_open(p->desk, _("这一周谁有到期的事：包联的算在包联人名下，别的事算在包联这个人的人名下，没有人的列在“没有指定人”。下面是下级机构，Enter 往下看。"), "6.7.7"); return true;
    default: return false;
    }
}

static const char *who_label(struct page *p, enum action a)
{
    struct who *w = page_own(p);
    return a == ACTION_HELP || ((a == ACTION_ENTER || a == ACTION_PRINT) && w->rows.n) ? action_label(a) : NULL;
}

static void who_draw(struct page *p)
{
    struct who *w = page_own(p);
    int wide = tty_cols(), figures = 3 * (8 + 2) + 2 + 2;
    for (int i = OVERDUE; i <= LATER; i++) {
        w->columns[i].cells = 8;
        w->columns[i].is_right = true;
    }
    w->columns[POST].cells = table_widest(&w->table, POST, 8, 14);
    w->columns[NAME].cells = table_widest(&w->table, NAME, 12, wide - figures - w->columns[POST].cells - 3);
    int left = wide - figures - w->columns[POST].cells - w->columns[NAME].cells - 5;
    w->columns[BAR].cells = left < LEAST_BAR ? 0 : left;
    table_titles(&w->table, FRAME_TOP, 0, wide);
    draw_rule(FRAME_TOP + 1, 0, wide, FACE_RULE);
    table_draw(&w->table, FRAME_TOP + 2, 0, frame_bottom() - FRAME_TOP - 1, wide, true);
    if (w->rows.n) return;
    if (w->loaded) draw_text(FRAME_TOP + 2, 2, wide - 2, FACE_TEXT, _("一个月内没有到期的事。"));
    draw_cursor(FRAME_TOP + 2, 0);
}

/* Of the own office only: the way down to others begins there. */
static const char *who_address(struct page *p)
{
    return ((struct who *)page_own(p))->office == p->desk->seat.office ? "" : NULL;
}

static void who_again(struct desk *d, char *args)
{
    (void)args;
    desk_open(d, &who_ops, NULL);
}

const struct page_ops who_ops = {
    .name = "who", .reads = N_("数谁有到期的事"), .own_size = sizeof(struct who), .open = who_open, .key = who_key, .act = who_act, .draw = who_draw, .resume = read_anew, .label = who_label,
    .address = who_address, .again = who_again,
};
