/* SPDX-License-Identifier: Apache-2.0 */
#include "conf/file.h"
#include "base/text.h"
#include "base/vec.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char *refuse(struct err *e, const char *path, const char *why)
{
    err_set(e, ERR_FILE, path, why);
    return NULL;
}

/* All bytes of fd into text; false when it ends early. */
static bool fill(int fd, char *text, size_t n)
{
    for (size_t at = 0; at < n;) {
        ssize_t got = read(fd, text + at, n - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += (size_t)got;
    }
    return true;
}

char *file_read(struct arena *a, const char *path, size_t max, size_t *n, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    char *text = NULL;

    if (fd < 0)
        return refuse(e, path, strerror(errno));
    if (fstat(fd, &st) || !S_ISREG(st.st_mode))
        refuse(e, path, _("不是普通文件"));
    else if ((size_t)st.st_size > max)
        refuse(e, path, _("文件太大"));
    else if (!fill(fd, text = arena_get(a, (size_t)st.st_size + 1), (size_t)st.st_size))
        text = refuse(e, path, strerror(errno));
    else if (n)
        *n = (size_t)st.st_size;
    close(fd);
    return text;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool ends_in(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);

    return n >= m && !strcmp(s + n - m, suffix);
}

const char **file_list(struct arena *a, const char *dir, const char *suffix, struct err *e)
{
    VEC(const char *) names = { 0 };
    DIR *d = opendir(dir);
    struct dirent *entry;

    if (!d) {
        refuse(e, dir, strerror(errno));
        return NULL;
    }
    while ((entry = readdir(d)))
        if (entry->d_name[0] != '.' && ends_in(entry->d_name, suffix))
            vec_push(a, &names, arena_str(a, entry->d_name));
    closedir(d);
    if (names.n)
        qsort(names.at, names.n, sizeof *names.at, by_name);
    vec_push(a, &names, NULL);
    return names.at;
}

char *file_join(struct arena *a, const char *dir, const char *name)
{
    return *name == '/' || !*dir ? arena_str(a, name) : arena_printf(a, "%s/%s", dir, name);
}

char *file_dir(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return arena_str(a, ".");
    return slash == path ? arena_str(a, "/") : arena_copy(a, path, (size_t)(slash - path));
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}
