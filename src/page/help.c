/* SPDX-License-Identifier: Apache-2.0 */
/* Help floats over the page: our words first, then the clause of the standard they come from. */
#include "page/pages.h"
#include "base/str.h"
#include "base/text.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include <string.h>

struct help { struct desk *desk; struct arena *arena; const char *text; };

/* The page's keys a line each, with what the table says of those that mean here what they mean everywhere. */
static const char *with_keys(struct desk *d, const char *text)
{
    struct str s;
    char key[8];
    const struct page *p = d->top;
    str_init(&s, d->event, 8000);
    str_addf(&s, "%s\n", text);
    for (enum action a = ACTION_NONE + 1; p->ops->label && a < N_SHOWN_ACTIONS; a++) {
        const char *label = a == ACTION_HELP ? NULL : p->ops->label(d->top, a), *help = action_info(a)->help;
        if (label) str_addf(&s, "\n%-5s %s", action_key(a, key), *help && !strcmp(label, action_label(a)) ? _(help) : label);
    }
    return s.s;
}

static const char *clause_text(struct desk *d, const struct rows *r)
{
    if (!r->n) return "";
    return arena_printf(d->event, "\n\n%s %s  %s", _("标准"), rows_text(r, 0, 0), rows_text(r, 0, d->seat.en ? 2 : 1));
}

static void clause_came(void *ctx, const struct pg_answer *a)
{
    struct help *h = ctx;
    struct desk *d = h->desk;
    d->hold--;
    desk_note(d, _("说明"), arena_printf(d->event, "%s%s", h->text, a->ok ? clause_text(d, a->rows) : ""));
    arena_free(h->arena);
}

void help_open(struct desk *d, const char *text, const char *clause)
{
    text = with_keys(d, text);
    if (!*clause) {
        desk_note(d, _("说明"), text);
        return;
    }
    struct arena *a = arena_new(d->arena);
    struct help *h = arena_new_of(a, struct help);
    *h = (struct help){ d, a, arena_str(a, text) };
    const char *params[] = { clause };
    desk_holds(d, _("读条款"));
    pg_send(d->pg, "select clause, zh, en from std.clause where clause = $1", 1, params, clause_came, h);
}
