/* SPDX-License-Identifier: Apache-2.0 */
#include "form/calc.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "form/record.h"
#include <stdlib.h>
#include <string.h>

static const char *const names[] = { [CALC_SUM] = "sum", [CALC_COUNT] = "count", [CALC_DAYS] = "days", [CALC_YEARS] = "years" };

static bool is_name(const char *s)
{
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return n > 0 && !s[n];
}

/* The text between a and b, without blanks around it. */
static char *piece(struct arena *a, const char *from, const char *to)
{
    while (from < to && *from == ' ') from++;
    while (to > from && to[-1] == ' ') to--;
    return arena_copy(a, from, (size_t)(to - from));
}

/* "service.need.cost": the list, and the column or NULL. */
static bool read_list(struct arena *a, const char *of, struct calc *c)
{
    const char *dot = strchr(of, '.'), *second = dot ? strchr(dot + 1, '.') : NULL;
    if (!dot || (c->op == CALC_SUM && !second)) return false;
    c->relation = second ? piece(a, of, second) : of;
    c->one = second ? second + 1 : NULL;
    dot = strchr(c->relation, '.');
    return is_name(piece(a, c->relation, dot)) && is_name(dot + 1) && (!c->one || is_name(c->one));
}

static bool read_days(struct arena *a, const char *of, struct calc *c)
{
    const char *comma = strchr(of, ',');
    if (!comma) return false;
    c->one = piece(a, of, comma);
    c->two = piece(a, comma + 1, of + strlen(of));
    return is_name(c->one) && is_name(c->two);
}

const char *calc_read(struct arena *a, const char *text, struct calc *c)
{
    const char *open = strchr(text, '('), *end = text + strlen(text);
    *c = (struct calc){ .op = CALC_SUM };
    if (open && end > open && end[-1] == ')') {
        const char *op = piece(a, text, open), *of = piece(a, open + 1, end - 1);
        for (int i = 0; i < N_CALCS; i++) {
            c->op = (enum calc_op)i;
            if (!strcmp(op, names[i]) && (i < CALC_DAYS ? read_list(a, of, c) : read_days(a, of, c))) return NULL;
        }
    }
    return arena_printf(a, _("“%s”不会算；可以写 sum(明细表.列)、count(明细表) 或 count(明细表.列)、days(从, 到)、years(从, 到)"), text);
}

static bool is_day(const struct fieldset *set, const char *name)
{
    size_t f = field_find(set, name);
    return !strcmp(name, "today") || (f != NO_FIELD && set->at[f].type == FIELD_DATE);
}

static bool is_private(const struct fieldset *set, const char *name)
{
    size_t f = name ? field_find(set, name) : NO_FIELD;
    return f != NO_FIELD && set->at[f].private_;
}

/* Masked values are not to be told by what comes of them. */
static const char *private_one(const struct calc *c, const struct fieldset *set)
{
    return is_private(set, c->one) ? c->one : is_private(set, c->two) ? c->two : NULL;
}

const char *calc_fits(struct arena *a, const struct calc *c, const struct fieldset *set, const struct fieldset *child)
{
    const char *hidden = c->op >= CALC_DAYS ? private_one(c, set) : child ? private_one(c, child) : NULL;
    if (hidden) return arena_printf(a, _("%s 是私密列，不能拿来算"), hidden);
    if (c->op >= CALC_DAYS) {
        const char *bad = !is_day(set, c->one) ? c->one : !is_day(set, c->two) ? c->two : NULL;
        return bad ? arena_printf(a, _("%s 不是 %s 的日期列"), bad, set->relation) : NULL;
    }
    if (!child) return arena_printf(a, _("%s 不是这张表的明细"), c->relation);
    size_t f = c->one ? field_find(child, c->one) : NO_FIELD;
    if (c->one && f == NO_FIELD) return arena_printf(a, _("%s 没有列 %s"), c->relation, c->one);
    return c->op == CALC_SUM && !field_is_number(&child->at[f]) ? arena_printf(a, _("%s 不是数，不能相加"), c->one) : NULL;
}

/* ---- reckoning */
static const struct record_rows *rows_of(const struct record *r, const char *relation)
{
    for (size_t i = 0; i < r->children.n; i++)
        if (!strcmp(r->children.at[i].set->relation, relation)) return &r->children.at[i];
    return NULL;
}

static const char *count(struct arena *a, const struct calc *c, const struct record_rows *rows)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++) n += !record_is_blank(rows->at[i]) && (!c->one || record_get(rows->at[i], c->one));
    return arena_printf(a, "%zu", n);
}

/* In hundredths: sums of money are exact. A column of whole numbers shows them whole. */
static const char *sum(struct arena *a, const struct calc *c, const struct record_rows *rows)
{
    size_t f = field_find(rows->set, c->one);
    if (f == NO_FIELD) return "";
    long long all = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const char *now = record_is_blank(rows->at[i]) ? NULL : rows->at[i]->values[f].now;
        if (now) {
            char *rest;
            long long whole = strtoll(now, &rest, 10), part = *rest == '.' && rest[1] ? (rest[1] - '0') * 10 + (rest[2] ? rest[2] - '0' : 0) : 0;
            all += whole * 100 + (*now == '-' ? -part : part);
        }
    }
    bool less = all < 0;
    if (less) all = -all;
    const char *text = rows->set->at[f].type == FIELD_MONEY ? arena_printf(a, "%s%lld.%02lld", less ? "-" : "", all / 100, all % 100) : arena_printf(a, "%s%lld", less ? "-" : "", all / 100);
    return field_show(a, &rows->set->at[f], text, false);
}

static bool day_of(const struct record *r, const char *name, const char *today, long *day)
{
    const char *iso = strcmp(name, "today") ? record_get(r, name) : today;
    return iso && date_read(iso, day);
}

static long years(long from, long to)
{
    struct date a = date_of(from), b = date_of(to);
    return b.year - a.year - (b.month < a.month || (b.month == a.month && b.day < a.day));
}

const char *calc_show(struct arena *a, const struct calc *c, const struct record *r, const char *today)
{
    long from, to;
    if (c->op < CALC_DAYS) {
        const struct record_rows *rows = rows_of(r, c->relation);
        return !rows ? "" : c->op == CALC_COUNT ? count(a, c, rows) : sum(a, c, rows);
    }
    if (!day_of(r, c->one, today, &from) || !day_of(r, c->two, today, &to)) return "";
    return to < from ? "" : arena_printf(a, "%ld", c->op == CALC_DAYS ? to - from : years(from, to));
}
