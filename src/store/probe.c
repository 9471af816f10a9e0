/* SPDX-License-Identifier: Apache-2.0 */
#include "store/probe.h"
#include "base/str.h"
#include "store/sql.h"

struct prober {
    struct arena *arena;
    const struct bound *bound;
    struct probes *out;
    const char *row;            /* " from (select null::bigint as id, ...) r limit 0" */
};

static const char *row_of_nulls(struct arena *a, const struct fieldset *set)
{
    struct str s;
    str_init(&s, a, SQL_MAX);
    str_add(&s, " from (select ");
    for (size_t i = 0; i < set->n; i++) {
        str_addf(&s, "%snull::%s as ", i ? ", " : "", sql_type(&set->at[i]));
        str_add_ident(&s, set->at[i].name);
    }
    str_add(&s, ") r limit 0");
    return s.s;
}

static void add(struct prober *p, int line, const char *key, const char *of, const char *sql)
{
    struct probe x = { *of ? arena_printf(p->arena, "%s %s", of, key) : key, line, sql, false };
    vec_push(p->arena, p->out, x);
}

static void expression(struct prober *p, const struct form_field *x, const char *key, const char *sql, const char *type)
{
    if (sql) add(p, x->line, key, x->name, arena_printf(p->arena, "select ((%s)::%s)%s", sql, type, p->row));
}

static void of_field(struct prober *p, const struct form_field *x)
{
    static const char *const hooks[N_HOOKS] = { "on_enter", "on_leave", "on_change", "validate" };
    size_t i = field_find(&p->bound->fields, x->name);
    const char *type = i == NO_FIELD ? "text" : sql_type(&p->bound->fields.at[i]);
    expression(p, x, "when", x->when, "boolean");
    expression(p, x, "default", x->preset, type);
    expression(p, x, "from", x->from, type);
    for (int h = 0; h < N_HOOKS; h++) expression(p, x, hooks[h], x->hook[h], h == HOOK_VALIDATE ? "boolean" : "jsonb");
}

/* A cast to regprocedure fails where there is no such function. */
static void function(struct prober *p, int line, const char *key, const char *name, const char *arguments)
{
    add(p, line, key, "", arena_printf(p->arena, "select '%s(%s)'::regprocedure", name, arguments));
}

/* What a field is chosen from takes the values named in `among`. */
static void of_chooser(struct prober *p, const struct form_field *x)
{
    const struct fieldset *set = &p->bound->fields;
    struct str types;
    size_t i = field_find(set, x->name);
    if (!x->among.n || i == NO_FIELD || !set->at[i].chooser) return;
    str_init(&types, p->arena, SQL_MAX);
    str_add(&types, "text, int");
    for (size_t k = 0; k < x->among.n; k++) {
        size_t of = field_find(set, x->among.at[k]);
        if (of != NO_FIELD) str_addf(&types, ", %s", sql_type(&set->at[of]));
    }
    function(p, x->among.line, "among", set->at[i].chooser, types.s);
}

/* Its function takes nothing and gives the columns that are named. */
static void of_ledger(struct prober *p, const struct form_ledger *x)
{
    struct str s;
    str_init(&s, p->arena, SQL_MAX);
    str_add(&s, "select ");
    for (size_t i = 0; i < x->given.n; i++) str_addf(&s, "%sx.%s", i ? ", " : "", x->given.at[i]);
    str_addf(&s, "%s%s from %s() x limit 0", x->last ? ", x." : "", x->last ? x->last : "", x->rows);
    add(p, x->line, "rows", "ledger", s.s);
}

static void of_action(struct prober *p, const struct form_action *x)
{
    size_t taken = x->takes ? field_find(&p->bound->fields, x->takes) : NO_FIELD;
    const char *takes = taken != NO_FIELD ? sql_type(&p->bound->fields.at[taken]) : NULL;
    if (*x->call && !x->takes == !takes)
        function(p, x->line, "call", x->call, arena_printf(p->arena, "bigint, int%s%s%s", takes ? ", " : "", takes ? takes : "", *x->asks.zh ? ", text" : ""));
    if (x->when) add(p, x->line, "when", x->id, arena_printf(p->arena, "select ((%s)::boolean)%s", x->when, p->row));
}

void probe_form(struct arena *a, const struct bound *b, struct probes *out)
{
    const struct form *f = b->form;
    struct prober p = { a, b, out, row_of_nulls(a, &b->fields) };
    for (size_t i = 0; i < f->fields.n; i++) of_field(&p, &f->fields.at[i]);
    for (size_t i = 0; i < f->fields.n; i++) of_chooser(&p, &f->fields.at[i]);
    if (f->list.where) add(&p, f->list.line, "where", "list", arena_printf(a, "select from %s m where (%s) limit 0", f->list.relation, f->list.where));
    for (size_t i = 0; i < f->list.tabs.n; i++)
        add(&p, f->list.tabs.at[i].line, "where", "list", arena_printf(a, "select from %s m where (%s) limit 0", f->list.relation, f->list.tabs.at[i].where));
    if (f->locked) add(&p, 1, "when", "locked", arena_printf(a, "select ((%s)::boolean)%s", f->locked, p.row));
    if (f->create) function(&p, 1, "create", f->create, "jsonb");
    for (size_t i = 0; i < f->actions.n; i++) of_action(&p, &f->actions.at[i]);
    if (f->ledger && f->ledger->rows) of_ledger(&p, f->ledger);
    if (f->list.call) function(&p, f->list.line, "call", f->list.call, "text");
    for (size_t i = 0; i < f->clause.n; i++)
        add(&p, f->clause.line, f->clause.at[i], "", arena_printf(a, "select 1 / count(*) from std.clause where clause = '%s'", f->clause.at[i]));
    if (*f->menu) {
        struct probe menu = { f->menu, 1, arena_printf(a, "select 1 / count(*) from std.chapter where menu = '%s'", f->menu), true };
        vec_push(a, out, menu);
    }
}
