/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/inner.h"
#include <stdlib.h>

struct rows *rows_copy(struct arena *a, const PGresult *res)
{
    struct rows *r = arena_new_of(a, struct rows);
    int n = PQntuples(res), n_columns = PQnfields(res);
    const char **column = arena_array(a, const char *, n_columns + 1);
    const char **cell = arena_array(a, const char *, (size_t)n * (size_t)n_columns + 1);

    for (int i = 0; i < n_columns; i++)
        column[i] = arena_str(a, PQfname(res, i));
    for (int row = 0; row < n; row++)
        for (int i = 0; i < n_columns; i++)
            if (!PQgetisnull(res, row, i))
                cell[(size_t)row * (size_t)n_columns + (size_t)i] =
                    arena_copy(a, PQgetvalue(res, row, i), (size_t)PQgetlength(res, row, i));
    *r = (struct rows){ .n = n, .n_columns = n_columns, .column = column, .cell = cell,
                        .changed = atol(PQcmdTuples((PGresult *)res)) };
    return r;
}
