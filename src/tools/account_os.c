/* SPDX-License-Identifier: Apache-2.0 */
/* The machine's side of accounts: a Unix account in the group lb-staff and a key file for each open one, so that sshd and peer
 * authentication know the person; the closed ones expire at once and lose their key. Only accounts of lb-staff are ever touched. */
#include "base/text.h"
#include "conf/file.h"
#include "tools/account.h"
#include "tools/spawn.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEYS "/etc/laobing/keys"
#define GROUP "lb-staff"

static bool is_member(const char *login)
{
    struct group *g = getgrnam(GROUP);

    for (char **m = g ? g->gr_mem : NULL; m && *m; m++)
        if (!strcmp(*m, login))
            return true;
    return false;
}

static bool run(const char *const *argv, bool dry, struct err *e)
{
    for (int i = 0; argv[i]; i++)
        fprintf(stderr, "%s%s", i ? " " : "  ", argv[i]);
    fputc('\n', stderr);
    return dry || spawn_run(argv, e);
}

/* Written beside and moved, so that sshd never reads half a file. */
static bool write_key(struct ctl *c, const char *login, const char *key, bool dry, struct err *e)
{
    const char *path = arena_printf(c->a, KEYS "/%s", login), *new = arena_printf(c->a, KEYS "/.%s.new", login);
    struct err none;
    const char *old = file_read(c->a, path, 1 << 14, NULL, &none);
    FILE *f;
    bool ok;

    if (!strcmp(old ? old : "", key))
        return true;
    fprintf(stderr, "  %s\n", path);
    if (dry)
        return true;
    if (!*key)
        return !unlink(path) || err_set(e, ERR_FILE, path, strerror(errno));
    f = fopen(new, "w");
    ok = f && fputs(key, f) >= 0 && !fchmod(fileno(f), 0644) && !fsync(fileno(f));
    ok = f && !fclose(f) && ok && !rename(new, path);
    return ok || err_set(e, ERR_FILE, path, strerror(errno));
}

static bool open_account(struct ctl *c, const char *login, const char *key, bool dry, struct err *e)
{
    const char *make[] = { "useradd", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/sh", "--groups", GROUP, login, NULL };
    const char *reopen[] = { "usermod", "--expiredate", "", login, NULL };
    bool there = getpwnam(login);

    if (there && !is_member(login))
        return err_set(e, ERR_NO_ACCOUNT, arena_printf(c->a, _("%s（本机已有这个账号，又不在 %s 组里）"), login, GROUP));
    return run(there ? reopen : make, dry, e) && write_key(c, login, key, dry, e);
}

static bool close_account(struct ctl *c, const char *login, bool dry, struct err *e)
{
    const char *expire[] = { "usermod", "--expiredate", "1", login, NULL };

    if (!is_member(login))
        return true;
    return run(expire, dry, e) && write_key(c, login, "", dry, e);
}

bool account_sync_os(struct ctl *c, bool dry, struct err *e)
{
    const char *group[] = { "groupadd", "--system", GROUP, NULL };
    struct rows *r = ctl_run(c, e, "select login, active and (expires_on is null or expires_on >= ref.today()), rtrim(coalesce(ssh_key, ''), E'\\n') || E'\\n'"
                                   " from sec.account order by login");
    bool ok = r;

    if (ok && geteuid() && !dry)
        return err_set(e, ERR_DENIED, _("--os 要用 root 运行"));
    if (ok && !getgrnam(GROUP))
        ok = run(group, dry, e);
    if (ok && !dry && ((mkdir("/etc/laobing", 0755) && errno != EEXIST) || (mkdir(KEYS, 0755) && errno != EEXIST)))
        ok = err_set(e, ERR_FILE, KEYS, strerror(errno));
    for (int i = 0; ok && i < r->n; i++) {
        const char *key = strcmp(rows_text(r, i, 2), "\n") ? rows_text(r, i, 2) : "";
        ok = rows_bool(r, i, 1) ? open_account(c, rows_text(r, i, 0), key, dry, e) : close_account(c, rows_text(r, i, 0), dry, e);
    }
    return ok;
}
