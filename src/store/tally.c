/* SPDX-License-Identifier: Apache-2.0 */
/* At most so many rows are taken, one more than that to know that there are more, and only what is reckoned of them is sent. */
#include "store/tally.h"
#include "base/str.h"
#include "base/text.h"
#include "store/ask.h"
#include "store/sql.h"
#include <stdlib.h>
#include <string.h>

enum { SHARES_MOST = 300 };     /* values told one by one */

struct tally_call {
    struct arena *arena;
    const struct bound *bound;
    const struct names *columns;
    const struct field *field;
    enum grain grain;
    int most;
    tally_fn *done;
    shares_fn *shared;
    void *ctx;
};

static const struct field *column(const struct tally_call *c, size_t i)
{
    return &c->bound->list.at[field_find(&c->bound->list, c->columns->at[i])];
}

static struct tally_call *call_new(struct arena *a, const struct bound *b, const struct list_ask *ask, int most, void *ctx)
{
    struct tally_call *c = arena_new_of(a, struct tally_call);
    *c = (struct tally_call){ .arena = a, .bound = b, .columns = list_columns(b, ask), .most = most, .ctx = ctx };
    return c;
}

static void got_tally(void *p, const struct rows *r, const struct err *e)
{
    struct tally_call *c = p;
    if (e) { c->done(c->ctx, NULL, e); return; }
    struct tally *t = arena_new_of(c->arena, struct tally);
    t->rows = rows_int(r, 0, 0);
    t->others = rows_int(r, 0, 1);
    t->totals = arena_array(c->arena, const char *, c->columns->n);
    for (size_t i = 0, at = 2; i < c->columns->n; i++) {
        const struct field *f = column(c, i);
        const char *text = f->total == TOTAL_NONE ? "" : rows_text(r, 0, (int)at++);
        t->totals[i] = f->total == TOTAL_SUM && *text ? field_show(c->arena, f, text, c->bound->en) : text;
    }
    c->done(c->ctx, t, NULL);
}

void tally_send(struct pg *pg, struct arena *a, const struct bound *b, const struct list_ask *ask, int most, tally_fn *done, void *ctx)
{
    struct tally_call *c = call_new(a, b, ask, most, ctx);
    struct str s;
    int n;
    const char *const *params = list_params(a, ask, &n);
    c->done = done;
    str_init(&s, a, SQL_MAX);
    str_addf(&s, "select count(*), %s", field_find(&b->list, "with_office") == NO_FIELD ? "0" : "count(*) filter (where sec.in_ranges(m.office, null, sec.ranges()) is not true)");
    for (size_t i = 0; i < c->columns->n; i++) {
        const struct field *f = column(c, i);
        if (f->total != TOTAL_NONE) str_addf(&s, f->total == TOTAL_SUM ? ", sum(%s)::text" : ", count(distinct %s)::text", sql_column(a, f));
    }
    str_addf(&s, "\n from (select m.*%s\n limit %d) m", list_from(a, b, ask), most + 1);
    ask_send(pg, a, true, s.s, n, params, got_tally, c);
}

/* ---- how many of each */
static bool is_named(const struct field *f) { return f->type == FIELD_TEXT || f->type == FIELD_REF; }

const char *tally_typed(struct arena *a, const struct field *f, const char *cell)
{
    if (!*cell) return "=";
    if (f->type == FIELD_REF && !strcmp(cell, _(SQL_HIDDEN))) return NULL;
    if ((is_named(f) || f->type == FIELD_CODE) && strpbrk(cell, "|*?")) return NULL;
    if (f->type == FIELD_TIME) return arena_copy(a, cell, strcspn(cell, " "));
    return is_named(f) ? arena_printf(a, "=%s", cell) : cell;
}

