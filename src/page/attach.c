/* SPDX-License-Identifier: Apache-2.0 */
/* What hangs on one row. Enter shows what a file is and what can be done with it. */
#include "page/attach.h"
#include "base/str.h"
#include "base/text.h"
#include "conf/options.h"
#include "drop/drop.h"
#include "drop/name.h"
#include "page/frame.h"
#include "page/pages.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/tell.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/table.h"
#include <stdio.h>
#include <string.h>

enum { COL_NAME, COL_KIND, COL_SIZE, COL_WHO, COL_AT, COL_SCAN, N_COLUMNS };
enum { SAVE_MOST = 4000, SENTENCE_MOST = 6000 };    /* bytes */
enum choice { TAKE_OUT, FIRST_PAGE, RENAME, VOID_IT, N_CHOICES };

struct attach {
    struct attach_args args;
    struct arena *data;         /* of rows */
    const struct rows *rows;    /* NULL: not yet come */
    struct table_column columns[N_COLUMNS];
    struct table table;
    struct attach_file file;    /* the one something is done with */
    bool may_attach;            /* may this person hang something here, now */
    bool whole;                 /* it is to be taken out, not only looked at */
    int version;
    const char *why;            /* the reason given last; "" */
    enum choice offered[N_CHOICES];
    int n_offered;
};

const char *attach_folder(struct desk *d)
{
    return *d->options->drop_folder ? drop_folder(d->event, d->options->drop_folder, d->seat.login) : NULL;
}

const char *attach_size(struct desk *d, long long bytes)
{
    if (bytes < 10000) return arena_printf(d->event, _("%lld 字节"), bytes);
    if (bytes < 1000 * 1024) return arena_printf(d->event, "%lld KB", (bytes + 1023) / 1024);
    return arena_printf(d->event, "%lld.%lld MB", bytes / 1048576, bytes % 1048576 * 10 / 1048576);
}

static const char *get(const struct attach *t, size_t row, const char *name)
{
    return rows_get(t->rows, (int)row, name);
}

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    static const char *const names[] = { "name", "kind_name", NULL, "short", "at", "scan_name" };
    const struct page *p = ctx;
    const struct attach *t = page_own((struct page *)p);

    return column == COL_SIZE ? attach_size(p->desk, rows_int(t->rows, (int)row, rows_column(t->rows, "size"))) : get(t, row, names[column]);
}

static enum face face_of(void *ctx, size_t row, size_t column)
{
    const struct attach *t = page_own(ctx);
    return column == COL_SCAN && !strcmp(get(t, row, "scan"), "found") ? FACE_REFUSED : FACE_TEXT;
}

static void rows_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct attach *t = page_own(p);
    if (!a->ok) {
        page_turns_back(p, &a->err);
        return;
    }
    t->rows = a->rows;
    t->may_attach = rows_bool(a->rows, 0, 0);
    table_rows(&t->table, (size_t)a->rows->n - rows_is_null(a->rows, 0, 1));      /* without files one row still says whether there may be any */
}

static void read_anew(struct page *p)
{
    struct attach *t = page_own(p);
    const char *params[] = { t->args.relation, arena_printf(p->desk->event, "%lld", (long long)t->args.id) };

    t->rows = NULL;
    table_rows(&t->table, 0);
    arena_clear(t->data);
    page_asks(p);
    pg_put(p->desk->pg, &(struct pg_request){ .sql = "select m.may, a.* from (select app.may_attach($1, $2) as may) m left join app.attachments($1, $2) a on true", .n = 2, .params = params, .done = rows_came, .ctx = p,
                                              .arena = t->data, .again = true });
}

static void attach_open(struct page *p, const void *v)
{
    const struct attach_args *args = v;
    struct attach *t = page_own(p);

    t->args = (struct attach_args){ arena_str(p->arena, args->relation), args->id, arena_str(p->arena, args->where) };
    t->data = arena_new(p->arena);
    t->why = "";
    t->columns[COL_NAME].title = _("名称");
    t->columns[COL_KIND].title = _("种类");
    t->columns[COL_SIZE] = (struct table_column){ .title = _("大小"), .is_right = true };
    t->columns[COL_WHO].title = _("谁挂的");
    t->columns[COL_AT].title = _("时间");
    t->columns[COL_SCAN].title = _("查毒");
    table_init(&t->table, t->columns, N_COLUMNS, (struct table_source){ cell_of, face_of, p });
    p->where = arena_printf(p->arena, "%s > %s", args->where, _("附件"));
    p->mode = _("查看");
    read_anew(p);
}

