/* SPDX-License-Identifier: Apache-2.0 */
/* rekey: names on file read anew, after readings have changed. Each batch is a transaction of its own; broken off, it goes on from there. */
#include "base/text.h"
#include "pg/rows.h"
#include "tools/ctl.h"
#include <stdio.h>
#include <string.h>

enum { BATCH = 1000, TELL_EACH = 20 };           /* names; batches */

/* 0 where it is not known: counting takes no longer than a batch. */
static long long left(struct ctl *c, struct err *e)
{
    struct rows *r = ctl_run(c, e, "select r.seen, (select count(*) from service.person p where r.stage = 1 and p.id > r.upto) + (select count(*) from service.household) + (select count(*) from org.staff)"
                                   " from (select 1) x left join (select * from work.rekeying) k on true cross join lateral (select coalesce(k.seen, 0) as seen, coalesce(k.stage, 1) as stage, coalesce(k.upto, 0) as upto) r");
    if (!r) return 0;
    if (rows_int(r, 0, 0)) ctl_say(_("接着上次的：已经看过 %lld 个名字"), (long long)rows_int(r, 0, 0));
    return (long long)(rows_int(r, 0, 0) + rows_int(r, 0, 1));
}

static bool read_anew(struct ctl *c, struct err *e)
{
    long long all = left(c, e);
    for (long n = 1; !e->code; n++) {
        struct rows *r = ctl_run(c, e, arena_printf(c->a, "select * from work.rekey_step(%d)", BATCH));
        if (!r) break;
        long long seen = rows_int(r, 0, 0), changed = rows_int(r, 0, 1);
        if (rows_bool(r, 0, 2)) {
            printf(_("看过 %lld 个名字，读音改了 %lld 个\n"), seen, changed);
            return true;
        }
        if (n % TELL_EACH == 0) ctl_say(_("  %lld / %lld，改了 %lld"), seen, all, changed);
    }
    return false;
}

/* Nothing has changed and nobody wants all of them. */
static bool is_idle(struct ctl *c, bool all, struct err *e)
{
    return !all && !*ctl_cell(c, e, "select true from work.rekeying", 0, NULL) && !e->code;
}

/* Those begun for some characters become all, from the beginning. */
static bool want_all(struct ctl *c, struct err *e)
{
    return ctl_run(c, e, "update work.rekeying set chars = null, stage = 1, upto = 0, seen = 0, changed = 0, began_at = clock_timestamp() where chars is not null") != NULL;
}

enum ctl_end rekey_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };
    bool all = argc == 2 && !strcmp(argv[1], "--all");
    if (argc > 1 && !all) return ctl_usage(c);
    if (!ctl_connect(c, NULL, &e)) return ctl_fail(c, &e);
    if (is_idle(c, all, &e)) {
        puts(_("没有字的读音变过，不用重算；还是要全部重算，用 --all"));
        return CTL_OK;
    }
    return (!all || want_all(c, &e)) && read_anew(c, &e) ? CTL_OK : ctl_fail(c, &e);
}
