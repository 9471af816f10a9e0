/* SPDX-License-Identifier: Apache-2.0 */
#include "form/record.h"
#include "base/err.h"
#include "base/str.h"
#include "base/text.h"

/* What undo puts back. */
struct record_step { size_t field; const char *now, *show; };

static bool same(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

static const char *kept(struct arena *a, const char *s) { return s && *s ? arena_str(a, s) : NULL; }

static bool is_english(void) { return !strcmp(text_language_now(), "en"); }

struct record *record_new(struct arena *a, const struct fieldset *set)
{
    struct record *r = arena_new_of(a, struct record);
    r->arena = a;
    r->set = set;
    r->values = arena_array(a, struct value, set->n ? set->n : 1);
    for (size_t i = 0; i < set->n; i++) r->values[i].show = r->values[i].old_show = "";
    return r;
}

struct record_rows *record_add_children(struct record *r, const struct form_child *child, const struct fieldset *set)
{
    struct record_rows rows = { .set = set, .child = child };
    vec_push(r->arena, &r->children, rows);
    return &r->children.at[r->children.n - 1];
}

struct record *record_add_row(struct record_rows *rows, struct arena *a)
{
    struct record *r = record_new(a, rows->set);
    vec_push(a, rows, r);
    return r;
}

const char *record_get(const struct record *r, const char *name)
{
    size_t i = field_find(r->set, name);
    return i == NO_FIELD ? NULL : r->values[i].now;
}

bool record_value_dirty(const struct record *r, size_t i) { return !same(r->values[i].old, r->values[i].now); }

static bool values_dirty(const struct record *r)
{
    for (size_t i = 0; i < r->set->n; i++)
        if (record_value_dirty(r, i)) return true;
    return false;
}

bool record_dirty(const struct record *r)
{
    if (values_dirty(r)) return true;
    for (size_t c = 0; c < r->children.n; c++)
        for (size_t i = 0; i < r->children.at[c].n; i++)
            if (values_dirty(r->children.at[c].at[i])) return true;
    return false;
}

bool record_editable(const struct record *r, size_t i)
{
    return !r->values[i].hidden && field_editable(&r->set->at[i], r->id != 0);
}

const char *record_show(const struct record *r, size_t i)
{
    const struct value *v = &r->values[i];
    bool unknown = r->set->at[i].private_ && r->id && !r->opened && !v->now;
    return unknown ? "******" : v->show;
}

void record_read(struct record *r, size_t i, const char *text, const char *show)
{
    struct value *v = &r->values[i];
    v->old = v->now = kept(r->arena, text);
    v->show = v->old_show = show ? arena_str(r->arena, show) : field_show(r->arena, &r->set->at[i], v->now, is_english());
    v->fault = NULL;
}

bool record_set(struct record *r, size_t i, const char *text, const char *show)
{
    struct value *v = &r->values[i];
    struct record_step step = { i, v->now, v->show };
    if (text && !*text) text = NULL;
    if (same(v->now, text)) return false;
    vec_push(r->arena, &r->past, step);
    v->now = kept(r->arena, text);
    v->show = show && v->now ? arena_str(r->arena, show) : field_show(r->arena, &r->set->at[i], v->now, is_english());
    v->fault = NULL;
    return true;
}

bool record_undo(struct record *r, size_t *i)
{
    if (!r->past.n) return false;
    struct record_step step = r->past.at[--r->past.n];
    r->values[step.field].now = step.now;
    r->values[step.field].show = step.show;
    r->values[step.field].fault = NULL;
    *i = step.field;
    return true;
}

void record_forget(struct record *r) { r->past.n = 0; }

/* A born record keeps what it has; only what was typed must be right, and nothing required may become empty. Of an unborn one all counts. */
static bool must_check(const struct record *r, size_t i)
{
    const struct field *f = &r->set->at[i];
    if (r->values[i].hidden || !field_editable(f, r->id != 0)) return false;
    return record_value_dirty(r, i) || (!r->id && f->required);
}

static bool check_values(struct record *r, size_t *bad, struct err *e)
{
    struct err first = { .code = ERR_NONE }, one;
    for (size_t i = 0; i < r->set->n; i++) {
        struct value *v = &r->values[i];
        v->fault = NULL;
        if (!must_check(r, i) || field_check(&r->set->at[i], v->now, &one)) continue;
        v->fault = arena_str(r->arena, one.text);
        if (first.code == ERR_NONE) { first = one; *bad = i; }
    }
    if (first.code != ERR_NONE && e) *e = first;
    return first.code == ERR_NONE;
}

bool record_check(struct record *r, size_t *bad, struct err *e)
{
    size_t in_row;
    *bad = NO_FIELD;
    if (!check_values(r, bad, e)) return false;
    for (size_t c = 0; c < r->children.n; c++)
        for (size_t i = 0; i < r->children.at[c].n; i++) {
            struct record *row = r->children.at[c].at[i];
            if (!values_dirty(row)) continue;
            if (!check_values(row, &in_row, e)) return false;
        }
    return true;
}

static void settle(struct record *r)
{
    for (size_t i = 0; i < r->set->n; i++) {
        struct value *v = &r->values[i];
        v->old = v->now;
        v->old_show = v->show;
        v->fault = NULL;
        if (r->set->at[i].private_ && !r->opened) { v->old = v->now = NULL; v->show = v->old_show = ""; }
    }
    record_forget(r);
}

void record_saved(struct record *r, int64_t id, int version)
{
    r->id = id;
    r->version = version;
    r->draft = 0;
    settle(r);
}

void record_rebase(struct record *r, size_t i, const char *theirs, bool keep)
{
    struct value *v = &r->values[i];
    const char *mine = v->now, *show = v->show;
    record_read(r, i, theirs, NULL);
    if (keep) { v->now = mine; v->show = show; }
}

/* "field": ["text", "show"], ...; whether private ones or the others. */
static void add_values(const struct record *r, struct str *out, bool private_)
{
    bool any = false;
    str_add(out, "{");
    for (size_t i = 0; i < r->set->n; i++) {
        if (r->set->at[i].private_ != private_ || !record_value_dirty(r, i)) continue;
        if (any) str_add(out, ", ");
        str_add_json(out, r->set->at[i].name);
        str_add(out, ": [");
        str_add_json(out, r->values[i].now);
        str_add(out, ", ");
        str_add_json(out, r->values[i].show);
        str_add(out, ", ");
        str_add_json(out, r->values[i].old);
        str_add(out, "]");
        any = true;
    }
    str_add(out, "}");
}

static void add_rows(const struct record_rows *rows, struct str *out, bool *any)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct record *row = rows->at[i];
        if (!values_dirty(row)) continue;
        str_add(out, *any ? ", {\"relation\": " : "{\"relation\": ");
        str_add_json(out, rows->set->relation);
        str_addf(out, ", \"n\": %zu, ", i);
        if (row->id) str_addf(out, "\"id\": %lld, \"version\": %d, ", (long long)row->id, row->version);
        str_add(out, "\"v\": ");
        add_values(row, out, false);
        str_add(out, "}");
        *any = true;
    }
}

void record_based_on(struct record *r, size_t i, const char *old)
{
    r->values[i].old = arena_str(r->arena, old);
}

void record_to_draft(const struct record *r, struct str *out)
{
    bool any = false;
    str_add(out, "{\"v\": ");
    add_values(r, out, false);
    str_add(out, ", \"p\": ");
    add_values(r, out, true);
    str_add(out, ", \"c\": [");
    for (size_t c = 0; c < r->children.n; c++) add_rows(&r->children.at[c], out, &any);
    str_add(out, "]}");
}
