/* SPDX-License-Identifier: Apache-2.0 */
/* laobing-sheet --read: a sheet on standard input becomes lines on standard output, for programs of ours: '#' what it is, '[' a row as a JSON array that
 * begins with its line, the heading first, '!' the sentence with which it is refused, '.' the end. A program of its own, so that what a file
 * does to a reader happens to nobody else. */
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/text.h"
#include "sheet/child.h"
#include "sheet/sheet.h"
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LINE_MOST = SHEET_LINE, MEMORY = 2000 };     /* MB */

struct out { struct str line; struct arena *a; const struct sheet_found *found; const char *digest; bool begun; };

static bool write_row(void *ctx, int line, const char *const *cells, int n, struct err *e)
{
    struct out *o = ctx;

    if (!o->begun)
        printf("#%s\t%s\t%s\n", o->digest, o->found->encoding, o->found->name);
    o->begun = true;
    str_reset(&o->line);
    str_addf(&o->line, "[%d", line);
    for (int i = 0; i < n; i++) {
        str_add(&o->line, ",");
        str_add_json(&o->line, cells[i]);
    }
    str_add(&o->line, "]\n");
    if (o->line.full)
        return err_set(e, ERR_VALUE, arena_printf(o->a, _("第 %d 行"), line), _("一行里的字太多"));
    return fwrite(o->line.s, 1, o->line.n, stdout) == o->line.n || err_set(e, ERR_VALUE, "laobing-sheet", _("写不出去"));
}

/* FNV-1a: tells one file from another, no more. */
static const char *digest_of(struct arena *a, const char *bytes, size_t n)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return arena_printf(a, "%016" PRIx64 "-%zu", h, n);
}

/* All of standard input; NULL: too much, or it cannot be read. */
static const char *read_all(struct arena *a, size_t *n)
{
    struct str s;
    char *piece = arena_get(a, 1 << 16);
    size_t k;

    str_init(&s, a, SHEET_BYTES);
    while ((k = fread(piece, 1, 1 << 16, stdin)) > 0)
        str_addn(&s, piece, k);
    *n = s.n;
    return s.full || ferror(stdin) ? NULL : s.s;
}

static bool read_sheet(struct arena *a, struct err *e)
{
    struct sheet_found found;
    struct out o = { .a = a, .found = &found };
    size_t n;
    const char *bytes = read_all(a, &n);

    if (!bytes)
        return err_set(e, ERR_VALUE, _("表"), _("超过 256 MB，或者读不出来"));
    str_init(&o.line, a, LINE_MOST);
    o.digest = digest_of(a, bytes, n);
    return sheet_read(a, bytes, n, &found, write_row, &o, e);
}

int main(int argc, char **argv)
{
    const struct rlimit memory = { (rlim_t)MEMORY << 20, (rlim_t)MEMORY << 20 }, seconds = { 300, 300 };
    struct arena *a = arena_new(NULL);
    struct err e = { .code = ERR_NONE };

    setlocale(LC_CTYPE, "");
    text_init();
    if (argc < 2 || strcmp(argv[1], "--read")) {
        fputs(_("用法：laobing-sheet --read [zh|en] < 文件\n"), stderr);
        return 64;
    }
    (void)memory;
    text_language(argc > 2 ? argv[2] : "zh");
#ifndef __SANITIZE_ADDRESS__
    setrlimit(RLIMIT_AS, &memory);
#endif
    setrlimit(RLIMIT_CPU, &seconds);
    bool ok = read_sheet(a, &e);
    if (ok) puts(".");
    else printf("!%s\n", e.text);
    arena_free(a);
    return ok ? 0 : 1;
}
