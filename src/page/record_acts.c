/* SPDX-License-Identifier: Apache-2.0 */
/* F6: the form's actions, the look at private values, voiding, rows of lists, the draft, attachments. */
#include "page/record.h"
#include "page/attach.h"
#include "base/str.h"
#include "base/text.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/draft.h"
#include "store/tell.h"

/* What F6 offers, for the record and for the row of a list the cursor is in. */
enum offer_kind { PROCESS, CALL, BEGIN, OPEN, VOID, DROP_ROW, VOID_ROW, DISCARD, ATTACH };
struct offer { enum offer_kind kind; const struct form_action *action; };

/* Opened before or not: what follows in the list keeps its number, for who types without looking. */
static bool has_private(const struct rec *r)
{
    for (size_t i = 0; i < r->l->record->set->n; i++)
        if (r->l->record->set->at[i].private_) return r->l->record->id != 0 && !r->lost;
    return false;
}

static bool can_void(const struct rec *r, const struct record *record)
{
    return r->may_write && record->id && field_find(record->set, "voided_at") != NO_FIELD;
}

/* The row of a list the cursor is in; NULL elsewhere and on the empty line. */
static struct record *row_here(const struct rec *r)
{
    return r->spots.n && r->spots.at[r->focus].at.child != NO_CHILD ? rec_of(r, &r->spots.at[r->focus]) : NULL;
}

static void offer(struct rec *r, enum offer_kind kind, const struct form_action *action)
{
    struct offer o = { kind, action };
    vec_push(r->data, &r->offers, o);
}

/* What the form offers for this record, now: a function, or a new record elsewhere about it, for who may add one there. */
static void offer_actions(struct page *p)
{
    struct rec *r = page_own(p);
    for (size_t i = 0; r->l->record->id && !r->lost && i < r->b->form->actions.n; i++) {
        const struct form_action *x = &r->b->form->actions.at[i];
        const struct menu_entry *m = x->opens ? desk_register(p->desk, x->opens) : NULL;
        if (r->l->record->withheld & 1u << i || (x->opens && !(m && m->may_add))) continue;
        offer(r, x->opens ? BEGIN : CALL, x);
    }
}

static bool can_attach(const struct rec *r)
{
    return r->may_write && !r->lost;
}

static void list_offers(struct page *p)
{
    struct rec *r = page_own(p);
    const struct record *row = row_here(r);
    r->offers.n = 0;
    if (r->entry && r->entry->has_process && r->l->record->id && !r->lost) offer(r, PROCESS, NULL);
    if (row && !row->id) offer(r, DROP_ROW, NULL);
    if (row && can_void(r, row)) offer(r, VOID_ROW, NULL);
    offer_actions(p);
    if (has_private(r)) offer(r, OPEN, NULL);
    if (can_void(r, r->l->record)) offer(r, VOID, NULL);
    if (r->l->record->draft || rec_busy(p)) offer(r, DISCARD, NULL);
    if (r->l->attached >= 0 && (r->l->attached || can_attach(r))) offer(r, ATTACH, NULL);
}

bool rec_has_acts(struct page *p)
{
    struct rec *r = page_own(p);
    list_offers(p);
    return r->offers.n > 0;
}

static void opened(void *ctx, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    if (e) desk_line_refused(p->desk, e);
    else desk_say(p->desk, FACE_TEXT, _("本次打开已记录：%s"), p->desk->seat.staff_name);
    rec_focus(p, r->focus);
}

static void reason_given(void *ctx, const char *reason)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (!reason) return;
    page_asks_for(p, _("打开遮盖的内容"));
    load_open_send(p->desk->pg, r->b, r->l->record, reason, opened, p);
}

static void take_typed(struct page *p, const char *wrong);

/* What was typed at fault comes back: the value, where the rule names its column, else the answer. */
static void refused(struct page *p, const struct err *e)
{
    struct rec *r = page_own(p);
    if (r->typed && e->code == ERR_RULE && !strcmp(e->column, r->asked->takes)) take_typed(p, e->text);
    else desk_line_refused(p->desk, e);
}

