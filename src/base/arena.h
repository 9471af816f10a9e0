/* SPDX-License-Identifier: Apache-2.0 */
/* arena.h - memory by lifetime, and what must be closed with it.
 *
 * Invariants: (1) all that an arena gave is released by arena_clear() or arena_free(), nothing singly;
 * (2) deferred closes run in reverse order, before any memory goes; (3) an arena made below a parent goes with it.
 * Lifetimes in the program: app > session > page > event (emptied after each burst of keys). */
#ifndef LB_BASE_ARENA_H
#define LB_BASE_ARENA_H
#include <stdarg.h>
#include <stddef.h>

struct arena;
typedef void arena_close_fn(void *);

/* Make */
struct arena *arena_new(struct arena *parent);          /* parent may be NULL */
/* Use: never NULL; memory is zeroed and aligned for any type. */
void *arena_get(struct arena *, size_t n);
char *arena_copy(struct arena *, const char *s, size_t n);     /* adds the final 0 */
char *arena_str(struct arena *, const char *s);                /* NULL stays NULL  */
char *arena_printf(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *, const char *fmt, va_list ap);
void arena_defer(struct arena *, arena_close_fn *, void *p);
/* Release */
void arena_clear(struct arena *);                       /* runs the closes, keeps the arena */
void arena_free(struct arena *);

#define arena_new_of(a, type) ((type *)arena_get((a), sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_get((a), sizeof(type) * (size_t)(n)))
#endif
