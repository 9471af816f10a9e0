/* SPDX-License-Identifier: Apache-2.0 */
/* restore: a backup into a database that does not exist yet, then every table's rows and digest against what was saved. */
#include "base/text.h"
#include "conf/file.h"
#include "tools/account.h"
#include "tools/counts.h"
#include "tools/init.h"
#include "tools/spawn.h"
#include <getopt.h>

/* Line by line, since both are sorted by table; tells each table that differs. */
static bool compare(struct ctl *c, const char *saved, const char *now, struct err *e)
{
    char *a = arena_str(c->a, saved), *b = arena_str(c->a, now), *la, *lb;
    bool same = true;
    int n = 0;

    for (;; n++) {
        la = a ? strsep(&a, "\n") : NULL;
        lb = b ? strsep(&b, "\n") : NULL;
        if ((!la || !*la) && (!lb || !*lb))
            break;
        if (la && lb && !strcmp(la, lb))
            continue;
        ctl_say("  %s  <>  %s", la ? la : "-", lb ? lb : "-");
        same = false;
    }
    if (!same)
        return err_set(e, ERR_SERVER, _("恢复出来的与备份时不一样"));
    ctl_say(_("  %d 个表的行数和摘要都与备份时一样"), n);
    return true;
}

static bool restore(struct ctl *c, const char *folder, const char *name, struct err *e)
{
    const char *saved = file_read(c->a, file_join(c->a, folder, "counts.tsv"), 1 << 20, NULL, e), *now;
    int others;

    if (!saved || !ctl_connect(c, "postgres", e))
        return false;
    if (*ctl_cell(c, e, "select true from pg_database where datname = $1", 1, &name))
        return err_set(e, ERR_DENIED, arena_printf(c->a, _("库 %s 已经有了，不能盖在上面；换个名字用 --into"), name));
    if (e->code || !init_roles_and_database(c, name, e))
        return false;
    const char *load[] = { "pg_restore", "--exit-on-error", "--single-transaction", "--dbname",
                           arena_printf(c->a, "%s dbname='%s'", c->conninfo, name), file_join(c->a, folder, "data.dump"), NULL };
    if (!spawn_run(load, e) || !ctl_connect(c, name, e))
        return false;
    now = counts_text(c, e);
    return now && compare(c, saved, now, e) && ctl_run(c, e, "analyze") && account_sync(c, NULL, false, &others, e);   /* a trial beside the one in use */
}

enum ctl_end restore_command(struct ctl *c, int argc, char **argv)
{
    static const struct option options[] = { { "into", required_argument, NULL, 'i' }, { NULL, 0, NULL, 0 } };
    struct err e = { .code = ERR_NONE };
    const char *into = pg_database_of(c->a, c->conninfo);
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) >= 0) {
        if (option != 'i')
            return ctl_usage(c);
        into = optarg;
    }
    if (argc - optind != 1)
        return ctl_usage(c);
    return restore(c, argv[optind], into, &e) ? CTL_OK : ctl_fail(c, &e);
}
