/* SPDX-License-Identifier: Apache-2.0 */
/* What was changed in one row and in the lines saved with it: each change a line with who and from where, its fields below; the newest
 * first, read on by key as one goes down. Private values stay masked (decision 12); which rows have a history the database says. */
#include "page/pages.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "form/form.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/table.h"
#include <string.h>

enum { CHANGES = 40, WHEN_CELLS = 16, PARTS_MAX = 1 << 14 };       /* changes read at once; cells of the first column; bytes */
enum { COL_SEQ, COL_AT, COL_WHO, COL_PLACE, COL_KIND, COL_PART, COL_FIELD, COL_ZH, COL_EN, COL_WAS, COL_NOW };

struct line { const char *left, *text; bool is_head; };

struct history {
    const char *relation, *id;
    const char *parts;          /* the form's children, as api.history() takes them */
    const char *last;           /* number of the oldest change at hand; NULL = none yet */
    bool more;                  /* there may be older ones */
    struct { struct line *at; size_t n, cap; } lines;
    struct table_column columns[2];
    struct table table;
};

static const char *cell(void *ctx, size_t row, size_t column)
{
    const struct history *h = ctx;
    return column ? h->lines.at[row].text : h->lines.at[row].left;
}

static enum face face(void *ctx, size_t row, size_t column)
{
    (void)column;
    const struct history *h = ctx;
    return h->lines.at[row].is_head ? FACE_LABEL : FACE_TEXT;
}

static const char *kind_text(const char *kind)
{
    return *kind == 'I' ? _("新建") : *kind == 'D' ? _("删除") : _("修改");
}

static void add_head(struct page *p, const struct rows *r, int i)
{
    struct history *h = page_own(p);
    const char *part = rows_text(r, i, COL_PART);
    struct line head = { .left = arena_str(p->arena, rows_text(r, i, COL_AT)), .is_head = true,
                         .text = arena_printf(p->arena, "%s%s%s  %s  %s", kind_text(rows_text(r, i, COL_KIND)), *part ? "  " : "", part,
                                              rows_text(r, i, COL_WHO), rows_text(r, i, COL_PLACE)) };
    vec_push(p->arena, &h->lines, head);
}

/* "慰问金: 500.00 -> 800.00"; of a new row what it held, and of the reason given what it was. */
static void add_field(struct page *p, const struct rows *r, int i)
{
    struct history *h = page_own(p);
    const char *name = rows_text(r, i, p->desk->seat.en ? COL_EN : COL_ZH), *was = rows_text(r, i, COL_WAS), *now = rows_text(r, i, COL_NOW);
    bool only = *rows_text(r, i, COL_KIND) == 'I' || !*rows_text(r, i, COL_FIELD);
    struct line line = { .left = "", .text = only ? arena_printf(p->arena, "%s: %s", name, now)
                         : arena_printf(p->arena, "%s: %s -> %s", name, *was ? was : _("（空）"), *now ? now : _("（空）")) };
    vec_push(p->arena, &h->lines, line);
}

static void changes_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct history *h = page_own(p);
    int n = 0;
    if (!a->ok) {                               /* hidden meanwhile */
        page_turns_back(p, &a->err);
        return;
    }
    for (int i = 0; i < a->rows->n; i++) {
        const char *seq = rows_text(a->rows, i, COL_SEQ);
        if (!h->last || strcmp(h->last, seq)) {
            add_head(p, a->rows, i);
            h->last = arena_str(p->arena, seq);
            n++;
        }
        add_field(p, a->rows, i);
    }
    h->more = n == CHANGES;
    table_rows(&h->table, h->lines.n);
}

static void read_on(struct page *p)
{
    struct history *h = page_own(p);
    const char *params[] = { h->relation, h->id, h->last, arena_printf(p->desk->event, "%d", CHANGES), h->parts };
    page_asks(p);
    pg_send(p->desk->pg, "select h.seq, to_char(h.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), h.who, h.place, h.kind, h.part, h.field, h.zh, h.en, h.was, h.now"
                         "  from api.history($1, $2, $3, $4, $5) h", 5, params, changes_came, p);
}

static const char *parts_of(struct arena *a, const struct form *form)
{
    struct str json;
    str_init(&json, a, PARTS_MAX);
    str_add(&json, "[");
    for (size_t i = 0; i < form->children.n; i++) {
        str_add(&json, i ? ", {" : "{");
        str_add_json_pair(&json, "relation", form->children.at[i].relation);
        str_add_json_pair(&json, "by", form->children.at[i].by);
        str_add(&json, "}");
    }
    str_add(&json, "]");
    return json.s;
}

static void history_open(struct page *p, const void *v)
{
    const struct history_args *args = v;
    struct history *h = page_own(p);
    h->relation = arena_str(p->arena, args->form->relation);
    h->parts = parts_of(p->arena, args->form);
    h->id = arena_printf(p->arena, "%lld", (long long)args->id);
    h->columns[0] = (struct table_column){ .title = "", .cells = WHEN_CELLS };
    h->columns[1] = (struct table_column){ .title = "" };
    table_init(&h->table, h->columns, 2, (struct table_source){ cell, face, h });
    p->where = arena_printf(p->arena, "%s > %s", args->where, _("修改历史"));
    p->mode = _("查看");
    p->hint = _("最近的在前；Enter 看这一行的全文");
    read_on(p);
}

static bool history_key(struct page *p, uint32_t k)
{
    struct history *h = page_own(p);
    if (!table_key(&h->table, k)) return false;
    if (h->table.beyond > 0 && h->more && !p->waiting) read_on(p);
    else if (h->table.beyond > 0) desk_say(p->desk, FACE_TEXT, "%s", _("没有更多了"));
    return true;
}

static bool history_act(struct page *p, enum action a)
{
    struct history *h = page_own(p);
    if (a == ACTION_HELP) {
        help_open(p->desk, _("这一条记录是谁、什么时候、从哪里改的，改之前和之后各是什么；身份证号、电话、住址只记改过，不显示内容。"), "");
        return true;
    }
    if (a != ACTION_ENTER || !h->lines.n) return false;
    const struct line *line = &h->lines.at[h->table.row];
    desk_note(p->desk, line->is_head ? line->left : _("修改历史"), line->text);
    return true;
}

static const char *history_label(struct page *p, enum action a)
{
    (void)p;
    return a == ACTION_HELP ? action_label(a) : NULL;
}

static void history_draw(struct page *p)
{
    struct history *h = page_own(p);
    int wide = tty_cols(), top = FRAME_TOP + 1;
    draw_rule(FRAME_TOP, 0, wide, FACE_RULE);
    h->columns[1].cells = wide - WHEN_CELLS - 4;
    table_draw(&h->table, top, 0, frame_bottom() - top + 1, wide, true);
    if (!h->lines.n && !p->waiting) draw_text(top, 2, wide - 2, FACE_TEXT, _("没有修改过。"));
}

const struct page_ops history_ops = {
    .name = "history", .reads = N_("读修改历史"), .own_size = sizeof(struct history), .open = history_open, .key = history_key, .act = history_act, .draw = history_draw, .label = history_label,
};
