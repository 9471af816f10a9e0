/* SPDX-License-Identifier: Apache-2.0 */
/* Rows on their way to the server: the form's own rules and the save in one statement. The answer belongs to its row; the cursor is
 * somewhere else meanwhile. */
#include "page/ledger.h"
#include "base/str.h"
#include "base/text.h"
#include "page/clash.h"
#include "page/recall.h"
#include "store/draft.h"
#include <string.h>

bool row_is_under_way(const struct row *r) { return r->state == ROW_SENT; }

size_t ledger_count(const struct ledger *l, enum row_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < l->rows.n; i++) n += l->rows.at[i]->state == state;
    return n;
}

/* ---- drafts */
static void row_keep(struct row *r);

static void kept(void *ctx, const struct err *e)
{
    struct row *r = ctx;
    struct page *p = r->page;
    r->keeping = false;
    bool lost = e && (e->code == ERR_LOST || e->code == ERR_CANCELLED);
    bool again = e ? lost : r->keep_again;      /* lost on the way: it goes out again when the line is back */
    r->unkept = r->unkept || e;
    if (again) row_keep(r);
    else if (e && p->closed) desk_fail(p->desk, e);
    page_answered_aside(p);
}

static void put_draft(struct row *r)
{
    struct page *p = r->page;
    const struct ledger *l = page_own(p);
    r->keeping = true;
    page_asks_aside(p);
    draft_put_send(p->desk->pg, l->b, r->record, record_called(r->record), kept, r);
}

/* The half word in the cell at hand is in it. */
static void row_keep(struct row *r)
{
    struct page *p = r->page;
    struct ledger *l = page_own(p);
    bool here = l->begun && ledger_row(l) == r && ledger_typed(l);
    if (r->state == ROW_SENT) return;
    if (r->keeping) {
        r->keep_again = true;
        return;
    }
    r->unkept = r->keep_again = false;
    struct record_loan loan = here ? record_lend(r->record, l->fields[l->column], edit_text(&l->edit, r->record->arena), p->desk->seat.today) : (struct record_loan){ .record = NULL };
    if (row_differs(r)) put_draft(r);
    else if (r->record->draft) {
        draft_drop_send(p->desk->pg, r->record);
        r->record->draft = 0;
    }
    record_give_back(&loan);
}

void ledger_keep(struct page *p)
{
    struct ledger *l = page_own(p);
    for (size_t i = 0; i < l->rows.n; i++)
        if (l->rows.at[i]->unkept) row_keep(l->rows.at[i]);
}

/* ---- the answer */
static void go_on(struct page *p)
{
    struct ledger *l = page_own(p);
    if (l->awaited && !row_is_under_way(l->awaited)) {
        l->awaited = NULL;
        p->desk->hold--;
        if (l->enters) ledger_enter(p, l->row);
        else ledger_focus(p, l->row, l->column);
    }
    if (!l->leaving || ledger_count(l, ROW_SENT)) return;
    l->leaving = false;
    p->desk->hold--;
    ledger_leave(p);
}

static void refuse(struct row *r, const char *why, const char *more)
{
    struct arena *a = r->record->arena;
    r->state = ROW_REFUSED;
    r->why = arena_str(a, why);
    r->more = arena_str(a, more);
    if (r->unkept || !r->record->draft) row_keep(r);
}

/* Behind the sentence what now, and what the rule rests on, the hint's second line. */
static void refuse_for(struct row *r, const struct err *e)
{
    struct arena *a = r->page->desk->event;
    const char *basis = strchr(e->hint, '\n') ? arena_printf(a, _("（%s）"), strchr(e->hint, '\n') + 1) : "";
    const char *hint = e->hint[0] && e->hint[0] != '\n' ? arena_printf(a, "%s%.*s", _("；"), (int)strcspn(e->hint, "\n"), e->hint) : "";
    size_t f = field_find(r->record->set, e->column);
    if (f != NO_FIELD) r->record->values[f].fault = arena_str(r->record->arena, e->text);
    refuse(r, arena_printf(a, "%s%s%s", e->text, basis, hint), arena_printf(a, "%s\n%s%s%s", e->text, e->hint, e->detail[0] ? "\n" : "", e->detail));
}

