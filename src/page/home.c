/* SPDX-License-Identifier: Apache-2.0 */
/* 0 Today: duties of this office, overdue first, then drafts; for who has no duties the places of his work. Enter opens the form that
 * answers the line, filled as far as it can be; saving it makes the line go away. Never a menu to wade through. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/date.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/due.h"
#include "page/frame.h"
#include "page/place.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/draft.h"
#include "store/load.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK_AHEAD = 7, HINT_BYTES = 400 };
enum group { OVERDUE, TODAY, WEEK, WAITING, PLACE, DRAFT, N_GROUPS };

struct line {
    enum group group;
    const char *cells[N_DUE_CELLS];
    const char *register_, *person;
    const char *doer;           /* who does it where this person may not; NULL or "" */
    const char *asks;           /* of a place: the conditions that show what waits there */
    int64_t draft, record;      /* draft: begun from this line, or the line's own */
    int64_t matter;             /* the draft is of a step on this case            */
    bool is_past;               /* of one that is not seen any more               */
    bool is_soon;               /* it is time to mark it                              */
    bool is_case;               /* `record` is a case: where it stands is shown, not its facts */
};

/* What the server said last. */
struct sheet {
    struct arena *data;
    struct { struct line *at; size_t n, cap; } lines;
    const char *own[3];         /* own office: overdue today week; NULL until they came     */
    const char *below[3];       /* offices below; NULL for villages                         */
    struct { const char **at; size_t n, cap; } says;            /* sentences above all      */
    bool loaded;
};

struct home {
    struct sheet now, next;     /* shown; on its way                                        */
    struct table table;
    struct table_column columns[N_DUE_CELLS];
    char hint[HINT_BYTES];
};

/* "剩 4天" */
static const char *left_text(struct arena *a, long today, long due)
{
    return arena_printf(a, "   %s", due < today ? arena_printf(a, _("过了%ld天"), today - due) : arena_printf(a, _("剩 %ld天"), due - today));
}

/* A duty of ours, or one that others owe us. */
static void add_duty(struct sheet *s, struct desk *d, const struct rows *r, int i, bool is_ours)
{
    struct arena *a = s->data;
    long due = 0, today = due_today(d);
    const char *opens = rows_get(r, i, "opens");
    bool soon = !strcmp(rows_get(r, i, "soon"), "t");
    date_read(rows_get(r, i, "due_on"), &due);
    struct line l = {
        .group = !is_ours ? WAITING : due < today ? OVERDUE : due == today ? TODAY : WEEK,
        .cells = { [DUE_WHEN] = is_ours ? due_when(a, today, due, soon) : left_text(a, today, due),
                   [DUE_WHAT] = arena_str(a, rows_get(r, i, d->seat.en ? "en" : "zh")),
                   [DUE_WHOM] = arena_str(a, rows_get(r, i, "name")),
                   [DUE_WHY] = is_ours ? due_why(a, d, r, i) : arena_printf(a, _("等%s"), rows_get(r, i, "whose")),
                   [DUE_CLAUSE] = arena_str(a, rows_get(r, i, "clause")) },
        .register_ = arena_str(a, rows_get(r, i, "register")),
        .doer = arena_str(a, rows_get(r, i, "doer")),
        .person = is_ours ? arena_str(a, rows_get(r, i, "person")) : "",
        .is_case = !strcmp(opens, "process"), .is_soon = soon,
    };
    if (strcmp(opens, "new")) l.record = strtoll(rows_get(r, i, "subject"), NULL, 10);
    l.draft = strtoll(rows_get(r, i, "draft"), NULL, 10);
    vec_push(a, &s->lines, l);
}

/* A register, and what waits there. */
static void add_place(struct sheet *s, const struct desk *d, const struct rows *r, int i)
{
    struct arena *a = s->data;
    struct line l = {
        .group = PLACE,
        .cells = { arena_printf(a, "   %s", rows_get(r, i, "name")), arena_str(a, rows_get(r, i, d->seat.en ? "en" : "zh")), "",
                   arena_str(a, rows_get(r, i, "whose")), "" },
        .register_ = arena_str(a, rows_get(r, i, "register")), .person = "", .asks = arena_str(a, rows_get(r, i, "asks")),
    };
    vec_push(a, &s->lines, l);
}

static void add_figures(struct sheet *s, const struct rows *r, int i, const char **figures)
{
    static const char *const columns[] = { "overdue", "today", "week" };
    for (int k = 0; k < 3; k++) figures[k] = arena_str(s->data, rows_get(r, i, columns[k]));
}

