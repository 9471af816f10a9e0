/* SPDX-License-Identifier: Apache-2.0 */
#include "store/ask.h"
#include "base/arena.h"
#include "pg/pg.h"

struct ask {
    struct pg *pg;
    ask_fn *fn;
    void *call;
    bool answered;
};

static void answer(void *ctx, const struct pg_answer *got)
{
    struct ask *ask = ctx;
    struct err e = got->err;
    ask->answered = true;
    ask->fn(ask->call, got->ok ? got->rows : NULL, got->ok ? NULL : &e);
}

static void arena_goes(void *p)
{
    struct ask *ask = p;
    if (!ask->answered) pg_forget(ask->pg, ask);
}

void ask_send(struct pg *pg, struct arena *a, bool again, const char *sql, int n, const char *const *params, ask_fn *fn, void *call)
{
    struct ask *ask = arena_new_of(a, struct ask);
    *ask = (struct ask){ pg, fn, call, false };
    arena_defer(a, arena_goes, ask);
    struct pg_request r = { .sql = sql, .n = n, .params = params, .done = answer, .ctx = ask, .arena = a, .again = again };
    pg_put(pg, &r);
}

const char *ask_number(struct arena *a, long long n) { return arena_printf(a, "%lld", n); }
