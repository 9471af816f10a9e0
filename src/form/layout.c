/* SPDX-License-Identifier: Apache-2.0 */
/* How it works: a screen line of k fields is cut into k equal slots; the labels of the j-th slot of all lines with the same k end in
 * one line below each other, the first slot's labels over all k. The value begins a blank after and may use what is left of its slot. */
#include "form/layout.h"
#include "base/cell.h"

enum { MOST = 8, MARGIN = 1, WIDE = 132, LEAST_VALUE = 4, MOST_NAME = 16, MOST_COLUMN = 40, LABEL_SHARE = 2, CUT_TO = 12, MOST_COLUMNS = 32,
       ACROSS = 200 };              /* fields of a line stay within reach of each other */

struct line { size_t field[MOST]; int n; };
struct lines { struct line *at; size_t n, cap; };

static int label_cells(const struct fieldset *set, size_t i, bool en) { return cell_text(pair_text(set->at[i].label, en)); }

static bool is_tall(const struct fieldset *set, const struct line *l)
{
    for (int i = 0; i < l->n; i++)
        if (set->at[l->field[i]].lines > 1) return true;
    return false;
}

static struct line line_of(const struct fieldset *set, const struct names *row, const bool *skip)
{
    struct line l = { .n = 0 };
    for (size_t i = 0; i < row->n && l.n < MOST; i++) {
        size_t f = field_find(set, row->at[i]);
        if (f != NO_FIELD && !(skip && skip[f])) l.field[l.n++] = f;
    }
    return l;
}

/* A wide terminal takes two short rows side by side; areas keep a line for themselves. */
static bool may_join(const struct fieldset *set, const struct line *a, const struct line *b, int width)
{
    return width >= WIDE && a->n + b->n <= width / 33 && !is_tall(set, a) && !is_tall(set, b);
}

static struct lines lines_of(struct arena *arena, const struct fieldset *set, const struct form_rows *rows, int width, const bool *skip)
{
    struct lines lines = { 0 };
    bool joined = false;
    for (size_t i = 0; i < rows->n; i++) {
        struct line l = line_of(set, &rows->at[i], skip);
        struct line *last = lines.n ? &lines.at[lines.n - 1] : NULL;
        if (!l.n) continue;
        if (last && !joined && may_join(set, last, &l, width)) {
            for (int k = 0; k < l.n; k++) last->field[last->n++] = l.field[k];
            joined = true;
        } else {
            vec_push(arena, &lines, l);
            joined = false;
        }
    }
    return lines;
}

/* Cells the labels of slot j of lines with k fields take; no label gets more than half its slot. */
static int label_column(const struct fieldset *set, const struct lines *lines, int k, int j, int slot, bool en)
{
    int most = 0;
    for (size_t i = 0; i < lines->n; i++) {
        const struct line *l = &lines->at[i];
        if (j >= l->n || (j && l->n != k)) continue;
        int cells = label_cells(set, l->field[j], en);
        if (cells > most) most = cells;
    }
    return most > slot / LABEL_SHARE ? slot / LABEL_SHARE : most;
}

static int least(int a, int b) { return a < b ? a : b; }

static int place_line(struct arena *a, struct layout *out, const struct fieldset *set, const struct lines *lines, const struct line *l,
                      int y, int width, bool en)
{
    int tall = 1;
    if (l->n > 1) width = least(width, ACROSS);
    for (int j = 0; j < l->n; j++) {
        const struct field *f = &set->at[l->field[j]];
        int left = width * j / l->n, right = width * (j + 1) / l->n, slot = right - left - 2 * MARGIN;
        int column = label_column(set, lines, l->n, j, slot, en);
        struct place p = { .field = l->field[j], .line = y, .label = pair_text(f->label, en), .lines = f->lines > 1 ? f->lines : 1 };
        p.label_cells = least(label_cells(set, p.field, en), column);
        p.label_x = left + MARGIN + column - p.label_cells;
        p.x = left + MARGIN + column + 1;
        p.cells = right - MARGIN - p.x;
        if (p.lines == 1 && f->width > 0) p.cells = least(p.cells, field_cells(f));
        if (p.cells < LEAST_VALUE) p.cells = least(LEAST_VALUE, width - p.x);
        if (p.lines > tall) tall = p.lines;
        vec_push(a, out, p);
    }
    return tall;
}

void layout_rows(struct arena *a, struct layout *out, const struct fieldset *set, const struct form_rows *rows, int width, bool en, const bool *skip)
{
    struct lines lines = lines_of(a, set, rows, width, skip);
    *out = (struct layout){ .lines = 0 };
    for (size_t i = 0; i < lines.n; i++)
        out->lines += place_line(a, out, set, &lines, &lines.at[i], out->lines, width, en);
}

