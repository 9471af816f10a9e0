/* SPDX-License-Identifier: Apache-2.0 */
/* A register as a list: a page at a time by key, never OFFSET, no count unless asked. The filter stands in words on top. */
#include "page/list.h"
#include "base/str.h"
#include "base/text.h"
#include "page/frame.h"
#include "page/import.h"
#include "page/paper.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/tty.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct form_tab *list_tab(const struct list *l)
{
    return l->b->form->list.tabs.n ? &l->b->form->list.tabs.at[l->tab] : NULL;
}

int list_rows(const struct list *l)
{
    return frame_bottom() - FRAME_TOP - 2 - 2 * l->tally.on;
}

const struct list_row *list_row(const struct list *l)
{
    return l->rows && l->at < l->rows->n ? &l->rows->at[l->at] : NULL;
}

struct list_ask list_asked(const struct list *l)
{
    return (struct list_ask){ .query = l->query, .tab = list_tab(l), .sort = l->sorted, .columns = l->columns };
}

bool list_waits(const struct page *p)
{
    return p->waiting > ((struct list *)page_own((struct page *)p))->aside;
}

void list_asks_aside(struct page *p)
{
    ((struct list *)page_own(p))->aside++;
    page_asks_aside(p);
}

bool list_answered_aside(struct page *p)
{
    ((struct list *)page_own(p))->aside--;
    return page_answered_aside(p);
}

static void read_page(struct page *p, enum list_way way, size_t at);

/* Of up to two screens read, the one with row i; the first when there is none. */
static void cut_to(struct list *l, size_t i)
{
    struct list_page *rows = l->rows;
    size_t most = (size_t)list_rows(l), from = i < rows->n && i >= most ? i + 1 - most : 0;
    l->more_up |= from > 0;
    if (from) rows->at += from;                 /* of no rows there is no place */
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
static void take_rows(struct page *p, struct list_page *rows)
{
    struct list *l = page_own(p);
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
    if (l->columns != l->asked.columns) l->cells = arena_array(p->arena, int, l->asked.columns->n);
    l->columns = l->asked.columns;
    if (l->column >= l->columns->n) l->column = 0;
    l->rows = rows;
    l->height = list_rows(l);
    size_t i = l->asked.id ? row_of(rows, l->asked.id) : rows->n;
    cut_to(l, i < rows->n ? i : l->asked.at);
    if (l->at >= rows->n) l->at = rows->n ? rows->n - 1 : 0;
    l->beside.id = 0;
    list_tally_stale(p);
}

/* It is in the list and its place is known now: the page begins with it. */
static void born_came(void *ctx, struct list_page *rows, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct list *l = page_own(p);
    if (e || !rows->n) return;
    l->begin = &rows->at[0];
    l->more_up = true;
    list_read(p, LIST_FROM, l->query, 0, l->begin->id);
    l->begin = NULL;
}

/* What was just born stands further down than the first page. */
static void seek_born(struct page *p)
{
    struct list *l = page_own(p);
    struct list_ask ask = { .way = LIST_FIRST, .n = 1, .query = l->query, .tab = list_tab(l), .sort = l->sort, .columns = l->columns,
                            .ids = arena_printf(p->desk->event, "{%lld}", (long long)l->asked.id) };
    arena_clear(l->born);
    page_asks(p);
    list_send(p->desk->pg, l->born, l->b, &ask, born_came, p);
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
        take_rows(p, rows);
        if (l->asked.born && list_row(l)->id != l->asked.id && l->more_down) seek_born(p);
    } else if (l->asked.way == LIST_AFTER || l->asked.way == LIST_BEFORE) {
        if (l->asked.way == LIST_AFTER) l->more_down = false;
        else l->more_up = false;
        desk_say(p->desk, FACE_TEXT, "%s", _("没有更多了"));
    } else if (l->asked.way == LIST_FROM) {     /* the last page has become empty */
        read_page(p, LIST_LAST, (size_t)list_rows(l));
    } else {
        take_rows(p, rows);
    }
}

