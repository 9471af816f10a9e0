/* SPDX-License-Identifier: Apache-2.0 */
/* migrate: numbered files once each, in order; repeatable files all again when one of them changed; code lists and other data;
 * numbered files of the site's own, which may use all that; then the forms. What was run is in app.schema_version and app.repeatable, which the first file's transaction makes. */
#include "config.h"
#include "base/text.h"
#include "conf/file.h"
#include "conf/paths.h"
#include "form/form.h"
#include "tools/ctl.h"
#include "tools/holder.h"
#include "tools/init.h"
#include "tools/lint.h"
#include "tools/load.h"
#include "tools/sqlfile.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

enum { SITE = 900 };             /* numbers from here on are the site's own: no schema of ours, not compared with the program's */

static const char make_tables[] =
    "create table if not exists app.schema_version (version int primary key, name text not null, sha256 text not null,"
    " applied_at timestamptz not null default clock_timestamp(), applied_by name not null default session_user);"
    "create table if not exists app.repeatable (name text collate \"C\" primary key, sha256 text not null,"
    " applied_at timestamptz not null default clock_timestamp())";

static bool lock(struct ctl *c, struct err *e)
{
    const char *mine = ctl_cell(c, e, "select pg_try_advisory_lock(hashtext('laobing migrate'))", 0, NULL);

    if (*mine == 't')
        return true;
    if (e->code)
        return false;
    ctl_say(_("另一个 laobingctl migrate 正在运行（%s），等它做完"), holder_of(c, "laobing migrate", e));
    return !e->code && ctl_run(c, e, "select pg_advisory_lock(hashtext('laobing migrate'))");
}

static bool has_tables(struct ctl *c, struct err *e)
{
    return *ctl_cell(c, e, "select to_regclass('app.schema_version')", 0, NULL);
}

static const struct sqlfile *file_numbered(const struct sqlfile *files, size_t n, int number)
{
    for (size_t i = 0; i < n; i++)
        if (files[i].number == number)
            return &files[i];
    return NULL;
}

/* What was run must be what lies there now; last gets the highest number run below `until`. */
static bool check_history(struct ctl *c, const struct sqlfile *files, size_t n, int until, int *last, struct err *e)
{
    struct rows *r = ctl_run(c, e, "select version, name, sha256 from app.schema_version order by version");

    if (!r)
        return false;
    for (int i = 0; i < r->n; i++) {
        int number = (int)rows_int(r, i, 0);
        const struct sqlfile *f = file_numbered(files, n, number);
        if (number < until)
            *last = number;
        if (!f)
            return err_set(e, ERR_VALUE, rows_text(r, i, 1),
                           number < SITE ? _("数据库装过它，这里没有；程序比数据库旧") : _("数据库装过本单位的这个文件，这里没有；请放回来"));
        if (strcmp(f->sha256, rows_text(r, i, 2)) != 0)
            return err_set(e, ERR_VALUE, f->path, _("装过以后又改了；改动请写进新的编号文件"));
    }
    return true;
}

static bool run_numbered(struct ctl *c, const struct sqlfile *f, struct err *e)
{
    const char *p[] = { arena_printf(c->a, "%d", f->number), f->name, f->sha256 };

    ctl_say("  sql/%s", f->name);
    return sqlfile_begin(c, e) &&
           sqlfile_end(c, sqlfile_run(c, f, e) && pg_run_script(c->pg, make_tables, NULL, e) &&
                          ctl_rows(c, e, "insert into app.schema_version (version, name, sha256) values ($1, $2, $3)", 3, p), e);
}

