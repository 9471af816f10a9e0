/* SPDX-License-Identifier: Apache-2.0 */
/* The owner is answered after the float has gone, so that it may open the next one. */
#include "page/ask.h"
#include "page/page.h"
#include "base/cell.h"
#include "base/text.h"
#include "base/utf8.h"
#include "form/field.h"
#include "store/lookup.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/box.h"
#include "widget/edit.h"
#include "widget/pick.h"
#include <string.h>

enum kind { BOX, LINE, PICK };
enum { WRONG_MOST = 3 };        /* lines of what is wrong with an answer */

struct asking {
    struct desk *desk;
    struct arena *arena;
    enum kind kind;
    const char *title, *help;       /* help: what F1 says, or "" */
    void *ctx;
    struct box box;
    desk_choice_fn *chosen;
    struct turns turns;         /* of a box that is one of several; fn NULL: it is not */
    struct edit edit;
    desk_line_fn *typed;
    desk_judge_fn *judge;       /* NULL: every line will do              */
    const char *wrong;          /* what is wrong with the line, or ""    */
    struct pick pick;
    const struct field *field;
    const char *const *among;   /* values its finder is given; NULL      */
    desk_pick_fn *picked;
    const char *now;            /* the value the list begins at, or ""   */
    struct asking *under;       /* the float it lies on, which comes back; NULL */
    struct lookup *rows;
    const char *wanted;         /* typed while an answer was awaited; NULL */
    int waiting;
    bool held;                  /* the list must come before the next key */
    bool enter;                 /* Enter was typed ahead of the list      */
    bool begins;                /* with what stands in the field          */
    bool closed;
};

/* The float lies on the desk: the keys are its own now. */
static void put_on(struct asking *q)
{
    q->desk->asking = q;
    q->desk->foot.keys[0] = 0;
}

static struct asking *begin(struct desk *d, enum kind kind, const char *title, void *ctx)
{
    struct arena *a = arena_new(d->arena);
    struct asking *q = arena_new_of(a, struct asking);
    if (d->answered) arena_free(d->answered->arena);
    d->answered = NULL;
    *q = (struct asking){ .desk = d, .arena = a, .kind = kind, .title = arena_str(a, title), .help = "", .ctx = ctx, .wrong = "", .now = "" };
    put_on(q);
    return q;
}

static void take_off(struct asking *q)
{
    q->desk->asking = NULL;
    q->desk->foot.keys[0] = 0;
}

/* Takes the float off the desk; its memory goes when nothing is awaited. */
static void end(struct asking *q)
{
    take_off(q);
    q->closed = true;
    if (!q->waiting) arena_free(q->arena);
}

void desk_note(struct desk *d, const char *title, const char *text)
{
    struct asking *q = begin(d, BOX, title, NULL);
    box_init(&q->box, q->arena, q->title);
    box_text(&q->box, FACE_BOX, text);
}

void desk_choose(struct desk *d, const char *title, const char *text, const char *choices, desk_choice_fn *fn, void *ctx)
{
    struct asking *q = begin(d, BOX, title, ctx);
    q->chosen = fn;
    box_init(&q->box, q->arena, q->title);
    if (*text) box_text(&q->box, FACE_BOX, text);
    int id = 0;
    for (const char *s = choices; *s; ) {
        size_t n = strcspn(s, "\n");
        box_choice(&q->box, id++, arena_copy(q->arena, s, n));
        s += n + (s[n] == '\n');
    }
}

void desk_line_judged(struct desk *d, const char *title, desk_judge_fn *judge, desk_line_fn *fn, void *ctx)
{
    struct asking *q = begin(d, LINE, title, ctx);
    q->judge = judge;
    q->typed = fn;
    edit_init(&q->edit, q->arena, 1, 40, 200);
}

void desk_line(struct desk *d, const char *title, desk_line_fn *fn, void *ctx)
{
    desk_line_judged(d, title, NULL, fn, ctx);
}

static const char *label_of(void *ctx, size_t i)
{
    const struct asking *q = ctx;
    return q->rows->at[i].label;
}

static const char *hint_of(void *ctx, size_t i)
{
    const struct asking *q = ctx;
    return q->rows->at[i].hint;
}

static void ask_rows(struct asking *q, const char *typed);
static void pick_answered(struct asking *q, uint32_t k);

