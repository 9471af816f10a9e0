/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "base/arena.h"
#include "base/utf8.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void str_init(struct str *b, struct arena *a, size_t max)
{
    *b = (struct str){ .arena = a, .max = max, .cap = max < 63 ? max + 1 : 64 };
    b->s = arena_get(a, b->cap);
}

void str_reset(struct str *b)
{
    b->n = 0;
    b->s[0] = 0;
    b->full = false;
}

static void make_room(struct str *b, size_t n)
{
    size_t need = b->n + n + 1, cap = b->cap;
    if (need <= cap) return;
    while (cap < need) cap *= 2;
    if (cap > b->max + 1) cap = b->max + 1;
    char *s = arena_get(b->arena, cap);
    memcpy(s, b->s, b->n + 1);
    b->s = s;
    b->cap = cap;
}

void str_addn(struct str *b, const char *s, size_t n)
{
    if (b->full) return;
    if (n > b->max - b->n) {
        b->full = true;
        n = utf8_floor(s, b->max - b->n);
    }
    if (n == 0) return;
    make_room(b, n);
    memcpy(b->s + b->n, s, n);
    b->n += n;
    b->s[b->n] = 0;
}

void str_add(struct str *b, const char *s) { str_addn(b, s, strlen(s)); }

void str_addc(struct str *b, uint32_t cp)
{
    char d[UTF8_MAX];
    str_addn(b, d, utf8_put(d, cp));
}

void str_addf(struct str *b, const char *fmt, ...)
{
    char small[256];
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    if (n >= 0 && (size_t)n < sizeof small) str_addn(b, small, (size_t)n);
    else if (n >= 0) str_add(b, arena_vprintf(b->arena, fmt, again));
    va_end(again);
    va_end(ap);
}

void str_add_json(struct str *b, const char *s)
{
    static const char from[] = "\"\\\n\r\t\b\f", to[] = "\"\\nrtbf";
    if (!s) {
        str_add(b, "null");
        return;
    }
    str_add(b, "\"");
    for (; *s; s++) {
        const char *at = strchr(from, *s);
        if (at) str_addn(b, (const char[]){ '\\', to[at - from] }, 2);
        else if ((unsigned char)*s < 0x20) str_addf(b, "\\u%04x", (unsigned)*s);
        else {
            size_t run = strcspn(s, "\"\\\n\r\t\b\f\1\2\3\4\5\6\7\13\16\17\20\21\22\23\24\25\26\27\30\31\32\33\34\35\36\37");
            str_addn(b, s, run);
            s += run - 1;
        }
    }
    str_add(b, "\"");
}

void str_add_json_pair(struct str *b, const char *name, const char *value)
{
    if (b->n && b->s[b->n - 1] != '{') str_add(b, ", ");
    str_add_json(b, name);
    str_add(b, ": ");
    str_add_json(b, value);
}

void str_add_ident(struct str *b, const char *s)
{
    str_add(b, "\"");
    for (; *s; s++) {
        if (*s == '.') str_add(b, "\".\"");
        else if (*s == '"') str_add(b, "\"\"");
        else str_addn(b, s, 1);
    }
    str_add(b, "\"");
}
