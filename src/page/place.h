/* SPDX-License-Identifier: Apache-2.0 */
/* place.h - the pages one is on, as text, so that they can be opened again at the next sign-on: a line a page from the lowest, its kind and
 * what it was opened with, tabulators between. A page that is only passed through has no place and is left out; nothing typed is in it, a
 * draft but by its number. It is one's own row of work.place, written when the line drops or the terminal is let go, never with a key. */
#ifndef LB_PAGE_PLACE_H
#define LB_PAGE_PLACE_H
#include <stdbool.h>
struct desk;

/* Where one is, to the database, when it is not what it has. */
void place_keep(struct desk *);
/* Left on purpose: nothing to come back to. */
void place_forget(struct desk *);

/* What sign-on found ("" for none) and when it was left; said in a sentence, F4 of the first screen goes there. */
void place_offer(struct desk *, const char *pages, const char *at);
bool place_is_offered(const struct desk *);
void place_return(struct desk *);
/* Opens the next of them once the one before stands; before each key. Where one does not open, those above it are left. */
void place_go_on(struct desk *);
#endif
