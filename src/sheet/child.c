/* SPDX-License-Identifier: Apache-2.0 */
#include "sheet/child.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };
static const char program[] = "laobing-sheet";

struct sheet_child {
    struct arena *a;
    pid_t pid;
    int from;
    struct str line;
    char *piece;
    size_t at, n;               /* of what was read and not yet taken */
    char *digest, *encoding, *name;
    bool is_over;               /* the end was said */
};

extern char **environ;

static void end(void *ctx)
{
    struct sheet_child *c = ctx;
    close(c->from);
    kill(c->pid, SIGKILL);
    while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
        ;
}

/* Beside our own program, or where it was installed, or by PATH. */
static const char *path_of(struct arena *a)
{
    char own[4000];
    ssize_t n = readlink("/proc/self/exe", own, sizeof own - 1);

    own[n > 0 ? n : 0] = 0;
    char *slash = strrchr(own, '/');
    const char *beside = slash ? arena_printf(a, "%.*s/%s", (int)(slash - own), own, program) : program;
    const char *installed = BINDIR "/laobing-sheet";
    return !access(beside, X_OK) ? beside : !access(installed, X_OK) ? installed : program;
}

static bool spawn(struct sheet_child *c, int fd, int to, struct err *e)
{
    char *argv[] = { (char *)program, "--read", (char *)text_language_now(), NULL };
    posix_spawn_file_actions_t actions;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fd, 0);
    posix_spawn_file_actions_adddup2(&actions, to, 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    int failed = posix_spawnp(&c->pid, path_of(c->a), &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return !failed || err_set(e, ERR_FILE, program, strerror(failed));
}

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
    bool ok = spawn(c, fd, ends[1], e);
    close(ends[1]);
    c->from = ends[0];
    if (!ok) {
        close(ends[0]);
        return NULL;
    }
    arena_defer(a, end, c);
    return c;
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
