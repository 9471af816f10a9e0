/* SPDX-License-Identifier: Apache-2.0 */
#include "widget/box.h"
#include "base/arena.h"
#include "base/cell.h"
#include "term/draw.h"
#include "term/key.h"
#include "term/tty.h"
#include <string.h>

#define CELLS_MAX 72            /* of the whole box          */
#define FRAME 2                 /* cells at each side        */

void box_init(struct box *b, struct arena *a, const char *title)
{
    *b = (struct box){ .arena = a, .title = arena_str(a, title) };
}

void box_text(struct box *b, enum face face, const char *text)
{
    vec_push(b->arena, &b->lines, ((struct box_line){ arena_str(b->arena, text), face }));
}

void box_choice(struct box *b, int id, const char *label)
{
    vec_push(b->arena, &b->choices, ((struct box_choice){ id, arena_str(b->arena, label) }));
}

static void choose(struct box *b, size_t i)
{
    if (i >= b->choices.n) return;
    b->chosen = b->choices.at[i].id;
    b->state = BOX_CHOSEN;
}

static void scroll(struct box *b, int dir)
{
    size_t page = b->height > 1 ? (size_t)b->height - 1 : 1;
    b->top = dir > 0 ? b->top + page : b->top > page ? b->top - page : 0;
}

/* A digit that is none of the choices begins a number meant for something else: the digits behind it are none either. */
static void digit(struct box *b, size_t n)
{
    if (b->other_number) return;
    if (n && n <= b->choices.n) choose(b, n - 1);
    else b->other_number = true;
}

/* To the next choice or the one before. */
static int way(uint32_t key)
{
    return key == K_DOWN || key == K_RIGHT || key == K_TAB ? 1 : key == K_UP || key == K_LEFT || key == K_BACKTAB ? -1 : 0;
}

bool box_key(struct box *b, uint32_t key)
{
    uint32_t plain = key_fold(key);
    size_t n = b->choices.n;
    if (plain < '0' || plain > '9') b->other_number = false;
    if (key == K_ESC || key == K_CTRL('B')) b->state = BOX_LEFT;
    else if (key == K_PGUP || key == K_PGDN) scroll(b, key == K_PGUP ? -1 : 1);
    else if (key == K_ENTER && n == 0) b->state = BOX_LEFT;
    else if (key == K_ENTER) choose(b, b->current);
    else if (plain >= '0' && plain <= '9') digit(b, plain - '0');
    else if (n) b->current = (b->current + n + (size_t)way(key)) % n;
    return true;
}

struct wrapped {
    VEC(struct box_line) lines;
    int widest;                 /* cells                     */
};

/* Every screen line of the box; the widest decides the box. */
static void wrap(const struct box *b, struct arena *a, int most, struct wrapped *out)
{
    for (size_t i = 0; i < b->lines.n; i++) {
        const char *s = b->lines.at[i].text;
        do {
            struct box_line l = { cell_line(a, &s, most), b->lines.at[i].face };
            int w = cell_text(l.text);
            if (w > out->widest) out->widest = w;
            vec_push(a, &out->lines, l);
        } while (*s);
    }
}

static int digits(const struct box *b) { return b->choices.n > 99 ? 3 : b->choices.n > 9 ? 2 : 1; }

/* As many as there is room for, the current one among them. */
static void draw_choices(const struct box *b, struct arena *a, int y, int x, int cells, size_t room)
{
    size_t first = b->current < room ? 0 : b->current + 1 - room;
    for (size_t i = first; i < b->choices.n && i < first + room; i++, y++) {
        bool is_current = i == b->current;
        char *text = arena_printf(a, "%c%*zu %s", is_current ? '>' : ' ', digits(b), i + 1, b->choices.at[i].label);
        draw_text(y, x, cells, is_current ? FACE_CURRENT : FACE_BOX, cell_fit(a, text, cells));
        if (is_current) draw_cursor(y, x);
    }
}

static int max(int a, int b) { return a > b ? a : b; }
static int min(int a, int b) { return a < b ? a : b; }

/* Cells between the frames: the widest of lines, title and choices, within the screen. */
static int inside_cells(const struct box *b, const struct wrapped *w, int most)
{
    int cells = max(w->widest, b->title ? cell_text(b->title) + 4 : 0);
    for (size_t i = 0; i < b->choices.n; i++) cells = max(cells, cell_text(b->choices.at[i].label) + 2 + digits(b));
    return min(cells, most);
}

bool box_has_above(const struct box *b) { return b->top > 0; }
bool box_has_below(const struct box *b) { return b->n_wrapped > b->top + (size_t)b->height; }

static int most_cells(void) { return max(min(tty_cols() - 4, CELLS_MAX) - 2 * FRAME, 4); }

/* Of choices that are many the text above keeps a few lines. */
static int choices_shown(const struct box *b) { return min((int)b->choices.n, tty_rows() - 6); }

static void lay(struct box *b, struct arena *a, struct wrapped *w)
{
    wrap(b, a, most_cells(), w);
    b->height = max(min((int)w->lines.n, tty_rows() - 5 - choices_shown(b)), 0);
    b->n_wrapped = w->lines.n;
    if (b->top + (size_t)b->height > w->lines.n) b->top = w->lines.n - (size_t)b->height;
}

void box_lay(struct box *b)
{
    struct arena *a = arena_new(NULL);
    struct wrapped w = { .widest = 0 };
    lay(b, a, &w);
    arena_free(a);
}

void box_draw(struct box *b)
{
    struct arena *a = arena_new(NULL);
    struct wrapped w = { .widest = 0 };
    lay(b, a, &w);
    int inside = inside_cells(b, &w, most_cells()), shown = b->height, n_choices = choices_shown(b);
    int cells = inside + 2 * FRAME, rows = shown + n_choices + 2;
    int y = max((tty_rows() - rows) / 2, 0), x = max((tty_cols() - cells) / 2, 0);
    draw_frame(y, x, rows, cells, FACE_BOX, b->title);
    draw_cursor(y + 1, x + FRAME);
    for (int i = 0; i < shown; i++) {
        const struct box_line *l = &w.lines.at[b->top + (size_t)i];
        draw_text(y + 1 + i, x + FRAME, inside, l->face, l->text);
    }
    draw_choices(b, a, y + 1 + shown, x + FRAME, inside, (size_t)n_choices);
    arena_free(a);
}
