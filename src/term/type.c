/* SPDX-License-Identifier: Apache-2.0 */
#include "term/type.h"
#include <curses.h>
#include <stdbool.h>
#include <string.h>
#include <term.h>

static bool is_known(const char *name)
{
    int answer;
    if (!name || !*name || setupterm(name, 1, &answer) != OK) return false;
    del_curterm(cur_term);
    return true;
}

const char *type_choose(const char *name)
{
    if (is_known(name)) return name;
    if (name && strncmp(name, "vt", 2) != 0 && is_known("xterm")) return "xterm";
    return is_known("vt100") ? "vt100" : NULL;
}
