/* SPDX-License-Identifier: Apache-2.0 */
/* Galleys: whatever comes in, what is given is printable and well formed, written again it reads the same, and as CSV it is one cell. */
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "print/csv.h"
#include "print/galley.h"
#include <string.h>

/* One cell: quotes in pairs where it is quoted, else nothing that would end it; nothing Excel takes for a formula. */
static void look_csv(struct arena *a, const char *cell)
{
    struct str s;

    str_init(&s, a, 4 * strlen(cell) + 100);
    csv_cell(&s, cell, false);
    MUST(!s.full && !strchr("=+-@", *s.s) == !!*s.s);
    if (*s.s != '"') {
        MUST(!s.s[strcspn(s.s, "\",\n")]);
        return;
    }
    for (size_t i = 1; i + 1 < s.n; i++)
        if (s.s[i] == '"')
            MUST(s.s[++i] == '"' && i + 1 < s.n);
    MUST(s.n >= 2 && s.s[s.n - 1] == '"' && !strchr("=+-@", s.s[1]));
}

static void look(struct arena *a, const struct galley *galley, const struct galley_line *l)
{
    struct str again;
    struct galley second;
    struct galley_line m;
    struct err e;

    MUST(l->word < N_GALLEY_WORDS && l->n <= GALLEY_COLUMNS && (l->word != GALLEY_ROW || l->n == galley->columns));
    str_init(&again, a, 1 << 20);
    galley_begin(&again);
    for (size_t i = 0; i < l->n; i++) {
        MUST(utf8_is_valid(l->cells[i], strlen(l->cells[i])));
        for (const char *s = l->cells[i]; *s; s++)
            MUST(((unsigned char)*s >= 0x20 && *s != 0x7f) || *s == '\n');
        look_csv(a, l->cells[i]);
    }
    if (l->word == GALLEY_ROW)
        return;
    galley_add(&again, l->word, l->n, l->cells);
    galley_read(&second, again.s, again.n);
    MUST(galley_next(&second, a, &m, &e) && m.word == l->word && m.n == l->n);
    for (size_t i = 0; i < l->n; i++)
        MUST(!strcmp(m.cells[i], l->cells[i]) || strstr(l->cells[i], "\xc2"));       /* C1 controls become blanks */
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_new(NULL), *line = arena_new(a);
    struct galley galley;
    struct galley_line l;
    struct err e;

    galley_read(&galley, (const char *)bytes, n);
    for (; galley_next(&galley, line, &l, &e); arena_clear(line))
        look(line, &galley, &l);
    MUST(e.code ? *e.text != 0 : galley.ended);
    arena_free(a);
    return 0;
}
