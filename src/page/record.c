/* SPDX-License-Identifier: Apache-2.0 */
#include "page/record.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "form/layout.h"
#include "page/frame.h"
#include "page/paper.h"
#include "page/recall.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/tty.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One who may not add to the register goes back with who may. */
static void told_who_adds(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct err why = { .code = ERR_RULE };
    if (a->ok) snprintf(why.text, sizeof why.text, "%s", rows_text(a->rows, 0, 0));
    page_turns_back(p, a->ok ? &why : &a->err);
}

static void bound_came(void *ctx, const struct bound *b, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    if (e) {                                    /* nothing can be done here */
        page_turns_back(p, e);
        return;
    }
    r->b = b;
    r->jumps = r->field;
    if (r->field) r->jump = field_find(&b->fields, r->field);
    if (r->id || r->draft || b->may_add) {
        rec_read(p);
        return;
    }
    page_asks(p);
    pg_send(p->desk->pg, "select app.who_adds($1)", 1, &r->register_, told_who_adds, p);
}

static void copy_args(struct page *p, const struct record_args *args)
{
    struct rec *r = page_own(p);
    struct arena *a = p->arena;
    r->register_ = arena_str(a, args->register_);
    r->title = args->title ? arena_str(a, args->title) : NULL;
    r->id = args->id;
    r->draft = args->draft;
    r->since = args->since ? arena_str(a, args->since) : NULL;
    r->is_past = args->is_past;
    r->field = args->field ? arena_str(a, args->field) : NULL;
    r->n_given = args->n_given;
    r->given = arena_array(a, struct given, args->n_given + 1);
    for (size_t i = 0; i < args->n_given; i++)
        r->given[i] = (struct given){ arena_str(a, args->given[i].name), arena_str(a, args->given[i].text) };
}

static void rec_open(struct page *p, const void *args)
{
    struct rec *r = page_own(p);
    copy_args(p, args);
    r->data = arena_new(p->arena);
    r->lay = arena_new(p->arena);
    r->entry = desk_register(p->desk, r->register_);
    p->where = r->title ? r->title : r->entry ? r->entry->title : r->register_;
    page_asks(p);
    desk_bound(p->desk, r->register_, bound_came, p);
}

/* A key that begins a value anew and is refused leaves it as it was. */
static bool type_key(struct page *p, uint32_t k)
{
    struct rec *r = page_own(p);
    bool anew = r->fresh && key_is_text(k) && field_is_retyped(rec_field(r, &r->spots.at[r->focus]));
    r->edit.is_dirty = false;
    if (anew) edit_renew(&r->edit);
    if (!edit_key(&r->edit, k)) return false;
    const char *why = edit_why(&r->edit, p->desk->event);
    if (*why) desk_say(p->desk, FACE_REFUSED, "%s", why);
    if (*why && anew) edit_undo(&r->edit);
    else r->fresh = false;
    r->unkept = r->unkept || r->edit.is_dirty;
    rec_show_mode(p);
    return true;
}

static const char *why_only_read(const struct rec *r)
{
    if (r->is_past) return _("这一步已经办不了，您写的只能看；F6 丢掉");
    if (r->lost) return _("这条记录已经作废，只能看");
    if (r->l->record->locked) return _("这条记录已经定下来，只能看");
    if (!rec_is_his_job(r)) return _("您的岗位只能看，不能改");
    return r->entry && r->entry->has_process ? _("这件事的内容现在不由您改：办结了，或者在别人手里；F6 看走到哪了") : _("别的机构的记录，只能看");
}

static bool rec_types(struct page *p)
{
    struct rec *r = page_own(p);
    return r->l && r->spots.n && rec_is_editable(p, &r->spots.at[r->focus]);
}

static bool rec_quiet(struct page *p)
{
    struct rec *r = page_own(p);
    return r->l && rec_typed(r);
}

static bool rec_key(struct page *p, uint32_t k)
{
    struct rec *r = page_own(p);
    if (!r->l || !r->spots.n || k == K_CTRL('Z')) return false;
    if (!rec_is_editable(p, &r->spots.at[r->focus])) {
        if (key_is_text(k)) desk_say(p->desk, FACE_TEXT, "%s", rec_is_hidden(r, &r->spots.at[r->focus]) ? _("平时遮盖，先按 F6 打开再改") : r->may_write ? _("这一项由系统填写，不能改") : why_only_read(r));
        return key_is_text(k);
    }
    return type_key(p, k);
}

