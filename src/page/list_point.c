/* SPDX-License-Identifier: Apache-2.0 */
/* What goes by the column pointed at: only the rows with what the cell holds, another order, how many there are of each value. */
#include "page/list.h"
#include "base/text.h"

const struct field *list_field(const struct list *l, size_t column) { return &l->b->list.at[field_find(&l->b->list, l->columns->at[column])]; }
const struct field *list_pointed(const struct list *l) { return list_field(l, l->column); }

bool list_point(struct page *p, uint32_t k)
{
    struct list *l = page_own(p);
    if (k != K_LEFT && k != K_RIGHT) return false;
    layout_columns(&l->b->list, l->columns, list_width(l) - 2, p->desk->seat.en, l->cells);      /* it may come before the first painting */
    size_t to = l->column;
    do to += k == K_LEFT ? (size_t)-1 : 1; while (to < l->columns->n && !l->cells[to]);
    if (to < l->columns->n) l->column = to;
    l->points = true;
    return true;
}

static bool is_named(const struct field *f) { return f->type == FIELD_TEXT || f->type == FIELD_REF; }

static const char *cell_here(const struct list *l) { return list_row(l) ? list_row(l)->cells[l->column] : ""; }

/* The question of the page at hand without what it asks of this column. */
static struct query *query_without(struct page *p, const struct field *f)
{
    const struct list *l = page_own(p);
    if (l->query) return query_copy(p->arena, l->query, f);
    struct query *q = arena_new_of(p->arena, struct query);
    query_init(q, p->arena, p->desk->seat.today, p->desk->seat.en);
    return q;
}

/* Only rows with this in the column; once more, and all again. */
static void only(struct page *p, const struct field *f, const char *typed)
{
    struct list *l = page_own(p);
    const struct condition *now = l->query ? query_on(l->query, f) : NULL;
    struct err e = { 0 };
    if (!typed) {
        desk_say(p->desk, FACE_REFUSED, "%s", _("这一格不能拿来筛选，请按 F3 写条件"));
        return;
    }
    struct query *q = query_without(p, f);
    if (!(now && !strcmp(now->typed, typed)) && !query_add(q, f, NULL, typed, &e)) {
        desk_fail(p->desk, &e);
        return;
    }
    l->points = true;
    list_read(p, LIST_FIRST, q->conditions.n ? q : NULL, 0, 0);
}

void list_only(struct page *p)
{
    struct list *l = page_own(p);
    if (!list_row(l) || list_waits(p)) return;
    only(p, list_pointed(l), tally_typed(p->desk->event, list_pointed(l), cell_here(l)));
}

/* A value of the help's list. */
static void only_value(void *ctx, const char *value, const char *label)
{
    struct page *p = ctx;
    const struct field *f = list_pointed(page_own(p));
    if (!list_waits(p)) only(p, f, tally_typed(p->desk->event, f, field_is_number(f) ? value : label));
}

/* Of the column pointed at, with the whole of the cell; the list shows what it has room for. */
void list_column_help(struct page *p)
{
    const struct list *l = page_own(p);
    const struct field *f = list_pointed(l);
    bool en = p->desk->seat.en;
    const char *cell = cell_here(l), *help = pair_text(f->help, en), *label = pair_text(f->label, en);
    const char *text = arena_printf(p->desk->event, "%s%s%s%s%s", label, *cell ? ": " : "", cell, *help ? "\n" : "", help);
    help_about(p->desk, &(struct help){ .title = label, .text = text, .clauses = &l->b->form->clause, .relation = help_relation(l->b, f), .field = f, .take = only_value, .takes = _("选一个按 Enter，只看这样的。"), .ctx = p });
}

bool list_wish(struct page *p, const struct field *f, const char *typed, struct err *e)
{
    struct list *l = page_own(p);
    struct query *q = query_without(p, f);
    if (!query_add(q, f, NULL, typed, e)) return false;
    l->wished = q;
    l->wishes = true;
    return true;
}

enum sort_choice { SORT_UP, SORT_DOWN, SORT_STROKES, SORT_FORM, SHARES };

static void sort_chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    struct list *l = page_own(p);
    const struct field *f = list_pointed(l);
    if (choice < 0) return;
    if (choice >= SORT_STROKES && !is_named(f)) choice++;
    if (choice == SHARES) {
        list_shares_open(p, f);
        return;
    }
    struct list_sort *sort = arena_new_of(p->arena, struct list_sort);
    *sort = (struct list_sort){ .field = f, .down = choice == SORT_DOWN, .strokes = choice == SORT_STROKES };
    l->sort = choice == SORT_FORM ? NULL : sort;
    l->points = true;
    list_read(p, LIST_FIRST, l->query, 0, 0);
}

static void sortable(void *ctx, int64_t n, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    const struct field *f = list_pointed(page_own(p));
    bool date = f->type == FIELD_DATE || f->type == FIELD_TIME;
    if (e) desk_fail(p->desk, e);
    else if (n > LIST_ROWS_MOST) desk_say(p->desk, FACE_REFUSED, _("有 %d 条以上，先按 F3 筛选，再换顺序"), LIST_ROWS_MOST);
    else desk_choose(p->desk, arena_printf(p->desk->event, _("按“%s”排"), pair_text(f->label, p->desk->seat.en)), "",
                     is_named(f) ? _("顺着排（名称按读音）\n倒着排\n按笔画\n原来的顺序\n看各有多少") : date ? _("从早到晚\n从晚到早\n原来的顺序\n看各有多少") : _("从小到大\n从大到小\n原来的顺序\n看各有多少"), sort_chosen, p);
}

void list_order(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->rows || !l->rows->n || list_waits(p)) return;
    page_asks(p);
    list_count_send(p->desk->pg, p->arena, l->b, l->query, list_tab(l), LIST_ROWS_MOST, sortable, p);
}

