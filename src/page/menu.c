/* SPDX-License-Identifier: Apache-2.0 */
/* Chapters of the standard and their registers, as far as this person may open them; a number typed ahead opens at once, and the number of a
 * case that case. */
#include "page/pages.h"
#include "base/fold.h"
#include "base/text.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/edit.h"
#include "widget/table.h"
#include <string.h>
#include <strings.h>

struct menu {
    struct edit edit;
    struct table table;
    struct table_column columns[3];
    const char **numbers;       /* of each row: 0 for today, then of each register its chapter's and its place in it, 611 612 613 */
    bool lost;                  /* what is typed names nothing */
};

enum { TODAY = 0, FIRST_REGISTER };     /* rows */
enum { TYPED = 24 };                    /* characters: as long as the number of a case */

static const struct menu_entry *entry(const struct desk *d, size_t row)
{
    return &d->menu.at[row - FIRST_REGISTER];
}

/* Today is the first of its chapter, which begins the menu. */
static bool is_first(const struct desk *d, size_t row)
{
    return row < FIRST_REGISTER || (row == FIRST_REGISTER ? strcmp(entry(d, row)->menu, "0") != 0 : strcmp(entry(d, row - 1)->menu, entry(d, row)->menu) != 0);
}

/* A chapter is named at its first register only, and at the top of the screen; its number alone opens the first. */
static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct page *p = ctx;
    const struct menu *m = page_own((struct page *)p);
    if (row == TODAY) return column == 2 ? "" : column == 1 ? _("今日") : m->numbers[row];
    const struct menu_entry *e = entry(p->desk, row);
    bool first = is_first(p->desk, row);
    return column == 2 ? e->title : column == 1 ? first || row == m->table.top ? e->chapter : "" : first ? e->menu : m->numbers[row];
}

static void number_registers(struct page *p)
{
    struct menu *m = page_own(p);
    int place = 0;
    m->numbers = arena_array(p->arena, const char *, m->table.n_rows);
    m->numbers[TODAY] = "0";
    for (size_t i = FIRST_REGISTER; i < m->table.n_rows; i++) {
        place = i > FIRST_REGISTER && !is_first(p->desk, i) ? place + 1 : 1;
        m->numbers[i] = arena_printf(p->arena, "%s%d", entry(p->desk, i)->menu, place);
    }
}

static void menu_open(struct page *p, const void *args)
{
    (void)args;
    struct menu *m = page_own(p);
    edit_init(&m->edit, p->arena, 1, TYPED, TYPED);
    table_init(&m->table, m->columns, 3, (struct table_source){ .cell = cell_of, .ctx = p });
    table_rows(&m->table, p->desk->n_menu + FIRST_REGISTER);
    m->table.row = p->desk->n_menu ? FIRST_REGISTER : TODAY;
    number_registers(p);
    p->where = _("登记簿目录");
    p->hint = _("写登记簿号码（67、612）、拼音首字母或办件编号，Enter 打开；上下键也可以选");
}

static bool answers(const struct page *p, size_t row, const char *typed)
{
    const struct menu *m = page_own((struct page *)p);
    size_t n = strlen(typed);
    if (!strncmp(m->numbers[row], typed, n)) return true;
    if (row == TODAY) return !strncmp(_("今日"), typed, n);
    const struct menu_entry *e = entry(p->desk, row);
    return !strncmp(e->title, typed, n) || !strncmp(e->register_, typed, n) || !strncmp(e->py, typed, n);
}

/* Words of the command line that are no register. */
static const struct page_ops *page_called(const char *typed)
{
    if (!strcmp(typed, "?") || !strcasecmp(typed, _("键"))) return &keys_ops;
    return !strcasecmp(typed, _("导览")) ? &tour_ops : NULL;
}

/* 31, 2026-0031, 430102000000-2026-0031 */
static bool is_number(const char *typed) { return *typed && typed[strspn(typed, "0123456789-")] == 0; }

static void jumped(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct menu *m = page_own(p);
    const char *typed = edit_text(&m->edit, p->desk->event);
    if (!a->ok) { desk_fail(p->desk, &a->err); return; }
    if (!a->rows->n) { desk_say(p->desk, FACE_REFUSED, _("没有编号是“%s”的办件，或者不在您的辖区"), typed); return; }
    struct process_args args = { .matter = rows_int(a->rows, 0, 0) };
    edit_set(&m->edit, "");
    m->lost = false;
    desk_open(p->desk, &process_ops, &args);
}

static void jump(struct page *p)
{
    struct menu *m = page_own(p);
    const char *typed = fold_text(p->desk->event, edit_text(&m->edit, p->desk->event));
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.jump($1)", 1, &typed, jumped, p);
}

/* The first register whose number or title begins with what is typed. */
static void follow_typed(struct page *p)
{
    struct menu *m = page_own(p);
    char *typed = fold_text(p->desk->event, edit_text(&m->edit, p->desk->event));
    size_t n = strlen(typed);
    for (size_t i = 0; n && i < m->table.n_rows; i++)
        if (answers(p, i, typed)) {
            m->table.row = i;
            m->lost = false;
            return;
        }
    m->lost = n > 0;
    if (page_called(typed)) desk_say(p->desk, FACE_TEXT, _("Enter 看“%s”"), page_called(typed) == &keys_ops ? _("全部键") : _("导览"));
    else if (n && is_number(typed)) desk_say(p->desk, FACE_TEXT, _("登记簿里没有“%s”；Enter 当作办件编号找"), typed);
    else if (n) desk_say(p->desk, FACE_REFUSED, _("没有“%s”，或者您的岗位不能打开"), typed);
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

static bool go_to_page(struct page *p)
{
    struct menu *m = page_own(p);
    const struct page_ops *ops = m->lost ? page_called(fold_text(p->desk->event, edit_text(&m->edit, p->desk->event))) : NULL;
    if (!ops) return false;
    edit_set(&m->edit, "");
    m->lost = false;
    desk_open(p->desk, ops, NULL);
    return true;
}

static bool menu_act(struct page *p, enum action a)
{
    struct menu *m = page_own(p);
    switch (a) {
    case ACTION_ENTER:
        if (go_to_page(p)) return true;
        if (m->lost && is_number(fold_text(p->desk->event, edit_text(&m->edit, p->desk->event)))) jump(p);
        else if (m->lost) follow_typed(p);
        else if (m->table.row == TODAY) desk_home(p->desk);
        else {
            struct list_args args = { entry(p->desk, m->table.row)->register_, NULL };
            edit_set(&m->edit, "");             /* the next number begins anew */
            desk_open(p->desk, &list_ops, &args);
        }
        return true;
    case ACTION_HELP: help_open(p->desk, _("登记簿按标准的章节编号。只列出您的岗位能打开的。\n写号码、名称、名称的拼音首字母，或办件编号（31、2026-0031、整个编号）。\n0 回到今日；没保存的都存草稿。\n? 或“键”是全部键，“导览”是第一次登录的那一屏。"), ""); return true;
    default: return false;
    }
}

static const char *menu_label(struct page *p, enum action a)
{
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
    .name = "menu", .own_size = sizeof(struct menu), .open = menu_open, .key = menu_key, .act = menu_act, .draw = menu_draw, .label = menu_label,
};
