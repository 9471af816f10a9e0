/* SPDX-License-Identifier: Apache-2.0 */
/* pg.h - one connection to the database: its states and a queue of requests, of which one is under way. Nothing here waits but the
 * functions of "Wait", which are for tools and tests.
 *
 * The loop polls pg_fd() for pg_events(), at most pg_timeout() ms, and calls pg_io() whenever either has come.
 * Invariants: (1) requests are sent in the order given, one at a time; (2) each is answered exactly once, from pg_io(), never from
 * inside pg_send() or pg_put(), unless pg_forget() took it back; (3) after the first READY a broken line is a state, not an end: the
 * connection is tried again after 0.2 s, doubling up to 10 s, and requests that had not been sent wait for it; the one under way is
 * answered ERR_LOST with `unknown` set (it may have been done), or sent again when marked `again`; (4) a failed first connection
 * answers all requests with ERR_CONNECT or ERR_NO_ACCOUNT and stays DOWN until the next request; (5) no transaction is left open
 * between requests unless the caller says begin. */
#ifndef LB_PG_PG_H
#define LB_PG_PG_H
#include "base/err.h"
#include "pg/rows.h"
#include <stdbool.h>
#include <stddef.h>
struct arena;
struct pg;

enum pg_state {
    PG_DOWN,                    /* not connected and not trying: new, detached or refused */
    PG_CONNECTING,
    PG_READY,
    PG_LOST                     /* broken, the next try is planned                        */
};

struct pg_answer {
    bool ok;
    const struct rows *rows;    /* ok: the result; else NULL                              */
    struct err err;             /* not ok: why                                            */
    bool unknown;               /* the line broke under it: it may or may not be done     */
};
/* The answer and its rows live until the function returns, unless the request names an arena. */
typedef void pg_done_fn(void *ctx, const struct pg_answer *);

struct pg_request {
    const char *sql;            /* one statement with $1 ...; copied                      */
    int n;                      /* parameters                                             */
    const char *const *params;  /* texts, NULL for null; copied                           */
    pg_done_fn *done;           /* may be NULL                                            */
    void *ctx;                  /* also the mark pg_forget() goes by                      */
    struct arena *arena;        /* where the rows shall live; NULL: until done returns    */
    bool again;                 /* harmless to repeat (reads): sent again after a break   */
    bool script;                /* several statements, no parameters, last result counts  */
};

typedef void pg_state_fn(void *ctx, enum pg_state);
typedef void pg_ready_fn(void *ctx, bool again);           /* again: not the first time       */
typedef void pg_notice_fn(void *ctx, const char *severity, const char *text);
typedef void pg_notify_fn(void *ctx, const char *channel, const char *payload);

/* Make: closed with the arena. conninfo NULL or "" means the PG* environment; program is the application_name. */
struct pg *pg_new(struct arena *, const char *conninfo, const char *program);
void pg_on_state(struct pg *, pg_state_fn *, void *ctx);
/* Called at each READY; what it sends goes before everything that waits (sign-on, listen). */
void pg_on_ready(struct pg *, pg_ready_fn *, void *ctx);
void pg_on_notice(struct pg *, pg_notice_fn *, void *ctx);
void pg_on_notify(struct pg *, pg_notify_fn *, void *ctx);       /* of other sessions */

/* Loop */
void pg_connect(struct pg *);                              /* starts; pg_put() does it too    */
int pg_fd(const struct pg *);                              /* -1: none to poll                */
short pg_events(const struct pg *);                        /* POLLIN, POLLOUT                 */
int pg_timeout(const struct pg *);                         /* ms until pg_io() is due, -1 none */
void pg_io(struct pg *);

/* Ask */
enum pg_state pg_state(const struct pg *);
bool pg_is_idle(const struct pg *);                        /* nothing asked, nothing under way */
const struct err *pg_error(const struct pg *);             /* why DOWN or LOST; code 0: no reason */
const char *pg_database(const struct pg *);                /* name, "" while there is no line */
/* The database a conninfo (or, when it is "", the environment) means. */
char *pg_database_of(struct arena *, const char *conninfo);
int pg_backend(const struct pg *);                         /* process id of the server's side, 0 */
bool pg_in_transaction(const struct pg *);                 /* one that somebody began, also a failed one */

/* Request */
void pg_put(struct pg *, const struct pg_request *);
void pg_send(struct pg *, const char *sql, int n, const char *const *params, pg_done_fn *, void *ctx);
/* Takes back what this ctx asked: waiting requests go, the one under way ends unheard. */
void pg_forget(struct pg *, const void *ctx);
/* Stops the statement under way; it is answered ERR_CANCELLED and not repeated. A thread asks the server over a line of its own, so a
 * server that does not answer holds nobody: when it has not answered after PG_CANCEL_MS, or pg_cancel() is called once more, the line
 * is given up and the answer has `unknown` set. */
#define PG_CANCEL_MS 2000
void pg_cancel(struct pg *);
/* The same, and what waits is answered ERR_CANCELLED at the next pg_io(): it has not been done. What was asked while getting ready stays. */
void pg_cancel_all(struct pg *);
/* Gives the server's memory back while nobody works: closes when idle and outside a transaction; the next request connects again.
 * False when it could not. */
bool pg_detach(struct pg *);

/* Wait (tools, tests): NULL or false with e filled. The rows are the arena's. */
struct rows *pg_run(struct pg *, struct arena *, const char *sql, int n, const char *const *params, struct err *e);
/* A file of statements; line (may be NULL) gets the line of a fault within sql, 0 when unknown. */
bool pg_run_script(struct pg *, const char *sql, int *line, struct err *e);
/* copy ... from stdin with `text` of n bytes. */
bool pg_copy_in(struct pg *, const char *sql, const char *text, size_t n, struct err *e);
/* Serves the loop until idle or the line is down; false when it is down. */
bool pg_wait(struct pg *, struct err *e);
/* Called after each second in which one of these has heard nothing from the server; it must not use this connection. */
typedef void pg_wait_fn(void *ctx);
void pg_on_wait(struct pg *, pg_wait_fn *, void *ctx);
#endif
