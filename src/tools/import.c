/* SPDX-License-Identifier: Apache-2.0 */
/* import: a sheet into a register. laobing-sheet reads the file, the database stages, judges and writes; each of its steps is a transaction, so
 * whatever stops us, the same command goes on where it was. Without --do nothing is written. ^C ends between two steps. */
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "pg/rows.h"
#include "sheet/child.h"
#include "tools/ctl.h"
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PACK_BYTES = 1 << 20, PACK_LINES = 1000, SHOWN = 20, SENTENCE = 12000 };

struct import {
    struct ctl *c;
    struct arena *step;                 /* emptied with each */
    const char *register_, *path, *office, *rejects, *mode;
    struct { const char **at; size_t n, cap; } maps;    /* "heading=column" */
    bool does, sure;
    const char *id;
    time_t begun, said;
    long at, total;                     /* lines of the step that was last through, of all; 0 before the first */
};

/* ^C waits, blocked, until somebody asks. */
static bool is_stopped(void)
{
    sigset_t waits;
    return !sigpending(&waits) && (sigismember(&waits, SIGINT) > 0 || sigismember(&waits, SIGTERM) > 0);
}

static void let_signals_wait(void)
{
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigprocmask(SIG_BLOCK, &stops, NULL);
}

static struct rows *ask(struct import *m, struct err *e, const char *sql, int n, const char *const *params)
{
    return pg_run(m->c->pg, m->step, sql, n, params, e);
}

/* "judged 3000 of 100000, 1200 a second, 80 s to go", once a second and at the end. */
static void say_how_far(struct import *m, const char *what, long first)
{
    time_t now = time(NULL);
    long rate = (m->at - first) / (now > m->begun ? now - m->begun : 1);

    if (now == m->said && m->at < m->total)
        return;
    m->said = now;
    ctl_say(_("  %s %ld / %ld 行，每秒 %ld 行，还要约 %ld 秒"), what, m->at, m->total, rate, rate > 0 ? (m->total - m->at) / rate : 0);
}

/* ---- in */
static bool begin(struct import *m, struct sheet_child *child, const char *heading, struct err *e)
{
    const char *name = strrchr(m->path, '/');
    const char *p[] = { m->register_, name ? name + 1 : m->path, sheet_digest(child), heading };
    struct rows *r = pg_run(m->c->pg, m->c->a, "select api.import_begin($1, $2, $3, $4::jsonb - 0)", 4, p, e);

    m->id = r ? rows_text(r, 0, 0) : NULL;
    return r != NULL;
}

static const char *state_now(struct import *m, struct err *e)
{
    const char *p[] = { m->id };
    return ctl_cell(m->c, e, "select state from work.import where id = $1", 1, p);
}

static bool put(struct import *m, struct str *pack, long *n, struct err *e)
{
    const char *p[] = { m->id, arena_printf(m->step, "%ld", *n), pack->s };
    str_add(pack, "]");
    struct rows *r = ask(m, e, "select api.import_put($1, $2, $3)", 3, p);

    if (r)
        *n = (long)rows_int(r, 0, 0);
    str_reset(pack);
    return r != NULL;
}

/* The lines from the n-th of the file on. What is there already of an earlier try is read over. */
static bool send_lines(struct import *m, struct sheet_child *child, struct err *e)
{
    const char *p[] = { m->id };
    long there = atol(ctl_cell(m->c, e, "select n_rows from work.import where id = $1", 1, p)), n = 0;
    int in_pack = 0;
    struct str pack;

    str_init(&pack, m->c->a, PACK_BYTES + SHEET_LINE);
    for (const char *line; !is_stopped() && (line = sheet_next(child, e));) {
        if (n++ < there)
            continue;
        str_add(&pack, in_pack++ ? "," : "[");
        str_add(&pack, line);
        if (in_pack == PACK_LINES || pack.n >= PACK_BYTES) {
            in_pack = 0;
            if (!put(m, &pack, &there, e))
                return false;
            arena_clear(m->step);
        }
    }
    return !e->code && !is_stopped() && (!in_pack || put(m, &pack, &there, e)) && ask(m, e, "select api.import_read($1)", 1, p);
}

