/* SPDX-License-Identifier: Apache-2.0 */
#include "form/record.h"
#include "base/err.h"
#include "base/str.h"
#include "base/text.h"

/* What undo puts back. */
struct record_step { struct record *of; size_t field; const char *now, *show, *typed; bool follows; };
struct record_past { struct record_step *at; size_t n, cap; };

static bool same(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

static const char *kept(struct arena *a, const char *s) { return s && *s ? arena_str(a, s) : NULL; }

static bool is_english(void) { return !strcmp(text_language_now(), "en"); }

static struct record *new_with(struct arena *a, const struct fieldset *set, struct record_past *past)
{
    struct record *r = arena_new_of(a, struct record);
    r->arena = a;
    r->set = set;
    r->past = past;
    r->values = arena_array(a, struct value, set->n ? set->n : 1);
    for (size_t i = 0; i < set->n; i++) r->values[i].show = "";
    return r;
}

struct record *record_new(struct arena *a, const struct fieldset *set)
{
    return new_with(a, set, arena_new_of(a, struct record_past));
}

struct record_rows *record_add_children(struct record *r, const struct form_child *child, const struct fieldset *set)
{
    struct record_rows rows = { .set = set, .child = child, .past = r->past };
    vec_push(r->arena, &r->children, rows);
    return &r->children.at[r->children.n - 1];
}

struct record *record_add_row(struct record_rows *rows, struct arena *a)
{
    struct record *r = new_with(a, rows->set, rows->past);
    vec_push(a, rows, r);
    return r;
}

const char *record_get(const struct record *r, const char *name)
{
    size_t i = field_find(r->set, name);
    return i == NO_FIELD ? NULL : r->values[i].now;
}

bool record_value_dirty(const struct record *r, size_t i) { return !same(r->values[i].old, r->values[i].now); }

bool record_value_typed(const struct record *r, size_t i) { return !same(r->values[i].begun, r->values[i].now); }

static bool values_dirty(const struct record *r)
{
    for (size_t i = 0; i < r->set->n; i++)
        if (record_value_dirty(r, i) || r->values[i].typed) return true;
    return false;
}

static bool values_differ(const struct record *r)
{
    for (size_t i = 0; i < r->set->n; i++) {
        const struct form_field *more = r->set->at[i].more;
        if (r->values[i].typed || (!(more && more->from) && record_value_typed(r, i))) return true;
    }
    return false;
}

static bool any(const struct record *r, bool (*is)(const struct record *))
{
    if (is(r)) return true;
    for (size_t c = 0; c < r->children.n; c++)
        for (size_t i = 0; i < r->children.at[c].n; i++)
            if (is(r->children.at[c].at[i])) return true;
    return false;
}

bool record_dirty(const struct record *r) { return any(r, values_dirty); }

bool record_differs(const struct record *r) { return any(r, values_differ); }

bool record_is_blank(const struct record *r)
{
    for (size_t i = 0; i < r->set->n; i++)
        if (r->values[i].now || r->values[i].typed) return false;
    return !r->id;
}

bool record_can_undo(const struct record *r) { return r->past->n > 0; }

bool record_editable(const struct record *r, size_t i)
{
    return !r->values[i].hidden && field_editable(&r->set->at[i], r->id != 0);
}

const char *record_show(const struct record *r, size_t i)
{
    const struct value *v = &r->values[i];
    bool unknown = r->set->at[i].private_ && r->id && !r->opened && !v->now && !v->typed;
    return unknown ? "******" : v->show;
}

void record_read(struct record *r, size_t i, const char *text, const char *show)
{
    struct value *v = &r->values[i];
    v->old = v->now = v->begun = kept(r->arena, text);
    v->carried = false;
    v->show = show ? arena_str(r->arena, show) : field_show(r->arena, &r->set->at[i], v->now, is_english());
    v->typed = v->fault = NULL;
}

static void remember(struct record *r, size_t i, bool follows)
{
    const struct value *v = &r->values[i];
    struct record_step step = { r, i, v->now, v->show, v->typed, follows };
    vec_push(r->arena, r->past, step);
}

static bool change(struct record *r, size_t i, const char *text, const char *show, bool follows)
{
    struct value *v = &r->values[i];
    if (text && !*text) text = NULL;
    if (same(v->now, text) && !v->typed) return false;
    remember(r, i, follows);
    v->typed = NULL;
    v->carried = false;
    v->now = kept(r->arena, text);
    v->show = show && v->now ? arena_str(r->arena, show) : field_show(r->arena, &r->set->at[i], v->now, is_english());
    v->fault = NULL;
    return true;
}

bool record_set(struct record *r, size_t i, const char *text, const char *show) { return change(r, i, text, show, false); }

bool record_follow(struct record *r, size_t i, const char *text, const char *show) { return change(r, i, text, show, true); }

void record_words(struct record *r, size_t i, const char *typed)
{
    struct value *v = &r->values[i];
    remember(r, i, false);
    v->now = v->fault = NULL;
    v->typed = v->show = arena_str(r->arena, typed);
    v->carried = false;
}

void record_carry(struct record *r, size_t i, const char *text, const char *show)
{
    struct value *v = &r->values[i];
    v->now = v->begun = kept(r->arena, text);
    v->show = v->now ? arena_str(r->arena, show) : "";
    v->typed = v->fault = NULL;
    v->carried = v->now != NULL;
}

void record_mean(struct record *r, size_t i)
{
    r->values[i].begun = NULL;
    r->values[i].carried = false;
}

void record_clear(struct record *r)
{
    bool first = true;
    for (size_t i = 0; i < r->set->n; i++)
        if (change(r, i, NULL, NULL, !first)) first = false;
}

static struct record_at place_of(const struct record *r, const struct record *row, size_t field)
{
    for (size_t c = 0; c < r->children.n; c++)
        for (size_t i = 0; i < r->children.at[c].n; i++)
            if (r->children.at[c].at[i] == row) return (struct record_at){ c, i, field };
    return (struct record_at){ NO_CHILD, 0, field };
}

static const char *fault_of(const struct record *r, size_t i)
{
    struct err e;
    bool good = r->values[i].typed || !record_value_dirty(r, i) || field_check(&r->set->at[i], r->values[i].now, &e);
    return good ? NULL : arena_str(r->arena, e.text);
}

bool record_undo(struct record *r, struct record_at *at)
{
    struct record_past *past = r->past;
    if (!past->n) return false;
    for (bool follows = true; follows && past->n; ) {
        const struct record_step *step = &past->at[--past->n];
        struct value *v = &step->of->values[step->field];
        v->now = step->now;
        v->show = step->show;
        v->typed = step->typed;
        v->fault = fault_of(step->of, step->field);
        v->carried = false;
        follows = step->follows;
        *at = place_of(r, step->of, step->field);
    }
    return true;
}

void record_begin(struct record *r)
{
    for (size_t i = 0; i < r->set->n; i++) r->values[i].begun = r->values[i].now;
    record_forget(r);
}

void record_forget(struct record *r) { r->past->n = 0; }

/* A born record keeps what it has; only what was typed must be right, and nothing required may become empty. Of an unborn one all counts. */
static bool must_check(const struct record *r, size_t i)
{
    const struct field *f = &r->set->at[i];
    if (r->values[i].hidden || !field_editable(f, r->id != 0)) return false;
    return record_value_dirty(r, i) || r->values[i].typed || (!r->id && f->required);
}

/* Of a draft taken up: words are looked up when the cursor leaves them. */
static bool must_judge(const struct record *r, size_t i) { return record_value_dirty(r, i) && !r->values[i].typed; }

static bool check_value(const struct field *f, const struct value *v, struct err *e)
{
    if (v->typed) field_unchosen(f, v->typed, true, e);
    return !v->typed && field_check(f, v->now, e);
}

/* The first value that is wrong, all of them marked; NO_FIELD when none is. */
static size_t check_values(struct record *r, bool (*must)(const struct record *, size_t), struct err *e)
{
    struct err one;
    size_t bad = NO_FIELD;
    for (size_t i = 0; i < r->set->n; i++) {
        struct value *v = &r->values[i];
        v->fault = NULL;
        if (!must(r, i) || check_value(&r->set->at[i], v, &one)) continue;
        v->fault = arena_str(r->arena, one.text);
        if (bad != NO_FIELD) continue;
        bad = i;
        if (e) *e = one;
    }
    return bad;
}

/* The row's number as a person counts: what is no row has none. */
static void name_row(const struct record_rows *rows, size_t row, struct err *e)
{
    size_t n = 1;
    for (size_t i = 0; i < row; i++) n += !record_is_blank(rows->at[i]);
    const char *title = pair_text(*rows->child->title.zh ? rows->child->title : rows->set->name, is_english());
    err_wrap(e, arena_printf(rows->at[row]->arena, _("“%s”第 %zu 行"), title, n));
}

bool record_check(struct record *r, struct record_at *bad, struct err *e)
{
    size_t field = check_values(r, must_check, e);
    *bad = (struct record_at){ NO_CHILD, 0, field };
    for (size_t c = 0; c < r->children.n; c++)
        for (size_t i = 0; i < r->children.at[c].n; i++) {
            struct record *row = r->children.at[c].at[i];
            size_t in_row = values_dirty(row) ? check_values(row, must_check, field == NO_FIELD ? e : NULL) : NO_FIELD;
            if (field != NO_FIELD || in_row == NO_FIELD) continue;
            field = in_row;
            *bad = (struct record_at){ c, i, field };
            name_row(&r->children.at[c], i, e);
        }
    return field == NO_FIELD;
}

void record_judge(struct record *r)
{
    check_values(r, must_judge, NULL);
    for (size_t c = 0; c < r->children.n; c++)
        for (size_t i = 0; i < r->children.at[c].n; i++) check_values(r->children.at[c].at[i], must_judge, NULL);
}

static void settle(struct record *r)
{
    for (size_t i = 0; i < r->set->n; i++) {
        struct value *v = &r->values[i];
        v->old = v->now;
        v->fault = NULL;
        v->carried = false;
        if (r->set->at[i].private_ && !r->opened) { v->old = v->now = NULL; v->show = ""; }
    }
    record_begin(r);
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
    struct value mine = *v;
    record_read(r, i, theirs, NULL);
    if (keep) { v->now = mine.now; v->show = mine.show; v->typed = mine.typed; }
}

struct record_loan record_lend(struct record *r, size_t i, const char *typed, const char *today)
{
    struct record_loan l = { r, i, r->values[i] };
    const struct field *f = &r->set->at[i];
    struct value *v = &r->values[i];
    struct err e;
    const char *value = NULL;
    v->typed = NULL;
    if (!field_is_choice(f)) field_take(r->arena, f, typed, today, &value, &e);
    else if (*typed) v->typed = typed;
    v->now = value;
    v->show = value ? value : v->typed ? v->typed : "";
    return l;
}

void record_give_back(const struct record_loan *l)
{
    if (l->record) l->record->values[l->field] = l->was;
}

/* A number by which somebody can be found stands in no list. */
static bool has_number(const char *s)
{
    enum { LONG = 6 };
    while (*s && strspn(s, "0123456789") < LONG) s++;
    return *s;
}

const char *record_called(const struct record *r)
{
    for (size_t i = 0; i < r->set->n; i++) {
        const struct value *v = &r->values[i];
        const struct field *f = &r->set->at[i];
        if (v->typed && !has_number(v->typed)) return v->typed;
        if (v->now && !f->private_ && (f->type == FIELD_REF || f->type == FIELD_TEXT)) return v->show;
    }
    return "";
}

/* "field": ["text", "show", "old"], ...; whether private ones or the others. */
static void add_values(const struct record *r, struct str *out, bool private_)
{
    bool any = false;
    str_add(out, "{");
    for (size_t i = 0; i < r->set->n; i++) {
        const struct value *v = &r->values[i];
        bool cleared = !r->id && !v->now && v->begun;       /* what a new one would begin with again */
        if (r->set->at[i].private_ != private_ || (!record_value_dirty(r, i) && !v->typed && !cleared)) continue;
        if (any) str_add(out, ", ");
        str_add_json(out, r->set->at[i].name);
        str_add(out, ": [");
        const char *const parts[] = { v->now, v->show, v->old, v->typed };
        for (int k = 0; k < (v->typed ? 4 : 3); k++) {
            if (k) str_add(out, ", ");
            str_add_json(out, parts[k]);
        }
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
