/* SPDX-License-Identifier: Apache-2.0 */
/* lookup.h - what may stand in a code or reference field, by what has been typed so far. */
#ifndef LB_STORE_LOOKUP_H
#define LB_STORE_LOOKUP_H
#include "store/bind.h"

enum { LOOKUP_MAX = 20, LOOKUP_CODES = 1000 };  /* rows of a reference; of a code list (all of it) */
struct lookup_row { const char *value, *label, *hint; };        /* value: the code or the id   */
struct lookup {
    struct lookup_row *at;
    size_t n, cap;
    bool more;                  /* there are further ones: type more                           */
};
/* The values of the record that the form names for this field's finder, copied; of no record NULL. */
struct record;
const char *const *lookup_among(struct arena *, const struct field *, const struct record *);
typedef void lookup_done_fn(void *ctx, struct lookup *, const struct err *e);   /* NULL iff e  */
/* Code lists: beginning of the code, pinyin initials, part of the name. References: the relation's finder; without one, label contains.
 * among: the values the finder is given besides (lookup_among()); NULL where there are none. */
void lookup_send(struct pg *, struct arena *, const struct field *, const char *const *among, const char *typed, bool en, lookup_done_fn *, void *ctx);

/* What words of a condition on a code column mean: of each the names, with '|' between, "" for none; and the names there are. */
struct meanings { const char **of; size_t n; const char *all; };
typedef void meanings_fn(void *ctx, const struct meanings *, const struct err *e);     /* NULL iff e  */
void lookup_meanings_send(struct pg *, struct arena *, const struct field *, const char *const *words, size_t n, bool en, meanings_fn *, void *ctx);

/* Characters by code point, reading or components (app.find_hanzi): value and label the character, hint what it is. */
void hanzi_send(struct pg *, struct arena *, const char *typed, lookup_done_fn *, void *ctx);

/* The find box (app.find). */
struct found {
    const char *relation, *label, *hint, *place, *detail, *masked;
    int64_t id;
    int same_name;              /* how many one may see bear this name, counted to 99          */
    int same_sound;             /* and how many another one that sounds like it                */
};
struct finds { struct found *at; size_t n, cap; };
typedef void find_done_fn(void *ctx, struct finds *, const struct err *e);      /* NULL iff e  */
void find_send(struct pg *, struct arena *, const char *typed, find_done_fn *, void *ctx);
#endif
