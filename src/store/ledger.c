/* SPDX-License-Identifier: Apache-2.0 */
/* How it works: the values given (null where none are) with the dictionary's defaults, once blank and once a row of the function; over
 * them the form's defaults; then text and display text of each field, as in load.c. */
#include "store/ledger.h"
#include "base/str.h"
#include "store/ask.h"
#include "store/sql.h"
#include <string.h>

enum { SHORT_LIST = 200, FIXED = 2 };

struct rows_call {
    struct arena *arena;
    const struct bound *bound;
    struct str sql;
    const char **at;            /* VEC: parameters */
    size_t n, cap;
    ledger_done_fn *done;
    void *ctx;
};

static bool is_given(const struct form_ledger *x, const char *name)
{
    for (size_t i = 0; i < x->given.n; i++)
        if (!strcmp(x->given.at[i], name)) return true;
    return false;
}

static const char *quoted(struct arena *a, const char *name)
{
    struct str s;
    str_init(&s, a, 200);
    str_add_ident(&s, name);
    return s.s;
}

/* One row a row of `from`; x: what it gives, NULL for nothing. */
static void add_given(struct rows_call *c, const struct form_ledger *x, const char *number, const char *last, const char *from)
{
    str_addf(&c->sql, "select %s as \" n\", %s as \" last\"", number, last);
    for (size_t i = 0; i < c->bound->fields.n; i++) {
        const struct field *f = &c->bound->fields.at[i];
        const char *name = quoted(c->arena, f->name), *preset = f->more && f->more->preset ? NULL : f->preset;
        if (f->private_) continue;
        if (preset) vec_push(c->arena, c, preset);
        if (x && is_given(x, f->name)) str_addf(&c->sql, ", x.%s::%s as %s", name, sql_type(f), name);
        else if (preset) str_addf(&c->sql, ", $%zu::%s as %s", c->n, sql_type(f), name);
        else str_addf(&c->sql, ", null::%s as %s", sql_type(f), name);
    }
    str_add(&c->sql, from);
}

static void add_defaults(struct rows_call *c)
{
    str_add(&c->sql, "),\n rec as (select g.\" n\", g.\" last\"");
    for (size_t i = 0; i < c->bound->fields.n; i++) {
        const struct field *f = &c->bound->fields.at[i];
        const char *name = quoted(c->arena, f->name);
        if (f->private_) continue;
        if (f->more && f->more->preset) str_addf(&c->sql, ", coalesce(g.%s, (%s)::%s) as %s", name, f->more->preset, sql_type(f), name);
        else str_addf(&c->sql, ", g.%s", name);
    }
    str_add(&c->sql, " from giv g)\n select m.\" n\", m.\" last\"");
}

static void add_shown(struct rows_call *c)
{
    for (size_t i = 0; i < c->bound->fields.n; i++) {
        const struct field *f = &c->bound->fields.at[i];
        if (f->private_) continue;
        str_add(&c->sql, ", ");
        sql_text(&c->sql, f, sql_column(c->arena, f));
        if (!sql_has_show(f)) continue;
        str_add(&c->sql, ", ");
        sql_show(&c->sql, f, sql_column(c->arena, f), c->bound->en);
    }
    str_add(&c->sql, " from rec m order by 1");
}

static struct record *record_of(struct rows_call *c, const struct rows *rows, int row)
{
    struct record *r = record_new(c->arena, &c->bound->fields);
    int column = FIXED;
    for (size_t i = 0; i < r->set->n; i++) {
        const struct field *f = &r->set->at[i];
        if (f->private_) continue;
        const char *text = rows_is_null(rows, row, column) ? NULL : rows_text(rows, row, column);
        record_set(r, i, text, sql_has_show(f) ? rows_text(rows, row, column + 1) : NULL);
        column += sql_has_show(f) ? 2 : 1;
    }
    record_begin(r);
    return r;
}

static void got_rows(void *p, const struct rows *rows, const struct err *e)
{
    struct rows_call *c = p;
    struct ledger_lines *out = rows ? arena_new_of(c->arena, struct ledger_lines) : NULL;
    for (int i = 0; rows && i < rows->n; i++) {
        struct ledger_line line = { record_of(c, rows, i), rows_text(rows, i, 1) };
        if (i) vec_push(c->arena, out, line);
        else out->blank = line.record;
    }
    c->done(c->ctx, out, e);
}

