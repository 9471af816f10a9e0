/* SPDX-License-Identifier: Apache-2.0 */
/* laobing-sheet reads the file, a pack of its lines is one request. What an earlier try has brought is read over. */
#include "page/import.h"
#include "base/str.h"
#include "base/text.h"
#include "drop/drop.h"
#include "page/attach.h"
#include "pg/rows.h"
#include "sheet/child.h"
#include "sheet/sheet.h"
#include <string.h>
#include <time.h>

enum { PACK_BYTES = 256 << 10, PACK_LINES = 500 };

struct send {
    struct page *page;
    struct arena *arena;
    struct drop_in in;
    struct sheet_child *child;
    import_sent_fn *done;
    const char *file, *id;
    struct str pack;
    long n, there;              /* lines read; of which the database has so many */
    time_t said;
};

void import_ask(struct page *p, const char *sql, int n, const char *const *params, pg_done_fn *done, void *ctx)
{
    page_asks_for(p, _("导入"));
    pg_put(p->desk->pg, &(struct pg_request){ .sql = sql, .n = n, .params = params, .done = done, .ctx = ctx });
}

/* id NULL: e says why. The arena goes before the page hears of it: it may open another file. */
static void end(struct send *m, const struct err *e)
{
    struct page *p = m->page;
    import_sent_fn *done = m->done;
    const char *id = e ? NULL : arena_str(p->arena, m->id);
    struct err why = { .code = ERR_NONE };

    if (e) why = *e;
    arena_free(m->arena);
    if (e) page_turns_back(p, &why);
    else done(p, id);
}

static void send_pack(struct send *m);

static void read_came(void *ctx, const struct pg_answer *a)
{
    struct send *m = ctx;
    if (page_answered(m->page)) return;
    end(m, a->ok ? NULL : &a->err);
}

static void pack_there(void *ctx, const struct pg_answer *a)
{
    struct send *m = ctx;
    if (page_answered(m->page)) return;
    time_t now = time(NULL);
    if (!a->ok) {
        end(m, &a->err);
        return;
    }
    m->there = (long)rows_int(a->rows, 0, 0);
    if (now != m->said) desk_say(m->page->desk, FACE_TEXT, _("正在读：%ld 行"), m->there);
    m->said = now;
    send_pack(m);
}

/* The next lines the database does not have yet; how many. */
static int fill(struct send *m, struct err *e)
{
    int lines = 0;

    str_reset(&m->pack);
    for (const char *line; lines < PACK_LINES && m->pack.n < PACK_BYTES && (line = sheet_next(m->child, e));) {
        if (m->n++ < m->there) continue;
        str_add(&m->pack, lines++ ? "," : "[");
        str_add(&m->pack, line);
    }
    str_add(&m->pack, "]");
    return lines;
}

static void send_pack(struct send *m)
{
    struct err e = { .code = ERR_NONE };
    long from = m->there;
    int lines = fill(m, &e);
    const char *params[] = { m->id, arena_printf(m->page->desk->event, "%ld", from), m->pack.s };

    if (!e.code && !lines && drop_changed(&m->in)) err_set(&e, ERR_VALUE, m->file, _("还没有传完，或者刚刚变了；传完了再导入"));
    if (e.code) end(m, &e);
    else if (lines) import_ask(m->page, "select api.import_put($1, $2, $3)", 3, params, pack_there, m);
    else import_ask(m->page, "select api.import_read($1)", 1, params, read_came, m);
}

static void state_came(void *ctx, const struct pg_answer *a)
{
    struct send *m = ctx;
    if (page_answered(m->page)) return;
    if (!a->ok) {
        end(m, &a->err);
        return;
    }
    m->there = (long)rows_int(a->rows, 0, 1);
    if (strcmp(rows_text(a->rows, 0, 0), "reading")) end(m, NULL);      /* it was read before */
    else send_pack(m);
}

static void id_came(void *ctx, const struct pg_answer *a)
{
    struct send *m = ctx;
    if (page_answered(m->page)) return;
    if (!a->ok) {
        end(m, &a->err);
        return;
    }
    m->id = arena_str(m->arena, rows_text(a->rows, 0, 0));
    import_ask(m->page, "select state, n_rows from work.import where id = $1", 1, &m->id, state_came, m);
}

void import_send(struct page *p, const char *register_, const char *file, import_sent_fn *done)
{
    struct arena *a = arena_new(p->arena);
    struct send *m = arena_new_of(a, struct send);
    struct err e = { .code = ERR_NONE };

    *m = (struct send){ .page = p, .arena = a, .done = done, .file = arena_str(a, file), .in = { .folder = -1, .fd = -1 } };
    str_init(&m->pack, a, PACK_BYTES + 2 * SHEET_LINE);
    bool is_open = drop_open(a, arena_str(a, attach_folder(p->desk)), m->file, SHEET_BYTES, &m->in, &e);
    m->child = is_open ? sheet_start(a, m->in.fd, &e) : NULL;
    const char *heading = m->child ? sheet_next(m->child, &e) : NULL;
    if (!heading) {
        end(m, &e);
        return;
    }
    const char *params[] = { register_, m->file, sheet_digest(m->child), heading };
    import_ask(p, "select api.import_begin($1, $2, $3, $4::jsonb - 0)", 4, params, id_came, m);
}
