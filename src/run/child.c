/* SPDX-License-Identifier: Apache-2.0 */
#include "run/child.h"
#include "base/arena.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void close_fd(void *p)
{
    close((int)(intptr_t)p);
}

int child_memory(struct arena *a, struct err *e)
{
    int fd = memfd_create("laobing", MFD_CLOEXEC);

    if (fd < 0)
        err_set(e, ERR_FILE, "memfd", strerror(errno));
    else
        arena_defer(a, close_fd, (void *)(intptr_t)fd);
    return fd;
}

int child_nothing(struct arena *a)
{
    int fd = open("/dev/null", O_RDWR | O_CLOEXEC);

    if (fd >= 0)
        arena_defer(a, close_fd, (void *)(intptr_t)fd);
    return fd;
}

char *child_beside(struct arena *a, const char *name)
{
    char own[4096];
    ssize_t n = readlink("/proc/self/exe", own, sizeof own);

    while (n > 0 && own[n - 1] != '/')
        n--;
    char *beside = arena_printf(a, "%.*s%s", n > 0 ? (int)n : 0, own, name);
    return access(beside, X_OK) ? arena_printf(a, BINDIR "/%s", name) : beside;
}

static void stop_and_forget(void *p)
{
    struct child *c = p;

    child_stop(c);
    if (c->pid)
        child_end(c);
}

/* The path, a plain locale, and where our own catalogues are. */
static char *const *environment(struct arena *a)
{
    char **to = arena_array(a, char *, 4);
    const char *words = getenv("LAOBING_LOCALEDIR");

    to[0] = "PATH=/usr/bin:/bin";
    to[1] = "LC_ALL=C.UTF-8";
    if (words)
        to[2] = arena_printf(a, "LAOBING_LOCALEDIR=%s", words);
    return to;
}

/* posix_spawn() with these as 0 to 3; 0 or why not. */
static int spawn(struct arena *a, pid_t *pid, const char *const *argv, const int fds[4])
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    sigset_t none;

    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < 4; i++)
        posix_spawn_file_actions_adddup2(&actions, fds[i], i);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigmask(&attr, &none);           /* ours has HUP, TERM and WINCH blocked */
    posix_spawnattr_setpgroup(&attr, 0);                /* a ^C of the terminal is not for it */
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    int failed = posix_spawn(pid, argv[0], &actions, &attr, (char *const *)argv, environment(a));
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

/* It holds one end of a pipe as its 3 and never writes: the other end is at its end when it is. (pidfd_open() would say so too, but not
 * under valgrind.) */
bool child_start(struct arena *a, struct child *c, const char *const *argv, int in, int out, int err, struct err *e)
{
    int ends[2], failed;
    pid_t pid;

    *c = (struct child){ .fd = -1 };
    lseek(in, 0, SEEK_SET);
    if (pipe2(ends, O_CLOEXEC))
        return err_set(e, ERR_FILE, argv[0], strerror(errno));
    failed = spawn(a, &pid, argv, (int[]){ in, out, err, ends[1] });
    close(ends[1]);
    if (failed) {
        close(ends[0]);
        return err_set(e, ERR_FILE, argv[0], strerror(failed));
    }
    *c = (struct child){ .pid = pid, .fd = ends[0] };
    arena_defer(a, stop_and_forget, c);
    return true;
}

int child_end(struct child *c)
{
    int how = -1;

    while (waitpid(c->pid, &how, 0) < 0 && errno == EINTR)
        ;
    if (c->fd >= 0)
        close(c->fd);
    *c = (struct child){ .fd = -1 };
    return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

void child_stop(const struct child *c)
{
    if (c->pid)
        kill(c->pid, SIGKILL);
}

char *child_said(struct arena *a, int memory, size_t most)
{
    off_t size = lseek(memory, 0, SEEK_END);
    size_t room = size < 0 ? 0 : (size_t)size < most ? (size_t)size : most;
    char *text = arena_get(a, room + 1);
    ssize_t n = pread(memory, text, room, 0);

    text[n > 0 ? n : 0] = 0;
    return text;
}
