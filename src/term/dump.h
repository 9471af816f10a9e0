/* SPDX-License-Identifier: Apache-2.0 */
/* dump.h - the screen as text. A half of a wide character without its other half shows as '!' (left) or '?' (right):
 * a dump with either is a fault of the drawing. */
#ifndef LB_TERM_DUMP_H
#define LB_TERM_DUMP_H
#include <stdbool.h>
struct arena;

/* One row, trailing blanks cut. */
char *dump_row(struct arena *, int y);
/* All rows, each with its newline. */
char *dump_screen(struct arena *);
/* False when the screen shows a half of a wide character without its other half. */
bool dump_is_whole(void);
#endif