static bool is_labelled(const struct form_part *p, const char *name)
{
    for (size_t i = 0; p->block && i < p->block->labelled.n; i++)
        if (!strcmp(p->block->labelled.at[i], name)) return true;
    return false;
}

void layout_header(struct arena *a, struct layout *out, const struct fieldset *set, const struct form_part *part, int width, bool en)
{
    *out = (struct layout){ .lines = 0 };
    for (size_t r = 0; r < part->rows.n; r++) {
        struct line l = line_of(set, &part->rows.at[r], NULL);
        int x = MARGIN;
        for (int j = 0; j < l.n; j++) {
            const struct field *f = &set->at[l.field[j]];
            bool labelled = is_labelled(part, f->name);
            struct place p = { .field = l.field[j], .line = out->lines, .label_x = x, .lines = 1, .label = pair_text(f->label, en) };
            p.label_cells = labelled ? label_cells(set, p.field, en) : 0;
            p.x = x + (labelled ? p.label_cells + 1 : 0);
            if (p.x + LEAST_VALUE > width - MARGIN) break;
            p.cells = j + 1 == l.n ? width - MARGIN - p.x : least(field_cells(f), width - MARGIN - p.x);
            x = p.x + p.cells + 2;
            vec_push(a, out, p);
        }
        out->lines++;
    }
}

/* A name cut off is still a name; a day or an amount cut off is another one. */
static bool may_be_cut(const struct field *f)
{
    return f->type == FIELD_TEXT || f->type == FIELD_REF || f->type == FIELD_CODE;
}

/* What a column asks for: its width, of a name not more than the beginning, and room for its title. */
static int wanted(const struct fieldset *set, size_t f, bool en)
{
    if (f == NO_FIELD) return 0;
    int width = set->at[f].type == FIELD_REF ? least(set->at[f].width, MOST_NAME) : field_cells(&set->at[f]), head = label_cells(set, f, en);
    return least(width < head ? head : width, MOST_COLUMN);
}

/* Takes so many cells from the first n columns, always from the widest that may be cut, none of which becomes narrower than CUT_TO or its
 * title; false when they have not so many to spare. */
static bool squeeze(const struct fieldset *set, const struct names *columns, size_t n, bool en, int *cells, int needed)
{
    int keep[MOST_COLUMNS] = { 0 }, spare = 0;
    for (size_t i = 0; i < n; i++) {
        size_t f = field_find(set, columns->at[i]);
        int head = f == NO_FIELD ? 0 : label_cells(set, f, en);
        keep[i] = f != NO_FIELD && may_be_cut(&set->at[f]) ? (head > CUT_TO ? head : CUT_TO) : cells[i];
        if (cells[i] > keep[i]) spare += cells[i] - keep[i];
    }
    for (; needed > 0 && spare >= needed; needed--, spare--) {
        size_t widest = n;
        for (size_t i = 0; i < n; i++)
            if (cells[i] > keep[i] && (widest == n || cells[i] > cells[widest])) widest = i;
        cells[widest]--;
    }
    return needed == 0;
}

/* Every column first gets what it asks for, from the left as long as it fits; a day or an amount that does not makes those before it narrower,
 * or is not there. What is left goes to texts and names, the last one first. */
void layout_columns(const struct fieldset *set, const struct names *columns, int width, bool en, int *cells)
{
    int left = width;
    for (size_t i = 0; i < columns->n; i++) {
        size_t f = field_find(set, columns->at[i]);
        int want = wanted(set, f, en), gap = i > 0, missing = want + gap - left;
        if (missing > 0) {
            if (f == NO_FIELD || may_be_cut(&set->at[f])) want = i && left >= LEAST_VALUE + 5 ? left - 1 : i ? 0 : left;
            else if (i >= MOST_COLUMNS || !squeeze(set, columns, i, en, cells, missing)) want = 0;
            else left += missing;
        }
        cells[i] = want;
        left -= want ? want + gap : 0;
    }
    for (size_t i = columns->n; i-- > 0 && left > 0; ) {
        size_t f = field_find(set, columns->at[i]);
        if (f == NO_FIELD || !cells[i] || (set->at[f].type != FIELD_TEXT && set->at[f].type != FIELD_REF)) continue;
        cells[i] += left;
        left = 0;
    }
}

void layout_see(struct layout_near *n, size_t i, int y, int x)
{
    long dy = (long)(y - n->y) * n->way, dx = x - n->x, far = dy * 1000 + (dx < 0 ? -dx : dx);
    if (dy <= 0 || (n->least && far >= n->least)) return;
    n->least = far;
    n->best = i;
}
