/* SPDX-License-Identifier: Apache-2.0 */
/* The machine's side of accounts: for each open one a Unix account whose own group is the staff's, and a key file, so that sshd and
 * peer authentication know the person, and a drop folder (account_drop.c). A closed one expires; its key stays as the row has it, so that sshd knows whom it refuses and
 * PAM can say why (conf/pam.d). An account that bears this database's mark (the comment field of passwd) and has no row expires and loses
 * its key; one of the group with another mark is another database's. A name that is an account outside the group is told and left, and the
 * others are done. Only what differs is touched: there may be 60,000. */
#include "base/text.h"
#include "base/vec.h"
#include "conf/file.h"
#include "tools/account.h"
#include "tools/spawn.h"
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <shadow.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_MAX = 1 << 14, NEVER = -1, LONG_AGO = 1 };   /* expiry in days since 1970 */

struct unix_account {
    const char *name;
    bool ours, marked, wanted;  /* of the group; made for this database; has a row */
    long expires;
};

struct survey {
    struct ctl *c;
    const struct machine *m;
    bool dry;
    const char *mark;
    int n_left;                 /* names that are others' */
    struct { struct unix_account *at; size_t n, cap; } accounts;   /* by name */
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct unix_account *)a)->name, ((const struct unix_account *)b)->name);
}

static struct unix_account *find(const struct survey *s, const char *name)
{
    struct unix_account key = { .name = name };

    return s->accounts.n ? bsearch(&key, s->accounts.at, s->accounts.n, sizeof key, by_name) : NULL;
}

/* Two passes over the lists of the machine instead of two searches an account. */
static void look_around(struct survey *s)
{
    struct group *g = getgrnam(s->m->group);
    struct unix_account *u;

    setpwent();
    for (struct passwd *p; (p = getpwent());) {
        struct unix_account one = { arena_str(s->c->a, p->pw_name), g && p->pw_gid == g->gr_gid, !strcmp(p->pw_gecos, s->mark), false, NEVER };
        vec_push(s->c->a, &s->accounts, one);
    }
    endpwent();
    if (s->accounts.n)
        qsort(s->accounts.at, s->accounts.n, sizeof *s->accounts.at, by_name);
    setspent();
    for (struct spwd *p; (p = getspent());)
        if ((u = find(s, p->sp_namp)))
            u->expires = p->sp_expire;
    endspent();
}

static bool run(const struct survey *s, const char *const *argv, struct err *e)
{
    for (int i = 0; argv[i]; i++)
        fprintf(stderr, "%s%s", i ? " " : "  ", argv[i]);
    fputc('\n', stderr);
    return s->dry || spawn_run(argv, e);
}

static bool set_expiry(const struct survey *s, const struct unix_account *u, long expires, struct err *e)
{
    const char *day = expires == NEVER ? "" : arena_printf(s->c->a, "%ld", expires);
    const char *argv[] = { "usermod", "--expiredate", day, u->name, NULL };

    return u->expires == expires || run(s, argv, e);
}

static bool set_mark(const struct survey *s, const struct unix_account *u, struct err *e)
{
    const char *argv[] = { "usermod", "--comment", s->mark, u->name, NULL };

    return u->marked || run(s, argv, e);
}

/* Written beside and moved, so that sshd never reads half a file. */
static bool write_key(const struct survey *s, const char *login, const char *key, struct err *e)
{
    struct arena *a = s->c->a;
    const char *path = arena_printf(a, "%s/%s", s->m->keys, login), *fresh = arena_printf(a, "%s/.%s.new", s->m->keys, login);
    struct err none;
    const char *old = file_read(a, path, KEY_MAX, NULL, &none);
    FILE *f;
    bool ok;

    if (!strcmp(old ? old : "", key))
        return true;
    fprintf(stderr, "  %s\n", path);
    if (s->dry)
        return true;
    if (!*key)
        return !unlink(path) || err_set(e, ERR_FILE, path, strerror(errno));
    f = fopen(fresh, "w");
    ok = f && fputs(key, f) >= 0 && !fchmod(fileno(f), 0644) && !fflush(f) && !fsync(fileno(f));
    ok = f && !fclose(f) && ok && !rename(fresh, path);
    return ok || err_set(e, ERR_FILE, path, strerror(errno));
}

/* An account of the machine that is none of the staff: told where one would be opened, and left. */
static bool leave(struct survey *s, const char *login, bool open)
{
    if (open) {
        ctl_say(_("  %s\t本机已有这个账号，又不属于 %s 组，没有动"), login, s->m->group);
        s->n_left++;
    }
    return true;
}

/* The home is /, where nobody of the staff can write: no file of their own changes how a session begins. */
static bool make_true(struct survey *s, const char *login, bool open, const char *key, struct err *e)
{
    const char *make[] = { "useradd", "--no-create-home", "--home-dir", "/", "--shell", "/bin/sh", "--no-user-group", "--gid", s->m->group,
                           "--comment", s->mark, login, NULL };
    struct unix_account *u = find(s, login);

    if (u && !u->ours)
        return leave(s, login, open);
    if (u)
        u->wanted = true;
    else if (!open)
        return write_key(s, login, "", e);
    if (!open)
        account_drop_close(s->c, s->m, login, s->dry);
    return (u ? set_mark(s, u, e) && set_expiry(s, u, open ? NEVER : LONG_AGO, e) : run(s, make, e)) && write_key(s, login, key, e) &&
           (!open || account_drop_open(s->c, s->m, login, s->dry, e));
}

static bool close_the_rest(const struct survey *s, struct err *e)
{
    for (size_t i = 0; i < s->accounts.n; i++) {
        const struct unix_account *u = &s->accounts.at[i];
        if (!u->ours || !u->marked || u->wanted)
            continue;
        account_drop_close(s->c, s->m, u->name, s->dry);
        if (!set_expiry(s, u, LONG_AGO, e) || !write_key(s, u->name, "", e))
            return false;
    }
    return true;
}

/* Group, folder of the keys (the folder above it must be there), folders above the drop folders. */
static bool prepare(const struct survey *s, struct err *e)
{
    const char *group[] = { "groupadd", "--system", s->m->group, NULL };

    if (geteuid() && !s->dry)
        return err_set(e, ERR_DENIED, _("--os 要用 root 运行"));
    if (!getgrnam(s->m->group) && !run(s, group, e))
        return false;
    if (!s->dry && mkdir(s->m->keys, 0755) && errno != EEXIST)
        return err_set(e, ERR_FILE, s->m->keys, strerror(errno));
    return account_drop_prepare(s->c, s->m, s->dry, e);
}

bool account_sync_os(struct ctl *c, const struct machine *m, bool dry, int *n_left, struct err *e)
{
    struct survey s = { .c = c, .m = m, .dry = dry, .mark = arena_printf(c->a, "laobing %s", pg_database(c->pg)) };
    struct rows *r = ctl_run(c, e, "with " ACCOUNT_WANTED " select login, open, coalesce(nullif(rtrim(ssh_key, E'\\n'), '') || E'\\n', '')"
                                   " from wanted where not alien order by login");
    bool ok = r && prepare(&s, e);

    if (!ok)
        return false;
    look_around(&s);
    for (int i = 0; ok && i < r->n; i++)
        ok = make_true(&s, rows_text(r, i, 0), rows_bool(r, i, 1), rows_text(r, i, 2), e);
    *n_left += s.n_left;
    return ok && close_the_rest(&s, e);
}
