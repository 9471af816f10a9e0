/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"
#include "base/fold.h"
#include "base/text.h"
#include "base/utf8.h"
#include <stdio.h>
#include <string.h>

#define AHEAD_MAX 183                       /* days a date without a year may lie ahead */
#define STEP_MAX 36500                      /* days of -n and +n                        */

static bool is_leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

static int month_days(int y, int m)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return m == 2 && is_leap(y) ? 29 : days[m - 1];
}

bool date_exists(int y, int m, int d)
{
    return y >= 1800 && y <= 2999 && m >= 1 && m <= 12 && d >= 1 && d <= month_days(y, m);
}

/* Years begin in March here, so that the leap day is the last one; 719468 days lie between 0000-03-01 and 1970-01-01. */
long date_number(int y, int m, int d)
{
    long year = m <= 2 ? y - 1 : y;
    long era = year / 400, in_era = year % 400;
    long in_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

struct date date_of(long number)
{
    long z = number + 719468, era = (z >= 0 ? z : z - 146096) / 146097, day = z - era * 146097;
    long in_era = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    long in_year = day - (365 * in_era + in_era / 4 - in_era / 100);
    long month = (5 * in_year + 2) / 153;
    int m = (int)(month < 10 ? month + 3 : month - 9);
    return (struct date){ (int)(in_era + era * 400) + (m <= 2), m, (int)(in_year - (153 * month + 2) / 5) + 1 };
}

char *date_text(long number, char text[DATE_CHARS])
{
    struct date d = date_of(number);
    snprintf(text, DATE_CHARS, "%04u-%02u-%02u", (unsigned)d.year % 10000, (unsigned)d.month % 100, (unsigned)d.day % 100);
    return text;
}

int date_weekday(long number) { return (int)(((number + 3) % 7 + 7) % 7); }

const char *date_weekday_text(long number)
{
    static const char *const names[] = { N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日") };
    return _(names[date_weekday(number)]);
}

static bool take(int y, int m, int d, long *number)
{
    if (!date_exists(y, m, d)) return false;
    *number = date_number(y, m, d);
    return true;
}

/* Reads 1 to max digits; how many there were. */
static int digits(const char **s, int max, int *value)
{
    int n = 0;
    for (*value = 0; n < max && **s >= '0' && **s <= '9'; n++, (*s)++) *value = *value * 10 + (**s - '0');
    return n;
}

bool date_read(const char *iso, long *number)
{
    int y, m, d;
    const char *s = iso;
    return digits(&s, 4, &y) == 4 && *s++ == '-' && digits(&s, 2, &m) == 2 && *s++ == '-' && digits(&s, 2, &d) == 2 && *s == 0
        && take(y, m, d, number);
}

/* Folded to ASCII, without blanks, 年 and 月 as '-', 日 and 号 only at the end. False when it cannot be a date. */
static bool plain(const char *s, char *out, size_t size)
{
    size_t left = strlen(s), n = 0;
    bool ended = false;
    for (size_t k; left > 0; s += k, left -= k) {
        uint32_t cp;
        k = utf8_get(s, left, &cp);
        cp = fold_point(cp);
        if (cp == ' ') continue;
        if (ended || n + 1 >= size) return false;
        if (cp == 0x65e5 || cp == 0x53f7) { ended = true; continue; }
        if (cp == 0x5e74 || cp == 0x6708 || cp == '.' || cp == '/') cp = '-';
        if (cp >= 0x80) return false;
        out[n++] = (char)cp;
    }
    out[n] = 0;
    return n > 0;
}

static bool without_year(int m, int d, long today, long *number)
{
    int year = date_of(today).year;
    for (int y = year; y >= year - 1; y--)
        if (take(y, m, d, number) && *number - today <= AHEAD_MAX) return true;
    return false;
}

static bool from_today(const char *s, long today, long *number)
{
    int sign = *s == '-' ? -1 : 1, n;
    s++;
    if (!digits(&s, 5, &n) || *s || n > STEP_MAX) return false;
    *number = today + (long)sign * n;
    struct date d = date_of(*number);
    return date_exists(d.year, d.month, d.day);
}

/* 20261123 and 1123. */
static bool run_of_digits(const char *s, size_t n, long today, long *number)
{
    int y, m, d;
    if (n == 4) return digits(&s, 2, &m) && digits(&s, 2, &d) && without_year(m, d, today, number);
    return n == 8 && digits(&s, 4, &y) && digits(&s, 2, &m) && digits(&s, 2, &d) && take(y, m, d, number);
}

/* y-m-d and m-d. */
static bool with_signs(const char *s, long today, long *number)
{
    int part[3], n = 0;
    size_t first = strcspn(s, "-");
    for (; n < 3; n++) {
        if (!digits(&s, n == 0 ? 4 : 2, part + n)) return false;
        if (*s == 0) break;
        if (*s++ != '-') return false;
    }
    if (n == 2) return first == 4 && take(part[0], part[1], part[2], number);
    return n == 1 && first <= 2 && without_year(part[0], part[1], today, number);
}

bool date_typed(const char *typed, long today, long *number)
{
    char s[32];
    if (strcmp(typed, "今天") == 0 || strcmp(typed, "今日") == 0) typed = "t";
    if (!plain(typed, s, sizeof s)) return false;
    if (strcmp(s, "t") == 0 || strcmp(s, "T") == 0) return *number = today, true;
    if (*s == '-' || *s == '+') return from_today(s, today, number);
    size_t run = strspn(s, "0123456789");
    return s[run] == 0 ? run_of_digits(s, run, today, number) : with_signs(s, today, number);
}
