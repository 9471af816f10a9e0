/* SPDX-License-Identifier: Apache-2.0 */
/* probe.h - statements that ask the server whether what a form says in SQL can be understood: each is analysed and gives no row.
 * For lint; a form that passed needs it no more. */
#ifndef LB_STORE_PROBE_H
#define LB_STORE_PROBE_H
#include "store/bind.h"

struct probe {
    const char *what;           /* "when of gift", for the sentence            */
    int line;                   /* in the form's file                          */
    const char *sql;            /* an error of it is the fault                 */
    bool is_menu;               /* `what` is the chapter of the menu           */
};
struct probes { struct probe *at; size_t n, cap; };

/* Every expression, function and clause the form names. */
void probe_form(struct arena *, const struct bound *, struct probes *);
#endif
