/* SPDX-License-Identifier: Apache-2.0 */
/* Sheets: whatever comes in, what is given is printable and well formed, written again it reads the same, and as CSV it is one cell. */
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "print/csv.h"
#include "print/sheet.h"
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

static void look(struct arena *a, const struct sheet *sheet, const struct sheet_line *l)
{
    struct str again;
    struct sheet second;
    struct sheet_line m;
    struct err e;

    MUST(l->word < N_SHEET_WORDS && l->n <= SHEET_COLUMNS && (l->word != SHEET_ROW || l->n == sheet->columns));
    str_init(&again, a, 1 << 20);
    sheet_begin(&again);
    for (size_t i = 0; i < l->n; i++) {
        MUST(utf8_is_valid(l->cells[i], strlen(l->cells[i])));
        for (const char *s = l->cells[i]; *s; s++)
            MUST(((unsigned char)*s >= 0x20 && *s != 0x7f) || *s == '\n');
        look_csv(a, l->cells[i]);
    }
    if (l->word == SHEET_ROW)
        return;
    sheet_add(&again, l->word, l->n, l->cells);
    sheet_read(&second, again.s, again.n);
    MUST(sheet_next(&second, a, &m, &e) && m.word == l->word && m.n == l->n);
    for (size_t i = 0; i < l->n; i++)
        MUST(!strcmp(m.cells[i], l->cells[i]) || strstr(l->cells[i], "\xc2"));       /* C1 controls become blanks */
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_new(NULL), *line = arena_new(a);
    struct sheet sheet;
    struct sheet_line l;
    struct err e;

    sheet_read(&sheet, (const char *)bytes, n);
    for (; sheet_next(&sheet, line, &l, &e); arena_clear(line))
        look(line, &sheet, &l);
    MUST(e.code ? *e.text != 0 : sheet.ended);
    arena_free(a);
    return 0;
}
