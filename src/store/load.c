/* SPDX-License-Identifier: Apache-2.0 */
/* How it works: one statement, a section for the record, one for each header and each child list, put together with union all:
 *   section, id, version, office, changed, label, attachments, then for every field its text and, where it has one, its display text or, of a
 *   due date, the day from which it is marked.
 * Sections are as wide as the widest; `rec` is the record's row, so that headers find the row it names. */
#include "store/load.h"
#include "base/str.h"
#include "store/ask.h"
#include "store/sql.h"

enum { FIXED = 7, S_OWN = 0 };

struct load_call {
    struct arena *arena;
    const struct bound *bound;
    struct str sql;
    const char **at;            /* VEC: parameters */
    size_t n, cap;
    int width;                  /* value columns of the widest section */
    bool born;
    const struct given *given;  /* of one not born; the caller's until `done` */
    size_t n_given;
    load_done_fn *done;
    void *ctx;
};

static bool has_second(const struct field *f) { return sql_has_show(f) || f->due; }

static int width_of(const struct fieldset *set)
{
    int n = 0;
    for (size_t i = 0; i < set->n; i++)
        if (!set->at[i].private_) n += has_second(&set->at[i]) ? 2 : 1;
    return n;
}

static int widest(const struct bound *b)
{
    int most = width_of(&b->fields);
    for (size_t i = 0; i < b->headers.n; i++)
        if (width_of(&b->headers.at[i].fields) > most) most = width_of(&b->headers.at[i].fields);
    for (size_t i = 0; i < b->children.n; i++)
        if (width_of(&b->children.at[i].fields) > most) most = width_of(&b->children.at[i].fields);
    return most;
}

/* The column when the relation has it, else null. */
static void add_if(struct str *out, const struct fieldset *set, const char *name, const char *type)
{
    if (field_find(set, name) == NO_FIELD) str_addf(out, ", null::%s", type);
    else str_addf(out, ", m.%s", name);
}

static void add_section(struct load_call *c, int number, const struct fieldset *set, const char *from, const char *label)
{
    struct str *out = &c->sql;
    int n = 0;
    str_addf(out, "select %d as s, m.id::bigint as id", number);
    add_if(out, set, "version", "int");
    add_if(out, set, "office", "bigint");
    if (field_find(set, "changed_by") != NO_FIELD)
        str_add(out, ", sec.who(m.changed_by) || ' ' || to_char(m.changed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')");
    else str_add(out, ", null::text");
    str_addf(out, ", %s", label);
    if (number == S_OWN && c->born) str_addf(out, ", app.attached('%s', m.id)", set->relation);
    else str_add(out, ", null::bigint");
    for (size_t i = 0; i < set->n; i++) {
        const struct field *f = &set->at[i];
        const char *column = sql_column(c->arena, f);
        if (f->private_) continue;
        str_add(out, ",\n       ");
        sql_text(out, f, column);
        n++;
        if (!has_second(f)) continue;
        str_add(out, ", ");
        if (f->due) sql_soon(out, f);
        else sql_show(out, f, column, c->bound->en);
        n++;
    }
    for (; n < c->width; n++) str_add(out, ", null::text");
    str_addf(out, "\n  from %s", from);
}

static const char *quoted(struct arena *a, const char *relation)
{
    struct str s;
    str_init(&s, a, 200);
    str_add_ident(&s, relation);
    return s.s;
}

static void add_headers(struct load_call *c)
{
    const struct bound *b = c->bound;
    for (size_t i = 0; i < b->headers.n; i++) {
        const struct bound_header *h = &b->headers.at[i];
        str_add(&c->sql, "\nunion all\n");
        add_section(c, 1 + (int)i, &h->fields, arena_printf(c->arena, "%s m", quoted(c->arena, h->fields.relation)), "null::text");
        str_addf(&c->sql, " where m.id = (select %s from rec m)", h->by == NO_FIELD ? "m.id" : sql_column(c->arena, &b->fields.at[h->by]));
    }
}

static void add_children(struct load_call *c)
{
    const struct bound *b = c->bound;
    for (size_t i = 0; i < b->children.n; i++) {
        const struct bound_child *k = &b->children.at[i];
        str_add(&c->sql, "\nunion all\n");
        add_section(c, 1 + (int)(b->headers.n + i), &k->fields, arena_printf(c->arena, "%s m", quoted(c->arena, k->fields.relation)), "null::text");
        str_addf(&c->sql, " where m.%s = (select m.id from rec m)%s", quoted(c->arena, k->child->by), sql_alive(&k->fields));
    }
}

/* ---- the answer */
static void read_values(struct record *r, const struct rows *rows, int row, bool fresh)
{
    int column = FIXED;
    for (size_t i = 0; i < r->set->n; i++) {
        const struct field *f = &r->set->at[i];
        if (f->private_) continue;
        const char *text = rows_is_null(rows, row, column) ? NULL : rows_text(rows, row, column);
        const char *show = sql_has_show(f) ? rows_text(rows, row, column + 1) : NULL;
        if (fresh) record_set(r, i, text, show);
        else record_read(r, i, text, show);
        r->values[i].soon = f->due && !rows_is_null(rows, row, column + 1) ? rows_text(rows, row, column + 1) : NULL;
        column += has_second(f) ? 2 : 1;
    }
}

