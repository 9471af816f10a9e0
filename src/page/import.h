/* SPDX-License-Identifier: Apache-2.0 */
/* import.h - the pages of an import: import_pick.c chooses a file of the drop folder, or one that was not finished; import.c shows headings, then what
 * would become of each line, then what has; import_send.c brings the lines to the database; import_back.c gives back what was not taken.
 * Everything is in the database after each step: whoever leaves, or is cut off, goes on where it was. */
#ifndef LB_PAGE_IMPORT_H
#define LB_PAGE_IMPORT_H
#include "page/page.h"
#include "pg/pg.h"

struct import_pick_args { const char *register_, *where; };
/* id: go on with this one; else the file of the drop folder, opened here. */
struct import_args { const char *register_, *where, *id, *file; };
extern const struct page_ops import_pick_ops, import_ops;

/* Reads the file and puts its lines into the database; done gets the number of the import, or NULL: the page has been told why not. The desk is held. */
typedef void import_sent_fn(struct page *, const char *id);
void import_send(struct page *, const char *register_, const char *file, import_sent_fn *done);
/* Writes what was not taken into out/ of the drop folder, under a name made of the file's, and says so. */
void import_give_back(struct page *, const char *id, const char *file);

/* One request of an import; the callback begins with page_answered(). */
void import_ask(struct page *, const char *sql, int n, const char *const *params, pg_done_fn *done, void *ctx);
#endif
