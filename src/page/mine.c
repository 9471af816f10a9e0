/* SPDX-License-Identifier: Apache-2.0 */
/* What who sits here has saved in the last 24 hours, in whatever register, the newest first; one of it can be undone, and that again. */
#include "page/pages.h"
#include "base/text.h"
#include "page/story.h"
#include "pg/pg.h"
#include "pg/rows.h"

enum { CHANGES = 20 };          /* read at once */
enum { COL_CHANGE, COL_AT, COL_WHAT, COL_REGISTER, COL_LABEL, COL_UNDONE, COL_PART, COL_ZH, COL_EN, COL_WAS, COL_NOW };

struct mine {
    struct story story;
    bool more;                  /* there may be older ones */
};

static const char *what_text(const char *what)
{
    switch (*what) {
    case 'N': return _("新建");
    case 'V': return _("作废");
    case 'W': return _("恢复");
    case 'S': return _("办理");
    case 'B': return _("撤销");
    default: return _("修改");
    }
}

static void changes_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct mine *m = page_own(p);
    int n = 0;
    if (!a->ok) {
        page_turns_back(p, &a->err);
        return;
    }
    for (int i = 0; i < a->rows->n; i++) {
        const struct rows *r = a->rows;
        const char *what = rows_text(r, i, COL_WHAT);
        if (story_begins(&m->story, rows_text(r, i, COL_CHANGE))) {
            story_head(&m->story, rows_text(r, i, COL_AT), arena_printf(p->arena, "%s  %s  %s%s", what_text(what), rows_text(r, i, COL_REGISTER), rows_text(r, i, COL_LABEL),
                                                                         rows_bool(r, i, COL_UNDONE) ? _("  （已撤销）") : ""));
            n++;
        }
        const char *name = rows_text(r, i, p->desk->seat.en ? COL_EN : COL_ZH), *now = rows_text(r, i, COL_NOW);
        if (*name) story_field(&m->story, rows_text(r, i, COL_PART), name, rows_text(r, i, COL_WAS), now, *what == 'N' || *what == 'S');
    }
    m->more = n == CHANGES;
}

static void read_on(struct page *p)
{
    struct mine *m = page_own(p);
    const char *params[] = { m->story.change, arena_printf(p->desk->event, "%d", CHANGES) };
    page_asks(p);
    pg_send(p->desk->pg, "select m.change, to_char(m.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), m.what, m.register, m.label, m.undone, m.part, m.zh, m.en, m.was, m.now"
                         "  from api.my_changes($1, $2) m", 2, params, changes_came, p);
}

static void read_anew(struct page *p)
{
    struct mine *m = page_own(p);
    if (p->waiting) return;
    story_clear(&m->story);
    read_on(p);
}

static void mine_open(struct page *p, const void *args)
{
    (void)args;
    struct mine *m = page_own(p);
    story_init(&m->story, p);
    p->where = _("我最近 24 小时做的");
    p->mode = _("查看");
    p->hint = _("最近的在前；Enter 撤销这一次，字段恢复成原来的样子");
    read_on(p);
}

static bool mine_key(struct page *p, uint32_t k)
{
    struct mine *m = page_own(p);
    if (!table_key(&m->story.table, k)) return false;
    if (m->story.table.beyond > 0 && m->more && !p->waiting) read_on(p);
    else if (m->story.table.beyond > 0) desk_say(p->desk, FACE_TEXT, "%s", _("没有更多了"));
    return true;
}

static bool mine_act(struct page *p, enum action a)
{
    struct mine *m = page_own(p);
    switch (a) {
    case ACTION_ENTER: case ACTION_UNDO: case ACTION_ACT: story_undo(&m->story, read_anew); return true;
    case ACTION_HELP:
        help_open(p->desk, _("您自己最近 24 小时保存的：哪个登记簿、哪一条、哪一项从什么改成什么。\nEnter 撤销光标所在的那一次：改过的恢复原样，新建的作废，作废的恢复；撤销也可以再撤销。"
                             "\n别人后来又改过同一项的、已经有别的记录跟着的、办理的步骤，不能撤销，会说明为什么、怎么办。"), "");
        return true;
    default: return false;
    }
}

static const char *mine_label(struct page *p, enum action a)
{
    const struct mine *m = page_own(p);
    return a == ACTION_HELP ? action_label(a) : a == ACTION_ENTER && m->story.lines.n ? _("撤销") : NULL;
}

static void mine_draw(struct page *p)
{
    struct mine *m = page_own(p);
    story_draw(&m->story, _("最近 24 小时没有保存过什么。"));
}

const struct page_ops mine_ops = {
    .name = "mine", .own_size = sizeof(struct mine), .open = mine_open, .key = mine_key, .act = mine_act, .draw = mine_draw, .resume = read_anew, .label = mine_label,
};
