/* SPDX-License-Identifier: Apache-2.0 */
/* From the database to the screen: the record, the draft over it, whose it is, and where the cursor begins. */
#include "page/record.h"
#include "base/text.h"
#include "page/recall.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/draft.h"
#include "store/rules.h"
#include <stdio.h>
#include <string.h>

static size_t first_place(struct page *p);

/* Which fields are asked for is known only now: whoever has not typed yet begins anew among these. */
static void rules_opened(void *ctx, bool ok, bool changed, const struct err *e)
{
    struct page *p = ctx;
    (void)changed;
    if (page_answered(p)) return;
    if (!ok && e) desk_fail(p->desk, e);
    struct rec *r = page_own(p);
    if (r->l->record->locked) r->may_write = false;
    rec_lay_anew(p);
    if (r->opening && !rec_typed(r)) rec_focus(p, first_place(p));
    r->opening = false;
}

/* Where one goes on: at the first fault of a draft or choice not yet made, else at the first place to type into, of a new record the first empty one. */
static size_t first_place(struct page *p)
{
    struct rec *r = page_own(p);
    for (size_t i = 0; i < r->spots.n; i++) {
        const struct record *record = rec_of(r, &r->spots.at[i]);
        const struct value *v = record ? &record->values[r->spots.at[i].at.field] : NULL;
        if (v && (v->fault || v->typed)) return i;
    }
    for (size_t i = 0; i < r->spots.n; i++)
        if (rec_is_editable(p, &r->spots.at[i]) && (r->l->record->id || !*rec_shown(r, &r->spots.at[i]))) return i;
    return 0;
}

static void begin(struct page *p)
{
    struct rec *r = page_own(p);
    rec_lay(p);
    rec_focus(p, r->begun ? r->focus : first_place(p));
    if (r->jumps) rec_goto(p, (struct record_at){ NO_CHILD, 0, r->jump });
    r->opening = !r->begun && !r->jumps;
    r->jumps = false;
    r->begun = true;
    if (r->may_write) rec_ask_others(p);
    if (!rules_any(r->b, RULES_OPEN, NO_FIELD)) return;
    page_asks(p);
    rules_send(p->desk->pg, r->data, r->b, r->l->record, RULES_OPEN, NO_FIELD, rules_opened, p);
}

static void ask_may_write(struct page *p);

static void draft_header_came(void *ctx, size_t header, struct record *values, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    if (!e) r->l->headers[header] = values;
    if (r->begun) rec_lay_anew(p);
}

static void draft_came(void *ctx, size_t lost, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    r->draft = 0;
    if (e) {
        desk_fail(p->desk, e);
    } else {
        if (r->lost) desk_say(p->desk, FACE_REFUSED, "%s", _("记录已经不在了；这是您写过的，只能看"));
        else if (r->is_past) rec_past(p);
        else if (r->since) desk_say(p->desk, FACE_SOON, _("%s；您写过的都在"), r->since);
        else desk_say(p->desk, FACE_GOOD, "%s", lost ? _("接着写草稿；登记簿改过，有几项没有地方放了") : _("接着写草稿，写过的都在"));
        record_judge(r->l->record);
    }
    struct rec *own = page_own(p);
    for (size_t i = 0; !e && i < own->b->headers.n; i++) {      /* the draft may name another row than was loaded */
        size_t by = own->b->headers.at[i].by;
        if (by == NO_FIELD || !own->l->record->values[by].now) continue;
        page_asks(p);
        load_header_send(p->desk->pg, own->data, own->b, i, own->l->record->values[by].now, draft_header_came, p);
    }
    ask_may_write(p);
}

static void may_write_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    r->may_write = a->ok && rows_bool(a->rows, 0, 0);
    begin(p);
}

bool rec_is_his_job(const struct rec *r)
{
    return r->l->record->id ? r->b->may_change : r->b->may_add;
}

/* Whose record it is decides whether anything can be typed: own office, or one it serves; of a case who holds it, and where it stands. */
static void ask_may_write(struct page *p)
{
    struct rec *r = page_own(p);
    char id[24];
    if (r->lost || r->is_past) {
        r->may_write = false;
        if (!r->is_past && !r->l->record->draft) desk_say(p->desk, FACE_TEXT, "%s", _("这条记录已经作废，只能看"));
        begin(p);
        return;
    }
    r->may_write = rec_is_his_job(r);
    if (!r->may_write || !r->l->record->id || (r->l->record->office == p->desk->seat.office && !(r->entry && r->entry->has_process))) {
        begin(p);
        return;
    }
    snprintf(id, sizeof id, "%lld", (long long)r->l->record->id);
    const char *params[] = { r->b->form->relation, id };
    page_asks(p);
    pg_send(p->desk->pg, "select api.may_change($1, $2)", 2, params, may_write_came, p);
}

