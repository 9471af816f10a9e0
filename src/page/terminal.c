/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody's terminal speaks, said by him where it answers wrongly: tried first, and kept with the account only once he has read it. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/text.h"
#include "conf/options.h"
#include "pg/pg.h"
#include "term/tty.h"
#include <stdio.h>

enum { DOT = 0xb7 };            /* ·, for all signs of a width that is not certain */

static const char *const charsets[] = { "auto", "UTF-8", "GB18030", "GBK" };

struct terminal {
    struct page *page;
    const char *charset, *was_charset;
    int ambiguous, was_ambiguous;
};

/* The account goes before the machine's settings, and these before what the terminal answered. */
static void speak(const struct terminal *t)
{
    const struct options *o = t->page->desk->options;
    tty_speak(t->charset == charsets[0] ? o->charset : t->charset, t->ambiguous ? t->ambiguous : o->ambiguous);
}

static void kept(void *ctx, const struct pg_answer *a)
{
    struct terminal *t = ctx;
    if (page_answered(t->page)) return;
    if (!a->ok) desk_fail(t->page->desk, &a->err);
    else desk_say(t->page->desk, FACE_GOOD, "%s", _("记下了，这个账号以后都这样"));
}

static void seen(void *ctx, int choice)
{
    struct terminal *t = ctx;
    struct desk *d = t->page->desk;
    char wide[4];
    if (choice != 1) {
        tty_speak(t->was_charset, t->was_ambiguous);
        desk_say(d, FACE_TEXT, "%s", _("换回来了，没有记"));
        return;
    }
    snprintf(wide, sizeof wide, "%d", t->ambiguous);
    const char *params[] = { t->charset, wide };
    page_asks_for(t->page, _("记下终端"));
    pg_send(d->pg, "select api.set_terminal($1, $2)", 2, params, kept, t);
}

static void wide_chosen(void *ctx, int choice)
{
    struct terminal *t = ctx;
    if (choice < 0) return;
    t->ambiguous = choice;
    speak(t);
    desk_choose(t->page->desk, _("这样看得清吗？"), _("张三 · 识字里 — 对齐了…… 看不清就按 Esc"), _("换回来\n看得清，以后都这样"), seen, t);
}

static void charset_chosen(void *ctx, int choice)
{
    struct terminal *t = ctx;
    if (choice < 0) return;
    t->charset = charsets[choice];
    desk_choose(t->page->desk, _("“·”和“—”占几格"), _("表格里有这些符号的行歪了，就换一个"), _("终端自己说\n1 格\n2 格"), wide_chosen, t);
}

void terminal_open(struct page *p)
{
    struct terminal *t = arena_new_of(p->arena, struct terminal);
    *t = (struct terminal){ .page = p, .was_charset = tty_charset(), .was_ambiguous = cell_width(DOT) };
    desk_choose(p->desk, _("终端的编码"), arena_printf(p->desk->event, _("现在是 %s，“·”占 %d 格。字是乱的才改"), t->was_charset, t->was_ambiguous),
                _("终端自己说\nUTF-8\nGB18030\nGBK"), charset_chosen, t);
}
