/* SPDX-License-Identifier: Apache-2.0 */
#include "print/csv.h"
#include "base/str.h"
#include <string.h>

enum { DIGITS_KEPT = 11 };      /* Excel shows more of them as 4.3E+11 */

static bool loses_digits(const char *s)
{
    size_t n = strspn(s, "0123456789");

    return n && (!s[n] || (!s[n + 1] && strchr("Xx", s[n]))) && (n > DIGITS_KEPT || (*s == '0' && n > 1));
}

/* By itself or full-width, as a Chinese Excel takes them too. */
static bool begins_formula(const char *s)
{
    static const char *const signs[] = { "=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20" };

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (!strncmp(s, signs[i], strlen(signs[i])))
            return true;
    return false;
}

static const char *guard(const char *s)
{
    return begins_formula(s) ? "'" : loses_digits(s) ? "\t" : "";
}

void csv_cell(struct str *to, const char *text, bool is_number)
{
    const char *before = is_number ? "" : guard(text);

    if (!*before && !text[strcspn(text, "\",\r\n")] && *text != ' ') {
        str_add(to, text);
        return;
    }
    str_addf(to, "\"%s", before);
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\"");
        str_addn(to, s, n);
        s += n;
        if (*s) {
            str_add(to, "\"\"");
            s++;
        }
    }
    str_add(to, "\"");
}

void csv_end(struct str *to)
{
    str_add(to, "\r\n");
}
