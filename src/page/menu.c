/* SPDX-License-Identifier: Apache-2.0 */
/* The command line: over a form its fields, then chapters of the standard and their registers, as far as this person may open them. A
 * number typed ahead opens at once, and the number of a case or a file what bears it. */
#include "page/pages.h"
#include "base/fold.h"
#include "base/text.h"
#include "page/frame.h"
#include "page/near.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/edit.h"
#include "widget/table.h"
#include <string.h>
#include <strings.h>

struct place { struct place_name name; size_t i; };     /* i: its number on the page below */

struct menu {
    struct edit edit;
    struct table table;
    struct table_column columns[3];
    struct { struct place *at; size_t n, cap; } places;         /* of the form below              */
    const char **numbers;       /* of each row: "" of a place, 0 for today, then of each register its chapter's and its place in it, 611 612 613 */
    bool lost;                  /* what is typed names nothing */
};

enum { TYPED = 40 };            /* characters: as long as the number of a case or a file */

static size_t today_row(const struct menu *m) { return m->places.n; }

static const struct menu_entry *entry(const struct page *p, size_t row)
{
    const struct menu *m = page_own((struct page *)p);
    return &p->desk->menu.at[row - m->places.n - 1];
}

/* Today is the first of its chapter, which begins the menu. */
static bool is_first(const struct page *p, size_t row)
{
    const struct menu *m = page_own((struct page *)p);
    size_t first = today_row(m) + 1;
    return row < first || (row == first ? strcmp(entry(p, row)->menu, "0") != 0 : strcmp(entry(p, row - 1)->menu, entry(p, row)->menu) != 0);
}

/* A chapter is named at its first register only, and at the top of the screen; its number alone opens the first. */
static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct page *p = ctx;
    const struct menu *m = page_own((struct page *)p);
    bool top = row == m->table.top;
    if (row < m->places.n) return column == 2 ? m->places.at[row].name.label : column == 1 && (!row || top) ? _("本表的栏目") : "";
    if (row == today_row(m)) return column == 2 ? "" : column == 1 ? _("今日") : m->numbers[row];
    const struct menu_entry *e = entry(p, row);
    bool first = is_first(p, row);
    return column == 2 ? e->title : column == 1 ? first || top ? e->chapter : "" : first ? e->menu : m->numbers[row];
}

static void number_registers(struct page *p)
{
    struct menu *m = page_own(p);
    m->numbers = arena_array(p->arena, const char *, m->table.n_rows);
    for (size_t i = 0; i < m->places.n; i++) m->numbers[i] = "";
    m->numbers[today_row(m)] = "0";
    for (size_t i = today_row(m) + 1; i < m->table.n_rows; i++) m->numbers[i] = arena_printf(p->arena, "%s%d", entry(p, i)->menu, entry(p, i)->place);
}

/* One that is not asked for now has no name. */
static void find_places(struct page *p)
{
    struct menu *m = page_own(p);
    struct place x = { .i = 0 };
    for (; p->below && p->below->ops->place && p->below->ops->place(p->below, x.i, &x.name); x.i++)
        if (*x.name.label) vec_push(p->arena, &m->places, x);
}

static void menu_open(struct page *p, const void *args)
{
    (void)args;
    struct menu *m = page_own(p);
    edit_init(&m->edit, p->arena, 1, TYPED, TYPED);
    table_init(&m->table, m->columns, 3, (struct table_source){ .cell = cell_of, .ctx = p });
    find_places(p);
    table_rows(&m->table, m->places.n + 1 + p->desk->n_menu);
    m->table.row = m->places.n ? 0 : p->desk->n_menu ? 1 : 0;
    number_registers(p);
    p->where = _("登记簿目录");
    p->hint = m->places.n ? _("写栏目的拼音首字母到那一栏，写号码、名称到登记簿，Enter 去；上下键也可以选")
                          : _("写登记簿号码（67、612）、拼音首字母或办件编号，Enter 打开；上下键也可以选");
}

static bool begins(const char *text, const char *typed)
{
    size_t n = strlen(typed);
    return *text && !strncasecmp(text, typed, n);
}

/* "6.6" and the clause "6.6.2" as the number of their chapter. */
static const char *chapter_of(const struct page *p, const char *typed)
{
    const char *dot = strchr(typed, '.'), *end = dot ? strchr(dot + 1, '.') : NULL;
    if (!dot || typed[strspn(typed, "0123456789.")]) return typed;
    return arena_printf(p->desk->event, "%.*s%.*s", (int)(dot - typed), typed, end ? (int)(end - dot - 1) : 9, dot + 1);
}

