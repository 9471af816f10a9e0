/* SPDX-License-Identifier: Apache-2.0 */
/* A call lives from pg_put() to its answer: in the queue, then as pg->now. It is out of both before its owner hears of it, so the
 * owner may ask, forget or detach from within. */
#include "pg/inner.h"
#include "pg/fail.h"
#include "pg/net.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

static void result_close(void *p)
{
    struct call *c = p;

    PQclear(c->result);
}

static struct call *call_new(struct pg *pg, const struct pg_request *ask)
{
    struct arena *a = arena_new(pg->arena);
    struct call *c = arena_new_of(a, struct call);
    const char **params = arena_array(a, const char *, ask->n + 1);

    for (int i = 0; i < ask->n; i++)
        params[i] = arena_str(a, ask->params[i]);
    c->arena = a;
    c->ask = *ask;
    c->ask.sql = arena_str(a, ask->sql);
    c->ask.params = params;
    c->at_ready = pg->getting_ready;
    arena_defer(a, result_close, c);
    return c;
}

void pg_put(struct pg *pg, const struct pg_request *ask)
{
    struct call *c = call_new(pg, ask), **at = &pg->head;

    if (pg->getting_ready && pg->ahead)
        at = &pg->ahead->next;
    else if (!pg->getting_ready)
        while (*at)
            at = &(*at)->next;
    if (pg->getting_ready)
        pg->ahead = c;
    c->next = *at;
    *at = c;
    pg_connect(pg);
}

void pg_send(struct pg *pg, const char *sql, int n, const char *const *params, pg_done_fn *done, void *ctx)
{
    pg_put(pg, &(struct pg_request){ .sql = sql, .n = n, .params = params, .done = done, .ctx = ctx });
}

void pg_forget(struct pg *pg, const void *ctx)
{
    if (pg->now && pg->now->ask.ctx == ctx)
        pg->now->forgotten = true;
    for (struct call **at = &pg->head; *at;) {
        struct call *c = *at;
        if (c->ask.ctx != ctx) {
            at = &c->next;
            continue;
        }
        *at = c->next;
        arena_free(c->arena);
    }
}

/* The last thing that happens to a call. */
static void answer(struct call *c, const struct pg_answer *a)
{
    if (c->ask.done && !c->forgotten)
        c->ask.done(c->ask.ctx, a);
    arena_free(c->arena);
}

static void answer_err(struct call *c, const struct err *e, bool unknown)
{
    struct pg_answer a = { .err = *e, .unknown = unknown };

    answer(c, &a);
}

static void answer_result(struct call *c)
{
    struct pg_answer a = { .ok = false };
    ExecStatusType status = PQresultStatus(c->result);

    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) {
        a.ok = true;
        a.rows = rows_copy(c->ask.arena && !c->forgotten ? c->ask.arena : c->arena, c->result);
    } else {
        fail_result(&a.err, c->result);
    }
    answer(c, &a);
}

bool queue_flush(struct pg *pg)
{
    int left = net_flush(pg->conn);

    pg->unsent = left > 0;
    return left >= 0;
}

void queue_send(struct pg *pg)
{
    struct call *c = pg->head;

    if (pg->now || !c)
        return;
    pg->head = c->next;
    pg->now = c;
    pg->cancel_by = 0;
    if (!net_send(pg->conn, c->ask.sql, c->ask.n, c->ask.script ? NULL : c->ask.params) || !queue_flush(pg))
        pg_break(pg, PQerrorMessage(pg->conn));
}

/* Keeps the first bad result, else the last. A copy has no place here: it ends in an error. */
static void keep(struct pg *pg, struct call *c, PGresult *res)
{
    net_refuse_copy(pg->conn, res);
    if (c->result && PQresultStatus(c->result) == PGRES_FATAL_ERROR) {
        PQclear(res);
        return;
    }
    PQclear(c->result);
    c->result = res;
}

/* A result that says the server threw us out is a broken line, not an answer. */
static bool is_farewell(const struct pg *pg, const struct call *c)
{
    const char *severity = PQresultErrorField(c->result, PG_DIAG_SEVERITY_NONLOCALIZED);

    return PQstatus(pg->conn) == CONNECTION_BAD || (severity && strcmp(severity, "ERROR") != 0);
}

bool queue_read(struct pg *pg)
{
    while (pg->now && !PQisBusy(pg->conn)) {
        struct call *c = pg->now;
        PGresult *res = net_result(pg->conn);
        if (res) {
            keep(pg, c, res);
            if (PQstatus(pg->conn) == CONNECTION_BAD)
                return false;
            continue;
        }
        if (!c->result || is_farewell(pg, c))
            return false;
        pg->now = NULL;
        answer_result(c);
        if (pg->state != PG_READY)
            return true;                /* the owner let the line go */
        queue_send(pg);
    }
    return true;
}

void queue_broken(struct pg *pg)
{
    struct call *c = pg->now;
    struct err e;

    pg->now = NULL;
    for (struct call **at = &pg->head; *at;) {
        struct call *old = *at;
        if (!old->at_ready) {
            at = &old->next;
            continue;
        }
        *at = old->next;
        fail_lost(&e, pg->error.detail);
        answer_err(old, &e, false);
        at = &pg->head;                 /* the owner may have changed the queue */
    }
    if (!c)
        return;
    if (c->ask.again && !c->at_ready && !c->forgotten && !c->cancelled) {
        PQclear(c->result);
        c->result = NULL;
        c->next = pg->head;
        pg->head = c;
        return;
    }
    fail_lost(&e, pg->error.detail);
    if (c->cancelled) {
        err_set(&e, ERR_CANCELLED);
        snprintf(e.hint, sizeof e.hint, "%s", _("数据库没有回答，可能已经办了，请看一眼再办"));
    }
    answer_err(c, &e, true);
}

void queue_cancel(struct pg *pg)
{
    for (struct call *c = pg->head; c; c = c->next) {
        c->cancelled = !c->at_ready;
        pg->cancels |= c->cancelled;
    }
}

/* One at a time from the head: the owner may change the queue. What he asks now is not marked. */
static struct call *take_cancelled(struct pg *pg)
{
    for (struct call **at = &pg->head; *at; at = &(*at)->next) {
        struct call *c = *at;
        if (!c->cancelled)
            continue;
        *at = c->next;
        return c;
    }
    return NULL;
}

void queue_tell_cancelled(struct pg *pg)
{
    struct err e;

    if (!pg->cancels)
        return;
    pg->cancels = false;
    for (struct call *c; (c = take_cancelled(pg)); ) {
        err_set(&e, ERR_CANCELLED);
        answer_err(c, &e, false);
    }
}

void queue_fail(struct pg *pg, const struct err *e)
{
    struct call *c = pg->head, *next;

    for (pg->head = NULL; c; c = next) {
        next = c->next;
        answer_err(c, e, false);
    }
}
