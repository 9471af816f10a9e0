/* SPDX-License-Identifier: Apache-2.0 */
/* english.h - an English account meets no Chinese but data: every run of han on a screen must be part of what somebody put into the
 * database, or made of what this test has typed.
 *
 * With LB_ENGLISH (tests/part/english) every account of the world is English and the programs of this folder run once more: each screen
 * they come by is looked at so, in place of goldens and Chinese sentences. */
#ifndef LB_TESTS_ENGLISH_H
#define LB_TESTS_ENGLISH_H
#include <stdbool.h>
struct ht;

bool english_on(void);
/* Keys as sent: their han are data from now on. */
void english_typed(const char *keys);
/* The runs of han on the screen that nobody put there, "" when there are none. Lives until the next call. */
const char *english_strangers(struct ht *);
/* The test fails when there are some; after is what was done last. */
void english_look(struct ht *, const char *after);
/* The catalogue's word for a sentence of the program; NULL for what it does not know as a whole. */
const char *english_of(const char *sentence);
#endif
