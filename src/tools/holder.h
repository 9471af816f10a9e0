/* SPDX-License-Identifier: Apache-2.0 */
/* holder.h - who keeps a lock that this program waits for. Behind one who waits for a whole table everybody else waits too: no wait is
 * longer than HOLDER_SECONDS. */
#ifndef LB_TOOLS_HOLDER_H
#define LB_TOOLS_HOLDER_H
#include "tools/ctl.h"

enum { HOLDER_SECONDS = 5 };

struct holder;

/* From now on a wait for a lock on this connection ends after HOLDER_SECONDS, and meanwhile a second one asks who holds it. NULL with e
 * when the server would not. The ctl's arena's. */
struct holder *holder_watch(struct ctl *, struct err *);
/* Where e is a wait that ended so: says in it who holds the lock and what to do. Else e stays as it is. */
void holder_tell(struct holder *, struct err *);
/* "pid, login (program), since when" of whoever has this advisory lock of the database, "" when nobody has. */
const char *holder_of(struct ctl *, const char *lock, struct err *);
#endif
