/* SPDX-License-Identifier: Apache-2.0 */
#include "store/save.h"
#include "base/str.h"
#include "base/text.h"
#include "store/ask.h"
#include "store/rules.h"
#include "store/sql.h"
#include "store/tell.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REQUEST_MAX = 1 << 20 };

/* The database keeps the others itself. */
static bool goes_along(const struct record *r, size_t i)
{
    const struct field *f = &r->set->at[i];
    return !f->owned && !r->values[i].hidden && (r->id ? f->may_update : f->may_insert);
}

/* {"field": "value"}: what is dirty, of the private ones or the others; an unborn row leaves out what is empty. */
static bool add_new(const struct record *r, struct str *json, bool private_)
{
    size_t empty;
    str_add(json, "{");
    empty = json->n;
    for (size_t i = 0; i < r->set->n; i++)
        if (r->set->at[i].private_ == private_ && goes_along(r, i) && record_value_dirty(r, i))
            str_add_json_pair(json, r->set->at[i].name, r->values[i].now);
    if (!private_ && !r->id && r->office) str_add_json_pair(json, "office", ask_number(r->arena, r->office));
    str_add(json, "}");
    return json->n > empty + 1;
}

/* What this person had before them: all that they might change, so that others' changes can be told; of the private ones what they do. */
static void add_old(const struct record *r, struct str *json, bool private_)
{
    str_add(json, "{");
    for (size_t i = 0; i < r->set->n; i++)
        if (r->set->at[i].private_ == private_ && goes_along(r, i) && (!private_ || record_value_dirty(r, i)))
            str_add_json_pair(json, r->set->at[i].name, r->values[i].old);
    str_add(json, "}");
}

static bool row_dirty(const struct record *r)
{
    for (size_t i = 0; i < r->set->n; i++)
        if (record_value_dirty(r, i) && goes_along(r, i)) return true;
    return false;
}

static void add_row(const struct record *r, struct str *json)
{
    str_add(json, "{");
    if (r->id) {
        str_addf(json, "\"id\": %lld, \"version\": %d, \"old\": ", (long long)r->id, r->version);
        add_old(r, json, false);
        str_add(json, ", ");
    }
    str_add(json, "\"new\": ");
    add_new(r, json, false);
    str_add(json, "}");
}

static bool add_children(const struct record *r, struct str *json)
{
    bool lists = false;
    str_add(json, "[");
    for (size_t c = 0; c < r->children.n; c++) {
        const struct record_rows *rows = &r->children.at[c];
        bool any = false;
        for (size_t i = 0; i < rows->n; i++) {
            if (!row_dirty(rows->at[i])) continue;
            if (any) str_add(json, ", ");
            else str_addf(json, "%s{\"relation\": \"%s\", \"by\": \"%s\", \"rows\": [", lists ? ", " : "", rows->set->relation, rows->child->by);
            add_row(rows->at[i], json);
            any = lists = true;
        }
        if (any) str_add(json, "]}");
    }
    str_add(json, "]");
    return lists;
}

bool save_request(const struct record *r, struct str *json)
{
    bool any;
    str_add(json, "{\"relation\": ");
    str_add_json(json, r->set->relation);
    if (r->id) {
        str_addf(json, ", \"id\": %lld, \"version\": %d, \"old\": ", (long long)r->id, r->version);
        add_old(r, json, false);
    }
    str_add(json, ", \"new\": ");
    any = add_new(r, json, false);
    str_add(json, ", \"private\": ");
    any = add_new(r, json, true) || any;
    if (r->opened) {
        str_add(json, ", \"private_old\": ");
        add_old(r, json, true);
    }
    str_add(json, ", \"children\": ");
    any = add_children(r, json) || any;
    if (r->sure) str_add(json, ", \"sure\": true");
    if (r->draft) str_addf(json, ", \"draft\": %lld", (long long)r->draft);
    if (r->client[0] && !r->id) str_addf(json, ", \"client\": \"%s\"", r->client);
    str_add(json, "}");
    return any || !r->id;
}

/* ---- the answer */
static bool kind_of(const char *word, enum save_kind *kind)
{
    static const char *const words[] = { "saved", "merged", "clash", "denied", "gone", "alike", "twins", "again" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(word, words[i])) { *kind = (enum save_kind)i; return true; }
    return false;
}

static const char *or_null(const struct rows *r, int row, const char *name)
{
    int c = rows_column(r, name);
    return c < 0 || rows_is_null(r, row, c) ? NULL : rows_text(r, row, c);
}

static const struct fieldset *set_of(const struct bound *b, const struct save_answer *answer)
{
    return answer->child == NO_CHILD ? &b->fields : &b->children.at[answer->child].fields;
}

