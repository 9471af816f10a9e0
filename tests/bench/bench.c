/* SPDX-License-Identifier: Apache-2.0 */
/* bench NAME... - the measures that need the program or its layers; tests/bench/inside calls it with a cluster of its own. */
#include "bench.h"
#include "base/text.h"
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *const tier_names[TIERS] = { "village", "township", "county", "city", "province" };

static const struct { const char *name; void (*run)(void); } measures[] = {
    { "reads", reads_bench }, { "home", home_bench }, { "full", full_bench }, { "start", start_bench }, { "memory", memory_bench }, { "bytes", bytes_bench },
    { "wake", wake_bench }, { "beside", beside_bench },
};

double bench_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_median(double *v, size_t n)
{
    qsort(v, n, sizeof *v, by_size);
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

double bench_calm(double *v, size_t n)
{
    qsort(v, n, sizeof *v, by_size);
    return v[n / 10];
}

void bench_fail(const char *what, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", what, why);
    exit(1);
}

void bench_say(const char *section, const char *what, double ours, double theirs, const char *unit)
{
    printf("%s\t%s\t%.4g\t%.4g\t%s\n", section, what, ours, theirs, unit);
    fflush(stdout);
}

void bench_say_alone(const char *section, const char *what, double ours, const char *unit)
{
    printf("%s\t%s\t%.4g\t-\t%s\n", section, what, ours, unit);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    text_init();
    for (int i = 1; i < argc; i++) {
        size_t k = 0;
        while (k < sizeof measures / sizeof *measures && strcmp(argv[i], measures[k].name) != 0) k++;
        if (k == sizeof measures / sizeof *measures) bench_fail(argv[i], "no such measure");
        measures[k].run();
    }
    return 0;
}
