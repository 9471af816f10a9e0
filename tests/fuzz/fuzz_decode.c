/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8: every byte is eaten once, what is taken is written back the same, clusters go there and back. */
#include "base/utf8.h"
#include "fuzz.h"
#include <string.h>

static void points(const char *s, size_t n)
{
    bool whole = true;
    for (size_t at = 0, k; at < n; at += k) {
        char back[UTF8_MAX];
        uint32_t cp;
        k = utf8_get(s + at, n - at, &cp);
        MUST(k >= 1 && k <= UTF8_MAX && k <= n - at);
        MUST(cp <= 0x10ffff && (cp < 0xd800 || cp > 0xdfff));
        bool torn = cp == UTF8_BROKEN && k == 1;
        whole = whole && !torn;
        MUST(torn || (utf8_put(back, cp) == k && !memcmp(back, s + at, k)));
        MUST(torn || utf8_length((unsigned char)s[at]) == k);
    }
    MUST(utf8_is_valid(s, n) == whole);
}

static void clusters(const char *s, size_t n)
{
    for (size_t at = 0, next; at < n; at = next) {
        next = utf8_next(s, n, at);
        MUST(next > at && next <= n);
        MUST(!utf8_is_valid(s, n) || utf8_prev(s, n, next) == at);
    }
    MUST(utf8_next(s, n, n) == n && utf8_prev(s, n, 0) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char *s = malloc(n + 1);
    memcpy(s, bytes, n);
    s[n] = 0;
    points(s, n);
    clusters(s, n);
    size_t length = strlen(s), count = utf8_count(s);
    MUST(count <= length);
    for (size_t k = 0; k <= length; k++) MUST(utf8_floor(s, k) <= k && (!utf8_is_valid(s, length) || (utf8_is_valid(s, utf8_floor(s, k)) && k - utf8_floor(s, k) < UTF8_MAX)));
    free(s);
    return 0;
}
