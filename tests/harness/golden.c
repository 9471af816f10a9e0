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

static bool is_golden(const char *name, const char *got)
{
    const char *src = getenv("LB_SRC");
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

bool ht_golden(struct ht *h, const char *name) { return is_golden(name, ht_screen(h)); }

static char letter_of(unsigned attrs) { return attrs & HT_REVERSE ? 'r' : attrs & HT_UNDERLINE ? 'u' : attrs & HT_BOLD ? 'b' : '.'; }

bool ht_golden_attrs(struct ht *h, const char *name)
{
    enum { ROWS = 24, COLS = 80 };
    char all[ROWS * (COLS + 1) + 1];
    size_t k = 0;
    for (int y = 0; y < ROWS; y++) {
        size_t end = k;
        for (int x = 0; x < COLS; x++) {
            all[k++] = letter_of(ht_attrs(h, y, x));
            if (all[k - 1] != '.') end = k;
        }
        k = end;
        all[k++] = '\n';
    }
    all[k] = 0;
    return is_golden(name, all);
}
