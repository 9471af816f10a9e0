/* SPDX-License-Identifier: Apache-2.0 */
/* Which columns a list shows, and in which order: this login's own choice for this register, kept in the database (work.list_columns), which
 * paper and files follow too. Only what the list's relation shows this person is offered. */
#include "page/list.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/table.h"
#include <string.h>

enum { NAMES_MAX = 2000, COLUMNS = 4 };

struct choice { const struct field *field; bool on; };
struct columns_args { struct page *list; };

struct choices {
    struct page *list;
    struct { struct choice *at; size_t n, cap; } all;
    struct table table;
    struct table_column columns[COLUMNS];
    int *cells;                 /* of those that are on; 0: no room */
};

static struct list *list_of(struct page *p)
{
    return page_own(((struct choices *)page_own(p))->list);
}

/* ---- what is kept */
static struct names *names_of(struct arena *a, const struct bound *b, const char *kept)
{
    struct names *out = arena_new_of(a, struct names);
    char *rest = arena_str(a, kept);
    for (const char *name; (name = strsep(&rest, ",")); ) {
        size_t i = field_find(&b->list, name);
        if (i != NO_FIELD && list_may_show(b, &b->list.at[i])) vec_push(a, out, b->list.at[i].name);
    }
    return out->n ? out : NULL;                 /* columns that are no more are left out */
}


const struct names *list_columns_kept(struct page *p, const struct names *as_given)
{
    const struct list *l = page_own(p);
    const struct menu_entry *m = desk_register(p->desk, l->register_);
    const struct names *own = m && *m->columns ? names_of(p->arena, l->b, m->columns) : NULL;
    return own ? own : as_given;
}

static void kept(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (!list_answered_aside(p) && !a->ok) desk_fail(p->desk, &a->err);
}

/* `names` "": as given. */
static void keep(struct page *list, const char *names)
{
    struct list *l = page_own(list);
    struct desk *d = list->desk;
    const struct menu_entry *m = desk_register(d, l->register_);
    const char *params[] = { l->register_, names };
    if (m) d->menu.at[m - d->menu.at].columns = arena_str(d->arena, names);
    list_asks_aside(list);
    pg_send(d->pg, "select app.columns_put($1, $2)", 2, params, kept, list);
}

/* ---- choosing */
static const char *cell_of(void *ctx, size_t row, size_t column)
{
    struct page *p = ctx;
    const struct choices *c = page_own(p);
    const struct choice *x = &c->all.at[row];
    bool en = p->desk->seat.en;
    size_t on = 0;
    switch (column) {
    case 0: return x->on ? "[x]" : "[ ]";
    case 1: return pair_text(x->field->label, en);
    case 2:
        for (size_t i = 0; i < row; i++) on += c->all.at[i].on;
        return x->on && !c->cells[on] ? _("80 列的屏幕上放不下") : "";
    default: return pair_text(x->field->help, en);
    }
}

/* Those shown, in their order, then the others as the form has them. */
static void fill(struct page *p, const struct names *shown)
{
    struct choices *c = page_own(p);
    const struct bound *b = list_of(p)->b;
    c->all.n = 0;
    for (size_t i = 0; i < shown->n; i++) {
        struct choice x = { &b->list.at[field_find(&b->list, shown->at[i])], true };
        vec_push(p->arena, &c->all, x);
    }
    for (size_t i = 0; i < b->list.n; i++) {
        struct choice x = { &b->list.at[i], false };
        bool there = !list_may_show(b, x.field);
        for (size_t k = 0; k < c->all.n && !there; k++) there = c->all.at[k].field == x.field;
        if (!there) vec_push(p->arena, &c->all, x);
    }
    table_rows(&c->table, c->all.n);
}

static void columns_open(struct page *p, const void *v)
{
    const struct columns_args *args = v;
    struct choices *c = page_own(p);
    c->list = args->list;
    table_init(&c->table, c->columns, COLUMNS, (struct table_source){ .cell = cell_of, .ctx = p });
    p->where = arena_printf(p->arena, _("%s > 列"), args->list->where);
    p->mode = _("选列");
    p->hint = _("空格选、不选；+ - 上下挪；F4 照原来的；F2 就按这样显示");
    fill(p, list_of(p)->columns);
}

static const struct names *chosen(struct page *p, struct arena *a)
{
    const struct choices *c = page_own(p);
    struct names *out = arena_new_of(a, struct names);
    for (size_t i = 0; i < c->all.n; i++)
        if (c->all.at[i].on) vec_push(a, out, c->all.at[i].field->name);
    return out;
}

