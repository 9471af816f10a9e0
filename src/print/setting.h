/* SPDX-License-Identifier: Apache-2.0 */
/* setting.h - inside of laobing-print: one way of setting a galley each, and where the bytes go. Nobody else includes this.
 * Each reads the galley, as often as it wants, and writes its whole result to `out`; what it has to say besides goes to `warn`. */
#ifndef LB_PRINT_SETTING_H
#define LB_PRINT_SETTING_H
#include "print/galley.h"
#include <stdint.h>
#include <stdio.h>

struct setting {
    struct arena *arena;
    const char *bytes;          /* the galley */
    size_t n;
    FILE *out;
    char digest[65];            /* SHA-256 of the galley, hex: what stands at the foot */
    struct str *warn;           /* sentences, a line each */
};

bool set_csv(struct setting *, struct err *);
bool set_xlsx(struct setting *, struct err *);
bool set_pdf(struct setting *, struct err *);
/* Pages of 80 columns and 60 lines, each ended by a form feed; in UTF-8, or GB18030. */
bool set_plain(struct setting *, struct err *);
bool set_gb18030(struct setting *, struct err *);

/* The head of a galley: what every page and the foot say. */
struct galley_head { const char *title, *office, *who, *at; };
/* Reads the whole galley once, to see that it is right, and takes the head and the language. */
bool setting_head(struct setting *, struct galley_head *, struct err *);
/* Writes; ERR_FILE when the disk is full. */
bool setting_put(struct setting *, const void *, size_t, struct err *);
#endif
