/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/inner.h"
#include <stdlib.h>
#include <string.h>

/* All texts in one piece, the empty one apart: a cell of its own costs more than most cells hold. */
static size_t texts_size(const PGresult *res, int n, int n_columns)
{
    size_t size = 0;
    for (int row = 0; row < n; row++)
        for (int i = 0; i < n_columns; i++) {
            int length = PQgetlength(res, row, i);
            size += length ? (size_t)length + 1 : 0;
        }
    return size;
}

struct rows *rows_copy(struct arena *a, const PGresult *res)
{
    struct rows *r = arena_new_of(a, struct rows);
    int n = PQntuples(res), n_columns = PQnfields(res);
    const char **column = arena_array(a, const char *, n_columns + 1);
    const char **cell = arena_array(a, const char *, (size_t)n * (size_t)n_columns + 1);

    for (int i = 0; i < n_columns; i++)
        column[i] = arena_str(a, PQfname(res, i));
    char *text = arena_get(a, texts_size(res, n, n_columns));
    for (int row = 0; row < n; row++)
        for (int i = 0; i < n_columns; i++) {
            size_t length = (size_t)PQgetlength(res, row, i);
            if (PQgetisnull(res, row, i)) continue;
            cell[(size_t)row * (size_t)n_columns + (size_t)i] = length ? memcpy(text, PQgetvalue(res, row, i), length) : "";
            text += length ? length + 1 : 0;
        }
    *r = (struct rows){ .n = n, .n_columns = n_columns, .column = column, .cell = cell,
                        .changed = atol(PQcmdTuples((PGresult *)res)) };
    return r;
}
