/* SPDX-License-Identifier: Apache-2.0 */
/* tty.h - the terminal itself: taken, given back, measured. One per process; only term/ knows curses.
 *
 * tty_open() ignores SIGTSTP, puts the line in raw mode (^S ^Q ^C ^Z are keys) and arranges that die() gives it back.
 * Characters: LC_CTYPE is kept when it is UTF-8 or GB18030, anything else becomes C.UTF-8. */
#ifndef LB_TERM_TTY_H
#define LB_TERM_TTY_H
#include "base/err.h"
#include "term/face.h"
#include <stdbool.h>
#include <stdio.h>

#define TTY_ROWS_MIN 12
#define TTY_COLS_MIN 60

struct tty_setup {
    enum face_profile profile;
    int ambiguous;              /* columns of · — …: 1, 2; 0: ask the terminal, 1 when it does not answer    */
    int escape_ms;              /* how long the rest of a function key may be on the way; 0: ESC_MS         */
    enum tty_line { TTY_LINE_AUTO, TTY_LINE_SLOW, TTY_LINE_FAST } line;     /* slow: term/pace.h; AUTO: by how soon the terminal answers */
    bool asks;                  /* may ask the terminal (CSI 6n) before the first paint                     */
};

/* On stdin and stdout. ERR_TERMINAL: no terminal, or one that cannot place the cursor; ERR_LOCALE. A terminal type that is
 * not known is used as xterm or vt100: see tty_strange(). */
bool tty_open(const struct tty_setup *, struct err *e);
/* A screen without a terminal, for dumps: nothing is written, no key comes. */
bool tty_open_null(int rows, int cols, enum face_profile, struct err *e);
/* Gives the terminal back; may be called twice. */
void tty_close(void);
bool tty_is_open(void);

int tty_rows(void);
int tty_cols(void);
bool tty_is_too_small(void);            /* under 60x12: one sentence instead of a page              */
/* After SIGWINCH: takes the new size; true when it changed. Draw everything again. */
bool tty_resize(void);
/* The same in a null screen. */
void tty_set_size(int rows, int cols);
/* The next draw_end() writes every cell (^L). */
void tty_repaint(void);

/* The terminal type asked for when it is not known, else NULL. */
const char *tty_strange(void);
/* False when the terminal answered like one that does not speak our charset. */
bool tty_speaks_utf8(void);

/* Media copy: n bytes past the screen to the printer the terminal has of its own; '\n' goes as CR LF; then all is painted anew. Nothing where the screen is none. */
void tty_print(const char *bytes, size_t n);
/* Is the terminal one within another (tmux, screen), where that would not come through? */
bool tty_is_inside(void);

/* Tests: true when $LAOBING_TEST is set; the answer to K_SYNC, to be written after draw_end() with nothing under way. */
bool tty_is_test(void);
void tty_sync_answer(void);

/* Text outside the screen (before open, after close), with controls and bidi painted as in the screen. */
void tty_say(FILE *to, const char *text);
#endif
