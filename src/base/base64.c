/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"
#include "base/arena.h"
#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *base64_encode(struct arena *a, const void *bytes, size_t n)
{
    const unsigned char *b = bytes;
    char *out = arena_get(a, (n + 2) / 3 * 4 + 1), *p = out;

    for (size_t i = 0; i < n; i += 3) {
        unsigned long three = (unsigned long)b[i] << 16 | (i + 1 < n ? (unsigned long)b[i + 1] << 8 : 0) | (i + 2 < n ? b[i + 2] : 0);
        *p++ = digits[three >> 18];
        *p++ = digits[three >> 12 & 63];
        *p++ = i + 1 < n ? digits[three >> 6 & 63] : '=';
        *p++ = i + 2 < n ? digits[three & 63] : '=';
    }
    return out;
}

/* The value of a digit, -1 for none. */
static int value_of(char c)
{
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

char *base64_decode(struct arena *a, const char *text, size_t *n)
{
    unsigned char *out = arena_get(a, strlen(text) / 4 * 3 + 4);
    unsigned long bits = 0;
    size_t got = 0, ends = 0;

    *n = 0;
    for (; *text; text++) {
        int v = value_of(*text);
        if (*text == '\n' || *text == '\r')
            continue;
        if ((v < 0 && *text != '=') || (v >= 0 && ends) || ends > 2)
            return NULL;
        ends += v < 0;
        bits = bits << 6 | (unsigned long)(v < 0 ? 0 : v);
        if (++got % 4)
            continue;
        for (int shift = 16; shift >= 0; shift -= 8)
            out[(*n)++] = (unsigned char)(bits >> shift & 255);
    }
    if (got % 4 || ends > 2)
        return NULL;
    *n -= ends;
    return (char *)out;
}
