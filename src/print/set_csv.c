/* SPDX-License-Identifier: Apache-2.0 */
/* Tables only: a line of titles, then the rows; a blank line before another table. */
#include "print/setting.h"
#include "base/arena.h"
#include "base/str.h"
#include "print/csv.h"
#include <string.h>

enum { LINE_BYTES = 4 << 20 };

struct csv {
    struct setting *setting;
    struct arena *arena;
    bool is_number[GALLEY_COLUMNS];
    size_t columns;             /* so far   */
    bool titled;                /* the line of titles was begun and not ended */
    bool any;
};

static bool put(struct csv *c, struct str *line, struct err *e)
{
    return setting_put(c->setting, line->s, line->n, e);
}

static bool set_line(struct csv *c, const struct galley_line *l, struct err *e)
{
    struct str line;

    str_init(&line, c->arena, LINE_BYTES);
    if (c->titled && l->word != GALLEY_COLUMN) {
        csv_end(&line);
        c->titled = false;
    }
    if (l->word == GALLEY_TABLE) {
        c->columns = 0;
        if (c->any)
            csv_end(&line);
        c->any = true;
    } else if (l->word == GALLEY_COLUMN) {
        c->is_number[c->columns] = !strcmp(l->cells[0], "number");
        if (c->columns++)
            str_add(&line, ",");
        csv_cell(&line, l->cells[2], false);
        c->titled = true;
    } else if (l->word == GALLEY_ROW) {
        for (size_t i = 0; i < l->n; i++) {
            if (i)
                str_add(&line, ",");
            csv_cell(&line, l->cells[i], c->is_number[i]);
        }
        csv_end(&line);
    }
    return put(c, &line, e);
}

bool set_csv(struct setting *s, struct err *e)
{
    struct csv c = { .setting = s, .arena = arena_new(s->arena) };
    struct galley galley;
    struct galley_line l;

    if (!setting_put(s, CSV_BOM, 3, e))
        return false;
    galley_read(&galley, s->bytes, s->n);
    for (; galley_next(&galley, c.arena, &l, e); arena_clear(c.arena))
        if (!set_line(&c, &l, e))
            return false;
    return !e->code;
}
