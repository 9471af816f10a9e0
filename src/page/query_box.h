/* SPDX-License-Identifier: Apache-2.0 */
/* query_box.h - a condition on one column of a list: choose the column, write the condition; said back in words on top of the list. */
#ifndef LB_PAGE_QUERY_BOX_H
#define LB_PAGE_QUERY_BOX_H
struct bound;
struct desk;
struct query;

/* q NULL: the filter was taken away. Conditions add up until then. q lives as long as the session. */
typedef void query_box_fn(void *ctx, const struct query *q);
void query_box_open(struct desk *, const struct bound *, query_box_fn *, void *ctx);
#endif
