/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fold.h"
#include "base/str.h"
#include "base/utf8.h"
#include <string.h>

uint32_t fold_point(uint32_t cp)
{
    if (cp >= 0xff01 && cp <= 0xff5e) return cp - 0xff01 + '!';
    if (cp == 0x3000) return ' ';
    if (cp == 0x3002) return '.';
    return cp;
}

char *fold_text(struct arena *a, const char *s)
{
    struct str out;
    size_t n = strlen(s);
    str_init(&out, a, n * 3);
    for (size_t k; n > 0; s += k, n -= k) {
        uint32_t cp;
        k = utf8_get(s, n, &cp);
        str_addc(&out, fold_point(cp));
    }
    return out.s;
}