static void read_row(struct record *r, const struct rows *rows, int row)
{
    r->id = rows_int(rows, row, 1);
    r->version = (int)rows_int(rows, row, 2);
    r->office = rows_int(rows, row, 3);
    r->changed = *rows_text(rows, row, 4) ? rows_text(rows, row, 4) : NULL;
}

struct loaded *load_empty(struct arena *a, const struct bound *b, int64_t id)
{
    struct loaded *l = arena_new_of(a, struct loaded);
    l->record = record_new(a, &b->fields);
    l->record->id = id;
    l->headers = arena_array(a, struct record *, b->headers.n + 1);
    l->label = "";
    l->attached = -1;
    for (size_t i = 0; i < b->headers.n; i++) l->headers[i] = record_new(a, &b->headers.at[i].fields);
    for (size_t i = 0; i < b->children.n; i++) record_add_children(l->record, b->children.at[i].child, &b->children.at[i].fields);
    return l;
}

static void read_section(struct load_call *c, struct loaded *l, const struct rows *rows, int row)
{
    size_t s = (size_t)rows_int(rows, row, 0), n_headers = c->bound->headers.n;
    struct record *r = s == S_OWN ? l->record : s <= n_headers ? l->headers[s - 1]
                     : record_add_row(&l->record->children.at[s - 1 - n_headers], c->arena);
    if (s != S_OWN || c->born) read_row(r, rows, row);
    if (s == S_OWN && c->born) l->label = rows_text(rows, row, 5);
    if (s == S_OWN && c->born && !rows_is_null(rows, row, 6)) l->attached = (int)rows_int(rows, row, 6);
    read_values(r, rows, row, s == S_OWN && !c->born);
}

/* What is private never goes to the database before it is saved. */
static void give_private(const struct load_call *c, struct record *r)
{
    for (size_t i = 0; i < c->n_given; i++) {
        size_t field = field_find(r->set, c->given[i].name);
        if (field != NO_FIELD && r->set->at[field].private_) record_set(r, field, c->given[i].text, NULL);
    }
}

static void got_record(void *p, const struct rows *rows, const struct err *e)
{
    struct load_call *c = p;
    struct err gone;
    if (e) { c->done(c->ctx, NULL, e); return; }
    if (!rows->n || rows_int(rows, 0, 0) != S_OWN) {
        err_set(&gone, ERR_GONE);
        c->done(c->ctx, NULL, &gone);
        return;
    }
    struct loaded *l = load_empty(c->arena, c->bound, 0);
    for (int i = 0; i < rows->n; i++) read_section(c, l, rows, i);
    give_private(c, l->record);
    record_begin(l->record);
    c->done(c->ctx, l, NULL);
}

static struct load_call *call_new(struct arena *a, const struct bound *b, bool born, load_done_fn *done, void *ctx)
{
    struct load_call *c = arena_new_of(a, struct load_call);
    *c = (struct load_call){ .arena = a, .bound = b, .born = born, .done = done, .ctx = ctx, .width = widest(b) };
    str_init(&c->sql, a, SQL_MAX);
    return c;
}

/* ---- a row that is there */
void load_send(struct pg *pg, struct arena *a, const struct bound *b, int64_t id, load_done_fn *done, void *ctx)
{
    struct load_call *c = call_new(a, b, true, done, ctx);
    vec_push(a, c, ask_number(a, id));
    str_add(&c->sql, "with rec as (select ");
    for (size_t i = 0, n = 0; i < b->fields.n; i++)
        if (!b->fields.at[i].private_) str_addf(&c->sql, "%s%s", n++ ? ", " : "", sql_column(a, &b->fields.at[i]));
    str_addf(&c->sql, " from %s m where m.id = $1::bigint)\n", quoted(a, b->fields.relation));
    add_section(c, S_OWN, &b->fields, "rec m", arena_printf(a, "(select (%s)::text from rec t)", b->label));
    add_headers(c);
    add_children(c);
    str_add(&c->sql, "\norder by 1, 2");
    ask_send(pg, a, true, c->sql.s, (int)c->n, c->at, got_record, c);
}

/* ---- a row not born */
static const char *given_for(const struct given *given, size_t n, const struct field *f)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(given[i].name, f->name)) return given[i].text;
    return f->more && f->more->preset ? NULL : f->preset;
}

