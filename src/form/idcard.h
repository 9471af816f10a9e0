/* SPDX-License-Identifier: Apache-2.0 */
/* idcard.h - the citizen identity number: GB 11643-1999 (18 digits, ISO 7064 MOD 11-2) and the 15 digits of before. */
#ifndef LB_FORM_IDCARD_H
#define LB_FORM_IDCARD_H
#include <stdbool.h>

struct idcard {
    char number[19];            /* 18 characters; a 15-digit number is raised to 18            */
    char birth[11];             /* ISO date                                                    */
    char sex;                   /* '1' man, '2' woman (GB/T 2261.1)                            */
};
enum idcard_fault { IDCARD_GOOD, IDCARD_LENGTH, IDCARD_CHARACTER, IDCARD_BIRTH, IDCARD_DIGIT };

enum idcard_fault idcard_read(const char *text, struct idcard *);
/* The sentence of a fault, Chinese; the msgid. */
const char *idcard_text(enum idcard_fault);
#endif
