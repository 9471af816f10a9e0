/* SPDX-License-Identifier: Apache-2.0 */
/* demo: an invented population, only into a database nobody works in yet. */
#include "base/text.h"
#include "tools/account.h"
#include "tools/sqlfile.h"

static const char is_in_use[] =
    "select not s.demo and (exists (select from sec.account) or exists (select from org.staff)) from ref.site s";

static bool demo(struct ctl *c, struct err *e)
{
    const char *used;

    if (!ctl_connect(c, NULL, e))
        return false;
    used = ctl_cell(c, e, is_in_use, 0, NULL);
    if (e->code)
        return false;
    if (*used == 't')
        return err_set(e, ERR_DENIED, _("这个库已经有人员和账号，不是演示库"));
    return sqlfile_run_all(c, "sql/demo", e) && ctl_run(c, e, "analyze") && account_sync(c, NULL, false, NULL, e);
}

enum ctl_end demo_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };

    (void)argv;
    if (argc > 1)
        return ctl_usage(c);
    return demo(c, &e) ? CTL_OK : ctl_fail(c, &e);
}
