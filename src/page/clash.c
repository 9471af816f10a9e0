/* SPDX-License-Identifier: Apache-2.0 */
#include "page/clash.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "form/record.h"
#include "page/frame.h"
#include "store/save.h"
#include "term/draw.h"
#include "term/tty.h"
#include <string.h>

struct clash {
    struct clash_args args;
    bool *mine;                 /* the choice, one a field of the answer: mine or theirs */
    size_t at;                  /* the marked field of the answer */
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
    p->where = arena_str(p->arena, p->below->where);
    p->mode = _("修改 *");
    p->hint = _("左右键选一列，上下键换一处；Esc 回到修改，什么都不丢");
}

static bool clash_key(struct page *p, uint32_t k)
{
    struct clash *c = page_own(p);
    if (k != K_LEFT && k != K_RIGHT) return false;
    if (c->at < c->args.answer->fields.n) c->mine[c->at] = k == K_RIGHT;
    return true;
}

enum { WAS, THEIRS, MINE, N_SIDES };

/* ---- texts */
/* "周志红（识字里社区退役军人服务站）" without the office. */
static const char *their_name(struct page *p)
{
    const struct clash *c = page_own(p);
    const char *who = c->args.answer->who ? c->args.answer->who : _("别人"), *office = strstr(who, "（");
    return arena_copy(p->desk->event, who, office ? (size_t)(office - who) : strlen(who));
}

/* "10:02", of another day with the day. */
static const char *when_text(struct page *p)
{
    const struct clash *c = page_own(p);
    const char *at = c->args.answer->at ? c->args.answer->at : "", *today = p->desk->seat.today;
    size_t n = strlen(today);
    return !strncmp(at, today, n) && at[n] == ' ' ? at + n + 1 : at;
}

static const char *label_of(const struct page *p, size_t field)
{
    const struct clash *c = page_own((struct page *)p);
    return pair_text(c->args.record->set->at[field].label, p->desk->seat.en);
}

static const char *side_text(const struct clash *c, const struct save_field *f, int side)
{
    return side == MINE ? record_show(c->args.record, f->field) : side == WAS ? f->was_show : f->theirs_show;
}

static const char *side_name(struct page *p, int side)
{
    return side == WAS ? _("原来") : side == MINE ? _("您") : their_name(p);
}

/* Is it in the answer: did others change it? */
static bool is_theirs(const struct clash *c, size_t field)
{
    for (size_t i = 0; i < c->args.answer->fields.n; i++)
        if (field_at(c, i)->field == field) return true;
    return false;
}

static bool is_mine_alone(const struct clash *c, size_t field)
{
    return record_value_dirty(c->args.record, field) && !is_theirs(c, field);
}

static size_t n_mine(const struct clash *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->args.record->set->n; i++) n += record_value_dirty(c->args.record, i);
    return n;
}

static size_t n_both(const struct clash *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->args.answer->fields.n; i++) n += field_at(c, i)->clash;
    return n;
}

static const char *intro_text(struct page *p)
{
    const struct clash *c = page_own(p);
    const struct save_answer *answer = c->args.answer;
    struct arena *a = p->desk->event;
    const char *what = pair_text(c->args.record->set->name, p->desk->seat.en);
    const char *who = tty_cols() < 80 || !answer->who ? their_name(p) : answer->who;
    return arena_printf(a, _("您改的这条%s，%s %s 已先保存过。\n对方改了 %zu 处，您改了 %zu 处；两边都改了、不一样的 %zu 处，请选："),
                        what, who, when_text(p), answer->fields.n, n_mine(c), n_both(c));
}

/* "不用您选的: 慰问品（王芳: 牛奶）  家中情况（您）" */
static const char *others_text(struct page *p)
{
    const struct clash *c = page_own(p);
    struct str s;
    str_init(&s, p->desk->event, 8000);
    for (size_t i = 0; i < c->args.answer->fields.n; i++) {
        const struct save_field *f = field_at(c, i);
        if (f->clash) continue;
        str_addf(&s, _("  %s（%s: %s）"), label_of(p, f->field), their_name(p), *f->theirs_show ? f->theirs_show : _("（空）"));
    }
    for (size_t i = 0; i < c->args.record->set->n; i++)
        if (is_mine_alone(c, i)) str_addf(&s, _("  %s（%s）"), label_of(p, i), _("您"));
    return s.n ? arena_printf(p->desk->event, "%s%s", _("不用您选的:"), s.s + 1) : "";
}

