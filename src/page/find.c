/* SPDX-License-Identifier: Apache-2.0 */
/* One box, from anywhere: hanzi, initials, pinyin, tail of the ID number or the phone; no mode to choose. Results as one types:
 * the next question goes out when the last one has been answered, so a slow line is never flooded. */
#include "page/pages.h"
#include "base/text.h"
#include "base/cell.h"
#include "form/idcard.h"
#include "page/frame.h"
#include "page/transfer.h"
#include "store/lookup.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/edit.h"
#include "widget/table.h"
#include <stdio.h>
#include <string.h>

enum { NAME, HINT, PLACE, DETAIL, TAIL, N_COLUMNS };

struct find {
    struct edit edit;
    struct arena *data, *next;
    struct finds *found;
    const char *asked;          /* what the answer at hand belongs to */
    bool asking, again, enter;  /* enter: open the first answer as soon as it is there */
    struct table table;
    struct table_column columns[N_COLUMNS];
};

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct find *f = ctx;
    const struct found *x = &f->found->at[row];
    const char *const cells[N_COLUMNS] = { x->label, x->hint, x->place, x->detail, x->masked };
    return cells[column];
}

/* New answers: the first one is meant. */
static void take_found(struct find *f, struct finds *found)
{
    f->found = found;
    f->table.row = 0;
    table_rows(&f->table, found ? found->n : 0);
}

static void ask(struct page *p);
static void open_found(struct page *p);

static void found_came(void *ctx, struct finds *found, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered_aside(p)) return;
    struct find *f = page_own(p);
    f->asking = false;
    if (e) desk_fail(p->desk, e);
    struct arena *old = f->data;
    f->data = f->next;
    f->next = old;
    take_found(f, found);
    if (f->again && !(e && e->code == ERR_CANCELLED)) ask(p);
    if (f->asking) return;
    f->again = false;
    if (!f->enter) return;                      /* nothing is asked when all was taken away meanwhile */
    f->enter = false;
    p->desk->hold--;
    if (!e) open_found(p);
}

static void ask(struct page *p)
{
    struct find *f = page_own(p);
    if (f->asking) {
        f->again = true;
        return;
    }
    f->again = false;
    arena_clear(f->next);
    f->asked = edit_text(&f->edit, f->next);
    if (!*f->asked) {
        take_found(f, NULL);
        return;
    }
    f->asking = true;
    page_asks_aside(p);
    find_send(p->desk->pg, f->next, f->asked, found_came, p);
}

static void find_open(struct page *p, const void *args)
{
    (void)args;
    struct find *f = page_own(p);
    f->data = arena_new(p->arena);
    f->next = arena_new(p->arena);
    edit_init(&f->edit, p->arena, 1, 40, 40);
    table_init(&f->table, f->columns, N_COLUMNS, (struct table_source){ .cell = cell_of, .ctx = f });
    p->where = _("找人");
    p->hint = _("汉字、拼音首字母、全拼、身份证末三四位、电话末三四位都可以");
}

static bool find_key(struct page *p, uint32_t k)
{
    struct find *f = page_own(p);
    if (table_step(&f->table, k)) return true;
    f->edit.is_dirty = false;
    if (!edit_key(&f->edit, k)) return false;
    if (f->edit.is_dirty) ask(p);
    const char *why = edit_why(&f->edit, p->desk->event);
    if (*why) desk_say(p->desk, FACE_REFUSED, "%s", why);
    return true;
}

static bool find_types(struct page *p)
{
    (void)p;
    return true;
}

static void open_found(struct page *p)
{
    struct find *f = page_own(p);
    if (f->table.row >= f->table.n_rows) return;
    const struct found *x = &f->found->at[f->table.row];
    struct timeline_args args = { .relation = x->relation, .id = x->id, .label = x->label };
    desk_open(p->desk, &timeline_ops, &args);
}

/* Enter waits for the answer to what was typed: type-ahead opens the right one. */
static bool enter(struct page *p)
{
    struct find *f = page_own(p);
    if (f->asking) {
        f->enter = true;
        desk_holds(p->desk, _("找这个人"));
    } else {
        open_found(p);
    }
    return true;
}

static bool find_act(struct page *p, enum action a)
{
    struct find *f = page_own(p);
    switch (a) {
    case ACTION_ENTER: return enter(p);
    case ACTION_ACT: if (edit_chars(&f->edit)) transfer_open(p->desk, edit_text(&f->edit, p->desk->event)); return true;
    case ACTION_HELP:
        help_open(p->desk, _("找人：写姓名、拼音首字母（zjg）、全拼（zhangjianguo）、身份证后四位、电话后四位。\n首字母和全拼可以混着写（zhangjg、zhjg、张jg），只写名字也行（建国、jianguo）。\n上下键选，Enter 打开。只找得到本辖区的人。"), "6.1.2");
        return true;
    default: return false;
    }
}

