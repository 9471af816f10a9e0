/* SPDX-License-Identifier: Apache-2.0 */
/* decode.h - a text file as UTF-8. The rule: a byte order mark says UTF-8 or UTF-16; else what is UTF-8 throughout is UTF-8; else GB18030 must
 * decode all of it, the euro of CP936 (0x80) apart; else it is refused, with the line. */
#ifndef LB_SHEET_DECODE_H
#define LB_SHEET_DECODE_H
#include "base/err.h"
#include <stddef.h>
struct arena;

/* NULL: refused. encoding gets "UTF-8", "UTF-16", "GB18030". The text holds no NUL. */
char *decode_text(struct arena *, const char *bytes, size_t n, const char **encoding, struct err *);
#endif
