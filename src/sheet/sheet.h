/* SPDX-License-Identifier: Apache-2.0 */
/* sheet.h - the bytes of a file as rows of texts: CSV in UTF-8, UTF-16 or GB18030, or an .xlsx workbook, told apart by what they are.
 *
 * Invariants: (1) every cell is valid UTF-8 without a NUL; (2) the first row given is the heading: the first with two cells that are not
 * empty, without the empty ones at its end; what stands above it (a title over the whole width) is left out; (3) rows without any
 * text are left out; (4) a number is given with the digits the file has: where a spreadsheet has lost some it is given as 4.30121196805170E+17,
 * so that whoever knows the column refuses it. Errors are ERR_VALUE and say where. */
#ifndef LB_SHEET_SHEET_H
#define LB_SHEET_SHEET_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
struct arena;

enum { SHEET_COLUMNS = 200, SHEET_CELL = 32767 * 4, SHEET_ROWS = 1000000, SHEET_BYTES = 256 << 20 };     /* bytes of a cell; of a file */

/* One row; line: where it stands in the file, from 1. False ends the reading, with e filled. */
typedef bool sheet_row_fn(void *ctx, int line, const char *const *cells, int n, struct err *e);

struct sheet_found { const char *encoding, *name; };        /* "GB18030", ""; "xlsx", name of the sheet */

bool sheet_read(struct arena *, const char *bytes, size_t n, struct sheet_found *, sheet_row_fn *, void *ctx, struct err *);
#endif
