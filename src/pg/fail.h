/* SPDX-License-Identifier: Apache-2.0 */
/* fail.h - what libpq reports, as a sentence for a clerk.
 * Our own refusals have class LB: primary message Chinese, detail English, hint in the language of the account. The language of the
 * session chooses the sentence, the other is dropped. The three digits are an error number of err.def where one is meant, LB001 a plain
 * broken rule. Other states go by sqlstate.def. */
#ifndef LB_PG_FAIL_H
#define LB_PG_FAIL_H
#include "base/err.h"
#include <libpq-fe.h>

bool fail_result(struct err *, const PGresult *);                         /* always false */
/* A connection that could not be made or is broken. */
bool fail_connect(struct err *, const PGconn *);                          /* always false */
bool fail_text(struct err *, const char *says, const char *user);         /* always false */
bool fail_lost(struct err *, const char *why);                            /* always false */
/* The statement's or function's line a result complains of, counted from 1; 0 when it does not say. */
int fail_line(const PGresult *, const char *sql);
#endif
