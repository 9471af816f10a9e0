/* SPDX-License-Identifier: Apache-2.0 */
/* Reading, saving with its five answers, drafts, and the look at private values. */
#include "page/record.h"
#include "base/str.h"
#include "base/text.h"
#include "page/clash.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/draft.h"
#include "store/rules.h"
#include <stdio.h>
#include <stdlib.h>
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

/* ---- reading ---- */

static void rules_opened(void *ctx, bool ok, bool changed, const struct err *e)
{
    struct page *p = ctx;
    (void)changed;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    if (!ok && e) desk_fail(p->desk, e);
    rec_lay(p);
    rec_focus(p, r->focus);
}

static void begin(struct page *p)
{
    struct rec *r = page_own(p);
    rec_lay(p);
    size_t first = r->begun ? r->focus : 0;
    while (!r->begun && first < r->spots.n && !(rec_is_editable(p, &r->spots.at[first]) && (r->l->record->id || !*rec_shown(r, &r->spots.at[first])))) first++;
    rec_focus(p, first < r->spots.n ? first : 0);
    r->begun = true;
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
    if (r->begun) {
        rec_lay(p);
        rec_focus(p, r->focus);
    }
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
        desk_say(p->desk, FACE_GOOD, "%s", lost ? _("接着写草稿；登记簿改过，有几项没有地方放了") : _("接着写草稿，写过的都在"));
        p->mode = r->l->record->id ? _("修改 *") : _("新增 *");
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
    if (a->ok) r->may_write = rows_bool(a->rows, 0, 0);
    begin(p);
}

/* Whose record it is decides whether anything can be typed: own office, or one it serves. */
static void ask_may_write(struct page *p)
{
    struct rec *r = page_own(p);
    char office[24];
    if (!r->l->record->id || r->l->record->office == p->desk->seat.office) {
        r->may_write = true;
        begin(p);
        return;
    }
    snprintf(office, sizeof office, "%lld", (long long)r->l->record->office);
    const char *params[] = { office };
    page_asks(p);
    pg_send(p->desk->pg, "select sec.writes($1)", 1, params, may_write_came, p);
}

static void loaded(void *ctx, struct loaded *l, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    if (e) {                                    /* hidden, or gone since the list was read: nothing to stay here for */
        struct desk *d = p->desk;
        struct err why = *e;
        desk_back(d);
        desk_fail(d, &why);
        return;
    }
    r->l = l;
    r->unkept = r->typed = false;
    const char *title = r->entry ? arena_printf(p->arena, "%s %s > %s", r->entry->menu, r->entry->chapter, r->entry->title) : r->register_;
    p->where = l->label && *l->label ? arena_printf(p->arena, "%s > %s", title, l->label) : title;
    p->mode = l->record->id ? _("查看") : _("新增");
    if (!r->draft) {
        ask_may_write(p);
        return;
    }
    page_asks(p);
    draft_load_send(p->desk->pg, l->record, r->draft, draft_came, p);
}

void rec_read(struct page *p)
{
    struct rec *r = page_own(p);
    if (r->keeping) {                           /* its answer dies with the record: count it as heard */
        r->keeping = false;
        p->waiting--;
    }
    arena_clear(r->data);
    r->l = NULL;
    page_asks(p);
    if (r->id) load_send(p->desk->pg, r->data, r->b, r->id, loaded, p);
    else load_new_send(p->desk->pg, r->data, r->b, r->given, r->n_given, loaded, p);
}

/* ---- drafts ---- */

static void rec_put(struct page *);

static void kept(void *ctx, const struct err *e)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    r->keeping = false;
    bool again = e ? e->code == ERR_LOST : r->keep_again;       /* lost on the way: it goes out again when the line is back */
    if (again && !r->saving) rec_put(p);                        /* also when the page has been left meanwhile */
    else if (e && p->closed) desk_fail(p->desk, e);
    if (page_answered_aside(p)) return;
    if (e) r->unkept = true;
    if (r->saving) {
        r->saving = false;
        p->desk->hold--;
        rec_save(p);
    }
}

static const char *draft_label(const struct rec *r)
{
    if (r->l->label && *r->l->label) return r->l->label;
    for (size_t i = 0; i < r->l->record->set->n; i++)          /* a new one: whom it is about, or its first text */
        if (r->l->record->values[i].now && !r->l->record->set->at[i].private_ && (r->l->record->set->at[i].type == FIELD_REF || r->l->record->set->at[i].type == FIELD_TEXT))
            return r->l->record->values[i].show;
    return "";
}

static void rec_put(struct page *p)
{
    struct rec *r = page_own(p);
    r->unkept = r->keep_again = false;
    r->keeping = true;
    page_asks_aside(p);
    draft_put_send(p->desk->pg, r->b, r->l->record, draft_label(r), kept, p);
}

