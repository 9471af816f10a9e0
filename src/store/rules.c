/* SPDX-License-Identifier: Apache-2.0 */
/* How it works: every expression an event touches becomes one select over the values `r`, and all of them one statement:
 *   what ('w' when, 'f' from, 'h' hook, 'v' validate, 'a' when of an action, 'l' locked), number of the field or action, name of a field to set,
 *   value, display text. */
#include "store/rules.h"
#include "base/str.h"
#include "base/text.h"
#include "store/ask.h"
#include "store/sql.h"
#include <stdio.h>

struct rules_call {
    struct pg *pg;
    const struct bound *bound;
    struct record *record;
    enum rules_event event;
    size_t field;
    struct str sql;
    int n;                      /* selects so far */
    bool changed;
    rules_done_fn *done;
    void *ctx;
};

static const char *hook_of(const struct bound *b, enum rules_event event, size_t i)
{
    static const enum form_hook hooks[] = { [RULES_ENTER] = HOOK_ENTER, [RULES_LEAVE] = HOOK_LEAVE, [RULES_CHANGE] = HOOK_CHANGE };
    if (event == RULES_OPEN || event == RULES_VALIDATE || i == NO_FIELD || !b->fields.at[i].more) return NULL;
    return b->fields.at[i].more->hook[hooks[event]];
}

bool rules_any(const struct bound *b, enum rules_event event, size_t field)
{
    bool all = event == RULES_OPEN || event == RULES_CHANGE;
    if (hook_of(b, event, field)) return true;
    if (event == RULES_OPEN && b->form->locked) return true;
    for (size_t i = 0; event == RULES_OPEN && i < b->form->actions.n; i++)
        if (b->form->actions.at[i].when) return true;
    for (size_t i = 0; i < b->fields.n; i++) {
        const struct form_field *x = b->fields.at[i].more;
        if (x && ((all && (x->when || x->from)) || (event == RULES_VALIDATE && x->hook[HOOK_VALIDATE]))) return true;
    }
    return false;
}

static void add_select(struct rules_call *c, const char *what, size_t i, const char *of, const struct field *show)
{
    if (c->n++) str_add(&c->sql, "\nunion all\n");
    str_addf(&c->sql, "select '%s', %zu, '', %s::text, ", what, i, of);
    if (show) sql_show(&c->sql, show, of, c->bound->en);
    else str_add(&c->sql, "null::text");
    str_add(&c->sql, " from r");
}

/* A hook names the fields it sets; the display text of a code or reference among them is looked up by name. */
static void add_hook(struct rules_call *c, size_t i, const char *hook)
{
    const struct fieldset *set = &c->bound->fields;
    if (c->n++) str_add(&c->sql, "\nunion all\n");
    str_addf(&c->sql, "select 'h', %zu, e.key, e.value, case e.key", i);
    for (size_t k = 0; k < set->n; k++) {
        if (!sql_has_show(&set->at[k])) continue;
        str_addf(&c->sql, " when '%s' then ", set->at[k].name);
        sql_show(&c->sql, &set->at[k], set->at[k].type == FIELD_REF ? "e.value::bigint" : "e.value", c->bound->en);
    }
    str_addf(&c->sql, " when '' then '' end from r, jsonb_each_text((%s)) e", hook);
}

static void add_rules(struct rules_call *c)
{
    const struct fieldset *set = &c->bound->fields;
    const char *hook = hook_of(c->bound, c->event, c->field);
    bool all = c->event == RULES_OPEN || c->event == RULES_CHANGE;
    struct arena *a = c->record->arena;
    if (hook) add_hook(c, c->field, hook);
    if (c->event == RULES_OPEN && c->bound->form->locked) add_select(c, "l", 0, arena_printf(a, "((%s)::boolean)", c->bound->form->locked), NULL);
    for (size_t i = 0; c->event == RULES_OPEN && i < c->bound->form->actions.n; i++) {
        const char *when = c->bound->form->actions.at[i].when;
        if (when) add_select(c, "a", i, arena_printf(a, "((%s)::boolean)", when), NULL);
    }
    for (size_t i = 0; i < set->n; i++) {
        const struct form_field *x = set->at[i].more;
        if (!x) continue;
        if (all && x->from) add_select(c, "f", i, arena_printf(a, "((%s)::%s)", x->from, sql_type(&set->at[i])), &set->at[i]);
        if (all && x->when) add_select(c, "w", i, arena_printf(a, "((%s)::boolean)", x->when), NULL);
        if (c->event == RULES_VALIDATE && x->hook[HOOK_VALIDATE] && !c->record->values[i].hidden)
            add_select(c, "v", i, arena_printf(a, "((%s)::boolean)", x->hook[HOOK_VALIDATE]), NULL);
    }
}

/* ---- the answer */
static void set_value(struct rules_call *c, size_t i, const struct rows *r, int row)
{
    if (i == NO_FIELD) return;
    const char *text = rows_is_null(r, row, 3) ? NULL : rows_text(r, row, 3);
    const char *show = rows_is_null(r, row, 4) ? NULL : rows_text(r, row, 4);
    if (c->bound->fields.at[i].type == FIELD_BOOL && text) text = *text == 't' ? "true" : "false";
    c->changed = record_follow(c->record, i, text, show) || c->changed;
}

