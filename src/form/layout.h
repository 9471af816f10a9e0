/* SPDX-License-Identifier: Apache-2.0 */
/* layout.h - rows of names become places in cells; no coordinates are written anywhere.
 * Labels end in one line below each other, values begin one cell after; a terminal of twice the width carries two rows on a line.
 * Pure: a width and names in, places out. Invariants: (1) no two places overlap; (2) nothing passes `width`;
 * (3) places are in the order Enter walks them. */
#ifndef LB_FORM_LAYOUT_H
#define LB_FORM_LAYOUT_H
#include "form/field.h"

struct place {
    size_t field;               /* index in the fieldset                                       */
    int line;                   /* from 0                                                      */
    int label_x, label_cells;   /* label_cells 0: drawn without its label                      */
    int x, cells, lines;        /* the value                                                   */
    const char *label;
};
struct layout {
    struct place *at;
    size_t n, cap;
    int lines;                  /* screen lines in all                                         */
};

/* Names missing in the set are left out (bind has reported them). skip: fields not asked for now, by index; NULL = none. */
void layout_rows(struct arena *, struct layout *, const struct fieldset *, const struct form_rows *, int width, bool en, const bool *skip);
/* A header: values in one line each row, labels only where the block asks for them. */
void layout_header(struct arena *, struct layout *, const struct fieldset *, const struct form_part *, int width, bool en);
/* Cells of each column of a list so that they fill `width`, one blank between; 0 = it does not fit and is left out. */
void layout_columns(const struct fieldset *, const struct names *, int width, bool en, int *cells);

/* The place nearest below (way 1) or above (-1) y and x, the same column first, among those it is shown; `best` begins as the one at hand. */
struct layout_near { int y, x, way; size_t best; long least; };
void layout_see(struct layout_near *, size_t i, int y, int x);
#endif