/* Everything typed was taken back: nothing to offer again. */
static void drop_draft(struct page *p)
{
    struct rec *r = page_own(p);
    if (r->keeping) return;
    r->unkept = false;
    if (r->l->record->draft) draft_drop_send(p->desk->pg, r->l->record->draft);
    r->l->record->draft = 0;
}

void rec_keep(struct page *p)
{
    struct rec *r = page_own(p);
    if (!r->l) return;
    rec_take_raw(p);
    if (!r->unkept || r->sending) return;
    if (!record_dirty(r->l->record)) {
        drop_draft(p);
        return;
    }
    if (r->keeping) r->keep_again = true;
    else rec_put(p);
}

/* ---- saving ---- */

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

/* ---- F6 ---- */

static bool has_private(const struct rec *r)
{
    for (size_t i = 0; i < r->l->record->set->n; i++)
        if (r->l->record->set->at[i].private_) return r->l->record->id != 0 && !r->l->record->opened;
    return false;
}

static bool can_void(const struct rec *r)
{
    return r->may_write && field_find(r->l->record->set, "voided_at") != NO_FIELD;
}

bool rec_has_acts(const struct rec *r)
{
    return r->l->record->id && (has_private(r) || r->b->form->actions.n || can_void(r));
}

static void opened(void *ctx, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    if (e) desk_fail(p->desk, e);
    else desk_say(p->desk, FACE_TEXT, _("本次打开已记录：%s"), p->desk->seat.staff_name);
    rec_focus(p, r->focus);
}

static void reason_given(void *ctx, const char *reason)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (!reason || !*reason) return;
    page_asks(p);
    load_open_send(p->desk->pg, r->b, r->l->record, reason, opened, p);
}

/* An action's function answers with a sentence; the record is read anew. */
static void called(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    if (!a->ok) {
        desk_fail(p->desk, &a->err);
        return;
    }
    rec_read(p);
    desk_say(p->desk, FACE_GOOD, "%s", rows_text(a->rows, 0, 0));
}

static void voided(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct desk *d = p->desk;
    if (!a->ok) {
        desk_fail(d, &a->err);
        return;
    }
    desk_back(d);                               /* the page is gone now */
    desk_say(d, FACE_GOOD, "%s", _("已作废；上级和审计还看得到"));
}

/* id, version and, when something was asked, the answer. */
static void call(struct page *p, const char *function, const char *answer)
{
    struct rec *r = page_own(p);
    char id[24], version[24];
    snprintf(id, sizeof id, "%lld", (long long)r->l->record->id);
    snprintf(version, sizeof version, "%d", r->l->record->version);
    const char *params[] = { id, version, answer };
    page_asks(p);
    pg_send(p->desk->pg, arena_printf(p->desk->event, "select %s($1, $2%s)", function, answer ? ", $3" : ""), answer ? 3 : 2, params, called, p);
}

static void action_answered(void *ctx, const char *answer)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (answer && *answer) call(p, r->asked->call, answer);
}

static void action_confirmed(void *ctx, int choice)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (choice == 1) call(p, r->asked->call, NULL);
}

static void void_answered(void *ctx, const char *why)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (!why || !*why) return;
    const char *params[] = { r->b->form->relation, arena_printf(p->desk->event, "%lld", (long long)r->l->record->id), why };
    page_asks(p);
    pg_send(p->desk->pg, "select api.void($1, $2, $3)", 3, params, voided, p);
}

static void act_chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    const struct form *f = r->b->form;
    bool en = p->desk->seat.en;
    size_t k = (size_t)choice;
    if (choice < 0) return;
    if (k < f->actions.n) {
        r->asked = &f->actions.at[k];
        if (*pair_text(r->asked->asks, en)) desk_line(p->desk, pair_text(r->asked->asks, en), action_answered, p);
        else desk_choose(p->desk, pair_text(r->asked->title, en), _("办了就不能收回，办吗？"), _("不办\n办"), action_confirmed, p);
    } else if (k == f->actions.n && has_private(r)) {
        desk_line(p->desk, _("为什么要看？（这一眼会记录在案）"), reason_given, p);
    } else {
        desk_line(p->desk, _("为什么作废？"), void_answered, p);
    }
}

void rec_act(struct page *p)
{
    struct rec *r = page_own(p);
    struct str names;
    if (!rec_has_acts(r)) return;
    str_init(&names, p->desk->event, 4000);
    for (size_t i = 0; i < r->b->form->actions.n; i++) str_addf(&names, "%s\n", pair_text(r->b->form->actions.at[i].title, p->desk->seat.en));
    if (has_private(r)) str_addf(&names, "%s\n", _("看身份证号、电话、住址"));
    if (can_void(r)) str_add(&names, _("作废这一条"));
    desk_choose(p->desk, _("办理"), "", names.s, act_chosen, p);
}
