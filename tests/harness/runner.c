/* SPDX-License-Identifier: Apache-2.0 */
#include "runner.h"
#include <stdlib.h>
#include <string.h>

/* A program linked with stage.c starts itself once more, on the pty. */
int stage_main(int argc, char **argv) __attribute__((weak));

int main(int argc, char **argv)
{
    if (stage_main && argc > 1 && strcmp(argv[1], "stage") == 0) return stage_main(argc, argv);
    Suite *s = suite();
    if (!s) return 77;
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
