/* SPDX-License-Identifier: Apache-2.0 */
/* Sheets: whatever the bytes are, rows of valid UTF-8 with a heading before them and lines that never go back, or a sentence. */
#include "base/arena.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "sheet/sheet.h"
#include <string.h>

struct seen { int rows, line; };

static bool row(void *ctx, int line, const char *const *cells, int n, struct err *e)
{
    struct seen *s = ctx;
    (void)e;
    MUST(n >= 1 && n <= SHEET_COLUMNS);
    MUST(s->rows || (n >= 2 && *cells[n - 1]));
    for (int i = 0; i < n; i++) MUST(strlen(cells[i]) <= SHEET_CELL && utf8_is_valid(cells[i], strlen(cells[i])));
    s->rows++;
    s->line = line;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_new(NULL);
    struct sheet_found found;
    struct seen s = { 0, 0 };
    struct err e = { .code = ERR_NONE };
    bool ok = sheet_read(a, arena_copy(a, (const char *)bytes, n), n, &found, row, &s, &e);
    MUST(ok ? s.rows > 0 && !e.code : e.code && *e.text);
    arena_free(a);
    return 0;
}