static const char *find_label(struct page *p, enum action a)
{
    const struct find *f = page_own(p);
    if (a == ACTION_ACT) return edit_chars(&f->edit) && p->desk->seat.keeps_files ? _("别处有没有") : NULL;
    if (a == ACTION_ENTER) return f->table.n_rows ? action_label(a) : NULL;
    return a == ACTION_HELP ? action_label(a) : NULL;
}

/* Names and places take what they need; the category what it needs of the rest. */
static void lay_columns(struct find *f)
{
    struct table_column *c = f->columns;
    c[NAME].cells = table_widest(&f->table, NAME, 8, 16);
    c[HINT].cells = table_widest(&f->table, HINT, 11, 14);
    c[TAIL].cells = 9;
    int rest = tty_cols() - 2 - 3 * 2 - c[NAME].cells - c[HINT].cells - c[TAIL].cells;
    c[PLACE].cells = table_widest(&f->table, PLACE, 0, rest - 14);
    rest -= c[PLACE].cells + (c[PLACE].cells ? 2 : 0);
    c[DETAIL].cells = table_widest(&f->table, DETAIL, tty_cols() > 80 ? rest - (tty_cols() - 80) : rest, rest);      /* beyond 80 columns what stands in it */
}

/* Digits of which the database looks up nothing: neither a tail nor a whole number (sql/repeat/56_number.sql). */
static bool is_odd_number(const char *typed)
{
    size_t n = strspn(typed, "0123456789Xx");
    return n && !typed[n] && n != 3 && n != 4 && n != 7 && n != 8 && n != 11 && n != 15 && n != 18;
}

/* Nothing was found: the number as it was typed may be none. */
static const char *why_nothing(const char *typed)
{
    size_t n = strspn(typed, "0123456789Xx");
    struct idcard card;
    enum idcard_fault fault = !typed[n] && (n == 15 || n == 18) ? idcard_read(typed, &card) : IDCARD_GOOD;
    return is_odd_number(typed) ? _("号码请写末 3 位、末 4 位，或完整的号码。") : fault != IDCARD_GOOD ? idcard_text(fault) : _("本辖区没有符合的人。");
}

/* The one at hand is not the only one of that name, or one with other characters sounds the same. */
static void note_alike(const struct found *x, char *line, size_t size)
{
    if (x->same_name > 1 && x->same_sound) snprintf(line, size, _("同名 %d 人，同音 %d 人，请看出生年和尾号。"), x->same_name, x->same_sound);
    else if (x->same_name > 1) snprintf(line, size, _("同名 %d 人，请看出生年和尾号。"), x->same_name);
    else if (x->same_sound) snprintf(line, size, _("同音不同字还有 %d 人：写拼音就都列出来。"), x->same_sound);
}

static void draw_note(const struct page *p, const struct find *f, int y)
{
    char line[200] = "";
    size_t n = f->found ? f->found->n : 0;
    if (f->found && n == 0) snprintf(line, sizeof line, "%s", why_nothing(f->asked));
    else if (n) note_alike(&f->found->at[f->table.row], line, sizeof line);
    draw_text(y, 1, tty_cols() - 2, FACE_HINT, cell_fit(p->desk->event, line, tty_cols() - 2));
}

static void find_draw(struct page *p)
{
    struct find *f = page_own(p);
    int x = cell_text(_("找:")) + 2, first = FRAME_TOP + 4, rows = frame_bottom() - first - 1;
    draw_text(FRAME_TOP + 1, 1, x, FACE_LABEL, _("找:"));
    draw_rule(FRAME_TOP + 3, 0, tty_cols(), FACE_RULE);
    lay_columns(f);
    table_draw(&f->table, first, 0, rows, tty_cols(), true);
    draw_note(p, f, frame_bottom());
    edit_draw(&f->edit, FRAME_TOP + 1, x, FACE_ACTIVE, true);
}

static const char *find_address(struct page *p)
{
    (void)p;
    return "";
}

static void find_again(struct desk *d, char *args)
{
    (void)args;
    desk_open(d, &find_ops, NULL);
}

const struct page_ops find_ops = {
    .name = "find", .reads = N_("找这个人"), .own_size = sizeof(struct find), .open = find_open, .key = find_key, .act = find_act, .draw = find_draw, .label = find_label, .types = find_types,
    .address = find_address, .again = find_again,
};
