/* SPDX-License-Identifier: Apache-2.0 */
/* query_box.h - a condition on one column of a list: choose the column, write the condition; said back in words on top of the list. */
#ifndef LB_PAGE_QUERY_BOX_H
#define LB_PAGE_QUERY_BOX_H
struct arena;
struct bound;
struct desk;
struct query;

/* q NULL: the filter was taken away. Until then conditions add up: q holds those of `so_far` (NULL = none yet), which stays as it is,
 * and the new one. A condition that cannot be understood keeps the box open and says why. The arena is the page's. */
typedef void query_box_fn(void *ctx, struct query *q);
void query_box_open(struct desk *, struct arena *, const struct bound *, const struct query *so_far, query_box_fn *, void *ctx);
#endif