static void read_columns(struct page *p, enum list_way way, const struct query *query, const struct names *columns, size_t at, int64_t id)
{
    struct list *l = page_own(p);
    if (!l->let_in || list_waits(p)) return;
    size_t n = l->rows ? l->rows->n : 0;
    struct list_ask ask = { .way = way, .n = list_rows(l) * (id ? 2 : 1), .query = query, .tab = list_tab(l), .sort = l->sort, .columns = columns, .brief = true };
    if (way != LIST_FIRST && way != LIST_LAST) {
        if (!n) return;
        ask.from = l->begin ? l->begin : &l->rows->at[way == LIST_AFTER ? n - 1 : 0];
    }
    l->asked.way = way;
    l->asked.query = query;
    l->asked.columns = columns;
    l->asked.at = at;
    l->asked.id = id;
    l->asked.born = false;
    arena_clear(l->next);
    page_asks(p);
    list_send(p->desk->pg, l->next, l->b, &ask, rows_came, p);
}

void list_read(struct page *p, enum list_way way, const struct query *query, size_t at, int64_t id)
{
    read_columns(p, way, query, ((struct list *)page_own(p))->columns, at, id);
}

static void read_page(struct page *p, enum list_way way, size_t at)
{
    list_read(p, way, ((struct list *)page_own(p))->query, at, 0);
}

void list_show_columns(struct page *p, const struct names *columns)
{
    struct list *l = page_own(p);
    const struct list_row *row = list_row(l);
    read_columns(p, row && l->more_up ? LIST_FROM : LIST_FIRST, l->query, columns, l->at, row ? row->id : 0);
}

/* The record of this register that was just born; 0 none. */
static int64_t newborn(struct page *p)
{
    const struct desk *d = p->desk;
    return d->born.id && !strcmp(d->born.register_, ((struct list *)page_own(p))->register_) ? d->born.id : 0;
}

