/* SPDX-License-Identifier: Apache-2.0 */
/* A fault as somebody might make it: the draft of a record that is not new is said to be kept and is not. */
#include "store/draft.h"

void __real_draft_put_send(struct pg *, const struct bound *, struct record *, const char *label, draft_done_fn *, void *ctx);
void __wrap_draft_put_send(struct pg *, const struct bound *, struct record *, const char *label, draft_done_fn *, void *ctx);

void __wrap_draft_put_send(struct pg *pg, const struct bound *b, struct record *r, const char *label, draft_done_fn *done, void *ctx)
{
    if (!r->id) __real_draft_put_send(pg, b, r, label, done, ctx);
    else if (done) done(ctx, NULL);
}
