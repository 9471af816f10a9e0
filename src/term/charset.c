/* SPDX-License-Identifier: Apache-2.0 */
/* Curses makes bytes of its cells with wcrtomb(). The program defines that function itself, as it does wcwidth() (tty.c), and the dynamic
 * linker prefers the program's: so curses keeps to code points whatever the terminal speaks. */
#include "term/charset.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/utf8.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

enum { BMP = 0x10000, LEAD_LO = 0x81, LEAD_HI = 0xfe };

static struct {
    enum charset now;
    iconv_t to, from;           /* GB18030 and UTF-8; both open or neither   */
    bool is_open;
    uint8_t in_gbk[BMP / 8];    /* code points a GBK terminal can show       */
} cs;

static size_t convert(iconv_t way, const char *in, size_t n, char *out, size_t room)
{
    char *from = (char *)(uintptr_t)in, *to = out;
    iconv(way, NULL, NULL, NULL, NULL);
    if (iconv(way, &from, &n, &to, &room) == (size_t)-1 || n) return 0;
    return (size_t)(to - out);
}

static bool open_gb18030(void)
{
    if (cs.is_open) return true;
    cs.to = iconv_open("GB18030", "UTF-8");
    cs.from = iconv_open("UTF-8", "GB18030");
    cs.is_open = cs.to != (iconv_t)-1 && cs.from != (iconv_t)-1;
    return cs.is_open;
}

static bool get_gb(const char *bytes, size_t n, uint32_t *cp)
{
    char text[UTF8_MAX * 2];
    size_t k = convert(cs.from, bytes, n, text, sizeof text);
    return k > 0 && utf8_get(text, k, cp) == k;
}

static bool in_gbk(uint32_t cp)
{
    return cp < 0x80 || (cp < BMP && cs.in_gbk[cp / 8] >> cp % 8 & 1);
}

/* The C library's own GBK: what GB18030 has in two bytes is more. */
static void learn_gbk(void)
{
    iconv_t gbk = iconv_open("UTF-8", "GBK");
    for (int lead = LEAD_LO; gbk != (iconv_t)-1 && lead <= LEAD_HI; lead++)
        for (int trail = 0x40; trail <= LEAD_HI; trail++) {
            char text[UTF8_MAX * 2];
            uint32_t cp;
            size_t n = convert(gbk, (const char[]){ (char)lead, (char)trail }, 2, text, sizeof text);
            if (n && utf8_get(text, n, &cp) == n && cp < BMP) cs.in_gbk[cp / 8] |= (uint8_t)(1 << cp % 8);
        }
    if (gbk != (iconv_t)-1) iconv_close(gbk);
}

bool charset_use(enum charset wanted)
{
    bool ok = wanted == CHARSET_UTF8 || open_gb18030();
    cs.now = ok ? wanted : CHARSET_UTF8;
    if (cs.now == CHARSET_GBK) learn_gbk();
    cell_shown(cs.now == CHARSET_GBK ? in_gbk : NULL);
    return ok;
}

enum charset charset_now(void) { return cs.now; }

bool charset_named(const char *name, enum charset *which)
{
    static const struct { const char *name; enum charset is; } names[] = {
        { "UTF-8", CHARSET_UTF8 }, { "utf8", CHARSET_UTF8 }, { "GB18030", CHARSET_GB18030 }, { "GBK", CHARSET_GBK }, { "GB2312", CHARSET_GBK } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcasecmp(name, names[i].name)) {
            *which = names[i].is;
            return true;
        }
    return false;
}

size_t charset_put(char *bytes, uint32_t cp)
{
    char text[UTF8_MAX];
    if (cs.now == CHARSET_UTF8 || cp < 0x80) return utf8_put(bytes, cp);
    size_t n = convert(cs.to, text, utf8_put(text, cp), bytes, CHARSET_MAX);
    if (n) return n;
    bytes[0] = '?';
    return 1;
}

size_t wcrtomb(char *restrict bytes, wchar_t c, mbstate_t *restrict state)
{
    (void)state;
    uint32_t cp = (uint32_t)c;
    if (!bytes) return 1;
    if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000)) {
        errno = EILSEQ;
        return (size_t)-1;
    }
    return charset_put(bytes, cp);
}

size_t charset_length(const char *bytes, size_t n)
{
    unsigned char lead = (unsigned char)bytes[0];
    if (cs.now == CHARSET_UTF8) return utf8_length(lead);
    if (lead < 0x80) return 1;
    if (lead < LEAD_LO || lead > LEAD_HI) return 0;
    return n > 1 && bytes[1] >= '0' && bytes[1] <= '9' ? 4 : 2;
}

bool charset_follows(size_t n, int byte)
{
    if (cs.now == CHARSET_UTF8) return (byte & 0xc0) == 0x80;
    bool is_digit = byte >= '0' && byte <= '9', is_lead = byte >= LEAD_LO && byte <= LEAD_HI;
    return n == 1 ? is_digit || (byte >= 0x40 && byte <= LEAD_HI && byte != 0x7f) : n == 2 ? is_lead : is_digit;
}

bool charset_get(const char *bytes, size_t n, uint32_t *cp)
{
    return cs.now == CHARSET_UTF8 ? utf8_get(bytes, n, cp) == n && n > 1 : get_gb(bytes, n, cp);
}

const char *charset_text(struct arena *a, const char *text)
{
    if (cs.now == CHARSET_UTF8) return text;
    struct str out;
    size_t n = strlen(text);
    str_init(&out, a, n * CHARSET_MAX + 1);
    for (size_t k; n; text += k, n -= k) {
        char bytes[CHARSET_MAX];
        uint32_t cp;
        k = utf8_get(text, n, &cp);
        str_addn(&out, bytes, charset_put(bytes, cp));
    }
    return out.s;
}
