/* SPDX-License-Identifier: Apache-2.0 */
/* edit_model.h - the editor against a plain model: a list of characters, each with its marks, written without the editor's code. */
#ifndef LB_TESTS_EDIT_MODEL_H
#define LB_TESTS_EDIT_MODEL_H
#include <stddef.h>

/* Every byte is one key. 0 when editor and model agree after each and the cursor stayed in its box; else the number of the key,
 * from 1, with a line on stderr. Needs a null screen of at least 12x60. */
size_t edit_model_run(const unsigned char *keys, size_t n);
#endif
