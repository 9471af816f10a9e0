/* SPDX-License-Identifier: Apache-2.0 */
/* box.h - a floating message: lines of text, and choices when something is to be decided. */
#ifndef LB_WIDGET_BOX_H
#define LB_WIDGET_BOX_H
#include "base/vec.h"
#include "term/face.h"
#include <stdbool.h>
#include <stdint.h>
struct arena;

struct box_line { const char *text; enum face face; };
struct box_choice { int id; const char *label; };

enum box_state { BOX_OPEN, BOX_CHOSEN, BOX_LEFT };

struct box {
    struct arena *arena;
    const char *title;
    VEC(struct box_line) lines;
    VEC(struct box_choice) choices;
    size_t current;             /* the choice Enter takes            */
    size_t top;                 /* first line shown                  */
    int height;                 /* lines shown by the last draw      */
    size_t n_wrapped;           /* lines there were for it           */
    bool other_number;          /* digits go by: they are of a number that is no choice */
    enum box_state state;
    int chosen;                 /* id of the choice, when BOX_CHOSEN */
};

/* Texts are copied to the arena. */
void box_init(struct box *, struct arena *, const char *title);
/* One paragraph, wrapped by cells when drawn; may hold newlines. */
void box_text(struct box *, enum face, const char *text);
/* Shown as "1 label"; the first is current. */
void box_choice(struct box *, int id, const char *label);
/* Digits or arrows and Enter choose; Esc and ^B leave; without choices any of these leaves. Used: every key. */
bool box_key(struct box *, uint32_t key);
void box_draw(struct box *);
/* For the size the screen has now: how much of the text it shows. box_draw() does it too. */
void box_lay(struct box *);
/* There is more text above or below what was laid out last: PgUp and PgDn scroll. */
bool box_has_above(const struct box *);
bool box_has_below(const struct box *);
#endif
