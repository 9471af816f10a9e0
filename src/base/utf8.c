/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "base/cell.h"
#include <string.h>

size_t utf8_length(unsigned char c)
{
    return c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
}

static bool is_code_point(uint32_t cp) { return cp <= 0x10ffff && !(cp >= 0xd800 && cp < 0xe000); }

size_t utf8_get(const char *s, size_t n, uint32_t *cp)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char *u = (const unsigned char *)s;
    *cp = UTF8_BROKEN;
    if (n == 0) return 0;
    size_t k = utf8_length(u[0]);
    if (k == 1) *cp = u[0];
    if (k <= 1 || k > n) return 1;
    uint32_t v = u[0] & (0x7fu >> k);
    for (size_t i = 1; i < k; i++) {
        if ((u[i] & 0xc0) != 0x80) return 1;
        v = v << 6 | (u[i] & 0x3fu);
    }
    if (v < least[k] || !is_code_point(v)) return 1;
    *cp = v;
    return k;
}

size_t utf8_put(char *d, uint32_t cp)
{
    if (!is_code_point(cp)) cp = UTF8_BROKEN;
    if (cp < 0x80) {
        d[0] = (char)cp;
        return 1;
    }
    size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, cp >>= 6) d[i] = (char)(0x80 | (cp & 0x3f));
    d[0] = (char)((0xf00u >> n & 0xf0u) | cp);
    return n;
}

bool utf8_is_valid(const char *s, size_t n)
{
    uint32_t cp;
    for (size_t k; n > 0; s += k, n -= k) {
        k = utf8_get(s, n, &cp);
        if (cp == UTF8_BROKEN && k == 1) return false;
    }
    return true;
}

size_t utf8_count(const char *s)
{
    size_t left = strlen(s), count = 0;
    uint32_t cp;
    for (size_t k; left > 0; s += k, left -= k, count++) k = utf8_get(s, left, &cp);
    return count;
}

size_t utf8_floor(const char *s, size_t n)
{
    for (size_t back = 1; back < UTF8_MAX && back <= n; back++) {
        unsigned char c = (unsigned char)s[n - back];
        if ((c & 0xc0) == 0x80) continue;
        return utf8_length(c) > back ? n - back : n;
    }
    return n;
}

size_t utf8_next(const char *s, size_t n, size_t at)
{
    uint32_t cp;
    if (at >= n) return n;
    at += utf8_get(s + at, n - at, &cp);
    while (at < n) {
        size_t k = utf8_get(s + at, n - at, &cp);
        if (cell_width(cp) > 0) break;
        at += k;
    }
    return at;
}

/* One code point back; a broken byte is a step of one. */
static size_t step_back(const char *s, size_t at, uint32_t *cp)
{
    for (size_t k = 1; k <= UTF8_MAX && k <= at; k++)
        if (utf8_get(s + at - k, k, cp) == k && !(k == 1 && *cp == UTF8_BROKEN)) return at - k;
    utf8_get(s + at - 1, 1, cp);
    return at - 1;
}

size_t utf8_prev(const char *s, size_t n, size_t at)
{
    uint32_t cp;
    if (at > n) at = n;
    while (at > 0) {
        at = step_back(s, at, &cp);
        if (cell_width(cp) > 0) break;
    }
    return at;
}
