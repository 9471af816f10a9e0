/* SPDX-License-Identifier: Apache-2.0 */
/* One field at a time is in the editor. Leaving it takes what was typed; a code or a reference may have to ask the database first,
 * and then the desk is held so that keys typed ahead wait. The cursor may leave a field that is wrong: it is marked (R5). */
#include "page/record.h"
#include "base/cell.h"
#include "base/text.h"
#include "page/recall.h"
#include "pg/pg.h"
#include "store/lookup.h"
#include "store/rules.h"
#include <string.h>

static const char *help_of(const struct page *p, const struct field *f)
{
    return pair_text(f->help, p->desk->seat.en);
}

const char *rec_wants(struct page *p, const struct spot *s)
{
    struct rec *r = page_own(p);
    if (rec_is_editable(p, s)) return field_wants(r->lay, rec_field(r, s));
    return rec_is_hidden(r, s) ? _("平时遮盖，先按 F6 打开再改") : r->may_write ? _("由系统填写") : _("只能看");
}

/* What the editor begins with: a name where there is one, else the value; of a masked value nothing. */
static const char *rec_text(const struct rec *r, const struct spot *s)
{
    const struct record *record = rec_of(r, s);
    const struct field *f = rec_field(r, s);
    if (!record) return "";
    const struct value *v = &record->values[s->at.field];
    return v->typed ? v->typed : v->now && (field_is_choice(f) || f->type == FIELD_BOOL) ? v->show : v->now;
}

/* Do words stand there that name nothing yet? */
static bool has_words(const struct rec *r, const struct spot *s)
{
    const struct record *record = rec_of(r, s);
    return record && record->values[s->at.field].typed;
}

static void say_field(struct page *p)
{
    struct rec *r = page_own(p);
    const struct spot *s = &r->spots.at[r->focus];
    const struct field *f = rec_field(r, s);
    const struct record *record = rec_of(r, s);
    const char *help = help_of(p, f), *name = pair_text(f->label, p->desk->seat.en);
    const char *fault = record ? record->values[s->at.field].fault : NULL;
    bool carried = record && record->values[s->at.field].carried;
    p->hint = fault ? arena_str(r->lay, fault) : carried ? arena_printf(r->lay, _("%s: 照上次填的，对就 Enter，不对就改"), name) : arena_printf(r->lay, _("%s: %s"), name, *help ? help : rec_wants(p, s));
    const char *unseen = cell_unseen(r->lay, rec_text(r, s));
    if (*unseen) p->hint = arena_printf(r->lay, _("这里的〓是 %s；%s"), unseen, p->hint);
}

void rec_focus(struct page *p, size_t spot)
{
    struct rec *r = page_own(p);
    if (!r->spots.n) {                          /* only lists, and nothing in them */
        rec_show_mode(p);
        return;
    }
    r->focus = spot < r->spots.n ? spot : r->spots.n - 1;
    const struct spot *s = &r->spots.at[r->focus];
    const struct field *f = rec_field(r, s);
    edit_init(&r->edit, r->lay, s->lines, s->cells, (size_t)(field_is_choice(f) ? 60 : f->max_chars));
    edit_set(&r->edit, rec_text(r, s));
    r->fresh = !has_words(r, s) || rec_of(r, s)->values[s->at.field].fault;    /* what a draft has half typed is gone on with */
    say_field(p);
    rec_show_mode(p);
}

void rec_lay_anew(struct page *p)
{
    struct rec *r = page_own(p);
    bool typed = rec_typed(r);
    size_t at = r->edit.at;
    const char *text = typed ? edit_text(&r->edit, p->desk->event) : NULL;
    rec_lay(p);
    rec_focus(p, r->focus);
    if (!typed) return;
    edit_set(&r->edit, text);
    r->edit.at = at;
    r->fresh = false;
    rec_show_mode(p);
}

bool rec_typed(const struct rec *r)
{
    return r->spots.n && !edit_is(&r->edit, rec_text(r, &r->spots.at[r->focus]));
}

