/* SPDX-License-Identifier: Apache-2.0 */
/* What is marked is acted on together: each row by the very function a single act would use, one call and one transaction a row, so that one
 * that is refused stays alone with its reason and the others go on. The page lists the marked, then tells of each how it went; what is done is
 * marked no more. Nothing is open while somebody thinks. Which acts there are, the form and the database say. */
#include "page/list.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "form/record.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/tell.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/table.h"
#include <string.h>
#include <time.h>

enum { MOST_OFFERS = 30, COLUMNS = 2, TEXT_MAX = 1 << 15 };
enum how { WAITS, DONE, REFUSED };
enum offer_kind { CALL, VOIDS, STEP };

struct offer {
    enum offer_kind kind;
    const struct form_action *action;   /* of CALL                             */
    const char *code, *title;           /* code: of STEP                       */
    bool asks, must;                    /* of STEP: takes an opinion; needs it */
    size_t n;                           /* rows it is open to                  */
};

struct one {
    int64_t id;
    const char *label;
    bool there;                 /* this person sees it                     */
    const char *version, *seq;  /* as of the last look                     */
    unsigned open_to;           /* bit i: offer i                          */
    enum how how;
    const char *told, *more;    /* more: what now, and what it rests on    */
};

struct many_args { struct page *list; };
struct many {
    struct page *list;
    const struct bound *b;
    bool has_process;
    struct { struct one *at; size_t n, cap; } rows;
    struct { struct offer *at; size_t n, cap; } offers;
    const struct offer *chosen; /* until the acts are looked for anew      */
    const char *title;          /* of what is or was done; NULL: nothing yet */
    const char *taken, *answer; /* what all are given; NULL                */
    size_t next;                /* the row being acted on                  */
    time_t said;
    struct table table;
    struct table_column columns[COLUMNS];
};

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct one *x = &((struct many *)ctx)->rows.at[row];
    return column ? x->told : x->label;
}

static enum face face_of(void *ctx, size_t row, size_t column)
{
    const struct one *x = &((struct many *)ctx)->rows.at[row];
    return !column ? FACE_TEXT : x->how == DONE ? FACE_GOOD : x->how == REFUSED ? FACE_REFUSED : FACE_LABEL;
}

static struct one *one_of(struct many *m, int64_t id)
{
    for (size_t i = 0; i < m->rows.n; i++)
        if (m->rows.at[i].id == id) return &m->rows.at[i];
    return NULL;
}

static size_t count(const struct many *m, enum how how)
{
    size_t n = 0;
    for (size_t i = 0; i < m->rows.n; i++) n += m->rows.at[i].how == how;
    return n;
}

static const char *ids_of(const struct many *m, struct arena *a)
{
    struct str s;
    str_init(&s, a, TEXT_MAX);
    for (size_t i = 0; i < m->rows.n; i++)
        if (m->rows.at[i].how != DONE) str_addf(&s, "%s%lld", s.n ? "," : "{", (long long)m->rows.at[i].id);
    str_add(&s, s.n ? "}" : "{}");
    return s.s;
}

/* ---- what can be done with them */
static void offer(struct page *p, enum offer_kind kind, const struct form_action *action, const char *code, const char *title)
{
    struct many *m = page_own(p);
    struct offer o = { .kind = kind, .action = action, .code = code, .title = title };
    if (m->offers.n < MOST_OFFERS) vec_push(p->arena, &m->offers, o);
}

static void list_offers(struct page *p)
{
    struct many *m = page_own(p);
    m->offers.n = 0;
    for (size_t i = 0; i < m->b->form->actions.n; i++) {
        const struct form_action *x = &m->b->form->actions.at[i];
        if (x->call) offer(p, CALL, x, NULL, pair_text(x->title, p->desk->seat.en));
    }
    if (m->b->may_change && field_find(&m->b->fields, "voided_at") != NO_FIELD) offer(p, VOIDS, NULL, NULL, _("作废"));
}

