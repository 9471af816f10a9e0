/* SPDX-License-Identifier: Apache-2.0 */
/* query.h - query by example: what is typed into a field as a question becomes SQL with parameters, never text (R13).
 *   >5 <5 >=5 <=5   a..b  a..  ..b   a|b   *x*  x*   ?x (one character)   !x not   = empty   != not empty   x alone: equal;
 *   in texts, begins with, =x is x; of a name (a text by which rows are found) what finding it would; x.. of an office: it and all below it. */
#ifndef LB_FORM_QUERY_H
#define LB_FORM_QUERY_H
#include "form/field.h"
struct str;

struct query {
    struct arena *arena;
    struct str *where;          /* "(m.a >= $1::date) and (...)"; "" = all                     */
    struct str *words;          /* the question said back: "走访日期 2026-10-01 起; 慰问金 不少于 500" */
    const char **at;            /* VEC: the parameters                                         */
    size_t n, cap;
    struct {                    /* what it is made of, a field once                            */
        struct condition { const struct field *field; const char *through, *typed, *words; } *at;
        size_t n, cap;
    } conditions;
    bool en;
    const char *today;
};
void query_init(struct query *, struct arena *, const char *today, bool en);
/* The same conditions on another arena, but the one on field `but` (NULL: all of them), for another one to be added. */
struct query *query_copy(struct arena *, const struct query *, const struct field *but);
/* The condition on a field; NULL: there is none. */
const struct condition *query_on(const struct query *, const struct field *);
/* Adds a condition on one field; ref and code fields compare the text a person reads. `through`: the relation that has the column, where
 * the list's own has not (they share their ids); else NULL. False: ERR_VALUE, nothing added. */
bool query_add(struct query *, const struct field *, const char *through, const char *typed, struct err *);
/* A question as text: a line each condition, column, tabulator, what was typed. Takes the next one off *rest, which is written to: what was
 * typed, NULL where the line has none; false at the end. */
bool query_line(char **rest, const char **column, const char **typed);
/* Whether row t of a code list is meant by a word, an SQL expression in small letters: its code or name; where it is nobody's, the beginning
 * of its initials or a part of its name, of the English one for who reads English. */
void query_match_code(struct str *out, const char *list, const char *word, bool en);
#endif
