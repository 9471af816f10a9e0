/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded to the server by tests/bench/steps: a flush of the write-ahead log takes LB_FLUSH_MS longer, as on a disk without a cache of its own. */
#include <dlfcn.h>
#include <poll.h>
#include <stdlib.h>

int fdatasync(int fd);

int fdatasync(int fd)
{
    static int (*real)(int);
    const char *ms = getenv("LB_FLUSH_MS");
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fdatasync");
    if (ms) poll(NULL, 0, atoi(ms));
    return real(fd);
}
