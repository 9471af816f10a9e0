/* SPDX-License-Identifier: Apache-2.0 */
#include "store/lookup.h"
#include "base/str.h"
#include "form/query.h"
#include "form/record.h"
#include "store/ask.h"
#include "store/sql.h"

struct lookup_call {
    struct arena *arena;
    int most;
    lookup_done_fn *done;
    void *ctx;
};

static void got_rows(void *p, const struct rows *r, const struct err *e)
{
    struct lookup_call *c = p;
    if (e) { c->done(c->ctx, NULL, e); return; }
    struct lookup *l = arena_new_of(c->arena, struct lookup);
    l->more = r->n > c->most;
    for (int i = 0; i < r->n && i < c->most; i++) {
        struct lookup_row row = { rows_text(r, i, 0), rows_text(r, i, 1), rows_text(r, i, 2) };
        vec_push(c->arena, l, row);
    }
    c->done(c->ctx, l, NULL);
}

static void code_sql(struct str *s, const struct field *f, bool en)
{
    const char *name = en ? "coalesce(nullif(t.name_en, ''), t.name_zh)" : "t.name_zh";
    str_addf(s, "select t.code, %s, '' from ", name);
    str_add_ident(s, f->ref);
    str_addf(s, " t where t.valid and ($1 = '' or t.code ^@ $1 or t.py ^@ lower($1) or strpos(t.name_zh, $1) > 0 or strpos(lower(t.name_en), lower($1)) > 0)"
                " order by (t.code = $1) desc, t.seq, t.code limit %d", LOOKUP_CODES + 1);
}

/* A finder knows what nothing typed means: nobody of three million people, the colleagues of one's own office; and the best order. The
 * column's own, where there is one, finds what can be chosen. Parameters from 2 on: the values it is given. */
static void ref_sql(struct str *s, const struct field *f, size_t n_among)
{
    const char *finder = f->chooser ? f->chooser : f->ref_finder;
    str_addf(s, "select t.id, (%s)::text, (%s)::text from ", f->ref_label, f->ref_hint && *f->ref_hint ? f->ref_hint : "''");
    str_add_ident(s, f->ref);
    if (finder) {
        str_addf(s, " t join %s($1, %d", finder, LOOKUP_MAX + 1);
        for (size_t i = 0; i < n_among; i++) str_addf(s, ", $%zu", i + 2);
        str_add(s, ") with ordinality f(id, n) on f.id = t.id order by f.n");
    }
    else str_addf(s, " t where ($1 = '' or strpos((%s)::text, $1) > 0) order by 2, 1", f->ref_label);
    str_addf(s, " limit %d", LOOKUP_MAX + 1);
}

const char *const *lookup_among(struct arena *a, const struct field *f, const struct record *record)
{
    size_t n = record && f->more ? f->more->among.n : 0;
    const char **values = n ? arena_array(a, const char *, n) : NULL;
    for (size_t i = 0; i < n; i++) {
        const char *now = record_get(record, f->more->among.at[i]);
        values[i] = now ? arena_str(a, now) : NULL;
    }
    return values;
}

void lookup_send(struct pg *pg, struct arena *a, const struct field *f, const char *const *among, const char *typed, bool en, lookup_done_fn *done, void *ctx)
{
    struct lookup_call *c = arena_new_of(a, struct lookup_call);
    size_t n_among = among ? f->more->among.n : 0;
    const char **params = arena_array(a, const char *, n_among + 1);
    struct str s;
    *c = (struct lookup_call){ a, f->type == FIELD_CODE ? LOOKUP_CODES : LOOKUP_MAX, done, ctx };
    str_init(&s, a, SQL_MAX);
    params[0] = typed;
    for (size_t i = 0; i < n_among; i++) params[i + 1] = among[i];
    if (f->type == FIELD_CODE) code_sql(&s, f, en);
    else ref_sql(&s, f, n_among);
    ask_send(pg, a, true, s.s, (int)n_among + 1, params, got_rows, c);
}

