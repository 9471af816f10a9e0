/* SPDX-License-Identifier: Apache-2.0 */
#include "page/story.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/tell.h"
#include "term/draw.h"
#include "term/tty.h"
#include <string.h>

enum { WHEN_CELLS = 16, TEXT_MAX = 1 << 16 };      /* cells of the first column; bytes of a change told whole */

static const char *cell(void *ctx, size_t row, size_t column)
{
    const struct story *s = ctx;
    return column ? s->lines.at[row].text : s->lines.at[row].left;
}

static enum face face(void *ctx, size_t row, size_t column)
{
    (void)column;
    const struct story *s = ctx;
    return s->lines.at[row].is_head ? FACE_LABEL : FACE_TEXT;
}

void story_init(struct story *s, struct page *p)
{
    *s = (struct story){ .page = p };
    s->columns[0] = (struct table_column){ .title = "", .cells = WHEN_CELLS };
    s->columns[1] = (struct table_column){ .title = "" };
    table_init(&s->table, s->columns, 2, (struct table_source){ cell, face, s });
}

void story_clear(struct story *s)
{
    s->lines.n = 0;
    s->change = NULL;
    table_rows(&s->table, 0);
}

bool story_begins(struct story *s, const char *change)
{
    if (s->change && !strcmp(s->change, change)) return false;
    s->change = arena_str(s->page->arena, change);
    return true;
}

static void add(struct story *s, const char *left, const char *text, bool is_head)
{
    struct story_line line = { arena_str(s->page->arena, left), text, s->change, is_head };
    vec_push(s->page->arena, &s->lines, line);
    table_rows(&s->table, s->lines.n);
}

void story_head(struct story *s, const char *when, const char *text)
{
    add(s, when, text, true);
}

void story_field(struct story *s, const char *part, const char *name, const char *was, const char *now, bool only)
{
    struct arena *a = s->page->arena;
    const char *of = *part ? arena_printf(a, "%s  ", part) : "";
    add(s, "", only ? arena_printf(a, "%s%s: %s", of, name, now)
                    : arena_printf(a, "%s%s: %s -> %s", of, name, *was ? was : _("（空）"), *now ? now : _("（空）")), false);
}

const char *story_at(const struct story *s, const char **text)
{
    struct str t;
    if (!s->lines.n) return NULL;
    const char *change = s->lines.at[s->table.row].change;
    str_init(&t, s->page->desk->event, TEXT_MAX);
    for (size_t i = 0; i < s->lines.n; i++) {
        const struct story_line *l = &s->lines.at[i];
        if (l->change == change) str_addf(&t, "%s%s%s%s", t.n ? "\n" : "", l->left, *l->left ? "  " : "  ", l->text);
    }
    *text = t.s;
    return change;
}

/* ---- undoing */
struct undoing { struct story *story; void (*done)(struct page *); const char *change; };

static void undone(void *ctx, const struct pg_answer *a)
{
    struct undoing *u = ctx;
    struct page *p = u->story->page;
    if (page_answered(p)) return;
    if (!a->ok) {
        desk_fail(p->desk, &a->err);
        return;
    }
    u->done(p);
    desk_say(p->desk, FACE_GOOD, "%s", rows_text(a->rows, 0, 0));
}

static void chosen(void *ctx, int choice)
{
    struct undoing *u = ctx;
    if (choice != 1) return;
    page_asks(u->story->page);
    pg_send(u->story->page->desk->pg, "select app.undo($1)", 1, &u->change, undone, u);
    tell_send(u->story->page->desk->pg);
}

void story_undo(struct story *s, void (*done)(struct page *))
{
    struct undoing *u = arena_new_of(s->page->arena, struct undoing);
    const char *text = "", *change = story_at(s, &text);
    if (!change) return;
    *u = (struct undoing){ s, done, change };
    desk_choose(s->page->desk, _("撤销这一次"), text, _("不撤销\n撤销"), chosen, u);
}

void story_draw(struct story *s, const char *nothing)
{
    int wide = tty_cols(), top = FRAME_TOP + 1;
    draw_rule(FRAME_TOP, 0, wide, FACE_RULE);
    s->columns[1].cells = wide - WHEN_CELLS - 4;
    table_draw(&s->table, top, 0, frame_bottom() - top + 1, wide, true);
    if (s->lines.n) return;
    if (!s->page->waiting) draw_text(top, 2, wide - 2, FACE_TEXT, nothing);
    draw_cursor(top, 0);
}
