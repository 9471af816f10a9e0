/* SPDX-License-Identifier: Apache-2.0 */
/* init: what needs a superuser. Roles, the database, extensions; migrate does the rest. */
#include "tools/init.h"
#include "base/str.h"
#include "base/text.h"
#include "tools/sqlfile.h"

static const char *const extensions[] = { "btree_gist", "pgcrypto" };

/* Closed from its first moment: PUBLIC may connect to what is new, and make temporary things there. */
static bool shut(struct ctl *c, const char *name, struct err *e)
{
    struct str sql;

    str_init(&sql, c->a, 400);
    str_add(&sql, "revoke all on database ");
    str_add_ident(&sql, name);
    str_add(&sql, " from public");
    return ctl_run(c, e, sql.s);
}

static bool make_database(struct ctl *c, const char *name, struct err *e)
{
    struct str sql;
    const char *there = ctl_cell(c, e, "select true from pg_database where datname = $1", 1, &name);

    if (e->code)
        return false;
    ctl_say(*there ? _("  数据库 %s 已经有了") : _("  建数据库 %s"), name);
    if (*there)
        return true;
    str_init(&sql, c->a, 400);
    str_add(&sql, "create database ");
    str_add_ident(&sql, name);
    str_add(&sql, " owner lb_owner template template0 encoding 'UTF8' locale 'C.UTF-8'");
    return ctl_run(c, e, sql.s) && shut(c, name, e);
}

bool init_rights(struct ctl *c, struct err *e)
{
    return ctl_run(c, e, "do $$ begin"
                         " if not pg_has_role('lb_owner', 'member') then raise insufficient_privilege using message = 'not a member of lb_owner'; end if;"
                         " execute format('revoke all on database %I from public, lb_staff, lb_tick', current_database());"
                         " execute format('grant connect on database %I to lb_staff, lb_tick', current_database()); end $$");
}

/* What another program made may not do: Chinese needs UTF-8 and a character type that knows it. */
static bool check_database(struct ctl *c, struct err *e)
{
    struct rows *r = ctl_run(c, e, "select pg_encoding_to_char(encoding), datctype, pg_get_userbyid(datdba) from pg_database"
                                   " where datname = current_database()");
    if (!r)
        return false;
    if (strcmp(rows_text(r, 0, 0), "UTF8") != 0 || !strcmp(rows_text(r, 0, 1), "C") || !strcmp(rows_text(r, 0, 1), "POSIX"))
        return err_set(e, ERR_SERVER, arena_printf(c->a, _("这个库的编码是 %s、字符类型是 %s，要 UTF8 和 C.UTF-8 的库"),
                                                   rows_text(r, 0, 0), rows_text(r, 0, 1)));
    if (strcmp(rows_text(r, 0, 2), "lb_owner") != 0)
        return err_set(e, ERR_SERVER, arena_printf(c->a, _("这个库归 %s，要归 lb_owner：alter database … owner to lb_owner"),
                                                   rows_text(r, 0, 2)));
    return true;
}

static bool make_extensions(struct ctl *c, struct err *e)
{
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (!ctl_run(c, e, arena_printf(c->a, "create extension if not exists %s with schema public", extensions[i])))
            return false;
    return true;
}

/* Large objects are open to everybody by default and know no row security. */
static bool close_large_objects(struct ctl *c, struct err *e)
{
    return ctl_run(c, e, "do $$ declare f regprocedure; begin"
                         " for f in select p.oid from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace"
                         " and (p.proname ~ '^lo_' or p.proname in ('loread', 'lowrite')) loop"
                         " execute format('revoke execute on function %s from public', f); end loop; end $$") != NULL;
}

bool init_roles_and_database(struct ctl *c, const char *name, struct err *e)
{
    struct sqlfile roles;

    if (*ctl_cell(c, e, "select usesuper from pg_user where usename = current_user", 0, NULL) != 't')
        return e->code ? false : err_set(e, ERR_DENIED, _("要用数据库的超级用户运行，如 sudo -u postgres laobingctl init"));
    ctl_say(_("  角色"));
    return sqlfile_read(c, &roles, "sql", "000_roles.sql", e) && sqlfile_run(c, &roles, e) && make_database(c, name, e);
}

static bool init(struct ctl *c, struct err *e)
{
    const char *name = pg_database_of(c->a, c->conninfo);

    return ctl_connect(c, "postgres", e) && init_roles_and_database(c, name, e) &&
           ctl_connect(c, name, e) && check_database(c, e) && make_extensions(c, e) && close_large_objects(c, e);
}

enum ctl_end init_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };

    (void)argv;
    if (argc > 1)
        return ctl_usage(c);
    return init(c, &e) ? CTL_OK : ctl_fail(c, &e);
}
