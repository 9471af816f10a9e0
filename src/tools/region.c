/* SPDX-License-Identifier: Apache-2.0 */
/* region load: the tree of places, and an office row for each node; offices stay as people have changed them, places as apply has.
 * region apply: the yearly changes, done by ref.region_apply() in the database, tried only unless --do is said. */
#include "base/text.h"
#include "conf/file.h"
#include "conf/paths.h"
#include "tools/load.h"
#include "tools/sqlfile.h"
#include <getopt.h>

static bool load(struct ctl *c, const char *path, struct err *e)
{
    long regions = 0;
    const char *made = "";
    bool ok;

    if (!ctl_connect(c, NULL, e) || !sqlfile_begin(c, e))
        return false;
    ok = load_csv(c, "ref.region", path, "t.changed_on is not null", &regions, e) && *(made = ctl_cell(c, e, "select org.make_offices()", 0, NULL));
    if (!sqlfile_end(c, ok, e))
        return false;
    ctl_say(_("  区划 %ld 个有变化，新增机构 %s 个，共 %s 个"), regions, made,
            ctl_cell(c, e, "select count(*) from ref.region", 0, NULL));
    return ctl_run(c, e, "analyze ref.region, org.office");
}

static bool apply(struct ctl *c, const char *path, bool really, struct err *e)
{
    const char *p[] = { file_read(c->a, path, 64 << 20, NULL, e), really ? "true" : "false" };
    struct rows *r;

    if (!p[0] || !ctl_connect(c, NULL, e))
        return false;
    if (!*ctl_cell(c, e, "select to_regprocedure('ref.region_apply(text,boolean)')", 0, NULL))
        return e->code ? false : err_set(e, ERR_SERVER, _("这一版数据库还没有区划变动的功能（ref.region_apply）"));
    if (!sqlfile_begin(c, e))
        return false;
    r = ctl_rows(c, e, "select * from ref.region_apply($1, $2::boolean)", 2, p);
    if (!sqlfile_end(c, r, e))
        return false;
    ctl_print(r);
    ctl_say("%s", really ? _("已办理") : _("只是试算，什么也没有改；加 --do 才办理"));
    return true;
}

enum ctl_end region_command(struct ctl *c, int argc, char **argv)
{
    static const struct option options[] = { { "do", no_argument, NULL, 'd' }, { NULL, 0, NULL, 0 } };
    struct err e = { .code = ERR_NONE };
    bool really = false, ok;
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) >= 0) {
        if (option != 'd')
            return ctl_usage(c);
        really = true;
    }
    argv += optind;
    argc -= optind;
    if (argc >= 1 && argc <= 2 && !strcmp(argv[0], "load") && !really)
        ok = load(c, argc == 2 ? argv[1] : paths_data(c->a, "sql/data/region.csv"), &e);
    else if (argc == 2 && !strcmp(argv[0], "apply"))
        ok = apply(c, argv[1], really, &e);
    else
        return ctl_usage(c);
    return ok ? CTL_OK : ctl_fail(c, &e);
}
