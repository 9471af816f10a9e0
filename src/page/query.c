/* SPDX-License-Identifier: Apache-2.0 */
#include "page/query.h"
#include "base/text.h"
#include "page/frame.h"
#include "store/list.h"
#include "term/key.h"
#include <string.h>

enum { LEAST_CELLS = 30 };      /* of a field: room for a condition, where there is */

const struct field *query_field(const struct qry *q, size_t place) { return q->put[q->places.at[place].field].field; }
struct put *query_put(struct qry *q, size_t place) { return &q->put[q->places.at[place].field]; }

/* ---- what can be asked about */
/* One line of it: names that the set has not yet, of columns that may be asked about. */
static void add_row(struct page *p, const struct names *row, const struct fieldset *first, const struct fieldset *then)
{
    struct qry *q = page_own(p);
    struct names *out = &q->rows.at[q->rows.n];
    *out = (struct names){ .at = arena_array(p->arena, const char *, row->n) };
    for (size_t i = 0; i < row->n; i++) {
        const struct fieldset *of = field_find(first, row->at[i]) != NO_FIELD ? first : then;
        size_t f = field_find(of, row->at[i]);
        if (f == NO_FIELD || of->at[f].private_ || (of->at[f].more && of->at[f].more->carried) || field_find(&q->set, row->at[i]) != NO_FIELD) continue;
        q->put[q->set.n] = (struct put){ .field = &of->at[f], .through = of == first ? NULL : of->relation, .typed = "" };
        q->set.at[q->set.n] = of->at[f];
        q->set.at[q->set.n].lines = 1;
        q->set.at[q->set.n].due = NULL;
        if (q->set.at[q->set.n].width < LEAST_CELLS) q->set.at[q->set.n].width = LEAST_CELLS;
        q->set.at[q->set.n++].chooser = NULL;       /* asked is for what stands there, not for what could be chosen */
        out->at[out->n++] = row->at[i];
    }
    if (out->n) q->rows.n++;
}

/* The record's rows, top down, and two a line what the list has besides. */
static void make_set(struct page *p)
{
    struct qry *q = page_own(p);
    const struct form *f = q->b->form;
    const struct fieldset *list = &q->b->list;
    size_t rows = f->list.columns.n, most = q->b->fields.n + list->n;
    for (size_t i = 0; i < f->record.n; i++) rows += f->record.at[i].rows.n;
    q->set = (struct fieldset){ .relation = list->relation, .name = list->name, .at = arena_array(p->arena, struct field, most) };
    q->put = arena_array(p->arena, struct put, most);
    q->rows.at = arena_array(p->arena, struct names, rows);
    for (size_t i = 0; i < f->record.n; i++)
        for (size_t k = 0; f->record.at[i].kind == PART_ROWS && k < f->record.at[i].rows.n; k++) add_row(p, &f->record.at[i].rows.at[k], list, &q->b->fields);
    for (size_t i = 0; i < f->list.columns.n; i += 2) {
        struct names two = { .at = &f->list.columns.at[i], .n = f->list.columns.n - i < 2 ? 1 : 2 };
        add_row(p, &two, list, list);
    }
}

static void query_open(struct page *p, const void *v)
{
    const struct query_args *args = v;
    struct qry *q = page_own(p);
    *q = (struct qry){ .register_ = arena_str(p->arena, args->register_), .b = args->b, .tab = args->tab, .name = "", .done = args->done, .ctx = args->ctx };
    q->lay = arena_new(p->arena);
    q->judged = arena_new(p->arena);
    q->count.arena = arena_new(p->arena);
    p->where = arena_str(p->arena, args->where);
    p->mode = _("查询");
    make_set(p);
    for (size_t i = 0; args->query && i < args->query->conditions.n; i++) {
        const struct condition *c = &args->query->conditions.at[i];
        size_t at = field_find(&q->set, c->field->name);
        if (at != NO_FIELD) q->put[at].typed = arena_str(p->arena, c->typed);
    }
    query_judge(p);
    query_lay(p);
    size_t at = 0;
    for (size_t i = 0; i < q->places.n; i++)
        if (!strcmp(q->set.at[q->places.at[i].field].name, args->column)) at = i;
    query_focus(p, at);
}

/* ---- moving */
void query_focus(struct page *p, size_t place)
{
    struct qry *q = page_own(p);
    q->focus = place < q->places.n ? place : 0;
    const struct put *at = query_put(q, q->focus);
    edit_init(&q->edit, q->lay, 1, q->places.at[q->focus].cells, 0);
    edit_set(&q->edit, at->typed);
    p->hint = at->fault ? at->fault : arena_printf(q->lay, _("%s: %s"), pair_text(at->field->label, p->desk->seat.en), query_example(at->field));
}

static size_t vertical(const struct qry *q, int way)
{
    struct layout_near n = { .y = q->places.at[q->focus].line, .x = q->places.at[q->focus].x, .way = way, .best = q->focus };
    for (size_t i = 0; i < q->places.n; i++) layout_see(&n, i, q->places.at[i].line, q->places.at[i].x);
    return n.best;
}

/* Runs it, unless something in it is not understood: then the cursor goes there. */
static void run(struct page *p)
{
    struct qry *q = page_own(p);
    struct desk *d = p->desk;
    for (size_t i = 0; i < q->places.n; i++)
        if (query_put(q, i)->fault) {
            query_focus(p, i);
            desk_say(d, FACE_REFUSED, "%s", p->hint);
            return;
        }
    if (q->query->conditions.n) asked_put_send(d->pg, q->register_, query_conditions(p, d->event));
    q->done(q->ctx, q->query->conditions.n ? q->query : NULL, q->count.asking || q->count.n > QUERY_COUNTS ? -1 : q->count.n);
    desk_back(d);                               /* the page is gone now */
}

