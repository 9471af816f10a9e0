/* SPDX-License-Identifier: Apache-2.0 */
/* date.h - days of the Gregorian calendar as numbers (0 is 1970-01-01) and as ISO text, years 1800 to 2999.
 * A date that does not exist is refused, never moved. What today is, the caller says: the database's clock rules. */
#ifndef LB_BASE_DATE_H
#define LB_BASE_DATE_H
#include <stdbool.h>

struct date { int year, month, day; };

#define DATE_CHARS 11                       /* "2026-11-23" and the final 0 */

bool date_exists(int year, int month, int day);
long date_number(int year, int month, int day);     /* of an existing date */
struct date date_of(long number);
/* "2026-11-23" into text. Returns text. */
char *date_text(long number, char text[DATE_CHARS]);
/* Strictly YYYY-MM-DD. */
bool date_read(const char *iso, long *number);
/* 0 Monday .. 6 Sunday. */
int date_weekday(long number);
/* 周一 .. 周日, in the user's language. */
const char *date_weekday_text(long number);
/* What a clerk types: 2026-11-23, 20261123, 2026.11.23, 2026/11/23, 2026年11月23日, 1123, 11-23, 11月23日, t or 今天, -1, +7;
 * full-width digits alike. Without a year: this year, or last year when that would be more than half a year ahead. */
bool date_typed(const char *s, long today, long *number);
#endif
