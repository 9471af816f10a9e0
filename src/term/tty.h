/* SPDX-License-Identifier: Apache-2.0 */
/* tty.h - the terminal itself: taken, given back, measured. One per process; only term/ knows curses.
 *
 * tty_open() ignores SIGTSTP, puts the line in raw mode (^S ^Q ^C ^Z are keys) and arranges that die() gives it back.
 * Characters: inside all is UTF-8 (LC_CTYPE is C.UTF-8 where it is another); on the line it is what charset.h says. */
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
    const char *charset;        /* "UTF-8", "GB18030", "GBK"; NULL and all else: what tty_ask() found        */
    int ambiguous;              /* columns of · — …: 1, 2; else what tty_ask() found                         */
    int escape_ms;              /* how long the rest of a function key may be on the way; 0: ESC_MS         */
    enum tty_line { TTY_LINE_AUTO, TTY_LINE_SLOW, TTY_LINE_FAST } line;     /* slow: term/pace.h; AUTO: by how soon the terminal answers */
};

/* Before anything is said or painted: asks the terminal what it speaks (ask.h), unless both are set. Set goes before answered, that before
 * what the locale's name says, and then it is UTF-8 and 1. Where there is no terminal nothing is asked. `known` is what tty_found() said of this
 * terminal at another time, "" nothing: then nothing is waited for, tty_open() asks again, and tty_heard() puts right what has changed. */
void tty_ask(const char *charset, int ambiguous, const char *known);
/* K_REPORT + cells came. True: it was the last answer; where the terminal is another one, all is painted anew. */
bool tty_heard(int cells);
/* As if it had been set so at the beginning, from now on; "auto" or NULL and 0: as it answered. All is painted anew. */
void tty_speak(const char *charset, int ambiguous);
/* What was found out, to be kept; "" for nothing worth it; until the next call. */
const char *tty_found(void);

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
/* False when the terminal answered like one that draws no han, in whatever character set. */
bool tty_shows_han(void);
/* How the session's character set is called. */
const char *tty_charset(void);

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
