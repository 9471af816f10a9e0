/* SPDX-License-Identifier: Apache-2.0 */
/* query.h - query by example: what is typed into a field as a question becomes SQL with parameters, never text (R13).
 *   >5 <5 >=5 <=5   a..b  a..  ..b   a|b   *x*  x*   ?x (one character)   !x not   = empty   != not empty   x alone: equal;
 *   in texts, begins with. */
#ifndef LB_FORM_QUERY_H
#define LB_FORM_QUERY_H
#include "form/field.h"
struct str;

struct query {
    struct arena *arena;
    struct str *where;          /* "(m.a >= $1::date) and (...)"; "" = all; parameters count from `base` + 1 */
    struct str *words;          /* the question said back: "走访日期 2026-10-01 起; 慰问金 不少于 500" */
    const char **at;            /* VEC: the parameters                                         */
    size_t n, cap;
    int base;                   /* parameters in front of ours                                 */
    bool en;
    const char *today;
};
void query_init(struct query *, struct arena *, const char *today, bool en);
/* The same conditions on another arena, for one to be added. */
struct query *query_copy(struct arena *, const struct query *);
/* Adds a condition on one field; ref and code fields compare the text a person reads. False: ERR_VALUE, nothing added. */
bool query_add(struct query *, const struct field *, const char *typed, struct err *);
/* Whether row t of a code list is meant by a word, an SQL expression in small letters: its code or name; where it is nobody's, the beginning
 * of its initials or a part of its name, of the English one for who reads English. */
void query_match_code(struct str *out, const char *list, const char *word, bool en);
/* A condition not typed by anybody: column = value (a person's visits). Words may be NULL. */
void query_is(struct query *, const struct field *, const char *value, const char *words);
#endif
