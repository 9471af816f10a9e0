/* SPDX-License-Identifier: Apache-2.0 */
/* Chapters of the standard and their registers, as far as this person may open them; a number typed ahead opens at once. */
#include "page/pages.h"
#include "base/fold.h"
#include "base/text.h"
#include "page/frame.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/edit.h"
#include <string.h>

struct menu {
    struct edit edit;
    size_t at, top;
    bool lost;                  /* what is typed names nothing */
};

static void menu_open(struct page *p, const void *args)
{
    (void)args;
    struct menu *m = page_own(p);
    edit_init(&m->edit, p->arena, 1, 12, 12);
    p->where = _("登记簿目录");
    p->hint = _("写登记簿号码（67）或上下键选，Enter 打开；编号就是标准的章节");
}

/* The first register whose number or title begins with what is typed. */
static void follow_typed(struct page *p)
{
    struct menu *m = page_own(p);
    const struct desk *d = p->desk;
    char *typed = fold_text(p->desk->event, edit_text(&m->edit, p->desk->event));
    size_t n = strlen(typed);
    for (size_t i = 0; n && i < d->menu.n; i++)
        if (!strncmp(d->menu.at[i].menu, typed, n) || !strncmp(d->menu.at[i].title, typed, n) || !strncmp(d->menu.at[i].register_, typed, n)) {
            m->at = i;
            m->lost = false;
            return;
        }
    m->lost = n > 0;
    if (n) desk_say(p->desk, FACE_REFUSED, _("没有“%s”，或者您的岗位不能打开"), typed);
}

static bool menu_key(struct page *p, uint32_t k)
{
    struct menu *m = page_own(p);
    m->edit.is_dirty = false;
    if (!edit_key(&m->edit, k)) return false;
    if (m->edit.is_dirty) follow_typed(p);
    return true;
}

static void step(struct page *p, long by)
{
    struct menu *m = page_own(p);
    long n = (long)p->desk->menu.n, at = (long)m->at + by;
    m->lost = false;
    m->at = (size_t)(at < 0 || n == 0 ? 0 : at >= n ? n - 1 : at);
}

static bool menu_act(struct page *p, enum action a)
{
    struct menu *m = page_own(p);
    switch (a) {
    case ACTION_ENTER:
        if (m->lost) follow_typed(p);
        else if (m->at < p->desk->menu.n) {
            struct list_args args = { p->desk->menu.at[m->at].register_ };
            desk_open(p->desk, &list_ops, &args);
        }
        return true;
    case ACTION_UP: step(p, -1); return true;
    case ACTION_DOWN: step(p, 1); return true;
    case ACTION_PGUP: step(p, -15); return true;
    case ACTION_PGDN: step(p, 15); return true;
    case ACTION_FIND: desk_open(p->desk, &find_ops, NULL); return true;
    case ACTION_HELP: help_open(p->desk, _("登记簿按标准的章节编号。只列出您的岗位能打开的。"), ""); return true;
    default: return false;
    }
}

static const char *menu_label(struct page *p, enum action a)
{
    (void)p;
    return a == ACTION_HELP || a == ACTION_FIND ? action_label(a) : NULL;
}

static void menu_draw(struct page *p)
{
    struct menu *m = page_own(p);
    const struct desk *d = p->desk;
    int first = FRAME_TOP + 3, rows = frame_bottom() - first + 1;
    draw_text(FRAME_TOP, 1, 10, FACE_LABEL, _("号码:"));
    draw_rule(FRAME_TOP + 2, 0, tty_cols(), FACE_RULE);
    if (m->at < m->top) m->top = m->at;
    if (m->at >= m->top + (size_t)rows) m->top = m->at - (size_t)rows + 1;
    for (int i = 0; i < rows && m->top + (size_t)i < d->menu.n; i++) {
        size_t k = m->top + (size_t)i;
        const struct menu_entry *e = &d->menu.at[k];
        bool repeats = k > 0 && i > 0 && !strcmp(d->menu.at[k - 1].menu, e->menu);
        enum face face = k == m->at ? FACE_CURRENT : FACE_TEXT;
        draw_text(first + i, 0, 2, FACE_CURRENT, k == m->at ? ">" : "");
        draw_text(first + i, 2, 4, face, repeats ? "" : e->menu);
        draw_text(first + i, 6, 26, face, repeats ? "" : e->chapter);
        draw_text(first + i, 33, tty_cols() - 33, face, e->title);
    }
    edit_draw(&m->edit, FRAME_TOP, 10, FACE_ACTIVE, true);
}

const struct page_ops menu_ops = {
    .name = "menu", .own_size = sizeof(struct menu), .open = menu_open, .key = menu_key, .act = menu_act, .draw = menu_draw, .label = menu_label,
};
