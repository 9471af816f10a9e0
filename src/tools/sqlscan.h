/* SPDX-License-Identifier: Apache-2.0 */
/* sqlscan.h - what can be seen of an SQL file before it is run. */
#ifndef LB_TOOLS_SQLSCAN_H
#define LB_TOOLS_SQLSCAN_H

/* The line of the first statement that begins or ends a transaction (begin, start, commit, rollback, abort); 0: there is none. Words in
 * comments, texts, names and bodies of functions do not count; `end` is not looked for, since bodies without quotes end with it. */
int sqlscan_transaction(const char *sql);
#endif
