/* SPDX-License-Identifier: Apache-2.0 */
/* Two files beside each other, field by field: what they agree in is said once, what they differ in is chosen by left and right. The left one is
 * kept, ^R changes sides. F2 merges, F6 says that they are two. What follows of either is api.merge()'s and api.not_the_same()'s. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/tell.h"
#include "term/draw.h"
#include "term/tty.h"
#include <string.h>

enum { LEFT, RIGHT, N_SIDES };
struct line {
    const char *name, *label, *side[N_SIDES];
    bool differs, is_count, is_masked;
    int from;                   /* whose value is kept: of the one it came from, not of the side it stands on */
};

struct pair {
    struct arena *data;
    const char *relation, *pair;
    const char *id[N_SIDES], *version[N_SIDES], *office[N_SIDES], *called[N_SIDES];    /* as the database has them; id NULL: lies elsewhere */
    const char *refused, *now;  /* why they are not merged here, and what now; NULL */
    int kept;                   /* which of the two stays: it stands on the left */
    struct { struct line *at; size_t n, cap; } lines;
    size_t at, top;
    const char *shown;          /* the first line that was masked and is to be shown now; NULL */
    bool loaded, masked;
};

static const struct line *line_here(const struct pair *x)
{
    return x->at < x->lines.n ? &x->lines.at[x->at] : NULL;
}

static bool is_choice(const struct line *l)
{
    return l->differs && !l->is_count;
}

static int side_of(const struct pair *x, int side)
{
    return side == LEFT ? x->kept : 1 - x->kept;
}

/* ---- reading */
static const char *text_or_null(struct arena *a, const struct rows *r, int i, const char *column)
{
    int c = rows_column(r, column);
    return rows_is_null(r, i, c) ? NULL : arena_str(a, rows_text(r, i, c));
}

static void take_head(struct pair *x, const struct rows *r, int i)
{
    const char *name = rows_get(r, i, "name");
    const char *one = text_or_null(x->data, r, i, "one"), *two = text_or_null(x->data, r, i, "two");
    const char **where = !strcmp(name, "one") ? x->id : !strcmp(name, "version") ? x->version : !strcmp(name, "office") ? x->office : !strcmp(name, "called") ? x->called : NULL;
    if (where) {
        where[0] = one;
        where[1] = two;
    } else {
        x->refused = one;
        x->now = two;
    }
}

static void take_line(struct page *p, const struct rows *r, int i)
{
    struct pair *x = page_own(p);
    struct line l = { .name = arena_str(x->data, rows_get(r, i, "name")), .label = arena_str(x->data, rows_get(r, i, p->desk->seat.en ? "en" : "zh")),
                      .differs = !strcmp(rows_get(r, i, "differs"), "t"), .is_count = !strcmp(rows_get(r, i, "part"), "count"),
                      .is_masked = !strcmp(rows_get(r, i, "part"), "masked") };
    l.side[0] = arena_str(x->data, rows_get(r, i, "one"));
    l.side[1] = arena_str(x->data, rows_get(r, i, "two"));
    l.from = *l.side[x->kept] || !*l.side[1 - x->kept] ? x->kept : 1 - x->kept;
    if (!l.differs && !*l.side[0]) return;              /* neither says anything */
    x->masked = x->masked || (l.is_masked && l.differs);
    vec_push(x->data, &x->lines, l);
}

static void move(struct pair *x, int way)
{
    for (long i = (long)x->at + way; i >= 0 && i < (long)x->lines.n; i += way)
        if (is_choice(&x->lines.at[i])) {
            x->at = (size_t)i;
            return;
        }
}

static int room(void) { return frame_bottom() - FRAME_TOP - 2; }

/* To the next choice a window's lines on or back, or the last there is. */
static void turn(struct pair *x, int way)
{
    long goal = (long)x->at + way * room();
    for (size_t was = x->lines.n; was != x->at && (way > 0 ? (long)x->at < goal : (long)x->at > goal); ) {
        was = x->at;
        move(x, way);
    }
}

static void go_to(struct pair *x, const char *name)
{
    for (size_t i = 0; i < x->lines.n; i++)
        if (!strcmp(x->lines.at[i].name, name)) x->at = i;
}

static void rows_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct pair *x = page_own(p);
    if (!a->ok) {
        page_turns_back(p, &a->err);
        return;
    }
    for (int i = 0; i < a->rows->n; i++) {
        if (!strcmp(rows_get(a->rows, i, "part"), "head")) take_head(x, a->rows, i);
        else take_line(p, a->rows, i);
    }
    x->loaded = true;
    x->at = (size_t)-1;
    move(x, 1);
    if (x->at >= x->lines.n) x->at = 0;
    if (x->shown) go_to(x, x->shown);
    x->shown = NULL;
    p->hint = x->refused ? x->refused : _("左右键选留哪个，上下键换一处；左边那份留下，^R 左右对换");
}

