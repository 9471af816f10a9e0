/* SPDX-License-Identifier: Apache-2.0 */
/* In: a number, the parts, then app.attach(); each may be repeated, so that a line that breaks meanwhile is no matter. Out: the row of work.file_look,
 * committed, then the parts. One part is in memory at a time. ^C ends the request under way; what was sent so far is dropped. */
#include "page/attach.h"
#include "base/base64.h"
#include "base/text.h"
#include "drop/drop.h"
#include "drop/name.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/tell.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PART = 192 << 10, NAMES_MOST = 100 };    /* bytes of a part; files of one name in out/ */

struct move {
    struct page *page;
    struct arena *arena, *part;                 /* of all; of the part at hand */
    const char *folder, *name, *relation, *id;
    const char *number;                         /* of upload or fetch */
    struct drop_in in;
    struct drop_out out;
    const struct attach_file *file;
    long long done, size;
    int n;                                      /* parts so far */
    time_t said;
};

static struct move *move_new(struct page *p, const char *name)
{
    struct arena *a = arena_new(p->arena);
    struct move *m = arena_new_of(a, struct move);

    *m = (struct move){ .page = p, .arena = a, .part = arena_new(a), .name = arena_str(a, name), .folder = arena_str(a, attach_folder(p->desk)),
                        .in = { .folder = -1, .fd = -1 }, .out = { .folder = -1, .fd = -1 } };
    return m;
}

static void end(struct move *m)
{
    arena_free(m->arena);
}

/* Once a second. */
static void say_how_far(struct move *m, const char *what)
{
    struct desk *d = m->page->desk;
    time_t now = time(NULL);

    if (m->said == now)
        return;
    m->said = now;
    desk_say(d, FACE_TEXT, "%s %s / %s", what, attach_size(d, m->done), attach_size(d, m->size));
}

static void ask(struct move *m, const char *sql, int n, const char *const *params, pg_done_fn *done)
{
    page_asks_for(m->page, _("传附件"));
    pg_put(m->page->desk->pg, &(struct pg_request){ .sql = sql, .n = n, .params = params, .done = done, .ctx = m, .again = true });
}

/* True when there is nobody any more to go on for. */
static bool is_over(struct move *m)
{
    return page_answered(m->page);              /* the page went with its arenas */
}

/* ---- in */
static void fail_in(struct move *m, const struct err *e)
{
    struct desk *d = m->page->desk;

    if (m->number)
        pg_send(d->pg, "select api.upload_drop($1)", 1, &m->number, NULL, NULL);
    if (!strcmp(e->column, "name"))
        desk_line_refused(d, e);
    else
        desk_fail(d, e);
    end(m);
}

static void hung(void *ctx, const struct pg_answer *a)
{
    struct move *m = ctx;
    if (is_over(m)) return;
    struct desk *d = m->page->desk;
    struct err e = { .code = ERR_NONE };
    char said[700];

    if (!a->ok) {
        fail_in(m, &a->err);
        return;
    }
    bool removed = drop_remove(&m->in, &e);
    snprintf(said, sizeof said, removed ? _("已挂上：%s") : _("已挂上：%s；投递夹里的原件没有删掉"), m->name);
    end(m);
    desk_back(d);                               /* the page is gone now */
    desk_say(d, FACE_GOOD, "%s", said);
}

static void send_part(struct move *m);

static void part_there(void *ctx, const struct pg_answer *a)
{
    struct move *m = ctx;
    if (is_over(m)) return;
    if (!a->ok) {
        fail_in(m, &a->err);
        return;
    }
    say_how_far(m, _("正在挂上："));
    send_part(m);
}

static void hang(struct move *m)
{
    const char *params[] = { m->relation, m->id, m->name, m->number };
    struct err e = { .code = ERR_NONE };

    if (drop_changed(&m->in) || m->done != m->in.was.st_size) {
        err_set(&e, ERR_VALUE, m->in.name, _("还没有传完，或者刚刚变了；传完了再挂"));
        fail_in(m, &e);
        return;
    }
    ask(m, "select app.attach($1, $2, $3, $4)", 4, params, hung);
    tell_send(m->page->desk->pg);
}

