/* SPDX-License-Identifier: Apache-2.0 */
#include "page/place.h"
#include "page/pages.h"
#include "base/str.h"
#include "base/text.h"
#include "pg/pg.h"
#include <string.h>

enum { PLACE_MAX = 4000 };      /* of work.place.pages */

/* The kinds that can be opened again; the name of one that is no register. */
static const struct kind { const struct page_ops *ops; const char *called; } kinds[] = {
    { &list_ops, NULL }, { &record_ops, NULL }, { &timeline_ops, N_("时间线") }, { &process_ops, N_("办理") },
    { &calendar_ops, N_("日历") }, { &who_ops, N_("谁到期") }, { &find_ops, N_("找人") },
};

static const struct kind *kind_named(const char *name)
{
    for (size_t i = 0; name && i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].ops->name, name)) return &kinds[i];
    return NULL;
}

static void add(struct str *s, const struct page *p)
{
    if (p->below) add(s, p->below);
    const char *place = p->ops->address ? p->ops->address((struct page *)p) : NULL;
    if (place && s->n + strlen(p->ops->name) + strlen(place) + 2 < PLACE_MAX) str_addf(s, "%s%s\t%s", s->n ? "\n" : "", p->ops->name, place);
}

static void put(struct desk *d, const char *pages)
{
    d->left.kept = arena_str(d->arena, pages);
    pg_send(d->pg, "select app.place_put($1)", 1, &pages, NULL, NULL);
}

void place_keep(struct desk *d)
{
    struct str s;
    str_init(&s, d->event, PLACE_MAX);
    add(&s, d->top);
    if (!d->top->below && place_is_offered(d)) return;                  /* still where he was offered to go back */
    if (strcmp(s.s, d->left.kept ? d->left.kept : "")) put(d, s.s);
}

void place_forget(struct desk *d)
{
    if (d->left.kept && *d->left.kept) put(d, "");
}

/* "走访记录 > 时间线": registers by their names, the list of one and its record once. */
static const char *words(struct desk *d, const char *pages)
{
    struct str s;
    const char *last = "";
    char *rest = arena_str(d->event, pages);
    str_init(&s, d->event, PLACE_MAX);
    for (char *line; (line = strsep(&rest, "\n")); ) {
        const struct kind *k = kind_named(strsep(&line, "\t"));
        const char *register_ = k && !k->called ? strsep(&line, "\t") : NULL;
        const struct menu_entry *m = register_ ? desk_register(d, register_) : NULL;
        const char *name = m ? m->title : k && k->called ? _(k->called) : last;
        if (strcmp(name, last)) str_addf(&s, "%s%s", s.n ? " > " : "", name);
        last = name;
    }
    return s.s;
}

bool place_is_offered(const struct desk *d) { return d->left.pages != NULL; }

void place_offer(struct desk *d, const char *pages, const char *at)
{
    if (!*pages || !*words(d, pages)) return;
    d->left.pages = d->left.kept = arena_str(d->arena, pages);
    desk_say(d, FACE_SOON, _("上次 %s 停在“%s”，F4 回去"), at, words(d, pages));
}

void place_return(struct desk *d)
{
    if (!place_is_offered(d)) return;
    d->left.rest = arena_str(d->arena, d->left.pages);
    d->left.on = d->top;
    d->left.pages = NULL;
}

void place_go_on(struct desk *d)
{
    while (d->left.rest && !d->hold && !d->asking) {
        char *line = d->top == d->left.on ? strsep(&d->left.rest, "\n") : NULL;
        const struct kind *k = line ? kind_named(strsep(&line, "\t")) : NULL;
        if (k) k->ops->again(d, line ? line : (char[]){ "" });
        else d->left.rest = NULL;               /* the last one turned back */
        d->left.on = d->top;
    }
}
