/* SPDX-License-Identifier: Apache-2.0 */
/* Saving with its six answers. */
#include "page/record.h"
#include "base/text.h"
#include "page/clash.h"
#include "page/recall.h"
#include "store/draft.h"
#include "store/rules.h"
#include <stdio.h>
#include <string.h>

/* Where a refusal points to: the field of that name, in the record or in the first changed row of the list the rule belongs to. */
static struct record_at place_of(const struct record *record, const struct err *e)
{
    struct record_at at = { NO_CHILD, 0, field_find(record->set, e->column) };
    for (size_t c = 0; *e->relation && strcmp(e->relation, record->set->relation) && c < record->children.n; c++) {
        const struct record_rows *rows = &record->children.at[c];
        if (strcmp(e->relation, rows->set->relation)) continue;
        size_t row = 0;
        while (row < rows->n && !record_dirty(rows->at[row])) row++;
        at = (struct record_at){ c, row, field_find(rows->set, e->column) };
    }
    return at;
}

/* The sentence stays with the field until it is changed. */
static void refuse(struct page *p, const struct err *e)
{
    struct rec *r = page_own(p);
    struct record_at at = place_of(r->l->record, e);
    struct record *of = at.child == NO_CHILD ? r->l->record : at.row < r->l->record->children.at[at.child].n ? r->l->record->children.at[at.child].at[at.row] : NULL;
    if (of && at.field != NO_FIELD) {
        of->values[at.field].fault = arena_str(r->data, e->text);
        rec_goto(p, at);
    }
    desk_fail(p->desk, e);
}

/* What clashes: the record, or a line of it. */
static struct record *clashing(struct record *r, const struct save_answer *a)
{
    for (size_t i = 0; a->child != NO_CHILD && i < r->children.at[a->child].n; i++)
        if (r->children.at[a->child].at[i]->id == a->row) return r->children.at[a->child].at[i];
    return r;
}

static void settled(void *ctx, bool again)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    rec_focus(p, r->focus);                     /* the field shows what was chosen */
    if (!again) return;
    if (record_dirty(r->l->record)) {
        rec_save(p);
    } else {                                    /* theirs throughout: nothing is left to save */
        draft_drop_send(p->desk->pg, r->l->record);
        r->unkept = false;
        desk_say(p->desk, FACE_TEXT, "%s", _("用了别人的，您没有别的改动"));
    }
}

/* What is said of a save: a new record leaves the screen. */
static const char *saved_words(struct page *p, const struct save_answer *a)
{
    const struct rec *r = page_own(p);
    struct arena *event = p->desk->event;
    if (a->kind == SAVE_MERGED) return arena_printf(event, _("已保存，并合并了%s刚才的改动"), a->who ? a->who : "");
    const char *name = r->id ? "" : record_called(r->l->record);
    return *name ? arena_printf(event, _("已保存：%s"), name) : _("已保存");
}

static void after_save(struct page *p, const struct save_answer *a)
{
    struct rec *r = page_own(p);
    struct desk *d = p->desk;
    bool born = r->id == 0;
    const char *what = saved_words(p, a);
    recall_keep(d, r->register_, r->l->record);
    r->unkept = false;
    r->id = a->id;
    if (born) {
        d->born.register_ = arena_str(d->arena, r->register_);
        d->born.id = a->id;
        desk_back(d);                           /* the page is gone now */
    } else rec_read_saved(p);
    desk_say(d, FACE_GOOD, "%s", what);
}

static void alike_answered(void *ctx, int choice)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    if (choice != 1) return;
    r->l->record->sure = true;
    rec_save(p);
}

/* Perhaps somebody was faster: who and when, and the clerk decides. */
static void ask_alike(struct page *p, const struct save_answer *a)
{
    desk_choose(p->desk, _("可能重复"), arena_printf(p->desk->event, _("%s\n%s 已经登记过这样一条：\n%s"), a->who ? a->who : "", a->at ? a->at : "", a->line ? a->line : ""),
                _("回去看看\n还是要存"), alike_answered, p);
}

/* He may be on file already, here or elsewhere. */
static void ask_twins(struct page *p, const struct save_answer *a)
{
    desk_choose(p->desk, _("可能已经建过档"), a->line ? a->line : "", _("回去看看\n不是同一个人，还是要存"), alike_answered, p);
}

