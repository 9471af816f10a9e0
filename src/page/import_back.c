/* SPDX-License-Identifier: Apache-2.0 */
/* Lines that were not taken, as they were brought, with the reason behind: put right, the same file is imported again. */
#include "page/import.h"
#include "base/text.h"
#include "drop/drop.h"
#include "drop/name.h"
#include "page/attach.h"
#include "pg/rows.h"
#include <string.h>

enum { NAMES_MOST = 100 };      /* files of one name in out/ */

struct back {
    struct page *page;
    struct arena *arena;
    const char *id, *name;
    struct drop_out out;
    long after;
};

static void finish(struct back *m, struct err *e)
{
    struct desk *d = m->page->desk;
    const char *name = "";

    for (int n = 1; !e->code && n <= NAMES_MOST; n++) {
        name = name_for_file(m->arena, m->name, "csv", n);
        if (drop_finish(&m->out, name, e)) {
            desk_say(d, FACE_GOOD, _("没有收的写在投递夹 out/%s，改好了再导入"), name);
            arena_free(m->arena);
            return;
        }
    }
    if (!e->code) err_set(e, ERR_VALUE, name, _("投递夹里同名的太多，请先拿走或删掉一些"));
    desk_fail(d, e);
    arena_free(m->arena);
}

static void lines_came(void *ctx, const struct pg_answer *a);

static void ask_lines(struct back *m)
{
    const char *params[] = { m->id, arena_printf(m->page->desk->event, "%ld", m->after) };
    import_ask(m->page, "select n, csv from app.import_rejects($1, $2)", 2, params, lines_came, m);
}

static void lines_came(void *ctx, const struct pg_answer *a)
{
    struct back *m = ctx;
    if (page_answered(m->page)) return;
    struct err e = { .code = ERR_NONE };
    bool ok = a->ok;

    for (int i = 0; ok && i < a->rows->n; i++) {
        const char *line = rows_text(a->rows, i, 1);
        ok = drop_write(&m->out, line, strlen(line), &e);
    }
    if (!ok) {
        desk_fail(m->page->desk, a->ok ? &e : &a->err);
        arena_free(m->arena);
    } else if (a->rows->n > (m->after < 0)) {
        m->after = (long)rows_int(a->rows, a->rows->n - 1, 0);
        ask_lines(m);
    } else {
        finish(m, &e);
    }
}

void import_give_back(struct page *p, const char *id, const char *file)
{
    struct arena *a = arena_new(p->arena);
    struct back *m = arena_new_of(a, struct back);
    struct err e = { .code = ERR_NONE };
    const char *name = name_of_file(a, file), *dot = strrchr(name, '.');

    *m = (struct back){ .page = p, .arena = a, .id = id, .after = -1, .out = { .folder = -1, .fd = -1 } };
    m->name = arena_printf(a, "%.*s%s", dot ? (int)(dot - name) : (int)strlen(name), name, _("-没有收的"));
    if (drop_create(a, arena_str(a, attach_folder(p->desk)), &m->out, &e) && drop_write(&m->out, "\xef\xbb\xbf", 3, &e)) {
        ask_lines(m);
        return;
    }
    desk_fail(p->desk, &e);
    arena_free(a);
}