static void open_to(struct many *m, struct one *x, size_t offer)
{
    x->open_to |= 1u << offer;
    m->offers.at[offer].n++;
}

static void choose(struct page *p);

/* id, seq, action, title, takes an opinion, needs it, why not now */
static void steps_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct many *m = page_own(p);
    if (!a->ok) { desk_fail(p->desk, &a->err); return; }
    for (int i = 0; i < a->rows->n; i++) {
        struct one *x = one_of(m, rows_int(a->rows, i, 0));
        const char *code = rows_text(a->rows, i, 2);
        size_t o = 0;
        while (o < m->offers.n && !(m->offers.at[o].kind == STEP && !strcmp(m->offers.at[o].code, code))) o++;
        if (o == m->offers.n) offer(p, STEP, NULL, arena_str(p->arena, code), arena_str(p->arena, rows_text(a->rows, i, 3)));
        if (o == m->offers.n || !x) continue;
        m->offers.at[o].asks |= rows_bool(a->rows, i, 4);
        m->offers.at[o].must |= rows_bool(a->rows, i, 5);
        x->seq = arena_str(p->arena, rows_text(a->rows, i, 1));
        if (rows_is_null(a->rows, i, 6)) open_to(m, x, o);
    }
    choose(p);
}

static void looked(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct many *m = page_own(p);
    if (!a->ok) { desk_fail(p->desk, &a->err); return; }
    for (int i = 0; i < a->rows->n; i++) {
        struct one *x = one_of(m, rows_int(a->rows, i, 0));
        if (!x) continue;
        x->there = true;
        x->version = arena_str(p->arena, rows_text(a->rows, i, 1));
        for (size_t o = 0; o < m->offers.n; o++)
            if (rows_bool(a->rows, i, 2 + (int)o)) open_to(m, x, o);
    }
    if (!m->has_process) {
        choose(p);
        return;
    }
    const char *ids = ids_of(m, p->desk->event);
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.steps_of($1)", 1, &ids, steps_came, p);
}

/* Which are there, as of which version, and what is open to each: one round trip. */
static void look(struct page *p)
{
    struct many *m = page_own(p);
    const struct fieldset *set = &m->b->fields;
    struct str s;
    if (p->waiting) return;
    list_offers(p);
    for (size_t i = 0; i < m->rows.n; i++) m->rows.at[i].open_to = m->rows.at[i].there = 0;
    str_init(&s, p->desk->event, TEXT_MAX);
    str_addf(&s, "with r as (select * from %s m where m.id = any ($1::bigint[])%s) select id, %s", set->relation, field_find(set, "voided_at") == NO_FIELD ? "" : " and m.voided_at is null",
             field_find(set, "version") == NO_FIELD ? "null" : "version");
    for (size_t i = 0; i < m->offers.n; i++) {
        const char *when = m->offers.at[i].action ? m->offers.at[i].action->when : NULL;
        str_addf(&s, ", (%s)::boolean", when ? when : "true");
    }
    str_add(&s, " from r");
    const char *ids = ids_of(m, p->desk->event);
    page_asks(p);
    pg_put(p->desk->pg, &(struct pg_request){ .sql = s.s, .n = 1, .params = &ids, .done = looked, .ctx = p, .again = true });
}

/* ---- acting on one after the other */
static void send_next(struct page *p);

static void finish(struct page *p)
{
    struct many *m = page_own(p);
    p->hint = _("F1 看这一条为什么没办；Enter 打开它；F6 再办剩下的");
    tell_send(p->desk->pg);
    size_t done = count(m, DONE), left = m->rows.n - done;
    if (left) desk_say(p->desk, FACE_REFUSED, _("办成 %zu 条；%zu 条没办，原因在右边，标记还在"), done, left);
    else desk_say(p->desk, FACE_GOOD, _("办成 %zu 条"), done);
}

static const char *told_by(const struct page *p, const struct pg_answer *a)
{
    const struct many *m = page_own((struct page *)p);
    return m->chosen->kind == CALL ? arena_str(p->arena, rows_text(a->rows, 0, 0)) : _("办了");
}

