/* SPDX-License-Identifier: Apache-2.0 */
/* How it works: the order columns and id make a key that no two rows share. A further page is "what comes after this key". Where all
 * columns go one way and none can be null it is one row comparison, which an index answers by itself; otherwise it is spelled out,
 * with nulls where PostgreSQL sorts them: last going up, first going down.
 * A list that the dictionary divides is read as two pages, each from an index of its own in the list's order, and merged. */
#include "store/list.h"
#include "base/str.h"
#include "form/query.h"
#include "store/ask.h"
#include "store/sql.h"

enum { MOST_KEYS = 5 };

struct key {
    const struct field *field;
    const char *by;             /* SQL over alias m                                  */
    const char *type;
    bool down;                  /* as asked now: turned round when going back        */
    const char *value;          /* of the row to go on from; NULL is null            */
    int param;                  /* its $n; 0 where the value is null                 */
};
struct list_text {
    struct arena *arena;
    const struct bound *bound;
    const struct list_ask *ask;
    struct key keys[MOST_KEYS];
    int n_keys;
    struct str sql;
    const char **at;            /* VEC: parameters */
    size_t n, cap;
};

static bool goes_back(const struct list_ask *ask) { return ask->way == LIST_BEFORE || ask->way == LIST_LAST; }
static bool goes_on(const struct list_ask *ask) { return ask->from && ask->way != LIST_FIRST && ask->way != LIST_LAST; }

static void add_key(struct list_text *t, const char *name, bool down)
{
    size_t i = field_find(&t->bound->list, name);
    if (i == NO_FIELD || t->n_keys == MOST_KEYS) return;
    for (int k = 0; k < t->n_keys; k++)
        if (t->keys[k].field == &t->bound->list.at[i]) return;
    const struct field *f = &t->bound->list.at[i];
    t->keys[t->n_keys++] = (struct key){ .field = f, .by = sql_column(t->arena, f), .type = sql_type(f), .down = down != goes_back(t->ask) };
}

/* What a name or a text is ordered by. */
static const char *readings(const struct list_text *t, const struct list_sort *sort)
{
    const struct field *f = sort->field;
    const char *order = f->ref_orders && !sort->strokes ? f->ref_orders : f->ref_label;
    struct str s;
    str_init(&s, t->arena, SQL_MAX);
    if (f->type == FIELD_REF || (f->ref_orders && !sort->strokes)) {
        str_addf(&s, "(select (%s)::text from ", order);
        str_add_ident(&s, f->type == FIELD_REF ? f->ref : t->bound->list.relation);
        str_addf(&s, " t where t.id = %s)", f->type == FIELD_REF ? sql_column(t->arena, f) : "m.id");
    } else {
        str_addf(&s, "%s::text", sql_column(t->arena, f));
    }
    str_addf(&s, " collate %s", sort->strokes ? "ref.strokes" : f->ref_orders ? "\"C\"" : "\"zh-x-icu\"");
    return s.s;
}

static void add_sort(struct list_text *t, const struct list_sort *sort)
{
    const struct field *f = sort->field;
    bool is_text = f->type == FIELD_TEXT || f->type == FIELD_REF;
    t->keys[t->n_keys++] = (struct key){ .field = f, .by = is_text ? readings(t, sort) : sql_column(t->arena, f), .type = is_text ? "text" : sql_type(f), .down = sort->down != goes_back(t->ask) };
}

static void make_keys(struct list_text *t)
{
    const struct names *order = &t->bound->form->list.order;
    bool down = !order->n;      /* nothing said: the newest first */
    if (t->ask->sort) add_sort(t, t->ask->sort);
    for (size_t i = 0; i < order->n; i++) {
        down = *order->at[i] == '-';
        add_key(t, order->at[i] + down, down);
    }
    add_key(t, "id", down);
    for (int k = 0; goes_on(t->ask) && k < t->n_keys; k++) {
        t->keys[k].value = t->ask->from->key[k];
        if (!t->keys[k].value) continue;
        vec_push(t->arena, t, t->keys[k].value);
        t->keys[k].param = (int)t->n;
    }
}

static bool is_row_comparison(const struct list_text *t)
{
    for (int k = 0; k < t->n_keys; k++)
        if (t->keys[k].down != t->keys[0].down || !t->keys[k].value || !(t->keys[k].field->required || !strcmp(t->keys[k].field->name, "id")) || t->keys[k].field->type == FIELD_REF) return false;
    return true;
}

static void add_param(struct list_text *t, const struct key *k) { str_addf(&t->sql, "$%d::%s", k->param, k->type); }

static void row_comparison(struct list_text *t)
{
    str_add(&t->sql, " and (");
    for (int k = 0; k < t->n_keys; k++) str_addf(&t->sql, "%s%s", k ? ", " : "", t->keys[k].by);
    str_addf(&t->sql, ") %s%s (", t->keys[0].down ? "<" : ">", t->ask->way == LIST_FROM ? "=" : "");
    for (int k = 0; k < t->n_keys; k++) {
        if (k) str_add(&t->sql, ", ");
        add_param(t, &t->keys[k]);
    }
    str_add(&t->sql, ")");
}

