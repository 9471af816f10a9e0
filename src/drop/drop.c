/* SPDX-License-Identifier: Apache-2.0 */
#include "drop/drop.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FOLDER_MAX = 4000 };

char *drop_folder(struct arena *a, const char *pattern, const char *login)
{
    struct str s;

    str_init(&s, a, FOLDER_MAX);
    for (; *pattern; pattern++) {
        if (strncmp(pattern, "%u", 2)) {
            str_addn(&s, pattern, 1);
            continue;
        }
        str_add(&s, login);
        pattern++;
    }
    return s.s;
}

/* in/ or out/ of the folder, neither by a link. */
static int open_part(struct arena *a, const char *folder, const char *part, struct err *e)
{
    int fd = open(arena_printf(a, "%s/%s", folder, part), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        err_set(e, ERR_VALUE, _("投递夹"), errno == ENOENT ? _("还没有建好，请系统管理员运行 laobingctl account sync --os") : strerror(errno));
    return fd;
}

static enum drop_kind kind_of(const struct stat *st)
{
    return S_ISREG(st->st_mode) ? DROP_FILE : S_ISDIR(st->st_mode) ? DROP_FOLDER : S_ISLNK(st->st_mode) ? DROP_LINK : DROP_ODD;
}

static int newest_first(const void *x, const void *y)
{
    const struct drop_entry *a = x, *b = y;

    return a->at != b->at ? (a->at < b->at) - (a->at > b->at) : strcmp(a->name, b->name);
}

bool drop_list(struct arena *a, const char *folder, struct drop_list *l, struct err *e)
{
    int fd = open_part(a, folder, "in", e);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;
    struct stat st;

    *l = (struct drop_list){ 0 };
    if (!d) {
        if (fd >= 0)
            close(fd);
        return false;
    }
    while ((entry = readdir(d))) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") || fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW))
            continue;
        if (l->n == DROP_MOST) {
            l->more = true;
            break;
        }
        struct drop_entry one = { arena_str(a, entry->d_name), kind_of(&st), st.st_size, st.st_mtime };
        vec_push(a, l, one);
    }
    closedir(d);
    if (l->n)
        qsort(l->at, l->n, sizeof *l->at, newest_first);
    return true;
}

static void close_in(void *p)
{
    const struct drop_in *in = p;

    if (in->fd >= 0)
        close(in->fd);
    if (in->folder >= 0)
        close(in->folder);
}

static const char *fault_of(const struct drop_in *in, int64_t most)
{
    if (!S_ISREG(in->was.st_mode))
        return _("不是普通文件，不能挂");
    if (in->was.st_size == 0)
        return _("是空文件");
    return in->was.st_size > most ? "" : NULL;
}

bool drop_open(struct arena *a, const char *folder, const char *name, int64_t most, struct drop_in *in, struct err *e)
{
    const char *fault;

    *in = (struct drop_in){ .folder = open_part(a, folder, "in", e), .fd = -1, .name = arena_str(a, name) };
    if (in->folder < 0)
        return false;
    arena_defer(a, close_in, in);
    in->fd = openat(in->folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (in->fd < 0)
        return err_set(e, ERR_VALUE, name, errno == ENOENT ? _("已经不在投递夹里了") : errno == ELOOP || errno == ENXIO ? _("不是普通文件，不能挂")
                                         : errno == EACCES ? _("不许读这个文件，请改它的权限") : strerror(errno));
    if (fstat(in->fd, &in->was))
        return err_set(e, ERR_VALUE, name, strerror(errno));
    fault = fault_of(in, most);
    if (fault && !*fault)
        return err_set(e, ERR_VALUE, name, arena_printf(a, _("太大：%lld 字节，最多 %lld"), (long long)in->was.st_size, (long long)most));
    return !fault || err_set(e, ERR_VALUE, name, fault);
}

long drop_read(const struct drop_in *in, void *to, size_t n, struct err *e)
{
    size_t got = 0;

    while (got < n) {
        ssize_t k = read(in->fd, (char *)to + got, n - got);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0) {
            err_set(e, ERR_VALUE, in->name, strerror(errno));
            return -1;
        }
        if (k == 0)
            break;
        got += (size_t)k;
    }
    return (long)got;
}

bool drop_changed(const struct drop_in *in)
{
    struct stat now;

    return fstat(in->fd, &now) || now.st_size != in->was.st_size || now.st_mtim.tv_sec != in->was.st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != in->was.st_mtim.tv_nsec;
}

bool drop_remove(const struct drop_in *in, struct err *e)
{
    struct stat now;

    if (fstatat(in->folder, in->name, &now, AT_SYMLINK_NOFOLLOW))
        return errno == ENOENT || err_set(e, ERR_VALUE, in->name, strerror(errno));
    if (now.st_ino != in->was.st_ino || now.st_dev != in->was.st_dev)
        return err_set(e, ERR_VALUE, in->name, _("同名的文件是后来放的，留着"));
    return !unlinkat(in->folder, in->name, 0) || err_set(e, ERR_VALUE, in->name, strerror(errno));
}

static void close_out(void *p)
{
    struct drop_out *out = p;

    if (out->fd >= 0) {
        close(out->fd);
        unlinkat(out->folder, out->part, 0);
    }
    if (out->folder >= 0)
        close(out->folder);
}

bool drop_create(struct arena *a, const char *folder, struct drop_out *out, struct err *e)
{
    *out = (struct drop_out){ .folder = open_part(a, folder, "out", e), .fd = -1, .part = arena_printf(a, ".part-%ld", (long)getpid()) };
    if (out->folder < 0)
        return false;
    arena_defer(a, close_out, out);
    unlinkat(out->folder, out->part, 0);        /* of one that was killed */
    out->fd = openat(out->folder, out->part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return out->fd >= 0 || err_set(e, ERR_VALUE, _("投递夹"), errno == ENOSPC || errno == EDQUOT ? _("放不下了，请先拿走或删掉一些") : strerror(errno));
}

bool drop_write(struct drop_out *out, const void *from, size_t n, struct err *e)
{
    for (size_t at = 0; at < n;) {
        ssize_t k = write(out->fd, (const char *)from + at, n - at);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return err_set(e, ERR_VALUE, _("投递夹"), errno == ENOSPC || errno == EDQUOT ? _("放不下了，请先拿走或删掉一些") : strerror(errno));
        at += (size_t)k;
    }
    return true;
}

bool drop_finish(struct drop_out *out, const char *name, struct err *e)
{
    *e = (struct err){ .code = ERR_NONE };
    if (fsync(out->fd) || renameat2(out->folder, out->part, out->folder, name, RENAME_NOREPLACE))
        return errno != EEXIST && err_set(e, ERR_VALUE, name, strerror(errno));
    close(out->fd);
    out->fd = -1;
    return true;
}
