/* SPDX-License-Identifier: Apache-2.0 */
/* A register as a list: a page at a time by key, never OFFSET, no count unless asked. The filter stands in words on top. */
#include "page/pages.h"
#include "base/text.h"
#include "base/cell.h"
#include "base/str.h"
#include "form/layout.h"
#include "form/query.h"
#include "page/frame.h"
#include "page/import.h"
#include "page/paper.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/list.h"
#include "term/draw.h"
#include "term/tty.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct list {
    const char *register_, *asks;
    const struct bound *b;
    struct arena *data, *next;  /* the page at hand; the one being read */
    struct list_page *rows;
    const struct query *query;  /* of the page at hand; NULL = all      */
    const struct query *wished; /* that the query page was left with, to be asked */
    bool wishes;
    bool more_up, more_down;
    bool let_in;                /* the register's question, if it has one, was answered */
    size_t at;
    int height;                 /* rows a page had when it was read     */
    struct names columns;       /* as they stand on the screen          */
    size_t *of;                 /* the place of each in the form's list */
    int *cells;                 /* of each                              */
    long long count;            /* -1 not asked */
    size_t tab;                 /* of the form's */
    size_t column;              /* the one pointed at, of columns       */
    bool points;                /* an arrow has been used: it is shown  */
    const struct list_sort *sort, *sorted;      /* asked for; of the page at hand. NULL = as the form says */
    struct {                    /* what is being read                   */
        enum list_way way;
        const struct query *query;
        size_t at;              /* the row to be current                */
        int64_t id;             /* 0, or the one it shall be, when it is there */
        long long count;        /* of them, where it was asked before; else -1 */
    } asked;
};

static const struct form_tab *tab_of(const struct list *l)
{
    return l->b->form->list.tabs.n ? &l->b->form->list.tabs.at[l->tab] : NULL;
}

static int page_rows(void)
{
    return frame_bottom() - FRAME_TOP - 2;
}

static void read_page(struct page *p, enum list_way way, size_t at);

/* Of up to two screens read, the one with row i; the first when there is none. */
static void cut_to(struct list *l, size_t i)
{
    struct list_page *rows = l->rows;
    size_t most = (size_t)page_rows(), from = i < rows->n && i >= most ? i + 1 - most : 0;
    l->more_up |= from > 0;
    rows->at += from;
    rows->n -= from;
    if (rows->n > most) l->more_down = true;
    if (rows->n > most) rows->n = most;
    l->at = i - from;
}

static size_t row_of(const struct list_page *rows, int64_t id)
{
    size_t i = 0;
    while (i < rows->n && rows->at[i].id != id) i++;
    return i;
}

/* The row that was current stays so, if it is still near; else whatever stands in its place. */
static void take_rows(struct list *l, struct list_page *rows)
{
    bool back = l->asked.way == LIST_BEFORE || l->asked.way == LIST_LAST;
    struct arena *old = l->data;
    l->data = l->next;
    l->next = old;
    arena_clear(l->next);
    if (l->asked.way != LIST_FROM) l->more_up = back ? rows->more : l->asked.way == LIST_AFTER;
    l->more_down = l->asked.way == LIST_BEFORE ? true : l->asked.way == LIST_LAST ? false : rows->more;
    if (l->asked.query != l->query) l->count = l->asked.count;
    l->asked.count = -1;
    l->query = l->asked.query;
    l->sorted = l->sort;
    l->rows = rows;
    l->height = page_rows();
    size_t i = l->asked.id ? row_of(rows, l->asked.id) : rows->n;
    cut_to(l, i < rows->n ? i : l->asked.at);
    if (l->at >= rows->n) l->at = rows->n ? rows->n - 1 : 0;
}

