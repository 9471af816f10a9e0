/* SPDX-License-Identifier: Apache-2.0 */
#include "form/idcard.h"
#include "base/date.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

static char check_digit(const char *digits)
{
    static const int weight[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0;
    for (int i = 0; i < 17; i++) sum += (digits[i] - '0') * weight[i];
    return "10X98765432"[sum % 11];
}

/* The 15 digits had two for the year; the serials 996 to 999 were kept for those born before 1900. */
static void raise_old(const char *old, char *number)
{
    bool before_1900 = strcmp(old + 12, "996") >= 0;
    snprintf(number, 19, "%.6s%s%s", old, before_1900 ? "18" : "19", old + 6);
    number[17] = check_digit(number);
    number[18] = 0;
}

enum idcard_fault idcard_read(const char *text, struct idcard *card)
{
    size_t n = strlen(text), digits = strspn(text, "0123456789");
    struct idcard c = { .sex = 0 };
    long birth;
    if (n != 15 && n != 18) return IDCARD_LENGTH;
    if (digits < (n == 18 ? 17 : 15) || (n == 18 && !strchr("0123456789Xx", text[17]))) return IDCARD_CHARACTER;
    if (n == 15) raise_old(text, c.number);
    else memcpy(c.number, text, 18);
    if (c.number[17] == 'x') c.number[17] = 'X';
    snprintf(c.birth, sizeof c.birth, "%.4s-%.2s-%.2s", c.number + 6, c.number + 10, c.number + 12);
    if (!date_read(c.birth, &birth)) return IDCARD_BIRTH;
    if (check_digit(c.number) != c.number[17]) return IDCARD_DIGIT;
    c.sex = (c.number[16] - '0') % 2 ? '1' : '2';
    *card = c;
    return IDCARD_GOOD;
}

const char *idcard_text(enum idcard_fault fault)
{
    static const char *const text[] = {
        [IDCARD_GOOD] = "",
        [IDCARD_LENGTH] = N_("身份证号应为 18 位（旧号 15 位）"),
        [IDCARD_CHARACTER] = N_("身份证号只能是数字，末位可为 X"),
        [IDCARD_BIRTH] = N_("身份证号里的出生日期不存在"),
        [IDCARD_DIGIT] = N_("身份证号的末位校验不对，请再看一遍原件") };
    return fault == IDCARD_GOOD ? "" : _(text[fault]);
}
