/* SPDX-License-Identifier: Apache-2.0 */
/* cell.h - how many columns a text takes on the screen, and what may be painted at all.
 *
 * One table of our own (cell.def, Unicode 15 with planes 2 and 3 wholly wide), so that the screen does not change with the C
 * library. A cell is one column of the terminal; a han takes two and is never split. What is *stored* is never changed here,
 * only what is *painted*. */
#ifndef LB_BASE_CELL_H
#define LB_BASE_CELL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
struct arena;

/* Columns of ambiguous-width characters (· — … ─ ①) in this session: 1 (as at start) or 2 (old Chinese terminals). */
void cell_ambiguous(int cells);
bool cell_is_ambiguous(uint32_t cp);

/* What is painted for cp: itself; a control picture for C0 and DEL; U+FFFD for C1, bidi, zero-width, tags, surrogates and
 * non-characters; U+3013 (geta mark) for han no terminal library of today can draw (Ext H, Ext I and what comes after). */
uint32_t cell_safe(uint32_t cp);
/* What the terminal can show, asked of every code point from U+0080: the others become U+3013 too. NULL: all. */
typedef bool cell_shown_fn(uint32_t cp);
void cell_shown(cell_shown_fn *);
/* Has it no picture, and deceives the reader: control, bidi, zero width? Such a one is not taken from the keyboard. */
bool cell_is_hidden(uint32_t cp);
/* The code points of s for which U+3013 is painted, "U+31350 U+2EBF0", each once; "" when all is seen as it is. NULL is empty. */
const char *cell_unseen(struct arena *, const char *s);
/* Columns of what is painted for cp: 0 (marks), 1 or 2. */
int cell_width(uint32_t cp);
/* The same for the first of a cluster: a mark with nothing before it is painted as U+FFFD. */
int cell_lone(uint32_t cp);

/* Columns of a whole text. */
int cell_text(const char *s);
/* Bytes of s that fit in so many cells, whole clusters only; *used (may be NULL) gets the cells they take. */
size_t cell_clip(const char *s, int cells, int *used);
/* s in exactly so many cells: padded with blanks at the right (or left), or clipped with a '.' in the last cell used. */
char *cell_fit(struct arena *, const char *s, int cells);
char *cell_fit_right(struct arena *, const char *s, int cells);
/* A number in at most so many cells: the commas go first, then it is all '#', for one that lacks its end would be another number. */
const char *cell_number(struct arena *, const char *s, int cells);
/* May a line end between these two? Closing marks do not begin a line, opening ones do not end it (避头尾). */
bool cell_may_break(uint32_t before, uint32_t after);
/* The next screen line of *s, which moves on: up to a newline or so many cells, at a blank when there is one (han break anywhere
 * but before a closing mark and behind an opening one). */
char *cell_line(struct arena *, const char **s, int cells);
/* The same for what is typed: nothing is broken for a word, and no blank is left out. */
char *cell_row(struct arena *, const char **s, int cells);
/* s as it may be written outside curses (stderr, files, pagers): every code point through cell_safe(); '\n' stays. */
char *cell_clean(struct arena *, const char *s);
#endif