static void past_one(struct list_text *t, const struct key *k)
{
    if (!k->value) {
        str_addf(&t->sql, k->down ? "%s is not null" : "false and %s is null", k->by);
        return;
    }
    str_addf(&t->sql, "(%s %s ", k->by, k->down ? "<" : ">");
    add_param(t, k);
    if (!k->down) str_addf(&t->sql, " or %s is null", k->by);
    str_add(&t->sql, ")");
}

static void same_one(struct list_text *t, const struct key *k)
{
    str_addf(&t->sql, "%s ", k->by);
    if (!k->value) { str_add(&t->sql, "is null"); return; }
    str_add(&t->sql, "= ");
    add_param(t, k);
}

/* Past the row at key k, all before it being the same; k == n_keys: that very row. */
static void spelled_out(struct list_text *t)
{
    str_add(&t->sql, " and (");
    for (int k = 0; k < t->n_keys + (t->ask->way == LIST_FROM); k++) {
        str_add(&t->sql, k ? " or (" : "(");
        for (int i = 0; i < k; i++) {
            if (i) str_add(&t->sql, " and ");
            same_one(t, &t->keys[i]);
        }
        if (k && k < t->n_keys) str_add(&t->sql, " and ");
        if (k < t->n_keys) past_one(t, &t->keys[k]);
        str_add(&t->sql, ")");
    }
    str_add(&t->sql, ")");
}

const struct names *list_columns(const struct bound *b, const struct list_ask *ask) { return ask->columns ? ask->columns : &b->form->list.columns; }

/* What only tells of the row's keeping is left out, and what the form puts into the list is in. */
bool list_may_show(const struct bound *b, const struct field *f)
{
    static const char *const keeping[] = { "id", "version", "voided_at", "voided_by", "void_why", "created_by", "changed_by" };
    const struct names *columns = &b->form->list.columns;
    for (size_t i = 0; i < columns->n; i++)
        if (!strcmp(columns->at[i], f->name)) return true;
    for (size_t i = 0; i < sizeof keeping / sizeof *keeping; i++)
        if (!strcmp(keeping[i], f->name)) return false;
    return !f->private_ && !f->only_open && f->may_select && strcmp(f->label.zh, f->name) != 0;
}

/* The rows of part (NULL: all of them) the query and the tab leave. */
static void add_where(struct list_text *t, const char *part)
{
    const struct form *f = t->bound->form;
    const struct query *q = t->ask->query;
    size_t n = q ? q->n : 0;
    if (f->list.where) str_addf(&t->sql, " where (%s)", f->list.where);
    else str_addf(&t->sql, " where true%s", sql_alive(&t->bound->list));
    if (t->ask->tab) str_addf(&t->sql, " and (%s)", t->ask->tab->where);
    if (q && q->where->n) str_addf(&t->sql, " and %s", q->where->s);
    if (t->ask->ids) str_addf(&t->sql, " and m.id = any ($%zu::bigint[])", n + 1);
    if (part) str_addf(&t->sql, " and (%s)", part);
}

static void add_rows(struct list_text *t, const char *part)
{
    str_add(&t->sql, "\n  from ");
    str_add_ident(&t->sql, t->bound->list.relation);
    str_add(&t->sql, " m\n");
    add_where(t, part);
}

/* The rows of all strips, each part of a strip written by `add`. */
static void add_strips(struct list_text *t, void (*add)(struct list_text *, const char *part))
{
    const struct bound *b = t->bound;
    str_addf(&t->sql, "\n  from unnest(%s) s(at) cross join lateral ((select m.*", b->strips);
    add(t, b->near);
    str_add(&t->sql, ")\n union all (select m.*");
    add(t, b->beside);
    str_add(&t->sql, ")) m");
}

static void add_order(struct list_text *t)
{
    str_add(&t->sql, "\n order by ");
    for (int k = 0; k < t->n_keys; k++)
        str_addf(&t->sql, "%s%s%s", k ? ", " : "", t->keys[k].by, t->keys[k].down ? " desc" : "");
    str_addf(&t->sql, "\n limit %d", t->ask->n + 1);
}

static void add_page(struct list_text *t, const char *part)
{
    add_rows(t, part);
    if (goes_on(t->ask)) {
        if (is_row_comparison(t)) row_comparison(t);
        else spelled_out(t);
    }
    add_order(t);
}

static bool is_brief(bool asked, const struct field *f) { return asked && f->type == FIELD_REF && f->ref_short; }

static void add_columns(struct list_text *t)
{
    const struct bound *b = t->bound;
    str_add(&t->sql, "select m.id");
    for (int k = 0; k < t->n_keys; k++) str_addf(&t->sql, ", (%s)::text", t->keys[k].by);
    const struct names *columns = list_columns(b, t->ask);
    for (size_t i = 0; i < columns->n; i++) {
        const struct field *f = &b->list.at[field_find(&b->list, columns->at[i])];
        str_add(&t->sql, ",\n       ");
        if (sql_has_show(f)) sql_show(&t->sql, f, sql_column(t->arena, f), b->en);
        else sql_text(&t->sql, f, sql_column(t->arena, f));
        if (is_brief(t->ask->brief, f)) {
            str_add(&t->sql, ", ");
            sql_show_short(&t->sql, f, sql_column(t->arena, f));
        }
        if (!f->due) continue;
        str_add(&t->sql, ", ");
        sql_soon(&t->sql, f);
    }
}

