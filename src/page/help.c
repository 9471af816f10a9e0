/* SPDX-License-Identifier: Apache-2.0 */
/* Help floats over the page. Each depth is asked for when it is turned to, so that the first costs what it always did. What was asked about is kept on
 * an arena of its own until the last of its floats is gone. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "form/field.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/bind.h"
#include <string.h>

enum depth { WORDS = 1, RULE, VALUES };
enum { TEXT_MAX = 16000, LABEL_MOST = 44 };     /* cells of a value in the third depth */

struct value { const char *value, *label; };

struct asked {
    struct desk *desk;
    struct arena *arena;
    struct help about;
    const char *title, *text, *takes;
    const char *clauses;        /* as an array of the server's; "{}": none */
    enum depth depth, deepest;
    struct { struct value *at; size_t n, cap; } values;
};

/* The page's keys a line each, with what the table says of those that mean here what they mean everywhere (Enter and PgDn say it themselves). */
static const char *with_keys(struct desk *d, const char *text)
{
    struct str s;
    char key[8];
    const struct page *p = d->top;
    str_init(&s, d->event, TEXT_MAX);
    str_addf(&s, "%s\n", text);
    for (enum action a = ACTION_NONE + 1; p->ops->label && a < N_SHOWN_ACTIONS; a++) {
        const char *label = a == ACTION_HELP ? NULL : p->ops->label(d->top, a);
        const struct action_info *i = action_info(a);
        if (label) str_addf(&s, "\n%-5s %s", action_key(a, key), !*i->name && !strcmp(label, action_label(a)) ? _(i->help) : label);
    }
    return s.s;
}

static void turn_to(struct asked *h, enum depth depth);

static void asks(struct asked *h, const char *sql, int n, const char *const *params, pg_done_fn *done)
{
    h->desk->hold++;
    pg_send(h->desk->pg, sql, n, params, done, h);
}

/* False: there is no answer, which is said; help is over. */
static bool answered(struct asked *h, const struct pg_answer *a)
{
    h->desk->hold--;
    if (a->ok) return true;
    desk_fail(h->desk, &a->err);
    arena_free(h->arena);
    return false;
}

/* ---- the floats */
static void chosen(void *ctx, int choice)
{
    struct asked *h = ctx;
    if (choice >= 0 && (size_t)choice < h->values.n && h->about.take) h->about.take(h->about.ctx, h->values.at[choice].value, h->values.at[choice].label);
    arena_free(h->arena);
}

static void turned(void *ctx, enum action a)
{
    struct asked *h = ctx;
    struct desk *d = h->desk;
    if (a == ACTION_HELP || a == ACTION_PGUP) {
        turn_to(h, a == ACTION_HELP ? h->depth + 1 : h->depth - 1);
        return;
    }
    arena_free(h->arena);
    desk_open(d, a == ACTION_MARK ? &keys_ops : &tour_ops, NULL);
}

static const char *next_of(const struct asked *h)
{
    if (h->depth == h->deepest) return NULL;
    return h->depth + 1 == VALUES ? _("再按 F1：可以填的，各用过几次") : h->about.relation ? _("再按 F1：依据哪一条、谁能写、什么会被拒绝") : _("再按 F1：依据的条款");
}

static void show(struct asked *h, const char *text, const char *choices)
{
    struct desk *d = h->desk;
    const char *title = h->deepest > WORDS ? arena_printf(d->event, "%s %d/%d", h->title, (int)h->depth, (int)h->deepest) : h->title;
    desk_choose(d, title, text, choices, chosen, h);
    desk_turns(d, (struct turns){ turned, h, next_of(h), h->depth > WORDS });
}

/* ---- first: our words, and the first clause in short */
static void clause_came(void *ctx, const struct pg_answer *a)
{
    struct asked *h = ctx;
    struct desk *d = h->desk;
    const char *clause = "";
    d->hold--;                                  /* without it the words still stand */
    if (a->ok && a->rows->n) clause = arena_printf(d->event, "\n\n%s %s  %s", _("标准"), rows_text(a->rows, 0, 0), rows_text(a->rows, 0, d->seat.en ? 2 : 1));
    show(h, arena_printf(d->event, "%s%s", h->text, clause), "");
}

/* ---- second: the rule */
static void rule_came(void *ctx, const struct pg_answer *a)
{
    struct asked *h = ctx;
    if (!answered(h, a)) return;
    const char *text = rows_text(a->rows, 0, 0);
    show(h, *text ? text : _("标准里没有专门的条款，谁能写、写什么也没有限制。"), "");
}

