/* SPDX-License-Identifier: Apache-2.0 */
/* draw.h - the only way to the screen. Pages and widgets draw everything at each turn; curses sends what differs.
 *
 * draw_text() clips by cells, never paints half a character, heals a wide character another text cuts, and paints
 * cell_safe() of every code point: no control, bidi or zero-width character reaches the terminal. Rows and columns count
 * from 0; what lies outside the screen is not drawn. */
#ifndef LB_TERM_DRAW_H
#define LB_TERM_DRAW_H
#include "term/face.h"
#include <stdbool.h>

/* May lines be drawn with ─ │ ┌ (else: ASCII)? */
void draw_with_lines(bool);
/* One turn: an empty page, then the text, then everything written at once, with the cursor where it was put last. */
void draw_begin(void);
void draw_end(void);

/* s in exactly so many cells (blanks behind); the cells the text itself took. Newlines in s are painted, not obeyed. */
int draw_text(int y, int x, int cells, enum face, const char *s);
/* The same, flush right. */
int draw_right(int y, int x, int cells, enum face, const char *s);
/* A line of '-'; of ─ where draw_with_lines() said so. */
void draw_rule(int y, int x, int cells, enum face);
/* Blanks. */
void draw_fill(int y, int x, int rows, int cells, enum face);
/* A frame with a title in its upper edge (title may be NULL), blank inside: what floats above a page. */
void draw_frame(int y, int x, int rows, int cells, enum face, const char *title);
/* Where the input method opens its window: always the place of the next character, or the current row. */
void draw_cursor(int y, int x);
#endif
