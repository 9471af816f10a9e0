/* SPDX-License-Identifier: Apache-2.0 */
/* account: a row of sec.account is the wanted state; sync compares it with the roles and writes the statements that lead there. */
#include "tools/account.h"
#include "base/text.h"
#include "tools/sqlfile.h"
#include <getopt.h>

/* Statements in the order they must run: make and mark, open or close, groups; then the sessions of the closed. Roles are the cluster's and
 * there may be other databases of ours in it: touched is only a role that bears this database's mark, or that a row here names and no other
 * database that is there has marked. A marked role without a row is closed too. A name that is somebody else's is told (sql is null). */
static const char plan[] =
    "with " ACCOUNT_WANTED ","
    " roles as (select t.* from there t, mark m where not t.alien and (t.mark = m.mine or t.rolname in (select login from wanted))),"
    " mine as (select w.* from wanted w where not w.alien),"
    " groups as ("
    "   select w.login, 'lb_staff'::name as grp from mine w where w.open union"
    "   select w.login, ('lb_' || j.job)::name from mine w join org.staff_job j on j.staff = w.staff"
    "    where w.open and (j.from_on is null or j.from_on <= ref.today()) and (j.to_on is null or j.to_on >= ref.today())),"
    " has as (select r.rolname, g.rolname as grp from roles r join pg_auth_members m on m.member = r.oid"
    "          join pg_roles g on g.oid = m.roleid where g.rolname like 'lb\\_%')"
    " select login, what, sql from ("
    "   select 0 as step, w.login, 'alien' as what, null as sql from wanted w where w.alien and w.open"
    "   union all select 1, w.login, 'new', format('create role %I login', w.login)"
    "     from mine w where w.open and not exists (select from roles r where r.rolname = w.login)"
    "   union all select 2, w.login, 'mark', format('comment on role %I is %L', w.login, m.mine)"
    "     from mark m, mine w left join roles r on r.rolname = w.login where (w.open or r.oid is not null) and r.mark is distinct from m.mine"
    "   union all select 3, w.login, 'open', format('alter role %I login', w.login)"
    "     from mine w join roles r on r.rolname = w.login where w.open and not r.rolcanlogin"
    "   union all select 4, r.rolname, 'close', format('alter role %I nologin', r.rolname)"
    "     from roles r where r.rolcanlogin and not exists (select from mine w where w.login = r.rolname and w.open)"
    "   union all select 5, g.login, 'grant', format('grant %I to %I', g.grp, g.login)"
    "     from groups g where exists (select from pg_roles r where r.rolname = g.grp)"
    "      and not exists (select from has h where h.rolname = g.login and h.grp = g.grp)"
    "   union all select 6, h.rolname, 'revoke', format('revoke %I from %I', h.grp, h.rolname)"
    "     from has h where not exists (select from groups g where g.login = h.rolname and g.grp = h.grp)"
    "   union all select 7, a.usename, 'end', format('select pg_terminate_backend(%s)', a.pid)"
    "     from pg_stat_activity a where a.usename in (select rolname from roles)"
    "      and not exists (select from mine w where w.login = a.usename and w.open)"
    " ) s order by step, login, sql";

/* Says what is to be done and does it; n_alien gets how many names are somebody else's. */
static bool carry_out(struct ctl *c, const struct rows *r, bool dry, int *n_alien, struct err *e)
{
    for (int i = 0; i < r->n; i++) {
        if (rows_is_null(r, i, 2)) {
            ctl_say(_("  %s\t这个名字归另一个库或系统，没有动"), rows_text(r, i, 0));
            ++*n_alien;
            continue;
        }
        ctl_say("  %s\t%s", rows_text(r, i, 0), rows_text(r, i, 2));
        if (!dry && !ctl_run(c, e, rows_text(r, i, 2)))
            return false;
    }
    return true;
}

bool account_sync(struct ctl *c, const struct machine *m, bool dry, int *n_alien, struct err *e)
{
    struct rows *r = ctl_run(c, e, plan);
    int n = 0;
    bool ok = r && (dry || pg_run_script(c->pg, "begin", NULL, e)) && carry_out(c, r, dry, &n, e);

    if (r && !dry)
        ok = sqlfile_end(c, ok && ctl_run(c, e, "update sec.account set synced_at = clock_timestamp()"
                                                " where synced_at is null or synced_at < changed_at - interval '1 second'"), e);
    if (!ok || (m && !account_sync_os(c, m, dry, &n, e)))
        return false;
    if (n_alien)
        *n_alien = n;
    return n_alien || !n || err_set(e, ERR_RULE, arena_printf(c->a, _("有 %d 个账号没有生效：名字是别人的，见上面"), n));
}

