/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/ctl.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

/* A server's warnings matter, its remarks do not. */
static void notice(void *ctx, const char *severity, const char *text)
{
    (void)ctx;
    if (!strcmp(severity, "WARNING"))
        fprintf(stderr, "%s\n", text);
}

bool ctl_connect(struct ctl *c, const char *database, struct err *e)
{
    const char *conninfo = database ? arena_printf(c->a, "%s dbname='%s'", c->conninfo, database) : c->conninfo;

    c->pg = pg_new(c->a, conninfo, "laobingctl");
    pg_on_notice(c->pg, notice, NULL);
    return ctl_run(c, e, "set client_min_messages = warning") && ctl_run(c, e, "set timezone = 'Asia/Shanghai'");
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
    return e->code == ERR_OPTION ? CTL_USAGE : CTL_FAILED;
}

static const struct { const char *name, *arguments; } commands[] = {
#define COMMAND(id, name, arguments, text) { name, arguments },
#include "tools/commands.def"
#undef COMMAND
};

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