/* An action's function answers with a sentence; the record is read anew. */
static void called(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    if (!a->ok) {
        refused(p, &a->err);
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
        desk_line_refused(d, &a->err);
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
    if (r->asked->takes) params[n++] = r->taken;
    if (answer) params[n++] = answer;
    page_asks_for(p, _("办理"));
    pg_send(p->desk->pg, arena_printf(a, "select %s($1, $2%s%s)", r->asked->call, n > 2 ? ", $3" : "", n > 3 ? ", $4" : ""), n, params, called, p);
    tell_send(p->desk->pg);
}

static void action_answered(void *ctx, const char *answer)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (!answer) return;
    r->answer = arena_str(r->data, answer);
    call(p, answer);
}

static void action_confirmed(void *ctx, int choice)
{
    if (choice == 1) call(ctx, NULL);
}

/* The question, or where there is none whether it is meant, and for which record. */
static void ask_action(struct page *p)
{
    struct rec *r = page_own(p);
    bool en = p->desk->seat.en;
    const char *label = r->l->label && *r->l->label ? r->l->label : r->entry ? r->entry->title : "";
    if (*pair_text(r->asked->asks, en)) {
        desk_line(p->desk, pair_text(r->asked->asks, en), action_answered, p);
        if (r->answer) desk_line_holds(p->desk, r->answer, "");
    } else desk_choose(p->desk, pair_text(r->asked->title, en), arena_printf(p->desk->event, _("%s\n办了就记录在案，办吗？"), label), _("不办\n办"), action_confirmed, p);
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

static const char *value_wrong(void *ctx, const char *typed)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    struct err e = { .code = ERR_NONE };
    bool will_do = field_take(r->data, field_taken(r), typed, p->desk->seat.today, &r->taken, &e) && field_check(field_taken(r), r->taken, &e);
    return will_do ? NULL : arena_str(p->desk->event, e.text);
}

static void value_typed(void *ctx, const char *typed)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (!typed) return;
    r->typed = arena_str(r->data, typed);
    ask_action(p);
}

static void take_typed(struct page *p, const char *wrong)
{
    const struct rec *r = page_own(p);
    desk_line_judged(p->desk, pair_text(field_taken(r)->label, p->desk->seat.en), value_wrong, value_typed, p);
    desk_line_room(p->desk, field_taken(r)->max_chars);
    const char *now = record_get(r->l->record, r->asked->takes);
    if (r->typed || now) desk_line_holds(p->desk, r->typed ? r->typed : field_show(p->desk->event, field_taken(r), now, p->desk->seat.en), wrong);
    desk_line_helps(p->desk, pair_text(field_taken(r)->help, p->desk->seat.en));
}

/* First the value the action takes, asked for as its column would be. */
static void take_action(struct page *p)
{
    struct rec *r = page_own(p);
    r->taken = r->typed = r->answer = NULL;
    if (!r->asked->takes) {
        ask_action(p);
        return;
    }
    const struct field *f = field_taken(r);
    if (f->type == FIELD_CODE || f->type == FIELD_REF) desk_pick(p->desk, f, r->l->record, "", record_get(r->l->record, f->name), value_picked, p);
    else take_typed(p, "");
}

static void row_voided(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    if (a->ok) rec_read(p);
    if (a->ok) desk_say(p->desk, FACE_GOOD, "%s", _("已作废；上级和审计还看得到"));
    else desk_line_refused(p->desk, &a->err);
}

static void send_void(struct page *p, const struct record *record, const char *why, pg_done_fn *done)
{
    if (!why) return;
    const char *params[] = { record->set->relation, arena_printf(p->desk->event, "%lld", (long long)record->id), why };
    page_asks_for(p, _("作废"));
    pg_send(p->desk->pg, "select api.void($1, $2, $3)", 3, params, done, p);
    tell_send(p->desk->pg);
}

static void void_answered(void *ctx, const char *why)
{
    struct rec *r = page_own(ctx);
    send_void(ctx, r->l->record, why, voided);
}

static void void_row_answered(void *ctx, const char *why)
{
    send_void(ctx, row_here(page_own(ctx)), why, row_voided);
}

static void drop_row(struct page *p)
{
    struct rec *r = page_own(p);
    record_clear(row_here(r));
    r->unkept = true;
    rec_moved(p, THEN_STAY);
    desk_say(p->desk, FACE_TEXT, "%s", _("这一行去掉了，^Z 拿回来"));
}

