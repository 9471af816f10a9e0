/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the bytes that knows just enough of the grammar: comments, strings, @include, numbers, brackets. What would mislead
 * all that follows (an open string or comment, bytes that are no UTF-8) ends the pass; the rest goes on to the end of the file. What was
 * surely meant (a full-width mark, a comma too many, a BOM) is put there in the copy at hand, so that the faults behind it are found too. */
#include "conf/scan.h"
#include "conf/file.h"
#include "base/text.h"
#include "base/utf8.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

struct scan {
    struct arena *arena;
    struct faults *faults;
    const char *file, *incdir;
    char *at, *stop;
    const char *text;           /* all of the first file                 */
    char *comma;                /* the last thing seen, if that was one  */
    int line;
    int includes;               /* how deep this file is included        */
    int nesting;                /* open brackets                         */
    bool line_start;            /* only blanks so far on this line       */
    bool safe;                  /* libconfig may see it,                 */
    bool mended;                /* but as it is here, not as in the file */
    bool torn;                  /* stop is a byte that is not UTF-8      */
};

static bool scan_one(struct scan *up, const char *path);

static const struct mark { const char *wide, *plain; } wide_marks[] = {
    { "，", "," }, { "；", ";" }, { "：", ":" }, { "“", "\"" }, { "”", "\"" }, { "＂", "\"" }, { "＝", "=" }, { "（", "(" }, { "）", ")" },
    { "｛", "{" }, { "｝", "}" }, { "［", "[" }, { "］", "]" }, { "【", "[" }, { "】", "]" }, { "、", "," }, { "。", ";" }, { "　", " " },
};

/* Reports; libconfig must not see the file. Always false. */
#define UNSAFE(s, line, ...) (fault_add((s)->faults, (s)->file, line, __VA_ARGS__), (s)->safe = false)

/* n bytes become the plain ones and blanks: no line moves. Included files are libconfig's to open, as they are. */
static void mend(struct scan *s, char *at, size_t n, const char *plain)
{
    for (size_t i = 0; i < n; i++)
        at[i] = *plain ? *plain++ : ' ';
    s->mended = true;
    s->safe &= s->includes == 1;
}

static bool starts(const struct scan *s, const char *with)
{
    size_t n = strlen(with);

    return (size_t)(s->stop - s->at) >= n && !memcmp(s->at, with, n);
}

static void skip_line(struct scan *s)
{
    while (s->at < s->stop && *s->at != '\n')
        s->at++;
}

static bool skip_comment(struct scan *s)
{
    int began = s->line;

    for (s->at += 2; s->at < s->stop; s->at++) {
        if (starts(s, "*/")) {
            s->at += 2;
            return true;
        }
        s->line += *s->at == '\n';
    }
    return s->torn ? false : UNSAFE(s, began, _("注释没有用 */ 关上"));
}

/* A string may run over lines; one that closes before a word was never closed where it should be. */
static bool skip_string(struct scan *s)
{
    int began = s->line;

    for (s->at++; s->at < s->stop && *s->at != '"'; s->at++) {
        s->line += *s->at == '\n';
        if (!*s->at)
            return UNSAFE(s, s->line, _("文件里有 NUL 字节"));
        if (*s->at == '\\' && s->at + 1 < s->stop)
            s->line += *++s->at == '\n';
    }
    if (s->at >= s->stop)
        return s->torn ? false : UNSAFE(s, began, _("引号没有关上"));
    s->at++;
    if (s->line > began && s->at < s->stop && !strchr(" \t\r\n\f;,)]}\"#/", *s->at))
        return UNSAFE(s, began, _("引号没有关上"));
    return true;
}

/* @include "name", alone at the start of a line. */
static bool include(struct scan *s)
{
    char *name = s->at + 8, *end;

    if (!starts(s, "@include") || !s->line_start)
        return UNSAFE(s, s->line, _("@include 要单独写一行"));
    while (name < s->stop && (*name == ' ' || *name == '\t'))
        name++;
    end = name + 1;
    if (name >= s->stop || *name != '"' || name == s->at + 8)
        return UNSAFE(s, s->line, _("@include 后面要有引号里的文件名"));
    while (end < s->stop && *end != '"' && *end != '\n')
        end++;
    if (end >= s->stop || *end != '"')
        return UNSAFE(s, s->line, _("@include 的引号没有关上"));
    s->at = end + 1;
    if (end == name + 1 || name[1] == '/' || memchr(name, '\\', (size_t)(end - name)))
        return UNSAFE(s, s->line, _("@include 的文件名不对：只能是同一目录下的文件"));
    if (s->includes >= SCAN_INCLUDES)
        return UNSAFE(s, s->line, _("@include 套得太深，最多 %d 层"), SCAN_INCLUDES);
    if (!scan_one(s, file_join(s->arena, s->incdir, arena_copy(s->arena, name + 1, (size_t)(end - name - 1)))))
        s->safe = false;
    return true;
}

/* Whole numbers above 31 bits lose their upper part without a word. */
static void number(struct scan *s)
{
    const char *from = s->at;
    char *end;
    unsigned long long v;

    errno = 0;
    v = strtoull(from, &end, 0);
    if (end <= from || (from[0] == '0' && tolower((unsigned char)from[1]) != 'x'))
        v = strtoull(from, &end, 10);
    s->at = end;
    if (s->at < s->stop && *s->at && strchr(".eE", *s->at)) {
        while (s->at < s->stop && (isalnum((unsigned char)*s->at) || strchr("+-.", *s->at)))
            s->at++;
        return;
    }
    if (s->at < s->stop && *s->at == 'L') {
        s->at += 1 + (s->at[1] == 'L');
        if (errno == ERANGE || v > 9223372036854775807ULL)
            UNSAFE(s, s->line, _("数 %.*s 太大"), (int)(end - from), from);
        return;
    }
    if (v > 2147483647ULL)
        fault_add(s->faults, s->file, s->line, _("数 %.*s 超过 31 位，代码和号码请写在引号里"), (int)(end - from), from);
}

