/* SPDX-License-Identifier: Apache-2.0 */
/* tick: the periodic work, for the timer. May be run at any time, any number of times, also after weeks of rest. */
#include "base/text.h"
#include "tools/ctl.h"
#include <stdio.h>

/* work.tick() says it in one language; what it says besides is passed on. */
static void tell(const char *said)
{
    long folded, dropped, sealed;

    if (sscanf(said, "folded %ld, drafts dropped %ld, log rows sealed %ld", &folded, &dropped, &sealed) == 3)
        printf(_("汇总 %ld 项，清理过期草稿 %ld 份，封存日志 %ld 行\n"), folded, dropped, sealed);
    else
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