/* Something may have changed: the same page again. The first begins at the beginning, where new rows are born. */
void list_read_again(struct page *p)
{
    struct list *l = page_own(p);
    l->tally.now = NULL;
    int64_t born = newborn(p), id = born ? born : list_row(l) ? list_row(l)->id : 0;
    list_read(p, id && !born && l->more_up ? LIST_FROM : LIST_FIRST, l->query, l->at, id);
    l->asked.born = born != 0;
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
    list_read(p, LIST_FIRST, l->asks ? begun_with(p) : NULL, 0, 0);
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
static const struct names *as_given(struct page *p)
{
    enum { EARLY = 2, VILLAGE = 4 };
    const struct names *form = &((struct list *)page_own(p))->b->form->list.columns;
    struct names *out = arena_new_of(p->arena, struct names);
    size_t office = 0;
    while (office < form->n && strcmp(form->at[office], "office")) office++;
    bool early = office < form->n && office > EARLY && p->desk->seat.tier < VILLAGE;
    *out = (struct names){ .at = arena_array(p->arena, const char *, form->n), .n = form->n, .line = form->line };
    for (size_t i = 0; i < form->n; i++) out->at[i] = form->at[!early || i < EARLY || i > office ? i : i == EARLY ? office : i - 1];
    return out;
}

/* What can be done next that has no key in the bottom row. */
void list_hint(struct page *p)
{
    const struct list *l = page_own(p);
    bool tabs = l->b->form->list.tabs.n;
    p->hint = l->marks.n ? _("空格标记，* 全部标记，- 全不标记；F6 一起办，F8 只导出标记的")
            : l->points ? _("左右键指一列；F4 只看这一格里的，^R 排序、各有多少，^A 合计")
            : tabs ? _("Tab 换一组；左右键指一列，排序、只看") : _("左右键指一列，排序、只看");
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
    l->as_given = as_given(p);
    l->columns = list_columns_kept(p, l->as_given);
    l->cells = arena_array(p->arena, int, l->columns->n);
    list_hint(p);
    if (l->tab >= b->form->list.tabs.n) l->tab = 0;
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
    l->born = arena_new(p->arena);
    l->count = l->asked.count = -1;
    l->tally.arena = arena_new(p->arena);
    l->beside.arena = arena_new(p->arena);
    l->beside.next = arena_new(p->arena);
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

static const char *list_address(struct page *p)
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
    if (!list_row(l)) return;
    const struct menu_entry *m = desk_register(p->desk, l->register_);
    struct record_args args = { .register_ = l->register_, .id = list_row(l)->id };
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

void list_step(struct page *p, int by)
{
    struct list *l = page_own(p);
    size_t n = l->rows ? l->rows->n : 0;
    if (by < 0 && l->at == 0) turn(p, LIST_BEFORE, (size_t)list_rows(l));
    else if (by > 0 && l->at + 1 >= n) turn(p, LIST_AFTER, 0);
    else l->at = (size_t)((long)l->at + by);
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
    struct query_args args = { .register_ = l->register_, .where = p->where, .b = l->b, .tab = list_tab(l), .query = l->query, .column = l->columns->at[l->column], .done = filtered, .ctx = p };
    desk_open(p->desk, &query_ops, &args);
}

static void list_resume(struct page *p)
{
    struct list *l = page_own(p);
    bool wishes = l->wishes;
    const struct names *columns = l->wished_columns;
    l->wishes = false;
    l->wished_columns = NULL;
    if (wishes) list_read(p, LIST_FIRST, l->wished, 0, 0);
    else if (columns) list_show_columns(p, columns);
    else list_read_again(p);
}

/* The next part of the list. */
static void next_tab(struct page *p, int way)
{
    struct list *l = page_own(p);
    size_t n = l->b ? l->b->form->list.tabs.n : 0;
    if (!n || list_waits(p)) return;
    l->tab = (l->tab + n + (size_t)way) % n;
    l->count = -1;
    list_read(p, LIST_FIRST, l->query, 0, 0);
}

static void list_help(struct page *p)
{
    struct list *l = page_own(p);
    if (!l->b) return;
    if (l->points) {
        list_column_help(p);
        return;
    }
    const struct form *f = l->b->form;
    help_about(p->desk, &(struct help){ .clauses = &f->clause, .text = _("登记簿：上下键选一行，Enter 打开，PgDn 翻页，F3 筛选，F7 新增，F8 导出、打印筛出来的全部，F5 选要看的列。\n左右键指着一列：F4 只看这一格里的，再按一次看全部；^R 按这一列排，名称按读音或笔画，也看各有多少。^A 在下面合计，有多少条、金额多少。\nF9 或空格标记一行，* 全部标记，- 全不标记；有标记时 F6 一起办，F8 只导出标记的。") });
}

/* The marked, in the list's order, else all it is of. */
static void list_offer_paper(struct page *p, const struct list *l)
{
    struct list_ask ask = list_asked(l);
    const char *tab = ask.tab ? pair_text(ask.tab->title, p->desk->seat.en) : "", *words = ask.query ? ask.query->words->s : "";
    words = arena_printf(p->desk->event, "%s%s%s", tab, *tab && *words ? "; " : "", words);
    if (l->marks.n) {
        words = arena_printf(p->desk->event, _("标记的 %zu 条"), l->marks.n);
        ask.query = NULL;
        ask.tab = NULL;
        ask.ids = list_marked(l, p->arena);
    }
    paper_offer_list(p, l->b, &ask, words);
}

static void list_export(struct page *p)
{
    const struct list *l = page_own(p);
    if (!l->b || !l->let_in) return;
    if (!l->rows || !l->rows->n) desk_say(p->desk, FACE_TEXT, "%s", _("这里没有记录，没有可导出的"));
    else list_offer_paper(p, l);
}

static bool list_key(struct page *p, uint32_t k)
{
    struct list *l = page_own(p);
    bool used = l->b && (list_point(p, k) || list_mark_key(p, k));
    if (used) list_hint(p);
    return used;
}

/* The grid its form declares, for who adds records there. */
static bool has_ledger(const struct page *p)
{
    const struct list *l = page_own((struct page *)p);
    const struct form_ledger *x = l->b ? l->b->form->ledger : NULL;
    const struct menu_entry *m = x ? desk_register(p->desk, x->register_) : NULL;
    return m && m->may_add;
}

static bool list_act(struct page *p, enum action a)
{
    struct list *l = page_own(p);
    switch (a) {
    case ACTION_ENTER: open_row(p); return true;
    case ACTION_UP: list_step(p, -1); return true;
    case ACTION_DOWN: list_step(p, 1); return true;
    case ACTION_PGDN: turn(p, LIST_AFTER, l->at); return true;
    case ACTION_PGUP: turn(p, LIST_BEFORE, l->at); return true;
    case ACTION_HOME: read_page(p, LIST_FIRST, 0); return true;
    case ACTION_END: read_page(p, LIST_LAST, (size_t)list_rows(l)); return true;
    case ACTION_NEW: add_row(p); return true;
    case ACTION_LEDGER: if (has_ledger(p)) desk_open(p->desk, &ledger_ops, &(struct ledger_args){ l->register_ }); return true;
    case ACTION_ACT:
        if (l->marks.n) list_act_on_marked(p);
        else if (l->b && may_import(p)) desk_open(p->desk, &import_pick_ops, &(struct import_pick_args){ l->register_, p->where });
        else desk_say(p->desk, FACE_TEXT, "%s", _("F9 先标记要一起办的；只办一条，Enter 打开"));
        return true;
    case ACTION_NEXT: next_tab(p, 1); return true;
    case ACTION_PREV: next_tab(p, -1); return true;
    case ACTION_FIND: if (l->b) ask_by_form(p); return true;
    case ACTION_MARK:
        list_mark(p);
        if (l->b) list_hint(p);
        return true;
    case ACTION_TOTAL: list_tally_toggle(p); return true;
    case ACTION_CHOOSE: list_columns_open(p); return true;
    case ACTION_SAME: list_only(p); return true;
    case ACTION_SORT: list_order(p); return true;
    case ACTION_PRINT: list_export(p); return true;
    case ACTION_REPAINT: list_read_again(p); return true;
    case ACTION_HELP: list_help(p); return true;
    default: return false;
    }
}

static const char *list_label(struct page *p, enum action a)
{
    struct list *l = page_own(p);
    bool any = l->rows && l->rows->n;
    const char *usual = action_label(a);
    switch (a) {
    case ACTION_HELP: return usual;
    case ACTION_ENTER: case ACTION_MARK: case ACTION_PRINT: return any ? usual : NULL;
    case ACTION_SORT: return any && l->points ? usual : NULL;
    case ACTION_SAME: return any && l->points ? _("只看") : NULL;
    case ACTION_TOTAL: return l->b && !l->points ? usual : NULL;
    case ACTION_PGDN: return l->more_down ? usual : NULL;
    case ACTION_FIND: return _("筛选");
    case ACTION_CHOOSE: return l->b ? _("列") : NULL;
    case ACTION_NEW: return l->b && l->b->may_add ? usual : NULL;
    case ACTION_ACT: return l->marks.n ? usual : l->b && may_import(p) ? _("导入") : NULL;
    case ACTION_LEDGER: return has_ledger(p) ? usual : NULL;
    default: return NULL;
    }
}

/* What is less often wanted than the rest. */
static bool list_spares(struct page *p, enum action a)
{
    return a == ACTION_CHOOSE || a == ACTION_LEDGER || (a == ACTION_ACT && !((struct list *)page_own(p))->marks.n);
}

const struct page_ops list_ops = {
    .name = "list", .reads = N_("读登记簿"), .own_size = sizeof(struct list), .open = list_open, .key = list_key, .act = list_act, .draw = list_draw, .resume = list_resume, .pause = list_beside_paused, .label = list_label, .spare = list_spares,
    .address = list_address, .again = list_again,
};
