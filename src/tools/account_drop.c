/* SPDX-License-Identifier: Apache-2.0 */
/* The drop folder of an account (drop/drop.h). sftp shuts its person in there (conf/sshd_config.d), for which sshd wants the folder itself and all
 * above it to be root's; only in/ and out/ are the person's. */
#include "base/text.h"
#include "drop/drop.h"
#include "tools/account.h"
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool account_drop_prepare(struct ctl *c, const struct machine *m, bool dry, struct err *e)
{
    const char *name = strstr(m->drop, "%u");

    if (!*m->drop)
        return true;
    if (!name || *m->drop != '/')
        return err_set(e, ERR_OPTION, _("投递夹要写全路径，里面要有 %u"));
    for (const char *slash = strchr(m->drop + 1, '/'); !dry && slash && slash < name; slash = strchr(slash + 1, '/')) {
        const char *path = arena_copy(c->a, m->drop, (size_t)(slash - m->drop));
        if (mkdir(path, 0755) && errno != EEXIST)
            return err_set(e, ERR_VALUE, path, strerror(errno));
    }
    return true;
}

/* A folder there, of this owner and mode; only what differs is touched. Nobody but root can change what is above it meanwhile. */
static bool folder(const char *path, uid_t uid, gid_t gid, mode_t mode, bool dry, struct err *e)
{
    struct stat st;
    bool there = !lstat(path, &st);

    if (there && !S_ISDIR(st.st_mode))
        return err_set(e, ERR_VALUE, path, _("不是文件夹"));
    if (there && st.st_uid == uid && st.st_gid == gid && (st.st_mode & 07777) == mode)
        return true;
    fprintf(stderr, "  %s\n", path);
    if (dry || ((there || !mkdir(path, 0700)) && !lchown(path, uid, gid) && !chmod(path, mode)))
        return true;
    return err_set(e, ERR_VALUE, path, strerror(errno));
}

bool account_drop_open(struct ctl *c, const struct machine *m, const char *login, bool dry, struct err *e)
{
    const struct passwd *p = *m->drop ? getpwnam(login) : NULL;

    if (!p)                                     /* none wanted; or a dry run, and the account is not made either */
        return true;
    uid_t uid = p->pw_uid;
    gid_t gid = p->pw_gid;
    const char *path = drop_folder(c->a, m->drop, login);
    return folder(path, 0, 0, 0755, dry, e) && folder(arena_printf(c->a, "%s/in", path), uid, gid, 0700, dry, e) &&
           folder(arena_printf(c->a, "%s/out", path), uid, gid, 0700, dry, e);
}

void account_drop_close(struct ctl *c, const struct machine *m, const char *login, bool dry)
{
    const char *path = *m->drop ? drop_folder(c->a, m->drop, login) : "";
    struct stat st;

    if (!*path || dry || lstat(path, &st) || !S_ISDIR(st.st_mode))
        return;
    rmdir(arena_printf(c->a, "%s/in", path));   /* what is not empty stays, and so does the folder */
    rmdir(arena_printf(c->a, "%s/out", path));
    if (!rmdir(path))
        fprintf(stderr, "  rmdir %s\n", path);
}
