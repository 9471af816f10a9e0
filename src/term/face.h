/* SPDX-License-Identifier: Apache-2.0 */
/* face.h - meanings of text; face.def says how each looks, a column a profile. */
#ifndef LB_TERM_FACE_H
#define LB_TERM_FACE_H
#include <stdbool.h>

enum face {
#define FACE(id, ...) FACE_##id,
#include "term/face.def"
#undef FACE
    N_FACES
};

enum face_profile {
    FACE_COLOUR,
    FACE_MONO,
    FACE_LEAN,              /* no attributes: the fewest bytes                                      */
    N_PROFILES
};

/* colour mono lean: as the options, the settings file and the account say it. */
bool face_profile_named(const char *name, enum face_profile *);
const char *face_profile_name(enum face_profile);

/* After tty_open(); colour falls back to mono on a terminal without colours. */
void face_use(enum face_profile);
enum face_profile face_profile_now(void);
/* True when a field that can be written stands in [ ]: in the lean profile always, so that moving on changes no cell;
 * elsewhere only the field with the cursor. */
bool face_has_brackets(bool is_active);
/* For term/ only: a curses attribute. */
unsigned long face_attr(enum face);
#endif