static bool is_same(const struct names *a, const struct names *b)
{
    if (a->n != b->n) return false;
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->at[i], b->at[i])) return false;
    return true;
}

static const char *joined(struct arena *a, const struct names *names)
{
    struct str s;
    str_init(&s, a, NAMES_MAX);
    for (size_t i = 0; i < names->n; i++) str_addf(&s, "%s%s", i ? "," : "", names->at[i]);
    return s.s;
}

/* Leaving keeps what was chosen: there is nothing here that could be lost by it. */
static void leave(struct page *p)
{
    struct choices *c = page_own(p);
    struct page *list = c->list;
    struct list *l = page_own(list);
    struct desk *d = p->desk;
    const struct names *names = chosen(p, list->arena);
    if (!names->n) {
        desk_say(d, FACE_REFUSED, "%s", _("至少留一列"));
        return;
    }
    bool differs = !is_same(names, l->columns), given = is_same(names, l->as_given);
    if (differs) {
        keep(list, given ? "" : joined(d->event, names));
        l->wished_columns = given ? l->as_given : names;
    }
    desk_back(d);                               /* the page is gone now */
    if (differs) desk_say(d, FACE_GOOD, "%s", given ? _("照原来的列显示") : _("记住了，以后都按这样显示、导出"));
}

static void toggle(struct choices *c)
{
    if (c->table.row < c->all.n) c->all.at[c->table.row].on = !c->all.at[c->table.row].on;
}

static void move(struct choices *c, int by)
{
    size_t from = c->table.row, to = from + (size_t)by;
    if (to >= c->all.n) return;
    struct choice x = c->all.at[from];
    c->all.at[from] = c->all.at[to];
    c->all.at[to] = x;
    c->table.row = to;
}

static bool columns_key(struct page *p, uint32_t k)
{
    struct choices *c = page_own(p);
    switch (key_fold(k)) {
    case ' ': toggle(c); return true;
    case '+': case K_RIGHT: move(c, 1); return true;
    case '-': case K_LEFT: move(c, -1); return true;
    default: return table_key(&c->table, k);
    }
}

static bool columns_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_ENTER: case ACTION_MARK: toggle(page_own(p)); return true;
    case ACTION_SAME: fill(p, list_of(p)->as_given); return true;
    case ACTION_SAVE: case ACTION_BACK: leave(p); return true;
    case ACTION_HELP:
        help_open(p->desk, _("选登记簿要看的列：空格或 Enter 选、不选，+ - 或左右键上下挪。F2 或 Esc 就按这样显示，您的账号以后都这样，导出也一样；F4 照原来的。放不下的列在屏幕上不显示，导出有。"), "");
        return true;
    default: return false;
    }
}

static const char *columns_label(struct page *p, enum action a)
{
    (void)p;
    switch (a) {
    case ACTION_ENTER: return _("选/不选");
    case ACTION_SAVE: return _("就这样");
    case ACTION_SAME: return _("照原来的");
    case ACTION_HELP: return action_label(a);
    default: return NULL;
    }
}

static void columns_draw(struct page *p)
{
    enum { SCREEN = 80, MARGIN = 2 };
    struct choices *c = page_own(p);
    const struct names *names = chosen(p, p->desk->event);
    int wide = tty_cols(), cells = wide < SCREEN ? wide : SCREEN;
    c->cells = arena_array(p->desk->event, int, names->n + 1);
    layout_columns(&list_of(p)->b->list, names, cells - MARGIN, p->desk->seat.en, c->cells);
    c->columns[0].cells = 3;
    c->columns[1].cells = table_widest(&c->table, 1, 8, 24);
    c->columns[2].cells = table_widest(&c->table, 2, 0, 24);
    c->columns[3].cells = wide - c->columns[1].cells - c->columns[2].cells - 13;
    if (c->columns[3].cells < 8) c->columns[3].cells = 0;
    draw_rule(FRAME_TOP, 0, wide, FACE_RULE);
    table_draw(&c->table, FRAME_TOP + 1, 0, frame_bottom() - FRAME_TOP, wide, true);
}

static const struct page_ops columns_ops = {
    .name = "columns", .own_size = sizeof(struct choices), .open = columns_open, .key = columns_key, .act = columns_act, .draw = columns_draw, .label = columns_label,
};

void list_columns_open(struct page *p)
{
    const struct list *l = page_own(p);
    if (l->b && l->let_in && !list_waits(p)) desk_open(p->desk, &columns_ops, &(struct columns_args){ p });
}
