/* SPDX-License-Identifier: Apache-2.0 */
/* half.h - which half of a wide character curses keeps in a cell; for term/ only.
 * Curses marks the two cells of a wide character in the low bits of the attributes; its headers show them, its manual does not. */
#ifndef LB_TERM_HALF_H
#define LB_TERM_HALF_H

enum half { HALF_NONE, HALF_LEFT, HALF_RIGHT };

enum half half_at(int y, int x);
#endif