static void rows_came(void *ctx, struct list_page *rows, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct list *l = page_own(p);
    if (e) {                                    /* what is at hand stays, its filter and order with it */
        l->sort = l->sorted;
        desk_fail(p->desk, e);
    } else if (rows->n) {
        take_rows(l, rows);
    } else if (l->asked.way == LIST_AFTER || l->asked.way == LIST_BEFORE) {
        if (l->asked.way == LIST_AFTER) l->more_down = false;
        else l->more_up = false;
        desk_say(p->desk, FACE_TEXT, "%s", _("没有更多了"));
    } else if (l->asked.way == LIST_FROM) {     /* the last page has become empty */
        read_page(p, LIST_LAST, (size_t)page_rows());
    } else {
        take_rows(l, rows);
    }
}

static void read_of(struct page *p, enum list_way way, const struct query *query, size_t at, int64_t id)
{
    struct list *l = page_own(p);
    if (!l->let_in || p->waiting) return;
    size_t n = l->rows ? l->rows->n : 0;
    struct list_ask ask = { .way = way, .n = page_rows() * (id ? 2 : 1), .query = query, .tab = tab_of(l), .sort = l->sort };
    if (way != LIST_FIRST && way != LIST_LAST) {
        if (!n) return;
        ask.from = &l->rows->at[way == LIST_AFTER ? n - 1 : 0];
    }
    l->asked.way = way;
    l->asked.query = query;
    l->asked.at = at;
    l->asked.id = id;
    arena_clear(l->next);
    page_asks(p);
    list_send(p->desk->pg, l->next, l->b, &ask, rows_came, p);
}

static void read_page(struct page *p, enum list_way way, size_t at)
{
    read_of(p, way, ((struct list *)page_own(p))->query, at, 0);
}

/* The record of this register that was just born; 0 none. */
static int64_t newborn(struct page *p)
{
    const struct desk *d = p->desk;
    return d->born.id && !strcmp(d->born.register_, ((struct list *)page_own(p))->register_) ? d->born.id : 0;
}

/* Something may have changed: the same page again. The first begins at the beginning, where new rows are born. */
static void read_again(struct page *p)
{
    struct list *l = page_own(p);
    int64_t born = newborn(p), id = born ? born : l->rows && l->at < l->rows->n ? l->rows->at[l->at].id : 0;
    read_of(p, id && !born && l->more_up ? LIST_FROM : LIST_FIRST, l->query, l->at, id);
}

/* The conditions it was opened with; one that this form does not understand is left out. */
static const struct query *begun_with(struct page *p)
{
    struct list *l = page_own(p);
    struct query *q = arena_new_of(p->arena, struct query);
    char *rest = arena_str(p->arena, l->asks);
    const char *column, *typed;
    struct err e;
    query_init(q, p->arena, p->desk->seat.today, p->desk->seat.en);
    while (query_line(&rest, &column, &typed)) {
        size_t at = field_find(&l->b->list, column);
        if (typed && at != NO_FIELD) query_add(q, &l->b->list.at[at], NULL, typed, &e);
    }
    return q->conditions.n ? q : NULL;
}

static void read_first(struct page *p)
{
    struct list *l = page_own(p);
    read_of(p, LIST_FIRST, l->asks ? begun_with(p) : NULL, 0, 0);
}

static void door_opened(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct list *l = page_own(p);
    if (!a->ok) {
        if (a->err.code == ERR_RULE) desk_line_refused(p->desk, &a->err);
        else page_turns_back(p, &a->err);
        return;
    }
    l->let_in = true;
    read_first(p);
    desk_say(p->desk, FACE_TEXT, "%s", rows_text(a->rows, 0, 0));
}

static void knock(struct page *p, const char *answer)
{
    const struct list *l = page_own(p);
    page_asks(p);
    pg_send(p->desk->pg, arena_printf(p->desk->event, "select %s($1)", l->b->form->list.call), 1, &answer, door_opened, p);
}

/* Some registers want to know why one opens them. */
static void door_answered(void *ctx, const char *answer)
{
    struct page *p = ctx;
    if (!answer) {
        desk_back(p->desk);
        return;
    }
    knock(p, answer);
}

