/* SPDX-License-Identifier: Apache-2.0 */
/* edit.h - an editor of one line or several, over code points.
 *
 * Invariants: (1) the cursor stands on a cluster border; (2) never more than max_chars code points are typed in, counted as
 * PostgreSQL counts varchar(n); a longer text that was stored stays whole; (3) what is painted is never half a character and
 * the cursor is always inside the box; (4) text set and not touched comes back byte for byte when it was valid UTF-8.
 * One line scrolls by a third of its width; several lines wrap softly, one column is kept free for the cursor. */
#ifndef LB_WIDGET_EDIT_H
#define LB_WIDGET_EDIT_H
#include "base/vec.h"
#include "term/face.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
struct arena;

#define EDIT_MAX 100000         /* code points of an editor without its own limit */

enum edit_refusal {
    EDIT_TAKEN,                 /* nothing was refused                                       */
    EDIT_FULL,                  /* max_chars reached                                         */
    EDIT_HIDDEN,                /* control, bidi, zero-width, broken: cannot be seen         */
    EDIT_NO_BASE,               /* a mark with nothing to stand on, or too many on one       */
};

struct edit_step {              /* for undo                                   */
    size_t at, n_in;            /* where, and how many code points came in    */
    uint32_t *out;              /* what went out                              */
    size_t n_out;
};

struct edit {
    struct arena *arena;
    uint32_t *t;                /* the text                                   */
    size_t n, cap;
    size_t at;                  /* cursor, index                              */
    size_t top;                 /* first index shown (one line) or line       */
    int rows, cols;             /* the box in cells                           */
    size_t max_chars;
    int want;                   /* column kept by up and down, -1 none        */
    bool takes_enter;           /* several lines: Enter begins a new one      */
    bool is_dirty;              /* changed since edit_set()                   */
    enum edit_refusal refused;  /* by the last key                            */
    size_t n_over;              /* refused as too many since text was taken   */
    bool is_typing;             /* the last step may take more typed text     */
    VEC(struct edit_step) steps;
};

/* Make: rows 1 is a line. max_chars 0: EDIT_MAX. The buffer grows on the arena (a page's). */
void edit_init(struct edit *, struct arena *, int rows, int cols, size_t max_chars);
/* The box changed (resize). */
void edit_size(struct edit *, int rows, int cols);
/* Takes a text, UTF-8 (NULL is empty), as it is stored; cursor at its end, undo forgotten, not dirty. */
void edit_set(struct edit *, const char *text);

/* Ask */
char *edit_text(const struct edit *, struct arena *);
size_t edit_chars(const struct edit *);
bool edit_is(const struct edit *, const char *text);        /* is this its text? NULL is empty */
/* A sentence for e->refused in the user's language, "" when nothing was refused; of what is pasted, how much was left out. */
const char *edit_why(const struct edit *, struct arena *);

/* Change: true when the key was the editor's (then look at refused). Arrows at an edge, Enter and Tab are not used.
 * ^U empties, ^K cuts to the end of the line, ^Z takes back. */
bool edit_key(struct edit *, uint32_t key);
bool edit_insert(struct edit *, uint32_t cp);
void edit_page(struct edit *, int way);                     /* a box of lines down (1) or up (-1), a line of the last one stays */
bool edit_undo(struct edit *);
/* Empties it; what is typed next is one step with that, so one undo brings the old text back. */
void edit_renew(struct edit *);

/* Draw; puts the cursor when active. */
void edit_draw(struct edit *, int y, int x, enum face, bool is_active);
/* The same with its brackets around it, active; they open where there is more of the text than can be seen. */
void edit_draw_framed(struct edit *, int y, int x, enum face);
/* After drawing: is there text before the box, and after it? */
bool edit_hides_before(const struct edit *);
bool edit_hides_after(const struct edit *);
#endif
