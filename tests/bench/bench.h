/* SPDX-License-Identifier: Apache-2.0 */
/* bench.h - what the measures share. Each prints lines "section TAB what TAB ours TAB theirs TAB unit", one a round; report.awk makes
 * medians and ratios of them. "theirs" is "-" where there is nothing to compare with. */
#ifndef LB_TESTS_BENCH_H
#define LB_TESTS_BENCH_H
#include <stddef.h>

enum { ROUNDS = 5, TIERS = 5 };
extern const char *const tier_names[TIERS];     /* village .. province; the accounts are demo_<name> */

double bench_ms(void);                          /* a clock                                            */
double bench_median(double *v, size_t n);       /* sorts v                                            */
double bench_calm(double *v, size_t n);         /* a tenth are quicker: what others do on the machine is left out; sorts v */
_Noreturn void bench_fail(const char *what, const char *why);
void bench_say(const char *section, const char *what, double ours, double theirs, const char *unit);
void bench_say_alone(const char *section, const char *what, double ours, const char *unit);

void reads_bench(void);                         /* find, list                                         */
void home_bench(void);
void full_bench(void);                          /* wants duties.sql                                   */
void start_bench(void);
void memory_bench(void);
void bytes_bench(void);
void wake_bench(void);
void beside_bench(void);
#endif
