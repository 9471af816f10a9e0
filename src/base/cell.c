/* SPDX-License-Identifier: Apache-2.0 */
#include "base/cell.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include <string.h>

#define GETA 0x3013u

struct range { uint32_t lo, hi; };

#define ZERO(lo, hi)
#define WIDE(lo, hi)
#define AMBIGUOUS(lo, hi)
static const struct range zero[] = {
#undef ZERO
#define ZERO(lo, hi) { lo, hi },
#include "base/cell.def"
#undef ZERO
#define ZERO(lo, hi)
};
static const struct range wide[] = {
#undef WIDE
#define WIDE(lo, hi) { lo, hi },
#include "base/cell.def"
#undef WIDE
#define WIDE(lo, hi)
};
static const struct range ambiguous[] = {
#undef AMBIGUOUS
#define AMBIGUOUS(lo, hi) { lo, hi },
#include "base/cell.def"
};

/* Painted as U+FFFD: they have no picture and deceive the reader. */
static const struct range hidden[] = {
    { 0x80, 0x9f }, { 0xad, 0xad }, { 0x34f, 0x34f }, { 0x61c, 0x61c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 }, { 0x180e, 0x180e },
    { 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 }, { 0xd800, 0xdfff }, { 0xfdd0, 0xfdef },
    { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb }, { 0xfffe, 0xffff }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
    { 0xe0000, 0xe00ff }, { 0xe01f0, 0xe0fff },
};
/* In planes 2 and 3, what terminals and C libraries of Unicode 14 know: Ext B to G and the compatibility supplement. */
static const struct range drawn_han[] = {
    { 0x20000, 0x2a6df }, { 0x2a700, 0x2b739 }, { 0x2b740, 0x2b81d }, { 0x2b820, 0x2cea1 }, { 0x2ceb0, 0x2ebe0 },
    { 0x2f800, 0x2fa1d }, { 0x30000, 0x3134a },
};
#define IN(table, cp) is_in(table, sizeof table / sizeof *table, cp)

static int ambiguous_cells = 1;
static cell_shown_fn *is_shown;

void cell_ambiguous(int cells) { ambiguous_cells = cells == 2 ? 2 : 1; }

static bool is_in(const struct range *t, size_t n, uint32_t cp)
{
    while (n > 0) {
        size_t half = n / 2;
        if (cp > t[half].hi) {
            t += half + 1;
            n -= half + 1;
        } else if (cp < t[half].lo) {
            n = half;
        } else {
            return true;
        }
    }
    return false;
}

bool cell_is_ambiguous(uint32_t cp) { return IN(ambiguous, cp); }

void cell_shown(cell_shown_fn *fn) { is_shown = fn; }

static uint32_t safe(uint32_t cp)
{
    if (cp < 0x20) return 0x2400 + cp;
    if (cp < 0x7f) return cp;
    if (cp == 0x7f) return 0x2421;
    if (IN(hidden, cp) || cp > 0x10ffff || (cp & 0xfffe) == 0xfffe) return 0xfffd;
    if (cp >= 0x20000 && cp < 0x40000 && !IN(drawn_han, cp)) return GETA;
    return cp;
}

uint32_t cell_safe(uint32_t cp)
{
    cp = safe(cp);
    return cp < 0x80 || !is_shown || is_shown(cp) ? cp : GETA;
}

bool cell_is_hidden(uint32_t cp)
{
    uint32_t painted = safe(cp);
    return painted != cp && painted != GETA;
}

const char *cell_unseen(struct arena *a, const char *s)
{
    struct str out;
    size_t n = s ? strlen(s) : 0;
    str_init(&out, a, n * 10 + 1);
    for (size_t k; n; s += k, n -= k) {
        uint32_t cp;
        k = utf8_get(s, n, &cp);
        if (cp == GETA || cell_safe(cp) != GETA) continue;
        const char *name = arena_printf(a, "U+%04X", (unsigned)cp);
        if (!strstr(out.s, name)) str_addf(&out, "%s%s", out.n ? " " : "", name);
    }
    return out.s;
}

int cell_width(uint32_t cp)
{
    if (cp >= 0x20 && cp < 0x7f) return 1;
    cp = cell_safe(cp);
    if (IN(wide, cp)) return 2;
    if (IN(zero, cp)) return 0;
    return ambiguous_cells == 2 && cell_is_ambiguous(cp) ? 2 : 1;
}

int cell_lone(uint32_t cp)
{
    int w = cell_width(cp);
    return w ? w : cell_width(0xfffd);
}

size_t cell_clip(const char *s, int cells, int *used)
{
    size_t n = strlen(s), at = 0;
    int sum = 0;
    while (at < n) {
        uint32_t cp;
        utf8_get(s + at, n - at, &cp);
        int w = cell_lone(cp);
        if (sum + w > cells) break;
        sum += w;
        at = utf8_next(s, n, at);
    }
    if (used) *used = sum;
    return at;
}

