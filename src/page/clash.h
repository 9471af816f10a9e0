/* SPDX-License-Identifier: Apache-2.0 */
/* clash.h - two people changed the same field: was, theirs, mine; only what really clashes is asked. */
#ifndef LB_PAGE_CLASH_H
#define LB_PAGE_CLASH_H
#include "page/pages.h"
struct record;
struct save_answer;

struct clash_args {
    struct record *record;              /* rebased by the choices                                    */
    const struct save_answer *answer;   /* SAVE_CLASH; lives as long as the page below               */
    void (*settled)(void *ctx, bool again);     /* again: save now; false: the person went back       */
    void *ctx;
};
extern const struct page_ops clash_ops;
#endif