static void answered(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct many *m = page_own(p);
    bool cancelled = !a->ok && !a->unknown && a->err.code == ERR_CANCELLED;
    struct one *x = &m->rows.at[m->next++];
    x->how = a->ok ? DONE : cancelled ? WAITS : REFUSED;
    x->told = a->ok ? told_by(p, a) : cancelled ? _("没有办：停下了") : a->unknown ? _("线路断了，不知道办成没有，请打开看") : arena_str(p->arena, a->err.text);
    x->more = a->ok ? "" : arena_str(p->arena, a->err.hint);
    if (a->ok) list_unmark(page_own(m->list), x->id);
    if (a->ok) list_hint(m->list);
    bool stop = p->desk->drops_ahead || cancelled || (!a->ok && a->unknown);
    for (; stop && m->next < m->rows.n; m->next++)
        if (m->rows.at[m->next].how == WAITS) m->rows.at[m->next].told = _("没有办：停下了");
    send_next(p);
}

static int params_of(struct page *p, const struct one *x, const char *params[4])
{
    struct many *m = page_own(p);
    struct arena *a = p->desk->event;
    const struct offer *o = m->chosen;
    int n = 0;
    if (o->kind == STEP) {
        struct str json;
        str_init(&json, a, TEXT_MAX);
        str_add(&json, "{\"new\": {");
        str_add_json_pair(&json, "matter", arena_printf(a, "%lld", (long long)x->id));
        str_add_json_pair(&json, "seq", x->seq);
        if (m->answer && *m->answer) str_add_json_pair(&json, "opinion", m->answer);
        str_add_json_pair(&json, "action", o->code);
        str_add(&json, "}}");
        params[n++] = json.s;
        return n;
    }
    if (o->kind == VOIDS) params[n++] = m->b->fields.relation;
    params[n++] = arena_printf(a, "%lld", (long long)x->id);
    if (o->kind == CALL) params[n++] = x->version;
    if (o->kind == CALL && o->action->takes) params[n++] = m->taken;
    if (m->answer) params[n++] = m->answer;
    return n;
}

static void send_one(struct page *p, const struct one *x)
{
    struct many *m = page_own(p);
    const char *params[4];
    int n = params_of(p, x, params);
    const char *sql = m->chosen->kind == STEP ? "select answer from api.take_step($1)" : m->chosen->kind == VOIDS ? "select api.void($1, $2, $3)"
                    : arena_printf(p->desk->event, "select %s($1, $2%s%s)", m->chosen->action->call, n > 2 ? ", $3" : "", n > 3 ? ", $4" : "");
    page_asks(p);
    pg_send(p->desk->pg, sql, n, params, answered, p);
}

/* The next that it is open to; the others are told why not. */
static void send_next(struct page *p)
{
    struct many *m = page_own(p);
    size_t o = (size_t)(m->chosen - m->offers.at);
    time_t now = time(NULL);
    for (; m->next < m->rows.n; m->next++) {
        struct one *x = &m->rows.at[m->next];
        if (x->how != WAITS) continue;
        if (x->open_to & 1u << o) break;
        x->how = REFUSED;
        x->told = x->there ? _("现在不能这样办") : _("没有了，或不在您的范围");
    }
    if (m->next == m->rows.n) {
        finish(p);
        return;
    }
    m->table.row = m->next;
    if (now != m->said) desk_say(p->desk, FACE_TEXT, _("已办 %zu/%zu，^C 停下"), m->next, m->rows.n);
    m->said = now;
    send_one(p, &m->rows.at[m->next]);
}

static void confirmed(void *ctx, int choice)
{
    struct page *p = ctx;
    struct many *m = page_own(p);
    if (choice != 1) return;
    m->next = 0;
    m->title = m->chosen->title;
    for (size_t i = 0; i < m->rows.n; i++) {
        if (m->rows.at[i].how == DONE) continue;
        m->rows.at[i].how = WAITS;
        m->rows.at[i].told = "";
    }
    send_next(p);
}

