/* SPDX-License-Identifier: Apache-2.0 */
/* The stage before each kind of terminal the harness can be: what it finds out, what it then sends and takes. */
#include "harness.h"
#include "stage.h"
#include "../harness/runner.h"
#include <string.h>
#include <unistd.h>

#define N(table) (int)(sizeof table / sizeof *table)

static struct ht *h;
static const char *const soon[] = { "LAOBING_ASK_MS=50", NULL };

static void begin(const struct ht_setup *setup, const char *how)
{
    static char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    ck_assert_int_gt(n, 0);
    char *argv[] = { self, "stage", "lean", (char *)(uintptr_t)how, NULL };
    h = ht_open(setup, argv);
    ck_assert(ht_wait(h, "[") && ht_sync(h));               /* nothing is typed before the first screen, or the line would echo it */
}

static void leave(void)
{
    ht_keys(h, "<F10>");
    ck_assert_int_eq(ht_wait_exit(h), 0);
}

static void end(void)
{
    leave();
    ht_close(h);
}

/* What is asked in one of these is answered in it: nothing is set. `column` is where the cursor stands after what was typed, from the field on. */
static const struct kind {
    const char *what;
    struct ht_setup setup;
    const char *found, *typed, *shown;
    int column;
} kinds[] = {
    { "UTF-8", { 0 }, "UTF-8 1", "䶮㛃𠅤𬱖·x", "䶮㛃𠅤𬱖·x", 10 },
    { "UTF-8, wide signs", { .is_wide = true }, "UTF-8 2", "买买提·阿x", "买买提・阿x", 11 },
    { "GB18030", { .charset = "GB18030" }, "GB18030 1", "䶮㛃𠅤𬱖·x", "䶮㛃𠅤𬱖·x", 10 },
    { "GB18030, wide signs", { .charset = "GB18030", .is_wide = true }, "GB18030 2", "买买提·阿x", "买买提・阿x", 11 },
    { "GBK, wide signs", { .charset = "GBK", .is_wide = true }, "GBK 2", "张龑—x", "张龑・x", 7 },
    { "one that answers nothing", { .is_mute = true, .env = soon }, "UTF-8 1", "张三x", "张三x", 5 },
    { "one that answers nothing, with a locale that is not installed", { .charset = "GB18030", .locale = "zh_CN.GB18030", .is_mute = true, .env = soon }, "GB18030 1", "㛃x", "㛃x", 3 },
};

START_TEST(finds_out_what_it_sits_at)
{
    const struct kind *k = &kinds[_i];
    int y, x;
    begin(&k->setup, "ask");
    ck_assert_msg(!strcmp(ht_row(h, 1), k->found), "%s: %s", k->what, ht_row(h, 1));
    ck_assert(!ht_find(h, "no han", NULL, NULL));
    ck_assert(ht_do(h, k->typed));
    ck_assert_msg(!strcmp(ht_cells(h, 3, 13, 20), k->shown), "%s: %s", k->what, ht_cells(h, 3, 13, 20));
    ht_cursor(h, &y, &x);
    ck_assert_msg(y == 3 && x == 13 + k->column, "%s: %d,%d", k->what, y, x);
    ck_assert(ht_do(h, "<Home>张<Right><BS><Del>"));          /* each step moves by whole characters of the right width */
    ht_cursor(h, &y, &x);
    ck_assert_msg(x == 15, "%s: column %d", k->what, x);
    leave();
    ck_assert_str_eq(ht_row(h, 0), "");                     /* nothing of the question was left behind */
    ht_close(h);
}
END_TEST

/* What another sign-on found is not waited for, and put right where it is not so any more. */
static const struct { const char *known; struct ht_setup setup; const char *found; } again[] = {
    { "known UTF-8 1 near", { 0 }, "UTF-8 1" },
    { "known UTF-8 1 near", { .is_wide = true }, "UTF-8 2" },
    { "known UTF-8 2 near", { .is_mute = true }, "UTF-8 2" },
    { "known UTF-8 1 near", { .charset = "GB18030" }, "GB18030 1" },
    { "known GBK 2 far", { .charset = "GBK", .is_wide = true }, "GBK 2" },
    { "known GB18030 1 near", { 0 }, "UTF-8 1" },
    { "known mute", { .is_wide = true }, "UTF-8 2" },
    { "known mute", { .charset = "GBK" }, "GBK 1" },
    { "known mute", { .is_mute = true }, "UTF-8 1" },
    { "known nonsense", { 0 }, "UTF-8 1" },
};

START_TEST(what_is_known_is_asked_again)
{
    begin(&again[_i].setup, again[_i].known);
    ck_assert(ht_do(h, "x"));
    ck_assert_msg(!strcmp(ht_row(h, 1), again[_i].found), "%s: %s", again[_i].known, ht_row(h, 1));
    ck_assert_str_eq(ht_row(h, 0), "老兵  识字里社区退役军人服务站");
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), "x");
    end();
}
END_TEST

