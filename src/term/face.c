/* SPDX-License-Identifier: Apache-2.0 */
#include "term/face.h"
#include <curses.h>
#include <string.h>

enum { NONE = -1, RED = COLOR_RED, GREEN = COLOR_GREEN, YELLOW = COLOR_YELLOW, CYAN = COLOR_CYAN };
#define BOLD A_BOLD
#define UNDERLINE A_UNDERLINE
#define REVERSE A_REVERSE

static const struct look {
    short colour;
    attr_t attr[N_PROFILES];
} looks[N_FACES] = {
#define FACE(id, colour, with, mono, lean) { colour, { with, mono, lean } },
#include "term/face.def"
#undef FACE
};

static enum face_profile profile;
static const char *const names[N_PROFILES] = { [FACE_COLOUR] = "colour", [FACE_MONO] = "mono", [FACE_LEAN] = "lean" };

bool face_profile_named(const char *name, enum face_profile *which)
{
    for (int i = 0; i < N_PROFILES; i++)
        if (!strcmp(name, names[i])) {
            *which = (enum face_profile)i;
            return true;
        }
    return false;
}

const char *face_profile_name(enum face_profile which) { return names[which]; }

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
    return l->attr[profile] | (profile == FACE_COLOUR && l->colour != NONE ? (attr_t)COLOR_PAIR(l->colour) : 0);
}