static void hold(struct asking *q)
{
    if (!q->held) q->desk->hold++;
    q->held = true;
}

/* While nothing is typed Enter leaves what stands there. */
static void begin_at_now(struct asking *q)
{
    if (edit_chars(&q->pick.filter)) return;
    for (size_t i = 0; q->rows && i < q->rows->n; i++)
        if (!strcmp(q->rows->at[i].value, q->now)) q->pick.list.row = i;
}

static void rows_came(void *ctx, struct lookup *rows, const struct err *e)
{
    struct asking *q = ctx;
    q->waiting--;
    if (q->closed) {
        if (!q->waiting) arena_free(q->arena);
        return;
    }
    if (e) desk_fail(q->desk, e);
    q->rows = rows;
    pick_rows(&q->pick, rows ? rows->n : 0);
    begin_at_now(q);
    if (q->begins && rows && !rows->n && !q->wanted) {          /* what stands in the field fits nothing: all there is */
        edit_set(&q->pick.filter, "");
        q->wanted = "";
    }
    q->begins = false;
    q->pick.note = rows && rows->more ? _("还有更多，请再写几个字") : !rows || rows->n ? "" : edit_chars(&q->pick.filter) ? _("没有符合的；退格改字，Esc 回去") : _("没有可选的；写一两个字再找");
    const char *wanted = q->wanted;
    q->wanted = NULL;
    if (wanted) {
        ask_rows(q, wanted);
        return;
    }
    if (q->held) q->desk->hold--;
    q->held = false;
    if (q->enter) pick_answered(q, K_ENTER);
}

static void ask_rows(struct asking *q, const char *typed)
{
    if (q->waiting) {
        q->wanted = arena_str(q->arena, typed);
        return;
    }
    q->waiting++;
    if (!q->field) hanzi_send(q->desk->pg, q->arena, typed, rows_came, q);
    else lookup_send(q->desk->pg, q->arena, q->field, q->among, typed, q->desk->seat.en, rows_came, q);
}

static void filter(void *ctx, const char *text)
{
    ask_rows(ctx, text);
}

void desk_pick(struct desk *d, const struct field *f, const struct record *record, const char *typed, const char *now, desk_pick_fn *fn, void *ctx)
{
    struct asking *q = begin(d, PICK, pair_text(f->label, d->seat.en), ctx);
    const char *help = pair_text(f->help, d->seat.en);
    q->help = arena_printf(q->arena, "%s%s%s", help, *help ? "\n" : "", _("写一两个字、拼音首字母或全拼，列表就只剩对得上的；上下键选好按 Enter，Esc 不选。"));
    q->field = f;
    q->among = lookup_among(q->arena, f, record);
    q->now = now ? arena_str(q->arena, now) : "";
    q->picked = fn;
    q->rows = arena_new_of(q->arena, struct lookup);
    struct pick_source source = { .label = label_of, .hint = hint_of, .filter = filter, .ctx = q };
    pick_init(&q->pick, q->arena, q->title, source);
    q->begins = typed && *typed;
    if (q->begins) edit_set(&q->pick.filter, typed);
    hold(q);
    ask_rows(q, typed ? typed : "");
}

/* Goes where the cursor is, as if it had been typed. */
static void hanzi_found(void *ctx, const char *value, const char *label)
{
    uint32_t cp;
    (void)label;
    if (value && utf8_get(value, strlen(value), &cp)) desk_key(ctx, cp, ACTION_NONE);
}

void desk_hanzi(struct desk *d)
{
    struct asking *under = d->asking, *q = begin(d, PICK, _("打不出的字"), d);
    q->help = _("写码位（U+4DAE 或 4dae）、拼音（yan）、部件（龙天）、部首和剩下的笔画（龙4），也可以合着写（yan龙）。\n列出来的就是要进去的字；上下键选好按 Enter，Esc 不选。");
    q->under = under;
    q->picked = hanzi_found;
    q->rows = arena_new_of(q->arena, struct lookup);
    struct pick_source source = { .label = label_of, .hint = hint_of, .filter = filter, .ctx = q };
    pick_init(&q->pick, q->arena, q->title, source);
    q->pick.note = _("码位、拼音、部件、笔画都可以：4dae  yan  龙天  龙4");
}

