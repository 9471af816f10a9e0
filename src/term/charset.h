/* SPDX-License-Identifier: Apache-2.0 */
/* charset.h - what the bytes on the line are. The program, curses included, has code points and UTF-8; only here they become and come from
 * something else. A GBK terminal is one of GB18030 that knows its two-byte characters alone: all others are painted as U+3013 (base/cell).
 * GB18030 is spoken with the C library's iconv, so no locale of that name need be installed. */
#ifndef LB_TERM_CHARSET_H
#define LB_TERM_CHARSET_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
struct arena;

enum charset { CHARSET_UTF8, CHARSET_GB18030, CHARSET_GBK };

#define CHARSET_MAX 4           /* bytes of the longest character in any of them */

/* False, and UTF-8 it stays, when the C library lacks the conversion. */
bool charset_use(enum charset);
enum charset charset_now(void);
/* "UTF-8", "GB18030", "GBK", as in settings and in the names of locales; false: neither of them. */
bool charset_named(const char *name, enum charset *);

/* The bytes of one character, at most CHARSET_MAX; how many. What is no code point goes as U+FFFD. */
size_t charset_put(char *bytes, uint32_t cp);
/* How many bytes a character has that begins with these n; 0: none does. While that is not sure, more than n. */
size_t charset_length(const char *bytes, size_t n);
/* A whole character: n bytes, as charset_length() says. False: there is no such one. */
bool charset_get(const char *bytes, size_t n, uint32_t *cp);
/* Can `byte` go on what n bytes have begun? */
bool charset_follows(size_t n, int byte);
/* A text as it goes out on the line. */
const char *charset_text(struct arena *, const char *text);
#endif
