/* SPDX-License-Identifier: Apache-2.0 */
/* recall.h - same as before: what this session saved last in each field of a register, and whom or what it worked on last. Nothing private
 * is remembered. All texts are the session's. */
#ifndef LB_PAGE_RECALL_H
#define LB_PAGE_RECALL_H
#include "page/page.h"
struct record;
struct field;

/* A record of the register was saved. */
void recall_keep(struct desk *, const char *register_, const struct record *);
/* What stood in this field last, by the last record that had something there; NULL: by none yet. */
const char *recall_field(const struct desk *, const char *register_, const struct field *, const char **show);
/* What the record saved last had there, if another may have the same; NULL. */
const char *recall_copied(const struct desk *, const char *register_, const struct field *, const char **show);
/* Has any record of the register been saved? */
bool recall_any(const struct desk *, const char *register_);
/* A row of the relation was opened or chosen. */
void recall_row(struct desk *, const char *relation, const char *id, const char *label);
const char *recall_last(const struct desk *, const char *relation, const char **label);
#endif
