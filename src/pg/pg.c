/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/pg.h"
#include "pg/inner.h"
#include "pg/fail.h"
#include "pg/net.h"
#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CONNECT_MS = 10000, FIRST_WAIT_MS = 200, LAST_WAIT_MS = 10000 };

static long long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static void turn(struct pg *pg, enum pg_state state)
{
    if (pg->state == state)
        return;
    pg->state = state;
    if (pg->on_state)
        pg->on_state(pg->state_ctx, state);
}

static void hang_up(void *p)
{
    struct pg *pg = p;

    if (pg->conn)
        PQfinish(pg->conn);
    pg->conn = NULL;
}

struct pg *pg_new(struct arena *a, const char *conninfo, const char *program)
{
    struct arena *own = arena_new(a);
    struct pg *pg = arena_new_of(own, struct pg);

    pg->arena = own;
    pg->conninfo = arena_str(own, conninfo ? conninfo : "");
    pg->program = arena_str(own, program);
    arena_defer(own, hang_up, pg);
    setenv("PGLOCALEDIR", "/nonexistent", 1);   /* fail.c knows libpq's own words in English only */
    return pg;
}

void pg_on_state(struct pg *pg, pg_state_fn *fn, void *ctx) { pg->on_state = fn; pg->state_ctx = ctx; }
void pg_on_ready(struct pg *pg, pg_ready_fn *fn, void *ctx) { pg->on_ready = fn; pg->ready_ctx = ctx; }
void pg_on_notice(struct pg *pg, pg_notice_fn *fn, void *ctx) { pg->on_notice = fn; pg->notice_ctx = ctx; }
void pg_on_notify(struct pg *pg, pg_notify_fn *fn, void *ctx) { pg->on_notify = fn; pg->notify_ctx = ctx; }
void pg_on_wait(struct pg *pg, pg_wait_fn *fn, void *ctx) { pg->on_wait = fn; pg->wait_ctx = ctx; }

enum pg_state pg_state(const struct pg *pg) { return pg->state; }
bool pg_is_idle(const struct pg *pg) { return !pg->now && !pg->head; }
const struct err *pg_error(const struct pg *pg) { return &pg->error; }
const char *pg_database(const struct pg *pg) { return pg->conn && PQdb(pg->conn) ? PQdb(pg->conn) : ""; }
int pg_backend(const struct pg *pg) { return pg->state == PG_READY ? PQbackendPID(pg->conn) : 0; }
bool pg_in_transaction(const struct pg *pg) { return pg->state == PG_READY && PQtransactionStatus(pg->conn) != PQTRANS_IDLE; }
int pg_fd(const struct pg *pg) { return pg->conn ? PQsocket(pg->conn) : -1; }

char *pg_database_of(struct arena *a, const char *conninfo)
{
    PQconninfoOption *given = conninfo && *conninfo ? PQconninfoParse(conninfo, NULL) : NULL, *all = given ? given : PQconndefaults();
    char *name = NULL;

    for (PQconninfoOption *o = all; o && o->keyword; o++)
        if (!strcmp(o->keyword, "dbname") && o->val)
            name = arena_str(a, o->val);
    PQconninfoFree(all);
    return name ? name : given ? pg_database_of(a, "") : arena_str(a, "");
}

void pg_connect(struct pg *pg)
{
    if (pg->state != PG_DOWN)
        return;
    pg->deadline = now_ms() + CONNECT_MS;
    turn(pg, PG_CONNECTING);            /* pg_io() opens the line */
}

short pg_events(const struct pg *pg)
{
    if (!pg->conn)
        return 0;
    if (pg->state == PG_CONNECTING)
        return pg->polling == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    return pg->unsent ? POLLIN | POLLOUT : POLLIN;
}

int pg_timeout(const struct pg *pg)
{
    long long left = pg->deadline - now_ms(), patience = pg->cancel_by - now_ms();

    if (pg->cancels)
        return 0;
    if (pg->state == PG_READY && pg->now && pg->cancel_by)
        return patience < 0 ? 0 : (int)patience;
    if (pg->state == PG_READY)
        return !pg->now && pg->head ? 0 : -1;
    if (pg->state == PG_DOWN)
        return -1;
    if (pg->state == PG_CONNECTING && !pg->conn)
        return 0;
    return left < 0 ? 0 : (int)left;
}

/* Doubling, and apart by up to a fifth from process to process: after a restart of the server not all terminals come at once. */
static void plan_retry(struct pg *pg)
{
    pg->wait = !pg->wait ? FIRST_WAIT_MS : pg->wait * 2 > LAST_WAIT_MS ? LAST_WAIT_MS : pg->wait * 2;
    pg->deadline = now_ms() + pg->wait + (getpid() * 7919LL) % (pg->wait / 5);
}

void pg_break(struct pg *pg, const char *why)
{
    struct err e;

    if (pg->state == PG_READY)
        fail_lost(&pg->error, why);
    hang_up(pg);
    if (pg->was_ready) {
        plan_retry(pg);
        turn(pg, PG_LOST);
        queue_broken(pg);
        return;
    }
    e = pg->error;
    turn(pg, PG_DOWN);
    queue_fail(pg, &e);
}

