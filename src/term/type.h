/* SPDX-License-Identifier: Apache-2.0 */
/* type.h - terminal types; apart because <term.h> takes common words as macros. For term/ only. */
#ifndef LB_TERM_TYPE_H
#define LB_TERM_TYPE_H

/* The type to use for $TERM: itself when the terminfo data knows it, else "xterm", for old "vt..." and nothing "vt100"; most
 * unknown types are newer relatives of xterm. NULL when terminfo knows none of them. */
const char *type_choose(const char *name);
#endif