/* ---- what words mean */
struct meanings_call { struct arena *arena; meanings_fn *done; void *ctx; };

static void got_meanings(void *p, const struct rows *r, const struct err *e)
{
    struct meanings_call *c = p;
    if (e) { c->done(c->ctx, NULL, e); return; }
    struct meanings m = { .of = arena_array(c->arena, const char *, r->n + 1), .n = (size_t)r->n, .all = r->n ? rows_text(r, 0, 1) : "" };
    for (int i = 0; i < r->n; i++) m.of[i] = rows_text(r, i, 0);
    c->done(c->ctx, &m, NULL);
}

void lookup_meanings_send(struct pg *pg, struct arena *a, const struct field *f, const char *const *words, size_t n, bool en, meanings_fn *done, void *ctx)
{
    const char *name = en ? "t.name_en" : "t.name_zh";
    struct meanings_call *c = arena_new_of(a, struct meanings_call);
    struct str s, list, of;
    *c = (struct meanings_call){ a, done, ctx };
    str_init(&s, a, SQL_MAX);
    str_init(&list, a, SQL_MAX);
    str_init(&of, a, SQL_MAX);
    str_add_ident(&of, f->ref);
    str_addf(&s, "select coalesce((select string_agg(%s, '|' order by t.seq, t.code) from %s t where ", name, of.s);
    query_match_code(&s, of.s, "w.word", en);
    str_addf(&s, "), ''), (select string_agg(%s, '%s' order by t.seq, t.code) from %s t where t.valid)"
                 " from (select lower(j.x), j.n from jsonb_array_elements_text($1::jsonb) with ordinality j(x, n)) w(word, n) order by w.n", name, en ? ", " : "、", of.s);
    str_add(&list, "[");
    for (size_t i = 0; i < n; i++) {
        if (i) str_add(&list, ", ");
        str_add_json(&list, words[i]);
    }
    str_add(&list, "]");
    const char *param = list.s;
    ask_send(pg, a, true, s.s, 1, &param, got_meanings, c);
}

void hanzi_send(struct pg *pg, struct arena *a, const char *typed, lookup_done_fn *done, void *ctx)
{
    struct lookup_call *c = arena_new_of(a, struct lookup_call);
    *c = (struct lookup_call){ a, LOOKUP_MAX, done, ctx };
    ask_send(pg, a, true, "select hanzi, hanzi, told from app.find_hanzi($1, 21)", 1, &typed, got_rows, c);
}

/* ---- the find box */
struct find_call {
    struct arena *arena;
    find_done_fn *done;
    void *ctx;
};

static void got_found(void *p, const struct rows *r, const struct err *e)
{
    struct find_call *c = p;
    if (e) { c->done(c->ctx, NULL, e); return; }
    struct finds *out = arena_new_of(c->arena, struct finds);
    for (int i = 0; i < r->n; i++) {
        struct found x = {
            .relation = rows_get(r, i, "relation"), .label = rows_get(r, i, "label"), .hint = rows_get(r, i, "hint"),
            .place = rows_get(r, i, "place"), .detail = rows_get(r, i, "detail"), .masked = rows_get(r, i, "number"),
            .id = rows_int(r, i, rows_column(r, "id")), .same_name = (int)rows_int(r, i, rows_column(r, "same_name")),
            .same_sound = (int)rows_int(r, i, rows_column(r, "same_sound")) };
        vec_push(c->arena, out, x);
    }
    c->done(c->ctx, out, NULL);
}

void find_send(struct pg *pg, struct arena *a, const char *typed, find_done_fn *done, void *ctx)
{
    struct find_call *c = arena_new_of(a, struct find_call);
    *c = (struct find_call){ a, done, ctx };
    ask_send(pg, a, true, "select * from app.find($1)", 1, &typed, got_found, c);
}