/* A field's name; "service.need 5 what" is one of a line, of which the answer then is. */
static const char *bare_name(const struct bound *b, struct save_answer *answer, const char *field)
{
    char relation[64];
    long long row;
    int at = 0;
    if (sscanf(field, "%63s %lld %n", relation, &row, &at) < 2) return field;
    for (size_t c = 0; c < b->children.n; c++)
        if (!strcmp(b->children.at[c].fields.relation, relation)) {
            answer->child = c;
            answer->row = row;
        }
    return field + at;
}

struct save_answer *save_rows(struct arena *a, const struct bound *b, const struct rows *rows)
{
    struct save_answer *answer = arena_new_of(a, struct save_answer);
    if (!rows->n || !kind_of(rows_get(rows, 0, "answer"), &answer->kind)) return NULL;
    answer->child = NO_CHILD;
    answer->id = atoll(rows_get(rows, 0, "id"));
    answer->version = atoi(rows_get(rows, 0, "version"));
    answer->who = or_null(rows, 0, "who");
    answer->at = or_null(rows, 0, "at");
    answer->line = answer->kind == SAVE_ALIKE || answer->kind == SAVE_TWINS ? or_null(rows, 0, "theirs") : NULL;
    for (int i = 0; i < rows->n; i++) {
        const char *name = bare_name(b, answer, rows_get(rows, i, "field"));
        size_t f = field_find(set_of(b, answer), name);
        struct save_field x = { f, or_null(rows, i, "was"), or_null(rows, i, "theirs"), or_null(rows, i, "mine"), NULL, NULL,
                                !strcmp(rows_get(rows, i, "answer"), "clash") };
        if (f != NO_FIELD) vec_push(a, &answer->fields, x);
    }
    return answer;
}

static void take_over(struct record *r, const struct save_answer *answer)
{
    if (answer->kind != SAVE_SAVED && answer->kind != SAVE_MERGED) return;
    record_saved(r, answer->id, answer->version);
    for (size_t i = 0; i < answer->fields.n; i++) record_rebase(r, answer->fields.at[i].field, answer->fields.at[i].theirs, false);
}

/* ---- asking */
struct save_call {
    struct pg *pg;
    struct arena *arena;
    const struct bound *bound;
    struct record *record;
    const char *request;
    bool again;                 /* it was sent a second time        */
    bool guarded;               /* the form's rules are asked in the same statement */
    struct err err;             /* kept while the rule is explained */
    struct save_answer *answer; /* kept while its codes are named   */
    save_done_fn *done;
    void *ctx;
};

static void copy_text(char *d, size_t size, const char *s) { snprintf(d, size, "%s", s); }

static void got_sentence(void *p, const struct rows *rows, const struct err *e)
{
    struct save_call *c = p;
    bool en = c->bound->en;
    (void)e;                    /* then the server's own words must do */
    if (rows && rows->n) {
        copy_text(c->err.text, sizeof c->err.text, rows_get(rows, 0, en ? "en" : "zh"));
        copy_text(c->err.hint, sizeof c->err.hint, rows_get(rows, 0, en ? "hint_en" : "hint_zh"));
        copy_text(c->err.column, sizeof c->err.column, rows_get(rows, 0, "field"));
        c->err.code = ERR_RULE;
    }
    c->done(c->ctx, NULL, &c->err);
}

/* A rule of the table itself (class 23) has only a name; the dictionary of refusals has its sentence. */
static void refused(struct save_call *c)
{
    size_t f = field_find(&c->bound->fields, c->err.column);
    const char *name = c->err.constraint;
    if (!strncmp(c->err.sqlstate, "23", 2) && *name) {
        ask_send(c->pg, c->arena, true, "select * from app.explain($1)", 1, &name, got_sentence, c);
        return;
    }
    if (!strcmp(c->err.sqlstate, "23502") && f != NO_FIELD) {
        struct err e;
        err_set(&e, ERR_REQUIRED, pair_text(c->bound->fields.at[f].label, c->bound->en));
        copy_text(c->err.text, sizeof c->err.text, e.text);
        c->err.code = ERR_REQUIRED;
    }
    if (!strcmp(c->err.sqlstate, "42501")) {            /* the right was taken away while this person wrote */
        struct save_answer *no = arena_new_of(c->arena, struct save_answer);
        no->kind = SAVE_DENIED;
        c->done(c->ctx, no, NULL);
        return;
    }
    c->done(c->ctx, NULL, &c->err);
}

/* ---- a clash: names behind codes and numbers */
static void add_shown(struct save_call *c, struct str *sql, const struct field *f, size_t row)
{
    const char *column = sql_column(c->arena, f);
    str_addf(sql, "%s", row ? " union all " : "");
    for (size_t k = 2 * row + 1; k <= 2 * row + 2; k++) {
        str_addf(sql, "%sselect %zu, ", k == 2 * row + 2 ? " union all " : "", k);
        sql_show(sql, f, column, c->bound->en);
        str_addf(sql, " from (select $%zu::%s as %s) m", k, sql_type(f), column + strlen("m."));
    }
}

