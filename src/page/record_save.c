/* SPDX-License-Identifier: Apache-2.0 */
/* Saving with its five answers, and what was saved last, for F4. */
#include "page/record.h"
#include "base/text.h"
#include "page/clash.h"
#include "store/draft.h"
#include "store/rules.h"
#include <stdio.h>
#include <string.h>

/* What was saved last in each field, for F4: of this session, by register and field. */
struct recall { const char *key, *value, *show; };
struct recalls { struct recall *at; size_t n, cap; };

static struct recall *recall_of(struct page *p, const struct field *f)
{
    struct rec *r = page_own(p);
    struct desk *d = p->desk;
    const char *key = arena_printf(d->event, "%s.%s", r->register_, f->name);
    if (!d->recalls) d->recalls = arena_new_of(d->arena, struct recalls);
    for (size_t i = 0; i < d->recalls->n; i++)
        if (!strcmp(d->recalls->at[i].key, key)) return &d->recalls->at[i];
    struct recall fresh = { arena_str(d->arena, key), NULL, NULL };
    vec_push(d->arena, d->recalls, fresh);
    return &d->recalls->at[d->recalls->n - 1];
}

const char *rec_recall(struct page *p, const struct field *f, const char **show)
{
    const struct recall *last = recall_of(p, f);
    *show = last->show;
    return last->value;
}

static void remember(struct page *p)
{
    struct rec *r = page_own(p);
    const struct record *record = r->l->record;
    for (size_t i = 0; i < record->set->n; i++) {
        if (record->set->at[i].private_ || !record->values[i].now) continue;
        struct recall *last = recall_of(p, &record->set->at[i]);
        last->value = arena_str(p->desk->arena, record->values[i].now);
        last->show = arena_str(p->desk->arena, record->values[i].show);
    }
}

static void focus_field(struct page *p, const char *name)
{
    struct rec *r = page_own(p);
    for (size_t i = 0; i < r->spots.n; i++)
        if (r->spots.at[i].child == NO_CHILD && !strcmp(rec_field(r, &r->spots.at[i])->name, name)) {
            rec_focus(p, i);
            return;
        }
}

static void settled(void *ctx, bool again)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (!again) {
        rec_focus(p, r->focus);
    } else if (record_dirty(r->l->record)) {
        rec_save(p);
    } else {                                    /* theirs throughout: nothing is left to save */
        if (r->l->record->draft) draft_drop_send(p->desk->pg, r->l->record->draft);
        r->unkept = false;
        desk_say(p->desk, FACE_TEXT, "%s", _("用了别人的，您没有别的改动"));
    }
}

static void after_save(struct page *p, const struct save_answer *a)
{
    struct rec *r = page_own(p);
    struct desk *d = p->desk;
    bool born = r->id == 0;
    char what[200];
    remember(p);
    snprintf(what, sizeof what, a->kind == SAVE_MERGED ? _("已保存，并合并了%s刚才的改动") : _("已保存"), a->who ? a->who : "");
    r->unkept = r->typed = false;
    r->id = a->id;
    if (born) desk_back(d);                     /* the page is gone now */
    else rec_read(p);
    desk_say(d, FACE_GOOD, "%s", what);
}

static void saved(void *ctx, struct save_answer *a, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    r->sending = false;
    if (e) {
        if (e->column[0]) focus_field(p, e->column);
        desk_fail(p->desk, e);
        return;
    }
    switch (a->kind) {
    case SAVE_SAVED: case SAVE_MERGED: after_save(p, a); break;
    case SAVE_CLASH: {
        struct clash_args args = { .record = r->l->record, .answer = a, .settled = settled, .ctx = p };
        desk_open(p->desk, &clash_ops, &args);
        break;
    }
    case SAVE_DENIED:
        desk_say(p->desk, FACE_REFUSED, _("没有权限：这条记录归%s，请由他们改。您写的还在草稿里"), a->who ? a->who : _("别的机构"));
        break;
    case SAVE_GONE:
        desk_say(p->desk, FACE_REFUSED, "%s", _("这条记录已经被作废或移走了。您写的还在草稿里"));
        break;
    }
}

static void validated(void *ctx, bool ok, bool changed, const struct err *e)
{
    struct page *p = ctx;
    (void)changed;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    if (ok) {
        page_asks(p);
        save_send(p->desk->pg, r->data, r->b, r->l->record, saved, p);
        return;
    }
    r->sending = false;
    if (e && e->column[0]) focus_field(p, e->column);
    if (e) desk_fail(p->desk, e);
}

void rec_save(struct page *p)
{
    struct rec *r = page_own(p);
    struct err e = { 0 };
    size_t bad;
    if (!record_dirty(r->l->record) && r->l->record->id) {
        desk_say(p->desk, FACE_TEXT, "%s", _("没有改动，不用保存"));
        return;
    }
    if (!record_check(r->l->record, &bad, &e)) {
        if (bad != NO_FIELD) focus_field(p, r->l->record->set->at[bad].name);
        desk_say(p->desk, FACE_REFUSED, "%s", e.text);
        return;
    }
    if (r->keeping) {                           /* its number must be known, so that saving removes it */
        r->saving = true;
        p->desk->hold++;
        return;
    }
    r->sending = true;
    page_asks(p);
    if (rules_any(r->b, RULES_VALIDATE, NO_FIELD)) rules_send(p->desk->pg, r->data, r->b, r->l->record, RULES_VALIDATE, NO_FIELD, validated, p);
    else save_send(p->desk->pg, r->data, r->b, r->l->record, saved, p);
}
