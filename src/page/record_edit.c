/* SPDX-License-Identifier: Apache-2.0 */
/* One field at a time is in the editor. Leaving it takes what was typed; a code or a reference may have to ask the database first,
 * and then the desk is held so that keys typed ahead wait. The cursor may leave a field that is wrong: it is marked (R5). */
#include "page/record.h"
#include "base/text.h"
#include "pg/pg.h"
#include "store/lookup.h"
#include "store/rules.h"
#include <string.h>

static bool is_choice(const struct field *f)
{
    return f->type == FIELD_CODE || f->type == FIELD_REF;
}

static const char *help_of(const struct page *p, const struct field *f)
{
    return pair_text(f->help, p->desk->seat.en);
}

static void say_field(struct page *p)
{
    struct rec *r = page_own(p);
    const struct spot *s = &r->spots.at[r->focus];
    const struct field *f = rec_field(r, s);
    const struct record *record = rec_of(r, s);
    const char *help = help_of(p, f), *name = pair_text(f->label, p->desk->seat.en);
    const char *fault = record ? record->values[s->field].fault : NULL;
    p->hint = fault ? arena_str(r->lay, fault) : *help ? arena_printf(r->lay, _("%s: %s"), name, help) : name;
}

void rec_focus(struct page *p, size_t spot)
{
    struct rec *r = page_own(p);
    if (!r->spots.n) return;
    r->focus = spot < r->spots.n ? spot : r->spots.n - 1;
    const struct spot *s = &r->spots.at[r->focus];
    const struct field *f = rec_field(r, s);
    const struct record *record = rec_of(r, s);
    edit_init(&r->edit, r->lay, s->lines, s->cells, (size_t)(is_choice(f) ? 60 : f->max_chars));
    bool secret = f->private_ && record && record->id && !record->opened && !record->values[s->field].now;
    edit_set(&r->edit, !record || secret ? "" : is_choice(f) || f->type == FIELD_BOOL ? record->values[s->field].show : record->values[s->field].now);
    r->typed = false;
    say_field(p);
}

/* The record the spot writes to, born now when it is the empty line. */
static struct record *record_for(struct page *p, const struct spot *s)
{
    struct rec *r = page_own(p);
    struct record *record = rec_of(r, s);
    return record ? record : record_add_row(&r->l->record->children.at[s->child], r->data);
}

static void note_change(struct page *p)
{
    struct rec *r = page_own(p);
    r->unkept = true;
    p->mode = r->l->record->id ? _("修改 *") : _("新增 *");
}

static void took(struct page *p, const struct spot *s, const char *value, const char *show)
{
    struct record *record = record_for(p, s);
    record->values[s->field].fault = NULL;
    if (record_set(record, s->field, value, show)) note_change(p);
}

static void rules_done(void *ctx, bool ok, bool changed, const struct err *e)
{
    struct page *p = ctx;
    (void)changed;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    if (!ok && e) desk_fail(p->desk, e);
    rec_moved(p, r->then);
}

/* Other fields may follow from this one: when, from, on_change. */
static void follow_rules(struct page *p, size_t field)
{
    struct rec *r = page_own(p);
    if (!rules_any(r->b, RULES_CHANGE, field)) {
        rec_moved(p, r->then);
        return;
    }
    page_asks(p);
    rules_send(p->desk->pg, r->data, r->b, r->l->record, RULES_CHANGE, field, rules_done, p);
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
    if (s->child != NO_CHILD) {
        rec_moved(p, r->then);
        return;
    }
    for (size_t i = 0; i < r->b->headers.n; i++)
        if (r->b->headers.at[i].by == s->field) {
            page_asks(p);
            load_header_send(p->desk->pg, r->data, r->b, i, r->l->record->values[s->field].now, header_came, p);
            return;
        }
    follow_rules(p, s->field);
}

static void picked(void *ctx, const char *value, const char *label)
{
    struct page *p = ctx;
    struct rec *r = page_own(p);
    struct spot s = r->spots.at[r->focus];
    if (!value) return;                         /* Esc: what was typed stays in the field */
    took(p, &s, value, label);
    follow(p, &s);
}