/* As the form has them; but who has offices below him wants to know early whose each row is: behind the first two. */
static void order_columns(struct page *p)
{
    enum { EARLY = 2, VILLAGE = 4 };
    struct list *l = page_own(p);
    const struct names *form = &l->b->form->list.columns;
    l->columns = (struct names){ .at = arena_array(p->arena, const char *, form->n), .n = form->n, .line = form->line };
    l->of = arena_array(p->arena, size_t, form->n);
    l->cells = arena_array(p->arena, int, form->n);
    size_t office = 0;
    while (office < form->n && strcmp(form->at[office], "office")) office++;
    bool early = office < form->n && office > EARLY && p->desk->seat.tier < VILLAGE;
    for (size_t i = 0; i < form->n; i++) {
        l->of[i] = !early || i < EARLY || i > office ? i : i == EARLY ? office : i - 1;
        l->columns.at[i] = form->at[l->of[i]];
    }
}

static void bound_came(void *ctx, const struct bound *b, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct list *l = page_own(p);
    if (e) {                                    /* nothing can be done here */
        page_turns_back(p, e);
        return;
    }
    l->b = b;
    order_columns(p);
    if (l->tab >= b->form->list.tabs.n) l->tab = 0;
    if (b->form->list.tabs.n) p->hint = _("Tab 换一组");
    l->let_in = !b->form->list.call;
    if (l->let_in) read_first(p);
    else if (!*b->form->list.asks.zh) knock(p, "");
    else desk_line(p->desk, pair_text(b->form->list.asks, p->desk->seat.en), door_answered, p);
}

static void list_open(struct page *p, const void *v)
{
    const struct list_args *args = v;
    struct list *l = page_own(p);
    const struct menu_entry *m = desk_register(p->desk, args->register_);
    l->register_ = arena_str(p->arena, args->register_);
    l->asks = args->asks && *args->asks ? arena_str(p->arena, args->asks) : NULL;
    l->tab = args->tab;
    l->data = arena_new(p->arena);
    l->next = arena_new(p->arena);
    l->count = l->asked.count = -1;
    p->where = m ? arena_printf(p->arena, "%s %s > %s", m->menu, m->chapter, m->title) : l->register_;
    p->mode = _("查看");
    page_asks(p);
    desk_bound(p->desk, l->register_, bound_came, p);
}

/* ---- where one was: the register, the group, the conditions, whose lines and tabulators are RS and US there */
static void exchange(char *s, const char *from, const char *to)
{
    for (; *s; s++)
        for (size_t i = 0; from[i]; i++)
            if (*s == from[i]) {
                *s = to[i];
                break;
            }
}

static const char *list_place(struct page *p)
{
    const struct list *l = page_own(p);
    struct str asks;
    str_init(&asks, p->desk->event, 4000);
    for (size_t i = 0; l->query && i < l->query->conditions.n; i++) {
        const struct condition *c = &l->query->conditions.at[i];
        if (!c->through) str_addf(&asks, "%s%s\t%s", asks.n ? "\n" : "", c->field->name, c->typed);
    }
    exchange(asks.s, "\n\t", "\036\037");
    return arena_printf(p->desk->event, "%s\t%zu\t%s", l->register_, l->tab, asks.s);
}

static void list_again(struct desk *d, char *rest)
{
    const char *name = strsep(&rest, "\t"), *tab = strsep(&rest, "\t");
    if (rest) exchange(rest, "\036\037", "\n\t");
    struct list_args args = { .register_ = name, .asks = rest, .tab = tab ? strtoul(tab, NULL, 10) : 0 };
    if (name && desk_register(d, name)) desk_open(d, &list_ops, &args);
}

