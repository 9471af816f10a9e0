/* SPDX-License-Identifier: Apache-2.0 */
/* calc.h - what a form reckons of the values on the screen, at once and without the server: a line beside the fields, never typed, never saved.
 *
 *   sum(service.need.cost)        of a column of a list's lines         count(service.need)         lines of a list
 *   count(service.need.done_on)   lines in which it is filled           days(begun_on, ended_on)    days from one to the other
 *   years(enlisted_on, today)     whole years from one to the other; `today` is a day too
 *
 * There is no more to it: what is anything else is an SQL expression, a field's `from`. What lacks a value is not known and shows nothing;
 * a sum leaves empty lines out. Private columns are not reckoned with. */
#ifndef LB_FORM_CALC_H
#define LB_FORM_CALC_H
#include "form/field.h"
struct arena;
struct record;

/* NULL, or what is wrong with it: an error of the file. The texts of *calc are on the arena. */
const char *calc_read(struct arena *, const char *text, struct calc *);
/* NULL, or what does not fit the record's columns and lists. */
const char *calc_fits(struct arena *, const struct calc *, const struct fieldset *, const struct fieldset *child);
/* What it comes to; "" when it is not known. today: ISO. */
const char *calc_show(struct arena *, const struct calc *, const struct record *, const char *today);
#endif