void ledger_send(struct pg *pg, struct arena *a, const struct bound *b, const struct form_ledger *x, ledger_done_fn *done, void *ctx)
{
    struct rows_call *c = arena_new_of(a, struct rows_call);
    *c = (struct rows_call){ .arena = a, .bound = b, .done = done, .ctx = ctx };
    str_init(&c->sql, a, SQL_MAX);
    str_add(&c->sql, "with giv as (");
    add_given(c, NULL, "0::bigint", "null::text", "");
    if (x->rows) {
        str_add(&c->sql, "\nunion all\n");
        add_given(c, x, "row_number() over ()", x->last ? arena_printf(a, "x.%s::text", quoted(a, x->last)) : "null::text", arena_printf(a, " from %s() x", x->rows));
    }
    add_defaults(c);
    add_shown(c);
    ask_send(pg, a, true, c->sql.s, (int)c->n, c->at, got_rows, c);
}

struct record *ledger_copy(struct arena *a, const struct bound *b, const struct record *blank)
{
    struct record *r = record_new(a, &b->fields);
    for (size_t i = 0; i < r->set->n; i++) {
        record_set(r, i, blank->values[i].now, blank->values[i].show);
        r->values[i].hidden = blank->values[i].hidden;
    }
    record_begin(r);
    return r;
}

/* ---- codes */
struct codes_call { struct arena *arena; ledger_codes_fn *done; void *ctx; };

static void got_codes(void *p, const struct rows *rows, const struct err *e)
{
    struct codes_call *c = p;
    struct ledger_codes *out = rows ? arena_new_of(c->arena, struct ledger_codes) : NULL;
    for (int i = 0; rows && i < rows->n; i++) {
        struct ledger_code x = { (size_t)rows_int(rows, i, 0), rows_text(rows, i, 1), rows_text(rows, i, 2), rows_text(rows, i, 3), rows_text(rows, i, 4), rows_text(rows, i, 5) };
        vec_push(c->arena, out, x);
    }
    c->done(c->ctx, out, e);
}

void ledger_codes_send(struct pg *pg, struct arena *a, const struct bound *b, const struct form_ledger *x, ledger_codes_fn *done, void *ctx)
{
    struct codes_call *c = arena_new_of(a, struct codes_call);
    struct str sql;
    *c = (struct codes_call){ a, done, ctx };
    str_init(&sql, a, SQL_MAX);
    str_add(&sql, "select 0::bigint as k, ''::text as code, ''::text as label, ''::text as py, ''::text as zh, ''::text as en, 0::bigint as n where false");
    for (size_t i = 0; i < x->columns.n; i++) {
        size_t at = field_find(&b->fields, x->columns.at[i]);
        if (at == NO_FIELD || b->fields.at[at].type != FIELD_CODE) continue;
        const char *list = quoted(a, b->fields.at[at].ref);
        str_addf(&sql, "\nunion all (select %zu, t.code, %s, t.py, t.name_zh, lower(t.name_en), row_number() over (order by t.seq, t.code) from %s t"
                       " where t.valid and (select count(*) from %s) <= %d)", at, b->en ? "coalesce(nullif(t.name_en, ''), t.name_zh)" : "t.name_zh", list, list, SHORT_LIST);
    }
    str_add(&sql, " order by k, n");
    ask_send(pg, a, true, sql.s, 0, NULL, got_codes, c);
}

static bool begins(const char *text, const char *with) { return !strncmp(text, with, strlen(with)); }

static bool is_meant(const struct ledger_code *x, const char *typed)
{
    return begins(x->code, typed) || begins(x->py, typed) || strstr(x->zh, typed) || strstr(x->en, typed);
}

const struct ledger_code *ledger_code_of(const struct ledger_codes *codes, size_t field, const char *typed, int *fits)
{
    const struct ledger_code *found = NULL;
    *fits = -1;
    for (size_t i = 0; codes && i < codes->n; i++) {
        const struct ledger_code *x = &codes->at[i];
        if (x->field != field) continue;
        if (!strcmp(x->code, typed) || !strcmp(x->label, typed)) return x;
        if (*fits < 0) *fits = 0;
        if (is_meant(x, typed) && !(*fits)++) found = x;
    }
    return *fits == 1 ? found : NULL;
}
