/* SPDX-License-Identifier: Apache-2.0 */
/* action.h - what a key means, apart from which key it is. Pages get actions; only app/keymap.c knows keys. */
#ifndef LB_PAGE_ACTION_H
#define LB_PAGE_ACTION_H
#include <stdbool.h>

enum action {
    ACTION_NONE,
#define ACTION(id, f, ctrl, name, label, help, group) ACTION_##id,
#include "page/action.def"
#undef ACTION
    N_SHOWN_ACTIONS,            /* the rest needs no hint */
    ACTION_FIND_ANYWHERE = N_SHOWN_ACTIONS, ACTION_NEXT, ACTION_PREV, ACTION_UP, ACTION_DOWN, ACTION_PGUP, ACTION_HOME, ACTION_END,
};

/* Where a key is of use, for the show-keys page. */
enum key_group { KEYS_EVERYWHERE, KEYS_EDITING, KEYS_LISTS };

struct action_info {
    int f;                      /* 2 = F2, 0 = no function key */
    char ctrl;                  /* 'S' = ^S, 0 = none          */
    const char *name;           /* "Enter"; "" = none          */
    const char *label, *help;   /* Chinese msgids              */
    enum key_group group;
};
/* NULL for what is not in the table. */
const struct action_info *action_info(enum action);
/* How its key is written: "F2", "^Z", "Esc"; buf holds the answer. */
const char *action_key(enum action, char buf[8]);
/* Its usual label, in the user's language. */
const char *action_label(enum action);
/* The action of F<f> or Ctrl-<letter>; ACTION_NONE when there is none. */
enum action action_of_f(int f);
enum action action_of_ctrl(char letter);
#endif