static size_t vertical(const struct rec *r, int way)
{
    if (!r->spots.n) return NO_SPOT;
    struct layout_near n = { .y = r->spots.at[r->focus].y, .x = r->spots.at[r->focus].x, .way = way, .best = r->focus };
    for (size_t i = 0; i < r->spots.n; i++) layout_see(&n, i, r->spots.at[i].y, r->spots.at[i].x);
    return n.best;
}

/* The next one a person may type into, from place `i` on; of a record that is only read, the next one. NO_SPOT at the end. */
static size_t along(struct page *p, long i, int way)
{
    struct rec *r = page_own(p);
    for (; i >= 0 && i < (long)r->spots.n; i += way)
        if (!r->may_write || rec_is_editable(p, &r->spots.at[i])) return (size_t)i;
    return NO_SPOT;
}

static void turn(struct page *p, int way, bool to_type)
{
    struct rec *r = page_own(p);
    int to = r->form_page + way;
    if (to < 0 || to >= r->n_form_pages) {
        desk_say(p->desk, FACE_TEXT, "%s", way > 0 ? _("已经是最后一页") : _("已经是第一页"));
        return;
    }
    r->form_page = to;
    r->scroll = 0;
    rec_lay(p);
    size_t first = to_type ? along(p, 0, 1) : 0;
    rec_focus(p, first == NO_SPOT ? 0 : first);
}

/* Enter and Tab pass what the system fills in, and at the end of a page go on to the next one; the arrows reach everything. */
static void next(struct page *p)
{
    struct rec *r = page_own(p);
    size_t to = along(p, (long)r->focus + 1, 1);
    if (to != NO_SPOT) rec_focus(p, to);
    else if (r->form_page + 1 < r->n_form_pages) turn(p, 1, true);
    else if (!p->desk->message[0]) desk_say(p->desk, FACE_TEXT, "%s", r->may_write ? _("后面没有要填的了，F2 保存") : _("后面没有了"));
}

static void previous(struct page *p)
{
    struct rec *r = page_own(p);
    size_t to = along(p, (long)r->focus - 1, -1);
    if (to != NO_SPOT) rec_focus(p, to);
}

void rec_leave(struct page *p)
{
    struct desk *d = p->desk;
    struct rec *r = page_own(p);
    bool kept = r->l && !r->is_past && rec_worth_keeping(p);
    rec_keep(p);
    desk_back(d);                               /* the page is gone now */
    if (kept) desk_say(d, FACE_TEXT, "%s", _("没有保存，已存草稿"));
}

/* After the field at hand was taken: lists may have grown by a line and fields come or gone, so lay out anew. */
void rec_moved(struct page *p, enum then then)
{
    struct rec *r = page_own(p);
    rec_lay(p);
    rec_focus(p, r->focus);
    rec_keep(p);
    switch (then) {
    case THEN_NEXT: next(p); break;
    case THEN_PREV: previous(p); break;
    case THEN_UP: rec_focus(p, vertical(r, -1)); break;
    case THEN_DOWN: rec_focus(p, vertical(r, 1)); break;
    case THEN_PAGE_UP: turn(p, -1, false); break;
    case THEN_PAGE_DOWN: turn(p, 1, false); break;
    case THEN_SAVE: rec_save(p); break;
    case THEN_ACT: rec_act(p); break;
    case THEN_COPY: rec_copy(p); break;
    case THEN_JUMP: rec_goto(p, (struct record_at){ NO_CHILD, 0, r->jump }); break;
    default: break;
    }
}

