/* SPDX-License-Identifier: Apache-2.0 */
#include "page/recall.h"
#include "base/vec.h"
#include "form/record.h"
#include <string.h>

/* of: "visit.mode" of a field saved, " service.person" of a row worked on. */
struct recall { const char *of, *value, *show; bool was_empty; };      /* was_empty: the record saved last had nothing there */
struct recalls { struct recall *at; size_t n, cap; };

static const struct recall *find(const struct desk *d, const char *of)
{
    for (size_t i = 0; d->recalls && i < d->recalls->n; i++)
        if (!strcmp(d->recalls->at[i].of, of)) return &d->recalls->at[i];
    return NULL;
}

static void put(struct desk *d, const char *of, const char *value, const char *show)
{
    struct recall *old = (struct recall *)find(d, of);
    if (!d->recalls) d->recalls = arena_new_of(d->arena, struct recalls);
    if (!old) {
        struct recall fresh = { .of = arena_str(d->arena, of) };
        vec_push(d->arena, d->recalls, fresh);
        old = &d->recalls->at[d->recalls->n - 1];
    }
    old->was_empty = !value;
    if (!value || (old->value && !strcmp(old->value, value))) return;
    old->value = arena_str(d->arena, value);
    old->show = arena_str(d->arena, show);
}

static const char *name_of(const struct desk *d, const char *register_, const struct field *f)
{
    return arena_printf(d->event, "%s.%s", register_, f->name);
}

void recall_keep(struct desk *d, const char *register_, const struct record *record)
{
    for (size_t i = 0; i < record->set->n; i++) {
        const struct field *f = &record->set->at[i];
        const struct value *v = &record->values[i];
        if (f->private_) continue;
        put(d, name_of(d, register_, f), v->now, v->show);
    }
}

const char *recall_field(const struct desk *d, const char *register_, const struct field *f, const char **show)
{
    const struct recall *x = find(d, name_of(d, register_, f));
    *show = x ? x->show : NULL;
    return x ? x->value : NULL;
}

bool recall_any(const struct desk *d, const char *register_)
{
    size_t n = strlen(register_);
    for (size_t i = 0; d->recalls && i < d->recalls->n; i++)
        if (!strncmp(d->recalls->at[i].of, register_, n) && d->recalls->at[i].of[n] == '.') return true;
    return false;
}

void recall_row(struct desk *d, const char *relation, const char *id, const char *label)
{
    if (id && *id && label && *label) put(d, arena_printf(d->event, " %s", relation), id, label);
}

const char *recall_copied(const struct desk *d, const char *register_, const struct field *f, const char **show)
{
    const struct recall *x = f->once ? NULL : find(d, name_of(d, register_, f));
    *show = x ? x->show : NULL;
    return x && !x->was_empty ? x->value : NULL;
}

const char *recall_last(const struct desk *d, const char *relation, const char **label)
{
    const struct recall *x = relation ? find(d, arena_printf(d->event, " %s", relation)) : NULL;
    *label = x ? x->show : NULL;
    return x ? x->value : NULL;
}
