/* SPDX-License-Identifier: Apache-2.0 */
/* fold.h - full-width forms to ASCII, for what must be ASCII: ID numbers, phones, dates, commands. Names are never folded. */
#ifndef LB_BASE_FOLD_H
#define LB_BASE_FOLD_H
#include <stdint.h>
struct arena;

/* ０-９ Ａ-ｚ ？ ／ and the rest of U+FF01-FF5E, the ideographic space, 。 as '.'; anything else stays. */
uint32_t fold_point(uint32_t cp);
/* A copy, folded; what is not UTF-8 becomes U+FFFD. */
char *fold_text(struct arena *, const char *s);
#endif
