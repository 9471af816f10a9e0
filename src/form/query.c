/* SPDX-License-Identifier: Apache-2.0 */
#include "form/query.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/str.h"
#include "base/text.h"

enum { QUERY_MAX = 1 << 16, MOST_PARTS = 20 };

/* Longest first. %s is the value; dates have their own words. */
static const struct op { const char *typed, *sql, *words, *date_words; } ops[] = {
    { ">=", ">=", N_("不少于 %s"), N_("%s 起") },
    { "<=", "<=", N_("不多于 %s"), N_("到 %s 为止") },
    { ">",  ">",  N_("多于 %s"),   N_("晚于 %s") },
    { "<",  "<",  N_("少于 %s"),   N_("早于 %s") },
};

void query_init(struct query *q, struct arena *a, const char *today, bool en)
{
    *q = (struct query){ .arena = a, .today = arena_str(a, today), .en = en };
    q->where = arena_new_of(a, struct str);
    q->words = arena_new_of(a, struct str);
    str_init(q->where, a, QUERY_MAX);
    str_init(q->words, a, QUERY_MAX);
}

struct query *query_copy(struct arena *a, const struct query *from, const struct field *but)
{
    struct query *q = arena_new_of(a, struct query);
    struct err none = { 0 };
    query_init(q, a, from->today, from->en);
    for (size_t i = 0; i < from->conditions.n; i++) {       /* what was good once is good again */
        const struct condition *c = &from->conditions.at[i];
        if (c->field != but) query_add(q, c->field, c->through, c->typed, &none);
    }
    return q;
}

const struct condition *query_on(const struct query *q, const struct field *f)
{
    for (size_t i = 0; i < q->conditions.n; i++)
        if (q->conditions.at[i].field == f) return &q->conditions.at[i];
    return NULL;
}

/* One condition in the making. */
struct part {
    struct query *q;
    const struct field *f;
    struct str sql, words;
    struct { const char **at; size_t n, cap; } params;
};

static int add_param(struct part *p, const char *value)
{
    vec_push(p->q->arena, &p->params, value);
    return (int)(p->q->n + p->params.n);
}

static bool is_ordered(const struct field *f)
{
    return f->type == FIELD_DATE || f->type == FIELD_INT || f->type == FIELD_MONEY || f->type == FIELD_TIME;
}

static const char *cast_of(const struct field *f)
{
    switch (f->type) {
    case FIELD_DATE: case FIELD_TIME: return "::date";
    case FIELD_INT: case FIELD_MONEY: return "::numeric";
    case FIELD_BOOL: return "::boolean";
    default: return "";
    }
}

static const char *column(struct part *p)
{
    struct str s;
    str_init(&s, p->q->arena, 200);
    str_add(&s, "m.");
    str_add_ident(&s, p->f->name);
    return s.s;
}

static bool take(struct part *p, const char *typed, const char **value, struct err *e)
{
    struct field f = *p->f;
    f.required = false;
    f.mask = NULL;
    if (f.type == FIELD_TIME) f.type = FIELD_DATE;
    return field_take(p->q->arena, &f, typed, p->q->today, value, e);
}

static bool compare(struct part *p, const struct op *op, const char *typed, struct err *e)
{
    const char *value;
    bool date = p->f->type == FIELD_DATE || p->f->type == FIELD_TIME;
    if (!take(p, typed, &value, e)) return false;
    if (!value) return err_set(e, ERR_VALUE, pair_text(p->f->label, p->q->en), _("比较的后面没有写值"));
    if (p->f->type == FIELD_TIME && (!strcmp(op->sql, "<=") || !strcmp(op->sql, ">")))        /* a day is all of it */
        str_addf(&p->sql, "%s %s $%d::date + 1", column(p), *op->sql == '<' ? "<" : ">=", add_param(p, value));
    else str_addf(&p->sql, "%s %s $%d%s", column(p), op->sql, add_param(p, value), cast_of(p->f));
    /* both words of a row of ops take one text */
    const char *words = _(date ? op->date_words : op->words), *slot = strstr(words, "%s");
    str_addn(&p->words, words, (size_t)(slot - words));
    str_add(&p->words, value);
    str_add(&p->words, slot + 2);
    return true;
}

static bool between(struct part *p, char *typed, char *dots, struct err *e)
{
    *dots = 0;
    const char *from = typed, *to = dots + 2;
    from += strspn(from, " ");
    to += strspn(to, " ");
    if (!*from && !*to) return err_set(e, ERR_VALUE, pair_text(p->f->label, p->q->en), _("起和止至少写一个"));
    str_add(&p->sql, "(");
    if (*from && !compare(p, &ops[0], from, e)) return false;
    if (*from && *to) { str_add(&p->sql, " and "); str_add(&p->words, " "); }
    if (*to && !compare(p, &ops[1], to, e)) return false;
    str_add(&p->sql, ")");
    return true;
}

