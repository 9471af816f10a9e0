/* SPDX-License-Identifier: Apache-2.0 */
/* Headers first, then the rows of the form page at hand, then the lists: from names to places for the width at hand. */
#include "page/record.h"
#include "base/cell.h"
#include "base/text.h"
#include "form/calc.h"
#include "form/layout.h"
#include "page/due.h"
#include "page/frame.h"
#include "term/tty.h"
#include <string.h>

enum { FIRST_COLUMN = 5 };      /* of a list, behind the number of the row */

struct record *rec_of(const struct rec *r, const struct spot *s)
{
    if (s->at.child == NO_CHILD) return r->l->record;
    const struct record_rows *rows = &r->l->record->children.at[s->at.child];
    return s->at.row < rows->n ? rows->at[s->at.row] : NULL;
}

const struct field *rec_field(const struct rec *r, const struct spot *s)
{
    const struct fieldset *set = s->at.child == NO_CHILD ? r->l->record->set : r->l->record->children.at[s->at.child].set;
    return &set->at[s->at.field];
}

const char *rec_shown(const struct rec *r, const struct spot *s)
{
    const struct record *record = rec_of(r, s);
    return record ? record_show(record, s->at.field) : "";
}

size_t rec_spot_of(const struct rec *r, struct record_at at)
{
    for (size_t i = 0; i < r->spots.n; i++) {
        const struct record_at *it = &r->spots.at[i].at;
        if (it->child == at.child && it->field == at.field && (at.child == NO_CHILD || it->row == at.row)) return i;
    }
    return NO_SPOT;
}

bool rec_is_hidden(const struct rec *r, const struct spot *s)
{
    const struct record *record = rec_of(r, s);
    return record && record->id && !record->opened && rec_field(r, s)->private_;
}

bool rec_is_editable(struct page *p, const struct spot *s)
{
    struct rec *r = page_own(p);
    if (!r->may_write) return false;
    const struct record *record = rec_of(r, s);
    if (rec_is_hidden(r, s)) return false;
    return record ? record_editable(record, s->at.field) : field_editable(rec_field(r, s), false);
}

static void add_item(struct rec *r, int y, int x, int cells, enum face face, const char *text)
{
    struct item i = { y, x, cells, face, text, false };
    vec_push(r->lay, &r->items, i);
}

static void add_rule(struct rec *r, int y)
{
    struct item i = { .y = y, .rule = true };
    vec_push(r->lay, &r->items, i);
}

/* Behind a due date. */
static void add_due(struct page *p, int y, int x, int cells, const struct field *f, const struct value *v)
{
    enum face face = FACE_VALUE;
    if (!f->due || cells < field_cells(f)) return;
    const char *mark = due_mark(p->desk, v->now, v->soon, &face);
    if (*mark) add_item(page_own(p), y, x + f->width + 1, FIELD_MARK_CELLS - 1, face, mark);
}

static int lay_header(struct page *p, const struct bound_header *h, const struct record *values, int y)
{
    struct rec *r = page_own(p);
    struct layout lay = { 0 };
    layout_header(r->lay, &lay, &h->fields, h->part, r->wide, p->desk->seat.en);
    for (size_t i = 0; i < lay.n; i++) {
        const struct place *at = &lay.at[i];
        if (at->label_cells) add_item(r, y + at->line, at->label_x, at->label_cells, FACE_LABEL, at->label);
        add_item(r, y + at->line, at->x, at->cells, FACE_VALUE, record_show(values, at->field));
        add_due(p, y + at->line, at->x, at->cells, &values->set->at[at->field], &values->values[at->field]);
    }
    add_rule(r, y + lay.lines);
    return y + lay.lines + 1;
}

static int lay_rows(struct page *p, const struct form_rows *rows, int y)
{
    struct rec *r = page_own(p);
    const struct record *record = r->l->record;
    struct layout lay = { 0 };
    bool *skip = arena_array(r->lay, bool, record->set->n);
    for (size_t i = 0; i < record->set->n; i++) skip[i] = record->values[i].hidden || (record->set->at[i].more && record->set->at[i].more->carried);
    layout_rows(r->lay, &lay, record->set, rows, r->wide, p->desk->seat.en, skip);
    for (size_t i = 0; i < lay.n; i++) {
        const struct place *at = &lay.at[i];
        struct spot s = { .at = { NO_CHILD, 0, at->field }, .label = at->label, .label_x = at->label_x, .label_cells = at->label_cells,
                          .y = y + at->line, .x = at->x, .cells = at->cells, .lines = at->lines };
        vec_push(r->lay, &r->spots, s);
    }
    return y + lay.lines;
}

/* Figures beside each other, each behind its name; what is not known has neither. They are reckoned anew whenever a field was left. */
static int lay_sums(struct page *p, const struct form_part *part, int y)
{
    struct rec *r = page_own(p);
    int x = 1;
    for (size_t i = 0; i < part->sums.n; i++) {
        const char *title = pair_text(part->sums.at[i].title, p->desk->seat.en), *value = calc_show(r->lay, &part->sums.at[i].is, r->l->record, p->desk->seat.today);
        int name = cell_text(title), cells = cell_text(value);
        if (!*value) continue;
        if (x > 1 && x + name + 1 + cells > r->wide - 1) {
            x = 1;
            y++;
        }
        add_item(r, y, x, name, FACE_LABEL, title);
        add_item(r, y, x + name + 1, cells, FACE_VALUE, value);
        x += name + 1 + cells + 3;
    }
    return x > 1 ? y + 1 : y;
}

