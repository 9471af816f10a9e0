/* SPDX-License-Identifier: Apache-2.0 */
/* field.h - one column as a form uses it: the catalogue's facts, the dictionary's words, the form's wishes.
 * store/bind.h fills these; tests write them by hand. Invariant: (1) at[] is in the order the cursor walks,
 * what the form does not place after that, as in the table. */
#ifndef LB_FORM_FIELD_H
#define LB_FORM_FIELD_H
#include "form/form.h"
#include <stdint.h>
struct err;

enum field_type { FIELD_TEXT, FIELD_INT, FIELD_MONEY, FIELD_DATE, FIELD_BOOL, FIELD_TIME, FIELD_REF, FIELD_CODE };
/* "text" ... "code"; false for an unknown word. */
bool field_type_of(const char *word, enum field_type *);

enum field_total { TOTAL_NONE, TOTAL_SUM, TOTAL_EACH };        /* added up; counted, each once */

struct field {
    const char *name;
    enum field_type type;
    int max_chars;              /* 0 = no limit                                                */
    bool required;
    bool private_;              /* written, never selected: shown only once opened             */
    bool owned;                 /* kept by the database                                        */
    bool only_open;             /* read by opening the record, never in a list                 */
    bool may_select, may_insert, may_update;    /* this person's right                         */
    const char *ref;            /* "service.person", "code.visit_mode"; NULL                   */
    const char *ref_label, *ref_hint, *ref_finder;      /* of FIELD_REF; NULL. The finder also of the text its relation's rows are named by */
    const char *ref_short;      /* what a column of a list says of such a row, over alias t; NULL: its label */
    const char *ref_orders;     /* by what rows of such a name stand in order, over alias t; NULL: by the name */
    const char *ref_below, *ref_at;     /* rows lie in one another: the first id behind those below row t; a function (id, tier) gives the row above one; NULL */
    enum field_total total;     /* what a list says of all its rows                            */
    const char *chooser;        /* finds what can be chosen there, where that is less; or NULL */
    struct pair label, help;
    const char *py;             /* initials of the label; ""                                   */
    const char *due;            /* of a day by which something is to be done, SQL over alias m: the day from which it is marked, null in a row nobody waits for; or NULL */
    bool once;                  /* belongs to its record alone: not copied from one to another */
    const char *preset;         /* the dictionary's default, evaluated; NULL                   */
    const char *mask;           /* "id18", "phone", "upper"; NULL                              */
    int width;                  /* cells wanted for the value                                  */
    int lines;
    const struct form_field *more;      /* what the form says of it; NULL                      */
};

struct fieldset {
    const char *relation;
    struct pair name;           /* what a row of it is called                                  */
    struct field *at;
    size_t n, cap;
};

enum { FIELD_MARK_CELLS = 3 };   /* " !!" behind a due date */
#define NO_FIELD ((size_t)-1)
size_t field_find(const struct fieldset *, const char *name);

/* May this person type into it? `born`: the record is on file already. */
bool field_editable(const struct field *, bool born);
int field_cells(const struct field *);          /* width, and of a due date its mark's place behind it */
bool field_is_number(const struct field *);     /* an amount or a count */
bool field_is_choice(const struct field *);     /* a code or a reference: looked up */
/* What is chosen, a date or a number is written anew by the first letter, and changed by Backspace or an arrow first; texts are added to. */
bool field_is_retyped(const struct field *);

/* What can be typed there, in one sentence. */
const char *field_wants(struct arena *, const struct field *);

/* What a person typed, in PostgreSQL's input form: blanks off, full-width digits folded, "1123" "t" "-1" made a date, "1,000" a number,
 * "是" true. *out is NULL for empty. `today` is the business date, ISO. Code and ref values pass as they are.
 * False with ERR_VALUE and the sentence when it cannot be one; *out is then the text as typed. */
bool field_take(struct arena *, const struct field *, const char *typed, const char *today, const char **out, struct err *);
/* The local checks of a value in input form: required, length in characters, syntax, mask. No round trip (R4). */
bool field_check(const struct field *, const char *value, struct err *);
/* That the words typed for a choice name nothing, or several things, and what now. */
void field_unchosen(const struct field *, const char *typed, bool fits, struct err *);
/* How a value is shown where the server gave no display text: money with thousands, bool as a word, dates as they are. */
const char *field_show(struct arena *, const struct field *, const char *value, bool en);
/* id18 and phone as lists show them: 430102********1234, 138****5678. */
const char *field_masked(struct arena *, const struct field *, const char *value);
#endif
