/* SPDX-License-Identifier: Apache-2.0 */
/* 0 Today: duties of this office, overdue first, then drafts. Enter opens the form that answers the line, filled as far as it can be;
 * saving it makes the line go away. Never a menu to wade through. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/date.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/draft.h"
#include "store/load.h"
#include "term/draw.h"
#include "term/tty.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK_AHEAD = 7 };
enum group { OVERDUE, TODAY, WEEK, WAITING, DRAFT, N_GROUPS };

struct line {
    enum group group;
    const char *when, *what, *whom, *why, *clause, *register_, *person;
    int64_t draft, record;
};

struct home {
    struct arena *data;         /* what was read last */
    struct { struct line *at; size_t n, cap; } lines;
    const char *counts[4];      /* own office: overdue today week drafts                */
    const char *below[3];       /* offices below: overdue today week; NULL for villages */
    size_t at, top;
    int n_waiting;
    bool loaded;
};

static long today_of(const struct desk *d)
{
    long n = 0;
    date_read(d->seat.today, &n);
    return n;
}

/* "逾期3天", "今天", "周三", "11-30" */
static const char *when_text(struct arena *a, long today, long due)
{
    char iso[DATE_CHARS];
    if (due < today) return arena_printf(a, _("逾期%ld天"), today - due);
    if (due == today) return _("今天");
    if (due - today < WEEK_AHEAD) return date_weekday_text(due);
    return arena_str(a, date_text(due, iso) + 5);
}

/* "剩 4天" */
static const char *left_text(struct arena *a, long today, long due)
{
    return due < today ? arena_printf(a, _("过了%ld天"), today - due) : arena_printf(a, _("剩 %ld天"), due - today);
}

/* "每周一次, 上次 11-13"; where there is no cadence, whose matter it is. */
static const char *why_text(struct arena *a, const struct desk *d, const struct rows *r, int i)
{
    const char *last = rows_get(r, i, "last_on"), *cadence = rows_get(r, i, d->seat.en ? "cadence_en" : "cadence_zh");
    if (!*cadence) return arena_str(a, rows_get(r, i, "whose"));
    return *last ? arena_printf(a, _("%s, 上次 %s"), cadence, last + 5) : arena_printf(a, _("%s, 还没有联系过"), cadence);
}

static void add_duty(struct home *h, struct desk *d, const struct rows *r, int i)
{
    long due = 0, today = today_of(d);
    date_read(rows_get(r, i, "due_on"), &due);
    struct line l = {
        .group = due < today ? OVERDUE : due == today ? TODAY : WEEK,
        .when = when_text(h->data, today, due),
        .what = arena_str(h->data, rows_get(r, i, d->seat.en ? "en" : "zh")),
        .whom = arena_str(h->data, rows_get(r, i, "name")),
        .why = why_text(h->data, d, r, i),
        .clause = arena_str(h->data, rows_get(r, i, "clause")),
        .register_ = arena_str(h->data, rows_get(r, i, "register")),
        .person = arena_str(h->data, rows_get(r, i, "person")),
    };
    if (!strcmp(rows_get(r, i, "opens"), "subject")) l.record = strtoll(rows_get(r, i, "subject"), NULL, 10);
    vec_push(h->data, &h->lines, l);
}

/* A figure that did not come is not none: say so. But a job without duties has none. */
static void refused(struct page *p, const struct err *e)
{
    if (e->code && strcmp(e->sqlstate, "42501")) desk_fail(p->desk, e);
}

static void todo_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct home *h = page_own(p);
    h->loaded = a->ok;
    if (!a->ok) {
        refused(p, &a->err);
        return;
    }
    for (int i = 0; i < a->rows->n; i++) add_duty(h, p->desk, a->rows, i);
}

static void waiting_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct home *h = page_own(p);
    for (int i = 0; a->ok && i < a->rows->n; i++) {
        const struct rows *r = a->rows;
        long due = 0;
        date_read(rows_get(r, i, "due_on"), &due);
        struct line l = { .group = WAITING, .when = left_text(h->data, today_of(p->desk), due),
                          .what = arena_str(h->data, rows_get(r, i, p->desk->seat.en ? "en" : "zh")), .whom = arena_str(h->data, rows_get(r, i, "name")),
                          .why = arena_printf(h->data, _("等%s"), rows_get(r, i, "whose")), .clause = arena_str(h->data, rows_get(r, i, "clause")),
                          .register_ = arena_str(h->data, rows_get(r, i, "register")), .person = "",
                          .record = strtoll(rows_get(r, i, "subject"), NULL, 10) };
        vec_push(h->data, &h->lines, l);
    }
    h->n_waiting = a->ok ? a->rows->n : 0;
}