/* ---- third: the values */
/* "上门                 312" */
static const char *value_line(struct asked *h, const char *label, const char *n, int cells)
{
    const char *fits = cell_fit(h->desk->event, label, cells);
    return arena_printf(h->desk->event, "%s%*s%7s", fits, cells - cell_text(fits), "", strcmp(n, "0") ? n : "-");
}

static int widest_label(const struct rows *r)
{
    int cells = 8;
    for (int i = 0; i < r->n; i++) {
        int n = cell_text(rows_text(r, i, 1));
        if (n > cells) cells = n;
    }
    return cells < LABEL_MOST ? cells : LABEL_MOST;
}

static void values_came(void *ctx, const struct pg_answer *a)
{
    struct asked *h = ctx;
    if (!answered(h, a)) return;
    const struct rows *r = a->rows;
    struct desk *d = h->desk;
    struct str lines;
    int cells = widest_label(r);
    str_init(&lines, d->event, TEXT_MAX * 2);
    h->values.n = 0;
    for (int i = 0; i < r->n; i++) {
        vec_push(h->arena, &h->values, ((struct value){ arena_str(h->arena, rows_text(r, i, 0)), arena_str(h->arena, rows_text(r, i, 1)) }));
        str_addf(&lines, "%s%s", i ? "\n" : "", value_line(h, rows_text(r, i, 1), rows_text(r, i, 2), cells));
    }
    const char *head = !r->n ? _("没有列表，本机构也还没有常用的：照第一页说的写。")
                       : arena_printf(d->event, _("本机构 %s 条里各用过几次，多的在前。"), rows_text(r, 0, 3));
    if (h->about.take && r->n) show(h, arena_printf(d->event, "%s\n%s", head, h->takes), lines.s);
    else show(h, arena_printf(d->event, "%s\n%s", head, lines.s), "");
}

static void turn_to(struct asked *h, enum depth depth)
{
    const struct field *f = h->about.field;
    h->depth = depth;
    if (depth == WORDS && strcmp(h->clauses, "{}")) {
        asks(h, "select clause, zh, en from std.clause where clause = ($1::text[])[1]", 1, &h->clauses, clause_came);
    } else if (depth == WORDS) {
        show(h, h->text, "");
    } else if (depth == RULE) {
        const char *own = f && f->more && f->more->hook[HOOK_VALIDATE] ? pair_text(f->more->say, h->desk->seat.en) : NULL;
        const char *params[] = { h->about.relation, f ? f->name : NULL, h->clauses, own };
        asks(h, "select app.help_rule($1, $2, $3, $4)", 4, params, rule_came);
    } else {
        const char *params[] = { h->about.relation, f->name };
        asks(h, "select value, label, n, looked from app.help_values($1, $2)", 2, params, values_came);
    }
}

static const char *clauses_of(struct arena *a, const struct names *clauses)
{
    struct str s;
    str_init(&s, a, 1000);
    for (size_t i = 0; clauses && i < clauses->n; i++) str_addf(&s, "%s\"%s\"", i ? "," : "", clauses->at[i]);
    return arena_printf(a, "{%s}", s.s);
}

/* What may be looked up there, and is no secret. */
static bool has_values(const struct help *about)
{
    const struct field *f = about->field;
    return about->relation && !f->private_ && f->type != FIELD_DATE && f->type != FIELD_TIME;
}

void help_about(struct desk *d, const struct help *about)
{
    struct arena *a = arena_new(d->arena);
    struct asked *h = arena_new_of(a, struct asked);
    *h = (struct asked){ .desk = d, .arena = a, .about = *about, .title = arena_str(a, about->title ? about->title : _("说明")),
                         .text = arena_str(a, with_keys(d, about->text)), .clauses = clauses_of(a, about->clauses) };
    h->takes = arena_str(a, about->takes ? about->takes : _("选一个按 Enter，填进去。"));
    h->about.relation = about->relation ? arena_str(a, about->relation) : NULL;
    h->deepest = has_values(about) ? VALUES : about->relation || strcmp(h->clauses, "{}") ? RULE : WORDS;
    turn_to(h, WORDS);
}

const char *help_relation(const struct bound *b, const struct field *f)
{
    return field_find(&b->fields, f->name) != NO_FIELD ? b->fields.relation : b->list.relation;
}

void help_open(struct desk *d, const char *text, const char *clause)
{
    const char *at[] = { clause };
    struct names one = { .at = at, .n = *clause != 0 };
    help_about(d, &(struct help){ .text = text, .clauses = &one });
}
