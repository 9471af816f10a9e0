/* SPDX-License-Identifier: Apache-2.0 */
#include "store/tell.h"
#include "pg/pg.h"
#include <stddef.h>

void tell_send(struct pg *pg) { pg_send(pg, "select app.tell()", 0, NULL, NULL, NULL); }
