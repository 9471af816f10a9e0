/* SPDX-License-Identifier: Apache-2.0 */
/* The stack. A page left while something is still asked for is kept, closed, until its last answer has come. */
#include "page/pages.h"
#include "page/ask.h"
#include "page/frame.h"
#include "base/cell.h"
#include "base/mem.h"
#include "base/text.h"
#include "pg/pg.h"
#include "run/child.h"
#include "term/draw.h"
#include "term/tty.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct shell {                  /* a page and its own part in one piece */
    struct page page;
    max_align_t own[];
};

void *page_own(struct page *p)
{
    return ((struct shell *)p)->own;
}

void page_asks_aside(struct page *p)
{
    p->waiting++;
}

void desk_holds(struct desk *d, const char *what)
{
    d->hold++;
    d->doing = what;
}

void page_asks_for(struct page *p, const char *what)
{
    desk_holds(p->desk, what);
    page_asks_aside(p);
}

void page_asks(struct page *p)
{
    page_asks_for(p, p->ops->reads ? _(p->ops->reads) : _("读数据库"));
}

/* A page that was left goes once nothing comes back to it. */
static void drop(struct page *p)
{
    if (!p->closed || p->waiting || p->running) return;
    arena_free(p->arena);
    mem_give_back();
}

bool page_answered(struct page *p)
{
    p->desk->hold--;
    return page_answered_aside(p);
}

bool page_answered_aside(struct page *p)
{
    bool left = p->closed;
    p->waiting--;
    drop(p);
    return left;
}

static void put_on_top(struct desk *d, struct page *p)
{
    d->top = p;
    d->foot.keys[0] = 0;
}

struct page *desk_open(struct desk *d, const struct page_ops *ops, const void *args)
{
    struct arena *a = arena_new(d->arena);
    struct page *p = arena_get(a, sizeof(struct shell) + ops->own_size);
    p->ops = ops;
    p->desk = d;
    p->arena = a;
    p->where = p->mode = p->hint = "";
    p->below = d->top;
    put_on_top(d, p);
    p->running++;
    ops->open(p, args);
    p->running--;
    bool left = p->closed;
    drop(p);
    return left ? NULL : p;
}

static void resume(struct page *p)
{
    p->stale = false;
    p->running++;
    if (p->ops->resume) p->ops->resume(p);
    p->running--;
    drop(p);
}

static void take_off(struct desk *d)
{
    struct page *p = d->top;
    put_on_top(d, p->below);
    p->closed = true;
    drop(p);
}

void desk_back(struct desk *d)
{
    if (!d->top->below) return;
    bool as_it_was = d->top->ops->leaves_be;
    take_off(d);
    if (as_it_was) return;
    resume(d->top);
    d->born.id = 0;
}

void desk_home(struct desk *d)
{
    desk_rest(d);
    while (d->top->below) take_off(d);
    resume(d->top);
    d->born.id = 0;
}

void desk_close(struct desk *d)
{
    while (d->top) {
        struct page *p = d->top;
        d->top = p->below;
        p->closed = true;
        drop(p);
    }
}

static bool is_busy(struct page *p)
{
    return p->ops->busy && p->ops->busy(p);
}

static void page_help(struct desk *d)
{
    if (d->top->ops->act) d->top->ops->act(d->top, ACTION_HELP);
}

static void told_more(void *ctx, enum action a)
{
    struct desk *d = ctx;
    if (a == ACTION_HELP) page_help(d);
    else desk_open(d, a == ACTION_MARK ? &keys_ops : &tour_ops, NULL);
}

/* What was said last in full, when there is more of it than line 23 holds; then the page's own. */
static void help(struct desk *d)
{
    if (!d->detail[0] && cell_text(d->message) <= tty_cols() - 2) {
        page_help(d);
        return;
    }
    desk_note(d, _("说明"), d->detail[0] ? d->detail : d->message);
    desk_turns(d, (struct turns){ told_more, d, _("再按 F1：这里的说明、规则和条款"), false });
}

void desk_refresh(struct desk *d)
{
    if (!d->asking && !d->hold && d->top->stale && !is_busy(d->top)) resume(d->top);
}

bool desk_is_quiet(const struct desk *d)
{
    if (d->hold) return false;
    return d->asking ? ask_is_quiet(d) : d->top->ops->quiet && d->top->ops->quiet(d->top);
}

/* A page of which one is enough. */
static void go(struct desk *d, const struct page_ops *ops)
{
    if (d->top->ops != ops) desk_open(d, ops, NULL);
}

/* What works from every page that has no use of its own for the key. */
static void elsewhere(struct desk *d, enum action a)
{
    switch (a) {
    case ACTION_BACK: desk_back(d); break;
    case ACTION_REPAINT: resume(d->top); break;
    case ACTION_CANCEL: desk_say(d, FACE_TEXT, "%s", _("现在没有在等的")); break;
    case ACTION_FIND: case ACTION_FIND_ANYWHERE:
        if (d->seat.finds) go(d, &find_ops);
        else desk_say(d, FACE_REFUSED, "%s", _("您的岗位不查人；登记簿用 F10"));
        break;
    case ACTION_COMMAND: go(d, &menu_ops); break;
    case ACTION_UNDO: go(d, &mine_ops); break;
    default: break;
    }
}

