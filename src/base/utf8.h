/* SPDX-License-Identifier: Apache-2.0 */
/* utf8.h - UTF-8 to code points and back, strictly, whatever the locale.
 * Not accepted: overlong forms, surrogates, code points above U+10FFFF, torn sequences. */
#ifndef LB_BASE_UTF8_H
#define LB_BASE_UTF8_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_MAX 4                          /* bytes of the longest code point       */
#define UTF8_BROKEN 0xfffdu                 /* stands for each byte that is not UTF-8 */

/* Reads the first code point of s[0..n). Bytes eaten: 1 for a broken byte (then *cp is UTF8_BROKEN), 0 only when n is 0. */
size_t utf8_get(const char *s, size_t n, uint32_t *cp);
/* Writes cp, at most UTF8_MAX bytes and no final 0; bytes written. What is not a code point becomes UTF8_BROKEN. */
size_t utf8_put(char *d, uint32_t cp);
/* Bytes the sequence begun by this byte has, 0 when no sequence begins so. */
size_t utf8_length(unsigned char first);

bool utf8_is_valid(const char *s, size_t n);
/* Code points in s, as PostgreSQL's char_length() counts. */
size_t utf8_count(const char *s);
/* The greatest k <= n that does not cut a sequence of s (n <= strlen(s)). */
size_t utf8_floor(const char *s, size_t n);

/* Clusters: one spacing character with the zero-width marks that follow it. Offsets in bytes; at the end they stay. */
size_t utf8_next(const char *s, size_t n, size_t at);
size_t utf8_prev(const char *s, size_t n, size_t at);
#endif
