/* SPDX-License-Identifier: Apache-2.0 */
/* Memory is cut from blocks, each twice as large as the one before up to BLOCK_MAX, which is small: what the last block of a bound form
 * leaves free stays lost, and small holes are used again. The newest block is first in the list; a piece too large for a block gets one
 * of its own behind the first, so that the rest of the first is not lost. */
#include "base/arena.h"
#include "base/mem.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifndef BLOCK_MIN
#define BLOCK_MIN 1024
#endif
#define BLOCK_MAX 2048

struct block {
    struct block *next;
    size_t n, used;                         /* bytes in at[], bytes given out */
    _Alignas(max_align_t) char at[];
};

struct closing {
    struct closing *next;
    arena_close_fn *fn;
    void *p;
};

struct arena {
    struct block *blocks;
    struct closing *closings;               /* last deferred first            */
    struct arena *parent, *children;        /* children: the newest           */
    struct arena *older, *newer;            /* brothers                       */
};

struct arena *arena_new(struct arena *parent)
{
    struct arena *a = mem_get(sizeof *a);
    a->parent = parent;
    if (!parent) return a;
    a->older = parent->children;
    if (a->older) a->older->newer = a;
    parent->children = a;
    return a;
}

static struct block *block_new(size_t n)
{
    struct block *b = mem_get(sizeof *b + n);
    b->n = n;
    return b;
}

/* A block with n bytes behind the next multiple of unit. */
static struct block *block_for(struct arena *a, size_t n, size_t unit)
{
    struct block *b = a->blocks;
    if (b && b->n - b->used >= n + (unit - b->used % unit) % unit) return b;
    size_t size = !b ? BLOCK_MIN : b->n < BLOCK_MAX ? b->n * 2 : BLOCK_MAX;
    if (b && n > size / 2) {
        struct block *own = block_new(n);
        own->next = b->next;
        b->next = own;
        return own;
    }
    b = block_new(n > size ? n : size);
    b->next = a->blocks;
    return a->blocks = b;
}

/* n bytes; texts lie close, everything else where any type may lie. */
static char *cut(struct arena *a, size_t n, size_t unit)
{
    if (n > SIZE_MAX / 2) die("arena: %zu bytes asked", n);
    struct block *b = block_for(a, n, unit);
    size_t at = (b->used + unit - 1) / unit * unit;
    b->used = at + n;
    return b->at + at;
}

void *arena_get(struct arena *a, size_t n) { return cut(a, n ? n : 1, _Alignof(max_align_t)); }

char *arena_copy(struct arena *a, const char *s, size_t n)
{
    char *d = cut(a, n + 1, 1);
    if (n) memcpy(d, s, n);
    return d;
}

char *arena_str(struct arena *a, const char *s) { return s ? arena_copy(a, s, strlen(s)) : NULL; }

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n < 0) die("arena_printf: bad format %s", fmt);
    char *d = arena_get(a, (size_t)n + 1);
    vsnprintf(d, (size_t)n + 1, fmt, ap);
    return d;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *d = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return d;
}

void arena_defer(struct arena *a, arena_close_fn *fn, void *p)
{
    struct closing *c = arena_new_of(a, struct closing);
    *c = (struct closing){ .next = a->closings, .fn = fn, .p = p };
    a->closings = c;
}

void arena_clear(struct arena *a)
{
    while (a->children) arena_free(a->children);
    while (a->closings) {
        struct closing *c = a->closings;
        a->closings = c->next;              /* a close may defer another      */
        c->fn(c->p);
    }
    while (a->blocks) {
        struct block *b = a->blocks;
        a->blocks = b->next;
        mem_drop(b);
    }
}

void arena_free(struct arena *a)
{
    if (!a) return;
    arena_clear(a);
    if (a->older) a->older->newer = a->newer;
    if (a->newer) a->newer->older = a->older;
    else if (a->parent) a->parent->children = a->older;
    mem_drop(a);
}
