/* SPDX-License-Identifier: Apache-2.0 */
/* csv.h - RFC 4180 and what spreadsheets write beside it: fields apart by comma, tabulator or semicolon (what the first line has most
 * of), quotes doubled within quotes, line ends of any system, also within quotes. */
#ifndef LB_SHEET_CSV_H
#define LB_SHEET_CSV_H
#include "sheet/sheet.h"

/* Takes the text apart in place. */
bool csv_read(struct arena *, char *text, sheet_row_fn *, void *ctx, struct err *);
#endif