static void ask_later(struct row *r, struct save_answer *a, const char *why)
{
    r->asks = a;
    refuse(r, why, a->line ? arena_printf(r->page->desk->event, "%s\n%s", why, a->line) : why);
}

static void after_save(struct row *r, const struct save_answer *a)
{
    struct page *p = r->page;
    const struct ledger *l = page_own(p);
    r->state = ROW_SAVED;
    r->touched = r->unkept = false;
    r->asks = NULL;
    recall_keep(p->desk, l->b->form->register_, r->record);
    if (a->kind == SAVE_MERGED) desk_say(p->desk, FACE_GOOD, _("已保存，并合并了%s刚才的改动"), a->who ? a->who : "");
}

static void take_answer(struct row *r, struct save_answer *a)
{
    struct arena *event = r->page->desk->event;
    switch (a->kind) {
    case SAVE_SAVED: case SAVE_MERGED: after_save(r, a); break;
    case SAVE_CLASH: ask_later(r, a, arena_printf(event, _("%s刚才也改了这一条；F6 看两边各是什么"), a->who ? a->who : "")); break;
    case SAVE_ALIKE: ask_later(r, a, arena_printf(event, _("%s %s 已经登记过这样一条；F6 决定还存不存"), a->who ? a->who : "", a->at ? a->at : "")); break;
    case SAVE_TWINS: case SAVE_AGAIN: ask_later(r, a, _("可能已经建过档；F6 看是谁，决定还存不存")); break;
    case SAVE_DENIED: refuse(r, a->who ? arena_printf(event, _("没有存上：这条记录归%s"), a->who) : _("没有存上：您的岗位刚才调整了，请找本机构负责人"), NULL); break;
    case SAVE_GONE: refuse(r, _("没有存上：这条记录已经不在了"), NULL); break;
    }
}

static void answered(void *ctx, struct save_answer *a, const struct err *e)
{
    struct row *r = ctx;
    struct page *p = r->page;
    bool lost = e && e->code == ERR_LOST && !r->record->id;
    r->state = ROW_OPEN;
    if (lost) {                                 /* once more, when the line is back: the name of its draft says whether it was done */
        p->waiting--;
        row_save(r);
        return;
    }
    if (page_answered_aside(p)) return;
    if (e) refuse_for(r, e);
    else take_answer(r, a);
    go_on(p);
}

void row_save(struct row *r)
{
    struct page *p = r->page;
    const struct ledger *l = page_own(p);
    struct record_at bad;
    struct err e = { 0 };
    if (row_is_under_way(r)) return;
    r->asks = NULL;
    r->touched = false;
    if (!record_check(r->record, &bad, &e)) {
        refuse_for(r, &e);
        return;
    }
    r->state = ROW_SENT;
    draft_name(r->record);
    page_asks_aside(p);
    save_judged_send(p->desk->pg, r->record->arena, l->b, r->record, answered, r);
}

void row_left(struct row *r)
{
    if (row_differs(r) && !row_is_under_way(r) && (r->state != ROW_REFUSED || r->touched)) row_save(r);
}

void ledger_save_all(struct page *p)
{
    struct ledger *l = page_own(p);
    size_t n = 0;
    for (size_t i = 0; i < l->rows.n; i++) {
        struct row *r = l->rows.at[i];
        if (!row_differs(r) || r->asks) continue;
        row_save(r);
        n++;
    }
    if (!n) desk_say(p->desk, FACE_TEXT, "%s", _("没有改动，不用保存"));
    ledger_focus(p, l->row, l->column);
}

/* Away, once nothing is under way any more; what is not saved is a draft. */
void ledger_leave(struct page *p)
{
    struct ledger *l = page_own(p);
    struct desk *d = p->desk;
    ledger_keep(p);
    if (ledger_count(l, ROW_SENT)) {
        if (!l->leaving) d->hold++;
        l->leaving = true;
        return;
    }
    size_t open = 0, saved = ledger_count(l, ROW_SAVED);
    for (size_t i = 0; i < l->rows.n; i++) open += row_differs(l->rows.at[i]) || (i == l->row && ledger_typed(l));
    desk_back(d);                               /* the page is gone now */
    if (open) desk_say(d, FACE_TEXT, _("存了 %zu 行；没有存的 %zu 行是草稿"), saved, open);
    else if (saved) desk_say(d, FACE_GOOD, _("存了 %zu 行"), saved);
}