/* A month or a year as the days it has; an office and all below it, by its number where others bear its name. */
static const char *typed_of(const struct tally_call *c, const char *label, bool with_below, const char *number)
{
    if (*label && c->grain == GRAIN_YEAR) return arena_printf(c->arena, "%s-01-01..%s-12-31", label, label);
    if (*label && c->grain == GRAIN_MONTH) {
        static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        int year = atoi(label), month = atoi(label + 5);
        bool leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month < 1 || month > 12 ? NULL : arena_printf(c->arena, "%s-01..%s-%02d", label, label, days[month - 1] + leap);
    }
    const char *typed = *number ? arena_printf(c->arena, "=%s", number) : tally_typed(c->arena, c->field, label);
    return *label && typed && with_below ? arena_printf(c->arena, "%s..", typed) : typed;
}

static void got_shares(void *p, const struct rows *r, const struct err *e)
{
    struct tally_call *c = p;
    if (e) { c->shared(c->ctx, NULL, e); return; }
    struct shares *s = arena_new_of(c->arena, struct shares);
    bool shown = sql_has_show(c->field) || c->grain != GRAIN_SELF;
    for (int i = 0; i < r->n; i++) {
        const char *text = rows_text(r, i, 0), *label = shown ? text : field_show(c->arena, c->field, *text ? text : NULL, c->bound->en);
        struct share x = { label, typed_of(c, label, rows_bool(r, i, 4), rows_text(r, i, 5)), rows_int(r, i, 1) };
        vec_push(c->arena, s, x);
        s->rows = rows_int(r, i, 2);
        s->values = rows_int(r, i, 3);
    }
    c->shared(c->ctx, s, NULL);
}

/* What the rows are grouped by; a moment counts by its day. */
static const char *key_of(struct arena *a, const struct field *f, enum grain grain)
{
    const char *of = sql_column(a, f), *form = grain == GRAIN_YEAR ? "YYYY" : grain == GRAIN_MONTH ? "YYYY-MM" : "YYYY-MM-DD";
    if (f->type == FIELD_TIME) return arena_printf(a, "to_char(%s at time zone 'Asia/Shanghai', '%s')", of, form);
    if (f->type == FIELD_DATE) return arena_printf(a, "to_char(%s, '%s')", of, form);
    return of;
}

void shares_send(struct pg *pg, struct arena *a, const struct bound *b, const struct list_ask *ask, const struct field *f, enum grain grain, int most, shares_fn *done, void *ctx)
{
    struct tally_call *c = call_new(a, b, ask, most, ctx);
    struct str s;
    int n;
    const char *const *params = list_params(a, ask, &n);
    c->shared = done;
    c->field = f;
    c->grain = grain;
    str_init(&s, a, SQL_MAX);
    str_addf(&s, "select l.label, g.n, sum(g.n) over (), count(*) over (), g.all_below, %s from (\n ", f->ref_below ? "case when d.label is not null then g.key::text end" : "null");
    const char *each = arena_printf(a, "select %s as key, count(*) as n from (select m.*%s\n  limit %d) m group by 1", key_of(a, f, grain), list_from(a, b, ask), most + 1);
    if (grain < GRAIN_TIER) str_addf(&s, "select k.*, false as all_below from (%s) k", each);
    else str_addf(&s, "select coalesce(x.above, k.key) as key, sum(k.n)::bigint as n, bool_or(x.above is not null) as all_below\n from (%s) k cross join lateral (select %s(k.key, %d) as above) x group by 1",
                  each, f->ref_at, (int)grain - GRAIN_TIER);
    str_add(&s, ") g\n cross join lateral (select ");
    if (sql_has_show(f)) sql_show(&s, f, "g.key", b->en);
    else str_add(&s, "g.key::text");
    str_add(&s, " as label) l");
    if (f->ref_below) str_addf(&s, " left join (select (%s)::text as label from %s t group by 1 having count(*) > 1) d on d.label = l.label", f->ref_label, f->ref);
    str_addf(&s, "\n order by g.n desc, g.key limit %d", SHARES_MOST);
    ask_send(pg, a, true, s.s, n, params, got_shares, c);
}
