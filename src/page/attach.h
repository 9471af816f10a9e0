/* SPDX-License-Identifier: Apache-2.0 */
/* attach.h - the pages of attachments: attach.c lists what hangs on a row, attach_pick.c what lies in the drop folder, attach_move.c moves a file
 * in or out. A file goes in parts, each a request of its own: neither a slow database nor a big file holds a transaction or memory. */
#ifndef LB_PAGE_ATTACH_H
#define LB_PAGE_ATTACH_H
#include "page/page.h"

/* Which row of a register, and what the page is called that it is opened from. */
struct attach_args { const char *relation; int64_t id; const char *where; };
extern const struct page_ops attach_ops, attach_pick_ops;

/* Where the files of who sits here come and go; NULL: this machine has no such place. The event's. */
const char *attach_folder(struct desk *);
/* "3.1 MB", "800 字节"; the event's. */
const char *attach_size(struct desk *, long long bytes);

/* Hangs a file of the drop folder on the row under this name, then removes it there. The desk is held till it is done; afterwards the page of
 * the drop folder gives way to the list, which says so, or stays and says why not: the file is where it was. */
void attach_move_in(struct page *, const struct attach_args *, const char *file, const char *name, long long most);
/* What may be taken out. */
struct attach_file { const char *id, *name, *ext; long long size; };
/* Fetches the whole of it into the drop folder, for this reason. */
void attach_move_out(struct page *, const struct attach_file *, const char *why);
#endif
