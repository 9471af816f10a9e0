/* SPDX-License-Identifier: Apache-2.0 */
/* edit_line.h - where the screen lines of an editor begin and end; between edit.c and edit_draw.c. */
#ifndef LB_WIDGET_EDIT_LINE_H
#define LB_WIDGET_EDIT_LINE_H
#include "widget/edit.h"

struct edit_line {
    size_t start, end;          /* the newline itself is not within             */
    size_t number;
    bool is_wrapped;            /* ends because the box does: end is the next start */
    bool is_last;
};

size_t edit_next(const struct edit *, size_t i);
size_t edit_prev(const struct edit *, size_t i);
/* Cells from a to b. */
int edit_span(const struct edit *, size_t a, size_t b);
struct edit_line edit_line_first(const struct edit *);
struct edit_line edit_line_next(const struct edit *, struct edit_line);
/* The line that holds index at. */
struct edit_line edit_line_at(const struct edit *, size_t at);
/* The index one line up (-1) or down (1) nearest to column want; the cursor itself when there is no such line. */
size_t edit_line_move(const struct edit *, int dir, int want);
#endif
