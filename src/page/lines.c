/* SPDX-License-Identifier: Apache-2.0 */
/* The lines behind a figure: what one of an office's staff owes, or what is due on a day. Enter opens what answers the line, as on the first
 * screen; of another office's, what it is about. */
#include "page/pages.h"
#include "base/date.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/due.h"
#include "page/frame.h"
#include "page/paper.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/load.h"
#include "term/draw.h"
#include "term/tty.h"
#include <stdlib.h>
#include <string.h>

struct line {
    const char *cells[N_DUE_CELLS];
    const char *register_, *person;     /* register_ "": nothing to be opened */
    int64_t record;                     /* 0: a new one */
    enum face face;                     /* of the first cell */
};

struct lines {
    struct arena *data;
    const char *office, *staff, *since, *until;         /* staff NULL: all, "0": nobody's */
    struct { struct line *at; size_t n, cap; } lines;
    struct table table;
    struct table_column columns[N_DUE_CELLS];
    bool loaded;
};

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    return ((struct lines *)ctx)->lines.at[row].cells[column];
}

static enum face face_of(void *ctx, size_t row, size_t column)
{
    return column == DUE_WHEN ? ((struct lines *)ctx)->lines.at[row].face : FACE_TEXT;
}

/* What should be (宜) and is not done is amber; what shall be (应), red. */
static void add_line(struct page *p, const struct rows *r, int i)
{
    struct lines *l = page_own(p);
    struct arena *a = l->data;
    long due = 0, today = due_today(p->desk);
    date_read(rows_get(r, i, "due_on"), &due);
    bool is_soft = !strcmp(rows_get(r, i, "force"), "should");
    struct line x = {
        .cells = { due_when(a, today, due, false), arena_str(a, rows_get(r, i, p->desk->seat.en ? "en" : "zh")), arena_str(a, rows_get(r, i, "name")),
                   due_why(a, p->desk, r, i), arena_str(a, rows_get(r, i, "clause")) },
        .register_ = arena_str(a, rows_get(r, i, "register")), .person = arena_str(a, rows_get(r, i, "person")),
        .record = strcmp(rows_get(r, i, "opens"), "subject") ? 0 : strtoll(rows_get(r, i, "subject"), NULL, 10),
        .face = due > today ? FACE_TEXT : due == today || is_soft ? FACE_SOON : FACE_LATE,
    };
    vec_push(a, &l->lines, x);
}

static void lines_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct lines *l = page_own(p);
    if (!a->ok) {
        desk_fail(p->desk, &a->err);
        return;
    }
    for (int i = 0; i < a->rows->n; i++) add_line(p, a->rows, i);
    table_rows(&l->table, l->lines.n);
    l->loaded = true;
}

static void read_anew(struct page *p)
{
    struct lines *l = page_own(p);
    if (p->waiting) return;
    arena_clear(l->data);
    memset(&l->lines, 0, sizeof l->lines);
    l->table.n_rows = 0;
    const char *params[] = { l->office, l->staff, l->since, l->until };
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.due_lines($1, $2, $3, $4, 500)", 4, params, lines_came, p);
}

static const char *day_text(struct page *p, long day)
{
    char iso[DATE_CHARS];
    return arena_str(p->arena, date_text(day, iso));
}

static void lines_open(struct page *p, const void *v)
{
    const struct lines_args *args = v;
    struct lines *l = page_own(p);
    l->office = arena_printf(p->arena, "%lld", (long long)args->office);
    l->staff = args->staff < 0 ? NULL : arena_printf(p->arena, "%lld", (long long)args->staff);
    l->since = day_text(p, args->since);
    l->until = day_text(p, args->until);
    l->data = arena_new(p->arena);
    table_init(&l->table, l->columns, N_DUE_CELLS, (struct table_source){ .cell = cell_of, .face = face_of, .ctx = l });
    p->where = arena_str(p->arena, args->where);
    p->mode = _("查看");
    p->hint = args->office == p->desk->seat.office ? _("Enter 打开这件事") : _("Enter 看这件事");
    read_anew(p);
}

static void open_line(struct page *p)
{
    struct lines *l = page_own(p);
    if (l->table.row >= l->lines.n) return;
    const struct line *x = &l->lines.at[l->table.row];
    if (!*x->register_ || !desk_register(p->desk, x->register_)) {
        desk_say(p->desk, FACE_REFUSED, "%s", _("这件事由那个机构办，您这里打不开"));
        return;
    }
    struct given given = { "person", x->person };
    struct record_args args = { .register_ = x->register_, .id = x->record, .given = &given, .n_given = !x->record && *x->person ? 1 : 0 };
    desk_open(p->desk, &record_ops, &args);
}

static bool lines_key(struct page *p, uint32_t k)
{
    return table_key(&((struct lines *)page_own(p))->table, k);
}

static void export_lines(struct page *p)
{
    struct lines *l = page_own(p);
    paper_offer_table(p, due_title(p->where), &l->table, due_titles(p->arena), N_DUE_CELLS);
}

static bool lines_act(struct page *p, enum action a)
{
    const struct lines *l = page_own(p);
    switch (a) {
    case ACTION_PRINT: export_lines(p); return true;
    case ACTION_ENTER: open_line(p); return true;
    case ACTION_HELP:
        due_help(p->desk, _("到期的事，早的在前。Enter 打开该填的表；别的机构的，打开看是哪个人、哪一条。"), l->table.row < l->lines.n ? l->lines.at[l->table.row].cells : NULL, "");
        return true;
    default: return false;
    }
}

static const char *lines_label(struct page *p, enum action a)
{
    struct lines *l = page_own(p);
    return a == ACTION_HELP || ((a == ACTION_ENTER || a == ACTION_PRINT) && l->lines.n) ? action_label(a) : NULL;
}

static void lines_draw(struct page *p)
{
    struct lines *l = page_own(p);
    int wide = tty_cols();
    draw_rule(FRAME_TOP, 0, wide, FACE_RULE);
    due_lay(&l->table, l->columns, wide);
    table_draw(&l->table, FRAME_TOP + 1, 0, frame_bottom() - FRAME_TOP, wide, true);
    if (l->lines.n) return;
    if (l->loaded) draw_text(FRAME_TOP + 1, 2, wide - 2, FACE_TEXT, _("没有到期的事。"));
    draw_cursor(FRAME_TOP + 1, 0);
}

void lines_open_day(struct desk *d, long day, const char *from)
{
    char iso[DATE_CHARS];
    const char *where = arena_printf(d->event, "%s > %s %s", from, date_text(day, iso), date_weekday_text(day));
    struct lines_args args = { .office = d->seat.office, .staff = -1, .since = day, .until = day, .where = where };
    desk_open(d, &lines_ops, &args);
}

const struct page_ops lines_ops = {
    .name = "lines", .reads = N_("读要办的事"), .own_size = sizeof(struct lines), .open = lines_open, .key = lines_key, .act = lines_act, .draw = lines_draw, .resume = read_anew, .label = lines_label,
};
