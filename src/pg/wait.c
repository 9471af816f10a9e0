/* SPDX-License-Identifier: Apache-2.0 */
/* For programs that have nothing else to do meanwhile: the same queue, served by a poll of its own. */
#include "pg/inner.h"
#include "pg/fail.h"
#include "pg/net.h"
#include <poll.h>

enum { SILENCE_MS = 1000 };

/* One turn of a loop that has only this connection. */
static void turn_once(struct pg *pg)
{
    struct pollfd p = { .fd = pg_fd(pg), .events = pg_events(pg) };
    int ms = pg_timeout(pg);
    bool may_tell = pg->on_wait && ms < 0;

    if (!poll(&p, 1, may_tell ? SILENCE_MS : ms) && may_tell)
        pg->on_wait(pg->wait_ctx);
    pg_io(pg);
}

bool pg_wait(struct pg *pg, struct err *e)
{
    while (!pg_is_idle(pg) && pg->state != PG_LOST && pg->state != PG_DOWN)
        turn_once(pg);
    if (pg->state == PG_READY)
        return true;
    if (e)
        *e = pg->error;
    return false;
}

struct heard {
    bool done;
    struct rows *rows;
    struct err err;
};

static void hear(void *ctx, const struct pg_answer *a)
{
    struct heard *h = ctx;

    h->done = true;
    h->rows = a->ok ? (struct rows *)a->rows : NULL;
    h->err = a->err;
}

struct rows *pg_run(struct pg *pg, struct arena *a, const char *sql, int n, const char *const *params, struct err *e)
{
    struct heard h = { .done = false };

    pg_put(pg, &(struct pg_request){ .sql = sql, .n = n, .params = params, .done = hear, .ctx = &h, .arena = a });
    while (!h.done) {
        turn_once(pg);
        if (pg->state == PG_LOST && !h.done) {      /* never on a new line: a transaction may have gone with the old one */
            pg_forget(pg, &h);
            h.done = true;
            h.err = pg->error;
        }
    }
    if (!h.rows && e)
        *e = h.err;
    return h.rows;
}

/* Connected and with nothing under way, for the calls below that wait inside libpq. */
static bool settle(struct pg *pg, struct err *e)
{
    pg_connect(pg);
    while (pg->state == PG_CONNECTING || (pg->state == PG_READY && !pg_is_idle(pg)))
        turn_once(pg);
    if (pg->state == PG_READY)
        return PQsetnonblocking(pg->conn, 0) == 0;
    if (e)
        *e = pg->error;
    return false;
}

/* Until the next result can be taken without waiting, or the line is broken. */
static void hear_out(struct pg *pg)
{
    struct pollfd p = { .fd = PQsocket(pg->conn), .events = POLLIN };

    while (pg->on_wait && PQisBusy(pg->conn)) {
        if (!poll(&p, 1, SILENCE_MS))
            pg->on_wait(pg->wait_ctx);
        else if (!net_consume(pg->conn))
            return;
    }
}

/* Takes all results; false with e and line from the first bad one. */
static bool finish(struct pg *pg, const char *sql, int *line, struct err *e)
{
    PGresult *res;
    bool ok = true;

    while (hear_out(pg), (res = net_result(pg->conn))) {
        ExecStatusType status = PQresultStatus(res);
        net_refuse_copy(pg->conn, res);
        if (ok && status == PGRES_FATAL_ERROR) {
            ok = fail_result(e, res);
            if (line)
                *line = fail_line(res, sql);
        }
        PQclear(res);
        if (PQstatus(pg->conn) == CONNECTION_BAD)
            break;
    }
    if (PQstatus(pg->conn) == CONNECTION_BAD) {
        if (ok)
            ok = fail_lost(e, PQerrorMessage(pg->conn));
        pg_break(pg, PQerrorMessage(pg->conn));
    } else {
        PQsetnonblocking(pg->conn, 1);
    }
    return ok;
}

bool pg_run_script(struct pg *pg, const char *sql, int *line, struct err *e)
{
    if (line)
        *line = 0;
    if (!settle(pg, e))
        return false;
    if (!net_send(pg->conn, sql, 0, NULL)) {
        fail_lost(e, PQerrorMessage(pg->conn));
        pg_break(pg, PQerrorMessage(pg->conn));
        return false;
    }
    return finish(pg, sql, line, e);
}

bool pg_copy_in(struct pg *pg, const char *sql, const char *text, size_t n, struct err *e)
{
    enum { PIECE = 1 << 16 };
    PGresult *res;

    if (!settle(pg, e))
        return false;
    if (!net_send(pg->conn, sql, 0, NULL) || !(res = net_result(pg->conn))) {
        fail_lost(e, PQerrorMessage(pg->conn));
        pg_break(pg, PQerrorMessage(pg->conn));
        return false;
    }
    if (PQresultStatus(res) != PGRES_COPY_IN) {
        fail_result(e, res);
        PQclear(res);
        finish(pg, sql, NULL, NULL);
        return false;
    }
    PQclear(res);
    for (size_t at = 0; at < n; at += PIECE)
        if (!net_copy(pg->conn, text + at, (int)(n - at < PIECE ? n - at : PIECE)))
            break;
    net_copy_end(pg->conn, NULL);
    return finish(pg, sql, NULL, e);
}
