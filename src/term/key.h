/* SPDX-License-Identifier: Apache-2.0 */
/* key.h - what was typed, one at a time: a code point, a control key (1..31), or a named key above all code points.
 * Pasted text (the terminal brackets it) is text: its line breaks are K_LINE, its tabs blanks, its controls nothing, so that a paste
 * never saves, leaves or moves on. What is broken in the terminal's character set (charset.h)
 * gives K_BROKEN for each bad byte and nothing else is lost. */
#ifndef LB_TERM_KEY_H
#define LB_TERM_KEY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define K_NONE 0u                               /* nothing more has come                     */
#define K_CTRL(c) ((uint32_t)(c) & 0x1fu)       /* K_CTRL('S'); ^H ^I ^M and ^[ are named    */
#define K_F(n) (K_F1 + (uint32_t)(n) - 1)

enum key {
    K_ENTER = 0x200000, K_TAB, K_BACKTAB, K_ESC, K_BACKSPACE, K_DELETE, K_INSERT,
    K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PGUP, K_PGDN,
    K_F1, K_F2, K_F3, K_F4, K_F5, K_F6, K_F7, K_F8, K_F9, K_F10, K_F11, K_F12,
    K_RESIZE,               /* curses saw a new size: call tty_resize()                      */
    K_SYNC,                 /* a test asks: answer with tty_sync_answer() after the paint    */
    K_PAUSE,                /* a test says: the keys pause here                              */
    K_ARRIVED,              /* the last picture is on the terminal: pace_arrived()           */
    K_LINE,                 /* a line break within pasted text: text, not Enter               */
    K_BROKEN,               /* a byte that is no character: say so, take nothing                */
    K_REPORT,               /* and more, the last of all: how far a text moved the cursor: tty_heard(key - K_REPORT) */
};

/* The next key, or K_NONE at once. Call it until K_NONE, then draw once. */
uint32_t key_next(void);
/* Broken bytes since tty_open(). */
size_t key_n_broken(void);
/* Text as opposed to a control or a named key. */
bool key_is_text(uint32_t key);
/* Full-width digits, letters and signs (？ ／ １ Ｙ) as ASCII: for commands and choices. */
uint32_t key_fold(uint32_t key);

/* Names for scripts and tables: "F2", "Enter", "C-s", "Esc", "PgDn", "S-Tab". K_NONE when there is no such key. */
uint32_t key_by_name(const char *name, size_t n);
/* The other way: a name, or the character itself; "" for what has none. buf holds the answer. */
const char *key_label(uint32_t key, char buf[8]);

/* For term/ only. */
void key_open(void);
void key_close(void);
#endif
