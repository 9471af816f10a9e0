/* SPDX-License-Identifier: Apache-2.0 */
/* str.h - a growing text with a ceiling, on an arena.
 * Invariants: (1) s is always 0-terminated and never NULL; (2) n <= max; (3) once `full` is set nothing more is added,
 * so a caller may write many pieces and look at `full` once. Bytes, not cells: see base/cell.h for columns. */
#ifndef LB_BASE_STR_H
#define LB_BASE_STR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
struct arena;

struct str {
    char *s;                    /* the text, arena's                      */
    size_t n;                   /* bytes in it                            */
    size_t cap;                 /* bytes it has room for, with the final 0 */
    size_t max;                 /* ceiling in bytes                       */
    bool full;                  /* something did not fit                  */
    struct arena *arena;
};

void str_init(struct str *, struct arena *, size_t max);
void str_reset(struct str *);
void str_add(struct str *, const char *s);
void str_addn(struct str *, const char *s, size_t n);
void str_addc(struct str *, uint32_t cp);                     /* a code point, as UTF-8 */
void str_addf(struct str *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* s as a JSON string with its quotes; NULL becomes null. */
void str_add_json(struct str *, const char *s);
/* "name": "value" of an object that was begun with '{', after a comma where it is not the first. */
void str_add_json_pair(struct str *, const char *name, const char *value);
/* s as a quoted SQL identifier, each part of "schema.table" alike. */
void str_add_ident(struct str *, const char *s);
#endif