bool rec_busy(struct page *p)
{
    struct rec *r = page_own(p);
    return !r->l || rec_typed(r) || record_differs(r->l->record);
}

static const char *page_title(const struct rec *r, bool en)
{
    const struct form *f = r->b->form;
    int page = 0;
    for (size_t i = 0; i < f->record.n; i++)
        if (f->record.at[i].kind == PART_PAGE && page++ == r->form_page) return pair_text(f->record.at[i].title, en);
    return "";
}

static bool can_type(struct page *p)
{
    const struct rec *r = page_own(p);
    for (size_t i = 0; i < r->spots.n; i++)
        if (rec_is_editable(p, &r->spots.at[i])) return true;
    return false;
}

/* What typing would do; a star once something differs, until that has been taken back. What nobody here may write is looked at. */
void rec_show_mode(struct page *p)
{
    struct rec *r = page_own(p);
    bool busy = r->may_write && rec_busy(p);
    const char *mode = !r->l->record->id && !r->is_past ? busy ? _("新增 *") : _("新增") : busy ? _("修改 *") : can_type(p) ? _("可改") : _("查看");
    if (r->others) mode = arena_printf(r->lay, "%s  %s", r->others, mode);
    p->mode = r->n_form_pages > 1 ? arena_printf(r->lay, "%s %d/%d  %s", page_title(r, p->desk->seat.en), r->form_page + 1, r->n_form_pages, mode) : mode;
}

bool rec_goto(struct page *p, struct record_at at)
{
    struct rec *r = page_own(p);
    int was = r->form_page;
    size_t spot = rec_spot_of(r, at);
    for (int k = 0; spot == NO_SPOT && k < r->n_form_pages; k++) {
        r->form_page = k;
        rec_lay(p);
        spot = rec_spot_of(r, at);
    }
    if (spot == NO_SPOT) {
        r->form_page = was;
        rec_lay(p);
    }
    rec_focus(p, spot == NO_SPOT ? r->focus : spot);
    return spot != NO_SPOT;
}

/* The record the spot writes to, born now when it is the empty line. */
static struct record *record_for(struct page *p, const struct spot *s)
{
    struct rec *r = page_own(p);
    struct record *record = rec_of(r, s);
    return record ? record : record_add_row(&r->l->record->children.at[s->at.child], r->data);
}

/* What a list's first column has names its line: a second one like it is pointed out, and hinders nobody. */
static void say_twice(struct page *p, const struct spot *s, const char *value, const char *show)
{
    const struct rec *r = page_own(p);
    const struct bound_child *c = s->at.child == NO_CHILD ? NULL : &r->b->children.at[s->at.child];
    const struct record_rows *rows = c ? &r->l->record->children.at[s->at.child] : NULL;
    if (!c || !value || s->at.field != field_find(&c->fields, c->child->columns.at[0])) return;
    for (size_t i = 0, number = 0; i < rows->n; i++) {
        const char *other = rows->at[i]->values[s->at.field].now;
        number += !record_is_blank(rows->at[i]);
        if (i == s->at.row || !other || strcmp(other, value) != 0) continue;
        desk_say(p->desk, FACE_SOON, _("“%s”第 %zu 行已经有了"), show ? show : value, number);
        return;
    }
}

static void took(struct page *p, const struct spot *s, const char *value, const char *show)
{
    struct record *record = record_for(p, s);
    record->values[s->at.field].fault = NULL;
    struct rec *r = page_own(p);
    r->unkept = record_set(record, s->at.field, value, show) || r->unkept;
    say_twice(p, s, value, show);
    r->event = RULES_CHANGE;
}

static void rules_done(void *ctx, bool ok, bool changed, const struct err *e)
{
    struct page *p = ctx;
    (void)changed;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    if (!ok && e) desk_fail(p->desk, e);
    else if (r->l->record->said) desk_say(p->desk, FACE_SOON, "%s", r->l->record->said);
    r->l->record->said = NULL;
    rec_moved(p, r->then);
}

