/* SPDX-License-Identifier: Apache-2.0 */
/* One cell at a time is in the editor, as on the record page; a code is understood here, without asking the server. */
#include "page/ledger.h"
#include "base/cell.h"
#include "base/fold.h"
#include "base/str.h"
#include "base/text.h"
#include "page/recall.h"
#include "store/load.h"
#include "store/lookup.h"
#include "store/rules.h"
#include "term/tty.h"
#include <ctype.h>

struct row *ledger_row(const struct ledger *l) { return l->rows.at[l->row]; }

const struct field *ledger_field(const struct ledger *l) { return &l->b->fields.at[l->fields[l->column]]; }

static struct value *value_here(const struct ledger *l) { return &ledger_row(l)->record->values[l->fields[l->column]]; }

bool row_differs(const struct row *r) { return r->record->id ? record_dirty(r->record) : record_differs(r->record); }

bool ledger_is_editable(const struct ledger *l, const struct row *r, size_t column)
{
    return record_editable(r->record, l->fields[column]);
}

/* What the editor begins with. */
static const char *cell_text_of(const struct ledger *l)
{
    const struct value *v = value_here(l);
    const struct field *f = ledger_field(l);
    return v->typed ? v->typed : v->now && (field_is_choice(f) || f->type == FIELD_BOOL) ? v->show : v->now;
}

bool ledger_typed(const struct ledger *l) { return l->begun && !edit_is(&l->edit, cell_text_of(l)); }

/* "1上门 2电话 3视频": where the list is short enough to be said. NULL: it is not. */
static const char *codes_text(struct page *p, const char *name)
{
    const struct ledger *l = page_own(p);
    struct str s;
    size_t n = 0;
    str_init(&s, l->lay, 4000);
    str_addf(&s, "%s:", name);
    for (size_t i = 0; l->codes && i < l->codes->n; i++)
        if (l->codes->at[i].field == l->fields[l->column]) str_addf(&s, " %s%s%s", l->codes->at[i].code, p->desk->seat.en ? " " : "", l->codes->at[i].label), n++;
    return n && cell_text(s.s) <= tty_cols() - 2 ? s.s : NULL;
}

static void say_cell(struct page *p)
{
    struct ledger *l = page_own(p);
    const struct field *f = ledger_field(l);
    const char *name = pair_text(f->label, p->desk->seat.en), *help = pair_text(f->help, p->desk->seat.en);
    const char *codes = f->type == FIELD_CODE ? codes_text(p, name) : NULL;
    p->hint = value_here(l)->fault ? arena_str(l->lay, value_here(l)->fault) : codes ? codes : arena_printf(l->lay, _("%s: %s"), name, *help ? help : field_wants(l->lay, f));
}

void ledger_focus(struct page *p, size_t row, size_t column)
{
    struct ledger *l = page_own(p);
    l->row = row < l->rows.n ? row : l->rows.n - 1;
    l->column = column < l->n_columns ? column : l->n_columns - 1;
    const struct field *f = ledger_field(l);
    arena_clear(l->lay);
    edit_init(&l->edit, l->lay, 1, l->cells[l->column], (size_t)(field_is_choice(f) ? 60 : f->max_chars));
    edit_set(&l->edit, cell_text_of(l));
    l->fresh = !value_here(l)->typed || value_here(l)->fault;  /* what a draft has half typed is gone on with */
    say_cell(p);
    if (!row_is_under_way(ledger_row(l)) || l->awaited) return;
    l->awaited = ledger_row(l);                 /* what is typed next is typed over the answer, not under it */
    p->desk->hold++;
}

static bool holds(const struct row *r) { return r->state == ROW_SAVED || row_differs(r); }

/* The nearest row above that holds something, whatever has become of it: that may not be known yet, and keys typed ahead shall mean
 * what they mean typed slowly. */
static const struct row *above(const struct ledger *l)
{
    for (size_t i = l->row; i-- > 0; )
        if (holds(l->rows.at[i])) return l->rows.at[i];
    return NULL;
}

