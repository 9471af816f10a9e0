/* SPDX-License-Identifier: Apache-2.0 */
/* tick: the periodic work, for the timer. May be run at any time, any number of times, also after weeks of rest. */
#include "base/text.h"
#include "tools/ctl.h"
#include <stdio.h>

/* work.tick() says it in one language; what it says besides is passed on. */
static void tell(const char *said)
{
    long folded, dropped, sealed, opened, missed, frozen;
    int n = sscanf(said, "folded %ld, drafts dropped %ld, log rows sealed %ld, duties opened %ld, missed %ld, periods frozen %ld",
                   &folded, &dropped, &sealed, &opened, &missed, &frozen);

    if (n >= 3)
        printf(_("汇总 %ld 项，清理过期草稿 %ld 份，封存日志 %ld 行\n"), folded, dropped, sealed);
    if (n == 6)
        printf(_("新开待办 %ld 件，到期没做 %ld 件，定下漏访 %ld 期\n"), opened, missed, frozen);
    if (n < 3)
        puts(!strcmp(said, "busy") ? _("另一个 laobingctl tick 正在做，这次不用做") : said);
}

enum ctl_end tick_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };
    const char *said;

    (void)argv;
    if (argc > 1)
        return ctl_usage(c);
    if (!ctl_connect(c, NULL, &e))
        return ctl_fail(c, &e);
    said = ctl_cell(c, &e, "select work.tick()", 0, NULL);
    if (e.code)
        return ctl_fail(c, &e);
    tell(said);
    return CTL_OK;
}
