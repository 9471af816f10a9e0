/* SPDX-License-Identifier: Apache-2.0 */
/* near.h - of the names offered the few that are almost what was typed: one key wrong, missing, too many or two exchanged. */
#ifndef LB_PAGE_NEAR_H
#define LB_PAGE_NEAR_H
#include <stddef.h>
struct arena;

enum { NEAR_MOST = 3 };
struct near {
    const char *typed;
    struct { const char *name, *key; int far; } at[NEAR_MOST];      /* the nearest first */
    size_t n;
};
void near_init(struct near *, const char *typed);
/* `key` is what one would have typed for it; texts stay the caller's. */
void near_offer(struct near *, const char *name, const char *key);
/* "走访记录 zfjl、走访日期 zfrq"; "" for none. */
const char *near_text(struct arena *, const struct near *);
/* How many keys apart; what the key has behind the typed end costs nothing, for names are only begun. */
int near_far(const char *typed, const char *key);
#endif
