/* SPDX-License-Identifier: Apache-2.0 */
/* ask.h - what the terminal speaks and how wide it draws: asked before curses starts, since sshd passes no locale.
 * Writes 中中 and ·· in UTF-8 and asks for the column after each (CSI 6n); where that is not UTF-8, the same in GB18030 with a character of
 * two bytes and one of four. All of it is wiped again. A terminal that does not answer costs one ASK_MS.
 * One that is remembered is not waited for: the first question is asked again once curses runs, and its two answers come as keys. */
#ifndef LB_TERM_ASK_H
#define LB_TERM_ASK_H
#include "term/charset.h"
#include <stdbool.h>
#include <stddef.h>

#define ASK_MS 700              /* a village line has a round trip of 300 ms */
#define ASK_TYPED 128           /* bytes; ungetch() takes no more            */

struct ask_answer {
    bool is_answered;
    bool shows_han;             /* in one of them a han took two columns      */
    enum charset charset;       /* UTF-8 where it is none of them             */
    int ambiguous;              /* columns of ·: 1 or 2; 0 not known          */
    long ms;                    /* from the first question to its answer       */
    char typed[ASK_TYPED];      /* keys that came meanwhile                   */
    size_t n_typed;
};

void ask_terminal(struct ask_answer *);

enum { ASK_ROW = 2, ASK_REPORTS = 2, ASK_CELLS = 9 };   /* asked again in that row (in none a report is also a key); less cells than that are reported */
void ask_again(void);
/* The answers to it: does what is remembered hold? A UTF-8 one that has another width of · or was mute before is put right; false: all must be asked anew. */
bool ask_holds(struct ask_answer *, const int cells[ASK_REPORTS]);
/* That, in the raw mode that is on already. */
void ask_anew(struct ask_answer *);
/* What was painted in another character set may have ended within a character: ends that. All is to be painted anew. */
void ask_flush(void);
/* What is remembered, as a line of text: "UTF-8 1 near", "GBK 2 far", "mute"; "" for what is asked each time. ASK_LINE bytes. */
#define ASK_LINE 24
void ask_to_line(const struct ask_answer *, char line[ASK_LINE]);
bool ask_from_line(struct ask_answer *, const char *line);
#endif
