/* SPDX-License-Identifier: Apache-2.0 */
/* One line a row; below a row that was refused, why. At the bottom what the numbers come to. */
#include "page/ledger.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "form/layout.h"
#include "page/frame.h"
#include "term/draw.h"
#include "term/tty.h"
#include <stdio.h>
#include <stdlib.h>

enum { LEFT = 2, LAST_CELLS = 10, STATE_CELLS = 4, HEAD_LINES = 3 };

static int behind_first(const struct ledger *l) { return l->form->last ? LAST_CELLS + 1 : 0; }

void ledger_lay(struct page *p)
{
    struct ledger *l = page_own(p);
    int was = l->cells[l->column];
    layout_columns(&l->b->fields, &l->form->columns, tty_cols() - LEFT - STATE_CELLS - behind_first(l) - 1, p->desk->seat.en, l->cells);
    if (l->cells[l->column] && l->cells[l->column] != was) edit_size(&l->edit, 1, l->cells[l->column]);
}

static int column_x(const struct ledger *l, size_t column)
{
    int x = LEFT;
    for (size_t i = 0; i < column; i++) x += l->cells[i] ? l->cells[i] + 1 + (i ? 0 : behind_first(l)) : 0;
    return x;
}

static bool has_totals(const struct ledger *l)
{
    for (size_t i = 0; i < l->n_columns; i++)
        if (l->cells[i] && field_is_number(&l->b->fields.at[l->fields[i]])) return true;
    return false;
}

/* Lines for rows: above the totals. */
static int last_line(const struct ledger *l) { return frame_bottom() - (has_totals(l) ? 2 : 0); }

/* The reason of a row that is refused: of the one at hand as far as it has room, of others its beginning. */
static const char *reason(const struct page *p, const struct row *r)
{
    return arena_printf(p->desk->event, "! %s", r->why);
}

static int reason_cells(void) { return tty_cols() - LEFT - 1; }

static int lines_of(const struct page *p, const struct row *r)
{
    enum { MOST = 3 };
    int n = 0;
    if (r->state != ROW_REFUSED) return 1;
    if (r != ledger_row(page_own((struct page *)p))) return 2;
    for (const char *s = reason(p, r); *s && n < MOST; n++) cell_line(p->desk->event, &s, reason_cells());
    return 1 + n;
}

static void draw_reason(const struct page *p, const struct row *r, int y, int lines)
{
    const char *s = reason(p, r);
    for (int i = 1; i < lines && y + i <= last_line(page_own((struct page *)p)); i++)
        draw_text(y + i, LEFT, reason_cells(), FACE_REFUSED, i + 1 < lines ? cell_line(p->desk->event, &s, reason_cells()) : cell_fit(p->desk->event, s, reason_cells()));
}

static void follow_row(const struct page *p)
{
    struct ledger *l = page_own((struct page *)p);
    int room = last_line(l) - (FRAME_TOP + HEAD_LINES) + 1;
    if (l->row < l->top) l->top = l->row;
    for (;; l->top++) {
        int lines = 0;
        for (size_t i = l->top; i <= l->row; i++) lines += lines_of(p, l->rows.at[i]);
        if (lines <= room || l->top == l->row) return;
    }
}

static bool is_given(const struct ledger *l, size_t field)
{
    for (size_t i = 0; i < l->form->given.n; i++)
        if (field_find(&l->b->fields, l->form->given.at[i]) == field) return true;
    return false;
}

/* Of a row in which nothing was typed yet only what the grid began with: the rest is what it would be. */
static bool is_shown(const struct ledger *l, const struct row *r, size_t column)
{
    return r == ledger_row(l) || r->state != ROW_OPEN || row_differs(r) || (r->is_given && is_given(l, l->fields[column]));
}

static void draw_cell(struct page *p, const struct row *r, size_t c, int y, int x, bool current)
{
    struct ledger *l = page_own(p);
    const struct field *f = &l->b->fields.at[l->fields[c]];
    const struct value *v = &r->record->values[l->fields[c]];
    const char *text = is_shown(l, r, c) ? record_show(r->record, l->fields[c]) : "";
    bool number = field_is_number(f);
    if (number) text = cell_number(p->desk->event, text, l->cells[c]);
    enum face face = v->fault ? FACE_REFUSED : v->carried ? FACE_SOON : current && ledger_is_editable(l, r, c) ? FACE_FIELD : FACE_TEXT;
    draw_text(y, x, l->cells[c], face, number ? cell_fit_right(p->desk->event, text, l->cells[c]) : cell_fit(p->desk->event, text, l->cells[c]));
    if (v->carried && *text) draw_text(y, x - 1, 1, FACE_SOON, "=");
    if (v->fault) draw_text(y, x - 1, 1, FACE_REFUSED, "!");
}

static void draw_state(const struct row *r, int y)
{
    static const char *const words[] = { [ROW_OPEN] = "", [ROW_SENT] = "..", [ROW_SAVED] = "ok", [ROW_REFUSED] = "!!" };
    static const enum face faces[] = { [ROW_OPEN] = FACE_TEXT, [ROW_SENT] = FACE_TEXT, [ROW_SAVED] = FACE_GOOD, [ROW_REFUSED] = FACE_REFUSED };
    bool typed = r->state == ROW_OPEN && row_differs(r);
    draw_text(y, tty_cols() - STATE_CELLS, STATE_CELLS - 1, faces[r->state], typed ? " *" : words[r->state]);
}