void load_new_send(struct pg *pg, struct arena *a, const struct bound *b, const struct given *given, size_t n, load_done_fn *done, void *ctx)
{
    struct load_call *c = call_new(a, b, false, done, ctx);
    struct str rec;
    c->given = given;
    c->n_given = n;
    str_init(&rec, a, SQL_MAX);
    str_add(&c->sql, "with giv as (select ");
    for (size_t i = 0, any = 0; i < b->fields.n; i++) {
        const struct field *f = &b->fields.at[i];
        const char *name = quoted(a, f->name), *value = given_for(given, n, f);
        if (f->private_) continue;
        if (value) vec_push(a, c, value);
        if (any++) { str_add(&c->sql, ", "); str_add(&rec, ", "); }
        if (value) str_addf(&c->sql, "$%zu::%s as %s", c->n, sql_type(f), name);
        else str_addf(&c->sql, "null::%s as %s", sql_type(f), name);
        if (f->more && f->more->preset) str_addf(&rec, "coalesce(g.%s, (%s)::%s) as %s", name, f->more->preset, sql_type(f), name);
        else str_addf(&rec, "g.%s", name);
    }
    str_addf(&c->sql, "),\n rec as (select %s from giv g)\n", rec.s);
    add_section(c, S_OWN, &b->fields, "rec m", "null::text");
    add_headers(c);
    str_add(&c->sql, "\norder by 1, 2");
    ask_send(pg, a, true, c->sql.s, (int)c->n, c->at, got_record, c);
}

/* ---- a header alone */
struct header_call {
    struct load_call load;
    size_t header;
    load_header_fn *done;
    void *ctx;
};

static void got_header(void *p, const struct rows *rows, const struct err *e)
{
    struct header_call *c = p;
    struct record *r = NULL;
    if (rows) {
        r = record_new(c->load.arena, &c->load.bound->headers.at[c->header].fields);
        if (rows->n) { read_row(r, rows, 0); read_values(r, rows, 0, false); }
    }
    c->done(c->ctx, c->header, r, e);
}

void load_header_send(struct pg *pg, struct arena *a, const struct bound *b, size_t header, const char *id, load_header_fn *done, void *ctx)
{
    const struct fieldset *set = &b->headers.at[header].fields;
    struct header_call *c = arena_new_of(a, struct header_call);
    *c = (struct header_call){ .load = { .arena = a, .bound = b }, .header = header, .done = done, .ctx = ctx };
    str_init(&c->load.sql, a, SQL_MAX);
    add_section(&c->load, 0, set, arena_printf(a, "%s m where m.id = $1::bigint", quoted(a, set->relation)), "null::text");
    ask_send(pg, a, true, c->load.sql.s, 1, &id, got_header, c);
}

/* ---- private columns: the first call only puts the look on record, the second shows (api.open_private) */
struct open_call {
    struct pg *pg;
    struct record *record;
    const char *params[3];
    bool en, once_more;
    load_open_fn *done;
    void *ctx;
};

static void send_open(struct open_call *c);

static const char *value_of(const struct rows *rows, const char *key)
{
    for (int i = 0; i < rows->n; i++)
        if (!strcmp(rows_text(rows, i, 0), key)) return rows_text(rows, i, 1);
    return NULL;
}

static void fill_private(struct record *r, const struct rows *rows)
{
    for (int i = 0; i < rows->n; i++) {
        size_t f = field_find(r->set, rows_text(rows, i, 0));
        if (f == NO_FIELD || !r->set->at[f].private_) continue;
        const char *text = rows_is_null(rows, i, 1) ? NULL : rows_text(rows, i, 1);
        if (record_value_dirty(r, f)) record_rebase(r, f, text, true);      /* what is being typed stays */
        else record_read(r, f, text, NULL);
    }
    r->opened = true;
}

static void got_private(void *p, const struct rows *rows, const struct err *e)
{
    struct open_call *c = p;
    struct err no;
    if (rows && value_of(rows, "again") && !c->once_more) {
        c->once_more = true;
        send_open(c);
        return;
    }
    if (rows && value_of(rows, "refused")) {
        err_set(&no, value_of(rows, "of_reason") ? ERR_RULE : ERR_DENIED, c->en ? value_of(rows, "en") : value_of(rows, "refused"));
        e = &no;
    } else if (rows && value_of(rows, "again")) {
        err_set(&no, ERR_SERVER, "api.open_private");
        e = &no;
    } else if (rows)
        fill_private(c->record, rows);
    c->done(c->ctx, e);
}

static void send_open(struct open_call *c)
{
    ask_send(c->pg, c->record->arena, false, "select e.key, e.value from jsonb_each_text(api.open_private($1, $2::bigint, $3)) e", 3, c->params, got_private, c);
}

void load_open_send(struct pg *pg, const struct bound *b, struct record *r, const char *reason, load_open_fn *done, void *ctx)
{
    struct open_call *c = arena_new_of(r->arena, struct open_call);
    *c = (struct open_call){ .pg = pg, .record = r, .params = { b->form->relation, ask_number(r->arena, r->id), arena_str(r->arena, reason) },
                             .en = b->en, .done = done, .ctx = ctx };
    send_open(c);
}
