/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/net.h"
#ifdef LB_FAULTS
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static long calls;              /* only in test builds */

static void tell(void) { fprintf(stderr, "net calls %ld\n", calls); }

/* The line dies under call LAOBING_FAULT. */
static void count(PGconn *conn)
{
    const char *at = getenv("LAOBING_FAULT");

    if (!calls++ && getenv("LAOBING_COUNT"))
        atexit(tell);
    if (at && atol(at) == calls && conn && PQsocket(conn) >= 0)
        shutdown(PQsocket(conn), SHUT_RDWR);
}

long net_calls(void) { return calls; }
#else
static void count(PGconn *conn) { (void)conn; }
long net_calls(void) { return 0; }
#endif

PGconn *net_start(const char *const *keys, const char *const *values)
{
    PGconn *conn = PQconnectStartParams(keys, values, 1);

    count(conn);
    return conn;
}

PostgresPollingStatusType net_poll(PGconn *conn)
{
    count(conn);
    return PQconnectPoll(conn);
}

bool net_send(PGconn *conn, const char *sql, int n, const char *const *params)
{
    count(conn);
    return params ? PQsendQueryParams(conn, sql, n, NULL, params, NULL, NULL, 0) : PQsendQuery(conn, sql);
}

int net_flush(PGconn *conn)
{
    count(conn);
    return PQflush(conn);
}

bool net_consume(PGconn *conn)
{
    count(conn);
    return PQconsumeInput(conn);
}

PGresult *net_result(PGconn *conn)
{
    count(conn);
    return PQgetResult(conn);
}

bool net_copy(PGconn *conn, const char *text, int n)
{
    count(conn);
    return PQputCopyData(conn, text, n) == 1;
}

bool net_copy_end(PGconn *conn, const char *error)
{
    count(conn);
    return PQputCopyEnd(conn, error) == 1;
}

void net_refuse_copy(PGconn *conn, const PGresult *res)
{
    char *row = NULL;

    if (PQresultStatus(res) == PGRES_COPY_IN)
        net_copy_end(conn, "copy from stdin is not possible here");
    if (PQresultStatus(res) == PGRES_COPY_OUT)
        for (; PQgetCopyData(conn, &row, 0) > 0; PQfreemem(row))
            ;
}
