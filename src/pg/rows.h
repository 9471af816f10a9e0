/* SPDX-License-Identifier: Apache-2.0 */
/* rows.h - what a statement answered: a table of texts, copied off libpq onto an arena.
 * Invariants: (1) cell[row * n_columns + column] is NULL exactly where the value is null; (2) nothing refers to the connection, so
 * rows may outlive it, and a test may fill one by hand. Values are in PostgreSQL's text form. */
#ifndef LB_PG_ROWS_H
#define LB_PG_ROWS_H
#include <stdbool.h>
#include <stddef.h>

struct rows {
    int n;                      /* rows                                           */
    int n_columns;
    const char *const *column;  /* their names                                    */
    const char *const *cell;
    long changed;               /* rows an insert, update or delete touched       */
};

/* The text; "" for null and outside the table. */
const char *rows_text(const struct rows *, int row, int column);
bool rows_is_null(const struct rows *, int row, int column);
/* The number of a column by its name, -1 when there is none. */
int rows_column(const struct rows *, const char *name);
/* By name: "" for null, outside the table, or an unknown column. */
const char *rows_get(const struct rows *, int row, const char *name);
long long rows_int(const struct rows *, int row, int column);      /* 0 for null */
bool rows_bool(const struct rows *, int row, int column);          /* false for null */
#endif
