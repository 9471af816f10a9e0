/* SPDX-License-Identifier: Apache-2.0 */
/* Marks stay while one turns pages and changes the filter, so that what was found by several filters can be acted on together. */
#include "page/list.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"

enum { MARKS_MOST = 1000, IDS_MAX = 1 << 15, NAMED = 2 };       /* NAMED: cells a mark is told by */

static size_t place_of(const struct list *l, int64_t id)
{
    size_t i = 0;
    while (i < l->marks.n && l->marks.at[i].id != id) i++;
    return i;
}

bool list_is_marked(const struct list *l, int64_t id)
{
    return place_of(l, id) < l->marks.n;
}

void list_unmark(struct list *l, int64_t id)
{
    size_t i = place_of(l, id);
    if (i == l->marks.n) return;
    for (l->marks.n--; i < l->marks.n; i++) l->marks.at[i] = l->marks.at[i + 1];
}

static void mark(struct page *p, const struct list_row *row)
{
    struct list *l = page_own(p);
    struct str label;
    str_init(&label, p->arena, 400);
    for (size_t c = 0; c < l->columns->n && c < NAMED; c++) str_addf(&label, "%s%s", c ? "  " : "", row->cells[c]);
    struct mark m = { row->id, label.s };
    vec_push(p->arena, &l->marks, m);
}

static void too_many(struct page *p)
{
    desk_say(p->desk, FACE_REFUSED, _("一次最多标记 %d 条，先按 F3 筛选"), MARKS_MOST);
}

void list_mark(struct page *p)
{
    struct list *l = page_own(p);
    const struct list_row *row = list_row(l);
    if (!row || list_waits(p)) return;
    if (list_is_marked(l, row->id)) list_unmark(l, row->id);
    else if (l->marks.n < MARKS_MOST) mark(p, row);
    else too_many(p);
    if (l->at + 1 < l->rows->n || l->more_down) list_step(p, 1);
}

static void all_came(void *ctx, struct list_page *rows, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct list *l = page_own(p);
    size_t had = l->marks.n;
    if (e) { desk_fail(p->desk, e); return; }
    for (size_t i = 0; i < rows->n && l->marks.n <= MARKS_MOST; i++)
        if (!list_is_marked(l, rows->at[i].id)) mark(p, &rows->at[i]);
    if (rows->more || l->marks.n > MARKS_MOST) {
        l->marks.n = had;                       /* some of them would look like all of them */
        too_many(p);
    }
    list_hint(p);
}

static void mark_all(struct page *p)
{
    struct list *l = page_own(p);
    struct list_ask ask = list_asked(l);
    if (!l->rows || list_waits(p)) return;
    ask.n = MARKS_MOST;
    page_asks(p);
    arena_clear(l->next);                       /* nothing is being read into it now */
    list_send(p->desk->pg, l->next, l->b, &ask, all_came, p);
}

bool list_mark_key(struct page *p, uint32_t key)
{
    uint32_t k = key_fold(key);
    if (k == ' ') list_mark(p);
    else if (k == '*') mark_all(p);
    else if (k == '-') ((struct list *)page_own(p))->marks.n = 0;
    else return false;
    return true;
}

const char *list_marked(const struct list *l, struct arena *a)
{
    struct str s;
    if (!l->marks.n) return NULL;
    str_init(&s, a, IDS_MAX);
    for (size_t i = 0; i < l->marks.n; i++) str_addf(&s, "%s%lld", i ? "," : "{", (long long)l->marks.at[i].id);
    str_add(&s, "}");
    return s.s;
}