static void add_part(struct page *p, const struct rows *r, int i)
{
    struct sheet *s = &((struct home *)page_own(p))->next;
    const char *part = rows_get(r, i, "part");
    if (!strcmp(part, "own")) add_figures(s, r, i, s->own);
    else if (!strcmp(part, "below")) add_figures(s, r, i, s->below);
    else if (!strcmp(part, "says")) {
        const char *said = arena_str(s->data, rows_get(r, i, "name"));
        vec_push(s->data, &s->says, said);
    } else if (!strcmp(part, "place")) add_place(s, p->desk, r, i);
    else add_duty(s, p->desk, r, i, !strcmp(part, "due"));
}

/* A figure that did not come is not none: say so. */
static void duties_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    ((struct home *)page_own(p))->next.loaded = a->ok;
    if (!a->ok) desk_fail(p->desk, &a->err);
    for (int i = 0; a->ok && i < a->rows->n; i++) add_part(p, a->rows, i);
}

/* Once only: with the duty it was begun from, else in a line of its own. */
static void add_draft(struct page *p, const struct draft *f)
{
    struct sheet *s = &((struct home *)page_own(p))->next;
    bool is_step = f->step && *f->step;
    const char *why = *f->handed_on_by ? arena_printf(s->data, _("%s交来，写到 %s"), f->handed_on_by, f->at + 5)
                      : arena_printf(s->data, is_step ? _("写到 %s") : _("%s 写到一半"), is_step ? f->at + 5 : f->at);
    if (is_step) why = arena_printf(s->data, _("%s，%s"), f->step, why);
    for (size_t i = 0; i < s->lines.n; i++)
        if (s->lines.at[i].draft == f->id) {
            s->lines.at[i].cells[DUE_WHY] = why;
            return;
        }
    struct line l = { .group = DRAFT, .register_ = f->form, .person = "", .draft = f->id, .record = f->record, .matter = f->matter, .is_past = f->step && !f->matter,
                      .cells = { arena_printf(s->data, " * %s", _("草稿")), *f->title ? f->title : f->form, f->label, why, "" } };
    vec_push(s->data, &s->lines, l);
}

static void drafts_came(void *ctx, struct drafts *drafts, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct home *own = page_own(p);
    struct sheet *s = &own->next;
    for (size_t i = 0; !e && i < drafts->n; i++) add_draft(p, &drafts->at[i]);
    if (!s->loaded) return;
    struct sheet was = own->now;
    own->now = own->next;
    own->next = was;
    arena_clear(own->next.data);
    if (own->table.row >= own->now.lines.n) own->table.row = 0;     /* the last line was done: back to what is most urgent */
    table_rows(&own->table, own->now.lines.n);
}

static void read_anew(struct page *p)
{
    struct home *h = page_own(p);
    if (p->waiting) return;                     /* the answer under way will do */
    arena_clear(h->next.data);
    h->next = (struct sheet){ .data = h->next.data };
    char until[DATE_CHARS];
    const char *params[] = { date_text(due_today(p->desk) + WEEK_AHEAD, until) };
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.home($1)", 1, params, duties_came, p);
    page_asks(p);
    draft_list_send(p->desk->pg, h->next.data, drafts_came, p);
}

static const char *cell_text_of(void *ctx, size_t row, size_t column)
{
    return ((struct home *)ctx)->now.lines.at[row].cells[column];
}

static enum face cell_face(void *ctx, size_t row, size_t column)
{
    const struct line *l = &((struct home *)ctx)->now.lines.at[row];
    return column != DUE_WHEN ? FACE_TEXT : l->group == OVERDUE ? FACE_LATE : l->group == TODAY || l->is_soon ? FACE_SOON : FACE_TEXT;
}

static void home_open(struct page *p, const void *args)
{
    (void)args;
    struct home *h = page_own(p);
    h->now.data = arena_new(p->arena);
    h->next.data = arena_new(p->arena);
    table_init(&h->table, h->columns, N_DUE_CELLS, (struct table_source){ .cell = cell_text_of, .face = cell_face, .ctx = h });
    p->where = _("0 今日");
    read_anew(p);
}

/* What Enter does with the line at hand: it may be somebody else's to do, in this office or another. */
static const char *enter_text(const struct page *p, const struct home *h)
{
    if (h->table.row >= h->now.lines.n) return "";
    const struct line *l = &h->now.lines.at[h->table.row];
    if (l->group == PLACE) return _("Enter 打开");
    if (l->group == WAITING) return _("Enter 看这件事");
    if (l->doer && *l->doer) return arena_printf(p->desk->event, _("Enter 看这件事，由%s办"), l->doer);
    return l->draft ? _("Enter 接着写") : _("Enter 办这件事");
}

