/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx.h - the first visible sheet of a workbook (ECMA-376), read as a stream by libzip and expat. Dates come as 1968-05-17, times of
 * day are left out; a formula comes as the value that was saved with it, or as '=' with none. Refused: document types, parts that unpack to
 * more than 256 MB. */
#ifndef LB_SHEET_XLSX_H
#define LB_SHEET_XLSX_H
#include "sheet/sheet.h"

/* Without the libraries: false, and why. name gets that of the sheet. */
bool xlsx_read(struct arena *, const char *bytes, size_t n, const char **name, sheet_row_fn *, void *ctx, struct err *);
#endif
