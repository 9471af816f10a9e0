/* SPDX-License-Identifier: Apache-2.0 */
/* backup: pg_dump of one snapshot beside the rows and digest of each table in that same snapshot, so that restore can prove itself, and
 * the database's name, by which restore knows a trial.
 * Roles need no file: 000_roles.sql makes the groups, `account sync` the people. */
#include "base/text.h"
#include "conf/file.h"
#include "tools/counts.h"
#include "tools/spawn.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_file(struct arena *a, const char *path, const char *text, struct err *e)
{
    FILE *f = fopen(path, "wx");
    bool ok = f && fputs(text, f) >= 0 && !fflush(f) && !fsync(fileno(f));

    if (f && fclose(f))
        ok = false;
    return ok || err_set(e, ERR_VALUE, path, arena_printf(a, _("写不了：%s"), strerror(errno)));
}

/* Why nothing can be made in dir. */
static bool refuse_folder(struct err *e, const char *dir, int why)
{
    switch (why) {
    case ENOENT: return err_set(e, ERR_VALUE, dir, _("没有这个文件夹，请先建好"));
    case ENOTDIR: return err_set(e, ERR_VALUE, dir, _("不是文件夹"));
    case EACCES: case EPERM: case EROFS: return err_set(e, ERR_VALUE, dir, _("不许在这个文件夹里写，请换一个或改它的权限"));
    default: return err_set(e, ERR_VALUE, dir, strerror(why));
    }
}

/* A new folder named by the time, only for the owner: it holds everything about everybody. */
static const char *make_folder(struct ctl *c, const char *dir, struct err *e)
{
    const char *stamp = ctl_cell(c, e, "select to_char(clock_timestamp(), 'YYYYMMDD-HH24MISS')", 0, NULL);
    const char *path = arena_printf(c->a, "%s/laobing-%s", dir, stamp);

    if (!e->code && mkdir(path, 0700))
        refuse_folder(e, errno == EEXIST ? path : dir, errno);
    return e->code ? NULL : path;
}

static bool backup(struct ctl *c, const char *dir, struct err *e)
{
    const char *folder, *snapshot, *counts;

    umask(0077);                        /* pg_dump's file too */
    if (!ctl_connect(c, NULL, e) || !(folder = make_folder(c, dir, e)))
        return false;
    if (!pg_run_script(c->pg, "begin isolation level repeatable read, read only", NULL, e))
        return false;
    snapshot = ctl_cell(c, e, "select pg_export_snapshot()", 0, NULL);
    if (e->code || !(counts = counts_text(c, e)))
        return false;
    const char *dump[] = { "pg_dump", "--format=custom", "--snapshot", snapshot, "--file", file_join(c->a, folder, "data.dump"),
                           "--dbname", *c->conninfo ? c->conninfo : pg_database(c->pg), NULL };
    if (!spawn_run(dump, e) || !write_file(c->a, file_join(c->a, folder, "counts.tsv"), counts, e) ||
        !write_file(c->a, file_join(c->a, folder, "database"), arena_printf(c->a, "%s\n", pg_database(c->pg)), e))
        return false;
    puts(folder);
    return true;
}

enum ctl_end backup_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };

    if (argc != 2)
        return ctl_usage(c);
    return backup(c, argv[1], &e) ? CTL_OK : ctl_fail(c, &e);
}
