/* SPDX-License-Identifier: Apache-2.0 */
/* What lies in the drop folder, to choose what is to be attached; then its name. */
#include "page/attach.h"
#include "base/cell.h"
#include "base/text.h"
#include "drop/drop.h"
#include "drop/name.h"
#include "page/frame.h"
#include "page/pages.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/table.h"
#include <string.h>
#include <time.h>

enum { COL_NAME, COL_SIZE, COL_AT, N_COLUMNS };
enum { SHANGHAI = 8 * 3600 };    /* seconds ahead of UTC */

struct attach_pick {
    struct attach_args to;
    struct arena *data;         /* of list and rows */
    struct drop_list list;
    struct { const char *cell[N_COLUMNS]; } *rows;
    struct table_column columns[N_COLUMNS];
    struct table table;
    const char *file;           /* the one whose name is asked for */
    long long most;             /* bytes */
};

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct attach_pick *k = ctx;
    return k->rows[row].cell[column];
}

static enum face face_of(void *ctx, size_t row, size_t column)
{
    const struct attach_pick *k = ctx;
    (void)column;
    return k->list.at[row].kind == DROP_FILE ? FACE_TEXT : FACE_HINT;
}

static const char *size_of(struct page *p, const struct drop_entry *e)
{
    switch (e->kind) {
    case DROP_FILE: return attach_size(p->desk, e->size);
    case DROP_FOLDER: return _("文件夹");
    case DROP_LINK: return _("链接");
    default: return _("不是文件");
    }
}

/* As people here read it, wherever the machine thinks it is. */
static const char *day_of(struct arena *a, int64_t at)
{
    time_t t = (time_t)at + SHANGHAI;
    struct tm tm;
    char text[40] = "";

    if (gmtime_r(&t, &tm)) strftime(text, sizeof text, "%Y-%m-%d %H:%M", &tm);
    return arena_str(a, text);
}

static void list_folder(struct page *p)
{
    struct attach_pick *k = page_own(p);
    const char *folder = attach_folder(p->desk);
    struct err e = { .code = ERR_NONE };

    arena_clear(k->data);
    if (!drop_list(k->data, folder, &k->list, &e)) {
        page_turns_back(p, &e);
        return;
    }
    k->rows = arena_get(k->data, (k->list.n + 1) * sizeof *k->rows);
    for (size_t i = 0; i < k->list.n; i++) {
        k->rows[i].cell[COL_NAME] = cell_clean(k->data, k->list.at[i].name);
        k->rows[i].cell[COL_SIZE] = arena_str(k->data, size_of(p, &k->list.at[i]));
        k->rows[i].cell[COL_AT] = day_of(k->data, k->list.at[i].at);
    }
    table_rows(&k->table, k->list.n);
    if (k->list.more) desk_say(p->desk, FACE_TEXT, _("投递夹里东西太多，只列出 %d 个"), DROP_MOST);
}

static void limit_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct attach_pick *k = page_own(p);
    if (!a->ok) {
        page_turns_back(p, &a->err);
        return;
    }
    k->most = rows_int(a->rows, 0, 0);
    p->hint = arena_printf(p->arena, _("一个文件最多 %s；用 sftp 传到 in 文件夹的列在这里，^L 重读"), attach_size(p->desk, k->most));
}

static void pick_open(struct page *p, const void *v)
{
    const struct attach_args *args = v;
    struct attach_pick *k = page_own(p);
    const char *params[] = { args->relation, arena_printf(p->desk->event, "%lld", (long long)args->id) };

    k->to = (struct attach_args){ arena_str(p->arena, args->relation), args->id, NULL };
    k->data = arena_new(p->arena);
    k->columns[COL_NAME].title = _("文件名");
    k->columns[COL_SIZE] = (struct table_column){ .title = _("大小"), .cells = 12, .is_right = true };
    k->columns[COL_AT] = (struct table_column){ .title = _("时间"), .cells = 16 };
    table_init(&k->table, k->columns, N_COLUMNS, (struct table_source){ cell_of, face_of, k });
    p->where = arena_printf(p->arena, "%s > %s", args->where, _("投递夹"));
    p->mode = _("选择");
    page_asks(p);
    pg_send(p->desk->pg, "select app.attachment_limit($1, $2)", 2, params, limit_came, p);
    list_folder(p);
}

static void named(void *ctx, const char *name)
{
    struct page *p = ctx;
    struct attach_pick *k = page_own(p);
    if (name) attach_move_in(p, &k->to, k->file, name, k->most);
}

/* Whoever is asked for a name hears first what cannot be attached at all. */
static void choose(struct page *p)
{
    struct attach_pick *k = page_own(p);
    struct arena *a = arena_new(p->desk->event);
    struct drop_in *in = arena_new_of(a, struct drop_in);
    struct err e = { .code = ERR_NONE };

    if (!k->list.n) return;
    k->file = arena_str(p->arena, k->list.at[k->table.row].name);
    if (drop_open(a, attach_folder(p->desk), k->file, k->most, in, &e)) {
        desk_line(p->desk, arena_printf(a, _("“%s”挂上去叫什么？"), k->rows[k->table.row].cell[COL_NAME]), named, p);
        desk_line_room(p->desk, NAME_CHARS);
        desk_line_holds(p->desk, name_of_file(a, k->file), "");
        desk_line_helps(p->desk, _("别人一看就知道是什么，如“住院证明 2026-11”。挂上以后投递夹里的原件就删掉。"));
    } else {
        desk_fail(p->desk, &e);
    }
}

static bool pick_key(struct page *p, uint32_t key)
{
    struct attach_pick *k = page_own(p);
    return table_key(&k->table, key);
}

static bool pick_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_ENTER: choose(p); return true;
    case ACTION_HELP:
        help_open(p->desk, _("这里是您投递夹里的文件：在自己的电脑上用 sftp 或 scp 传到 in 文件夹，就列在这里。\n选一个按 Enter，起个名称，它就挂到这条记录上，投递夹里的原件随后删掉。\n收 PDF、OFD、图片、文档、录音录像和文本；压缩包、程序、带宏的文档不收。"), "6.1.2");
        return true;
    default: return false;
    }
}

static const char *pick_label(struct page *p, enum action a)
{
    const struct attach_pick *k = page_own(p);
    if (a == ACTION_ENTER) return k->list.n ? _("挂这个") : NULL;
    return a == ACTION_HELP ? action_label(a) : NULL;
}

static void pick_draw(struct page *p)
{
    struct attach_pick *k = page_own(p);
    int wide = tty_cols(), first = FRAME_TOP + 2;

    k->columns[COL_NAME].cells = wide - 2 - k->columns[COL_SIZE].cells - k->columns[COL_AT].cells - 4;
    table_titles(&k->table, FRAME_TOP, 0, wide);
    draw_rule(FRAME_TOP + 1, 0, wide, FACE_RULE);
    table_draw(&k->table, first, 0, frame_bottom() - first + 1, wide, true);
    if (!k->list.n) draw_text(first, 2, wide - 2, FACE_TEXT, _("投递夹是空的。先用 sftp 把文件传到 in 文件夹，再按 ^L。"));
}

const struct page_ops attach_pick_ops = {
    .name = "attach_pick", .own_size = sizeof(struct attach_pick), .open = pick_open, .key = pick_key, .act = pick_act, .draw = pick_draw,
    .resume = list_folder, .label = pick_label,
};
