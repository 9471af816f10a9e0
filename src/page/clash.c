/* SPDX-License-Identifier: Apache-2.0 */
#include "page/clash.h"
#include "base/cell.h"
#include "base/text.h"
#include "form/record.h"
#include "page/frame.h"
#include "store/save.h"
#include "term/draw.h"
#include "term/tty.h"
#include <stdio.h>
#include <string.h>

struct clash {
    struct clash_args args;
    bool *mine;                 /* the choice, one a field of the answer: mine or theirs */
    size_t at;
};

static const struct save_field *field_at(const struct clash *c, size_t i)
{
    return &c->args.answer->fields.at[i];
}

static void move(struct clash *c, int way)
{
    for (long i = (long)c->at + way; i >= 0 && i < (long)c->args.answer->fields.n; i += way)
        if (field_at(c, (size_t)i)->clash) {
            c->at = (size_t)i;
            return;
        }
}

static void clash_open(struct page *p, const void *args)
{
    struct clash *c = page_own(p);
    c->args = *(const struct clash_args *)args;
    c->mine = arena_array(p->arena, bool, c->args.answer->fields.n + 1);
    for (size_t i = 0; i < c->args.answer->fields.n; i++) c->mine[i] = true;
    c->at = (size_t)-1;
    move(c, 1);
    p->where = arena_printf(p->arena, "%s", _("两个人改了同一处"));
    p->mode = _("修改 *");
    p->hint = _("左右键选留哪一个；F2 按所选保存，Esc 回到修改，什么都不丢");
}

static bool clash_key(struct page *p, uint32_t k)
{
    struct clash *c = page_own(p);
    if (k != K_LEFT && k != K_RIGHT) return false;
    if (c->at < c->args.answer->fields.n) c->mine[c->at] = k == K_RIGHT;
    return true;
}

static void leave(struct page *p, bool again)
{
    struct clash *c = page_own(p);
    c->args.settled(c->args.ctx, again);        /* first: whether anything of one's own is left decides if the page below reads anew */
    desk_back(p->desk);
}

static void settle(struct page *p)
{
    struct clash *c = page_own(p);
    for (size_t i = 0; i < c->args.answer->fields.n; i++) {
        const struct save_field *f = field_at(c, i);
        record_rebase(c->args.record, f->field, f->theirs, f->clash && c->mine[i]);
    }
    c->args.record->version = c->args.answer->version;
    leave(p, true);
}

static bool clash_act(struct page *p, enum action a)
{
    struct clash *c = page_own(p);
    switch (a) {
    case ACTION_UP: move(c, -1); return true;
    case ACTION_DOWN: case ACTION_ENTER: move(c, 1); return true;
    case ACTION_SAVE: settle(p); return true;
    case ACTION_BACK: leave(p, false); return true;
    case ACTION_HELP: help_open(p->desk, _("您打开以后，别人先保存了。只有两个人都改了的那几处要您决定；别的已经合在一起。"), ""); return true;
    default: return false;
    }
}

static const char *clash_label(struct page *p, enum action a)
{
    (void)p;
    return a == ACTION_SAVE ? _("按所选保存") : a == ACTION_HELP ? action_label(a) : NULL;
}

static void draw_field(struct page *p, size_t i, int y)
{
    struct clash *c = page_own(p);
    struct arena *a = p->desk->event;
    const struct save_field *f = field_at(c, i);
    const struct field *field = &c->args.record->set->at[f->field];
    int column = (tty_cols() - 16) / 3;
    const char *texts[3] = { f->was ? f->was : "", f->theirs ? f->theirs : "", f->mine ? f->mine : "" };
    draw_text(y, 0, 2, FACE_CURRENT, i == c->at ? ">" : "");
    draw_text(y, 2, 13, FACE_LABEL, pair_text(field->label, p->desk->seat.en));
    for (int k = 0; k < 3; k++) {
        bool chosen = k == (c->mine[i] ? 2 : 1);
        const char *shown = field_show(a, field, texts[k], p->desk->seat.en);
        draw_text(y, 16 + k * column, column - 1, chosen ? FACE_CURRENT : FACE_TEXT,
                  chosen ? arena_printf(a, "[%s]", cell_fit(a, shown, column - 4)) : cell_fit(a, shown, column - 2));
    }
    if (i == c->at) draw_cursor(y, 16 + (c->mine[i] ? 2 : 1) * column);
}

static void clash_draw(struct page *p)
{
    struct clash *c = page_own(p);
    struct arena *a = p->desk->event;
    const struct save_answer *answer = c->args.answer;
    int y = FRAME_TOP + 1, column = (tty_cols() - 16) / 3;
    draw_text(y, 1, tty_cols() - 2, FACE_TEXT, arena_printf(a, _("%s 已先保存过。两边都改了的，请选："), answer->who ? answer->who : _("别人")));
    draw_text(y + 2, 16, column, FACE_LABEL, _("原来"));
    draw_text(y + 2, 16 + column, column, FACE_LABEL, answer->who ? answer->who : _("别人"));
    draw_text(y + 2, 16 + 2 * column, column, FACE_LABEL, _("您"));
    draw_rule(y + 3, 0, tty_cols(), FACE_RULE);
    y += 4;
    for (size_t i = 0; i < answer->fields.n && y <= frame_bottom(); i++)
        if (field_at(c, i)->clash) draw_field(p, i, y++);
}

const struct page_ops clash_ops = {
    .name = "clash", .own_size = sizeof(struct clash), .open = clash_open, .key = clash_key, .act = clash_act, .draw = clash_draw, .label = clash_label,
};
