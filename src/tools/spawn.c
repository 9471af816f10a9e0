/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/spawn.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

/* Its end; false when it was none of its own. */
static bool wait_for(pid_t pid, const char *name, int *status, struct err *e)
{
    int how;

    while (waitpid(pid, &how, 0) < 0)
        if (errno != EINTR)
            return err_set(e, ERR_FILE, name, strerror(errno));
    *status = WIFEXITED(how) ? WEXITSTATUS(how) : -1;
    return WIFEXITED(how) || err_set(e, ERR_VALUE, name, _("没有办成，原因见上面"));
}

bool spawn_path(const char *const *argv, int *status, struct err *e)
{
    char *environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", NULL };
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int failed;

    if (*argv[0] != '/')
        return err_set(e, ERR_VALUE, argv[0], _("要写全路径"));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    failed = posix_spawn(&pid, argv[0], &actions, NULL, (char *const *)argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    return failed ? err_set(e, ERR_FILE, argv[0], strerror(failed)) : wait_for(pid, argv[0], status, e);
}

bool spawn_run(const char *const *argv, struct err *e)
{
    pid_t pid;
    int status, failed = posix_spawnp(&pid, argv[0], NULL, NULL, (char *const *)argv, environ);

    if (failed)
        return err_set(e, ERR_FILE, argv[0], strerror(failed));
    return wait_for(pid, argv[0], &status, e) && (!status || err_set(e, ERR_VALUE, argv[0], _("没有办成，原因见上面")));
}
