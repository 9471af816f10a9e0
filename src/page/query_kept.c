/* SPDX-License-Identifier: Apache-2.0 */
/* Questions kept under a name, shared with the office, or only the last ones; and the question that was to be a record. */
#include "page/query.h"
#include "base/str.h"
#include "base/text.h"
#include "form/record.h"
#include "store/draft.h"
#include "store/lookup.h"
#include <string.h>

enum { LIST_MAX = 1 << 16, NAME_CHARS = 30 };

/* ---- F6 */
static void chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    struct qry *q = page_own(p);
    if (choice < 0) return;
    const struct asked *a = &q->kept->at[choice];
    query_ask_all(p, a->conditions);
    q->name = *a->by ? "" : a->name;
    query_focus(p, q->focus);
}

/* "本季度慰问 (王芳 共享)  走访日期 2026-10-01 起": the name where it has one, and the words. */
static void add_line(struct page *p, struct str *out, const struct asked *a)
{
    struct qry *q = page_own(p);
    struct query words;
    char *rest = arena_str(p->desk->event, a->conditions);
    const char *column, *typed;
    struct err e;
    query_init(&words, p->desk->event, p->desk->seat.today, p->desk->seat.en);
    while (query_line(&rest, &column, &typed)) {
        size_t at = field_find(&q->set, column);
        if (typed && at != NO_FIELD) query_add(&words, q->put[at].field, q->put[at].through, typed, &e);
    }
    str_addf(out, "%s%s%s", out->n ? "\n" : "", a->name, *a->name ? "  " : "");
    if (*a->by) str_addf(out, _("(%s 共享)  "), a->by);
    else if (a->shared) str_add(out, _("(共享)  "));
    str_add(out, words.words->s);
}

static void list_came(void *ctx, struct askeds *kept, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct qry *q = page_own(p);
    struct str lines;
    if (e) { desk_fail(p->desk, e); return; }
    q->kept = kept;
    if (!kept->n) { desk_say(p->desk, FACE_TEXT, "%s", _("还没有问过、存过；F9 存这个查询")); return; }
    str_init(&lines, p->desk->event, LIST_MAX);
    for (size_t i = 0; i < kept->n; i++) add_line(p, &lines, &kept->at[i]);
    desk_choose(p->desk, _("存过的和问过的"), "", lines.s, chosen, p);
}

void query_kept_open(struct page *p)
{
    struct qry *q = page_own(p);
    page_asks(p);
    asked_list_send(p->desk->pg, p->arena, q->register_, list_came, p);
}

/* ---- F9 */
static void kept(void *ctx, const char *said, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    if (e) desk_fail(p->desk, e);
    else desk_say(p->desk, FACE_GOOD, "%s", said);
}

static void keep(struct page *p, const char *name, const char *conditions, bool shared)
{
    struct qry *q = page_own(p);
    page_asks(p);
    asked_keep_send(p->desk->pg, p->arena, q->register_, name, conditions, shared, kept, p);
}

static void whose(void *ctx, int choice)
{
    struct page *p = ctx;
    struct qry *q = page_own(p);
    if (choice >= 0) keep(p, q->name, query_conditions(p, p->desk->event), choice == 1);
}

static void named(void *ctx, const char *line)
{
    struct page *p = ctx;
    struct qry *q = page_own(p);
    if (!line) return;
    const char *was = q->name;
    q->name = arena_str(p->arena, line);
    if (*line) desk_choose(p->desk, _("谁能用"), "", _("只有自己\n本机构的人都能用"), whose, p);
    else if (*was) keep(p, was, NULL, false);
}

void query_keep(struct page *p)
{
    struct qry *q = page_own(p);
    if (!q->query->conditions.n) {
        desk_say(p->desk, FACE_REFUSED, "%s", _("还没有条件，没有可存的"));
        return;
    }
    desk_line(p->desk, *q->name ? _("存成什么名字（空着就不再保存）") : _("存成什么名字"), named, p);
    desk_line_room(p->desk, NAME_CHARS);
    desk_line_holds(p->desk, q->name, "");
}

/* ---- F7: each choice asks what it names, then all of it is a draft that the record page takes up */
struct birth { struct page *page; struct record *record; size_t at; bool any; };

/* "=空" and the like are no values. */
static bool is_value(const char *typed) { return *typed && !strpbrk(typed, "|*?<>=!") && !strstr(typed, ".."); }

static void begin_record(struct page *p, int64_t draft)
{
    struct qry *q = page_own(p);
    struct record_args args = { .register_ = q->register_, .draft = draft };
    desk_open(p->desk, &record_ops, &args);
}

static void draft_kept(void *ctx, const struct err *e)
{
    struct birth *b = ctx;
    if (page_answered(b->page)) return;
    if (e) desk_fail(b->page->desk, e);
    else begin_record(b->page, b->record->draft);
}

static void born(struct birth *b)
{
    struct qry *q = page_own(b->page);
    if (!b->any) {
        begin_record(b->page, 0);
        return;
    }
    page_asks(b->page);
    draft_put_send(b->page->desk->pg, q->b, b->record, "", draft_kept, b);
}

static void fill_on(struct birth *b);

/* What names several stays as it was typed, to be chosen there. */
static void looked_up(void *ctx, struct lookup *rows, const struct err *e)
{
    struct birth *b = ctx;
    if (page_answered(b->page)) return;
    struct qry *q = page_own(b->page);
    const struct put *at = &q->put[b->at++];
    size_t i = field_find(b->record->set, at->field->name);
    if (e) {
        desk_fail(b->page->desk, e);
        return;
    }
    if (rows->n == 1) record_set(b->record, i, rows->at[0].value, rows->at[0].label);
    else record_words(b->record, i, at->typed);
    b->any = true;
    fill_on(b);
}

/* From one field to the next; a choice waits for its answer. */
static void fill_on(struct birth *b)
{
    struct page *p = b->page;
    struct qry *q = page_own(p);
    for (; b->at < q->set.n; b->at++) {
        const struct put *at = &q->put[b->at];
        size_t i = field_find(b->record->set, at->field->name);
        const char *value = NULL;
        struct err e = { 0 };
        if (i == NO_FIELD || !field_editable(&b->record->set->at[i], false) || !is_value(at->typed)) continue;
        const struct field *f = &b->record->set->at[i];
        if (f->type == FIELD_CODE || f->type == FIELD_REF) {
            page_asks(p);
            lookup_send(p->desk->pg, p->arena, f, lookup_among(p->arena, f, b->record), at->typed, p->desk->seat.en, looked_up, b);
            return;
        }
        if (field_take(p->arena, f, at->typed, p->desk->seat.today, &value, &e)) b->any |= record_set(b->record, i, value, NULL);
    }
    born(b);
}

void query_to_record(struct page *p)
{
    struct qry *q = page_own(p);
    struct birth *b = arena_new_of(p->arena, struct birth);
    *b = (struct birth){ .page = p, .record = record_new(p->arena, &q->b->fields) };
    fill_on(b);
}