/* Back to what is saved. */
static void discard(void *ctx, int choice)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    struct desk *d = p->desk;
    if (choice != 1) return;
    draft_drop_send(d->pg, r->l->record);
    r->draft = 0;
    r->unkept = r->keep_again = false;
    r->discarded = !r->id || r->lost;           /* a put that the line loses would go out once more, behind the drop */
    if (!r->discarded) rec_read(p);
    else desk_back(d);                          /* the page is gone now */
    desk_say(d, FACE_TEXT, "%s", _("草稿丢掉了"));
}

static void say_unsaved(struct page *p)
{
    desk_say(p->desk, FACE_REFUSED, "%s", _("有没保存的改动：先按 F2 保存，或用 ^Z 撤销，再来办"));
}

static void ask_open(struct page *p)
{
    const struct rec *r = page_own(p);
    if (r->l->record->opened) desk_say(p->desk, FACE_TEXT, "%s", _("已经打开着"));
    else desk_line(p->desk, _("为什么要看？（这一眼会记录在案）"), reason_given, p);
}

/* What is to go is named: the box must not look like the one before. */
static void ask_void(struct page *p)
{
    const struct rec *r = page_own(p);
    const char *label = r->l->label;
    desk_line(p->desk, label && *label ? arena_printf(p->desk->event, _("作废“%s”，为什么？"), label) : _("为什么作废？"), void_answered, p);
}

/* A step is taken on what is saved. */
static void open_process(struct page *p)
{
    const struct rec *r = page_own(p);
    if (rec_busy(p)) {
        say_unsaved(p);
        return;
    }
    struct process_args args = { .matter = r->l->record->id };
    desk_open(p->desk, &process_ops, &args);
}

/* Saved, it comes back to this page, which reads anew. */
static void begin_about(struct page *p, const struct form_action *x)
{
    const struct rec *r = page_own(p);
    struct given given = { x->by, arena_printf(p->desk->event, "%lld", (long long)r->l->record->id) };
    struct record_args args = { .register_ = x->opens, .given = &given, .n_given = 1 };
    desk_open(p->desk, &record_ops, &args);
}

static void open_attachments(struct page *p)
{
    const struct rec *r = page_own(p);
    struct attach_args args = { r->l->record->set->relation, r->l->record->id, p->where };
    desk_open(p->desk, &attach_ops, &args);
}

static void act_chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (choice < 0) return;
    const struct offer *o = &r->offers.at[choice];
    if ((o->kind == CALL || o->kind == VOID || o->kind == VOID_ROW) && rec_busy(p)) {       /* they read anew */
        say_unsaved(p);
        return;
    }
    switch (o->kind) {
    case PROCESS: open_process(p); break;
    case CALL:
        r->asked = o->action;
        take_action(p);
        break;
    case BEGIN: begin_about(p, o->action); break;
    case OPEN: ask_open(p); break;
    case VOID: ask_void(p); break;
    case VOID_ROW: desk_line(p->desk, _("为什么作废？"), void_row_answered, p); break;
    case DROP_ROW: drop_row(p); break;
    case DISCARD: desk_choose(p->desk, _("丢掉草稿"), _("写过的就找不回来了，丢掉吗？"), _("不丢\n丢掉"), discard, p); break;
    case ATTACH: open_attachments(p); break;
    }
}

static const char *title_of(struct page *p, const struct offer *o)
{
    const struct rec *r = page_own(p);
    switch (o->kind) {
    case PROCESS: return _("走到哪了，办下一步");
    case CALL: case BEGIN: return pair_text(o->action->title, p->desk->seat.en);
    case OPEN: return _("看身份证号、电话、住址");
    case VOID: return _("作废这一条");
    case VOID_ROW: return _("作废这一行");
    case DROP_ROW: return _("去掉这一行");
    case DISCARD: return _("丢掉没保存的改动");
    case ATTACH: return arena_printf(p->desk->event, _("附件 (%d)"), r->l->attached);
    }
    return "";
}

void rec_act(struct page *p)
{
    struct rec *r = page_own(p);
    struct str names;
    if (!rec_has_acts(p)) return;
    if (r->offers.at[0].kind == PROCESS && (r->offers.n == 1 || r->offers.at[1].kind == ATTACH)) {      /* which has the attachments too */
        open_process(p);
        return;
    }
    str_init(&names, p->desk->event, 4000);
    for (size_t i = 0; i < r->offers.n; i++) str_addf(&names, "%s\n", title_of(p, &r->offers.at[i]));
    desk_choose(p->desk, _("办理"), "", names.s, act_chosen, p);
}
