/* SPDX-License-Identifier: Apache-2.0 */
/* ask.h - which characters the terminal draws how wide: asked before curses starts, since sshd passes no locale.
 * Writes 中 and · and asks for the column after each (CSI 6n). Terminals that do not answer cost one ASK_MS. */
#ifndef LB_TERM_ASK_H
#define LB_TERM_ASK_H
#include <stdbool.h>
#include <stddef.h>

#define ASK_MS 700              /* a village line has a round trip of 300 ms */

struct ask_answer {
    bool is_answered;
    bool is_utf8;               /* 中 took two columns                        */
    int ambiguous;              /* columns of ·: 1 or 2; 0 not answered       */
    long ms;                    /* until the answer was there                 */
    char typed[64];             /* keys that came meanwhile                   */
    size_t n_typed;
};

void ask_terminal(struct ask_answer *);
#endif
