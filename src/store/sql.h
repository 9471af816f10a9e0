/* SPDX-License-Identifier: Apache-2.0 */
/* sql.h - pieces of statements the files of store/ share. In all of them the row at hand is called m; t is the alias of the
 * dictionary's label expressions. Names come from the catalogue, values only as parameters. */
#ifndef LB_STORE_SQL_H
#define LB_STORE_SQL_H
#include "form/field.h"
struct str;

/* What stands for the label of a row that row security hides; a msgid. */
#define SQL_HIDDEN N_("（不在您的辖区）")

enum { SQL_MAX = 1 << 18 };     /* bytes of the longest statement                    */

const char *sql_type(const struct field *);             /* "bigint": what a text is cast to */
/* The value of the SQL expression `of` as text, in PostgreSQL's input form. */
void sql_text(struct str *, const struct field *, const char *of);
/* Has it a display text of its own (code, ref)? */
bool sql_has_show(const struct field *);
/* That text: the name in the language, the label of the row; a word where row security hides it. */
void sql_show(struct str *, const struct field *, const char *of, bool en);
/* The same of a reference as a column of a list says it; f->ref_short is not NULL. */
void sql_show_short(struct str *, const struct field *, const char *of);
/* The day from which a due date of the row at hand is marked, as text; f->due is not NULL. */
void sql_soon(struct str *, const struct field *);
/* m."column" */
const char *sql_column(struct arena *, const struct field *);
/* " and m.voided_at is null" where the relation has it. */
const char *sql_alive(const struct fieldset *);
#endif
