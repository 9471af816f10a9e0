/* SPDX-License-Identifier: Apache-2.0 */
/* Query by example: whatever is typed, the SQL is made of our own words and parameters, never of what was typed. */
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/query.h"
#include "fuzz.h"
#include <string.h>

/* Our condition: brackets and quotes in pairs, nothing that ends or comments, parameters that are there, ASCII only. */
static void look(const struct query *q)
{
    int depth = 0, quotes = 0;
    for (const char *s = q->where->s; *s; s++) {
        quotes ^= *s == '\'';
        depth += (*s == '(') - (*s == ')');
        MUST(depth >= 0 && (unsigned char)*s < 128 && *s != ';' && *s != '\\' && strncmp(s, "--", 2) && strncmp(s, "/*", 2));
        MUST(*s != '$' || (atoi(s + 1) > 0 && (size_t)atoi(s + 1) <= q->n));
    }
    MUST(!depth && !quotes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_new(NULL);
    const char *typed = arena_copy(a, (const char *)bytes, n);

    for (int type = FIELD_TEXT; type <= FIELD_CODE; type++) {
        struct field f = { .name = "col", .type = (enum field_type)type, .max_chars = 40, .label = { "列", "column" },
                           .ref = type == FIELD_REF ? "service.person" : type == FIELD_CODE ? "code.sex" : NULL, .ref_label = "t.name" };
        struct query q;
        struct err e = { 0 };
        query_init(&q, a, "2026-11-23", n % 2);
        size_t before = q.where->n;
        if (query_add(&q, &f, NULL, typed, &e)) look(&q);
        else MUST(e.code && *e.text && q.where->n == before && !q.n);
    }
    arena_free(a);
    return 0;
}
