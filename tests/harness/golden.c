/* SPDX-License-Identifier: Apache-2.0 */
#include "harness.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *read_all(const char *path)
{
    FILE *f = fopen(path, "r");
    char *s = calloc(1, 1 << 20);
    if (f && fread(s, 1, (1 << 20) - 1, f) == 0) s[0] = 0;
    if (f) fclose(f);
    return s;
}

static void say_difference(const char *name, const char *want, const char *got)
{
    fprintf(stderr, "golden %s:\n", name);
    for (int row = 1; *want || *got; row++) {
        size_t w = strcspn(want, "\n"), g = strcspn(got, "\n");
        if (w != g || strncmp(want, got, w) != 0)
            fprintf(stderr, "%2d want |%.*s\n   got  |%.*s\n", row, (int)w, want, (int)g, got);
        want += w + (want[w] == '\n');
        got += g + (got[g] == '\n');
    }
}

bool ht_golden(struct ht *h, const char *name)
{
    const char *src = getenv("LB_SRC"), *got = ht_screen(h);
    char path[1024];
    snprintf(path, sizeof path, "%s/tests/screen/golden/%s.txt", src ? src : ".", name);
    if (getenv("REGEN")) {
        FILE *f = fopen(path, "w");
        if (f) fputs(got, f);
        if (!f || fclose(f) != 0) fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return f != NULL;
    }
    char *want = read_all(path);
    bool same = strcmp(want, got) == 0;
    if (!same) say_difference(name, want, got);
    free(want);
    return same;
}
