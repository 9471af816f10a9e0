/* SPDX-License-Identifier: Apache-2.0 */
/* The form reader on hostile files. Built plainly it replays tests/fuzz/form and, of every form of forms/, each beginning and each
 * single byte changed; with -DFUZZING -fsanitize=fuzzer it is a libFuzzer target. A file may be refused, never crash or hang. */
#include "conf/fault.h"
#include "form/form.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* libconfig 1.5 itself forgets its buffer where a string is not closed; the sanitizer shall look at our own memory. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libconfig"; }

static void read_bytes(const char *bytes, size_t n)
{
    char path[] = "/tmp/replay_form.XXXXXX";
    int fd = mkstemp(path);
    struct arena *a = arena_new(NULL);
    struct faults faults;
    if (fd < 0 || write(fd, bytes, n) != (ssize_t)n) abort();
    close(fd);
    faults_init(&faults, a);
    struct form *f = form_read(a, path, &faults);
    if (!f == !faults.n) abort();               /* refused without a word, or taken with one */
    arena_free(a);
    unlink(path);
}

#ifdef FUZZING
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) { read_bytes((const char *)bytes, n); return 0; }
#else
#include "conf/file.h"
#include "../harness/runner.h"

enum { LARGEST = 1 << 20, STRIDE = 7 };

static void each_file(struct arena *a, const char *folder, const char *suffix, void (*use)(char *, size_t))
{
    struct err e;
    size_t n;
    const char *dir = arena_printf(a, "%s/%s", getenv("LB_SRC") ? getenv("LB_SRC") : ".", folder);
    const char **names = file_list(a, dir, suffix, &e);
    ck_assert_msg(names && names[0], "nothing in %s", dir);
    for (int i = 0; names[i]; i++) {
        char *bytes = file_read(a, file_join(a, dir, names[i]), LARGEST, &n, &e);
        ck_assert_ptr_nonnull(bytes);
        use(bytes, n);
    }
}

static void whole(char *bytes, size_t n) { read_bytes(bytes, n); }

static void damaged(char *bytes, size_t n)
{
    static const char hurts[] = { 0, '"', '{', ')', ';', '@', '\n', '\xff', '*' };
    for (size_t i = 0; i < n; i += STRIDE) {
        char was = bytes[i];
        read_bytes(bytes, i);
        bytes[i] = hurts[i / STRIDE % sizeof hurts];
        read_bytes(bytes, n);
        bytes[i] = was;
    }
}

static void replay(const char *folder, const char *suffix, void (*use)(char *, size_t))
{
    struct arena *a = arena_new(NULL);
    each_file(a, folder, suffix, use);
    arena_free(a);
}

START_TEST(corpus) { replay("tests/fuzz/form", "", whole); }
END_TEST
START_TEST(damaged_forms) { replay("forms", ".form", damaged); }
END_TEST

Suite *suite(void)
{
    Suite *s = suite_create("replay_form");
    TCase *t = tcase_create("replay");
    tcase_set_timeout(t, 100);
    tcase_add_test(t, corpus);
    tcase_add_test(t, damaged_forms);
    suite_add_tcase(s, t);
    return s;
}
#endif
