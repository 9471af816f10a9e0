/* SPDX-License-Identifier: Apache-2.0 */
/* runner.h - the one main() of the Check programs: a program defines suite() and links runner.c. */
#ifndef LB_TESTS_RUNNER_H
#define LB_TESTS_RUNNER_H
#include <check.h>

/* The program's own. NULL: what its tests need (a cluster, a world) is not there, and it leaves with 77, which make check calls skipped. */
Suite *suite(void);
#endif