/* What was chosen already stays chosen. */
static void read_anew(struct page *p)
{
    struct pair *x = page_own(p);
    const char *params[] = { x->relation, x->pair };
    arena_clear(x->data);
    memset(&x->lines, 0, sizeof x->lines);
    x->masked = x->loaded = false;
    x->refused = x->now = NULL;
    page_asks(p);
    pg_send(p->desk->pg, "select * from api.compare($1, $2)", 2, params, rows_came, p);
}

static void pair_open(struct page *p, const void *v)
{
    const struct pair_args *args = v;
    struct pair *x = page_own(p);
    x->data = arena_new(p->arena);
    x->relation = arena_str(p->arena, args->relation);
    x->pair = arena_printf(p->arena, "%lld", (long long)args->pair);
    p->where = arena_printf(p->arena, "%s > %s", args->where, _("对照"));
    p->mode = _("查看");
    read_anew(p);
}

/* ---- what is done */
static void done(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct desk *d = p->desk;
    if (!a->ok) {
        if (!desk_line_refused(d, &a->err)) return;
        return;
    }
    const char *said = arena_str(d->event, rows_text(a->rows, 0, 0));
    desk_back(d);                               /* the page is gone now */
    desk_say(d, FACE_GOOD, "%s", said);
}

static void looked(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    if (!a->ok) {
        desk_line_refused(p->desk, &a->err);
        return;
    }
    desk_say(p->desk, FACE_TEXT, "%s", rows_text(a->rows, 0, 0));
    struct pair *x = page_own(p);
    for (size_t i = x->lines.n; i-- > 0; )
        if (x->lines.at[i].is_masked && x->lines.at[i].differs) x->shown = arena_str(p->arena, x->lines.at[i].name);
    read_anew(p);
}

static void look_answered(void *ctx, const char *why)
{
    struct page *p = ctx;
    const struct pair *x = page_own(p);
    if (!why) return;
    const char *params[] = { x->relation, x->pair, why };
    page_asks_for(p, _("打开遮盖的内容"));
    pg_send(p->desk->pg, "select api.look_at_pair($1, $2, $3)", 3, params, looked, p);
}

/* {"columns": [those of the one that goes], "versions": [of the one that stays, of the other]} */
static const char *choices(struct page *p)
{
    const struct pair *x = page_own(p);
    struct str s;
    str_init(&s, p->desk->event, 1 << 14);
    str_add(&s, "{\"columns\": [");
    for (size_t i = 0, n = 0; i < x->lines.n; i++)
        if (is_choice(&x->lines.at[i]) && x->lines.at[i].from != x->kept) {
            if (n++) str_add(&s, ", ");
            str_add_json(&s, x->lines.at[i].name);
        }
    str_addf(&s, "], \"versions\": [%s, %s]}", x->version[x->kept], x->version[1 - x->kept]);
    return s.s;
}

static void merge_answered(void *ctx, const char *why)
{
    struct page *p = ctx;
    const struct pair *x = page_own(p);
    if (!why) return;
    const char *params[] = { x->relation, x->id[x->kept], x->id[1 - x->kept], choices(p), why, _("已合并；合并错了，在“合并记录”里撤销") };
    page_asks_for(p, _("合并"));
    pg_send(p->desk->pg, "select $6::text from (select api.merge($1, $2, $3, $4, $5) offset 0) m", 6, params, done, p);
    tell_send(p->desk->pg);
}

static void verdict(void *ctx, int choice)
{
    struct page *p = ctx;
    const struct pair *x = page_own(p);
    if (choice != 1) return;
    const char *params[] = { x->relation, x->pair };
    page_asks_for(p, _("记下不是同一个"));
    pg_send(p->desk->pg, "select api.not_the_same($1, $2)", 2, params, done, p);
    tell_send(p->desk->pg);
}

static void merge(struct page *p)
{
    const struct pair *x = page_own(p);
    if (x->refused) desk_note(p->desk, x->refused, x->now ? x->now : "");
    else if (x->masked) desk_say(p->desk, FACE_REFUSED, "%s", _("身份证号、电话、住址不一样的要先看过：按 F4 写明理由"));
    else desk_line(p->desk, _("并成一份，为什么？（可以撤销）"), merge_answered, p);
}

static void swap(struct pair *x)
{
    x->kept = 1 - x->kept;
}

/* The marked line in full. */
static void show_whole(struct page *p)
{
    const struct pair *x = page_own(p);
    const struct line *l = line_here(x);
    if (l) desk_note(p->desk, l->label, arena_printf(p->desk->event, "%s\n\n%s", l->side[side_of(x, LEFT)], l->side[side_of(x, RIGHT)]));
}

static bool pair_key(struct page *p, uint32_t k)
{
    struct pair *x = page_own(p);
    if (k != K_LEFT && k != K_RIGHT) return false;
    if (line_here(x) && is_choice(line_here(x))) x->lines.at[x->at].from = side_of(x, k == K_LEFT ? LEFT : RIGHT);
    return true;
}