static void carry(struct ledger *l)
{
    const struct row *from = above(l);
    struct row *to = ledger_row(l);
    if (!from || to->state != ROW_OPEN || row_differs(to)) return;
    for (size_t i = 0; i < l->form->carry.n; i++) {
        size_t f = field_find(&l->b->fields, l->form->carry.at[i]);
        if (!field_check(&l->b->fields.at[f], from->record->values[f].now, NULL)) continue;    /* a slip is not the next sheet's, too; what only the server refuses may not be known yet */
        record_carry(to->record, f, from->record->values[f].now, from->record->values[f].show);
    }
}

/* Did the grid begin with it? */
static bool is_given(const struct ledger *l, size_t field)
{
    const char *name = l->b->fields.at[field].name;
    for (size_t i = 0; ledger_row(l)->is_given && i < l->form->given.n; i++)
        if (!strcmp(l->form->given.at[i], name)) return true;
    return false;
}

static bool is_known(const struct ledger *l, size_t field)
{
    return is_given(l, field) || ledger_row(l)->record->values[field].carried;
}

/* The first cell that is wrong, else empty, else one that nobody has filled for him. */
static size_t first_cell(const struct ledger *l)
{
    size_t known = 0;
    for (size_t i = 0; i < l->n_columns; i++)
        if (l->cells[i] && ledger_row(l)->record->values[l->fields[i]].fault) return i;
    for (size_t i = 0; i < l->n_columns; i++)
        if (l->cells[i] && ledger_is_editable(l, ledger_row(l), i) && !ledger_row(l)->record->values[l->fields[i]].now) return i;
    while (known + 1 < l->n_columns && (!l->cells[known] || is_known(l, l->fields[known]) || !ledger_is_editable(l, ledger_row(l), known))) known++;
    return known;
}

void ledger_enter(struct page *p, size_t row)
{
    struct ledger *l = page_own(p);
    l->row = row < l->rows.n ? row : l->rows.n - 1;
    carry(l);
    l->enters = row_is_under_way(ledger_row(l));        /* where it is to be put right is known with its answer */
    ledger_focus(p, l->row, first_cell(l));
}

static void touched(struct row *r)
{
    r->touched = r->unkept = true;
    r->asks = NULL;
    if (r->state == ROW_SAVED || r->state == ROW_REFUSED) r->state = ROW_OPEN;
}

/* Whoever is in another row of the grid is pointed out; that may be meant. */
static void say_twice(struct page *p, size_t field, const char *value, const char *show)
{
    const struct ledger *l = page_own(p);
    for (size_t i = 0; l->column == 0 && value && i < l->rows.n; i++) {
        const char *other = l->rows.at[i]->record->values[field].now;
        if (i == l->row || !other || strcmp(other, value) != 0) continue;
        desk_say(p->desk, FACE_SOON, _("“%s”第 %zu 行已经有了"), show ? show : value, i + 1);
        return;
    }
}

/* Typed, picked or taken over on purpose: it counts, also where just that stood there already. */
static void took(struct page *p, const char *value, const char *show)
{
    struct ledger *l = page_own(p);
    struct row *r = ledger_row(l);
    size_t f = l->fields[l->column];
    if (!record_set(r->record, f, value, show) && value && !r->record->id) record_mean(r->record, f);
    r->record->values[f].fault = NULL;
    say_twice(p, f, value, show);
    touched(r);
}

/* ---- what follows from a value */
static void rules_done(void *ctx, bool ok, bool changed, const struct err *e)
{
    struct page *p = ctx;
    (void)changed;
    if (page_answered(p)) return;
    struct ledger *l = page_own(p);
    if (!ok && e) desk_fail(p->desk, e);
    ledger_moved(p, l->then);
}

static void follow_rules(struct page *p)
{
    struct ledger *l = page_own(p);
    struct record *r = ledger_row(l)->record;
    if (!rules_any(l->b, RULES_CHANGE, l->fields[l->column])) {
        ledger_moved(p, l->then);
        return;
    }
    page_asks(p);
    rules_send(p->desk->pg, r->arena, l->b, r, RULES_CHANGE, l->fields[l->column], rules_done, p);
}

