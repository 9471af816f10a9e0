/* SPDX-License-Identifier: Apache-2.0 */
/* F6: the form's actions, the look at private values, voiding. */
#include "page/record.h"
#include "base/str.h"
#include "base/text.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/tell.h"

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

/* The nth action that may be taken now; the number of all when there is none. */
static size_t offered(const struct rec *r, size_t nth)
{
    size_t n = r->b->form->actions.n, i = 0;
    for (; i < n; i++)
        if (!(r->l->record->withheld & 1u << i) && !nth--) return i;
    return n;
}

bool rec_has_acts(const struct rec *r)
{
    return r->l->record->id && (has_private(r) || offered(r, 0) < r->b->form->actions.n || can_void(r));
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

/* id, version, then what was taken and answered, as far as the action asks for it. */
static void call(struct page *p, const char *answer)
{
    struct rec *r = page_own(p);
    struct arena *a = p->desk->event;
    const char *params[4] = { arena_printf(a, "%lld", (long long)r->l->record->id), arena_printf(a, "%d", r->l->record->version) };
    int n = 2;
    if (r->taken) params[n++] = r->taken;
    if (answer) params[n++] = answer;
    page_asks(p);
    pg_send(p->desk->pg, arena_printf(a, "select %s($1, $2%s%s)", r->asked->call, n > 2 ? ", $3" : "", n > 3 ? ", $4" : ""), n, params, called, p);
    tell_send(p->desk->pg);
}

static void action_answered(void *ctx, const char *answer)
{
    if (answer && *answer) call(ctx, answer);
}

static void action_confirmed(void *ctx, int choice)
{
    if (choice == 1) call(ctx, NULL);
}

/* The question, or where there is none whether it is meant. */
static void ask_action(struct page *p)
{
    struct rec *r = page_own(p);
    bool en = p->desk->seat.en;
    if (*pair_text(r->asked->asks, en)) desk_line(p->desk, pair_text(r->asked->asks, en), action_answered, p);
    else desk_choose(p->desk, pair_text(r->asked->title, en), _("办了就不能收回，办吗？"), _("不办\n办"), action_confirmed, p);
}

static const struct field *field_taken(const struct rec *r)
{
    return &r->b->fields.at[field_find(&r->b->fields, r->asked->takes)];
}

static void value_picked(void *ctx, const char *value, const char *label)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    (void)label;
    if (!value) return;
    r->taken = arena_str(r->data, value);
    ask_action(p);
}

static void value_typed(void *ctx, const char *typed)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    const struct field *f = field_taken(r);
    struct err e = { .code = ERR_NONE };
    if (!typed || !*typed) return;
    if (!field_take(r->data, f, typed, p->desk->seat.today, &r->taken, &e) || !field_check(f, r->taken, &e)) desk_say(p->desk, FACE_REFUSED, "%s", e.text);
    else ask_action(p);
}

/* First the value the action takes, asked for as its column would be. */
static void take_action(struct page *p)
{
    struct rec *r = page_own(p);
    r->taken = NULL;
    if (!r->asked->takes) {
        ask_action(p);
        return;
    }
    const struct field *f = field_taken(r);
    if (f->type == FIELD_CODE || f->type == FIELD_REF) desk_pick(p->desk, f, "", value_picked, p);
    else desk_line(p->desk, pair_text(f->label, p->desk->seat.en), value_typed, p);
}

static void void_answered(void *ctx, const char *why)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (!why || !*why) return;
    const char *params[] = { r->b->form->relation, arena_printf(p->desk->event, "%lld", (long long)r->l->record->id), why };
    page_asks(p);
    pg_send(p->desk->pg, "select api.void($1, $2, $3)", 3, params, voided, p);
    tell_send(p->desk->pg);
}

static void act_chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    const struct form *f = r->b->form;
    if (choice < 0) return;
    size_t n = 0, k = offered(r, (size_t)choice);
    while (offered(r, n) < f->actions.n) n++;
    if (k < f->actions.n) {
        r->asked = &f->actions.at[k];
        take_action(p);
    } else if ((size_t)choice == n && has_private(r)) {
        desk_line(p->desk, _("为什么要看？（这一眼会记录在案）"), reason_given, p);
    } else {
        desk_line(p->desk, _("为什么作废？"), void_answered, p);
    }
}

void rec_act(struct page *p)
{
    struct rec *r = page_own(p);
    const struct form *f = r->b->form;
    struct str names;
    if (!rec_has_acts(r)) return;
    str_init(&names, p->desk->event, 4000);
    for (size_t i = 0; offered(r, i) < f->actions.n; i++) str_addf(&names, "%s\n", pair_text(f->actions.at[offered(r, i)].title, p->desk->seat.en));
    if (has_private(r)) str_addf(&names, "%s\n", _("看身份证号、电话、住址"));
    if (can_void(r)) str_add(&names, _("作废这一条"));
    desk_choose(p->desk, _("办理"), "", names.s, act_chosen, p);
}