START_TEST(one_without_han_is_told_from_others)
{
    begin(&(struct ht_setup){ .charset = "ISO-8859-1" }, "ask");
    ck_assert_str_eq(ht_row(h, 1), "UTF-8 1");
    ck_assert(ht_find(h, "no han", NULL, NULL));
    end();
}
END_TEST

/* Keys typed before the answer, in the terminal's own bytes. */
START_TEST(what_is_typed_meanwhile_is_kept)
{
    static char self[4096];
    ck_assert_int_gt(readlink("/proc/self/exe", self, sizeof self - 1), 0);
    char *argv[] = { self, "stage", "ask", NULL };
    h = ht_open(&(struct ht_setup){ .charset = "GB18030" }, argv);
    ht_keys(h, "张㛃");
    ck_assert(ht_sync(h));
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), "张㛃");
    end();
}
END_TEST

START_TEST(gb18030_goes_out_and_comes_in)
{
    begin(&(struct ht_setup){ .charset = "GB18030" }, "ask");
    ht_mark(h);
    ck_assert(ht_do(h, "䶮𬱖"));
    ck_assert(ht_saw(h, "\xfe\x9f", 2));
    ck_assert(ht_saw(h, "\x99\x33\xc3\x36", 4));
    ck_assert(!ht_saw(h, "䶮", 3));
    ck_assert(ht_do(h, "<C-u>"));
    for (const char *p = "\x82\x30\xb7\x31\xd5\xc5"; *p; p++) ht_bytes(h, p, 1);        /* 㛃张, a byte at a time */
    ck_assert(ht_sync(h));
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), "㛃张");
    end();
}
END_TEST

/* A byte that goes on nothing is left out, and nothing behind it, be it a letter or a key. */
static const struct { const char *bytes; size_t n; const char *left; } broken[] = {
    { "\xff" "ab", 3, "ab" }, { "\x82\x30" "ab", 4, "ab" }, { "\x82\x30\xb7" "ab", 5, "ab" }, { "a\xd5\x1b[Db", 6, "ba" },
};

START_TEST(broken_bytes_take_nothing_with_them)
{
    begin(&(struct ht_setup){ .charset = "GB18030" }, "ask");
    ht_bytes(h, broken[_i].bytes, broken[_i].n);
    ck_assert(ht_sync(h));
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), broken[_i].left);
    ht_bytes(h, "\xff", 1);
    ck_assert(ht_sync(h));
    ck_assert(ht_find(h, "不是 GB18030", NULL, NULL));
    end();
}
END_TEST

/* The third of the names on the stage is not in GBK: a mark stands for it, as wide. */
START_TEST(what_it_cannot_show_is_a_mark)
{
    begin(&(struct ht_setup){ .charset = "GBK" }, "ask");
    ck_assert(ht_find(h, "〓明", NULL, NULL));
    ck_assert(ht_find(h, "欧阳修文", NULL, NULL));
    end();
}
END_TEST

/* Lines are drawn where they take a column for sure, and nowhere else. */
START_TEST(lines_where_they_fit)
{
    static const struct { struct ht_setup setup; const char *how, *corner; } frames[] = {
        { { 0 }, "ask", "┌" }, { { .is_wide = true }, "ask", "+" }, { { .is_mute = true, .env = soon }, "ask", "+" }, { { .charset = "GB18030" }, "ask", "+" } };
    static char self[4096];
    ck_assert_int_gt(readlink("/proc/self/exe", self, sizeof self - 1), 0);
    char *argv[] = { self, "stage", (char *)(uintptr_t)frames[_i].how, NULL };
    h = ht_open(&frames[_i].setup, argv);
    ck_assert(ht_sync(h));
    ck_assert(ht_do(h, "<F4>"));
    ck_assert(ht_find(h, frames[_i].corner, NULL, NULL));
    ck_assert(ht_do(h, "<Esc>"));
    end();
}
END_TEST

Suite *suite(void)
{
    Suite *s = suite_create("charset");
    TCase *c = tcase_create("pty");
    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, finds_out_what_it_sits_at, 0, N(kinds));
    tcase_add_loop_test(c, what_is_known_is_asked_again, 0, N(again));
    tcase_add_test(c, one_without_han_is_told_from_others);
    tcase_add_test(c, what_is_typed_meanwhile_is_kept);
    tcase_add_test(c, gb18030_goes_out_and_comes_in);
    tcase_add_loop_test(c, broken_bytes_take_nothing_with_them, 0, N(broken));
    tcase_add_test(c, what_it_cannot_show_is_a_mark);
    tcase_add_loop_test(c, lines_where_they_fit, 0, 4);
    suite_add_tcase(s, c);
    return s;
}