static void counts_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct home *h = page_own(p);
    refused(p, &a->err);
    for (int i = 0; a->ok && i < 4; i++) h->counts[i] = arena_str(h->data, rows_text(a->rows, 0, i));
}

static void below_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct home *h = page_own(p);
    refused(p, &a->err);
    for (int i = 0; a->ok && i < 3; i++) h->below[i] = arena_str(h->data, rows_text(a->rows, 0, i));
}

static void drafts_came(void *ctx, struct drafts *drafts, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct home *h = page_own(p);
    for (size_t i = 0; !e && i < drafts->n; i++) {
        const struct draft *f = &drafts->at[i];
        const struct menu_entry *m = desk_register(p->desk, f->form);
        struct line l = { .group = DRAFT, .when = _("草稿"), .what = m ? m->title : f->form, .whom = f->label,
                          .why = arena_printf(h->data, _("%s 写到一半"), f->at), .clause = "", .register_ = f->form, .person = "",
                          .draft = f->id, .record = f->record };
        vec_push(h->data, &h->lines, l);
    }
    if (h->at >= h->lines.n) h->at = 0;         /* the last line was done: back to what is most urgent */
}

static void read_anew(struct page *p)
{
    struct home *h = page_own(p);
    if (p->waiting) return;                     /* the answer under way will do */
    arena_clear(h->data);
    memset(&h->lines, 0, sizeof h->lines);
    memset(h->counts, 0, sizeof h->counts);
    memset(h->below, 0, sizeof h->below);
    char until[DATE_CHARS];
    const char *params[] = { date_text(today_of(p->desk) + WEEK_AHEAD, until), "200" };
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.todo_counts()", 0, NULL, counts_came, p);
    if (p->desk->seat.tier < 4) {
        page_asks(p);
        pg_send(p->desk->pg, "select coalesce(sum(overdue), 0), coalesce(sum(today), 0), coalesce(sum(week), 0) from api.duty_counts()", 0, NULL, below_came, p);
    }
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.todo($1, $2)", 2, params, todo_came, p);
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.waiting(50)", 0, NULL, waiting_came, p);
    page_asks(p);
    draft_list_send(p->desk->pg, h->data, drafts_came, p);
}

static void home_open(struct page *p, const void *args)
{
    (void)args;
    struct home *h = page_own(p);
    h->data = arena_new(p->arena);
    p->where = _("0 今日");
    p->hint = _("Enter 办这件事   / 找人   数字直达登记簿，如 67");
    read_anew(p);
}

static void open_line(struct page *p)
{
    struct home *h = page_own(p);
    if (h->at >= h->lines.n) return;
    const struct line *l = &h->lines.at[h->at];
    struct given given = { "person", l->person };
    struct record_args args = { .register_ = l->register_, .id = l->record, .draft = l->draft,
                                .given = &given, .n_given = *l->person ? 1 : 0 };
    desk_open(p->desk, &record_ops, &args);
}

/* Tab: the first line of the next group that has one. */
static void next_group(struct home *h)
{
    if (h->at >= h->lines.n) return;
    enum group now = h->lines.at[h->at].group;
    for (size_t i = 1; i <= h->lines.n; i++) {
        size_t k = (h->at + i) % h->lines.n;
        if (h->lines.at[k].group != now && (k == 0 || h->lines.at[k - 1].group != h->lines.at[k].group)) {
            h->at = k;
            return;
        }
    }
}

static void step(struct home *h, long by)
{
    long at = (long)h->at + by, last = (long)h->lines.n - 1;
    h->at = (size_t)(at < 0 || last < 0 ? 0 : at > last ? last : at);
}

