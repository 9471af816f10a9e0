/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a condition on a code column are looked up first: one that names nothing is refused with what there is, the others are put as
 * the names they mean, so that the question says back what it finds. */
#include "page/query.h"
#include "base/str.h"
#include "base/text.h"
#include "store/lookup.h"
#include <string.h>

enum { LINE_MAX = 1 << 16 };

struct words {
    struct page *page;
    struct arena *arena;
    struct put *put;
    const char *typed;
    struct { const char **at; size_t n, cap; } words;   /* that are to be looked up; then their names */
    size_t next;                /* of them, in the line that is made of the names */
};

/* The parts between '|', each without its blanks and its operator. */
typedef void part_fn(struct words *, struct str *, const char *op, const char *word);
static void each_part(struct words *w, struct str *out, part_fn *fn)
{
    char *rest = arena_str(w->arena, w->typed), *one;
    while ((one = strsep(&rest, "|"))) {
        one += strspn(one, " ");
        const char *op = *one == '!' ? "!" : *one == '=' ? "=" : "";
        one += strlen(op);
        one += strspn(one, " ");
        size_t n = strlen(one);
        while (n && one[n - 1] == ' ') one[--n] = 0;
        fn(w, out, op, one);
    }
}

static bool is_word(const char *word) { return *word && *word != '=' && !strpbrk(word, "*?"); }

static void collect(struct words *w, struct str *out, const char *op, const char *word)
{
    (void)out, (void)op;
    if (is_word(word)) vec_push(w->arena, &w->words, arena_str(w->arena, word));
}

/* The names in the place of the word, where "not" has one to take them. */
static void put(struct words *w, struct str *out, const char *op, const char *word)
{
    const char *names = is_word(word) ? w->words.at[w->next++] : word;
    bool many = strchr(names, '|') != NULL;
    str_addf(out, "%s%s%s", out->n ? "|" : "", *op == '=' && is_word(word) ? "" : op, many && *op ? word : names);
}

static void words_mean(void *ctx, const struct meanings *m, const struct err *e)
{
    struct words *w = ctx;
    struct page *p = w->page;
    struct put *at = w->put;
    const char *unknown = NULL;
    if (page_answered(p)) return;
    for (size_t i = 0; m && i < m->n; i++) {
        if (!*m->of[i] && !unknown) unknown = arena_printf(p->arena, _("没有“%s”；有：%s"), w->words.at[i], m->all);
        w->words.at[i] = m->of[i];
    }
    if (e || unknown) {
        query_took(p, at, w->typed, unknown);
        if (e) desk_fail(p->desk, e);
    } else {
        struct str line;
        str_init(&line, p->arena, LINE_MAX);
        each_part(w, &line, put);
        query_took(p, at, line.s, NULL);
    }
    query_moved(p);
}

bool query_words_ask(struct page *p, struct put *at, const char *typed)
{
    struct words *w = arena_new_of(p->arena, struct words);
    *w = (struct words){ .page = p, .arena = p->arena, .put = at, .typed = arena_str(p->arena, typed) };
    each_part(w, NULL, collect);
    if (!w->words.n) return false;
    page_asks(p);
    lookup_meanings_send(p->desk->pg, p->arena, at->field, w->words.at, w->words.n, p->desk->seat.en, words_mean, w);
    return true;
}