/* For people: heads and words in the language of the session. */
static bool list(struct ctl *c, struct err *e)
{
    const char *head[] = { _("登录名"), _("姓名"), _("所在机构"), _("岗位"), _("状态"), _("到期日"), _("语言"), _("可以登录") };
    const char *p[] = { text_language_now(), _("停用"), _("到期"), _("在用"), _("是"), _("否") };
    struct rows *r = ctl_rows(c, e,
        "select a.login, s.name, o.name, (select string_agg(case $1 when 'en' then j.en else j.zh end, ' ' order by j.job)"
        "   from org.staff_job k join org.job j on j.job = k.job where k.staff = s.id),"
        " case when not a.active then $2 when a.expires_on < ref.today() then $3 else $4 end, a.expires_on, a.language,"
        " case when r.rolcanlogin then $5 else $6 end"
        " from sec.account a join org.staff s on s.id = a.staff join org.office o on o.id = s.office"
        " left join pg_roles r on r.rolname = a.login order by o.id, a.login", 6, p);

    if (r)
        ctl_print(&(struct rows){ r->n, r->n_columns, head, r->cell, 0 });
    return r;
}

/* Adds the account, or changes what is given of one that is there, and opens it. */
static bool put_row(struct ctl *c, const char *login, const struct wish *w, bool is_new, struct err *e)
{
    const char *p[] = { login, w->value[WISH_STAFF], w->value[WISH_SECOND], w->value[WISH_UNTIL], w->value[WISH_LANGUAGE], w->key, w->value[WISH_CHARSET], w->value[WISH_AMBIGUOUS] };

    return ctl_rows(c, e, is_new
        ? "insert into sec.account (login, staff, second_office, expires_on, language, ssh_key, wants_tour, charset, ambiguous)"
          " values ($1, $2::bigint, $3::bigint, $4::date, coalesce($5, 'zh'), $6, true, coalesce($7, 'auto'), coalesce($8::int, 0))"
        : "update sec.account set active = true, staff = coalesce($2::bigint, staff), second_office = coalesce($3::bigint, second_office),"
          " expires_on = coalesce($4::date, expires_on), language = coalesce($5, language), ssh_key = coalesce($6, ssh_key), charset = coalesce($7, charset), ambiguous = coalesce($8::int, ambiguous) where login = $1", 8, p);
}

static bool close_row(struct ctl *c, const char *login, struct err *e)
{
    struct rows *r = ctl_rows(c, e, "update sec.account set active = false where login = $1", 1, &login);

    return r && (r->changed || err_set(e, ERR_VALUE, login, _("没有这个账号；有哪些，看 laobingctl account list")));
}

static bool sync(struct ctl *c, const struct wish *w, struct err *e)
{
    return account_sync(c, w->os ? &w->machine : NULL, w->dry, NULL, e);
}

/* Behind a change of a row, in its transaction: kept and made true; or said what would follow, and taken back. */
static bool finish(struct ctl *c, bool ok, const char *login, const char *would, const struct wish *w, struct err *e)
{
    if (!w->dry)
        return sqlfile_end(c, ok, e) && sync(c, w, e);
    if (ok)
        ctl_say("  %s\t%s", login, would);
    ok = ok && ctl_run(c, e, "set local role none") && sync(c, w, e);
    sqlfile_end(c, false, NULL);
    return ok;
}

static bool add(struct ctl *c, const char *login, const struct wish *w, struct err *e)
{
    bool is_new, ok = account_wish_fits(c, login, w, &is_new, e) && sqlfile_begin(c, e);

    return ok && finish(c, put_row(c, login, w, is_new, e), login, is_new ? _("要登记这个新账号（没有写）") : _("要改这个账号的登记（没有写）"), w, e);
}

static bool disable(struct ctl *c, const char *login, const struct wish *w, struct err *e)
{
    return sqlfile_begin(c, e) && finish(c, close_row(c, login, e), login, _("要停用这个账号（没有写）"), w, e);
}

static const struct { const char *name; int arguments; } verbs[] = { { "list", 0 }, { "sync", 0 }, { "add", 1 }, { "disable", 1 } };

/* Is this one of the verbs, with as many words behind it as it wants? */
static bool is_verb(const char *verb, int arguments)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (!strcmp(verb, verbs[i].name))
            return arguments == verbs[i].arguments;
    return false;
}

static bool act(struct ctl *c, const char *verb, const char *login, const struct wish *w, struct err *e)
{
    if (!strcmp(verb, "list"))
        return list(c, e);
    if (!strcmp(verb, "add"))
        return add(c, login, w, e);
    if (!strcmp(verb, "disable"))
        return disable(c, login, w, e);
    return sync(c, w, e);
}

enum ctl_end account_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };
    struct wish w = { .machine = { "lb-staff", "/etc/laobing/keys", c->options.drop_folder } };

    if (!account_wish_read(c, argc, argv, &w, &e))
        return e.code ? ctl_fail(c, &e) : ctl_usage(c);
    if (optind >= argc || !is_verb(argv[optind], argc - optind - 1))
        return ctl_usage(c);
    return ctl_connect(c, NULL, &e) && act(c, argv[optind], optind + 1 < argc ? argv[optind + 1] : NULL, &w, &e) ? CTL_OK : ctl_fail(c, &e);
}