static bool read_file(struct import *m, struct err *e)
{
    int fd = open(m->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(e, ERR_FILE, m->path, strerror(errno));
    struct sheet_child *child = sheet_start(m->c->a, fd, e);
    close(fd);
    const char *heading = child ? sheet_next(child, e) : NULL;
    if (!heading)
        return err_wrap(e, m->path);
    ctl_say(_("  %s：%s %s"), m->path, sheet_encoding(child), sheet_name(child));
    if (!begin(m, child, heading, e))
        return false;
    if (strcmp(state_now(m, e), "reading")) {
        ctl_say(_("  这份表读过了，接着办"));
        return true;
    }
    return send_lines(m, child, e);
}

/* ---- columns */
static bool map(struct import *m, const char *pair, struct err *e)
{
    const char *equals = strrchr(pair, '=');
    const char *p[] = { m->id, equals ? arena_copy(m->step, pair, (size_t)(equals - pair)) : pair, equals ? equals + 1 : "" };

    if (!equals)
        return err_set(e, ERR_OPTION, pair);
    struct rows *r = ask(m, e, "select api.import_match(h.import, h.place, $3) from (select $1::bigint as import, min(x.place) as place from app.import_headings($1) x where x.heading = $2) h where h.place is not null", 3, p);
    return r && (r->n || err_set(e, ERR_VALUE, p[1], _("表头里没有")));
}

/* What each heading is taken for. */
static bool say_columns(struct import *m, struct err *e)
{
    const char *p[] = { m->id };
    struct rows *r = ask(m, e, "select heading, column_name, coalesce(words, '') from app.import_headings($1)", 1, p);

    for (int i = 0; r && i < r->n; i++)
        if (rows_is_null(r, i, 1))
            ctl_say(_("  表头“%s”不认得，不导入；要导入写 --map '%s=列名'"), rows_text(r, i, 0), rows_text(r, i, 0));
        else if (*rows_text(r, i, 1))
            ctl_say("  %s = %s", rows_text(r, i, 0), rows_text(r, i, 2));
    r = r ? ask(m, e, "select words from app.import_lacks($1)", 1, p) : NULL;
    for (int i = 0; r && i < r->n; i++) ctl_say(_("  没有一列认作“%s”，它是必填的：新增的行都不会收"), rows_text(r, i, 0));
    return r != NULL;
}

static bool settle_columns(struct import *m, struct err *e)
{
    const char *p[] = { m->id, m->office };

    if (m->office && !ask(m, e, "select api.import_for($1, $2)", 2, p))
        return false;
    for (size_t i = 0; i < m->maps.n; i++)
        if (!map(m, m->maps.at[i], e))
            return false;
    return say_columns(m, e);
}

/* ---- steps */
/* One after the other until all lines are through; false also when ^C came between two. */
static bool run(struct import *m, const char *sql, const char *what, struct err *e)
{
    const char *p[] = { m->id };
    long first = -1;

    m->begun = time(NULL);
    m->at = m->total = 0;
    do {
        if (is_stopped())
            return err_set(e, ERR_CANCELLED);
        arena_clear(m->step);
        struct rows *r = ask(m, e, sql, 1, p);
        if (!r || !ask(m, e, "select app.tell()", 0, NULL))
            return false;
        m->at = (long)rows_int(r, 0, 0);
        m->total = (long)rows_int(r, 0, 1);
        if (first < 0)
            first = (long)rows_int(r, 0, 2);
        say_how_far(m, what, first);
    } while (m->at < m->total);
    return true;
}

static bool judge(struct import *m, struct err *e)
{
    return strcmp(state_now(m, e), "read") ||
           run(m, "with b as materialized (select n_judged from work.import where id = $1) select j.*, b.n_judged from b, app.import_judge($1) j", _("试算"), e);
}

static bool write_all(struct import *m, struct err *e)
{
    const char *p[] = { m->id, m->mode, m->sure ? "t" : "f" };

    return (strcmp(state_now(m, e), "judged") || ask(m, e, "select api.import_start($1, $2, $3)", 3, p)) &&
           run(m, "with b as materialized (select n_done from work.import where id = $1) select j.*, b.n_done from b, app.import_step($1) j", _("写入"), e);
}

/* ---- what came of it */
static bool say_result(struct import *m, struct err *e)
{
    const char *p[] = { m->id, arena_printf(m->step, "%d", SHOWN) };
    struct rows *r = ask(m, e, "select words, n, written from app.import_count($1)", 1, p);

    for (int i = 0; r && i < r->n; i++)
        printf(_("%s %s 行，写入 %s 行\n"), rows_text(r, i, 0), rows_text(r, i, 1), rows_text(r, i, 2));
    r = r ? ask(m, e, "select line, words, why from app.import_lines($1, 'rejected', 0, $2)", 2, p) : NULL;
    for (int i = 0; r && i < r->n; i++)
        printf(_("第 %s 行：%s\n"), rows_text(r, i, 0), rows_text(r, i, 2));
    if (r && r->n == SHOWN)
        puts(_("…… 全部在 --rejects 的文件里"));
    return r != NULL;
}

static bool write_rejects(struct import *m, struct err *e)
{
    FILE *f = fopen(m->rejects, "wx");
    long after = -1;

    if (!f)
        return err_set(e, ERR_FILE, m->rejects, strerror(errno));
    bool ok = fputs("\xef\xbb\xbf", f) >= 0;
    for (bool more = true; ok && more;) {
        arena_clear(m->step);
        const char *p[] = { m->id, arena_printf(m->step, "%ld", after) };
        struct rows *r = ask(m, e, "select n, csv from app.import_rejects($1, $2)", 2, p);
        for (int i = 0; (ok = ok && r) && i < r->n; i++)
            ok = fputs(rows_text(r, i, 1), f) >= 0;
        more = ok && r->n > (after < 0);
        after = ok && r->n ? (long)rows_int(r, r->n - 1, 0) : after;
    }
    ok = !fclose(f) && ok;
    return ok || e->code || err_set(e, ERR_FILE, m->rejects, strerror(errno));
}

/* ---- the command */
static bool take_options(struct import *m, int argc, char **argv)
{
    static const struct option longs[] = {
        { "do", no_argument, NULL, 'd' }, { "append", no_argument, NULL, 'a' }, { "replace", no_argument, NULL, 'r' }, { "sure", no_argument, NULL, 's' },
        { "office", required_argument, NULL, 'o' }, { "map", required_argument, NULL, 'm' }, { "rejects", required_argument, NULL, 'j' }, { NULL, 0, NULL, 0 },
    };
    optind = 0;
    opterr = 0;
    for (int o; (o = getopt_long(argc, argv, "", longs, NULL)) != -1;)
        switch (o) {
        case 'd': m->does = true; break;
        case 'a': m->mode = m->mode ? "" : "append"; break;
        case 'r': m->mode = m->mode ? "" : "replace"; break;
        case 's': m->sure = true; break;
        case 'o': m->office = optarg; break;
        case 'j': m->rejects = optarg; break;
        case 'm': vec_push(m->c->a, &m->maps, (const char *)optarg); break;
        default: return false;
        }
    m->register_ = argc - optind == 2 ? argv[optind] : NULL;
    m->path = argc - optind == 2 ? argv[optind + 1] : NULL;
    return m->path && (!m->mode || *m->mode);
}

static bool import(struct import *m, struct err *e)
{
    if (!read_file(m, e) || !settle_columns(m, e) || !judge(m, e) || (m->does && !write_all(m, e)))
        return false;
    return say_result(m, e) && (!m->rejects || write_rejects(m, e));
}

enum ctl_end import_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };
    struct import m = { .c = c, .step = arena_new(c->a) };

    if (!take_options(&m, argc, argv))
        return ctl_usage(c);
    if (m.does && !m.mode) {
        err_set(&e, ERR_OPTION, _("--do 要同时说明 --append（只新增）还是 --replace（已有的也更新）"));
        return ctl_fail(c, &e);
    }
    if (!ctl_connect(c, NULL, &e))
        return ctl_fail(c, &e);
    let_signals_wait();
    bool ok = import(&m, &e);
    if (!ok && is_stopped())
        err_set(&e, ERR_VALUE, m.path, m.total ? arena_printf(c->a, _("停在 %ld / %ld 行；同一条命令再运行一次，从这里接着办"), m.at, m.total)
                                               : _("停下了；同一条命令再运行一次，从这里接着办"));
    if (!ok)
        return ctl_fail(c, &e);
    if (!m.does)
        puts(_("这是试算，什么也没有写；要写，再加 --do 和 --append 或 --replace"));
    return CTL_OK;
}
