/* SPDX-License-Identifier: Apache-2.0 */
/* edit_fuzz [KEYS [SEED]]: random keys in runs of 80 against the model; 4,000 keys without arguments (make check). */
#include "base/err.h"
#include "edit_model.h"
#include "term/tty.h"
#include <stdio.h>
#include <stdlib.h>

/* Runs that once were wrong, and the corners of the box. */
static const unsigned char corpus[][24] = {
    { 1, 1, 1, 1, 1, 5, 17, 17, 18, 3 }, { 3, 3, 0, 3, 3, 3, 3, 3, 14 }, { 5, 0, 5, 5, 17, 0, 13, 20 }, { 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 15, 1, 16, 1 },
    { 0, 3, 19, 20, 20 }, { 21, 1, 5, 1, 17, 21, 20, 20 },
};

int main(int argc, char **argv)
{
    long keys = argc > 1 ? atol(argv[1]) : 4000, wrong = 0;
    unsigned seed = argc > 2 ? (unsigned)atol(argv[2]) : 7;
    struct err e;
    if (!tty_open_null(14, 70, FACE_MONO, &e)) return fprintf(stderr, "%s\n", e.text), 2;
    for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++) wrong += edit_model_run(corpus[i], sizeof corpus[i]) != 0;
    for (long done = 0; done < keys && wrong < 5; done += 80) {
        unsigned char run[80];
        for (size_t i = 0; i < sizeof run; i++) run[i] = (unsigned char)(rand_r(&seed) >> 4);
        wrong += edit_model_run(run, sizeof run) != 0;
    }
    tty_close();
    printf("%ld keys, %ld wrong\n", keys, wrong);
    return wrong != 0;
}