/* Refused as a whole: what, why, what now and who, over the page, which from now on is only read. What was typed stays on it and in
 * the draft. */
static void turn_away(struct page *p, const char *what, const char *why, const char *now)
{
    struct rec *r = page_own(p);
    r->may_write = false;
    r->unkept = true;
    rec_keep(p);
    rec_lay(p);
    rec_focus(p, r->focus);
    desk_say(p->desk, FACE_REFUSED, "%s", what);
    desk_note(p->desk, what, arena_printf(p->desk->event, "%s\n%s\n%s", why, _("您写的都在草稿里，从“今日”随时可以打开来看。"), now));
}

void rec_past(struct page *p)
{
    const struct rec *r = page_own(p);
    const char *what = _("这一步已经办不了，您写的只能看");
    desk_say(p->desk, FACE_REFUSED, "%s", what);
    desk_note(p->desk, what, arena_printf(p->desk->event, "%s\n%s", r->since ? r->since : _("现在不由您办这一步。"),
                                          _("您写的都在这里，一字没少：有用的，抄到下一步里；不要了，按 F6 丢掉。")));
}

static void denied(struct page *p, const char *owner)
{
    struct rec *r = page_own(p);
    struct arena *a = p->desk->event;
    if (owner)
        turn_away(p, arena_printf(a, _("没有存上：这条记录归%s"), owner), _("您打开以后，它转走了，或者您的机构变了；谁的记录由谁改。"),
                  _("请把要改的告诉他们；您的机构登记得不对的，请找安全管理员。"));
    else
        turn_away(p, arena_printf(a, _("没有存上：您的岗位不能改“%s”"), r->entry ? r->entry->title : r->register_),
                  _("您打开以后，您的岗位调整了。"), _("请找本机构负责人；岗位由安全管理员登记，改好后重新登录再存。"));
}

static void saved(void *ctx, struct save_answer *a, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    r->sending = false;
    if (e) {
        refuse(p, e);
        return;
    }
    switch (a->kind) {
    case SAVE_SAVED: case SAVE_MERGED: after_save(p, a); break;
    case SAVE_CLASH: {
        struct clash_args args = { .record = clashing(r->l->record, a), .answer = a, .settled = settled, .ctx = p };
        desk_open(p->desk, &clash_ops, &args);
        break;
    }
    case SAVE_ALIKE: ask_alike(p, a); break;
    case SAVE_TWINS: case SAVE_AGAIN: ask_twins(p, a); break;
    case SAVE_DENIED: denied(p, a->who); break;
    case SAVE_GONE:
        turn_away(p, _("没有存上：这条记录已经不在了"),
                  _("您打开以后，它被作废了，或者转到了别的机构。"), _("还要记的，请照着重新登记；谁作废的、转到了哪里，请问本机构负责人。"));
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
        page_asks_for(p, _("存记录"));
        save_send(p->desk->pg, r->data, r->b, r->l->record, saved, p);
        return;
    }
    r->sending = false;
    if (e) refuse(p, e);
}

void rec_save(struct page *p)
{
    struct rec *r = page_own(p);
    struct err e = { 0 };
    struct record_at bad;
    if (!record_dirty(r->l->record) && r->l->record->id) {
        desk_say(p->desk, FACE_TEXT, "%s", _("没有改动，不用保存"));
        return;
    }
    if (!record_check(r->l->record, &bad, &e)) {
        rec_goto(p, bad);
        desk_say(p->desk, FACE_REFUSED, "%s", e.text);
        return;
    }
    if (r->keeping) {                           /* its number must be known, so that saving removes it */
        r->saving = true;
        desk_holds(p->desk, _("存记录"));
        return;
    }
    r->sending = true;
    page_asks_for(p, _("存记录"));
    if (rules_any(r->b, RULES_VALIDATE, NO_FIELD)) rules_send(p->desk->pg, r->data, r->b, r->l->record, RULES_VALIDATE, NO_FIELD, validated, p);
    else save_send(p->desk->pg, r->data, r->b, r->l->record, saved, p);
}
