/* SPDX-License-Identifier: Apache-2.0 */
#include "sheet/csv.h"
#include "base/arena.h"
#include "base/text.h"
#include <string.h>

struct csv {
    struct arena *a;
    char *at;                   /* what comes next                   */
    char separator;
    int line;                   /* of `at`                           */
    const char *cells[SHEET_COLUMNS];
    int n;
};

/* Of the first line, outside quotes. */
static char separator_of(const char *text)
{
    static const char marks[] = ",\t;";
    int count[3] = { 0 }, best = 0;
    bool quoted = false;

    for (const char *p = text; *p && (quoted || (*p != '\n' && *p != '\r')); p++) {
        const char *mark = quoted ? NULL : strchr(marks, *p);
        if (*p == '"') quoted = !quoted;
        if (mark) count[mark - marks]++;
    }
    for (int i = 1; i < 3; i++)
        if (count[i] > count[best]) best = i;
    return marks[best];
}

static bool fault(const struct csv *c, int line, const char *what, struct err *e)
{
    return err_set(e, ERR_VALUE, arena_printf(c->a, _("第 %d 行"), line), what);
}

static bool ends_field(const struct csv *c, char ch)
{
    return ch == c->separator || ch == '\r' || ch == '\n' || !ch;
}

/* The rest of a field that began with a quote; its text moves to its beginning. */
static bool take_quoted(struct csv *c, struct err *e)
{
    char *to = ++c->at;
    int begun = c->line;

    c->cells[c->n++] = to;
    for (;; c->at++) {
        if (!*c->at)
            return fault(c, begun, _("引号没有关上"), e);
        if (*c->at == '"' && *++c->at != '"')
            break;
        c->line += *c->at == '\n';
        *to++ = *c->at;
    }
    if (!ends_field(c, *c->at))
        return fault(c, c->line, _("引号后面还有字，里面的引号要写两个"), e);
    *to = 0;                                    /* at the closing quote at the latest */
    return true;
}

static void take_plain(struct csv *c)
{
    c->cells[c->n++] = c->at;
    while (!ends_field(c, *c->at))
        c->at++;
}

/* One row, `at` behind it. */
static bool take_row(struct csv *c, struct err *e)
{
    for (c->n = 0;;) {
        if (c->n == SHEET_COLUMNS)
            return fault(c, c->line, _("超过 200 列"), e);
        if (*c->at != '"')
            take_plain(c);
        else if (!take_quoted(c, e))
            return false;
        if (c->at - c->cells[c->n - 1] > SHEET_CELL)
            return fault(c, c->line, _("一格里的字太多"), e);
        char ended = *c->at;
        if (ended)
            *c->at++ = 0;
        if (ended == '\r' && *c->at == '\n')
            c->at++;
        if (ended != c->separator || !ended)
            return true;
    }
}

bool csv_read(struct arena *a, char *text, sheet_row_fn *row, void *ctx, struct err *e)
{
    struct csv *c = arena_new_of(a, struct csv);

    *c = (struct csv){ .a = a, .at = text, .separator = separator_of(text), .line = 1 };
    while (*c->at) {
        int line = c->line;
        if (!take_row(c, e) || !row(ctx, line, c->cells, c->n, e))
            return false;
        c->line++;
    }
    return true;
}