static void open_row(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->rows || l->at >= l->rows->n) return;
    const struct menu_entry *m = desk_register(p->desk, l->register_);
    struct record_args args = { .register_ = l->register_, .id = l->rows->at[l->at].id };
    struct pair_args pair = { m ? m->pairs : "", args.id, p->where };
    if (*pair.relation) desk_open(p->desk, &pair_ops, &pair);
    else desk_open(p->desk, &record_ops, &args);
}

static void add_row(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->b) return;
    struct record_args args = { .register_ = l->register_ };
    desk_open(p->desk, &record_ops, &args);             /* which turns back whoever may not */
}

static bool may_import(struct page *p)
{
    const struct menu_entry *m = desk_register(p->desk, ((struct list *)page_own(p))->register_);
    return m && m->may_import;
}

static void turn(struct page *p, enum list_way way, size_t at)
{
    struct list *l = page_own(p);
    if (way == LIST_AFTER ? l->more_down : l->more_up) read_page(p, way, at);
    else desk_say(p->desk, FACE_TEXT, "%s", way == LIST_AFTER ? _("没有更多了") : _("已经是最前面"));
}

static void step(struct page *p, int by)
{
    struct list *l = page_own(p);
    size_t n = l->rows ? l->rows->n : 0;
    if (by < 0 && l->at == 0) turn(p, LIST_BEFORE, (size_t)page_rows());
    else if (by > 0 && l->at + 1 >= n) turn(p, LIST_AFTER, 0);
    else l->at = (size_t)((long)l->at + by);
}

static void counted(void *ctx, int64_t n, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct list *l = page_own(p);
    if (e) desk_fail(p->desk, e);
    else l->count = n;
}

/* It is asked for when the query page has gone and this one is on top again. */
static void filtered(void *ctx, const struct query *q, long long n)
{
    struct page *p = ctx;
    struct list *l = page_own(p);
    l->wished = q ? query_copy(p->arena, q, NULL) : NULL;
    l->wishes = true;
    l->asked.count = n;
}

static void ask_by_form(struct page *p)
{
    struct list *l = page_own(p);
    struct query_args args = { .register_ = l->register_, .where = p->where, .b = l->b, .tab = tab_of(l), .query = l->query, .column = l->columns.at[l->column], .done = filtered, .ctx = p };
    desk_open(p->desk, &query_ops, &args);
}

/* ---- by the column pointed at */
static const struct field *pointed(const struct list *l) { return &l->b->list.at[field_find(&l->b->list, l->columns.at[l->column])]; }

static bool list_key(struct page *p, uint32_t k)
{
    struct list *l = page_own(p);
    if (!l->b || (k != K_LEFT && k != K_RIGHT)) return false;
    layout_columns(&l->b->list, &l->columns, tty_cols() - 2, p->desk->seat.en, l->cells);      /* it may come before the first painting */
    size_t to = l->column;
    do to += k == K_LEFT ? (size_t)-1 : 1; while (to < l->columns.n && !l->cells[to]);
    if (to < l->columns.n) l->column = to;
    l->points = true;
    return true;
}

static bool is_named(const struct field *f) { return f->type == FIELD_TEXT || f->type == FIELD_REF; }

/* What one would type to find the rows that have this there; NULL: it cannot be written. */
static const char *typed_for(const struct page *p, const struct field *f, const char *cell)
{
    if (!*cell) return "=";
    if ((is_named(f) || f->type == FIELD_CODE) && strpbrk(cell, "|*?")) return NULL;
    if (f->type == FIELD_TIME) return arena_copy(p->desk->event, cell, strcspn(cell, " "));
    return is_named(f) ? arena_printf(p->desk->event, "=%s", cell) : cell;
}