/* Other fields may follow from this one: when, from, on_change. */
static void follow_rules(struct page *p, size_t field)
{
    struct rec *r = page_own(p);
    if (!rules_any(r->b, r->event, field)) {
        rec_moved(p, r->then);
        return;
    }
    page_asks_for(p, _("核对"));
    rules_send(p->desk->pg, r->data, r->b, r->l->record, r->event, field, rules_done, p);
}

static void header_came(void *ctx, size_t header, struct record *values, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    if (e) desk_fail(p->desk, e);
    else r->l->headers[header] = values;
    follow_rules(p, r->b->headers.at[header].by);
}

/* A header above the fields shows the row one of them names. */
static void follow(struct page *p, const struct spot *s)
{
    struct rec *r = page_own(p);
    if (s->at.child != NO_CHILD) {
        rec_moved(p, r->then);
        return;
    }
    for (size_t i = 0; i < r->b->headers.n; i++)
        if (r->b->headers.at[i].by == s->at.field) {
            page_asks(p);
            load_header_send(p->desk->pg, r->data, r->b, i, r->l->record->values[s->at.field].now, header_came, p);
            return;
        }
    follow_rules(p, s->at.field);
}

static void worked_on(struct page *p, const struct spot *s, const char *value, const char *label)
{
    const struct field *f = rec_field(page_own(p), s);
    if (f->type == FIELD_REF) recall_row(p->desk, f->ref, value, label);
}

static void mark(struct page *p, const struct spot *s, const struct err *e)
{
    struct rec *r = page_own(p);
    rec_of(r, s)->values[s->at.field].fault = arena_str(r->data, e->text);
    desk_say(p->desk, FACE_REFUSED, "%s", e->text);
}

/* What was typed stays in the field, marked, and the cursor may leave (R5). */
static void keep_words(struct page *p, const struct spot *s, bool fits)
{
    struct rec *r = page_own(p);
    struct err e = { 0 };
    const char *typed = edit_text(&r->edit, p->desk->event);
    if (rec_typed(r)) record_words(record_for(p, s), s->at.field, typed);
    field_unchosen(rec_field(r, s), typed, fits, &e);
    mark(p, s, &e);
    r->unkept = true;
    r->event = RULES_CHANGE;
}

static void picked(void *ctx, const char *value, const char *label)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    struct spot s = r->spots.at[r->focus];
    if (value) {
        worked_on(p, &s, value, label);
        took(p, &s, value, label);
    } else if (rec_typed(r)) {
        keep_words(p, &s, true);
        r->then = THEN_STAY;
    } else {
        return;
    }
    follow(p, &s);
}

static void looked_up(void *ctx, struct lookup *rows, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    struct spot s = r->spots.at[r->focus];
    if (e) {
        desk_fail(p->desk, e);
    } else if (rows->n == 1) {
        worked_on(p, &s, rows->at[0].value, rows->at[0].label);
        took(p, &s, rows->at[0].value, rows->at[0].label);
        follow(p, &s);
    } else if (rows->n && rec_typed(r)) {
        desk_pick(p->desk, rec_field(r, &s), r->l->record, edit_text(&r->edit, p->desk->event), NULL, picked, p);
    } else {
        keep_words(p, &s, rows->n);
        follow(p, &s);
    }
}

static void take_choice(struct page *p, const struct spot *s, const char *typed)
{
    struct rec *r = page_own(p);
    if (!*typed) {
        took(p, s, NULL, NULL);
        follow(p, s);
        return;
    }
    page_asks_for(p, _("找可选的"));
    lookup_send(p->desk->pg, r->data, rec_field(r, s), lookup_among(r->data, rec_field(r, s), r->l->record), typed, p->desk->seat.en, looked_up, p);
}

static void take_text(struct page *p, const struct spot *s, const char *typed)
{
    struct rec *r = page_own(p);
    const struct field *f = rec_field(r, s);
    const char *value = NULL;
    struct err e = { 0 };
    bool good = field_take(r->data, f, typed, p->desk->seat.today, &value, &e) && field_check(f, value, &e);
    took(p, s, value, NULL);
    if (!good) mark(p, s, &e);
}