/* ---- F6 */
enum act { ACT_SETTLE, ACT_OPEN, ACT_DROP };

static size_t acts_of(const struct ledger *l, enum act out[3])
{
    const struct row *r = ledger_row(l);
    size_t n = 0;
    if (row_is_under_way(r)) return 0;
    if (r->asks) out[n++] = ACT_SETTLE;
    if (r->record->id && !row_differs(r)) out[n++] = ACT_OPEN;
    if (!r->record->id && row_differs(r)) out[n++] = ACT_DROP;
    return n;
}

bool ledger_has_acts(const struct ledger *l)
{
    enum act acts[3];
    return acts_of(l, acts) > 0;
}

static void settled(void *ctx, bool again)
{
    struct page *p = ctx;
    struct ledger *l = page_own(p);
    struct row *r = ledger_row(l);
    if (again && row_differs(r)) row_save(r);
    else if (again) r->state = ROW_SAVED, r->asks = NULL;       /* theirs throughout: nothing is left to save */
    ledger_focus(p, l->row, l->column);
}

static void decided(void *ctx, int choice)
{
    struct page *p = ctx;
    struct ledger *l = page_own(p);
    if (choice != 1) return;
    ledger_row(l)->record->sure = true;
    row_save(ledger_row(l));
    ledger_focus(p, l->row, l->column);
}

static void settle(struct page *p)
{
    struct ledger *l = page_own(p);
    struct row *r = ledger_row(l);
    struct save_answer *a = r->asks;
    if (a->kind == SAVE_CLASH) {
        struct clash_args args = { .record = r->record, .answer = a, .settled = settled, .ctx = p };
        desk_open(p->desk, &clash_ops, &args);
    } else if (a->kind == SAVE_ALIKE) {
        desk_choose(p->desk, _("可能重复"), arena_printf(p->desk->event, _("%s\n%s 已经登记过这样一条：\n%s"), a->who ? a->who : "", a->at ? a->at : "", a->line ? a->line : ""),
                    _("回去看看\n还是要存"), decided, p);
    } else desk_choose(p->desk, _("可能已经建过档"), a->line ? a->line : "", _("回去看看\n不是同一个人，还是要存"), decided, p);
}

/* One that the grid began with is as it was; any other goes. */
static void drop(struct page *p)
{
    struct ledger *l = page_own(p);
    struct row *r = ledger_row(l);
    draft_drop_send(p->desk->pg, r->record);
    if (r->is_given) {
        while (record_can_undo(r->record)) record_undo(r->record, &(struct record_at){ 0 });
        r->record->draft = 0;
        r->state = ROW_OPEN;
        r->unkept = false;
    } else {
        memmove(&l->rows.at[l->row], &l->rows.at[l->row + 1], (l->rows.n - l->row - 1) * sizeof *l->rows.at);
        l->rows.n--;
    }
    desk_say(p->desk, FACE_TEXT, "%s", _("这一行去掉了"));
}

static void open_record(struct page *p)
{
    struct ledger *l = page_own(p);
    struct record_args args = { .register_ = l->b->form->register_, .id = ledger_row(l)->record->id };
    l->opened = ledger_row(l);
    desk_open(p->desk, &record_ops, &args);
}

static void act_chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    enum act acts[3];
    size_t n = acts_of(page_own(p), acts);
    if (choice < 0 || (size_t)choice >= n) return;
    switch (acts[choice]) {
    case ACT_SETTLE: settle(p); break;
    case ACT_OPEN: open_record(p); break;
    case ACT_DROP: drop(p); ledger_moved(p, THEN_STAY); break;
    }
}

void ledger_settle(struct page *p)
{
    const char *const titles[] = { [ACT_SETTLE] = _("决定这一行还存不存"), [ACT_OPEN] = _("打开这一条"), [ACT_DROP] = _("去掉这一行") };
    enum act acts[3];
    struct str names;
    size_t n = acts_of(page_own(p), acts);
    str_init(&names, p->desk->event, 1000);
    for (size_t i = 0; i < n; i++) str_addf(&names, "%s\n", titles[acts[i]]);
    if (n == 1 && acts[0] != ACT_DROP) act_chosen(p, 0);
    else if (n) desk_choose(p->desk, _("办理"), "", names.s, act_chosen, p);
}
