/* SPDX-License-Identifier: Apache-2.0 */
#include "sheet/child.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "run/child.h"
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };
static const char program[] = "laobing-sheet";

struct sheet_child {
    struct arena *a;
    struct child child;
    int from;
    struct str line;
    char *piece;
    size_t at, n;               /* of what was read and not yet taken */
    char *digest, *encoding, *name;
    bool is_over;               /* the end was said */
};

static void close_end(void *ctx) { close(((struct sheet_child *)ctx)->from); }

struct sheet_child *sheet_start(struct arena *a, int fd, struct err *e)
{
    struct sheet_child *c = arena_new_of(a, struct sheet_child);
    int ends[2];

    *c = (struct sheet_child){ .a = a, .piece = arena_get(a, PIECE), .digest = "", .encoding = "", .name = "" };
    str_init(&c->line, a, SHEET_LINE);
    if (pipe2(ends, O_CLOEXEC)) {
        err_set(e, ERR_FILE, program, strerror(errno));
        return NULL;
    }
    const char *argv[] = { child_beside(a, program), "--read", text_language_now(), NULL };
    int nothing = child_nothing(a);
    c->from = ends[0];
    arena_defer(a, close_end, c);
    bool ok = child_start(a, &c->child, argv, fd, ends[1], nothing, e);
    close(ends[1]);
    return ok ? c : NULL;
}

/* A whole line into c->line; false at the end of what comes. */
static bool take_line(struct sheet_child *c)
{
    str_reset(&c->line);
    for (;;) {
        const char *from = c->piece + c->at, *nl = memchr(from, '\n', c->n - c->at);
        str_addn(&c->line, from, nl ? (size_t)(nl - from) : c->n - c->at);
        c->at = nl ? (size_t)(nl - c->piece) + 1 : c->n;
        if (nl)
            return !c->line.full;
        ssize_t got;
        while ((got = read(c->from, c->piece, PIECE)) < 0 && errno == EINTR)
            ;
        if (got <= 0)
            return false;
        c->at = 0;
        c->n = (size_t)got;
    }
}

static void take_words(struct sheet_child *c)
{
    char *rest = arena_str(c->a, c->line.s + 1);
    c->digest = strsep(&rest, "\t");
    c->encoding = rest ? strsep(&rest, "\t") : "";
    c->name = rest ? rest : "";
}

const char *sheet_next(struct sheet_child *c, struct err *e)
{
    while (!c->is_over && take_line(c))
        switch (*c->line.s) {
        case '#': take_words(c); break;
        case '[': return c->line.s;
        case '.': c->is_over = true; break;
        case '!': err_set(e, ERR_RULE, c->line.s + 1); return NULL;
        default: err_set(e, ERR_VALUE, program, _("说的话听不懂")); return NULL;
        }
    if (!c->is_over)
        err_set(e, ERR_VALUE, _("表"), _("读到一半停了，文件太大或者坏了；另存为“CSV UTF-8”再试"));
    return NULL;
}

const char *sheet_digest(const struct sheet_child *c) { return c->digest; }
const char *sheet_encoding(const struct sheet_child *c) { return c->encoding; }
const char *sheet_name(const struct sheet_child *c) { return c->name; }
