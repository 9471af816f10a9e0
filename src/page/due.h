/* SPDX-License-Identifier: Apache-2.0 */
/* due.h - what the lines of duties have in common wherever they stand: when, what, for whom, why, by which clause. Rows are those of
 * app.todo() and app.due_lines(). Days are numbers as in base/date.h. */
#ifndef LB_PAGE_DUE_H
#define LB_PAGE_DUE_H
#include "base/arena.h"
#include "widget/table.h"
struct desk;
struct field;
struct rows;

enum { DUE_WHEN, DUE_WHAT, DUE_WHOM, DUE_WHY, DUE_CLAUSE, N_DUE_CELLS };

long due_today(const struct desk *);
/* "!! 逾期3天", " ! 今天", "   周三", "   11-30" */
const char *due_when(struct arena *, long today, long due, bool soon);      /* soon: it is time to mark it, " ! 周三" */
/* How a due date (ISO; NULL or "" for none) stands: "!!" past, "!" today or from the day `soon` on, else "" with the face untouched.
 * soon NULL: nobody waits for it any more. */
const char *due_mark(const struct desk *, const char *due, const char *soon, enum face *);
/* Draws that mark behind the date of this field that stands at x, where the cursor is (`current`) in its face; false: there is none. */
bool due_draw(const struct desk *, int y, int x, const struct field *, const char *due, const char *soon, bool current);
/* "每周一次，上次 11-13"; where there is no cadence, whose matter it is. */
const char *due_why(struct arena *, const struct desk *, const struct rows *, int row);
/* F1 on a line: the words of its page, the line whole, its clause; without a line (NULL) the page's clause. */
void due_help(struct desk *, const char *text, const char *const cells[N_DUE_CELLS], const char *clause);
/* Widths of the five columns for a screen so many cells wide. */
void due_lay(struct table *, struct table_column columns[N_DUE_CELLS], int wide);
/* For paper: line 2 without its place in the menu, and the titles of the five columns. */
const char *due_title(const char *where);
const char *const *due_titles(struct arena *);
#endif
