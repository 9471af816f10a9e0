/* SPDX-License-Identifier: Apache-2.0 */
#include "page/then.h"

enum then then_of(enum action a)
{
    switch (a) {
    case ACTION_ENTER: case ACTION_NEXT: return THEN_NEXT;
    case ACTION_PREV: return THEN_PREV;
    case ACTION_UP: return THEN_UP;
    case ACTION_DOWN: return THEN_DOWN;
    case ACTION_PGUP: return THEN_PAGE_UP;
    case ACTION_PGDN: return THEN_PAGE_DOWN;
    case ACTION_SAVE: return THEN_SAVE;
    case ACTION_ACT: return THEN_ACT;
    default: return THEN_STAY;
    }
}
