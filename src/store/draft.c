/* SPDX-License-Identifier: Apache-2.0 */
#include "store/draft.h"
#include "base/mem.h"
#include "base/str.h"
#include "pg/pg.h"
#include "store/ask.h"
#include "store/load.h"
#include <stdio.h>
#include <sys/random.h>

enum { DRAFT_MAX = 1 << 20 };

/* ---- the list */
struct list_call { struct arena *arena; draft_list_fn *done; void *ctx; };

static void got_list(void *p, const struct rows *r, const struct err *e)
{
    struct list_call *c = p;
    struct drafts *out = NULL;
    if (r) out = arena_new_of(c->arena, struct drafts);
    for (int i = 0; r && i < r->n; i++) {
        struct draft d = { rows_int(r, i, 0), rows_int(r, i, 2), (int)rows_int(r, i, 3), rows_text(r, i, 1), rows_text(r, i, 4), rows_text(r, i, 5), rows_text(r, i, 6), rows_text(r, i, 7),
                           rows_bool(r, i, 8) ? rows_text(r, i, 9) : NULL, rows_int(r, i, 10) };
        vec_push(c->arena, out, d);
    }
    c->done(c->ctx, out, e);
}

void draft_list_send(struct pg *pg, struct arena *a, draft_list_fn *done, void *ctx)
{
    struct list_call *c = arena_new_of(a, struct list_call);
    *c = (struct list_call){ a, done, ctx };
    ask_send(pg, a, true, "select d.id, d.form, d.record, d.base_version, case when s.id is null then d.label else coalesce(s.called, '') end, to_char(d.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'),"
                          " d.handed_on_by, coalesce(s.kind, d.title), s.id is not null, concat_ws(' ', s.number, s.step), s.matter from app.draft_list() d left join app.step_drafts() s on s.id = d.id order by d.at desc", 0, NULL, got_list, c);
}

/* ---- taking one up again: the server takes the JSON apart */
struct load_call { struct record *record; draft_load_fn *done; void *ctx; int64_t draft; };

enum { C_RELATION, C_N, C_ID, C_VERSION, C_FIELD, C_TEXT, C_SHOW, C_OLD, C_TYPED };

static struct record_rows *rows_called(struct record *r, const char *relation)
{
    for (size_t i = 0; i < r->children.n; i++)
        if (!strcmp(r->children.at[i].set->relation, relation)) return &r->children.at[i];
    return NULL;
}

/* A row that is there by its id, a new one by its place: those of one place in the draft are one row. */
static struct record *row_of(struct record *r, const struct rows *got, int i, int *last_new, struct record **at)
{
    struct record_rows *rows = rows_called(r, rows_text(got, i, C_RELATION));
    int64_t id = rows_int(got, i, C_ID);
    for (size_t k = 0; rows && id && k < rows->n; k++)
        if (rows->at[k]->id == id) return rows->at[k];
    if (!rows || id) return NULL;
    if (*last_new != (int)rows_int(got, i, C_N) || !*at || (*at)->set != rows->set) {
        *at = record_add_row(rows, r->arena);
        *last_new = (int)rows_int(got, i, C_N);
    }
    return *at;
}

/* Where a step is taken is told by who opens it, not by what was true when the draft was begun. */
static bool is_given(const struct record *row, size_t f)
{
    const struct form_field *more = row->set->at[f].more;
    return !row->id && more && more->carried && row->values[f].now;
}

/* The typed value over the loaded one. What stood there when the draft was begun becomes its old value, and the version of that day the
 * row's: so a save finds out what others have changed since, and asks where the same field clashes. */
static void lay_over(struct record *row, size_t f, const struct rows *got, int i)
{
    if (rows_is_null(got, i, C_TYPED)) record_set(row, f, rows_is_null(got, i, C_TEXT) ? NULL : rows_text(got, i, C_TEXT), rows_text(got, i, C_SHOW));
    else record_words(row, f, rows_text(got, i, C_TYPED));
    if (!row->id || row->set->at[f].private_) return;
    record_based_on(row, f, rows_is_null(got, i, C_OLD) ? NULL : rows_text(got, i, C_OLD));
    if (!rows_is_null(got, i, C_VERSION)) row->version = (int)rows_int(got, i, C_VERSION);
}

