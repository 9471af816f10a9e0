/* SPDX-License-Identifier: Apache-2.0 */
/* then.h - what follows once the field of a record, or the cell of a grid, has been taken; that may wait for the server. */
#ifndef LB_PAGE_THEN_H
#define LB_PAGE_THEN_H
#include "page/action.h"

enum then { THEN_STAY, THEN_NEXT, THEN_PREV, THEN_UP, THEN_DOWN, THEN_PAGE_UP, THEN_PAGE_DOWN, THEN_SAVE, THEN_ACT, THEN_ADD, THEN_COPY, THEN_JUMP };

/* Of the keys that mean the same in both; THEN_STAY: it is none of them. */
enum then then_of(enum action);
#endif