/* Only rows with what the cell holds; once more, and all again. */
static void only_this(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->rows || l->at >= l->rows->n || p->waiting) return;
    const struct field *f = pointed(l);
    const char *typed = typed_for(p, f, l->rows->at[l->at].cells[l->of[l->column]]);
    struct query *q = arena_new_of(p->arena, struct query);
    const struct condition *now = l->query ? query_on(l->query, f) : NULL;
    struct err e = { 0 };
    if (!typed) {
        desk_say(p->desk, FACE_REFUSED, "%s", _("这一格里有 | * ?，请按 F3 写条件"));
        return;
    }
    if (l->query) q = query_copy(p->arena, l->query, f);
    else query_init(q, p->arena, p->desk->seat.today, p->desk->seat.en);
    if (!(now && !strcmp(now->typed, typed)) && !query_add(q, f, NULL, typed, &e)) {
        desk_fail(p->desk, &e);
        return;
    }
    l->points = true;
    read_of(p, LIST_FIRST, q->conditions.n ? q : NULL, 0, 0);
}

enum { SORTS_MOST = 100000 };   /* rows: more are found first, then put in order */
enum sort_choice { SORT_UP, SORT_DOWN, SORT_STROKES, SORT_FORM };

static void sort_chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    struct list *l = page_own(p);
    const struct field *f = pointed(l);
    if (choice < 0) return;
    if (choice >= SORT_STROKES && !is_named(f)) choice++;
    struct list_sort *sort = arena_new_of(p->arena, struct list_sort);
    *sort = (struct list_sort){ .field = f, .down = choice == SORT_DOWN, .strokes = choice == SORT_STROKES };
    l->sort = choice == SORT_FORM ? NULL : sort;
    l->points = true;
    read_of(p, LIST_FIRST, l->query, 0, 0);
}

static void sortable(void *ctx, int64_t n, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    const struct field *f = pointed(page_own(p));
    bool date = f->type == FIELD_DATE || f->type == FIELD_TIME;
    if (e) desk_fail(p->desk, e);
    else if (n > SORTS_MOST) desk_say(p->desk, FACE_REFUSED, _("有 %d 条以上，先按 F3 筛选，再换顺序"), SORTS_MOST);
    else desk_choose(p->desk, arena_printf(p->desk->event, _("按“%s”排"), pair_text(f->label, p->desk->seat.en)), "",
                     is_named(f) ? _("顺着排（名称按读音）\n倒着排\n按笔画\n原来的顺序") : date ? _("从早到晚\n从晚到早\n原来的顺序") : _("从小到大\n从大到小\n原来的顺序"), sort_chosen, p);
}

static void ask_order(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->rows || !l->rows->n || p->waiting) return;
    page_asks_for(p, _("数有几条"));
    list_count_send(p->desk->pg, p->arena, l->b, l->query, tab_of(l), SORTS_MOST, sortable, p);
}

static void list_resume(struct page *p)
{
    struct list *l = page_own(p);
    bool wishes = l->wishes;
    l->wishes = false;
    if (wishes) read_of(p, LIST_FIRST, l->wished, 0, 0);
    else read_again(p);
}

/* The next part of the list. */
static void next_tab(struct page *p, int way)
{
    struct list *l = page_own(p);
    size_t n = l->b ? l->b->form->list.tabs.n : 0;
    if (!n || p->waiting) return;
    l->tab = (l->tab + n + (size_t)way) % n;
    l->count = -1;
    read_of(p, LIST_FIRST, l->query, 0, 0);
}

static void list_help(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->b) return;
    const struct form *f = l->b->form;
    help_open(p->desk, _("登记簿：上下键选一行，Enter 打开，PgDn 翻页，F3 筛选，F7 新增，F8 导出、打印筛出来的全部，F9 数一数有多少条。\n左右键指着一列：F4 只看这一格里的，再按一次看全部；^R 按这一列排，名称按读音或笔画。"), f->clause.n ? f->clause.at[0] : "");
}

static void list_export(struct page *p)
{
    const struct list *l = page_own(p);
    if (!l->b || !l->let_in) return;
    if (!l->rows || !l->rows->n) desk_say(p->desk, FACE_TEXT, "%s", _("这里没有记录，没有可导出的"));
    else paper_offer_list(p, l->b, &l->columns, l->of, l->query, tab_of(l), l->sorted);
}