/* Files numbered from (inclusive) to until; ran gets whether any was run. */
static bool numbered(struct ctl *c, int from, int until, bool *ran, struct err *e)
{
    size_t n = 0;
    const struct sqlfile *files = sqlfile_list(c, "sql", &n, e);
    int last = 0;

    if (!files)
        return false;
    for (size_t i = 0; i < n; i++)      /* the list ends with an empty one */
        if (files[i].number < 0 || (i + 1 < n && files[i].number == files[i + 1].number))
            return err_set(e, ERR_VALUE, files[i].path, _("文件名要以各不相同的三位编号开头"));
    if (has_tables(c, e) && !check_history(c, files, n, until, &last, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *p = arena_printf(c->a, "%d", files[i].number);
        if (files[i].number < from || files[i].number >= until)
            continue;
        if (files[i].number > last) {
            if (!run_numbered(c, &files[i], e))
                return false;
            *ran = true;
        } else if (!*ctl_cell(c, e, "select true from app.schema_version where version = $1::int", 1, &p)) {
            return e->code ? false : err_set(e, ERR_VALUE, files[i].path, _("编号比装过的小；请改用更大的编号"));
        }
    }
    return true;
}

static bool is_repeatable_current(struct ctl *c, const struct sqlfile *files, size_t n, struct err *e)
{
    struct rows *r = ctl_run(c, e, "select name, sha256 from app.repeatable where name like '%.sql' order by name");
    bool same = r && (size_t)r->n == n;

    for (size_t i = 0; same && i < n; i++)
        same = !strcmp(rows_text(r, (int)i, 0), files[i].name) && !strcmp(rows_text(r, (int)i, 1), files[i].sha256);
    return same;
}

static bool run_repeatable(struct ctl *c, const struct sqlfile *files, size_t n, struct err *e)
{
    if (!ctl_run(c, e, "delete from app.repeatable where name like '%.sql'"))
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *p[] = { files[i].name, files[i].sha256 };
        ctl_say("  sql/repeat/%s", files[i].name);
        if (!sqlfile_run(c, &files[i], e) ||
            !ctl_rows(c, e, "insert into app.repeatable (name, sha256) values ($1, $2)", 2, p))
            return false;
    }
    return true;
}

/* All in one transaction: functions and policies change together or not at all. */
static bool repeatable(struct ctl *c, bool anew, struct err *e)
{
    size_t n = 0;
    const struct sqlfile *files = sqlfile_list(c, "sql/repeat", &n, e);

    if (!files)
        return false;
    if (!anew && is_repeatable_current(c, files, n, e))
        return true;
    return sqlfile_begin(c, e) && sqlfile_end(c, run_repeatable(c, files, n, e), e);
}

static bool no_faults(struct ctl *c, struct faults *faults, struct err *e)
{
    faults_sort(faults);
    faults_print(faults, stderr);
    return !faults->n || err_set(e, ERR_VALUE, paths_data(c->a, "forms"), _("登记簿文件或流程有错，见上面"));
}

/* Form files nobody could use, before any SQL is run; whether they fit the database shows afterwards. */
static bool forms_are_readable(struct ctl *c, struct err *e)
{
    const char *dir = paths_data(c->a, "forms"), **names = file_list(c->a, dir, ".form", e);
    struct faults faults;

    faults_init(&faults, c->a);
    for (size_t i = 0; names && names[i]; i++)
        form_read(c->a, file_join(c->a, dir, names[i]), &faults);
    return names && no_faults(c, &faults, e);
}

/* A form that does not fit the database, or a process with a fault, ends the migration; the menu keeps what it was. */
static bool forms(struct ctl *c, struct err *e)
{
    struct faults faults;

    faults_init(&faults, c->a);
    return lint_flows(c, &faults, e) && lint_forms(c, NULL, true, &faults, e) && no_faults(c, &faults, e);
}

/* The site's own files have put their words into the dictionary; psql reads them, too. */
static bool comments(struct ctl *c, struct err *e)
{
    return sqlfile_begin(c, e) && sqlfile_end(c, pg_run_script(c->pg, "call app.comment_all()", NULL, e), e);
}

/* All that may wait for a lock somebody else has. */
static bool apply(struct ctl *c, struct err *e)
{
    bool ran = false, own = false, ok;
    struct holder *h = holder_watch(c, e);

    if (!h)
        return false;
    ok = init_rights(c, e) && numbered(c, 1, SITE, &ran, e) && repeatable(c, ran, e) &&      /* 000 is of init */
         load_manifest(c, ran, e) && numbered(c, SITE, INT_MAX, &own, e) && (!own || comments(c, e)) && forms(c, e);
    if (!ok)
        holder_tell(h, e);
    return ok;
}

static bool migrate(struct ctl *c, struct err *e)
{
    const char *version;

    if (!forms_are_readable(c, e) || !ctl_connect(c, NULL, e) || !lock(c, e) || !apply(c, e))
        return false;
    version = ctl_cell(c, e, "select max(version) from app.schema_version where version < 900", 0, NULL);
    if (e->code)
        return false;
    ctl_say(_("数据库已是版本 %s"), version);
    if (*ctl_cell(c, e, "select true from work.rekeying", 0, NULL))
        ctl_say(_("字的读音变了：在档的姓名请用 laobingctl rekey 重算，不算，新读音找不到他们"));
    return ctl_check(c, CTL_SCHEMA, e);
}

enum ctl_end migrate_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };

    (void)argv;
    if (argc > 1)
        return ctl_usage(c);
    return migrate(c, &e) ? CTL_OK : ctl_fail(c, &e);
}
