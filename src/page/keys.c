/* SPDX-License-Identifier: Apache-2.0 */
/* Show-keys: every key there is, from the tables that the keys themselves are made from. What works on the page below stands first, in its own words. */
#include "page/pages.h"
#include "base/cell.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/frame.h"
#include "term/draw.h"
#include "term/tty.h"
#include <string.h>

struct entry { const char *key, *words; };      /* key NULL: a heading */

struct keys {
    struct { struct entry *at; size_t n, cap; } entries;
    int top, rows, columns;     /* entries scrolled over; lines and columns there are room for */
};

/* What the widgets use and no action is: the place to edit a field, a list. */
static const struct { enum key_group group; const char *key, *words; } plain[] = {
#define PLAIN(group, key, words) { KEYS_##group, N_(key), N_(words) },
#include "page/plain.def"
#undef PLAIN
};

static void add(struct page *p, const char *key, const char *words)
{
    struct keys *k = page_own(p);
    vec_push(p->arena, &k->entries, ((struct entry){ key, words }));
}

/* "F2 ^S"; "Esc ^B" */
static const char *both_keys(struct page *p, enum action a)
{
    char key[8];
    const struct action_info *i = action_info(a);
    bool twin = i->ctrl && (i->f || *i->name);
    return twin ? arena_printf(p->arena, "%s ^%c", action_key(a, key), i->ctrl) : arena_str(p->arena, action_key(a, key));
}

/* What the key does on the page below; NULL: nothing. */
static const char *label_below(const struct page *p, enum action a)
{
    return p->below->ops->label ? p->below->ops->label(p->below, a) : NULL;
}

/* In the page's words where they are its own, else in the table's. */
static void add_here(struct page *p)
{
    add(p, NULL, _("此时此处"));
    for (enum action a = ACTION_NONE + 1; a < N_SHOWN_ACTIONS; a++) {
        const char *label = label_below(p, a);
        if (label) add(p, both_keys(p, a), strcmp(label, action_label(a)) ? arena_str(p->arena, label) : _(action_info(a)->help));
    }
}

/* What was told already: the key means here what it means everywhere. */
static bool is_told(const struct page *p, enum action a)
{
    const char *label = p->below ? label_below(p, a) : NULL;
    return label && !strcmp(label, action_label(a));
}

static void add_group(struct page *p, enum key_group g, const char *title)
{
    add(p, NULL, title);
    for (enum action a = ACTION_NONE + 1; a < N_SHOWN_ACTIONS; a++)
        if (action_info(a)->group == g && !is_told(p, a)) add(p, both_keys(p, a), _(action_info(a)->help));
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (plain[i].group == g) add(p, _(plain[i].key), _(plain[i].words));
}

static void keys_open(struct page *p, const void *args)
{
    (void)args;
    p->where = _("全部键");
    p->hint = _("F 键不灵的终端用 ^ 键：^S 是按住 Ctrl 再按 S；Esc 返回");
    if (p->below) add_here(p);
    add_group(p, KEYS_EVERYWHERE, _("在哪里都可以"));
    add_group(p, KEYS_EDITING, _("填写的时候"));
    add_group(p, KEYS_LISTS, _("在列表里"));
}

enum { KEY_CELLS = 10, GAP = 2, COLUMN = 39 };

/* For the size the screen has now. */
static void lay(struct keys *k)
{
    k->rows = frame_bottom() - FRAME_TOP + 1;
    k->columns = tty_cols() / COLUMN > 0 ? tty_cols() / COLUMN : 1;
}

static int n_shown(const struct keys *k) { return k->rows * k->columns; }

static void scroll(struct keys *k, int way)
{
    lay(k);
    int most = (int)k->entries.n - n_shown(k);
    k->top += way * n_shown(k);
    if (k->top > most) k->top = most;
    if (k->top < 0) k->top = 0;
}

static bool keys_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_PGUP: scroll(page_own(p), -1); return true;
    case ACTION_PGDN: scroll(page_own(p), 1); return true;
    case ACTION_ENTER: desk_back(p->desk); return true;
    case ACTION_HELP: desk_open(p->desk, &tour_ops, NULL); return true;
    default: return a != ACTION_BACK && a != ACTION_COMMAND && a != ACTION_FIND && a != ACTION_REPAINT;
    }
}

static const char *keys_label(struct page *p, enum action a)
{
    const struct keys *k = page_own(p);
    if (a == ACTION_HELP) return _("导览");
    return a == ACTION_PGDN && k->top + n_shown(k) < (int)k->entries.n ? action_label(a) : NULL;
}

static void draw_entry(const struct page *p, const struct entry *e, int y, int x, int cells, int key)
{
    if (!e->key) {
        draw_text(y, x, cells, FACE_PLACE, e->words);
        return;
    }
    draw_text(y, x + 1, key, FACE_VALUE, e->key);
    draw_text(y, x + key + 2, cells - key - 2, FACE_TEXT, cell_fit(p->desk->event, e->words, cells - key - 2));
}

static void keys_draw(struct page *p)
{
    struct keys *k = page_own(p);
    lay(k);
    int cells = tty_cols() / k->columns - GAP;
    for (int i = 0; i < n_shown(k) && k->top + i < (int)k->entries.n; i++)
        draw_entry(p, &k->entries.at[k->top + i], FRAME_TOP + i % k->rows, i / k->rows * (cells + GAP), cells, KEY_CELLS);
    draw_cursor(FRAME_TOP, 0);
}

const struct page_ops keys_ops = {
    .name = "keys", .own_size = sizeof(struct keys), .open = keys_open, .act = keys_act, .draw = keys_draw, .label = keys_label, .leaves_be = true,
};