static void got_draft(void *p, const struct rows *got, const struct err *e)
{
    struct load_call *c = p;
    struct record *row, *fresh = NULL;
    size_t lost = 0;
    int last_new = -1;
    for (int i = 0; got && i < got->n; i++) {
        row = *rows_text(got, i, C_RELATION) ? row_of(c->record, got, i, &last_new, &fresh) : c->record;
        size_t f = row ? field_find(row->set, rows_text(got, i, C_FIELD)) : NO_FIELD;
        if (f == NO_FIELD) lost++;
        else if (!is_given(row, f)) lay_over(row, f, got, i);
    }
    if (got) {
        record_forget(c->record);
        c->record->draft = c->draft;
    }
    c->done(c->ctx, lost, e);
}

void draft_load_send(struct pg *pg, struct record *r, int64_t draft, draft_load_fn *done, void *ctx)
{
    struct load_call *c = arena_new_of(r->arena, struct load_call);
    const char *id = ask_number(r->arena, draft);
    *c = (struct load_call){ r, done, ctx, draft };
    ask_send(pg, r->arena, true,
        "with d as (select d.fields, d.base_version from app.draft_list() d where d.id = $1::bigint)\n"
        "select '', 0, null::bigint, d.base_version, e.key, e.value ->> 0, e.value ->> 1, e.value ->> 2, e.value ->> 3 from d, jsonb_each(d.fields -> 'v' || coalesce(d.fields -> 'p', '{}')) e\n"
        "union all\n"
        "select c ->> 'relation', (c ->> 'n')::int, (c ->> 'id')::bigint, (c ->> 'version')::int, e.key, e.value ->> 0, e.value ->> 1, e.value ->> 2, e.value ->> 3\n"
        "  from d, jsonb_array_elements(d.fields -> 'c') c, jsonb_each(c -> 'v') e\n"
        " order by 1, 2", 1, &id, got_draft, c);
}

/* ---- is there one */
struct of_call { draft_of_fn *done; void *ctx; };

static void got_of(void *p, const struct rows *r, const struct err *e)
{
    struct of_call *c = p;
    c->done(c->ctx, e ? 0 : rows_int(r, 0, 0));
}

void draft_of_send(struct pg *pg, struct arena *a, const char *register_, int64_t record, const struct given *given, size_t n, draft_of_fn *done, void *ctx)
{
    struct of_call *c = arena_new_of(a, struct of_call);
    struct str json;
    *c = (struct of_call){ done, ctx };
    str_init(&json, a, DRAFT_MAX);
    str_add(&json, "{");
    for (size_t i = 0; i < n; i++) str_add_json_pair(&json, given[i].name, given[i].text);
    str_add(&json, "}");
    const char *params[3] = { register_, record ? ask_number(a, record) : NULL, json.s };
    ask_send(pg, a, true, "select app.draft_of($1, $2::bigint, $3::jsonb)", 3, params, got_of, c);
}

/* ---- keeping one */
struct put_call { struct record *record; draft_done_fn *done; void *ctx; };

static void got_number(void *p, const struct rows *r, const struct err *e)
{
    struct put_call *c = p;
    if (r) c->record->draft = rows_int(r, 0, 0);
    c->done(c->ctx, e);
}

/* A random UUID (RFC 4122, version 4). */
void draft_name(struct record *r)
{
    unsigned char b[16];
    if (r->client[0]) return;
    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b) die("getrandom");
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    char *at = r->client;
    for (size_t i = 0; i < sizeof b; i++) at += snprintf(at, 4, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", b[i]);
}

void draft_put_send(struct pg *pg, const struct bound *b, struct record *r, const char *label, draft_done_fn *done, void *ctx)
{
    static const char sql[] = "select app.draft_put($1::bigint, $2, $3::bigint, $4::int, $5::jsonb, $6, $7::uuid)";
    struct put_call *c = arena_new_of(r->arena, struct put_call);
    struct str fields;
    str_init(&fields, r->arena, DRAFT_MAX);
    record_to_draft(r, &fields);
    draft_name(r);
    const char *params[7] = { r->draft ? ask_number(r->arena, r->draft) : NULL, b->form->register_, r->id ? ask_number(r->arena, r->id) : NULL,
                              r->id ? ask_number(r->arena, r->version) : NULL, fields.s, label, r->client };
    *c = (struct put_call){ r, done, ctx };
    if (done) ask_send(pg, r->arena, true, sql, 7, params, got_number, c);
    else pg_send(pg, sql, 7, params, NULL, NULL);
}

void draft_drop_send(struct pg *pg, const struct record *r)
{
    char id[24];
    const char *params[] = { id, r->client[0] ? r->client : NULL };
    snprintf(id, sizeof id, "%lld", (long long)r->draft);
    pg_send(pg, "select app.draft_drop(d.id) from work.draft d where d.login = session_user and (d.id = $1::bigint or d.client = $2::uuid)", 2, params, NULL, NULL);
}