static void make_text(struct list_text *t, struct arena *a, const struct bound *b, const struct list_ask *ask)
{
    *t = (struct list_text){ .arena = a, .bound = b, .ask = ask };
    str_init(&t->sql, a, SQL_MAX);
    for (size_t i = 0; ask->query && i < ask->query->n; i++) vec_push(a, t, ask->query->at[i]);
    if (ask->ids) vec_push(a, t, ask->ids);
    make_keys(t);
    add_columns(t);
    if (!b->strips) { add_page(t, NULL); return; }
    add_strips(t, add_page);
    add_order(t);
}

const char *list_from(struct arena *a, const struct bound *b, const struct list_ask *ask)
{
    struct list_text t = { .arena = a, .bound = b, .ask = ask };
    str_init(&t.sql, a, SQL_MAX);
    if (b->strips) add_strips(&t, add_rows);
    else add_rows(&t, NULL);
    return t.sql.s;
}

const char *const *list_params(struct arena *a, const struct list_ask *ask, int *n)
{
    size_t most = (ask->query ? ask->query->n : 0) + 1;
    const char **params = arena_array(a, const char *, most);
    *n = 0;
    for (size_t i = 0; i + 1 < most; i++) params[(*n)++] = ask->query->at[i];
    if (ask->ids) params[(*n)++] = ask->ids;
    return params;
}

const char *list_sql(struct arena *a, const struct bound *b, const struct list_ask *ask)
{
    struct list_text t;
    make_text(&t, a, b, ask);
    return t.sql.s;
}

/* ---- asking */
struct list_call {
    struct arena *arena;
    const struct bound *bound;
    const struct names *columns;
    int n, n_keys;
    bool back, brief;
    list_done_fn *done;
    void *ctx;
};

static struct list_row row_of(const struct list_call *c, const struct rows *r, int row)
{
    const struct bound *b = c->bound;
    size_t n = c->columns->n;
    struct list_row out = { .id = rows_int(r, row, 0), .key = arena_array(c->arena, const char *, c->n_keys), .cells = arena_array(c->arena, const char *, n),
                            .brief = arena_array(c->arena, const char *, n), .soon = arena_array(c->arena, const char *, n) };
    int at = 1 + c->n_keys;
    for (int k = 0; k < c->n_keys; k++) out.key[k] = rows_is_null(r, row, 1 + k) ? NULL : rows_text(r, row, 1 + k);
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &b->list.at[field_find(&b->list, c->columns->at[i])];
        const char *text = rows_text(r, row, at++);
        if (is_brief(c->brief, f)) out.brief[i] = rows_text(r, row, at++);
        if (f->due) {
            out.soon[i] = rows_is_null(r, row, at) ? NULL : rows_text(r, row, at);
            at++;
        }
        out.cells[i] = sql_has_show(f) ? text : field_show(c->arena, f, *text ? text : NULL, b->en);
    }
    return out;
}

static void got_rows(void *p, const struct rows *r, const struct err *e)
{
    struct list_call *c = p;
    if (e) { c->done(c->ctx, NULL, e); return; }
    struct list_page *page = arena_new_of(c->arena, struct list_page);
    int n = r->n > c->n ? c->n : r->n;
    page->more = r->n > c->n;
    for (int i = 0; i < n; i++) vec_push(c->arena, page, row_of(c, r, c->back ? n - 1 - i : i));
    c->done(c->ctx, page, NULL);
}

void list_send(struct pg *pg, struct arena *a, const struct bound *b, const struct list_ask *ask, list_done_fn *done, void *ctx)
{
    struct list_text t;
    struct list_call *c = arena_new_of(a, struct list_call);
    make_text(&t, a, b, ask);
    *c = (struct list_call){ a, b, list_columns(b, ask), ask->n, t.n_keys, goes_back(ask), ask->brief, done, ctx };
    ask_send(pg, a, true, t.sql.s, (int)t.n, t.at, got_rows, c);
}

struct count_call { list_count_fn *done; void *ctx; };

static void got_count(void *p, const struct rows *r, const struct err *e)
{
    struct count_call *c = p;
    c->done(c->ctx, r ? rows_int(r, 0, 0) : -1, e);
}

void list_count_send(struct pg *pg, struct arena *a, const struct bound *b, const struct query *q, const struct form_tab *tab, int most, list_count_fn *done, void *ctx)
{
    struct list_ask ask = { .query = q, .tab = tab };
    struct count_call *c = arena_new_of(a, struct count_call);
    const char *from = list_from(a, b, &ask);
    int n;
    const char *const *params = list_params(a, &ask, &n);
    *c = (struct count_call){ done, ctx };
    ask_send(pg, a, true, most ? arena_printf(a, "select count(*) from (select 1%s limit %d) m", from, most + 1) : arena_printf(a, "select count(*)%s", from), n, params, got_count, c);
}