/* Keys typed before this was on the screen were not meant for it. */
static void confirm(struct page *p)
{
    struct many *m = page_own(p);
    desk_choose(p->desk, m->chosen->title, arena_printf(p->desk->event, _("%zu 条一起办，每条分别办、分别记录。办了就不能收回，办吗？"), m->chosen->n), _("不办\n办"), confirmed, p);
    p->desk->drops_ahead = true;
}

static void line_answered(void *ctx, const char *line)
{
    struct page *p = ctx;
    struct many *m = page_own(p);
    if (!line) return;
    m->answer = arena_str(p->arena, line);
    confirm(p);
}

static const char *opinion_wrong(void *ctx, const char *line)
{
    struct many *m = page_own(ctx);
    return m->chosen->must && !*line ? _("这一步要写意见") : NULL;
}

static void ask_line(struct page *p)
{
    struct many *m = page_own(p);
    const struct offer *o = m->chosen;
    const char *asks = o->kind == CALL ? pair_text(o->action->asks, p->desk->seat.en) : "";
    const char *all = arena_printf(p->desk->event, _("%s（%zu 条都这样写）"), o->kind == STEP ? _("意见") : o->kind == VOIDS ? _("为什么作废？") : asks, o->n);
    if (o->kind == STEP && o->asks) desk_line_judged(p->desk, all, opinion_wrong, line_answered, p);
    else if (o->kind == VOIDS || *asks) desk_line(p->desk, all, line_answered, p);
    else confirm(p);
}

/* ---- the value an action takes, as its column would be asked for */
static const struct field *field_taken(const struct many *m)
{
    return &m->b->fields.at[field_find(&m->b->fields, m->chosen->action->takes)];
}

static void value_picked(void *ctx, const char *value, const char *label)
{
    struct page *p = ctx;
    struct many *m = page_own(p);
    (void)label;
    if (!value) return;
    m->taken = arena_str(p->arena, value);
    ask_line(p);
}

static const char *value_wrong(void *ctx, const char *typed)
{
    struct page *p = ctx;
    struct many *m = page_own(p);
    struct err e = { .code = ERR_NONE };
    bool will_do = field_take(p->arena, field_taken(m), typed, p->desk->seat.today, &m->taken, &e) && field_check(field_taken(m), m->taken, &e);
    return will_do ? NULL : arena_str(p->desk->event, e.text);
}

static void value_typed(void *ctx, const char *typed)
{
    if (typed) ask_line(ctx);
}

static void act_chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    struct many *m = page_own(p);
    if (choice < 0) return;
    size_t i = 0;
    for (; i < m->offers.n; i++)                /* those open to none were not shown */
        if (m->offers.at[i].n && !choice--) break;
    m->chosen = &m->offers.at[i];
    m->taken = m->answer = NULL;
    const struct field *f = m->chosen->kind == CALL && m->chosen->action->takes ? field_taken(m) : NULL;
    if (!f) {
        ask_line(p);
    } else if (f->type == FIELD_CODE || f->type == FIELD_REF) {
        desk_pick(p->desk, f, record_new(p->arena, &m->b->fields), "", NULL, value_picked, p);
    } else {
        desk_line_judged(p->desk, pair_text(f->label, p->desk->seat.en), value_wrong, value_typed, p);
        desk_line_room(p->desk, f->max_chars);
        desk_line_helps(p->desk, pair_text(f->help, p->desk->seat.en));
    }
}

static void choose(struct page *p)
{
    struct many *m = page_own(p);
    struct str names;
    str_init(&names, p->desk->event, TEXT_MAX);
    for (size_t i = 0; i < m->offers.n; i++)
        if (m->offers.at[i].n) str_addf(&names, _("%s（%zu 条可以）\n"), m->offers.at[i].title, m->offers.at[i].n);
    if (names.n) desk_choose(p->desk, _("一起办"), "", names.s, act_chosen, p);
    else desk_say(p->desk, FACE_REFUSED, "%s", m->has_process ? _("没有能一起办的；要逐条填写的步骤，请一条一条打开") : _("这些没有您能一起办的"));
}

