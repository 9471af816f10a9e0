/* SPDX-License-Identifier: Apache-2.0 */
/* standard FILE: the standard's own sentences, for help to show under our short ones; read apart by std.take_wording() in the database. */
#include "base/text.h"
#include "conf/file.h"
#include "pg/rows.h"
#include "tools/ctl.h"
#include "tools/sqlfile.h"

enum { FILE_MAX = 4 << 20 };

static bool take(struct ctl *c, const char *path, struct err *e)
{
    const char *text = file_read(c->a, path, FILE_MAX, NULL, e);
    if (!text || !ctl_connect(c, NULL, e) || !sqlfile_begin(c, e)) return false;
    struct rows *r = ctl_rows(c, e, "select * from std.take_wording($1)", 1, &text);
    bool any = r && rows_int(r, 0, 0) > 0;
    if (r && !any) err_set(e, ERR_VALUE, path, _("里面没有条款：每一条要以条款号开头，如 6.6.3 应……"));
    if (!sqlfile_end(c, any, e)) return false;
    ctl_say(_("%s 条有了原文"), rows_text(r, 0, 0));
    if (*rows_text(r, 0, 1)) ctl_say(_("没有原文的：%s"), rows_text(r, 0, 1));
    return true;
}

enum ctl_end standard_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };
    if (argc != 2 || argv[1][0] == '-') return ctl_usage(c);
    return take(c, argv[1], &e) ? CTL_OK : ctl_fail(c, &e);
}