/* Whoever passes over what was taken over has seen it. */
static void look_at(struct rec *r)
{
    struct record *record = r->spots.n ? rec_of(r, &r->spots.at[r->focus]) : NULL;
    if (record) record->values[r->spots.at[r->focus].at.field].carried = false;
}

void rec_go(struct page *p, enum then then)
{
    struct rec *r = page_own(p);
    r->then = then;
    if (!rec_typed(r) && !(r->spots.n && has_words(r, &r->spots.at[r->focus]))) {
        look_at(r);
        rec_moved(p, then);
        return;
    }
    struct spot s = r->spots.at[r->focus];
    char *typed = edit_text(&r->edit, p->desk->event);
    if (field_is_choice(rec_field(r, &s))) {
        take_choice(p, &s, typed);
    } else {
        take_text(p, &s, typed);
        follow(p, &s);
    }
}

/* ---- the text at hand over the whole screen: a name needs none */
enum { LONG = 100 };
static bool is_long(struct page *p, const struct spot *s, const char *text)
{
    const struct rec *r = page_own(p);
    const struct field *f = rec_field(r, s);
    return f->type == FIELD_TEXT && !rec_is_hidden(r, s) && (s->lines > 1 || f->max_chars >= LONG || cell_text(text) > s->cells);
}

bool rec_can_zoom(struct page *p)
{
    const struct rec *r = page_own(p);
    if (!r->spots.n) return false;
    const struct spot *s = &r->spots.at[r->focus];
    const char *text = rec_shown(r, s);
    return is_long(p, s, text) && (*text || rec_is_editable(p, s));
}

static void zoomed(void *ctx, const char *text, size_t at)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    edit_set(&r->edit, text);
    r->edit.at = at;
    r->fresh = false;
    r->unkept = true;
    rec_show_mode(p);
}

static void zoom(struct page *p)
{
    struct rec *r = page_own(p);
    const struct spot *s = &r->spots.at[r->focus];
    const struct field *f = rec_field(r, s);
    bool writes = rec_is_editable(p, s), en = p->desk->seat.en;
    struct zoom_args args = { .label = pair_text(f->label, en), .help = pair_text(f->help, en), .text = arena_str(r->data, writes ? edit_text(&r->edit, p->desk->event) : rec_shown(r, s)), .at = r->edit.at,
                              .max_chars = (size_t)f->max_chars, .reads = !writes, .is_line = s->lines == 1, .take = zoomed, .ctx = p };
    desk_open(p->desk, &zoom_ops, &args);
}

void rec_choose(struct page *p)
{
    struct rec *r = page_own(p);
    if (rec_can_zoom(p)) {
        zoom(p);
        return;
    }
    if (!r->spots.n || !rec_is_editable(p, &r->spots.at[r->focus])) return;
    struct spot s = r->spots.at[r->focus];
    const struct field *f = rec_field(r, &s);
    r->then = THEN_NEXT;
    if (field_is_choice(f)) {
        const struct record *record = rec_of(r, &s);
        bool typed = rec_typed(r) || has_words(r, &s);
        desk_pick(p->desk, f, r->l->record, typed ? edit_text(&r->edit, p->desk->event) : "", record && !typed ? record->values[s.at.field].now : NULL, picked, p);
    } else if (f->type == FIELD_BOOL) {
        const struct record *record = rec_of(r, &s);
        bool was = record && record->values[s.at.field].now && *record->values[s.at.field].now == 't';
        r->then = THEN_STAY;
        took(p, &s, was ? "false" : "true", NULL);
        follow(p, &s);
    } else {
        desk_say(p->desk, FACE_TEXT, _("“%s”直接写，没有列表可选"), pair_text(f->label, p->desk->seat.en));
    }
}

