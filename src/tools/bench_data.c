/* SPDX-License-Identifier: Apache-2.0 */
/* bench-data: invented people by the million on top of the demo, for measuring. */
#include "base/text.h"
#include "tools/sqlfile.h"

static bool is_number(const char *n) { return strspn(n, "0123456789") == strlen(n) && strlen(n) < 9 && *n > '0'; }

static bool bench_data(struct ctl *c, const char *n, struct err *e)
{
    if (!is_number(n))
        return err_set(e, ERR_OPTION, _("人数要是数字"));
    return ctl_connect(c, NULL, e) && ctl_rows(c, e, "select set_config('laobing.n', $1, false)", 1, &n) &&
           sqlfile_run_all(c, "sql/bench", e) && ctl_run(c, e, "analyze");
}

enum ctl_end bench_data_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };

    if (argc > 2)
        return ctl_usage(c);
    return bench_data(c, argc > 1 ? argv[1] : "3000000", &e) ? CTL_OK : ctl_fail(c, &e);
}
