/* SPDX-License-Identifier: Apache-2.0 */
#include "page/action.h"
#include "base/text.h"
#include <stddef.h>
#include <stdio.h>

static const struct action_info table[] = {
    [ACTION_NONE] = { 0, 0, "", "", "", KEYS_EVERYWHERE },
#define ACTION(id, f, ctrl, name, label, help, group) [ACTION_##id] = { f, ctrl, name, N_(label), N_(help), KEYS_##group },
#include "page/action.def"
#undef ACTION
};
enum { N_TABLE = sizeof table / sizeof *table };

const struct action_info *action_info(enum action a)
{
    return a > ACTION_NONE && (int)a < (int)N_TABLE ? &table[a] : NULL;
}

const char *action_key(enum action a, char buf[8])
{
    const struct action_info *i = action_info(a);
    if (!i || *i->name) return i ? i->name : "";
    snprintf(buf, 8, i->f ? "F%d" : "^%c", i->f ? i->f : i->ctrl);
    return buf;
}

const char *action_label(enum action a)
{
    const struct action_info *i = action_info(a);
    return i ? _(i->label) : "";
}

enum action action_of_f(int f)
{
    for (int a = 1; f > 0 && a < (int)N_TABLE; a++)
        if (table[a].f == f) return (enum action)a;
    return ACTION_NONE;
}

enum action action_of_ctrl(char letter)
{
    for (int a = 1; letter && a < (int)N_TABLE; a++)
        if (table[a].ctrl == letter) return (enum action)a;
    return ACTION_NONE;
}
