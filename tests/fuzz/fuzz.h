/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz.h - a fuzzing target: one function that aborts when what must hold does not. With -fsanitize=fuzzer (tests/fuzz/hunt) libFuzzer
 * calls it; plainly, replay.c does, on the files of tests/fuzz/NAME/ and a few thousand damaged copies of them. */
#ifndef LB_FUZZ_H
#define LB_FUZZ_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#define MUST(holds) ((holds) ? (void)0 : (fprintf(stderr, "%s:%d: must hold: %s\n", __FILE__, __LINE__, #holds), abort()))
#endif
