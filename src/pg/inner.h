/* SPDX-License-Identifier: Apache-2.0 */
/* inner.h - what the files of pg/ share and nobody else sees: the connection's insides.
 * Invariants: (1) conn is NULL in DOWN, LOST and before the first pg_io() of CONNECTING; (2) now is not in the queue;
 * (3) a call's arena holds all of it but the rows its owner wanted elsewhere. */
#ifndef LB_PG_INNER_H
#define LB_PG_INNER_H
#include "base/arena.h"
#include "pg/pg.h"
#include <libpq-fe.h>

struct call {
    struct call *next;
    struct arena *arena;
    struct pg_request ask;      /* texts copied                                     */
    bool forgotten;             /* nobody hears the answer                          */
    bool at_ready;              /* asked while getting ready: goes when the line goes */
    bool cancelled;             /* waiting: to be answered so; under way: not to be repeated */
    PGresult *result;           /* what counts so far: the first bad one, else the last with rows or not */
};

struct pg {
    struct arena *arena;
    const char *conninfo, *program;
    PGconn *conn;
    enum pg_state state;
    PostgresPollingStatusType polling;
    bool was_ready;             /* ever: from then on a break is a state            */
    bool getting_ready;         /* inside on_ready                                  */
    bool unsent;                /* libpq holds bytes the line would not take        */
    long long deadline;         /* CONNECTING: gives up; LOST: next try; ms         */
    int wait;                   /* last back-off, ms                                */
    bool cancels;               /* some of the queue are cancelled and not yet told */
    long long cancel_by;        /* the one under way is given up then, ms; 0 = not cancelled */
    struct err error;
    struct call *head, *now, *ahead;
    pg_state_fn *on_state;   void *state_ctx;
    pg_ready_fn *on_ready;   void *ready_ctx;
    pg_notice_fn *on_notice; void *notice_ctx;
    pg_notify_fn *on_notify; void *notify_ctx;
    pg_wait_fn *on_wait;     void *wait_ctx;
};

/* queue.c */
void queue_send(struct pg *);                      /* starts the next call when nothing is under way */
bool queue_flush(struct pg *);                     /* false when the line broke                      */
bool queue_read(struct pg *);                      /* takes what has come; false when the line broke */
void queue_fail(struct pg *, const struct err *);  /* answers everything that waits                  */
void queue_broken(struct pg *);                    /* the one under way after a break                */
void queue_cancel(struct pg *);                    /* marks what waits                               */
void queue_tell_cancelled(struct pg *);            /* answers what is marked                         */
/* pg.c */
void pg_break(struct pg *, const char *why);
/* copy.c */
struct rows *rows_copy(struct arena *, const PGresult *);
#endif