/* Where no text is typed: / finds, ? helps, digits go straight to a register. Full-width ones too, as the input method sends them. */
static enum action plain_key(struct desk *d, uint32_t k)
{
    uint32_t c = key_fold(k);
    if (c == '/') return ACTION_FIND_ANYWHERE;
    if (c == '?') return ACTION_HELP;
    if (c < '0' || c > '9') return ACTION_NONE;
    struct page *menu = desk_open(d, &menu_ops, NULL);
    menu->ops->key(menu, k);
    return ACTION_NONE;
}

/* Is text written where the cursor is, and this the key for a character that cannot be typed? F9 where the page has no use for it; its twin ^K
 * cuts the line. */
static bool wants_hanzi(struct desk *d, uint32_t k, enum action a)
{
    struct page *p = d->top;
    bool types = d->asking ? ask_types(d) : p->ops->types && p->ops->types(p);
    bool f9_is_free = d->asking || !p->ops->label || !p->ops->label(p, ACTION_MARK);
    return types && (a == ACTION_HANZI || (k == K_F9 && f9_is_free));
}

static void page_does(struct desk *d, struct page *p, uint32_t k, enum action a)
{
    if (a == ACTION_NONE && key_is_text(k)) a = plain_key(d, k);
    if (a == ACTION_HELP) help(d);
    if (a != ACTION_NONE && a != ACTION_HELP && !p->ops->act(p, a)) elsewhere(d, a);
}

void desk_key(struct desk *d, uint32_t k, enum action a)
{
    d->typing = true;
    if (wants_hanzi(d, k, a)) {
        desk_hanzi(d);
        return;
    }
    if (d->asking) {
        ask_key(d, k, a);
        return;
    }
    if (a == ACTION_HELP) {
        help(d);
        return;
    }
    d->message[0] = d->detail[0] = 0;
    struct page *p = d->top;
    p->running++;
    if (!p->ops->key || !p->ops->key(p, k)) page_does(d, p, k, a);
    p->running--;
    drop(p);
}

void desk_draw(struct desk *d)
{
    draw_begin();
    if (tty_is_too_small()) {
        draw_text(0, 0, tty_cols(), FACE_TEXT, _("窗口太小，请放大到 60 列 12 行以上；写的内容都在"));
        draw_cursor(0, 0);
    } else {
        frame_draw(d->top);
        d->top->ops->draw(d->top);
        if (d->asking) ask_draw(d);
        frame_foot(d->top);
    }
    draw_end();
}

void desk_rest(struct desk *d)
{
    for (struct page *p = d->top; p; p = p->below)
        if (p->ops->rest) p->ops->rest(p);
}

void desk_cancel(struct desk *d)
{
    desk_say(d, FACE_TEXT, "%s", _("正在取消；再按一次 ^C 就不等了"));
    d->drops_ahead = true;
    if (d->runs.then) child_stop(d->runs.child);
    d->runs.stopped = true;
    pg_cancel_all(d->pg);
}

void desk_pause(struct desk *d)
{
    struct page *p = d->top;
    if (!d->hold && !d->asking && p->ops->pause) p->ops->pause(p);
}

int desk_runs(const struct desk *d)
{
    return d->runs.then ? d->runs.child->fd : -1;
}

void desk_ran(struct desk *d)
{
    if (d->runs.then) d->runs.then(d->runs.ctx);
}

void desk_changed(struct desk *d)
{
    for (struct page *p = d->top; p; p = p->below) p->stale = true;
}

void desk_say(struct desk *d, enum face face, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(d->message, sizeof d->message, fmt, ap);
    va_end(ap);
    d->detail[0] = 0;
    d->face = face;
}

void desk_say_first(struct desk *d, const char *text)
{
    const char *said = arena_str(d->event, d->message);
    snprintf(d->message, sizeof d->message, "%s%s%s", text, *said ? _("；") : "", said);
}

/* What now stands behind the sentence; what the rule rests on, the hint's second line, is for who asks with F1. */
void desk_fail(struct desk *d, const struct err *e)
{
    desk_say(d, FACE_REFUSED, "%s%s%.*s", e->text, e->hint[0] && e->hint[0] != '\n' ? _("；") : "", (int)strcspn(e->hint, "\n"), e->hint);
    if (e->code == ERR_RULE && !e->hint[0] && !e->detail[0]) return;        /* a form's own rule: the page's help has it, with the clause */
    const char *now = e->hint[0] && e->hint[0] != '\n' ? _("现在：") : "";
    snprintf(d->detail, sizeof d->detail, "%s\n%s%s%s%s\n\n%s %d%s%s", e->text, now, e->hint + (e->hint[0] == '\n'), e->hint[0] && e->detail[0] ? "\n" : "", e->detail,
             _("编号"), (int)e->code, e->sqlstate[0] ? " / " : "", e->sqlstate);
}

void page_turns_back(struct page *p, const struct err *e)
{
    struct desk *d = p->desk;
    struct err why = *e;                        /* e may be the page's */
    desk_back(d);
    desk_fail(d, &why);
    d->drops_ahead = true;
}

const struct menu_entry *desk_register(const struct desk *d, const char *name)
{
    for (size_t i = 0; i < d->menu.n; i++)
        if (!strcmp(d->menu.at[i].register_, name)) return &d->menu.at[i];
    return NULL;
}

const struct menu_entry *desk_relation(const struct desk *d, const char *relation)
{
    for (size_t i = 0; i < d->menu.n; i++)
        if (!strcmp(d->menu.at[i].relation, relation)) return &d->menu.at[i];
    return NULL;
}
