/* SPDX-License-Identifier: Apache-2.0 */
#include "drop/name.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* As the database has it (attachment_name). */
static bool is_no_part(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == '/' || cp == '\\' || (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfeff || cp == UTF8_BROKEN;
}

static bool is_blank(uint32_t cp) { return cp == ' ' || cp == 0x3000; }

char *name_of_file(struct arena *a, const char *file)
{
    size_t n = strlen(file), last = 0;
    struct str s;
    int chars = 0;

    str_init(&s, a, NAME_CHARS * UTF8_MAX + 1);
    for (uint32_t cp; n && chars < NAME_CHARS;) {
        size_t k = utf8_get(file, n, &cp);
        bool bad = is_no_part(cp) || (!chars && cp == '.');
        file += k;
        n -= k;
        if (!chars && is_blank(cp))
            continue;
        str_addc(&s, bad ? '_' : cp);
        chars++;
        if (!is_blank(cp))
            last = s.n;
    }
    s.s[last] = 0;
    return s.s;
}

static bool ends_in(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n > m && !strcasecmp(s + n - m, end);
}

char *name_for_file(struct arena *a, const char *attachment, const char *ext, int n)
{
    char *end = arena_printf(a, ".%s", ext), *number = n > 1 ? arena_printf(a, " (%d)", n) : arena_str(a, "");
    char *stem = arena_str(a, attachment);
    size_t room = NAME_BYTES - strlen(end) - strlen(number);

    if (ends_in(stem, end))
        stem[strlen(stem) - strlen(end)] = 0;
    if (strlen(stem) > room)
        stem[utf8_floor(stem, room)] = 0;
    return arena_printf(a, "%s%s%s", *stem == '.' ? "_" : "", stem + (*stem == '.'), arena_printf(a, "%s%s", number, end));
}
