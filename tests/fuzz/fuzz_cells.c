/* SPDX-License-Identifier: Apache-2.0 */
/* Widths: what is clipped fits and does not cut a cluster, what is fitted has exactly its cells, what is cleaned is safe. */
#include "base/arena.h"
#include "base/cell.h"
#include "base/utf8.h"
#include "fuzz.h"
#include <string.h>

static void clip(struct arena *a, const char *s, size_t length)
{
    int all = cell_text(s), last = 0;
    MUST(all >= 0 && (size_t)all <= 2 * length);
    for (int cells = 0; cells < 24; cells++) {
        int used = -1;
        size_t k = cell_clip(s, cells, &used);
        MUST(k <= length && used >= last && used <= cells);
        MUST(k == length || used >= cells - 1);
        last = used;
        if (cells) MUST(cell_text(cell_fit(a, s, cells)) == cells && cell_text(cell_fit_right(a, s, cells)) == cells);
    }
}

static void clean(struct arena *a, const char *s)
{
    const char *c = cell_clean(a, s);
    size_t n = strlen(c);
    MUST(utf8_is_valid(c, n));
    for (size_t at = 0; at < n; ) {
        uint32_t cp;
        at += utf8_get(c + at, n - at, &cp);
        MUST(cp == '\n' || cell_safe(cp) == cp);
        MUST(cell_width(cp) >= 0 && cell_width(cp) <= 2);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_new(NULL);
    const char *s = arena_copy(a, (const char *)bytes, n);
    cell_ambiguous(n && bytes[0] % 2 ? 2 : 1);
    clip(a, s, strlen(s));
    clean(a, s);
    arena_free(a);
    return 0;
}
