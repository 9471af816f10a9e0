/* SPDX-License-Identifier: Apache-2.0 */
/* err.h - what went wrong, in a sentence for the user and facts for the log.
 * Codes are stable numbers (staff read them over the phone): see err.def. The sentence says what, where, which clause,
 * what now, who can; SQLSTATE and detail are for the log only. */
#ifndef LB_BASE_ERR_H
#define LB_BASE_ERR_H
#include <stdbool.h>

enum err_code {
    ERR_NONE = 0,
#define ERR(id, number, text) ERR_##id = number,
#include "base/err.def"
#undef ERR
};

struct err {
    enum err_code code;
    char text[600];             /* the sentence, UTF-8, already in the user's language   */
    char detail[400];           /* more for F1 and the log; may be empty                */
    char hint[400];             /* what to do now; may be empty                         */
    char sqlstate[6];           /* "" when the server did not speak                     */
    char relation[64];          /* of a broken rule: schema.table, "" when unknown      */
    char column[64];            /* the field to go to, "" when unknown                  */
    char constraint[64];
};

/* Fills e (which may be NULL) from the code's text and the arguments; always false, so `return err_set(...)`. */
bool err_set(struct err *e, enum err_code code, ...);
/* Puts "what: " before the sentence; always false. */
bool err_wrap(struct err *e, const char *what);
void err_clear(struct err *e);
/* The bare text of a code, in Chinese; the msgid. */
const char *err_text(enum err_code code);
#endif