static void say_hint(struct page *p)
{
    struct home *h = page_own(p);
    const char *enter = enter_text(p, h);
    snprintf(h->hint, sizeof h->hint, "%s%s%s", enter, *enter ? "   " : "", p->desk->seat.finds ? _("/ 找人   数字直达登记簿，如 67") : _("数字直达登记簿，如 9"));
    p->hint = h->hint;
}

static void open_line(struct page *p)
{
    struct home *h = page_own(p);
    if (h->table.row >= h->now.lines.n) return;
    const struct line *l = &h->now.lines.at[h->table.row];
    if (l->group == PLACE) {
        struct list_args list = { .register_ = l->register_, .asks = l->asks };
        desk_open(p->desk, &list_ops, &list);
        return;
    }
    if ((l->is_case && !l->draft) || l->matter) {
        struct process_args process = { .matter = l->matter ? l->matter : l->record, .draft = l->matter ? l->draft : 0 };
        desk_open(p->desk, &process_ops, &process);
        return;
    }
    if (l->group == DRAFT && !desk_register(p->desk, l->register_)) {
        desk_say(p->desk, FACE_REFUSED, _("“%s”已经不归您的岗位办；草稿留着，请本机构负责人交给办的人"), l->cells[DUE_WHAT]);
        return;
    }
    struct given given = { "person", l->person };
    struct record_args args = { .register_ = l->register_, .id = l->record, .draft = l->draft,
                                .is_past = l->is_past, .since = l->is_past ? _("这件事已经不在您的范围：它转走了，或者不再由您知悉。") : NULL,
                                .given = &given, .n_given = *l->person ? 1 : 0 };
    desk_open(p->desk, &record_ops, &args);
}

/* Tab: the first line of the next group that has one. */
static void next_group(struct home *h)
{
    if (h->table.row >= h->now.lines.n) return;
    enum group now = h->now.lines.at[h->table.row].group;
    for (size_t i = 1; i <= h->now.lines.n; i++) {
        size_t k = (h->table.row + i) % h->now.lines.n;
        if (h->now.lines.at[k].group != now && (k == 0 || h->now.lines.at[k - 1].group != h->now.lines.at[k].group)) {
            h->table.row = k;
            return;
        }
    }
}

static bool home_key(struct page *p, uint32_t key)
{
    return table_key(&((struct home *)page_own(p))->table, key);
}

/* Leaving loses nothing: what is half written is named, and waits here. */
static const char *leave_text(struct page *p)
{
    const struct home *h = page_own(p);
    struct str s;
    size_t n = 0;
    str_init(&s, p->desk->event, 4000);
    str_add(&s, _("要退出吗？"));
    for (size_t i = 0; i < h->now.lines.n; i++) {
        const struct line *l = &h->now.lines.at[i];
        if (!l->draft) continue;
        if (!n++) str_addf(&s, "\n%s", _("没写完的留着，下次登录接着写："));
        str_addf(&s, "\n  %s  %s", l->cells[DUE_WHAT], l->cells[DUE_WHOM]);
    }
    return s.s;
}

static void home_help(struct page *p)
{
    const struct home *h = page_own(p);
    const char *const *line = h->table.row < h->now.lines.n ? h->now.lines.at[h->table.row].cells : NULL;
    if (h->now.own[0]) due_help(p->desk, _("今日：本机构要办的事，逾期的在前。\nEnter 打开该填的表，已知的都填好了；保存以后这一行自己消失。\nF5 日历，F6 谁有到期的事。上次断了线的，F4 回到那一页。\n^Z 我最近 24 小时做的，可以撤销。"), line, "6.7.7");
    else help_open(p->desk, _("您的岗位能打开的登记簿，有事等着的在前。Enter 打开。\n^Z 我最近 24 小时做的，可以撤销。"), "");
}

static bool home_act(struct page *p, enum action a)
{
    struct home *h = page_own(p);
    switch (a) {
    case ACTION_ENTER: open_line(p); return true;
    case ACTION_NEXT: next_group(h); return true;
    case ACTION_CHOOSE: if (h->now.own[0]) desk_open(p->desk, &calendar_ops, NULL); return true;
    case ACTION_ACT: if (h->now.own[0]) desk_open(p->desk, &who_ops, NULL); return true;
    case ACTION_SAME: place_return(p->desk); return true;
    case ACTION_HELP: home_help(p); return true;
    case ACTION_BACK:
        desk_choose(p->desk, _("退出"), leave_text(p), _("不退出\n退出"), home_leave, p->desk);
        return true;
    default: return false;
    }
}

