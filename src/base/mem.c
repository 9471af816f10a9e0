/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "base/log.h"
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static mem_last_fn *last_fn;

void mem_on_death(mem_last_fn *fn) { last_fn = fn; }

void *mem_get(size_t n)
{
    void *p = calloc(1, n ? n : 1);
    if (!p) die("out of memory (%zu bytes)", n);
    return p;
}

void *mem_grow(void *p, size_t n)
{
    void *q = realloc(p, n ? n : 1);
    if (!q) die("out of memory (%zu bytes)", n);
    return q;
}

void mem_drop(void *p) { free(p); }

void mem_give_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

_Noreturn void die(const char *fmt, ...)
{
    char line[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    mem_last_fn *fn = last_fn;
    last_fn = NULL;                         /* a death inside the last call ends at once */
    if (fn) fn();
    log_write(LOG_LEVEL_ERROR, "%s", line);
    fprintf(stderr, "laobing: %s\n", line);
    exit(70);
}