static void rec_help(struct page *p)
{
    struct rec *r = page_own(p);
    if (!r->spots.n) return;
    const struct spot *s = &r->spots.at[r->focus];
    const struct field *f = rec_field(r, s);
    bool en = p->desk->seat.en;
    const char *help = pair_text(f->help, en), *label = pair_text(f->label, en);
    const char *value = rec_shown(r, s), *fault = rec_of(r, s) ? rec_of(r, s)->values[s->at.field].fault : NULL;
    struct str text;
    str_init(&text, p->desk->event, 8000);
    if (fault) str_addf(&text, "%s\n", fault);
    str_addf(&text, "%s%s%s", label, *value ? ": " : "", value);
    const char *unseen = cell_unseen(p->desk->event, value);
    if (*unseen) str_addf(&text, _("\n〓是这个终端画不出的字：%s；存的是原字，不会变。"), unseen);
    if (*help) str_addf(&text, "\n%s", help);
    str_addf(&text, "\n%s", rec_wants(p, s));
    if (f->required && rec_is_editable(p, s)) str_addf(&text, "\n%s", _("必须填写。"));
    if (f->type == FIELD_TEXT && rec_types(p)) str_addf(&text, "\n%s", _("打不出的字按 F9 或 ^V：按码位、拼音、部件、笔画找。"));
    if (f->private_) str_addf(&text, "\n%s", _("平时遮盖；F6 打开，打开会记录在案。"));
    const struct fieldset *set = s->at.child == NO_CHILD ? &r->b->fields : &r->b->children.at[s->at.child].fields;
    help_about(p->desk, &(struct help){ .title = label, .text = text.s, .clauses = &r->b->form->clause, .relation = set->relation, .field = f,
                                        .take = rec_is_editable(p, s) ? rec_take : NULL, .ctx = p });
}

/* The i-th name the form places; NULL behind the last. */
static const char *placed(const struct form *f, size_t i)
{
    for (size_t k = 0; k < f->record.n; k++) {
        const struct form_rows *rows = &f->record.at[k].rows;
        for (size_t r = 0; f->record.at[k].kind == PART_ROWS && r < rows->n; r++) {
            if (i < rows->at[r].n) return rows->at[r].at[i];
            i -= rows->at[r].n;
        }
    }
    return NULL;
}

static bool has_history(const struct rec *r)
{
    return r->entry && r->entry->has_history && r->l->record->id;
}

static void open_history(struct page *p)
{
    struct rec *r = page_own(p);
    struct history_args args = { .form = r->b->form, .id = r->l->record->id, .where = p->where };
    if (has_history(r)) desk_open(p->desk, &history_ops, &args);
}

/* As it is saved. */
static void export_record(struct page *p)
{
    struct rec *r = page_own(p);
    if (!r->l->record->id) desk_say(p->desk, FACE_REFUSED, "%s", _("还没有保存：先按 F2 保存，再导出、打印"));
    else if (rec_busy(p)) desk_say(p->desk, FACE_REFUSED, "%s", _("有没保存的改动：先按 F2 保存，或用 ^Z 撤销，再导出、打印"));
    else if (r->lost) desk_say(p->desk, FACE_REFUSED, "%s", _("这条记录已经作废，不能导出、打印"));
    else paper_offer_record(p, r->b, r->l);
}

static void copy(struct page *p)
{
    const struct rec *r = page_own(p);
    if (rec_may_copy(p)) rec_go(p, THEN_COPY);
    else if (!r->l->record->id && r->may_write) desk_say(p->desk, FACE_TEXT, _("这次登录还没有存过“%s”"), r->entry ? r->entry->title : r->register_);
    else desk_say(p->desk, FACE_TEXT, "%s", _("整条同上次，新增的时候用"));
}

static bool rec_does(struct page *p, enum action a)
{
    struct rec *r = page_own(p);
    if (!r->l) return false;
    enum then then = then_of(a);
    if (then != THEN_STAY) {
        rec_go(p, then);
        return true;
    }
    switch (a) {
    case ACTION_BACK: rec_leave(p); return true;
    case ACTION_CHOOSE: rec_choose(p); return true;
    case ACTION_SAME: rec_same(p); return true;
    case ACTION_COPY: copy(p); return true;
    case ACTION_LAST: rec_last(p); return true;
    case ACTION_UNDO: rec_undo(p); return true;
    case ACTION_HISTORY: open_history(p); return true;
    case ACTION_PRINT: export_record(p); return true;
    case ACTION_HELP: rec_help(p); return true;
    case ACTION_REPAINT: if (!rec_busy(p)) rec_read(p); return true;
    default: return false;
    }
}

static bool can_save(const struct rec *r)
{
    return r->may_write && (rec_typed(r) || record_dirty(r->l->record) || !r->l->record->id);
}

/* Somebody else than who stands there. */
static bool has_last(const struct page *p, const struct spot *s)
{
    const struct rec *r = page_own((struct page *)p);
    const struct field *f = rec_field(r, s);
    const struct record *record = rec_of(r, s);
    const char *label, *last = f->type == FIELD_REF ? recall_last(p->desk, f->ref, &label) : NULL;
    const char *now = record ? record->values[s->at.field].now : NULL;
    return last && !(now && !strcmp(now, last));
}

