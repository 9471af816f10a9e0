/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/ctl.h"
#include "base/text.h"
#include "config.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct { const char *name, *arguments; enum ctl_needs needs; } commands[] = {
#define COMMAND(id, name, needs, arguments, text) { name, arguments, CTL_##needs },
#include "tools/commands.def"
#undef COMMAND
};

/* A server's warnings matter, its remarks do not. */
static void notice(void *ctx, const char *severity, const char *text)
{
    (void)ctx;
    if (!strcmp(severity, "WARNING"))
        fprintf(stderr, "%s\n", text);
}

/* From the catalogue: the timer's account may not even look into the schema app. */
static const char state[] =
    "select t.oid is not null, d.owner = 'lb_owner' and exists (select from pg_extension where extname = 'pgcrypto'),"
    "       has_schema_privilege(t.relnamespace, 'usage') and has_table_privilege(t.oid, 'select')"
    "  from (select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()) d"
    "  left join (select c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    "              where n.nspname = 'app' and c.relname = 'schema_version') t on true";

static bool check_version(struct ctl *c, struct err *e)
{
    int version = atoi(ctl_cell(c, e, "select max(version) from app.schema_version where version < 900", 0, NULL));

    if (e->code || version == LB_SCHEMA)
        return !e->code;
    return err_set(e, version < LB_SCHEMA ? ERR_SCHEMA_OLD : ERR_SCHEMA_NEW, version, LB_SCHEMA);
}

bool ctl_check(struct ctl *c, enum ctl_needs needs, struct err *e)
{
    struct rows *r = needs > CTL_SERVER ? ctl_run(c, e, state) : NULL;
    bool has_tables = r && rows_bool(r, 0, 0), is_made = has_tables || (r && rows_bool(r, 0, 1));

    if (!r)
        return needs == CTL_SERVER;
    if (!is_made)
        return err_set(e, ERR_NOT_LAOBING, pg_database(c->pg));
    if (!has_tables && needs > CTL_INIT)
        return err_set(e, ERR_NOT_MIGRATED, pg_database(c->pg));
    return needs < CTL_SCHEMA || !rows_bool(r, 0, 2) || check_version(c, e);
}

static enum ctl_needs needs_of(const char *command)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(commands[i].name, command))
            return commands[i].needs;
    return CTL_SERVER;
}

bool ctl_connect(struct ctl *c, const char *database, struct err *e)
{
    const char *conninfo = database ? arena_printf(c->a, "%s dbname='%s'", c->conninfo, database) : c->conninfo;

    c->pg = pg_new(c->a, conninfo, "laobingctl");
    pg_on_notice(c->pg, notice, NULL);
    return ctl_run(c, e, "set client_min_messages = warning") && ctl_run(c, e, "set timezone = 'Asia/Shanghai'") &&
           (database || ctl_check(c, needs_of(c->command), e));
}

struct rows *ctl_rows(struct ctl *c, struct err *e, const char *sql, int n, const char *const *params)
{
    return pg_run(c->pg, c->a, sql, n, params, e);
}

const char *ctl_cell(struct ctl *c, struct err *e, const char *sql, int n, const char *const *params)
{
    err_clear(e);
    return rows_text(ctl_rows(c, e, sql, n, params), 0, 0);
}

/* Each line of a hint on one of its own. */
static void say_hint(const char *hint)
{
    while (*hint) {
        int n = (int)strcspn(hint, "\n");
        fprintf(stderr, "  %.*s\n", n, hint);
        hint += n + (hint[n] == '\n');
    }
}

enum ctl_end ctl_fail(const struct ctl *c, const struct err *e)
{
    fprintf(stderr, "laobingctl %s: %s\n", c->command, e->text);
    if (*e->detail)
        fprintf(stderr, "  %s%s%s\n", e->sqlstate, *e->sqlstate ? " " : "", e->detail);
    say_hint(e->hint);
    if (!strcmp(e->sqlstate, "42501") && !*e->hint)
        fprintf(stderr, _("  请数据库的管理员运行，如 sudo -u postgres laobingctl %s\n"), c->command);
    return e->code == ERR_OPTION ? CTL_USAGE : CTL_FAILED;
}

enum ctl_end ctl_usage(const struct ctl *c)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(commands[i].name, c->command))
            fprintf(stderr, _("用法：laobingctl %s %s\n"), c->command, *commands[i].arguments ? _(commands[i].arguments) : "");
    return CTL_USAGE;
}

void ctl_say(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
}

void ctl_print(const struct rows *r)
{
    for (int i = 0; i < r->n_columns; i++)
        printf("%s%s", i ? "\t" : "", r->column[i]);
    putchar('\n');
    for (int row = 0; row < r->n; row++) {
        for (int i = 0; i < r->n_columns; i++)
            printf("%s%s", i ? "\t" : "", rows_text(r, row, i));
        putchar('\n');
    }
}
