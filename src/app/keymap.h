/* SPDX-License-Identifier: Apache-2.0 */
/* keymap.h - keys to actions: F keys and their Ctrl twins from page/action.def, arrows and the rest by name. */
#ifndef LB_APP_KEYMAP_H
#define LB_APP_KEYMAP_H
#include "page/action.h"
#include <stdint.h>

enum action keymap_action(uint32_t key);
#endif