/* ---- the page */
static void many_open(struct page *p, const void *v)
{
    const struct many_args *args = v;
    struct many *m = page_own(p);
    const struct list *l = page_own(args->list);
    const struct menu_entry *entry = desk_register(p->desk, l->register_);
    m->list = args->list;
    m->b = l->b;
    m->has_process = entry && entry->has_process;
    for (size_t i = 0; i < l->marks.n; i++) {
        struct one x = { .id = l->marks.at[i].id, .label = arena_str(p->arena, l->marks.at[i].label), .told = "", .more = "" };
        vec_push(p->arena, &m->rows, x);
    }
    table_init(&m->table, m->columns, COLUMNS, (struct table_source){ .cell = cell_of, .face = face_of, .ctx = m });
    table_rows(&m->table, m->rows.n);
    p->where = arena_printf(p->arena, _("%s > 一起办"), args->list->where);
    p->mode = _("办理");
    p->hint = _("F6 选怎么办；Enter 打开这一条");
    look(p);
}

static void open_one(struct page *p)
{
    const struct many *m = page_own(p);
    const struct list *l = page_own(m->list);
    if (m->table.row < m->rows.n) desk_open(p->desk, &record_ops, &(struct record_args){ .register_ = l->register_, .id = m->rows.at[m->table.row].id });
}

static bool many_key(struct page *p, uint32_t k)
{
    return table_key(&((struct many *)page_own(p))->table, k);
}

/* Of a row that was not acted on, its reason in full. */
static void many_help(struct page *p)
{
    const struct many *m = page_own(p);
    const struct one *x = m->table.row < m->rows.n ? &m->rows.at[m->table.row] : NULL;
    if (x && *x->told) desk_note(p->desk, x->label, arena_printf(p->desk->event, "%s%s%s", x->told, *x->more ? "\n" : "", x->more));
    else help_open(p->desk, _("标记的都在这里。F6 选怎么办，后面是有几条可以；每条像单独打开那样办、那样记录，办不了的写着为什么，别的照办。没办的标记还在。^C 停在下一条前面。"), "");
}

static bool many_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_ENTER: open_one(p); return true;
    case ACTION_ACT: look(p); return true;
    case ACTION_HELP: many_help(p); return true;
    default: return false;
    }
}

static const char *many_label(struct page *p, enum action a)
{
    const struct many *m = page_own(p);
    switch (a) {
    case ACTION_ENTER: return m->rows.n ? action_label(a) : NULL;
    case ACTION_ACT: return _("怎么办");
    case ACTION_HELP: return action_label(a);
    default: return NULL;
    }
}

static void many_draw(struct page *p)
{
    struct many *m = page_own(p);
    int wide = tty_cols();
    const char *top = m->title ? arena_printf(p->desk->event, _("%s：标记 %zu 条，办成 %zu 条，没办 %zu 条"), m->title, m->rows.n, count(m, DONE), m->rows.n - count(m, DONE))
                    : arena_printf(p->desk->event, _("标记 %zu 条"), m->rows.n);
    draw_text(FRAME_TOP, 1, wide - 2, FACE_TEXT, cell_fit(p->desk->event, top, wide - 2));
    draw_rule(FRAME_TOP + 1, 0, wide, FACE_RULE);
    m->columns[0].cells = table_widest(&m->table, 0, 8, m->title ? wide * 2 / 5 : wide - 6);
    m->columns[1].cells = wide - m->columns[0].cells - 5;
    table_draw(&m->table, FRAME_TOP + 2, 0, frame_bottom() - FRAME_TOP - 1, wide, true);
}

static const struct page_ops many_ops = {
    .name = "many", .reads = N_("办标记的"), .own_size = sizeof(struct many), .open = many_open, .key = many_key, .act = many_act, .draw = many_draw, .label = many_label,
};

void list_act_on_marked(struct page *p)
{
    desk_open(p->desk, &many_ops, &(struct many_args){ p });
}
