/* SPDX-License-Identifier: Apache-2.0 */
#include "conf/fault.h"
#include <stdlib.h>

void faults_init(struct faults *f, struct arena *a)
{
    *f = (struct faults){ .arena = a };
}

void fault_add(struct faults *f, const char *file, int line, const char *fmt, ...)
{
    struct fault new = { .line = line };
    va_list ap;

    va_start(ap, fmt);
    new.text = arena_vprintf(f->arena, fmt, ap);
    va_end(ap);
    new.file = arena_str(f->arena, file);
    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].line == line && !strcmp(f->at[i].file, file) && !strcmp(f->at[i].text, new.text))
            return;
    vec_push(f->arena, f, new);
}

static int by_place(const void *pa, const void *pb)
{
    const struct fault *a = pa, *b = pb;
    int way = strcmp(a->file, b->file);

    return way ? way : (a->line > b->line) - (a->line < b->line);
}

void faults_sort(struct faults *f)
{
    if (f->n)
        qsort(f->at, f->n, sizeof *f->at, by_place);
}

void faults_print(const struct faults *f, FILE *to)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].line) fprintf(to, "%s:%d: %s\n", f->at[i].file, f->at[i].line, f->at[i].text);
        else fprintf(to, "%s: %s\n", f->at[i].file, f->at[i].text);
}
