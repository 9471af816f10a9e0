/* SPDX-License-Identifier: Apache-2.0 */
/* The tour: one screen, shown at an account's first sign-on, and whenever it is asked for. It is over once it was read, not once it was painted. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/text.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "term/draw.h"
#include "term/tty.h"

/* The six keys, in the order in which one meets them. */
static const enum action keys[] = { ACTION_ENTER, ACTION_SAVE, ACTION_FIND, ACTION_COMMAND, ACTION_HELP, ACTION_BACK };

static void tour_open(struct page *p, const void *args)
{
    (void)args;
    p->where = _("导览");
    p->hint = _("Enter 开始；以后再看：F1 里按 F7，或者 F10 写 导览");
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

static bool tour_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_ENTER: case ACTION_BACK: leave(p); return true;
    case ACTION_MARK: desk_open(p->desk, &keys_ops, NULL); return true;
    default: return true;
    }
}

static const char *tour_label(struct page *p, enum action a)
{
    (void)p;
    return a == ACTION_ENTER ? _("开始") : a == ACTION_MARK ? _("全部键") : NULL;
}

/* A text on as many lines as it takes; the line after it. */
static int draw_words(const struct page *p, int y, const char *text)
{
    int cells = tty_cols() - 4;
    while (*text && y <= frame_bottom()) draw_text(y++, 2, cells, FACE_TEXT, cell_line(p->desk->event, &text, cells));
    return y;
}

static void tour_draw(struct page *p)
{
    struct arena *a = p->desk->event;
    int y = draw_words(p, FRAME_TOP, arena_printf(a, _("%s，您好。第一屏是“今日”：%s要办的事，逾期的在前。\n选一行按 Enter，打开该填的表；写完按 F2 保存，这一行自己就没了。"), p->desk->seat.staff_name, p->desk->seat.office_name)) + 1;
    if (tty_rows() < 20) y--;
    draw_text(y++, 2, tty_cols() - 4, FACE_PLACE, _("六个键"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys && y <= frame_bottom(); i++, y++) {
        char key[8];
        const struct action_info *x = action_info(keys[i]);
        draw_text(y, 3, 6, FACE_VALUE, action_key(keys[i], key));
        draw_text(y, 10, 4, FACE_LABEL, x->ctrl ? arena_printf(a, "^%c", x->ctrl) : "");
        draw_text(y, 15, tty_cols() - 16, FACE_TEXT, _(x->help));
    }
    if (tty_rows() >= 20) y++;
    y = draw_words(p, y, _("底下一行总是写着此时此处能用的键；F 键不灵，用 ^ 键（按住 Ctrl）。\n不会丢：断线、关窗口、按错 Esc，写过的都存成草稿，在“今日”里接着写。\n说明：任何一项上按 F1，再按是规则和条款，第三下是可以填的、各用过几次。"));
    draw_words(p, y, _("有毛病、看不懂：那句话在屏幕上时按 F1，把话和“编号”抄给本单位的系统管理员。"));
    draw_cursor(FRAME_TOP, 0);
}

const struct page_ops tour_ops = {
    .name = "tour", .open = tour_open, .key = tour_key, .act = tour_act, .draw = tour_draw, .label = tour_label, .leaves_be = true,
};
