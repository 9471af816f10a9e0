/* SPDX-License-Identifier: Apache-2.0 */
/* A statement that waits for a lock says nothing, and when it has given up the server no longer knows for whom it waited: so a second
 * connection asks while it waits. */
#include "tools/holder.h"
#include "base/text.h"
#include <stdio.h>

struct holder {
    struct ctl *c;
    struct pg *second;
    const struct rows *seen;    /* the last answer that named somebody, NULL */
};

#define WHO "a.pid, a.usename, a.application_name," \
            " to_char(coalesce(a.xact_start, a.backend_start) at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')"

static void look(void *ctx)
{
    struct holder *h = ctx;
    struct err none;
    const char *pid = arena_printf(h->c->a, "%d", pg_backend(h->c->pg));
    const struct rows *r;

    if (!h->second)
        h->second = pg_new(h->c->a, h->c->conninfo, "laobingctl");
    r = pg_run(h->second, h->c->a, "select " WHO " from pg_stat_activity a where a.pid = any (pg_blocking_pids($1::int))"
                                   " order by a.xact_start limit 3", 1, &pid, &none);
    if (r && r->n)
        h->seen = r;
}

struct holder *holder_watch(struct ctl *c, struct err *e)
{
    struct holder *h = arena_new_of(c->a, struct holder);

    *h = (struct holder){ .c = c };
    pg_on_wait(c->pg, look, h);
    return ctl_run(c, e, arena_printf(c->a, "set lock_timeout = '%ds'", HOLDER_SECONDS)) ? h : NULL;
}

static const char *person(struct arena *a, const struct rows *r, int row)
{
    return arena_printf(a, _("进程 %s，%s（%s），从 %s 起"), rows_text(r, row, 0), rows_text(r, row, 1), rows_text(r, row, 2), rows_text(r, row, 3));
}

void holder_tell(struct holder *h, struct err *e)
{
    char hint[sizeof e->hint] = "";
    struct arena *a = h->c->a;

    if (strcmp(e->sqlstate, "55P03") != 0)
        return;
    for (int i = 0; h->seen && i < h->seen->n; i++) {
        size_t n = strlen(hint);
        snprintf(hint + n, sizeof hint - n, "%s\n", person(a, h->seen, i));
    }
    if (h->seen) {
        size_t n = strlen(hint);
        snprintf(hint + n, sizeof hint - n, _("请他退出，或 select pg_terminate_backend(%s)，再运行 laobingctl migrate"), rows_text(h->seen, 0, 0));
    }
    err_set(e, ERR_SERVER, arena_printf(a, _("要改的表有人占着，等了 %d 秒；这个文件一点没有装，前面的已经装好"), HOLDER_SECONDS));
    memcpy(e->hint, hint, sizeof hint);
}

const char *holder_of(struct ctl *c, const char *lock, struct err *e)
{
    struct rows *r = ctl_rows(c, e,
        "select " WHO " from pg_locks l join pg_stat_activity a on a.pid = l.pid"
        " where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and a.datname = current_database()"
        "   and l.database = (select d.oid from pg_database d where d.datname = current_database())"
        "   and (l.classid::bigint << 32 | l.objid::bigint) = hashtext($1)", 1, &lock);

    return r && r->n ? person(c->a, r, 0) : "";
}
