/* SPDX-License-Identifier: Apache-2.0 */
#include "term/face.h"
#include <curses.h>

enum { NONE = -1, RED = COLOR_RED, GREEN = COLOR_GREEN, YELLOW = COLOR_YELLOW, CYAN = COLOR_CYAN };
#define BOLD A_BOLD
#define UNDERLINE A_UNDERLINE
#define REVERSE A_REVERSE

static const struct look {
    short colour;
    attr_t with, without;
} looks[N_FACES] = {
#define FACE(id, colour, with, without) { colour, with, without },
#include "term/face.def"
#undef FACE
};

static enum face_profile profile;

void face_use(enum face_profile wanted)
{
    profile = wanted;
    if (profile != FACE_COLOUR) return;
    if (!has_colors() || start_color() == ERR || use_default_colors() == ERR) {
        profile = FACE_MONO;
        return;
    }
    for (short i = RED; i <= CYAN; i++) init_pair(i, i, -1);
}

enum face_profile face_profile_now(void) { return profile; }

bool face_has_brackets(bool is_active) { return is_active || profile == FACE_LEAN; }

unsigned long face_attr(enum face face)
{
    const struct look *l = &looks[face];
    if (profile == FACE_LEAN) return A_NORMAL;
    if (profile == FACE_MONO) return l->without;
    return l->with | (l->colour == NONE ? 0 : (attr_t)COLOR_PAIR(l->colour));
}
