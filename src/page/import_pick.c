/* SPDX-License-Identifier: Apache-2.0 */
/* What is not finished yet, and what lies in the drop folder. */
#include "page/import.h"
#include "base/text.h"
#include "page/attach.h"
#include "page/folder.h"
#include "page/frame.h"
#include "page/pages.h"
#include "pg/rows.h"
#include "term/draw.h"
#include "term/tty.h"
#include <string.h>

enum { MOST_BEGUN = 3 };        /* lines above the folder */

struct pick {
    const char *register_, *where;
    struct folder folder;
    struct arena *data;
    const struct rows *begun;   /* NULL: not yet come */
};

static void begun_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct pick *k = page_own(p);
    if (a->ok) k->begun = a->rows;
    else page_turns_back(p, &a->err);
}

static void read_begun(struct page *p)
{
    struct pick *k = page_own(p);
    const char *params[] = { k->register_ };

    arena_clear(k->data);
    k->begun = NULL;
    page_asks(p);
    pg_put(p->desk->pg, &(struct pg_request){ .sql = "select l.id, l.file, l.at, l.n_done, l.n_rows, l.state from api.import_may($1) m, app.import_list() l where l.register = $1 and l.state not in ('reading', 'done') limit 9",
                                              .n = 1, .params = params, .done = begun_came, .ctx = p, .arena = k->data, .again = true });
}

static void pick_open(struct page *p, const void *v)
{
    const struct import_pick_args *args = v;
    struct pick *k = page_own(p);

    k->register_ = arena_str(p->arena, args->register_);
    k->where = arena_str(p->arena, args->where);
    k->data = arena_new(p->arena);
    p->where = arena_printf(p->arena, "%s > %s", args->where, _("导入"));
    p->mode = _("选择");
    p->hint = _("收 CSV 和 .xlsx，第一行是表头；用 sftp 传到 in 文件夹的列在这里，^L 重读");
    folder_begin(&k->folder, p);
    folder_read(&k->folder);
    if (!p->closed) read_begun(p);
}

static void pick_resume(struct page *p)
{
    struct pick *k = page_own(p);
    folder_read(&k->folder);
    if (!p->closed) read_begun(p);
}

static void go_on(void *ctx, int choice)
{
    struct page *p = ctx;
    struct pick *k = page_own(p);
    if (choice < 0 || !k->begun || choice >= k->begun->n) return;
    struct import_args args = { k->register_, k->where, rows_text(k->begun, choice, 0), rows_text(k->begun, choice, 1) };
    desk_open(p->desk, &import_ops, &args);
}

static const char *words_of(struct page *p, const struct rows *r, int i)
{
    bool writes = !strcmp(rows_text(r, i, 5), "running");
    return arena_printf(p->desk->event, writes ? _("%s  %s  已写 %s / %s 行") : _("%s  %s  还没有写"), rows_text(r, i, 1), rows_text(r, i, 2), rows_text(r, i, 3), rows_text(r, i, 4));
}

static void choose_begun(struct page *p)
{
    struct pick *k = page_own(p);
    const char *choices = "";

    for (int i = 0; k->begun && i < k->begun->n; i++)
        choices = arena_printf(p->desk->event, "%s%s%s", choices, i ? "\n" : "", words_of(p, k->begun, i));
    if (*choices) desk_choose(p->desk, _("没有办完的导入"), "", choices, go_on, p);
}

static bool pick_key(struct page *p, uint32_t key)
{
    return table_key(&((struct pick *)page_own(p))->folder.table, key);
}

static bool pick_act(struct page *p, enum action a)
{
    struct pick *k = page_own(p);
    const struct drop_entry *chosen = folder_chosen(&k->folder);
    switch (a) {
    case ACTION_ENTER:
        if (chosen) desk_open(p->desk, &import_ops, &(struct import_args){ k->register_, k->where, NULL, chosen->name });
        return true;
    case ACTION_ACT: choose_begun(p); return true;
    case ACTION_HELP:
        help_open(p->desk, _("把一份表导入这本登记簿：在自己的电脑上用 sftp 传到 in 文件夹，在这里选它。\n先认表头，再试算：每一行会怎样都列出来，这时什么也没有写。看过了再写入。\n收 CSV（UTF-8、UTF-16、GB18030）和 .xlsx；老的 .xls 请另存。"), "6.1.2");
        return true;
    default: return false;
    }
}

static const char *pick_label(struct page *p, enum action a)
{
    struct pick *k = page_own(p);
    switch (a) {
    case ACTION_ENTER: return k->folder.list.n ? _("导入这个") : NULL;
    case ACTION_ACT: return k->begun && k->begun->n ? _("没办完的") : NULL;
    case ACTION_HELP: return action_label(a);
    default: return NULL;
    }
}

static void pick_draw(struct page *p)
{
    struct pick *k = page_own(p);
    int y = FRAME_TOP;

    for (int i = 0; k->begun && i < k->begun->n && i < MOST_BEGUN; i++)
        draw_text(y++, 2, tty_cols() - 2, FACE_HINT, arena_printf(p->desk->event, _("没办完：%s"), words_of(p, k->begun, i)));
    folder_draw(&k->folder, y);
}

const struct page_ops import_pick_ops = {
    .name = "import_pick", .reads = N_("读导入的表"), .own_size = sizeof(struct pick), .open = pick_open, .key = pick_key, .act = pick_act, .draw = pick_draw, .resume = pick_resume, .label = pick_label,
};
