/* SPDX-License-Identifier: Apache-2.0 */
/* tick: the periodic work, for the timer. May be run at any time, any number of times, also after weeks of rest. */
#include "tools/ctl.h"
#include <stdio.h>

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
    puts(said);
    return CTL_OK;
}