static const char *home_label(struct page *p, enum action a)
{
    const struct home *h = page_own(p);
    if (h->now.own[0] && a == ACTION_CHOOSE) return _("日历");
    if (h->now.own[0] && a == ACTION_ACT) return _("谁到期");
    if (a == ACTION_UNDO) return _("我做的");
    if (a == ACTION_SAME) return place_is_offered(p->desk) ? _("回上次") : NULL;
    return a == ACTION_HELP || a == ACTION_COMMAND || (a == ACTION_FIND && p->desk->seat.finds) ? action_label(a) : NULL;
}

static int n_waiting(const struct sheet *s)
{
    int n = 0;
    for (size_t i = 0; i < s->lines.n; i++) n += s->lines.at[i].group == WAITING;
    return n;
}

static int n_drafts(const struct sheet *s)
{
    int n = 0;
    for (size_t i = 0; i < s->lines.n; i++) n += s->lines.at[i].draft != 0;
    return n;
}

/* "通知 2 条未读": of the registers where something waits beside the duties. */
static const char *places_text(struct arena *a, const struct sheet *s)
{
    struct str t;
    str_init(&t, a, 400);
    for (size_t i = 0; s->own[0] && i < s->lines.n; i++)
        if (s->lines.at[i].group == PLACE) str_addf(&t, "%s%s %s", t.n ? "   " : "", s->lines.at[i].cells[DUE_WHAT], s->lines.at[i].cells[DUE_WHY]);
    return t.s;
}

/* The figures of this office and of all below it: beside it where both have room, else on a line of their own. The lines used. */
static int draw_figures(const struct page *p, const struct sheet *s, int y)
{
    struct arena *a = p->desk->event;
    int wide = tty_cols();
    const char *const *own = s->own, *const *below = s->below;
    const char *line = !s->loaded ? "" : own[0] ? arena_printf(a, _(" 逾期 %s   今天 %s   本周 %s   等别人 %d   草稿 %d"), own[0], own[1], own[2], n_waiting(s), n_drafts(s))
                                                : _(" 您的岗位没有限期办的事，从这里进去");
    draw_text(y, 0, wide, FACE_TEXT, cell_fit(a, line, wide));
    const char *places = places_text(a, s);
    int taken = cell_text(line);
    if (*places && taken + 2 + cell_text(places) < wide) {
        draw_right(y, wide - 1 - cell_text(places), cell_text(places), FACE_TEXT, places);
        taken = wide;
    }
    if (!below[0]) return 1;
    const char *sum = arena_printf(a, _("所辖合计 逾期 %s 今天 %s 本周 %s"), below[0], below[1], below[2]);
    bool beside = taken + 2 + cell_text(sum) < wide;
    if (beside) draw_right(y, wide - 1 - cell_text(sum), cell_text(sum), FACE_TEXT, sum);
    else draw_text(y + 1, 1, wide - 1, FACE_TEXT, cell_fit(a, sum, wide - 1));
    return beside ? 1 : 2;
}

static void home_draw(struct page *p)
{
    struct home *h = page_own(p);
    say_hint(p);
    int wide = tty_cols(), first = FRAME_TOP + draw_figures(p, &h->now, FRAME_TOP);
    for (size_t i = 0; i < h->now.says.n; i++) draw_text(first++, 1, wide - 1, FACE_VALUE, cell_fit(p->desk->event, h->now.says.at[i], wide - 1));
    draw_rule(first++, 0, wide, FACE_RULE);
    due_lay(&h->table, h->columns, wide);
    table_draw(&h->table, first, 0, frame_bottom() - first + 1, wide, true);
    if (h->now.lines.n) return;
    if (h->now.loaded) draw_text(first, 2, wide - 2, FACE_TEXT, _("这一周没有要办的事。"));
    draw_cursor(first, 0);
}

void home_leave(void *desk, int choice)
{
    if (choice == 1) ((struct desk *)desk)->leave = true;
}

const struct page_ops home_ops = {
    .name = "home", .reads = N_("读今天要办的事"), .own_size = sizeof(struct home), .open = home_open, .key = home_key, .act = home_act, .draw = home_draw, .resume = read_anew, .label = home_label,
};
