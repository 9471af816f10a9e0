/* SPDX-License-Identifier: Apache-2.0 */
/* vec.h - a growing array on an arena: VEC(struct field) fields; vec_push(a, &fields, f); fields.at[i], fields.n.
 * vec_room() makes place in an empty one for as many as will come. */
#ifndef LB_BASE_VEC_H
#define LB_BASE_VEC_H
#include "base/arena.h"
#include <string.h>

#define VEC(type) struct { type *at; size_t n, cap; }

#define vec_push(arena, v, item) do {                                                        \
        if ((v)->n == (v)->cap) {                                                            \
            size_t vec_cap_ = (v)->cap ? (v)->cap * 2 : 8;                                    \
            void *vec_new_ = arena_get((arena), vec_cap_ * sizeof *(v)->at);                  \
            if ((v)->n) memcpy(vec_new_, (v)->at, (v)->n * sizeof *(v)->at);                  \
            (v)->at = vec_new_; (v)->cap = vec_cap_;                                          \
        }                                                                                    \
        (v)->at[(v)->n++] = (item);                                                          \
    } while (0)

#define vec_room(arena, v, most) do {                                                        \
        (v)->cap = (most);                                                                   \
        (v)->at = (v)->cap ? arena_get((arena), (v)->cap * sizeof *(v)->at) : NULL;           \
    } while (0)
#endif