/* "^": a field of the form, whatever registers are called. */
static bool answers(const struct page *p, size_t row, const char *typed)
{
    const struct menu *m = page_own((struct page *)p);
    bool only_places = *typed == '^';
    typed += only_places;
    if (row < m->places.n) return begins(m->places.at[row].name.label, typed) || begins(m->places.at[row].name.py, typed);
    if (only_places) return false;
    if (begins(m->numbers[row], chapter_of(p, typed))) return true;
    if (row == today_row(m)) return begins(_("今日"), typed);
    const struct menu_entry *e = entry(p, row);
    return begins(e->title, typed) || begins(e->register_, typed) || begins(e->py, typed);
}

/* Words of the command line that are no register. */
static const struct page_ops *page_called(const char *typed)
{
    if (!strcmp(typed, "?") || !strcasecmp(typed, _("键"))) return &keys_ops;
    return !strcasecmp(typed, _("导览")) ? &tour_ops : NULL;
}

/* 31, 2026-0031, 430102000000-2026-0031; of a file also with letters, but with a figure in it. */
static bool may_be_number(const char *typed) { return typed[strcspn(typed, "0123456789")] != 0; }

static const char *typed_in(struct page *p)
{
    struct menu *m = page_own(p);
    return fold_text(p->desk->event, edit_text(&m->edit, p->desk->event));
}

/* "没有“zfjm”；相近的：走访记录 zfjl、走访日期 zfrq" */
static void say_lost(struct page *p, const char *typed)
{
    struct menu *m = page_own(p);
    struct near near;
    if (page_called(typed)) {
        desk_say(p->desk, FACE_TEXT, _("Enter 看“%s”"), page_called(typed) == &keys_ops ? _("全部键") : _("导览"));
        return;
    }
    near_init(&near, *typed == '^' ? typed + 1 : typed);
    for (size_t i = 0; i < m->table.n_rows; i++) {
        if (i == today_row(m)) continue;
        if (i < m->places.n) near_offer(&near, m->places.at[i].name.label, m->places.at[i].name.py);
        else {
            near_offer(&near, entry(p, i)->title, entry(p, i)->py);
            near_offer(&near, entry(p, i)->title, m->numbers[i]);
        }
    }
    const char *like = near_text(p->desk->event, &near);
    if (may_be_number(typed)) desk_say(p->desk, FACE_TEXT, _("登记簿里没有“%s”；Enter 当作办件编号、部系统编号找"), typed);
    else if (*like) desk_say(p->desk, FACE_REFUSED, _("没有“%s”，或者您的岗位不能打开；相近的：%s"), typed, like);
    else desk_say(p->desk, FACE_REFUSED, _("没有“%s”，或者您的岗位不能打开"), typed);
}

static void jumped(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct menu *m = page_own(p);
    const char *typed = typed_in(p);
    if (!a->ok) { desk_fail(p->desk, &a->err); return; }
    if (!a->rows->n) { desk_say(p->desk, FACE_REFUSED, _("没有编号是“%s”的办件和档案，或者不在您的辖区"), typed); return; }
    struct process_args process = { .matter = rows_int(a->rows, 0, 1) };
    struct timeline_args file = { .relation = rows_text(a->rows, 0, 0), .id = rows_int(a->rows, 0, 1), .label = rows_text(a->rows, 0, 2) };
    edit_set(&m->edit, "");
    m->lost = false;
    if (!strcmp(file.relation, "work.matter")) desk_open(p->desk, &process_ops, &process);
    else desk_open(p->desk, &timeline_ops, &file);
}

static void jump(struct page *p)
{
    const char *typed = typed_in(p);
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.jump($1)", 1, &typed, jumped, p);
}

/* The first row whose number or title begins with what is typed. */
static void follow_typed(struct page *p)
{
    struct menu *m = page_own(p);
    const char *typed = typed_in(p);
    for (size_t i = 0; *typed && i < m->table.n_rows; i++)
        if (answers(p, i, typed)) {
            m->table.row = i;
            m->lost = false;
            return;
        }
    m->lost = *typed != 0;
    if (m->lost) say_lost(p, typed);
}

