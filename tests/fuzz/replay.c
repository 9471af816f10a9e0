/* SPDX-License-Identifier: Apache-2.0 */
/* replay [COPIES [SEED]]: the target's corpus, each file whole and in so many damaged copies. The corpus is the folder of the program's name. */
#include "conf/file.h"
#include "fuzz.h"
#include <string.h>

enum { LARGEST = 4096, COPIES = 300 };

/* A few bytes changed, a piece doubled, the end cut. */
static size_t damage(uint8_t *d, size_t n, unsigned *seed)
{
    for (int k = rand_r(seed) % 4; k >= 0 && n; k--) {
        size_t at = (size_t)rand_r(seed) % n, piece = (size_t)rand_r(seed) % (n - at) + 1;
        switch (rand_r(seed) % 4) {
        case 0: d[at] = (uint8_t)rand_r(seed); break;
        case 1: d[at] = (uint8_t)"|.><*?!=-+0 \x1b\x80\xc0\xe4\xf0\xff"[rand_r(seed) % 18]; break;
        case 2: n = at; break;
        default:
            if (n + piece > LARGEST) break;
            memmove(d + at + piece, d + at, n - at);
            n += piece;
        }
    }
    return n;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new(NULL);
    struct err e;
    int copies = argc > 1 ? atoi(argv[1]) : COPIES;
    unsigned seed = argc > 2 ? (unsigned)atoi(argv[2]) : 7;
    const char *name = strrchr(argv[0], '_'), *src = getenv("LB_SRC");
    const char *folder = arena_printf(a, "%s/tests/fuzz/%s", src ? src : ".", name ? name + 1 : "");
    const char **names = file_list(a, folder, "", &e);
    long runs = 0;

    if (!names || !names[0]) return fprintf(stderr, "no corpus in %s\n", folder), 1;
    for (int i = 0; names[i]; i++) {
        size_t n;
        char *bytes = file_read(a, file_join(a, folder, names[i]), LARGEST, &n, &e);
        if (!bytes) return fprintf(stderr, "%s\n", e.text), 1;
        for (int k = 0; k <= copies; k++, runs++) {
            uint8_t *d = malloc(2 * LARGEST);       /* of its own, so that the sanitizer sees its end */
            memcpy(d, bytes, n);
            size_t m = k ? damage(d, n, &seed) : n;
            d = realloc(d, m ? m : 1);
            LLVMFuzzerTestOneInput(d, m);
            free(d);
        }
    }
    arena_free(a);
    printf("%ld runs\n", runs);
    return 0;
}
