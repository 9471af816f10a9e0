/* SPDX-License-Identifier: Apache-2.0 */
/* One long text over the whole screen. It stays the field's: at each pause, and when one goes back, the page below has it, with its draft. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/text.h"
#include "page/frame.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/edit.h"
#include <stdio.h>

struct zoom {
    struct zoom_args args;
    struct edit edit;
    bool is_changed;            /* since the page below was given it */
    char mode[80];
};

static void show_mode(struct page *p)
{
    struct zoom *z = page_own(p);
    size_t n = edit_chars(&z->edit);
    const char *mode = z->edit.steps.n ? _("修改 *") : z->args.reads ? _("查看") : _("可改");
    if (z->args.max_chars) snprintf(z->mode, sizeof z->mode, _("%zu/%zu 字  %s"), n, z->args.max_chars, mode);
    else snprintf(z->mode, sizeof z->mode, _("%zu 字  %s"), n, mode);
    p->mode = z->mode;
}

static int room(void) { return frame_bottom() - FRAME_TOP + 1; }

static void zoom_open(struct page *p, const void *args)
{
    struct zoom *z = page_own(p);
    z->args = *(const struct zoom_args *)args;
    edit_init(&z->edit, p->arena, room(), tty_cols() - 2, z->args.max_chars);
    edit_set(&z->edit, z->args.text);
    z->edit.at = z->args.reads ? 0 : z->args.at;
    z->edit.takes_enter = !z->args.is_line;
    p->where = arena_printf(p->arena, "%s > %s", p->below->where, z->args.label);
    p->hint = z->args.reads ? _("上下键、PgUp PgDn 翻着看，Esc 返回") : z->args.is_line ? _("写好按 Enter 或 Esc 回去，写的都在；F2 保存") : _("Enter 换行；写好按 Esc 回去，写的都在；F2 保存");
    show_mode(p);
}

/* What the page below has of it is what stands here. */
static void give(struct page *p)
{
    struct zoom *z = page_own(p);
    if (!z->is_changed) return;
    z->is_changed = false;
    z->args.take(z->args.ctx, edit_text(&z->edit, p->desk->event), z->edit.at);
}

static bool zoom_key(struct page *p, uint32_t k)
{
    struct zoom *z = page_own(p);
    bool moves = k == K_UP || k == K_DOWN || k == K_LEFT || k == K_RIGHT || k == K_HOME || k == K_END;
    if (z->args.reads && !moves) return key_is_text(k);
    if (k == K_LINE && z->args.is_line) k = ' ';
    z->edit.is_dirty = false;
    if (!edit_key(&z->edit, k)) return moves;
    const char *why = edit_why(&z->edit, p->desk->event);
    if (*why) desk_say(p->desk, FACE_REFUSED, "%s", why);
    z->is_changed = z->is_changed || z->edit.is_dirty;
    return true;
}

static void zoom_back(struct page *p)
{
    give(p);
    desk_back(p->desk);
}

static bool zoom_act(struct page *p, enum action a)
{
    struct zoom *z = page_own(p);
    struct desk *d = p->desk;
    switch (a) {
    case ACTION_PGUP: edit_page(&z->edit, -1); return true;
    case ACTION_PGDN: edit_page(&z->edit, 1); return true;
    case ACTION_BACK: case ACTION_CHOOSE: case ACTION_ENTER: zoom_back(p); return true;
    case ACTION_SAVE:
        zoom_back(p);                           /* the page is gone now */
        d->top->ops->act(d->top, ACTION_SAVE);
        return true;
    case ACTION_HELP: help_open(d, arena_printf(d->event, "%s\n%s", z->args.label, z->args.help), ""); return true;
    default: return false;
    }
}

static const char *zoom_label(struct page *p, enum action a)
{
    const struct zoom *z = page_own(p);
    return a == ACTION_HELP || (!z->args.reads && (a == ACTION_SAVE || (a == ACTION_UNDO && z->edit.steps.n))) ? action_label(a) : NULL;
}

static void zoom_draw(struct page *p)
{
    struct zoom *z = page_own(p);
    if (z->edit.rows != room() || z->edit.cols != tty_cols() - 2) edit_size(&z->edit, room(), tty_cols() - 2);
    if (face_profile_now() != FACE_LEAN || !p->desk->typing) show_mode(p);      /* a slow line counts when the keys pause */
    draw_right(1, tty_cols() - 1 - cell_text(p->mode), cell_text(p->mode) + 1, FACE_MODE, p->mode);
    edit_draw(&z->edit, FRAME_TOP, 1, z->args.reads ? FACE_TEXT : FACE_FIELD, true);
}

static bool zoom_busy(struct page *p)
{
    return !((struct zoom *)page_own(p))->args.reads;
}

const struct page_ops zoom_ops = {
    .name = "zoom", .own_size = sizeof(struct zoom), .open = zoom_open, .key = zoom_key, .act = zoom_act, .draw = zoom_draw, .rest = give, .label = zoom_label, .busy = zoom_busy,
};