static bool pair_act(struct page *p, enum action a)
{
    struct pair *x = page_own(p);
    switch (a) {
    case ACTION_UP: move(x, -1); return true;
    case ACTION_DOWN: case ACTION_ENTER: move(x, 1); return true;
    case ACTION_PGUP: turn(x, -1); return true;
    case ACTION_PGDN: turn(x, 1); return true;
    case ACTION_SORT: swap(x); return true;
    case ACTION_SAVE: merge(p); return true;
    case ACTION_SAME: if (x->masked) desk_line(p->desk, _("为什么要看？（这一眼会记录在案）"), look_answered, p); return true;
    case ACTION_CHOOSE: show_whole(p); return true;
    case ACTION_ACT: desk_choose(p->desk, _("不是同一个人"), _("记下来，以后不再提示；说错了可以收回"), _("不记\n记下"), verdict, p); return true;
    case ACTION_HELP: help_open(p->desk, _("两份档案对照：不一样的地方，左右键选留哪个。左边那份留下，右边那份并进来，它的走访、包联、信访、救助、附件都归到左边。并错了可以撤销，合并以后改的保留。"), "6.1.2"); return true;
    default: return false;
    }
}

static const char *pair_label(struct page *p, enum action a)
{
    const struct pair *x = page_own(p);
    switch (a) {
    case ACTION_HELP: return action_label(a);
    case ACTION_SAVE: return x->loaded && !x->refused ? _("合并") : NULL;
    case ACTION_SAME: return x->masked ? _("看号码电话") : NULL;
    case ACTION_CHOOSE: return x->lines.n ? _("看全文") : NULL;
    case ACTION_ACT: return _("不是同一个人");
    case ACTION_PGDN: return x->loaded && x->lines.n > x->top + (size_t)room() ? action_label(a) : NULL;
    case ACTION_SORT: return x->id[1] ? _("左右对换") : NULL;
    default: return NULL;
    }
}

/* ---- drawing */
static const char *heading(struct page *p, const char *what, const char *called)
{
    const struct pair *x = page_own(p);
    return x->id[1] ? arena_printf(p->desk->event, " %s: %s", what, called) : arena_printf(p->desk->event, " %s", called ? called : "");
}

static void draw_heading(struct page *p, int label, int cells)
{
    const struct pair *x = page_own(p);
    struct arena *a = p->desk->event;
    static const char *const what[] = { N_("留下"), N_("并进来") };
    for (int k = LEFT; k <= RIGHT; k++) {
        int of = side_of(x, k), at = label + k * cells;
        draw_text(FRAME_TOP, at, cells - 1, FACE_LABEL, cell_fit(a, heading(p, _(what[k]), x->called[of]), cells - 1));
        draw_text(FRAME_TOP + 1, at, cells - 1, FACE_TEXT, cell_fit(a, arena_printf(a, " %s", x->office[of] ? x->office[of] : ""), cells - 1));
    }
    draw_rule(FRAME_TOP + 2, 0, tty_cols(), FACE_RULE);
}

static void draw_line(struct page *p, size_t i, int y, int label, int cells)
{
    const struct pair *x = page_own(p);
    const struct line *l = &x->lines.at[i];
    struct arena *a = p->desk->event;
    bool here = i == x->at, choice = is_choice(l);
    draw_text(y, 0, 2, FACE_CURRENT, here ? ">" : "");
    draw_text(y, 2, label - 3, FACE_LABEL, cell_fit(a, l->label, label - 3));
    for (int k = LEFT; k <= RIGHT; k++) {
        int of = side_of(x, k);
        bool chosen = choice && l->from == of;
        const char *text = cell_fit(a, !l->differs && k == RIGHT ? "=" : l->side[of], cells - 3);
        draw_text(y, label + k * cells, cells - 1, chosen ? FACE_CURRENT : FACE_TEXT, arena_printf(a, chosen ? "[%s]" : " %s", text));
    }
    if (here) draw_cursor(y, label + (l->from == x->kept ? LEFT : RIGHT) * cells);
}

/* The other lies elsewhere: what there is to do. */
static void draw_why_not(struct page *p)
{
    const struct pair *x = page_own(p);
    int y = FRAME_TOP + 3;
    for (const char *s = x->now ? x->now : ""; *s && y <= frame_bottom(); y++) draw_text(y, 2, tty_cols() - 3, FACE_TEXT, cell_line(p->desk->event, &s, tty_cols() - 3));
}

static void pair_draw(struct page *p)
{
    struct pair *x = page_own(p);
    int label = 16, cells = (tty_cols() - label) / N_SIDES;
    draw_cursor(FRAME_TOP, 0);
    if (!x->loaded) return;
    draw_heading(p, label, cells);
    if (x->at < x->top) x->top = x->at;
    if (x->at >= x->top + (size_t)room()) x->top = x->at - (size_t)room() + 1;
    for (size_t i = x->top; i < x->lines.n && i < x->top + (size_t)room(); i++) draw_line(p, i, FRAME_TOP + 3 + (int)(i - x->top), label, cells);
    if (!x->id[1]) draw_why_not(p);
}

const struct page_ops pair_ops = {
    .name = "pair", .reads = N_("对照两条记录"), .own_size = sizeof(struct pair), .open = pair_open, .key = pair_key, .act = pair_act, .draw = pair_draw, .label = pair_label,
};