/* What nobody has typed is what a new record about this would begin with. */
static void defaults_came(void *ctx, struct loaded *fresh, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct ledger *l = page_own(p);
    struct record *r = ledger_row(l)->record;
    if (e) desk_fail(p->desk, e);
    for (size_t i = 0; fresh && i < r->set->n; i++) {
        const struct form_field *more = r->set->at[i].more;
        if (!more || !more->preset || record_value_typed(r, i) || r->values[i].carried || is_given(l, i)) continue;
        record_carry(r, i, fresh->record->values[i].now, fresh->record->values[i].show);
        r->values[i].carried = false;
    }
    follow_rules(p);
}

static bool has_presets(const struct bound *b)
{
    for (size_t i = 0; i < b->fields.n; i++)
        if (b->fields.at[i].more && b->fields.at[i].more->preset) return true;
    return false;
}

static void follow(struct page *p)
{
    struct ledger *l = page_own(p);
    struct record *r = ledger_row(l)->record;
    if (ledger_field(l)->type != FIELD_REF || r->id || !has_presets(l->b)) {
        follow_rules(p);
        return;
    }
    struct { struct given *at; size_t n, cap; } given = { 0 };
    for (size_t i = 0; i < r->set->n; i++) {
        struct given g = { r->set->at[i].name, r->values[i].now };
        if (g.text && (record_value_typed(r, i) || is_given(l, i))) vec_push(r->arena, &given, g);
    }
    page_asks(p);
    load_new_send(p->desk->pg, r->arena, l->b, given.at, given.n, defaults_came, p);
}

/* ---- taking a cell */
static void mark(struct page *p, const struct err *e)
{
    struct ledger *l = page_own(p);
    value_here(l)->fault = arena_str(ledger_row(l)->record->arena, e->text);
    desk_say(p->desk, FACE_REFUSED, "%s", e->text);
}

/* What was typed stays in the cell, marked, and the cursor may leave (R5). */
static void keep_words(struct page *p, bool fits)
{
    struct ledger *l = page_own(p);
    struct err e = { 0 };
    const char *typed = edit_text(&l->edit, p->desk->event);
    if (ledger_typed(l)) record_words(ledger_row(l)->record, l->fields[l->column], typed);
    field_unchosen(ledger_field(l), typed, fits, &e);
    mark(p, &e);
    touched(ledger_row(l));
}

static void picked(void *ctx, const char *value, const char *label)
{
    struct page *p = ctx;
    struct ledger *l = page_own(p);
    if (value) {
        if (ledger_field(l)->type == FIELD_REF) recall_row(p->desk, ledger_field(l)->ref, value, label);
        took(p, value, label);
    } else if (ledger_typed(l)) {
        keep_words(p, true);
        l->then = THEN_STAY;
    } else {
        return;
    }
    follow(p);
}

static void pick(struct page *p)
{
    struct ledger *l = page_own(p);
    bool typed = ledger_typed(l) || value_here(l)->typed;
    desk_pick(p->desk, ledger_field(l), ledger_row(l)->record, typed ? edit_text(&l->edit, p->desk->event) : "", typed ? NULL : value_here(l)->now, picked, p);
}

/* Not one thing: several are chosen from, unless that was left undone before. */
static void unclear(struct page *p, bool fits)
{
    struct ledger *l = page_own(p);
    if (fits && ledger_typed(l)) {
        pick(p);
        return;
    }
    keep_words(p, fits);
    follow(p);
}

static void looked_up(void *ctx, struct lookup *rows, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct ledger *l = page_own(p);
    if (e) desk_fail(p->desk, e);
    else if (rows->n != 1) unclear(p, rows->n);
    else {
        if (ledger_field(l)->type == FIELD_REF) recall_row(p->desk, ledger_field(l)->ref, rows->at[0].value, rows->at[0].label);
        took(p, rows->at[0].value, rows->at[0].label);
        follow(p);
    }
}

static const char *lowered(struct page *p, const char *typed)
{
    char *s = fold_text(p->desk->event, typed);
    for (char *c = s; *c; c++) *c = (char)tolower((unsigned char)*c);
    return s;
}