static void got_shown(void *p, const struct rows *rows, const struct err *e)
{
    struct save_call *c = p;
    (void)e;                    /* then codes and numbers must do */
    for (size_t i = 0, row = 0; rows && i < c->answer->fields.n; i++) {
        struct save_field *x = &c->answer->fields.at[i];
        if (!sql_has_show(&set_of(c->bound, c->answer)->at[x->field])) continue;
        x->was_show = rows_text(rows, (int)row++, 1);
        x->theirs_show = rows_text(rows, (int)row++, 1);
    }
    c->done(c->ctx, c->answer, NULL);
}

static void ask_shown(struct save_call *c)
{
    struct save_answer *a = c->answer;
    struct str sql;
    const char **params = arena_array(c->arena, const char *, 2 * a->fields.n + 1);
    int n = 0;
    str_init(&sql, c->arena, SQL_MAX);
    for (size_t i = 0; i < a->fields.n; i++) {
        struct save_field *x = &a->fields.at[i];
        const struct field *f = &set_of(c->bound, a)->at[x->field];
        x->was_show = field_show(c->arena, f, x->was ? x->was : "", c->bound->en);
        x->theirs_show = field_show(c->arena, f, x->theirs ? x->theirs : "", c->bound->en);
        if (!sql_has_show(f)) continue;
        add_shown(c, &sql, f, (size_t)n / 2);
        params[n++] = x->was;
        params[n++] = x->theirs;
    }
    if (n) ask_send(c->pg, c->arena, true, arena_printf(c->arena, "%s order by 1", sql.s), n, params, got_shown, c);
    else c->done(c->ctx, a, NULL);
}

static void got_answer(void *p, const struct rows *rows, const struct err *e);

static void send_request(struct save_call *c)
{
    const char *function = c->bound->form->create && !c->record->id ? c->bound->form->create : "app.save";
    struct rules_params params = { 0 };
    struct str sql;
    str_init(&sql, c->arena, SQL_MAX);
    if (c->guarded) rules_guard(&sql, c->arena, c->bound, c->record, &params);
    vec_push(c->arena, &params, c->request);
    if (c->guarded) str_addf(&sql, ", g as (select coalesce(bool_and(v.holds), true) as holds from v)\n"
                                   "select s.* from g cross join lateral %s(case when g.holds then $%zu::jsonb end) s where g.holds\n"
                                   "union all select 'invalid', v.field, null, null, null, null, null, null, null from v where not v.holds", function, params.n);
    else str_addf(&sql, "select * from %s($1::jsonb)", function);
    ask_send(c->pg, c->arena, false, sql.s, (int)params.n, params.at, got_answer, c);
    tell_send(c->pg);
}

/* A rule of the form does not hold: as rules_send(RULES_VALIDATE) tells it. */
static void broken(struct save_call *c, const struct rows *rows)
{
    for (int i = rows->n; i-- > 0; ) rules_broken(c->bound, c->record, field_find(&c->bound->fields, rows_get(rows, i, "field")), &c->err);
    c->done(c->ctx, NULL, &c->err);
}

static void got_answer(void *p, const struct rows *rows, const struct err *e)
{
    struct save_call *c = p;
    struct save_answer *answer = NULL;
    if (e) {
        c->err = *e;
        refused(c);
        return;
    }
    if (c->guarded && rows->n && !strcmp(rows_get(rows, 0, "answer"), "invalid")) {
        broken(c, rows);
        return;
    }
    answer = save_rows(c->arena, c->bound, rows);
    if (!answer) {
        err_set(&c->err, ERR_SERVER, _("保存的回答看不懂"));
        c->done(c->ctx, NULL, &c->err);
        return;
    }
    if (answer->kind == SAVE_AGAIN && !c->again) {
        c->again = true;
        send_request(c);
        return;
    }
    take_over(c->record, answer);
    c->answer = answer;
    if (answer->kind == SAVE_CLASH) ask_shown(c);
    else c->done(c->ctx, answer, NULL);
}

static void begin(struct pg *pg, struct arena *a, const struct bound *b, struct record *r, bool guarded, save_done_fn *done, void *ctx)
{
    struct save_call *c = arena_new_of(a, struct save_call);
    struct str json;
    *c = (struct save_call){ .pg = pg, .arena = a, .bound = b, .record = r, .guarded = guarded, .done = done, .ctx = ctx };
    str_init(&json, a, REQUEST_MAX);
    save_request(r, &json);
    c->request = json.s;
    send_request(c);
}

void save_send(struct pg *pg, struct arena *a, const struct bound *b, struct record *r, save_done_fn *done, void *ctx)
{
    begin(pg, a, b, r, false, done, ctx);
}

void save_judged_send(struct pg *pg, struct arena *a, const struct bound *b, struct record *r, save_done_fn *done, void *ctx)
{
    begin(pg, a, b, r, rules_any(b, RULES_VALIDATE, NO_FIELD), done, ctx);
}