void query_moved(struct page *p)
{
    struct qry *q = page_own(p);
    const struct put *was = query_put(q, q->focus);
    size_t to = q->focus;
    switch (q->then) {
    case QUERY_NEXT: to = q->focus + 1 < q->places.n ? q->focus + 1 : 0; break;
    case QUERY_PREV: to = q->focus ? q->focus - 1 : q->places.n - 1; break;
    case QUERY_UP: to = vertical(q, -1); break;
    case QUERY_DOWN: to = vertical(q, 1); break;
    case QUERY_RUN: run(p); return;
    case QUERY_STAY: case QUERY_KEEP: case QUERY_NEW: break;
    }
    query_focus(p, to);
    if (was->fault) desk_say(p->desk, FACE_REFUSED, "%s", was->fault);
    if (q->then == QUERY_KEEP) query_keep(p);
    if (q->then == QUERY_NEW) query_to_record(p);
}

static void picked(void *ctx, const char *value, const char *label)
{
    struct page *p = ctx;
    struct qry *q = page_own(p);
    if (!value) return;
    struct put *at = query_put(q, q->focus);
    const char *so_far = edit_text(&q->edit, p->desk->event);
    query_took(p, at, *so_far ? arena_printf(p->desk->event, "%s|%s", so_far, label) : label, NULL);
    query_focus(p, q->focus);
}

/* A word of the help's list: one may be asked for as it stands. */
static void take(void *ctx, const char *value, const char *label)
{
    struct qry *q = page_own(ctx);
    enum field_type type = query_field(q, q->focus)->type;
    picked(ctx, value, type == FIELD_INT || type == FIELD_MONEY ? value : label);
}

static void choose(struct page *p)
{
    struct qry *q = page_own(p);
    const struct field *f = query_field(q, q->focus);
    if (f->type == FIELD_CODE || f->type == FIELD_REF) desk_pick(p->desk, f, NULL, "", NULL, picked, p);
    else desk_say(p->desk, FACE_TEXT, _("“%s”直接写，没有列表可选"), pair_text(f->label, p->desk->seat.en));
}

static void help(struct page *p)
{
    struct qry *q = page_own(p);
    const struct field *f = query_field(q, q->focus);
    const char *what = pair_text(f->help, p->desk->seat.en);
    const char *text = arena_printf(p->desk->event, "%s: %s\n%s%s%s", pair_text(f->label, p->desk->seat.en), query_example(f), what, *what ? "\n" : "",
                                    _("甲|乙        是甲或是乙\n!甲          不是甲\n=            空着的；!= 不空的\n甲..乙       从甲到乙，一头可以不写\n>=100  <100  日期、数目可以比大小\n"
                                      "*住院*       * 是任意几个字，? 是一个字\nt            今天\n\n各项的条件要同时合上。F2 执行，F7 把写的改为新增一条。"));
    help_about(p->desk, &(struct help){ .title = pair_text(f->label, p->desk->seat.en), .text = text, .clauses = &q->b->form->clause,
                                        .relation = help_relation(q->b, f), .field = f, .take = take, .ctx = p });
}

static bool query_key(struct page *p, uint32_t k)
{
    struct qry *q = page_own(p);
    if (!edit_key(&q->edit, k)) return false;
    const char *why = edit_why(&q->edit, p->desk->event);
    if (*why) desk_say(p->desk, FACE_REFUSED, "%s", why);
    return true;
}

static bool query_quiet(struct page *p)
{
    const struct qry *q = page_own(p);
    return q->edit.is_dirty;
}

static bool query_types(struct page *p)
{
    (void)p;
    return true;
}

static bool query_act(struct page *p, enum action a)
{
    struct qry *q = page_own(p);
    switch (a) {
    case ACTION_ENTER: case ACTION_NEXT: query_go(p, QUERY_NEXT); return true;
    case ACTION_PREV: query_go(p, QUERY_PREV); return true;
    case ACTION_UP: query_go(p, QUERY_UP); return true;
    case ACTION_DOWN: query_go(p, QUERY_DOWN); return true;
    case ACTION_SAVE: query_go(p, QUERY_RUN); return true;
    case ACTION_CHOOSE: choose(p); return true;
    case ACTION_ACT: query_kept_open(p); return true;
    case ACTION_NEW: if (q->b->may_add) query_go(p, QUERY_NEW); return true;
    case ACTION_MARK: query_go(p, QUERY_KEEP); return true;
    case ACTION_HELP: help(p); return true;
    case ACTION_REPAINT: return true;
    default: return false;
    }
}

static const char *query_label(struct page *p, enum action a)
{
    struct qry *q = page_own(p);
    enum field_type type = query_field(q, q->focus)->type;
    switch (a) {
    case ACTION_HELP: return action_label(a);
    case ACTION_SAVE: return _("执行");
    case ACTION_CHOOSE: return type == FIELD_CODE || type == FIELD_REF ? action_label(a) : NULL;
    case ACTION_ACT: return _("存过的");
    case ACTION_NEW: return q->b->may_add ? _("改为新增") : NULL;
    case ACTION_MARK: return _("存这个");
    default: return NULL;
    }
}

static bool query_busy(struct page *p) { return query_typed(p); }

const struct page_ops query_ops = {
    .name = "query", .reads = N_("查字词"), .own_size = sizeof(struct qry), .open = query_open, .key = query_key, .act = query_act, .draw = query_draw, .label = query_label, .types = query_types, .quiet = query_quiet, .busy = query_busy,
};
