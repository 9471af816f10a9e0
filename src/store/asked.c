/* SPDX-License-Identifier: Apache-2.0 */
#include "store/asked.h"
#include "pg/pg.h"
#include "store/ask.h"

struct list_call { struct arena *arena; asked_list_fn *done; void *ctx; };

static void got_list(void *p, const struct rows *r, const struct err *e)
{
    struct list_call *c = p;
    if (e) { c->done(c->ctx, NULL, e); return; }
    struct askeds *out = arena_new_of(c->arena, struct askeds);
    for (int i = 0; i < r->n; i++) {
        struct asked a = { rows_get(r, i, "name"), rows_get(r, i, "conditions"), rows_get(r, i, "by"), *rows_get(r, i, "shared") == 't' };
        vec_push(c->arena, out, a);
    }
    c->done(c->ctx, out, NULL);
}

void asked_list_send(struct pg *pg, struct arena *a, const char *register_, asked_list_fn *done, void *ctx)
{
    struct list_call *c = arena_new_of(a, struct list_call);
    *c = (struct list_call){ a, done, ctx };
    ask_send(pg, a, true, "select * from api.asked_list($1)", 1, &register_, got_list, c);
}

void asked_put_send(struct pg *pg, const char *register_, const char *conditions)
{
    const char *params[] = { register_, conditions };
    pg_send(pg, "select api.asked_put($1, $2)", 2, params, NULL, NULL);
}

struct keep_call { asked_keep_fn *done; void *ctx; };

static void got_kept(void *p, const struct rows *r, const struct err *e)
{
    struct keep_call *c = p;
    c->done(c->ctx, r ? rows_text(r, 0, 0) : NULL, e);
}

void asked_keep_send(struct pg *pg, struct arena *a, const char *register_, const char *name, const char *conditions, bool shared, asked_keep_fn *done, void *ctx)
{
    const char *params[] = { register_, name, conditions, shared ? "t" : "f" };
    struct keep_call *c = arena_new_of(a, struct keep_call);
    *c = (struct keep_call){ done, ctx };
    ask_send(pg, a, false, "select api.asked_keep($1, $2, $3, $4::boolean)", 4, params, got_kept, c);
}
