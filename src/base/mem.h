/* SPDX-License-Identifier: Apache-2.0 */
/* mem.h - allocation that never fails and the one way a program gives up.
 * Nothing outside base/ calls malloc() or free(); everybody else uses an arena. */
#ifndef LB_BASE_MEM_H
#define LB_BASE_MEM_H
#include <stddef.h>

/* Called once by die() before the message is printed: the terminal is put back there. */
typedef void mem_last_fn(void);
void mem_on_death(mem_last_fn *fn);

void *mem_get(size_t n);                 /* zeroed; dies when memory is out */
void *mem_grow(void *p, size_t n);       /* new bytes are not zeroed        */
void mem_drop(void *p);
/* What was dropped goes back to the system: a session sits idle most of the day. Some 20 us. */
void mem_give_back(void);

/* Broken invariant or no memory: restores the terminal, prints one line on stderr, exits with 70. */
_Noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
#endif
