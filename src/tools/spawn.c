/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/spawn.h"
#include "base/text.h"
#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

bool spawn_run(const char *const *argv, struct err *e)
{
    pid_t pid;
    int status, failed = posix_spawnp(&pid, argv[0], NULL, NULL, (char *const *)argv, environ);

    if (failed)
        return err_set(e, ERR_FILE, argv[0], strerror(failed));
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return err_set(e, ERR_FILE, argv[0], strerror(errno));
    if (!WIFEXITED(status) || WEXITSTATUS(status))
        return err_set(e, ERR_VALUE, argv[0], _("没有办成，原因见上面"));
    return true;
}
