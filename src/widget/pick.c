/* SPDX-License-Identifier: Apache-2.0 */
#include "widget/pick.h"
#include "base/arena.h"
#include "base/cell.h"
#include "base/text.h"
#include "term/draw.h"
#include "term/key.h"
#include "term/tty.h"

#define ROWS_MAX 14             /* rows of the list          */
#define CELLS_MAX 68            /* of the whole box          */
#define FRAME 2                 /* cells at each side        */
#define NUMBERS_MAX 9           /* rows a digit can choose   */

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct pick *p = ctx;
    if (column == 0) return p->source.label(p->source.ctx, row);
    return p->source.hint ? p->source.hint(p->source.ctx, row) : "";
}

void pick_init(struct pick *p, struct arena *a, const char *title, struct pick_source source)
{
    *p = (struct pick){ .source = source, .title = title };
    edit_init(&p->filter, a, 1, 20, 60);
    table_init(&p->list, p->columns, source.hint ? 2 : 1, (struct table_source){ .cell = cell_of, .ctx = p });
}

void pick_rows(struct pick *p, size_t n)
{
    p->list.row = p->list.top = 0;
    table_rows(&p->list, n);
}

static bool choose(struct pick *p, size_t row)
{
    if (row >= p->list.n_rows) return true;
    p->chosen = row;
    p->state = PICK_CHOSEN;
    return true;
}

bool pick_key(struct pick *p, uint32_t key)
{
    uint32_t plain = key_fold(key);
    p->list.source.ctx = p;                     /* the owner may have moved the struct */
    if (key == K_ENTER) return choose(p, p->list.row);
    if (key == K_ESC || key == K_CTRL('B')) {
        p->state = PICK_LEFT;
        return true;
    }
    if (table_step(&p->list, key)) return true;
    if (p->has_numbers && plain >= '1' && plain <= '9') return choose(p, p->list.top + plain - '1');
    p->filter.is_dirty = false;
    if (!edit_key(&p->filter, key)) return key == K_LEFT || key == K_RIGHT;
    if (!p->filter.is_dirty || !p->source.filter) return true;
    struct arena *a = arena_new(NULL);
    p->source.filter(p->source.ctx, edit_text(&p->filter, a));
    arena_free(a);
    return true;
}

static void draw_numbers(const struct pick *p, int y, int x, int rows)
{
    char number[2] = "1";
    for (int i = 0; i < rows && i < NUMBERS_MAX && p->list.top + (size_t)i < p->list.n_rows; i++, number[0]++)
        draw_text(y + i, x, 1, FACE_LABEL, number);
}

void pick_draw(struct pick *p)
{
    int cells = tty_cols() - 4 < CELLS_MAX ? tty_cols() - 4 : CELLS_MAX, inside = cells - 2 * FRAME;
    int rows = tty_rows() - 7 < ROWS_MAX ? tty_rows() - 7 : ROWS_MAX, number = p->has_numbers ? 2 : 0;
    int y = (tty_rows() - rows - 4) / 2, x = (tty_cols() - cells) / 2, find = cell_text(_("找: "));
    if (rows < 1 || inside < 10 || y < 0) return;
    p->list.source.ctx = p;
    p->list.columns = p->columns;
    int hint = p->source.hint ? table_widest(&p->list, 1, 0, (inside - 4 - number) / 2) : 0;
    p->columns[0] = (struct table_column){ .cells = inside - 2 - number - (hint ? hint + 2 : 0) };
    p->columns[1] = (struct table_column){ .cells = hint };
    draw_frame(y, x, rows + 4, cells, FACE_BOX, p->title);
    draw_text(y + 1, x + FRAME, find, FACE_LABEL, _("找: "));
    p->filter.cols = inside - find;
    table_draw(&p->list, y + 2, x + FRAME + number, rows, inside - number, true);
    if (number) draw_numbers(p, y + 2, x + FRAME, rows);
    draw_text(y + rows + 2, x + FRAME, inside, FACE_HINT, p->note ? p->note : "");
    edit_draw(&p->filter, y + 1, x + FRAME + find, FACE_TEXT, true);
}
