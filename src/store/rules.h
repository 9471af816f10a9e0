/* SPDX-License-Identifier: Apache-2.0 */
/* rules.h - the expressions of a form (when, from, default, hooks), evaluated by the server with the record's values as parameters:
 * one round trip for all that an event touches, no language of our own (R6).
 * The statement is `select (expr)::text, ... from (select $1::bigint as person, $2::date as visited_on, ...) r`: a name in an
 * expression is a field of the form, and functions are written with their schema. It runs with the rights of the person, read only. */
#ifndef LB_STORE_RULES_H
#define LB_STORE_RULES_H
#include "form/record.h"
#include "store/bind.h"

enum rules_event {
    RULES_OPEN,                 /* when and from of all fields, when of all actions            */
    RULES_ENTER, RULES_LEAVE,   /* the field's on_enter, on_leave                              */
    RULES_CHANGE,               /* its on_change; when and from of all                         */
    RULES_VALIDATE              /* validate of all, before a save                              */
};
/* Is there anything to ask the server? Pages call this first: most forms have nothing. */
bool rules_any(const struct bound *, enum rules_event, size_t field);
/* A hook that sets `say`, where no field is called so, has something to say about what was typed: record->said. */
/* The beginning of a statement that asks the rules (`validate`) itself: "with r as (...), v(field, holds) as (...)", and its parameters. */
struct str;
struct rules_params { const char **at; size_t n, cap; };
void rules_guard(struct str *, struct arena *, const struct bound *, const struct record *, struct rules_params *);
/* The rule of this field does not hold: the field's fault, and where e is empty its sentence. */
void rules_broken(const struct bound *, struct record *, size_t field, struct err *);
/* ok false: e is the server's word, or of VALIDATE the sentence, with e->column the first field. The record has been changed accordingly;
 * *changed: a value or a `hidden` is not what it was, so lay out again. */
typedef void rules_done_fn(void *ctx, bool ok, bool changed, const struct err *e);
void rules_send(struct pg *, struct arena *, const struct bound *, struct record *, enum rules_event, size_t field, rules_done_fn *, void *ctx);
#endif
