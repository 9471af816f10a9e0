/* SPDX-License-Identifier: Apache-2.0 */
#include "sheet/decode.h"
#include "base/arena.h"
#include "base/text.h"
#include "base/utf8.h"
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <string.h>

static int line_of(const char *bytes, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes[i] == '\n';
    return line;
}

/* At most three bytes for each two, or for one alone. bad: the byte it fails at. NULL: cannot. */
static char *convert(struct arena *a, const char *charset, const char *bytes, size_t n, size_t *length, size_t *bad)
{
    iconv_t c = iconv_open("UTF-8", charset);
    char *in = (char *)bytes, *out = arena_get(a, 3 * n + 1), *to = out;
    size_t in_left = n, out_left = 3 * n;

    *bad = 0;
    if (c == (iconv_t)-1)
        return NULL;
    bool ok = iconv(c, &in, &in_left, &to, &out_left) != (size_t)-1;
    iconv_close(c);
    *bad = n - in_left;
    *length = (size_t)(to - out);
    return ok ? out : NULL;
}

static char *as_gb18030(struct arena *a, const char *bytes, size_t n, size_t *length, struct err *e)
{
    size_t bad, worse;
    char *text = convert(a, "GB18030", bytes, n, length, &bad);

    if (!text && bad < n && (unsigned char)bytes[bad] == 0x80)
        text = convert(a, "CP936", bytes, n, length, &worse);
    if (!text)
        err_set(e, ERR_VALUE, arena_printf(a, _("第 %d 行"), line_of(bytes, bad)), _("既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”或 .xlsx"));
    return text;
}

static char *decode(struct arena *a, const char *bytes, size_t n, size_t *length, const char **encoding, struct err *e)
{
    unsigned mark = n >= 2 ? (unsigned char)bytes[0] << 8 | (unsigned char)bytes[1] : 0;
    size_t bad;
    char *text;

    if (mark == 0xfffe || mark == 0xfeff) {
        *encoding = "UTF-16";
        text = convert(a, mark == 0xfffe ? "UTF-16LE" : "UTF-16BE", bytes + 2, n - 2, length, &bad);
        if (!text)
            err_set(e, ERR_VALUE, _("表"), _("UTF-16 写坏了，请重新另存"));
        return text;
    }
    if (utf8_is_valid(bytes, n)) {
        bool marked = n >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3);
        *encoding = "UTF-8";
        *length = n - (marked ? 3 : 0);
        return arena_copy(a, bytes + (marked ? 3 : 0), *length);
    }
    *encoding = "GB18030";
    return as_gb18030(a, bytes, n, length, e);
}

char *decode_text(struct arena *a, const char *bytes, size_t n, const char **encoding, struct err *e)
{
    size_t length = 0;
    char *text = decode(a, bytes, n, &length, encoding, e);
    const char *nul = text ? memchr(text, 0, length) : NULL;

    if (!nul)
        return text;
    err_set(e, ERR_VALUE, arena_printf(a, _("第 %d 行"), line_of(text, (size_t)(nul - text))), _("有不是文字的字节，这不是 CSV"));
    return NULL;
}
