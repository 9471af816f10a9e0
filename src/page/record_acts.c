/* SPDX-License-Identifier: Apache-2.0 */
/* F6: the form's actions, the look at private values, voiding. */
#include "page/record.h"
#include "base/str.h"
#include "base/text.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/tell.h"
#include <stdio.h>

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
    tell_send(p->desk->pg);
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
    tell_send(p->desk->pg);
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
