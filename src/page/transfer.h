/* SPDX-License-Identifier: Apache-2.0 */
/* transfer.h - people on file at another office: only that they are, and where, is told; the file can be asked for (decision 10). */
#ifndef LB_PAGE_TRANSFER_H
#define LB_PAGE_TRANSFER_H
struct desk;

/* typed: what stands in the find box. A whole ID number leads to a request for transfer; anything else is only counted. */
void transfer_open(struct desk *, const char *typed);
#endif