/* The connection could not be made. */
static void refused(struct pg *pg)
{
    fail_connect(&pg->error, pg->conn);
    pg_break(pg, "");
}

static void notice(void *ctx, const PGresult *res)
{
    struct pg *pg = ctx;
    const char *severity = PQresultErrorField(res, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

    if (pg->on_notice && text)
        pg->on_notice(pg->notice_ctx, severity ? severity : "", text);
}

static void open_line(struct pg *pg)
{
    const char *keys[] = { "dbname", "application_name", "client_encoding", NULL };
    const char *values[] = { pg->conninfo, pg->program, "UTF8", NULL };
    int first = *pg->conninfo ? 0 : 1;  /* an empty dbname would hide PGDATABASE */

    pg->conn = net_start(keys + first, values + first);
    pg->polling = PGRES_POLLING_WRITING;
    if (!pg->conn || PQstatus(pg->conn) == CONNECTION_BAD)
        refused(pg);
    else
        PQsetNoticeReceiver(pg->conn, notice, pg);
}

static void got_ready(struct pg *pg)
{
    bool again = pg->was_ready;

    PQsetnonblocking(pg->conn, 1);
    pg->was_ready = true;
    pg->wait = 0;
    err_clear(&pg->error);
    turn(pg, PG_READY);
    pg->getting_ready = true;
    pg->ahead = NULL;
    if (pg->on_ready)
        pg->on_ready(pg->ready_ctx, again);
    pg->getting_ready = false;
    if (pg->state == PG_READY)
        queue_send(pg);
}

static void go_on_connecting(struct pg *pg)
{
    struct pollfd p;

    if (!pg->conn) {
        open_line(pg);
        return;
    }
    if (now_ms() >= pg->deadline) {
        fail_text(&pg->error, "timeout expired", "");
        pg_break(pg, "");
        return;
    }
    p = (struct pollfd){ .fd = PQsocket(pg->conn), .events = pg_events(pg) };
    if (poll(&p, 1, 0) <= 0)
        return;
    pg->polling = net_poll(pg->conn);
    if (pg->polling == PGRES_POLLING_OK)
        got_ready(pg);
    else if (pg->polling == PGRES_POLLING_FAILED)
        refused(pg);
}

static void tell_notifications(struct pg *pg)
{
    PGnotify *n;

    while (pg->state == PG_READY && (n = PQnotifies(pg->conn))) {
        if (pg->on_notify && n->be_pid != PQbackendPID(pg->conn))
            pg->on_notify(pg->notify_ctx, n->relname, n->extra);
        PQfreemem(n);
    }
}

static void serve(struct pg *pg)
{
    if (!queue_flush(pg) || !net_consume(pg->conn) || !queue_read(pg)) {
        pg_break(pg, pg->conn ? PQerrorMessage(pg->conn) : "");
        return;
    }
    if (pg->state != PG_READY)
        return;
    tell_notifications(pg);
    if (pg->state == PG_READY)
        queue_send(pg);
}

void pg_io(struct pg *pg)
{
    queue_tell_cancelled(pg);
    if (pg->state == PG_LOST && now_ms() >= pg->deadline) {
        pg->deadline = now_ms() + CONNECT_MS;
        turn(pg, PG_CONNECTING);
    }
    if (pg->state == PG_CONNECTING)
        go_on_connecting(pg);
    else if (pg->state == PG_READY)
        serve(pg);
    if (pg->state == PG_READY && pg->now && pg->cancel_by && now_ms() >= pg->cancel_by)
        pg_break(pg, "");
}

/* PQcancel() waits for the server; it touches nothing but its argument. */
static void *stop_statement(void *cancel)
{
    char why[256];

    PQcancel(cancel, why, sizeof why);
    PQfreeCancel(cancel);
    return NULL;
}

void pg_cancel(struct pg *pg)
{
    PGcancel *c;
    pthread_t thread;

    if (!pg->now || !pg->conn)
        return;
    pg->now->cancelled = true;
    if (pg->cancel_by) {                /* asked twice: no more patience */
        pg->cancel_by = now_ms();
        return;
    }
    pg->cancel_by = now_ms() + PG_CANCEL_MS;
    c = PQgetCancel(pg->conn);
    if (c && !pthread_create(&thread, NULL, stop_statement, c))
        pthread_detach(thread);
    else
        PQfreeCancel(c);
}

void pg_cancel_all(struct pg *pg)
{
    pg_cancel(pg);
    queue_cancel(pg);
}

bool pg_detach(struct pg *pg)
{
    if (pg->state != PG_READY || !pg_is_idle(pg) || PQtransactionStatus(pg->conn) != PQTRANS_IDLE)
        return false;
    hang_up(pg);
    turn(pg, PG_DOWN);
    malloc_trim(0);
    return true;
}