static bool menu_key(struct page *p, uint32_t k)
{
    struct menu *m = page_own(p);
    if (table_step(&m->table, k)) {
        m->lost = false;
        return true;
    }
    m->edit.is_dirty = false;
    if (!edit_key(&m->edit, k)) return false;
    if (m->edit.is_dirty) follow_typed(p);
    return true;
}

/* ---- F5: how the screen is painted, from now on and wherever this account signs on */
static void kept(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    if (!a->ok) desk_fail(p->desk, &a->err);
    else desk_say(p->desk, FACE_GOOD, "%s", _("画面换好了，这个账号以后都这样"));
}

static void painted(void *ctx, int choice)
{
    struct page *p = ctx;
    if (choice < 0) return;
    if (choice > FACE_LEAN) {                   /* behind the pictures */
        terminal_open(p);
        return;
    }
    const char *name = face_profile_name((enum face_profile)choice);
    face_use((enum face_profile)choice);
    tty_repaint();
    page_asks_for(p, _("记下画面"));
    pg_send(p->desk->pg, "select api.set_profile($1)", 1, &name, kept, p);
}

static bool go_to_page(struct page *p)
{
    struct menu *m = page_own(p);
    const struct page_ops *ops = m->lost ? page_called(typed_in(p)) : NULL;
    if (!ops) return false;
    edit_set(&m->edit, "");
    m->lost = false;
    desk_open(p->desk, ops, NULL);
    return true;
}

/* Back to the form, at that place. */
static void go_to_place(struct page *p, size_t row)
{
    struct desk *d = p->desk;
    size_t i = ((struct menu *)page_own(p))->places.at[row].i;
    desk_back(d);                               /* the page is gone now */
    d->top->ops->jump(d->top, i);
}

static void go(struct page *p)
{
    struct menu *m = page_own(p);
    if (m->lost && may_be_number(typed_in(p))) jump(p);
    else if (m->lost) follow_typed(p);
    else if (m->table.row < m->places.n) go_to_place(p, m->table.row);
    else if (m->table.row == today_row(m)) desk_home(p->desk);
    else {
        struct list_args args = { .register_ = entry(p, m->table.row)->register_ };
        edit_set(&m->edit, "");                 /* the next number begins anew */
        desk_open(p->desk, &list_ops, &args);
    }
}

static bool menu_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_ENTER: if (!go_to_page(p)) go(p); return true;
    case ACTION_CHOOSE: desk_choose(p->desk, _("画面"), "", _("彩色\n单色\n慢线路：不用颜色和亮度，字节最少\n字是乱的：终端的编码"), painted, p); return true;
    case ACTION_HELP:
        help_open(p->desk, _("登记簿按标准的章节编号。只列出您的岗位能打开的。\n写号码、名称、名称的拼音首字母，或编号：办件的（31、2026-0031、整个编号），档案的部系统编号。\n在表单里打开，还可以写栏目：走访日期写 zfrq 或 ^zfrq，Enter 就到那一栏，写了一半的也收下。\n0 回到今日；没保存的都存草稿。? 或“键”是全部键，“导览”是第一次登录的那一屏。\nF5 换画面：彩色、单色、慢线路；字是乱的，在那里定终端的编码。"), "");
        return true;
    default: return false;
    }
}

static const char *menu_label(struct page *p, enum action a)
{
    if (a == ACTION_CHOOSE) return _("画面");
    return a == ACTION_HELP || (a == ACTION_FIND && p->desk->seat.finds) ? action_label(a) : NULL;
}

static void menu_draw(struct page *p)
{
    struct menu *m = page_own(p);
    int first = FRAME_TOP + 3;
    m->columns[0].cells = 4;
    m->columns[1].cells = 26;
    m->columns[2].cells = tty_cols() - 36;
    draw_text(FRAME_TOP, 1, 10, FACE_LABEL, _("号码:"));
    draw_rule(FRAME_TOP + 2, 0, tty_cols(), FACE_RULE);
    table_draw(&m->table, first, 0, frame_bottom() - first + 1, tty_cols(), true);
    edit_draw(&m->edit, FRAME_TOP, 10, FACE_ACTIVE, true);
}

const struct page_ops menu_ops = {
    .name = "menu", .reads = N_("找登记簿"), .own_size = sizeof(struct menu), .open = menu_open, .key = menu_key, .act = menu_act, .draw = menu_draw, .label = menu_label,
};
