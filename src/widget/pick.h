/* SPDX-License-Identifier: Apache-2.0 */
/* pick.h - a floating box: a line to type in and the list that answers it. The owner filters (it may ask the database) and
 * calls pick_rows() when the answer has come; until then the old list stays. */
#ifndef LB_WIDGET_PICK_H
#define LB_WIDGET_PICK_H
#include "widget/edit.h"
#include "widget/table.h"

enum pick_state { PICK_OPEN, PICK_CHOSEN, PICK_LEFT };

struct pick_source {
    const char *(*label)(void *ctx, size_t row);
    const char *(*hint)(void *ctx, size_t row);             /* beside the label; may be NULL    */
    void (*filter)(void *ctx, const char *text);            /* what was typed changed; may be NULL */
    void *ctx;
};

struct pick {
    struct pick_source source;
    const char *title;          /* the owner's                                             */
    const char *note;           /* below the list (how many, what else); the owner's       */
    struct edit filter;
    struct table list;
    struct table_column columns[2];
    bool has_numbers;           /* digits choose among the rows shown instead of filtering */
    enum pick_state state;
    size_t chosen;              /* row, when PICK_CHOSEN                                    */
};

void pick_init(struct pick *, struct arena *, const char *title, struct pick_source);
void pick_rows(struct pick *, size_t n);
/* Enter chooses, Esc and ^B leave, arrows and page keys move, text filters: true but for function keys. Look at state. */
bool pick_key(struct pick *, uint32_t key);
/* In the middle of the screen, over what is there. */
void pick_draw(struct pick *);
#endif
