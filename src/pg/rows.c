/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/rows.h"
#include <stdlib.h>
#include <string.h>

static const char *cell(const struct rows *r, int row, int column)
{
    if (!r || row < 0 || row >= r->n || column < 0 || column >= r->n_columns)
        return NULL;
    return r->cell[(size_t)row * (size_t)r->n_columns + (size_t)column];
}

const char *rows_text(const struct rows *r, int row, int column)
{
    const char *s = cell(r, row, column);

    return s ? s : "";
}

bool rows_is_null(const struct rows *r, int row, int column)
{
    return !cell(r, row, column);
}

int rows_column(const struct rows *r, const char *name)
{
    for (int i = 0; r && i < r->n_columns; i++)
        if (!strcmp(r->column[i], name))
            return i;
    return -1;
}

const char *rows_get(const struct rows *r, int row, const char *name)
{
    return rows_text(r, row, rows_column(r, name));
}

long long rows_int(const struct rows *r, int row, int column)
{
    return strtoll(rows_text(r, row, column), NULL, 10);
}

bool rows_bool(const struct rows *r, int row, int column)
{
    return *rows_text(r, row, column) == 't';
}