static void send_part(struct move *m)
{
    struct err e = { .code = ERR_NONE };

    arena_clear(m->part);
    char *bytes = arena_get(m->part, PART);
    long n = drop_read(&m->in, bytes, PART, &e);
    if (n < 0) {
        fail_in(m, &e);
    } else if (n == 0 || m->done + n > m->size) {      /* one that grows is told apart by its size */
        m->done += n;
        hang(m);
    } else {
        const char *params[] = { m->number, arena_printf(m->part, "%d", m->n++), base64_encode(m->part, bytes, (size_t)n) };
        m->done += n;
        ask(m, "insert into work.upload (upload, n, data) values ($1, $2, decode($3, 'base64')) on conflict (login, upload, n) do nothing", 3, params, part_there);
    }
}

static void number_came(void *ctx, const struct pg_answer *a)
{
    struct move *m = ctx;
    if (is_over(m)) return;
    if (!a->ok) {
        fail_in(m, &a->err);
        return;
    }
    m->number = arena_str(m->arena, rows_text(a->rows, 0, 0));
    send_part(m);
}

void attach_move_in(struct page *p, const struct attach_args *to, const char *file, const char *name, long long most)
{
    struct move *m = move_new(p, name);
    struct err e = { .code = ERR_NONE };

    if (!drop_open(m->arena, m->folder, file, most, &m->in, &e)) {
        fail_in(m, &e);
        return;
    }
    m->relation = arena_str(m->arena, to->relation);
    m->id = arena_printf(m->arena, "%lld", (long long)to->id);
    m->size = m->in.was.st_size;
    ask(m, "select api.upload_begin()", 0, NULL, number_came);
}

/* ---- out */
static void fail_out(struct move *m, const struct err *e)
{
    desk_line_refused(m->page->desk, e);
    end(m);
}

static void finish(struct move *m)
{
    struct desk *d = m->page->desk;
    struct err e = { .code = ERR_NONE };
    const char *name = "";

    for (int n = 1; n <= NAMES_MOST; n++) {
        name = name_for_file(m->arena, m->name, m->file->ext, n);
        if (drop_finish(&m->out, name, &e)) {
            desk_say(d, FACE_GOOD, _("已取出：投递夹 out/%s，用 sftp 拿走"), name);
            end(m);
            return;
        }
        if (e.code)
            break;
    }
    if (!e.code)
        err_set(&e, ERR_VALUE, name, _("投递夹里同名的太多，请先拿走或删掉一些"));
    fail_out(m, &e);
}

static void ask_part(struct move *m);

static void part_came(void *ctx, const struct pg_answer *a)
{
    struct move *m = ctx;
    if (is_over(m)) return;
    struct err e = { .code = ERR_NONE };
    size_t n = 0;

    if (!a->ok) {
        fail_out(m, &a->err);
        return;
    }
    arena_clear(m->part);
    const char *bytes = base64_decode(m->part, rows_text(a->rows, 0, 0), &n);
    if (!bytes || !n)
        err_set(&e, ERR_SERVER, "api.file_part");
    if (e.code || !drop_write(&m->out, bytes, n, &e)) {
        fail_out(m, &e);
        return;
    }
    m->done += (long long)n;
    say_how_far(m, _("正在取出："));
    if (m->done >= m->size) finish(m);
    else ask_part(m);
}

static void ask_part(struct move *m)
{
    const char *params[] = { m->number, arena_printf(m->part, "%lld", m->done), arena_printf(m->part, "%d", PART) };

    ask(m, "select api.file_part($1, $2, $3)", 3, params, part_came);
}

static void fetch_began(void *ctx, const struct pg_answer *a)
{
    struct move *m = ctx;
    if (is_over(m)) return;
    struct err e = { .code = ERR_NONE };

    if (!a->ok) {
        fail_out(m, &a->err);
        return;
    }
    m->number = arena_str(m->arena, rows_text(a->rows, 0, 0));
    if (!drop_create(m->arena, m->folder, &m->out, &e)) fail_out(m, &e);
    else ask_part(m);
}

void attach_move_out(struct page *p, const struct attach_file *f, const char *why)
{
    struct move *m = move_new(p, f->name);
    const char *params[] = { f->id, why };

    m->file = f;
    m->size = f->size;
    ask(m, "select app.fetch_begin($1, $2, true)", 2, params, fetch_began);
}
