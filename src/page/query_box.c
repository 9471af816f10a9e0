/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a condition on a code column are looked up first: one that names nothing keeps the box open and is told what there is, the
 * others are put as the names they mean, so that the list says on top what it shows. */
#include "page/query_box.h"
#include "page/page.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "form/query.h"
#include "store/bind.h"
#include "store/lookup.h"
#include <stdio.h>
#include <string.h>

enum { LINE_MAX = 1 << 16 };

struct box {
    struct desk *desk;
    struct arena *arena;
    const struct bound *b;
    size_t column;
    const struct query *so_far;
    struct query *query;        /* with the condition judged last                         */
    const char *line;           /* as it was written                                      */
    struct { const char **at; size_t n, cap; } words;   /* of it, that are to be looked up; then their names */
    size_t put;                 /* of them, in the line that is made of the names         */
    query_box_fn *fn;
    void *ctx;
};

static const struct field *field_of(const struct box *q)
{
    return &q->b->list.at[q->column];
}

/* What there is already, but for the column asked about: what is written now stands in its place. */
static struct query *begin(const struct box *q)
{
    if (q->so_far) return query_copy(q->arena, q->so_far, field_of(q));
    struct query *query = arena_new_of(q->arena, struct query);
    query_init(query, q->arena, q->desk->seat.today, q->desk->seat.en);
    return query;
}

static const char *judge(void *ctx, const char *line)
{
    struct box *q = ctx;
    struct err e = { 0 };
    q->query = begin(q);
    return !query_add(q->query, field_of(q), line, &e) ? arena_str(q->desk->event, e.text) : NULL;
}

/* The parts between '|', each without its blanks and its operator. */
typedef void part_fn(struct box *, struct str *, const char *op, const char *word);
static void each_part(struct box *q, struct str *out, part_fn *fn)
{
    char *rest = arena_str(q->arena, q->line), *one;
    while ((one = strsep(&rest, "|"))) {
        one += strspn(one, " ");
        const char *op = *one == '!' ? "!" : *one == '=' ? "=" : "";
        one += strlen(op);
        one += strspn(one, " ");
        size_t n = strlen(one);
        while (n && one[n - 1] == ' ') one[--n] = 0;
        fn(q, out, op, one);
    }
}

static bool is_word(const char *word) { return *word && *word != '=' && !strpbrk(word, "*?"); }

static void collect(struct box *q, struct str *out, const char *op, const char *word)
{
    (void)out, (void)op;
    if (is_word(word)) vec_push(q->arena, &q->words, arena_str(q->arena, word));
}

/* The names in the place of the word, where "not" has one to take them. */
static void put(struct box *q, struct str *out, const char *op, const char *word)
{
    const char *names = is_word(word) ? q->words.at[q->put++] : word;
    bool many = strchr(names, '|') != NULL;
    str_addf(out, "%s%s%s", out->n ? "|" : "", *op == '=' && is_word(word) ? "" : op, many && *op ? word : names);
}

/* Nothing written where nothing stood changes nothing. */
static void answer(struct box *q)
{
    size_t before = q->so_far ? q->so_far->conditions.n : 0;
    if (before || q->query->conditions.n) q->fn(q->ctx, q->query->conditions.n ? q->query : NULL);
}

static void words_mean(void *ctx, const struct meanings *m, const struct err *e)
{
    struct box *q = ctx;
    struct desk *d = q->desk;
    struct err unknown = { .code = ERR_RULE };
    struct str line;
    d->hold--;
    for (size_t i = 0; m && i < m->n; i++) {
        if (!*m->of[i]) snprintf(unknown.text, sizeof unknown.text, _("没有“%s”；有：%s"), q->words.at[i], m->all);
        q->words.at[i] = m->of[i];
    }
    if (e || unknown.text[0]) {
        desk_line_refused(d, e ? e : &unknown);
        return;
    }
    str_init(&line, q->arena, LINE_MAX);
    each_part(q, &line, put);
    judge(q, line.s);
    answer(q);
}

static void written(void *ctx, const char *line)
{
    struct box *q = ctx;
    if (!line) return;
    q->line = arena_str(q->arena, line);
    q->words.n = q->put = 0;
    if (field_of(q)->type == FIELD_CODE) each_part(q, NULL, collect);
    if (!q->words.n) {
        answer(q);
        return;
    }
    q->desk->hold++;
    lookup_meanings_send(q->desk->pg, q->arena, field_of(q), q->words.at, q->words.n, q->desk->seat.en, words_mean, q);
}

static const char *example_of(const struct field *f)
{
    switch (f->type) {
    case FIELD_DATE: case FIELD_TIME: return _("例 2026-10-01..2026-10-31  >=1001  <t  =空");
    case FIELD_INT: case FIELD_MONEY: return _("例 500  >=500  100..200  =空");
    case FIELD_CODE: return _("写名称、拼音首字母或代码  甲|乙  !不是  =空");
    case FIELD_REF: return _("写姓名、名称或拼音首字母  甲|乙  !不是  =空");
    case FIELD_BOOL: return _("写 是 或 否");
    default: return _("例 甲|乙  *住院*  !不是  =空");
    }
}

static void chosen(void *ctx, int choice)
{
    struct box *q = ctx;
    const struct names *columns = &q->b->form->list.columns;
    if (choice < 0) return;
    if ((size_t)choice >= columns->n) {
        q->fn(q->ctx, NULL);
        return;
    }
    q->column = field_find(&q->b->list, columns->at[choice]);
    const struct field *f = field_of(q);
    const struct condition *now = q->so_far ? query_on(q->so_far, f) : NULL;
    desk_line_judged(q->desk, arena_printf(q->desk->event, _("%s: %s%s"), pair_text(f->label, q->desk->seat.en), example_of(f), now ? _("  空着不筛") : ""), judge, written, q);
    if (f->type == FIELD_CODE || f->type == FIELD_REF) desk_line_chooses(q->desk, f);
    if (now) desk_line_holds(q->desk, now->typed, "");
    desk_line_helps(q->desk, _("甲|乙        是甲或是乙\n!甲          不是甲\n=            空着的；!= 不空的\n甲..乙       从甲到乙，一头可以不写\n>=100  <100  日期、数目可以比大小\n"
                               "*住院*       * 是任意几个字，? 是一个字\nt            今天\n\n各项的条件要同时合上；再选同一项，是改它的条件。"));
}

/* "走访日期  2026-10-01 起": each column with the condition that stands on it. */
static void add_column(const struct box *q, struct str *names, const struct field *f)
{
    const struct condition *now = q->so_far ? query_on(q->so_far, f) : NULL;
    str_addf(names, "%s%s%s\n", pair_text(f->label, q->desk->seat.en), now ? "  " : "", now ? now->words : "");
}

void query_box_open(struct desk *d, struct arena *a, const struct bound *b, const struct query *so_far, query_box_fn *fn, void *ctx)
{
    struct box *q = arena_new_of(a, struct box);
    *q = (struct box){ .desk = d, .arena = a, .b = b, .so_far = so_far, .fn = fn, .ctx = ctx };
    struct str names;
    str_init(&names, d->event, 4000);
    for (size_t i = 0; i < b->form->list.columns.n; i++) add_column(q, &names, &b->list.at[field_find(&b->list, b->form->list.columns.at[i])]);
    str_add(&names, _("不筛选，看全部"));
    desk_choose(d, _("按哪一项筛选"), "", names.s, chosen, q);
}
