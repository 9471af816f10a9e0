/* SPDX-License-Identifier: Apache-2.0 */
/* Who else is writing in this record just now: told beside the mode, and once in words. It hinders nobody. Asked when the record is opened
 * and when one's own first draft of it has been kept, never by a clock: nothing moves under the cursor but for a key. */
#include "page/record.h"
#include "base/text.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include <stdio.h>

static void others_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered_aside(p)) return;
    struct rec *r = page_own(p);
    if (!a->ok || !r->l || !r->spots.n) return;                 /* a courtesy: without it everything goes on */
    r->others = NULL;
    if (a->rows->n == 1) r->others = arena_printf(r->data, _("%s %s 起在改"), rows_text(a->rows, 0, 0), rows_text(a->rows, 0, 1));
    else if (a->rows->n > 1) r->others = arena_printf(r->data, _("%s %s 起在改，还有 %d 人"), rows_text(a->rows, 0, 0), rows_text(a->rows, 0, 1), a->rows->n - 1);
    rec_show_mode(p);
    if (r->others && !p->desk->message[0] && p->desk->top == p)
        desk_say(p->desk, FACE_SOON, _("%s；您照样可以改，改到同一处时会请您选"), r->others);
}

void rec_ask_others(struct page *p)
{
    struct rec *r = page_own(p);
    char id[24];
    if (!r->l->record->id || r->lost) return;
    snprintf(id, sizeof id, "%lld", (long long)r->l->record->id);
    const char *params[] = { r->register_, id };
    page_asks_aside(p);
    pg_send(p->desk->pg, "select * from api.editing($1, $2)", 2, params, others_came, p);
}