static int lay_child_row(struct rec *r, size_t child, size_t row, size_t number, const int *cells, int y)
{
    const struct bound_child *c = &r->b->children.at[child];
    const struct names *columns = &c->child->columns;
    add_item(r, y, 2, 3, FACE_TEXT, arena_printf(r->lay, "%zu", number));
    for (size_t k = 0, x = FIRST_COLUMN; k < columns->n; k++) {
        if (!cells[k]) continue;
        struct spot s = { .at = { child, row, field_find(&c->fields, columns->at[k]) }, .label = "", .y = y, .x = (int)x,
                          .cells = cells[k], .lines = 1 };
        vec_push(r->lay, &r->spots, s);
        x += (size_t)cells[k] + 1;
    }
    return y + 1;
}

static void lay_headings(struct page *p, const struct bound_child *c, const int *cells, int y)
{
    struct rec *r = page_own(p);
    const struct names *columns = &c->child->columns;
    for (size_t k = 0, x = FIRST_COLUMN; k < columns->n; k++) {
        if (!cells[k]) continue;
        add_item(r, y, (int)x, cells[k], FACE_LABEL, pair_text(c->fields.at[field_find(&c->fields, columns->at[k])].label, p->desk->seat.en));
        x += (size_t)cells[k] + 1;
    }
}

static int lay_child(struct page *p, size_t child, int y)
{
    struct rec *r = page_own(p);
    const struct bound_child *c = &r->b->children.at[child];
    const struct record_rows *rows = &r->l->record->children.at[child];
    bool en = p->desk->seat.en;
    int *cells = arena_array(r->lay, int, c->child->columns.n);
    layout_columns(&c->fields, &c->child->columns, r->wide - 6, en, cells);
    struct spot below = { .at = { child, rows->n, field_find(&c->fields, c->child->columns.at[0]) } };
    if (!rows->n && !rec_is_editable(p, &below)) return y;          /* nothing there and nothing to come: no heading either */
    y += !r->tight;
    const char *title = pair_text(c->child->title, en);
    add_item(r, y++, 1, r->wide - 2, FACE_LABEL, *title ? title : pair_text(c->fields.name, en));
    lay_headings(p, c, cells, y++);
    add_rule(r, y++);
    size_t number = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (!record_is_blank(rows->at[i])) y = lay_child_row(r, child, i, ++number, cells, y);
    if (rec_is_editable(p, &below)) y = lay_child_row(r, child, rows->n, ++number, cells, y);
    return y + 1;
}

static int count_pages(const struct form *f)
{
    int n = 0;
    for (size_t i = 0; i < f->record.n; i++) n += f->record.at[i].kind == PART_PAGE;
    return n ? n : 1;
}

/* A page that ends the form with nothing on it is theirs. */
static int page_of_lists(const struct rec *r)
{
    const struct form *f = r->b->form;
    return f->record.n && f->record.at[f->record.n - 1].kind == PART_PAGE ? r->n_form_pages - 1 : 0;
}

/* Parts before the first page mark belong to every page (headers), rows there to the first. */
static bool is_shown(const struct rec *r, const struct form_part *part, int page)
{
    return part->kind == PART_HEADER ? page <= 0 || page - 1 == r->form_page : page <= 0 ? r->form_page == 0 : page - 1 == r->form_page;
}

/* All parts, from the top; how many lines these are. */
static int lay_parts(struct page *p)
{
    struct rec *r = page_own(p);
    const struct form *f = r->b->form;
    size_t header = 0;
    int y = 0, page = 0;
    arena_clear(r->lay);
    memset(&r->spots, 0, sizeof r->spots);
    memset(&r->items, 0, sizeof r->items);
    for (size_t i = 0; i < f->record.n; i++) {
        const struct form_part *part = &f->record.at[i];
        page += part->kind == PART_PAGE;
        bool shown = is_shown(r, part, page);
        if (part->kind == PART_HEADER) {
            if (shown) y = lay_header(p, &r->b->headers.at[header], r->l->headers[header], y);
            header++;
        } else if (part->kind == PART_SUMS && shown) {
            y = lay_sums(p, part, y);
        } else if (part->kind == PART_ROWS && shown) {
            const char *title = pair_text(part->title, p->desk->seat.en);
            if (*title) add_item(r, y++, 1, r->wide - 2, FACE_PLACE, title);
            y = lay_rows(p, &part->rows, y);
        }
    }
    if (r->form_page == page_of_lists(r))
        for (size_t i = 0; i < r->b->children.n; i++) y = lay_child(p, i, y);
    return y;
}

/* A blank line stands before each list, but where it is these that would make a record longer than the window. */
void rec_lay(struct page *p)
{
    struct rec *r = page_own(p);
    struct record_at was = r->spots.n ? r->spots.at[r->focus].at : (struct record_at){ NO_CHILD, 0, NO_FIELD };
    int window = frame_bottom() - FRAME_TOP;
    p->hint = "";                               /* it told of a field laid out before */
    r->wide = tty_cols();
    r->tall = tty_rows();
    r->laid = true;
    r->n_form_pages = count_pages(r->b->form);
    r->tight = false;
    r->height = lay_parts(p);
    if (r->height - 1 > window && r->height - 1 - (int)r->b->children.n <= window) {
        r->tight = true;
        r->height = lay_parts(p);
    }
    size_t here = rec_spot_of(r, was);          /* fields and rows may have come or gone before it */
    if (here != NO_SPOT) r->focus = here;
    if (r->focus >= r->spots.n) r->focus = r->spots.n ? r->spots.n - 1 : 0;
}