static void add_side(struct page *p, struct str *s, const struct save_field *f, int side)
{
    const char *text = side_text(page_own(p), f, side);
    str_addf(s, "\n  %s: %s", side_name(p, side), *text ? text : _("（空）"));
}

/* Every difference in full: what is asked first, then what only they, then what only I changed. */
static void show_all(struct page *p)
{
    const struct clash *c = page_own(p);
    struct str s;
    str_init(&s, p->desk->event, 1 << 18);
    for (int asked = 1; asked >= 0; asked--)
        for (size_t i = 0; i < c->args.answer->fields.n; i++) {
            const struct save_field *f = field_at(c, i);
            if (f->clash != (asked == 1)) continue;
            str_addf(&s, "%s%s", s.n ? "\n" : "", label_of(p, f->field));
            add_side(p, &s, f, WAS);
            add_side(p, &s, f, THEIRS);
            if (f->clash) add_side(p, &s, f, MINE);
        }
    for (size_t i = 0; i < c->args.record->set->n; i++)
        if (is_mine_alone(c, i)) str_addf(&s, "\n%s\n  %s: %s", label_of(p, i), _("您"), *record_show(c->args.record, i) ? record_show(c->args.record, i) : _("（空）"));
    desk_note(p->desk, _("全部差别"), s.s);
}

/* ---- keys */
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
    case ACTION_CHOOSE: show_all(p); return true;
    case ACTION_BACK: leave(p, false); return true;
    case ACTION_HELP: help_open(p->desk, _("您打开以后，别人先保存了。只有两个人都改了的那几处要您决定；别的已经合在一起。"), ""); return true;
    default: return false;
    }
}

static const char *clash_label(struct page *p, enum action a)
{
    (void)p;
    return a == ACTION_SAVE ? _("按所选保存") : a == ACTION_CHOOSE ? _("看全部差别") : a == ACTION_HELP ? action_label(a) : NULL;
}

/* ---- drawing */
/* The lines a text takes, at most so many; drawn unless y < 0. */
static int wrapped(struct page *p, int y, int x, int cells, int most, enum face face, const char *text)
{
    int n = 0;
    for (const char *s = text; *s && n < most; n++) {
        const char *line = cell_line(p->desk->event, &s, cells);
        if (y >= 0) draw_text(y + n, x, cells, face, *s && n + 1 == most ? cell_fit(p->desk->event, arena_printf(p->desk->event, "%s%s", line, s), cells) : line);
    }
    return n;
}

struct columns { int label, x, cells; };

static struct columns lay(struct page *p)
{
    const struct clash *c = page_own(p);
    struct columns l = { .label = 0 };
    for (size_t i = 0; i < c->args.answer->fields.n; i++) {
        int cells = field_at(c, i)->clash ? cell_text(label_of(p, field_at(c, i)->field)) : 0;
        if (cells > l.label) l.label = cells;
    }
    if (l.label > tty_cols() / 4) l.label = tty_cols() / 4;
    l.x = 2 + l.label + 2;
    l.cells = (tty_cols() - l.x) / N_SIDES;
    return l;
}

static void draw_heading(struct page *p, struct columns l, int y)
{
    struct arena *a = p->desk->event;
    for (int k = 0; k < N_SIDES; k++)
        draw_text(y, l.x + k * l.cells, l.cells - 1, FACE_LABEL, cell_fit(a, arena_printf(a, " %s", side_name(p, k)), l.cells - 1));
    draw_rule(y + 1, 0, tty_cols(), FACE_RULE);
}