static void box_answered(struct asking *q, uint32_t k)
{
    box_key(&q->box, k);
    if (q->box.state == BOX_OPEN) return;
    desk_choice_fn *fn = q->chosen;
    void *ctx = q->ctx;
    int choice = q->box.state == BOX_CHOSEN ? q->box.chosen : -1;
    end(q);
    if (fn) fn(ctx, choice);
}

void desk_line_room(struct desk *d, int chars)
{
    d->asking->edit.max_chars = chars ? (size_t)chars : EDIT_MAX;
}

void desk_line_helps(struct desk *d, const char *text)
{
    d->asking->help = arena_str(d->asking->arena, text);
}

void desk_turns(struct desk *d, struct turns turns)
{
    struct asking *q = d->asking;
    q->turns = turns;
    q->turns.next = turns.next ? arena_str(q->arena, turns.next) : NULL;
}

/* What the key turns to, from where the text is scrolled; ACTION_NONE: nothing. */
static enum action turn_of(struct asking *q, enum action a)
{
    const struct turns *t = &q->turns;
    if (!t->fn) return ACTION_NONE;
    if (a == ACTION_MARK || a == ACTION_NEW) return a;
    box_lay(&q->box);
    if (t->next && (a == ACTION_HELP || (a == ACTION_PGDN && !box_has_below(&q->box)))) return ACTION_HELP;
    return t->back && a == ACTION_PGUP && !box_has_above(&q->box) ? a : ACTION_NONE;
}

static bool turn(struct asking *q, enum action a)
{
    enum action to = turn_of(q, a);
    struct turns t = q->turns;
    if (to == ACTION_NONE) return false;
    end(q);
    t.fn(t.ctx, to);
    return true;
}

static void explained(void *ctx, int choice)
{
    (void)choice;
    put_on(ctx);
}

/* The help lies where the float lay, which then comes back as it was. */
static void explain(struct asking *q)
{
    take_off(q);
    desk_choose(q->desk, _("说明"), q->help, "", explained, q);
}

static void line_answered(struct asking *q, uint32_t k, enum action a)
{
    if (a != ACTION_ENTER && a != ACTION_BACK) {
        q->wrong = edit_key(&q->edit, k) ? edit_why(&q->edit, q->arena) : q->wrong;
        return;
    }
    desk_line_fn *fn = q->typed;
    void *ctx = q->ctx;
    char *line = a == ACTION_ENTER ? edit_text(&q->edit, q->desk->event) : NULL;
    const char *wrong = line && q->judge ? q->judge(ctx, line) : NULL;
    if (wrong) {
        q->wrong = arena_str(q->arena, wrong);
        return;
    }
    if (line) {                                 /* it may come back */
        take_off(q);
        q->desk->answered = q;
    } else {
        end(q);
    }
    fn(ctx, line);
}

bool desk_line_refused(struct desk *d, const struct err *e)
{
    struct asking *q = d->answered;
    if (!q || e->code != ERR_RULE) {
        desk_fail(d, e);
        return false;
    }
    d->answered = NULL;
    put_on(q);
    q->wrong = arena_str(q->arena, e->text);
    return true;
}

void desk_line_holds(struct desk *d, const char *text, const char *wrong)
{
    edit_set(&d->asking->edit, text);
    d->asking->wrong = arena_str(d->asking->arena, wrong);
}

static void pick_answered(struct asking *q, uint32_t k)
{
    if (k == K_ENTER && q->waiting) {               /* the list on the screen is not yet what was typed */
        q->enter = true;
        hold(q);
        return;
    }
    q->enter = false;
    pick_key(&q->pick, k);
    if (q->pick.state == PICK_OPEN) return;
    desk_pick_fn *fn = q->picked;
    void *ctx = q->ctx;
    struct asking *under = q->under;
    const char *value = NULL, *label = NULL;
    if (q->pick.state == PICK_CHOSEN) {
        value = arena_str(q->desk->event, q->rows->at[q->pick.chosen].value);
        label = arena_str(q->desk->event, q->rows->at[q->pick.chosen].label);
    }
    end(q);
    if (under) put_on(under);
    fn(ctx, value, label);
}

