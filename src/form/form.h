/* SPDX-License-Identifier: Apache-2.0 */
/* form.h - one register as its .form file tells it: what the catalogue cannot know.
 *
 * The file is doc/internals/forms.md; this is its image, with nothing of the database in it (see store/bind.h for that).
 * Invariants: (1) everything lives on the arena given to form_read(); (2) texts are never NULL unless a comment says so;
 * (3) a struct form exists only when its file had no fault; (4) the parts of `record` are in the order of the file. */
#ifndef LB_FORM_FORM_H
#define LB_FORM_FORM_H
#include "base/vec.h"
#include <stdbool.h>
struct faults;

/* A text people read, in both languages. */
struct pair { const char *zh, *en; };
static inline const char *pair_text(struct pair p, bool en) { return en && p.en && *p.en ? p.en : p.zh; }

struct names { const char **at; size_t n, cap; int line; };    /* VEC of column names, and where */
struct form_rows { struct names *at; size_t n, cap; };         /* VEC: screen lines, top down   */

/* Expressions the server evaluates with the record's values as parameters (store/rules.h). */
enum form_hook { HOOK_ENTER, HOOK_LEAVE, HOOK_CHANGE, HOOK_VALIDATE, N_HOOKS };

/* What the form adds to a column; most columns need none. */
struct form_field {
    const char *name;
    int lines;                  /* screen lines, 1 unless told                                 */
    int width;                  /* cells, 0 = from the dictionary or the type                  */
    bool required, readonly;    /* in addition to what the table asks                          */
    bool carried;               /* given by the caller, sent with the rest, never shown         */
    bool carry;                 /* a new record begins with what was saved last in this session */
    const char *when;           /* boolean: asked for only while true; NULL = always           */
    const char *preset;         /* `default`: value of a new record; NULL = the dictionary's   */
    const char *from;           /* derived: recomputed as fields change, never typed; or NULL  */
    const char *hook[N_HOOKS];  /* enter, leave, change: jsonb {field: value}; validate: boolean; NULL */
    struct pair say;            /* the sentence when validate is false                         */
    struct names among;         /* fields whose values the column's finder is given, after (text, int) */
    int line;                   /* in the file                                                 */
};

/* Rows declared once and used by many forms. */
struct form_block {
    const char *name;
    const char *relation;
    struct form_rows rows;
    struct names labelled;      /* shown with their label when the block is a header           */
    const char *file;
    int line;
};

/* What is reckoned of the values on the screen (form/calc.h). */
enum calc_op { CALC_SUM, CALC_COUNT, CALC_DAYS, CALC_YEARS, N_CALCS };
struct calc { enum calc_op op; const char *relation, *one, *two; };     /* relation: SUM and COUNT; one, two: columns, NULL = none */
struct form_sum { struct pair title; struct calc is; int line; };

enum part_kind {
    PART_PAGE,                  /* a new page begins, `title` its name                         */
    PART_ROWS,                  /* fields to edit                                              */
    PART_SUMS,                  /* figures reckoned from the others: read only                 */
    PART_HEADER                 /* a block of the row named by column `by` ("id" = this row): read only */
};
struct form_part {
    enum part_kind kind;
    struct pair title;          /* both "" when the part has none                              */
    struct form_rows rows;      /* ROWS and HEADER                                             */
    struct { struct form_sum *at; size_t n, cap; } sums;       /* SUMS                         */
    const struct form_block *block;     /* the rows came from it; NULL = written here          */
    const char *by;             /* HEADER only                                                 */
    int line;
};

struct form_child {
    const char *relation;
    const char *by;             /* its column that names the parent                            */
    const char *opens;          /* `register`: form that opens one of its rows; or NULL        */
    struct pair title;          /* both "": the relation's name from the dictionary            */
    struct names columns;
    int rows;                   /* screen lines wanted                                         */
    int line;
};

/* A part of a list, one of several a key leads through: what waits for me, what waits for others, all. */
struct form_tab {
    struct pair title;
    const char *where;          /* SQL over alias m, besides the list's own                    */
    int line;
};

/* Records entered as a grid, a row each (page/ledger.h). */
struct form_ledger {
    const char *register_;      /* whose records the rows are                                  */
    struct pair title;          /* both "": that register's                                    */
    struct names columns;       /* in the order Enter walks                                    */
    struct names carry;         /* of these: what a row begins with from the row above         */
    const char *rows;           /* function () whose rows the grid begins with; NULL = none    */
    struct names given;         /* its columns that are fields of the row                      */
    const char *last;           /* its column shown behind the first; NULL = none              */
    struct pair heading;        /* above that one                                              */
    int line;
};

struct form_action {
    const char *id;
    const char *call;           /* schema.function(bigint id, int version[, value taken][, text]) returns text; "" = opens */
    const char *opens;          /* register in which a new record is begun instead; or NULL    */
    const char *by;             /* its field that this record fills; NULL iff opens is         */
    struct pair title;
    const char *takes;          /* column whose kind of value is asked for first; or NULL      */
    struct pair asks;           /* the question whose answer is the text; both "" = none       */
    const char *when;           /* boolean, or NULL                                            */
    int line;
};

struct form {
    const char *file;
    char digest[17];            /* of the meaning: comments and blanks do not count; 16 hex    */
    const char *register_;      /* "visit": also the file's name                               */
    struct pair title;
    struct names clause;        /* "6.6.2"                                                     */
    const char *menu;           /* "66"                                                        */
    int seq;                    /* order inside the menu                                       */
    const char *relation;       /* base table, read and written                                */
    const char *locked;         /* boolean: nothing in it is typed any more; NULL = never      */
    bool seal;                  /* on paper it has a place for the seal                        */
    const char *create;         /* function a row is born by; NULL = app.save                  */
    struct {
        const char *relation;   /* view for computed columns; same as form.relation when not told */
        struct names columns;
        struct names order;     /* "-visited_on" = descending                                  */
        const char *where;      /* SQL over alias t; NULL = all but voided rows                */
        struct { struct form_tab *at; size_t n, cap; } tabs;    /* the first is shown first; none: all rows */
        const char *call;       /* function (text) that lets one in: asked when the list opens; NULL */
        struct pair asks;       /* with what question; both "" iff call is NULL                */
        int line;
    } list;
    const struct form_ledger *ledger;   /* NULL = none                                         */
    struct { struct form_part *at; size_t n, cap; } record;
    struct { struct form_field *at; size_t n, cap; } fields;
    struct { struct form_child *at; size_t n, cap; } children;
    struct { struct form_action *at; size_t n, cap; } actions;
    struct { struct form_block *at; size_t n, cap; } blocks;
};

/* Reads path; NULL when there was any fault, all of which are then in the list. Includes are looked up beside path. */
struct form *form_read(struct arena *, const char *path, struct faults *);
/* What the form says of a column, NULL when nothing. */
const struct form_field *form_field(const struct form *, const char *name);
#endif
