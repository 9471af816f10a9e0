/* SPDX-License-Identifier: Apache-2.0 */
/* Forms read and bound once a session: a file at its first opening, the catalogue once a register. */
#include "page/page.h"
#include "base/text.h"
#include "base/vec.h"
#include "conf/fault.h"
#include "form/form.h"
#include "store/bind.h"
#include <string.h>

struct waiter { shelf_fn *fn; void *ctx; };
struct book {
    struct desk *desk;
    const char *register_;
    struct form *form;
    struct bound *bound;        /* NULL while it is asked for */
    struct { struct waiter *at; size_t n, cap; } waiters;
};
struct shelf { struct { struct book **at; size_t n, cap; } books; };

static struct book *find(struct desk *d, const char *name)
{
    if (!d->shelf) d->shelf = arena_new_of(d->arena, struct shelf);
    for (size_t i = 0; i < d->shelf->books.n; i++)
        if (!strcmp(d->shelf->books.at[i]->register_, name)) return d->shelf->books.at[i];
    struct book *b = arena_new_of(d->arena, struct book);
    b->desk = d;
    b->register_ = arena_str(d->arena, name);
    vec_push(d->arena, &d->shelf->books, b);
    return b;
}

static void refuse(struct err *e, const char *name, const struct faults *faults)
{
    const struct fault *f = faults && faults->n ? &faults->at[0] : NULL;
    char why[400];
    snprintf(why, sizeof why, "%s:%d: %s", f ? f->file : name, f ? f->line : 0, f ? f->text : "?");
    err_set(e, ERR_FORM, name, why);
}

static void bound_came(void *ctx, struct bound *bound, const struct faults *faults, const struct err *e)
{
    struct book *b = ctx;
    struct err mine;
    if (!bound && !e) {
        refuse(&mine, b->register_, faults);
        e = &mine;
    }
    b->bound = bound;
    size_t n = b->waiters.n;
    b->waiters.n = 0;
    for (size_t i = 0; i < n; i++) b->waiters.at[i].fn(b->waiters.at[i].ctx, bound, bound ? NULL : e);
}

void desk_bound(struct desk *d, const char *name, shelf_fn *fn, void *ctx)
{
    struct book *b = find(d, name);
    if (b->bound) {
        fn(ctx, b->bound, NULL);
        return;
    }
    if (!b->form) {
        struct faults faults;
        struct err e;
        faults_init(&faults, d->arena);
        b->form = form_read(d->arena, arena_printf(d->arena, "%s/%s.form", d->forms_dir, name), &faults);
        if (!b->form) {
            refuse(&e, name, &faults);
            fn(ctx, NULL, &e);
            return;
        }
    }
    const struct menu_entry *m = desk_register(d, name);
    if (m && strcmp(m->digest, b->form->digest)) {              /* the file is not the one migrate has checked (decision 22) */
        struct err e;
        err_set(&e, ERR_FORM_CHANGED, arena_printf(d->event, "%s.form", name));
        fn(ctx, NULL, &e);
        return;
    }
    struct waiter w = { fn, ctx };
    vec_push(d->arena, &b->waiters, w);
    if (b->waiters.n == 1) bind_send(d->pg, d->arena, b->form, d->seat.en, bound_came, b);
}
