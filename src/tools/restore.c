/* SPDX-License-Identifier: Apache-2.0 */
/* restore: a backup into a database that does not exist yet, then every table's rows and digest against what was saved. Nobody but a
 * superuser comes in before that is done and the log begins anew; what this run has made and could not finish it drops. Under another
 * name than the one it was saved from it is a trial: roles are the cluster's, and those of the live database must not get its mark. */
#include "base/str.h"
#include "base/text.h"
#include "conf/file.h"
#include "tools/account.h"
#include "tools/counts.h"
#include "tools/init.h"
#include "tools/spawn.h"
#include <getopt.h>
#include <signal.h>
#include <stdio.h>

struct restore {
    struct ctl *c;
    const char *folder, *name, *saved;  /* name: of the new database; saved: counts.tsv */
    bool trial;
};

/* The name the backup was made from; older ones do not say and mean the database of the settings. */
static const char *original(struct ctl *c, const char *folder)
{
    struct err none;
    char *name = file_read(c->a, file_join(c->a, folder, "database"), 1000, NULL, &none);

    return name ? strsep(&name, "\n") : pg_database_of(c->a, c->conninfo);
}

/* So that it can stand in a conninfo and in every command, and as for logins. */
static bool is_name(const char *s)
{
    return *s >= 'a' && *s <= 'z' && strlen(s) < 64 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s);
}

/* ^C ends pg_restore, which makes it a failure like any other. */
static void outlive(int signal)
{
    (void)signal;
}

static bool load(const struct restore *r, struct err *e)
{
    struct ctl *c = r->c;
    const char *argv[] = { "pg_restore", "--exit-on-error", "--single-transaction", "--dbname",
                           arena_printf(c->a, "%s dbname='%s'", c->conninfo, r->name), file_join(c->a, r->folder, "data.dump"), NULL };

    struct sigaction stay = { .sa_handler = outlive }, before;
    bool ok;

    sigaction(SIGINT, &stay, &before);
    ok = spawn_run(argv, e);
    sigaction(SIGINT, &before, NULL);
    return ok && ctl_connect(c, r->name, e);
}

static bool compare(const struct restore *r, struct err *e)
{
    const char *now = counts_text(r->c, e);
    int n = 0, differ = now ? counts_compare(r->c, r->saved, now, &n) : 0;

    if (!now)
        return false;
    if (!differ) {
        ctl_say(_("  %d 个表的行数和摘要都与备份时一样"), n);
        return true;
    }
    err_set(e, ERR_VALUE, r->name, arena_printf(r->c->a, _("恢复出来的与备份时不一样，有 %d 个表，见上面"), differ));
    snprintf(e->hint, sizeof e->hint, "%s", _("这份备份已损坏或被改过，请用另一份；非用它不可时，用 pg_restore 手工恢复 data.dump"));
    return false;
}

/* The numbers of this cluster's transactions have nothing to do with those in the log: what came is sealed, and what is written from
 * now on belongs to blocks of its own (audit.new_life). A beginning nobody has written behind needs no second one. */
static bool begin_log_anew(struct ctl *c, struct err *e)
{
    const char *used = ctl_cell(c, e, "select t.xid > 0 or exists (select from audit.log l where l.seq >= t.from_seq) from audit.sealed_to() t", 0, NULL);

    return !e->code && (*used != 't' || ctl_run(c, e, "select audit.new_life()"));
}

static bool fill(const struct restore *r, struct err *e)
{
    return load(r, e) && compare(r, e) && ctl_run(r->c, e, "analyze") && begin_log_anew(r->c, e) && init_rights(r->c, e);
}

static void take_back(const struct restore *r)
{
    struct err e = { .code = ERR_NONE };
    struct str sql;

    str_init(&sql, r->c->a, 400);
    str_add(&sql, "drop database ");
    str_add_ident(&sql, r->name);
    str_add(&sql, " with (force)");
    if (ctl_connect(r->c, "postgres", &e) && ctl_run(r->c, &e, sql.s))
        ctl_say(_("  没有恢复成，这次建的库 %s 已经删去"), r->name);
    else
        ctl_say(_("  没有恢复成，这次建的库 %s 没能删去，请手工删：%s"), r->name, e.text);
}

static bool accounts(const struct restore *r, struct err *e)
{
    int others;

    if (!r->trial)
        return account_sync(r->c, NULL, false, &others, e);
    ctl_say(_("  库名与备份的不同，当作试恢复：没有建账号的角色；要在这里用账号，请运行 laobingctl --database dbname=%s account sync"), r->name);
    return true;
}

static bool restore(struct restore *r, struct err *e)
{
    struct ctl *c = r->c;

    if (!is_name(r->name))
        return err_set(e, ERR_OPTION, arena_printf(c->a, _("库名 %s 只能用小写字母、数字和 _，以字母开头"), r->name));
    r->saved = file_read(c->a, file_join(c->a, r->folder, "counts.tsv"), 1 << 20, NULL, e);
    if (!r->saved || !ctl_connect(c, "postgres", e))
        return false;
    if (*ctl_cell(c, e, "select true from pg_database where datname = $1", 1, &r->name))
        return err_set(e, ERR_DENIED, arena_printf(c->a, _("库 %s 已经有了，不能盖在上面；换个名字用 --into"), r->name));
    if (e->code || !init_roles_and_database(c, r->name, e))
        return false;
    if (fill(r, e))
        return accounts(r, e);
    take_back(r);
    return false;
}

enum ctl_end restore_command(struct ctl *c, int argc, char **argv)
{
    static const struct option options[] = { { "into", required_argument, NULL, 'i' }, { NULL, 0, NULL, 0 } };
    struct err e = { .code = ERR_NONE };
    struct restore r = { .c = c, .name = pg_database_of(c->a, c->conninfo) };
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) >= 0) {
        if (option != 'i')
            return ctl_usage(c);
        r.name = optarg;
    }
    if (argc - optind != 1)
        return ctl_usage(c);
    r.folder = argv[optind];
    r.trial = strcmp(r.name, original(c, r.folder)) != 0;
    return restore(&r, &e) ? CTL_OK : ctl_fail(c, &e);
}
