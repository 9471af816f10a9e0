/* SPDX-License-Identifier: Apache-2.0 */
/* query_box.h - a condition on one column of a list: choose the column, write the condition; said back in words on top of the list. */
#ifndef LB_PAGE_QUERY_BOX_H
#define LB_PAGE_QUERY_BOX_H
struct bound;
struct desk;
struct query;

/* q NULL: the filter was taken away. Until then conditions add up: the new one joins those of `so_far` (NULL = none yet), which was
 * made here. Queries live as long as the session. */
typedef void query_box_fn(void *ctx, struct query *q);
void query_box_open(struct desk *, const struct bound *, struct query *so_far, query_box_fn *, void *ctx);
#endif
