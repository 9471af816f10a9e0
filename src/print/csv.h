/* SPDX-License-Identifier: Apache-2.0 */
/* csv.h - a line of CSV as Excel reads it without doing harm: RFC 4180, CRLF; what would be a formula becomes text by an apostrophe, a run of
 * digits that would lose some of them (ID numbers, region codes, a leading 0) by a tabulator in front, as text. */
#ifndef LB_PRINT_CSV_H
#define LB_PRINT_CSV_H
#include <stdbool.h>
#include <stddef.h>
struct str;

#define CSV_BOM "\xef\xbb\xbf"

/* Of a number column nothing is guarded. */
void csv_cell(struct str *, const char *text, bool is_number);
void csv_end(struct str *);
#endif
