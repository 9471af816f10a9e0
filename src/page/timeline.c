/* SPDX-License-Identifier: Apache-2.0 */
/* Everything about one row (a person) in time, from every register that names it. Which registers those are the database knows. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/date.h"
#include "base/text.h"
#include "base/str.h"
#include "base/vec.h"
#include "conf/options.h"
#include "page/due.h"
#include "page/frame.h"
#include "page/paper.h"
#include "page/recall.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/load.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/chart.h"
#include "widget/table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct event { const char *on, *what, *text, *office, *register_; int64_t id; };
struct writer { const char *register_, *field, *title; };

struct timeline {
    const char *relation, *label, *id;
    struct arena *data;
    const char *head;
    struct { struct event *at; size_t n, cap; } events;
    struct { struct writer *at; size_t n, cap; } writers;   /* registers in which something may be noted about it */
    struct table table;
    struct table_column columns[4];
    const char *months;         /* the line of the months; "" no room or nothing to tell */
    bool loaded;
};

enum { MOST_EVENTS = 200, MONTHS = 12 };

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct timeline *t = ctx;
    const struct event *e = &t->events.at[row];
    return column == 0 ? e->on : column == 1 ? e->what : column == 2 ? e->text : e->office;
}

static int month_number(const char *iso)
{
    long day;
    if (!date_read(iso, &day)) return 0;
    return date_of(day).year * 12 + date_of(day).month;
}

/* "近12个月 .:.._..:..=_  最近 4 天前": the last twelve months, the present one last. Not said where the list does not reach back so far. */
static const char *months_text(struct page *p)
{
    struct timeline *t = page_own(p);
    long n[MONTHS] = { 0 }, last;
    int now = month_number(p->desk->seat.today);
    size_t held = t->events.n;
    if (!held || !date_read(t->events.at[0].on, &last)) return "";
    if (held == MOST_EVENTS && month_number(t->events.at[held - 1].on) > now - MONTHS) return "";
    for (size_t i = 0; i < held; i++) {
        int ago = now - month_number(t->events.at[i].on);
        if (ago >= 0 && ago < MONTHS) n[MONTHS - 1 - ago]++;
    }
    const char *spark = chart_spark(p->desk->event, chart_for(p->desk->options->charts), n, MONTHS);
    long days = due_today(p->desk) - last, sum = 0;
    for (int i = 0; i < MONTHS; i++) sum += n[i];
    return arena_printf(t->data, days > 0 ? _("近12个月 %s %ld 件   最近 %ld 天前") : _("近12个月 %s %ld 件   最近 今天"), spark, sum, days);
}

static void events_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct timeline *t = page_own(p);
    if (!a->ok) {
        desk_fail(p->desk, &a->err);
        return;
    }
    const char *title = p->desk->seat.en ? "en" : "zh";
    for (int i = 0; i < a->rows->n; i++) {
        struct event e = { arena_str(t->data, rows_get(a->rows, i, "happened")), arena_str(t->data, rows_get(a->rows, i, title)),
                           arena_str(t->data, rows_get(a->rows, i, "summary")), arena_str(t->data, rows_get(a->rows, i, "office")),
                           arena_str(t->data, rows_get(a->rows, i, "register")), strtoll(rows_get(a->rows, i, "row_id"), NULL, 10) };
        vec_push(t->data, &t->events, e);
    }
    table_rows(&t->table, t->events.n);
    t->months = months_text(p);
    t->loaded = true;
}

static void writers_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct timeline *t = page_own(p);
    for (int i = 0; a->ok && i < a->rows->n; i++) {
        const struct menu_entry *m = desk_register(p->desk, rows_text(a->rows, i, 0));
        struct writer w = { arena_str(t->data, rows_text(a->rows, i, 0)), arena_str(t->data, rows_text(a->rows, i, 1)), m ? m->title : "" };
        if (m && m->may_add) vec_push(t->data, &t->writers, w);
    }
}

static void head_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct timeline *t = page_own(p);
    if (a->ok) t->head = arena_str(t->data, rows_text(a->rows, 0, 0));
}

static void read_anew(struct page *p)
{
    struct timeline *t = page_own(p);
    if (p->waiting) return;
    arena_clear(t->data);
    memset(&t->events, 0, sizeof t->events);
    t->table.n_rows = 0;
    memset(&t->writers, 0, sizeof t->writers);
    t->head = t->months = "";
    const char *params[] = { t->relation, t->id };
    page_asks(p);
    pg_send(p->desk->pg, "select app.headline($1, $2)", 2, params, head_came, p);
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.referring($1)", 1, params, writers_came, p);
    page_asks(p);
    pg_send(p->desk->pg, arena_printf(p->desk->event, "select * from app.timeline($1, $2, %d)", MOST_EVENTS), 2, params, events_came, p);
}

static void timeline_open(struct page *p, const void *v)
{
    const struct timeline_args *args = v;
    struct timeline *t = page_own(p);
    t->relation = arena_str(p->arena, args->relation);
    t->label = arena_str(p->arena, args->label);
    t->id = arena_printf(p->arena, "%lld", (long long)args->id);
    recall_row(p->desk, t->relation, t->id, t->label);
    t->data = arena_new(p->arena);
    table_init(&t->table, t->columns, 4, (struct table_source){ .cell = cell_of, .ctx = t });
    const struct menu_entry *m = desk_relation(p->desk, t->relation);
    p->where = arena_printf(p->arena, "%s > %s > %s", m ? m->title : "", t->label, _("时间线"));
    p->mode = _("查看");
    p->hint = _("Enter 打开这一件");
    read_anew(p);
}