static int draw_row(struct page *p, const struct row *r, int y)
{
    struct ledger *l = page_own(p);
    bool current = r == ledger_row(l);
    draw_text(y, 0, 1, FACE_CURRENT, current ? ">" : "");
    for (size_t c = 0; c < l->n_columns; c++)
        if (l->cells[c] && !(current && c == l->column && ledger_is_editable(l, r, c))) draw_cell(p, r, c, y, column_x(l, c), current);
    if (l->form->last) draw_text(y, LEFT + l->cells[0] + 1, LAST_CELLS, FACE_VALUE, *r->last ? r->last : r->is_given ? "-" : "");
    draw_state(r, y);
    int lines = lines_of(p, r);
    draw_reason(p, r, y, lines);
    return y + lines;
}

/* ---- above and below */
/* The columns for which the window has no room; "": none. */
static const char *left_out(const struct page *p, const struct ledger *l)
{
    struct str s;
    str_init(&s, p->desk->event, 1000);
    for (size_t c = 0; c < l->n_columns; c++)
        if (!l->cells[c]) str_addf(&s, "%s%s", s.n ? _("、") : "", pair_text(l->b->fields.at[l->fields[c]].label, p->desk->seat.en));
    return s.s;
}

static void draw_top(struct page *p)
{
    struct ledger *l = page_own(p);
    bool en = p->desk->seat.en;
    size_t given = 0, refused = ledger_count(l, ROW_REFUSED), saved = ledger_count(l, ROW_SAVED);
    for (size_t i = 0; i < l->rows.n; i++) given += l->rows.at[i]->is_given;
    const char *words = given ? arena_printf(p->desk->event, _("名单 %zu 行，已存 %zu"), given, saved) : arena_printf(p->desk->event, _("已存 %zu 行"), saved);
    if (refused) words = arena_printf(p->desk->event, _("%s，没有存上 %zu"), words, refused);
    const char *out = left_out(p, l);
    if (*out) words = arena_printf(p->desk->event, _("%s；窗口窄，没有列出“%s”"), words, out);
    draw_text(FRAME_TOP, 1, tty_cols() - 2, refused ? FACE_REFUSED : FACE_TEXT, words);
    for (size_t c = 0; c < l->n_columns; c++) {
        const struct field *f = &l->b->fields.at[l->fields[c]];
        const char *title = pair_text(f->label, en);
        if (l->cells[c]) draw_text(FRAME_TOP + 1, column_x(l, c), l->cells[c], FACE_LABEL, field_is_number(f) ? cell_fit_right(p->desk->event, title, l->cells[c]) : cell_fit(p->desk->event, title, l->cells[c]));
    }
    if (l->form->last) draw_text(FRAME_TOP + 1, LEFT + l->cells[0] + 1, LAST_CELLS, FACE_LABEL, cell_fit(p->desk->event, pair_text(l->form->heading, en), LAST_CELLS));
    draw_rule(FRAME_TOP + 2, 0, tty_cols(), FACE_RULE);
}

/* Hundredths, so that no cent is lost. */
static long long hundredths(const char *s)
{
    char *rest;
    long long whole = strtoll(s, &rest, 10), cents = 0;
    for (int i = 0; *rest == '.' && i < 2; i++) cents = cents * 10 + (rest[1] && rest[i + 1] ? rest[i + 1] - '0' : 0);
    return whole * 100 + (*s == '-' ? -cents : cents);
}

/* What was refused is not there yet. */
static bool counts(const struct row *r) { return r->state != ROW_REFUSED && (r->state == ROW_SAVED || row_differs(r)); }

static const char *total_of(struct page *p, size_t field)
{
    const struct ledger *l = page_own(p);
    const struct field *f = &l->b->fields.at[field];
    long long sum = 0;
    for (size_t i = 0; i < l->rows.n; i++) {
        const struct row *r = l->rows.at[i];
        const char *now = r->record->values[field].now;
        if (now && counts(r) && !r->record->values[field].fault) sum += hundredths(now);
    }
    return field_show(p->desk->event, f, arena_printf(p->desk->event, f->type == FIELD_MONEY ? "%lld.%02lld" : "%lld", sum / 100, sum % 100), p->desk->seat.en);
}

static void draw_totals(struct page *p)
{
    struct ledger *l = page_own(p);
    int y = frame_bottom();
    size_t n = 0;
    for (size_t i = 0; i < l->rows.n; i++) n += counts(l->rows.at[i]);
    draw_rule(y - 1, 0, tty_cols(), FACE_RULE);
    draw_text(y, LEFT, l->cells[0], FACE_LABEL, arena_printf(p->desk->event, _("合计 %zu 行"), n));
    for (size_t c = 0; c < l->n_columns; c++)
        if (l->cells[c] && field_is_number(&l->b->fields.at[l->fields[c]]))
            draw_text(y, column_x(l, c), l->cells[c], FACE_TEXT, cell_fit_right(p->desk->event, cell_number(p->desk->event, total_of(p, l->fields[c]), l->cells[c]), l->cells[c]));
}

void ledger_draw(struct page *p)
{
    struct ledger *l = page_own(p);
    if (!l->begun) return;
    ledger_lay(p);
    follow_row(p);
    draw_top(p);
    int y = FRAME_TOP + HEAD_LINES, at = y;
    for (size_t i = l->top; i < l->rows.n && y <= last_line(l); i++) {
        if (i == l->row) at = y;
        y = draw_row(p, l->rows.at[i], y);
    }
    if (has_totals(l)) draw_totals(p);
    if (ledger_is_editable(l, ledger_row(l), l->column)) edit_draw_framed(&l->edit, at, column_x(l, l->column), FACE_ACTIVE);
    else draw_cursor(at, 0);
}