static bool take_row(struct page *p)
{
    struct attach *t = page_own(p);
    size_t row = t->table.row;

    if (!t->rows || row >= t->table.n_rows) return false;
    t->file = (struct attach_file){ arena_str(p->arena, get(t, row, "id")), arena_str(p->arena, get(t, row, "name")), arena_str(p->arena, get(t, row, "ext")),
                                    rows_int(t->rows, (int)row, rows_column(t->rows, "size")) };
    t->version = (int)rows_int(t->rows, (int)row, rows_column(t->rows, "version"));
    return true;
}

/* ---- out: the reason first */
static void text_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct attach *t = page_own(p);
    if (!a->ok) desk_fail(p->desk, &a->err);
    else desk_note(p->desk, t->file.name, rows_text(a->rows, 0, 0));
}

static void look_began(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    if (!a->ok) {
        desk_line_refused(p->desk, &a->err);
        return;
    }
    const char *id = rows_text(a->rows, 0, 0);
    page_asks(p);
    pg_send(p->desk->pg, "select api.file_text($1)", 1, &id, text_came, p);
}

static void reason_given(void *ctx, const char *why)
{
    struct page *p = ctx;
    struct attach *t = page_own(p);

    if (!why) return;
    t->why = arena_str(p->arena, why);
    if (t->whole) {
        attach_move_out(p, &t->file, t->why);
        return;
    }
    const char *params[] = { t->file.id, t->why };
    page_asks(p);
    pg_send(p->desk->pg, "select app.fetch_begin($1, $2, false)", 2, params, look_began, p);
}

static void ask_reason(struct page *p, bool whole)
{
    struct attach *t = page_own(p);

    if (whole && !attach_folder(p->desk)) {
        desk_say(p->desk, FACE_REFUSED, "%s", _("这台机器没有设投递夹，请找系统管理员"));
        return;
    }
    t->whole = whole;
    desk_line(p->desk, whole ? arena_printf(p->desk->event, _("取出“%s”做什么？（会记录在案）"), t->file.name) : arena_printf(p->desk->event, _("为什么看“%s”？（会记录在案）"), t->file.name),
              reason_given, p);
    desk_line_holds(p->desk, t->why, "");
}

/* ---- name and void */
static void changed(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    bool saved = a->ok && (!strcmp(rows_text(a->rows, 0, 0), "saved") || !strcmp(rows_text(a->rows, 0, 0), "merged"));
    if (!a->ok) {
        desk_line_refused(p->desk, &a->err);
        return;
    }
    read_anew(p);
    if (saved) desk_say(p->desk, FACE_GOOD, "%s", _("已改名"));
    else desk_say(p->desk, FACE_REFUSED, "%s", _("没有改成：别人刚改过，或者不归您改"));
}

static void renamed(void *ctx, const char *name)
{
    struct page *p = ctx;
    struct attach *t = page_own(p);
    struct str json;

    if (!name || !strcmp(name, t->file.name)) return;
    str_init(&json, p->desk->event, SAVE_MOST);
    str_addf(&json, "{\"relation\": \"work.attachment\", \"id\": %s, \"version\": %d, \"old\": {\"name\": ", t->file.id, t->version);
    str_add_json(&json, t->file.name);
    str_add(&json, "}, \"new\": {\"name\": ");
    str_add_json(&json, name);
    str_add(&json, "}}");
    const char *param = json.s;
    page_asks_for(p, _("存记录"));
    pg_send(p->desk->pg, "select answer from app.save($1)", 1, &param, changed, p);
    tell_send(p->desk->pg);
}

static void voided(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    if (!a->ok) {
        desk_line_refused(p->desk, &a->err);
        return;
    }
    read_anew(p);
    desk_say(p->desk, FACE_GOOD, "%s", _("已作废；上级和审计还看得到"));
}

static void void_answered(void *ctx, const char *why)
{
    struct page *p = ctx;
    const struct attach *t = page_own(p);

    if (!why) return;
    const char *params[] = { t->file.id, why };
    page_asks_for(p, _("作废"));
    pg_send(p->desk->pg, "select api.void('work.attachment', $1, $2)", 2, params, voided, p);
    tell_send(p->desk->pg);
}

/* ---- one file: facts and choices */
static const char *facts(struct page *p)
{
    const struct attach *t = page_own(p);
    size_t row = t->table.row;
    struct str s;

    str_init(&s, p->desk->event, SENTENCE_MOST);
    str_addf(&s, "%s  %s", get(t, row, "kind_name"), attach_size(p->desk, t->file.size));
    if (*get(t, row, "width")) str_addf(&s, _("  %s × %s 像素"), get(t, row, "width"), get(t, row, "height"));
    str_addf(&s, "  %s\n%s  %s\nSHA-256\n%s\nSM3\n%s", get(t, row, "scan_name"), get(t, row, "who"), get(t, row, "at"), get(t, row, "sha256"), get(t, row, "sm3"));
    return s.s;
}

