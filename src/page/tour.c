/* SPDX-License-Identifier: Apache-2.0 */
/* The tour: one screen, on a small terminal a few, shown at an account's first sign-on, and whenever it is asked for. It is over once it was
 * read to the end, not once it was painted. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "term/draw.h"
#include "term/tty.h"

enum { LOW = 20 };              /* rows a terminal has at least, to be airy */

/* The six keys, in the order in which one meets them. */
static const enum action keys[] = { ACTION_ENTER, ACTION_SAVE, ACTION_FIND, ACTION_COMMAND, ACTION_HELP, ACTION_BACK };

struct line { const char *key, *ctrl, *text; enum face face; };         /* key NULL: the text alone */
struct tour {
    struct { struct line *at; size_t n, cap; } lines;   /* of the last draw */
    size_t top;                 /* lines passed */
};

static size_t lines_shown(void) { return (size_t)(frame_bottom() - FRAME_TOP + 1); }
static bool goes_on(const struct tour *t) { return t->top + lines_shown() < t->lines.n; }

static void tour_open(struct page *p, const void *args)
{
    (void)args;
    p->where = _("导览");
    p->hint = "";
}

static void leave(struct page *p)
{
    struct desk *d = p->desk;
    if (d->seat.wants_tour) pg_send(d->pg, "select api.toured()", 0, NULL, NULL, NULL);
    d->seat.wants_tour = false;
    desk_back(d);                               /* the page is gone now */
}

/* Read first: what is typed goes nowhere. */
static bool tour_key(struct page *p, uint32_t k)
{
    (void)p;
    return key_is_text(k);
}

static void turn(struct tour *t, bool on)
{
    size_t page = lines_shown();
    if (on) t->top += goes_on(t) ? page : 0;
    else t->top -= t->top < page ? t->top : page;
}

static bool tour_act(struct page *p, enum action a)
{
    struct tour *t = page_own(p);
    switch (a) {
    case ACTION_ENTER:
        if (goes_on(t)) turn(t, true);
        else leave(p);
        return true;
    case ACTION_PGDN: case ACTION_PGUP: turn(t, a == ACTION_PGDN); return true;
    case ACTION_BACK: leave(p); return true;
    case ACTION_MARK: desk_open(p->desk, &keys_ops, NULL); return true;
    default: return true;
    }
}

static const char *tour_label(struct page *p, enum action a)
{
    return a == ACTION_ENTER ? goes_on(page_own(p)) ? _("下一页") : _("开始") : a == ACTION_MARK ? _("全部键") : NULL;
}

static void add_line(struct page *p, struct line line)
{
    struct tour *t = page_own(p);
    vec_push(p->desk->event, &t->lines, line);
}

/* A text on as many lines as it takes. */
static void add_words(struct page *p, const char *text)
{
    while (*text) add_line(p, (struct line){ .text = cell_line(p->desk->event, &text, tty_cols() - 4), .face = FACE_TEXT });
}

static void add_keys(struct page *p)
{
    struct arena *a = p->desk->event;
    add_line(p, (struct line){ .text = _("六个键"), .face = FACE_PLACE });
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char key[8];
        const struct action_info *x = action_info(keys[i]);
        add_line(p, (struct line){ arena_str(a, action_key(keys[i], key)), x->ctrl ? arena_printf(a, "^%c", x->ctrl) : "", _(x->help), FACE_TEXT });
    }
}

static void add_all(struct page *p)
{
    bool airy = tty_rows() >= LOW;
    add_words(p, arena_printf(p->desk->event, _("%s，您好。第一屏是“今日”：%s要办的事，逾期的在前。\n选一行按 Enter，打开该填的表；写完按 F2 保存，这一行自己就没了。"), p->desk->seat.staff_name, p->desk->seat.office_name));
    if (airy) add_line(p, (struct line){ .text = "" });
    add_keys(p);
    if (airy) add_line(p, (struct line){ .text = "" });
    add_words(p, _("底下一行总是写着此时此处能用的键；F 键不灵，用 ^ 键（按住 Ctrl）。\n不会丢：断线、关窗口、按错 Esc，写过的都存成草稿，在“今日”里接着写。\n说明：任何一项上按 F1，再按是规则和条款，第三下是可以填的、各用过几次。"));
    add_words(p, _("有毛病、看不懂：那句话在屏幕上时按 F1，把话和“编号”抄给本单位的系统管理员。"));
}

static void draw_line(const struct line *l, int y)
{
    if (!l->key) {
        draw_text(y, 2, tty_cols() - 4, l->face, l->text);
        return;
    }
    draw_text(y, 3, 6, FACE_VALUE, l->key);
    draw_text(y, 10, 4, FACE_LABEL, l->ctrl);
    draw_text(y, 15, tty_cols() - 16, l->face, l->text);
}

static void tour_draw(struct page *p)
{
    struct tour *t = page_own(p);
    memset(&t->lines, 0, sizeof t->lines);
    add_all(p);
    if (t->top >= t->lines.n) t->top = 0;               /* the window has another size */
    for (size_t i = t->top; i < t->lines.n && i < t->top + lines_shown(); i++) draw_line(&t->lines.at[i], FRAME_TOP + (int)(i - t->top));
    p->hint = goes_on(t) ? _("Enter 下一页；PgUp 上一页") : _("Enter 开始；以后再看：F1 里按 F7，或者 F10 写 导览");
    draw_cursor(FRAME_TOP, 0);
}

const struct page_ops tour_ops = {
    .name = "tour", .own_size = sizeof(struct tour), .open = tour_open, .key = tour_key, .act = tour_act, .draw = tour_draw, .label = tour_label, .leaves_be = true,
};
