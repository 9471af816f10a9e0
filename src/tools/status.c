/* SPDX-License-Identifier: Apache-2.0 */
/* status: what is installed, how much is in it, whether the timer runs. */
#include "config.h"
#include "base/text.h"
#include "tools/ctl.h"
#include <stdio.h>

static const struct { const char *label, *sql; } facts[] = {
    { N_("数据库"), "select current_database() || ', ' || pg_size_pretty(pg_database_size(current_database()))" },
    { N_("服务器"), "select 'PostgreSQL ' || current_setting('server_version')" },
    { N_("版本"), "select coalesce(max(version)::text || ' (' || to_char(max(applied_at), 'YYYY-MM-DD HH24:MI') || ')', '-') from app.schema_version where version < 900" },
    { N_("演示"), "select case when demo then 'demo' else '-' end from ref.site" },
    { N_("业务日期"), "select ref.today()::text" },
    { N_("区划"), "select count(*)::text from ref.region" },
    { N_("机构"), "select count(*) || ' / ' || count(*) filter (where established) from org.office" },
    { N_("账号"), "select count(*) || ' / ' || count(*) filter (where active) from sec.account" },
    { N_("登记簿数"), "select count(*)::text from app.form" },
    { N_("审计"), "select count(*)::text from audit.log" },
    { N_("附件"), "select count(*) || ', ' || pg_size_pretty(coalesce(sum(size), 0)) from work.file" },
    { N_("附件查毒（- 是不查）"), "select coalesce(s.program, '-') || ', ' || (select count(*) filter (where f.scan = 'none') || ' / ' || count(*) filter (where f.scan = 'found') from work.file f) from work.scan_state s" },
    { N_("定时"), "select coalesce(to_char(ran_at, 'YYYY-MM-DD HH24:MI'), '-') from work.tick_state" },
    { N_("在线"), "select count(*)::text from pg_stat_activity where application_name = 'laobing' and datname = current_database()" },
};

/* Rows of every register the rights guard. */
static bool registers(struct ctl *c, struct err *e)
{
    struct rows *r = ctl_run(c, e, "select relation::text from sec.protected where kind = 'register' order by 1");

    for (int i = 0; r && i < r->n; i++) {
        const char *n = ctl_cell(c, e, arena_printf(c->a, "select count(*) from %s", rows_text(r, i, 0)), 0, NULL);
        if (e->code)
            return false;
        printf("  %s\t%s\n", rows_text(r, i, 0), n);
    }
    return r;
}

enum ctl_end status_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };

    (void)argv;
    if (argc > 1)
        return ctl_usage(c);
    printf("laobing\t%s (schema %d)\n", PACKAGE_VERSION, LB_SCHEMA);
    if (!ctl_connect(c, NULL, &e))
        return ctl_fail(c, &e);
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        const char *s = ctl_cell(c, &e, facts[i].sql, 0, NULL);
        if (e.code)
            return ctl_fail(c, &e);
        printf("%s\t%s\n", _(facts[i].label), s);
    }
    return registers(c, &e) && ctl_check(c, CTL_SCHEMA, &e) ? CTL_OK : ctl_fail(c, &e);
}
