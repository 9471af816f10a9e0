/* SPDX-License-Identifier: Apache-2.0 */
#include "app/keymap.h"
#include "term/key.h"
#include <stddef.h>

static const struct { uint32_t key; enum action action; } named[] = {
    { K_ENTER, ACTION_ENTER }, { K_TAB, ACTION_NEXT }, { K_BACKTAB, ACTION_PREV }, { K_ESC, ACTION_BACK },
    { K_UP, ACTION_UP }, { K_DOWN, ACTION_DOWN }, { K_PGUP, ACTION_PGUP }, { K_PGDN, ACTION_PGDN },
    { K_HOME, ACTION_HOME }, { K_END, ACTION_END },
};

enum action keymap_action(uint32_t key)
{
    if (key > 0 && key < 32) return action_of_ctrl((char)(key + 64));
    if (key >= K_F1 && key <= K_F12) return action_of_f((int)(key - K_F1) + 1);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i].key == key) return named[i].action;
    return ACTION_NONE;
}
