/* SPDX-License-Identifier: Apache-2.0 */
/* What was changed in one row and in the lines saved with it: each change a line with who and from where, its fields below; the newest
 * first, read on by key as one goes down. Private values stay masked (decision 12); which rows have a history the database says. */
#include "page/pages.h"
#include "base/str.h"
#include "base/text.h"
#include "form/form.h"
#include "page/story.h"
#include "pg/pg.h"
#include "pg/rows.h"

enum { CHANGES = 40, PARTS_MAX = 1 << 14 };        /* changes read at once; bytes */
enum { COL_SEQ, COL_AT, COL_WHO, COL_PLACE, COL_KIND, COL_PART, COL_FIELD, COL_ZH, COL_EN, COL_WAS, COL_NOW };

struct history {
    const char *relation, *id;
    const char *parts;          /* the form's children, as api.history() takes them */
    bool more;                  /* there may be older ones */
    struct story story;
};

static const char *kind_text(const char *kind)
{
    return *kind == 'I' ? _("新建") : *kind == 'D' ? _("删除") : *kind == 'B' ? _("撤销") : _("修改");
}

static void add_head(struct page *p, const struct rows *r, int i)
{
    struct history *h = page_own(p);
    const char *part = rows_text(r, i, COL_PART);
    story_head(&h->story, rows_text(r, i, COL_AT), arena_printf(p->arena, "%s%s%s  %s  %s", kind_text(rows_text(r, i, COL_KIND)), *part ? "  " : "", part,
                                                                 rows_text(r, i, COL_WHO), rows_text(r, i, COL_PLACE)));
}

/* Of a new row what it held, and of the reason given what it was. */
static void add_field(struct page *p, const struct rows *r, int i)
{
    struct history *h = page_own(p);
    bool only = *rows_text(r, i, COL_KIND) == 'I' || !*rows_text(r, i, COL_FIELD);
    story_field(&h->story, "", rows_text(r, i, p->desk->seat.en ? COL_EN : COL_ZH), rows_text(r, i, COL_WAS), rows_text(r, i, COL_NOW), only);
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
        if (story_begins(&h->story, rows_text(a->rows, i, COL_SEQ))) {
            add_head(p, a->rows, i);
            n++;
        }
        add_field(p, a->rows, i);
    }
    h->more = n == CHANGES;
}

static void read_on(struct page *p)
{
    struct history *h = page_own(p);
    const char *params[] = { h->relation, h->id, h->story.change, arena_printf(p->desk->event, "%d", CHANGES), h->parts };
    page_asks(p);
    pg_send(p->desk->pg, "select h.seq, to_char(h.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), h.who, h.place, h.kind, h.part, h.field, h.zh, h.en, h.was, h.now"
                         "  from api.history($1, $2, $3, $4, $5) h", 5, params, changes_came, p);
}

static void read_anew(struct page *p)
{
    struct history *h = page_own(p);
    story_clear(&h->story);
    read_on(p);
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
    story_init(&h->story, p);
    p->where = arena_printf(p->arena, "%s > %s", args->where, _("修改历史"));
    p->mode = _("查看");
    p->hint = _("最近的在前；Enter 看这一行的全文");
    read_on(p);
}

static bool history_key(struct page *p, uint32_t k)
{
    struct history *h = page_own(p);
    if (!table_key(&h->story.table, k)) return false;
    if (h->story.table.beyond > 0 && h->more && !p->waiting) read_on(p);
    else if (h->story.table.beyond > 0) desk_say(p->desk, FACE_TEXT, "%s", _("没有更多了"));
    return true;
}

static bool history_act(struct page *p, enum action a)
{
    struct history *h = page_own(p);
    if (a == ACTION_HELP) {
        help_open(p->desk, _("这一条记录是谁、什么时候、从哪里改的，改之前和之后各是什么；身份证号、电话、住址只记改过，不显示内容。\n自己 24 小时以内改的，F6 撤销光标所在的那一次。"), "");
        return true;
    }
    if (a == ACTION_ACT || a == ACTION_UNDO) {
        story_undo(&h->story, read_anew);
        return true;
    }
    if (a != ACTION_ENTER || !h->story.lines.n) return false;
    const struct story_line *line = &h->story.lines.at[h->story.table.row];
    desk_note(p->desk, line->is_head ? line->left : _("修改历史"), line->text);
    return true;
}

static const char *history_label(struct page *p, enum action a)
{
    const struct history *h = page_own(p);
    return a == ACTION_HELP ? action_label(a) : a == ACTION_ACT && h->story.lines.n ? _("撤销") : NULL;
}

static void history_draw(struct page *p)
{
    struct history *h = page_own(p);
    story_draw(&h->story, _("没有修改过。"));
}

const struct page_ops history_ops = {
    .name = "history", .reads = N_("读修改历史"), .own_size = sizeof(struct history), .open = history_open, .key = history_key, .act = history_act, .draw = history_draw, .label = history_label,
};