static bool list_act(struct page *p, enum action a)
{
    struct list *l = page_own(p);
    switch (a) {
    case ACTION_ENTER: open_row(p); return true;
    case ACTION_UP: step(p, -1); return true;
    case ACTION_DOWN: step(p, 1); return true;
    case ACTION_PGDN: turn(p, LIST_AFTER, l->at); return true;
    case ACTION_PGUP: turn(p, LIST_BEFORE, l->at); return true;
    case ACTION_HOME: read_page(p, LIST_FIRST, 0); return true;
    case ACTION_END: read_page(p, LIST_LAST, (size_t)page_rows()); return true;
    case ACTION_NEW: add_row(p); return true;
    case ACTION_ACT: if (l->b && may_import(p)) desk_open(p->desk, &import_pick_ops, &(struct import_pick_args){ l->register_, p->where }); return true;
    case ACTION_NEXT: next_tab(p, 1); return true;
    case ACTION_PREV: next_tab(p, -1); return true;
    case ACTION_FIND: if (l->b) ask_by_form(p); return true;
    case ACTION_MARK:
        if (l->b) {
            page_asks_for(p, _("数有几条"));
            list_count_send(p->desk->pg, p->arena, l->b, l->query, tab_of(l), 0, counted, p);
        }
        return true;
    case ACTION_SAME: only_this(p); return true;
    case ACTION_SORT: ask_order(p); return true;
    case ACTION_PRINT: list_export(p); return true;
    case ACTION_REPAINT: read_again(p); return true;
    case ACTION_HELP: list_help(p); return true;
    default: return false;
    }
}

static const char *list_label(struct page *p, enum action a)
{
    struct list *l = page_own(p);
    switch (a) {
    case ACTION_ENTER: return l->rows && l->rows->n ? action_label(a) : NULL;
    case ACTION_PGDN: return l->more_down ? action_label(a) : NULL;
    case ACTION_HELP: return action_label(a);
    case ACTION_FIND: return _("筛选");
    case ACTION_NEW: return l->b && l->b->may_add ? action_label(a) : NULL;
    case ACTION_SAME: return l->rows && l->rows->n ? _("只看") : NULL;
    case ACTION_SORT: return l->rows && l->rows->n ? action_label(a) : NULL;
    case ACTION_ACT: return l->b && may_import(p) ? _("导入") : NULL;
    case ACTION_MARK: return _("数一数");
    case ACTION_PRINT: return l->rows && l->rows->n ? action_label(a) : NULL;
    default: return NULL;
    }
}

/* A clipped cell ends in '.', a number never does. */
static void draw_cell(const struct page *p, int y, int x, int cells, const struct field *f, const char *text, enum face face)
{
    draw_text(y, x, cells, face, field_is_number(f) ? cell_fit_right(p->desk->event, cell_number(p->desk->event, text, cells), cells) : cell_fit(p->desk->event, text, cells));
}

static void draw_heading(const struct page *p, const struct list *l, int y)
{
    const struct names *columns = &l->columns;
    for (size_t c = 0, x = 2; c < columns->n; c++) {
        if (!l->cells[c]) continue;
        const struct field *f = &l->b->list.at[field_find(&l->b->list, columns->at[c])];
        bool here = l->points && c == l->column;
        draw_cell(p, y, (int)x, l->cells[c], f, pair_text(f->label, p->desk->seat.en), here ? FACE_CURRENT : FACE_LABEL);
        if (here) draw_text(y, (int)x - 1, 1, FACE_CURRENT, ">");
        x += (size_t)l->cells[c] + 1;
    }
}

