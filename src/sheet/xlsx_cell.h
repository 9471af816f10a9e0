/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx_cell.h - what a cell of a workbook says. */
#ifndef LB_SHEET_XLSX_CELL_H
#define LB_SHEET_XLSX_CELL_H
#include <stdbool.h>
struct arena;

/* Is this format code one of dates? */
bool xlsx_format_is_date(const char *code);
/* Is a format of this number, where the workbook does not define it? (18.8.30, Chinese ones included) */
bool xlsx_number_is_date(unsigned long number);
/* The day a serial number means, 1968-05-17; NULL when it is none. Counts from 1900, whose February has 29 days there, or from 1904. */
const char *xlsx_day(struct arena *, double serial, bool from_1904);
/* A number with all the digits it has; from 1e15 on, where digits were lost, with an exponent. */
const char *xlsx_number(struct arena *, const char *text);
/* Column of "AB12", from 0; -1: none. */
int xlsx_column(const char *reference);
#endif