static void chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    const struct attach *t = page_own(p);

    if (choice < 0) return;
    switch (t->offered[choice]) {
    case TAKE_OUT: ask_reason(p, true); break;
    case FIRST_PAGE: ask_reason(p, false); break;
    case RENAME:
        desk_line(p->desk, _("名称改成什么？"), renamed, p);
        desk_line_room(p->desk, NAME_CHARS);
        desk_line_holds(p->desk, t->file.name, "");
        break;
    case VOID_IT: desk_line(p->desk, arena_printf(p->desk->event, _("作废“%s”，为什么？"), t->file.name), void_answered, p); break;
    default: break;
    }
}

static void show_one(struct page *p)
{
    static const char *const titles[] = { [TAKE_OUT] = N_("取出到投递夹"), [FIRST_PAGE] = N_("看第一页"), [RENAME] = N_("改名称"), [VOID_IT] = N_("作废这个附件") };
    struct attach *t = page_own(p);
    struct str names;

    if (!take_row(p)) return;
    bool may[] = { [TAKE_OUT] = true, [FIRST_PAGE] = !strcmp(get(t, t->table.row, "kind"), "txt"), [RENAME] = t->may_attach, [VOID_IT] = t->may_attach };
    t->n_offered = 0;
    str_init(&names, p->desk->event, SENTENCE_MOST);
    for (enum choice c = 0; c < N_CHOICES; c++) {
        if (!may[c]) continue;
        t->offered[t->n_offered++] = c;
        str_addf(&names, "%s\n", _(titles[c]));
    }
    desk_choose(p->desk, t->file.name, facts(p), names.s, chosen, p);
}

static void add(struct page *p)
{
    const struct attach *t = page_own(p);

    if (!t->may_attach) desk_say(p->desk, FACE_REFUSED, "%s", _("这条记录不归您写，附件也不能挂"));
    else if (!attach_folder(p->desk)) desk_say(p->desk, FACE_REFUSED, "%s", _("这台机器没有设投递夹，请找系统管理员"));
    else desk_open(p->desk, &attach_pick_ops, &t->args);
}

static bool attach_key(struct page *p, uint32_t k)
{
    struct attach *t = page_own(p);
    return table_key(&t->table, k);
}

static bool attach_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_ENTER: show_one(p); return true;
    case ACTION_NEW: add(p); return true;
    case ACTION_PRINT: if (take_row(p)) ask_reason(p, true); return true;
    case ACTION_HELP:
        help_open(p->desk, _("挂在这条记录上的文件：看得到记录的人都看得到，能改记录的人可以挂。\nEnter 看是什么文件、摘要、第一页；F8 取出到投递夹，再用 sftp 拿走；取、看都记录在案。"), "6.1.2");
        return true;
    default: return false;
    }
}

static const char *attach_label(struct page *p, enum action a)
{
    const struct attach *t = page_own(p);
    switch (a) {
    case ACTION_HELP: return action_label(a);
    case ACTION_ENTER: return t->table.n_rows ? action_label(a) : NULL;
    case ACTION_NEW: return t->may_attach ? _("挂上") : NULL;
    case ACTION_PRINT: return t->table.n_rows ? _("取出") : NULL;
    default: return NULL;
    }
}

static void attach_draw(struct page *p)
{
    struct attach *t = page_own(p);
    struct table_column *c = t->columns;
    int wide = tty_cols(), first = FRAME_TOP + 2;

    c[COL_KIND].cells = table_widest(&t->table, COL_KIND, 8, 16);
    c[COL_SIZE].cells = table_widest(&t->table, COL_SIZE, 6, 10);
    c[COL_AT].cells = 16;
    c[COL_SCAN].cells = table_widest(&t->table, COL_SCAN, 6, 12);
    int rest = wide - 2 - 5 * 2 - c[COL_KIND].cells - c[COL_SIZE].cells - c[COL_AT].cells - c[COL_SCAN].cells;
    c[COL_WHO].cells = rest > 40 ? table_widest(&t->table, COL_WHO, 8, rest - 30) : 8;
    c[COL_NAME].cells = rest - c[COL_WHO].cells;
    table_titles(&t->table, FRAME_TOP, 0, wide);
    draw_rule(FRAME_TOP + 1, 0, wide, FACE_RULE);
    table_draw(&t->table, first, 0, frame_bottom() - first + 1, wide, true);
    if (t->rows && !t->table.n_rows) draw_text(first, 2, wide - 2, FACE_TEXT, t->may_attach ? _("还没有附件。F7 挂上。") : _("还没有附件。"));
}

const struct page_ops attach_ops = {
    .name = "attach", .reads = N_("读附件"), .own_size = sizeof(struct attach), .open = attach_open, .key = attach_key, .act = attach_act, .draw = attach_draw,
    .resume = read_anew, .label = attach_label,
};