static bool home_act(struct page *p, enum action a)
{
    struct home *h = page_own(p);
    int page = frame_bottom() - FRAME_TOP - 1;
    switch (a) {
    case ACTION_ENTER: open_line(p); return true;
    case ACTION_UP: step(h, -1); return true;
    case ACTION_DOWN: step(h, 1); return true;
    case ACTION_PGUP: step(h, -page); return true;
    case ACTION_PGDN: step(h, page); return true;
    case ACTION_HOME: h->at = 0; return true;
    case ACTION_END: step(h, (long)h->lines.n); return true;
    case ACTION_NEXT: next_group(h); return true;
    case ACTION_FIND: desk_open(p->desk, &find_ops, NULL); return true;
    case ACTION_COMMAND: desk_open(p->desk, &menu_ops, NULL); return true;
    case ACTION_REPAINT: read_anew(p); return true;
    case ACTION_HELP: help_open(p->desk, _("今日：本机构要办的事，逾期的在前。\nEnter 打开该填的表，已知的都填好了；保存以后这一行自己消失。"), "6.7.7"); return true;
    case ACTION_BACK:
        desk_choose(p->desk, _("退出"), _("要退出吗？"), _("不退出\n退出"), home_leave, p->desk);
        return true;
    default: return false;
    }
}

static const char *home_label(struct page *p, enum action a)
{
    (void)p;
    return a == ACTION_HELP || a == ACTION_FIND || a == ACTION_COMMAND ? action_label(a) : NULL;
}

static void draw_counts(const struct home *h, int y)
{
    const char *zero = "0";
    const char *c[4];
    for (int i = 0; i < 4; i++) c[i] = h->counts[i] ? h->counts[i] : zero;
    char line[200];
    snprintf(line, sizeof line, _(" 逾期 %s   今天 %s   本周 %s   等别人 %d   草稿 %s"), c[0], c[1], c[2], h->n_waiting, c[3]);
    int used = draw_text(y, 0, tty_cols(), FACE_TEXT, line);
    if (h->below[0]) {
        snprintf(line, sizeof line, _("所辖合计 逾期 %s 今天 %s 本周 %s"), h->below[0], h->below[1], h->below[2]);
        draw_right(y, used, tty_cols() - used - 1, FACE_TEXT, line);
    }
    draw_rule(y + 1, 0, tty_cols(), FACE_RULE);
}

/* A duty has four characters in Chinese, up to sixteen letters in English. */
static void draw_line(int y, const struct line *l, bool en, bool current)
{
    static const char *marks[N_GROUPS] = { "!!", " !", "  ", "  ", " *" };
    static const enum face faces[N_GROUPS] = { FACE_LATE, FACE_SOON, FACE_TEXT, FACE_TEXT, FACE_TEXT };
    int wide = tty_cols(), whom = en ? 33 : 27, why = whom + 15;
    draw_text(y, 0, 2, FACE_CURRENT, current ? ">" : "");
    draw_text(y, 2, 3, faces[l->group], marks[l->group]);
    draw_text(y, 5, 11, faces[l->group], l->when);
    draw_text(y, 16, whom - 17, FACE_TEXT, l->what);
    draw_text(y, whom, 14, current ? FACE_CURRENT : FACE_TEXT, l->whom);
    draw_text(y, why, wide - 9 - why, FACE_TEXT, l->why);
    draw_text(y, wide - 8, 8, FACE_TEXT, l->clause);
}

static void home_draw(struct page *p)
{
    struct home *h = page_own(p);
    draw_counts(h, FRAME_TOP);
    int first = FRAME_TOP + 2, rows = frame_bottom() - first + 1;
    if (h->at < h->top) h->top = h->at;
    if (h->at >= h->top + (size_t)rows) h->top = h->at - (size_t)rows + 1;
    for (int i = 0; i < rows && h->top + (size_t)i < h->lines.n; i++)
        draw_line(first + i, &h->lines.at[h->top + (size_t)i], p->desk->seat.en, h->top + (size_t)i == h->at);
    if (h->loaded && h->lines.n == 0) draw_text(first, 2, tty_cols() - 2, FACE_TEXT, _("这一周没有要办的事。"));
    draw_cursor(first + (int)(h->at - h->top), 0);
}

void home_leave(void *desk, int choice)
{
    if (choice == 1) ((struct desk *)desk)->leave = true;
}

const struct page_ops home_ops = {
    .name = "home", .own_size = sizeof(struct home), .open = home_open, .act = home_act, .draw = home_draw, .resume = read_anew, .label = home_label,
};