static void take_choice(struct page *p, const char *typed)
{
    struct ledger *l = page_own(p);
    struct record *r = ledger_row(l)->record;
    const struct field *f = ledger_field(l);
    int fits = -1;
    const struct ledger_code *code = *typed && f->type == FIELD_CODE ? ledger_code_of(l->codes, l->fields[l->column], lowered(p, typed), &fits) : NULL;
    if (!*typed || code) {
        took(p, code ? code->code : NULL, code ? code->label : NULL);
        follow(p);
    } else if (fits >= 0) {
        unclear(p, fits);
    } else {
        page_asks(p);
        lookup_send(p->desk->pg, r->arena, f, lookup_among(r->arena, f, r), arena_str(r->arena, typed), p->desk->seat.en, looked_up, p);
    }
}

static void take_text(struct page *p, const char *typed)
{
    struct ledger *l = page_own(p);
    struct record *r = ledger_row(l)->record;
    const struct field *f = ledger_field(l);
    const char *value = NULL;
    struct err e = { 0 };
    bool good = field_take(r->arena, f, typed, p->desk->seat.today, &value, &e) && field_check(f, value, &e);
    took(p, value, NULL);
    if (!good) mark(p, &e);
    follow(p);
}

void ledger_go(struct page *p, enum then then)
{
    struct ledger *l = page_own(p);
    l->then = then;
    if (!ledger_typed(l) && !(l->begun && value_here(l)->typed)) {
        ledger_moved(p, then);
        return;
    }
    char *typed = edit_text(&l->edit, p->desk->event);
    if (field_is_choice(ledger_field(l))) take_choice(p, typed);
    else take_text(p, typed);
}

static bool may_type(struct page *p)
{
    struct ledger *l = page_own(p);
    if (ledger_is_editable(l, ledger_row(l), l->column)) return true;
    desk_say(p->desk, FACE_TEXT, "%s", _("这一项由系统填写，不能改"));
    return false;
}

void ledger_choose(struct page *p)
{
    struct ledger *l = page_own(p);
    const struct field *f = ledger_field(l);
    if (!may_type(p)) return;
    l->then = THEN_NEXT;
    if (field_is_choice(f)) {
        pick(p);
    } else if (f->type == FIELD_BOOL) {
        l->then = THEN_STAY;
        took(p, value_here(l)->now && *value_here(l)->now == 't' ? "false" : "true", NULL);
        follow(p);
    } else desk_say(p->desk, FACE_TEXT, _("“%s”直接写，没有列表可选"), pair_text(f->label, p->desk->seat.en));
}

static void take_over(struct page *p, const char *value, const char *show)
{
    struct ledger *l = page_own(p);
    l->then = THEN_NEXT;
    took(p, value, show);
    follow(p);
}

void ledger_same(struct page *p)
{
    struct ledger *l = page_own(p);
    size_t f = l->fields[l->column];
    const char *show = NULL, *value = NULL;
    if (!may_type(p)) return;
    for (size_t i = l->row; !value && i-- > 0; ) {
        const struct row *r = l->rows.at[i];
        if (!holds(r)) continue;
        value = r->record->values[f].now;
        show = r->record->values[f].show;
    }
    if (!value) value = recall_field(p->desk, l->b->form->register_, ledger_field(l), &show);
    if (value) take_over(p, value, show);
    else desk_say(p->desk, FACE_TEXT, _("上面没有填过“%s”"), pair_text(ledger_field(l)->label, p->desk->seat.en));
}

void ledger_last(struct page *p)
{
    struct ledger *l = page_own(p);
    const char *label, *id = ledger_field(l)->type == FIELD_REF ? recall_last(p->desk, ledger_field(l)->ref, &label) : NULL;
    if (!may_type(p)) return;
    if (id) take_over(p, id, label);
    else desk_say(p->desk, FACE_TEXT, "%s", _("这一项不是选人的，或者这次登录还没有办过谁的事"));
}

void ledger_undo(struct page *p)
{
    struct ledger *l = page_own(p);
    struct record_at at;
    struct row *r = ledger_row(l);
    bool typed = ledger_typed(l);
    if (!typed && !record_undo(r->record, &at)) {
        desk_say(p->desk, FACE_TEXT, "%s", _("没有可撤销的"));
        return;
    }
    touched(r);
    if (typed) {
        if (!edit_undo(&l->edit)) edit_set(&l->edit, cell_text_of(l));
        l->fresh = !ledger_typed(l);
        return;
    }
    ledger_focus(p, l->row, l->column);
}
