/* SPDX-License-Identifier: Apache-2.0 */
/* What lies in the drop folder, to choose what is to be attached; then its name. */
#include "page/attach.h"
#include "base/text.h"
#include "drop/drop.h"
#include "drop/name.h"
#include "page/folder.h"
#include "page/frame.h"
#include "page/pages.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include <string.h>

struct attach_pick {
    struct attach_args to;
    struct folder folder;
    const char *file;           /* the one whose name is asked for */
    long long most;             /* bytes */
};

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
    folder_begin(&k->folder, p);
    p->where = arena_printf(p->arena, "%s > %s", args->where, _("投递夹"));
    p->mode = _("选择");
    page_asks(p);
    pg_send(p->desk->pg, "select app.attachment_limit($1, $2)", 2, params, limit_came, p);
    folder_read(&k->folder);
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

    if (!folder_chosen(&k->folder)) return;
    k->file = arena_str(p->arena, folder_chosen(&k->folder)->name);
    if (drop_open(a, attach_folder(p->desk), k->file, k->most, in, &e)) {
        desk_line(p->desk, arena_printf(a, _("“%s”挂上去叫什么？"), folder_words(&k->folder)), named, p);
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
    return table_key(&k->folder.table, key);
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
    if (a == ACTION_ENTER) return k->folder.list.n ? _("挂这个") : NULL;
    return a == ACTION_HELP ? action_label(a) : NULL;
}

static void pick_draw(struct page *p)
{
    folder_draw(&((struct attach_pick *)page_own(p))->folder, FRAME_TOP);
}

static void pick_resume(struct page *p)
{
    folder_read(&((struct attach_pick *)page_own(p))->folder);
}

const struct page_ops attach_pick_ops = {
    .name = "attach_pick", .reads = N_("看投递夹"), .own_size = sizeof(struct attach_pick), .open = pick_open, .key = pick_key, .act = pick_act, .draw = pick_draw,
    .resume = pick_resume, .label = pick_label,
};