void rec_take(void *page, const char *value, const char *label)
{
    struct page *p = page;
    struct rec *r = page_own(p);
    const struct field *f = rec_field(r, &r->spots.at[r->focus]);
    r->then = THEN_STAY;
    if (field_is_choice(f) || f->type == FIELD_BOOL) {
        picked(p, value, field_is_choice(f) ? label : NULL);
        return;
    }
    edit_set(&r->edit, value);
    r->fresh = false;
    rec_show_mode(p);
}

static void take_same(struct page *p, const char *value, const char *show)
{
    struct rec *r = page_own(p);
    struct spot s = r->spots.at[r->focus];
    r->then = THEN_NEXT;
    took(p, &s, value, show);
    follow(p, &s);
}

static bool may_type(struct page *p)
{
    struct rec *r = page_own(p);
    return r->spots.n && rec_is_editable(p, &r->spots.at[r->focus]);
}

void rec_same(struct page *p)
{
    struct rec *r = page_own(p);
    if (!may_type(p)) return;
    const struct field *f = rec_field(r, &r->spots.at[r->focus]);
    const char *show, *value = recall_field(p->desk, r->register_, f, &show);
    if (value) take_same(p, value, show);
    else desk_say(p->desk, FACE_TEXT, _("这次登录还没有填过“%s”"), pair_text(f->label, p->desk->seat.en));
}

void rec_last(struct page *p)
{
    struct rec *r = page_own(p);
    if (!may_type(p)) return;
    const struct field *f = rec_field(r, &r->spots.at[r->focus]);
    const char *show, *value = f->type == FIELD_REF ? recall_last(p->desk, f->ref, &show) : NULL;
    if (value) take_same(p, value, show);
    else desk_say(p->desk, FACE_TEXT, f->type == FIELD_REF ? _("这次登录还没有办过哪个“%s”") : _("“%s”不是选人、选事的，用不上"), pair_text(f->label, p->desk->seat.en));
}

bool rec_may_copy(const struct page *p)
{
    const struct rec *r = page_own((struct page *)p);
    return r->may_write && !r->l->record->id && recall_any(p->desk, r->register_);
}

static bool names_header(const struct rec *r, size_t field)
{
    for (size_t i = 0; i < r->b->headers.n; i++)
        if (r->b->headers.at[i].by == field) return true;
    return false;
}

/* What nobody has typed is as the last record saved had it, what belongs to that one alone excepted. One undo takes it back. */
void rec_copy(struct page *p)
{
    struct rec *r = page_own(p);
    struct record *record = r->l->record;
    size_t n = 0;
    for (size_t i = 0; i < record->set->n; i++) {
        const struct field *f = &record->set->at[i];
        const char *show, *value = recall_copied(p->desk, r->register_, f, &show);
        if (!value || !record_editable(record, i) || record_value_typed(record, i) || (f->more && f->more->carried) || names_header(r, i)) continue;
        if (!(n ? record_follow(record, i, value, show) : record_set(record, i, value, show))) continue;
        record->values[i].carried = true;
        n++;
    }
    r->unkept = r->unkept || n;
    r->then = THEN_STAY;
    r->event = RULES_CHANGE;
    desk_say(p->desk, FACE_GOOD, _("照上次存的填了 %zu 项，本人的事没有抄；请看一遍"), n);
    follow_rules(p, NO_FIELD);
}

/* First what was typed since the cursor came, then one change after the other, with what had followed from it. */
void rec_undo(struct page *p)
{
    struct rec *r = page_own(p);
    struct record_at at;
    bool typed = rec_typed(r);
    if (!typed && !record_undo(r->l->record, &at)) {
        desk_say(p->desk, FACE_TEXT, "%s", _("没有可撤销的"));
        return;
    }
    r->unkept = true;
    if (typed) {
        if (!edit_undo(&r->edit)) edit_set(&r->edit, rec_text(r, &r->spots.at[r->focus]));
        r->fresh = !rec_typed(r);
        rec_show_mode(p);
        return;
    }
    rec_lay(p);
    rec_goto(p, at);
    r->then = THEN_STAY;
    r->event = RULES_OPEN;                      /* conditions hold again; what hooks had set was taken back with it */
    struct spot s = { .at = at };
    follow(p, &s);
}