/* Values stand a cell to the right, where the bracket of the chosen one does not move them. */
static void draw_field(struct page *p, struct columns l, size_t i, int y)
{
    const struct clash *c = page_own(p);
    struct arena *a = p->desk->event;
    int chosen = c->mine[i] ? MINE : THEIRS;
    draw_text(y, 0, 2, FACE_CURRENT, i == c->at ? ">" : "");
    draw_text(y, 2, l.label, FACE_LABEL, cell_fit(a, label_of(p, field_at(c, i)->field), l.label));
    for (int k = 0; k < N_SIDES; k++) {
        const char *text = side_text(c, field_at(c, i), k);
        int room = l.cells - 3, cells = cell_text(text) < room ? cell_text(text) : room;
        text = cell_fit(a, text, cells);
        draw_text(y, l.x + k * l.cells, l.cells - 1, k == chosen ? FACE_CURRENT : FACE_TEXT, arena_printf(a, k == chosen ? "[%s]" : " %s", text));
    }
    if (i == c->at) draw_cursor(y, l.x + chosen * l.cells);
}

static bool is_cut(const struct clash *c, struct columns l, size_t i)
{
    for (int k = 0; k < N_SIDES; k++)
        if (cell_text(side_text(c, field_at(c, i), k)) > l.cells - 3 || strchr(side_text(c, field_at(c, i), k), '\n')) return true;
    return false;
}

/* The three texts of the marked row, where its columns cut one: below each other, each in its part of what is left. */
static void draw_full(struct page *p, struct columns l, int y)
{
    const struct clash *c = page_own(p);
    if (c->at >= c->args.answer->fields.n || !is_cut(c, l, c->at)) return;
    int cells = 0, left = frame_bottom() - y;
    for (int k = 0; k < N_SIDES; k++) {
        int name = cell_text(side_name(p, k));
        if (name > cells) cells = name;
    }
    if (left < N_SIDES) return;
    draw_rule(y++, 0, tty_cols(), FACE_RULE);
    for (int k = 0; k < N_SIDES; k++) {
        int most = (frame_bottom() - y + 1) / (N_SIDES - k);
        draw_right(y, 1, cells, FACE_LABEL, side_name(p, k));
        int n = wrapped(p, y, cells + 2, tty_cols() - cells - 3, most, FACE_TEXT, side_text(c, field_at(c, c->at), k));
        y += n ? n : 1;
    }
}

/* The rows around the marked one, `most` at most; the line below the last. */
static int draw_fields(struct page *p, struct columns l, int y, int most)
{
    const struct clash *c = page_own(p);
    int at = 0, seen = 0;
    for (size_t i = 0; i < c->at && i < c->args.answer->fields.n; i++) at += field_at(c, i)->clash;
    int first = at < most ? 0 : at - most + 1;
    for (size_t i = 0; i < c->args.answer->fields.n; i++) {
        if (!field_at(c, i)->clash) continue;
        if (seen >= first && seen < first + most) draw_field(p, l, i, y++);
        seen++;
    }
    return y;
}

static void clash_draw(struct page *p)
{
    const struct clash *c = page_own(p);
    struct columns l = lay(p);
    int loose = tty_rows() >= 20, y = FRAME_TOP + loose, wide = tty_cols();
    y += wrapped(p, y, 1, wide - 2, 4, FACE_TEXT, intro_text(p)) + loose;
    draw_heading(p, l, y);
    y += 2;
    const char *others = others_text(p);
    int left = frame_bottom() - y + 1, n_others = wrapped(p, -1, 1, wide - 2, loose ? 3 : 1, FACE_TEXT, others);
    int most = left - n_others - loose;
    if (loose && most > left / 2) most = left / 2;
    if (most < 1) most = 1;
    y = draw_fields(p, l, y, most < (int)n_both(c) ? most : (int)n_both(c)) + loose;
    if (y + n_others - 1 > frame_bottom()) return;
    y += wrapped(p, y, 1, wide - 2, loose ? 3 : 1, FACE_TEXT, others) + (n_others ? loose : 0);
    draw_full(p, l, y);
}

const struct page_ops clash_ops = {
    .name = "clash", .reads = N_("读别人的改动"), .own_size = sizeof(struct clash), .open = clash_open, .key = clash_key, .act = clash_act, .draw = clash_draw, .label = clash_label,
};
