/* SPDX-License-Identifier: Apache-2.0 */
/* base64.h - bytes as text for the database (RFC 4648), and back. */
#ifndef LB_BASE_BASE64_H
#define LB_BASE_BASE64_H
#include <stdbool.h>
#include <stddef.h>
struct arena;

char *base64_encode(struct arena *, const void *bytes, size_t n);
/* The bytes of a text, line ends in it left out; n gets their number. NULL where it is none. */
char *base64_decode(struct arena *, const char *text, size_t *n);
#endif