static void set_hidden(struct rules_call *c, size_t i, bool hidden)
{
    struct value *v = &c->record->values[i];
    c->changed = c->changed || v->hidden != hidden;
    v->hidden = hidden;
}

static void set_offered(struct rules_call *c, size_t action, bool offered)
{
    if (offered) c->record->withheld &= ~(1u << action);
    else c->record->withheld |= 1u << action;
}

void rules_broken(const struct bound *b, struct record *r, size_t i, struct err *e)
{
    if (i == NO_FIELD) return;
    const struct field *f = &b->fields.at[i];
    const char *say = pair_text(f->more->say, b->en);
    r->values[i].fault = say;
    err_set(e, ERR_RULE, say);
    snprintf(e->column, sizeof e->column, "%s", f->name);
}

/* A field it sets, or `say`. */
static void take_hook(struct rules_call *c, const struct rows *r, int row)
{
    size_t field = field_find(&c->bound->fields, rows_text(r, row, 2));
    if (field != NO_FIELD) set_value(c, field, r, row);
    else if (!strcmp(rows_text(r, row, 2), "say") && *rows_text(r, row, 3)) c->record->said = arena_str(c->record->arena, rows_text(r, row, 3));
}

/* True when a hook set something, so that conditions may have become others. */
static bool apply(struct rules_call *c, const struct rows *r, struct err *e)
{
    bool by_hook = false;
    struct err further;
    for (int i = 0; i < r->n; i++) {
        size_t f = (size_t)rows_int(r, i, 1);
        bool before = c->changed;
        switch (*rows_text(r, i, 0)) {
        case 'w': set_hidden(c, f, strcmp(rows_text(r, i, 3), "true") != 0); break;
        case 'f': set_value(c, f, r, i); break;
        case 'a': set_offered(c, f, !strcmp(rows_text(r, i, 3), "true")); break;
        case 'l': c->record->locked = c->record->id && !strcmp(rows_text(r, i, 3), "true"); break;
        case 'v':
            if (strcmp(rows_text(r, i, 3), "false")) break;
            rules_broken(c->bound, c->record, f, e->code == ERR_NONE ? e : &further);
            break;
        default:
            c->changed = false;
            take_hook(c, r, i);
            by_hook = by_hook || c->changed;
            c->changed = c->changed || before;
        }
    }
    return by_hook;
}

static void send_rules(struct rules_call *c);

static void got_rules(void *p, const struct rows *r, const struct err *e)
{
    struct rules_call *c = p;
    struct err broken = { .code = ERR_NONE };
    if (e) { c->done(c->ctx, false, c->changed, e); return; }
    if (apply(c, r, &broken) && rules_any(c->bound, RULES_OPEN, NO_FIELD)) {
        c->event = RULES_OPEN;
        send_rules(c);
        return;
    }
    c->done(c->ctx, broken.code == ERR_NONE, c->changed, broken.code == ERR_NONE ? NULL : &broken);
}

/* ---- asking */
static void add_row(struct str *sql, struct arena *a, const struct record *record, struct rules_params *params)
{
    const struct fieldset *set = record->set;
    str_add(sql, "with r as materialized (select ");
    for (size_t i = 0; i < set->n; i++) {
        const char *now = record->values[i].now;
        bool is_id = !strcmp(set->at[i].name, "id");
        if (now && !field_check(&set->at[i], now, NULL)) now = NULL;       /* marked already; it is no value to reckon with */
        if (is_id) now = record->id ? ask_number(a, record->id) : NULL;
        if (now) vec_push(a, params, now);
        str_add(sql, i ? ", " : "");
        if (now) str_addf(sql, "$%zu::%s as ", params->n, sql_type(&set->at[i]));
        else str_addf(sql, "null::%s as ", sql_type(&set->at[i]));
        str_add_ident(sql, set->at[i].name);
    }
    str_add(sql, ")");
}

void rules_guard(struct str *sql, struct arena *a, const struct bound *b, const struct record *r, struct rules_params *params)
{
    size_t n = 0;
    add_row(sql, a, r, params);
    str_add(sql, ", v(field, holds) as (");
    for (size_t i = 0; i < b->fields.n; i++) {
        const struct form_field *x = b->fields.at[i].more;
        if (!x || !x->hook[HOOK_VALIDATE] || r->values[i].hidden) continue;
        str_addf(sql, "%sselect '%s'::text, coalesce((%s)::boolean, true) from r", n++ ? " union all " : "", b->fields.at[i].name, x->hook[HOOK_VALIDATE]);
    }
    str_add(sql, n ? ")" : "select ''::text, true)");
}

static void send_rules(struct rules_call *c)
{
    struct arena *a = c->record->arena;
    struct rules_params params = { 0 };
    c->n = 0;
    str_init(&c->sql, a, SQL_MAX);
    add_row(&c->sql, a, c->record, &params);
    str_add(&c->sql, "\n");
    add_rules(c);
    ask_send(c->pg, a, true, c->sql.s, (int)params.n, params.at, got_rules, c);
}

void rules_send(struct pg *pg, struct arena *a, const struct bound *b, struct record *r, enum rules_event event, size_t field, rules_done_fn *done, void *ctx)
{
    struct rules_call *c = arena_new_of(a, struct rules_call);
    *c = (struct rules_call){ .pg = pg, .bound = b, .record = r, .event = event, .field = field, .done = done, .ctx = ctx };
    send_rules(c);
}