int cell_text(const char *s)
{
    int used;
    cell_clip(s, 1 << 30, &used);
    return used;
}

/* Bytes of a mark with nothing before it, which blanks put there would take for their own. */
static size_t lone_mark(const char *s, size_t n)
{
    uint32_t cp;
    size_t k = utf8_get(s, n, &cp);
    return k && !cell_width(cp) ? k : 0;
}

static char *fit(struct arena *a, const char *s, int cells, bool right)
{
    int used;
    size_t n = cell_clip(s, cells, &used);
    bool cut = s[n] != 0;
    if (cut && cells > 0) {
        n = cell_clip(s, cells - 1, &used);
        used++;
    }
    struct str out;
    size_t mark = right ? lone_mark(s, n) : 0;
    str_init(&out, a, n + (size_t)(cells > 0 ? cells : 0) + UTF8_MAX);
    if (right) for (int i = used; i < cells; i++) str_addc(&out, ' ');
    if (mark) str_add(&out, "\xef\xbf\xbd");
    str_addn(&out, s + mark, n - mark);
    if (cut && cells > 0) str_addc(&out, '.');
    if (!right) for (int i = used; i < cells; i++) str_addc(&out, ' ');
    return out.s;
}

char *cell_fit(struct arena *a, const char *s, int cells) { return fit(a, s, cells, false); }
char *cell_fit_right(struct arena *a, const char *s, int cells) { return fit(a, s, cells, true); }

const char *cell_number(struct arena *a, const char *s, int cells)
{
    struct str out;
    if (cell_text(s) <= cells) return s;
    str_init(&out, a, strlen(s) + (size_t)(cells > 0 ? cells : 0) + 1);
    for (; *s; s++)
        if (*s != ',') str_addn(&out, s, 1);
    if (cell_text(out.s) <= cells) return out.s;
    str_reset(&out);
    for (int i = 0; i < cells; i++) str_add(&out, "#");
    return out.s;
}

bool cell_may_break(uint32_t before, uint32_t after)
{
    static const uint32_t closing[] = U"、。，．：；！？）］｝〉》」』】〕〗”’…—％℃,.:;!?)]}%", opening[] = U"（［｛〈《「『【〔〖“‘￥([{";
    for (const uint32_t *p = closing; *p; p++) if (*p == after) return false;
    for (const uint32_t *p = opening; *p; p++) if (*p == before) return false;
    return true;
}

/* Back from where the text is full to where it may be cut, three characters at most: a row of marks that is longer is cut as it comes. */
static size_t unbroken(const char *text, size_t whole, size_t n)
{
    size_t at = n;
    for (int k = 0; k < 3 && at > 0 && at < whole; k++) {
        uint32_t before = 0, after = 0;
        size_t prev = utf8_prev(text, whole, at);
        utf8_get(text + prev, whole - prev, &before);
        utf8_get(text + at, whole - at, &after);
        if (cell_may_break(before, after)) return at;
        at = prev;
    }
    return n;
}

/* Bytes of the next line of a text that fit, cut between characters. */
static size_t row_bytes(const char *text, size_t whole, int cells)
{
    size_t n = cell_clip(text, cells, NULL);
    if (n == 0 && whole > 0) n = utf8_next(text, whole, 0);
    return n < whole ? unbroken(text, whole, n) : whole;
}

char *cell_row(struct arena *a, const char **s, int cells)
{
    size_t whole = strcspn(*s, "\n");
    char *text = arena_copy(a, *s, whole);
    size_t n = row_bytes(text, whole, cells);
    text[n] = 0;
    *s += n + (n == whole && (*s)[n] == '\n');
    return text;
}

char *cell_line(struct arena *a, const char **s, int cells)
{
    size_t whole = strcspn(*s, "\n");
    char *text = arena_copy(a, *s, whole);
    size_t n = cell_clip(text, cells, NULL);
    if (n == 0 && whole > 0) n = utf8_next(text, whole, 0);
    if (n < whole) {
        size_t word = n;
        while (word > 0 && text[word] != ' ' && (unsigned char)text[word - 1] < 0x80) word--;
        n = word > n / 2 && word < n ? word : unbroken(text, whole, n);
    }
    text[n] = 0;
    *s += n;
    if (n < whole) while (**s == ' ') (*s)++;
    else if (**s == '\n') (*s)++;
    return text;
}

char *cell_clean(struct arena *a, const char *s)
{
    struct str out;
    size_t n = strlen(s);
    str_init(&out, a, n * 3 + 1);
    for (size_t k; n > 0; s += k, n -= k) {
        uint32_t cp;
        k = utf8_get(s, n, &cp);
        str_addc(&out, cp == '\n' ? cp : cell_safe(cp));
    }
    return out.s;
}