static void open_event(struct page *p)
{
    struct timeline *t = page_own(p);
    if (t->table.row >= t->events.n) return;
    const struct event *e = &t->events.at[t->table.row];
    struct record_args args = { .register_ = e->register_, .id = e->id };
    desk_open(p->desk, &record_ops, &args);
}

static void open_file(struct page *p)
{
    struct timeline *t = page_own(p);
    const struct menu_entry *m = desk_relation(p->desk, t->relation);
    if (!m) return;
    struct record_args args = { .register_ = m->register_, .id = strtoll(t->id, NULL, 10) };
    desk_open(p->desk, &record_ops, &args);
}

/* The file with all that lies in it, not only what is on the screen. */
static void export_file(struct page *p)
{
    const struct timeline *t = page_own(p);
    const struct menu_entry *m = desk_relation(p->desk, t->relation);
    if (m) paper_offer_file(p, m, strtoll(t->id, NULL, 10), t->label);
}

static void write_in(void *ctx, int choice)
{
    struct page *p = ctx;
    struct timeline *t = page_own(p);
    if (choice < 0 || (size_t)choice >= t->writers.n) return;
    const struct writer *w = &t->writers.at[choice];
    struct given given = { w->field, t->id };
    struct record_args args = { .register_ = w->register_, .given = &given, .n_given = 1 };
    desk_open(p->desk, &record_ops, &args);
}

static void choose_register(struct page *p)
{
    struct timeline *t = page_own(p);
    struct str names;
    str_init(&names, p->desk->event, 4000);
    for (size_t i = 0; i < t->writers.n; i++) str_addf(&names, "%s\n", t->writers.at[i].title);
    if (t->writers.n == 1) write_in(p, 0);
    else if (t->writers.n) desk_choose(p->desk, _("记一笔"), "", names.s, write_in, p);
}

static bool timeline_key(struct page *p, uint32_t k)
{
    struct timeline *t = page_own(p);
    return table_key(&t->table, k);
}

static bool timeline_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_ENTER: open_event(p); return true;
    case ACTION_CHOOSE: open_file(p); return true;
    case ACTION_NEW: choose_register(p); return true;
    case ACTION_PRINT: export_file(p); return true;
    case ACTION_HELP: help_open(p->desk, _("这个人的事，最近的在前。F5 打开档案，F7 记一笔走访、包联等，F8 导出、打印整份档案。"), "6.1.2"); return true;
    default: return false;
    }
}

static const char *timeline_label(struct page *p, enum action a)
{
    struct timeline *t = page_own(p);
    switch (a) {
    case ACTION_HELP: case ACTION_FIND: return action_label(a);
    case ACTION_CHOOSE: return _("档案");
    case ACTION_NEW: return t->writers.n ? _("记一笔") : NULL;
    case ACTION_PRINT: return desk_relation(p->desk, t->relation) ? action_label(a) : NULL;
    default: return NULL;
    }
}

static void timeline_draw(struct page *p)
{
    struct timeline *t = page_own(p);
    int first = FRAME_TOP + 1, wide = tty_cols(), used = 2 + 3 * 2;
    t->columns[0].cells = 10;
    t->columns[1].cells = table_widest(&t->table, 1, 8, 17);
    t->columns[3].cells = table_widest(&t->table, 3, 8, 20);
    used += t->columns[0].cells + t->columns[1].cells + t->columns[3].cells;
    t->columns[2].cells = table_widest(&t->table, 2, (wide < 80 ? wide : 80) - used, wide - used);      /* beyond 80 columns what stands in it */
    draw_text(FRAME_TOP, 1, wide - 2, FACE_VALUE, cell_fit(p->desk->event, t->head, wide - 2));
    if (*t->months) draw_text(first++, 1, wide - 2, FACE_TEXT, cell_fit(p->desk->event, t->months, wide - 2));
    draw_rule(first++, 0, wide, FACE_RULE);
    table_draw(&t->table, first, 0, frame_bottom() - first + 1, wide, true);
    if (!t->events.n) draw_cursor(first, 0);
    if (t->loaded && !t->events.n) draw_text(first, 2, wide - 2, FACE_TEXT, _("还没有记过事。F7 记一笔。"));
}

static const char *timeline_address(struct page *p)
{
    const struct timeline *t = page_own(p);
    return arena_printf(p->desk->event, "%s\t%s\t%s", t->relation, t->id, t->label);
}

static void timeline_again(struct desk *d, char *rest)
{
    const char *relation = strsep(&rest, "\t"), *id = strsep(&rest, "\t");
    struct timeline_args args = { .relation = relation, .id = id ? strtoll(id, NULL, 10) : 0, .label = rest ? rest : "" };
    desk_open(d, &timeline_ops, &args);
}

const struct page_ops timeline_ops = {
    .name = "timeline", .reads = N_("读时间线"), .own_size = sizeof(struct timeline), .open = timeline_open, .key = timeline_key, .act = timeline_act, .draw = timeline_draw,
    .resume = read_anew, .label = timeline_label, .address = timeline_address, .again = timeline_again,
};