/* * and ? become % and _; what like would take for its own is escaped. */
static const char *pattern_of(struct part *p, const char *typed, bool *wild)
{
    struct str s;
    str_init(&s, p->q->arena, 4096);
    *wild = strpbrk(typed, "*?") != NULL;
    for (; *typed; typed++) {
        if (strchr("%_\\", *typed)) str_add(&s, "\\");
        str_addn(&s, *typed == '*' ? "%" : *typed == '?' ? "_" : typed, 1);
    }
    if (!*wild) str_add(&s, "%");
    return s.s;
}

void query_match_code(struct str *out, const char *list, const char *word, bool en)
{
    str_addf(out, "(%1$s in (t.code, t.name_zh, lower(t.name_en)) or not exists (select from %2$s e where %1$s in (e.code, e.name_zh, lower(e.name_en)))"
                  " and (t.py ^@ %1$s or strpos(t.name_zh, %1$s) > 0", word, list);
    if (en) str_addf(out, " or strpos(' ' || lower(t.name_en), ' ' || %s) > 0", word);
    str_add(out, "))");
}

/* Rows that lie in one another may share a name; their number tells which. */
static bool is_number(const struct field *f, const char *typed)
{
    size_t n = strspn(typed, "0123456789");
    return f->ref_below && n > 0 && n < 19 && !typed[n];
}

/* Row t is called just what stands in parameter n: by its label, or as a list says it. */
static const char *called(struct part *p, int n)
{
    if (!p->f->ref_short) return arena_printf(p->q->arena, "(%s)::text = $%d", p->f->ref_label, n);
    return arena_printf(p->q->arena, "$%d in ((%s)::text, (%s)::text)", n, p->f->ref_label, p->f->ref_short);
}

/* "芙蓉区..": the row of that name and those below it, where rows lie in one another. */
static bool within(struct part *p, const char *typed, bool exact)
{
    size_t end = strlen(typed);
    if (!p->f->ref_below || !p->f->ref_finder || end < 3 || strcmp(typed + end - 2, "..")) return false;
    const char *which = arena_copy(p->q->arena, typed, end - 2);
    int n = add_param(p, which);
    str_add(&p->sql, "exists (select from ");
    str_add_ident(&p->sql, p->f->ref);
    if (exact && is_number(p->f, which)) str_addf(&p->sql, " t where t.id = $%d::bigint", n);
    else if (exact) str_addf(&p->sql, " t where %s", called(p, n));
    else str_addf(&p->sql, " t where t.id in (select %s($%d, null))", p->f->ref_finder, n);
    str_addf(&p->sql, " and %s >= t.id and %s < (%s))", column(p), column(p), p->f->ref_below);
    str_addf(&p->words, _("在 %.*s 和它下面"), (int)(end - 2), typed);
    return true;
}

/* Codes by code, name or initials; references by their finder, which uses an index, all of them (null), or by their name; exactly so where asked. */
static void named(struct part *p, const char *typed, bool exact)
{
    bool wild;
    const char *like = pattern_of(p, typed, &wild);
    struct str ref;
    str_init(&ref, p->q->arena, 200);
    str_add_ident(&ref, p->f->ref);
    if (p->f->type == FIELD_CODE) {
        int n = add_param(p, wild ? like : typed);
        str_addf(&p->sql, "%s::text in (select t.code from %s t where ", column(p), ref.s);
        if (wild) str_addf(&p->sql, "t.name_zh like $%d or t.name_en ilike $%d", n, n);
        else query_match_code(&p->sql, ref.s, arena_printf(p->q->arena, "lower($%d)", n), p->q->en);
        str_add(&p->sql, ")");
    } else if (exact && is_number(p->f, typed)) {
        str_addf(&p->sql, "%s = $%d::bigint", column(p), add_param(p, typed));
    } else if (p->f->ref_finder && !wild && !(exact && p->f->ref_below)) {     /* their finder knows less of them than a row may name */
        int n = add_param(p, typed);
        if (exact) str_addf(&p->sql, "%s in (select t.id from %s t where t.id in (select %s($%d, null)) and %s)", column(p), ref.s, p->f->ref_finder, n, called(p, n));
        else str_addf(&p->sql, "%s in (select %s($%d, null))", column(p), p->f->ref_finder, n);
    } else if (exact)
        str_addf(&p->sql, "%s in (select t.id from %s t where %s)", column(p), ref.s, called(p, add_param(p, typed)));
    else
        str_addf(&p->sql, "%s in (select t.id from %s t where (%s)::text like $%d)", column(p), ref.s, p->f->ref_label, add_param(p, like));
    str_addf(&p->words, _("是 %s"), typed);
}

