/* SPDX-License-Identifier: Apache-2.0 */
#include "page/query.h"
#include "base/str.h"
#include "base/text.h"
#include "store/list.h"
#include <string.h>

enum { TEXT_MAX = 1 << 16 };

static void count(struct page *);

static void counted(void *ctx, int64_t n, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered_aside(p)) return;
    struct qry *q = page_own(p);
    q->count.asking = false;
    if (e) desk_fail(p->desk, e);
    if (q->count.again) count(p);
    else q->count.n = n;
}

/* How many it would be; the next question goes out when the last one has been answered. */
static void count(struct page *p)
{
    struct qry *q = page_own(p);
    q->count.again = q->count.asking;
    if (q->count.asking) return;
    q->count.n = -1;
    if (!q->query->conditions.n || q->n_wrong) return;
    q->count.asking = true;
    arena_clear(q->count.arena);
    page_asks_aside(p);
    list_count_send(p->desk->pg, q->count.arena, q->b, query_copy(q->count.arena, q->query, NULL), q->tab, QUERY_COUNTS, counted, p);
}

void query_judge(struct page *p)
{
    struct qry *q = page_own(p);
    arena_clear(q->judged);
    q->query = arena_new_of(q->judged, struct query);
    query_init(q->query, q->judged, p->desk->seat.today, p->desk->seat.en);
    q->n_wrong = 0;
    for (size_t i = 0; i < q->set.n; i++) {
        struct put *at = &q->put[i];
        struct err e = { 0 };
        at->fault = at->unknown ? at->unknown : *at->typed && !query_add(q->query, at->field, at->through, at->typed, &e) ? arena_str(p->arena, e.text) : NULL;
        q->n_wrong += at->fault != NULL;
    }
    count(p);
}

void query_took(struct page *p, struct put *at, const char *typed, const char *unknown)
{
    at->typed = arena_str(p->arena, typed);
    at->unknown = unknown;
    query_judge(p);
}

bool query_typed(struct page *p)
{
    struct qry *q = page_own(p);
    return !edit_is(&q->edit, query_put(q, q->focus)->typed);
}

void query_go(struct page *p, enum query_then then)
{
    struct qry *q = page_own(p);
    struct put *at = query_put(q, q->focus);
    q->then = then;
    if (query_typed(p)) {
        const char *typed = edit_text(&q->edit, p->desk->event);
        if (at->field->type == FIELD_CODE && query_words_ask(p, at, typed)) return;
        query_took(p, at, typed, NULL);
    }
    query_moved(p);
}

void query_ask_all(struct page *p, const char *conditions)
{
    struct qry *q = page_own(p);
    char *rest = arena_str(p->arena, conditions);
    const char *column, *typed;
    for (size_t i = 0; i < q->set.n; i++) {
        q->put[i].typed = "";
        q->put[i].unknown = NULL;
    }
    while (query_line(&rest, &column, &typed)) {
        size_t at = field_find(&q->set, column);
        if (typed && at != NO_FIELD) q->put[at].typed = typed;      /* one that this form has no more is left out */
    }
    query_judge(p);
}

const char *query_conditions(struct page *p, struct arena *a)
{
    struct qry *q = page_own(p);
    struct str s;
    str_init(&s, a, TEXT_MAX);
    for (size_t i = 0; i < q->set.n; i++)
        if (*q->put[i].typed) str_addf(&s, "%s%s\t%s", s.n ? "\n" : "", q->set.at[i].name, q->put[i].typed);
    return s.s;
}

const char *query_example(const struct field *f)
{
    switch (f->type) {
    case FIELD_DATE: case FIELD_TIME: return _("例 2026-10-01..2026-10-31  >=1001  <t  =空");
    case FIELD_INT: case FIELD_MONEY: return _("例 500  >=500  100..200  =空");
    case FIELD_CODE: return _("写名称、拼音首字母或代码  甲|乙  !不是  =空");
    case FIELD_REF: return _("写姓名、名称或拼音首字母  甲|乙  !不是  =空");
    case FIELD_BOOL: return _("写 是 或 否");
    default: return f->ref_finder ? _("写姓名、名称或拼音首字母  甲|乙  !不是  =空") : _("例 甲|乙  *住院*  !不是  =空");
    }
}
