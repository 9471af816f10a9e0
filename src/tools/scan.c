/* SPDX-License-Identifier: Apache-2.0 */
/* scan: every attachment nobody has looked at goes through the site's virus scanner. Here, and not in the terminal: what a program under the
 * person's own account says of a file the person could say himself from psql; this runs under the timer's account, which alone may write a
 * verdict. A file goes to a folder of its own, the scanner gets its path. It ends with 0: clean, 1: something was found; else it could not
 * look, and the file's turn comes again. */
#include "base/base64.h"
#include "base/text.h"
#include "base/vec.h"
#include "tools/ctl.h"
#include "tools/spawn.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PART = 768 << 10 };      /* bytes asked for at once */

struct scan {
    struct ctl *c;
    struct { const char **at; size_t n, cap; } argv;    /* program and arguments; the path is put behind them */
    char folder[200];
    const char *path;
    int n_clean, n_found, n_failed;
};

/* Words by blanks; there is no quoting. */
static void split(struct scan *s, const char *scanner)
{
    char *rest = arena_str(s->c->a, scanner);

    for (char *word; (word = strsep(&rest, " "));)
        if (*word)
            vec_push(s->c->a, &s->argv, (const char *)word);
    vec_push(s->c->a, &s->argv, s->path);
    vec_push(s->c->a, &s->argv, NULL);
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    for (ssize_t k; n; bytes += k, n -= (size_t)k)
        if ((k = write(fd, bytes, n)) < 0)
            return false;
    return true;
}

/* The content, part by part, into the one file. */
static bool copy_out(struct scan *s, const char *file, long size, struct err *e)
{
    int fd = open(s->path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool ok = fd >= 0 || err_set(e, ERR_FILE, s->path, strerror(errno));

    for (long at = 0; ok && at < size;) {
        struct arena *a = arena_new(s->c->a);
        const char *p[] = { file, arena_printf(a, "%ld", at), arena_printf(a, "%d", PART) };
        struct rows *r = pg_run(s->c->pg, a, "select work.scan_part($1, $2, $3)", 3, p, e);
        size_t n = 0;
        const char *bytes = r ? base64_decode(a, rows_text(r, 0, 0), &n) : NULL;
        ok = r && ((bytes && n) || err_set(e, ERR_SERVER, "work.scan_part")) && (write_all(fd, bytes, n) || err_set(e, ERR_FILE, s->path, strerror(errno)));
        at += (long)n;
        arena_free(a);
    }
    if (fd >= 0)
        close(fd);
    return ok;
}

static const char *look_at(struct scan *s, struct err *e)
{
    int status = -1;
    bool ran = spawn_path(s->argv.at, &status, e);

    if (ran && status == 0) {
        s->n_clean++;
        return "clean";
    }
    if (ran && status == 1) {
        s->n_found++;
        return "found";
    }
    s->n_failed++;
    return "failed";
}

/* One file; false when there is none, or the database would not. */
static bool next(struct scan *s, struct err *e)
{
    struct err why = { .code = ERR_NONE };
    struct rows *r = ctl_run(s->c, e, "select file, size from work.scan_next()");

    if (!r || !r->n || rows_is_null(r, 0, 0))
        return false;
    const char *file = rows_text(r, 0, 0);
    if (!copy_out(s, file, (long)rows_int(r, 0, 1), e))
        return false;
    const char *p[] = { file, look_at(s, &why) };
    if (why.code)
        ctl_say("  %s", why.text);
    if (!strcmp(p[1], "found"))
        ctl_say(_("  文件 %s 有毒，已经封住"), file);
    return ctl_rows(s->c, e, "select work.scan_done($1, $2)", 2, p);
}

static bool scan_all(struct scan *s, const char *scanner, struct err *e)
{
    const char *base = getenv("TMPDIR");

    snprintf(s->folder, sizeof s->folder, "%s/laobing-scan-XXXXXX", base && *base == '/' ? base : "/tmp");
    if (!mkdtemp(s->folder))
        return err_set(e, ERR_FILE, s->folder, strerror(errno));
    s->path = arena_printf(s->c->a, "%s/file", s->folder);
    split(s, scanner);
    while (next(s, e))
        ;
    unlink(s->path);
    rmdir(s->folder);
    return !e->code;
}

enum ctl_end scan_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };
    struct scan s = { .c = c };
    const char *scanner = c->options.scanner;

    (void)argv;
    if (argc > 1)
        return ctl_usage(c);
    if (*scanner && *scanner != '/') {
        err_set(&e, ERR_VALUE, scanner, _("要写全路径"));
        return ctl_fail(c, &e);
    }
    if (!ctl_connect(c, NULL, &e) || !ctl_rows(c, &e, "select work.scan_begin($1)", 1, &scanner))
        return ctl_fail(c, &e);
    if (!*scanner) {
        puts(_("没有设查毒的程序（laobing.conf 的 scanner），附件不查毒"));
        return CTL_OK;
    }
    bool ok = scan_all(&s, scanner, &e);
    printf(_("查过 %d 份附件，有毒 %d 份，没查成 %d 份\n"), s.n_clean + s.n_found, s.n_found, s.n_failed);
    return !ok ? ctl_fail(c, &e) : s.n_failed ? CTL_FAILED : CTL_OK;
}