void ask_key(struct desk *d, uint32_t k, enum action a)
{
    struct asking *q = d->asking;
    if (a == ACTION_HELP && *q->help) {
        explain(q);
        return;
    }
    switch (q->kind) {
    case BOX: if (!turn(q, a)) box_answered(q, k); break;
    case LINE: line_answered(q, k, a); break;
    case PICK: pick_answered(q, k); break;
    }
}

bool ask_types(const struct desk *d)
{
    const struct asking *q = d->asking;
    return q->kind == LINE || (q->kind == PICK && q->field);
}

bool ask_is_quiet(const struct desk *d)
{
    return d->asking->kind == LINE && edit_chars(&d->asking->edit);
}

static const char *box_label(const struct asking *q, enum action a)
{
    const struct turns *t = &q->turns;
    if (t->fn && a == ACTION_HELP) return t->next ? _("更多") : NULL;
    if (t->fn && a == ACTION_MARK) return _("全部键");
    if (t->fn && a == ACTION_NEW) return _("导览");
    if (a == ACTION_PGUP) return box_has_above(&q->box) ? action_label(a) : NULL;
    if (a == ACTION_PGDN) return box_has_below(&q->box) ? action_label(a) : NULL;
    if (a == ACTION_ENTER) return q->box.choices.n ? _("选定") : _("知道了");
    return NULL;
}

static const char *pick_label(const struct asking *q, enum action a)
{
    size_t rows = q->pick.list.n_rows;
    if (a == ACTION_PGDN) return rows > (size_t)q->pick.list.height ? action_label(a) : NULL;
    return a == ACTION_ENTER && rows ? _("选定") : NULL;
}

const char *ask_label(const struct desk *d, enum action a)
{
    const struct asking *q = d->asking;
    if (a == ACTION_BACK) return action_label(a);
    if (a == ACTION_HELP && !q->turns.fn) return *q->help ? action_label(a) : NULL;
    switch (q->kind) {
    case BOX: return box_label(q, a);
    case PICK: return pick_label(q, a);
    default: return a == ACTION_ENTER ? _("写好了") : NULL;
    }
}

const char *ask_hint(const struct desk *d)
{
    const struct asking *q = d->asking;
    switch (q->kind) {
    case BOX: return q->turns.next ? q->turns.next : q->box.choices.n ? _("按号码选，或上下键选好按 Enter") : "";
    case PICK: return !q->field ? _("列出来的就是要进去的字；上下键选好按 Enter") : _("接着写就筛选：汉字、拼音首字母、全拼；上下键选");
    case LINE: return edit_chars(&q->edit) ? _("^U 清空这一行") : "";
    default: return "";
    }
}

/* The question in as many lines as it takes, the answer below it, and what is wrong with that. */
static void draw_question(struct asking *q)
{
    int cells = tty_cols() < 70 ? tty_cols() - 6 : 64, inner = cells - 4, lines = (cell_text(q->title) + inner) / inner + 1;
    int wrong = cell_text(q->wrong) > inner ? WRONG_MOST : 1;
    int y = (tty_rows() - lines - 2 - wrong) / 2, x = (tty_cols() - cells) / 2;
    draw_frame(y, x, lines + 2 + wrong, cells, FACE_BOX, NULL);
    y++;
    for (const char *s = q->title; *s; y++) {
        size_t n = cell_clip(s, inner, NULL);
        draw_text(y, x + 2, inner, FACE_BOX, arena_copy(q->desk->event, s, n));
        s += n;
    }
    edit_size(&q->edit, 1, inner - 2);
    draw_text(y, x + 2, 1, FACE_ACTIVE, "[");
    draw_text(y, x + inner + 1, 1, FACE_ACTIVE, "]");
    const char *rest = q->wrong;
    for (int i = 1; i <= wrong && *rest; i++)
        draw_text(y + i, x + 2, inner, FACE_REFUSED, i < wrong ? cell_line(q->desk->event, &rest, inner) : cell_fit(q->desk->event, rest, inner));
    edit_draw(&q->edit, y, x + 3, FACE_ACTIVE, true);
}

void ask_draw(struct desk *d)
{
    struct asking *q = d->asking;
    if (q->kind == BOX) box_draw(&q->box);
    if (q->kind == PICK) pick_draw(&q->pick);
    if (q->kind != LINE) return;
    draw_question(q);
}
