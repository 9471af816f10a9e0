/* SPDX-License-Identifier: Apache-2.0 */
/* table.h - rows and columns with a '>' at the current row. Texts by callback; the widget holds no data.
 * The marker takes the first two cells, each column its width, two blanks lie between columns. A clipped cell ends in '.'. */
#ifndef LB_WIDGET_TABLE_H
#define LB_WIDGET_TABLE_H
#include "term/face.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct table_column {
    const char *title;
    int cells;                  /* width; 0: the column is not there         */
    bool is_right;              /* numbers                                   */
};

struct table_source {
    /* The text of a cell; NULL is empty. Must live until the draw is over.  */
    const char *(*cell)(void *ctx, size_t row, size_t column);
    /* How a cell looks when its row is not current; may be NULL.            */
    enum face (*face)(void *ctx, size_t row, size_t column);
    void *ctx;
};

struct table {
    const struct table_column *columns;     /* the owner's                   */
    size_t n_columns;
    struct table_source source;
    size_t n_rows;              /* set it when the data changes, with table_rows() */
    size_t row, top;            /* current, first shown                      */
    int height;                 /* rows of the last draw, for PgUp and PgDn  */
    int beyond;                 /* after a key: -1 it asked for rows before the first, 1 after the last, 2 a page after;
                                   -2 a page before: for owners that page by key */
};

void table_init(struct table *, const struct table_column *, size_t n_columns, struct table_source);
/* New data: keeps the current row within. */
void table_rows(struct table *, size_t n);
/* Up, Down, PgUp, PgDn: for a table below a line of text, which has Home and End. */
bool table_step(struct table *, uint32_t key);
/* The same and Home, End. */
bool table_key(struct table *, uint32_t key);
/* Cells the longest text of a column takes, at least and at most so many. */
int table_widest(const struct table *, size_t column, int least, int most);
void table_titles(const struct table *, int y, int x, int cells);
/* Draws `rows` rows; puts the cursor at the marker when active. */
void table_draw(struct table *, int y, int x, int rows, int cells, bool is_active);
#endif
