/* SPDX-License-Identifier: Apache-2.0 */
#include "sheet/xlsx_cell.h"
#include "base/arena.h"
#include "base/date.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool xlsx_format_is_date(const char *code)
{
    bool quoted = false, bracketed = false;

    for (; *code; code++) {
        if (*code == '"') quoted = !quoted;
        else if (*code == '[') bracketed = true;
        else if (*code == ']') bracketed = false;
        else if (*code == '\\' && code[1]) code++;
        else if (!quoted && !bracketed && strchr("ymdhsYMDHS", *code)) return true;
    }
    return false;
}

bool xlsx_number_is_date(unsigned long n)
{
    return (n >= 14 && n <= 22) || (n >= 27 && n <= 36) || (n >= 45 && n <= 47) || (n >= 50 && n <= 58);
}

const char *xlsx_day(struct arena *a, double serial, bool from_1904)
{
    if (!(serial >= 0 && serial < 2958466))         /* through 9999; no number at all is none of them */
        return NULL;
    long day = (long)floor(serial) + (from_1904 ? 1462 : 0), number;
    if (day == 60 && !from_1904)
        return NULL;                                /* 29 February 1900 */
    number = day - 25569 + (day < 60 && !from_1904);
    if (number > date_number(2999, 12, 31))
        return NULL;
    return date_text(number, arena_get(a, DATE_CHARS));
}

const char *xlsx_number(struct arena *a, const char *text)
{
    char *end;
    double d = strtod(text, &end);

    if (end == text || *end || !isfinite(d))
        return text;
    return arena_printf(a, fabs(d) >= 1e15 ? "%.14E" : "%.15g", d);
}

int xlsx_column(const char *reference)
{
    int column = 0;

    for (; *reference >= 'A' && *reference <= 'Z' && column < 20000; reference++)
        column = column * 26 + (*reference - 'A' + 1);
    return column - 1;
}