static void draw_row(const struct page *p, const struct list *l, int y, const struct list_row *row, bool current)
{
    const struct names *columns = &l->columns;
    draw_text(y, 0, 2, FACE_CURRENT, current ? ">" : "");
    for (size_t c = 0, x = 2; c < columns->n; c++) {
        if (!l->cells[c]) continue;
        const struct field *f = &l->b->list.at[field_find(&l->b->list, columns->at[c])];
        draw_cell(p, y, (int)x, l->cells[c], f, row->cells[l->of[c]], current ? FACE_CURRENT : FACE_TEXT);
        x += (size_t)l->cells[c] + 1;
    }
}

/* " Tab [等我办] 等别人 逾期 全部": where the words of the filter begin. */
static int draw_tabs(const struct page *p, const struct list *l, int end)
{
    const struct form *f = l->b->form;
    int x = 1;
    for (size_t i = 0; i < f->list.tabs.n; i++) {
        const char *title = pair_text(f->list.tabs.at[i].title, p->desk->seat.en);
        const char *text = arena_printf(p->desk->event, i == l->tab ? "[%s]" : " %s ", title);
        int cells = cell_text(text);
        if (x + cells > end) break;
        draw_text(FRAME_TOP, x, cells, i == l->tab ? FACE_CURRENT : FACE_LABEL, text);
        x += cells + 1;
    }
    return f->list.tabs.n ? x + 1 : x;
}

/* What is shown, and in which order. */
static const char *words_of(const struct page *p, const struct list *l)
{
    const char *what = l->query ? l->query->words->s : "";
    const struct list_sort *s = l->sorted;
    if (!s) return what;
    return arena_printf(p->desk->event, s->strokes ? _("%s%s按“%s”笔画排") : s->down ? _("%s%s按“%s”倒着排") : _("%s%s按“%s”排"), what, *what ? _("；") : "", pair_text(s->field->label, p->desk->seat.en));
}

static void draw_top(const struct page *p, const struct list *l)
{
    char count[40] = "";
    if (l->count >= 0) snprintf(count, sizeof count, _("%lld 条"), l->count);
    int wide = tty_cols();
    int words = wide - 2 - (*count ? cell_text(count) + 2 : 0);
    int x = draw_tabs(p, l, 1 + words);
    draw_text(FRAME_TOP, x, 1 + words - x, FACE_TEXT, cell_fit(p->desk->event, words_of(p, l), 1 + words - x));
    if (*count) draw_right(FRAME_TOP, wide - 12, 12, FACE_TEXT, count);
    draw_heading(p, l, FRAME_TOP + 1);
    draw_rule(FRAME_TOP + 2, 0, tty_cols(), FACE_RULE);
}

static void list_draw(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->b) return;
    layout_columns(&l->b->list, &l->columns, tty_cols() - 2, p->desk->seat.en, l->cells);
    draw_top(p, l);
    int y = FRAME_TOP + 3;
    size_t most = (size_t)page_rows(), top = l->at < most ? 0 : l->at + 1 - most;
    if (l->rows && l->height != page_rows() && (l->rows->n > most || l->more_down)) p->stale = true;     /* the window has another size */
    for (size_t i = top; l->rows && i < l->rows->n && y <= frame_bottom(); i++, y++) draw_row(p, l, y, &l->rows->at[i], i == l->at);
    if (l->rows && l->rows->n == 0)
        draw_text(y, 2, tty_cols() - 2, FACE_TEXT, l->query ? _("没有符合的。F3 改条件。") : tab_of(l) ? _("这一组没有。Tab 换一组。") : l->b->may_add ? _("还没有记录。F7 新增。") : _("还没有记录。"));
    draw_cursor(FRAME_TOP + 3 + (int)(l->at - top), 0);
}

const struct page_ops list_ops = {
    .name = "list", .reads = N_("读登记簿"), .own_size = sizeof(struct list), .open = list_open, .key = list_key, .act = list_act, .draw = list_draw, .resume = list_resume, .label = list_label,
    .place = list_place, .again = list_again,
};