static bool plain(struct part *p, const char *typed, struct err *e)
{
    const char *value;
    bool wild, exact = *typed == '=';
    if (exact) typed += 1 + strspn(typed + 1, " ");
    if (p->f->type == FIELD_REF && within(p, typed, exact)) return true;
    if (p->f->type == FIELD_REF || p->f->type == FIELD_CODE) { named(p, typed, exact); return true; }
    if (p->f->type == FIELD_TEXT && exact) {
        str_addf(&p->sql, "%s = $%d", column(p), add_param(p, typed));
        str_addf(&p->words, _("是 %s"), typed);
        return true;
    }
    if (p->f->type == FIELD_TEXT) {
        value = pattern_of(p, typed, &wild);
        bool is_name = p->f->ref_finder && !wild;
        if (is_name) str_addf(&p->sql, "m.id in (select %s($%d, null))", p->f->ref_finder, add_param(p, typed));
        else str_addf(&p->sql, "%s like $%d", column(p), add_param(p, value));
        str_addf(&p->words, is_name ? _("是 %s") : wild ? _("像 %s") : _("以 %s 开头"), typed);
        return true;
    }
    if (!take(p, typed, &value, e)) return false;
    str_addf(&p->sql, "%s%s = $%d%s", column(p), p->f->type == FIELD_TIME ? "::date" : "", add_param(p, value), cast_of(p->f));
    str_addf(&p->words, p->f->type == FIELD_BOOL ? "%s" : _("是 %s"), field_show(p->q->arena, p->f, value, p->q->en));
    return true;
}

static bool one_of(struct part *p, char *typed, struct err *e)
{
    char *dots = is_ordered(p->f) ? strstr(typed, "..") : NULL;
    if (!strcmp(typed, "=") || !strcmp(typed, "!=")) {
        str_addf(&p->sql, *typed == '=' ? "%s is null" : "%s is not null", column(p));
        str_add(&p->words, *typed == '=' ? _("是空的") : _("不是空的"));
        return true;
    }
    if (*typed == '!' && typed[1]) {
        str_add(&p->sql, "not coalesce(");
        str_add(&p->words, _("不"));
        if (!plain(p, typed + 1 + strspn(typed + 1, " "), e)) return false;
        str_add(&p->sql, ", false)");
        return true;
    }
    if (dots) return between(p, typed, dots, e);
    for (size_t i = 0; is_ordered(p->f) && i < sizeof ops / sizeof *ops; i++)
        if (!strncmp(typed, ops[i].typed, strlen(ops[i].typed))) return compare(p, &ops[i], typed + strlen(ops[i].typed), e);
    return plain(p, typed, e);
}

static void keep(struct query *q, const struct part *p, const char *through, const char *typed)
{
    struct condition c = { .field = p->f, .through = through, .typed = arena_str(q->arena, typed), .words = p->words.s };
    for (size_t i = 0; i < p->params.n; i++) vec_push(q->arena, q, p->params.at[i]);
    if (q->where->n) str_add(q->where, " and ");
    if (through) {
        str_add(q->where, "m.id in (select m.id from ");
        str_add_ident(q->where, through);
        str_addf(q->where, " m where %s)", p->sql.s);
    } else {
        str_addf(q->where, "(%s)", p->sql.s);
    }
    str_addf(q->words, "%s%s %s", q->words->n ? _("；") : "", pair_text(p->f->label, q->en), c.words);
    vec_push(q->arena, &q->conditions, c);
}

static struct part part_new(struct query *q, const struct field *f)
{
    struct part p = { .q = q, .f = f };
    str_init(&p.sql, q->arena, QUERY_MAX);
    str_init(&p.words, q->arena, QUERY_MAX);
    return p;
}

bool query_line(char **rest, const char **column, const char **typed)
{
    char *line = strsep(rest, "\n");
    if (!line) return false;
    *column = strsep(&line, "\t");
    *typed = line;
    return true;
}

bool query_add(struct query *q, const struct field *f, const char *through, const char *typed, struct err *e)
{
    struct part p = part_new(q, f);
    char *rest = fold_text(q->arena, typed), *one;
    int n = 0;
    while ((one = strsep(&rest, "|"))) {
        size_t end;
        one += strspn(one, " ");
        for (end = strlen(one); end && one[end - 1] == ' '; ) one[--end] = 0;
        if (!*one) continue;
        if (n++ == MOST_PARTS) return err_set(e, ERR_VALUE, pair_text(f->label, q->en), _("“或”太多了"));
        if (n > 1) { str_add(&p.sql, " or "); str_add(&p.words, _(" 或 ")); }
        if (!one_of(&p, one, e)) return false;
    }
    if (n) keep(q, &p, through, typed);
    return true;
}