static void looked_up(void *ctx, struct lookup *rows, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct rec *r = page_own(p);
    struct spot s = r->spots.at[r->focus];
    if (e) {
        r->typed = true;                        /* not taken: it is still only in the field */
        desk_fail(p->desk, e);
    } else if (rows->n == 1) {
        took(p, &s, rows->at[0].value, rows->at[0].label);
        follow(p, &s);
    } else {
        desk_pick(p->desk, rec_field(r, &s), edit_text(&r->edit, p->desk->event), picked, p);
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
    page_asks(p);
    lookup_send(p->desk->pg, r->data, rec_field(r, s), typed, p->desk->seat.en, looked_up, p);
}

static void take_text(struct page *p, const struct spot *s, const char *typed)
{
    struct rec *r = page_own(p);
    const struct field *f = rec_field(r, s);
    const char *value = NULL;
    struct err e = { 0 };
    bool good = field_take(r->data, f, typed, p->desk->seat.today, &value, &e) && field_check(f, value, &e);
    took(p, s, value, NULL);
    if (!good) {
        rec_of(r, s)->values[s->field].fault = arena_str(r->data, e.text);
        desk_say(p->desk, FACE_REFUSED, "%s", e.text);
    }
}

void rec_go(struct page *p, enum then then)
{
    struct rec *r = page_own(p);
    r->then = then;
    if (!r->spots.n || !r->typed) {
        rec_moved(p, then);
        return;
    }
    struct spot s = r->spots.at[r->focus];
    char *typed = edit_text(&r->edit, p->desk->event);
    r->typed = false;
    if (is_choice(rec_field(r, &s))) {
        take_choice(p, &s, typed);
    } else {
        take_text(p, &s, typed);
        follow(p, &s);
    }
}

/* For drafts: half a word is a word. A choice not yet made has no value and cannot be kept. */
void rec_take_raw(struct page *p)
{
    struct rec *r = page_own(p);
    if (!r->l || !r->typed || !r->spots.n) return;
    struct spot s = r->spots.at[r->focus];
    if (is_choice(rec_field(r, &s))) return;
    struct err e;
    const char *value = NULL;
    field_take(r->data, rec_field(r, &s), edit_text(&r->edit, p->desk->event), p->desk->seat.today, &value, &e);
    if (record_set(record_for(p, &s), s.field, value, NULL)) note_change(p);
}

void rec_choose(struct page *p)
{
    struct rec *r = page_own(p);
    if (!r->spots.n || !rec_is_editable(p, &r->spots.at[r->focus])) return;
    struct spot s = r->spots.at[r->focus];
    const struct field *f = rec_field(r, &s);
    r->then = THEN_NEXT;
    if (is_choice(f)) {
        desk_pick(p->desk, f, r->typed ? edit_text(&r->edit, p->desk->event) : "", picked, p);
    } else if (f->type == FIELD_BOOL) {
        const struct record *record = rec_of(r, &s);
        bool was = record && record->values[s.field].now && *record->values[s.field].now == 't';
        took(p, &s, was ? "false" : "true", NULL);
        r->typed = false;
        rec_moved(p, THEN_STAY);
    } else {
        desk_say(p->desk, FACE_TEXT, _("“%s”直接写，没有列表可选"), pair_text(f->label, p->desk->seat.en));
    }
}

void rec_same(struct page *p)
{
    struct rec *r = page_own(p);
    if (!r->spots.n || !rec_is_editable(p, &r->spots.at[r->focus])) return;
    struct spot s = r->spots.at[r->focus];
    const char *show = NULL, *value = rec_recall(p, rec_field(r, &s), &show);
    if (!value) {
        desk_say(p->desk, FACE_TEXT, _("这次登录还没有填过“%s”"), pair_text(rec_field(r, &s)->label, p->desk->seat.en));
        return;
    }
    r->typed = false;
    r->then = THEN_NEXT;
    took(p, &s, value, show);
    follow(p, &s);
}

void rec_undo(struct page *p)
{
    struct rec *r = page_own(p);
    size_t field;
    if (r->typed && edit_undo(&r->edit)) return;
    if (!record_undo(r->l->record, &field)) {
        desk_say(p->desk, FACE_TEXT, "%s", _("没有可撤销的"));
        return;
    }
    note_change(p);
    for (size_t i = 0; i < r->spots.n; i++)
        if (r->spots.at[i].child == NO_CHILD && r->spots.at[i].field == field) r->focus = i;
    rec_focus(p, r->focus);
}