static void told(void *ctx, const struct pg_answer *a)
{
    (void)a;                    /* else the line stays, and is told again */
    page_answered_aside(ctx);
}

/* A line on the first screen that only tells of this record goes away. Said before the record is asked for, so that what it says of who has
 * read it counts who reads it now. */
static void tell_opened(struct page *p)
{
    struct rec *r = page_own(p);
    char id[24];
    if (!r->entry || !r->entry->tells) return;
    snprintf(id, sizeof id, "%lld", (long long)r->id);
    const char *params[] = { r->register_, id };
    page_asks_aside(p);
    pg_send(p->desk->pg, "select api.opened($1, $2)", 2, params, told, p);
}

static bool is_given(const struct rec *r, const char *name)
{
    for (size_t i = 0; i < r->n_given; i++)
        if (!strcmp(r->given[i].name, name)) return true;
    return false;
}

/* A new record begins with what was saved last, where the form says so: marked, until somebody has looked at it. */
static void carry(struct page *p)
{
    struct rec *r = page_own(p);
    for (size_t i = 0; i < r->b->fields.n; i++) {
        const struct field *f = &r->b->fields.at[i];
        const char *show, *value = f->more && f->more->carry && f->may_insert && !is_given(r, f->name) ? recall_copied(p->desk, r->register_, f, &show) : NULL;
        if (value) record_carry(r->l->record, i, value, show);
    }
}

/* What is being worked on: this row, and whom its headers are about. */
static void remember(struct page *p)
{
    struct rec *r = page_own(p);
    const struct record *record = r->l->record;
    if (record->id) recall_row(p->desk, record->set->relation, arena_printf(p->desk->event, "%lld", (long long)record->id), r->l->label);
    for (size_t i = 0; i < r->b->headers.n; i++) {
        size_t by = r->b->headers.at[i].by;
        if (by != NO_FIELD) recall_row(p->desk, r->b->fields.at[by].ref, record->values[by].now, record->values[by].show);
    }
}

static void loaded(void *ctx, struct loaded *l, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    bool salvage = e && e->code == ERR_GONE && r->draft;
    if (e && !salvage) {                        /* hidden, or gone since the list was read: nothing to stay here for */
        page_turns_back(p, e);
        return;
    }
    if (salvage) l = load_empty(r->data, r->b, r->id);
    r->l = l;
    r->lost = salvage || record_get(l->record, "voided_at");
    r->unkept = false;
    const char *title = r->title ? r->title : r->entry && !*r->entry->menu ? r->entry->title : r->entry ? arena_printf(p->arena, "%s %s > %s", r->entry->menu, r->entry->chapter, r->entry->title) : r->register_;
    p->where = l->label && *l->label ? arena_printf(p->arena, "%s > %s", title, l->label) : title;
    remember(p);
    if (!r->draft && !r->id) carry(p);
    if (!r->draft) {
        ask_may_write(p);
        return;
    }
    page_asks(p);
    draft_load_send(p->desk->pg, l->record, r->draft, draft_came, p);
}

static void load(struct page *p)
{
    struct rec *r = page_own(p);
    page_asks(p);
    if (!r->id) {
        load_new_send(p->desk->pg, r->data, r->b, r->given, r->n_given, loaded, p);
        return;
    }
    tell_opened(p);
    load_send(p->desk->pg, r->data, r->b, r->id, loaded, p);
}

static void draft_found(void *ctx, int64_t draft)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    ((struct rec *)page_own(p))->draft = draft;
    load(p);
}

static void forget(struct page *p)
{
    struct rec *r = page_own(p);
    if (r->keeping) {                           /* its answer dies with the record: count it as heard */
        r->keeping = false;
        p->waiting--;
    }
    arena_clear(r->data);
    memset(&r->offers, 0, sizeof r->offers);
    r->l = NULL;
    r->others = NULL;
    r->laid = false;
}

/* What was just saved is shown, not what another window of the same clerk has of it. */
void rec_read_saved(struct page *p)
{
    forget(p);
    load(p);
}

/* Who began this before goes on with his draft, from wherever he opens it. What begins with nothing given is begun anew each time. */
void rec_read(struct page *p)
{
    struct rec *r = page_own(p);
    forget(p);
    if (r->draft || (!r->id && !r->n_given)) {
        load(p);
        return;
    }
    page_asks(p);
    draft_of_send(p->desk->pg, r->data, r->register_, r->id, r->given, r->n_given, draft_found, p);
}