static const char *choose_label(struct page *p, bool here)
{
    const struct rec *r = page_own(p);
    enum field_type type = rec_field(r, &r->spots.at[r->focus])->type;
    if (rec_can_zoom(p)) return here ? _("放大") : _("全文");
    return here && (type == FIELD_CODE || type == FIELD_REF || type == FIELD_BOOL) ? action_label(ACTION_CHOOSE) : NULL;
}

static const char *rec_label(struct page *p, enum action a)
{
    struct rec *r = page_own(p);
    if (!r->l || !r->spots.n) return NULL;
    const struct spot *s = &r->spots.at[r->focus];
    bool here = rec_is_editable(p, s);
    switch (a) {
    case ACTION_HELP: return action_label(a);
    case ACTION_SAVE: return can_save(r) ? action_label(a) : NULL;
    case ACTION_SAME: return here ? action_label(a) : NULL;
    case ACTION_COPY: return rec_may_copy(p) ? action_label(a) : NULL;
    case ACTION_LAST: return here && has_last(p, s) ? action_label(a) : NULL;
    case ACTION_CHOOSE: return choose_label(p, here);
    case ACTION_ACT: return rec_has_acts(p) ? action_label(a) : NULL;
    case ACTION_PGDN: return r->form_page + 1 < r->n_form_pages ? action_label(a) : NULL;
    case ACTION_PRINT: return r->l->record->id && !r->lost && !rec_busy(p) ? action_label(a) : NULL;
    case ACTION_HISTORY: return has_history(r) ? action_label(a) : NULL;
    case ACTION_UNDO: return here && (rec_typed(r) || record_can_undo(r->l->record)) ? action_label(a) : NULL;
    default: return NULL;
    }
}

/* What is less often wanted than the rest. */
static bool rec_spares(struct page *p, enum action a)
{
    (void)p;
    return a == ACTION_COPY || a == ACTION_LAST || a == ACTION_HISTORY;
}

/* Fields as the form places them; what is not asked for now has no name. */
static bool rec_place(struct page *p, size_t i, struct place_name *out)
{
    const struct rec *r = page_own(p);
    if (!r->l || !placed(r->b->form, i)) return false;
    size_t f = field_find(r->l->record->set, placed(r->b->form, i));
    const struct field *x = &r->l->record->set->at[f];
    bool there = !r->l->record->values[f].hidden && !(x->more && x->more->carried);
    *out = there ? (struct place_name){ pair_text(x->label, p->desk->seat.en), x->py } : (struct place_name){ "", "" };
    return true;
}

/* It comes back from under another page and may be read anew. */
static void rec_jump(struct page *p, size_t i)
{
    struct rec *r = page_own(p);
    r->jump = field_find(&r->b->fields, placed(r->b->form, i));
    r->jumps = !r->l;
    if (r->l) rec_go(p, THEN_JUMP);
}

static void rec_resume(struct page *p)
{
    struct rec *r = page_own(p);
    if (r->b && r->l && !rec_busy(p) && r->id) rec_read(p);
}

/* A new one by its draft; one with nothing typed is nowhere yet. A step is begun from its case. */
static const char *rec_address(struct page *p)
{
    const struct rec *r = page_own(p);
    int64_t id = r->l ? r->l->record->id : r->id, draft = r->l ? r->l->record->draft : r->draft;
    if (r->title || (!id && !draft)) return NULL;
    return arena_printf(p->desk->event, "%s\t%lld\t%lld", r->register_, (long long)id, id ? 0LL : (long long)draft);
}

static void rec_again(struct desk *d, char *rest)
{
    const char *name = strsep(&rest, "\t"), *id = strsep(&rest, "\t");
    struct record_args args = { .register_ = name, .id = id ? strtoll(id, NULL, 10) : 0, .draft = rest ? strtoll(rest, NULL, 10) : 0 };
    if (name && desk_register(d, name) && (args.id || args.draft)) desk_open(d, &record_ops, &args);
}

const struct page_ops record_ops = {
    .name = "record", .reads = N_("读记录"), .own_size = sizeof(struct rec), .open = rec_open, .key = rec_key, .act = rec_does, .draw = rec_draw,
    .resume = rec_resume, .rest = rec_keep, .label = rec_label, .spare = rec_spares, .types = rec_types, .quiet = rec_quiet, .place = rec_place, .jump = rec_jump, .busy = rec_busy, .address = rec_address, .again = rec_again,
};
