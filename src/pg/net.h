/* SPDX-License-Identifier: Apache-2.0 */
/* net.h - the libpq calls that use the line, in one place so that a test can break the line under the n-th of them.
 * Compiled with LB_FAULTS, LAOBING_FAULT=n shuts the socket down before call n (counted from 1 in each process), so that libpq itself
 * meets a broken line; with LAOBING_COUNT the number of calls is told at the end; without LB_FAULTS these are the plain calls. */
#ifndef LB_PG_NET_H
#define LB_PG_NET_H
#include <libpq-fe.h>
#include <stdbool.h>

PGconn *net_start(const char *const *keys, const char *const *values);
PostgresPollingStatusType net_poll(PGconn *);
bool net_send(PGconn *, const char *sql, int n, const char *const *params);   /* params NULL: simple protocol */
int net_flush(PGconn *);
bool net_consume(PGconn *);
PGresult *net_result(PGconn *);
bool net_copy(PGconn *, const char *text, int n);
bool net_copy_end(PGconn *, const char *error);
/* Ends a copy nobody wanted, when res began one: what comes in is refused, what goes out is dropped. */
void net_refuse_copy(PGconn *, const PGresult *);
/* How many of these calls this process has made (0 without LB_FAULTS). */
long net_calls(void);
#endif
