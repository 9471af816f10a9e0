/* SPDX-License-Identifier: Apache-2.0 */
/* ask.h - the floating note, choice or line of desk_note(), desk_choose(), desk_line(), desk_pick(): at most one at a time, it takes all keys. */
#ifndef LB_PAGE_ASK_H
#define LB_PAGE_ASK_H
#include "page/action.h"
#include <stdbool.h>
#include <stdint.h>
struct desk;

void ask_key(struct desk *, uint32_t, enum action);
void ask_draw(struct desk *);
/* Is text typed into the float (but for the one that finds a character)? */
bool ask_types(const struct desk *);
/* Is a line half written? */
bool ask_is_quiet(const struct desk *);
/* What a key does in the float, NULL = nothing; and what it wants, for line 23. */
const char *ask_label(const struct desk *, enum action);
const char *ask_hint(const struct desk *);
#endif