/* The full-width mark at s->at, or NULL. */
static const struct mark *wide_mark(const struct scan *s)
{
    for (size_t i = 0; i < sizeof wide_marks / sizeof *wide_marks; i++)
        if (starts(s, wide_marks[i].wide))
            return &wide_marks[i];
    return NULL;
}

/* The full-width quote that closes the one at s->at on the same line, or NULL: what stands between may not say how it ends. */
static char *closing(const struct scan *s, const struct mark **m)
{
    struct scan look = *s;

    for (look.at += 3; look.at < look.stop && *look.at && !strchr("\n\"\\", *look.at); look.at++) {
        *m = wide_mark(&look);
        if (*m && *(*m)->plain == '"')
            return look.at;
    }
    return NULL;
}

static void tell_mark(struct scan *s, const struct mark *m)
{
    fault_add(s->faults, s->file, s->line, _("引号外面有全角的 %s，请改成半角的 %s"), m->wide, m->plain);
}

/* A full-width mark is told and becomes the plain one, which is then looked at as any other. */
static void foreign(struct scan *s)
{
    const struct mark *m = wide_mark(s), *end;
    bool quote = m && *m->plain == '"';
    char *to = quote ? closing(s, &end) : NULL;
    uint32_t cp;

    if (m)
        tell_mark(s, m);
    else
        UNSAFE(s, s->line, _("引号外面有汉字或别的非英文字符"));
    if (!m || (quote && !to)) {
        s->safe = false;
        s->at += utf8_get(s->at, (size_t)(s->stop - s->at), &cp);
        return;
    }
    mend(s, s->at, strlen(m->wide), quote ? "  \"" : m->plain);
    if (quote) {
        tell_mark(s, end);
        mend(s, to, strlen(end->wide), end->plain);
    }
}

static bool bracket(struct scan *s, char c)
{
    if (strchr("([{", c) && ++s->nesting > SCAN_NESTING)
        return UNSAFE(s, s->line, _("括号套得太深，最多 %d 层"), SCAN_NESTING);
    if (strchr(")]}", c) && s->nesting)
        s->nesting--;
    if (strchr(")]", c) && s->comma) {
        fault_add(s->faults, s->file, s->line, _("%c 前面多了一个逗号"), c);
        mend(s, s->comma, 1, "");
    }
    s->at++;
    return true;
}

static void word(struct scan *s)
{
    while (s->at < s->stop && (isalnum((unsigned char)*s->at) || (*s->at && strchr("-_*", *s->at))))
        s->at++;
}

/* One thing that is not blank; false ends the pass. */
static bool thing(struct scan *s)
{
    char c = *s->at, *comma = c == ',' ? s->at : NULL;
    bool ok = true;

    if (!c)
        return UNSAFE(s, s->line, _("文件里有 NUL 字节"));
    if (c == '#' || starts(s, "//")) {
        skip_line(s);
        return true;
    }
    if (starts(s, "/*"))
        return skip_comment(s);
    if ((unsigned char)c >= 0x80) {
        foreign(s);
        return true;
    }
    if (c == '"')
        ok = skip_string(s);
    else if (c == '@')
        ok = include(s);
    else if (strchr("([{}])", c))
        ok = bracket(s, c);
    else if (isdigit((unsigned char)c))
        number(s);
    else if (isalpha((unsigned char)c) || c == '*')
        word(s);
    else
        s->at++;
    s->comma = comma;
    s->line_start = false;
    return ok;
}

/* The scan ends before the first byte that is not UTF-8. */
static void find_stop(struct scan *s, size_t n)
{
    char *p = s->at, *end = p + n;
    uint32_t cp;
    int line = 1;

    for (size_t k; p < end; p += k) {
        k = utf8_get(p, (size_t)(end - p), &cp);
        if (k == 1 && (unsigned char)*p >= 0x80)
            break;
        line += *p == '\n';
    }
    s->stop = p;
    s->torn = p < end;
    if (s->torn)
        UNSAFE(s, line, _("不是 UTF-8 编码，是不是存成了 GBK？"));
}

static bool scan_one(struct scan *up, const char *path)
{
    struct scan s = *up;
    struct err e;
    size_t n = 0;

    s.at = file_read(s.arena, path, SCAN_BYTES, &n, &e);
    if (!s.at)
        return UNSAFE(up, up->line, "%s", e.text);
    if (!s.includes)
        up->text = s.at;
    s.file = path;
    s.line = 1;
    s.safe = s.line_start = true;
    s.comma = NULL;
    s.mended = false;
    s.includes++;
    s.nesting = 0;
    find_stop(&s, n);
    if (starts(&s, "\xef\xbb\xbf")) {
        fault_add(s.faults, s.file, 1, _("文件开头有 BOM，请存成不带 BOM 的 UTF-8"));
        mend(&s, s.at, 3, "");
    }
    while (s.at < s.stop) {
        if (*s.at == '\n') {
            s.line++;
            s.line_start = true;
            s.at++;
        } else if (isspace((unsigned char)*s.at)) {
            s.at++;
        } else if (!thing(&s)) {
            break;
        }
    }
    up->mended |= s.mended;
    return s.safe;
}

bool scan_file(struct arena *a, const char *path, const char *incdir, struct faults *faults, const char **text)
{
    struct scan top = { .arena = a, .faults = faults, .file = path, .incdir = incdir };
    bool safe = scan_one(&top, path);

    *text = top.mended ? top.text : NULL;
    return safe;
}
