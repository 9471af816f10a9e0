/* SPDX-License-Identifier: Apache-2.0 */
/* Everything about one row (a person) in time, from every register that names it. Which registers those are the database knows. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/text.h"
#include "base/str.h"
#include "base/vec.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/load.h"
#include "term/draw.h"
#include "term/tty.h"
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
    size_t at, top;
    bool loaded;
};

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
    memset(&t->writers, 0, sizeof t->writers);
    t->head = "";
    const char *params[] = { t->relation, t->id };
    page_asks(p);
    pg_send(p->desk->pg, "select app.headline($1, $2)", 2, params, head_came, p);
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.referring($1)", 1, params, writers_came, p);
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.timeline($1, $2, 200)", 2, params, events_came, p);
}

static void timeline_open(struct page *p, const void *v)
{
    const struct timeline_args *args = v;
    struct timeline *t = page_own(p);
    t->relation = arena_str(p->arena, args->relation);
    t->label = arena_str(p->arena, args->label);
    t->id = arena_printf(p->arena, "%lld", (long long)args->id);
    t->data = arena_new(p->arena);
    const struct menu_entry *m = desk_relation(p->desk, t->relation);
    p->where = arena_printf(p->arena, "%s > %s > %s", m ? m->title : "", t->label, _("时间线"));
    p->mode = _("查看");
    p->hint = _("Enter 打开这一件");
    read_anew(p);
}

static void open_event(struct page *p)
{
    struct timeline *t = page_own(p);
    if (t->at >= t->events.n) return;
    const struct event *e = &t->events.at[t->at];
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

static void step(struct timeline *t, long by)
{
    long n = (long)t->events.n, at = (long)t->at + by;
    t->at = (size_t)(at < 0 || n == 0 ? 0 : at >= n ? n - 1 : at);
}

static bool timeline_act(struct page *p, enum action a)
{
    struct timeline *t = page_own(p);
    switch (a) {
    case ACTION_ENTER: open_event(p); return true;
    case ACTION_UP: step(t, -1); return true;
    case ACTION_DOWN: step(t, 1); return true;
    case ACTION_PGUP: step(t, -15); return true;
    case ACTION_PGDN: step(t, 15); return true;
    case ACTION_CHOOSE: open_file(p); return true;
    case ACTION_NEW: choose_register(p); return true;
    case ACTION_HELP: help_open(p->desk, _("这个人的事，最近的在前。F5 打开档案，F7 记一笔走访、包联等。"), "6.1.2"); return true;
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
    default: return NULL;
    }
}

static void draw_event(struct page *p, int y, const struct event *e, bool current)
{
    enum face face = current ? FACE_CURRENT : FACE_TEXT;
    int wide = tty_cols(), text = wide - 24 - 20;
    draw_text(y, 0, 2, FACE_CURRENT, current ? ">" : "");
    draw_text(y, 2, 11, face, e->on);
    draw_text(y, 13, 11, face, e->what);
    draw_text(y, 24, text, face, cell_fit(p->desk->event, e->text, text));
    draw_text(y, wide - 19, 19, face, cell_fit(p->desk->event, e->office, 19));
}

static void timeline_draw(struct page *p)
{
    struct timeline *t = page_own(p);
    int first = FRAME_TOP + 2, rows = frame_bottom() - first + 1;
    draw_text(FRAME_TOP, 1, tty_cols() - 2, FACE_VALUE, t->head);
    draw_rule(FRAME_TOP + 1, 0, tty_cols(), FACE_RULE);
    if (t->at < t->top) t->top = t->at;
    if (t->at >= t->top + (size_t)rows) t->top = t->at - (size_t)rows + 1;
    for (int i = 0; i < rows && t->top + (size_t)i < t->events.n; i++)
        draw_event(p, first + i, &t->events.at[t->top + (size_t)i], t->top + (size_t)i == t->at);
    if (t->loaded && !t->events.n) draw_text(first, 2, tty_cols() - 2, FACE_TEXT, _("还没有记过事。F7 记一笔。"));
    draw_cursor(first + (int)(t->at - t->top), 0);
}

const struct page_ops timeline_ops = {
    .name = "timeline", .own_size = sizeof(struct timeline), .open = timeline_open, .act = timeline_act, .draw = timeline_draw,
    .resume = read_anew, .label = timeline_label,
};
